//! A letter as a PDF, set by `templates/letter.typ`: archivable (PDF/A-2b) once it is dated, the same bytes for the same
//! letter and fonts.

use jiff::civil::Date;
use law::cases::letters::Letter;
use serde::Serialize;
use typst_layout::PagedDocument;

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

/// Distances of lines in points: the standard's, and those that are still well to read.
const PITCHES: [f64; 3] = [28.95, 27.6, 26.4];

/// The letter as the bytes of a PDF in the layout of GB/T 9704-2012; its date stays open until it is signed.
/// The opinion of a third party has room for that party's words and signature instead of the organ's.
/// No empty box is printed: a character that no installed face has shows as its code point.
pub fn pdf(letter: &Letter, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let written = set(letter, fonts).and_then(|pages| typeset::export(&pages));
    typeset::forget();
    written
}

/// The letter's pages. Lines stand as the standard has them, 22 to a page; where a few lines are left for one more page, they
/// stand a little closer instead (GB/T 9704-2012 7.3.5.4: 可以采取调整行距、字距的措施解决).
pub(super) fn set(letter: &Letter, fonts: &Fonts) -> Result<PagedDocument, PaperError> {
    let [standard, closer @ ..] = PITCHES;
    let pages = set_at(standard, letter, fonts)?;
    for pitch in closer {
        if pages.pages().len() < 2 {
            break;
        }
        let fewer = set_at(pitch, letter, fonts)?;
        if fewer.pages().len() < pages.pages().len() {
            return Ok(fewer);
        }
    }
    Ok(pages)
}

fn set_at(pitch: f64, letter: &Letter, fonts: &Fonts) -> Result<PagedDocument, PaperError> {
    let printed = Pitched {
        sheet: Sheet::of(letter),
        pitch,
    };
    typeset::set(TEMPLATE, &Values::of(printed, letter.dated, fonts), fonts)
}

/// A letter with the distance of its lines, in points.
#[derive(Serialize)]
struct Pitched {
    #[serde(flatten)]
    sheet: Sheet,
    pitch: f64,
}

/// What a template of `official.typ` sees: what is printed, and the faces to print it in.
#[derive(Serialize)]
pub(crate) struct Values<'a, T> {
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
