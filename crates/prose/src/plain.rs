//! The words of HTML that was rendered here, as one reads them on the page.

use percent_encoding::percent_decode_str;

use crate::pictures::Picture;
use crate::scan::{Piece, Pieces};

/// Marks within a line; every other one begins or ends a line.
pub(crate) const WITHIN: [&str; 10] = ["a", "b", "del", "em", "i", "s", "strong", "sub", "sup", "u"];

/// The plain text of HTML that `render` made: entities resolved, each block and each cell of a table a line of its own;
/// of a picture what it says to whom does not see it.
pub fn plain_of_html(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    for piece in Pieces::of(html) {
        match piece {
            Piece::Text(text) => words(&mut plain, text),
            Piece::Start { name, attributes } if name == "img" => {
                end_line(&mut plain);
                plain.push_str(&Picture::of(&attributes).told());
                end_line(&mut plain);
            }
            Piece::Start { name, .. } | Piece::End(name) if !WITHIN.contains(&name.as_str()) => {
                end_line(&mut plain);
            }
            Piece::Start { .. } | Piece::End(_) => {}
        }
    }
    end_line(&mut plain);
    plain
}

/// What HTML that `render` made says without showing it as text, a line each: the addresses of its links as one would read
/// them, and the words that an older release let hang on them.
pub fn attributes_of_html(html: &str) -> String {
    let mut said = String::new();
    for piece in Pieces::of(html) {
        let Piece::Start { attributes, .. } = piece else {
            continue;
        };
        for (name, value) in attributes {
            if matches!(name, "href" | "title") {
                let value = resolved(value);
                said.push_str(&percent_decode_str(&value).decode_utf8_lossy());
                said.push('\n');
            }
        }
    }
    said
}

/// The text with its entities resolved, as far as `render` writes them.
pub(crate) fn resolved(text: &str) -> String {
    // A reference that was typed as words (`&amp;lt;`) is resolved once: the ampersand comes last.
    text.replace("&nbsp;", "\u{a0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// Blanks of the source are one blank on the page, and none at the beginning of a line.
pub(crate) fn words(plain: &mut String, text: &str) {
    let text = resolved(text);
    for sign in text.chars() {
        if !sign.is_ascii_whitespace() {
            plain.push(sign);
        } else if !plain.is_empty() && !plain.ends_with([' ', '\n']) {
            plain.push(' ');
        }
    }
}

fn end_line(plain: &mut String) {
    if plain.ends_with(' ') {
        plain.pop();
    }
    if !plain.is_empty() && !plain.ends_with('\n') {
        plain.push('\n');
    }
}
