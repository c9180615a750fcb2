//! DOCX: tracked changes taken as made, comments and hidden text gone.

use std::collections::BTreeSet;

use super::package::names_one_of;
use super::xml::Fate;
use crate::screening::package::Package;
use crate::screening::xml::{Piece, attribute, walk};

/// A cleaned copy; `None` where the file can't be written again.
pub(super) fn cleaned(mut package: Package) -> Option<Vec<u8>> {
    let is_gone = |name: &str| {
        name.strip_prefix("word/").is_some_and(|name| {
            name.starts_with("comments") || name == "people.xml" || name.starts_with("glossary/")
        })
    };
    let lost = package.without(is_gone)?;
    let parts: Vec<String> = package
        .under("word/", ".xml")
        .into_iter()
        .map(str::to_owned)
        .collect();
    for part in parts {
        let going = going(package.text(&part)?);
        let (mut run, mut row) = (0, 0);
        let lost = lost.get(&part);
        package.rewrite(&part, &mut |tag, open| {
            let name = tag.local_name();
            match name.as_ref() {
                "r" => run += 1,
                "tr" => row += 1,
                _ => {}
            }
            let is_going = match name.as_ref() {
                "r" => going.runs.contains(&run),
                "tr" => going.rows.contains(&row),
                _ => false,
            };
            if is_going {
                return Fate::Gone;
            }
            if names_one_of(tag, lost) {
                return Fate::Gone;
            }
            fate(name.as_ref(), open)
        })?;
    }
    package.packed()
}

/// What tells of a change, a comment, or of who wrote where: it goes, with what was deleted.
const GONE: [&str; 25] = [
    "del",
    "moveFrom",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "annotationRef",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblPrExChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "tblGridChange",
    "numberingChange",
    "cellIns",
    "cellDel",
    "trackRevisions",
    "rsids",
    "docVars",
    "dataBinding",
];

/// What becomes of an element by its name, inside of those.
fn fate(name: &str, open: &[String]) -> Fate {
    let is_mark = open.last().is_some_and(|parent| parent.ends_with("Pr"));
    match name {
        // In properties they are marks of the change, else they hold what was put in.
        "ins" | "moveTo" if !is_mark => Fate::Opened,
        "ins" | "moveTo" => Fate::Gone,
        name if GONE.contains(&name) => Fate::Gone,
        _ => Fate::Kept,
    }
}

/// What goes as a whole, each counted from 1 in the order they begin: hidden runs, and rows that were deleted.
#[derive(Default)]
struct Going {
    runs: BTreeSet<usize>,
    rows: BTreeSet<usize>,
}

fn going(xml: &str) -> Going {
    let mut going = Going::default();
    let mut open: Vec<String> = Vec::new();
    // What is open: text boxes nest runs, cells nest rows.
    let (mut runs, mut rows) = (Vec::new(), Vec::new());
    let (mut run, mut row) = (0, 0);
    // A part that can't be read is not written again either.
    let _ = walk(xml, &mut |piece| match piece {
        Piece::Start(tag) => {
            let name = tag.local_name().as_ref().to_owned();
            match (name.as_str(), open.as_slice()) {
                ("r", _) => {
                    run += 1;
                    runs.push(run);
                }
                ("tr", _) => {
                    row += 1;
                    rows.push(row);
                }
                ("del", [.., parent]) if parent == "trPr" => going.rows.extend(rows.last()),
                ("vanish", [.., parent, properties]) if parent == "r" && properties == "rPr" => {
                    let is_off = matches!(attribute(tag, "val").as_deref(), Some("0" | "false" | "off"));
                    going.runs.extend(runs.last().filter(|_| !is_off));
                }
                _ => {}
            }
            open.push(name);
        }
        Piece::End(name) => {
            open.pop();
            match name {
                "r" => drop(runs.pop()),
                "tr" => drop(rows.pop()),
                _ => {}
            }
        }
        Piece::Text(_) => {}
    });
    going
}
