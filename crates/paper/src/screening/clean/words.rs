//! DOCX: tracked changes taken as made, comments and hidden text gone.

use std::collections::BTreeSet;

use super::package::names_one_of;
use super::xml::Fate;
use crate::screening::package::Package;
use crate::screening::styles::{Looks, Styles};
use crate::screening::words;
use crate::screening::xml::{Piece, attribute, walk};

/// A cleaned copy; `None` where the file can't be written again.
pub(super) fn cleaned(mut package: Package) -> Option<Vec<u8>> {
    let is_gone = |name: &str| {
        name.strip_prefix("word/").is_some_and(|name| {
            name.starts_with("comments") || name == "people.xml" || name.starts_with("glossary/")
        })
    };
    let styles = Styles::of(&package);
    let lost = package.without(is_gone)?;
    let parts: Vec<String> = package
        .under("word/", ".xml")
        .into_iter()
        .chain(words::parts(&package).into_iter().map(|(part, _)| part))
        .map(str::to_owned)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    for part in parts {
        let going = going(package.text(&part)?, &styles);
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

/// A run that is open.
struct Run {
    number: usize,
    looks: Looks,
    style: String,
}

fn going(xml: &str, styles: &Styles) -> Going {
    let mut going = Going::default();
    let mut open: Vec<String> = Vec::new();
    // What is open: text boxes nest runs and paragraphs, cells nest rows.
    let (mut runs, mut rows, mut paragraphs) = (Vec::<Run>::new(), Vec::new(), Vec::<String>::new());
    let mut tables = Vec::<String>::new();
    let (mut number, mut row) = (0, 0);
    // A part that can't be read is not written again either.
    let _ = walk(xml, &mut |piece| match piece {
        Piece::Start(tag) => {
            let name = tag.local_name().as_ref().to_owned();
            match (name.as_str(), open.as_slice()) {
                ("r", _) => {
                    number += 1;
                    runs.push(Run {
                        number,
                        looks: Looks::default(),
                        style: String::new(),
                    });
                }
                ("p", _) => paragraphs.push(String::new()),
                ("tbl", _) => tables.push(String::new()),
                ("tblStyle", [.., parent]) if parent == "tblPr" => {
                    if let Some(style) = tables.last_mut() {
                        *style = attribute(tag, "val").unwrap_or_default();
                    }
                }
                ("tr", _) => {
                    row += 1;
                    rows.push(row);
                }
                ("del", [.., parent]) if parent == "trPr" => going.rows.extend(rows.last()),
                ("pStyle", [.., parent]) if parent == "pPr" => {
                    if let Some(style) = paragraphs.last_mut() {
                        *style = attribute(tag, "val").unwrap_or_default();
                    }
                }
                ("vanish" | "rStyle", [.., parent, properties]) if parent == "r" && properties == "rPr" => {
                    if let Some(run) = runs.last_mut() {
                        run.looks.take(tag);
                        if name == "rStyle" {
                            run.style = attribute(tag, "val").unwrap_or_default();
                        }
                    }
                }
                _ => {}
            }
            open.push(name);
        }
        Piece::End(name) => {
            open.pop();
            match name {
                "r" => {
                    let of = |run: &Run| {
                        let paragraph = paragraphs.last().map_or("", String::as_str);
                        let table = tables.last().map_or("", String::as_str);
                        styles.of_run(&run.looks, &run.style, paragraph, table)
                    };
                    let hidden = runs.pop().filter(|run| of(run).hidden == Some(true));
                    going.runs.extend(hidden.map(|run| run.number));
                }
                "p" => drop(paragraphs.pop()),
                "tbl" => drop(tables.pop()),
                "tr" => drop(rows.pop()),
                _ => {}
            }
        }
        Piece::Text(_) | Piece::Remark(_) => {}
    });
    going
}
