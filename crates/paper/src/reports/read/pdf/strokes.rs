//! Straight lines along one axis, as tables are ruled with: drawn as lines, or as rectangles so thin that they are lines.

/// A straight line along one axis.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    pub is_horizontal: bool,
    /// y of a horizontal line, x of a vertical one.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// Thin rectangles are lines; others have four sides, unless they are a ground. Word processors lay one under each line of
/// a shaded text, and fill it by the even-odd rule; browsers that print a table of white cells on black fill each cell by
/// the other rule, and its sides are all that divides them.
pub fn of_rectangle([one, other]: [(f64, f64); 2], is_ground: bool) -> Vec<Stroke> {
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
    match (right - left > THIN, bottom - top > THIN) {
        (true, false) => vec![horizontal(f64::midpoint(top, bottom))],
        (false, true) => vec![vertical(f64::midpoint(left, right))],
        (true, true) if !is_ground => vec![
            horizontal(top),
            horizontal(bottom),
            vertical(left),
            vertical(right),
        ],
        _ => Vec::new(),
    }
}

/// The line from one point to another, if it runs along an axis.
pub fn between(from: (f64, f64), to: (f64, f64)) -> Option<Stroke> {
    const STRAIGHT: f64 = 1.0;
    let (across, down) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
    if down <= STRAIGHT && across > STRAIGHT {
        Some(Stroke {
            is_horizontal: true,
            at: f64::midpoint(from.1, to.1),
            from: from.0.min(to.0),
            to: from.0.max(to.0),
        })
    } else if across <= STRAIGHT && down > STRAIGHT {
        Some(Stroke {
            is_horizontal: false,
            at: f64::midpoint(from.0, to.0),
            from: from.1.min(to.1),
            to: from.1.max(to.1),
        })
    } else {
        None
    }
}
