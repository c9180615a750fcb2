//! HTML pages: tables with merged cells, nested tables, whole site pages around the report.

mod behind;
mod cell;
mod depth;
mod looks;
mod sheet;
#[cfg(test)]
mod tests;

pub(super) use behind::{Behind, behind};
use cell::{TableCell, cell};
pub(crate) use depth::is_too_deep;
use looks::Looks;
use scraper::{ElementRef, Html, Node, Selector};

use super::blocks::{Block, lay_out};
use super::numbers::value;
use super::sections;
use super::unreadable::Unreadable;
use crate::web_page::is_hidden;

const BLOCKS: [&str; 25] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "body",
    "html",
    "title",
    "blockquote",
    "center",
    "dd",
    "dt",
    "figure",
    "form",
];
const SKIPPED: [&str; 9] = [
    "script", "style", "noscript", "nav", "select", "button", "template", "svg", "iframe",
];
/// The most cells that a row of a table may have.
const MOST_CELLS: usize = 300;

/// The page as blocks in reading order, without what stands outside the element that holds the report, and the words in its
/// tables that nobody sees.
pub(super) fn blocks(page: &str) -> Result<(Vec<Block>, Vec<String>), Unreadable> {
    if depth::is_too_deep(page) {
        return Err(Unreadable::TooMuch);
    }
    let document = Html::parse_document(page);
    let mut walk = Walk::of(Looks::of(&document));
    walk.element(document.root_element(), 0);
    walk.flush();
    if walk.is_too_much || walk.looks.is_too_much() {
        return Err(Unreadable::TooMuch);
    }
    let end = walk.end_of_article();
    walk.blocks.truncate(end);
    walk.unseen.retain(|(at, _)| *at < end);
    let unseen = walk.unseen.into_iter().map(|(_, words)| words);
    Ok((walk.blocks, unseen.collect()))
}

struct Walk {
    looks: Looks,
    blocks: Vec<Block>,
    /// For each element that holds blocks, from which to which.
    spans: Vec<(usize, usize)>,
    line: String,
    tables: usize,
    paragraphs: usize,
    is_too_much: bool,
    /// What nobody sees in a table, by the block that the table begins with.
    unseen: Vec<(usize, String)>,
}

impl Walk {
    fn of(looks: Looks) -> Self {
        Self {
            looks,
            blocks: Vec::new(),
            spans: Vec::new(),
            line: String::new(),
            tables: 0,
            paragraphs: 0,
            is_too_much: false,
            unseen: Vec::new(),
        }
    }

    fn element(&mut self, element: ElementRef<'_>, depth: usize) {
        let name = element.value().name();
        // What our own pages say a second time, for narrow screens (`html/folded.rs`).
        let is_repeated = element.attr("data-repeated").is_some();
        if SKIPPED.contains(&name) || is_repeated || self.is_too_much {
            return;
        }
        if depth > depth::DEEPEST || self.blocks.len() > super::MOST_BLOCKS {
            self.is_too_much = true;
            return;
        }
        match name {
            "table" => return self.table(element, depth),
            "br" => return self.flush(),
            "img" => {
                self.flush();
                self.blocks.push(Block::Picture);
                return;
            }
            _ => {}
        }
        if BLOCKS.contains(&name) {
            self.flush();
            let from = self.blocks.len();
            self.children(element, depth);
            self.flush();
            self.spans.push((from, self.blocks.len()));
        } else {
            self.children(element, depth);
        }
    }

    fn children(&mut self, element: ElementRef<'_>, depth: usize) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.line.push_str(text),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.line);
        let text = text.replace('\u{a0}', " ");
        let text = text
            .split(['\n', '\r', '\t'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("");
        if let Some(block) = Block::paragraph(format!("第{}段", self.paragraphs + 1), &text) {
            self.paragraphs += 1;
            self.blocks.push(block);
        }
    }

    /// A table whose cells hold tables or headings is layout: its content is walked. Any other is a table of ours.
    fn table(&mut self, table: ElementRef<'_>, depth: usize) {
        self.flush();
        if has_table_inside(table) || is_layout(table) {
            for cell in own(table, &["td", "th", "caption"]) {
                let from = self.blocks.len();
                self.children(cell, depth + 1);
                self.flush();
                self.spans.push((from, self.blocks.len()));
            }
            return;
        }
        self.tables += 1;
        let rows: Vec<Vec<TableCell>> = shown_rows(table, &self.looks)
            .into_iter()
            .map(|row| self.cells(row))
            .collect();
        self.is_too_much |= rows.iter().any(|row| row.len() > MOST_CELLS);
        if self.is_too_much {
            return;
        }
        let from = self.blocks.len();
        let unseen = rows.iter().flatten().filter_map(|cell| cell.unseen.clone());
        self.unseen.extend(unseen.map(|words| (from, words)));
        let spans = |row: Vec<TableCell>| {
            row.into_iter()
                .map(|cell| (cell.text, cell.across, cell.down))
                .collect()
        };
        let rows = rows.into_iter().map(spans).collect();
        self.blocks
            .extend(lay_out(self.tables, &format!("表格{}", self.tables), rows));
        self.spans.push((from, self.blocks.len()));
    }

    /// The cells of a row; one that is not shown takes no column, and what it holds is told.
    fn cells(&mut self, row: ElementRef<'_>) -> Vec<TableCell> {
        let mut cells = Vec::new();
        for element in own(row, &["td", "th"]) {
            let read = cell(element, &self.looks);
            if !self.looks.is_gone(element) {
                cells.push(read);
            } else if !read.text.is_empty() {
                self.unseen.push((self.blocks.len(), read.text));
            }
        }
        cells
    }

    /// Where the smallest element ends that holds the report from its first heading to its last.
    fn end_of_article(&self) -> usize {
        let found = sections::read(&self.blocks);
        let opened = || (1..=6).filter_map(|number| found.at(number));
        let (Some(first), Some(last)) = (opened().min(), opened().max()) else {
            return self.blocks.len();
        };
        // A heading alone in its element does not hold the report, nor does one whose prose would be left out.
        let holds = |(from, to): &&(usize, usize)| *from <= first && *to > last + 1;
        let smallest = self.spans.iter().filter(holds).min_by_key(|(from, to)| to - from);
        smallest.map_or(self.blocks.len(), |(_, to)| *to)
    }
}

/// The rows of a table without those hidden ones that a row with the same name stands in for.
fn shown_rows<'a>(table: ElementRef<'a>, looks: &Looks) -> Vec<ElementRef<'a>> {
    let rows = own(table, &["tr"]);
    let name = |row: ElementRef<'_>| -> String {
        let cells = own(row, &["td", "th"])
            .into_iter()
            .map(|one| cell(one, looks).text);
        cells.filter(|text| !value(text).is_number()).collect()
    };
    // A row, or the part of the table that it stands in.
    let is_hidden = |row: ElementRef<'_>| {
        let around = row.ancestors().filter_map(ElementRef::wrap);
        let within = around.take_while(|around| around.id() != table.id());
        std::iter::once(row)
            .chain(within)
            .any(|one| is_hidden(one) || looks.is_gone(one))
    };
    if !rows.iter().any(|row| is_hidden(*row)) {
        return rows;
    }
    let shown: Vec<String> = rows
        .iter()
        .filter(|row| !is_hidden(**row))
        .map(|row| name(*row))
        .collect();
    let is_double = |row: &ElementRef<'_>| is_hidden(*row) && shown.contains(&name(*row));
    rows.into_iter().filter(|row| !is_double(row)).collect()
}

/// Whether a table within holds more than a cell's worth of words.
fn has_table_inside(table: ElementRef<'_>) -> bool {
    const LONGEST: usize = 20;
    let holds_more = |inner: ElementRef<'_>| {
        let words = inner.text().flat_map(str::chars);
        words.filter(|one| !one.is_whitespace()).nth(LONGEST).is_some()
    };
    Selector::parse("table").is_ok_and(|selector| table.select(&selector).any(holds_more))
}

/// A table with one cell a row and long text is there for looks only.
fn is_layout(table: ElementRef<'_>) -> bool {
    let rows = own(table, &["tr"]);
    rows.iter().all(|row| own(*row, &["td", "th"]).len() <= 1)
        && rows
            .iter()
            .any(|row| row.text().map(|text| text.chars().count()).sum::<usize>() > 60)
}

/// The nearest descendants of these names, not those of an inner table.
fn own<'a>(element: ElementRef<'a>, names: &[&str]) -> Vec<ElementRef<'a>> {
    let mut found = Vec::new();
    for child in element.children().filter_map(ElementRef::wrap) {
        if names.contains(&child.value().name()) {
            found.push(child);
        } else if child.value().name() != "table" {
            found.extend(own(child, names));
        }
    }
    found
}
