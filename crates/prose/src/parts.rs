//! HTML that was rendered here by paragraphs and cells of tables, as it is proofread.

use law::proof::{Part, PartKind};

use crate::pictures::Picture;
use crate::plain::{WITHIN, words};
use crate::scan::{Piece, Pieces};

/// The paragraphs and cells of HTML that `render` made, each at its place.
pub fn parts_of_html(html: &str) -> Vec<Part> {
    let mut parts = Parts::default();
    for piece in Pieces::of(html) {
        match piece {
            Piece::Text(text) => words(&mut parts.text, text),
            Piece::Start { name, attributes } if name == "img" => parts.picture(Picture::of(&attributes)),
            Piece::Start { name, .. } if !WITHIN.contains(&name.as_str()) => parts.start(&name),
            Piece::End(name) if !WITHIN.contains(&name.as_str()) => parts.end(&name),
            Piece::Start { .. } | Piece::End(_) => {}
        }
    }
    parts.flush();
    parts.all
}

#[derive(Default)]
struct Parts {
    all: Vec<Part>,
    text: String,
    paragraphs: usize,
    tables: usize,
    pictures: usize,
    /// Row and column of the table that is open.
    cell: Option<(usize, usize)>,
}

impl Parts {
    fn start(&mut self, name: &str) {
        self.flush();
        match (name, &mut self.cell) {
            ("table", _) => {
                self.tables += 1;
                self.cell = Some((0, 0));
            }
            ("tr", Some((row, column))) => {
                *row += 1;
                *column = 0;
            }
            ("td" | "th", Some((_, column))) => *column += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.flush();
        if name == "table" {
            self.cell = None;
        }
    }

    /// What it says to whom does not see it; of one that only decorates nothing.
    fn picture(&mut self, picture: Picture) {
        self.flush();
        self.pictures += 1;
        let number = self.pictures;
        let (kind, place) = match picture.file {
            None => (PartKind::Gap, format!("正文图片{number}")),
            Some(_) if picture.is_decorative => return,
            Some(_) => (PartKind::Description, format!("正文图片{number}的说明")),
        };
        self.all.push(Part {
            kind,
            place,
            text: picture.description,
        });
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let (kind, place) = match self.cell {
            Some((row, column)) if column > 0 => {
                let table = self.tables;
                let place = format!("正文表格{table}第{row}行第{column}列");
                (PartKind::Cell { table, row, column }, place)
            }
            _ => {
                self.paragraphs += 1;
                (PartKind::Paragraph, format!("正文第{}段", self.paragraphs))
            }
        };
        self.all.push(Part {
            kind,
            place,
            text: text.to_owned(),
        });
    }
}
