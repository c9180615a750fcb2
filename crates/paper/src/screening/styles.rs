//! DOCX: how a run looks, by itself, by its style and by its paragraph's: hidden, white on white, or too small to be seen.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::package::Package;
use super::xml::{Piece, attribute, root, walk};

/// How many styles a style may be based on, one on another.
const MOST_PARENTS: usize = 20;
/// In half points: what is not greater, nobody reads.
const TINY: u32 = 4;
/// In half points: what is lifted or sunk no further stands in its line.
const SET_APART: i32 = 4;
/// Of each colour: what is not darker is white.
const WHITE: u8 = 0xF5;

/// What is said of the looks of something; what is not said is taken from what stands around it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Looks {
    pub hidden: Option<bool>,
    pub white: Option<bool>,
    pub tiny: Option<bool>,
    /// On a ground of its own, on which white may well be seen.
    pub shaded: Option<bool>,
    pub struck: Option<bool>,
    pub set: Option<Set>,
}

/// Where a run stands to its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Set {
    Level,
    Raised,
    Lowered,
}

impl Looks {
    /// Takes in an element of properties.
    pub fn take(&mut self, tag: &BytesStart<'_>) {
        self.take_as(tag.local_name().as_ref(), &|name| attribute(tag, name));
    }

    /// Takes in an element of properties by its name and its attributes.
    pub fn take_as(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        let value = attribute("val");
        match name {
            "vanish" => {
                self.hidden = Some(is_on(value.as_deref()));
            }
            "color" => self.white = Some(value.as_deref().is_some_and(is_white)),
            "sz" => {
                let size = value.and_then(|value| value.parse::<u32>().ok());
                self.tiny = size.map(|size| size <= TINY);
            }
            "shd" => {
                let fill = attribute("fill");
                let is_theme = attribute("themeFill").is_some();
                let fill = fill.filter(|fill| fill != "auto" && !is_white(fill));
                self.shaded = Some(is_theme || fill.is_some());
            }
            "strike" | "dstrike" => {
                self.struck = Some(is_on(value.as_deref()) || self.struck == Some(true));
            }
            "vertAlign" => {
                self.set = Some(match value.as_deref() {
                    Some("superscript") => Set::Raised,
                    Some("subscript") => Set::Lowered,
                    _ => Set::Level,
                });
            }
            // Lifted above its line or sunk below it, in half points.
            "position" => {
                let lift: i32 = value.and_then(|lift| lift.parse().ok()).unwrap_or(0);
                if lift.abs() >= SET_APART {
                    self.set = Some(if lift > 0 { Set::Raised } else { Set::Lowered });
                }
            }
            "highlight" => {
                let is_ground = |one: &str| one != "none" && one != "white";
                self.shaded = Some(value.as_deref().is_some_and(is_ground));
            }
            _ => {}
        }
    }

    /// Whether nobody sees it, standing on a ground of its own or not.
    pub fn is_unseen(&self, is_on_ground: bool) -> bool {
        let is_shaded = is_on_ground || self.shaded == Some(true);
        self.hidden == Some(true) || self.tiny == Some(true) || (self.white == Some(true) && !is_shaded)
    }

    /// These, and where they say nothing those.
    pub fn or(&self, other: &Self) -> Self {
        Self {
            hidden: self.hidden.or(other.hidden),
            white: self.white.or(other.white),
            tiny: self.tiny.or(other.tiny),
            shaded: self.shaded.or(other.shaded),
            struck: self.struck.or(other.struck),
            set: self.set.or(other.set),
        }
    }
}

/// A property is on unless it says otherwise.
fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off"))
}

/// Whether a colour in six digits is white, or nearly so.
pub(super) fn is_white(colour: &str) -> bool {
    let parts = (0..3).map(|at| colour.get(at * 2..at * 2 + 2));
    colour.len() == 6
        && parts
            .flatten()
            .all(|part| u8::from_str_radix(part, 16).is_ok_and(|part| part >= WHITE))
}

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    looks: Looks,
    /// Of a table's style: it hides some cells, by where they stand.
    hides_some: bool,
}

/// The styles of a document by their names.
#[derive(Default)]
pub(crate) struct Styles {
    named: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: String,
    defaults: Looks,
}

impl Styles {
    /// Those of all lists of styles in the file.
    pub fn of(package: &Package) -> Self {
        let mut styles = Self::default();
        for part in package.under("", "") {
            let xml = package
                .text(part)
                .filter(|xml| root(xml).as_deref() == Some("styles"));
            let (mut open, mut name) = (Vec::new(), String::new());
            // What breaks off is told by who reads every part.
            let _ = xml.map(|xml| walk(xml, &mut |piece| styles.piece(piece, &mut open, &mut name)));
        }
        styles
    }

    fn piece(&mut self, piece: Piece<'_>, open: &mut Vec<String>, name: &mut String) {
        match piece {
            Piece::Start(tag) => {
                self.start(tag, open, name);
                open.push(tag.local_name().as_ref().to_owned());
            }
            Piece::End(_) => drop(open.pop()),
            Piece::Text(_) | Piece::Remark(_) => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, open: &[String], name: &mut String) {
        let local = tag.local_name();
        let is_within = |element: &str| open.iter().any(|one| one == element);
        if local.as_ref() == "style" {
            *name = attribute(tag, "styleId").unwrap_or_default();
            let is_usual = attribute(tag, "default").is_some_and(|value| value == "1" || value == "true");
            if is_usual && attribute(tag, "type").as_deref() == Some("paragraph") {
                self.usual.clone_from(name);
            }
            self.named.entry(name.clone()).or_default();
        } else if is_within("docDefaults") {
            self.defaults.take(tag);
        } else if let Some(style) = self.named.get_mut(name.as_str()).filter(|_| is_within("style")) {
            match local.as_ref() {
                // Of which cells that is, follows from the table's head, bands and corners.
                "vanish" if is_within("tblStylePr") => style.hides_some = true,
                "basedOn" => style.based_on = attribute(tag, "val"),
                // Of a table's style, the looks of its head and its bands count only as a ground.
                "vanish" | "color" | "sz" | "strike" | "dstrike" | "vertAlign" | "position"
                    if is_within("tblStylePr") || !is_within("rPr") => {}
                "shd" if style.looks.shaded == Some(true) => {}
                _ => style.looks.take(tag),
            }
        }
    }

    /// Whether a table's style hides some of its cells.
    pub fn hides_some(&self, name: &str) -> bool {
        let mut next = self.named.get(name);
        for _ in 0..MOST_PARENTS {
            let Some(style) = next else { break };
            if style.hides_some {
                return true;
            }
            next = style.based_on.as_ref().and_then(|name| self.named.get(name));
        }
        false
    }

    /// How a style looks, with those that it is based on.
    pub fn looks(&self, name: &str) -> Looks {
        let mut looks = Looks::default();
        let mut next = self.named.get(name);
        for _ in 0..MOST_PARENTS {
            let Some(style) = next else { break };
            looks = looks.or(&style.looks);
            next = style.based_on.as_ref().and_then(|name| self.named.get(name));
        }
        looks
    }

    /// How a run looks that says this of itself, of that style, in a paragraph of that style, in a table of that style.
    pub fn of_run(&self, run: &Looks, style: &str, paragraph: &str, table: &str) -> Looks {
        let paragraph = if paragraph.is_empty() {
            &self.usual
        } else {
            paragraph
        };
        // The ground of a table is looked for by who knows its cells.
        let table = Looks {
            shaded: None,
            ..self.looks(table)
        };
        run.or(&self.looks(style))
            .or(&self.looks(paragraph))
            .or(&table)
            .or(&self.defaults)
    }
}
