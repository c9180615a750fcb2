//! The number of a page of the file, at its upper right as one sees it, however the page is turned.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

const FONT: &str = "GongkaiPageNumber";
const SIZE: f32 = 10.0;
/// From the right and from the upper edge, in points.
const MARGIN: f32 = 28.0;
const A4: [f32; 4] = [0.0, 0.0, 595.0, 842.0];
/// Widths of the face in parts of its size: of a digit, and of a blank or a stroke.
const DIGIT: f32 = 0.556;
const NARROW: f32 = 0.278;

/// Prints the number on a page.
pub(super) fn stamp(whole: &mut Document, page: ObjectId, number: usize, total: usize) {
    let text = format!("{number} / {total}");
    let width = SIZE * text.chars().map(width_of).sum::<f32>();
    let Ok(dictionary) = whole.get_dictionary(page) else {
        return;
    };
    let sheet = sheet(whole, dictionary);
    let turned = dictionary.get(b"Rotate").and_then(Object::as_i64).unwrap_or(0);
    let matrix = place(sheet, turned.rem_euclid(360), MARGIN + width, MARGIN).map(|part| part.to_string());
    let matrix = matrix.join(" ");
    let drawn = format!("Q\nq BT 0 g /{FONT} {SIZE} Tf {matrix} Tm ({text}) Tj ET Q\n");
    let contents = match dictionary.get(b"Contents").cloned() {
        Ok(Object::Array(several)) => several,
        Ok(Object::Reference(id)) => match whole.get_object(id) {
            Ok(Object::Array(several)) => several.clone(),
            _ => vec![Object::Reference(id)],
        },
        _ => Vec::new(),
    };
    let resources = resources(whole, dictionary);
    let before = whole.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    let after = whole.add_object(Stream::new(Dictionary::new(), drawn.into_bytes()));
    let mut all = vec![Object::Reference(before)];
    all.extend(contents);
    all.push(Object::Reference(after));
    if let Ok(dictionary) = whole.get_dictionary_mut(page) {
        dictionary.set("Contents", all);
        dictionary.set("Resources", resources);
    }
}

fn width_of(sign: char) -> f32 {
    if sign.is_ascii_digit() { DIGIT } else { NARROW }
}

/// What is seen of the page.
fn sheet(whole: &Document, page: &Dictionary) -> [f32; 4] {
    let read = |key: &[u8]| {
        let sides = whole.dereference(page.get(key).ok()?).ok()?.1.as_array().ok()?;
        let sides: Vec<f32> = sides
            .iter()
            .filter_map(|side| whole.dereference(side).ok()?.1.as_float().ok())
            .collect();
        <[f32; 4]>::try_from(sides).ok()
    };
    let [x0, y0, x1, y1] = read(b"CropBox").or_else(|| read(b"MediaBox")).unwrap_or(A4);
    [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]
}

/// The matrix of a text that begins so far from the right edge and from the upper one, as one sees them.
fn place([x0, y0, x1, y1]: [f32; 4], turned: i64, right: f32, upper: f32) -> [f32; 6] {
    match turned {
        90 => [0.0, 1.0, -1.0, 0.0, x0 + upper, y1 - right],
        180 => [-1.0, 0.0, 0.0, -1.0, x0 + right, y0 + upper],
        270 => [0.0, -1.0, 1.0, 0.0, x1 - upper, y0 + right],
        _ => [1.0, 0.0, 0.0, 1.0, x1 - right, y1 - upper],
    }
}

/// The page's resources with the face of the number. They may be another page's too: so they are copied.
fn resources(whole: &Document, page: &Dictionary) -> Dictionary {
    let of = |object: Option<&Object>| {
        let found = object.and_then(|object| whole.dereference(object).ok());
        found
            .and_then(|(_, object)| object.as_dict().ok())
            .cloned()
            .unwrap_or_default()
    };
    let mut resources = of(page.get(b"Resources").ok());
    let mut fonts = of(resources.get(b"Font").ok());
    let face = Dictionary::from_iter([
        ("Type", Object::from("Font")),
        ("Subtype", "Type1".into()),
        ("BaseFont", "Helvetica".into()),
    ]);
    fonts.set(FONT, face);
    resources.set("Font", fonts);
    resources
}
