//! Office files are archives: how much one unfolds to, found out before anything of it is kept.

use std::io::{Cursor, Read};

/// Why an archive is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Damaged,
    TooMuch,
}

/// Unfolds the archive without keeping it, so that a small file which unfolds to gigabytes is refused. `most` is what its
/// parts may come to together, `most_strings` what the table of texts may, which readers hold in memory as a whole.
pub(crate) fn measure(bytes: &[u8], most: u64, most_strings: u64) -> Result<(), Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_error| Refusal::Damaged)?;
    let mut left = most;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_error| Refusal::Damaged)?;
        let name = file
            .name()
            .map(|name| name.to_ascii_lowercase())
            .unwrap_or_default();
        if !(has_end(&name, ".xml") || has_end(&name, ".rels")) {
            continue;
        }
        let is_strings = has_end(&name, "sharedstrings.xml");
        let limit = if is_strings { left.min(most_strings) } else { left };
        let read = std::io::copy(&mut file.take(limit), &mut std::io::sink());
        let read = read.map_err(|_error| Refusal::Damaged)?;
        left = left.saturating_sub(read);
        if left == 0 || read >= limit {
            return Err(Refusal::TooMuch);
        }
    }
    Ok(())
}

fn has_end(name: &str, end: &str) -> bool {
    name.len() >= end.len() && name.ends_with(end)
}
