//! HTML pages: tables with merged cells, nested tables, whole site pages around the report.

use scraper::{ElementRef, Html, Node, Selector};

use super::blocks::{Block, lay_out};

const BLOCKS: [&str; 24] = [
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
];
const SKIPPED: [&str; 8] = [
    "script", "style", "noscript", "nav", "select", "button", "template", "svg",
];

/// The page as blocks in reading order.
pub(super) fn blocks(page: &str) -> Vec<Block> {
    let document = Html::parse_document(page);
    let mut walk = Walk::default();
    walk.element(document.root_element());
    walk.flush();
    walk.blocks
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    line: String,
    tables: usize,
    paragraphs: usize,
}

impl Walk {
    fn element(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        if SKIPPED.contains(&name) {
            return;
        }
        match name {
            "table" => return self.table(element),
            "br" => return self.flush(),
            "img" => {
                self.flush();
                self.blocks.push(Block::Picture);
                return;
            }
            _ => {}
        }
        let is_block = BLOCKS.contains(&name);
        if is_block {
            self.flush();
        }
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.line.push_str(text),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child);
                    }
                }
                _ => {}
            }
        }
        if is_block {
            self.flush();
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
    fn table(&mut self, table: ElementRef<'_>) {
        self.flush();
        if has_table_inside(table) || is_layout(table) {
            for cell in own(table, &["td", "th", "caption"]) {
                for child in cell.children() {
                    match child.value() {
                        Node::Text(text) => self.line.push_str(text),
                        Node::Element(_) => {
                            if let Some(child) = ElementRef::wrap(child) {
                                self.element(child);
                            }
                        }
                        _ => {}
                    }
                }
                self.flush();
            }
            return;
        }
        self.tables += 1;
        let rows = own(table, &["tr"])
            .into_iter()
            .map(|row| own(row, &["td", "th"]).into_iter().map(cell).collect());
        let rows = rows.collect();
        self.blocks
            .extend(lay_out(self.tables, &format!("表格{}", self.tables), rows));
    }
}

fn has_table_inside(table: ElementRef<'_>) -> bool {
    Selector::parse("table").is_ok_and(|selector| table.select(&selector).next().is_some())
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

fn cell(cell: ElementRef<'_>) -> (String, usize, usize) {
    let span = |name| {
        cell.value()
            .attr(name)
            .and_then(|value| value.trim().parse().ok())
            .unwrap_or(1)
    };
    let text: String = cell.text().collect::<String>().replace('\u{a0}', " ");
    let text = text.split(['\n', '\r', '\t']).map(str::trim).collect::<String>();
    (text, span("colspan"), span("rowspan"))
}
