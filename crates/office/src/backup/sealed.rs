//! What of a backup is under keys: without the key file it would come back, and not open.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::tables::Table;
use crate::error::OfficeError;
use crate::sealed::{SEALED, Use, key_of};

/// Gathered while the archive is compared with its seals.
#[derive(Clone, Debug, Default)]
pub(super) struct Sealed {
    keys: BTreeMap<String, u64>,
    has_sealed_log: bool,
}

impl Sealed {
    /// Looks at one part of a table: the table itself on the first line, a row on each line after it.
    pub(super) fn look(&mut self, bytes: &[u8]) -> Result<(), OfficeError> {
        let unreadable = |error: serde_json::Error| super::damaged(&error.to_string());
        let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let table: Table = serde_json::from_slice(lines.next().unwrap_or_default()).map_err(unreadable)?;
        let is_log = table.name == "audit_head";
        let is_sealed = |column: &str| {
            let listed =
                |sealed: &crate::sealed::SealedColumn| sealed.table == table.name && sealed.column == column;
            is_log && column == "seal" || SEALED.iter().any(listed)
        };
        let columns = table.columns.iter().enumerate();
        let places: Vec<usize> = columns
            .filter_map(|(place, (name, _))| is_sealed(name).then_some(place))
            .collect();
        if places.is_empty() {
            return Ok(());
        }
        for line in lines {
            let row: Vec<Json> = serde_json::from_slice(line).map_err(unreadable)?;
            for value in places.iter().filter_map(|place| row.get(*place)?.as_str()) {
                self.has_sealed_log |= is_log;
                if let Some(key) = key_of(value) {
                    *self.keys.entry(key.to_owned()).or_default() += 1;
                }
            }
        }
        Ok(())
    }

    /// Whether the last link of its log is sealed.
    pub(super) const fn has_sealed_log(&self) -> bool {
        self.has_sealed_log
    }

    /// Which keys its sealed values need.
    pub(super) fn usage(&self) -> Vec<Use> {
        let of = |(key, values): (&String, &u64)| Use {
            key: key.clone(),
            values: *values,
        };
        self.keys.iter().map(of).collect()
    }
}
