//! What a page's dictionaries name, wherever the file stores it.

use lopdf::{Dictionary, Document, Object};

/// What a dictionary has under a name, wherever it is stored.
pub fn entry<'a>(document: &'a Document, dictionary: &'a Dictionary, name: &[u8]) -> Option<&'a Object> {
    let object = dictionary.get(name).ok()?;
    document.dereference(object).ok().map(|(_, object)| object)
}

/// A resource of a kind by its name, from the nearest resources that have it.
pub fn find<'a>(
    document: &'a Document,
    scope: &[&'a Dictionary],
    kind: &[u8],
    name: &[u8],
) -> Option<&'a Object> {
    scope.iter().find_map(|resources| {
        let kind = entry(document, resources, kind)?.as_dict().ok()?;
        entry(document, kind, name)
    })
}
