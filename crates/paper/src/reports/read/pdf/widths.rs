//! Widths of signs, put into the one form that the PDF library reads right. It takes a run `first last width` for
//! something else, after which every sign of a line stands at the same place.

use pdf_extract::{Dictionary, Document, Object};

/// The highest code a sign may have.
const LAST: i64 = 0xFFFF;

/// Writes every run of widths out in full.
pub fn write_out(document: &mut Document) {
    let arrays: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|font| is_composite(font))
        .filter_map(|font| font.get(b"W").ok().and_then(|widths| widths.as_reference().ok()))
        .collect();
    for object in document.objects.values_mut() {
        if let Ok(font) = object.as_dict_mut()
            && is_composite(font)
            && let Ok(Object::Array(widths)) = font.get(b"W")
        {
            let full = in_full(widths);
            font.set("W", full);
        }
    }
    for id in arrays {
        if let Some(Object::Array(widths)) = document.objects.get_mut(&id) {
            *widths = in_full(widths);
        }
    }
}

fn is_composite(font: &Dictionary) -> bool {
    let kind = font.get(b"Subtype").and_then(Object::as_name);
    kind.is_ok_and(|kind| kind == b"CIDFontType0" || kind == b"CIDFontType2")
}

/// `first last width` becomes `first [width width …]`; what is a list already stays.
fn in_full(widths: &[Object]) -> Vec<Object> {
    let mut full = Vec::new();
    let mut rest = widths;
    loop {
        rest = match rest {
            [first, Object::Array(list), after @ ..] => {
                full.extend([first.clone(), Object::Array(list.clone())]);
                after
            }
            [Object::Integer(first), Object::Integer(last), width, after @ ..] => {
                let count = usize::try_from((*last).min(LAST) - first + 1).unwrap_or(0);
                full.extend([Object::Integer(*first), Object::Array(vec![width.clone(); count])]);
                after
            }
            _ => return full,
        };
    }
}
