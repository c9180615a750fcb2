//! A cell of an HTML table: its lines, without what is hidden in it, and with a note's mark told from its digits.

use scraper::{ElementRef, Node};

use super::looks::{Looks, Sight};
use super::{BLOCKS, SKIPPED};
use crate::reports::read::blocks::Beside;
use crate::reports::read::numbers::{Value, value};
use crate::web_page::style_of;

/// Elements of a table within a cell: each stands apart from the next.
const INNER: [&str; 4] = ["table", "tr", "td", "th"];
/// What is said of a cell in which a picture stands and nothing else.
const PICTURE: &str = "（图片）";
/// What is said of one whose words a script writes: whoever opens the page sees them, and nobody else knows them.
const SCRIPT: &str = "（由网页脚本显示）";
/// What is said of a number that is shown backwards or on its head, and of one to which a style adds something.
const TURNED: &str = "（反向显示）";
const ADDED: &str = "（样式另加文字）";

/// A cell of a table.
pub(super) struct TableCell {
    pub text: String,
    /// The columns and the rows that it covers.
    pub across: usize,
    pub down: usize,
    /// What stands in it and nobody sees.
    pub unseen: Option<String>,
}

/// Reads a cell.
pub(super) fn cell(cell: ElementRef<'_>, looks: &Looks) -> TableCell {
    let span = |name| {
        cell.value()
            .attr(name)
            .and_then(|value| value.trim().parse().ok())
            .unwrap_or(1)
    };
    let mut words = Words {
        lines: vec![String::new()],
        beside: Beside::default(),
        has_picture: false,
        has_script: false,
        is_added: looks.has_added(cell),
        is_turned: looks.is_turned(cell),
        looks,
    };
    words.of(cell, looks.sight(cell));
    let text = words
        .lines
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    let (text, unseen) = words.beside.seen(&text);
    let is_no_word = value(&text) != Value::Other;
    TableCell {
        text: if text.is_empty() && words.has_picture {
            PICTURE.to_owned()
        } else if words.has_script && is_no_word {
            format!("{SCRIPT}{text}")
        } else if words.is_turned && is_no_word && !text.is_empty() {
            format!("{TURNED}{text}")
        } else if words.is_added && is_no_word {
            format!("{ADDED}{text}")
        } else {
            text
        },
        across: span("colspan"),
        down: span("rowspan"),
        unseen,
    }
}

/// What a cell says, line by line, and what stands beside its lines.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is something of its own that may be in a cell"
)]
struct Words<'a> {
    lines: Vec<String>,
    beside: Beside,
    has_picture: bool,
    has_script: bool,
    /// Whether a style adds words, and whether some run backwards.
    is_added: bool,
    is_turned: bool,
    looks: &'a Looks,
}

impl Words<'_> {
    fn of(&mut self, element: ElementRef<'_>, sight: Sight) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => match sight {
                    Sight::Seen => self.text(text),
                    Sight::Faint => self.beside.faint.push_str(text),
                    Sight::Unseen => self.beside.unseen.push_str(text),
                },
                Node::Element(inner) if inner.name() == "script" => {
                    self.has_script |= ElementRef::wrap(child).is_some_and(writes);
                }
                Node::Element(inner) if is_read(inner.name()) => {
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
        if self.looks.is_gone(element) {
            self.beside.unseen.extend(element.text());
            return;
        }
        let sight = self.looks.sight(element);
        self.is_added |= self.looks.has_added(element);
        self.is_turned |= self.looks.is_turned(element);
        match name {
            "input" | "select" if sight != Sight::Seen => {
                self.beside.unseen.push_str(field(element));
                self.beside.unseen.extend(element.text());
                return;
            }
            "input" => {
                self.say(field(element));
                return;
            }
            "select" => {
                self.chosen(element);
                return;
            }
            "img" | "svg" | "canvas" => {
                self.has_picture = true;
                return;
            }
            _ => {}
        }
        if sight == Sight::Seen
            && let Some(beside) = self.beside_line(element)
        {
            beside.extend(element.text());
            return;
        }
        let is_line = BLOCKS.contains(&name) || INNER.contains(&name) || name == "br";
        if is_line {
            self.lines.push(String::new());
        }
        self.of(element, sight);
        if is_line {
            self.lines.push(String::new());
        }
    }

    fn say(&mut self, words: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.push_str(words);
        }
    }

    /// Goes on with the line. Pieces of a text stand together; digits between which a page shows a blank do not.
    fn text(&mut self, text: &str) {
        let text = text.replace('\u{a0}', " ");
        let pieces = text.split(['\n', '\r', '\t']).map(str::trim);
        for (index, piece) in pieces.filter(|piece| !piece.is_empty()).enumerate() {
            let is_digit = |one: char| one.is_ascii_digit();
            let is_before = self.lines.last().is_some_and(|line| line.ends_with(is_digit));
            if index > 0 && is_before && piece.starts_with(is_digit) {
                self.say(" ");
            }
            self.say(piece);
        }
    }

    /// What a choice shows: what is chosen, or its first.
    fn chosen(&mut self, select: ElementRef<'_>) {
        let options = || {
            let elements = select.descendants().filter_map(ElementRef::wrap);
            elements.filter(|element| element.value().name() == "option")
        };
        let chosen = options().find(|option| option.attr("selected").is_some());
        if let Some(option) = chosen.or_else(|| options().next()) {
            let text: String = option.text().collect();
            self.say(text.trim());
        }
    }

    /// Where the words of this element belong, if they stand beside the line.
    fn beside_line(&mut self, element: ElementRef<'_>) -> Option<&mut String> {
        let style = style_of(element);
        let is = |names: &[&str], look: &str| names.contains(&element.value().name()) || style.contains(look);
        if is(&["sup", "rt", "rp"], "vertical-align:super") {
            Some(&mut self.beside.raised)
        } else if is(&["sub"], "vertical-align:sub;") {
            Some(&mut self.beside.lowered)
        } else if is(&["s", "strike", "del"], "line-through") {
            Some(&mut self.beside.struck)
        } else {
            None
        }
    }
}

/// Whether a script puts words into the page.
fn writes(script: ElementRef<'_>) -> bool {
    const WAYS: [&str; 4] = ["write", "innerHTML", "innerText", "textContent"];
    script
        .text()
        .any(|text| WAYS.iter().any(|way| text.contains(way)))
}

fn is_read(name: &str) -> bool {
    matches!(name, "select" | "svg") || !SKIPPED.contains(&name)
}

/// What a field of a form shows.
fn field(input: ElementRef<'_>) -> &str {
    let kind = input.attr("type").unwrap_or("text").to_ascii_lowercase();
    let is_shown = matches!(kind.as_str(), "text" | "number" | "tel" | "search");
    input.attr("value").filter(|_| is_shown).unwrap_or("").trim()
}
