//! Written text (正文): what the visitor is shown of it, and the plain text of exactly that. It is Markdown in which HTML may
//! stand; other than in Markdown a new line is a new paragraph, as officials write. Whoever judges, lists or seeks a text
//! reads it as `plain`, never as it was typed: what is typed and what is shown are two things.
//!
//! Values in, values out: no IO. Every caller is safe whatever is typed: the work grows with the length of the text and with
//! nothing else, because nesting, columns and marks are bounded before a parser sees them (`bounds`, `shape`).
//! The one canonical form of written text, a small subset of HTML, is described in `SUBSET.md`; what comes from elsewhere is
//! brought into it by `canonical`.

mod article;
mod bare;
mod bounds;
mod clean;
mod compare;
mod mending;
mod parts;
mod pictures;
mod plain;
mod scan;
mod shape;
mod typed;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html as markdown};

pub use article::{Article, article_of_html};
pub use bounds::{DEEPEST, Excess, LONGEST, MOST_MARKS, WIDEST};
pub use clean::MARKS;
pub use compare::{Compared, compared};
pub use mending::mended;
pub use parts::parts_of_html;
pub use pictures::{Picture, pictures_below, pictures_of_html};
pub use plain::{attributes_of_html, plain_of_html};
pub use typed::{html_of_typed, typed_of_html};

/// How a text is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// What releases before the editor kept, and what commands and samples write.
    #[default]
    Markdown,
    /// The canonical form.
    Html,
}

impl Format {
    /// As it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// `None` for what no release wrote.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Markdown, Self::Html]
            .into_iter()
            .find(|one| one.code() == code)
    }

    /// The text as it is shown, with the first bound it breaks.
    pub fn render(self, body: &str) -> Rendered {
        match self {
            Self::Markdown => render(body),
            Self::Html => render_html(body),
        }
    }
}

/// A text as it is shown, and what in it goes beyond what may be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Clean HTML, whole even where the text goes beyond the bounds: deeper nesting and wider tables are laid flat.
    pub html: String,
    /// The first bound that the text breaks.
    pub excess: Option<Excess>,
}

/// The text as clean HTML.
pub fn html(body: &str) -> String {
    render(body).html
}

/// The plain text of exactly that HTML: entities resolved, a line for each block and each cell, marks within a line leave
/// nothing between the characters they stood between.
pub fn plain(body: &str) -> String {
    plain_of_html(&html(body))
}

/// HTML from elsewhere as the HTML of written text (`SUBSET.md`), one form for all that is alike.
pub fn canonical(html: &str) -> String {
    cleaned(&shape::with_pictures(html))
}

fn cleaned(shaped: &shape::Shaped) -> String {
    // Only now: a sign may have been typed as an entity.
    law::signs::visible(&pictures::even(&bare::bare(&clean::clean(&shaped.html))))
}

/// The text as it is shown, with the first bound it breaks.
pub fn render(body: &str) -> Rendered {
    let source = bounds::tamed(body);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut raw = String::new();
    markdown::push_html(&mut raw, lines_apart(Parser::new_ext(&source.text, options)));
    let shaped = shape::shaped(&raw);
    Rendered {
        html: scrolling(&law::signs::visible(&clean::clean(&shaped.html))),
        excess: source.excess.or(shaped.excess),
    }
}

/// Text in the canonical form, or HTML on its way into it, as it is shown.
pub fn render_html(html: &str) -> Rendered {
    let shaped = shape::with_pictures(html);
    let is_long = plain_of_html(&shaped.html).chars().count() > LONGEST;
    Rendered {
        html: scrolling(&pictures::illustrated(&cleaned(&shaped))),
        excess: is_long.then_some(Excess::Long).or(shaped.excess),
    }
}

/// Each table in a frame of its own in which it scrolls.
fn scrolling(html: &str) -> String {
    html.replace("<table>", "<div class=\"table-scroll\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>")
}

/// The words with the signs of HTML made plain.
fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A line break ends the paragraph it stands in; inside bold words or a list it is a break of the line.
fn lines_apart<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut open = Vec::new();
    events.flat_map(move |event| {
        match &event {
            Event::Start(tag) => open.push(matches!(tag, Tag::Paragraph)),
            Event::End(_) => {
                open.pop();
            }
            Event::SoftBreak if open.last() == Some(&true) => {
                return vec![Event::End(TagEnd::Paragraph), Event::Start(Tag::Paragraph)];
            }
            Event::SoftBreak => return vec![Event::HardBreak],
            _ => {}
        }
        vec![event]
    })
}

#[cfg(test)]
mod tests;
