//! The papers of a matter: every field there in both formats, words that look like markup stay words, room to write in.

use jiff::civil::date;
use law::matters::{Slip, SlipKind, SlipRow};

use super::{FONTS, docx_words, leave, pages, printed_words, without_spaces};
use crate::letters::samples::AWKWARD;
use crate::letters::{slip_docx, slip_pdf};

fn slip(words: &str) -> Slip {
    let pair = |left: (&'static str, &str), right: (&'static str, &str)| {
        SlipRow::Pair([left, right].map(|(label, value)| (label, value.to_owned())))
    };
    Slip {
        kind: SlipKind::Assignment,
        organ: "孟津先进制造业开发区管理委员会".to_owned(),
        number: "MJXJ01BJ-2026-0001".to_owned(),
        rows: vec![
            pair(("编号", "MJXJ01BJ-2026-0001"), ("类别", "企业诉求")),
            pair(("提出人", "洛阳＊＊有限公司"), ("地点", "科创路东段")),
            SlipRow::Wide("标题", "标准厂房二期何时交付".to_owned()),
            SlipRow::Wide("来信内容", words.to_owned()),
            pair(
                ("退回期限", "2026年3月3日"),
                ("答复期限", "2026年3月9日（含当日）"),
            ),
            SlipRow::Signed(
                "签收",
                "签收人　　　　　　　　\n　　　　年　　月　　日　　时".to_owned(),
            ),
            SlipRow::Wide("办理情况", String::new()),
            SlipRow::Signed(
                "负责人意见",
                "签名　　　　　　　　\n　　　　年　　月　　日".to_owned(),
            ),
        ],
        dated: date(2026, 3, 2),
    }
}

#[test]
fn a_paper_of_a_matter_says_all_its_rows_on_one_page_in_both_formats() {
    let slip = slip("我公司租了二期厂房，合同写明去年底交付，请答复何时交付。");
    let pdf = slip_pdf(&slip, &FONTS).unwrap();
    leave("slip", &pdf);
    assert_eq!(pages(&pdf).len(), 1);
    for text in [printed_words(&pdf), docx_words(&slip_docx(&slip).unwrap())] {
        let text = without_spaces(&text);
        for row in &slip.rows {
            let fields: Vec<(&str, &str)> = match row {
                SlipRow::Pair(fields) => fields
                    .iter()
                    .map(|(label, value)| (*label, value.as_str()))
                    .collect(),
                SlipRow::Wide(label, value) | SlipRow::Signed(label, value) => vec![(label, value)],
            };
            for (label, value) in fields {
                assert!(
                    text.contains(label) && text.contains(&without_spaces(value)),
                    "{label}: {text}"
                );
            }
        }
        assert!(text.contains("来信诉求交办单"));
    }
}

#[test]
fn what_somebody_wrote_is_no_markup_and_goes_over_to_a_second_page() {
    let long = format!("{AWKWARD}\n{}", "二期厂房何时交付，请答复。\n".repeat(120));
    let slip = slip(&long);
    let pdf = slip_pdf(&slip, &FONTS).unwrap();
    assert!(pages(&pdf).len() > 1);
    let printed = without_spaces(&pages(&pdf).concat());
    assert!(
        printed.contains("#letx=$1$*_a_`b`") && printed.contains("负责人意见"),
        "{printed}"
    );
    assert!(docx_words(&slip_docx(&slip).unwrap()).contains("<d>&amp;\"e\""));
}
