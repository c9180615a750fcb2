//! An office file as its parts, unfolded within bounds.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use law::screening::LONGEST_UNFOLDED;

use super::encoding::decoded;
use super::xml::{Piece, attribute, walk};

/// Most parts of a file.
const MOST_PARTS: usize = 10_000;

/// What kind of office file it is, by its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Words,
    Sheets,
    Slides,
    Ofd,
}

/// Each kind: how its main part begins, what the list of kinds calls that part, what the file is called.
const SORTS: [(Sort, &str, &str, &str); 4] = [
    (Sort::Words, "word/document", "wordprocessingml", "Word 文档"),
    (Sort::Sheets, "xl/workbook", "spreadsheetml", "Excel 工作簿"),
    (Sort::Slides, "ppt/presentation", "presentationml", "PPT 演示文稿"),
    (Sort::Ofd, "OFD.xml", "ofd", "OFD 版式文件"),
];

/// The list of kinds of an office file, and what the file itself points to.
pub(super) const KINDS: &str = "[Content_Types].xml";
const ROOT: &str = "";

/// How much stands between parts in any case, and how long the end of the list is.
const NARROWEST_GAP: u64 = 24;
const END_OF_LIST: usize = 22;

/// The parts of a file under their names.
pub(crate) struct Package {
    /// What is text, in UTF-8; the rest as it is.
    pub parts: BTreeMap<String, Vec<u8>>,
    /// Which of them are text.
    texts: BTreeSet<String>,
    /// Whether the file holds more than the parts that its list names.
    pub has_more: bool,
}

/// A part that another one points to.
pub(crate) struct Pointer {
    pub id: String,
    /// What the other is to it: the end of the address of its type.
    pub kind: String,
    /// The name of the part; what stands outside of the file is none.
    pub target: Option<String>,
}

impl Package {
    /// Unfolds a file; the words of an error say what it is.
    pub fn open(bytes: &[u8]) -> Result<Self, &'static str> {
        Self::within(bytes, LONGEST_UNFOLDED)
    }

    /// The same of one that may come to so many bytes.
    pub(super) fn within(bytes: &[u8], mut left: u64) -> Result<Self, &'static str> {
        const DAMAGED: &str = "损坏的文件";
        const TOO_MUCH: &str = "展开后内容过多的文件";
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_error| DAMAGED)?;
        if archive.len() > MOST_PARTS {
            return Err(TOO_MUCH);
        }
        let (mut parts, mut texts) = (BTreeMap::new(), BTreeSet::new());
        let has_more = holds_more(&mut archive, bytes).ok_or(DAMAGED)?;
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
            if name.ends_with('/') && content.is_empty() {
                continue;
            }
            if let Some(text) = decoded(&content) {
                content = without_declaration(&text).as_bytes().to_vec();
                texts.insert(name.clone());
            }
            parts.insert(name, content);
        }
        Ok(Self {
            parts,
            texts,
            has_more,
        })
    }

    /// What kinds of file it is: one where it is made as it should be. What the package says of its main part comes first.
    pub(super) fn sorts(&self) -> Vec<Sort> {
        let said = self.main_part().and_then(|part| self.kind_of(&part));
        let is_said = |word: &str| said.as_deref().is_some_and(|said| said.contains(word));
        let mut sorts: Vec<(bool, Sort)> = SORTS
            .iter()
            .filter(|(_, start, word, _)| {
                is_said(word) || self.parts.keys().any(|name| name.starts_with(start))
            })
            .map(|(sort, _, word, _)| (!is_said(word), *sort))
            .collect();
        sorts.sort();
        sorts.into_iter().map(|(_, sort)| sort).collect()
    }

    /// Whether it is a document of words, and nothing else at the same time.
    pub fn is_words(&self) -> bool {
        self.sorts() == [Sort::Words]
    }

    /// All that was seen of it as a document of words.
    pub fn words_seen(&self) -> Result<law::screening::Seen, &'static str> {
        super::words::look(self)
    }

    /// The part that the file opens with, where it says so.
    pub fn main_part(&self) -> Option<String> {
        let mut pointers = self.pointers(ROOT).into_iter();
        pointers.find(|pointer| pointer.kind == "officeDocument")?.target
    }

    /// What the list of kinds says of a part.
    fn kind_of(&self, part: &str) -> Option<String> {
        let mut kind = None;
        // What is cut off of a damaged list says nothing.
        let _ = walk(self.text(KINDS)?, &mut |piece| {
            if let Piece::Start(tag) = piece
                && tag.local_name().as_ref() == "Override"
                && attribute(tag, "PartName").is_some_and(|name| name.trim_start_matches('/') == part)
            {
                kind = attribute(tag, "ContentType");
            }
        });
        kind
    }

    /// A part that is text; `None` where there is no such part, or nobody can read its signs.
    pub fn text(&self, name: &str) -> Option<&str> {
        let bytes = self.parts.get(name).filter(|_| self.texts.contains(name))?;
        std::str::from_utf8(bytes).ok()
    }

    /// Puts another text in the place of a part.
    pub fn put(&mut self, name: String, text: Vec<u8>) {
        self.texts.insert(name.clone());
        self.parts.insert(name, text);
    }

    /// The parts under a folder with that ending, in the order of their numbers: slide2 before slide10.
    pub fn under(&self, folder: &str, ending: &str) -> Vec<&str> {
        let is_meant = |name: &&String| name.starts_with(folder) && name.ends_with(ending);
        let mut names: Vec<&str> = self.parts.keys().filter(is_meant).map(String::as_str).collect();
        names.sort_by_key(|name| (name.len(), *name));
        names
    }

    /// What a part points to.
    pub(crate) fn pointers(&self, part: &str) -> Vec<Pointer> {
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
                let kind = attribute(tag, "Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                pointers.push(Pointer { id, kind, target });
            }
        });
        pointers
    }
}

/// What files of these kinds are called, as a row.
pub(super) fn called(sorts: &[Sort]) -> String {
    let names = SORTS.iter().filter(|(sort, ..)| sorts.contains(sort));
    names.map(|(.., name)| *name).collect::<Vec<_>>().join("、")
}

/// Whether there is anything before, between or behind the parts that the list names: parts that were deleted, two of one
/// name, another file. `None` where the list is damaged.
fn holds_more(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, bytes: &[u8]) -> Option<bool> {
    let mut covered = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).ok()?;
        let data = part.data_start()?;
        covered.push((part.header_start(), data.checked_add(part.compressed_size())?));
    }
    covered.sort_unstable();
    let mut end = 0;
    for (from, to) in covered {
        if from.saturating_sub(end) > NARROWEST_GAP {
            return Some(true);
        }
        end = end.max(to);
    }
    let has_gap = archive.central_directory_start().saturating_sub(end) > NARROWEST_GAP;
    // The list ends with its own mark, behind which a remark may stand.
    let tail = bytes.windows(4).rposition(|word| word == b"PK\x05\x06")?;
    Some(has_gap || bytes.len() - tail > END_OF_LIST)
}

/// XML without what it says of its encoding, which is UTF-8 from here on.
fn without_declaration(text: &str) -> &str {
    let rest = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    rest.map_or(text, |(_, rest)| rest)
}

/// The part that holds what a part points to: `word/document.xml` has `word/_rels/document.xml.rels`.
pub(crate) fn pointers_of(part: &str) -> String {
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
