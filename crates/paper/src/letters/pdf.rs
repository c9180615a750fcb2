//! A letter as a PDF, set by `templates/letter.typ`: archivable (PDF/A-2b), the same bytes for the same letter and fonts.

use law::cases::letters::{Letter, Paragraph};
use serde::Serialize;

use crate::fonts::Faces;
use crate::reports::printable;
use crate::typeset::{self, Template};
use crate::{Fonts, PaperError};

const TEMPLATE: Template = Template {
    name: "letter.typ",
    text: include_str!("../../templates/letter.typ"),
};

/// The letter as the bytes of a PDF; its date stays open until it is signed.
/// Refuses to print empty boxes: characters that no installed face has are named in the error.
pub fn pdf(letter: &Letter, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    typeset::pdf(TEMPLATE, &values(letter, fonts), fonts)
}

/// What the template sees.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Values<'a> {
    title: String,
    organ: String,
    number: String,
    /// Blank where the letter is a form.
    addressee: String,
    parts: Vec<Part>,
    enclosures: Vec<String>,
    signed_by: String,
    dated: String,
    contact: String,
    faces: Faces<'a>,
    fallback: Vec<&'a str>,
}

/// A paragraph, or the rows of a form.
#[derive(Serialize)]
struct Part {
    style: &'static str,
    text: String,
    rows: Vec<(String, String)>,
}

fn values<'a>(letter: &Letter, fonts: &'a Fonts) -> Values<'a> {
    Values {
        title: printable(&letter.title),
        organ: printable(&letter.organ),
        number: printable(letter.number.as_deref().unwrap_or_default()),
        addressee: if super::is_form(letter) {
            String::new()
        } else {
            printable(&letter.addressee)
        },
        parts: letter.paragraphs.iter().flat_map(parts).collect(),
        enclosures: letter.enclosures.iter().map(|name| printable(name)).collect(),
        signed_by: printable(&letter.signed_by),
        dated: super::dated(letter),
        contact: printable(&letter.contact),
        faces: fonts.faces_by_role(),
        fallback: fonts.fallback_families(),
    }
}

fn parts(paragraph: &Paragraph) -> Vec<Part> {
    let part = |style, text: String| Part {
        style,
        text,
        rows: Vec::new(),
    };
    match paragraph {
        Paragraph::Plain(text) => vec![part("plain", printable(text))],
        Paragraph::Heading(text) => vec![part("heading", printable(text))],
        Paragraph::List(items) => items
            .iter()
            .enumerate()
            .map(|(at, item)| part("plain", format!("{}.{}", at + 1, printable(item))))
            .collect(),
        Paragraph::Form(rows) => vec![Part {
            style: "form",
            text: String::new(),
            rows: rows
                .iter()
                .map(|(label, value)| (printable(label), printable(value)))
                .collect(),
        }],
    }
}

#[cfg(test)]
mod tests {
    use law::cases::letters::{Delivery, LetterFacts, LetterKind, fill};

    use super::*;

    fn facts() -> LetterFacts {
        LetterFacts {
            organ: "洛阳市孟津区人民政府办公室".into(),
            contact: "政务公开股，0379-00000000".into(),
            number: Some("孟公复〔2026〕3号".into()),
            applicant: "李明".into(),
            received_on: Some(jiff::civil::date(2026, 3, 2)),
            channel: "邮寄".into(),
            request_number: "20260302001".into(),
            request: "滨河路改造方案 #let *a* $b$".into(),
            enclosures: vec!["申请书复印件".into(), "补正表".into()],
            delivery: Delivery {
                papers: "孟公复〔2026〕3号".into(),
                way: "邮寄".into(),
                address: "洛阳市".into(),
            },
            ..LetterFacts::default()
        }
    }

    #[test]
    fn every_kind_of_letter_is_printed() {
        let fonts = Fonts::scan(&[]).unwrap();
        for kind in LetterKind::ALL {
            let mut letter = fill(*kind, &facts());
            letter.dated = Some(jiff::civil::date(2026, 3, 20));
            let bytes = pdf(&letter, &fonts).unwrap();
            assert!(bytes.starts_with(b"%PDF"), "{kind:?}");
            if let Some(folder) = std::env::var_os("LETTERS_OUT") {
                std::fs::write(
                    std::path::Path::new(&folder).join(format!("{}.pdf", kind.code())),
                    &bytes,
                )
                .unwrap();
            }
            assert_eq!(bytes, pdf(&letter, &fonts).unwrap(), "{kind:?}");
            let word = super::super::docx(&letter).unwrap();
            assert_eq!(word, super::super::docx(&letter).unwrap(), "{kind:?}");
            if let Some(folder) = std::env::var_os("LETTERS_OUT") {
                std::fs::write(
                    std::path::Path::new(&folder).join(format!("{}.docx", kind.code())),
                    &word,
                )
                .unwrap();
            }
        }
    }
}
