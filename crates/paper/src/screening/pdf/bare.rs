//! A PDF written anew without what nobody is meant to see.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::dictionary;
use super::objects::{DEEPEST, RUNNING, is_picture, runs};
use crate::reports::pdf_guarded;
use crate::screening::picture;

/// Entries that say who made something, keep it as it was, or run.
const GONE: [&[u8]; 5] = [b"Metadata", b"PieceInfo", b"AA", b"AF", b"Thumb"];
/// Names of the document that do the same.
const GONE_NAMES: [&[u8]; 2] = [b"EmbeddedFiles", b"JavaScript"];

/// A document without properties, annotations but links and fields, attached files, and programs; its pictures have nothing
/// beside their pixels; revisions before are gone with it.
pub fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    pdf_guarded(bytes, |document| {
        let mut document = document.clone();
        document.trailer.remove(b"Info");
        document.trailer.remove(b"ID");
        let names = document.catalog().ok()?.get(b"Names").cloned().ok();
        if let Some(Object::Reference(id)) = names
            && let Ok(names) = document.get_dictionary_mut(id)
        {
            without(names, &GONE_NAMES);
        }
        let catalog = document.catalog_mut().ok()?;
        catalog.remove(b"Collection");
        if let Ok(names) = catalog.get_mut(b"Names").and_then(Object::as_dict_mut) {
            without(names, &GONE_NAMES);
        }
        let pages: Vec<_> = document.page_iter().collect();
        for page in pages {
            without_notes(&mut document, page)?;
        }
        for object in document.objects.values_mut() {
            strip(object, 0);
        }
        document.prune_objects();
        let mut bare = Vec::new();
        document.save_to(&mut bare).ok()?;
        Some(bare)
    })
    .ok()
    .flatten()
}

fn without(dictionary: &mut Dictionary, keys: &[&[u8]]) {
    for key in keys {
        dictionary.remove(key);
    }
}

/// Takes it away from an object and from what is in it.
fn strip(object: &mut Object, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match object {
        Object::Array(all) => all.iter_mut().for_each(|one| strip(one, depth + 1)),
        Object::Dictionary(all) => strip_dictionary(all, depth),
        Object::Stream(stream) => {
            strip_dictionary(&mut stream.dict, depth);
            strip_picture(stream);
        }
        _ => {}
    }
}

fn strip_dictionary(dictionary: &mut Dictionary, depth: usize) {
    without(dictionary, &GONE);
    if runs(dictionary) {
        without(dictionary, &RUNNING);
    }
    for (_, value) in dictionary.iter_mut() {
        strip(value, depth + 1);
    }
}

fn strip_picture(stream: &mut Stream) {
    let is_plain = stream
        .filters()
        .is_ok_and(|filters| filters == [b"DCTDecode"] || filters == [b"JPXDecode"]);
    if is_picture(&stream.dict)
        && is_plain
        && let Some(bare) = picture::bare(&stream.content)
    {
        stream.set_content(bare);
    }
}

fn without_notes(document: &mut Document, page: ObjectId) -> Option<()> {
    let notes = document.get_dictionary(page).ok()?.get(b"Annots").ok().cloned();
    let notes = match notes {
        None => Vec::new(),
        Some(notes) => document
            .dereference(&notes)
            .ok()?
            .1
            .as_array()
            .cloned()
            .unwrap_or_default(),
    };
    let is_kept = |note: &Object| {
        let kind = dictionary(document, Some(note))
            .and_then(|note| note.get(b"Subtype").and_then(Object::as_name).ok());
        matches!(kind, Some(b"Link" | b"Widget"))
    };
    let kept: Vec<Object> = notes.into_iter().filter(is_kept).collect();
    let page = document.get_dictionary_mut(page).ok()?;
    page.remove(b"Annots");
    if !kept.is_empty() {
        page.set("Annots", kept);
    }
    Some(())
}
