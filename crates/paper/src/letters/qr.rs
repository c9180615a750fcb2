//! QR codes (GB/T 18284) as pictures that need no network.

use qrcode::QrCode;
use qrcode::render::svg;

use crate::PaperError;

/// The text as a QR code in an `<svg>` element for a page, black on white with its quiet zone; no script, no XML head.
/// A text too long for one code (some 2,300 bytes) is an error.
pub fn qr_svg(text: &str) -> Result<String, PaperError> {
    let code = QrCode::new(text.as_bytes()).map_err(|error| PaperError::Writing {
        format: "二维码",
        reason: format!("内容过长或者不能编码（{error}）"),
    })?;
    let picture = code
        .render::<svg::Color<'_>>()
        .min_dimensions(200, 200)
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .build();
    // An XML head has no place inside a page.
    let start = picture.find("<svg").unwrap_or(0);
    Ok(picture.get(start..).unwrap_or_default().to_owned())
}
