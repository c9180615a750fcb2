//! PDF with a text layer: glyphs with their places and the lines drawn around them become table cells and paragraphs.
//! Hostile files can hang or break the parser, so it works on a thread of its own with a time limit.

mod encodings;
mod glyphs;
mod guard;
mod lattice;
mod lines;
mod orientation;
mod radicals;
mod widths;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;

use super::blocks::Block;
use super::unreadable::Unreadable;

/// How long a file may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// What the thread is called that reads a PDF.
const NAME: &str = "pdf-reader";
/// The stack that the library's recursion may use.
const STACK: usize = 64 << 20;
/// A document with more signs and lines than this is no report.
const MOST_DRAWN: usize = 400_000;

/// The document as blocks, page by page from top to bottom.
pub(super) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    let bytes = bytes.to_vec();
    let (sender, receiver) = mpsc::channel();
    let builder = std::thread::Builder::new()
        .name(NAME.to_owned())
        .stack_size(STACK);
    let thread = builder.spawn(move || {
        let outcome = catch_unwind(AssertUnwindSafe(|| read(&bytes)));
        // Nobody listens any more when the time is over.
        let _ = sender.send(outcome.unwrap_or_else(|panic| Err(reason(panic.as_ref()))));
    });
    thread.map_err(|_error| Unreadable::TooSlow)?;
    receiver
        .recv_timeout(PATIENCE)
        .unwrap_or(Err(Unreadable::TooSlow))
}

/// Whether this thread is one that reads a PDF. The library panics at files it does not understand; that is caught, and said
/// in our own words, so a program's own panic hook may pass it over. A library sets no hook: that is the program's.
pub fn is_reading_pdf() -> bool {
    std::thread::current().name() == Some(NAME)
}

fn read(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    let pages = glyphs::pages(bytes)?;
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

/// What made the library give up: most often an encoding it does not know.
fn reason(panic: &(dyn Any + Send)) -> Unreadable {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("");
    if text.contains("encoding") || text.contains("cmap") || text.contains("ToUnicode") {
        Unreadable::Unencoded
    } else {
        Unreadable::Damaged("PDF ")
    }
}
