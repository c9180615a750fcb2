//! PPTX: comments, notes and who made it go. What a slide holds stays: what of it nobody sees is told, and only its own
//! program knows what else moves with it.

use super::package::names_one_of;
use super::xml::Fate;
use crate::screening::package::Package;

/// Folders and parts that no slide shows.
const BESIDE: [&str; 8] = [
    "ppt/comments/",
    "ppt/commentAuthors",
    "ppt/authors",
    "ppt/notesSlides/",
    "ppt/tags/",
    "ppt/changesInfos/",
    "ppt/revisionInfo",
    "ppt/printerSettings/",
];

/// A cleaned copy; `None` where the file can't be written again.
pub(super) fn cleaned(mut package: Package) -> Option<Vec<u8>> {
    let lost = package.without(|name| BESIDE.iter().any(|start| name.starts_with(start)))?;
    for (part, ids) in &lost {
        if package.text(part).is_none() {
            continue;
        }
        package.rewrite(part, &mut |tag, _| {
            if names_one_of(tag, Some(ids)) {
                Fate::Gone
            } else {
                Fate::Kept
            }
        })?;
    }
    package.packed()
}
