//! Pictures with what cameras and programs leave in them, made here.

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::{GenericImageView, Rgb, RgbImage, Rgba, RgbaImage};

use super::*;

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([220, 20, 20])
        } else {
            Rgb([20, 20, 220])
        }
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder
        .write_image(
            picture,
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgb8,
        )
        .unwrap();
    bytes
}

/// The same as a telephone that was held upright writes it: turned by a quarter, with its place.
fn from_a_telephone(picture: &RgbImage) -> Vec<u8> {
    let text = |tag, text: &str| Field {
        tag,
        ifd_num: In::PRIMARY,
        value: Value::Ascii(vec![text.as_bytes().to_vec()]),
    };
    let degrees = |degrees| Rational {
        num: degrees,
        denom: 1,
    };
    let fields = [
        Field {
            tag: Tag::Orientation,
            ifd_num: In::PRIMARY,
            value: Value::Short(vec![6]),
        },
        text(Tag::Make, "HUAWEI"),
        text(Tag::Artist, "zhangsan"),
        Field {
            tag: Tag::GPSLatitude,
            ifd_num: In::PRIMARY,
            value: Value::Rational(vec![degrees(34), degrees(49), degrees(50)]),
        },
    ];
    let mut writer = Writer::new();
    for field in &fields {
        writer.push_field(field);
    }
    let mut exif = Cursor::new(b"Exif\0\0".to_vec());
    exif.set_position(6);
    let mut body = Cursor::new(Vec::new());
    writer.write(&mut body, false).unwrap();
    let mut segment = exif.into_inner();
    segment.extend(body.into_inner());
    let plain = jpeg(picture);
    let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, &segment, &plain[2..]].concat()
}

fn opened(file: &PictureFile) -> DynamicImage {
    image::load_from_memory(&file.bytes).unwrap()
}

#[test]
fn a_photograph_is_turned_upright_and_says_neither_place_nor_device_nor_name() {
    let taken = from_a_telephone(&halves(640, 320));
    assert!(taken.windows(6).any(|word| word == b"HUAWEI"));
    let made = prepare(&taken).unwrap();
    assert_eq!(
        (made.width, made.height, made.kind),
        (320, 640, PictureKind::Jpeg)
    );
    for file in &made.files {
        let picture = opened(file);
        assert_eq!((picture.width(), picture.height()), (320, 640));
        // Turned by a quarter to the right, what was left is above.
        let (above, below) = (picture.get_pixel(160, 60).0, picture.get_pixel(160, 580).0);
        assert!(above[0] > 150 && above[2] < 90, "{above:?}");
        assert!(below[2] > 150 && below[0] < 90, "{below:?}");
        for told in [b"HUAWEI".as_slice(), b"zhangsan", b"Exif"] {
            assert!(!file.bytes.windows(told.len()).any(|word| word == told));
        }
    }
}

#[test]
fn a_picture_comes_in_three_widths_as_webp_and_as_what_it_was() {
    let made = prepare(&jpeg(&halves(2400, 60))).unwrap();
    let files: Vec<(u32, PictureKind)> = made.files.iter().map(|file| (file.width, file.kind)).collect();
    let (jpeg, webp) = (PictureKind::Jpeg, PictureKind::WebP);
    assert_eq!(
        files,
        [
            (480, jpeg),
            (480, webp),
            (960, jpeg),
            (960, webp),
            (1920, jpeg),
            (1920, webp)
        ]
    );
    assert_eq!((made.width, made.height), (1920, 48));
    for file in &made.files {
        assert_eq!(opened(file).width(), file.width);
        assert_eq!(file.kind == webp, file.bytes.starts_with(b"RIFF"));
    }
}

#[test]
fn a_drawing_stays_as_sharp_as_it_was_and_may_be_seen_through() {
    let drawing = RgbaImage::from_fn(40, 30, |x, y| {
        Rgba([0, 0, 0, if (x + y) % 2 == 0 { 255 } else { 0 }])
    });
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&drawing, 40, 30, ExtendedColorType::Rgba8)
        .unwrap();
    let made = prepare(&bytes).unwrap();
    assert_eq!((made.kind, made.files.len()), (PictureKind::Png, 2));
    for file in &made.files {
        let picture = opened(file).to_rgba8();
        assert_eq!(picture.get_pixel(0, 0).0[3], 255);
        assert_eq!(picture.get_pixel(1, 0).0[3], 0);
    }
}

#[test]
fn what_is_no_picture_or_would_fill_the_memory_is_refused() {
    for nothing in [
        b"".as_slice(),
        b"MZ\x90\0",
        b"<svg onload=x()>",
        b"\x89PNG\r\n\x1a\nrest",
        b"%PDF-1.7",
    ] {
        assert!(prepare(nothing).is_err());
    }
    // A head that promises forty thousand pixels a side.
    let mut huge = Vec::new();
    PngEncoder::new(&mut huge)
        .write_image(&[0; 3], 1, 1, ExtendedColorType::Rgb8)
        .unwrap();
    huge[16..24].copy_from_slice(&[0, 0, 0x9C, 0x40, 0, 0, 0x9C, 0x40]);
    assert!(prepare(&huge).is_err());
}
