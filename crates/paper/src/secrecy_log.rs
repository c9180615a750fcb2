//! The log of secrecy reviews (保密审查登记) as a workbook: a line for each review of an edition, with its grounds (保密法实施条例第四十二条).

use jiff::civil::Date;

use crate::PaperError;
use crate::ledger::failed;
use crate::log_sheet::LogSheet;

/// One review; its cells in the order of the headings.
pub type Line = [String; 8];

const HEADINGS: [(&str, f64); 8] = [
    ("审查时间", 18.0),
    ("索引号", 24.0),
    ("标题", 50.0),
    ("版本", 8.0),
    ("审查级别", 16.0),
    ("审查人", 24.0),
    ("结论", 12.0),
    ("审查意见和依据", 60.0),
];

/// The lines as the bytes of an XLSX under a title.
///
/// # Errors
///
/// Where no workbook can be made of them.
pub fn xlsx(title: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, PaperError> {
    let sheet = LogSheet {
        name: "保密审查登记",
        title,
        note: None,
        headings: &HEADINGS,
        made_on,
    };
    sheet.xlsx(lines.iter().cloned()).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use calamine::{Reader, Xlsx, open_workbook_from_rs};

    use super::*;

    #[test]
    fn every_review_is_a_line_with_its_grounds() {
        let line = [
            "2026-11-28 15:02",
            "MJ01-2026-15-00012",
            "=1+1",
            "3",
            "二审二校",
            "张科长（线下签批）",
            "同意",
            "经逐项审查，不涉及国家秘密，可以公开。",
        ];
        let lines = [line.map(str::to_owned)];
        let bytes = xlsx("保密审查登记（2026年）", &lines, jiff::civil::date(2026, 11, 30)).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes.clone())).unwrap();
        let sheet = book.worksheet_range("保密审查登记").unwrap();
        let rows: Vec<Vec<String>> = sheet
            .rows()
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect();
        assert_eq!(rows[0][0], "保密审查登记（2026年）");
        assert_eq!(rows[1][7], "审查意见和依据");
        assert_eq!(rows[2], line, "a text stays a text");
        assert_eq!(
            bytes,
            xlsx("保密审查登记（2026年）", &lines, jiff::civil::date(2026, 11, 30)).unwrap()
        );
    }
}
