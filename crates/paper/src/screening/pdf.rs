//! PDF: the text of each page, annotations, attached files and properties. Pages without text are scans, which a person reads.
//! It is read on the guarded thread of the report reader, within its bounds.

use law::screening::{Kind, Seen};
use lopdf::{Dictionary, Document, Object};

use super::Looked;
use crate::reports::{pdf_guarded, pdf_pages};

/// Most pages without text that are named one by one.
const MOST_NAMED: usize = 8;
/// Most annotations that are read.
const MOST_NOTES: usize = 5_000;

/// Properties with their names.
const PROPERTIES: [(&[u8], &str); 4] = [
    (b"Author", "作者"),
    (b"Subject", "主题"),
    (b"Keywords", "标记"),
    (b"Company", "单位"),
];

/// How many pages it has.
pub(super) fn count(bytes: &[u8]) -> Option<u32> {
    let count = pdf_guarded(bytes, |document| document.page_iter().count()).ok()?;
    u32::try_from(count).ok().filter(|count| *count > 0)
}

/// All of the document.
pub(super) fn look(bytes: &[u8]) -> Looked {
    let pages = pdf_pages(bytes).map_err(|_why| "设有密码、损坏、内容过多或者读不出文字的 PDF");
    let around = pdf_guarded(bytes, around).map_err(|_why| "损坏的 PDF")?;
    let mut seen = around;
    match pages {
        Err(why) => seen.mark(Kind::Unread, why, ""),
        Ok(pages) => {
            let blank: Vec<usize> = (1..)
                .zip(&pages)
                .filter(|(_, text)| text.trim().is_empty())
                .map(|(page, _)| page)
                .collect();
            for (page, text) in (1..).zip(pages) {
                seen.read(format!("第{page}页"), text);
            }
            without_text(&mut seen, &blank);
        }
    }
    Ok(seen)
}

fn without_text(seen: &mut Seen, blank: &[usize]) {
    if blank.is_empty() {
        return;
    }
    let named: Vec<String> = blank
        .iter()
        .take(MOST_NAMED)
        .map(|page| format!("第{page}页"))
        .collect();
    let more = if blank.len() > MOST_NAMED {
        format!("等{}页", blank.len())
    } else {
        String::new()
    };
    seen.mark(
        Kind::Unread,
        format!("{}{more}是图片，没有文字", named.join("、")),
        "",
    );
}

/// What stands around the pages.
fn around(document: &Document) -> Seen {
    let mut seen = Seen::default();
    if let Some(information) = dictionary(document, document.trailer.get(b"Info").ok()) {
        for (key, label) in PROPERTIES {
            let text = information
                .get(key)
                .ok()
                .and_then(|value| string(document, value));
            super::office_files::property(&mut seen, label, &text.unwrap_or_default());
        }
        let title = information
            .get(b"Title")
            .ok()
            .and_then(|value| string(document, value));
        seen.read("文档属性“标题”", title.unwrap_or_default());
    }
    if let Ok(catalog) = document.catalog() {
        let names = dictionary(document, catalog.get(b"Names").ok());
        if names.is_some_and(|names| names.has(b"EmbeddedFiles")) || catalog.has(b"AF") {
            seen.mark(Kind::Embedded, "PDF 的附件", "");
        }
    }
    let mut left = MOST_NOTES;
    for (number, page) in (1..).zip(document.page_iter()) {
        let notes = document.get_page_annotations(page).unwrap_or_default();
        for note in notes.into_iter().take(left) {
            left -= 1;
            annotation(&mut seen, document, number, note);
        }
    }
    seen
}

fn annotation(seen: &mut Seen, document: &Document, page: usize, note: &Dictionary) {
    let kind = note.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
    let text = |key: &[u8]| {
        note.get(key)
            .ok()
            .and_then(|value| string(document, value))
            .unwrap_or_default()
    };
    match kind {
        b"Link" | b"Popup" => {}
        b"Widget" => seen.read(format!("第{page}页的表单"), text(b"V")),
        b"FileAttachment" => seen.mark(Kind::Embedded, format!("第{page}页的附件"), ""),
        _ => {
            seen.mark(Kind::Comment, format!("第{page}页的批注"), &text(b"Contents"));
            seen.read(format!("第{page}页的批注"), text(b"Contents"));
        }
    }
}

fn dictionary<'a>(document: &'a Document, object: Option<&'a Object>) -> Option<&'a Dictionary> {
    document.dereference(object?).ok()?.1.as_dict().ok()
}

/// A string of a PDF: UTF-16 with its mark, UTF-8 with its mark, or one byte to a sign.
fn string(document: &Document, object: &Object) -> Option<String> {
    let (_, object) = document.dereference(object).ok()?;
    let bytes = object.as_str().ok()?;
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        let units: Vec<u16> = rest
            .as_chunks::<2>()
            .0
            .iter()
            .map(|pair| u16::from_be_bytes(*pair))
            .collect();
        return Some(String::from_utf16_lossy(&units));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    })
}

/// A document without properties, annotations but links and fields, and attached files; revisions before are gone with it.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    pdf_guarded(bytes, |document| {
        let mut document = document.clone();
        document.trailer.remove(b"Info");
        document.trailer.remove(b"ID");
        let names = document.catalog().ok()?.get(b"Names").cloned().ok();
        if let Some(Object::Reference(id)) = names
            && let Ok(names) = document.get_dictionary_mut(id)
        {
            names.remove(b"EmbeddedFiles");
        }
        let catalog = document.catalog_mut().ok()?;
        for key in [b"Metadata".as_slice(), b"AF", b"PieceInfo"] {
            catalog.remove(key);
        }
        if let Ok(names) = catalog.get_mut(b"Names").and_then(Object::as_dict_mut) {
            names.remove(b"EmbeddedFiles");
        }
        let pages: Vec<_> = document.page_iter().collect();
        for page in pages {
            without_notes(&mut document, page)?;
        }
        document.prune_objects();
        let mut bare = Vec::new();
        document.save_to(&mut bare).ok()?;
        Some(bare)
    })
    .ok()
    .flatten()
}

fn without_notes(document: &mut Document, page: lopdf::ObjectId) -> Option<()> {
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
    for key in [b"Annots".as_slice(), b"Metadata", b"PieceInfo", b"Thumb"] {
        page.remove(key);
    }
    if !kept.is_empty() {
        page.set("Annots", kept);
    }
    Some(())
}
