//! Which pictures a page draws, and how much of the page they cover: a page that is one picture was scanned.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::dictionary;
use crate::reports::pdf_unpacked;

/// The longest content of a page that is taken apart, how deep forms are followed, and how many are.
const LONGEST: usize = 2 << 20;
const DEEPEST: usize = 5;
const MOST_FORMS: usize = 500;
/// What all of that may come to.
const MOST_CONTENT: usize = 64 << 20;
/// How many graphics states may be saved at a time.
const MOST_SAVED: usize = 256;
/// The part of a page from which on a picture is all of it.
const MOST: f32 = 0.5;
/// Of a page that names no sheet: A4.
const SHEET: f32 = 595.0 * 842.0;
/// How many nodes a page may inherit from.
const MOST_PARENTS: usize = 50;

type Matrix = [f32; 6];
const PLAIN: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// What pages draw of pictures.
#[derive(Default)]
pub struct Drawn {
    /// Of each page from the first on, whether pictures cover most of it.
    pictures: Vec<bool>,
    pages: BTreeMap<ObjectId, usize>,
}

impl Drawn {
    /// Whether a page, counted from 1, is a picture.
    pub fn is_picture(&self, page: usize) -> bool {
        page.checked_sub(1)
            .and_then(|at| self.pictures.get(at))
            .is_some_and(|is_picture| *is_picture)
    }

    /// The first page that draws a picture.
    pub fn page_of(&self, picture: ObjectId) -> Option<usize> {
        self.pages.get(&picture).copied()
    }
}

/// Those of all pages.
pub fn pictures(document: &Document) -> Drawn {
    let mut drawn = Drawn::default();
    let (mut forms, mut left) = (MOST_FORMS, MOST_CONTENT);
    for (number, page) in (1..).zip(document.page_iter()) {
        let mut walk = Walk {
            document,
            page: number,
            drawn: &mut drawn,
            forms: &mut forms,
            left: &mut left,
            area: 0.0,
        };
        let above =
            nodes(document, page).filter_map(|node| dictionary(document, node.get(b"Resources").ok()));
        let scope: Vec<&Dictionary> = above.collect();
        let mut content = Vec::new();
        for id in document.get_page_contents(page) {
            let stream = document.get_object(id).and_then(Object::as_stream).ok();
            content.extend(
                stream
                    .and_then(|stream| pdf_unpacked(stream).ok())
                    .unwrap_or_default(),
            );
            content.push(b'\n');
        }
        // What can't be taken apart may be anything.
        let is_known = walk.content(&content, &scope, PLAIN, 0).is_some();
        let covered = walk.area / sheet(document, page);
        drawn.pictures.push(!is_known || covered >= MOST);
    }
    drawn
}

/// A page and the nodes that it inherits from, the nearest first.
fn nodes(document: &Document, page: ObjectId) -> impl Iterator<Item = &Dictionary> {
    let parent = |node: &&Dictionary| {
        let above = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        document.get_dictionary(above).ok()
    };
    std::iter::successors(document.get_dictionary(page).ok(), parent).take(MOST_PARENTS)
}

/// How large the sheet is, the page's own or inherited.
fn sheet(document: &Document, page: ObjectId) -> f32 {
    let area = nodes(document, page).find_map(|node| {
        let (_, sides) = document.dereference(node.get(b"MediaBox").ok()?).ok()?;
        let sides = sides.as_array().ok()?.iter();
        let sides: Vec<f32> = sides.filter_map(|side| side.as_float().ok()).collect();
        let [left, bottom, right, top] = *<&[f32; 4]>::try_from(sides.as_slice()).ok()?;
        Some(((right - left) * (top - bottom)).abs())
    });
    area.filter(|area| *area > 0.0).unwrap_or(SHEET)
}

struct Walk<'a, 'b> {
    document: &'a Document,
    page: usize,
    drawn: &'b mut Drawn,
    forms: &'b mut usize,
    left: &'b mut usize,
    area: f32,
}

impl<'a> Walk<'a, '_> {
    /// Follows what is drawn; `None` where it is too much or can't be read.
    fn content(
        &mut self,
        content: &[u8],
        scope: &[&'a Dictionary],
        start: Matrix,
        depth: usize,
    ) -> Option<()> {
        if content.len() > LONGEST {
            return None;
        }
        *self.left = self.left.checked_sub(content.len())?;
        let mut matrix = start;
        let mut saved = Vec::new();
        for operation in Content::decode(content).ok()?.operations {
            match operation.operator.as_str() {
                "q" if saved.len() >= MOST_SAVED => return None,
                "q" => saved.push(matrix),
                "Q" => matrix = saved.pop().unwrap_or(start),
                "cm" => matrix = times(numbers(&operation.operands), matrix),
                "BI" => self.cover(matrix),
                "Do" => {
                    let name = operation.operands.first().and_then(|name| name.as_name().ok());
                    self.object(name.unwrap_or_default(), scope, matrix, depth)?;
                }
                _ => {}
            }
        }
        Some(())
    }

    fn cover(&mut self, [a, b, c, d, ..]: Matrix) {
        self.area += (a * d - b * c).abs();
    }

    fn object(&mut self, name: &[u8], scope: &[&'a Dictionary], matrix: Matrix, depth: usize) -> Option<()> {
        let document = self.document;
        let named = scope.iter().find_map(|resources| {
            let objects = dictionary(document, resources.get(b"XObject").ok())?;
            document.dereference(objects.get(name).ok()?).ok()
        });
        let Some((id, object)) = named else {
            return Some(());
        };
        let Ok(stream) = object.as_stream() else {
            return Some(());
        };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image") {
            self.cover(matrix);
            if let Some(id) = id {
                self.drawn.pages.entry(id).or_insert(self.page);
            }
            return Some(());
        }
        if depth >= DEEPEST || *self.forms == 0 {
            return None;
        }
        *self.forms -= 1;
        let own = stream.dict.get(b"Matrix").and_then(Object::as_array).ok();
        let own = own.map_or(PLAIN, |own| numbers(own));
        let resources = dictionary(document, stream.dict.get(b"Resources").ok());
        let scope: Vec<&Dictionary> = resources.into_iter().chain(scope.iter().copied()).collect();
        let content = pdf_unpacked(stream).ok()?;
        self.content(&content, &scope, times(own, matrix), depth + 1)
    }
}

fn numbers(operands: &[Object]) -> Matrix {
    let numbers: Vec<f32> = operands.iter().filter_map(|one| one.as_float().ok()).collect();
    Matrix::try_from(numbers).unwrap_or(PLAIN)
}

/// One matrix, then the other.
fn times(first: Matrix, then: Matrix) -> Matrix {
    let turned = |x: f32, y: f32| [x * then[0] + y * then[2], x * then[1] + y * then[3]];
    let [across, up] = [turned(first[0], first[1]), turned(first[2], first[3])];
    let moved = turned(first[4], first[5]);
    [
        across[0],
        across[1],
        up[0],
        up[1],
        moved[0] + then[4],
        moved[1] + then[5],
    ]
}
