//! A cell of an HTML table: its lines, without what is hidden in it, and with a note's mark told from its digits.

use scraper::{ElementRef, Node};

use super::{BLOCKS, SKIPPED};
use crate::reports::read::blocks::with_raised;
use crate::web_page::is_hidden;

/// A cell's text, the columns it covers and the rows.
pub(super) fn cell(cell: ElementRef<'_>) -> (String, usize, usize) {
    let span = |name| {
        cell.value()
            .attr(name)
            .and_then(|value| value.trim().parse().ok())
            .unwrap_or(1)
    };
    let mut words = Words {
        lines: vec![String::new()],
        raised: String::new(),
    };
    words.of(cell);
    let text = words
        .lines
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    (
        with_raised(&text, &words.raised),
        span("colspan"),
        span("rowspan"),
    )
}

/// What a cell says, line by line, and what is set above its lines.
struct Words {
    lines: Vec<String>,
    raised: String,
}

impl Words {
    fn of(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => {
                    let text = text.replace('\u{a0}', " ");
                    if let Some(line) = self.lines.last_mut() {
                        line.extend(text.split(['\n', '\r', '\t']).map(str::trim));
                    }
                }
                Node::Element(inner) if !SKIPPED.contains(&inner.name()) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        // A site shows and hides whole parts of a page as one clicks, but not words within a cell.
        if is_hidden(element) {
            return;
        }
        if name == "sup" {
            self.raised.extend(element.text());
            return;
        }
        let is_line = BLOCKS.contains(&name) || name == "br";
        if is_line {
            self.lines.push(String::new());
        }
        self.of(element);
        if is_line {
            self.lines.push(String::new());
        }
    }
}
