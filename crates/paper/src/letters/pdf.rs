//! A letter as a PDF, set by `templates/letter.typ`: archivable (PDF/A-2b) once it is dated, the same bytes for the same
//! letter and fonts.

use jiff::civil::Date;
use law::cases::letters::Letter;
use serde::Serialize;
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst_layout::PagedDocument;

use super::sheet::{Rows, Sheet};
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

/// How close a letter stands.
#[derive(Clone, Copy)]
struct Setting {
    /// The distance of lines in points.
    pitch: f64,
    /// How its form stands.
    rows: Rows,
    /// What goes over to a new page with the signature.
    tail: Tail,
}

/// What goes over to a new page with the signature, which never stands there alone.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Tail {
    /// The last two lines of the text, and all enclosures.
    Text,
    /// The list of enclosures.
    List,
    /// Its last item.
    Item,
}

/// The standard's lines.
const STANDARD: Setting = Setting {
    pitch: 28.95,
    rows: Rows::USUAL,
    tail: Tail::Text,
};
/// Lines that are still well to read.
const CLOSER: [Setting; 3] = [
    Setting {
        pitch: 27.6,
        ..STANDARD
    },
    Setting {
        pitch: 26.4,
        ..STANDARD
    },
    Setting {
        pitch: 25.5,
        ..STANDARD
    },
];

/// The letter as the bytes of a PDF in the layout of GB/T 9704-2012; its date stays open until it is signed.
/// The opinion of a third party has room for that party's words and signature instead of the organ's.
/// No empty box is printed: a character that no installed face has shows as its code point.
pub fn pdf(letter: &Letter, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let written = set(letter, fonts).and_then(|pages| typeset::export(&pages));
    typeset::forget();
    written
}

/// The letter's pages. Lines stand as the standard has them, 22 to a page; where a few lines are left for one more page, they
/// stand a little closer instead (GB/T 9704-2012 7.3.5.4: 可以采取调整行距、字距的措施解决). So do the rows of a form.
pub(super) fn set(letter: &Letter, fonts: &Fonts) -> Result<PagedDocument, PaperError> {
    let set_at = |setting| set_at(setting, letter, fonts);
    let pages = set_at(STANDARD)?;
    if pages.pages().len() < 2 {
        return Ok(pages);
    }
    if letter.kind.is_form() {
        return on_fewer_sheets(pages, set_at);
    }
    let (pages, setting) = closer(pages, set_at)?;
    if letter.enclosures.is_empty() {
        Ok(pages)
    } else {
        filled(pages, setting, set_at)
    }
}

/// The form on the fewest sheets; in small type only where all of it then stands on one.
fn on_fewer_sheets(
    mut pages: PagedDocument,
    set_at: impl Fn(Setting) -> Result<PagedDocument, PaperError>,
) -> Result<PagedDocument, PaperError> {
    for rows in Rows::CLOSER {
        let other = set_at(Setting { rows, ..STANDARD })?;
        let most = if rows.is_small { 2 } else { pages.pages().len() };
        if other.pages().len() < most {
            pages = other;
        }
        if pages.pages().len() < 2 {
            break;
        }
    }
    Ok(pages)
}

/// The letter with its lines as far apart as they may be where closer ones save a page, and how they stand.
fn closer(
    standard: PagedDocument,
    set_at: impl Fn(Setting) -> Result<PagedDocument, PaperError>,
) -> Result<(PagedDocument, Setting), PaperError> {
    let [others @ .., closest] = CLOSER;
    let fewest = set_at(closest)?;
    if fewest.pages().len() == standard.pages().len() {
        return Ok((standard, STANDARD));
    }
    for setting in others {
        let pages = set_at(setting)?;
        if pages.pages().len() == fewest.pages().len() {
            return Ok((pages, setting));
        }
    }
    Ok((fewest, closest))
}

/// The letter with as much going over with its signature as leaves no page mostly blank.
fn filled(
    mut pages: PagedDocument,
    setting: Setting,
    set_at: impl Fn(Setting) -> Result<PagedDocument, PaperError>,
) -> Result<PagedDocument, PaperError> {
    for tail in [Tail::List, Tail::Item] {
        if is_filled(&pages) {
            break;
        }
        pages = set_at(Setting { tail, ..setting })?;
    }
    Ok(pages)
}

/// Whether text reaches the last third of every page but the last.
fn is_filled(pages: &PagedDocument) -> bool {
    let (foot, third) = (Abs::mm(297.0 - 35.0), Abs::mm(225.0 / 3.0));
    let before = pages.pages().iter().rev().skip(1);
    before
        .map(|page| lowest(&page.frame, Abs::zero(), foot))
        .all(|lowest| lowest > foot - third)
}

/// The lowest baseline above the foot of a page.
fn lowest(frame: &Frame, origin: Abs, foot: Abs) -> Abs {
    let of_item = |(at, item): &(Point, FrameItem)| match item {
        FrameItem::Group(group) => lowest(&group.frame, origin + at.y, foot),
        FrameItem::Text(_) if origin + at.y <= foot => origin + at.y,
        _ => Abs::zero(),
    };
    frame.items().map(of_item).max().unwrap_or_default()
}

fn set_at(setting: Setting, letter: &Letter, fonts: &Fonts) -> Result<PagedDocument, PaperError> {
    let printed = Pitched {
        sheet: Sheet::of(letter, setting.rows),
        pitch: setting.pitch,
        tail: setting.tail,
    };
    typeset::set(TEMPLATE, &Values::of(printed, letter.dated, fonts), fonts)
}

/// A letter with the distance of its lines, in points, and what goes with its signature.
#[derive(Serialize)]
struct Pitched {
    #[serde(flatten)]
    sheet: Sheet,
    pitch: f64,
    tail: Tail,
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
