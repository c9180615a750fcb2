//! The package around a document: a ZIP archive whose main part holds the text.

use std::io::{Cursor, Read};

use crate::reports::read::unreadable::Unreadable;

/// The most that a document may unfold to.
const LARGEST: u64 = 64 << 20;
const USUAL: &str = "word/document.xml";

/// The document's own XML. Most programs call it word/document.xml.
pub(super) fn document(bytes: &[u8]) -> Result<String, Unreadable> {
    let broken = |_error| Unreadable::Damaged("DOCX ");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> = archive.file_names().flatten().map(String::from).collect();
    let is_document = |name: &&String| {
        name.strip_prefix("word/document")
            .is_some_and(|rest| !rest.contains('/'))
    };
    let usual = names.iter().find(|name| *name == USUAL);
    let name = usual
        .or_else(|| names.iter().find(is_document))
        .ok_or(Unreadable::Damaged("DOCX "))?;
    let file = archive.by_name(name).map_err(broken)?;
    let mut xml = String::new();
    match file.take(LARGEST).read_to_string(&mut xml) {
        Ok(length) if u64::try_from(length).is_ok_and(|length| length < LARGEST) => Ok(xml),
        _ => Err(Unreadable::Damaged("DOCX ")),
    }
}
