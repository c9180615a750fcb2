//! The rendition for an official account (公众号图文稿): the text as it is shown, with styles written into its marks, because the platform
//! keeps no other. What it drops on its way stays as words and is named, so that whoever proofreads the phone sees it.

use std::fmt::Write;

use crate::pictures::Picture;
use crate::scan::{Piece, Pieces};

/// The rendition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// What is copied into the account's editor.
    pub html: String,
    /// The same with what is dropped shown in its place, for the preview.
    pub preview: String,
    /// What the reader of the account will not have, each in words.
    pub dropped: Vec<String>,
    pub pictures: usize,
}

/// Links that readers of an account can follow: to other articles.
const FOLLOWED: &str = "https://mp.weixin.qq.com/";
/// How much of a phone a column of a table needs, in pixels.
const COLUMN: usize = 90;
/// How many columns go side by side on a phone.
const SIDE_BY_SIDE: usize = 4;

const FRAME: &str = "font-size:16px;line-height:1.8;color:#1a1a1a";
const CELL: &str = "border:1px solid #d9d9d9;padding:6px 8px;text-align:left;vertical-align:top";
const SHOWN_DROPPED: &str = "color:#b3261e;font-size:12px;text-decoration:line-through";

/// The style of a mark; `None` for those that need none.
fn style(name: &str) -> Option<&'static str> {
    Some(match name {
        "h2" => "margin:24px 0 12px;font-size:18px;line-height:1.6;font-weight:bold",
        "h3" => "margin:20px 0 12px;font-size:17px;line-height:1.6;font-weight:bold",
        "h4" => "margin:16px 0 8px;font-size:16px;line-height:1.6;font-weight:bold",
        "ul" | "ol" => "margin:0 0 16px;padding-left:1.6em",
        "blockquote" => "margin:0 0 16px;padding-left:12px;border-left:3px solid #d9d9d9;color:#555555",
        "caption" | "figcaption" => "font-size:14px;color:#555555;text-align:center",
        "figure" => "margin:0 0 16px;text-align:center",
        "hr" => "margin:16px 0;border:0;border-top:1px solid #d9d9d9",
        _ => return None,
    })
}

/// The text as it is shown (canonical HTML, or what was rendered here) as a rendition. `origin` is the site's address, from which
/// pictures are fetched.
pub fn article_of_html(html: &str, origin: &str) -> Article {
    let mut writer = Writer {
        origin,
        columns: columns_of(html),
        article: Article::default(),
        within: 0,
        links: Vec::new(),
    };
    writer.both(&format!("<section style=\"{FRAME}\">"));
    for piece in Pieces::of(html) {
        match piece {
            Piece::Text(words) => writer.words(words),
            Piece::Start { name, attributes } => writer.start(&name, &attributes),
            Piece::End(name) => writer.end(&name),
        }
    }
    writer.both("</section>");
    writer.article
}

/// How many columns each table has, in the order they begin.
fn columns_of(html: &str) -> std::vec::IntoIter<usize> {
    let mut found: Vec<(usize, bool)> = Vec::new();
    for piece in Pieces::of(html) {
        match piece {
            Piece::Start { name, .. } if name == "table" => found.push((0, true)),
            Piece::Start { name, attributes } if name == "td" || name == "th" => {
                if let Some((columns, true)) = found.last_mut() {
                    *columns += spans(&attributes);
                }
            }
            Piece::End(name) if name == "tr" => {
                if let Some((_, is_first)) = found.last_mut() {
                    *is_first = false;
                }
            }
            _ => {}
        }
    }
    let columns: Vec<usize> = found.into_iter().map(|(columns, _)| columns).collect();
    columns.into_iter()
}

fn spans(attributes: &[(&str, &str)]) -> usize {
    let span = attributes.iter().find(|(name, _)| *name == "colspan");
    span.and_then(|(_, value)| value.parse().ok()).unwrap_or(1)
}

/// The attributes of a mark that go along, as they are written.
fn kept(attributes: &[(&str, &str)], names: &[&str]) -> String {
    let mut kept = String::new();
    for (name, value) in attributes.iter().filter(|(name, _)| names.contains(name)) {
        // Writing into a string can't fail.
        let _ = write!(kept, " {name}=\"{value}\"");
    }
    kept
}

struct Writer<'a> {
    origin: &'a str,
    columns: std::vec::IntoIter<usize>,
    article: Article,
    /// How many marks are open in which a paragraph is not indented.
    within: usize,
    /// Links that are open: whether it is kept, where it led, where its words began.
    links: Vec<(bool, String, usize)>,
}

impl Writer<'_> {
    fn both(&mut self, text: &str) {
        self.article.html.push_str(text);
        self.article.preview.push_str(text);
    }

    fn words(&mut self, words: &str) {
        // A line of the source is none of the page, and the account's editor would keep it.
        if words.trim_ascii().is_empty() && words.contains('\n') {
            return;
        }
        self.both(words);
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        match name {
            // Frames and widths are the site's own.
            "div" | "picture" | "source" => {}
            "a" => self.link(attributes),
            "img" => self.picture(attributes),
            "p" => self.paragraph(attributes),
            "table" => self.table(),
            "td" | "th" => self.cell(name, attributes),
            _ => {
                if matches!(name, "li" | "blockquote") {
                    self.within += 1;
                }
                let kept = kept(attributes, &["start"]);
                let style = style(name).map(|style| format!(" style=\"{style}\""));
                self.both(&format!("<{name}{kept}{}>", style.unwrap_or_default()));
            }
        }
    }

    fn paragraph(&mut self, attributes: &[(&str, &str)]) {
        let is_right = attributes.contains(&("class", "right"));
        let style = match (is_right, self.within) {
            (true, _) => "margin:0 0 16px;text-align:right",
            (false, 0) => "margin:0 0 16px;text-indent:2em;text-align:justify",
            (false, _) => "margin:0",
        };
        self.both(&format!("<p style=\"{style}\">"));
    }

    fn table(&mut self) {
        let columns = self.columns.next().unwrap_or_default();
        let width = if columns > SIDE_BY_SIDE {
            self.article.dropped.push(format!(
                "有一个表格有 {columns} 列，手机上看不全，建议拆开或者改成图片"
            ));
            format!("{}px", columns * COLUMN)
        } else {
            "100%".to_owned()
        };
        self.both(&format!(
            "<table style=\"width:{width};border-collapse:collapse;font-size:14px;line-height:1.6;margin:0 0 16px\">"
        ));
    }

    fn cell(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.within += 1;
        let spans = kept(attributes, &["colspan", "rowspan"]);
        let head = if name == "th" {
            ";font-weight:bold;background:#f5f6f8"
        } else {
            ""
        };
        self.both(&format!("<{name}{spans} style=\"{CELL}{head}\">"));
    }

    fn picture(&mut self, attributes: &[(&str, &str)]) {
        let picture = Picture::of(attributes);
        let Some(file) = picture.file else { return };
        self.article.pictures += 1;
        let alt = picture.description.replace('&', "&amp;").replace('"', "&quot;");
        let alt = alt.replace('<', "&lt;").replace('>', "&gt;");
        let mark = |origin: &str| {
            format!(
                "<img src=\"{origin}{}\" alt=\"{alt}\" style=\"max-width:100%;height:auto\">",
                file.address()
            )
        };
        self.article.html.push_str(&mark(self.origin));
        // The preview is on the site itself.
        self.article.preview.push_str(&mark(""));
    }

    fn link(&mut self, attributes: &[(&str, &str)]) {
        let target = attributes.iter().find(|(name, _)| *name == "href");
        let target = target.map(|(_, value)| *value).unwrap_or_default();
        let is_kept = target.starts_with(FOLLOWED);
        if is_kept {
            self.both(&format!("<a href=\"{target}\">"));
        }
        self.links
            .push((is_kept, target.to_owned(), self.article.html.len()));
    }

    fn end_link(&mut self) {
        let Some((is_kept, target, begun)) = self.links.pop() else {
            return;
        };
        if is_kept {
            self.both("</a>");
            return;
        }
        let words = self.article.html.get(begun..).unwrap_or_default();
        let words = crate::plain_of_html(words);
        let words = words.trim();
        self.article.dropped.push(format!(
            "链接“{words}”（{}）在公众号里不能点击，只留文字",
            crate::plain::resolved(&target)
        ));
        // Writing into a string can't fail.
        let _ = write!(
            self.article.preview,
            "<span style=\"{SHOWN_DROPPED}\">（链接 {target}）</span>"
        );
    }

    /// Whether the paragraph that ends has nothing in it: the account's editor would keep it as a blank line. It is taken back.
    fn is_empty_paragraph(&mut self) -> bool {
        let begun = |html: &str| {
            let start = html.rfind('<').filter(|_| html.ends_with('>'))?;
            html.get(start..)?.starts_with("<p ").then_some(start)
        };
        let both = begun(&self.article.html).zip(begun(&self.article.preview));
        if let Some((html, preview)) = both {
            self.article.html.truncate(html);
            self.article.preview.truncate(preview);
        }
        both.is_some()
    }

    fn end(&mut self, name: &str) {
        match name {
            "div" | "picture" | "source" | "img" | "br" | "hr" => {}
            "a" => self.end_link(),
            _ => {
                if matches!(name, "li" | "blockquote" | "td" | "th") {
                    self.within = self.within.saturating_sub(1);
                }
                if name == "p" && self.is_empty_paragraph() {
                    return;
                }
                self.both(&format!("</{name}>"));
            }
        }
    }
}

#[cfg(test)]
mod tests;
