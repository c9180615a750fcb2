//! Colours as style sheets name them.

/// Colours that differ less, in each of their parts, are one.
const ALIKE: f32 = 0.06;
/// What is clearer is not seen.
const CLEAR: f32 = 0.06;

/// A colour, its parts from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Colour {
    Known([f32; 3]),
    /// None at all: what lies behind is seen.
    None,
    /// One that is not known here.
    Unknown,
}

impl Colour {
    /// Whether words of this colour are not seen on that ground.
    pub fn is_lost_on(self, ground: Self) -> bool {
        match (self, ground) {
            (Self::None, _) => true,
            (Self::Known(ink), Self::Known(ground)) => ink
                .iter()
                .zip(ground)
                .all(|(one, other)| (one - other).abs() < ALIKE),
            _ => false,
        }
    }
}

/// Names near white, and those that pages write most; of the others it is only known that one sees them on white.
const NAMES: [(&str, [u8; 3]); 24] = [
    ("white", [255, 255, 255]),
    ("snow", [255, 250, 250]),
    ("ivory", [255, 255, 240]),
    ("floralwhite", [255, 250, 240]),
    ("ghostwhite", [248, 248, 255]),
    ("mintcream", [245, 255, 250]),
    ("azure", [240, 255, 255]),
    ("aliceblue", [240, 248, 255]),
    ("seashell", [255, 245, 238]),
    ("whitesmoke", [245, 245, 245]),
    ("honeydew", [240, 255, 240]),
    ("lavenderblush", [255, 240, 245]),
    ("black", [0, 0, 0]),
    ("red", [255, 0, 0]),
    ("green", [0, 128, 0]),
    ("blue", [0, 0, 255]),
    ("navy", [0, 0, 128]),
    ("gray", [128, 128, 128]),
    ("grey", [128, 128, 128]),
    ("silver", [192, 192, 192]),
    ("yellow", [255, 255, 0]),
    ("lightyellow", [255, 255, 224]),
    ("window", [255, 255, 255]),
    ("windowtext", [0, 0, 0]),
];

/// A colour as it is written, in small letters.
pub(super) fn colour(value: &str) -> Colour {
    let value = value.trim();
    if matches!(value, "transparent" | "none" | "inherit" | "initial" | "unset") {
        return Colour::None;
    }
    if let Some(digits) = value.strip_prefix('#') {
        return of_digits(digits).unwrap_or(Colour::Unknown);
    }
    if let Some(parts) = value.strip_prefix("rgb").and_then(|rest| rest.split_once('(')) {
        return of_parts(parts.1.trim_end_matches(')')).unwrap_or(Colour::Unknown);
    }
    if let Some(parts) = value.strip_prefix("hsl").and_then(|rest| rest.split_once('(')) {
        return of_light(parts.1.trim_end_matches(')')).unwrap_or(Colour::Unknown);
    }
    let named = NAMES.iter().find(|(name, _)| *name == value);
    if let Some((_, parts)) = named {
        return Colour::Known(parts.map(|part| f32::from(part) / 255.0));
    }
    // Pages of before style sheets leave the mark out.
    of_digits(value).unwrap_or(Colour::Unknown)
}

/// `fff`, `ffff`, `ffffff`, `ffffffff`: with or without how solid it is.
fn of_digits(digits: &str) -> Option<Colour> {
    if !digits.chars().all(|one| one.is_ascii_hexdigit()) {
        return None;
    }
    let wide: String = match digits.len() {
        3 | 4 => digits.chars().flat_map(|one| [one, one]).collect(),
        6 | 8 => digits.to_owned(),
        _ => return None,
    };
    let part = |at: usize| {
        let part = u8::from_str_radix(wide.get(at * 2..at * 2 + 2)?, 16).ok()?;
        Some(f32::from(part) / 255.0)
    };
    Some(solid([part(0)?, part(1)?, part(2)?], part(3).unwrap_or(1.0)))
}

/// `255, 255, 255, 0.5`, `100% 100% 100% / 50%`.
fn of_parts(parts: &str) -> Option<Colour> {
    let parts = parts.replace([',', '/'], " ");
    let mut parts = parts.split_whitespace();
    let mut part = || -> Option<f32> {
        let part = parts.next()?;
        match part.strip_suffix('%') {
            Some(share) => share.parse::<f32>().ok().map(|share| share / 100.0),
            None => part.parse::<f32>().ok().map(|part| part / 255.0),
        }
    };
    let rgb = [part()?, part()?, part()?];
    let alpha = parts.next().and_then(share);
    Some(solid(rgb, alpha.unwrap_or(1.0)))
}

/// Of hue, strength and light, what is all light or none is white or black; the rest is some other colour.
fn of_light(parts: &str) -> Option<Colour> {
    let parts = parts.replace([',', '/'], " ");
    let mut parts = parts.split_whitespace().skip(2);
    let light = share(parts.next()?)?;
    let alpha = parts.next().and_then(share).unwrap_or(1.0);
    if alpha < CLEAR {
        Some(Colour::None)
    } else if light >= 1.0 - ALIKE / 2.0 || light <= ALIKE / 2.0 {
        Some(Colour::Known([light; 3]))
    } else {
        Some(Colour::Unknown)
    }
}

fn share(part: &str) -> Option<f32> {
    match part.strip_suffix('%') {
        Some(share) => share.parse::<f32>().ok().map(|share| share / 100.0),
        None => part.parse().ok(),
    }
}

fn solid(rgb: [f32; 3], alpha: f32) -> Colour {
    if alpha < CLEAR {
        Colour::None
    } else {
        Colour::Known(rgb)
    }
}
