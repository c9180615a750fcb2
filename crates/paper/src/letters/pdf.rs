//! A letter as a PDF, set by `templates/letter.typ`: archivable (PDF/A-2b) once it is dated, the same bytes for the same
//! letter and fonts.

use jiff::civil::Date;
use law::cases::letters::Letter;
use serde::Serialize;

use super::sheet::Sheet;
use crate::fonts::Faces;
use crate::typeset::{self, CivilDay, Template};
use crate::{Fonts, PaperError};

const TEMPLATE: Template = Template {
    name: "letter.typ",
    text: concat!(
        include_str!("../../templates/official.typ"),
        include_str!("../../templates/letter.typ")
    ),
};

/// The letter as the bytes of a PDF in the layout of GB/T 9704-2012; its date stays open until it is signed.
/// The opinion of a third party has room for that party's words and signature instead of the organ's.
/// Refuses to print empty boxes: characters that no installed face has are named in the error.
pub fn pdf(letter: &Letter, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    typeset::pdf(TEMPLATE, &values(letter, fonts), fonts)
}

fn values<'a>(letter: &Letter, fonts: &'a Fonts) -> Values<'a, Sheet> {
    Values::of(Sheet::of(letter), letter.dated, fonts)
}

/// The letter's pages, to be measured.
#[cfg(test)]
pub(super) fn set(letter: &Letter, fonts: &Fonts) -> Result<typst_layout::PagedDocument, PaperError> {
    typeset::set(TEMPLATE, &values(letter, fonts), fonts)
}

/// What a template of `official.typ` sees: what is printed, and the faces to print it in.
#[derive(Serialize)]
pub(super) struct Values<'a, T> {
    #[serde(flatten)]
    printed: T,
    /// For the file's properties; nothing that has none is archived.
    date: Option<CivilDay>,
    faces: Faces<'a>,
    fallback: Vec<&'a str>,
}

impl<'a, T: Serialize> Values<'a, T> {
    pub fn of(printed: T, day: Option<Date>, fonts: &'a Fonts) -> Self {
        Self {
            printed,
            date: day.map(CivilDay::from),
            faces: fonts.faces_by_role(),
            fallback: fonts.fallback_families(),
        }
    }
}
