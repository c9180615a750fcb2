//! The signs of a document that nobody sees, one by one, with their places: what is read of a report is what is seen of it.
//! The words of a scan that were recognised are seen in its picture, and are read.

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{InterpreterCache, InterpreterSettings, interpret_page};
use kurbo::Rect;
use lopdf::Document;

use super::{Watch, Why};
use crate::reports::read::blocks::Block;
use crate::reports::read::pdf::glyphs::PageDrawing;
use crate::reports::read::pdf::{pages, plain};
use crate::reports::read::unreadable::Unreadable;

/// Signs that stand for the digits nobody sees, until their cell is known: the last ones of those set aside for nobody.
const STANDS_FOR: char = '\u{10fff0}';

/// What nobody sees of a page.
#[derive(Debug, Default)]
pub struct Hidden {
    /// Each sign at its place and at those right beside it.
    places: HashSet<String>,
}

/// That of every page.
pub fn signs(document: &Document) -> Result<Vec<Hidden>, Unreadable> {
    let plain = plain::copy_seen_whole(document)?;
    let pdf = Pdf::new(plain.bytes).map_err(|_error| Unreadable::Damaged("PDF "))?;
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let of_page = |page| {
        let mut watch = Watch::default();
        let context = pages::context(page, &pdf, &cache, &settings);
        interpret_page(page, &mut { context }, &mut watch);
        let (width, height) = page.render_dimensions();
        watch.hidden(Rect::new(0.0, 0.0, width.into(), height.into()))
    };
    Ok(pdf.pages().iter().map(of_page).collect())
}

impl Watch {
    fn hidden(&self, sheet: Rect) -> Hidden {
        let (reasons, is_scan) = self.reasons(sheet);
        let mut hidden = Hidden::default();
        for (sign, why) in self.signs.iter().zip(reasons) {
            let is_hidden = match why {
                Some(Why::Covered | Why::Faint | Why::Outside) => true,
                Some(Why::Unshown) => !is_scan,
                // Beneath a picture of the page, or a ground that was laid over it and may be seen through.
                Some(Why::Picture) | None => false,
            };
            if is_hidden {
                for (x, y) in BESIDE {
                    let place = (sign.origin.x + x, sign.origin.y + y);
                    hidden.places.insert(key(&sign.text, place));
                }
            }
        }
        hidden
    }
}

/// A place and those right beside it.
const BESIDE: [(f64, f64); 9] = [
    (0.0, 0.0),
    (0.5, 0.0),
    (-0.5, 0.0),
    (0.0, 0.5),
    (0.0, -0.5),
    (0.5, 0.5),
    (0.5, -0.5),
    (-0.5, 0.5),
    (-0.5, -0.5),
];

/// A sign at a place, to the half of a point.
fn key(text: &str, (x, y): (f64, f64)) -> String {
    format!("{text} {:.0} {:.0}", x * 2.0, y * 2.0)
}

impl Hidden {
    /// Takes what nobody sees out of a page, and gives it; of digits it stays where they were.
    pub fn take_out(&self, page: &mut PageDrawing) -> Option<String> {
        if self.places.is_empty() {
            return None;
        }
        let mut words = String::new();
        page.glyphs.retain_mut(|glyph| {
            if !self.places.contains(&key(&glyph.text, (glyph.x, glyph.base))) {
                return true;
            }
            words.push_str(&glyph.text);
            let stands = glyph.text.chars().map(standing).collect::<Option<String>>();
            match stands.filter(|stands| !stands.is_empty()) {
                Some(stands) => {
                    glyph.text = stands;
                    true
                }
                None => false,
            }
        });
        let words: String = words.split_whitespace().collect();
        words.contains(char::is_alphanumeric).then_some(words)
    }
}

fn standing(sign: char) -> Option<char> {
    char::from_u32(u32::from(STANDS_FOR) + sign.to_digit(10)?)
}

/// The digit that a sign stands for.
fn digit(sign: char) -> Option<char> {
    char::from_digit(u32::from(sign).checked_sub(u32::from(STANDS_FOR))?, 10)
}

/// The blocks without the signs that stand for digits; a cell that holds nothing else says so.
pub fn without_standing(blocks: Vec<Block>) -> Vec<Block> {
    let seen = |text: &str| {
        text.chars()
            .filter(|sign| digit(*sign).is_none())
            .collect::<String>()
    };
    let has_any = |text: &str| text.chars().any(|sign| digit(sign).is_some());
    let mut left = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        match &mut block {
            Block::Paragraph(paragraph) if has_any(&paragraph.text) => {
                let text = seen(&paragraph.text);
                text.trim().clone_into(&mut paragraph.text);
                if paragraph.text.is_empty() {
                    continue;
                }
            }
            Block::Row(row) => {
                for cell in row.cells.iter_mut().filter(|cell| has_any(&cell.text)) {
                    let shown = seen(&cell.text);
                    let hidden: String = cell.text.chars().filter_map(digit).collect();
                    cell.text = if shown.trim().is_empty() {
                        format!("（隐藏{hidden}）")
                    } else {
                        shown
                    };
                }
            }
            Block::Paragraph(_) | Block::Picture => {}
        }
        left.push(block);
    }
    left
}
