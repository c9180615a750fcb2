//! A ledger read line by line, never as a whole: a file of a hundred thousand lines takes the memory of its texts alone.
//! Offices keep a sheet a year: every visible sheet that has a ledger's headings is read, and those that are not are named.

use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::Xlsx;
use law::cases::ledger::{Line, SheetLeft, SheetRead, Sheets};

use super::rows::Rows;
use super::{LARGEST, MOST_LINES};
use crate::archive::{Bounds, Refusal};
use crate::workbook::{self, hidden_sheets, visible_sheets};

/// What a workbook may come to; a line has some ten texts that no other has.
const BOUNDS: Bounds = Bounds {
    unfolded: 768 << 20,
    strings: 256 << 20,
    texts: 10 * 200_000,
};
/// The headings stand within the first rows, under a title and remarks.
const HEAD_ROWS: u32 = 20;
/// Columns further right are not looked at.
const MOST_COLUMNS: u32 = 200;

/// Why a file is no ledger, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotALedger {
    #[error("文件是空的，请重新选择。")]
    Empty,
    #[error("文件有 {megabytes} MB，超过 40 MB。请按年度分成几个文件后再导入。")]
    TooLarge { megabytes: usize },
    #[error(
        "这是旧版 Excel 或者 WPS 表格文件（.xls、.et），或者设有密码。请用 WPS 或者 Excel 打开，另存为 .xlsx（不设密码）后再试。"
    )]
    Legacy,
    #[error("这不是 Excel 工作簿（.xlsx）。请用原来的软件打开，另存为 .xlsx 后再试。")]
    NotAWorkbook,
    #[error("文件已损坏或者没有下载完整，请重新取得文件后再试。")]
    Damaged,
    #[error("文件展开后内容过多，不像一份登记表。请只保留登记表本身，另存后再试。")]
    TooMuch,
    #[error(
        "没有找到登记表的表头。前 20 行中应当有一行写着编号、申请人、申请人类型、提交方式、收到日期、申请内容等列名；可以下载模板对照。"
    )]
    NoHeadings,
    #[error("表头缺少这些列：{}。请补上，或者改成模板中的列名后再试。", .0.join("、"))]
    Lacks(Vec<&'static str>),
    #[error("超过 {MOST_LINES} 行。请按年度分成几个文件后再导入。")]
    TooManyLines,
}

impl From<Refusal> for NotALedger {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Damaged => Self::Damaged,
            Refusal::TooMuch => Self::TooMuch,
        }
    }
}

/// Reads every visible sheet that has a ledger's headings and hands over its filled lines in order, until `take` breaks
/// off. Gives which sheets were read and which were not, and why.
pub fn read(bytes: &[u8], take: &mut dyn FnMut(Line) -> ControlFlow<()>) -> Result<Sheets, NotALedger> {
    refuse_others(bytes)?;
    let mut workbook = workbook::open(bytes, BOUNDS)?;
    let mut found = Found::default();
    for name in visible_sheets(&workbook) {
        let ended = read_sheet(&mut workbook, &name, found.lines(), take)?;
        if found.add(name, ended).is_break() {
            return Ok(found.sheets);
        }
    }
    found.ended(hidden_sheets(&workbook))
}

/// What has been read so far.
#[derive(Default)]
struct Found {
    sheets: Sheets,
    /// Why the first sheet that looks like a ledger and is none was left out.
    lacks: Option<NotALedger>,
}

impl Found {
    fn lines(&self) -> u32 {
        self.sheets.read.iter().map(|sheet| sheet.lines).sum()
    }

    fn add(&mut self, name: String, ended: Ended) -> ControlFlow<()> {
        let (lines, unknown, flow) = match ended {
            Ended::Through(rows) => (rows.lines, rows.unknown, ControlFlow::Continue(())),
            Ended::BrokenOff(rows) => (rows.lines, rows.unknown, ControlFlow::Break(())),
            Ended::LeftOut(why) => {
                let left = SheetLeft {
                    name,
                    why: why.to_string(),
                };
                self.sheets.unread.push(left);
                if matches!(why, NotALedger::Lacks(_)) {
                    self.lacks.get_or_insert(why);
                }
                return ControlFlow::Continue(());
            }
        };
        self.sheets.read.push(SheetRead { name, lines });
        for heading in unknown {
            if !self.sheets.unknown.contains(&heading) {
                self.sheets.unknown.push(heading);
            }
        }
        flow
    }

    /// All of it; a workbook without a single ledger is none.
    fn ended(mut self, hidden: Vec<String>) -> Result<Sheets, NotALedger> {
        if self.sheets.read.is_empty() {
            return Err(self.lacks.unwrap_or(NotALedger::NoHeadings));
        }
        let hidden = hidden.into_iter().map(|name| SheetLeft {
            name,
            why: "是隐藏的工作表。需要导入的，请取消隐藏后再试。".to_owned(),
        });
        self.sheets.unread.extend(hidden);
        Ok(self.sheets)
    }
}

/// Files of other kinds, by their content; a name says nothing.
fn refuse_others(bytes: &[u8]) -> Result<(), NotALedger> {
    if bytes.is_empty() {
        return Err(NotALedger::Empty);
    }
    if bytes.len() > LARGEST {
        let megabytes = bytes.len() >> 20;
        return Err(NotALedger::TooLarge { megabytes });
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(NotALedger::Legacy);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(NotALedger::NotAWorkbook);
    }
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_error| NotALedger::Damaged)?;
    let is_workbook = archive
        .file_names()
        .flatten()
        .any(|name| name == "xl/workbook.xml");
    if is_workbook {
        Ok(())
    } else {
        Err(NotALedger::NotAWorkbook)
    }
}

/// How the reading of a sheet ended.
enum Ended {
    Through(Rows),
    /// Whoever takes the lines wants no more.
    BrokenOff(Rows),
    LeftOut(NotALedger),
}

fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    before: u32,
    take: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<Ended, NotALedger> {
    let broken = |_error: calamine::XlsxError| NotALedger::Damaged;
    let mut rows = Rows::new(name, workbook.has_1904_epoch());
    let mut cells = workbook.worksheet_cells_reader(name).map_err(broken)?;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        if row != rows.row {
            match rows.end_row(take) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => return Ok(Ended::BrokenOff(rows)),
                Err(lacks) => return Ok(Ended::LeftOut(lacks)),
            }
            if before.saturating_add(rows.lines) > MOST_LINES {
                return Err(NotALedger::TooManyLines);
            }
        }
        rows.row = row;
        if !rows.has_headings() && row >= HEAD_ROWS {
            return Ok(Ended::LeftOut(NotALedger::NoHeadings));
        }
        if column < MOST_COLUMNS {
            rows.add(column, cell.get_value());
        }
    }
    Ok(match rows.end_row(take) {
        Err(lacks) => Ended::LeftOut(lacks),
        Ok(_) if !rows.has_headings() => Ended::LeftOut(NotALedger::NoHeadings),
        Ok(ControlFlow::Continue(())) => Ended::Through(rows),
        Ok(ControlFlow::Break(())) => Ended::BrokenOff(rows),
    })
}
