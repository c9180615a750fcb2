//! DOCX: paragraphs and tables of word/document.xml, merged cells by gridSpan and vMerge, tables inside cells.

mod hanging;
mod package;
mod run;
#[cfg(test)]
mod tests;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use law::reports::SECTION_TITLES;

use hanging::spans;
use run::{Place, Run};

use super::blocks::{Beside, Block, lay_out};
use super::unreadable::Unreadable;
use crate::screening::Dress;

/// The deepest that tables and text boxes may be nested.
const DEEPEST: usize = 50;
/// The most columns that a table may have.
const MOST_COLUMNS: usize = 300;
/// Text that is not, or no longer, part of the document: what was deleted or moved away, and what stands in for a shape
/// in readers that do not know it.
const SKIPPED: [&str; 5] = ["del", "moveFrom", "Fallback", "instrText", "delText"];

/// The document as blocks in reading order, and the words in it that are hidden.
pub(super) fn blocks(bytes: &[u8]) -> Result<(Vec<Block>, Vec<String>), Unreadable> {
    let xml = package::document(bytes)?;
    let mut reader = Reader::from_str(&xml);
    let mut walk = Walk {
        dress: run::dress(bytes),
        ..Walk::default()
    };
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => walk.start(&tag),
            Ok(Event::Empty(tag)) => walk.empty(&tag),
            Ok(Event::End(tag)) => walk.end(tag.name().as_ref()),
            Ok(Event::Text(text)) if walk.is_text && walk.skipped == 0 => walk.push(&text),
            Ok(Event::GeneralRef(entity)) if walk.is_text && walk.skipped == 0 => walk.entity(&entity),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => return Err(Unreadable::Damaged("DOCX ")),
        }
        if walk.is_too_much() {
            return Err(Unreadable::TooMuch);
        }
    }
    if !walk.tables.is_empty() {
        return Err(Unreadable::Damaged("DOCX "));
    }
    Ok((walk.blocks, walk.hidden))
}

/// A table being read.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    style: String,
    is_shaded: bool,
}

/// A row being read: the columns it leaves out before its first cell, its cells, whether it was deleted.
#[derive(Default)]
struct Row {
    before: usize,
    cells: Vec<Cell>,
    is_deleted: bool,
}

/// A cell being read: its text, how many columns it covers, how it hangs together with the one above.
#[derive(Default)]
struct Cell {
    text: String,
    /// What stands beside its lines: the marks of notes, and what was struck out.
    beside: Beside,
    across: usize,
    merge: Merge,
    is_shaded: bool,
    /// Whether the word processor writes a number of its own before its words.
    is_numbered: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Merge {
    #[default]
    None,
    Begins,
    Continues,
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    line: String,
    /// Tables that are open, the innermost last.
    tables: Vec<Table>,
    /// Lines that were begun outside the text boxes that are open.
    outer: Vec<String>,
    is_text: bool,
    /// How many elements are open whose text does not count.
    skipped: usize,
    /// Whether the paragraph is numbered by the word processor.
    is_numbered: bool,
    /// How the run that is open is set, and the styles of the document.
    run: Run,
    dress: Dress,
    /// What is hidden in the document: it is not printed, and not read.
    hidden: Vec<String>,
    count: usize,
    paragraphs: usize,
}

impl Walk {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        let name = name.as_ref();
        if self.skipped > 0 || SKIPPED.contains(&name) {
            self.deleted(name);
            self.skipped += 1;
            return;
        }
        match name {
            "t" => self.is_text = true,
            "r" => self.run.turn(true),
            "p" => self.run.paragraph(),
            "tbl" => {
                self.flush();
                self.outer_rows();
                self.tables.push(Table::default());
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Row::default());
                }
            }
            "tc" => {
                if let Some(row) = self.row() {
                    row.cells.push(Cell {
                        across: 1,
                        ..Cell::default()
                    });
                }
            }
            "txbxContent" => self.outer.push(std::mem::take(&mut self.line)),
            _ => self.empty(tag),
        }
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        let name = name.as_ref();
        self.deleted(name);
        if self.skipped > 0 {
            return;
        }
        match name {
            "tblStyle" => self.table_style(&value(tag).unwrap_or_default()),
            "br" | "cr" => self.push("\n"),
            "tab" if self.tables.is_empty() => self.push(" "),
            "noBreakHyphen" => self.push("-"),
            // A sign of a font of pictures, and the parts of a formula, whatever they mean: it is no plain number.
            "sym" if !self.tables.is_empty() => self.push("□"),
            "num" | "den" | "sup" | "sub" | "deg" if !self.tables.is_empty() => self.push("^"),
            "pic" | "imagedata" => self.blocks.push(Block::Picture),
            "numPr" | "numId" => {
                self.is_numbered = true;
                let has_list = value(tag).is_some_and(|list| list != "0");
                if let Some(cell) = self.cell().filter(|_| name == "numId" && has_list) {
                    cell.is_numbered = true;
                }
            }
            "gridBefore" => {
                if let (Some(row), Some(before)) = (self.row(), number(tag)) {
                    row.before = before;
                }
            }
            "gridSpan" => {
                if let (Some(cell), Some(across)) = (self.cell(), number(tag)) {
                    cell.across = across.max(1);
                }
            }
            "vMerge" => {
                let merge = if value(tag).as_deref() == Some("restart") {
                    Merge::Begins
                } else {
                    Merge::Continues
                };
                if let Some(cell) = self.cell() {
                    cell.merge = merge;
                }
            }
            _ => {
                let ground = self.run.take(name, tag).map(str::to_owned);
                self.shaded(ground.as_deref());
            }
        }
    }

    /// The looks of a table's style count as its ground, its head's and its bands' too.
    fn table_style(&mut self, style: &str) {
        let is_shaded = self.dress.looks(style).shaded == Some(true);
        if let Some(table) = self.tables.last_mut() {
            style.clone_into(&mut table.style);
            table.is_shaded |= is_shaded;
        }
    }

    /// What has these properties has a ground of its own.
    fn shaded(&mut self, properties: Option<&str>) {
        match (properties, self.tables.last_mut()) {
            (Some("tblPr"), Some(table)) => table.is_shaded = true,
            (Some("tcPr"), _) => {
                if let Some(cell) = self.cell() {
                    cell.is_shaded = true;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let local = name.rsplit(':').next().unwrap_or(name);
        match local {
            "t" => self.is_text = false,
            "r" => self.run.turn(false),
            "p" => self.paragraph(),
            "tbl" => self.table(),
            "txbxContent" => {
                self.flush();
                self.line = self.outer.pop().unwrap_or_default();
            }
            _ => {}
        }
    }

    /// The mark of a deleted row stands before its cells.
    fn deleted(&mut self, name: &str) {
        let is_row = |row: &&mut Row| row.cells.is_empty() && name == "del";
        if let Some(row) = self.row().filter(is_row) {
            row.is_deleted = true;
        }
    }

    fn row(&mut self) -> Option<&mut Row> {
        self.tables.last_mut()?.rows.last_mut()
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.row()?.cells.last_mut()
    }

    fn is_too_much(&self) -> bool {
        let row = self.tables.last().and_then(|table| table.rows.last());
        self.tables.len() + self.outer.len() > DEEPEST
            || self.blocks.len() > super::MOST_BLOCKS
            || self
                .tables
                .last()
                .is_some_and(|table| table.rows.len() > super::MOST_BLOCKS)
            || row.is_some_and(|row| {
                let last = row.cells.last().map_or(0, |cell| cell.across);
                row.before.max(row.cells.len()).max(last) > MOST_COLUMNS
            })
    }

    fn push(&mut self, text: &str) {
        let is_on_ground = self.tables.iter().any(|table| {
            let cell = table.rows.last().and_then(|row| row.cells.last());
            table.is_shaded || cell.is_some_and(|cell| cell.is_shaded)
        });
        let table = self.tables.last().map_or("", |table| table.style.as_str());
        let place = self.run.place(&self.dress, table, is_on_ground);
        let Some(cell) = self.cell() else {
            match place {
                Place::Hidden if text.trim().is_empty() => {}
                Place::Hidden => self.hidden.push(text.to_owned()),
                // Of what stands around a paragraph, and may be painted behind it, not all is known.
                _ => self.line.push_str(text),
            }
            return;
        };
        let beside = &mut cell.beside;
        let words = match place {
            Place::Line => &mut cell.text,
            Place::Raised => &mut beside.raised,
            Place::Lowered => &mut beside.lowered,
            Place::Struck => &mut beside.struck,
            Place::Faint => &mut beside.faint,
            Place::Tiny | Place::Hidden => &mut beside.unseen,
        };
        words.push_str(text);
    }

    fn entity(&mut self, entity: &quick_xml::events::BytesRef<'_>) {
        let resolved = entity.resolve_char_ref().ok().flatten().map(String::from);
        let named = match &**entity {
            "amp" => Some("&"),
            "lt" => Some("<"),
            "gt" => Some(">"),
            "quot" => Some("\""),
            "apos" => Some("'"),
            _ => None,
        };
        if let Some(text) = resolved.or(named.map(str::to_owned)) {
            self.push(&text);
        }
    }

    fn paragraph(&mut self) {
        if self.tables.is_empty() {
            self.flush();
        } else if self.cell().is_some_and(|cell| !cell.text.is_empty()) {
            self.push("\n");
        }
        self.is_numbered = false;
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.line);
        for line in text.split('\n') {
            let line = if self.is_numbered { with_number(line) } else { line };
            if let Some(block) = Block::paragraph(format!("第{}段", self.paragraphs + 1), line) {
                self.paragraphs += 1;
                self.blocks.push(block);
            }
        }
    }

    /// A table begins within a cell: what the outer one has said so far stands before it.
    fn outer_rows(&mut self) {
        let Some(outer) = self.tables.last_mut() else {
            return;
        };
        let rows = std::mem::take(&mut outer.rows);
        outer.rows.push(Row {
            cells: vec![Cell::default()],
            ..Row::default()
        });
        self.rows(rows);
    }

    fn table(&mut self) {
        if let Some(table) = self.tables.pop() {
            self.rows(table.rows);
        }
    }

    fn rows(&mut self, rows: Vec<Row>) {
        self.count += 1;
        let place = format!("表格{}", self.count);
        let rows = spans(rows, &mut self.hidden);
        self.blocks.extend(lay_out(self.count, &place, rows));
    }
}

/// A heading that the word processor numbers has its number in print, but not in its text.
fn with_number(line: &str) -> &str {
    let is_same = |title: &&&str| {
        title
            .split_once('、')
            .is_some_and(|(_, words)| words == line.trim())
    };
    SECTION_TITLES.iter().find(is_same).copied().unwrap_or(line)
}

fn value(tag: &BytesStart<'_>) -> Option<String> {
    let attribute = tag
        .attributes()
        .flatten()
        .find(|one| one.key.local_name().as_ref() == "val");
    attribute.map(|one| one.value.into_owned())
}

fn number(tag: &BytesStart<'_>) -> Option<usize> {
    value(tag)?.parse().ok()
}
