//! The tables of a report whose every cell has a number of its own, in the shapes in which organs publish them.

use std::fmt::Write;

use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::reports::{Cell, Format, Table2, Table2Of2019, Tables};
use rust_xlsxwriter::Worksheet;

pub const TITLE: &str = "青山市水务局2024年政府信息公开工作年度报告";
const HEADS: [&str; 6] = law::reports::SECTION_TITLES;

/// Every cell a number of its own.
pub fn numbers() -> Tables {
    let mut tables = Tables::default();
    for (number, cell) in (101..).zip(Cell::all()) {
        tables.set(cell, number);
    }
    tables
}

/// A table as rows of texts with the columns and rows each covers.
pub type Table = Vec<Vec<(String, usize, usize)>>;

pub fn one(text: &str) -> (String, usize, usize) {
    (text.to_owned(), 1, 1)
}

pub fn number(cell: Cell) -> (String, usize, usize) {
    one(&numbers()
        .get(cell)
        .expect("within a sheet, a text or the format")
        .to_string())
}

pub fn two() -> Table {
    two_of(&|cell| number(cell).0)
}

/// Table 二 with these texts in its cells.
pub fn two_of(text: &dyn Fn(Cell) -> String) -> Table {
    let stock = |label: &str, cells: [Table2; 3]| {
        let cells = cells.map(|cell| one(&text(Cell::Two(cell))));
        [one(label)].into_iter().chain(cells).collect::<Vec<_>>()
    };
    let single = |label: &str, cell| vec![one(label), (text(Cell::Two(cell)), 3, 1)];
    vec![
        vec![("第二十条第（一）项".into(), 4, 1)],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
            .map(one)
            .to_vec(),
        stock(
            "规章",
            [
                Table2::RegulationsMade,
                Table2::RegulationsRepealed,
                Table2::RegulationsInForce,
            ],
        ),
        stock(
            "行政规范性文件",
            [
                Table2::NormativeMade,
                Table2::NormativeRepealed,
                Table2::NormativeInForce,
            ],
        ),
        single("行政许可", Table2::Licences),
        single("行政处罚", Table2::Penalties),
        single("行政强制", Table2::CoerciveMeasures),
        single("行政事业性收费", Table2::FeesWanYuan),
    ]
}

/// Table 二 of the format of 2019 with these texts in its cells.
pub fn former_two_of(text: &dyn Fn(Cell) -> String) -> Table {
    use Table2Of2019 as Old;
    let band = |item: &str| vec![(format!("第二十条第（{item}）项"), 4, 1)];
    let cell = |cell: Old| one(&text(Cell::TwoOf2019(cell)));
    let row = |label: &str, cells: [Old; 3]| {
        let cells = cells.map(cell);
        [one(label)].into_iter().chain(cells).collect::<Vec<_>>()
    };
    let wide = |label: &str, first: String, last: String| vec![one(label), one(&first), (last, 2, 1)];
    let pair = |label: &str, [first, last]: [Old; 2]| wide(label, cell(first).0, cell(last).0);
    let wide_head = |first: &str, last: &str| wide("信息内容", first.to_owned(), last.to_owned());
    let decided = || {
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
            .map(one)
            .to_vec()
    };
    vec![
        band("一"),
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"]
            .map(one)
            .to_vec(),
        row(
            "规章",
            [
                Old::RegulationsMade,
                Old::RegulationsPublished,
                Old::RegulationsPublic,
            ],
        ),
        row(
            "规范性文件",
            [Old::NormativeMade, Old::NormativePublished, Old::NormativePublic],
        ),
        band("五"),
        decided(),
        row(
            "行政许可",
            [Old::LicencesBefore, Old::LicencesChange, Old::LicencesDecided],
        ),
        row(
            "其他对外管理服务事项",
            [Old::ServicesBefore, Old::ServicesChange, Old::ServicesDecided],
        ),
        band("六"),
        decided(),
        row(
            "行政处罚",
            [Old::PenaltiesBefore, Old::PenaltiesChange, Old::PenaltiesDecided],
        ),
        row(
            "行政强制",
            [Old::CoerciveBefore, Old::CoerciveChange, Old::CoerciveDecided],
        ),
        band("八"),
        wide_head("上一年项目数量", "本年增/减"),
        pair("行政事业性收费", [Old::FeesBefore, Old::FeesChange]),
        band("九"),
        wide_head("采购项目数量", "采购总金额"),
        pair("政府集中采购", [Old::ProcurementItems, Old::ProcurementAmount]),
    ]
}

pub fn three_head() -> Table {
    vec![
        vec![
            (
                "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）".into(),
                3,
                3,
            ),
            ("申请人情况".into(), 7, 1),
        ],
        vec![
            ("自然人".into(), 1, 2),
            ("法人或其他组织".into(), 5, 1),
            ("总计".into(), 1, 2),
        ],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
            .map(one)
            .to_vec(),
    ]
}

/// The rows of table 三.
pub fn three_rows() -> Table {
    let row = |(row, labels): (TableThreeRow, Vec<(String, usize, usize)>)| {
        let numbers = ApplicantKind::ALL
            .iter()
            .map(|kind| number(Cell::Three(row, *kind)));
        labels.into_iter().chain(numbers).collect()
    };
    three_labels().into_iter().map(row).collect()
}

/// A cell as it is printed: its text, over how many columns and rows it stands.
pub type Printed = (String, usize, usize);

pub fn three_labels() -> Vec<(TableThreeRow, Vec<Printed>)> {
    three_labels_in(Format::Of2021)
}

/// The labels of each row of table 三; each group's name and 三、本年度办理结果 hang down over their rows.
pub fn three_labels_in(format: Format) -> Vec<(TableThreeRow, Vec<Printed>)> {
    let rows: Vec<TableThreeRow> = format.rows().collect();
    let under = |row: &TableThreeRow| row.group().is_some() || *row == TableThreeRow::Total;
    let mut labels = Vec::new();
    let mut open = None;
    for row in &rows {
        let mut cells = Vec::new();
        if *row == TableThreeRow::Granted {
            cells.push((
                "三、本年度办理结果".into(),
                1,
                rows.iter().filter(|row| under(row)).count(),
            ));
        }
        let group = row.group().filter(|group| group.label() != row.label());
        if let Some(group) = group.filter(|group| open != Some(*group)) {
            cells.push((
                group.label().into(),
                1,
                rows.iter().filter(|row| row.group() == Some(group)).count(),
            ));
        }
        open = group;
        let across = if group.is_some() {
            1
        } else if under(row) {
            2
        } else {
            3
        };
        cells.push((row.label().into(), across, 1));
        labels.push((*row, cells));
    }
    labels
}

pub fn three() -> Table {
    three_head().into_iter().chain(three_rows()).collect()
}

pub fn verdicts(routes: &[Route]) -> Vec<(String, usize, usize)> {
    let cells = routes
        .iter()
        .flat_map(|route| Verdict::ALL.iter().map(|verdict| Cell::Four(*route, *verdict)));
    cells.map(number).collect()
}

pub fn verdict_heads(times: usize) -> Vec<(String, usize, usize)> {
    Verdict::ALL
        .iter()
        .cycle()
        .take(5 * times)
        .map(|verdict| one(verdict.label()))
        .collect()
}

pub fn four() -> Table {
    let mut four = four_head();
    four.push(verdicts(Route::ALL));
    four
}

pub fn four_head() -> Table {
    vec![
        vec![("行政复议".into(), 5, 1), ("行政诉讼".into(), 10, 1)],
        verdict_heads(3),
    ]
}

pub fn html(table: &Table) -> String {
    let mut page = "<table border=1>".to_owned();
    for row in table {
        page.push_str("<tr>");
        for (text, across, down) in row {
            write!(page, "<td colspan={across} rowspan={down}><p>{text}</p></td>")
                .expect("within a sheet, a text or the format");
        }
        page.push_str("</tr>");
    }
    page + "</table>"
}

/// A text of the report whose tables are written by `table`, with `between` in section one.
pub fn article(line: impl Fn(&str) -> String, tables: [String; 3]) -> String {
    let [two, three, four] = tables;
    let parts = [
        line("做了许多工作。"),
        two,
        three,
        four,
        line("公开还不够及时，正在改进工作方法。"),
        line("未收取信息处理费。"),
    ];
    let sections = HEADS.iter().zip(parts).map(|(head, part)| line(head) + &part);
    line(TITLE) + &sections.collect::<String>()
}

pub fn page(tables: [String; 3]) -> String {
    let body = article(|text| format!("<p>{text}</p>"), tables);
    format!("<html><body>{body}</body></html>")
}

pub fn pages() -> [String; 3] {
    [html(&two()), html(&three()), html(&four())]
}

/// Puts a table on a sheet, without merging what covers several cells; gives the row after it.
pub fn put(sheet: &mut Worksheet, top: u32, table: &Table) -> u32 {
    let mut taken = std::collections::BTreeSet::new();
    for (row, cells) in (top..).zip(table) {
        let mut column = 0_u16;
        for (text, across, down) in cells {
            while taken.contains(&(row, column)) {
                column += 1;
            }
            // What is written with an exponent is a text that somebody typed.
            match text.parse::<f64>().ok().filter(|_| !text.contains('E')) {
                Some(number) => sheet
                    .write_number(row, column, number)
                    .expect("within a sheet, a text or the format"),
                None => sheet
                    .write_string(row, column, text)
                    .expect("within a sheet, a text or the format"),
            };
            for below in 0..u32::try_from(*down).expect("within a sheet, a text or the format") {
                taken.extend(
                    (column..column + u16::try_from(*across).expect("within a sheet, a text or the format"))
                        .map(|column| (row + below, column)),
                );
            }
            column += u16::try_from(*across).expect("within a sheet, a text or the format");
        }
    }
    top + u32::try_from(table.len()).expect("within a sheet, a text or the format") + 1
}
