//! Where the text of set pages stands.

use law::cases::letters::{Letter, LetterKind, Paragraph};
use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

use super::{FONTS, signed};
use crate::letters::pdf::set;

/// A run of text on a page: its left and right ends and its baseline, in millimetres from the paper's upper left corner.
pub struct Run {
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    pub text: String,
    /// The widest Chinese character, its own width and what it was stretched by, in parts of its size.
    pub widest: f64,
}

/// The lowest that text stands, above the number of its page.
pub const FOOT: f64 = 297.0 - 35.0 + 1.0;
/// The height of the type area.
pub const AREA: f64 = 225.0;

/// The runs of each page.
pub fn runs(letter: &Letter) -> Vec<Vec<Run>> {
    runs_of(&set(letter, &FONTS).unwrap())
}

pub fn runs_of(document: &PagedDocument) -> Vec<Vec<Run>> {
    let of_page = |frame: &Frame| {
        let mut runs = Vec::new();
        collect(frame, Point::zero(), &mut runs);
        runs
    };
    document.pages().iter().map(|page| of_page(&page.frame)).collect()
}

fn collect(frame: &Frame, origin: Point, runs: &mut Vec<Run>) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => collect(&group.frame, at, runs),
            FrameItem::Text(text) => runs.push(Run {
                left: at.x.to_mm(),
                right: (at.x + text.width()).to_mm(),
                baseline: at.y.to_mm(),
                text: text.text.to_string(),
                widest: text
                    .glyphs
                    .iter()
                    .filter(|glyph| is_han(text.text.get(glyph.range()).unwrap_or_default()))
                    .map(|glyph| glyph.x_advance.get())
                    .fold(0.0, f64::max),
            }),
            _ => {}
        }
    }
}

fn is_han(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|one| ('\u{4e00}'..='\u{9fff}').contains(&one))
}

/// The lines of a page, from its top, each as its baseline and its text; the number of the page is none.
pub fn lines_of(page: &[Run]) -> Vec<(f64, String)> {
    lines_above(page, FOOT)
}

pub fn lines_above(page: &[Run], foot: f64) -> Vec<(f64, String)> {
    let mut runs: Vec<&Run> = page.iter().filter(|run| run.baseline < foot).collect();
    runs.sort_by(|one, other| {
        let place = |run: &Run| ((run.baseline * 10.0).round(), run.left);
        place(one).partial_cmp(&place(other)).unwrap()
    });
    let mut lines: Vec<(f64, String)> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some((baseline, text)) if (run.baseline - *baseline).abs() < 0.2 => text.push_str(&run.text),
            _ => lines.push((run.baseline, run.text.clone())),
        }
    }
    lines
}

/// Which part of the type area is blank below the last line.
pub fn blank_share(page: &[Run]) -> f64 {
    let lowest = lines_of(page).last().map_or(0.0, |(baseline, _)| *baseline);
    (297.0 - 35.0 - lowest) / AREA
}

pub fn long(kind: LetterKind, characters: usize) -> Letter {
    let mut letter = signed(kind);
    letter.paragraphs = vec![Paragraph::Plain("字".repeat(characters))];
    letter
}
