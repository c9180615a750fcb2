//! The table of texts of a workbook: it keeps the texts of cells that are gone, unless it is written again.

use std::collections::BTreeSet;

use super::xml::Fate;
use crate::screening::package::Package;
use crate::screening::xml::{Piece, attribute, walk};

const TABLE: &str = "xl/sharedStrings.xml";

/// The places in the table that the cells of a sheet name.
pub(super) fn used(xml: &str) -> Option<BTreeSet<usize>> {
    let mut used = BTreeSet::new();
    let (mut is_shared, mut is_value) = (false, false);
    walk(xml, &mut |piece| match piece {
        Piece::Start(tag) => match tag.local_name().as_ref() {
            "c" => is_shared = attribute(tag, "t").as_deref() == Some("s"),
            "v" => is_value = true,
            _ => {}
        },
        Piece::End("v") => is_value = false,
        Piece::Text(text) if is_shared && is_value => used.extend(text.trim().parse::<usize>().ok()),
        _ => {}
    })
    .ok()?;
    Some(used)
}

/// Empties every text that no cell names; places stay as they are.
pub(super) fn keep(package: &mut Package, used: &BTreeSet<usize>) -> Option<()> {
    if package.text(TABLE).is_none() {
        return Some(());
    }
    let mut place = 0;
    package.rewrite(TABLE, &mut |tag, _| {
        if tag.local_name().as_ref() != "si" {
            return Fate::Kept;
        }
        let is_used = used.contains(&place);
        place += 1;
        if is_used { Fate::Kept } else { Fate::Emptied }
    })
}
