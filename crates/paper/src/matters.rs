//! The list of matters (来信诉求台账) as a workbook: a line each, without who asked.

use jiff::civil::Date;

use crate::PaperError;
use crate::ledger::failed;
use crate::log_sheet::LogSheet;

/// A matter; its cells in the order of the headings.
pub type Line = [String; 14];

const HEADINGS: [(&str, f64); 15] = [
    ("序号", 6.0),
    ("编号", 24.0),
    ("类别", 16.0),
    ("来自", 14.0),
    ("标题", 44.0),
    ("提出人", 18.0),
    ("收到之日", 12.0),
    ("状态", 14.0),
    ("由谁负责", 22.0),
    ("期限", 16.0),
    ("答复之日", 12.0),
    ("办结之日", 12.0),
    ("是否逾期", 10.0),
    ("是否公开", 10.0),
    ("转办单编号", 22.0),
];

/// The lines as the bytes of an XLSX under a title; `note` says what was looked for.
///
/// # Errors
///
/// Where no workbook can be made of them.
pub fn xlsx(title: &str, note: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, PaperError> {
    let sheet = LogSheet {
        name: "台账",
        title,
        note: Some(note),
        headings: &HEADINGS,
        made_on,
    };
    let rows = lines
        .iter()
        .zip(1_u32..)
        .map(|(line, number)| std::iter::once(number.to_string()).chain(line.iter().cloned()));
    sheet.xlsx(rows).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use calamine::{Reader, Xlsx, open_workbook_from_rs};
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_list_of_matters_has_a_line_for_each_under_its_headings() {
        let line: Line = [
            "MJXJ01BJ-2026-0001",
            "企业诉求",
            "网站",
            "=1+1",
            "洛阳＊＊有限公司",
            "2026-03-02",
            "办理中",
            "规划建设科",
            "2026-03-09",
            "",
            "",
            "",
            "",
            "",
        ]
        .map(str::to_owned);
        let bytes = xlsx("示例台账", "全部在办。", &[line], date(2026, 3, 3)).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("台账").unwrap();
        let rows: Vec<Vec<String>> = sheet
            .rows()
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect();
        let head = rows
            .iter()
            .position(|row| row.first().is_some_and(|cell| cell == "序号"))
            .unwrap();
        assert_eq!(rows[head].len(), 15);
        // Words stay words, whatever they begin with.
        assert_eq!(
            rows[head + 1][..6],
            [
                "1",
                "MJXJ01BJ-2026-0001",
                "企业诉求",
                "网站",
                "=1+1",
                "洛阳＊＊有限公司"
            ]
        );
        assert!(book.worksheet_formula("台账").unwrap().is_empty());
    }
}
