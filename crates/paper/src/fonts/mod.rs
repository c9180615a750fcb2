//! The type faces a document is set in: the organ's own first, then those of the system, chosen once by role.
//! A face's file is read when a document first needs it, and kept. No font is part of this program.

mod glyphs;
mod roles;
mod shelf;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

pub use glyphs::Block;
pub(crate) use glyphs::mark;
pub use roles::{Fit, Role};
use shelf::{Shelf, Taken};

use crate::PaperError;

/// A face chosen for a role, as `gongkai doctor` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    pub role: Role,
    /// The family's name, as the font file gives it.
    pub family: String,
    pub weight: u16,
    pub path: PathBuf,
    /// How well it fits; where it is [`Fit::Instead`], [`Role::advice`] says how to come by a better one.
    pub fit: Fit,
}

/// The faces as templates see them, by [`Role::code`].
pub(crate) type Faces<'a> = BTreeMap<&'static str, NamedFace<'a>>;

/// A face as a template asks for it.
#[derive(Serialize)]
pub(crate) struct NamedFace<'a> {
    family: &'a str,
    weight: u16,
}

/// The faces found on this machine: one for each role, and others for rare characters.
#[derive(Debug)]
pub struct Fonts {
    faces: Vec<Face>,
    book: LazyHash<FontBook>,
    slots: Vec<Slot>,
    /// How many of them serve a role: the first ones.
    serving: usize,
}

/// Where a face of the book lies, and the face itself once it was needed.
#[derive(Debug)]
struct Slot {
    path: PathBuf,
    index: u32,
    font: OnceLock<Option<Font>>,
}

impl Fonts {
    /// Chooses a face for each role: from these folders first (方正小标宋, 仿宋_GB2312 …), then from the system's.
    /// Where none has Chinese characters, the error names the package to install.
    pub fn scan(own_folders: &[PathBuf]) -> Result<Self, PaperError> {
        Self::choose(&[Shelf::of_folders(own_folders), Shelf::of_system()])
    }

    /// Chooses from these folders alone, as if nothing were installed.
    pub fn scan_only(folders: &[PathBuf]) -> Result<Self, PaperError> {
        Self::choose(&[Shelf::of_folders(folders)])
    }

    /// Which face serves which role, one for each.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The face of each role, for a template.
    pub(crate) fn faces_by_role(&self) -> Faces<'_> {
        let named = |face| {
            let Face {
                role, family, weight, ..
            }: &Face = face;
            (
                role.code(),
                NamedFace {
                    family,
                    weight: *weight,
                },
            )
        };
        self.faces.iter().map(named).collect()
    }

    /// The face that serves this role.
    #[cfg(test)]
    fn face(&self, role: Role) -> Option<&Face> {
        self.faces.iter().find(|face| face.role == role)
    }

    /// The families to search, in this order, for a character that a role's own face lacks: the widest first.
    pub(crate) fn fallback_families(&self) -> Vec<&str> {
        const WIDEST: &[&str] = &["Noto Serif CJK SC", "Noto Sans CJK SC"];
        WIDEST
            .iter()
            .copied()
            .filter(|family| self.book.contains_family(&family.to_lowercase()))
            .collect()
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The face at this place of the book; its file is read at the first call, once for all documents.
    /// (Read, not mapped: copying a new font over a mapped one would end the whole server.)
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        let slot = self.slots.get(index)?;
        slot.font
            .get_or_init(|| {
                let bytes = std::fs::read(&slot.path).ok()?;
                Font::new(Bytes::new(bytes), slot.index)
            })
            .clone()
    }

    fn choose(shelves: &[Shelf]) -> Result<Self, PaperError> {
        let mut fonts = Self {
            faces: Vec::new(),
            book: LazyHash::new(FontBook::new()),
            slots: Vec::new(),
            serving: 0,
        };
        for role in Role::ALL {
            let best = shelves.iter().find_map(|shelf| shelf.best_for(*role));
            let taken = best
                .or_else(|| shelves.iter().find_map(Shelf::any_chinese))
                .ok_or(PaperError::NoChineseFont)?;
            fonts.serve(*role, taken);
        }
        fonts.serving = fonts.slots.len();
        for taken in shelves.iter().flat_map(Shelf::one_of_each_family) {
            fonts.add(taken);
        }
        Ok(fonts)
    }

    fn serve(&mut self, role: Role, taken: Taken) {
        self.faces.push(Face {
            role,
            family: taken.info.family.clone(),
            weight: taken.info.variant.weight.to_number(),
            path: taken.path.clone(),
            fit: taken.fit,
        });
        self.add(taken);
    }

    fn add(&mut self, taken: Taken) {
        let is_known = self
            .slots
            .iter()
            .any(|slot| slot.path == taken.path && slot.index == taken.index);
        if !is_known {
            self.book.push(taken.info);
            self.slots.push(Slot {
                path: taken.path,
                index: taken.index,
                font: OnceLock::new(),
            });
        }
    }
}

#[cfg(test)]
mod tests;
