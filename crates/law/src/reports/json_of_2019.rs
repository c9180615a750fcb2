//! Tables 二 and 三 of the format of 2019 as JSON: rows of numbers in print order. Procurement stands as printed, number and unit.

use rust_decimal::Decimal;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use serde::{Deserialize, Serialize};

use super::json::Number;
use super::{Cell, Format, Table2Of2019, Tables};
use crate::codes::ApplicantKind;

/// The rows of table 二: name and cells.
const ROWS: [(&str, &[Table2Of2019]); 7] = {
    use Table2Of2019 as Old;
    [
        (
            "reg",
            &[
                Old::RegulationsMade,
                Old::RegulationsPublished,
                Old::RegulationsPublic,
            ],
        ),
        (
            "norm",
            &[Old::NormativeMade, Old::NormativePublished, Old::NormativePublic],
        ),
        (
            "permit",
            &[Old::LicencesBefore, Old::LicencesChange, Old::LicencesDecided],
        ),
        (
            "svc",
            &[Old::ServicesBefore, Old::ServicesChange, Old::ServicesDecided],
        ),
        (
            "pen",
            &[Old::PenaltiesBefore, Old::PenaltiesChange, Old::PenaltiesDecided],
        ),
        (
            "force",
            &[Old::CoerciveBefore, Old::CoerciveChange, Old::CoerciveDecided],
        ),
        ("fee", &[Old::FeesBefore, Old::FeesChange]),
    ]
};
const PROCUREMENT: [Table2Of2019; 2] = [Table2Of2019::ProcurementItems, Table2Of2019::ProcurementAmount];

/// Table 二, row by row.
pub(super) struct TableTwo<'a>(pub &'a Tables);

impl Serialize for TableTwo<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(ROWS.len() + 1))?;
        for (name, cells) in ROWS {
            let numbers: Vec<_> = cells
                .iter()
                .map(|cell| self.0.get(Cell::TwoOf2019(*cell)).map(Number))
                .collect();
            map.serialize_entry(name, &numbers)?;
        }
        let printed = PROCUREMENT.map(|cell| {
            let cell = Cell::TwoOf2019(cell);
            let unit = self.0.note(cell).filter(|_| cell.is_decimal()).unwrap_or("");
            self.0.get(cell).map(|number| format!("{number}{unit}"))
        });
        map.serialize_entry("buy", &printed)?;
        map.end()
    }
}

/// Table 三 as rows of numbers.
pub(super) struct TableThreeRows<'a>(pub &'a Tables);

impl Serialize for TableThreeRows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(None)?;
        for row in Format::Of2019.rows() {
            let number = |kind: &ApplicantKind| self.0.get(Cell::Three(row, *kind)).map(Number);
            let numbers: Vec<_> = ApplicantKind::ALL.iter().map(number).collect();
            rows.serialize_element(&numbers)?;
        }
        rows.end()
    }
}

/// Table 二 as read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireTwo {
    reg: Vec<Option<Number>>,
    norm: Vec<Option<Number>>,
    permit: Vec<Option<Number>>,
    svc: Vec<Option<Number>>,
    pen: Vec<Option<Number>>,
    force: Vec<Option<Number>>,
    fee: Vec<Option<Number>>,
    buy: [Option<String>; 2],
}

impl WireTwo {
    pub fn put(self, tables: &mut Tables) -> Result<(), String> {
        let rows = [
            self.reg,
            self.norm,
            self.permit,
            self.svc,
            self.pen,
            self.force,
            self.fee,
        ];
        for ((name, cells), numbers) in ROWS.into_iter().zip(rows) {
            if numbers.len() != cells.len() {
                return Err(format!("table2_old.{name}：应为 {} 个数字", cells.len()));
            }
            for (cell, number) in cells.iter().zip(numbers) {
                if let Some(number) = number {
                    tables.set(Cell::TwoOf2019(*cell), number.0);
                }
            }
        }
        for (cell, printed) in PROCUREMENT.into_iter().zip(self.buy) {
            let Some(printed) = printed else { continue };
            let digits = printed.trim_end_matches(|one: char| !one.is_ascii_digit());
            let number: Decimal = digits
                .parse()
                .map_err(|error| format!("table2_old.buy：“{printed}”不是数字（{error}）"))?;
            let cell = Cell::TwoOf2019(cell);
            tables.set(cell, number);
            let unit = printed.get(digits.len()..).unwrap_or("");
            if !unit.is_empty() {
                tables.set_note(cell, unit);
            }
        }
        Ok(())
    }
}

/// Table 三 as read.
#[derive(Deserialize)]
pub(super) struct WireThree(Vec<Vec<Option<Number>>>);

impl WireThree {
    pub fn put(self, tables: &mut Tables) -> Result<(), String> {
        let (rows, due) = (self.0, Format::Of2019.rows().count());
        if rows.len() != due || rows.iter().any(|row| row.len() != ApplicantKind::ALL.len()) {
            return Err(format!(
                "table3_rows：应为 {due} 行，每行 {} 个数字",
                ApplicantKind::ALL.len()
            ));
        }
        for (row, numbers) in Format::Of2019.rows().zip(rows) {
            for (kind, number) in ApplicantKind::ALL.iter().zip(numbers) {
                if let Some(number) = number {
                    tables.set(Cell::Three(row, *kind), number.0);
                }
            }
        }
        Ok(())
    }
}
