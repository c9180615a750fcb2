//! Reports to try the writers on.

use law::reports::{Cell, Report, Tables};
use rust_decimal::Decimal;

use super::Imprint;

pub(crate) fn cell(name: &str) -> Cell {
    Cell::from_name(name).unwrap()
}

/// An organ that received nothing: every cell 0, short prose.
pub(crate) fn quiet() -> Report {
    let mut report = Report {
        organ: "青山区文化和旅游局".into(),
        year: 2024,
        tables: Tables::zeros(),
        ..Report::default()
    };
    report.sections.set(
        1,
        "(一) 主动公开：2024 年公开 8 条。\n（二）依申请公开：没有收到申请。\n（三）监督保障\n专人负责。",
    );
    report.sections.set(5, "栏目设置不够规范，将于2025年整改。");
    report
        .sections
        .set(6, "本机关2024年度未收取政府信息公开信息处理费。");
    report
}

/// Prose that looks like markup in every format we write.
pub(crate) const AWKWARD: &str =
    "#let x = $1$ * _a_ `b` \\ @c <d> &amp; \"e\" 'f' // [g] =SUM(A1)〔2024〕喆堃珺昇镕“引”‘号’——……%20{h}";

/// Wide numbers, remarks, a blank cell, a long name, awkward prose, notes under a table.
pub(crate) fn crowded() -> Report {
    let mut report = Report {
        year: 2023,
        ..quiet()
    };
    report.organ = "某某省某某市某某经济技术开发区管理委员会行政审批服务局（政务服务中心）".into();
    for (index, cell) in Cell::all().enumerate() {
        report.tables.set(cell, [0, 7, 13_612, 319, 316_441][index % 5]);
    }
    report.tables.set(cell("table2.licences"), 11_398_889);
    report
        .tables
        .set(cell("table2.fees_wan_yuan"), Decimal::new(592_372_449, 4));
    report
        .tables
        .set_note(cell("table2.normative_documents.made"), "其中修订16件");
    report
        .tables
        .set_note(cell("table3.granted.natural_person"), "其中上年结转3件");
    report
        .tables
        .set_note(cell("table4.litigation_direct.other"), "撤诉");
    report.tables.clear(cell("table4.reconsideration.other"));
    report
        .sections
        .set(2, format!("{AWKWARD}\n注：行政许可数含派出机构。"));
    report.sections.set(
        5,
        vec!["存在的问题主要是：信息更新不够及时，解读形式不够丰富。"; 80].join("\n"),
    );
    report
}

/// A second edition that says what it corrects.
pub(crate) fn second_edition() -> Imprint {
    Imprint {
        edition: 2,
        published_on: Some(jiff::civil::date(2025, 3, 5)),
        correction: Some("表三“（一）予以公开”·自然人由 12 件更正为 13 件。".into()),
    }
}
