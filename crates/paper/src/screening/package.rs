//! An office file as its parts, unfolded within bounds.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::xml::{Piece, attribute, walk};

/// Most parts of a file, and what all of them may come to unfolded, in bytes.
const MOST_PARTS: usize = 10_000;
const LONGEST: u64 = 160 << 20;

/// What kind of office file it is, by its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Words,
    Sheets,
    Slides,
    Ofd,
    Other,
}

/// The parts of a file under their names.
pub(super) struct Package {
    pub parts: BTreeMap<String, Vec<u8>>,
}

/// A part that another one points to.
pub(super) struct Pointer {
    pub id: String,
    /// The name of the part; what stands outside of the file is none.
    pub target: Option<String>,
}

impl Package {
    /// Unfolds a file; the words of an error say what it is.
    pub fn open(bytes: &[u8]) -> Result<Self, &'static str> {
        Self::within(bytes, LONGEST)
    }

    /// The same of one that may come to so many bytes.
    pub(super) fn within(bytes: &[u8], mut left: u64) -> Result<Self, &'static str> {
        const DAMAGED: &str = "损坏的文件";
        const TOO_MUCH: &str = "展开后内容过多的文件";
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_error| DAMAGED)?;
        if archive.len() > MOST_PARTS {
            return Err(TOO_MUCH);
        }
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let part = archive.by_index(index).map_err(|_error| DAMAGED)?;
            let name = part.name().map_err(|_error| DAMAGED)?.into_owned();
            let mut content = Vec::new();
            // What a part says of its own length is not believed.
            let length = part.take(left + 1).read_to_end(&mut content);
            let length = length.map_err(|_error| DAMAGED)?;
            left = u64::try_from(length)
                .ok()
                .and_then(|length| left.checked_sub(length))
                .ok_or(TOO_MUCH)?;
            if !name.ends_with('/') {
                parts.insert(name, content);
            }
        }
        Ok(Self { parts })
    }

    /// What kind of file it is.
    pub fn sort(&self) -> Sort {
        let has = |start: &str| self.parts.keys().any(|name| name.starts_with(start));
        if has("xl/workbook.xml") {
            Sort::Sheets
        } else if has("word/document") {
            Sort::Words
        } else if has("ppt/presentation") {
            Sort::Slides
        } else if has("OFD.xml") {
            Sort::Ofd
        } else {
            Sort::Other
        }
    }

    /// A part that is text; a part in another encoding than UTF-8 is none.
    pub fn text(&self, name: &str) -> Option<&str> {
        let bytes = self.parts.get(name)?;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        std::str::from_utf8(bytes).ok()
    }

    /// The parts under a folder with that ending, in the order of their numbers: slide2 before slide10.
    pub fn under(&self, folder: &str, ending: &str) -> Vec<&str> {
        let is_meant = |name: &&String| name.starts_with(folder) && name.ends_with(ending);
        let mut names: Vec<&str> = self.parts.keys().filter(is_meant).map(String::as_str).collect();
        names.sort_by_key(|name| (name.len(), *name));
        names
    }

    /// What a part points to.
    pub fn pointers(&self, part: &str) -> Vec<Pointer> {
        let Some(xml) = self.text(&pointers_of(part)) else {
            return Vec::new();
        };
        let mut pointers = Vec::new();
        // What is cut off of a damaged list points nowhere.
        let _ = walk(xml, &mut |piece| {
            if let Piece::Start(tag) = piece
                && tag.local_name().as_ref() == "Relationship"
                && let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target"))
            {
                let is_outside = attribute(tag, "TargetMode").as_deref() == Some("External");
                let target = (!is_outside).then(|| resolved(part, &target));
                pointers.push(Pointer { id, target });
            }
        });
        pointers
    }
}

/// The part that holds what a part points to: `word/document.xml` has `word/_rels/document.xml.rels`.
pub(super) fn pointers_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let folder = if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    };
    format!("{folder}_rels/{name}.rels")
}

/// The part whose pointers these are.
pub(super) fn owner_of(pointers: &str) -> Option<String> {
    let (folder, name) = pointers.rsplit_once("_rels/")?;
    Some(format!("{folder}{}", name.strip_suffix(".rels")?))
}

/// A target as it is written in a part's pointers, as a name of a part.
fn resolved(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            ".." => {
                folders.pop();
            }
            "." | "" => {}
            step => folders.push(step),
        }
    }
    folders.join("/")
}
