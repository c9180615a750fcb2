//! XML walked once, from its first tag to its last.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deeper than any office file.
const DEEPEST: usize = 200;

/// A piece of XML: an empty element is a start and an end.
pub(crate) enum Piece<'a> {
    Start(&'a BytesStart<'a>),
    Text(&'a str),
    End(&'a str),
    /// What is no content: a remark, an instruction, a definition.
    Remark(&'a str),
}

/// Hands over every piece; the words of an error say what the file is.
pub(crate) fn walk(xml: &str, visit: &mut dyn FnMut(Piece<'_>)) -> Result<(), &'static str> {
    const DAMAGED: &str = "损坏的文件";
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_error| DAMAGED)? {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(DAMAGED);
                }
                visit(Piece::Start(&tag));
            }
            Event::Empty(tag) => {
                visit(Piece::Start(&tag));
                visit(Piece::End(tag.local_name().as_ref()));
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                visit(Piece::End(tag.local_name().as_ref()));
            }
            Event::Text(text) => visit(Piece::Text(&text)),
            Event::CData(text) => visit(Piece::Text(&text)),
            Event::GeneralRef(entity) => {
                if let Some(text) = resolved(&entity) {
                    visit(Piece::Text(&text));
                }
            }
            Event::Comment(remark) | Event::DocType(remark) => visit(Piece::Remark(&remark)),
            Event::PI(remark) => visit(Piece::Remark(&remark)),
            Event::Eof if depth == 0 => return Ok(()),
            // What breaks off is not read as a whole.
            Event::Eof => return Err(DAMAGED),
            Event::Decl(_) => {}
        }
    }
}

fn resolved(entity: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    let named = match &**entity {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return entity.resolve_char_ref().ok().flatten().map(String::from),
    };
    Some(named.to_owned())
}

/// The local name of the first element; `None` where there is none that can be read.
pub(super) fn root(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => return Some(tag.local_name().as_ref().to_owned()),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The value of an attribute by its local name.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|one| one.key.local_name().as_ref() == name)?;
    Some(unescaped(found.value))
}

/// All attributes of that length at least, in bytes, by their local names.
pub(crate) fn attributes(tag: &BytesStart<'_>, shortest: usize) -> Vec<(String, String)> {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).flatten();
    attributes
        .filter(|one| one.value.len() >= shortest)
        .map(|one| (one.key.local_name().as_ref().to_owned(), unescaped(one.value)))
        .collect()
}

fn unescaped(value: Cow<'_, str>) -> String {
    match quick_xml::escape::unescape(&value) {
        Ok(plain) => plain.into_owned(),
        Err(_) => value.into_owned(),
    }
}

/// Whether an attribute says yes: `1`, `true`, `on`.
pub(super) fn is_on(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// All text inside elements of that name, each a value of its own.
pub(super) fn texts_of(xml: &str, name: &str) -> Result<Vec<String>, &'static str> {
    let mut texts: Vec<String> = Vec::new();
    let mut open = false;
    walk(xml, &mut |piece| match piece {
        Piece::Start(tag) if tag.local_name().as_ref() == name => {
            open = true;
            texts.push(String::new());
        }
        Piece::End(one) if one == name => open = false,
        Piece::Text(text) if open => {
            if let Some(last) = texts.last_mut() {
                last.push_str(text);
            }
        }
        _ => {}
    })?;
    Ok(texts)
}
