//! What kind of file it is, by its content.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::unreadable::Unreadable;

/// A file's format, with its text where it is one.
pub(super) enum Kind {
    Pdf,
    Docx,
    Xlsx,
    Html(String),
    Json,
    Text(String),
}

/// Decides by the first bytes; the name only tells DOCX from XLSX when the archive itself is broken.
pub(super) fn kind(bytes: &[u8], file_name: &str) -> Result<Kind, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Unreadable::Legacy);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return archive(bytes, file_name);
    }
    let text = decode(bytes)?;
    let head: String = text
        .trim_start()
        .chars()
        .take(2000)
        .collect::<String>()
        .to_ascii_lowercase();
    let is_markup = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<table",
        "<div",
        "<p",
    ];
    if head.starts_with('{') {
        Ok(Kind::Json)
    } else if head.starts_with('<') && is_markup.into_iter().any(|tag| head.contains(tag)) {
        Ok(Kind::Html(text))
    } else {
        Ok(Kind::Text(text))
    }
}

fn archive(bytes: &[u8], file_name: &str) -> Result<Kind, Unreadable> {
    let is_sheet = file_name.to_lowercase().ends_with(".xlsx");
    let broken = Unreadable::Damaged(if is_sheet { "XLSX " } else { "DOCX " });
    let Ok(archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return Err(broken);
    };
    let has = |name: &str| archive.file_names().flatten().any(|file| file == name);
    if has("word/document.xml") {
        Ok(Kind::Docx)
    } else if has("xl/workbook.xml") {
        Ok(Kind::Xlsx)
    } else {
        Err(Unreadable::NotText)
    }
}

/// The text of a file in UTF-8, UTF-16 with its mark, or GB18030; anything else is refused.
fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    for (mark, encoding) in [
        (&b"\xFF\xFE"[..], UTF_16LE),
        (b"\xFE\xFF", UTF_16BE),
        (b"\xEF\xBB\xBF", UTF_8),
    ] {
        if bytes.starts_with(mark) {
            let (text, _, has_errors) = encoding.decode(bytes);
            return if has_errors {
                Err(Unreadable::NotText)
            } else {
                Ok(text.into_owned())
            };
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return plausible(Cow::Borrowed(text));
    }
    let cut = std::str::from_utf8(bytes)
        .err()
        .filter(|error| error.error_len().is_none());
    if let Some(cut) = cut
        && cut.valid_up_to() > bytes.len() / 2
    {
        return Err(Unreadable::Damaged("文本"));
    }
    let declared = declares_gb(bytes);
    let (text, _, has_errors) = GB18030.decode(bytes);
    let lost = text.chars().filter(|one| *one == '\u{FFFD}').count();
    // A page that says it is GBK may hold a stray byte; a file that says nothing may not.
    if has_errors && !(declared && lost <= 3) {
        return Err(Unreadable::NotText);
    }
    plausible(text)
}

fn declares_gb(bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes.iter().take(2000).map(u8::to_ascii_lowercase).collect();
    [&b"charset=gb"[..], b"charset=\"gb"]
        .into_iter()
        .any(|mark| head.windows(mark.len()).any(|part| part == mark))
}

/// Text is not full of control characters, nor of private or rare signs, as bytes read by chance are.
fn plausible(text: Cow<'_, str>) -> Result<String, Unreadable> {
    let is_odd = |one: char| {
        (one.is_control() && !matches!(one, '\n' | '\r' | '\t' | '\u{c}'))
            || matches!(one, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{F0000}'..)
    };
    let odd = text.chars().filter(|one| is_odd(*one)).count();
    let all = text.chars().count();
    if text.contains('\0') || odd * 50 > all {
        Err(Unreadable::NotText)
    } else {
        Ok(text.into_owned())
    }
}
