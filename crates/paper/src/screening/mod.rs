//! Files before they go out: what stands in them, also where nobody sees it, and copies without that. Which of it matters is
//! `law::screening`'s; nothing is published or kept here. Office files are read in their own XML, PDFs in their text layer,
//! pictures in their EXIF; all within bounds, since anybody's file may come by here.

mod clean;
mod office_files;
mod package;
mod pdf;
mod picture;
mod sheets;
mod slides;
mod words;
mod xml;

use law::screening::{Kind, Screening, Seen};

use package::{Package, Sort};

pub use clean::{NotCleaned, clean};

/// A file that was read, or why it was not, for the person who judges it.
type Looked = Result<Seen, &'static str>;

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

fn look(bytes: &[u8]) -> Looked {
    if bytes.starts_with(b"%PDF-") {
        pdf::look(bytes)
    } else if bytes.starts_with(b"PK\x03\x04") {
        let package = Package::open(bytes)?;
        match package.sort() {
            Sort::Words => words::look(&package),
            Sort::Sheets => sheets::look(&package),
            Sort::Slides => slides::look(&package),
            Sort::Ofd => slides::look_at_ofd(&package),
            Sort::Other => Err("不认识的压缩包"),
        }
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        Err("旧版 Office 文件或者设有密码的文件")
    } else if picture::is_picture(bytes) {
        Ok(picture::look(bytes, "图片"))
    } else {
        lines(bytes)
    }
}

/// A text or a table of values, line by line.
fn lines(bytes: &[u8]) -> Looked {
    let text = std::str::from_utf8(bytes).map_err(|_error| "不是 UTF-8 的文本")?;
    let mut seen = Seen::default();
    for (number, line) in (1..).zip(text.lines()) {
        if number > MOST_LINES {
            return Err("行数过多的文本");
        }
        seen.read(format!("第{number}行"), line);
    }
    Ok(seen)
}

#[cfg(test)]
mod tests;
