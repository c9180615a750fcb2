//! Which chain something passes: set per subject, outlet and column, inherited down the tree of columns. Where none is found,
//! nothing goes out: a new column inherits and never opens a hole.

use super::{Levels, Subject};

/// A chain as it is set for a part of what an organ publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainSetting {
    pub subject: Subject,
    /// The outlet's code; `None` for all.
    pub outlet: Option<String>,
    /// The column; `None` for the organ's.
    pub column: Option<i64>,
    pub levels: Levels,
}

/// The chain of a subject in a column at an outlet: of the nearest column that has one, that outlet's before the one for all, else
/// the organ's. `columns` go from the column itself up to the root.
pub fn chain_for<'a>(
    settings: &'a [ChainSetting],
    subject: Subject,
    outlet: &str,
    columns: &[i64],
) -> Option<&'a ChainSetting> {
    let at = |column: Option<i64>, outlet: Option<&str>| {
        settings.iter().find(|setting| {
            setting.subject == subject && setting.column == column && setting.outlet.as_deref() == outlet
        })
    };
    let mut up = columns.iter().copied().map(Some).chain([None]);
    up.find_map(|column| at(column, Some(outlet)).or_else(|| at(column, None)))
}
