//! XML walked once, from its first tag to its last.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deeper than any office file.
const DEEPEST: usize = 200;

/// A piece of XML: an empty element is a start and an end.
pub(super) enum Piece<'a> {
    Start(&'a BytesStart<'a>),
    Text(&'a str),
    End(&'a str),
}

/// Hands over every piece; the words of an error say what the file is.
pub(super) fn walk(xml: &str, visit: &mut dyn FnMut(Piece<'_>)) -> Result<(), &'static str> {
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
            Event::Eof if depth == 0 => return Ok(()),
            // What breaks off is not read as a whole.
            Event::Eof => return Err(DAMAGED),
            _ => {}
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

/// The value of an attribute by its local name.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|one| one.key.local_name().as_ref() == name)?;
    let value = quick_xml::escape::unescape(&found.value).map(std::borrow::Cow::into_owned);
    Some(value.unwrap_or_else(|_error| found.value.into_owned()))
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
