//! The audit log as a workbook: a line for each entry, one sheet, to be read and filtered. What proves the chain is the JSON.

use jiff::civil::Date;

use crate::PaperError;
use crate::ledger::failed;
use crate::log_sheet::LogSheet;

/// One entry; its cells in the order of the headings.
#[derive(Clone, Debug)]
pub struct Line {
    pub seq: i64,
    pub cells: [String; 7],
}

const HEADINGS: [(&str, f64); 8] = [
    ("序号", 8.0),
    ("时间", 20.0),
    ("记录", 60.0),
    ("对象", 30.0),
    ("其他内容", 50.0),
    ("来自", 18.0),
    ("操作代码", 24.0),
    ("校验值（SM3）", 70.0),
];

/// The lines as the bytes of an XLSX under a title; `note` says what they are.
pub fn xlsx(title: &str, note: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, PaperError> {
    let sheet = LogSheet {
        name: "审计日志",
        title,
        note: Some(note),
        headings: &HEADINGS,
        made_on,
    };
    sheet
        .xlsx(lines.iter().map(|line| {
            let seq = std::iter::once(line.seq.to_string());
            seq.chain(line.cells.iter().cloned())
        }))
        .map_err(|error| failed(&error))
}
