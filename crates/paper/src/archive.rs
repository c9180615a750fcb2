//! Office files are archives: how much one unfolds to, and how many texts its table holds, found out before anything of it
//! is kept.

use std::io::{BufReader, Cursor, ErrorKind, Read, Write};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Why an archive is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Damaged,
    TooMuch,
}

/// What an archive may come to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// All its parts together, unfolded, in bytes.
    pub unfolded: u64,
    /// The table of texts, which readers hold in memory as a whole, in bytes.
    pub strings: u64,
    /// How many texts that table may hold, or say that it holds.
    pub texts: usize,
}

/// Elements of the table of texts, a text: one that is written in several fonts has some dozens, and most have two.
const ELEMENTS_OF_A_TEXT: usize = 8;

/// Unfolds the archive without keeping it, so that a small file which unfolds to gigabytes is refused, and one with texts
/// without end. Every part is measured, whatever it is called: a sheet may have any name.
pub(crate) fn measure(bytes: &[u8], bounds: Bounds) -> Result<(), Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_error| Refusal::Damaged)?;
    let mut left = bounds.unfolded;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_error| Refusal::Damaged)?;
        let is_strings = is_strings(file.name().as_deref().unwrap_or_default());
        let limit = if is_strings {
            left.min(bounds.strings)
        } else {
            left
        };
        let mut counter = Counter {
            left: if is_strings {
                2 * ELEMENTS_OF_A_TEXT * bounds.texts
            } else {
                usize::MAX
            },
        };
        let read = std::io::copy(&mut file.take(limit), &mut counter);
        if counter.left == 0 {
            return Err(Refusal::TooMuch);
        }
        let read = read.map_err(|_error| Refusal::Damaged)?;
        left = left.saturating_sub(read);
        if left == 0 || read >= limit {
            return Err(Refusal::TooMuch);
        }
        if is_strings {
            let file = archive.by_index(index).map_err(|_error| Refusal::Damaged)?;
            count_texts(file, bounds.texts)?;
        }
    }
    Ok(())
}

/// Keeps nothing of what is written to it, and takes no more once it has seen so many tags begin.
struct Counter {
    left: usize,
}

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let tags = bytes.split(|byte| *byte == b'<').skip(1).count();
        self.left = self.left.saturating_sub(tags);
        if self.left == 0 {
            return Err(ErrorKind::FileTooLarge.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn is_strings(name: &str) -> bool {
    has_end(&name.to_ascii_lowercase(), "sharedstrings.xml")
}

/// Walks a table of texts as a reader of workbooks does, keeping nothing. Such a reader also makes room at once for as many
/// texts as the table says it has; where that is more than memory the whole program would end.
fn count_texts(table: impl Read, most: usize) -> Result<(), Refusal> {
    let mut reader = Reader::from_reader(BufReader::new(table));
    reader.config_mut().check_end_names = false;
    let (mut texts, mut elements, mut buffer) = (0, 0, Vec::new());
    loop {
        buffer.clear();
        // What is broken is for whoever opens it to say.
        let Ok(event) = reader.read_event_into(&mut buffer) else {
            return Ok(());
        };
        let tag = match event {
            Event::Start(tag) | Event::Empty(tag) => tag,
            Event::Eof => return Ok(()),
            _ => continue,
        };
        elements += 1;
        texts += usize::from(tag.local_name().as_ref() == "si");
        if texts > most || elements / ELEMENTS_OF_A_TEXT > most || claims_more(&tag, most) {
            return Err(Refusal::TooMuch);
        }
    }
}

/// Whether the head of a table of texts says that there are more.
fn claims_more(tag: &BytesStart<'_>, most: usize) -> bool {
    let claimed = |value: &str| {
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        !digits.is_empty() && digits.parse::<usize>().map_or(true, |count| count > most)
    };
    tag.local_name().as_ref() == "sst"
        && tag
            .attributes()
            .flatten()
            .any(|one| one.key.as_ref() == "uniqueCount" && claimed(&one.value))
}

fn has_end(name: &str, end: &str) -> bool {
    name.len() >= end.len() && name.ends_with(end)
}
