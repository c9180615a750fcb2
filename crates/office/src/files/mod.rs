//! Files in the object store: those attached to documents and of reports by their digest, those of applicants under seal in
//! the [`room`]. What people hand in is known by its content and not by its name: an executable, a script, an archive or an
//! office file that unfolds beyond measure is refused however it is named.

mod coming;
mod held;
pub(crate) mod holder;
mod outgoing;
mod pieces;
pub(crate) mod room;

use std::io::{Cursor, Read};

use law::screening::LONGEST_UNFOLDED;
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use sm3::{Digest, Sm3};
use zip::ZipArchive;

use crate::error::OfficeError;
use crate::store::Office;
use crate::text::line;

pub use coming::Screener;
pub(crate) use coming::{Cleared, Coming, Looked, cleared, looked_at, plainly};
pub use held::{Examined, examine, try_to_write};
pub(crate) use held::{HeldFile, held};
pub use holder::{Moving, move_contents};
pub use outgoing::Outgoing;
pub(crate) use outgoing::open_public;
pub use room::sweep;

/// The largest file, in bytes.
pub const LARGEST: usize = 50 << 20;
/// A file on its way in.
#[derive(Clone, Debug)]
pub struct Upload {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A file on its way out: what it is called, and what it holds piece by piece.
pub struct OpenedFile {
    pub name: String,
    pub media_type: String,
    /// Its length in bytes.
    pub length: i64,
    pub content: Outgoing,
}

pub(crate) async fn store(office: &Office, digest: &str, bytes: Cleared) -> Result<(), OfficeError> {
    let place = place_of(digest);
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let is_there = office
        .files()
        .head(&place)
        .await
        .is_ok_and(|file| file.size == length);
    if !is_there {
        office
            .files()
            .put(&place, PutPayload::from(bytes.into_bytes()))
            .await?;
    }
    Ok(())
}

/// Where a file of that digest lies: `ab/abcdef…`.
pub(crate) fn place_of(digest: &str) -> Path {
    let folder: String = digest.chars().take(2).collect();
    Path::from(format!("{folder}/{digest}"))
}

/// Whether these bytes have that digest.
pub(crate) fn is_of(digest: &str, bytes: &[u8]) -> bool {
    hex::encode(Sm3::digest(bytes)) == digest
}

/// The most characters of a file's name.
const LONGEST_NAME: usize = 120;
/// A longer ending is none, but a dot within the words.
const LONGEST_ENDING: usize = 10;

/// The last part of the name, as it is seen, and at most 120 characters long with its ending.
pub(crate) fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let clean = line(last);
    let clean = clean.trim_start_matches('.').trim();
    if clean.is_empty() {
        return "附件".to_owned();
    }
    shortened(clean)
}

/// The name without what is too much before its ending: the ending says what the file is.
fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending)
        .filter(|ending| (1..=LONGEST_ENDING).contains(&ending.chars().count()));
    let Some(ending) = ending else {
        return name.chars().take(LONGEST_NAME).collect();
    };
    let room = LONGEST_NAME - ending.chars().count() - 1;
    let stem: String = name.chars().take(room).collect();
    format!("{}.{ending}", stem.trim_end())
}

/// What a container of that ending must hold among the names of its parts.
const PARTS: [(&str, &str); 4] = [
    ("docx", "word/"),
    ("xlsx", "xl/"),
    ("pptx", "ppt/"),
    ("ofd", "OFD.xml"),
];

/// Macros: they run when the file is opened.
const MACROS: &str = "vbaProject.bin";

pub(crate) const WEBP: &str = "image/webp";
pub(crate) const TIFF: &str = "image/tiff";

/// What may be attached: ending, first bytes, media type.
const KINDS: [(&str, &[u8], &str); 17] = [
    ("pdf", b"%PDF-", "application/pdf"),
    (
        "docx",
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "xlsx",
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        "pptx",
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("ofd", b"PK\x03\x04", "application/ofd"),
    ("doc", b"\xD0\xCF\x11\xE0", "application/msword"),
    ("xls", b"\xD0\xCF\x11\xE0", "application/vnd.ms-excel"),
    ("wps", b"\xD0\xCF\x11\xE0", "application/vnd.ms-works"),
    // Spreadsheets of WPS, which hold what an .xls holds.
    ("et", b"\xD0\xCF\x11\xE0", "application/vnd.ms-excel"),
    ("png", b"\x89PNG\r\n\x1a\n", "image/png"),
    ("jpg", b"\xFF\xD8\xFF", "image/jpeg"),
    ("jpeg", b"\xFF\xD8\xFF", "image/jpeg"),
    ("webp", b"RIFF", WEBP),
    ("tif", b"", TIFF),
    ("tiff", b"", TIFF),
    ("txt", b"", "text/plain; charset=utf-8"),
    ("csv", b"", "text/csv; charset=utf-8"),
];

/// Most parts of an office file; what unfolds to more than [`LONGEST_UNFOLDED`] was made to fill a disk.
const MOST_PARTS: usize = 10_000;

/// Whether an office file is what its ending says, holds no macros, and unfolds within measure. What the parts say of
/// their own length is not believed: each is unfolded and counted.
fn has_its_parts(ending: &str, bytes: &[u8]) -> bool {
    let Some((_, needed)) = PARTS.iter().find(|(known, _)| *known == ending) else {
        return true;
    };
    unfolded(bytes).is_some_and(|names| {
        let holds = |part: &str| names.iter().any(|name| name.contains(part));
        holds(needed) && !holds(MACROS)
    })
}

/// The names of the parts; `None` where it is no whole archive or unfolds to more than [`LONGEST_UNFOLDED`].
fn unfolded(bytes: &[u8]) -> Option<Vec<String>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > MOST_PARTS {
        return None;
    }
    let mut left = LONGEST_UNFOLDED;
    let mut names = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let part = archive.by_index(index).ok()?;
        names.push(part.name().ok()?.into_owned());
        let length = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).ok()?;
        left = left.checked_sub(length)?;
    }
    Some(names)
}

/// Why a file of that ending is not taken, and what to do with it.
fn unknown(name: &str, ending: &str) -> String {
    let what = match ending {
        "heic" | "heif" => {
            "这是手机的 HEIC 照片，多数办公电脑打不开。请在手机上把照片转换为 JPEG 后上传（苹果手机：“设置”-“相机”-“格式”选“兼容性最好”后重拍，或者在“文件”中长按照片选“快速操作”-“转换图像”）。"
        }
        "zip" | "rar" | "7z" => "不接受压缩包，请解压后逐个上传。",
        "dps" | "ppt" => "请打开后另存为 .pptx 或者 PDF 后上传。",
        "bmp" | "gif" => "请用画图等软件另存为 PNG 或者 JPEG 后上传。",
        _ => "只接受 PDF、OFD、Word、Excel、WPS 文字和表格、PPT、PNG、JPEG、TIFF、WebP、TXT、CSV 文件。",
    };
    format!("不能上传“{name}”：{what}")
}

/// Pictures whose first bytes say less than what they are: TIFF in either order of bytes, WebP within its container.
fn is_picture(media_type: &str, bytes: &[u8]) -> bool {
    match media_type {
        TIFF => bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*"),
        WEBP => bytes.get(8..12) == Some(b"WEBP"),
        _ => true,
    }
}

/// The media type the content really has; refuses what may not be attached or is longer than `largest` bytes.
fn checked(name: &str, bytes: &[u8], largest: usize) -> Result<&'static str, OfficeError> {
    if bytes.is_empty() {
        return Err(OfficeError::invalid(
            "file",
            format!("“{name}”是空文件，请重新选择。"),
        ));
    }
    if bytes.len() > largest {
        return Err(OfficeError::invalid(
            "file",
            format!("“{name}”超过 {} MB，请压缩或者拆分后上传。", largest >> 20),
        ));
    }
    let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let kind = KINDS.iter().find(|(known, _, _)| *known == ending);
    let Some((_, head, media_type)) = kind else {
        return Err(OfficeError::invalid("file", unknown(name, &ending)));
    };
    let is_text = media_type.starts_with("text/");
    let is_right = if is_text {
        std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0)
    } else {
        bytes.starts_with(head) && is_picture(media_type, bytes) && has_its_parts(&ending, bytes)
    };
    if is_right {
        return Ok(media_type);
    }
    let message = if is_text {
        format!("“{name}”不是 UTF-8 文本，请另存为 UTF-8 后上传。")
    } else {
        format!("“{name}”的内容与扩展名不符、含有宏，或者解压后过大，请用原来的软件另存后上传。")
    };
    Err(OfficeError::invalid("file", message))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    /// An archive with a part of each name, each of that many zeros.
    fn archive(names: &[&str], zeros: usize) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(&vec![0; zeros]).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn is_taken(name: &str, bytes: &[u8]) -> bool {
        checked(name, bytes, LARGEST).is_ok()
    }

    #[test]
    fn a_name_keeps_its_last_part_only() {
        assert_eq!(safe_name("..\\..\\etc/../通知.pdf"), "通知.pdf");
        assert_eq!(safe_name("../"), "附件");
        assert_eq!(safe_name("a\u{202e}fdp.txt"), "afdp.txt");
        assert_eq!(safe_name(".bashrc"), "bashrc");
        assert_eq!(safe_name("身份\u{200b}证\u{feff}.jpg"), "身份证.jpg");
        assert_eq!(safe_name("\u{200b}\u{202e}"), "附件");
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = safe_name(&format!("{}.PDF", "关于".repeat(100)));
        assert_eq!(name.chars().count(), 120);
        assert!(name.starts_with("关于关于") && name.ends_with("于.PDF"), "{name}");
        let fits = format!("{}.pdf", "甲".repeat(116));
        assert_eq!(safe_name(&fits), fits);
        // A dot far from the end is no ending.
        let name = safe_name(&format!("1.{}", "乙".repeat(200)));
        assert!(name.chars().count() == 120 && name.ends_with('乙'), "{name}");
        let emoji = safe_name(&format!("{}.xlsx", "👨".repeat(300)));
        assert!(emoji.chars().count() == 120 && emoji.ends_with("👨.xlsx"));
    }

    #[test]
    fn a_disguised_executable_and_an_unknown_kind_are_refused() {
        assert!(!is_taken("通知.pdf", b"MZ\x90\x00"));
        assert!(!is_taken("a.exe", b"MZ\x90\x00"));
        assert!(!is_taken("a.txt", b"\x7fELF\x00"));
        assert!(!is_taken("a.pdf", b""));
        assert!(!is_taken("表.xlsx", &archive(&["evil.exe"], 1)));
        assert!(!is_taken("文.docx", b"PK\x03\x04 word/document.xml"));
        assert!(!is_taken(
            "文.docx",
            &archive(&["word/document.xml", "word/vbaProject.bin"], 1)
        ));
        assert!(is_taken("文.docx", &archive(&["word/document.xml"], 1)));
        assert_eq!(checked("a.PDF", b"%PDF-1.7", LARGEST).unwrap(), "application/pdf");
        let csv = checked("表.csv", "甲,乙".as_bytes(), LARGEST).unwrap();
        assert_eq!(csv, "text/csv; charset=utf-8");
    }

    #[test]
    fn what_phones_scanners_and_wps_make_is_taken_or_told_what_to_do() {
        assert_eq!(
            checked("表.et", b"\xD0\xCF\x11\xE0\xA1\xB1", LARGEST).unwrap(),
            "application/vnd.ms-excel"
        );
        assert_eq!(
            checked("图.webp", b"RIFF\x10\0\0\0WEBPVP8 ", LARGEST).unwrap(),
            WEBP
        );
        assert_eq!(checked("扫描.TIF", b"II*\0\x08\0\0\0", LARGEST).unwrap(), TIFF);
        assert_eq!(checked("扫描.tiff", b"MM\0*\0\0\0\x08", LARGEST).unwrap(), TIFF);
        assert!(!is_taken("图.webp", b"RIFF\x10\0\0\0WAVEfmt "));
        assert!(!is_taken("扫描.tif", b"MZ\x90\0"));
        for (name, words) in [
            ("IMG_1.HEIC", "转换为 JPEG"),
            ("一.zip", "解压后"),
            ("图.bmp", "PNG"),
        ] {
            let said = checked(name, b"x", LARGEST).unwrap_err().to_string();
            assert!(said.contains(words), "{name}: {said}");
        }
    }

    #[test]
    fn what_unfolds_beyond_measure_is_refused() {
        let bomb = archive(&["word/document.xml", "a", "b", "c"], 80 << 20);
        assert!(bomb.len() < 1 << 20, "the bomb is small: {} bytes", bomb.len());
        assert!(!is_taken("文.docx", &bomb));
        let large = archive(&["word/document.xml"], 80 << 20);
        assert!(is_taken("文.docx", &large));
    }

    #[test]
    fn a_file_that_is_too_long_says_how_long_it_may_be() {
        let refused = checked("a.pdf", &vec![b'%'; 2 << 20], 1 << 20).unwrap_err();
        assert!(refused.to_string().contains("超过 1 MB"), "{refused}");
    }
}
