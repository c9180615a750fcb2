//! XLSX: every cell of every sheet, those that nobody sees included; comments, and what formulas and pivot tables keep.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use law::proof::{PartKind, identity_number_in_cells};
use law::screening::{Finding, Kind, Seen};
use quick_xml::events::BytesStart;

use super::formats::Formats;
use super::office_files::around;
use super::package::Package;
use super::xml::{Piece, attribute, is_on, root, texts_of, walk};

/// Most cells that are read.
const MOST_CELLS: usize = 2_000_000;

/// A sheet of a workbook.
pub(super) struct Sheet {
    pub name: String,
    /// The part that holds it.
    pub part: String,
    pub is_hidden: bool,
}

/// All of the workbook.
pub(super) fn look(package: &Package) -> Result<Seen, &'static str> {
    let mut seen = around(package)?;
    let strings = strings(package)?;
    let formats = Formats::of(package);
    for (number, sheet) in (1..).zip(sheets(package)?) {
        // A part whose signs nobody can read is told by who reads every part.
        let Some(xml) = package.text(&sheet.part) else {
            continue;
        };
        let mut reader = Cells::of(&sheet, number, &strings, &formats);
        walk(xml, &mut |piece| reader.piece(piece))?;
        if reader.count > MOST_CELLS {
            return Err("单元格过多的工作簿");
        }
        if sheet.is_hidden && reader.count > 0 {
            seen.mark(Kind::HiddenSheet, format!("工作表“{}”", sheet.name), "");
        }
        seen.extend(reader.seen);
        for pointer in package.pointers(&sheet.part) {
            let part = pointer.target.unwrap_or_default();
            if part.contains("omments/") || part.contains("/comments") {
                comments(&mut seen, package, &sheet.name, &part)?;
            }
        }
    }
    for part in package.under("xl/drawings/", ".xml") {
        for text in package
            .text(part)
            .map(|xml| texts_of(xml, "t"))
            .transpose()?
            .unwrap_or_default()
        {
            seen.read("图形中的文字", text);
        }
    }
    kept(&mut seen, package);
    if !package.under("xl/revisions/", ".xml").is_empty() {
        seen.mark(Kind::Revision, "共享工作簿的修订记录", "");
    }
    Ok(seen)
}

/// Copies of data that no sheet shows.
fn kept(seen: &mut Seen, package: &Package) {
    for (folder, what) in [
        ("xl/externalLinks/", "外部链接"),
        ("xl/pivotCache/", "数据透视表的缓存"),
        ("xl/connections.xml", "数据连接"),
    ] {
        if !package.under(folder, ".xml").is_empty() {
            seen.mark(Kind::Cached, what, "");
        }
    }
    for part in package
        .under("xl/externalLinks/", ".xml")
        .into_iter()
        .chain(package.under("xl/pivotCache/", ".xml"))
    {
        let mut read = |tag: &BytesStart<'_>| {
            if let Some(value) = attribute(tag, "v") {
                seen.read("缓存的数据", value);
            }
        };
        // What can't be read of a copy is told of as a copy in any case.
        let _ = package.text(part).map(|xml| {
            walk(xml, &mut |piece| {
                if let Piece::Start(tag) = piece {
                    read(tag);
                }
            })
        });
    }
}

fn comments(seen: &mut Seen, package: &Package, sheet: &str, part: &str) -> Result<(), &'static str> {
    let Some(xml) = package.text(part) else {
        return Ok(());
    };
    let (mut cell, mut said, mut open) = (String::new(), String::new(), false);
    walk(xml, &mut |piece| match piece {
        Piece::Start(tag) => match tag.local_name().as_ref() {
            "comment" | "threadedComment" => {
                cell = attribute(tag, "ref").unwrap_or_default();
                said.clear();
            }
            "t" | "text" => open = true,
            _ => {}
        },
        Piece::Text(text) if open => said.push_str(text),
        Piece::End("t" | "text") => open = false,
        Piece::End("comment" | "threadedComment") => {
            let place = format!("工作表“{sheet}”{cell}单元格的批注");
            seen.mark(Kind::Comment, place.clone(), &said);
            seen.read(place, said.clone());
        }
        _ => {}
    })
}

/// The part that lists the sheets, as the file says or where it lies as a rule.
pub(super) fn book(package: &Package) -> Option<String> {
    let is_book = |part: &String| package.text(part).and_then(root).as_deref() == Some("workbook");
    let usual = || {
        package
            .under("xl/workbook", ".xml")
            .into_iter()
            .map(str::to_owned)
    };
    package.main_part().into_iter().chain(usual()).find(is_book)
}

/// The sheets in their order.
pub(super) fn sheets(package: &Package) -> Result<Vec<Sheet>, &'static str> {
    let book = book(package).unwrap_or_default();
    let pointers = package.pointers(&book);
    let mut sheets = Vec::new();
    let xml = package.text(&book).ok_or("没有目录的工作簿")?;
    walk(xml, &mut |piece| {
        let Piece::Start(tag) = piece else { return };
        if tag.local_name().as_ref() != "sheet" {
            return;
        }
        let id = attribute(tag, "id").unwrap_or_default();
        let pointer = pointers.iter().find(|pointer| pointer.id == id);
        let Some(part) = pointer.and_then(|pointer| pointer.target.clone()) else {
            return;
        };
        sheets.push(Sheet {
            name: attribute(tag, "name").unwrap_or_default(),
            part,
            is_hidden: attribute(tag, "state").is_some_and(|state| state != "visible"),
        });
    })?;
    Ok(sheets)
}

/// The table of texts.
fn strings(package: &Package) -> Result<Vec<String>, &'static str> {
    let mut strings: Vec<String> = Vec::new();
    let Some(xml) = package.text("xl/sharedStrings.xml") else {
        return Ok(strings);
    };
    let (mut is_text, mut skipped) = (false, false);
    walk(xml, &mut |piece| match piece {
        Piece::Start(tag) => match tag.local_name().as_ref() {
            "si" => strings.push(String::new()),
            "t" => is_text = true,
            "rPh" => skipped = true,
            _ => {}
        },
        Piece::End("t") => is_text = false,
        Piece::End("rPh") => skipped = false,
        Piece::Text(text) if is_text && !skipped => {
            if let Some(last) = strings.last_mut() {
                last.push_str(text);
            }
        }
        _ => {}
    })?;
    Ok(strings)
}

/// Columns that nobody sees.
#[derive(Default)]
pub(super) struct HiddenColumns(Vec<(u32, u32)>);

impl HiddenColumns {
    /// Takes in a `col`.
    pub fn take(&mut self, tag: &BytesStart<'_>) {
        let number = |name| attribute(tag, name).and_then(|value| value.parse().ok());
        let is_narrow = attribute(tag, "width").is_some_and(|width| is_nothing(&width));
        let is_hidden = is_narrow || attribute(tag, "hidden").is_some_and(|value| is_on(&value));
        if let (true, Some(from), Some(to)) = (is_hidden, number("min"), number("max")) {
            self.0.push((from, to));
        }
    }

    /// Whether this one is hidden, counted from 1.
    pub fn has(&self, column: u32) -> bool {
        self.0.iter().any(|(from, to)| (*from..=*to).contains(&column))
    }
}

/// Whether a `row` is not to be seen.
pub(super) fn is_hidden_row(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "hidden").is_some_and(|value| is_on(&value))
        || attribute(tag, "ht").is_some_and(|height| is_nothing(&height))
}

/// Whether it is said there what stands above or below a printed page: the odd ones, the even ones, the first.
fn is_margin(name: &str) -> bool {
    ["odd", "even", "first"]
        .iter()
        .any(|pages| matches!(name.strip_prefix(pages), Some("Header" | "Footer")))
}

fn is_nothing(length: &str) -> bool {
    length.parse::<f64>().is_ok_and(|length| length < 0.01)
}

/// The column of a cell such as B7, counted from 1, and its letters.
pub(super) fn column_of(cell: &str) -> (u32, &str) {
    let letters = cell.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let number = letters.chars().fold(0_u32, |number, letter| {
        let place = u32::from(letter.to_ascii_uppercase()).saturating_sub(u32::from('A') - 1);
        number.saturating_mul(26).saturating_add(place)
    });
    (number, letters)
}

/// The cells of one sheet.
struct Cells<'a> {
    sheet: &'a Sheet,
    /// Which sheet it is, from 1.
    number: usize,
    strings: &'a [String],
    formats: &'a Formats,
    hidden: HiddenColumns,
    told: BTreeSet<u32>,
    row: String,
    is_hidden_row: bool,
    is_in_cell: bool,
    is_faint: bool,
    cell: String,
    kind: String,
    value: String,
    formula: String,
    within: Option<&'static str>,
    /// What the last cells of the row show, side by side, and the column of the last.
    beside: VecDeque<String>,
    last: u32,
    /// What the first rows say above each column.
    heads: BTreeMap<u32, String>,
    count: usize,
    seen: Seen,
}

/// How many cells of a row are looked at together: as many as an identity number has places.
const MOST_BESIDE: usize = 18;
/// How long what stands above a column may be.
const LONGEST_HEAD: usize = 40;

impl<'a> Cells<'a> {
    fn of(sheet: &'a Sheet, number: usize, strings: &'a [String], formats: &'a Formats) -> Self {
        Self {
            sheet,
            number,
            strings,
            formats,
            hidden: HiddenColumns::default(),
            told: BTreeSet::new(),
            row: String::new(),
            is_hidden_row: false,
            is_in_cell: false,
            is_faint: false,
            cell: String::new(),
            kind: String::new(),
            value: String::new(),
            formula: String::new(),
            within: None,
            beside: VecDeque::new(),
            last: 0,
            heads: BTreeMap::new(),
            count: 0,
            seen: Seen::default(),
        }
    }

    fn piece(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Start(tag) => self.start(tag),
            Piece::End("v" | "f" | "t") => self.within = None,
            Piece::End("c") => self.cell(),
            Piece::End(name) if is_margin(name) => self.margin(),
            Piece::Text(text) => match self.within {
                Some("f") => self.formula.push_str(text),
                Some(_) => self.value.push_str(text),
                None => {}
            },
            Piece::End(_) | Piece::Remark(_) => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "col" => self.hidden.take(tag),
            "row" => {
                self.row = attribute(tag, "r").unwrap_or_default();
                self.beside.clear();
                self.is_hidden_row = is_hidden_row(tag);
            }
            "sheetFormatPr" if attribute(tag, "zeroHeight").is_some_and(|value| is_on(&value)) => {
                let place = format!("工作表“{}”中没有设置高度的行", self.sheet.name);
                self.seen.mark(Kind::HiddenRow, place, "");
            }
            "c" => {
                self.is_in_cell = true;
                self.is_faint = self.formats.is_faint(attribute(tag, "s").as_deref());
                self.cell = attribute(tag, "r").unwrap_or_default();
                self.kind = attribute(tag, "t").unwrap_or_default();
                self.value.clear();
                self.formula.clear();
            }
            // Other elements of that name stand in rules of input, which are read with everything else.
            "v" | "t" if self.is_in_cell => self.within = Some("v"),
            "f" if self.is_in_cell => self.within = Some("f"),
            name if is_margin(name) => {
                self.value.clear();
                self.within = Some("margin");
            }
            _ => {}
        }
    }

    fn margin(&mut self) {
        self.within = None;
        let place = format!("工作表“{}”的页眉页脚", self.sheet.name);
        self.seen.read(place, std::mem::take(&mut self.value));
    }

    fn cell(&mut self) {
        self.is_in_cell = false;
        self.count += 1;
        let shared = || self.value.trim().parse::<usize>().ok();
        let text = match self.kind.as_str() {
            "s" => shared()
                .and_then(|at| self.strings.get(at))
                .cloned()
                .unwrap_or_default(),
            _ => self.value.clone(),
        };
        let (column, letters) = column_of(&self.cell);
        let name = &self.sheet.name;
        let place = format!("工作表“{name}”第{}行{letters}列", self.row);
        if !text.trim().is_empty() {
            if self.is_faint {
                self.seen.mark(Kind::FaintText, place.clone(), &text);
            }
            if self.is_hidden_row {
                self.seen
                    .mark(Kind::HiddenRow, format!("工作表“{name}”第{}行", self.row), "");
                self.is_hidden_row = false;
            }
            if self.hidden.has(column) && self.told.insert(column) {
                self.seen
                    .mark(Kind::HiddenColumn, format!("工作表“{name}”{letters}列"), "");
            }
        }
        self.neighbours(column, &place, &text);
        let formula = std::mem::take(&mut self.formula);
        if let Some(joined) = joined(&formula) {
            self.seen.read(format!("{place}的公式"), joined);
        }
        self.seen.read(format!("{place}的公式"), formula);
        let kind = PartKind::Cell {
            table: self.number,
            row: self.row.parse().unwrap_or(0),
            column: usize::try_from(column).unwrap_or(usize::MAX),
        };
        match self.head_of(column, &text) {
            Some(head) => self.seen.read_below(kind, place, &head, &text),
            None => self.seen.read_as(kind, place, text),
        }
    }

    /// A number that stands in pieces side by side.
    fn neighbours(&mut self, column: u32, place: &str, text: &str) {
        if self.last.checked_add(1) != Some(column) {
            self.beside.clear();
        }
        self.last = column;
        if self.beside.len() == MOST_BESIDE {
            self.beside.pop_front();
        }
        self.beside.push_back(text.to_owned());
        let cells: Vec<&str> = self.beside.iter().map(String::as_str).collect();
        if let Some(masked) = identity_number_in_cells(&cells) {
            let place = format!("{place}和左边相邻的单元格");
            self.seen
                .marks
                .push(Finding::new(Kind::LikelyIdentityNumber, place, masked));
        }
    }

    /// What the column of a number is called: a number says less of what it is than the words above it.
    fn head_of(&mut self, column: u32, text: &str) -> Option<String> {
        let is_number = text.chars().any(char::is_numeric);
        match self.heads.get(&column) {
            Some(head) if is_number => Some(head.clone()),
            None if !is_number && !text.trim().is_empty() => {
                self.heads
                    .insert(column, text.chars().take(LONGEST_HEAD).collect());
                None
            }
            _ => None,
        }
    }
}

/// What a formula makes of the texts in it that it puts together, where nothing keeps what it shows.
fn joined(formula: &str) -> Option<String> {
    let plain: String = formula.chars().filter(|sign| !sign.is_whitespace()).collect();
    let joined = plain.replace("\",\"", "").replace(['"', '&'], "");
    (joined != plain).then_some(joined)
}
