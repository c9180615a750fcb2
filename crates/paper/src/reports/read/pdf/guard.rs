//! What no reader of PDFs survives, asked before one opens the file: streams that unfold to gigabytes, tables without end.

mod operators;
mod stored;
mod tables;
mod unfold;

use lopdf::{Document, Stream};

use crate::reports::read::unreadable::Unreadable;

/// The longest that a stream may be that is packed in a way which `measure` does not see through. It unfolds to three
/// thousand times that at most.
const LONGEST_UNSEEN: usize = 32 << 10;

/// The most that one stream may unfold to.
const LONGEST: usize = 64 << 20;

pub use operators::count as operators;

/// Takes a file apart, after looking whether it may be.
pub fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    measure(bytes)?;
    stored::open(bytes)
}

/// Looks at the bytes alone.
fn measure(bytes: &[u8]) -> Result<(), Unreadable> {
    unfold::measure(bytes)?;
    tables::check(bytes)
}

/// What a stream holds. Refuses one packed twice, each of which may make it a thousand times smaller.
pub fn unpacked(stream: &Stream) -> Result<Vec<u8>, Unreadable> {
    let filters = stream.filters().unwrap_or_default();
    let is_unseen = filters.contains(&b"LZWDecode".as_slice());
    let packings = filters
        .iter()
        .filter(|filter| **filter != b"ASCII85Decode")
        .count();
    if packings > 1 || (is_unseen && stream.content.len() > LONGEST_UNSEEN) {
        return Err(Unreadable::TooMuch);
    }
    // In a file under a password `measure` sees no stream for what it is.
    if filters == [b"FlateDecode"] && unfold::unfolded(&stream.content, LONGEST) >= LONGEST {
        return Err(Unreadable::TooMuch);
    }
    // One packed in a way that only pictures are holds no text.
    Ok(stream.decompressed_content().unwrap_or_default())
}

#[cfg(test)]
pub mod tests;
