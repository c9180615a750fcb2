//! The pages of a PDF by themselves: what they inherit stands on each, and nothing acts by itself any more.

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::reports::pdf_guarded;

/// What a page takes from the nodes above it.
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
/// How many nodes a page may inherit from.
const MOST_PARENTS: usize = 50;
/// What makes a reader do something by itself, or leads out of the file.
const ACTING: [&[u8]; 4] = [b"A", b"AA", b"JS", b"OpenAction"];

/// Pages with what they draw.
pub(super) struct Pages {
    document: Document,
    count: usize,
}

/// The pages of a PDF; `None` where it is none that can be read.
pub(super) fn of(bytes: &[u8]) -> Option<Pages> {
    let taken = pdf_guarded(bytes, |document| {
        let mut document = document.clone();
        let pages: Vec<ObjectId> = document.page_iter().collect();
        for page in &pages {
            stand_alone(&mut document, *page)?;
        }
        for object in document.objects.values_mut() {
            quieten(object);
        }
        (!pages.is_empty()).then_some(Pages {
            document,
            count: pages.len(),
        })
    });
    taken.ok().flatten()
}

impl Pages {
    pub fn count(&self) -> usize {
        self.count
    }

    /// Moves them into a document below a node of its page tree; gives their ids there.
    pub fn into(mut self, whole: &mut Document, parent: ObjectId) -> Vec<ObjectId> {
        self.document.renumber_objects_with(whole.max_id + 1);
        let pages: Vec<ObjectId> = self.document.page_iter().collect();
        for page in &pages {
            if let Ok(page) = self.document.get_dictionary_mut(*page) {
                page.set("Parent", parent);
            }
        }
        whole.max_id = whole.max_id.max(self.document.max_id);
        whole.objects.extend(self.document.objects);
        pages
    }
}

fn stand_alone(document: &mut Document, page: ObjectId) -> Option<()> {
    let mut inherited = Vec::new();
    let mut node = document.get_dictionary(page).ok();
    for _ in 0..MOST_PARENTS {
        let Some(dictionary) = node else { break };
        for key in INHERITED {
            if let Ok(value) = dictionary.get(key)
                && !inherited.iter().any(|(known, _)| *known == key)
            {
                inherited.push((key, value.clone()));
            }
        }
        node = dictionary
            .get(b"Parent")
            .and_then(Object::as_reference)
            .ok()
            .and_then(|parent| document.get_dictionary(parent).ok());
    }
    let page = document.get_dictionary_mut(page).ok()?;
    for (key, value) in inherited {
        page.set(key, value);
    }
    for key in [
        b"StructParents".as_slice(),
        b"Metadata",
        b"PieceInfo",
        b"Thumb",
        b"B",
    ] {
        page.remove(key);
    }
    Some(())
}

/// Takes what acts out of an object and of the annotations that stand in it.
fn quieten(object: &mut Object) {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &mut stream.dict,
        Object::Array(several) => {
            for one in several {
                if let Object::Dictionary(dictionary) = one {
                    silence(dictionary);
                }
            }
            return;
        }
        _ => return,
    };
    silence(dictionary);
    if let Ok(Object::Array(notes)) = dictionary.get_mut(b"Annots") {
        for note in notes {
            if let Object::Dictionary(note) = note {
                silence(note);
            }
        }
    }
}

fn silence(dictionary: &mut Dictionary) {
    for key in ACTING {
        dictionary.remove(key);
    }
}
