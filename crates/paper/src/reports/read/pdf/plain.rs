//! The document again, as plain as a PDF can be: its pages in one row, each drawn in one piece, and the fonts. The library
//! that knows what fonts mean survives no file that was made to break it: lists nested a hundred thousand deep, objects
//! stored within one another and page trees without a floor overflow its stack, which ends the whole program. So it is
//! given nothing that the strict reader did not take apart and write anew.

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::flat::Flat;
use super::notes;
use crate::reports::read::unreadable::Unreadable;

/// Of a page that names none: A4.
const PAPER: [f32; 4] = [0.0, 0.0, 595.0, 842.0];
/// How many nodes a page may inherit from.
const MOST_PARENTS: usize = 50;

/// A plain document.
pub struct Plain {
    pub bytes: Vec<u8>,
    /// Bytes of text that it shows, which may be more than the signs that anybody can name.
    pub shown: usize,
}

/// Copies what the pages draw of text and lines.
pub fn copy(document: &Document) -> Result<Plain, Unreadable> {
    written(document, Flat::new(document), |page| {
        paper(document, page, &[b"MediaBox"])
    })
}

/// Copies what tells whether anybody sees it: also colours, clips, the places of pictures; of each page what is shown of it.
pub fn copy_seen(document: &Document) -> Result<Plain, Unreadable> {
    written(document, Flat::seeing(document), |page| {
        paper(document, page, &[b"CropBox", b"MediaBox"])
    })
}

/// The same of whole sheets, so that each sign stands where [`copy`] has it.
pub fn copy_seen_whole(document: &Document) -> Result<Plain, Unreadable> {
    written(document, Flat::seeing(document), |page| {
        paper(document, page, &[b"MediaBox"])
    })
}

fn written<'a>(
    document: &'a Document,
    mut flat: Flat<'a>,
    paper: impl Fn(ObjectId) -> Object,
) -> Result<Plain, Unreadable> {
    let mut plain = Document::with_version("1.7");
    // The plainest of tables: one that nothing is packed into.
    plain.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let (tree, resources) = (plain.new_object_id(), plain.new_object_id());
    let mut kids = Vec::new();
    for page in document.page_iter() {
        let mut content = Stream::new(Dictionary::new(), flat.page(page)?);
        content.compress().map_err(|_error| Unreadable::Damaged("PDF "))?;
        let content = plain.add_object(content);
        let copy = Dictionary::from_iter([
            ("Type", Object::from("Page")),
            ("Parent", tree.into()),
            ("MediaBox", paper(page)),
            ("Contents", content.into()),
            ("Resources", resources.into()),
        ]);
        kids.push(Object::Reference(plain.add_object(copy)));
    }
    let fonts = flat.fonts.copy(document, &mut plain)?;
    plain.objects.insert(resources, fonts.into());
    finish(&mut plain, tree, kids);
    let mut bytes = Vec::new();
    plain
        .save_to(&mut bytes)
        .map_err(|_error| Unreadable::Damaged("PDF "))?;
    Ok(Plain {
        bytes,
        shown: flat.shown,
    })
}

fn finish(plain: &mut Document, tree: ObjectId, kids: Vec<Object>) {
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    let pages = Dictionary::from_iter([
        ("Type", Object::from("Pages")),
        ("Kids", kids.into()),
        ("Count", count.into()),
    ]);
    plain.objects.insert(tree, pages.into());
    let catalog = Dictionary::from_iter([("Type", Object::from("Catalog")), ("Pages", tree.into())]);
    let catalog = plain.add_object(catalog);
    plain.trailer.set("Root", catalog);
}

/// The page's sheet, its own or inherited, the first of these that there is. How it is turned is left out: text shows that
/// itself.
fn paper(document: &Document, page: ObjectId, boxes: &[&[u8]]) -> Object {
    let named = |name: &[u8]| nodes(document, page).find_map(|node| notes::rectangle(document, node, name));
    let sides = boxes.iter().find_map(|name| named(name)).unwrap_or(PAPER);
    sides.map(Object::Real).to_vec().into()
}

/// A page and the nodes that it inherits from, the nearest first.
fn nodes(document: &Document, page: ObjectId) -> impl Iterator<Item = &Dictionary> {
    let parent = |node: &&Dictionary| {
        let above = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        document.get_dictionary(above).ok()
    };
    std::iter::successors(document.get_dictionary(page).ok(), parent).take(MOST_PARENTS)
}
