//! Pages of every piece, then the catalogue that knows on which page each begins, then all of them in one document.

use lopdf::{Bookmark, Dictionary, Document, Object, ObjectId};

use super::pages::Pages;
use super::sheets::{self, Line, Sum};
use super::stamp::stamp;
use super::{Bound, CaseFile, Content, Piece, pages, sm3};
use crate::names::file_name;
use crate::{Fonts, PaperError};

const BLACK: [f32; 3] = [0.0, 0.0, 0.0];

/// A piece with its pages, and as a file.
struct Leaf {
    title: String,
    pages: Pages,
    name: String,
    bytes: Vec<u8>,
}

pub(super) fn bind(file: &CaseFile, fonts: &Fonts) -> Result<Bound, PaperError> {
    let mut leaves = Vec::with_capacity(file.pieces.len() + 1);
    for (number, piece) in (1..).zip(&file.pieces) {
        leaves.push(leaf(number, piece, file, fonts)?);
    }
    let sums: Vec<Sum> = leaves.iter().map(sum).collect();
    let sums = pages::of(&sheets::sums(file, &sums, fonts)?).ok_or_else(damaged)?;
    let catalogue = sheets::catalogue(file, &catalogue(file, &leaves, sums.count()), fonts)?;
    let catalogue = pages::of(&catalogue).ok_or_else(damaged)?;
    let files = leaves
        .iter_mut()
        .map(|leaf| (std::mem::take(&mut leaf.name), std::mem::take(&mut leaf.bytes)));
    let files = files.collect();
    let mut bodies: Vec<(String, Pages)> = leaves.into_iter().map(|leaf| (leaf.title, leaf.pages)).collect();
    bodies.push((sheets::SUMS.to_owned(), sums));
    Ok(Bound {
        pdf: merged(catalogue, bodies)?,
        files,
    })
}

fn damaged() -> PaperError {
    PaperError::Writing {
        format: "PDF",
        reason: "案卷的页面读不出来".to_owned(),
    }
}

fn leaf(number: usize, piece: &Piece, file: &CaseFile, fonts: &Fonts) -> Result<Leaf, PaperError> {
    let (ending, bytes, pages) = match &piece.content {
        Content::Record(record) => {
            let bytes = sheets::record(file, piece, record, fonts)?;
            ("pdf".to_owned(), bytes.clone(), pages::of(&bytes))
        }
        Content::File { name, bytes } => {
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            let pages = match pages::of(bytes) {
                Some(pages) => Some(pages),
                None => pages::of(&in_its_place(piece, name, bytes, file, fonts)?),
            };
            (ending.to_lowercase(), bytes.clone(), pages)
        }
    };
    let title = format!("{} {}", piece.title, piece.number);
    let stem = format!("{number:03} {}", title.trim());
    Ok(Leaf {
        title: title.trim().to_owned(),
        pages: pages.ok_or_else(damaged)?,
        // As it lies in the archive: the list of sums names it so.
        name: file_name(&if ending.is_empty() {
            stem
        } else {
            format!("{stem}.{ending}")
        }),
        bytes,
    })
}

/// A picture on a sheet; of anything else, a sheet that says what lies among the files.
fn in_its_place(
    piece: &Piece,
    name: &str,
    bytes: &[u8],
    file: &CaseFile,
    fonts: &Fonts,
) -> Result<Vec<u8>, PaperError> {
    if sheets::is_picture(bytes)
        && let Ok(sheet) = sheets::picture(file, piece, bytes, fonts)
    {
        return Ok(sheet);
    }
    sheets::notice(file, piece, name, bytes, fonts)
}

fn sum(leaf: &Leaf) -> Sum {
    Sum {
        name: leaf.name.clone(),
        bytes: leaf.bytes.len(),
        sm3: sm3(&leaf.bytes),
    }
}

fn catalogue(file: &CaseFile, leaves: &[Leaf], sums: usize) -> Vec<Line> {
    let mut page = 1;
    let mut lines = Vec::with_capacity(leaves.len() + 1);
    for (piece, leaf) in file.pieces.iter().zip(leaves) {
        let count = leaf.pages.count();
        lines.push(Line {
            category: piece.category.clone(),
            title: piece.title.clone(),
            number: piece.number.clone(),
            on: piece.on.clone(),
            pages: from_to(page, count),
        });
        page += count;
    }
    lines.push(Line {
        category: String::new(),
        title: sheets::SUMS.to_owned(),
        number: String::new(),
        on: String::new(),
        pages: from_to(page, sums),
    });
    lines
}

fn from_to(first: usize, count: usize) -> String {
    match count {
        0 | 1 => first.to_string(),
        _ => format!("{first}–{}", first + count - 1),
    }
}

/// The catalogue without page numbers, then everything else numbered through, each piece with a bookmark.
fn merged(catalogue: Pages, bodies: Vec<(String, Pages)>) -> Result<Vec<u8>, PaperError> {
    let mut whole = Document::with_version("1.7");
    let tree = whole.new_object_id();
    let mut kids = Vec::new();
    for page in catalogue.into(&mut whole, tree) {
        kids.push(Object::Reference(page));
    }
    let total = bodies.iter().map(|(_, pages)| pages.count()).sum();
    let mut number = 0;
    for (title, pages) in bodies {
        for (place, page) in pages.into(&mut whole, tree).into_iter().enumerate() {
            number += 1;
            stamp(&mut whole, page, number, total);
            if place == 0 {
                whole.add_bookmark(Bookmark::new(title.clone(), BLACK, 0, page), None);
            }
            kids.push(Object::Reference(page));
        }
    }
    finish(&mut whole, tree, kids);
    let mut bytes = Vec::new();
    whole.save_to(&mut bytes).map_err(|error| PaperError::Writing {
        format: "PDF",
        reason: error.to_string(),
    })?;
    Ok(bytes)
}

fn finish(whole: &mut Document, tree: ObjectId, kids: Vec<Object>) {
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    let pages = Dictionary::from_iter([
        ("Type", Object::from("Pages")),
        ("Kids", kids.into()),
        ("Count", count.into()),
    ]);
    whole.objects.insert(tree, pages.into());
    let mut catalog = Dictionary::from_iter([("Type", Object::from("Catalog")), ("Pages", tree.into())]);
    if let Some(outline) = whole.build_outline() {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", Object::from("UseOutlines"));
    }
    let catalog = whole.add_object(catalog);
    whole.trailer.set("Root", catalog);
    whole.prune_objects();
    whole.compress();
}
