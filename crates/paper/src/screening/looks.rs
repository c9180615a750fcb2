//! How a workbook's cells look where their values do not say it: the rows that nobody sees, and what of a text is set above
//! or below its line or struck out.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use super::package::Package;
use super::sheets::{is_hidden_row, sheets};
use super::xml::{Piece, attribute, is_on, walk};

/// A text without what is set beside its line, and that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Set {
    pub line: String,
    pub raised: String,
    pub lowered: String,
    pub struck: String,
}

/// What a workbook's looks say.
#[derive(Debug, Default)]
pub(crate) struct Looks {
    /// By sheet, the rows that are hidden, counted from 0.
    hidden: BTreeMap<String, BTreeSet<u32>>,
    /// By the whole text of a cell.
    set: BTreeMap<String, Set>,
}

impl Looks {
    /// Of a workbook; of what can't be taken apart nothing is said.
    pub fn of(bytes: &[u8]) -> Self {
        let mut looks = Self::default();
        let Ok(package) = Package::open(bytes) else {
            return looks;
        };
        if let Some(xml) = package.text("xl/sharedStrings.xml") {
            looks.texts(xml);
        }
        for sheet in sheets(&package).unwrap_or_default() {
            if let Some(xml) = package.text(&sheet.part) {
                looks.texts(xml);
                let rows = hidden_rows(xml);
                looks.hidden.insert(sheet.name, rows);
            }
        }
        looks
    }

    /// Whether a row of a sheet is hidden.
    pub fn is_hidden(&self, sheet: &str, row: u32) -> bool {
        self.hidden.get(sheet).is_some_and(|rows| rows.contains(&row))
    }

    /// What of a cell's text stands beside its line.
    pub fn set(&self, text: &str) -> Option<&Set> {
        self.set.get(text)
    }

    /// The texts of a part that are set in more than one way.
    fn texts(&mut self, xml: &str) {
        let mut reader = Texts::default();
        // A part that breaks off is refused by who reads its cells.
        let _read = walk(xml, &mut |piece| reader.piece(piece));
        self.set.extend(reader.found);
    }
}

/// Where what is read belongs.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Line,
    Raised,
    Lowered,
    Struck,
}

#[derive(Default)]
struct Texts {
    found: BTreeMap<String, Set>,
    whole: String,
    set: Set,
    place: Place,
    is_text: bool,
    skipped: bool,
}

impl Texts {
    fn piece(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Start(tag) => self.start(tag),
            Piece::End("t") => self.is_text = false,
            Piece::End("r") => self.place = Place::Line,
            Piece::End("rPh") => self.skipped = false,
            Piece::End("si" | "is") => {
                let (whole, set) = (std::mem::take(&mut self.whole), std::mem::take(&mut self.set));
                if set.line != whole {
                    self.found.insert(whole, set);
                }
            }
            Piece::Text(text) if self.is_text && !self.skipped => {
                self.whole.push_str(text);
                let Set {
                    line,
                    raised,
                    lowered,
                    struck,
                } = &mut self.set;
                let place = match self.place {
                    Place::Line => line,
                    Place::Raised => raised,
                    Place::Lowered => lowered,
                    Place::Struck => struck,
                };
                place.push_str(text);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let is_off = || attribute(tag, "val").is_some_and(|value| !is_on(&value));
        match tag.local_name().as_ref() {
            "t" => self.is_text = true,
            "rPh" => self.skipped = true,
            "strike" if !is_off() => self.place = Place::Struck,
            "vertAlign" if self.place == Place::Line => {
                self.place = match attribute(tag, "val").as_deref() {
                    Some("superscript") => Place::Raised,
                    Some("subscript") => Place::Lowered,
                    _ => Place::Line,
                };
            }
            _ => {}
        }
    }
}

fn hidden_rows(xml: &str) -> BTreeSet<u32> {
    let mut rows = BTreeSet::new();
    let mut next = 0;
    let _read = walk(xml, &mut |piece| {
        let Piece::Start(tag) = piece else { return };
        if tag.local_name().as_ref() != "row" {
            return;
        }
        let said: Option<u32> = attribute(tag, "r").and_then(|number| number.parse().ok());
        let row = said.map_or(next, |number| number.saturating_sub(1));
        if is_hidden_row(tag) {
            rows.insert(row);
        }
        next = row.saturating_add(1);
    });
    rows
}
