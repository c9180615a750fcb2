//! How a run of text is set: beside its line or in it, and whether anybody sees it, by itself, by its styles and by what it
//! stands on.

use quick_xml::events::BytesStart;

use super::value;
use crate::screening::{Dress, Looks, Package, Set};

/// Where the words of a run belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Line,
    Raised,
    Lowered,
    Struck,
    /// Of the colour of the ground.
    Faint,
    /// Too small to be read.
    Tiny,
    /// Not printed.
    Hidden,
}

/// A run, and the paragraph that it stands in.
#[derive(Default)]
pub(super) struct Run {
    pub is_open: bool,
    looks: Looks,
    style: String,
    paragraph: Paragraph,
    /// The list of properties that was opened last.
    properties: String,
}

#[derive(Default)]
struct Paragraph {
    style: String,
    is_shaded: bool,
}

impl Run {
    /// A paragraph begins.
    pub fn paragraph(&mut self) {
        self.paragraph = Paragraph::default();
    }

    /// A run begins or ends.
    pub fn turn(&mut self, is_open: bool) {
        let paragraph = std::mem::take(&mut self.paragraph);
        *self = Self {
            is_open,
            paragraph,
            ..Self::default()
        };
    }

    /// Takes in an element of properties; gives the list that it stands in where it says that this has a ground of its own.
    pub fn take(&mut self, name: &str, tag: &BytesStart<'_>) -> Option<&str> {
        match name {
            "vanish" | "color" | "sz" | "shd" | "highlight" | "strike" | "dstrike" | "vertAlign"
            | "position"
                if self.is_open =>
            {
                self.looks.take(tag);
            }
            "rStyle" if self.is_open => self.style = value(tag).unwrap_or_default(),
            "pStyle" => self.paragraph.style = value(tag).unwrap_or_default(),
            "shd" => {
                let mut looks = Looks::default();
                looks.take(tag);
                if looks.shaded == Some(true) {
                    self.paragraph.is_shaded |= self.properties == "pPr";
                    return Some(&self.properties);
                }
            }
            _ if name.ends_with("Pr") => name.clone_into(&mut self.properties),
            _ => {}
        }
        None
    }

    /// Where its words belong: in a table of that style, on a ground of its own or not.
    pub fn place(&self, dress: &Dress, table: &str, is_on_ground: bool) -> Place {
        let looks = dress.of_run(&self.looks, &self.style, &self.paragraph.style, table);
        if looks.hidden == Some(true) {
            Place::Hidden
        } else if looks.tiny == Some(true) {
            Place::Tiny
        } else if looks.is_unseen(is_on_ground || self.paragraph.is_shaded) {
            Place::Faint
        } else if looks.struck == Some(true) {
            Place::Struck
        } else {
            match looks.set {
                Some(Set::Raised) => Place::Raised,
                Some(Set::Lowered) => Place::Lowered,
                Some(Set::Level) | None => Place::Line,
            }
        }
    }
}

/// The styles of a document; of what can't be taken apart nothing is said.
pub(super) fn dress(bytes: &[u8]) -> Dress {
    Package::open(bytes).map_or_else(|_why| Dress::default(), |package| Dress::of(&package))
}
