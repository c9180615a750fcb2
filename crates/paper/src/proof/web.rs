//! A web page as it is proofread: paragraphs, cells, pictures with their descriptions, where links lead, and what the page
//! holds without showing it.

use law::proof::{Manuscript, PartKind, Unseen, Weight};
use scraper::{ElementRef, Html, Node, Selector};

use crate::reports::is_too_deep;
use crate::web_page::is_hidden;

/// Marks within a line; every other element begins one.
const INLINE: [&str; 19] = [
    "a", "abbr", "b", "big", "del", "em", "font", "i", "ins", "label", "mark", "s", "small", "span",
    "strong", "sub", "sup", "u", "wbr",
];
const SKIPPED: [&str; 5] = ["script", "style", "noscript", "template", "title"];
/// Attributes that somebody wrote and that a reader may come upon.
const WRITTEN: [&str; 6] = [
    "title",
    "content",
    "value",
    "placeholder",
    "aria-label",
    "summary",
];
/// Most parts of a page that are read.
const MOST: usize = 200_000;

/// The texts of a page.
pub(super) fn read(page: &str) -> Result<Manuscript, &'static str> {
    if is_too_deep(page) {
        return Err("嵌套过深的网页");
    }
    let document = Html::parse_document(page);
    let mut walk = Walk::default();
    walk.title(&document);
    walk.children(document.root_element());
    walk.flush();
    if walk.manuscript.parts.len() > MOST {
        return Err("内容过多的网页");
    }
    Ok(walk.manuscript)
}

#[derive(Default)]
struct Walk {
    manuscript: Manuscript,
    line: String,
    is_titled: bool,
    /// How many paragraphs, pictures and tables there were.
    paragraphs: usize,
    pictures: usize,
    tables: usize,
    /// The cell that is open: table, row, column.
    cell: Option<(usize, usize, usize)>,
}

impl Walk {
    fn title(&mut self, document: &Html) {
        let first = |name: &str| {
            let selector = Selector::parse(name).ok()?;
            let text: String = document.select(&selector).next()?.text().collect();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(text)
        };
        if let Some(title) = first("h1").or_else(|| first("title")) {
            self.manuscript.add(PartKind::Title, "标题", title);
        }
    }

    fn children(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.line.push_str(&text.replace(['\r', '\n', '\t'], " ")),
                Node::Comment(remark) => self.aside("网页的注释", remark),
                Node::Element(_) => {
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
        self.attributes(element);
        if SKIPPED.contains(&name) || self.manuscript.parts.len() > MOST {
            return;
        }
        if is_hidden(element) {
            return self.hidden(element);
        }
        let outside = self.cell;
        match name {
            "img" => self.picture(element),
            "table" => self.table(),
            "tr" => self.row(),
            "td" | "th" => return self.in_cell(element),
            "a" => return self.link(element),
            _ if INLINE.contains(&name) => return self.children(element),
            _ => self.flush(),
        }
        // The first heading was taken as the title already.
        if name == "h1" && !std::mem::replace(&mut self.is_titled, true) {
            return;
        }
        self.children(element);
        self.flush();
        if name == "table" {
            self.cell = outside;
        }
    }

    fn table(&mut self) {
        self.flush();
        self.tables += 1;
        self.cell = Some((self.tables, 0, 0));
    }

    fn row(&mut self) {
        self.flush();
        if let Some((_, row, column)) = &mut self.cell {
            *row += 1;
            *column = 0;
        }
    }

    fn in_cell(&mut self, element: ElementRef<'_>) {
        self.flush();
        if let Some((.., column)) = &mut self.cell {
            *column += 1;
        }
        self.children(element);
        self.flush();
    }

    fn link(&mut self, element: ElementRef<'_>) {
        self.children(element);
        if let Some(address) = element.value().attr("href") {
            let words: String = element.text().collect();
            let words: String = words.trim().chars().take(20).collect();
            self.manuscript
                .add(PartKind::Address, format!("链接“{words}”"), address);
        }
    }

    fn picture(&mut self, element: ElementRef<'_>) {
        self.pictures += 1;
        let place = format!("图片{}", self.pictures);
        match element.value().attr("alt") {
            // Said to be an ornament.
            Some("") => {}
            words => self.manuscript.add(
                PartKind::Description,
                format!("{place}的说明"),
                words.unwrap_or_default(),
            ),
        }
        let address = element.value().attr("src").unwrap_or_default();
        if !address.starts_with("data:") {
            self.manuscript.add(PartKind::Address, place, address);
        }
    }

    /// What a page holds and does not show goes out with it.
    fn hidden(&mut self, element: ElementRef<'_>) {
        self.flush();
        let text: String = element.text().collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        self.manuscript.unseen.push(Unseen {
            what: "隐藏的文字",
            place: format!("正文第{}段之后", self.paragraphs),
            shown: text.chars().take(24).filter(|sign| !sign.is_numeric()).collect(),
            weight: Weight::Hidden,
        });
        self.manuscript.add(PartKind::Aside, "隐藏的文字", text);
    }

    fn attributes(&mut self, element: ElementRef<'_>) {
        for name in WRITTEN {
            if let Some(value) = element.value().attr(name) {
                self.aside("网页元素的属性", value);
            }
        }
    }

    fn aside(&mut self, place: &str, text: &str) {
        if text.chars().any(|sign| sign.is_numeric() || sign == '密') {
            self.manuscript.add(PartKind::Aside, place, text);
        }
    }

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let text = line.trim();
        if text.is_empty() {
            return;
        }
        match self.cell {
            Some((table, row, column)) if column > 0 => {
                let place = format!("表格{table}第{row}行第{column}列");
                let kind = PartKind::Cell { table, row, column };
                self.manuscript.add(kind, place, text);
            }
            _ => {
                self.paragraphs += 1;
                let place = format!("正文第{}段", self.paragraphs);
                self.manuscript.add(PartKind::Paragraph, place, text);
            }
        }
    }
}
