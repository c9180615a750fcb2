//! What a page draws: signs with their boxes, and straight lines and thin rectangles that may be table borders.
//! Coordinates are in points with the origin at the top left.

use std::time::Instant;

use pdf_extract::{
    ColorSpace, Document, MediaBox, OutputDev, OutputError, Path, PathOp, Transform, output_doc,
};

use super::orientation::{self, Direction};
use super::{MOST_DRAWN, encodings, guard, radicals, widths};
use crate::reports::read::unreadable::Unreadable;

/// A sign on the page.
#[derive(Clone, Debug)]
pub struct Glyph {
    pub text: String,
    /// Left edge.
    pub x: f64,
    /// The line it stands on, from the top.
    pub base: f64,
    pub width: f64,
    /// Height of the type.
    pub size: f64,
    /// Which way its text runs.
    pub direction: Direction,
}

impl Glyph {
    pub fn centre(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.base - self.size * 0.35)
    }
}

/// A straight line along one axis.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    pub is_horizontal: bool,
    /// y of a horizontal line, x of a vertical one.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// One page.
#[derive(Debug, Default)]
pub struct PageDrawing {
    pub number: usize,
    pub width: f64,
    pub height: f64,
    pub glyphs: Vec<Glyph>,
    pub strokes: Vec<Stroke>,
}

/// Reads every page.
pub fn pages(bytes: &[u8]) -> Result<Vec<PageDrawing>, Unreadable> {
    let broken = |_error| Unreadable::Damaged("PDF ");
    guard::measure(bytes)?;
    let mut document = Document::load_mem(bytes).map_err(broken)?;
    if document.is_encrypted() {
        return Err(Unreadable::Locked);
    }
    guard::check(&mut document)?;
    encodings::supply(&mut document);
    widths::write_out(&mut document);
    let mut output = Output {
        until: Instant::now().checked_add(super::PATIENCE),
        ..Output::default()
    };
    output_doc(&document, &mut output).map_err(|_error| Unreadable::Damaged("PDF "))?;
    Ok(output.pages)
}

#[derive(Default)]
struct Output {
    pages: Vec<PageDrawing>,
    count: usize,
    /// When the time is over.
    until: Option<Instant>,
}

impl Output {
    fn page(&mut self) -> Option<&mut PageDrawing> {
        self.pages.last_mut()
    }

    /// Stops at a document that has more to show than a report, or when nobody waits for it any more.
    fn count(&mut self) -> Result<(), OutputError> {
        self.count += 1;
        if self.count > MOST_DRAWN || self.until.is_some_and(|until| Instant::now() > until) {
            return Err(OutputError::PdfError(pdf_extract::Error::Unimplemented(
                "too much is drawn",
            )));
        }
        Ok(())
    }

    fn draw(&mut self, transform: &Transform, path: &Path) {
        let Some(page) = self.pages.last_mut() else { return };
        let height = page.height;
        let place = |x: f64, y: f64| {
            (
                x * transform.m11 + y * transform.m21 + transform.m31,
                height - (x * transform.m12 + y * transform.m22 + transform.m32),
            )
        };
        let mut at = (0.0, 0.0);
        let mut start = at;
        for operation in &path.ops {
            match operation {
                PathOp::MoveTo(x, y) => {
                    at = place(*x, *y);
                    start = at;
                }
                PathOp::LineTo(x, y) => {
                    let to = place(*x, *y);
                    page.strokes.extend(stroke(at, to));
                    at = to;
                }
                PathOp::CurveTo(.., x, y) => at = place(*x, *y),
                PathOp::Rect(x, y, w, h) => {
                    rectangle(page, place(*x, *y), place(x + w, y + h));
                }
                PathOp::Close => {
                    page.strokes.extend(stroke(at, start));
                    at = start;
                }
            }
        }
    }
}

/// Thin rectangles are lines; others have four sides.
fn rectangle(page: &mut PageDrawing, one: (f64, f64), other: (f64, f64)) {
    const THIN: f64 = 3.0;
    let (left, right) = (one.0.min(other.0), one.0.max(other.0));
    let (top, bottom) = (one.1.min(other.1), one.1.max(other.1));
    let horizontal = |at| Stroke {
        is_horizontal: true,
        at,
        from: left,
        to: right,
    };
    let vertical = |at| Stroke {
        is_horizontal: false,
        at,
        from: top,
        to: bottom,
    };
    if bottom - top <= THIN && right - left > THIN {
        page.strokes.push(horizontal(f64::midpoint(top, bottom)));
    } else if right - left <= THIN && bottom - top > THIN {
        page.strokes.push(vertical(f64::midpoint(left, right)));
    } else if bottom - top > THIN && right - left > THIN {
        page.strokes.extend([
            horizontal(top),
            horizontal(bottom),
            vertical(left),
            vertical(right),
        ]);
    }
}

fn stroke(from: (f64, f64), to: (f64, f64)) -> Option<Stroke> {
    const STRAIGHT: f64 = 1.0;
    let (across, down) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
    if down <= STRAIGHT && across > STRAIGHT {
        let at = f64::midpoint(from.1, to.1);
        Some(Stroke {
            is_horizontal: true,
            at,
            from: from.0.min(to.0),
            to: from.0.max(to.0),
        })
    } else if across <= STRAIGHT && down > STRAIGHT {
        let at = f64::midpoint(from.0, to.0);
        Some(Stroke {
            is_horizontal: false,
            at,
            from: from.1.min(to.1),
            to: from.1.max(to.1),
        })
    } else {
        None
    }
}

impl OutputDev for Output {
    fn begin_page(
        &mut self,
        number: u32,
        media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        let number = usize::try_from(number).unwrap_or(0);
        self.pages.push(PageDrawing {
            number,
            width: media.urx,
            height: media.ury,
            ..PageDrawing::default()
        });
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        if let Some(page) = self.page() {
            orientation::upright(page);
        }
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.count()?;
        let Some(page) = self.page() else { return Ok(()) };
        let scale_x = transform.m11.hypot(transform.m12);
        let scale_y = transform.m21.hypot(transform.m22);
        let glyph = Glyph {
            text: radicals::to_words(text),
            x: transform.m31,
            base: page.height - transform.m32,
            width: width * font_size * scale_x,
            size: font_size * scale_y,
            direction: Direction::of(transform.m11, transform.m12),
        };
        page.glyphs.push(glyph);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(
        &mut self,
        transform: &Transform,
        _space: &ColorSpace,
        _color: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.count()?;
        self.draw(transform, path);
        Ok(())
    }

    fn fill(
        &mut self,
        transform: &Transform,
        _space: &ColorSpace,
        _color: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.count()?;
        self.draw(transform, path);
        Ok(())
    }
}
