//! Tables from drawn lines: the crossing lines make a lattice; two neighbouring fields without a line between them are
//! one cell.

use super::glyphs::{Glyph, PageDrawing};
use super::strokes::Stroke;
use crate::reports::read::blocks::Beside;

/// How far apart lines may be and still be the same line.
const SAME: f64 = 3.0;

/// A table on a page.
#[derive(Debug)]
pub struct Lattice {
    pub top: f64,
    pub bottom: f64,
    left: f64,
    right: f64,
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// For each field, row by row, the number of the cell it belongs to.
    owners: Vec<usize>,
}

impl Lattice {
    /// Whether a point lies in the table.
    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        (self.left - SAME..=self.right + SAME).contains(&x)
            && (self.top - SAME..=self.bottom + SAME).contains(&y)
    }

    /// The rows of cells: text, columns across, rows down; cells that hang down stand in their first row. What runs through
    /// a sign is among the page's lines.
    pub fn rows(&self, glyphs: &[&Glyph], strokes: &[Stroke]) -> Vec<Vec<(String, usize, usize)>> {
        let columns = self.xs.len() - 1;
        let count = self.owners.len();
        let mut texts: Vec<Vec<&Glyph>> = vec![Vec::new(); count];
        for glyph in glyphs {
            let (x, y) = glyph.centre();
            let field = place(&self.xs, x)
                .zip(place(&self.ys, y))
                .map(|(column, row)| row * columns + column);
            let owner = field.and_then(|field| self.owners.get(field));
            if let Some(text) = owner.and_then(|owner| texts.get_mut(*owner)) {
                text.push(glyph);
            }
        }
        let mut rows = Vec::new();
        for row in 0..self.ys.len() - 1 {
            let mut cells = Vec::new();
            for column in 0..columns {
                let field = row * columns + column;
                // A cell stands where its first field is.
                if self.owners.get(field) == Some(&field) {
                    let is_own = |other: usize| self.owners.get(other) == Some(&field);
                    let across = (column..columns)
                        .take_while(|column| is_own(row * columns + column))
                        .count();
                    let down = (row..self.ys.len() - 1)
                        .take_while(|row| is_own(row * columns + column))
                        .count();
                    let side = |column: usize| self.xs.get(column).copied().unwrap_or_default();
                    let wide = side(column + across) - side(column);
                    let text = texts
                        .get(field)
                        .map(|glyphs| text_of(glyphs, strokes, wide))
                        .unwrap_or_default();
                    cells.push((text, across.max(1), down.max(1)));
                }
            }
            rows.push(cells);
        }
        rows
    }
}

/// The column or row between whose lines a coordinate lies.
fn place(lines: &[f64], at: f64) -> Option<usize> {
    lines
        .windows(2)
        .position(|pair| matches!(pair, [from, to] if (*from..*to).contains(&at)))
}

/// The signs of a cell so wide, line by line; small ones above or below the line are the marks of notes, and those that a
/// line runs through are struck out.
fn text_of(glyphs: &[&Glyph], strokes: &[Stroke], wide: f64) -> String {
    // A cell of prose has no notes that matter, and many signs.
    const MOST: usize = 200;
    if glyphs.len() > MOST {
        return in_lines(glyphs, wide).trim().to_owned();
    }
    let through: Vec<&Stroke> = strokes
        .iter()
        .filter(|stroke| stroke.is_horizontal && stroke.to - stroke.from < wide - SAME)
        .collect();
    let (struck, left): (Vec<&Glyph>, Vec<&Glyph>) =
        glyphs.iter().partition(|glyph| is_struck(glyph, &through));
    let (raised, left): (Vec<&Glyph>, Vec<&Glyph>) =
        left.iter().partition(|glyph| is_apart(glyph, &left, 1.0));
    let (lowered, line): (Vec<&Glyph>, Vec<&Glyph>) =
        left.iter().partition(|glyph| is_apart(glyph, &left, -1.0));
    let of = |glyphs: &[&Glyph]| in_lines(glyphs, wide);
    let beside = Beside {
        raised: of(&raised),
        lowered: of(&lowered),
        struck: of(&struck),
        ..Beside::default()
    };
    beside.of(&of(&line))
}

/// Whether a sign is smaller than one beside it and stands higher than that by part of its size, or with `side` −1 lower.
fn is_apart(glyph: &Glyph, all: &[&Glyph], side: f64) -> bool {
    const SMALL: f64 = 0.9;
    const LEAST: f64 = 0.15;
    all.iter().any(|other| {
        let rise = (other.base - glyph.base) * side;
        !other.text.trim().is_empty()
            && glyph.size < other.size * SMALL
            && (other.size * LEAST..other.size).contains(&rise)
            && (glyph.x - (other.x + other.width)).abs() < other.size
    })
}

/// Whether a line runs through the middle of a sign.
fn is_struck(glyph: &Glyph, strokes: &[&Stroke]) -> bool {
    let (left, right) = (glyph.x + glyph.width * 0.2, glyph.x + glyph.width * 0.8);
    let middle = glyph.base - glyph.size * 0.5..glyph.base - glyph.size * 0.12;
    !glyph.text.trim().is_empty()
        && strokes
            .iter()
            .any(|stroke| stroke.from <= left && stroke.to >= right && middle.contains(&stroke.at))
}

/// The lines one after another: a number that ran on to the next line is one, two numbers below one another are two.
fn in_lines(glyphs: &[&Glyph], wide: f64) -> String {
    let is_one_line =
        |one: &Glyph, other: &Glyph| (one.base - other.base).abs() < one.size.min(other.size) * 0.5;
    let mut sorted: Vec<&Glyph> = glyphs.to_vec();
    sorted.sort_by(|one, other| {
        if is_one_line(one, other) {
            one.x.total_cmp(&other.x)
        } else {
            one.base.total_cmp(&other.base)
        }
    });
    let mut text = String::new();
    let mut begin: Option<&Glyph> = None;
    let mut last: Option<&Glyph> = None;
    for glyph in sorted {
        if let (Some(first), Some(end)) = (begin, last)
            && !is_one_line(end, glyph)
        {
            let has_room = wide - (end.x + end.width - first.x) >= PADDING + glyph.width;
            if has_room && is_digit(end) && is_digit(glyph) {
                text.push('\n');
            }
            begin = None;
        }
        begin = begin.or(Some(glyph));
        last = Some(glyph);
        text.push_str(&glyph.text);
    }
    text
}

/// What a cell leaves free at its two sides together, at most.
const PADDING: f64 = 11.0;

fn is_digit(glyph: &Glyph) -> bool {
    let mut signs = glyph.text.trim().chars();
    signs.next().is_some_and(|one| one.is_ascii_digit()) && signs.next().is_none()
}

/// The tables of a page from top to bottom.
pub fn find(page: &PageDrawing) -> Vec<Lattice> {
    let mut tables: Vec<Lattice> = groups(&page.strokes)
        .into_iter()
        .filter_map(|group| lattice(&group))
        .collect();
    tables.sort_by(|one, other| one.top.total_cmp(&other.top));
    tables
}

/// Strokes that touch one another, group by group.
fn groups(strokes: &[Stroke]) -> Vec<Vec<Stroke>> {
    const MOST: usize = 5000;
    let strokes: Vec<Stroke> = strokes.iter().copied().take(MOST).collect();
    let mut owner: Vec<usize> = (0..strokes.len()).collect();
    for one in 0..strokes.len() {
        for other in 0..one {
            let touches = strokes
                .get(one)
                .zip(strokes.get(other))
                .is_some_and(|(one, other)| touch(one, other));
            let (left, right) = (root(&owner, one), root(&owner, other));
            if touches
                && left != right
                && let Some(slot) = owner.get_mut(left)
            {
                *slot = right;
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, Vec<Stroke>> = std::collections::BTreeMap::new();
    for (index, stroke) in strokes.iter().enumerate() {
        groups.entry(root(&owner, index)).or_default().push(*stroke);
    }
    groups.into_values().collect()
}

fn root(owner: &[usize], mut index: usize) -> usize {
    while let Some(next) = owner.get(index).filter(|next| **next != index) {
        index = *next;
    }
    index
}

fn touch(one: &Stroke, other: &Stroke) -> bool {
    let within = |at: f64, stroke: &Stroke| (stroke.from - SAME..=stroke.to + SAME).contains(&at);
    if one.is_horizontal == other.is_horizontal {
        (one.at - other.at).abs() <= SAME && one.from <= other.to + SAME && other.from <= one.to + SAME
    } else {
        within(one.at, other) && within(other.at, one)
    }
}

fn lattice(strokes: &[Stroke]) -> Option<Lattice> {
    let ats = |is_horizontal: bool| {
        clustered(
            strokes
                .iter()
                .filter(|stroke| stroke.is_horizontal == is_horizontal)
                .map(|stroke| stroke.at),
        )
    };
    let (xs, mut ys) = (ats(false), ats(true));
    close_ends(strokes, &mut ys);
    if xs.len() < 3 || ys.len() < 3 {
        return None;
    }
    let columns = xs.len() - 1;
    let rows = ys.len() - 1;
    let mut owners: Vec<usize> = (0..columns * rows).collect();
    for row in 0..rows {
        for column in 0..columns {
            let field = row * columns + column;
            let (Some(x0), Some(x1)) = (xs.get(column), xs.get(column + 1)) else {
                continue;
            };
            let (Some(y0), Some(y1)) = (ys.get(row), ys.get(row + 1)) else {
                continue;
            };
            if column + 1 < columns && !is_drawn(strokes, false, *x1, f64::midpoint(*y0, *y1)) {
                join(&mut owners, field, field + 1);
            }
            if row + 1 < rows && !is_drawn(strokes, true, *y1, f64::midpoint(*x0, *x1)) {
                join(&mut owners, field, field + columns);
            }
        }
    }
    let owners = (0..owners.len()).map(|field| root(&owners, field)).collect();
    Some(Lattice {
        top: *ys.first()?,
        bottom: *ys.last()?,
        left: *xs.first()?,
        right: *xs.last()?,
        xs,
        ys,
        owners,
    })
}

/// Where a page's end cuts a row, its sides run on past the last line across, or begin before the first: such an end is
/// a line too.
fn close_ends(strokes: &[Stroke], ys: &mut Vec<f64>) {
    const ROW: f64 = 8.0;
    const SIDES: usize = 3;
    let sides = || strokes.iter().filter(|stroke| !stroke.is_horizontal);
    let (Some(first), Some(last)) = (ys.first().copied(), ys.last().copied()) else {
        return;
    };
    let bottom = sides().map(|side| side.to).fold(last, f64::max);
    let top = sides().map(|side| side.from).fold(first, f64::min);
    if bottom - last > ROW && sides().filter(|side| bottom - side.to <= SAME).count() >= SIDES {
        ys.push(bottom);
    }
    if first - top > ROW && sides().filter(|side| side.from - top <= SAME).count() >= SIDES {
        ys.insert(0, top);
    }
}

/// Both fields belong to the earlier one's cell.
fn join(owners: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(owners, one), root(owners, other));
    let (first, second) = (one.min(other), one.max(other));
    if let Some(slot) = owners.get_mut(second) {
        *slot = first;
    }
}

/// Whether a line is drawn at this coordinate past that point.
fn is_drawn(strokes: &[Stroke], is_horizontal: bool, at: f64, past: f64) -> bool {
    strokes.iter().any(|stroke| {
        stroke.is_horizontal == is_horizontal
            && (stroke.at - at).abs() <= SAME
            && (stroke.from - SAME..=stroke.to + SAME).contains(&past)
    })
}

/// The different coordinates in order.
fn clustered(ats: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<f64> = ats.collect();
    sorted.sort_by(f64::total_cmp);
    let mut lines: Vec<f64> = Vec::new();
    for at in sorted {
        if lines.last().is_none_or(|last| at - last > SAME) {
            lines.push(at);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::glyphs::Direction;
    use super::*;

    fn glyph(text: &str, x: f64, base: f64, size: f64) -> Glyph {
        Glyph {
            text: text.to_owned(),
            x,
            base,
            width: size / 2.0,
            size,
            direction: Direction::Right,
        }
    }

    fn text(glyphs: &[Glyph], strokes: &[Stroke]) -> String {
        let glyphs: Vec<&Glyph> = glyphs.iter().collect();
        text_of(&glyphs, strokes, 60.0)
    }

    /// Browsers set a mark in five sixths of the size, word processors in about six tenths.
    #[test]
    fn a_small_sign_above_or_below_its_line_is_a_mark() {
        for size in [5.8, 8.33] {
            let mark = |base| [glyph("2", 0.0, 100.0, 10.0), glyph("3", 5.0, base, size)];
            assert_eq!(text(&mark(96.0), &[]), "2（上标3）");
            assert_eq!(text(&mark(102.0), &[]), "2（下标3）");
            assert_eq!(text(&mark(100.0), &[]), "23");
        }
    }

    #[test]
    fn a_sign_that_a_line_runs_through_is_struck_out_and_a_rule_of_the_table_strikes_nothing() {
        let line = |at, from, to| Stroke {
            is_horizontal: true,
            at,
            from,
            to,
        };
        let both = [glyph("9", 0.0, 100.0, 10.0), glyph("0", 5.0, 100.0, 10.0)];
        assert_eq!(text(&both, &[line(97.0, 0.0, 5.0)]), "0（划去9）");
        assert_eq!(text(&both, &[line(97.0, -20.0, 60.0)]), "90");
        assert_eq!(text(&both, &[line(101.0, 0.0, 5.0)]), "90", "underlined");
    }
}
