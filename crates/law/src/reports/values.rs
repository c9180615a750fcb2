//! The figures of a report as one flat object, for data that holds several years: stable names to numbers.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::json::Number;
use super::{Cell, Report};

/// The tables as `{"table2.licences": 12, …}`: every cell that the report's format prints and every other one that holds a
/// number, in print order. A blank cell is null; an archive edition has none.
pub struct Values<'a>(pub &'a Report);

impl Values<'_> {
    /// The cells it writes.
    pub fn cells(&self) -> impl Iterator<Item = Cell> {
        let mut cells = self.0.format.cells();
        cells.extend(self.0.tables.numbers().map(|(cell, _)| cell));
        cells.sort_unstable();
        cells.dedup();
        cells.into_iter()
    }
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for cell in self.cells() {
            map.serialize_entry(&cell.name(), &self.0.tables.get(cell).map(Number))?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{ApplicantKind, TableThreeRow};
    use crate::reports::{Format, Table2, Table2Of2019, Tables};

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
        let mut report = Report {
            tables,
            ..Report::default()
        };
        let values = serde_json::to_value(Values(&report)).unwrap();
        assert_eq!(values.as_object().unwrap().len(), 201);
        assert_eq!(values["table2.fees_wan_yuan"].to_string(), "24252.311082");
        assert!(values["table2.licences"].is_null());
        assert_eq!(values["table3.new.total"], 0);
        assert_eq!(values["table3.otherwise.merged.total"], 3);
        report.format = Format::Of2019;
        report.tables = Tables::zeros_of(Format::Of2019);
        report
            .tables
            .set(Cell::TwoOf2019(Table2Of2019::LicencesChange), -3);
        let values = serde_json::to_value(Values(&report)).unwrap();
        assert_eq!(values.as_object().unwrap().len(), Format::Of2019.cells().len());
        assert_eq!(values["table2_2019.licences.change"], -3);
        assert!(values.get("table2.licences").is_none());
        report.format = Format::Archive;
        report.tables = Tables::default();
        assert_eq!(
            serde_json::to_value(Values(&report))
                .unwrap()
                .as_object()
                .unwrap()
                .len(),
            0
        );
    }
}
