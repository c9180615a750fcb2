//! PDF with a text layer: glyphs with their places and the lines drawn around them become table cells and paragraphs.
//! A strict reader takes the file apart (`lopdf`), `plain` writes of it only what says something, within bounds, and of that
//! alone the library that knows fonts draws the pages (`hayro`). Both may still panic at a file that was damaged just so,
//! and neither can be stopped, so all this happens on a thread of its own with a time limit, one file at a time: who was
//! given up goes on holding the only seat (`seat`).

mod drawn;
mod eye;
mod flat;
mod fonts;
mod glyphs;
mod guard;
mod lattice;
mod lines;
mod notes;
mod orientation;
mod pages;
mod plain;
mod radicals;
mod resources;
mod seat;
mod strokes;
#[cfg(test)]
mod tests;
mod unseen;

pub(crate) use guard::unpacked;
pub(crate) use notes::of_page as notes;
pub(crate) use unseen::unseen;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;

use super::blocks::Block;
use super::unreadable::Unreadable;

/// How long a file may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the file before it is waited for: both together are less than a request may take.
const PATIENCE_BEFORE: Duration = Duration::from_secs(15);
/// What the thread is called that reads a PDF.
const NAME: &str = "pdf-reader";
/// The stack that the libraries' recursion may use.
const STACK: usize = 64 << 20;

/// The document as blocks, page by page from top to bottom, and what stands in it and nobody sees.
pub(super) fn blocks(bytes: &[u8]) -> Result<(Vec<Block>, Vec<String>), Unreadable> {
    guarded(bytes, read)
}

/// The text of each page, its lines from top to bottom; a page without any, such as a scan, is blank.
pub(crate) fn page_texts(bytes: &[u8]) -> Result<Vec<String>, Unreadable> {
    guarded(bytes, |bytes| {
        let pages = pages::pages(bytes)?;
        Ok(pages.iter().map(lines::text_of).collect())
    })
}

/// What somebody makes of the document that the strict reader took apart.
pub(crate) fn taken_apart<T: Send + 'static>(
    bytes: &[u8],
    make: impl FnOnce(&lopdf::Document) -> T + Send + 'static,
) -> Result<T, Unreadable> {
    guarded(bytes, move |bytes| Ok(make(&guard::open(bytes)?)))
}

/// Does this on a thread that may panic and is given up after a time.
fn guarded<T: Send + 'static>(
    bytes: &[u8],
    work: impl FnOnce(&[u8]) -> Result<T, Unreadable> + Send + 'static,
) -> Result<T, Unreadable> {
    let seat = seat::wait(PATIENCE_BEFORE).ok_or(Unreadable::Busy)?;
    let bytes = bytes.to_vec();
    let (sender, receiver) = mpsc::channel();
    let builder = std::thread::Builder::new()
        .name(NAME.to_owned())
        .stack_size(STACK);
    let thread = builder.spawn(move || {
        // Whoever is given up goes on using its memory, and so keeps its seat.
        let _held = seat;
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&bytes)));
        // Nobody listens any more when the time is over.
        let _ = sender.send(outcome.unwrap_or(Err(Unreadable::Damaged("PDF "))));
    });
    thread.map_err(|_error| Unreadable::TooSlow)?;
    receiver
        .recv_timeout(PATIENCE)
        .unwrap_or(Err(Unreadable::TooSlow))
}

/// Whether this thread is one that reads a PDF. The libraries may panic at damaged files; that is caught, and said in our own
/// words, so a program's own panic hook may pass it over. A library sets no hook: that is the program's.
pub fn is_reading_pdf() -> bool {
    std::thread::current().name() == Some(NAME)
}

fn read(bytes: &[u8]) -> Result<(Vec<Block>, Vec<String>), Unreadable> {
    let (pages, hidden) = pages::seen_pages(bytes)?;
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
    Ok((unseen::without_standing(reader.finish()), hidden))
}

/// The signs of each page in the order that they are drawn, without spaces: what tests of printed papers look at.
#[cfg(test)]
pub(crate) fn printed_pages(bytes: &[u8]) -> Vec<String> {
    let pages = pages::pages(bytes).unwrap();
    let signs = |page: &glyphs::PageDrawing| page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    let texts = pages.iter().map(signs);
    texts
        .map(|text: String| text.split_whitespace().collect())
        .collect()
}
