//! What a page draws, in one piece: forms are written out where they are drawn, and of all operators only those stay that
//! place text and lines. Whoever draws it afterwards can neither nest nor repeat: every bound is held here.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::eye::{Eye, HAZE, OPAQUE, PICTURE, Rgb};
use super::fonts::Fonts;
use super::guard;
use super::notes;
use super::resources::{entry, find};
use crate::reports::read::unreadable::Unreadable;

/// The deepest that forms may draw one another. Real reports draw one form inside another at most.
const DEEPEST: usize = 20;
/// How many forms may be drawn, each counted as often as it is.
const MOST_FORMS: usize = 2000;
/// How many graphics states may be saved at a time; real reports save twenty at most.
const MOST_SAVED: usize = 256;
/// Operators of one document, those of forms as often as they are drawn; real reports have fewer than forty thousand.
const MOST_OPERATIONS: usize = 500_000;
/// The bytes of all text shown, one or two a sign.
const MOST_SHOWN: usize = 1_000_000;
/// The longest content that is taken apart at a time, and that of all pages and forms as often as they are drawn. A page of
/// a real report has at most ninety thousand bytes.
const LONGEST: usize = 2 << 20;
const MOST_CONTENT: usize = 64 << 20;

/// The operators that place text and lines. Colours, clips and pictures say nothing to a reader; the rendering mode goes
/// too, so that text that is filled and stroked comes once, and a scan's hidden text layer comes as well.
const KEPT: [&str; 37] = [
    "cm", "BT", "ET", "Tc", "Tw", "Tz", "TL", "Ts", "Td", "TD", "Tm", "T*", "Tj", "TJ", "'", "\"", "m", "l",
    "c", "v", "y", "h", "re", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n", "Tf", "q", "Q", "Do",
];

/// How far an area reaches that has no sides.
const WIDE: f32 = 20_000.0;

/// Writes pages out, counting over the whole document.
pub struct Flat<'a> {
    document: &'a Document,
    pub fonts: Fonts<'a>,
    /// Who looks at how things are drawn; a reader of words has none.
    eye: Option<Eye>,
    operations: usize,
    forms: usize,
    content: usize,
    /// Bytes of text that the document shows.
    pub shown: usize,
}

impl<'a> Flat<'a> {
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            fonts: Fonts::default(),
            eye: None,
            operations: 0,
            forms: 0,
            content: 0,
            shown: 0,
        }
    }

    /// One that keeps colours, clips, whether text is seen, and where pictures lie.
    pub fn seeing(document: &'a Document) -> Self {
        Self {
            eye: Some(Eye::default()),
            ..Self::new(document)
        }
    }

    /// The page's content, written out.
    pub fn page(&mut self, id: ObjectId) -> Result<Vec<u8>, Unreadable> {
        let mut content = Vec::new();
        for stream in self.document.get_page_contents(id) {
            if let Ok(stream) = self.document.get_object(stream).and_then(Object::as_stream) {
                content.extend(guard::unpacked(stream)?);
                content.push(b'\n');
                if content.len() > LONGEST {
                    return Err(Unreadable::TooMuch);
                }
            }
        }
        let mut drawn = Vec::new();
        if self.eye.is_some() {
            self.eye = Some(Eye::default());
            // Notes lie on the sheet, wherever the page has left its coordinates.
            drawn.push(Operation::new("q", Vec::new()));
            self.draw(&content, &self.resources(id), 0, &mut drawn)?;
            drawn.push(Operation::new("Q", Vec::new()));
            self.notes(id, &mut drawn)?;
        } else {
            self.draw(&content, &self.resources(id), 0, &mut drawn)?;
        }
        Content { operations: drawn }
            .encode()
            .map_err(|_error| Unreadable::Damaged("PDF "))
    }

    /// The resources of a page and of those it inherits from, the nearest first.
    fn resources(&self, id: ObjectId) -> Vec<&'a Dictionary> {
        let Ok((own, inherited)) = self.document.get_page_resources(id) else {
            return Vec::new();
        };
        let inherited = inherited
            .into_iter()
            .filter_map(|id| self.document.get_dictionary(id).ok());
        own.into_iter().chain(inherited).collect()
    }

    fn draw(
        &mut self,
        content: &[u8],
        scope: &[&'a Dictionary],
        depth: usize,
        drawn: &mut Vec<Operation>,
    ) -> Result<(), Unreadable> {
        self.content += content.len();
        if content.len() > LONGEST || self.content > MOST_CONTENT {
            return Err(Unreadable::TooMuch);
        }
        if self.operations + guard::operators(content) > MOST_OPERATIONS {
            return Err(Unreadable::TooMuch);
        }
        let content = Content::decode(content).map_err(|_error| Unreadable::Damaged("PDF "))?;
        let mut saved = 0_usize;
        for mut operation in content.operations {
            self.count(&operation)?;
            match operation.operator.as_str() {
                "q" if saved == MOST_SAVED => return Err(Unreadable::TooMuch),
                "q" => {
                    saved += 1;
                    self.save();
                }
                // A page that restores more than it saved would restore what is not its own.
                "Q" if saved == 0 => continue,
                "Q" => {
                    saved -= 1;
                    self.restore();
                }
                "Do" => {
                    self.form(&operation, scope, depth, drawn)?;
                    continue;
                }
                "Tf" => self.fonts.rename(self.document, scope, &mut operation)?,
                _ if self.is_looked_at(&operation, scope, drawn) => {}
                other if !KEPT.contains(&other) => continue,
                _ => {}
            }
            drawn.push(operation);
        }
        for _ in 0..saved {
            self.restore();
            drawn.push(Operation::new("Q", Vec::new()));
        }
        Ok(())
    }

    fn save(&mut self) {
        self.eye.iter_mut().for_each(Eye::save);
    }

    fn restore(&mut self) {
        self.eye.iter_mut().for_each(Eye::restore);
    }

    /// Writes before an operator how it draws, where somebody looks at that; says whether the operator stays for this.
    fn is_looked_at(
        &mut self,
        operation: &Operation,
        scope: &[&'a Dictionary],
        drawn: &mut Vec<Operation>,
    ) -> bool {
        let Some(eye) = &mut self.eye else { return false };
        if eye.takes(self.document, scope, operation) {
            return false;
        }
        match operation.operator.as_str() {
            "W" | "W*" | "w" => return true,
            "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => eye.before_area(drawn),
            "Tj" | "TJ" | "'" | "\"" => eye.before_text(drawn),
            "BI" => {
                let picture = operation
                    .operands
                    .first()
                    .and_then(|picture| picture.as_stream().ok());
                let ink = picture.map_or(HAZE, |picture| ink_of(&picture.dict));
                self.area(ink, [0.0, 0.0, 1.0, 1.0], drawn);
            }
            "sh" => self.area(HAZE, [-WIDE, -WIDE, WIDE * 2.0, WIDE * 2.0], drawn),
            _ => {}
        }
        false
    }

    /// Draws an upright area of the present coordinates.
    fn area(&mut self, ink: Rgb, sides: [f32; 4], drawn: &mut Vec<Operation>) {
        let Some(eye) = &mut self.eye else { return };
        eye.before_special(ink, drawn);
        drawn.push(Operation::new("re", sides.map(Object::Real).to_vec()));
        drawn.push(Operation::new("f", Vec::new()));
    }

    /// Draws the notes that lie on the page as areas, as programs show them.
    fn notes(&mut self, id: ObjectId, drawn: &mut Vec<Operation>) -> Result<(), Unreadable> {
        for note in notes::over(self.document, id) {
            self.save();
            self.eye = self.eye.take().map(Eye::anew);
            drawn.push(Operation::new("q", Vec::new()));
            match note {
                notes::Over::Form { form, place } => {
                    let place = place.map(Object::from).to_vec();
                    drawn.push(Operation::new("cm", place));
                    self.write_form(form, &[], 0, drawn)?;
                }
                notes::Over::Area(sides) => self.area(OPAQUE, sides, drawn),
            }
            drawn.push(Operation::new("Q", Vec::new()));
            self.restore();
        }
        Ok(())
    }

    /// Writes out the form that is drawn, between a saved and a restored state, as drawing it would.
    fn form(
        &mut self,
        operation: &Operation,
        scope: &[&'a Dictionary],
        depth: usize,
        drawn: &mut Vec<Operation>,
    ) -> Result<(), Unreadable> {
        let document = self.document;
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        let object = name
            .and_then(|name| find(document, scope, b"XObject", name))
            .and_then(|object| object.as_stream().ok());
        match object {
            Some(form) if is_form(form) => self.write_form(form, scope, depth, drawn),
            Some(picture) => {
                self.area(ink_of(&picture.dict), [0.0, 0.0, 1.0, 1.0], drawn);
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn write_form(
        &mut self,
        form: &'a Stream,
        scope: &[&'a Dictionary],
        depth: usize,
        drawn: &mut Vec<Operation>,
    ) -> Result<(), Unreadable> {
        let document = self.document;
        self.forms += 1;
        if self.forms > MOST_FORMS {
            return Err(Unreadable::TooMuch);
        }
        if depth == DEEPEST {
            return Err(Unreadable::Damaged("PDF "));
        }
        let own = entry(document, &form.dict, b"Resources").and_then(|own| own.as_dict().ok());
        let scope: Vec<&Dictionary> = own.into_iter().chain(scope.iter().copied()).collect();
        self.save();
        drawn.push(Operation::new("q", Vec::new()));
        if let Some(matrix) = entry(document, &form.dict, b"Matrix").and_then(|matrix| matrix.as_array().ok())
        {
            drawn.push(Operation::new("cm", matrix.clone()));
        }
        if let Some(eye) = &mut self.eye {
            eye.enter(form.dict.has(b"Group"));
            drawn.extend(sides(document, form));
        }
        self.draw(&guard::unpacked(form)?, &scope, depth + 1, drawn)?;
        drawn.push(Operation::new("Q", Vec::new()));
        self.restore();
        Ok(())
    }

    fn count(&mut self, operation: &Operation) -> Result<(), Unreadable> {
        self.operations += 1;
        self.shown += operation.operands.iter().map(shown).sum::<usize>();
        if self.operations > MOST_OPERATIONS || self.shown > MOST_SHOWN {
            return Err(Unreadable::TooMuch);
        }
        Ok(())
    }
}

/// How many bytes of text an operand shows, alone or within an array.
fn shown(operand: &Object) -> usize {
    match operand {
        Object::String(text, _) => text.len(),
        Object::Array(parts) => parts.iter().map(shown).sum(),
        _ => 0,
    }
}

/// What a picture is to what lies beneath: one with a mask shows it.
fn ink_of(picture: &Dictionary) -> Rgb {
    let is_stencil = [b"ImageMask".as_slice(), b"IM"]
        .iter()
        .any(|key| picture.get(key).and_then(Object::as_bool).unwrap_or(false));
    let is_masked = picture.has(b"SMask") || picture.has(b"Mask") || picture.has(b"SMaskInData");
    if is_stencil || is_masked { HAZE } else { PICTURE }
}

/// The sides beyond which a form draws nothing, as a clip.
fn sides(document: &Document, form: &Stream) -> Vec<Operation> {
    let sides = notes::rectangle(document, &form.dict, b"BBox");
    let of = |[left, bottom, right, top]: [f32; 4]| {
        let sides = [left, bottom, right - left, top - bottom];
        vec![
            Operation::new("re", sides.map(Object::Real).to_vec()),
            Operation::new("W", Vec::new()),
            Operation::new("n", Vec::new()),
        ]
    };
    sides.map(of).unwrap_or_default()
}

fn is_form(stream: &Stream) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form")
}
