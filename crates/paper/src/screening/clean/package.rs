//! A package without some of its parts: those that point to them, and the list of kinds, no longer name them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::xml::{Fate, rewritten};
use crate::screening::package::{KINDS, Package, owner_of};
use crate::screening::picture;
use crate::screening::xml::attribute;

/// Folders and parts that go from every office file.
const ALWAYS: [&str; 2] = ["docProps/", "customXml/"];

impl Package {
    /// Takes parts away, with whatever only they point to named nowhere. Gives the ids by which each part named one of them.
    pub(super) fn without(
        &mut self,
        is_gone: impl Fn(&str) -> bool,
    ) -> Option<BTreeMap<String, BTreeSet<String>>> {
        let is_gone = |name: &str| ALWAYS.iter().any(|start| name.starts_with(start)) || is_gone(name);
        let is_lost = |name: &str| is_gone(name) || owner_of(name).is_some_and(|owner| is_gone(&owner));
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let lists: Vec<String> = self
            .parts
            .keys()
            .filter(|name| owner_of(name).is_some() && !is_lost(name))
            .cloned()
            .collect();
        for list in lists {
            let owner = owner_of(&list)?;
            let lost: BTreeSet<String> = self
                .pointers(&owner)
                .into_iter()
                .filter(|pointer| pointer.target.as_deref().is_some_and(is_gone))
                .map(|pointer| pointer.id)
                .collect();
            if lost.is_empty() {
                continue;
            }
            let rewritten = rewritten(self.text(&list)?, &mut |tag, _| {
                let is_it = attribute(tag, "Id").is_some_and(|id| lost.contains(&id));
                if is_it { Fate::Gone } else { Fate::Kept }
            })?;
            self.put(list, rewritten);
            ids.insert(owner, lost);
        }
        let kinds = rewritten(self.text(KINDS)?, &mut |tag, _| {
            let part = attribute(tag, "PartName").unwrap_or_default();
            if is_gone(part.trim_start_matches('/')) {
                Fate::Gone
            } else {
                Fate::Kept
            }
        })?;
        self.put(KINDS.to_owned(), kinds);
        self.parts.retain(|name, _| !is_lost(name));
        Some(ids)
    }

    /// Writes a part again.
    pub(super) fn rewrite(
        &mut self,
        part: &str,
        fate: &mut dyn FnMut(&quick_xml::events::BytesStart<'_>, &[String]) -> Fate,
    ) -> Option<()> {
        let rewritten = rewritten(self.text(part)?, fate)?;
        self.put(part.to_owned(), rewritten);
        Some(())
    }

    /// The file again, its pictures without anything beside their pixels. The list of kinds stands first.
    pub(super) fn packed(self) -> Option<Vec<u8>> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let kinds = self.parts.get_key_value(KINDS);
        let others = self.parts.iter().filter(|(name, _)| *name != KINDS);
        for (name, content) in kinds.into_iter().chain(others) {
            archive.start_file(name.as_str(), options).ok()?;
            let bare = picture::is_picture(content)
                .then(|| picture::bare(content))
                .flatten();
            archive.write_all(bare.as_deref().unwrap_or(content)).ok()?;
        }
        Some(archive.finish().ok()?.into_inner())
    }
}

/// Whether an element names a part that is gone.
pub(super) fn names_one_of(tag: &quick_xml::events::BytesStart<'_>, lost: Option<&BTreeSet<String>>) -> bool {
    let Some(lost) = lost else { return false };
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    attributes.any(|one| {
        let key = one.key.as_ref();
        key.contains(':')
            && matches!(one.key.local_name().as_ref(), "id" | "embed" | "link")
            && lost.contains(&*one.value)
    })
}
