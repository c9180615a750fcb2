//! The figures of a report as one flat object, for data that holds several years: stable names to numbers.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::json::Number;
use super::{Cell, Tables};

/// The tables as `{"table2.licences": 12, …}`: every cell that the format prints and every other one that holds a number, in
/// print order. A blank cell is null.
pub struct Values<'a>(pub &'a Tables);

impl Values<'_> {
    /// The cells it writes.
    pub fn cells(&self) -> impl Iterator<Item = Cell> {
        let mut cells: Vec<Cell> = Cell::all()
            .chain(self.0.numbers().map(|(cell, _)| cell))
            .collect();
        cells.sort_unstable();
        cells.dedup();
        cells.into_iter()
    }
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for cell in self.cells() {
            map.serialize_entry(&cell.name(), &self.0.get(cell).map(Number))?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{ApplicantKind, TableThreeRow};
    use crate::reports::Table2;

    #[test]
    fn every_figure_stands_under_its_own_name_and_a_blank_one_is_null() {
        let mut tables = Tables::zeros();
        tables.set(
            Cell::Two(Table2::FeesWanYuan),
            rust_decimal::Decimal::new(24_252_311_082, 6),
        );
        tables.clear(Cell::Two(Table2::Licences));
        tables.set(
            Cell::Three(TableThreeRow::OtherwiseMerged, ApplicantKind::Total),
            3,
        );
        let values = serde_json::to_value(Values(&tables)).unwrap();
        assert_eq!(values.as_object().unwrap().len(), 201);
        assert_eq!(values["table2.fees_wan_yuan"].to_string(), "24252.311082");
        assert!(values["table2.licences"].is_null());
        assert_eq!(values["table3.new.total"], 0);
        assert_eq!(values["table3.otherwise.merged.total"], 3);
    }
}
