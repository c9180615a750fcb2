//! Reports as organs might write them, made by chance: any cells, blanks and remarks, prose with awkward characters.

use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Format, Report, Tables};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// What an organ is called.
fn organ() -> impl Strategy<Value = String> {
    let place = prop_oneof![
        Just("孟津区"),
        Just("某某市"),
        Just("青山县"),
        Just("内蒙古自治区某某旗")
    ];
    let kind = prop_oneof![
        Just("人民政府"),
        Just("文化和旅游局"),
        Just("先进制造业开发区管委会"),
        Just("政务服务和大数据管理局（营商环境局）"),
    ];
    (place, kind).prop_map(|(place, kind)| format!("{place}{kind}"))
}

/// A number of pieces: mostly small, sometimes as wide as the largest that were ever reported.
fn count() -> impl Strategy<Value = Decimal> {
    prop_oneof![3 => Just(0_u32), 5 => 0..200_u32, 2 => 0..20_000_u32, 1 => 0..12_000_000_u32]
        .prop_map(Decimal::from)
}

/// An amount of money in units of ten thousand yuan, to the fourth place.
fn amount() -> impl Strategy<Value = Decimal> {
    (0..9_999_999_999_i64, 0..=4_u32).prop_map(|(digits, scale)| Decimal::new(digits, scale).normalize())
}

fn remark() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("其中修订16件".to_owned()),
        Just("含派出机构".to_owned()),
        (1..99_u8).prop_map(|pieces| format!("其中上年结转{pieces}件")),
    ]
}

/// Which of the format's cells are blank, and which bear a remark beside their number.
pub fn tables() -> impl Strategy<Value = Tables> {
    let cells: Vec<Cell> = Cell::all().collect();
    let numbers = vec(count(), cells.len());
    let blanks = vec(prop::bool::weighted(0.03), cells.len());
    let remarks = btree_map(0..cells.len(), remark(), 0..3);
    (numbers, amount(), blanks, remarks, prop::bool::weighted(0.2)).prop_map(
        move |(numbers, fees, blanks, remarks, is_older)| {
            let mut tables = Tables::default();
            for ((cell, number), is_blank) in cells.iter().zip(numbers).zip(blanks) {
                if !is_blank {
                    tables.set(*cell, if cell.is_decimal() { fees } else { number });
                }
            }
            for (index, remark) in remarks {
                if tables.get(cells[index]).is_some() {
                    tables.set_note(cells[index], remark);
                }
            }
            if is_older {
                merge_otherwise(&mut tables);
            }
            tables
        },
    )
}

/// The same of the format of 2019: what grew or shrank has a sign, and the sum of purchases at times a unit.
pub fn former_tables() -> impl Strategy<Value = Tables> {
    let cells = Format::Of2019.cells();
    let numbers = vec((count(), any::<bool>()), cells.len());
    let blanks = vec(prop::bool::weighted(0.03), cells.len());
    let remarks = btree_map(0..cells.len(), remark(), 0..3);
    let unit = prop::sample::select(vec![None, Some("元"), Some("万元"), Some("亿元")]);
    (numbers, amount(), unit, blanks, remarks).prop_map(move |(numbers, spent, unit, blanks, remarks)| {
        let mut tables = Tables::default();
        for ((cell, (number, is_less)), is_blank) in cells.iter().zip(numbers).zip(blanks) {
            if is_blank {
                continue;
            }
            let number = if is_less && cell.may_be_negative() {
                -number
            } else {
                number
            };
            tables.set(*cell, if cell.is_decimal() { spent } else { number });
            if let Some(unit) = unit.filter(|unit| cell.is_unit(unit)) {
                tables.set_note(*cell, unit);
            }
        }
        for (index, remark) in remarks {
            let cell = cells[index];
            if tables.get(cell).is_some() && tables.note(cell).is_none() {
                tables.set_note(cell, remark);
            }
        }
        tables
    })
}

/// Prints （六）其他处理 as the older single row.
fn merge_otherwise(tables: &mut Tables) {
    let three = [
        TableThreeRow::OtherwiseUncorrected,
        TableThreeRow::OtherwiseUnpaid,
        TableThreeRow::OtherwiseOther,
    ];
    for kind in ApplicantKind::ALL {
        let sum: Decimal = three
            .iter()
            .filter_map(|row| tables.get(Cell::Three(*row, *kind)))
            .sum();
        for row in three {
            tables.clear(Cell::Three(row, *kind));
        }
        tables.set(Cell::Three(TableThreeRow::OtherwiseMerged, *kind), sum);
    }
}

/// A sentence an official might write, or one that looks like markup.
fn sentence() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[一-龥]{2,30}[，。；]",
        2 => (1..9_999_u32).prop_map(|pieces| format!("全年主动公开政府信息{pieces}条，占比 12.5%，")),
        1 => Just("按照“应公开、尽公开”的要求（国办发〔2024〕1号），".to_owned()),
        1 => Just("网址 https://www.example.gov.cn/a?b=1&c=2#d，".to_owned()),
        1 => Just("#let x = $1$ * _a_ `b` \\ @c <d> &amp; \"e\" 'f' // {g}，".to_owned()),
        1 => Just("由王喆、李堃、赵珺、钱昇镕负责；".to_owned()),
    ]
}

/// A paragraph, with a numbered heading or without; it neither begins nor ends with a space.
fn paragraph() -> impl Strategy<Value = String> {
    let heading = prop_oneof![
        2 => Just(""),
        1 => Just("（一）主动公开："),
        1 => Just("（二）依申请公开。"),
        1 => Just("一是"),
    ];
    (heading, vec(sentence(), 1..5), "[一-龥]{1,12}")
        .prop_map(|(heading, sentences, end)| format!("{heading}{}{end}。", sentences.concat()))
}

fn prose(paragraphs: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(paragraph(), paragraphs).prop_map(|paragraphs| paragraphs.join("\n"))
}

/// A whole report: prose in the sections that have it, notes under a table at times.
pub fn reports() -> impl Strategy<Value = Report> {
    let note = prop_oneof![4 => Just(""), 1 => Just("注：数据含派出机构。")];
    let fees = "本机关[0-9]{4}年度未收取政府信息公开信息处理费。";
    let opening = prop_oneof![
        2 => Just(""),
        1 => Just("本报告根据《中华人民共和国政府信息公开条例》编制，统计期限为2024年1月1日至12月31日。"),
        1 => Just("（2025年1月20日）\n本报告由概述等六个部分组成。如有疑问，请与办公室联系（电话：000-0000000）。"),
    ];
    let closing = prop_oneof![
        2 => Just(""),
        1 => Just("联系电话：000-0000000\n孟津区文化和旅游局\n2025年1月20日"),
        1 => Just("（2025年1月20日）"),
    ];
    (
        (organ(), opening, closing),
        2021..2027_i16,
        tables(),
        prose(1..5),
        note,
        prose(1..4),
        fees,
    )
        .prop_map(
            |((organ, opening, closing), year, tables, general, note, problems, fees)| {
                let mut report = Report {
                    organ,
                    year,
                    tables,
                    opening: opening.to_owned(),
                    closing: closing.to_owned(),
                    ..Report::default()
                };
                report.sections.set(1, general);
                report.sections.set(3, note);
                report.sections.set(5, problems);
                report.sections.set(6, fees);
                report
            },
        )
}
