//! Pictures: what EXIF, XMP, IPTC and text chunks say of where, when and by whom they were taken; and the same picture
//! without that. Pixels are never touched, so that nothing of the picture is lost; which way it is turned is kept.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Context, Field, In, Reader, Tag, Value};
use law::screening::{Kind, Seen};

use super::tiff;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xFF\xD8\xFF";
const JPEG_2000: &[u8] = b"\0\0\0\x0CjP  \r\n\x87\n";

/// Whether these bytes are a picture that is read here.
pub(super) fn is_picture(bytes: &[u8]) -> bool {
    bytes.starts_with(JPEG)
        || bytes.starts_with(PNG)
        || bytes.starts_with(JPEG_2000)
        || is_tiff(bytes)
        || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
}

fn is_tiff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*")
}

/// What stands beside the pixels.
pub(super) fn look(bytes: &[u8], place: &str) -> Seen {
    let mut seen = Seen::default();
    if let Ok(exif) = Reader::new().read_from_container(&mut Cursor::new(bytes)) {
        let is_gps = |field: &&Field| field.tag.context() == Context::Gps && field.tag != Tag::GPSVersionID;
        if exif.fields().any(|field| is_gps(&field)) {
            seen.mark(Kind::Location, format!("{place}的GPS位置"), "");
        }
        for field in exif.fields() {
            let told = field.display_value().to_string();
            if let Some(label) = label(field.tag) {
                seen.mark(Kind::Camera, format!("{place}的{label}"), told.trim_matches('"'));
            }
            if matches!(field.value, Value::Ascii(_)) {
                seen.read(format!("{place}的属性"), told);
            }
        }
    }
    for (name, text) in notes(bytes) {
        seen.mark(Kind::Camera, format!("{place}的{name}"), "");
        seen.read(format!("{place}的{name}"), text);
    }
    match beside(bytes) {
        None => seen.mark(Kind::Unread, format!("{place}的图像数据"), ""),
        Some(beside)
            if beside
                .iter()
                .any(|byte| !byte.is_ascii_whitespace() && *byte != 0) =>
        {
            seen.mark(
                Kind::Appended,
                format!("{place}结束标记之后或者不认识的数据段"),
                "",
            );
            seen.read_beside(format!("{place}中附加的数据"), String::from_utf8_lossy(&beside));
        }
        Some(_) => {}
    }
    seen
}

/// What no program shows: parts of unknown kinds, and whatever stands behind the end. `None` where the picture breaks off.
fn beside(bytes: &[u8]) -> Option<Vec<u8>> {
    let unknown: Vec<&[u8]>;
    let end;
    if bytes.starts_with(PNG) {
        let chunks = chunks(bytes);
        end = PNG.len() + chunks.iter().map(|(_, chunk)| chunk.len()).sum::<usize>();
        chunks.last().filter(|(kind, _)| *kind == b"IEND")?;
        let is_unknown = |kind: &[u8; 4]| !is_drawn(*kind) && !NOTES.contains(&kind);
        let chunks = chunks.into_iter().filter(|(kind, _)| is_unknown(kind));
        unknown = chunks.map(|(_, chunk)| chunk).collect();
    } else if bytes.starts_with(JPEG) {
        let (segments, behind) = segments(bytes)?;
        end = behind;
        let segments = segments.iter().filter(|segment| !segment.is_known());
        unknown = segments.map(|segment| segment.whole).collect();
    } else if bytes.starts_with(JPEG_2000) {
        let boxes = boxes(bytes)?;
        end = boxes.iter().map(|one| one.whole.len()).sum();
        let boxes = boxes.into_iter();
        unknown = boxes
            .filter(|one| !OF_PICTURE.contains(&one.kind) && !OF_WORDS.contains(&one.kind))
            .map(|one| one.whole)
            .collect();
    } else if bytes.starts_with(b"RIFF") {
        let length = u32::from_le_bytes(*bytes.get(4..8)?.first_chunk::<4>()?);
        end = usize::try_from(length).ok()?.checked_add(8)?;
        unknown = Vec::new();
        bytes.get(..end.min(bytes.len() + 1))?;
    } else {
        return Some(Vec::new());
    }
    let behind = bytes.get(end..).unwrap_or_default();
    Some([unknown.concat().as_slice(), behind].concat())
}

/// What tells of a person or a day.
fn label(tag: Tag) -> Option<&'static str> {
    let labels = [
        (Tag::DateTimeOriginal, "拍摄时间"),
        (Tag::DateTimeDigitized, "拍摄时间"),
        (Tag::DateTime, "修改时间"),
        (Tag::Make, "拍摄设备"),
        (Tag::Model, "拍摄设备"),
        (Tag::Artist, "作者"),
        (Tag::Copyright, "版权"),
        (Tag::ImageDescription, "说明"),
        (Tag::UserComment, "说明"),
        (Tag::Software, "软件"),
        (Tag::CameraOwnerName, "设备所有者"),
        (Tag::BodySerialNumber, "设备序列号"),
    ];
    labels
        .iter()
        .find(|(known, _)| *known == tag)
        .map(|(_, label)| *label)
}

/// Notes outside of EXIF, as text where they are some.
fn notes(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if bytes.starts_with(PNG) {
        let chunks = chunks(bytes)
            .into_iter()
            .filter(|(kind, _)| matches!(*kind, b"tEXt" | b"zTXt" | b"iTXt"));
        return chunks
            .map(|(_, chunk)| ("文字块", text(chunk.get(8..).unwrap_or_default())))
            .collect();
    }
    if bytes.starts_with(JPEG_2000) {
        let boxes = boxes(bytes).unwrap_or_default().into_iter();
        let words = boxes.filter(|one| OF_WORDS.contains(&one.kind));
        return words.map(|one| ("元数据", text(one.whole))).collect();
    }
    if !bytes.starts_with(JPEG) {
        return xmp(bytes)
            .map(|xmp| ("XMP 信息", text(xmp)))
            .into_iter()
            .collect();
    }
    let (segments, _) = segments(bytes).unwrap_or_default();
    let notes = segments.iter().filter_map(|segment| match segment.marker {
        0xFE => Some(("注释", text(segment.body()))),
        0xED => Some(("IPTC 信息", text(segment.body()))),
        0xE1 if !segment.body().starts_with(b"Exif\0") => Some(("XMP 信息", text(segment.body()))),
        _ => None,
    });
    notes.collect()
}

/// The XMP of a picture whose container is not taken apart.
fn xmp(bytes: &[u8]) -> Option<&[u8]> {
    const MARK: &[u8] = b"<x:xmpmeta";
    const END: &[u8] = b"</x:xmpmeta>";
    let from = bytes.windows(MARK.len()).position(|word| word == MARK)?;
    let rest = bytes.get(from..)?;
    let to = rest.windows(END.len()).position(|word| word == END);
    rest.get(..to.unwrap_or(rest.len()))
}

/// A picture without anything beside its pixels; `None` where it is none that can be taken apart.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(PNG) {
        return Some(bare_png(bytes));
    }
    if bytes.starts_with(JPEG_2000) {
        return bare_jpeg_2000(bytes);
    }
    if bytes.starts_with(b"RIFF") {
        return bare_webp(bytes);
    }
    if is_tiff(bytes) {
        return tiff::bare(bytes);
    }
    bytes.starts_with(JPEG).then(|| bare_jpeg(bytes)).flatten()
}

/// A box of a JPEG 2000, or a chunk of a WebP, with its head.
struct Part<'a> {
    kind: &'a [u8; 4],
    whole: &'a [u8],
}

/// The boxes that programs draw by, and those of words: XML, and whatever a program calls its own (EXIF, XMP, places).
const OF_PICTURE: [&[u8; 4]; 7] = [b"jP  ", b"ftyp", b"jp2h", b"jp2c", b"rreq", b"res ", b"colr"];
const OF_WORDS: [&[u8; 4]; 4] = [b"xml ", b"uuid", b"uinf", b"jp2i"];

/// The boxes of a JPEG 2000; `None` where one breaks off.
fn boxes(bytes: &[u8]) -> Option<Vec<Part<'_>>> {
    let mut boxes = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let length = u32::from_be_bytes(*rest.first_chunk::<4>()?);
        let kind = rest.get(4..)?.first_chunk::<4>()?;
        let length = match length {
            // To the end of the file.
            0 => rest.len(),
            1 => usize::try_from(u64::from_be_bytes(*rest.get(8..)?.first_chunk::<8>()?)).ok()?,
            length => usize::try_from(length).ok()?,
        };
        if length < 8 {
            return None;
        }
        // What is behind the last box is no box.
        let Some((whole, after)) = rest.split_at_checked(length) else {
            return boxes
                .iter()
                .any(|one: &Part<'_>| one.kind == b"jp2c")
                .then_some(boxes);
        };
        boxes.push(Part { kind, whole });
        rest = after;
    }
    boxes.iter().any(|one| one.kind == b"jp2c").then_some(boxes)
}

/// Kept are the boxes that programs draw by. Of one whose pixels lie in pieces that are found by where they stand, none goes.
fn bare_jpeg_2000(bytes: &[u8]) -> Option<Vec<u8>> {
    let boxes = boxes(bytes)?;
    let is_in_pieces = boxes
        .iter()
        .any(|one| matches!(one.kind, b"ftbl" | b"flst" | b"dtbl"));
    let kept = boxes.into_iter().filter(|one| OF_PICTURE.contains(&one.kind));
    (!is_in_pieces).then(|| kept.flat_map(|one| one.whole).copied().collect())
}

/// The chunks of a WebP that programs draw by.
const OF_WEBP: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// What its head says that it has: EXIF and XMP.
const HAS_WORDS: u8 = 0b0000_1100;
/// Where the head says it.
const FLAGS: usize = 8;

/// Kept are the chunks that programs draw by; one that is turned by its EXIF would lie down.
fn bare_webp(bytes: &[u8]) -> Option<Vec<u8>> {
    if orientation(bytes).is_some() {
        return None;
    }
    let length = u32::from_le_bytes(*bytes.get(4..)?.first_chunk::<4>()?);
    let mut rest = bytes.get(12..usize::try_from(length).ok()?.checked_add(8)?)?;
    let mut kept = b"WEBP".to_vec();
    while let Some((kind, after)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_le_bytes(*after.first_chunk::<4>()?)).ok()?;
        // Chunks are of even length; the last one's blank may be left out.
        let whole = length.checked_add(8)?;
        let padded = whole.checked_add(whole % 2)?.min(rest.len());
        if padded < whole {
            return None;
        }
        let (chunk, next) = rest.split_at_checked(padded)?;
        if OF_WEBP.contains(&kind) {
            let from = kept.len();
            kept.extend(chunk);
            if kind == b"VP8X" {
                *kept.get_mut(from + FLAGS)? &= !HAS_WORDS;
            }
        }
        rest = next;
    }
    let length = u32::try_from(kept.len()).ok()?.to_le_bytes();
    Some([b"RIFF".as_slice(), &length, &kept].concat())
}

/// A segment of a JPEG with its marker; of one that begins pixels, they as well.
struct Segment<'a> {
    marker: u8,
    whole: &'a [u8],
}

impl<'a> Segment<'a> {
    /// Without marker and length.
    fn body(&self) -> &'a [u8] {
        self.whole.get(4..).unwrap_or_default()
    }

    /// Whether it is read, or known to be of the picture: tables, JFIF, colours, several pictures in one, the quality.
    fn is_known(&self) -> bool {
        let begins = |starts: &[&[u8]]| starts.iter().any(|start| self.body().starts_with(start));
        match self.marker {
            0xE0 => begins(&[b"JFIF\0", b"JFXX\0"]),
            0xE2 => begins(&[b"ICC_PROFILE\0", b"MPF\0"]),
            0xEC => begins(&[b"Ducky"]),
            0xEE => begins(&[b"Adobe"]),
            0xE3..=0xEB | 0xEF => false,
            _ => true,
        }
    }
}

const START_OF_SCAN: u8 = 0xDA;
const END_OF_PICTURE: u8 = 0xD9;

/// The segments after the first marker, and where the picture ends; `None` where it is no whole picture.
fn segments(bytes: &[u8]) -> Option<(Vec<Segment<'_>>, usize)> {
    let mut segments = Vec::new();
    let mut at = 2;
    loop {
        // Any number of 0xFF may stand before a marker.
        while bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let (0xFF, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?) else {
            return None;
        };
        if marker == END_OF_PICTURE {
            segments.push(Segment {
                marker,
                whole: bytes.get(at..at + 2)?,
            });
            return Some((segments, at + 2));
        }
        let length = u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]);
        let mut end = at + 2 + usize::from(length);
        if marker == START_OF_SCAN {
            end = end_of_scan(bytes, end)?;
        }
        segments.push(Segment {
            marker,
            whole: bytes.get(at..end)?,
        });
        at = end;
    }
}

/// Where the pixels end: inside of them a marker is followed by 0, or counts restarts.
fn end_of_scan(bytes: &[u8], pixels: usize) -> Option<usize> {
    let is_end = |pair: &[u8]| matches!(pair, [0xFF, 1..=0xCF | 0xD8..=0xFE]);
    let length = bytes.get(pixels..)?.windows(2).position(is_end)?;
    Some(pixels + length)
}

/// Kept are the tables of the picture, its colours (APP2 of ICC, APP14) and the head of JFIF.
fn bare_jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut bare = vec![0xFF, 0xD8];
    let turned = orientation(bytes);
    let (segments, _) = segments(bytes)?;
    for segment in segments {
        let is_kept = match segment.marker {
            0xE2 => segment.body().starts_with(b"ICC_PROFILE\0"),
            0xE0 => segment.body().starts_with(b"JFIF\0"),
            0xEE => segment.body().starts_with(b"Adobe"),
            0xE1..=0xEF | 0xFE => false,
            _ => true,
        };
        if is_kept {
            bare.extend(segment.whole);
        }
    }
    if let Some(exif) = turned.and_then(orientation_alone) {
        let after_head = 2 + jfif_length(&bare);
        bare.splice(after_head..after_head, exif);
    }
    Some(bare)
}

/// How long the head of JFIF is, which stands first.
fn jfif_length(bare: &[u8]) -> usize {
    match bare {
        [_, _, 0xFF, 0xE0, high, low, ..] => 2 + usize::from(u16::from_be_bytes([*high, *low])),
        _ => 0,
    }
}

/// How the picture is turned, where it does not stand upright.
fn orientation(bytes: &[u8]) -> Option<u16> {
    let exif = Reader::new().read_from_container(&mut Cursor::new(bytes)).ok()?;
    let turned = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    u16::try_from(turned)
        .ok()
        .filter(|turned| (2..=8).contains(turned))
}

/// An EXIF segment that says this and nothing else.
fn orientation_alone(turned: u16) -> Option<Vec<u8>> {
    let field = Field {
        tag: Tag::Orientation,
        ifd_num: In::PRIMARY,
        value: Value::Short(vec![turned]),
    };
    let mut writer = Writer::new();
    writer.push_field(&field);
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).ok()?;
    let body = [b"Exif\0\0".as_slice(), tiff.get_ref()].concat();
    let length = u16::try_from(body.len() + 2).ok()?;
    Some([&[0xFF, 0xE1], length.to_be_bytes().as_slice(), &body].concat())
}

/// The chunks of a PNG that say something beside the pixels.
const NOTES: [&[u8; 4]; 5] = [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"];
/// The chunks that programs draw by, beside those that a picture can't be without.
const DRAWN: [&[u8; 4]; 18] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"hIST", b"sPLT", b"acTL",
    b"fcTL", b"fdAT", b"cICP", b"mDCV", b"cLLI", b"oFFs", b"iDOT",
];
const NEEDED: [&[u8; 4]; 4] = [b"IHDR", b"PLTE", b"IDAT", b"IEND"];

fn is_drawn(kind: [u8; 4]) -> bool {
    NEEDED.contains(&&kind) || DRAWN.contains(&&kind)
}

/// The chunks of a PNG up to its end, with their kinds: length, kind, content and check.
fn chunks(bytes: &[u8]) -> Vec<(&[u8; 4], &[u8])> {
    let mut chunks = Vec::new();
    let mut rest = bytes.get(PNG.len()..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let Some((kind, _)) = after.split_first_chunk::<4>() else {
            break;
        };
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let Some((chunk, next)) = length
            .checked_add(12)
            .and_then(|whole| rest.split_at_checked(whole))
        else {
            break;
        };
        chunks.push((kind, chunk));
        if kind == b"IEND" {
            break;
        }
        rest = next;
    }
    chunks
}

fn bare_png(bytes: &[u8]) -> Vec<u8> {
    let mut bare = PNG.to_vec();
    for (kind, chunk) in chunks(bytes) {
        if is_drawn(*kind) {
            bare.extend(chunk);
        }
    }
    bare
}
