//! A picture as it goes into written text: turned upright by what the camera said, in three widths, as WebP and as what it was.
//! Only the pixels are carried over: place, device, day and whatever else stood beside them stay behind.

use std::io::Cursor;

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};
use law::documents::pictures::{PictureKind, widths};

/// The largest file of a picture, in bytes.
pub const LARGEST: usize = 20 << 20;
/// The longest side that is unfolded, in pixels, and the most memory it may take: a scan of A3 at 600 dpi fits.
const LONGEST_SIDE: u32 = 14_000;
const MOST_MEMORY: u64 = 512 << 20;
/// The quality of JPEG, and of WebP made of one.
const QUALITY: u8 = 82;

/// A picture in all its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Of its widest file.
    pub width: u32,
    pub height: u32,
    /// What it is beside WebP.
    pub kind: PictureKind,
    pub files: Vec<PictureFile>,
}

/// One of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFile {
    pub width: u32,
    pub kind: PictureKind,
    pub bytes: Vec<u8>,
}

/// Makes a picture ready; the words of an error say why it can't be.
pub fn prepare(bytes: &[u8]) -> Result<Prepared, &'static str> {
    if bytes.len() > LARGEST {
        return Err("图片文件超过 20 MB，请缩小后再放入");
    }
    let (upright, format) = unfolded(bytes)?;
    let pixels = Pixels::of(&upright);
    let is_drawn = format != ImageFormat::Jpeg;
    // A drawing stays sharp and may be seen through; a photograph is none of that.
    let kind = if is_drawn && (format != ImageFormat::WebP || pixels.has_alpha()) {
        PictureKind::Png
    } else {
        PictureKind::Jpeg
    };
    let mut files = Vec::new();
    let mut widest = (pixels.width, pixels.height);
    for width in widths(pixels.width) {
        let scaled = pixels.scaled(width)?;
        widest = (scaled.width, scaled.height);
        for kind in [kind, PictureKind::WebP] {
            let bytes = scaled.written(kind, format == ImageFormat::Jpeg)?;
            files.push(PictureFile { width, kind, bytes });
        }
    }
    Ok(Prepared {
        width: widest.0,
        height: widest.1,
        kind,
        files,
    })
}

const UNREADABLE: &str = "不是能够识别的图片，或者文件已损坏，请用 PNG、JPEG 图片";
const UNWRITTEN: &str = "图片无法转换，请用画图等软件另存为 PNG 后再放入";

/// The picture as it is looked at, and what it was.
fn unfolded(bytes: &[u8]) -> Result<(DynamicImage, ImageFormat), &'static str> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_error| UNREADABLE)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let format = reader.format().ok_or(UNREADABLE)?;
    let mut decoder = reader.into_decoder().map_err(|error| said(&error))?;
    let orientation = decoder.orientation().map_err(|error| said(&error))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| said(&error))?;
    picture.apply_orientation(orientation);
    Ok((picture, format))
}

fn said(error: &image::ImageError) -> &'static str {
    match error {
        image::ImageError::Limits(_) => "图片的长宽超过一万四千像素，请缩小后再放入",
        _ => UNREADABLE,
    }
}

/// Pixels of eight bits, with or without what is seen through.
struct Pixels {
    width: u32,
    height: u32,
    sort: PixelType,
    bytes: Vec<u8>,
}

impl Pixels {
    fn of(picture: &DynamicImage) -> Self {
        let (width, height) = (picture.width(), picture.height());
        let rgba = picture.color().has_alpha().then(|| picture.to_rgba8());
        let is_seen_through = rgba
            .as_ref()
            .is_some_and(|rgba| rgba.pixels().any(|pixel| pixel.0.last() != Some(&u8::MAX)));
        let (sort, bytes) = match rgba {
            Some(rgba) if is_seen_through => (PixelType::U8x4, rgba.into_raw()),
            _ => (PixelType::U8x3, picture.to_rgb8().into_raw()),
        };
        Self {
            width,
            height,
            sort,
            bytes,
        }
    }

    fn has_alpha(&self) -> bool {
        self.sort == PixelType::U8x4
    }

    /// The same in that width, in its own proportions.
    fn scaled(&self, width: u32) -> Result<Self, &'static str> {
        let copy = self.bytes.clone();
        if width == self.width {
            return Ok(Self { bytes: copy, ..*self });
        }
        let height = u64::from(self.height) * u64::from(width) / u64::from(self.width.max(1));
        let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
        let source =
            Image::from_vec_u8(self.width, self.height, copy, self.sort).map_err(|_error| UNWRITTEN)?;
        let mut scaled = Image::new(width, height, self.sort);
        Resizer::new()
            .resize(&source, &mut scaled, None)
            .map_err(|_error| UNWRITTEN)?;
        Ok(Self {
            width,
            height,
            sort: self.sort,
            bytes: scaled.into_vec(),
        })
    }

    fn written(&self, kind: PictureKind, is_photograph: bool) -> Result<Vec<u8>, &'static str> {
        let color = if self.has_alpha() {
            ExtendedColorType::Rgba8
        } else {
            ExtendedColorType::Rgb8
        };
        let (width, height) = (self.width, self.height);
        let mut bytes = Vec::new();
        let written = match kind {
            PictureKind::Jpeg => JpegEncoder::new_with_quality(&mut bytes, QUALITY).write_image(
                &self.bytes,
                width,
                height,
                color,
            ),
            PictureKind::Png => PngEncoder::new(&mut bytes).write_image(&self.bytes, width, height, color),
            PictureKind::WebP => return self.webp(is_photograph),
        };
        written.map_err(|_error| UNWRITTEN)?;
        Ok(bytes)
    }

    fn webp(&self, is_photograph: bool) -> Result<Vec<u8>, &'static str> {
        let (width, height) = (self.width, self.height);
        let encoder = if self.has_alpha() {
            webp::Encoder::from_rgba(&self.bytes, width, height)
        } else {
            webp::Encoder::from_rgb(&self.bytes, width, height)
        };
        let written = encoder.encode_simple(!is_photograph, f32::from(QUALITY));
        Ok(written.map_err(|_error| UNWRITTEN)?.to_vec())
    }
}

#[cfg(test)]
mod tests;
