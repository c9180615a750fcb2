//! What kind of file it is, by its content.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::mail;
use super::unreadable::Unreadable;

/// A file's format, with its text where it is one.
pub(super) enum Kind {
    Pdf,
    Docx,
    Xlsx,
    Html(String),
    Json,
    /// A mail, or a page saved in one file.
    Mail,
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
    if mail::is_mail(bytes) {
        return Ok(Kind::Mail);
    }
    if let Some(foreign) = foreign(bytes) {
        return Err(foreign);
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
    // A fragment may open with styles or remarks as long as the article.
    let has_table = || text.contains("<table") || text.contains("<TABLE");
    let is_page =
        head.starts_with('<') && (is_markup.into_iter().any(|tag| head.contains(tag)) || has_table());
    if head.starts_with('{') {
        Ok(Kind::Json)
    } else if is_page {
        Ok(Kind::Html(text))
    } else {
        Ok(Kind::Text(text))
    }
}

/// Files of other kinds, named so that one knows what to do with them.
fn foreign(bytes: &[u8]) -> Option<Unreadable> {
    const SAVE: &str = "请用原来的软件打开，另存为 DOCX、XLSX 或 PDF 后再试。";
    const PICTURE: &str = "图片中的数字读不出来。请使用由文档直接导出的 PDF，或者 DOCX、XLSX、网页文件。";
    const UNPACK: &str = "请先解压，再选择其中的报告文件。";
    let kinds: [(&[u8], &str, &str); 10] = [
        (b"{\\rtf", "RTF 文件", SAVE),
        (b"\x89PNG", "图片", PICTURE),
        (b"\xFF\xD8\xFF", "图片", PICTURE),
        (b"GIF8", "图片", PICTURE),
        (b"BM", "图片", PICTURE),
        (b"II*\0", "图片", PICTURE),
        (b"MM\0*", "图片", PICTURE),
        (b"Rar!", "压缩文件", UNPACK),
        (b"7z\xBC\xAF", "压缩文件", UNPACK),
        (b"\x1F\x8B", "压缩文件", UNPACK),
    ];
    // "BM" alone also opens a text.
    let is_kind = |mark: &[u8]| bytes.starts_with(mark) && (mark != b"BM" || bytes.contains(&0));
    let found = kinds.into_iter().find(|(mark, ..)| is_kind(mark));
    found.map(|(_, what, todo)| Unreadable::Foreign(what, todo))
}

fn archive(bytes: &[u8], file_name: &str) -> Result<Kind, Unreadable> {
    let is_sheet = file_name.to_lowercase().ends_with(".xlsx");
    let broken = Unreadable::Damaged(if is_sheet { "XLSX " } else { "DOCX " });
    let Ok(archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return Err(broken);
    };
    let has = |name: &str| archive.file_names().flatten().any(|file| file == name);
    let has_under = |folder: &str| {
        archive
            .file_names()
            .flatten()
            .any(|file| file.starts_with(folder))
    };
    if has("xl/workbook.xml") {
        Ok(Kind::Xlsx)
    } else if has("word/document.xml") || has_under("word/document") {
        Ok(Kind::Docx)
    } else if has("OFD.xml") {
        Err(Unreadable::Foreign(
            "OFD 版式文件",
            "请用 OFD 阅读软件打开，导出为 PDF，或者使用 DOCX、XLSX、网页文件。",
        ))
    } else if has("content.xml") || has_under("ppt/") || has("xl/workbook.bin") {
        Err(Unreadable::Foreign(
            "其他办公软件格式的文件",
            "请用原来的软件打开，另存为 DOCX、XLSX 或 PDF 后再试。",
        ))
    } else {
        Err(Unreadable::Foreign(
            "压缩文件",
            "请先解压，再选择其中的报告文件。",
        ))
    }
}

/// The text of a file in UTF-8, UTF-16 or UTF-32 with its mark, or GB18030; anything else is refused.
fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    if let Some(text) = utf_32(bytes) {
        return text;
    }
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
    // A page whose description was cut within a sign is still UTF-8.
    let lossy = String::from_utf8_lossy(bytes);
    let spoilt = lossy.chars().filter(|one| *one == '\u{FFFD}').count();
    if !declares_gb(bytes) && spoilt <= 8 && lossy.chars().filter(|one| !one.is_ascii()).count() > spoilt * 20
    {
        return plausible(lossy);
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

/// Four bytes to a sign, after a mark that says in which order.
fn utf_32(bytes: &[u8]) -> Option<Result<String, Unreadable>> {
    let (rest, is_little) = match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => (rest, true),
        [0, 0, 0xFE, 0xFF, rest @ ..] => (rest, false),
        _ => return None,
    };
    let number = |sign: &[u8; 4]| {
        if is_little {
            u32::from_le_bytes(*sign)
        } else {
            u32::from_be_bytes(*sign)
        }
    };
    let (signs, left) = rest.as_chunks::<4>();
    let text: Option<String> = signs.iter().map(|sign| char::from_u32(number(sign))).collect();
    Some(text.filter(|_| left.is_empty()).ok_or(Unreadable::NotText))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> String {
        kind(bytes, "a")
            .err()
            .map(|why| why.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn files_of_other_kinds_are_named_with_what_to_do() {
        let said: [(&[u8], &str); 5] = [
            (b"{\\rtf1 text", "RTF"),
            (b"\x89PNG\r\n\x1a\n\0\0", "图片"),
            (b"Rar!\x1a\x07\0", "解压"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "另存为 .docx"),
            (b"", "空"),
        ];
        for (bytes, words) in said {
            assert!(refusal(bytes).contains(words), "{words}: {}", refusal(bytes));
        }
    }

    #[test]
    fn text_of_four_bytes_to_a_sign_is_text() {
        let signs = || "\u{feff}政府信息公开".chars().map(u32::from);
        let little: Vec<u8> = signs().flat_map(u32::to_le_bytes).collect();
        let big: Vec<u8> = signs().flat_map(u32::to_be_bytes).collect();
        for bytes in [little, big] {
            let Ok(Kind::Text(text)) = kind(&bytes, "a") else {
                panic!("not a text");
            };
            assert_eq!(text, "政府信息公开");
        }
        assert!(refusal(b"\xFF\xFE\0\0\x01").contains("无法识别文件内容"));
    }

    #[test]
    fn a_page_cut_within_a_sign_is_still_utf_8() {
        let words = "政府信息公开".repeat(20);
        let mut page = format!("<html><body>{words}").into_bytes();
        page.extend(b"\xE6\x94");
        page.extend(format!("\"{words}").bytes());
        let Ok(Kind::Html(text)) = kind(&page, "a") else {
            panic!("not a page");
        };
        assert_eq!(text.matches("政府信息公开").count(), 40);
    }

    #[test]
    fn a_fragment_that_opens_with_long_styles_is_a_page() {
        let page = format!(
            "<style>{}</style><div><table></table></div>",
            ".a{}\n".repeat(1000)
        );
        assert!(matches!(kind(page.as_bytes(), "a"), Ok(Kind::Html(_))));
    }
}
