//! How far a file's packed streams unfold, found out without keeping what they unfold to. The library unpacks some of
//! them as it opens the file, so this looks at the bytes alone; where a stream's head is wrong, the library passes it over and
//! unpacks what follows, and so does this.

use std::io::{Cursor, Read};

use crate::reports::read::unreadable::Unreadable;

/// The most that all streams of a file may unfold to.
const MOST: usize = 128 << 20;
const MARK: &[u8] = b"stream";

/// Refuses a file whose streams unfold to more than any report's.
pub fn measure(bytes: &[u8]) -> Result<(), Unreadable> {
    within(bytes, MOST)
}

pub(super) fn within(bytes: &[u8], most: usize) -> Result<(), Unreadable> {
    let mut left = most;
    let mut rest = bytes;
    while let Some(at) = rest.windows(MARK.len()).position(|part| part == MARK) {
        rest = rest.get(at + MARK.len()..).unwrap_or(&[]);
        let space = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        let body = rest.get(space..).unwrap_or(&[]);
        let ([b'\r', b'\n', body @ ..] | [b'\n' | b'\r', body @ ..]) = body else {
            continue;
        };
        left = left
            .checked_sub(unfolded(body, left))
            .filter(|left| *left > 0)
            .ok_or(Unreadable::TooMuch)?;
    }
    Ok(())
}

/// How many bytes a deflated stream unfolds to, counted up to a limit.
pub(super) fn unfolded(packed: &[u8], limit: usize) -> usize {
    let mut count = 0;
    unfold(packed, limit, &mut |piece| count += piece.len());
    count
}

/// Hands over what a deflated stream unfolds to, piece by piece up to a limit. RFC 1950: it opens with two bytes of its own.
/// A ZIP archive's entries are deflated streams, so its reader is given a header of such an entry before the bytes.
pub(super) fn unfold(packed: &[u8], limit: usize, take: &mut dyn FnMut(&[u8])) {
    let packed = packed.get(2..).unwrap_or(&[]);
    let size = u32::try_from(packed.len()).unwrap_or(u32::MAX).to_le_bytes();
    let mut header = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
    header.extend(size);
    // The largest size that does not ask for an extension of the header.
    header.extend((u32::MAX - 1).to_le_bytes());
    header.extend([1, 0, 0, 0, b'a']);
    let mut entry = Cursor::new(header).chain(packed);
    let Ok(Some(file)) = zip::read::read_zipfile_from_stream(&mut entry) else {
        return;
    };
    let mut file = file.take(u64::try_from(limit).unwrap_or(u64::MAX));
    let mut buffer = vec![0; 1 << 16];
    // An error is the stream's end or what follows it.
    while let Ok(read @ 1..) = file.read(&mut buffer) {
        take(buffer.get(..read).unwrap_or(&[]));
    }
}
