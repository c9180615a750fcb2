//! How a workbook's cells look where their values do not say it: the rows that nobody sees, what of a text is set above or
//! below its line or struck out, numbers that are shown as shares, and cells in which nobody sees anything.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use super::formats::Formats;
use super::package::Package;
use super::sheets::{column_of, is_hidden_row, sheets};
use super::xml::{Piece, attribute, is_on, walk};

/// A text without what is set beside its line, and that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Set {
    pub line: String,
    pub raised: String,
    pub lowered: String,
    pub struck: String,
}

/// How a cell looks, where that changes what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Its text is set in more than one way.
    Set(Set),
    /// Its number is shown as a share (0.2 as 20%).
    Share,
    /// Its number is shown with other digits or words before it, or in other units, than it has.
    Dressed,
    /// Its number is shown with these words behind it.
    Worded(String),
    /// Nobody sees what stands in it: white, too small, or of a form that shows nothing.
    Unseen,
    /// All of it is struck out, or set above or below the line, by the cell's own font.
    Whole(Place),
}

/// By the row and the column of a cell, counted from 0.
type ByCell = BTreeMap<(u32, u32), Look>;

/// What a workbook's looks say, by its sheets.
#[derive(Debug, Default)]
pub(crate) struct Looks(BTreeMap<String, (BTreeSet<u32>, ByCell)>);

impl Looks {
    /// Of a workbook; of what can't be taken apart nothing is said.
    pub fn of(bytes: &[u8]) -> Self {
        let mut looks = Self::default();
        let Ok(package) = Package::open(bytes) else {
            return looks;
        };
        let shared = package.text("xl/sharedStrings.xml").map_or(Vec::new(), texts);
        let styles = package.text("xl/styles.xml").map_or(Vec::new(), forms);
        let places = package.text("xl/styles.xml").map_or(Vec::new(), places);
        let formats = Formats::of(&package);
        for sheet in sheets(&package).unwrap_or_default() {
            let Some(xml) = package.text(&sheet.part) else {
                continue;
            };
            let mut reader = Sheet {
                shared: &shared,
                forms: &styles,
                places: &places,
                formats: &formats,
                hidden: BTreeSet::new(),
                cells: BTreeMap::new(),
                next: 0,
                open: Open::default(),
            };
            // A part that breaks off is refused by who reads its cells.
            let _read = walk(xml, &mut |piece| reader.piece(piece));
            looks.0.insert(sheet.name, (reader.hidden, reader.cells));
        }
        looks
    }

    /// Whether a row of a sheet is hidden.
    pub fn is_hidden(&self, sheet: &str, row: u32) -> bool {
        self.0.get(sheet).is_some_and(|(rows, _)| rows.contains(&row))
    }

    /// How a cell looks, if it says more than its value.
    pub fn look(&self, sheet: &str, row: u32, column: u32) -> Option<&Look> {
        self.0.get(sheet)?.1.get(&(row, column))
    }
}

/// The cell that is being read.
#[derive(Default)]
struct Open {
    at: Option<(u32, u32)>,
    is_shared: bool,
    form: Form,
    place: Place,
    is_unseen: bool,
    is_value: bool,
    value: String,
    text: Texts,
}

struct Sheet<'a> {
    shared: &'a [Option<Set>],
    forms: &'a [Form],
    places: &'a [Place],
    formats: &'a Formats,
    hidden: BTreeSet<u32>,
    cells: ByCell,
    next: u32,
    open: Open,
}

impl Sheet<'_> {
    fn piece(&mut self, piece: Piece<'_>) {
        match &piece {
            Piece::Start(tag) => match tag.local_name().as_ref() {
                "row" => self.row(tag),
                "c" => self.begin(tag),
                "v" => self.open.is_value = true,
                _ => {}
            },
            Piece::End("v") => self.open.is_value = false,
            Piece::Text(text) if self.open.is_value => self.open.value.push_str(text),
            Piece::End("c") => {
                self.open.text.piece(piece);
                return self.end();
            }
            _ => {}
        }
        self.open.text.piece(piece);
    }

    fn row(&mut self, tag: &BytesStart<'_>) {
        let said: Option<u32> = attribute(tag, "r").and_then(|number| number.parse().ok());
        let row = said.map_or(self.next, |number| number.saturating_sub(1));
        if is_hidden_row(tag) {
            self.hidden.insert(row);
        }
        self.next = row.saturating_add(1);
    }

    fn begin(&mut self, tag: &BytesStart<'_>) {
        let place = attribute(tag, "r").unwrap_or_default();
        let (column, letters) = column_of(&place);
        let row: Option<u32> = place.strip_prefix(letters).and_then(|row| row.parse().ok());
        let format = attribute(tag, "s");
        let style: Option<usize> = format.as_deref().and_then(|style| style.parse().ok());
        let kind = attribute(tag, "t").unwrap_or_default();
        self.open = Open {
            at: row.map(|row| (row.saturating_sub(1), column.saturating_sub(1))),
            is_shared: kind == "s",
            form: style
                .and_then(|style| self.forms.get(style).cloned())
                .filter(|_| matches!(kind.as_str(), "" | "n"))
                .unwrap_or_default(),
            place: style
                .and_then(|style| self.places.get(style).copied())
                .unwrap_or_default(),
            is_unseen: self.formats.is_faint(format.as_deref()),
            ..Open::default()
        };
    }

    fn end(&mut self) {
        let open = std::mem::take(&mut self.open);
        let shared = || {
            let index: usize = open.value.trim().parse().ok().filter(|_| open.is_shared)?;
            self.shared.get(index)?.clone()
        };
        let own = open.text.found.iter().flatten().next().cloned();
        let has_value = !open.value.is_empty();
        let look = match open.form.clone() {
            _ if open.is_unseen => Some(Look::Unseen),
            _ if open.place != Place::Line => Some(Look::Whole(open.place)),
            Form::Share if has_value => Some(Look::Share),
            Form::Dressed if has_value => Some(Look::Dressed),
            Form::Worded(words) if has_value => Some(Look::Worded(words)),
            _ => own.or_else(shared).map(Look::Set),
        };
        self.cells.extend(open.at.zip(look));
    }
}

/// The texts of a part in their order, those that are set in more than one way.
fn texts(xml: &str) -> Vec<Option<Set>> {
    let mut reader = Texts::default();
    let _read = walk(xml, &mut |piece| reader.piece(piece));
    reader.found
}

/// How a format of cells shows numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Form {
    #[default]
    Plain,
    Share,
    Dressed,
    Worded(String),
}

/// Of each format of cells how it shows numbers: numbers 9 and 10 of those that every program knows (ECMA-376 part 1,
/// 18.8.30) are shares, and so is a form with a % of its own.
fn forms(xml: &str) -> Vec<Form> {
    let mut known = BTreeMap::from([("9".to_owned(), Form::Share), ("10".to_owned(), Form::Share)]);
    let (mut formats, mut is_cells) = (Vec::new(), false);
    let _read = walk(xml, &mut |piece| match piece {
        Piece::Start(tag) => match tag.local_name().as_ref() {
            "numFmt" => {
                let form = form(&attribute(tag, "formatCode").unwrap_or_default());
                known.extend(attribute(tag, "numFmtId").map(|number| (number, form)));
            }
            "cellXfs" => is_cells = true,
            "xf" if is_cells => {
                let form = attribute(tag, "numFmtId").unwrap_or_default();
                formats.push(known.get(&form).cloned().unwrap_or_default());
            }
            _ => {}
        },
        Piece::End("cellXfs") => is_cells = false,
        _ => {}
    });
    formats
}

/// Of each format of cells where its font sets the whole text.
fn places(xml: &str) -> Vec<Place> {
    let (mut fonts, mut formats): (Vec<Place>, Vec<Place>) = (Vec::new(), Vec::new());
    let (mut is_fonts, mut is_cells) = (false, false);
    let _read = walk(xml, &mut |piece| match piece {
        Piece::Start(tag) => match tag.local_name().as_ref() {
            "fonts" => is_fonts = true,
            "font" if is_fonts => fonts.push(Place::Line),
            "strike" | "vertAlign" if is_fonts => {
                if let Some(place) = fonts.last_mut() {
                    place.take(tag);
                }
            }
            "cellXfs" => is_cells = true,
            "xf" if is_cells => {
                let font: Option<usize> = attribute(tag, "fontId").and_then(|font| font.parse().ok());
                formats.push(font.and_then(|font| fonts.get(font).copied()).unwrap_or_default());
            }
            _ => {}
        },
        Piece::End("fonts") => is_fonts = false,
        Piece::End("cellXfs") => is_cells = false,
        _ => {}
    });
    formats
}

/// How a form shows numbers above zero: with words before or behind them, with digits that are none of the number's, or in
/// thousands (a comma behind the last digit).
fn form(code: &str) -> Form {
    let (mut before, mut behind, mut bare) = (String::new(), String::new(), String::new());
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        let has_place = bare.contains(['0', '#', '?', 'G']);
        let own = if has_place { &mut behind } else { &mut before };
        match sign {
            '"' => own.extend(signs.by_ref().take_while(|sign| *sign != '"')),
            '\\' => own.extend(signs.next()),
            // The width of a sign, and a sign that fills the cell.
            '_' | '*' => drop(signs.next()),
            '[' => signs.by_ref().take_while(|sign| *sign != ']').for_each(drop),
            ';' => break,
            _ => bare.push(sign),
        }
    }
    let is_scaled = bare.trim_end().ends_with(',');
    let has_digits = bare.contains(|sign: char| ('1'..='9').contains(&sign));
    let is_number = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',');
    if bare.contains('%') || behind.contains('%') {
        Form::Share
    } else if is_scaled || has_digits || !before.trim().is_empty() || behind.starts_with(is_number) {
        Form::Dressed
    } else if behind.trim().is_empty() {
        Form::Plain
    } else {
        Form::Worded(behind)
    }
}

/// Where what is read belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    #[default]
    Line,
    Raised,
    Lowered,
    Struck,
}

impl Place {
    /// Takes in an element of a font's properties.
    fn take(&mut self, tag: &BytesStart<'_>) {
        let is_off = || attribute(tag, "val").is_some_and(|value| !is_on(&value));
        match tag.local_name().as_ref() {
            "strike" if !is_off() => *self = Self::Struck,
            "vertAlign" if *self == Self::Line => {
                *self = match attribute(tag, "val").as_deref() {
                    Some("superscript") => Self::Raised,
                    Some("subscript") => Self::Lowered,
                    _ => Self::Line,
                };
            }
            _ => {}
        }
    }
}

#[derive(Default)]
struct Texts {
    found: Vec<Option<Set>>,
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
                self.found.push((set.line != whole).then_some(set));
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
        match tag.local_name().as_ref() {
            "t" => self.is_text = true,
            "rPh" => self.skipped = true,
            "strike" | "vertAlign" => self.place.take(tag),
            _ => {}
        }
    }
}
