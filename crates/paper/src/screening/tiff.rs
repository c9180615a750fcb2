//! A TIFF without what is said beside its pixels: entries of its lists that name a device, a person, a time or a place go, and
//! what they pointed to is blanked. Pixels stay where they are, since the lists say where that is.

use std::ops::Range;

/// Most pictures in one file, and most entries of a list.
const MOST: usize = 10_000;

/// What programs draw by (TIFF 6.0, and what readers of faxes and colours need); everything else goes.
const DRAWN: [Range<u16>; 11] = [
    254..267,
    273..285,
    286..289,
    290..298,
    301..302,
    317..339,
    339..344,
    347..348,
    512..533,
    32995..32999,
    34675..34676,
];

#[derive(Clone, Copy)]
struct Order {
    is_little: bool,
}

impl Order {
    fn short(self, bytes: &[u8], at: usize) -> Option<u16> {
        let raw = *bytes.get(at..)?.first_chunk::<2>()?;
        Some(if self.is_little {
            u16::from_le_bytes(raw)
        } else {
            u16::from_be_bytes(raw)
        })
    }

    fn long(self, bytes: &[u8], at: usize) -> Option<usize> {
        let raw = *bytes.get(at..)?.first_chunk::<4>()?;
        let value = if self.is_little {
            u32::from_le_bytes(raw)
        } else {
            u32::from_be_bytes(raw)
        };
        usize::try_from(value).ok()
    }

    fn of_short(self, value: u16) -> [u8; 2] {
        if self.is_little {
            value.to_le_bytes()
        } else {
            value.to_be_bytes()
        }
    }
}

/// An entry of a list: what it is of, where its value lies, and how long that is.
struct Entry {
    tag: u16,
    whole: Vec<u8>,
    value: Range<usize>,
}

/// Lists that an entry points to: EXIF, GPS, and what belongs together.
const LISTS: [u16; 3] = [34665, 34853, 40965];
/// Pictures inside of a picture: these are drawn by too.
const PICTURES: u16 = 330;

/// A copy without it; `None` where the file is none that can be taken apart.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let order = Order {
        is_little: bytes.starts_with(b"II"),
    };
    let mut bare = bytes.to_vec();
    let mut at = order.long(bytes, 4)?;
    let mut seen = Vec::new();
    while at != 0 {
        if seen.contains(&at) || seen.len() >= MOST {
            return None;
        }
        seen.push(at);
        let entries = entries(order, bytes, at)?;
        // Its own lists lie elsewhere in the file; nobody knows what of them is drawn by.
        if entries.iter().any(|entry| entry.tag == PICTURES) {
            return None;
        }
        let next = at + 2 + entries.len() * 12;
        let (kept, gone): (Vec<Entry>, Vec<Entry>) = entries
            .into_iter()
            .partition(|entry| DRAWN.iter().any(|range| range.contains(&entry.tag)));
        for entry in gone {
            if LISTS.contains(&entry.tag) {
                blank_list(order, bytes, &mut bare, &entry)?;
            }
            bare.get_mut(entry.value)?.fill(0);
        }
        let mut list = order.of_short(u16::try_from(kept.len()).ok()?).to_vec();
        list.extend(kept.iter().flat_map(|entry| &entry.whole));
        list.extend(bytes.get(next..next + 4)?);
        let place = bare.get_mut(at..next + 4)?;
        place.fill(0);
        place.get_mut(..list.len())?.copy_from_slice(&list);
        at = order.long(bytes, next)?;
    }
    Some(bare)
}

/// Blanks a list with all that it points to.
fn blank_list(order: Order, bytes: &[u8], bare: &mut [u8], entry: &Entry) -> Option<()> {
    let at = order.long(&entry.whole, 8)?;
    let entries = entries(order, bytes, at)?;
    let end = at + 2 + entries.len() * 12 + 4;
    for entry in entries {
        bare.get_mut(entry.value)?.fill(0);
    }
    bare.get_mut(at..end.min(bytes.len()))?.fill(0);
    Some(())
}

fn entries(order: Order, bytes: &[u8], at: usize) -> Option<Vec<Entry>> {
    let count = usize::from(order.short(bytes, at)?);
    if count > MOST {
        return None;
    }
    let entry = |number: usize| {
        let at = at + 2 + number * 12;
        let whole = bytes.get(at..at + 12)?.to_vec();
        let size = match order.short(&whole, 2)? {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => return None,
        };
        let length = order.long(&whole, 4)?.checked_mul(size)?;
        let from = if length > 4 {
            order.long(&whole, 8)?
        } else {
            at + 8
        };
        Some(Entry {
            tag: order.short(&whole, 0)?,
            value: from..from.checked_add(length.min(bytes.len()))?,
            whole,
        })
    };
    (0..count).map(entry).collect()
}
