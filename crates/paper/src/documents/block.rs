//! What a document is made of before it is HTML: paragraphs, items of lists, tables; and how it is written.

use std::fmt::Write;

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// 2 to 4.
    Heading(usize, String),
    Paragraph {
        html: String,
        is_right: bool,
    },
    Item {
        html: String,
        level: usize,
        list: List,
    },
    /// Words of somebody else, as HTML.
    Quote(String),
    /// A table, as HTML.
    Table(String),
}

/// How a list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Dots,
    /// From this number.
    Numbers(i64),
}

impl List {
    const fn name(self) -> &'static str {
        match self {
            Self::Dots => "ul",
            Self::Numbers(_) => "ol",
        }
    }
}

/// A short line that opens with 一、 or （一） and ends no sentence is a heading, whatever its style is.
pub(super) fn heading_of(text: &str) -> Option<usize> {
    const LONGEST: usize = 40;
    let is_numeral = |sign: char| "一二三四五六七八九十".contains(sign);
    let text = text.trim();
    if text.chars().count() > LONGEST || text.ends_with(['。', '；', '：', '，', ';', ',']) {
        return None;
    }
    let behind = |text: &str| {
        let rest = text.trim_start_matches(is_numeral);
        (rest.len() < text.len()).then(|| rest.to_owned())
    };
    if behind(text).is_some_and(|rest| rest.starts_with('、') && rest.chars().count() > 1) {
        return Some(2);
    }
    let inside = text.strip_prefix(['（', '('])?;
    behind(inside)
        .is_some_and(|rest| rest.starts_with(['）', ')']) && rest.chars().count() > 1)
        .then_some(3)
}

/// A heading is bold by itself.
pub(super) fn plain_heading(words: &str) -> String {
    words.replace("<strong>", "").replace("</strong>", "")
}

/// The words of a cell: one paragraph is written without its mark.
pub(super) fn inner(blocks: &[Block]) -> String {
    match blocks {
        [Block::Paragraph { html, .. } | Block::Heading(_, html)] => html.clone(),
        all => html(all).replace('\n', ""),
    }
}

/// The text with the signs of HTML made plain.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(sign),
        }
    }
    html
}

/// An address that may stand in a link.
pub(super) fn safe_address(address: &str) -> Option<&str> {
    let address = address.trim();
    let plain = address.to_ascii_lowercase();
    let is_known = ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| plain.starts_with(scheme));
    (is_known && !address.chars().any(char::is_control)).then_some(address)
}

/// The HTML of the blocks, one to a line; items that follow each other are lists.
pub(super) fn html(blocks: &[Block]) -> String {
    let mut html = String::new();
    let mut open: Vec<&'static str> = Vec::new();
    for block in blocks {
        let Block::Item {
            html: words,
            level,
            list,
        } = block
        else {
            close(&mut html, &mut open, 0);
            // Writing into a string can't fail.
            let _ = match block {
                Block::Heading(level, words) => writeln!(html, "<h{level}>{words}</h{level}>"),
                Block::Paragraph {
                    html: words,
                    is_right: true,
                } => writeln!(html, "<p class=\"right\">{words}</p>"),
                Block::Paragraph { html: words, .. } => writeln!(html, "<p>{words}</p>"),
                Block::Quote(words) => writeln!(html, "<blockquote>{words}</blockquote>"),
                Block::Table(table) => writeln!(html, "{table}"),
                Block::Item { .. } => Ok(()),
            };
            continue;
        };
        let depth = level + 1;
        close(&mut html, &mut open, depth);
        if open.len() == depth && open.last() != Some(&list.name()) {
            close(&mut html, &mut open, level.to_owned());
        }
        if open.len() == depth {
            html.push_str("</li>");
        }
        while open.len() < depth {
            match list {
                List::Numbers(start) if *start != 1 && open.len() + 1 == depth => {
                    let _ = write!(html, "<ol start=\"{start}\">");
                }
                _ => {
                    let _ = write!(html, "<{}>", list.name());
                }
            }
            open.push(list.name());
            if open.len() < depth {
                html.push_str("<li>");
            }
        }
        let _ = write!(html, "<li>{words}");
    }
    close(&mut html, &mut open, 0);
    html.trim_end().to_owned()
}

/// Closes lists down to that depth.
fn close(html: &mut String, open: &mut Vec<&'static str>, depth: usize) {
    while open.len() > depth {
        if let Some(name) = open.pop() {
            let _ = write!(html, "</li></{name}>");
        }
    }
    if depth == 0 && html.ends_with('>') && !html.ends_with('\n') && !html.is_empty() {
        html.push('\n');
    }
}
