//! XML written again without some of its elements.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

/// What becomes of an element.
pub(super) enum Fate {
    Kept,
    /// It goes with all that is in it.
    Gone,
    /// It goes; what is in it stays.
    Opened,
    /// It stays without content.
    Emptied,
}

/// Writes it again. `fate` is asked of each element in its order, with the names of those that are open around it; of what
/// is inside of one that goes it is asked too, so that it can count.
pub(super) fn rewritten(
    xml: &str,
    fate: &mut dyn FnMut(&BytesStart<'_>, &[String]) -> Fate,
) -> Option<Vec<u8>> {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new(Vec::new());
    let mut open: Vec<String> = Vec::new();
    // Of each open element: whether its tags are written, and whether what is in it is.
    let mut written: Vec<(bool, bool)> = Vec::new();
    loop {
        let is_inside = written.last().is_none_or(|(_, inside)| *inside);
        match reader.read_event().ok()? {
            Event::Eof => return Some(writer.into_inner()),
            Event::Start(tag) => {
                let (tags, inside) = match fate(&tag, &open) {
                    Fate::Kept => (is_inside, is_inside),
                    Fate::Opened => (false, is_inside),
                    Fate::Emptied => (is_inside, false),
                    Fate::Gone => (false, false),
                };
                open.push(tag.local_name().as_ref().to_owned());
                written.push((tags, inside));
                if tags {
                    writer.write_event(Event::Start(tag)).ok()?;
                }
            }
            Event::Empty(tag) => {
                let stays = matches!(fate(&tag, &open), Fate::Kept | Fate::Emptied);
                if stays && is_inside {
                    writer.write_event(Event::Empty(tag)).ok()?;
                }
            }
            Event::End(tag) => {
                open.pop();
                if written.pop()?.0 {
                    writer.write_event(Event::End(tag)).ok()?;
                }
            }
            // A remark in the XML itself is seen by nobody either.
            Event::Comment(_) => {}
            event if is_inside => writer.write_event(event).ok()?,
            _ => {}
        }
    }
}
