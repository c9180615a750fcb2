//! XLSX: hidden sheets go; hidden rows and columns keep their place and lose their content; formulas become values; what keeps
//! copies of data elsewhere (pivot tables, external links, charts, filters, rules of input) goes.

use std::collections::BTreeSet;

use super::package::names_one_of;
use super::strings;
use super::xml::Fate;
use crate::screening::package::Package;
use crate::screening::sheets::{HiddenColumns, book, column_of, is_hidden_row, sheets};
use crate::screening::xml::attribute;

/// Folders and parts that keep data which no sheet shows.
const KEPT_ELSEWHERE: [&str; 17] = [
    "xl/revisions/",
    "xl/userNames",
    "xl/comments",
    "xl/threadedComments/",
    "xl/persons/",
    "xl/calcChain",
    "xl/externalLinks/",
    "xl/pivotTables/",
    "xl/pivotCache/",
    "xl/slicers/",
    "xl/slicerCaches/",
    "xl/tables/",
    "xl/queryTables/",
    "xl/connections",
    "xl/model/",
    "xl/customProperty",
    "xl/printerSettings/",
];
/// Elements of a sheet that name what is elsewhere or hidden.
const NAMING: [&str; 9] = [
    // It may hide every row that is not listed.
    "sheetFormatPr",
    "conditionalFormatting",
    "dataValidations",
    "extLst",
    "tableParts",
    "autoFilter",
    "legacyDrawing",
    "customSheetViews",
    "sortState",
];

/// Elements of the workbook that do the same, or count sheets that may be gone.
const OF_BOOK: [&str; 9] = [
    "definedNames",
    "externalReferences",
    "pivotCaches",
    "customWorkbookViews",
    "extLst",
    "absPath",
    "AlternateContent",
    "fileSharing",
    "bookViews",
];

/// A cleaned copy; `None` where the file can't be written again.
pub(super) fn cleaned(mut package: Package) -> Option<Vec<u8>> {
    let book = book(&package)?;
    let all = sheets(&package).ok()?;
    let hidden: BTreeSet<String> = all
        .iter()
        .filter(|sheet| sheet.is_hidden)
        .map(|sheet| sheet.part.clone())
        .collect();
    let drawings = with_charts(&package);
    let lost = package.without(|name| {
        hidden.contains(name)
            || drawings.contains(name)
            || name.starts_with("xl/charts/")
            || name.starts_with("xl/drawings/vmlDrawing")
            || KEPT_ELSEWHERE.iter().any(|start| name.starts_with(start))
    })?;
    let lost_of_book = lost.get(&book);
    package.rewrite(&book, &mut |tag, _| {
        let is_gone = OF_BOOK.contains(&tag.local_name().as_ref()) || names_one_of(tag, lost_of_book);
        if is_gone { Fate::Gone } else { Fate::Kept }
    })?;
    let mut used = BTreeSet::new();
    for sheet in all.iter().filter(|sheet| !sheet.is_hidden) {
        let mut columns = HiddenColumns::default();
        let mut is_hidden = false;
        let lost = lost.get(&sheet.part);
        package.rewrite(&sheet.part, &mut |tag, _| {
            let name = tag.local_name();
            match name.as_ref() {
                "col" => columns.take(tag),
                "row" => is_hidden = is_hidden_row(tag),
                "c" => {
                    let cell = attribute(tag, "r").unwrap_or_default();
                    if is_hidden || columns.has(column_of(&cell).0) {
                        return Fate::Gone;
                    }
                }
                "f" => return Fate::Gone,
                name if NAMING.contains(&name) => return Fate::Gone,
                _ => {}
            }
            if names_one_of(tag, lost) {
                Fate::Gone
            } else {
                Fate::Kept
            }
        })?;
        used.extend(strings::used(package.text(&sheet.part)?)?);
    }
    strings::keep(&mut package, &used)?;
    package.packed()
}

/// Drawings that hold charts: a chart keeps the numbers it was drawn from.
fn with_charts(package: &Package) -> BTreeSet<String> {
    let drawings = package.under("xl/drawings/drawing", ".xml").into_iter();
    let has_chart = |part: &&str| {
        let pointers = package.pointers(part);
        pointers.iter().any(|pointer| {
            pointer
                .target
                .as_deref()
                .is_some_and(|target| target.starts_with("xl/charts/"))
        })
    };
    drawings.filter(has_chart).map(str::to_owned).collect()
}
