//! Pages whose text runs up, down or upside down: turned until it runs from left to right, as the reader's eye or the
//! page's own rotation would have it.

use super::glyphs::{Direction, Glyph, PageDrawing};
use super::strokes::Stroke;

/// Where a point stands once the page is turned; coordinates from the top left.
fn point_turned(way: Direction, (x, y): (f64, f64), page: &PageDrawing) -> (f64, f64) {
    match way {
        Direction::Right => (x, y),
        Direction::Up => (page.height - y, x),
        Direction::Left => (page.width - x, page.height - y),
        Direction::Down => (y, page.width - x),
    }
}

/// Turns the page so that most of its text runs from left to right.
pub fn upright(page: &mut PageDrawing) {
    let ways = [Direction::Up, Direction::Left, Direction::Down];
    let count = |way: Direction| page.glyphs.iter().filter(|glyph| glyph.direction == way).count();
    let right = count(Direction::Right);
    let most = ways.into_iter().max_by_key(|way| count(*way));
    let Some(way) = most.filter(|way| count(*way) > right) else {
        return;
    };
    let glyphs: Vec<Glyph> = page
        .glyphs
        .iter()
        .map(|glyph| {
            let (x, base) = point_turned(way, (glyph.x, glyph.base), page);
            Glyph {
                x,
                base,
                ..glyph.clone()
            }
        })
        .collect();
    let strokes: Vec<Stroke> = page
        .strokes
        .iter()
        .map(|stroke| turned(stroke, way, page))
        .collect();
    let is_quarter = way != Direction::Left;
    let (width, height) = if is_quarter {
        (page.height, page.width)
    } else {
        (page.width, page.height)
    };
    page.glyphs = glyphs;
    page.strokes = strokes;
    (page.width, page.height) = (width, height);
}

fn turned(stroke: &Stroke, way: Direction, page: &PageDrawing) -> Stroke {
    let ends = if stroke.is_horizontal {
        [(stroke.from, stroke.at), (stroke.to, stroke.at)]
    } else {
        [(stroke.at, stroke.from), (stroke.at, stroke.to)]
    };
    let [one, other] = ends.map(|end| point_turned(way, end, page));
    let is_quarter = way != Direction::Left;
    let is_horizontal = stroke.is_horizontal != is_quarter;
    let (at, from, to) = if is_horizontal {
        (one.1, one.0, other.0)
    } else {
        (one.0, one.1, other.1)
    };
    Stroke {
        is_horizontal,
        at,
        from: from.min(to),
        to: from.max(to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of 100 by 200 with one sign at (10, 20) seen upright, over a line across it.
    fn page(direction: Direction) -> PageDrawing {
        let (x, base, is_horizontal, at, from, to) = match direction {
            Direction::Right => (10.0, 20.0, true, 25.0, 5.0, 60.0),
            Direction::Up => (20.0, 90.0, false, 25.0, 40.0, 95.0),
            Direction::Left => (90.0, 180.0, true, 175.0, 40.0, 95.0),
            Direction::Down => (180.0, 10.0, false, 175.0, 5.0, 60.0),
        };
        let is_quarter = matches!(direction, Direction::Up | Direction::Down);
        PageDrawing {
            width: if is_quarter { 200.0 } else { 100.0 },
            height: if is_quarter { 100.0 } else { 200.0 },
            glyphs: vec![Glyph {
                text: "甲".to_owned(),
                x,
                base,
                width: 5.0,
                size: 5.0,
                direction,
            }],
            strokes: vec![Stroke {
                is_horizontal,
                at,
                from,
                to,
            }],
            ..PageDrawing::default()
        }
    }

    #[test]
    fn text_that_runs_any_way_is_turned_to_run_to_the_right() {
        for direction in [Direction::Right, Direction::Up, Direction::Left, Direction::Down] {
            let mut page = page(direction);
            upright(&mut page);
            let sign = page.glyphs.first().map(|glyph| (glyph.x, glyph.base));
            assert_eq!(sign, Some((10.0, 20.0)), "{direction:?}");
            let line = page
                .strokes
                .first()
                .map(|line| (line.is_horizontal, line.at, line.from, line.to));
            assert_eq!(line, Some((true, 25.0, 5.0, 60.0)), "{direction:?}");
            assert_eq!((page.width, page.height), (100.0, 200.0), "{direction:?}");
        }
    }
}
