//! What a page draws, in one piece: forms are written out where they are drawn, and of all operators only those stay that
//! place text and lines. Whoever draws it afterwards can neither nest nor repeat: every bound is held here.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::fonts::Fonts;
use super::guard;
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

/// Writes pages out, counting over the whole document.
pub struct Flat<'a> {
    document: &'a Document,
    pub fonts: Fonts<'a>,
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
            operations: 0,
            forms: 0,
            content: 0,
            shown: 0,
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
        self.draw(&content, &self.resources(id), 0, &mut drawn)?;
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
        let content = Content::decode(content).map_err(|_error| Unreadable::Damaged("PDF "))?;
        let mut saved = 0_usize;
        for mut operation in content.operations {
            self.count(&operation)?;
            match operation.operator.as_str() {
                "q" if saved == MOST_SAVED => return Err(Unreadable::TooMuch),
                "q" => saved += 1,
                // A page that restores more than it saved would restore what is not its own.
                "Q" if saved == 0 => continue,
                "Q" => saved -= 1,
                "Do" => {
                    self.form(&operation, scope, depth, drawn)?;
                    continue;
                }
                "Tf" => self.fonts.rename(self.document, scope, &mut operation)?,
                other if !KEPT.contains(&other) => continue,
                _ => {}
            }
            drawn.push(operation);
        }
        drawn.extend((0..saved).map(|_| Operation::new("Q", Vec::new())));
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
        let form = name
            .and_then(|name| find(document, scope, b"XObject", name))
            .and_then(|object| object.as_stream().ok())
            .filter(|stream| is_form(stream));
        let Some(form) = form else { return Ok(()) };
        self.forms += 1;
        if self.forms > MOST_FORMS {
            return Err(Unreadable::TooMuch);
        }
        if depth == DEEPEST {
            return Err(Unreadable::Damaged("PDF "));
        }
        let own = entry(document, &form.dict, b"Resources").and_then(|own| own.as_dict().ok());
        let scope: Vec<&Dictionary> = own.into_iter().chain(scope.iter().copied()).collect();
        drawn.push(Operation::new("q", Vec::new()));
        if let Some(matrix) = entry(document, &form.dict, b"Matrix").and_then(|matrix| matrix.as_array().ok())
        {
            drawn.push(Operation::new("cm", matrix.clone()));
        }
        self.draw(&guard::unpacked(form)?, &scope, depth + 1, drawn)?;
        drawn.push(Operation::new("Q", Vec::new()));
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

fn is_form(stream: &Stream) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form")
}
