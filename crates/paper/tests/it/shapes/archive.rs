//! Reports of 2008 to 2018 as archive editions.

use law::reports::{ArchivePiece, Context, Format, Report};
use paper::reports::{Imprint, docx, html, json, read, read_archive};

use super::right::file;

fn archive(name: &str) -> Report {
    let reading = read_archive(&file(name), name).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(
        reading.check(&Context::default()).len(),
        reading.unread.len(),
        "{name}"
    );
    assert_eq!(reading.report.format, Format::Archive);
    assert_eq!(
        reading.report.tables.numbers().count(),
        0,
        "{name}: no figure is taken"
    );
    reading.report
}

fn headings(report: &Report) -> Vec<&str> {
    report
        .archive
        .parts
        .iter()
        .map(|part| part.heading.as_str())
        .collect()
}

#[test]
fn title_year_sections_and_tables_are_kept_as_printed() {
    let report = archive("of-2018.txt");
    assert_eq!((report.organ.as_str(), report.year), ("平潭综合实验区", 2018));
    assert_eq!(report.title(), "平潭综合实验区2018年度政府信息公开工作年度报告");
    assert_eq!(
        headings(&report),
        [
            "",
            "一、概述",
            "二、主动公开政府信息情况",
            "三、政府信息依申请公开工作情况",
            "四、因政府信息公开申请行政复议、提起行政诉讼的情况",
            "五、主要问题和改进措施",
            "六、政府信息公开情况统计表",
        ]
    );
    let last = &report.archive.parts[6];
    let [ArchivePiece::Table(rows)] = last.pieces.as_slice() else {
        panic!("{last:?}")
    };
    let texts: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(|square| square.text.as_str()).collect())
        .collect();
    assert_eq!(texts[0], ["指标名称", "计量单位", "2018年度", "历年累计"]);
    assert_eq!(texts[1], ["主动公开文件数", "条", "2069", "12106"]);
    assert_eq!(texts.len(), 7);
}

#[test]
fn the_year_is_found_where_the_title_is_only_in_a_sentence() {
    let report = archive("of-2017.txt");
    assert_eq!(report.year, 2017);
    assert_eq!(headings(&report), ["", "一、主要工作概述"]);
    let report = archive("of-2010.txt");
    assert_eq!((report.organ.as_str(), report.year), ("国家税务总局", 2010));
    assert_eq!(headings(&report), ["", "一、 概述"]);
}

#[test]
fn only_reports_from_before_the_tables_are_archive_editions() {
    for (name, words) in [
        (
            "pingtan-2020.html",
            "这是 2020 年度的报告。存档版只收 2018 年度以前的报告",
        ),
        ("only-a-link.html", "这是 2025 年度的报告"),
    ] {
        let refusal = read_archive(&file(name), name).expect_err(name).to_string();
        assert!(refusal.contains(words), "{name}: {refusal}");
    }
    let refusal = read(&file("of-2018.txt"), "a.txt")
        .expect_err("prose")
        .to_string();
    assert!(refusal.contains("report import --archive"), "{refusal}");
}

#[test]
fn it_is_kept_as_json_and_shown_as_a_page_and_printed_in_no_other_format() {
    let report = archive("of-2018.txt");
    let written = json(&report, &Imprint::default()).expect("JSON");
    assert_eq!(read(&written, "a.json").expect("a report").report, report);
    let page = html(&report, &Imprint::default());
    assert!(page.contains("<h2>六、政府信息公开情况统计表</h2>"));
    assert!(page.contains("<td>主动公开文件数</td><td>条</td><td>2069</td><td>12106</td>"));
    let refusal = docx(&report, &Imprint::default())
        .expect_err("no document")
        .to_string();
    assert!(refusal.contains("存档版"), "{refusal}");
}
