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
