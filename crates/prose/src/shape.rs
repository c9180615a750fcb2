//! HTML written anew with the marks that a text may hold, so that a browser's parser reads it in time: the work of such a
//! parser grows with the elements open at a place, and with what it has to move out of tables. What lies deeper than the
//! bound is laid flat; words are never lost. It is not what makes HTML harmless: `clean` does that afterwards.

use crate::bounds::{DEEPEST, Excess, WIDEST};
use crate::scan::{Piece, Pieces};

/// Marks that a parser opens again in the next paragraph when one leaves them open.
const LETTERING: [&str; 7] = ["a", "b", "em", "i", "s", "strong", "u"];
/// Most of them at once: each is written again for every paragraph that leaves it open.
const MOST_LETTERING: usize = 5;
const SMALL: [&str; 3] = ["del", "sub", "sup"];
/// Blocks that nothing but their own end closes.
const NESTING: [&str; 7] = ["blockquote", "h2", "h3", "h4", "ol", "ul", "table"];
/// Blocks that the next of their kind closes: they nest only with one of the others between them.
const CHAINED: [&str; 2] = ["p", "li"];
const CELLS: [&str; 3] = ["td", "th", "caption"];
const ROWS: [&str; 3] = ["thead", "tbody", "tr"];
const EMPTY: [&str; 2] = ["br", "hr"];
/// What a picture is made of.
const FRAMES: [&str; 2] = ["figure", "figcaption"];
const PICTURE: &str = "img";
/// Bytes of one text or value: whoever writes HTML looks through the rest of it again at each sign to be escaped.
const LONGEST_RUN: usize = 2_048;

/// The HTML written anew, and the first bound it broke.
pub(crate) struct Shaped {
    pub html: String,
    pub excess: Option<Excess>,
}

/// Writes the HTML anew, without pictures: what was written as Markdown has none.
pub(crate) fn shaped(raw: &str) -> Shaped {
    written(raw, Shape::default())
}

/// Writes the HTML anew, each picture in a frame of its own.
pub(crate) fn with_pictures(raw: &str) -> Shaped {
    let shape = Shape {
        has_pictures: true,
        ..Shape::default()
    };
    written(raw, shape)
}

fn written(raw: &str, mut shape: Shape) -> Shaped {
    let mut pieces = Pieces::of(raw);
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => shape.words(text),
            Piece::Start { name, .. } if matches!(name.as_str(), "script" | "style") => {
                pieces.pass_over(&name);
            }
            Piece::Start { name, attributes } => shape.start(&name, &attributes),
            Piece::End(name) => shape.end(&name),
        }
    }
    shape.close_to(0);
    Shaped {
        html: shape.html,
        excess: shape.excess,
    }
}

#[derive(Default)]
struct Shape {
    html: String,
    /// What is open and counted, outermost first; never more than the bound.
    open: Vec<&'static str>,
    /// For each open table, whether a cell is open in it.
    in_cell: Vec<bool>,
    /// What was begun beyond the bound and not written.
    dropped: Vec<(&'static str, usize)>,
    /// Cells of the row so far.
    cells: usize,
    /// Bytes of text since the last mark.
    run: usize,
    excess: Option<Excess>,
    has_pictures: bool,
}

impl Shape {
    fn words(&mut self, text: &str) {
        if !text.trim_ascii().is_empty() {
            self.leave_bare_table();
        }
        for sign in text.chars() {
            // A comment, which `clean` takes out, parts the text in two; never inside an entity, which is ASCII after its “&”.
            if self.run > LONGEST_RUN && (sign == '&' || !sign.is_ascii()) {
                self.html.push_str("<!---->");
                self.run = 0;
            }
            self.run += sign.len_utf8();
            match sign {
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                _ => self.html.push(sign),
            }
        }
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        if CELLS.contains(&name) || ROWS.contains(&name) {
            self.table_part(name, attributes, false);
        } else if EMPTY.contains(&name) || CHAINED.contains(&name) {
            self.leave_bare_table();
            self.write(name, attributes);
        } else if name == PICTURE && self.has_pictures {
            self.picture(attributes);
        } else if let Some(name) = self.counted(name) {
            self.leave_bare_table();
            let is_lettering = LETTERING.contains(&name);
            let lettering = self.open.iter().filter(|open| LETTERING.contains(open)).count();
            if self.open.len() >= DEEPEST || (is_lettering && lettering >= MOST_LETTERING) {
                self.drop(name);
                return;
            }
            self.open.push(name);
            if name == "table" {
                self.in_cell.push(false);
                self.cells = 0;
            }
            self.write(name, attributes);
        }
    }

    /// A picture stands in a frame, and in a frame stands one picture.
    fn picture(&mut self, attributes: &[(&str, &str)]) {
        self.leave_bare_table();
        let is_framed = self.open.last() == Some(&"figure") && self.html.ends_with("<figure>");
        if !is_framed {
            self.write("figure", &[]);
        }
        self.write(PICTURE, attributes);
        if !is_framed {
            self.write_end("figure");
        }
    }

    /// The name of a mark that is counted.
    fn counted(&self, name: &str) -> Option<&'static str> {
        let frames = FRAMES.iter().filter(|_| self.has_pictures);
        let all = LETTERING.iter().chain(&SMALL).chain(&NESTING).chain(frames);
        all.copied().find(|known| *known == name)
    }

    fn end(&mut self, name: &str) {
        if CELLS.contains(&name) || ROWS.contains(&name) {
            self.table_part(name, &[], true);
        } else if CHAINED.contains(&name) {
            if !self.is_in_bare_table() {
                self.write_end(name);
            }
        } else if let Some(name) = self.counted(name) {
            if let Some((_, more @ 1..)) = self.dropped.iter_mut().find(|(dropped, _)| *dropped == name) {
                *more -= 1;
            } else {
                self.close(name);
            }
        }
    }

    /// Closes the innermost of this name, as far as a parser would: nothing is closed from inside a table's cell, and
    /// lettering leaves the blocks open that were begun in it.
    fn close(&mut self, name: &'static str) {
        let walls: &[&str] = match name {
            "table" => &[],
            _ if SMALL.contains(&name) => &NESTING,
            _ => &["table"],
        };
        let wall = self.open.iter().rposition(|open| walls.contains(open));
        let Some(place) = self.open.iter().rposition(|open| *open == name) else {
            return;
        };
        if wall.is_some_and(|wall| wall > place) {
            return;
        }
        if LETTERING.contains(&name) {
            self.open.remove(place);
            self.write_end(name);
        } else {
            self.close_to(place);
        }
    }

    fn table_part(&mut self, name: &str, attributes: &[(&str, &str)], is_end: bool) {
        let is_too_deep = self
            .dropped
            .iter()
            .any(|(name, more)| *name == "table" && *more > 0);
        let Some(table) = self.open.iter().rposition(|open| *open == "table") else {
            return;
        };
        if is_too_deep {
            return;
        }
        self.close_to(table + 1);
        if let Some(in_cell) = self.in_cell.last_mut() {
            *in_cell = !is_end && CELLS.contains(&name);
        }
        if is_end {
            self.write_end(name);
            return;
        }
        self.cells = if ROWS.contains(&name) { 0 } else { self.cells + 1 };
        if self.cells > WIDEST {
            self.excess = self.excess.or(Some(Excess::Wide));
        }
        self.write(name, attributes);
    }

    /// Words between a table's cells belong to none: a parser would move each before the table. Here the table ends.
    fn leave_bare_table(&mut self) {
        if self.is_in_bare_table()
            && let Some(table) = self.open.iter().rposition(|open| *open == "table")
        {
            self.close_to(table);
        }
    }

    fn is_in_bare_table(&self) -> bool {
        self.in_cell.last() == Some(&false)
    }

    fn drop(&mut self, name: &'static str) {
        match self.dropped.iter_mut().find(|(dropped, _)| *dropped == name) {
            Some((_, more)) => *more += 1,
            None => self.dropped.push((name, 1)),
        }
        let dropped: usize = self.dropped.iter().map(|(_, more)| more).sum();
        if self.open.len() + dropped > DEEPEST {
            self.excess = self.excess.or(Some(Excess::Deep));
        }
    }

    fn close_to(&mut self, length: usize) {
        while self.open.len() > length {
            if let Some(name) = self.open.pop() {
                if name == "table" {
                    self.in_cell.pop();
                }
                self.write_end(name);
            }
        }
    }

    fn write(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.run = 0;
        self.html.push('<');
        self.html.push_str(name);
        let written = attributes.iter().filter(|(_, value)| value.len() <= LONGEST_RUN);
        for (attribute, value) in written {
            let value = value.replace('"', "&quot;");
            self.html.extend([" ", attribute, "=\"", &value, "\""]);
        }
        self.html.push('>');
    }

    fn write_end(&mut self, name: &str) {
        self.run = 0;
        self.html.extend(["</", name, ">"]);
    }
}
