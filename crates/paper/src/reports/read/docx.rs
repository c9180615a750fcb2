//! DOCX: paragraphs and tables of word/document.xml, merged cells by gridSpan and vMerge, tables inside cells.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::blocks::{Block, lay_out};
use super::unreadable::Unreadable;

/// The most that a document may unfold to.
const LARGEST: u64 = 64 << 20;

/// The document as blocks in reading order.
pub(super) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    let xml = document(bytes)?;
    let mut reader = Reader::from_str(&xml);
    let mut walk = Walk::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => walk.start(&tag),
            Ok(Event::Empty(tag)) => walk.empty(&tag),
            Ok(Event::End(tag)) => walk.end(tag.name().as_ref()),
            Ok(Event::Text(text)) if walk.is_text => walk.push(&text),
            Ok(Event::GeneralRef(entity)) if walk.is_text => walk.entity(&entity),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => return Err(Unreadable::Damaged("DOCX ")),
        }
    }
    if !walk.tables.is_empty() {
        return Err(Unreadable::Damaged("DOCX "));
    }
    Ok(walk.blocks)
}

fn document(bytes: &[u8]) -> Result<String, Unreadable> {
    let broken = |_error| Unreadable::Damaged("DOCX ");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(broken)?;
    let file = archive.by_name("word/document.xml").map_err(broken)?;
    let mut xml = String::new();
    let read = file.take(LARGEST).read_to_string(&mut xml);
    match read {
        Ok(length) if u64::try_from(length).is_ok_and(|length| length < LARGEST) => Ok(xml),
        _ => Err(Unreadable::Damaged("DOCX ")),
    }
}

/// A table being read.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
}

/// A cell being read: its text, how many columns it covers, how it hangs together with the one above.
#[derive(Default)]
struct Cell {
    text: String,
    across: usize,
    merge: Merge,
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
    is_text: bool,
    count: usize,
    paragraphs: usize,
}

impl Walk {
    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "t" => self.is_text = true,
            "tbl" => {
                self.flush();
                self.tables.push(Table::default());
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "tc" => {
                if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(Cell {
                        across: 1,
                        ..Cell::default()
                    });
                }
            }
            "drawing" | "pict" => self.blocks.push(Block::Picture),
            _ => self.empty(tag),
        }
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        let value = || {
            let attribute = tag
                .attributes()
                .flatten()
                .find(|one| one.key.local_name().as_ref() == "val");
            attribute.map(|one| one.value.into_owned())
        };
        match tag.local_name().as_ref() {
            "br" | "cr" => self.push("\n"),
            "tab" if self.tables.is_empty() => self.push(" "),
            "gridSpan" => {
                if let (Some(cell), Some(across)) =
                    (self.cell(), value().and_then(|value| value.parse().ok()))
                {
                    cell.across = across;
                }
            }
            "vMerge" => {
                let merge = if value().as_deref() == Some("restart") {
                    Merge::Begins
                } else {
                    Merge::Continues
                };
                if let Some(cell) = self.cell() {
                    cell.merge = merge;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        let local = name.rsplit(':').next().unwrap_or(name);
        match local {
            "t" => self.is_text = false,
            "p" => self.paragraph(),
            "tbl" => self.table(),
            _ => {}
        }
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.tables.last_mut()?.rows.last_mut()?.last_mut()
    }

    fn push(&mut self, text: &str) {
        match self.cell() {
            Some(cell) => cell.text.push_str(text),
            None => self.line.push_str(text),
        }
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
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.line);
        for line in text.split('\n') {
            if let Some(block) = Block::paragraph(format!("第{}段", self.paragraphs + 1), line) {
                self.paragraphs += 1;
                self.blocks.push(block);
            }
        }
    }

    /// A finished table: of its own, or the text of the cell that holds it once its rows stand before it.
    fn table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        self.count += 1;
        let place = format!("表格{}", self.count);
        self.blocks.extend(lay_out(self.count, &place, spans(table.rows)));
    }
}

/// Rows with cells that hang down counted into the cell they hang from.
fn spans(rows: Vec<Vec<Cell>>) -> Vec<Vec<(String, usize, usize)>> {
    let columns = |row: &[Cell]| -> Vec<usize> {
        let mut column = 0;
        row.iter()
            .map(|cell| {
                let here = column;
                column += cell.across;
                here
            })
            .collect()
    };
    let places: Vec<Vec<usize>> = rows.iter().map(|row| columns(row)).collect();
    let continues = |row: usize, column: usize| {
        let at = places.get(row)?.iter().position(|place| *place == column)?;
        Some(rows.get(row)?.get(at)?.merge == Merge::Continues)
    };
    let mut result = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let starts = places.get(number).into_iter().flatten();
        let cells = row
            .iter()
            .zip(starts)
            .filter(|(cell, _)| cell.merge != Merge::Continues || number == 0);
        let spanned = cells.map(|(cell, column)| {
            let below = (number + 1..rows.len())
                .take_while(|below| continues(*below, *column) == Some(true))
                .count();
            let down = if cell.merge == Merge::None { 1 } else { below + 1 };
            (cell.text.clone(), cell.across, down)
        });
        result.push(spanned.collect());
    }
    result
}
