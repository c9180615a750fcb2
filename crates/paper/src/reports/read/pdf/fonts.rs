//! The fonts that pages use, each under a name of its own, and their copies in another document: what says which sign a
//! code is and how wide, and nothing else.

use std::collections::{BTreeMap, VecDeque};

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::guard;
use super::resources::{entry, find};
use crate::reports::read::unreadable::Unreadable;

/// Real reports use a dozen fonts on each page at most.
const MOST_FONTS: usize = 1000;
/// How many signs of a font may have a width: two bytes' worth, each said twice.
const MOST_WIDTHS: i64 = 1 << 17;
/// What a font may have that says nothing about its signs: the drawings of a font made of drawings, vertical widths.
const LEFT_OUT: [&[u8]; 5] = [b"CharProcs", b"Resources", b"W2", b"Parent", b"Metadata"];
/// What a font of many signs names them without: its program. ISO 32000-2, 9.10.2: its signs are those of its encoding and
/// its collection, embedded or not.
const PROGRAM: [&[u8]; 2] = [b"FontDescriptor", b"CIDToGIDMap"];

/// The fonts met so far.
#[derive(Default)]
pub struct Fonts<'a> {
    /// Where each font's dictionary is, and its number.
    numbers: BTreeMap<*const Dictionary, usize>,
    dictionaries: Vec<&'a Dictionary>,
}

impl<'a> Fonts<'a> {
    /// Gives the font that an operator chooses its own name. One that the page does not have keeps a name that nothing has.
    pub fn rename(
        &mut self,
        document: &'a Document,
        scope: &[&'a Dictionary],
        operation: &mut Operation,
    ) -> Result<(), Unreadable> {
        let Some(chosen) = operation.operands.first_mut() else {
            return Ok(());
        };
        let font = chosen
            .as_name()
            .ok()
            .and_then(|name| find(document, scope, b"Font", name))
            .and_then(|font| font.as_dict().ok());
        let Some(font) = font else {
            *chosen = Object::Name(b"none".to_vec());
            return Ok(());
        };
        let next = self.dictionaries.len();
        let number = *self.numbers.entry(std::ptr::from_ref(font)).or_insert(next);
        if number == next {
            self.dictionaries.push(font);
        }
        *chosen = Object::Name(name(number));
        if self.dictionaries.len() > MOST_FONTS {
            return Err(Unreadable::TooMuch);
        }
        Ok(())
    }

    /// Copies the fonts into another document and gives the resources that name them.
    pub fn copy(&self, from: &'a Document, to: &mut Document) -> Result<Dictionary, Unreadable> {
        let mut copies = Copies {
            from,
            known: BTreeMap::new(),
            waiting: VecDeque::new(),
        };
        let mut fonts = Dictionary::new();
        for (number, font) in self.dictionaries.iter().enumerate() {
            let copy = copies.dictionary(to, font);
            fonts.set(name(number), Object::Reference(to.add_object(copy)));
        }
        copies.finish(to)?;
        let mut resources = Dictionary::new();
        resources.set("Font", fonts);
        Ok(resources)
    }
}

fn name(number: usize) -> Vec<u8> {
    format!("F{number}").into_bytes()
}

/// Objects on their way from one document to another: each is copied once, so that a circle ends.
struct Copies<'a> {
    from: &'a Document,
    known: BTreeMap<ObjectId, ObjectId>,
    waiting: VecDeque<(ObjectId, ObjectId)>,
}

impl Copies<'_> {
    fn finish(&mut self, to: &mut Document) -> Result<(), Unreadable> {
        while let Some((old, new)) = self.waiting.pop_front() {
            let object = match self.from.get_object(old) {
                Ok(Object::Stream(stream)) => self.stream(to, stream)?,
                Ok(object) => self.object(to, object),
                Err(_) => Object::Null,
            };
            to.objects.insert(new, object);
        }
        Ok(())
    }

    fn object(&mut self, to: &mut Document, object: &Object) -> Object {
        match object {
            Object::Reference(old) => {
                let new = *self.known.entry(*old).or_insert_with(|| {
                    let new = to.new_object_id();
                    self.waiting.push_back((*old, new));
                    new
                });
                Object::Reference(new)
            }
            Object::Array(parts) => Object::Array(parts.iter().map(|part| self.object(to, part)).collect()),
            Object::Dictionary(dictionary) => Object::Dictionary(self.dictionary(to, dictionary)),
            // Streams are never inside another object.
            Object::Stream(_) => Object::Null,
            plain => plain.clone(),
        }
    }

    fn dictionary(&mut self, to: &mut Document, dictionary: &Dictionary) -> Dictionary {
        let mut copy = Dictionary::new();
        let kind = dictionary
            .get(b"Subtype")
            .and_then(Object::as_name)
            .unwrap_or_default();
        let is_composite = kind.starts_with(b"CIDFontType");
        for (key, value) in dictionary {
            if LEFT_OUT.contains(&key.as_slice()) || (is_composite && PROGRAM.contains(&key.as_slice())) {
                continue;
            }
            if key == b"W" {
                let widths = entry(self.from, dictionary, key).and_then(|widths| widths.as_array().ok());
                copy.set("W", widths.map(|widths| bounded(widths)).unwrap_or_default());
            } else {
                copy.set(key.clone(), self.object(to, value));
            }
        }
        copy
    }

    /// Packed anew, so that nothing in it looks like an object of the document.
    fn stream(&mut self, to: &mut Document, stream: &Stream) -> Result<Object, Unreadable> {
        let content = guard::unpacked(stream)?;
        let mut dictionary = self.dictionary(to, &stream.dict);
        for key in [b"Filter".as_slice(), b"DecodeParms", b"Length", b"F"] {
            dictionary.remove(key);
        }
        let mut copy = Stream::new(dictionary, content);
        copy.compress().map_err(|_error| Unreadable::Damaged("PDF "))?;
        Ok(Object::Stream(copy))
    }
}

/// Widths as far as a font can have signs: a run `first last width` may claim four thousand million.
fn bounded(widths: &[Object]) -> Vec<Object> {
    let mut left = MOST_WIDTHS;
    let mut kept = Vec::new();
    let mut rest = widths;
    loop {
        let count = match rest {
            [Object::Integer(_), Object::Array(list), ..] => i64::try_from(list.len()).ok(),
            [Object::Integer(first), Object::Integer(last), _, ..] => {
                last.checked_sub(*first).and_then(|count| count.checked_add(1))
            }
            _ => return kept,
        };
        let length = if matches!(rest, [_, Object::Array(_), ..]) {
            2
        } else {
            3
        };
        left = left.saturating_sub(count.unwrap_or(i64::MAX).max(0));
        let Some((run, after)) = rest.split_at_checked(length).filter(|_| left > 0) else {
            return kept;
        };
        kept.extend_from_slice(run);
        rest = after;
    }
}
