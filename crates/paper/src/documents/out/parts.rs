//! Written text as what it is made of: headings, paragraphs, items, tables, pictures, by the meaning of its marks.

use scraper::{ElementRef, Html, Node};
use serde::Serialize;

use super::super::block::safe_address;
use crate::reports::printable;

/// Elements whose words are none of the text.
const SILENT: [&str; 14] = [
    "script", "style", "noscript", "template", "title", "head", "iframe", "object", "embed", "svg", "math",
    "video", "audio", "textarea",
];
/// The most columns or rows of a cell.
const WIDEST: usize = 100;
/// The deepest nesting that is followed: deeper words are taken as one paragraph.
const DEEPEST: usize = 60;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub(super) enum Part {
    Heading {
        /// 1 to 3.
        level: u8,
        words: Vec<Run>,
    },
    Paragraph {
        words: Vec<Run>,
        is_right: bool,
        /// Whom it is written to (主送机关): without indentation.
        is_flush: bool,
    },
    Item {
        words: Vec<Run>,
        /// From 0.
        level: usize,
        /// `•`, `3．`; blank where it goes on after a table or a picture in it.
        mark: String,
    },
    Quote {
        parts: Vec<Part>,
    },
    Table(Table),
    Picture {
        address: String,
        description: String,
        caption: Vec<Run>,
    },
    Rule,
}

/// A run of words that look alike.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Run {
    pub text: String,
    #[serde(flatten)]
    pub look: Look,
}

/// How words look.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each mark stands or falls by itself"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Look {
    pub is_bold: bool,
    pub is_slanted: bool,
    pub is_underlined: bool,
    pub is_struck: bool,
    /// 1 raised, -1 lowered.
    pub raised: i8,
    pub link: String,
}

/// A table, its cells placed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Table {
    pub caption: Vec<Run>,
    pub columns: usize,
    pub rows: usize,
    /// How many rows are its head.
    pub head: usize,
    pub cells: Vec<Cell>,
}

/// A cell at its place, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Cell {
    pub row: usize,
    pub column: usize,
    pub across: usize,
    pub down: usize,
    pub is_head: bool,
    pub parts: Vec<Part>,
}

/// The parts of a text.
pub(super) fn parts_of(html: &str) -> Vec<Part> {
    let tree = Html::parse_fragment(html);
    let mut walk = Walk::default();
    walk.children(tree.root_element());
    walk.end_line();
    walk.parts
}

/// The parts of a text, laid out as an official paper: whom it is written to stands without indentation, and what is attached is
/// named before the signature, unless the text names it itself (GB/T 9704-2012 7.3.2, 7.3.4).
pub(super) fn laid_out(html: &str, attachments: Vec<String>) -> Vec<Part> {
    let mut parts = parts_of(html);
    if let Some(Part::Paragraph { words, is_flush, .. }) = parts.first_mut() {
        *is_flush = plain(words).ends_with('：');
    }
    let names_them = parts
        .iter()
        .any(|part| matches!(part, Part::Paragraph { words, .. } if plain(words).starts_with("附件")));
    if !names_them {
        let is_signature = |part: &Part| matches!(part, Part::Paragraph { is_right: true, .. });
        let signature = parts.iter().rev().take_while(|part| is_signature(part)).count();
        let at = parts.len() - signature;
        parts.splice(at..at, attachments.into_iter().map(line));
    }
    parts
}

fn line(text: String) -> Part {
    let words = vec![Run {
        text,
        look: Look::default(),
    }];
    Part::Paragraph {
        words,
        is_right: false,
        is_flush: false,
    }
}

/// The words of runs.
pub(super) fn plain(words: &[Run]) -> String {
    words.iter().map(|run| run.text.as_str()).collect()
}

/// Where the words stand that are being read.
#[derive(Clone, Default)]
enum Place {
    #[default]
    Paragraph,
    Right,
    Heading(u8),
    Item(usize, String),
}

#[derive(Default)]
struct Walk {
    parts: Vec<Part>,
    line: Vec<Run>,
    look: Look,
    place: Place,
    /// For each list that is open, the number of its next item; `None` where it has dots.
    lists: Vec<Option<i64>>,
    depth: usize,
}

impl Walk {
    fn children(&mut self, element: ElementRef<'_>) {
        self.depth += 1;
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.text(text),
                Node::Element(_) if self.depth > DEEPEST => {
                    let words = ElementRef::wrap(child).map(|child| child.text().collect::<String>());
                    self.text(&words.unwrap_or_default());
                }
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child);
                    }
                }
                _ => {}
            }
        }
        self.depth -= 1;
    }

    fn text(&mut self, text: &str) {
        let mut words = String::with_capacity(text.len());
        for sign in printable(text).chars() {
            let is_blank = matches!(sign, ' ' | '\n' | '\r' | '\t');
            if !is_blank {
                words.push(sign);
            } else if !words.ends_with(' ') && (!words.is_empty() || !self.is_at_blank()) {
                words.push(' ');
            }
        }
        self.push(words);
    }

    /// Whether a blank would begin the line or follow another.
    fn is_at_blank(&self) -> bool {
        self.line.last().is_none_or(|run| run.text.ends_with([' ', '\n']))
    }

    fn push(&mut self, text: String) {
        if text.is_empty() {
            return;
        }
        match self.line.last_mut() {
            Some(last) if last.look == self.look => last.text.push_str(&text),
            _ => self.line.push(Run {
                text,
                look: self.look.clone(),
            }),
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        if SILENT.contains(&name) {
            return;
        }
        let before = self.look.clone();
        match name {
            "b" | "strong" => self.look.is_bold = true,
            "i" | "em" => self.look.is_slanted = true,
            "u" => self.look.is_underlined = true,
            "s" | "del" => self.look.is_struck = true,
            "sup" => self.look.raised = 1,
            "sub" => self.look.raised = -1,
            "a" => {
                let address = element.value().attr("href").and_then(safe_address);
                address.unwrap_or_default().clone_into(&mut self.look.link);
            }
            "br" => return self.push("\n".to_owned()),
            _ => return self.block(element),
        }
        self.children(element);
        self.look = before;
    }

    fn block(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        match name {
            "ul" | "ol" => self.list(element),
            "li" => self.item(element),
            "table" => self.table(element),
            "figure" => self.figure(element),
            "blockquote" => {
                let parts = self.apart(element);
                if !parts.is_empty() {
                    self.parts.push(Part::Quote { parts });
                }
            }
            "hr" => {
                self.end_line();
                self.parts.push(Part::Rule);
            }
            "img" => {}
            _ => {
                let is_right = element.value().classes().any(|class| class == "right");
                let place = match name {
                    "h1" | "h2" => Some(Place::Heading(1)),
                    "h3" => Some(Place::Heading(2)),
                    "h4" | "h5" | "h6" => Some(Place::Heading(3)),
                    "p" if is_right => Some(Place::Right),
                    _ => None,
                };
                self.end_line();
                let outside = self.place.clone();
                self.place = place.unwrap_or(outside.clone());
                self.children(element);
                self.end_line();
                self.place = match outside {
                    // What follows in the same item has no mark of its own.
                    Place::Item(level, _) => Place::Item(level, String::new()),
                    outside => outside,
                };
            }
        }
    }

    /// The parts that stand in an element of their own.
    fn apart(&mut self, element: ElementRef<'_>) -> Vec<Part> {
        self.end_line();
        let mut inside = Self {
            depth: self.depth,
            ..Self::default()
        };
        inside.children(element);
        inside.end_line();
        inside.parts
    }

    /// The words that stand in an element, as one line.
    fn words(&self, element: ElementRef<'_>) -> Vec<Run> {
        let mut inside = Self {
            depth: self.depth,
            ..Self::default()
        };
        inside.children(element);
        inside.end_line();
        let lines = inside.parts.into_iter().filter_map(|part| match part {
            Part::Paragraph { words, .. } | Part::Heading { words, .. } | Part::Item { words, .. } => {
                Some(words)
            }
            _ => None,
        });
        lines.flatten().collect()
    }

    fn list(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let start = element.value().attr("start").and_then(|start| start.parse().ok());
        let first = (element.value().name() == "ol").then(|| start.unwrap_or(1));
        let outside = std::mem::take(&mut self.place);
        self.lists.push(first);
        self.children(element);
        self.end_line();
        self.lists.pop();
        self.place = outside;
    }

    fn item(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let level = self.lists.len().saturating_sub(1);
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}．");
                *number = number.saturating_add(1);
                mark
            }
            _ => "•".to_owned(),
        };
        let outside = std::mem::replace(&mut self.place, Place::Item(level, mark));
        self.children(element);
        self.end_line();
        self.place = outside;
    }

    fn figure(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let find = |name: &str| {
            let all = element.descendants().filter_map(ElementRef::wrap);
            all.into_iter().find(|one| one.value().name() == name)
        };
        let Some(picture) = find("img") else {
            return self.children(element);
        };
        let value = |name: &str| printable(picture.value().attr(name).unwrap_or_default());
        let caption = find("figcaption").map(|caption| self.words(caption));
        self.parts.push(Part::Picture {
            address: value("src"),
            description: value("alt"),
            caption: caption.unwrap_or_default(),
        });
    }

    fn table(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let mut table = Table::default();
        let mut taken: Vec<(usize, usize)> = Vec::new();
        let inside = element.descendants().filter_map(ElementRef::wrap);
        for one in inside.filter(|one| is_of(*one, element)) {
            match one.value().name() {
                "caption" => table.caption = self.words(one),
                "tr" => self.row(one, &mut table, &mut taken),
                _ => {}
            }
        }
        // A cell reaches no further than its table.
        for cell in &mut table.cells {
            cell.down = cell.down.min(table.rows - cell.row);
        }
        if table.columns > 0 {
            self.parts.push(Part::Table(table));
        }
    }

    fn row(&mut self, row: ElementRef<'_>, table: &mut Table, taken: &mut Vec<(usize, usize)>) {
        let number = table.rows;
        let (mut column, mut is_head) = (0, true);
        let cells = row.children().filter_map(ElementRef::wrap);
        let cells: Vec<ElementRef<'_>> = cells
            .filter(|cell| matches!(cell.value().name(), "td" | "th"))
            .collect();
        if cells.is_empty() {
            return;
        }
        for element in cells {
            while taken.contains(&(number, column)) {
                column += 1;
            }
            let count = |name: &str| {
                let count = element
                    .value()
                    .attr(name)
                    .and_then(|count| count.trim().parse().ok());
                count.unwrap_or(1_usize).clamp(1, WIDEST)
            };
            let (mut across, down) = (count("colspan"), count("rowspan"));
            // Where the browser would lay one over another, the cell ends before.
            if let Some(free) = (1..across).find(|step| taken.contains(&(number, column + step))) {
                across = free;
            }
            taken
                .extend((0..down).flat_map(|row| (0..across).map(move |step| (number + row, column + step))));
            let is_name = element.value().name() == "th";
            is_head &= is_name;
            table.cells.push(Cell {
                row: number,
                column,
                across,
                down,
                is_head: is_name,
                parts: self.apart(element),
            });
            column += across;
            table.columns = table.columns.max(column);
        }
        table.rows += 1;
        if is_head && table.head == number {
            table.head += 1;
        }
    }

    fn end_line(&mut self) {
        let mut words = std::mem::take(&mut self.line);
        while let Some(last) = words.last_mut() {
            last.text.truncate(last.text.trim_end_matches([' ', '\n']).len());
            if !last.text.is_empty() {
                break;
            }
            words.pop();
        }
        if words.is_empty() {
            return;
        }
        let part = match &mut self.place {
            Place::Paragraph => Part::Paragraph {
                words,
                is_right: false,
                is_flush: false,
            },
            Place::Right => Part::Paragraph {
                words,
                is_right: true,
                is_flush: false,
            },
            Place::Heading(level) => Part::Heading { level: *level, words },
            Place::Item(level, mark) => Part::Item {
                words,
                level: *level,
                mark: std::mem::take(mark),
            },
        };
        self.parts.push(part);
    }
}

/// Whether an element belongs to this table and to no table within it.
fn is_of(element: ElementRef<'_>, table: ElementRef<'_>) -> bool {
    let mut above = element.ancestors().filter_map(ElementRef::wrap);
    let nearest = above.find(|one| one.value().name() == "table");
    nearest.is_some_and(|nearest| nearest.id() == table.id())
}
