//! Notes that lie on a page and cover it: black boxes, pasted pictures, stamps. Programs draw them over the page.

use kurbo::{Affine, Rect};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::resources::entry;

/// Most of a page that are drawn.
const MOST: usize = 500;
/// Kinds that have an area of their own.
const KINDS: [&[u8]; 8] = [
    b"Square",
    b"Circle",
    b"Polygon",
    b"FreeText",
    b"Stamp",
    b"Redact",
    b"Ink",
    b"Line",
];
/// Flags of one that is not shown.
const UNSHOWN: i64 = 2 | 32;

/// What a note draws.
pub enum Over<'a> {
    Form {
        form: &'a Stream,
        /// Where it is drawn: a matrix.
        place: [f64; 6],
    },
    /// Left, bottom, width, height of a box that is filled.
    Area([f32; 4]),
}

/// Every note of a page, wherever the file stores it.
pub(crate) fn of_page(document: &Document, page: ObjectId) -> Vec<&Dictionary> {
    let page = document.get_dictionary(page).ok();
    let notes = page
        .and_then(|page| entry(document, page, b"Annots"))
        .and_then(|notes| notes.as_array().ok());
    let notes = notes.into_iter().flatten();
    notes
        .filter_map(|note| document.dereference(note).ok()?.1.as_dict().ok())
        .collect()
}

/// Those of a page that are shown.
pub fn over(document: &Document, page: ObjectId) -> Vec<Over<'_>> {
    let notes = of_page(document, page);
    notes
        .into_iter()
        .take(MOST)
        .filter_map(|note| drawn(document, note))
        .collect()
}

fn drawn<'a>(document: &'a Document, note: &'a Dictionary) -> Option<Over<'a>> {
    let kind = note.get(b"Subtype").and_then(Object::as_name).ok()?;
    let flags = entry(document, note, b"F").and_then(|flags| flags.as_i64().ok());
    if !KINDS.contains(&kind) || flags.unwrap_or(0) & UNSHOWN != 0 {
        return None;
    }
    let [left, bottom, right, top] = rectangle(document, note, b"Rect")?;
    let look = entry(document, note, b"AP").and_then(|look| entry(document, look.as_dict().ok()?, b"N"));
    let Some(form) = look.and_then(|form| form.as_stream().ok()) else {
        let fill = entry(document, note, b"IC").and_then(|fill| fill.as_array().ok());
        let is_solid = entry(document, note, b"CA").is_none();
        let is_filled = kind == b"Square" && is_solid && fill.is_some_and(|fill| !fill.is_empty());
        return is_filled.then_some(Over::Area([left, bottom, right - left, top - bottom]));
    };
    // ISO 32000-2, 12.5.5: the sides of the form, turned by its own matrix, come to lie on those of the note.
    let [from_left, from_bottom, from_right, from_top] = rectangle(document, &form.dict, b"BBox")?;
    let matrix = entry(document, &form.dict, b"Matrix").and_then(|matrix| numbers::<6>(document, matrix));
    let matrix = matrix.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]).map(f64::from);
    let own = Rect::new(
        from_left.into(),
        from_bottom.into(),
        from_right.into(),
        from_top.into(),
    );
    let turned = Affine::new(matrix).transform_rect_bbox(own);
    if turned.width() <= 0.0 || turned.height() <= 0.0 {
        return None;
    }
    let onto = Rect::new(left.into(), bottom.into(), right.into(), top.into());
    let (across, up) = (onto.width() / turned.width(), onto.height() / turned.height());
    Some(Over::Form {
        form,
        place: [
            across,
            0.0,
            0.0,
            up,
            onto.x0 - turned.x0 * across,
            onto.y0 - turned.y0 * up,
        ],
    })
}

/// Left, bottom, right and top of a rectangle that a dictionary has.
pub fn rectangle(document: &Document, of: &Dictionary, name: &[u8]) -> Option<[f32; 4]> {
    let [one, two, three, four] = numbers::<4>(document, entry(document, of, name)?)?;
    Some([one.min(three), two.min(four), one.max(three), two.max(four)])
}

fn numbers<const COUNT: usize>(document: &Document, list: &Object) -> Option<[f32; COUNT]> {
    let list = list.as_array().ok()?.iter();
    let numbers: Vec<f32> = list
        .filter_map(|one| document.dereference(one).ok()?.1.as_float().ok())
        .collect();
    numbers.try_into().ok()
}
