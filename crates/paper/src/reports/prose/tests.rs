//! Where a run-in heading ends, and what of a text can be printed.

use law::reports::Report;

use super::{Paragraph, printable, sections};

fn split(line: &str) -> (String, String) {
    let Paragraph { heading, text } = Paragraph::of(line);
    (heading, text)
}

#[test]
fn a_numbered_heading_ends_at_its_colon_or_stop() {
    assert_eq!(
        split("(一) 主动公开：2024 年公开 8 条。"),
        ("(一) 主动公开：".into(), "2024 年公开 8 条。".into())
    );
    assert_eq!(
        split("（二）依申请公开。没有收到申请。"),
        ("（二）依申请公开。".into(), "没有收到申请。".into())
    );
    assert_eq!(
        split("（十一）监督保障"),
        ("（十一）监督保障".into(), String::new())
    );
}

#[test]
fn what_only_looks_like_a_heading_is_text() {
    for line in [
        "（见附件）一是加强领导：",
        "一是加强领导：层层落实。",
        "（一",
        "（1）公开：",
        "",
    ] {
        assert_eq!(split(line), (String::new(), line.to_owned()));
    }
    let long = format!("（一）{}。", "长".repeat(40));
    assert_eq!(split(&long), (String::new(), long));
}

#[test]
fn notes_of_a_table_stand_below_it_and_only_there() {
    let mut report = Report::default();
    report
        .sections
        .set(3, "说明在前。\n\n　　注：数据含派出机构。\n续注。");
    report.sections.set(5, "注：不是表。");
    let sections = sections(&report);
    assert_eq!(sections[2].above.len(), 1);
    assert_eq!(
        sections[2].below.iter().map(Paragraph::whole).collect::<Vec<_>>(),
        ["注：数据含派出机构。", "续注。"]
    );
    assert!(sections[4].below.is_empty());
}

#[test]
fn what_no_format_can_hold_is_dropped_and_nothing_else() {
    assert_eq!(
        printable("甲\u{0}\u{8}乙\u{FFFF}丙\t丁\r\n戊\r己"),
        "甲乙丙 丁\n戊\n己"
    );
    let awkward = "#let x = $1$ * _a_ `b` \\ @c <d> & \"e\" 'f' // [g]〔2024〕喆堃珺昇镕";
    assert_eq!(printable(awkward), awkward);
}
