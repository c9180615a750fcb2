//! PDF: the text of each page, annotations, attached files, properties, and everything else that the file keeps. Pages without
//! text are scans, which a person reads. It is read on the guarded thread of the report reader, within its bounds.

mod bare;
mod drawn;
mod objects;
mod revisions;

use law::proof::PartKind;
use law::screening::{Kind, Seen};
use lopdf::{Dictionary, Document, Object};

use super::Looked;
use super::office_files::property;
use super::parts::{FEWEST_SIGNS, signs, without_text};
use crate::reports::{pdf_guarded, pdf_notes, pdf_pages, pdf_unseen};

pub(super) use bare::bare;

/// Most annotations that are read.
const MOST_NOTES: usize = 5_000;

/// Properties with their names; further ones bear the names that somebody gave them.
const PROPERTIES: [(&[u8], &str); 4] = [
    (b"Author", "作者"),
    (b"Subject", "主题"),
    (b"Keywords", "标记"),
    (b"Company", "单位"),
];
/// Properties that say nothing of who made the file.
const TECHNICAL: [&[u8]; 9] = [
    b"Title",
    b"Creator",
    b"Producer",
    b"CreationDate",
    b"ModDate",
    b"Trapped",
    b"SourceModified",
    b"PTEX.Fullbanner",
    b"GTS_PDFXVersion",
];

/// How many pages it has.
pub(super) fn count(bytes: &[u8]) -> Option<u32> {
    let count = pdf_guarded(bytes, |document| document.page_iter().count()).ok()?;
    u32::try_from(count).ok().filter(|count| *count > 0)
}

/// All of the document.
pub(super) fn look(bytes: &[u8]) -> Looked {
    let pages = pdf_pages(bytes).map_err(|_why| "设有密码、损坏、内容过多或者读不出文字的 PDF");
    let around = pdf_guarded(bytes, |document| {
        let drawn = drawn::pictures(document);
        let mut seen = around(document);
        seen.extend(objects::look(document, &drawn));
        (seen, drawn, revisions::offsets(document))
    });
    let (mut seen, drawn, offsets) = around.map_err(|_why| "损坏的 PDF")?;
    match pages {
        Err(why) => seen.mark(Kind::Unread, why, ""),
        Ok(pages) => {
            let is_blank = |page: usize, text: &str| {
                text.trim().is_empty() || (signs(text) < FEWEST_SIGNS && drawn.is_picture(page))
            };
            let blank: Vec<String> = (1..)
                .zip(&pages)
                .filter(|(page, text)| is_blank(*page, text))
                .map(|(page, _)| format!("第{page}页"))
                .collect();
            for (page, text) in (1..).zip(pages) {
                seen.read_as(PartKind::Paragraph, format!("第{page}页"), text);
            }
            without_text(&mut seen, &blank);
            unseen(&mut seen, bytes);
        }
    }
    seen.extend(revisions::look(bytes, &offsets));
    Ok(seen)
}

/// Text that nobody sees on the pages, each at its page; what was recognised in a scan is told once.
fn unseen(seen: &mut Seen, bytes: &[u8]) {
    let pages = match pdf_unseen(bytes) {
        Ok(pages) => pages,
        Err(_why) => {
            seen.mark(Kind::Unread, "PDF 中的文字是否看得见", "");
            return;
        }
    };
    let mut recognised = Vec::new();
    for (page, unseen) in (1..).zip(&pages) {
        let place = format!("第{page}页");
        let kinds = [
            (Kind::CoveredText, &unseen.covered),
            (Kind::FaintText, &unseen.faint),
            (Kind::UnseenText, &unseen.beside),
        ];
        for (kind, text) in kinds.into_iter().filter(|(_, text)| !text.is_empty()) {
            seen.mark(kind, place.clone(), text);
        }
        if !unseen.recognised.is_empty() {
            recognised.push(place);
        }
    }
    match recognised.as_slice() {
        [] => {}
        [one] => seen.mark(Kind::TextLayer, one.as_str(), ""),
        [first, .., last] => {
            let place = format!("{first}至{last}，共{}页", recognised.len());
            seen.mark(Kind::TextLayer, place, "");
        }
    }
}

/// How many signs lie covered on its pages; nothing where that can't be told.
pub(super) fn covered(bytes: &[u8]) -> Option<usize> {
    let pages = pdf_unseen(bytes).ok()?;
    Some(pages.iter().map(|page| page.covered.chars().count()).sum())
}

/// What stands around the pages.
fn around(document: &Document) -> Seen {
    let mut seen = Seen::default();
    if let Some(information) = dictionary(document, document.trailer.get(b"Info").ok()) {
        properties(&mut seen, document, information);
    }
    if let Ok(catalog) = document.catalog() {
        let names = dictionary(document, catalog.get(b"Names").ok());
        if names.is_some_and(|names| names.has(b"EmbeddedFiles")) || catalog.has(b"AF") {
            seen.mark(Kind::Embedded, ATTACHED, "");
        }
        layers(&mut seen, document, catalog);
    }
    let mut left = MOST_NOTES;
    for (number, page) in (1..).zip(document.page_iter()) {
        let notes = pdf_notes(document, page);
        for note in notes.into_iter().take(left) {
            left -= 1;
            annotation(&mut seen, document, number, note);
        }
    }
    seen
}

const ATTACHED: &str = "PDF 的附件";

fn properties(seen: &mut Seen, document: &Document, information: &Dictionary) {
    for (key, value) in information {
        let text = string(document, value).unwrap_or_default();
        let known = PROPERTIES.iter().find(|(known, _)| known == key);
        match known {
            Some((_, label)) => property(seen, label, &text),
            None if TECHNICAL.contains(&key.as_slice()) => {}
            None => property(seen, &String::from_utf8_lossy(key), &text),
        }
    }
    let title = information.get(b"Title").ok();
    let title = title.and_then(|value| string(document, value));
    seen.read("文档属性“标题”", title.unwrap_or_default());
}

/// Layers that are switched off as the file opens.
fn layers(seen: &mut Seen, document: &Document, catalog: &Dictionary) {
    let Some(layers) = dictionary(document, catalog.get(b"OCProperties").ok()) else {
        return;
    };
    let Some(usual) = dictionary(document, layers.get(b"D").ok()) else {
        return;
    };
    let list = |of: &Dictionary, key: &[u8]| -> Vec<Object> {
        let list = of.get(key).ok().and_then(|list| document.dereference(list).ok());
        list.and_then(|(_, list)| list.as_array().ok().cloned())
            .unwrap_or_default()
    };
    let mut off = list(usual, b"OFF");
    if usual.get(b"BaseState").and_then(Object::as_name).ok() == Some(b"OFF") {
        let on = list(usual, b"ON");
        off.extend(
            list(layers, b"OCGs")
                .into_iter()
                .filter(|layer| !on.contains(layer)),
        );
    }
    for layer in &off {
        let name = dictionary(document, Some(layer)).and_then(|layer| layer.get(b"Name").ok());
        let name = name.and_then(|name| string(document, name)).unwrap_or_default();
        seen.mark(Kind::HiddenLayer, format!("PDF 的图层“{name}”"), "");
    }
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

/// A string of a PDF: UTF-16 of either order or UTF-8 with its mark, or one byte to a sign.
fn string(document: &Document, object: &Object) -> Option<String> {
    let (_, object) = document.dereference(object).ok()?;
    let bytes = object.as_str().ok()?;
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..)?);
        return Some(text.into_owned());
    }
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    })
}
