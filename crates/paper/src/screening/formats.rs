//! XLSX: formats of cells in which nobody sees what stands there: white on white, too small, or a form of numbers that shows
//! none.

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::package::Package;
use super::xml::{Piece, attribute, root, walk};

/// In points: what is not greater, nobody reads.
const TINY: f64 = 2.0;

/// The formats of a workbook's cells, by their numbers.
#[derive(Default)]
pub(super) struct Formats {
    /// Forms of numbers that show nothing.
    blank: BTreeSet<String>,
    /// Of each font whether it is white, and whether it is too small.
    fonts: Vec<(bool, bool)>,
    /// Of each fill whether it is one.
    fills: Vec<bool>,
    cells: Vec<bool>,
}

impl Formats {
    /// Those of the file.
    pub fn of(package: &Package) -> Self {
        let mut formats = Self::default();
        for part in package.under("xl/", ".xml") {
            let xml = package
                .text(part)
                .filter(|xml| root(xml).as_deref() == Some("styleSheet"));
            let mut open = Vec::new();
            // What breaks off is told by who reads every part.
            let _ = xml.map(|xml| walk(xml, &mut |piece| formats.piece(piece, &mut open)));
        }
        formats
    }

    /// Whether nobody sees what stands in a cell of that format.
    pub fn is_faint(&self, number: Option<&str>) -> bool {
        let number = number.and_then(|number| number.parse::<usize>().ok());
        number
            .and_then(|number| self.cells.get(number))
            .is_some_and(|is_faint| *is_faint)
    }

    fn piece(&mut self, piece: Piece<'_>, open: &mut Vec<String>) {
        match piece {
            Piece::Start(tag) => {
                self.start(tag, open);
                open.push(tag.local_name().as_ref().to_owned());
            }
            Piece::End(_) => drop(open.pop()),
            Piece::Text(_) | Piece::Remark(_) => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, open: &[String]) {
        let parent = open.last().map_or("", String::as_str);
        match (parent, tag.local_name().as_ref()) {
            ("numFmts", "numFmt") => {
                let code = attribute(tag, "formatCode").unwrap_or_default();
                if code.starts_with(";;") && code.trim_matches(';').trim().is_empty() {
                    self.blank.extend(attribute(tag, "numFmtId"));
                }
            }
            ("fonts", "font") => self.fonts.push((false, false)),
            ("font", "color") => {
                let is_white = attribute(tag, "rgb").is_some_and(|rgb| rgb.ends_with("FFFFFF"))
                    || (attribute(tag, "theme").as_deref() == Some("0") && attribute(tag, "tint").is_none());
                self.font(|font| font.0 = is_white, open);
            }
            ("font", "sz") => {
                let size = attribute(tag, "val").and_then(|size| size.parse::<f64>().ok());
                self.font(|font| font.1 = size.is_some_and(|size| size <= TINY), open);
            }
            ("fills", "fill") => self.fills.push(false),
            ("fill", "gradientFill") => self.fill(true),
            ("fill", "patternFill") => {
                let pattern = attribute(tag, "patternType");
                self.fill(pattern.is_some_and(|pattern| pattern != "none"));
            }
            ("cellXfs", "xf") => {
                let is_faint = self.is_faint_xf(tag);
                self.cells.push(is_faint);
            }
            _ => {}
        }
    }

    /// Changes the font that is open; those of conditional formats are in no list of fonts.
    fn font(&mut self, change: impl FnOnce(&mut (bool, bool)), open: &[String]) {
        if open.iter().any(|one| one == "fonts")
            && let Some(font) = self.fonts.last_mut()
        {
            change(font);
        }
    }

    fn fill(&mut self, is_filled: bool) {
        if let Some(fill) = self.fills.last_mut() {
            *fill |= is_filled;
        }
    }

    fn is_faint_xf(&self, tag: &BytesStart<'_>) -> bool {
        let number = |name| attribute(tag, name).and_then(|number| number.parse::<usize>().ok());
        let font = number("fontId").and_then(|at| self.fonts.get(at)).copied();
        let (is_white, is_tiny) = font.unwrap_or_default();
        let is_filled = number("fillId").and_then(|at| self.fills.get(at)) == Some(&true);
        let is_blank = attribute(tag, "numFmtId").is_some_and(|form| self.blank.contains(&form));
        is_tiny || is_blank || (is_white && !is_filled)
    }
}
