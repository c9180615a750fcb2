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
    /// A picture in its frame, as HTML.
    Figure(String),
}

/// A picture that came with a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Its file, where it is one that can be shown.
    pub bytes: Option<Vec<u8>>,
    /// What it says to whom does not see it.
    pub description: String,
    /// It only decorates.
    pub is_decorative: bool,
}

/// What the place of a picture that came along is called, until it is in the store; it is no address.
pub fn place_of_picture(number: usize) -> String {
    format!("picture:{number}")
}

/// A picture in its frame: the one of that number, where it came along.
pub(super) fn figure(number: usize, brought: &Brought) -> String {
    let src = match &brought.bytes {
        Some(_) => format!(" src=\"{}\"", place_of_picture(number)),
        None => String::new(),
    };
    let alt = match (brought.is_decorative, brought.description.as_str()) {
        (true, _) => " alt=\"\" role=\"presentation\"".to_owned(),
        (false, "") => String::new(),
        (false, words) => format!(" alt=\"{}\"", escaped(words)),
    };
    format!("<figure><img{src}{alt}></figure>")
}

/// A short line under a picture that begins with 图1 is its caption.
pub(super) fn captioned(blocks: Vec<Block>) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        if let (Some(Block::Figure(figure)), Block::Paragraph { html, .. }) = (all.last_mut(), &block)
            && is_caption(&plain_words(html))
            && !figure.contains("<figcaption>")
            && let Some(frame) = figure.strip_suffix("</figure>")
        {
            *figure = format!("{frame}<figcaption>{html}</figcaption></figure>");
            continue;
        }
        all.push(block);
    }
    all
}

fn is_caption(text: &str) -> bool {
    const LONGEST: usize = 60;
    let numbered = text.trim().strip_prefix('图').map(str::trim_start);
    let is_numbered = numbered.is_some_and(|rest| {
        rest.starts_with(|sign: char| sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign))
    });
    is_numbered && text.chars().count() <= LONGEST && !text.ends_with('。')
}

/// The words of a line of HTML.
pub(super) fn plain_words(html: &str) -> String {
    let pieces = html.split('<');
    pieces
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text))
        .collect()
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
                Block::Table(mark) | Block::Figure(mark) => writeln!(html, "{mark}"),
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
