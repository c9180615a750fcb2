//! Two texts against each other: paragraphs that came, went or read otherwise, tables cell by cell, pictures. What stands in
//! both is told too, so that whoever reads knows where they are.

use law::reports::{Piece, diff};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::pictures::Picture;
use crate::plain::{WITHIN, words};
use crate::scan::{Piece as Mark, Pieces};

/// Paragraphs and rows that are compared with each other at most; longer texts are compared as one.
const MOST: usize = 20_000;

/// A piece of the later text against the earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// A paragraph, a heading, an item, a picture.
    Line(Vec<Piece>),
    /// A table, row by row, cell by cell.
    Table(Vec<Vec<Vec<Piece>>>),
}

impl Compared {
    /// Whether both texts have it so.
    pub fn is_same(&self) -> bool {
        let is_same = |pieces: &[Piece]| pieces.iter().all(|piece| matches!(piece, Piece::Same(_)));
        match self {
            Self::Line(pieces) => is_same(pieces),
            Self::Table(rows) => rows.iter().flatten().all(|cell| is_same(cell)),
        }
    }

    /// As the earlier text has it; nothing where it does not.
    #[must_use]
    pub fn before(&self) -> Self {
        self.kept(|piece| !matches!(piece, Piece::Added(_)))
    }

    /// As the later text has it.
    #[must_use]
    pub fn after(&self) -> Self {
        self.kept(|piece| !matches!(piece, Piece::Removed(_)))
    }

    fn kept(&self, is_kept: impl Fn(&Piece) -> bool) -> Self {
        let of = |pieces: &[Piece]| pieces.iter().filter(|piece| is_kept(piece)).cloned().collect();
        match self {
            Self::Line(pieces) => Self::Line(of(pieces)),
            Self::Table(rows) => Self::Table(
                rows.iter()
                    .map(|row| row.iter().map(|cell| of(cell)).collect())
                    .collect(),
            ),
        }
    }
}

/// What is compared as one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Unit {
    Line(String),
    Table(Vec<Vec<String>>),
}

/// The later text against the earlier one, both as HTML that is canonical or was rendered here.
pub fn compared(before: &str, after: &str) -> Vec<Compared> {
    let (old, new) = (units(before), units(after));
    if old.len() + new.len() > MOST {
        let text = |units: &[Unit]| units.iter().map(Unit::text).collect::<Vec<_>>().join("\n");
        return vec![Compared::Line(diff(&text(&old), &text(&new)))];
    }
    let mut all = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (tag, from, to) = operation.as_tag_tuple();
        let (old, new) = (old.get(from).unwrap_or_default(), new.get(to).unwrap_or_default());
        if tag == DiffTag::Equal {
            all.extend(new.iter().map(|unit| unit.whole(Piece::Same)));
        } else {
            pair(&mut all, old, new);
        }
    }
    all
}

/// What stands at the same place in both is compared with each other, where it is of one kind.
fn pair(all: &mut Vec<Compared>, old: &[Unit], new: &[Unit]) {
    let mut earlier = old.iter();
    let mut later = new.iter();
    loop {
        match (earlier.next(), later.next()) {
            (Some(Unit::Line(old)), Some(Unit::Line(new))) => all.push(Compared::Line(diff(old, new))),
            (Some(Unit::Table(old)), Some(Unit::Table(new))) => {
                all.push(Compared::Table(rows(old, new)));
            }
            (None, None) => return,
            (old, new) => {
                all.extend(old.map(|old| old.whole(Piece::Removed)));
                all.extend(new.map(|new| new.whole(Piece::Added)));
            }
        }
    }
}

fn rows(old: &[Vec<String>], new: &[Vec<String>]) -> Vec<Vec<Vec<Piece>>> {
    let mut all = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, old, new) {
        let (_, from, to) = operation.as_tag_tuple();
        let (old, new) = (old.get(from).unwrap_or_default(), new.get(to).unwrap_or_default());
        for at in 0..old.len().max(new.len()) {
            let empty = Vec::new();
            let (old, new) = (old.get(at).unwrap_or(&empty), new.get(at).unwrap_or(&empty));
            all.push(cells(old, new));
        }
    }
    all
}

/// Two rows: cell beside cell; where a column came or went, the cells that both have are found first.
fn cells(old: &[String], new: &[String]) -> Vec<Vec<Piece>> {
    if old.len() == new.len() {
        return old.iter().zip(new).map(|(old, new)| diff(old, new)).collect();
    }
    let mut all = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, old, new) {
        let (_, from, to) = operation.as_tag_tuple();
        let (old, new) = (old.get(from).unwrap_or_default(), new.get(to).unwrap_or_default());
        for at in 0..old.len().max(new.len()) {
            let text = |cells: &[String]| cells.get(at).cloned().unwrap_or_default();
            all.push(diff(&text(old), &text(new)));
        }
    }
    all
}

impl Unit {
    fn text(&self) -> String {
        match self {
            Self::Line(text) => text.clone(),
            Self::Table(rows) => rows
                .iter()
                .map(|row| row.join(" "))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }

    /// All of it the same, new or gone.
    fn whole(&self, as_what: impl Fn(String) -> Piece) -> Compared {
        match self {
            Self::Line(text) => Compared::Line(vec![as_what(text.clone())]),
            Self::Table(rows) => Compared::Table(
                rows.iter()
                    .map(|row| row.iter().map(|cell| vec![as_what(cell.clone())]).collect())
                    .collect(),
            ),
        }
    }
}

/// The paragraphs and tables of a text; a picture with what it is and says.
fn units(html: &str) -> Vec<Unit> {
    let mut reading = Reading::default();
    for piece in Pieces::of(html) {
        match piece {
            Mark::Text(text) => words(&mut reading.text, text),
            Mark::Start { name, attributes } if name == "img" => {
                reading.end_line();
                reading.text.push_str(&named(&Picture::of(&attributes)));
                reading.end_line();
            }
            Mark::Start { name, .. } if !WITHIN.contains(&name.as_str()) => reading.start(&name),
            Mark::End(name) if !WITHIN.contains(&name.as_str()) => reading.end(&name),
            Mark::Start { .. } | Mark::End(_) => {}
        }
    }
    reading.end_line();
    reading.all
}

/// A picture in words: another picture with the same description is another one.
fn named(picture: &Picture) -> String {
    let short = |digest: &str| digest.chars().take(8).collect::<String>();
    match &picture.file {
        Some(file) => format!("{}（{}）", picture.told(), short(&file.digest)),
        None => format!("{}（未放入）", picture.told()),
    }
}

#[derive(Default)]
struct Reading {
    all: Vec<Unit>,
    text: String,
    /// Tables that are open, innermost last; words of one in another are words of the outer one's cell.
    tables: usize,
    rows: Vec<Vec<String>>,
}

impl Reading {
    fn start(&mut self, name: &str) {
        match (name, self.tables) {
            ("table", tables) => {
                if tables == 0 {
                    self.end_line();
                }
                self.tables += 1;
            }
            ("tr", 1) => self.rows.push(Vec::new()),
            ("td" | "th", 1) => self.text.clear(),
            (_, 0) => self.end_line(),
            _ => self.blank(),
        }
    }

    fn end(&mut self, name: &str) {
        match (name, self.tables) {
            ("td" | "th", 1) => {
                let text = std::mem::take(&mut self.text).trim().to_owned();
                if let Some(row) = self.rows.last_mut() {
                    row.push(text);
                }
            }
            ("caption", 1) => {
                let text = std::mem::take(&mut self.text).trim().to_owned();
                self.rows.push(vec![text]);
            }
            ("table", 1) => {
                self.tables = 0;
                self.text.clear();
                self.all.push(Unit::Table(std::mem::take(&mut self.rows)));
            }
            ("table", tables) => self.tables = tables.saturating_sub(1),
            (_, 0) => self.end_line(),
            _ => self.blank(),
        }
    }

    /// Between two paragraphs of a cell.
    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn end_line(&mut self) {
        if self.tables > 0 {
            return self.blank();
        }
        let text = std::mem::take(&mut self.text).trim().to_owned();
        if !text.is_empty() {
            self.all.push(Unit::Line(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(text: &str) -> Piece {
        Piece::Same(text.to_owned())
    }

    fn gone(text: &str) -> Piece {
        Piece::Removed(text.to_owned())
    }

    fn new(text: &str) -> Piece {
        Piece::Added(text.to_owned())
    }

    #[test]
    fn a_paragraph_is_compared_word_by_word_and_a_new_one_is_new() {
        let compared = compared(
            "<h2>一、总则</h2><p>补贴为300元。</p><ul><li>甲</li></ul>",
            "<h2>一、总则</h2><p>补贴为<b>400</b>元。</p><p>即日起施行。</p><ul><li>甲</li></ul>",
        );
        assert_eq!(
            compared,
            [
                Compared::Line(vec![same("一、总则")]),
                Compared::Line(vec![same("补贴为"), gone("300"), new("400"), same("元。")]),
                Compared::Line(vec![new("即日起施行。")]),
                Compared::Line(vec![same("甲")]),
            ]
        );
        assert_eq!(
            compared[1].before(),
            Compared::Line(vec![same("补贴为"), gone("300"), same("元。")])
        );
        assert_eq!(compared[2].before(), Compared::Line(Vec::new()));
        assert!(compared[0].is_same() && !compared[2].is_same());
    }

    #[test]
    fn a_table_is_compared_cell_by_cell_and_a_row_that_came_is_new() {
        let table = |rows: &str| format!("<table><tbody>{rows}</tbody></table>");
        let compared = compared(
            &table("<tr><td>个人</td><td>300</td></tr><tr><td>单位</td><td>无</td></tr>"),
            &table(
                "<tr><td>个人</td><td>400</td></tr><tr><td>合作社</td><td>100</td></tr><tr><td>单位</td><td>无</td></tr>",
            ),
        );
        let [Compared::Table(rows)] = compared.as_slice() else {
            panic!("{compared:?}")
        };
        assert_eq!(rows[0], [vec![same("个人")], vec![gone("300"), new("400")]]);
        assert_eq!(rows[1], [vec![new("合作社")], vec![new("100")]]);
        assert_eq!(rows[2], [vec![same("单位")], vec![same("无")]]);
    }

    #[test]
    fn a_column_that_came_leaves_the_other_cells_as_they_were() {
        assert_eq!(
            cells(
                &["甲".to_owned(), "1".to_owned()],
                &["甲".to_owned(), "新".to_owned(), "1".to_owned()]
            ),
            [vec![same("甲")], vec![new("新")], vec![same("1")]]
        );
    }

    #[test]
    fn another_picture_with_the_same_description_is_another_one() {
        let picture = |digest: &str| {
            format!(
                "<figure><img src=\"/pictures/{}-300.png\" alt=\"流程图\"></figure>",
                digest.repeat(32)
            )
        };
        assert!(compared(&picture("0a"), &picture("0a"))[0].is_same());
        assert!(!compared(&picture("0a"), &picture("0b"))[0].is_same());
    }

    #[test]
    fn two_long_texts_are_compared_in_time() {
        let text = |step: usize| {
            let lines: Vec<String> = (0..4_000)
                .map(|line| format!("<p>第{}条内容。</p>", line * step))
                .collect();
            lines.concat()
        };
        let begun = std::time::Instant::now();
        let compared = compared(&text(1), &text(3));
        assert!(
            !compared.is_empty() && begun.elapsed().as_secs() < 20,
            "{:?}",
            begun.elapsed()
        );
    }
}
