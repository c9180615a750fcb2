//! Objects that are stored in packed streams. The library unpacks each such stream as it opens the file and keeps every object,
//! a hundred bytes and more for two of the file's. It hands over each stream before it does, and is stopped here.

use std::cell::RefCell;

use lopdf::{Document, LoadOptions, Object, ObjectId, Stream};

use super::unfold;
use crate::reports::read::unreadable::Unreadable;

/// Objects stored in all streams of a file; real reports have some thousands.
const MOST_OBJECTS: usize = 200_000;
/// What all such streams of a file may unfold to; those of real reports come to less than one megabyte.
const MOST_BYTES: usize = 16 << 20;

/// What the streams of the file held that this thread is opening.
#[derive(Default)]
struct Held {
    objects: usize,
    bytes: usize,
    is_too_much: bool,
}

thread_local! {
    static HELD: RefCell<Held> = RefCell::default();
}

/// Takes a file apart, unless its streams store more than any report's do.
pub fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    HELD.take();
    let document = Document::load_mem_with_options(bytes, LoadOptions::with_filter(look));
    if HELD.take().is_too_much {
        return Err(Unreadable::TooMuch);
    }
    let document = document.map_err(|_error| Unreadable::Damaged("PDF "))?;
    if document.is_encrypted() {
        return Err(Unreadable::Locked);
    }
    Ok(document)
}

/// Keeps every object but a stream of objects that would be too many. The library takes what this gives for an object that was
/// stored in a stream, and for every other only whether it gives anything.
fn look(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let Object::Stream(stream) = object else {
        return Some((id, object.clone()));
    };
    let is_kept = !stream.dict.has_type(b"ObjStm") || HELD.with_borrow_mut(|held| held.takes(stream));
    is_kept.then_some((id, Object::Null))
}

impl Held {
    fn takes(&mut self, stream: &Stream) -> bool {
        let first = stream.dict.get(b"First").and_then(Object::as_i64).unwrap_or(0);
        let mut index = Index {
            left: usize::try_from(first).unwrap_or(0),
            ..Index::default()
        };
        match stream.filters().unwrap_or_default().as_slice() {
            [] => index.count(&stream.content),
            [b"FlateDecode"] => {
                unfold::unfold(&stream.content, MOST_BYTES + 1, &mut |piece| index.count(piece));
            }
            // Packed twice, or in a way that nobody uses for objects.
            _ => self.is_too_much = true,
        }
        self.objects += index.words / 2;
        self.bytes += index.bytes;
        self.is_too_much |= self.objects > MOST_OBJECTS || self.bytes > MOST_BYTES;
        !self.is_too_much
    }
}

/// The head of such a stream: two numbers an object.
#[derive(Default)]
struct Index {
    /// Bytes of the head that have not come yet.
    left: usize,
    words: usize,
    is_in_word: bool,
    bytes: usize,
}

impl Index {
    fn count(&mut self, piece: &[u8]) {
        self.bytes += piece.len();
        let head = piece.get(..self.left.min(piece.len())).unwrap_or(piece);
        self.left -= head.len();
        for byte in head {
            let is_in_word = !byte.is_ascii_whitespace();
            self.words += usize::from(is_in_word && !self.is_in_word);
            self.is_in_word = is_in_word;
        }
    }
}
