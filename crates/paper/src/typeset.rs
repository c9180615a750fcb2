//! Turns a template and values into pages, and pages into an archivable PDF (PDF/A-2b, tagged).
//! What has no date yet (a draft, a blank form) is a plain PDF: an archive takes only what is dated.
//! Values reach the template as JSON and are never pasted into markup, so prose cannot become code.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::layout::{Frame, FrameItem};
use typst::model::Document;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{Fonts, PaperError, legible};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// A template, written in Typst.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Template {
    pub name: &'static str,
    pub text: &'static str,
}

/// All that a template can see: itself, the values as `/values.json`, pictures by their names where there are some,
/// and the fonts. No clock, no disk.
struct Desk<'a> {
    fonts: &'a Fonts,
    template: Source,
    files: Vec<(FileId, Bytes)>,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = self.files.iter().find(|(known, _)| *known == id);
        file.map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// A day as templates take it.
#[derive(Serialize)]
pub(crate) struct CivilDay {
    year: i16,
    month: i8,
    day: i8,
}

impl From<Date> for CivilDay {
    fn from(date: Date) -> Self {
        Self {
            year: date.year(),
            month: date.month(),
            day: date.day(),
        }
    }
}

/// A PDF of the template filled with the values; the same bytes for the same values and fonts.
pub(crate) fn pdf(template: Template, values: &impl Serialize, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let written = set(template, values, fonts).and_then(|document| export(&document));
    forget();
    written
}

/// The same of a template that shows a picture.
pub(crate) fn pdf_of_picture(
    template: Template,
    values: &impl Serialize,
    picture: &[u8],
    fonts: &Fonts,
) -> Result<Vec<u8>, PaperError> {
    let files = [("picture".to_owned(), Bytes::new(picture.to_vec()))];
    pdf_with_files(template, values, &files, fonts)
}

/// The same of a template that shows pictures, each under its name.
pub(crate) fn pdf_with_files(
    template: Template,
    values: &impl Serialize,
    files: &[(String, Bytes)],
    fonts: &Fonts,
) -> Result<Vec<u8>, PaperError> {
    let written = set_with(template, values, files, fonts).and_then(|document| export(&document));
    forget();
    written
}

/// Lets go of what typesetting has kept in memory.
pub(crate) fn forget() {
    comemo::evict(0);
}

/// The pages of the template filled with the values. A character that no face has shows as its code point.
pub(crate) fn set(
    template: Template,
    values: &impl Serialize,
    fonts: &Fonts,
) -> Result<PagedDocument, PaperError> {
    set_with(template, values, &[], fonts)
}

fn set_with(
    template: Template,
    values: &impl Serialize,
    pictures: &[(String, Bytes)],
    fonts: &Fonts,
) -> Result<PagedDocument, PaperError> {
    let mut values = serde_json::to_value(values).map_err(|error| broken(&error))?;
    legible::make(&mut values, fonts);
    let document = compile(template, &values, pictures, fonts)?;
    // A face may have a character and yet not the cluster it stands in: that is known only now.
    match characters_without_glyph(&document) {
        characters if characters.is_empty() => return Ok(document),
        characters => legible::mark_all(&mut values, &characters),
    }
    let document = compile(template, &values, pictures, fonts)?;
    match characters_without_glyph(&document) {
        characters if characters.is_empty() => Ok(document),
        characters => Err(PaperError::NoGlyph { characters }),
    }
}

fn compile(
    template: Template,
    values: &Value,
    pictures: &[(String, Bytes)],
    fonts: &Fonts,
) -> Result<PagedDocument, PaperError> {
    let values = serde_json::to_vec(values).map_err(|error| broken(&error))?;
    let mut files = vec![(file_id("values.json")?, Bytes::new(values))];
    for (name, bytes) in pictures {
        files.push((file_id(name)?, bytes.clone()));
    }
    let desk = Desk {
        fonts,
        template: Source::new(file_id(template.name)?, template.text.to_owned()),
        files,
    };
    let compiled = typst::compile::<PagedDocument>(&desk);
    compiled.output.map_err(|errors| faults(&errors))
}

fn broken(error: &serde_json::Error) -> PaperError {
    PaperError::Typesetting(error.to_string())
}

/// The pages as the bytes of a PDF.
pub(crate) fn export(document: &PagedDocument) -> Result<Vec<u8>, PaperError> {
    let standard = match document.info().date {
        Smart::Custom(Some(_)) => PdfStandard::A_2b,
        _ => PdfStandard::V_1_7,
    };
    let standards = PdfStandards::new(&[standard])
        .map_err(|error| PaperError::Typesetting(error.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Gongkai".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| faults(&errors))
}

fn file_id(name: &str) -> Result<FileId, PaperError> {
    let path = VirtualPath::new(name).map_err(|error| PaperError::Typesetting(error.to_string()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn faults(errors: &[SourceDiagnostic]) -> PaperError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    PaperError::Typesetting(messages.join("; "))
}

/// The characters no face has, each once, in the order they are met.
fn characters_without_glyph(document: &PagedDocument) -> String {
    let mut characters = String::new();
    for page in document.pages() {
        collect_without_glyph(&page.frame, &mut characters);
    }
    characters
}

fn collect_without_glyph(frame: &Frame, characters: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect_without_glyph(&group.frame, characters),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    for character in text.text.get(glyph.range()).unwrap_or("").chars() {
                        if !characters.contains(character) {
                            characters.push(character);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}
