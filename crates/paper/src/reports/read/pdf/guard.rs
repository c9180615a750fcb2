//! What the PDF library would not survive: streams that unfold to gigabytes, forms that draw themselves. Asked before it
//! reads the pages.

mod unfold;

use std::collections::{BTreeMap, BTreeSet};

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use crate::reports::read::unreadable::Unreadable;

pub use unfold::measure;

/// The deepest that forms may draw one another.
const DEEPEST: usize = 20;

/// Drops pictures, which hold no text, and refuses forms that draw themselves and streams packed twice.
pub fn check(document: &mut Document) -> Result<(), Unreadable> {
    for object in document.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut() {
            if is(stream, b"Image") {
                stream.dict.remove(b"Filter");
                stream.content.clear();
            } else if packings(stream) > 1 {
                return Err(Unreadable::TooMuch);
            }
        }
    }
    let edges: BTreeMap<ObjectId, Vec<ObjectId>> = document
        .objects
        .iter()
        .filter_map(|(id, object)| {
            let form = object.as_stream().ok().filter(|stream| is(stream, b"Form"))?;
            Some((*id, drawn_by(document, form)))
        })
        .collect();
    let mut safe = BTreeSet::new();
    if edges.keys().all(|id| ends(*id, &edges, &mut safe, 0)) {
        Ok(())
    } else {
        Err(Unreadable::Damaged("PDF "))
    }
}

fn is(stream: &Stream, kind: &[u8]) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(kind)
}

/// How many times the stream is packed; each time may make it a thousand times smaller.
fn packings(stream: &Stream) -> usize {
    let packs = |name: &&[u8]| matches!(*name, b"FlateDecode" | b"LZWDecode" | b"RunLengthDecode");
    stream
        .filters()
        .map_or(0, |filters| filters.into_iter().filter(packs).count())
}

/// The forms that a form may draw. One without resources of its own uses those of its page, which may name it: it is
/// taken to draw whatever the document has.
fn drawn_by(document: &Document, form: &Stream) -> Vec<ObjectId> {
    let resolve = |object: &Object| -> Option<Dictionary> {
        match object {
            Object::Reference(id) => document.get_dictionary(*id).ok().cloned(),
            Object::Dictionary(dictionary) => Some(dictionary.clone()),
            _ => None,
        }
    };
    let Some(resources) = form.dict.get(b"Resources").ok().and_then(resolve) else {
        let draws = form
            .decompressed_content()
            .is_ok_and(|content| content.windows(2).any(|part| part == b"Do"));
        return if draws {
            document.objects.keys().copied().collect()
        } else {
            Vec::new()
        };
    };
    let objects = resources.get(b"XObject").ok().and_then(resolve);
    objects
        .iter()
        .flat_map(Dictionary::iter)
        .filter_map(|(_, object)| object.as_reference().ok())
        .collect()
}

/// Whether drawing the form comes to an end.
fn ends(
    id: ObjectId,
    edges: &BTreeMap<ObjectId, Vec<ObjectId>>,
    safe: &mut BTreeSet<ObjectId>,
    depth: usize,
) -> bool {
    let Some(drawn) = edges.get(&id).filter(|_| !safe.contains(&id)) else {
        return true;
    };
    if depth > DEEPEST || !drawn.iter().all(|other| ends(*other, edges, safe, depth + 1)) {
        return false;
    }
    safe.insert(id);
    true
}

#[cfg(test)]
mod tests;
