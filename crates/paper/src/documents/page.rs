//! A page, or what was pasted from one: its structure, without its dress. What Word and WPS put on the clipboard is such a page.

use std::collections::BTreeSet;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use scraper::{ElementRef, Html, Node};

use super::block::{
    Block, List, captioned, escaped, figure, heading_of, html, plain_heading, plain_words, safe_address,
};
use super::{Brought, Health, HealthKind, Imported, LONGEST_SHOWN};
use crate::reports::is_too_deep;
use crate::web_page::{is_hidden, style_of};

mod lists;
mod tables;

use lists::{Listed, listed};

/// Elements that are no words.
const DROPPED: [(&str, &str); 18] = [
    ("button", ""),
    ("nav", ""),
    ("select", ""),
    ("textarea", ""),
    ("script", "脚本"),
    ("style", ""),
    ("noscript", ""),
    ("template", ""),
    ("title", ""),
    ("head", ""),
    ("xml", ""),
    ("iframe", "嵌入的网页"),
    ("object", "嵌入的对象"),
    ("embed", "嵌入的对象"),
    ("svg", "矢量图形"),
    ("math", "公式的版式"),
    ("video", "视频"),
    ("audio", "音频"),
];
const HEADINGS: [(&str, usize); 6] = [("h1", 2), ("h2", 3), ("h3", 4), ("h4", 4), ("h5", 4), ("h6", 4)];
/// Marks within a line that are kept.
const MARKS: [(&str, &str); 9] = [
    ("b", "strong"),
    ("strong", "strong"),
    ("i", "em"),
    ("em", "em"),
    ("u", "u"),
    ("s", "s"),
    ("strike", "s"),
    ("sub", "sub"),
    ("sup", "sup"),
];
const INLINE: [&str; 9] = [
    "span", "font", "small", "big", "label", "abbr", "mark", "wbr", "o:p",
];
/// What Word calls comments and their anchors.
const COMMENTS: [&str; 2] = ["MsoCommentReference", "msocomanchor"];
/// Sides of a picture that shows nothing, in pixels.
const SMALLEST: u32 = 8;
/// Most pieces of a text.
const MOST_BLOCKS: usize = 100_000;

pub(super) fn read(page: &str) -> Result<Imported, &'static str> {
    if is_too_deep(page) {
        return Err("嵌套过深的网页");
    }
    let document = Html::parse_document(page);
    let mut walk = Walk::default();
    walk.children(document.root_element());
    walk.end_line();
    if walk.blocks.len() > MOST_BLOCKS {
        return Err("内容过多的网页");
    }
    let mut imported = walk.imported;
    imported.html = html(&captioned(walk.blocks));
    imported.dropped = walk.dropped.into_iter().map(str::to_owned).collect();
    Ok(imported)
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    line: String,
    /// What the line that is open is: a heading, an item, the signature on the right.
    heading: Option<usize>,
    is_right: bool,
    lists: Vec<List>,
    in_item: bool,
    /// How many marks, links and cells are open.
    inside: usize,
    imported: Imported,
    dropped: BTreeSet<&'static str>,
    /// Pictures of the line that is open.
    figures: Vec<String>,
}

impl Walk {
    fn children(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.text(text),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child);
                    }
                }
                _ => {}
            }
        }
    }

    /// Blanks of the source are one blank, and none at the beginning of a line; where Word broke a line between two signs of
    /// Chinese there was none.
    fn text(&mut self, text: &str) {
        let (mut blank, mut is_broken) = (false, false);
        for sign in text.chars() {
            if matches!(sign, ' ' | '\n' | '\r' | '\t' | '\u{a0}') {
                blank = true;
                is_broken |= sign == '\n';
                continue;
            }
            if blank {
                self.blank(is_broken && is_wide(sign));
            }
            (blank, is_broken) = (false, false);
            self.line.push_str(&escaped(sign.encode_utf8(&mut [0; 4])));
        }
        if blank {
            self.blank(is_broken);
        }
    }

    fn blank(&mut self, may_be_none: bool) {
        let is_wide = may_be_none && self.line.chars().next_back().is_some_and(is_wide);
        if !is_wide && !self.line.is_empty() && !self.line.ends_with([' ', '>']) {
            self.line.push(' ');
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        if let Some((_, called)) = DROPPED.iter().find(|(one, _)| *one == name) {
            if !called.is_empty() {
                self.dropped.insert(called);
            }
            return;
        }
        let style = style_of(element);
        if is_hidden(element) {
            return self.told(HealthKind::HiddenText, element);
        }
        if style.contains("mso-element:comment") || COMMENTS.iter().any(|class| has_class(element, class)) {
            return self.told(HealthKind::Comment, element);
        }
        if style.contains("mso-element:header") || style.contains("mso-element:footer") {
            self.dropped.insert("页眉、页脚");
            return;
        }
        if let Some((_, mark)) = MARKS.iter().find(|(one, _)| *one == name) {
            return self.marked(element, mark);
        }
        match name {
            "del" => self.told(HealthKind::Deletion, element),
            "ins" => {
                self.told(HealthKind::Insertion, element);
                self.children(element);
            }
            "br" => self.line_break(),
            "a" => self.link(element),
            "img" => self.picture(element),
            "table" => self.table(element),
            "blockquote" => self.quotation(element),
            "ul" | "ol" => self.list(element),
            "li" => self.item(element),
            _ if INLINE.contains(&name) => self.span(element, &style),
            _ => self.block(element, &style),
        }
    }

    /// As officials write, a new line is a new paragraph; in a cell, an item, a heading or within a mark it is one line more.
    fn line_break(&mut self) {
        if self.inside > 0 || self.in_item || self.heading.is_some() {
            self.line.push_str("<br>");
        } else {
            self.end_line();
        }
    }

    fn marked(&mut self, element: ElementRef<'_>, mark: &str) {
        let before = std::mem::take(&mut self.line);
        let blocks = self.blocks.len();
        self.inside += 1;
        self.children(element);
        self.inside -= 1;
        let inside = std::mem::take(&mut self.line);
        self.line = before;
        // A mark around whole paragraphs has been left with them.
        if self.blocks.len() > blocks || inside.trim().is_empty() {
            self.line.push_str(&inside);
        } else {
            // Writing into a string can't fail.
            let _ = write!(self.line, "<{mark}>{inside}</{mark}>");
        }
    }

    fn span(&mut self, element: ElementRef<'_>, style: &str) {
        // The dot or number that Word wrote before an item.
        if style.contains("mso-list:ignore") {
            return;
        }
        let is_bold = style.contains("font-weight:bold") || style.contains("font-weight:700");
        if is_bold {
            self.marked(element, "strong");
        } else {
            self.children(element);
        }
    }

    fn link(&mut self, element: ElementRef<'_>) {
        let address = element
            .value()
            .attr("href")
            .and_then(safe_address)
            .map(str::to_owned);
        let before = std::mem::take(&mut self.line);
        self.inside += 1;
        self.children(element);
        self.inside -= 1;
        let inside = std::mem::take(&mut self.line);
        self.line = before;
        match address {
            Some(address) if !inside.trim().is_empty() => {
                let _ = write!(self.line, "<a href=\"{}\">{inside}</a>", escaped(&address));
            }
            _ => self.line.push_str(&inside),
        }
    }

    /// A picture: what the page carries in itself comes along; of any other there is its place, so that somebody sees that it
    /// is to be put there. What is too small to show anything lays out the page.
    fn picture(&mut self, element: ElementRef<'_>) {
        let value = |name: &str| element.value().attr(name).unwrap_or_default().trim();
        let side = |name: &str| value(name).trim_end_matches("px").parse::<u32>().ok();
        if side("width")
            .or(side("height"))
            .is_some_and(|side| side <= SMALLEST)
        {
            return;
        }
        let brought = Brought {
            bytes: within(value("src")),
            description: value("alt").to_owned(),
            is_decorative: value("alt").is_empty() && matches!(value("role"), "presentation" | "none"),
        };
        self.imported.images += 1;
        self.figures.push(figure(self.imported.images, &brought));
        self.imported.pictures.push(brought);
    }

    fn block(&mut self, element: ElementRef<'_>, style: &str) {
        self.end_line();
        let name = element.value().name();
        let heading = HEADINGS
            .iter()
            .find(|(one, _)| *one == name)
            .map(|(_, level)| *level);
        let outside = (self.heading, self.is_right);
        self.heading = heading.or(self.heading);
        let side = element.value().attr("align").unwrap_or_default();
        self.is_right |= style.contains("text-align:right") || side.eq_ignore_ascii_case("right");
        // Word's items are paragraphs that say which list they belong to.
        let listed = listed(element, style);
        match &listed {
            Some(Listed {
                list: Some(list),
                level,
                ..
            }) => {
                self.lists = vec![*list; *level];
                self.in_item = true;
            }
            Some(Listed { mark, .. }) => {
                self.line = escaped(mark);
                // 第一条 is a word of its own; 一、 and （一） are not.
                if mark.ends_with(char::is_alphanumeric) {
                    self.line.push(' ');
                }
            }
            None => {}
        }
        self.children(element);
        self.end_line();
        if listed.is_some() {
            self.lists.clear();
            self.in_item = false;
        }
        (self.heading, self.is_right) = outside;
    }

    fn quotation(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let blocks = std::mem::take(&mut self.blocks);
        self.children(element);
        self.end_line();
        let inside = std::mem::replace(&mut self.blocks, blocks);
        if !inside.is_empty() {
            self.blocks.push(Block::Quote(html(&inside).replace('\n', "")));
        }
    }

    fn list(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let start = element.value().attr("start").and_then(|start| start.parse().ok());
        let is_numbered = element.value().name() == "ol";
        let list = if is_numbered {
            List::Numbers(start.unwrap_or(1))
        } else {
            List::Dots
        };
        let outside = std::mem::replace(&mut self.in_item, false);
        self.lists.push(list);
        self.children(element);
        self.end_line();
        self.lists.pop();
        self.in_item = outside;
    }

    fn item(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let outside = std::mem::replace(&mut self.in_item, true);
        self.children(element);
        self.end_line();
        self.in_item = outside;
    }

    fn told(&mut self, kind: HealthKind, element: ElementRef<'_>) {
        let text: String = element.text().collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.imported.health.push(Health {
                kind,
                place: format!("正文第{}段", self.blocks.len() + 1),
                text: text.chars().take(LONGEST_SHOWN).collect(),
                choice: None,
            });
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let mut words = line.trim().trim_end_matches("<br>").trim().to_owned();
        let mut figures = std::mem::take(&mut self.figures);
        let is_item = self.heading.is_none() && self.in_item && !self.lists.is_empty();
        if is_item {
            words.extend(figures.drain(..));
        }
        if !words.is_empty() {
            self.push(words);
        }
        self.blocks.extend(figures.into_iter().map(Block::Figure));
    }

    fn push(&mut self, words: String) {
        let block = match (self.heading, self.lists.last()) {
            (Some(level), _) => Block::Heading(level, plain_heading(&words)),
            (None, Some(list)) if self.in_item => Block::Item {
                html: words,
                level: self.lists.len() - 1,
                list: *list,
            },
            _ => self.paragraph(words),
        };
        self.blocks.push(block);
    }

    fn paragraph(&self, words: String) -> Block {
        match heading_of(&plain_words(&words)) {
            Some(level) => Block::Heading(level, plain_heading(&words)),
            None => Block::Paragraph {
                html: words,
                is_right: self.is_right,
            },
        }
    }
}

/// The file that an address holds itself.
fn within(address: &str) -> Option<Vec<u8>> {
    let rest = address.strip_prefix("data:image/")?;
    let (kind, base64) = rest.split_once(";base64,")?;
    let is_known = matches!(kind, "png" | "jpeg" | "jpg" | "gif" | "webp");
    is_known.then(|| BASE64.decode(base64.trim()).ok())?
}

/// A sign of Chinese, or of its punctuation.
fn is_wide(sign: char) -> bool {
    matches!(sign, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '\u{20000}'..='\u{3ffff}')
}

fn has_class(element: ElementRef<'_>, class: &str) -> bool {
    element
        .value()
        .classes()
        .any(|one| one.eq_ignore_ascii_case(class))
}
