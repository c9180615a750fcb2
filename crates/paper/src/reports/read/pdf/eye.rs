//! How a page's text and areas are drawn: with which colour, whether one sees through it, whether it is seen at all. Of all
//! that a PDF can say of colours a plain page keeps three numbers, and where they can't be known, one of the colours here
//! that nobody paints with.

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object};

use super::resources::{entry, find};

/// A colour on the screen.
pub type Rgb = [f32; 3];

/// An area of unknown colour beneath which nothing is seen.
pub const OPAQUE: Rgb = [0.5, 0.25, 0.125];
/// What one may see through, or what doesn't fill its area.
pub const HAZE: Rgb = [0.5, 0.25, 0.375];
/// A picture.
pub const PICTURE: Rgb = [0.5, 0.25, 0.625];

const BLACK: Rgb = [0.0; 3];
const WHITE: Rgb = [1.0; 3];
/// From this opacity on nothing is seen beneath.
const SOLID: f32 = 0.95;
/// Up to this opacity nothing is seen at all.
const CLEAR: f32 = 0.05;
/// Text that is drawn and not seen (ISO 32000-2, 9.3.6), and that which only clips.
const UNSEEN: i64 = 3;
const ONLY_CLIPS: i64 = 7;

/// What the numbers of a colour mean.
#[derive(Clone, Copy)]
enum Space {
    Grey,
    Rgb,
    Cmyk,
    /// One ink: black, or another.
    Ink {
        is_black: bool,
    },
    Pattern,
    Unknown,
}

/// The state of drawing.
#[derive(Clone)]
struct Ink {
    fill: Rgb,
    stroke: Rgb,
    fill_space: Space,
    stroke_space: Space,
    fill_alpha: f32,
    stroke_alpha: f32,
    is_blended: bool,
    is_masked: bool,
    /// Within a group that is seen through as a whole.
    is_veiled: bool,
    mode: i64,
    /// What the plain page says of it so far.
    written: Option<(Rgb, Rgb, i64)>,
}

/// Follows how things are drawn.
pub struct Eye {
    now: Ink,
    saved: Vec<Ink>,
}

impl Default for Eye {
    fn default() -> Self {
        Self {
            now: Ink {
                fill: BLACK,
                stroke: BLACK,
                fill_space: Space::Grey,
                stroke_space: Space::Grey,
                fill_alpha: 1.0,
                stroke_alpha: 1.0,
                is_blended: false,
                is_masked: false,
                is_veiled: false,
                mode: 0,
                written: None,
            },
            saved: Vec::new(),
        }
    }
}

impl Eye {
    pub fn save(&mut self) {
        self.saved.push(self.now.clone());
    }

    pub fn restore(&mut self) {
        if let Some(before) = self.saved.pop() {
            self.now = before;
        }
    }

    /// The same before anything was said of how to draw.
    pub fn anew(self) -> Self {
        Self {
            saved: self.saved,
            ..Self::default()
        }
    }

    /// Whether one sees through what is drawn now.
    fn is_clear(&self) -> bool {
        let Ink {
            fill_alpha,
            stroke_alpha,
            is_blended,
            is_masked,
            is_veiled,
            ..
        } = self.now;
        is_veiled || is_masked || is_blended || fill_alpha.min(stroke_alpha) < SOLID
    }

    /// Begins a form: a group that is drawn as a whole is seen through whatever stands in it.
    pub fn enter(&mut self, is_group: bool) {
        if is_group {
            self.now.is_veiled |= self.is_clear();
            (self.now.fill_alpha, self.now.stroke_alpha) = (1.0, 1.0);
            (self.now.is_blended, self.now.is_masked) = (false, false);
        }
    }

    /// Takes in an operator that says how to draw; says whether it was one.
    pub fn takes(&mut self, document: &Document, scope: &[&Dictionary], operation: &Operation) -> bool {
        let now = &mut self.now;
        let numbers = || -> Vec<f32> {
            let numbers = operation.operands.iter();
            numbers.filter_map(|number| number.as_float().ok()).collect()
        };
        let name = || {
            let mut names = operation.operands.iter().rev();
            names.find_map(|name| name.as_name().ok())
        };
        let space = || name().map_or(Space::Unknown, |name| named(document, scope, name));
        match operation.operator.as_str() {
            "g" => (now.fill_space, now.fill) = (Space::Grey, colour(Space::Grey, &numbers())),
            "G" => (now.stroke_space, now.stroke) = (Space::Grey, colour(Space::Grey, &numbers())),
            "rg" => (now.fill_space, now.fill) = (Space::Rgb, colour(Space::Rgb, &numbers())),
            "RG" => (now.stroke_space, now.stroke) = (Space::Rgb, colour(Space::Rgb, &numbers())),
            "k" => (now.fill_space, now.fill) = (Space::Cmyk, colour(Space::Cmyk, &numbers())),
            "K" => (now.stroke_space, now.stroke) = (Space::Cmyk, colour(Space::Cmyk, &numbers())),
            "cs" => {
                now.fill_space = space();
                now.fill = initial(now.fill_space);
            }
            "CS" => {
                now.stroke_space = space();
                now.stroke = initial(now.stroke_space);
            }
            "sc" | "scn" => now.fill = colour(now.fill_space, &numbers()),
            "SC" | "SCN" => now.stroke = colour(now.stroke_space, &numbers()),
            "Tr" => {
                now.mode = operation
                    .operands
                    .first()
                    .and_then(|mode| mode.as_i64().ok())
                    .unwrap_or(0);
            }
            "gs" => {
                let state = name().and_then(|name| find(document, scope, b"ExtGState", name));
                if let Some(state) = state.and_then(|state| state.as_dict().ok()) {
                    now.state(document, state);
                }
            }
            _ => return false,
        }
        true
    }

    /// What the plain page says before an area or a line is painted.
    pub fn before_area(&mut self, drawn: &mut Vec<Operation>) {
        let (fill, stroke) = if self.is_clear() {
            (HAZE, HAZE)
        } else {
            (self.now.fill, self.now.stroke)
        };
        self.write((fill, stroke, self.mode()), drawn);
    }

    /// That of text before, which areas leave as it is.
    fn mode(&self) -> i64 {
        self.now.written.map_or(0, |(_, _, mode)| mode)
    }

    /// What the plain page says before text.
    pub fn before_text(&mut self, drawn: &mut Vec<Operation>) {
        let Ink {
            fill,
            stroke,
            fill_alpha,
            stroke_alpha,
            mode,
            ..
        } = self.now;
        let is_stroked = matches!(mode, 1 | 2 | 5 | 6);
        let is_filled = !matches!(mode, 1 | 5);
        let is_seen = (is_filled && fill_alpha > CLEAR) || (is_stroked && stroke_alpha > CLEAR);
        // Clipping along text is left out: what is drawn through it is no area that covers.
        let mode = match mode {
            UNSEEN | ONLY_CLIPS => UNSEEN,
            _ if !is_seen => UNSEEN,
            4..=6 => mode - 4,
            _ => mode,
        };
        self.write((fill, stroke, mode), drawn);
    }

    /// What the plain page says before it draws an area of that kind.
    pub fn before_special(&mut self, colour: Rgb, drawn: &mut Vec<Operation>) {
        let colour = if self.is_clear() { HAZE } else { colour };
        self.write((colour, self.now.stroke, self.mode()), drawn);
    }

    fn write(&mut self, wanted: (Rgb, Rgb, i64), drawn: &mut Vec<Operation>) {
        if self.now.written == Some(wanted) {
            return;
        }
        self.now.written = Some(wanted);
        let (fill, stroke, mode) = wanted;
        let of = |colour: Rgb| colour.map(Object::Real).to_vec();
        drawn.push(Operation::new("rg", of(fill)));
        drawn.push(Operation::new("RG", of(stroke)));
        drawn.push(Operation::new("Tr", vec![mode.into()]));
    }
}

impl Ink {
    fn state(&mut self, document: &Document, state: &Dictionary) {
        let number = |key: &[u8]| entry(document, state, key).and_then(|number| number.as_float().ok());
        self.fill_alpha = number(b"ca").unwrap_or(self.fill_alpha);
        self.stroke_alpha = number(b"CA").unwrap_or(self.stroke_alpha);
        if let Some(blend) = entry(document, state, b"BM") {
            let first = blend.as_array().ok().and_then(|all| all.first()).unwrap_or(blend);
            self.is_blended = !matches!(first.as_name(), Ok(b"Normal" | b"Compatible"));
        }
        if let Some(mask) = entry(document, state, b"SMask") {
            self.is_masked = mask.as_name().ok() != Some(b"None");
        }
    }
}

/// The space of colours that a page names.
fn named(document: &Document, scope: &[&Dictionary], name: &[u8]) -> Space {
    match name {
        b"DeviceGray" | b"CalGray" | b"G" => Space::Grey,
        b"DeviceRGB" | b"CalRGB" | b"RGB" => Space::Rgb,
        b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
        b"Pattern" => Space::Pattern,
        _ => find(document, scope, b"ColorSpace", name)
            .map_or(Space::Unknown, |space| described(document, space)),
    }
}

fn described(document: &Document, space: &Object) -> Space {
    let of_kind = |kind: &[u8], all: &[Object]| match kind {
        b"DeviceGray" | b"CalGray" => Space::Grey,
        b"DeviceRGB" | b"CalRGB" => Space::Rgb,
        b"DeviceCMYK" => Space::Cmyk,
        b"Pattern" => Space::Pattern,
        b"Separation" => Space::Ink {
            is_black: matches!(all.get(1).map(Object::as_name), Some(Ok(b"Black" | b"All"))),
        },
        b"ICCBased" => {
            let profile = all.get(1).and_then(|profile| document.dereference(profile).ok());
            let profile = profile.and_then(|(_, profile)| profile.as_stream().ok());
            match profile.and_then(|profile| entry(document, &profile.dict, b"N")?.as_i64().ok()) {
                Some(1) => Space::Grey,
                Some(3) => Space::Rgb,
                Some(4) => Space::Cmyk,
                _ => Space::Unknown,
            }
        }
        _ => Space::Unknown,
    };
    match space {
        Object::Name(kind) => of_kind(kind, &[]),
        Object::Array(all) => {
            let kind = all.first().and_then(|kind| kind.as_name().ok());
            of_kind(kind.unwrap_or_default(), all)
        }
        _ => Space::Unknown,
    }
}

/// The colour with which a space begins.
const fn initial(space: Space) -> Rgb {
    match space {
        Space::Grey | Space::Rgb | Space::Cmyk | Space::Ink { is_black: true } => BLACK,
        Space::Pattern => HAZE,
        Space::Ink { .. } | Space::Unknown => OPAQUE,
    }
}

fn colour(space: Space, numbers: &[f32]) -> Rgb {
    let colour = match (space, numbers) {
        (Space::Grey, [grey, ..]) => [*grey; 3],
        (Space::Rgb, [red, green, blue, ..]) => [*red, *green, *blue],
        (Space::Cmyk, [cyan, magenta, yellow, black, ..]) => {
            [*cyan, *magenta, *yellow].map(|ink| (1.0 - ink) * (1.0 - black))
        }
        (Space::Ink { .. }, [tint, ..]) if *tint <= 0.0 => WHITE,
        (Space::Ink { is_black: true }, [tint, ..]) => [1.0 - *tint; 3],
        (Space::Pattern, _) => HAZE,
        _ => OPAQUE,
    };
    let is_known = matches!(space, Space::Grey | Space::Rgb | Space::Cmyk | Space::Ink { .. });
    let colour = colour.map(|part| part.clamp(0.0, 1.0));
    // Who paints with exactly one of the colours that say something else.
    if is_known
        && !numbers.is_empty()
        && kind(colour).is_some()
        && !matches!(space, Space::Ink { is_black: false })
    {
        return [0.5, 0.3, 0.2];
    }
    colour
}

/// Which of the colours that say something it is.
pub fn kind(colour: Rgb) -> Option<Rgb> {
    const SAME: f32 = 0.004;
    let is_same = |other: &Rgb| {
        colour
            .iter()
            .zip(other)
            .all(|(one, other)| (one - other).abs() < SAME)
    };
    [OPAQUE, HAZE, PICTURE].into_iter().find(is_same)
}
