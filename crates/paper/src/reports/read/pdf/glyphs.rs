//! What a page draws: signs with their boxes, and straight lines and thin rectangles that may be table borders.
//! Coordinates are in points with the origin at the top left.

use super::strokes::Stroke;

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

/// One page.
#[derive(Debug, Default)]
pub struct PageDrawing {
    pub number: usize,
    pub width: f64,
    pub height: f64,
    pub glyphs: Vec<Glyph>,
    pub strokes: Vec<Stroke>,
}

/// Which way text runs on the page as it is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    #[default]
    Right,
    Up,
    Left,
    Down,
}

impl Direction {
    /// Of text whose own x axis is drawn along this vector, y pointing up.
    pub fn of(x: f64, y: f64) -> Self {
        match (x.abs() >= y.abs(), x >= 0.0, y >= 0.0) {
            (true, true, _) => Self::Right,
            (true, false, _) => Self::Left,
            (false, _, true) => Self::Up,
            (false, _, false) => Self::Down,
        }
    }
}
