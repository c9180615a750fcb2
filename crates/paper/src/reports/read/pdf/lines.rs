//! Text outside tables: signs to lines, lines to paragraphs. A paragraph begins where a line is set in, where the one
//! before ended early, or after a table; page numbers are left out.

use std::collections::{BTreeMap, BTreeSet};

use super::glyphs::{Glyph, PageDrawing};
use super::lattice::{self, Lattice};
use crate::reports::read::blocks::{Block, counted_row, is_page_number, lay_out};
use crate::reports::read::{frame, sections, text, title};

/// A line of text.
struct Line {
    page: usize,
    /// Where it stands on the page, 0 the top, 1 the bottom.
    height: f64,
    left: f64,
    right: f64,
    size: f64,
    text: String,
}

/// Gathers lines into blocks over all pages.
pub struct Lines {
    /// The margins of the text area, as most lines have them.
    left: f64,
    right: f64,
    /// The size of the type that most lines are set in.
    body: f64,
    /// The tables of each page.
    lattices: BTreeMap<usize, Vec<Lattice>>,
    /// Heads and feet that pages have in common, without their digits.
    running: BTreeSet<String>,
    blocks: Vec<Block>,
    open: Option<(String, Line)>,
    tables: usize,
}

impl Lines {
    /// Learns the margins of all pages.
    pub fn new(pages: &[PageDrawing]) -> Self {
        let mut lines = Vec::new();
        let mut lattices = BTreeMap::new();
        for page in pages {
            let tables = lattice::find(page);
            let free: Vec<&Glyph> = page
                .glyphs
                .iter()
                .filter(|glyph| !tables.iter().any(|table| table.holds(glyph.centre())))
                .collect();
            lines.extend(to_lines(page, &free));
            lattices.insert(page.number, tables);
        }
        let long: Vec<&Line> = lines
            .iter()
            .filter(|line| line.text.chars().count() > 12)
            .collect();
        let left = long.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
        let right = long.iter().map(|line| line.right).fold(0.0, f64::max);
        Self {
            left,
            right,
            body: most_common(long.iter().map(|line| line.size)),
            lattices,
            running: running(&lines),
            blocks: Vec::new(),
            open: None,
            tables: 0,
        }
    }

    /// Takes in one page.
    pub fn page(&mut self, page: &PageDrawing) {
        let tables = self.lattices.remove(&page.number).unwrap_or_default();
        let mut free: Vec<&Glyph> = Vec::new();
        let mut held: Vec<Vec<&Glyph>> = vec![Vec::new(); tables.len()];
        for glyph in &page.glyphs {
            match tables.iter().position(|table| table.holds(glyph.centre())) {
                Some(table) => {
                    if let Some(glyphs) = held.get_mut(table) {
                        glyphs.push(glyph);
                    }
                }
                None => free.push(glyph),
            }
        }
        let mut rest = free;
        for (table, glyphs) in tables.iter().zip(held) {
            let (above, below): (Vec<&Glyph>, Vec<&Glyph>) =
                rest.into_iter().partition(|glyph| glyph.base < table.top);
            self.text(page, &above);
            self.close();
            rest = below;
            self.tables += 1;
            let place = format!("第{}页 表格", page.number);
            self.blocks
                .extend(lay_out(self.tables, &place, table.rows(&glyphs, &page.strokes)));
        }
        self.text(page, &rest);
    }

    fn text(&mut self, page: &PageDrawing, glyphs: &[&Glyph]) {
        let lines = to_lines(page, glyphs);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let cells: Vec<_> = frame::without(&texts).into_iter().map(text::cells).collect();
        for (line, cells) in lines.into_iter().zip(cells) {
            if is_page_number(&line.text) || (is_edge(&line) && self.running.contains(&wordless(&line.text)))
            {
                continue;
            }
            let place = || format!("第{}页", page.number);
            if let Some(cells) = cells {
                self.close();
                self.blocks.push(counted_row(place(), cells));
                continue;
            }
            match self.open.take() {
                Some((text, last)) if self.goes_on(&text, &last, &line) => {
                    self.open = Some((format!("{text}{}", line.text.trim()), line));
                }
                open => {
                    self.open = open;
                    self.close();
                    self.open = Some((line.text.trim().to_owned(), line));
                }
            }
        }
    }

    /// Whether both lines belong to a title: set alike, larger than the text, and centred on the same axis.
    fn is_title(&self, last: &Line, line: &Line) -> bool {
        let is_alike = (last.size - line.size).abs() < 0.5 && last.page == line.page;
        let axis = |line: &Line| f64::midpoint(line.left, line.right);
        let is_centred = (axis(last) - axis(line)).abs() < line.size;
        is_alike && is_centred && line.size > self.body * 1.25
    }

    /// Whether the line goes on from the one before: that one reached the right margin, this one begins at the left.
    fn goes_on(&self, text: &str, last: &Line, line: &Line) -> bool {
        let is_whole = sections::is_heading(text) || title::is_title(text);
        if is_whole || sections::begins_anew(text, &line.text) {
            return false;
        }
        let is_full = last.right > self.right - last.size * 2.5;
        let is_flush = line.left < self.left + line.size * 0.8;
        is_full && is_flush || self.is_title(last, line)
    }

    fn close(&mut self) {
        if let Some((text, line)) = self.open.take() {
            self.blocks
                .extend(Block::paragraph(format!("第{}页", line.page), &text));
        }
    }

    /// All blocks.
    pub fn finish(mut self) -> Vec<Block> {
        self.close();
        self.blocks
    }
}

/// All lines of a page.
pub fn text_of(page: &PageDrawing) -> String {
    let glyphs: Vec<&Glyph> = page.glyphs.iter().collect();
    let lines: Vec<String> = to_lines(page, &glyphs)
        .into_iter()
        .map(|line| line.text)
        .collect();
    lines.join("\n")
}

/// The size that most lines have, to half a point; 0 where there are none.
fn most_common(sizes: impl Iterator<Item = f64>) -> f64 {
    let mut counts: Vec<(f64, usize)> = Vec::new();
    for size in sizes {
        match counts.iter_mut().find(|(known, _)| (known - size).abs() < 0.5) {
            Some((_, count)) => *count += 1,
            None => counts.push((size, 1)),
        }
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map_or(0.0, |(size, _)| size)
}

fn to_lines(page: &PageDrawing, glyphs: &[&Glyph]) -> Vec<Line> {
    let mut sorted: Vec<&Glyph> = glyphs.to_vec();
    sorted.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut rows: Vec<Vec<&Glyph>> = Vec::new();
    for glyph in sorted {
        match rows.last_mut() {
            Some(row)
                if row
                    .first()
                    .is_some_and(|first| (glyph.base - first.base).abs() < first.size.max(4.0) * 0.5) =>
            {
                row.push(glyph);
            }
            _ => rows.push(vec![glyph]),
        }
    }
    rows.into_iter().filter_map(|row| to_line(page, row)).collect()
}

fn to_line(page: &PageDrawing, mut row: Vec<&Glyph>) -> Option<Line> {
    row.sort_by(|one, other| one.x.total_cmp(&other.x));
    let is_ink = |glyph: &&&Glyph| !glyph.text.trim().is_empty();
    let first = row.iter().find(is_ink)?;
    let last = row.iter().rfind(is_ink)?;
    let (left, right, size) = (first.x, last.x + last.width, first.size);
    // A gap nearly as wide as a sign stands between cells that no line divides.
    let mut text = String::new();
    let mut end = left;
    for glyph in &row {
        if glyph.x - end > size * 0.8 {
            text.push_str("  ");
        }
        text.push_str(&glyph.text);
        end = glyph.x + glyph.width;
    }
    Some(Line {
        page: page.number,
        height: first.base / page.height.max(1.0),
        left,
        right,
        size,
        text,
    })
}

/// Lines at the pages' edges that stand there on more than one page.
fn running(lines: &[Line]) -> BTreeSet<String> {
    let mut pages: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for line in lines.iter().filter(|line| is_edge(line)) {
        pages.entry(wordless(&line.text)).or_default().insert(line.page);
    }
    let is_common = |(text, pages): (String, BTreeSet<usize>)| (pages.len() > 1).then_some(text);
    pages.into_iter().filter_map(is_common).collect()
}

fn is_edge(line: &Line) -> bool {
    const EDGE: f64 = 0.1;
    line.height < EDGE || line.height > 1.0 - EDGE
}

/// The text without white space and without the digits that count pages.
fn wordless(text: &str) -> String {
    text.chars()
        .filter(|one| !one.is_whitespace() && !one.is_ascii_digit())
        .collect()
}
