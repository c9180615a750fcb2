//! The list for the yearly 清理 of 规章 and 行政规范性文件 as a workbook: what is in force, with room for what is decided of each.

use jiff::civil::Date;

use crate::PaperError;
use crate::ledger::failed;
use crate::log_sheet::LogSheet;

/// One document; its cells in the order of the headings, the last two to be filled in.
pub type Line = [String; 9];

const HEADINGS: [(&str, f64); 10] = [
    ("序号", 6.0),
    ("性质", 16.0),
    ("文件名称", 50.0),
    ("发文字号", 22.0),
    ("索引号", 24.0),
    ("成文日期", 12.0),
    ("有效期至", 12.0),
    ("有效性", 20.0),
    ("清理意见（继续有效、修改、废止、失效）", 24.0),
    ("理由", 30.0),
];

/// The lines as the bytes of an XLSX under a title; `note` says what they are.
///
/// # Errors
///
/// Where no workbook can be made of them.
pub fn xlsx(title: &str, note: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, PaperError> {
    let sheet = LogSheet {
        name: "清理清单",
        title,
        note: Some(note),
        headings: &HEADINGS,
        made_on,
    };
    let rows = lines.iter().zip(1..).map(|(line, number)| {
        let number: u32 = number;
        std::iter::once(number.to_string()).chain(line.iter().cloned())
    });
    sheet.xlsx(rows).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use calamine::{Reader, Xlsx, open_workbook_from_rs};

    use super::*;

    #[test]
    fn every_document_is_a_numbered_line_with_room_for_what_is_decided() {
        let line = [
            "行政规范性文件",
            "示例办法",
            "示例〔2026〕3号",
            "A-1",
            "2026-03-18",
            "",
            "有效",
            "",
            "",
        ];
        let lines = [line.map(str::to_owned)];
        let bytes = xlsx(
            "清理清单（2026年）",
            "截至",
            &lines,
            jiff::civil::date(2026, 12, 31),
        )
        .unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("清理清单").unwrap();
        let rows: Vec<Vec<String>> = sheet
            .rows()
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect();
        assert_eq!(rows[2][9], "理由");
        assert_eq!(
            rows[3][..4],
            ["1", "行政规范性文件", "示例办法", "示例〔2026〕3号"]
        );
    }
}
