//! A page set by another hand: tables of drawn lines with their words between them, the font not embedded.

use std::fmt::Write;

use crate::strangers::tables::{Table, article};

const WIDTH: usize = 1000;
const HEIGHT: usize = 3600;
const LEFT: usize = 40;
/// How wide a sign is, and how high a line.
const SIGN: usize = 8;
const LINE: usize = 12;

/// How many signs a line of a paragraph has.
pub const MEASURE: usize = 40;
/// What stands in a text for the tables.
pub const MARKS: [&str; 3] = ["#0\n", "#1\n", "#2\n"];

/// The report with these tables as a PDF of one tall page.
pub fn leaf(tables: &[Table; 3]) -> Vec<u8> {
    set(
        &article(|text| format!("{text}\n"), MARKS.map(str::to_owned)),
        tables,
    )
}

/// Stands for a cell whose words are drawn in more than one way.
pub const DRAWN: &str = "▇";

/// The report with these tables, where [`DRAWN`] stands these words, each drawn in a state of its own.
pub fn leaf_drawn(tables: &[Table; 3], words: &[(&str, &str)]) -> Vec<u8> {
    let drawn = words
        .iter()
        .map(|(state, text)| ((*state).to_owned(), (*text).to_owned()))
        .collect();
    let mut page = Page {
        drawn,
        ..Page::default()
    };
    page.set(
        &article(|text| format!("{text}\n"), MARKS.map(str::to_owned)),
        tables,
    );
    file(&page.content)
}

/// This text as such a page: lines that begin with two wide spaces are set in and broken as paragraphs are, the others
/// begin at the edge.
pub fn set(text: &str, tables: &[Table; 3]) -> Vec<u8> {
    let mut page = Page::default();
    page.set(text, tables);
    file(&page.content)
}

#[derive(Default)]
struct Page {
    content: String,
    top: usize,
    drawn: Vec<(String, String)>,
}

impl Page {
    fn set(&mut self, text: &str, tables: &[Table; 3]) {
        for line in text.lines() {
            match line.strip_prefix('#') {
                Some(index) => self.table(&tables[index.parse::<usize>().expect("a table's place")]),
                None if line.starts_with("　　") => self.paragraph(line),
                None => self.line(line),
            }
        }
    }

    fn line(&mut self, text: &str) {
        self.top += 2 * LINE;
        self.words(text, LEFT, self.top);
    }

    fn paragraph(&mut self, text: &str) {
        for (index, piece) in pieces(text, MEASURE * SIGN + 4).iter().enumerate() {
            self.top += if index == 0 { 2 * LINE } else { LINE + LINE / 2 };
            let words = piece.trim_start_matches('　');
            let set_in = piece.chars().count() - words.chars().count();
            self.words(words, LEFT + set_in * SIGN, self.top);
        }
    }

    fn words(&mut self, text: &str, left: usize, base: usize) {
        if text != DRAWN {
            return self.sign(text, left, base);
        }
        let mut left = left;
        for (state, text) in std::mem::take(&mut self.drawn) {
            write!(self.content, "q {state} ").expect("a text");
            self.sign(&text, left, base);
            self.content.push_str("Q\n");
            left += text.chars().count() * SIGN;
        }
    }

    fn sign(&mut self, text: &str, left: usize, base: usize) {
        let codes: Vec<String> = text.encode_utf16().map(|code| format!("{code:04X}")).collect();
        let codes = codes.concat();
        let up = HEIGHT - base;
        writeln!(self.content, "BT /F1 {SIGN} Tf {left} {up} Td <{codes}> Tj ET").expect("a text");
    }

    fn rule(&mut self, from: (usize, usize), to: (usize, usize)) {
        let (up, down) = (HEIGHT - from.1, HEIGHT - to.1);
        writeln!(self.content, "{} {up} m {} {down} l S", from.0, to.0).expect("a text");
    }

    fn table(&mut self, table: &Table) {
        let cells = cells(table);
        let columns = cells
            .iter()
            .map(|cell| cell.column + cell.across)
            .max()
            .expect("cells");
        let wide = (WIDTH - 2 * LEFT) / columns;
        let lines = |cell: &Cell<'_>| pieces(cell.text, wide * cell.across).len();
        let high = |row: usize| {
            let own = cells.iter().filter(|cell| cell.row == row && cell.down == 1);
            own.map(lines).max().unwrap_or(1).max(1) * LINE + LINE / 2
        };
        let mut tops = vec![self.top + LINE];
        for row in 0..table.len() {
            tops.push(tops[row] + high(row));
        }
        for cell in &cells {
            let (left, right) = (
                LEFT + cell.column * wide,
                LEFT + (cell.column + cell.across) * wide,
            );
            let (top, bottom) = (tops[cell.row], tops[(cell.row + cell.down).min(table.len())]);
            self.rule((left, top), (right, top));
            self.rule((left, bottom), (right, bottom));
            self.rule((left, top), (left, bottom));
            self.rule((right, top), (right, bottom));
            for (index, piece) in pieces(cell.text, wide * cell.across).iter().enumerate() {
                self.words(piece, left + 2, top + LINE * (index + 1));
            }
        }
        self.top = tops[table.len()];
    }
}

struct Cell<'a> {
    row: usize,
    column: usize,
    across: usize,
    down: usize,
    text: &'a str,
}

/// The cells of a table with their places.
fn cells(table: &Table) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    let mut hanging: Vec<usize> = Vec::new();
    for (row, texts) in table.iter().enumerate() {
        let mut next: Vec<usize> = hanging.iter().map(|left| left.saturating_sub(1)).collect();
        let mut column = 0;
        for (text, across, down) in texts {
            while hanging.get(column).is_some_and(|left| *left > 0) {
                column += 1;
            }
            cells.push(Cell {
                row,
                column,
                across: *across,
                down: *down,
                text,
            });
            next.resize(next.len().max(column + across), 0);
            next[column..column + across].fill(down - 1);
            column += across;
        }
        hanging = next;
    }
    cells
}

/// A text as it breaks in a cell so wide.
fn pieces(text: &str, wide: usize) -> Vec<String> {
    let most = ((wide - 4) / SIGN).max(1);
    let lines = text.lines().map(|line| line.chars().collect::<Vec<char>>());
    let lines = lines.flat_map(|signs| {
        let pieces = signs.chunks(most).map(|piece| piece.iter().collect());
        pieces.collect::<Vec<String>>()
    });
    lines.collect()
}

fn file(content: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>".to_owned(),
    ];
    let mut text = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(text.len());
        write!(text, "{number} 0 obj\n{object}\nendobj\n").expect("a text");
    }
    let table = text.len();
    write!(text, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).expect("a text");
    for place in &places {
        writeln!(text, "{place:010} 00000 n ").expect("a text");
    }
    let count = places.len() + 1;
    write!(
        text,
        "trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
    )
    .expect("a text");
    text.into_bytes()
}
