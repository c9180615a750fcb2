//! PDF with a text layer: glyphs with their places and the lines drawn around them become table cells and paragraphs.
//! Hostile files can hang or break the parser, so it works on a thread of its own with a time limit.

mod glyphs;
mod lattice;
mod lines;
mod widths;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;

use super::blocks::Block;
use super::unreadable::Unreadable;

/// How long a file may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// A page with more signs than this is no page of a report.
const MOST_GLYPHS: usize = 400_000;

/// The document as blocks, page by page from top to bottom.
pub(super) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    let bytes = bytes.to_vec();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let outcome = catch_unwind(AssertUnwindSafe(|| glyphs::pages(&bytes)));
        // Nobody listens any more when the time is over.
        let _ = sender.send(outcome.unwrap_or(Err(Unreadable::Damaged("PDF "))));
    });
    let pages = receiver
        .recv_timeout(PATIENCE)
        .unwrap_or(Err(Unreadable::TooSlow))?;
    if pages
        .iter()
        .all(|page| page.glyphs.iter().all(|glyph| glyph.text.trim().is_empty()))
    {
        return Err(Unreadable::Scanned);
    }
    let mut reader = lines::Lines::new(&pages);
    for page in &pages {
        reader.page(page);
    }
    Ok(reader.finish())
}
