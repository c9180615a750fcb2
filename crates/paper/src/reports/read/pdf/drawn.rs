//! What the library draws of a page, taken down: signs and straight lines.

use hayro_interpret::font::Glyph as Sign;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Device, FillRule, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask,
};
use kurbo::{Affine, BezPath, PathEl, Point};

use super::glyphs::{Direction, Glyph, PageDrawing};
use super::radicals;
use super::strokes;

/// Signs are drawn in units of a thousandth of their size.
const UNITS: f64 = 1000.0;

/// A point on the page, from the top left.
type Place = (f64, f64);

/// Takes down one page.
#[derive(Default)]
pub struct Drawn {
    pub page: PageDrawing,
    /// Signs that no font says the meaning of.
    pub nameless: usize,
}

impl Drawn {
    /// Whether the sign stands there already: text made bold by drawing it again a hair's breadth beside.
    fn is_drawn(&self, glyph: &Glyph) -> bool {
        const NEAR: f64 = 0.1;
        const LATELY: usize = 200;
        let latest = self.page.glyphs.iter().rev().take(LATELY);
        latest.filter(|other| other.text == glyph.text).any(|other| {
            (other.x - glyph.x).hypot(other.base - glyph.base) < NEAR * glyph.size.min(other.size)
        })
    }
}

impl<'a> Device<'a> for Drawn {
    fn draw_glyph(&mut self, sign: &Sign<'a>, page: Affine, own: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {
        let text = meaning(sign).unwrap_or_default();
        self.nameless += usize::from(text.is_empty());
        let width = width(sign, &text);
        let [along_x, along_y, up_x, up_y, x, base] = (page * own).as_coeffs();
        let glyph = Glyph {
            text: radicals::to_words(&text),
            x,
            base,
            width: width * along_x.hypot(along_y),
            size: UNITS * up_x.hypot(up_y),
            direction: Direction::of(along_x, -along_y),
        };
        if !self.is_drawn(&glyph) {
            self.page.glyphs.push(glyph);
        }
    }

    fn draw_path(&mut self, path: &BezPath, page: Affine, _: &Paint<'a>, mode: &PathDrawMode) {
        let place = |at: Point| {
            let at = page * at;
            (at.x, at.y)
        };
        let is_ground = matches!(mode, PathDrawMode::Fill(FillRule::EvenOdd));
        let (mut at, mut start) = ((0.0, 0.0), (0.0, 0.0));
        let mut rest = path.elements();
        while let [first, after @ ..] = rest {
            rest = after;
            match first {
                PathEl::MoveTo(to) => {
                    if let Some((corners, after)) = rectangle(place(*to), after, place) {
                        self.page
                            .strokes
                            .extend(strokes::of_rectangle(corners, is_ground));
                        rest = after;
                    }
                    at = place(*to);
                    start = at;
                }
                PathEl::LineTo(to) => {
                    let to = place(*to);
                    self.page.strokes.extend(strokes::between(at, to));
                    at = to;
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => at = place(*to),
                PathEl::ClosePath => {
                    self.page.strokes.extend(strokes::between(at, start));
                    at = start;
                }
            }
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn pop_clip_path(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
}

/// How wide a sign is, in units of a thousandth of its size.
pub fn width(sign: &Sign, text: &str) -> f64 {
    match sign {
        Sign::Outline(sign) => sign.advance_width().map_or(UNITS, f64::from),
        // A sign that is itself a drawing does not tell its width.
        Sign::Type3(_) if text.is_ascii() => UNITS / 2.0,
        Sign::Type3(_) => UNITS,
    }
}

/// The words of a sign. Where a page chooses a font that it does not have or that cannot be read, the library draws Latin
/// letters for its codes, of a font that is nowhere: those are guessed, and stand for nothing.
pub fn meaning(sign: &Sign) -> Option<String> {
    const NOWHERE: u128 = 0;
    if matches!(sign, Sign::Outline(sign) if sign.font_cache_key() == NOWHERE) {
        return None;
    }
    match sign.as_unicode()? {
        BfString::Char(one) => Some(one.to_string()),
        BfString::String(text) => Some(text),
    }
}

/// Two opposite corners of the upright rectangle that a path goes on to draw, and what comes after it.
fn rectangle(one: Place, path: &[PathEl], place: impl Fn(Point) -> Place) -> Option<([Place; 2], &[PathEl])> {
    const SAME: f64 = 0.01;
    let [
        PathEl::LineTo(two),
        PathEl::LineTo(three),
        PathEl::LineTo(four),
        PathEl::ClosePath,
        after @ ..,
    ] = path
    else {
        return None;
    };
    let (two, three, four) = (place(*two), place(*three), place(*four));
    let is_level = |one: Place, other: Place| (one.1 - other.1).abs() < SAME;
    let is_sheer = |one: Place, other: Place| (one.0 - other.0).abs() < SAME;
    let goes_across =
        is_level(one, two) && is_sheer(two, three) && is_level(three, four) && is_sheer(four, one);
    let goes_down =
        is_sheer(one, two) && is_level(two, three) && is_sheer(three, four) && is_level(four, one);
    (goes_across || goes_down).then_some(([one, three], after))
}
