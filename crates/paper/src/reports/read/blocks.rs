//! What every format becomes before it is interpreted: paragraphs, table rows and pictures in reading order, each with
//! the place a person would look for it.

use super::numbers::{Value, value};

/// A piece of the document.
#[derive(Clone, Debug)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Row(TableRow),
    Picture,
}

/// A paragraph of prose, or a heading.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub place: String,
    pub text: String,
}

/// A row of a table with its cells from left to right; a cell merged from above or from the left stands once.
#[derive(Clone, Debug)]
pub(super) struct TableRow {
    pub place: String,
    /// Rows of one table share a number.
    pub table: usize,
    /// Whether the cells' columns are true; in plain text they are only counted.
    pub is_aligned: bool,
    pub cells: Vec<Slot>,
}

/// A cell: the first column it covers, how many, its text.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub column: usize,
    pub across: usize,
    pub text: String,
}

impl Block {
    /// A paragraph, unless it is blank.
    pub fn paragraph(place: impl Into<String>, text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| {
            Self::Paragraph(Paragraph {
                place: place.into(),
                text: text.to_owned(),
            })
        })
    }

    /// Where it stands.
    pub fn place(&self) -> Option<&str> {
        match self {
            Self::Paragraph(paragraph) => Some(&paragraph.place),
            Self::Row(row) => Some(&row.place),
            Self::Picture => None,
        }
    }

    /// Whether the text stands somewhere in the block, spaces aside.
    pub fn has_text(&self, needle: &str) -> bool {
        match self {
            Self::Paragraph(paragraph) => bare(&paragraph.text).contains(needle),
            Self::Row(row) => row.cells.iter().any(|cell| bare(&cell.text).contains(needle)),
            Self::Picture => false,
        }
    }
}

/// The text without any white space.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).collect()
}

/// A page's number as word processors print it: `- 3 -`, `—3—`, `第3页`, `第3页 共8页`. A bare number is none for certain.
pub(super) fn is_page_mark(text: &str) -> bool {
    let bare = bare(text);
    let is_dash = |one: char| matches!(one, '-' | '—' | '–' | '－' | '─' | '·');
    let is_marked = (bare.starts_with(is_dash) && bare.ends_with(is_dash))
        || (bare.starts_with('第') && bare.contains('页'));
    is_marked && is_page_number(&bare)
}

/// `3`, `3/8`, and whatever is a page mark.
pub(super) fn is_page_number(text: &str) -> bool {
    let bare = bare(text);
    let words = bare
        .trim_matches(|one| matches!(one, '-' | '—' | '–' | '－' | '─' | '·'))
        .replace(['第', '页', '共', '，', ',', '/'], " ");
    let mut numbers = words.split_whitespace().peekable();
    let is_number = |part: &str| part.len() <= 3 && part.chars().all(|one| one.is_ascii_digit());
    numbers.peek().is_some() && numbers.by_ref().take(2).all(is_number) && numbers.next().is_none()
}

/// What stands in a cell beside its line: the marks of notes above and below it, what was struck out, and what nobody sees.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    pub raised: String,
    pub lowered: String,
    pub struck: String,
    /// Of the colour of its ground, as far as that is known.
    pub faint: String,
    /// Hidden, or too small to be read.
    pub unseen: String,
}

impl Beside {
    /// The text of a cell as it is seen, and what nobody sees of it, if that says something. Where it is all that the cell
    /// holds, the cell is not blank: it says so. Words without a number that are of the colour of their ground are read all
    /// the same: a head's ground may be painted from elsewhere, and no words become a digit.
    pub fn seen(&self, text: &str) -> (String, Option<String>) {
        let text = self.of(text);
        let is_blank = value(&text) == Value::Blank;
        let unseen = told(&self.unseen);
        if is_blank && unseen.is_none() && is_name(&self.faint) {
            return (squeezed(&self.faint), None);
        }
        let unseen = unseen
            .into_iter()
            .chain(told(&self.faint))
            .reduce(|one, other| one + &other);
        match unseen {
            Some(unseen) if is_blank && unseen.contains(|sign: char| sign.is_ascii_digit()) => {
                (format!("（隐藏{unseen}）"), Some(unseen))
            }
            unseen => (text, unseen),
        }
    }

    /// The text of a cell with what stands beside its line told from its digits; marks that are all there is are the text.
    pub fn of(&self, text: &str) -> String {
        let text = text.trim();
        let marks = [
            ("上标", &self.raised),
            ("下标", &self.lowered),
            ("划去", &self.struck),
        ];
        let mut filled = marks.iter().filter(|(_, mark)| !mark.trim().is_empty());
        match (value(text), filled.next()) {
            (Value::Blank, Some(_)) if self.struck.trim().is_empty() => {
                format!("{}{}", self.raised.trim(), self.lowered.trim())
            }
            // Struck out, and nothing written for it: that is not blank.
            (Value::Blank, Some(_)) => format!("（划去{}）", self.struck.trim()),
            (Value::Number(_), Some((name, mark))) => format!("{text}（{name}{}）", mark.trim()),
            _ => text.to_owned(),
        }
    }
}

/// What nobody sees, where it says something.
fn told(unseen: &str) -> Option<String> {
    let unseen = squeezed(unseen);
    unseen.contains(char::is_alphanumeric).then_some(unseen)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whether a text is words and no number: the name of a row or a column.
fn is_name(text: &str) -> bool {
    const LEAST: usize = 2;
    let letters = text.chars().filter(|sign| sign.is_alphabetic()).count();
    letters >= LEAST && value(text) == Value::Other
}

/// Lays out a table given as rows of (text, across, down): finds each cell's column past the cells that hang down from
/// above, and gives the rows. Cells that hang down are not repeated.
pub(super) fn lay_out(table: usize, place: &str, rows: Vec<Vec<(String, usize, usize)>>) -> Vec<Block> {
    let mut hanging: Vec<usize> = Vec::new();
    let mut blocks = Vec::new();
    for (number, row) in rows.into_iter().enumerate() {
        let mut cells = Vec::new();
        let mut column = 0;
        let mut next = vec![0; hanging.len()];
        for (text, across, down) in row {
            while hanging.get(column).is_some_and(|left| *left > 0) {
                column += 1;
            }
            let across = across.clamp(1, 100);
            if next.len() < column + across {
                next.resize(column + across, 0);
            }
            for slot in next.iter_mut().skip(column).take(across) {
                *slot = down.clamp(1, 500) - 1;
            }
            cells.push(Slot {
                column,
                across,
                text: text.trim().to_owned(),
            });
            column += across;
        }
        for (slot, above) in next.iter_mut().zip(hanging.iter()) {
            *slot = (*slot).max(above.saturating_sub(1));
        }
        hanging = next;
        let place = format!("{place} 第{}行", number + 1);
        blocks.push(Block::Row(TableRow {
            place,
            table,
            is_aligned: true,
            cells,
        }));
    }
    blocks
}

/// A row of cells that are only counted.
pub(super) fn counted_row(place: String, texts: Vec<String>) -> Block {
    let cells = texts
        .into_iter()
        .enumerate()
        .map(|(column, text)| Slot {
            column,
            across: 1,
            text,
        })
        .collect();
    Block::Row(TableRow {
        place,
        table: 0,
        is_aligned: false,
        cells,
    })
}

/// The blocks as texts, the cells of a row set apart by strokes, for tests.
#[cfg(test)]
pub(super) fn texts(blocks: &[Block]) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Row(row) => {
            let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
            cells.join("|")
        }
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Picture => String::new(),
    };
    blocks.iter().map(text).collect()
}
