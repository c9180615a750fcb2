//! The font files of some folders, by name: what may be taken, before anything is taken.

use std::path::{Path, PathBuf};

use fontdb::{Database, FaceInfo, ID, Source, Style};
use typst::text::FontInfo;

use super::roles::{Candidate, Fit, Role, plain};

/// Debian keeps the fonts of texlive-lang-chinese (FandolFang, FandolKai) outside the system's font folders.
const TEXLIVE_FANDOL: &str = "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol";

/// A face taken from a shelf.
pub(super) struct Taken {
    pub path: PathBuf,
    pub index: u32,
    pub info: FontInfo,
    pub fit: Fit,
}

/// Font files known by name only; nothing of them is kept in memory.
pub(super) struct Shelf {
    database: Database,
    /// In an order that does not depend on the file system.
    order: Vec<ID>,
}

impl Shelf {
    /// Everything under these folders.
    pub fn of_folders(folders: &[PathBuf]) -> Self {
        let mut database = Database::new();
        for folder in folders {
            database.load_fonts_dir(folder);
        }
        Self::sorted(database)
    }

    /// Everything installed on this machine.
    pub fn of_system() -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        database.load_fonts_dir(TEXLIVE_FANDOL);
        Self::sorted(database)
    }

    fn sorted(database: Database) -> Self {
        let mut order: Vec<ID> = database.faces().map(|face| face.id).collect();
        order.sort_by_key(|id| {
            database
                .face(*id)
                .map(|face| (path_of(face).map(Path::to_path_buf), face.index))
        });
        Self { database, order }
    }

    fn faces(&self) -> impl Iterator<Item = &FaceInfo> {
        self.order.iter().filter_map(|id| self.database.face(*id))
    }

    /// The best face here for the role, of those that have its characters.
    pub fn best_for(&self, role: Role) -> Option<Taken> {
        role.candidates()
            .iter()
            .find_map(|candidate| self.matching(candidate, role))
    }

    fn matching(&self, candidate: &Candidate, role: Role) -> Option<Taken> {
        let mut faces: Vec<&FaceInfo> = self
            .faces()
            .filter(|face| face.style == Style::Normal && is_named(face, candidate.name))
            .collect();
        faces.sort_by_key(|face| face.weight.0.abs_diff(candidate.weight));
        faces
            .into_iter()
            .find_map(|face| self.take(face, candidate.fit).filter(|taken| taken.has(role)))
    }

    /// Any face with the characters of an official document, when none is known by name.
    pub fn any_chinese(&self) -> Option<Taken> {
        let mut faces: Vec<&FaceInfo> = self.faces().filter(|face| face.style == Style::Normal).collect();
        faces.sort_by_key(|face| (is_regional(face), face.weight.0.abs_diff(400)));
        faces
            .into_iter()
            .filter_map(|face| self.take(face, Fit::Instead))
            .find(|taken| taken.has(Role::Body))
    }

    /// One upright face of each family, for the characters that the chosen faces lack.
    pub fn one_of_each_family(&self) -> Vec<Taken> {
        let mut seen = std::collections::BTreeSet::new();
        self.faces()
            .filter(|face| face.style == Style::Normal && face.weight.0 == 400 && !is_regional(face))
            .filter(|face| {
                face.families
                    .first()
                    .is_some_and(|(family, _)| seen.insert(plain(family)))
            })
            .filter_map(|face| self.take(face, Fit::Instead))
            .collect()
    }

    fn take(&self, face: &FaceInfo, fit: Fit) -> Option<Taken> {
        let path = path_of(face)?.to_path_buf();
        let info = self.database.with_face_data(face.id, FontInfo::new)??;
        Some(Taken {
            path,
            index: face.index,
            info,
            fit,
        })
    }
}

impl Taken {
    fn has(&self, role: Role) -> bool {
        role.probe()
            .chars()
            .all(|character| self.info.coverage.contains(u32::from(character)))
    }
}

fn path_of(face: &FaceInfo) -> Option<&Path> {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => Some(path),
        Source::Binary(_) => None,
    }
}

fn is_named(face: &FaceInfo, name: &str) -> bool {
    face.families
        .iter()
        .any(|(family, _)| plain(family).contains(name))
}

/// The same glyphs again, drawn for other regions: they would only cost time.
fn is_regional(face: &FaceInfo) -> bool {
    face.families
        .iter()
        .any(|(family, _)| family.contains(" CJK ") && (!family.ends_with(" SC") || family.contains("Mono")))
}
