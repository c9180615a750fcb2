//! OFD (GB/T 33190): annotations, attachments, custom data and who made it go. One that is sealed is not written again: the
//! seal holds for its bytes.

use super::xml::Fate;
use crate::screening::package::Package;

/// Folders of parts that no page shows.
const BESIDE: [&str; 4] = ["/Annots/", "/Attachs/", "/Annotations", "/CustomTags/"];
/// Elements that name those parts, or say who made the file.
const NAMING: [&str; 12] = [
    "Annotations",
    "Attachments",
    "CustomTags",
    "Extensions",
    "Author",
    "Creator",
    "CreatorVersion",
    "Subject",
    "Abstract",
    "Keywords",
    "CustomDatas",
    "Cover",
];

/// Whether it bears a seal.
pub(super) fn is_sealed(package: &Package) -> bool {
    package.parts.keys().any(|name| {
        let name = format!("/{name}");
        name.contains("/Signs/") || name.ends_with("/Signatures.xml")
    })
}

/// A cleaned copy; `None` where the file can't be written again.
pub(super) fn cleaned(mut package: Package) -> Option<Vec<u8>> {
    package.parts.retain(|name, _| {
        let file = name.rsplit('/').next().unwrap_or(name);
        let is_beside = BESIDE.iter().any(|folder| format!("/{name}").contains(folder));
        !(is_beside || file.starts_with("Annot_") || file.starts_with("Extensions"))
    });
    let lists: Vec<String> = package
        .parts
        .keys()
        .filter(|name| *name == "OFD.xml" || name.ends_with("/Document.xml"))
        .cloned()
        .collect();
    for list in lists {
        package.rewrite(&list, &mut |tag, _| {
            if NAMING.contains(&tag.local_name().as_ref()) {
                Fate::Gone
            } else {
                Fate::Kept
            }
        })?;
    }
    package.packed()
}
