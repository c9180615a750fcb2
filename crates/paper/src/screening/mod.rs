//! Files before they go out: what stands in them, also where nobody sees it, and copies without that. Which of it matters is
//! `law::screening`'s; nothing is published or kept here. Office files are read in their own XML, PDFs in their text layer,
//! pictures in their EXIF; all within bounds, since anybody's file may come by here.

mod clean;
pub(crate) mod encoding;
mod formats;
pub(crate) mod looks;
mod office_files;
mod package;
mod parts;
mod pdf;
mod picture;
mod sheets;
mod slide;
mod slides;
mod styles;
mod tiff;
mod web;
mod words;
mod xml;

use std::cell::Cell;

use law::proof::PartKind;
use law::screening::{Kind, Screening, Seen};

use package::Sort;
pub(crate) use package::{Package, pointers_of};
pub(crate) use styles::{Looks, Set, Styles as Dress};
pub(crate) use xml::{Piece, attributes, walk};

pub use clean::{NotCleaned, clean};

/// A file that was read, or why it was not, for the person who judges it.
pub(crate) type Looked = Result<Seen, &'static str>;

/// Most signs of a text that are read line by line.
const MOST_LINES: usize = 2_000_000;

/// Looks through a file. What it is, its content says; the name only where texts are told from tables. A file that can't be
/// read is one nobody has looked through, and that is what is found.
pub fn screen(name: &str, bytes: &[u8]) -> Screening {
    let mut seen = Seen::default();
    seen.read("文件名称", name);
    match look(bytes) {
        Ok(inside) => seen.extend(inside),
        Err(why) => seen.mark(Kind::Unread, why, ""),
    }
    Screening::of(&seen)
}

/// How many pages a file has, where it says so itself: a PDF.
pub fn pages(bytes: &[u8]) -> Option<u32> {
    bytes.starts_with(b"%PDF-").then(|| pdf::count(bytes)).flatten()
}

pub(crate) fn look(bytes: &[u8]) -> Looked {
    if bytes.starts_with(b"%PDF-") {
        pdf::look(bytes)
    } else if bytes.starts_with(PACKED) {
        let files = Cell::new(MOST_INSIDE);
        let inside = Inside {
            depth: DEEPEST_INSIDE,
            files: &files,
        };
        look_at_package(&Package::open(bytes)?, inside)
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        Err("旧版 Office 文件或者设有密码的文件")
    } else if picture::is_picture(bytes) {
        Ok(picture::look(bytes, "图片"))
    } else {
        lines(bytes)
    }
}

/// How far files inside of a file are read: how deep, and how many more.
#[derive(Clone, Copy)]
struct Inside<'a> {
    depth: usize,
    files: &'a Cell<usize>,
}

const PACKED: &[u8] = b"PK\x03\x04";
const DEEPEST_INSIDE: usize = 2;
const MOST_INSIDE: usize = 20;
/// What a file inside may come to unfolded, in bytes.
const LONGEST_INSIDE: u64 = 32 << 20;

/// A file inside of another; `None` where it is none that is read.
fn look_within(bytes: &[u8], inside: Inside<'_>) -> Option<Looked> {
    let is_packed = bytes.starts_with(PACKED);
    if !is_packed && !bytes.starts_with(b"%PDF-") {
        return None;
    }
    let left = inside.files.get();
    if inside.depth == 0 || left == 0 {
        return Some(Err("层层嵌入的文件"));
    }
    inside.files.set(left - 1);
    if !is_packed {
        return Some(pdf::look(bytes));
    }
    let package = match Package::within(bytes, LONGEST_INSIDE) {
        Ok(package) => package,
        Err(why) => return Some(Err(why)),
    };
    let deeper = Inside {
        depth: inside.depth - 1,
        ..inside
    };
    Some(look_at_package(&package, deeper))
}

/// An office file: by the readers of its kind, of each kind that it may be taken for, and all of its parts.
fn look_at_package(package: &Package, inside: Inside<'_>) -> Looked {
    let sorts = package.sorts();
    if sorts.is_empty() {
        return Err("不认识的压缩包");
    }
    let (mut seen, mut unread) = (Seen::default(), Vec::new());
    for sort in &sorts {
        let of_sort = match sort {
            Sort::Words => words::look(package),
            Sort::Sheets => sheets::look(package),
            Sort::Slides => slides::look(package),
            Sort::Ofd => slides::look_at_ofd(package),
        };
        match of_sort {
            Ok(of_sort) => seen.extend(of_sort),
            // What can't be read as the one may still be read as the other.
            Err(why) => unread.push(why),
        }
    }
    if sorts.len() > 1 {
        seen.mark(Kind::Ambiguous, package::called(&sorts), "");
    } else if sorts != [Sort::Ofd] && parts::is_scan(&seen, package) {
        seen.mark(Kind::Unread, "全文是图片，没有文字", "");
    }
    let everywhere = parts::look(package, inside);
    // The part that could not be read says more.
    if everywhere.marks.iter().all(|mark| mark.kind != Kind::Unread) {
        for why in unread {
            seen.mark(Kind::Unread, why, "");
        }
    }
    seen.extend(everywhere);
    Ok(seen)
}

/// A text or a table of values, line by line: Excel writes tables in GBK where it is not told otherwise.
fn lines(bytes: &[u8]) -> Looked {
    let text = encoding::lines(bytes).ok_or("不认识的编码的文本")?;
    let mut seen = Seen::default();
    for (number, line) in (1..).zip(text.lines()) {
        if number > MOST_LINES {
            return Err("行数过多的文本");
        }
        seen.read_as(PartKind::Paragraph, format!("第{number}行"), line);
    }
    Ok(seen)
}

#[cfg(test)]
mod tests;
