//! Pictures.

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};

use super::*;
use crate::screening::picture::bare;

/// A JPEG of one pixel's worth of segments with EXIF that says where it was taken, by what, and how it is turned.
pub(super) fn photograph(fields: &[Field]) -> Vec<u8> {
    let mut writer = Writer::new();
    for field in fields {
        writer.push_field(field);
    }
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).unwrap();
    let exif = [b"Exif\0\0".as_slice(), tiff.get_ref()].concat();
    let segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), body].concat()
    };
    [
        vec![0xFF, 0xD8],
        segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(0xE1, &exif),
        segment(0xFE, format!("comment {NUMBER}").as_bytes()),
        segment(0xDB, &[0; 65]),
        segment(0xDA, b"scan"),
        vec![1, 2, 0xFF, 0, 3, 0xFF, 0xD9],
        b"a second picture behind the end".to_vec(),
    ]
    .concat()
}

pub(super) fn fields() -> Vec<Field> {
    let of = |tag, value| Field {
        tag,
        ifd_num: In::PRIMARY,
        value,
    };
    let degrees = |value| Rational { num: value, denom: 1 };
    vec![
        of(Tag::Orientation, Value::Short(vec![6])),
        of(Tag::Model, Value::Ascii(vec![b"Phone 9".to_vec()])),
        of(Tag::GPSLatitudeRef, Value::Ascii(vec![b"N".to_vec()])),
        of(
            Tag::GPSLatitude,
            Value::Rational(vec![degrees(34), degrees(49), degrees(1)]),
        ),
    ]
}

#[test]
fn a_photograph_tells_its_place_and_a_cleaned_one_keeps_its_pixels_and_how_it_is_turned() {
    let file = photograph(&fields());
    let found = screen("现场.jpg", &file);
    assert_eq!(places(&found, Kind::Location), ["图片的GPS位置"]);
    assert_eq!(places(&found, Kind::Camera), ["图片的拍摄设备", "图片的注释"]);
    assert_eq!(places(&found, Kind::IdentityNumber), ["图片的注释"]);
    let copy = clean(&file).unwrap();
    assert!(screen("现场.jpg", &copy).is_clean());
    assert!(
        copy.ends_with(&[1, 2, 0xFF, 0, 3, 0xFF, 0xD9]),
        "the pixels, and nothing behind their end"
    );
    let kept = exif::Reader::new()
        .read_from_container(&mut Cursor::new(&copy))
        .unwrap();
    assert_eq!(kept.fields().len(), 1);
    assert_eq!(
        kept.get_field(Tag::Orientation, In::PRIMARY)
            .unwrap()
            .value
            .get_uint(0),
        Some(6)
    );
    assert_eq!(clean(&copy).unwrap(), copy);
}

#[test]
fn a_png_loses_its_texts_and_a_picture_that_breaks_off_is_not_written_again() {
    let chunk = |kind: &[u8; 4], body: &[u8]| {
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [length.as_slice(), kind, body, &[0; 4]].concat()
    };
    let file = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0; 13]),
        chunk(b"tEXt", b"Author\0Wang"),
        chunk(b"IDAT", b"pixels"),
        chunk(b"IEND", b""),
        b"behind the end".to_vec(),
    ]
    .concat();
    assert_eq!(places(&screen("图.png", &file), Kind::Camera), ["图片的文字块"]);
    let copy = clean(&file).unwrap();
    let text = String::from_utf8_lossy(&copy);
    assert!(text.contains("pixels") && !text.contains("Wang"));
    let photograph = photograph(&fields());
    assert_eq!(bare(&photograph[..60]), None);
    assert_eq!(clean(&photograph[..60]), Err(NotCleaned::Kind));
}

fn jpeg_2000_box(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
    [length.as_slice(), &kind, body].concat()
}

fn jpeg_2000_with(more: &[u8]) -> Vec<u8> {
    let start = [
        jpeg_2000_box(*b"jP  ", b"\r\n\x87\n"),
        jpeg_2000_box(*b"ftyp", b"jp2 "),
        jpeg_2000_box(*b"jp2h", b"head"),
    ];
    let pixels = jpeg_2000_box(*b"jp2c", b"\xFF\x4F\xFF\x51pixels\xFF\xD9");
    [start.concat().as_slice(), more, &pixels].concat()
}

/// A JPEG 2000 with these words.
pub(super) fn jpeg_2000(words: &[u8]) -> Vec<u8> {
    jpeg_2000_with(&jpeg_2000_box(*b"xml ", words))
}

#[test]
fn a_jpeg_2000_tells_what_is_written_beside_its_pixels_and_loses_it() {
    let words = format!("<x>{NUMBER}</x>");
    let more = [
        jpeg_2000_box(*b"xml ", words.as_bytes()),
        jpeg_2000_box(*b"uuid", b"exif and place"),
    ];
    let file = jpeg_2000_with(&more.concat());
    let found = screen("现场.jp2", &file);
    assert_eq!(places(&found, Kind::IdentityNumber), ["图片的元数据"]);
    assert_eq!(places(&found, Kind::Camera), ["图片的元数据"]);
    let bare = jpeg_2000_with(b"");
    assert_eq!(clean(&file).unwrap(), bare);
    assert!(screen("现场.jp2", &bare).is_clean());
    let behind = [bare.as_slice(), b"behind the end"].concat();
    assert_eq!(places(&screen("现场.jp2", &behind), Kind::Appended).len(), 1);
}

#[test]
fn a_webp_loses_its_notes_and_says_that_it_has_none() {
    let part = |kind: &[u8; 4], body: &[u8]| {
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        let blank: &[u8] = if body.len() % 2 == 1 { b"\0" } else { b"" };
        [kind.as_slice(), &length, body, blank].concat()
    };
    let whole = |chunks: &[Vec<u8>]| {
        let body = [b"WEBP".as_slice(), &chunks.concat()].concat();
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        [b"RIFF".as_slice(), &length, &body].concat()
    };
    let head = |flags: u8| part(b"VP8X", &[flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let pixels = part(b"VP8 ", b"pixels!");
    let xmp = format!("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">{NUMBER}</x:xmpmeta>");
    let file = whole(&[head(0b0001_0100), pixels.clone(), part(b"XMP ", xmp.as_bytes())]);
    assert!(!screen("现场.webp", &file).is_clean());
    let copy = clean(&file).unwrap();
    assert_eq!(copy, whole(&[head(0b0001_0000), pixels]));
    assert!(screen("现场.webp", &copy).is_clean());
}

#[test]
fn a_tiff_loses_who_took_it_where_and_keeps_its_pixels_in_their_place() {
    let mut writer = Writer::new();
    let taken = fields();
    for field in &taken {
        writer.push_field(field);
    }
    writer.set_strips(&[b"the pixels"], In::PRIMARY);
    let mut file = Cursor::new(Vec::new());
    writer.write(&mut file, true).unwrap();
    let file = file.into_inner();
    assert_eq!(places(&screen("现场.tif", &file), Kind::Location).len(), 1);
    let copy = clean(&file).unwrap();
    assert!(
        screen("现场.tif", &copy).is_clean(),
        "{:?}",
        screen("现场.tif", &copy)
    );
    let has = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|one| one == words);
    assert!(has(&file, b"Phone 9") && !has(&copy, b"Phone 9"));
    assert!(has(&copy, b"the pixels") && copy.len() == file.len());
    let kept = exif::Reader::new()
        .read_from_container(&mut Cursor::new(&copy))
        .unwrap();
    let turned = kept.get_field(Tag::Orientation, In::PRIMARY).unwrap();
    assert_eq!(turned.value.get_uint(0), Some(6));
    assert!(kept.get_field(Tag::Model, In::PRIMARY).is_none());
    assert_eq!(clean(&copy).unwrap(), copy);
    assert_eq!(
        clean(&file[..file.len() / 2]),
        Err(NotCleaned::Kind),
        "one that breaks off"
    );
}
