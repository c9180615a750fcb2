//! Text that stands in the file and that nobody sees on the page: covered, of the colour of its ground, beside the sheet,
//! drawn without being shown. A page that was scanned has such text where its words were recognised.

mod signs;

pub(super) use signs::{Hidden, signs, without_standing};

use std::collections::BTreeMap;

use hayro_interpret::font::Glyph as Shape;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Device, FillRule, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings,
    Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};

use super::drawn::{meaning, width};
use super::eye::{self, HAZE, PICTURE, Rgb};
use super::{guard, guarded, pages, plain, radicals};
use crate::reports::read::unreadable::Unreadable;

/// The fewest signs that are told.
const FEWEST: usize = 2;
/// What is narrower covers no text.
const NARROW: f64 = 2.5;
/// Outlines with more parts are taken for something that one sees through.
const MOST_PARTS: usize = 400;
/// How often a page's signs are compared with its areas.
const MOST_COMPARED: usize = 40_000_000;
/// Colours that differ less are one.
const ALIKE: f32 = 0.06;
/// The part of a sheet from which on an area is a ground and pictures are the whole page.
const MOST_OF_SHEET: f64 = 0.5;
/// The part of its size within which a sign stands at the place of another.
const NEAR: f64 = 0.35;

/// What nobody sees of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Unseen {
    /// Beneath an area or a picture.
    pub covered: String,
    /// Of the colour of its ground.
    pub faint: String,
    /// Beside the sheet or what is shown of it, or drawn as text that is not seen.
    pub beside: String,
    /// Such text on a page that is a picture.
    pub recognised: String,
}

/// That of every page.
pub(crate) fn unseen(bytes: &[u8]) -> Result<Vec<Unseen>, Unreadable> {
    guarded(bytes, |bytes| {
        let document = guard::open(bytes)?;
        let plain = plain::copy_seen(&document)?;
        drop(document);
        let pdf = Pdf::new(plain.bytes).map_err(|_error| Unreadable::Damaged("PDF "))?;
        let cache = InterpreterCache::new();
        let settings = InterpreterSettings::default();
        let of_page = |page| {
            let mut watch = Watch::default();
            let context = pages::context(page, &pdf, &cache, &settings);
            interpret_page(page, &mut { context }, &mut watch);
            let (width, height) = page.render_dimensions();
            watch.judged(Rect::new(0.0, 0.0, width.into(), height.into()))
        };
        Ok(pdf.pages().iter().map(of_page).collect())
    })
}

/// A sign.
struct Sign {
    text: String,
    origin: Point,
    size: f64,
    /// Across its middle.
    points: [Point; 3],
    colour: Rgb,
    is_drawn: bool,
    /// How many areas were painted before it.
    order: usize,
    clip: Option<Rect>,
}

/// An area that was painted.
struct Area {
    bounds: Rect,
    outline: BezPath,
    rule: FillRule,
    colour: Rgb,
}

impl Area {
    fn has(&self, point: Point) -> bool {
        self.bounds.contains(point) && {
            let winding = self.outline.winding(point);
            match self.rule {
                FillRule::NonZero => winding != 0,
                FillRule::EvenOdd => winding % 2 != 0,
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Clip {
    bounds: Rect,
    /// Whether the clip is all of its bounds.
    is_whole: bool,
}

/// Takes down what a page draws.
#[derive(Default)]
struct Watch {
    signs: Vec<Sign>,
    areas: Vec<Area>,
    clips: Vec<Clip>,
}

impl<'a> Device<'a> for Watch {
    fn draw_glyph(
        &mut self,
        sign: &Shape<'a>,
        page: Affine,
        own: Affine,
        paint: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        const MIDDLE: f64 = 350.0;
        const UNITS: f64 = 1000.0;
        let text = meaning(sign).unwrap_or_default();
        if text.trim().is_empty() {
            return;
        }
        let (place, width) = (page * own, width(sign, &text));
        let [_, _, up_x, up_y, ..] = place.as_coeffs();
        self.signs.push(Sign {
            text: radicals::to_words(&text),
            origin: place * Point::ORIGIN,
            size: UNITS * up_x.hypot(up_y),
            points: [0.2, 0.5, 0.8].map(|part| place * Point::new(width * part, MIDDLE)),
            colour: colour(paint),
            is_drawn: !matches!(mode, GlyphDrawMode::Invisible),
            order: self.areas.len(),
            clip: self.clips.last().map(|clip| clip.bounds),
        });
    }

    fn draw_path(&mut self, path: &BezPath, page: Affine, paint: &Paint<'a>, mode: &PathDrawMode) {
        let colour = colour(paint);
        match mode {
            PathDrawMode::Fill(rule) => self.area(page * path.clone(), *rule, colour),
            PathDrawMode::Stroke(line) => {
                let [a, b, c, d, ..] = page.as_coeffs();
                let scale = (a * d - b * c).abs().sqrt();
                let width = f64::from(line.line_width) * scale;
                if width >= NARROW {
                    for bar in bars(&(page * path.clone()), width) {
                        self.area(bar, FillRule::NonZero, colour);
                    }
                }
            }
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let bounds = clip.path.bounding_box();
        let is_box = clip.path.elements().len() <= 8
            && (clip.path.area().abs() - bounds.area()).abs() <= bounds.area() * 0.01;
        let before = self.clips.last().copied();
        self.clips.push(Clip {
            bounds: before.map_or(bounds, |before| before.bounds.intersect(bounds)),
            is_whole: is_box && before.is_none_or(|before| before.is_whole),
        });
    }

    fn pop_clip_path(&mut self) {
        self.clips.pop();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
}

impl Watch {
    fn area(&mut self, outline: BezPath, rule: FillRule, colour: Rgb) {
        let clip = self.clips.last();
        let bounds = outline.bounding_box();
        let bounds = clip.map_or(bounds, |clip| bounds.intersect(clip.bounds));
        if bounds.width() < NARROW || bounds.height() < NARROW {
            return;
        }
        let is_known = clip.is_none_or(|clip| clip.is_whole) && outline.elements().len() <= MOST_PARTS;
        self.areas.push(if is_known {
            Area {
                bounds,
                outline,
                rule,
                colour,
            }
        } else {
            Area {
                bounds,
                outline: bounds.to_path(0.1),
                rule: FillRule::NonZero,
                colour: HAZE,
            }
        });
    }

    /// Why nobody sees each of the signs on a sheet of that size, and whether the sheet is a picture.
    fn reasons(&self, sheet: Rect) -> (Vec<Option<Why>>, bool) {
        let is_picture = |area: &&Area| eye::kind(area.colour) == Some(PICTURE);
        let on_sheet = |area: &Area| area.bounds.intersect(sheet).area() / sheet.area().max(1.0);
        let pictures: f64 = self.areas.iter().filter(is_picture).map(on_sheet).sum();
        let is_scan = pictures >= MOST_OF_SHEET;
        let grounds: Vec<bool> = self
            .areas
            .iter()
            .map(|area| on_sheet(area) >= MOST_OF_SHEET)
            .collect();
        let mut left = MOST_COMPARED;
        let hidden: Vec<Option<Why>> = self
            .signs
            .iter()
            .map(|sign| self.why(sign, sheet, &grounds, &mut left))
            .collect();
        let mut seen: BTreeMap<&str, Vec<&Sign>> = BTreeMap::new();
        for (sign, why) in self.signs.iter().zip(&hidden) {
            if why.is_none() {
                seen.entry(&sign.text).or_default().push(sign);
            }
        }
        let is_seen_there = |sign: &Sign| {
            let same = seen.get(sign.text.as_str()).into_iter().flatten();
            same.into_iter()
                .any(|other| other.origin.distance(sign.origin) < NEAR * sign.size.max(1.0))
        };
        let alone = self.signs.iter().zip(hidden.iter().copied());
        let alone = alone.map(|(sign, why)| why.filter(|_| !is_seen_there(sign)));
        (alone.collect(), is_scan)
    }

    /// What nobody sees on a sheet of that size.
    fn judged(&self, sheet: Rect) -> Unseen {
        let (reasons, is_scan) = self.reasons(sheet);
        let mut told = Unseen::default();
        for (sign, why) in self.signs.iter().zip(reasons) {
            let Some(why) = why else { continue };
            let text = match why {
                Why::Picture | Why::Unshown if is_scan => &mut told.recognised,
                Why::Covered | Why::Picture => &mut told.covered,
                Why::Unshown | Why::Outside => &mut told.beside,
                Why::Faint => &mut told.faint,
            };
            text.push_str(&sign.text);
        }
        told.without_chance()
    }

    fn why(&self, sign: &Sign, sheet: Rect, grounds: &[bool], left: &mut usize) -> Option<Why> {
        *left = left.checked_sub(self.areas.len())?;
        let shown = sign.clip.map_or(sheet, |clip| clip.intersect(sheet));
        if sign.points.iter().all(|point| !shown.contains(*point)) {
            return Some(Why::Outside);
        }
        let (before, after) = self.areas.split_at_checked(sign.order)?;
        let grounds = grounds.get(sign.order..)?;
        let over = after
            .iter()
            .zip(grounds)
            .filter(|(area, _)| eye::kind(area.colour) != Some(HAZE))
            .filter(|(area, _)| sign.points.iter().all(|point| area.has(*point)));
        let mut is_beneath = false;
        for (area, is_ground) in over {
            // A picture of the page, or a ground that was laid over it, is no bar over a word.
            if !is_ground && eye::kind(area.colour) != Some(PICTURE) {
                return Some(Why::Covered);
            }
            is_beneath = true;
        }
        if is_beneath {
            return Some(Why::Picture);
        }
        if !sign.is_drawn {
            return Some(Why::Unshown);
        }
        let [_, centre, _] = sign.points;
        let ground = before.iter().rev().find(|area| area.has(centre));
        let ground = ground.map_or([1.0; 3], |area| area.colour);
        let is_known = eye::kind(ground).is_none() && eye::kind(sign.colour).is_none();
        let is_alike = ground
            .iter()
            .zip(sign.colour)
            .all(|(one, other)| (one - other).abs() < ALIKE);
        (is_known && is_alike).then_some(Why::Faint)
    }
}

/// Why nobody sees a sign.
#[derive(Clone, Copy)]
enum Why {
    Covered,
    Picture,
    Faint,
    Outside,
    Unshown,
}

impl Unseen {
    /// Without a sign alone, which is nobody's name and nothing's number.
    fn without_chance(mut self) -> Self {
        for text in [
            &mut self.covered,
            &mut self.faint,
            &mut self.beside,
            &mut self.recognised,
        ] {
            if text.chars().count() < FEWEST {
                text.clear();
            }
        }
        self
    }
}

fn colour(paint: &Paint<'_>) -> Rgb {
    match paint {
        Paint::Color(colour) => {
            let [red, green, blue, _] = colour.to_rgba().components();
            [red, green, blue]
        }
        Paint::Pattern(_) => HAZE,
    }
}

/// The bars that a broad line draws along its straight parts.
fn bars(path: &BezPath, width: f64) -> Vec<BezPath> {
    let (mut at, mut start, mut bars) = (Point::ORIGIN, Point::ORIGIN, Vec::new());
    for element in path.elements() {
        let to = match element {
            PathEl::MoveTo(to) => {
                (at, start) = (*to, *to);
                continue;
            }
            PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => {
                at = *to;
                continue;
            }
            PathEl::LineTo(to) => *to,
            PathEl::ClosePath => start,
        };
        let along = to - at;
        if along.hypot() > 0.0 {
            let aside = kurbo::Vec2::new(-along.y, along.x) * (width / 2.0 / along.hypot());
            let mut bar = BezPath::new();
            bar.move_to(at + aside);
            bar.line_to(to + aside);
            bar.line_to(to - aside);
            bar.line_to(at - aside);
            bar.close_path();
            bars.push(bar);
        }
        at = to;
    }
    bars
}
