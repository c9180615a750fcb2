//! A document as a PDF, set by `templates/document.typ`.

use serde::Serialize;
use typst::foundations::Bytes;

use super::WrittenOut;
use super::parts::{Part, laid_out};
use crate::letters::{Values, balanced};
use crate::reports::printable;
use crate::typeset::{self, Template};
use crate::{Fonts, PaperError};

const TEMPLATE: Template = Template {
    name: "document.typ",
    text: concat!(
        include_str!("../../../templates/official.typ"),
        include_str!("../../../templates/document.typ")
    ),
};

/// Signs of a line of the title.
const TITLE_LINE: usize = 20;

/// What is printed.
#[derive(Serialize)]
struct Printed {
    organ: String,
    title: String,
    #[serde(rename = "title-lines")]
    title_lines: Vec<String>,
    number: String,
    parts: Vec<Part>,
    source: String,
    /// The addresses of pictures that there are, and how wide each is printed, in millimetres.
    pictures: Vec<Placed>,
}

/// A picture under the name of its file.
#[derive(Serialize)]
struct Placed {
    address: String,
    file: String,
    width: f64,
}

/// The document as the bytes of a PDF: PDF/A-2b where it is dated.
pub fn pdf(document: &WrittenOut<'_>, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let lines = balanced(&printable(document.title).replace('\n', ""), TITLE_LINE);
    let (mut pictures, mut files) = (Vec::new(), Vec::new());
    for (number, (address, bytes)) in (1..).zip(&document.pictures) {
        let Some(size) = Size::of(bytes) else { continue };
        let file = format!("picture{number}");
        pictures.push(Placed {
            address: address.clone(),
            file: file.clone(),
            width: size.printed(),
        });
        files.push((file, Bytes::new(bytes.clone())));
    }
    let printed = Printed {
        organ: printable(document.organ),
        title: lines.concat(),
        title_lines: lines,
        number: printable(document.document_number.unwrap_or_default()),
        parts: laid_out(document.html, document.attachment_lines()),
        source: document.source.to_owned(),
        pictures,
    };
    let values = Values::of(printed, document.formed_on, fonts);
    typeset::pdf_with_files(TEMPLATE, &values, &files, fonts)
}

/// How large a picture is, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    /// The width of a page's text, and the height of a picture at most, in millimetres.
    const WIDEST: f64 = 156.0;
    const HIGHEST: f64 = 180.0;
    /// Pixels of a screen to a millimetre.
    const PER_MILLIMETRE: f64 = 96.0 / 25.4;

    /// Read from a picture's head.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let reader = image::ImageReader::new(std::io::Cursor::new(bytes))
            .with_guessed_format()
            .ok()?;
        let (width, height) = reader.into_dimensions().ok()?;
        (width > 0 && height > 0).then_some(Self { width, height })
    }

    /// How wide it is printed, in millimetres: as on a screen, but on one page.
    pub fn printed(self) -> f64 {
        let (width, height) = (f64::from(self.width), f64::from(self.height));
        let own = width / Self::PER_MILLIMETRE;
        own.min(Self::WIDEST).min(Self::HIGHEST * width / height)
    }
}
