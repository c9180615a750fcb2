//! What stands on a slide and nobody sees: words beside the slide, in shapes that are switched off, white on white, or too
//! small. A slide takes colours from its layout and its master: where those draw a ground, white may well be seen.

use law::screening::{Kind, Seen};
use quick_xml::events::BytesStart;

use super::package::Package;
use super::xml::{Piece, attribute, is_on, walk};

/// In hundredths of a point: what is not greater, nobody reads.
const TINY: u32 = 200;
/// The size of a slide where the presentation does not say it, in English metric units.
const USUAL: (i64, i64) = (12_192_000, 6_858_000);

/// Left, top, right and bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place(i64, i64, i64, i64);

impl Place {
    const fn meets(self, other: Self) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }
}

/// A shape with its words.
#[derive(Default)]
struct Shape {
    from: Option<(i64, i64)>,
    size: Option<(i64, i64)>,
    is_off: bool,
    /// It draws a ground: a colour, or a picture.
    is_ground: bool,
    /// It stands in a group, whose own measure counts.
    is_grouped: bool,
    words: String,
    white: String,
    tiny: String,
}

impl Shape {
    fn place(&self) -> Option<Place> {
        let ((x, y), (width, height)) = self.from.zip(self.size)?;
        let (right, bottom) = (x.checked_add(width)?, y.checked_add(height)?);
        (!self.is_grouped).then_some(Place(x, y, right, bottom))
    }
}

/// What nobody sees of a slide, by its looks.
pub(super) fn look(package: &Package, part: &str, place: &str) -> Result<Seen, &'static str> {
    let mut seen = Seen::default();
    let drawn = Drawn::of(package.text(part).unwrap_or_default())?;
    let slide = size(package);
    let has_ground = drawn.has_ground || beneath(package, part);
    for (number, shape) in drawn.shapes.iter().enumerate() {
        let is_beside = shape.place().is_some_and(|at| !at.meets(slide));
        if (is_beside || shape.is_off) && !shape.words.trim().is_empty() {
            seen.mark(Kind::UnseenText, place, &shape.words);
            continue;
        }
        let others = drawn.shapes.iter().enumerate();
        let is_on_another = others.filter(|(other, _)| *other != number).any(|(_, other)| {
            let meets = shape
                .place()
                .zip(other.place())
                .is_none_or(|(at, other)| at.meets(other));
            other.is_ground && meets
        });
        let is_seen = has_ground || shape.is_ground || is_on_another;
        for faint in [&shape.tiny, if is_seen { &shape.tiny } else { &shape.white }] {
            if !faint.trim().is_empty() {
                seen.mark(Kind::FaintText, place, faint);
                break;
            }
        }
    }
    Ok(seen)
}

/// How large slides are.
fn size(package: &Package) -> Place {
    let mut size = USUAL;
    let xml = package.text("ppt/presentation.xml").unwrap_or_default();
    // What breaks off is told by who reads every part.
    let _ = walk(xml, &mut |piece| {
        if let Piece::Start(tag) = piece
            && tag.local_name().as_ref() == "sldSz"
            && let (Some(width), Some(height)) = (number(tag, "cx"), number(tag, "cy"))
        {
            size = (width, height);
        }
    });
    Place(0, 0, size.0, size.1)
}

/// Whether layout or master draws a ground.
fn beneath(package: &Package, part: &str) -> bool {
    let below = |part: &str, kind: &str| {
        let mut pointers = package.pointers(part).into_iter();
        pointers.find(|pointer| pointer.kind == kind)?.target
    };
    let layout = below(part, "slideLayout");
    let master = layout.as_deref().and_then(|layout| below(layout, "slideMaster"));
    [layout, master].into_iter().flatten().any(|part| {
        let xml = package.text(&part).unwrap_or_default();
        // What nobody can read is no ground to stay silent on.
        Drawn::of(xml).is_ok_and(|drawn| drawn.has_ground || drawn.shapes.iter().any(|shape| shape.is_ground))
    })
}

/// A slide, a layout or a master as it is drawn.
#[derive(Default)]
struct Drawn {
    shapes: Vec<Shape>,
    /// It has a colour or a picture behind everything.
    has_ground: bool,
}

/// What is drawn as a shape.
const SHAPES: [&str; 4] = ["sp", "pic", "graphicFrame", "cxnSp"];

impl Drawn {
    fn of(xml: &str) -> Result<Self, &'static str> {
        let mut drawn = Self::default();
        let mut reading = Reading::default();
        walk(xml, &mut |piece| match piece {
            Piece::Start(tag) => {
                reading.start(&mut drawn, tag);
                reading.open.push(tag.local_name().as_ref().to_owned());
            }
            Piece::End(name) => {
                reading.open.pop();
                reading.end(&mut drawn, name);
            }
            Piece::Text(text) if reading.is_in("t") => reading.read(text),
            Piece::Text(_) | Piece::Remark(_) => {}
        })?;
        Ok(drawn)
    }
}

#[derive(Default)]
struct Reading {
    open: Vec<String>,
    /// Shapes that are open, the innermost last.
    shapes: Vec<Shape>,
    groups: usize,
    is_white: bool,
    is_tiny: bool,
}

impl Reading {
    fn is_in(&self, name: &str) -> bool {
        self.open.iter().any(|one| one == name)
    }

    fn start(&mut self, drawn: &mut Drawn, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        let name = name.as_ref();
        match name {
            "grpSp" => self.groups += 1,
            name if SHAPES.contains(&name) => self.shapes.push(Shape {
                is_grouped: self.groups > 0,
                is_ground: name == "pic",
                ..Shape::default()
            }),
            "r" => (self.is_white, self.is_tiny) = (false, false),
            "rPr" => {
                let size = attribute(tag, "sz").and_then(|size| size.parse::<u32>().ok());
                self.is_tiny = size.is_some_and(|size| size <= TINY);
            }
            "srgbClr" | "schemeClr" | "prstClr" | "sysClr" => self.colour(drawn, tag),
            "blip" if self.is_in("bg") => drawn.has_ground = true,
            _ => {}
        }
        let is_within_properties = self.is_in("spPr");
        let Some(shape) = self.shapes.last_mut() else {
            return;
        };
        match name {
            "cNvPr" => shape.is_off |= attribute(tag, "hidden").is_some_and(|value| is_on(&value)),
            "off" => shape.from = number(tag, "x").zip(number(tag, "y")),
            "ext" if number(tag, "cx").is_some() => shape.size = number(tag, "cx").zip(number(tag, "cy")),
            "blip" if is_within_properties => shape.is_ground = true,
            "fillRef" => shape.is_ground |= number(tag, "idx").is_some_and(|number| number > 0),
            _ => {}
        }
    }

    /// A colour: of words, of a shape, or of what is behind everything.
    fn colour(&mut self, drawn: &mut Drawn, tag: &BytesStart<'_>) {
        let value = attribute(tag, "val").unwrap_or_default();
        let is_white = match tag.local_name().as_ref() {
            "schemeClr" => matches!(value.as_str(), "bg1" | "lt1" | "phClr"),
            "srgbClr" => super::styles::is_white(&value),
            _ => matches!(value.as_str(), "white" | "window"),
        };
        let is_line = self.is_in("ln");
        if self.is_in("rPr") {
            if self.is_in("solidFill") && !is_line {
                self.is_white = is_white;
            }
        } else if self.is_in("bg") {
            drawn.has_ground |= !is_white;
        } else if self.is_in("spPr")
            && !is_line
            && let Some(shape) = self.shapes.last_mut()
        {
            shape.is_ground |= !is_white;
        }
    }

    fn read(&mut self, text: &str) {
        let Some(shape) = self.shapes.last_mut() else {
            return;
        };
        shape.words.push_str(text);
        if self.is_tiny {
            shape.tiny.push_str(text);
        }
        if self.is_white || self.is_tiny {
            shape.white.push_str(text);
        }
    }

    fn end(&mut self, drawn: &mut Drawn, name: &str) {
        match name {
            "grpSp" => self.groups = self.groups.saturating_sub(1),
            "p" => {
                if let Some(shape) = self.shapes.last_mut()
                    && !shape.words.is_empty()
                {
                    shape.words.push(' ');
                }
            }
            name if SHAPES.contains(&name) => drawn.shapes.extend(self.shapes.pop()),
            _ => {}
        }
    }
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<i64> {
    attribute(tag, name)?.parse().ok()
}
