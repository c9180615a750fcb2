//! A ledger read line by line, never as a whole: a file of a hundred thousand lines takes the memory of its texts alone.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, open_workbook_from_rs};
use law::cases::ledger::{Column, Line, day};

use super::{LARGEST, MOST_LINES};
use crate::archive::{self, Refusal};

/// The most that a workbook may unfold to, and the texts among it.
const MOST_UNFOLDED: u64 = 768 << 20;
const MOST_TEXTS: u64 = 256 << 20;
/// The headings stand within the first rows, under a title and remarks.
const HEAD_ROWS: u32 = 20;
/// A row with fewer known headings is none of headings.
const LEAST_HEADINGS: usize = 4;
/// Columns further right are not looked at.
const MOST_COLUMNS: u32 = 200;

/// What kind of sheet was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    /// Lines that were handed over.
    pub lines: u32,
    /// Headings that no column goes by; what stands under them is not read.
    pub unknown: Vec<String>,
}

/// Why a file is no ledger, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotALedger {
    #[error("文件是空的，请重新选择。")]
    Empty,
    #[error("文件有 {megabytes} MB，超过 40 MB。请按年度分成几个文件后再导入。")]
    TooLarge { megabytes: usize },
    #[error("这是旧版 Excel 文件（.xls）或者设有密码。请打开后另存为 .xlsx（不设密码）后再试。")]
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

/// Reads the first visible sheet that has a ledger's headings and hands over its filled lines in order, until `take`
/// breaks off.
pub fn read(bytes: &[u8], take: &mut dyn FnMut(Line) -> ControlFlow<()>) -> Result<Sheet, NotALedger> {
    refuse_others(bytes)?;
    archive::measure(bytes, MOST_UNFOLDED, MOST_TEXTS)?;
    let broken = |_error: calamine::XlsxError| NotALedger::Damaged;
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in names {
        if let Some(sheet) = read_sheet(&mut workbook, &name, take)? {
            return Ok(sheet);
        }
    }
    Err(NotALedger::NoHeadings)
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

/// `None` when the sheet has no headings of a ledger.
fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    take: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<Option<Sheet>, NotALedger> {
    let broken = |_error: calamine::XlsxError| NotALedger::Damaged;
    let mut cells = workbook.worksheet_cells_reader(name).map_err(broken)?;
    let mut rows = Rows::new(name);
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        if row != rows.row && rows.end_row(take)?.is_break() {
            return Ok(rows.sheet());
        }
        rows.row = row;
        if rows.headings.is_none() && row >= HEAD_ROWS {
            return Ok(None);
        }
        if column < MOST_COLUMNS {
            rows.add(column, cell.get_value());
        }
    }
    // Whether it breaks off here does not matter: nothing follows.
    let _last = rows.end_row(take)?;
    Ok(rows.sheet())
}

/// The row being gathered.
struct Rows {
    found: Sheet,
    headings: Option<BTreeMap<u32, Column>>,
    row: u32,
    cells: BTreeMap<u32, String>,
}

impl Rows {
    fn new(name: &str) -> Self {
        Self {
            found: Sheet {
                name: name.to_owned(),
                ..Sheet::default()
            },
            headings: None,
            row: 0,
            cells: BTreeMap::new(),
        }
    }

    fn sheet(self) -> Option<Sheet> {
        self.headings.map(|_| self.found)
    }

    fn add(&mut self, column: u32, value: &DataRef<'_>) {
        let is_read = self
            .headings
            .as_ref()
            .is_none_or(|headings| headings.contains_key(&column));
        if is_read && let Some(text) = text(value).filter(|text| !text.trim().is_empty()) {
            self.cells.insert(column, text);
        }
    }

    fn end_row(
        &mut self,
        take: &mut dyn FnMut(Line) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, NotALedger> {
        let cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let Some(headings) = &self.headings else {
            self.find_headings(&cells)?;
            return Ok(ControlFlow::Continue(()));
        };
        let mut line = Line::new(self.row.saturating_add(1));
        for (column, text) in cells {
            if let Some(column) = headings.get(&column) {
                line.set(*column, text);
            }
        }
        if line.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        self.found.lines += 1;
        if self.found.lines > MOST_LINES {
            return Err(NotALedger::TooManyLines);
        }
        Ok(take(line))
    }

    /// Takes the row as headings when it has enough of them; of two alike the first counts.
    fn find_headings(&mut self, cells: &BTreeMap<u32, String>) -> Result<(), NotALedger> {
        let mut headings: BTreeMap<u32, Column> = BTreeMap::new();
        let mut unknown = Vec::new();
        for (place, text) in cells {
            match Column::of_heading(text) {
                Some(column) if !headings.values().any(|known| *known == column) => {
                    headings.insert(*place, column);
                }
                _ => unknown.push(text.trim().to_owned()),
            }
        }
        if headings.len() < LEAST_HEADINGS {
            return Ok(());
        }
        let is_lacking =
            |column: &&Column| column.is_needed() && !headings.values().any(|known| known == *column);
        let lacking: Vec<&'static str> = Column::ALL
            .iter()
            .filter(is_lacking)
            .map(|column| column.label())
            .collect();
        if !lacking.is_empty() {
            return Err(NotALedger::Lacks(lacking));
        }
        self.headings = Some(headings);
        self.found.unknown = unknown;
        Ok(())
    }
}

/// A cell's text, days as 2025-03-03.
fn text(value: &DataRef<'_>) -> Option<String> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => of_number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_so) => if *is_so { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(moment) => {
            let serial = moment.as_f64().to_string();
            day(&serial).map_or(serial, |day| day.to_string())
        }
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or(text).to_owned(),
        DataRef::Error(error) => error.to_string(),
    })
}

/// A number as it was typed. A spreadsheet keeps fifteen digits: what is longer has lost some, and says so.
fn of_number(number: f64) -> String {
    if number.abs() >= 1e15 {
        format!("{number:.5e}").replace('e', "E+")
    } else {
        let close: Option<f64> = format!("{number:.14e}").parse().ok();
        close.unwrap_or(number).to_string()
    }
}
