//! What a hall gives out on paper: the sheet of a month as a workbook, and the 一次性告知单 (`letters::hall_notice`).

use jiff::civil::Date;
use law::halls::VisitOutcome;

use crate::PaperError;
use crate::ledger::failed;
pub use crate::letters::hall_notice::{NoticeSheet, notice_docx, notice_pdf};
use crate::log_sheet::LogSheet;

/// The sheet of a month (月报表) under its title, a line for each kind with its numbers by outcome and in all; `note` is the sentence and
/// what stands beside the table.
///
/// # Errors
///
/// Where no workbook can be made of it.
pub fn month_xlsx(
    title: &str,
    note: &str,
    lines: &[Vec<String>],
    made_on: Date,
) -> Result<Vec<u8>, PaperError> {
    let outcomes = VisitOutcome::ALL.iter().map(|outcome| (outcome.label(), 14.0));
    let headings: Vec<(&str, f64)> = std::iter::once(("类别", 20.0))
        .chain(outcomes)
        .chain([("合计", 10.0)])
        .collect();
    let sheet = LogSheet {
        name: "月报表",
        title,
        note: Some(note),
        headings: &headings,
        made_on,
    };
    sheet.xlsx(lines.iter().cloned()).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use calamine::{Reader, Xlsx, open_workbook_from_rs};
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_has_a_line_for_each_kind_under_the_outcomes() {
        let line = ["信息查阅", "12", "0", "0", "0", "0", "12"]
            .map(str::to_owned)
            .to_vec();
        let bytes = month_xlsx(
            "南厅接待月报表",
            "2024年9月，接待12人次。",
            &[line],
            date(2024, 9, 30),
        )
        .unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("月报表").unwrap();
        let text: Vec<String> = sheet.rows().flatten().map(ToString::to_string).collect();
        for words in ["南厅接待月报表", "一次性告知", "合计", "信息查阅", "12"] {
            assert!(text.iter().any(|cell| cell.contains(words)), "{words}");
        }
    }
}
