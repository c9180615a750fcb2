//! What the text of a DOCX calls by name: links, pictures and notes.

use std::collections::BTreeMap;

use super::super::tree::Node;
use crate::screening::Package;

/// Where links of the main part lead, by their names in it.
pub(super) fn links(package: &Package, main: &str) -> BTreeMap<String, String> {
    let pointers = package.text(&crate::screening::pointers_of(main));
    let tree = pointers.and_then(|xml| Node::of(xml).ok()).unwrap_or_default();
    let all = tree.all("Relationship").into_iter();
    all.filter(|one| one.attribute("TargetMode") == Some("External"))
        .filter_map(|one| {
            Some((
                one.attribute("Id")?.to_owned(),
                one.attribute("Target")?.to_owned(),
            ))
        })
        .collect()
}

/// Files of pictures of the main part, by their names in it.
pub(super) fn pictures(package: &Package, main: &str) -> BTreeMap<String, Vec<u8>> {
    let files = package.pointers(main).into_iter().filter_map(|pointer| {
        let is_picture = pointer.kind == "image";
        let part = pointer.target.filter(|_| is_picture)?;
        Some((pointer.id, package.parts.get(&part)?.clone()))
    });
    files.collect()
}

/// Footnotes and endnotes by kind and number.
pub(super) fn notes(package: &Package) -> BTreeMap<(&'static str, String), Node> {
    let mut notes = BTreeMap::new();
    for (part, name) in [
        ("word/footnotes.xml", "footnote"),
        ("word/endnotes.xml", "endnote"),
    ] {
        let tree = package
            .text(part)
            .and_then(|xml| Node::of(xml).ok())
            .unwrap_or_default();
        for note in tree.all(name) {
            let id = note.attribute("id").unwrap_or_default().to_owned();
            notes.insert((name, id), note.clone());
        }
    }
    notes
}
