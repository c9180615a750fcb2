//! The report as JSON: what `gongkai report read --json` prints, what the site serves, and what editions are stored as.
//! A blank cell is null; row names stand dotted as they are; numbers are written exactly.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::{self, Deserializer, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::{Cell, Finding, Format, Level, Reading, Report, Sections, Table2, Tables, json_of_2019};
use crate::codes::{ApplicantKind, Route, TableThreeRow, Verdict};

/// A number exactly as it is: whole ones as whole numbers, decimals digit by digit.
pub(super) struct Number(pub Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.0.normalize();
        if let Ok(whole) = i64::try_from(number)
            && number.scale() == 0
        {
            return serializer.serialize_i64(whole);
        }
        // A decimal of up to fifteen digits survives the way through f64 and is printed as it was.
        let close: f64 = number.to_string().parse().map_err(serde::ser::Error::custom)?;
        serializer.serialize_f64(close)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("数字")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Number, E> {
        Ok(Number(number.into()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Number, E> {
        Ok(Number(number.into()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Number, E> {
        let text = number.to_string();
        Decimal::from_str(&text)
            .map(Number)
            .map_err(|error| E::custom(format!("数字 {text} 过大（{error}）")))
    }
}

/// One of the nested objects: names to cells, in print order.
struct Cells<'a> {
    tables: &'a Tables,
    fields: Vec<(&'static str, Cell)>,
}

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for (name, cell) in &self.fields {
            map.serialize_entry(name, &self.tables.get(*cell).map(Number))?;
        }
        map.end()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| de::Error::custom(format!("{name}：没有这个单元格")))
    }
}

pub(super) struct TableTwo<'a>(pub &'a Tables);

impl Serialize for TableTwo<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stock = |made, repealed, in_force| Cells {
            tables: self.0,
            fields: vec![
                ("made", Cell::Two(made)),
                ("repealed", Cell::Two(repealed)),
                ("in_force", Cell::Two(in_force)),
            ],
        };
        let mut map = serializer.serialize_map(Some(6))?;
        let regulations = stock(
            Table2::RegulationsMade,
            Table2::RegulationsRepealed,
            Table2::RegulationsInForce,
        );
        map.serialize_entry("regulations", &regulations)?;
        let norms = stock(
            Table2::NormativeMade,
            Table2::NormativeRepealed,
            Table2::NormativeInForce,
        );
        map.serialize_entry("normative_documents", &norms)?;
        for cell in [
            Table2::Licences,
            Table2::Penalties,
            Table2::CoerciveMeasures,
            Table2::FeesWanYuan,
        ] {
            map.serialize_entry(cell.code(), &self.0.get(Cell::Two(cell)).map(Number))?;
        }
        map.end()
    }
}

/// Table 三 with the rows of a format.
pub(super) struct TableThree<'a>(pub &'a Tables, pub Format);

impl Serialize for TableThree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for row in TableThreeRow::ALL {
            let is_merged = *row == TableThreeRow::OtherwiseMerged && self.0.has_merged_otherwise();
            if !is_merged && !self.1.rows().any(|printed| printed == *row) {
                continue;
            }
            let fields = ApplicantKind::ALL
                .iter()
                .map(|kind| (kind.code(), Cell::Three(*row, *kind)))
                .collect();
            map.serialize_entry(
                row.code(),
                &Cells {
                    tables: self.0,
                    fields,
                },
            )?;
        }
        map.end()
    }
}

pub(super) struct TableFour<'a>(pub &'a Tables);

impl Serialize for TableFour<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        for route in Route::ALL {
            let verdicts = Verdict::ALL.iter();
            let fields = verdicts
                .map(|verdict| (verdict.code(), Cell::Four(*route, *verdict)))
                .collect();
            map.serialize_entry(
                route.code(),
                &Cells {
                    tables: self.0,
                    fields,
                },
            )?;
        }
        map.end()
    }
}

impl Serialize for Sections {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(number, _, prose)| (number.to_string(), prose)))
    }
}

impl<'de> Deserialize<'de> for Sections {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut sections = Self::default();
        for (name, prose) in BTreeMap::<String, String>::deserialize(deserializer)? {
            match name.parse() {
                Ok(number @ 1..=6) => sections.set(number, prose),
                _ => return Err(de::Error::custom(format!("sections.{name}：章节只有 1 至 6"))),
            }
        }
        Ok(sections)
    }
}

fn write_report<M: SerializeMap>(map: &mut M, report: &Report) -> Result<(), M::Error> {
    map.serialize_entry("format", &report.format)?;
    map.serialize_entry("organ", &report.organ)?;
    map.serialize_entry("year", &report.year)?;
    if report.format == Format::Archive {
        return map.serialize_entry("archive", &report.archive);
    }
    if !report.opening.is_empty() {
        map.serialize_entry("opening", &report.opening)?;
    }
    map.serialize_entry("sections", &report.sections)?;
    if !report.closing.is_empty() {
        map.serialize_entry("closing", &report.closing)?;
    }
    if report.format == Format::Of2019 {
        map.serialize_entry("table2_old", &json_of_2019::TableTwo(&report.tables))?;
    } else {
        map.serialize_entry("table2", &TableTwo(&report.tables))?;
    }
    map.serialize_entry("table3", &TableThree(&report.tables, report.format))?;
    if report.format == Format::Of2019 {
        map.serialize_entry("table3_rows", &json_of_2019::TableThreeRows(&report.tables))?;
    }
    map.serialize_entry("table4", &TableFour(&report.tables))?;
    let notes: BTreeMap<String, &str> = report
        .tables
        .notes()
        .map(|(cell, note)| (cell.name(), note))
        .collect();
    map.serialize_entry("notes", &notes)
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        write_report(&mut map, self)?;
        map.end()
    }
}

impl Serialize for Reading {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        write_report(&mut map, &self.report)?;
        map.serialize_entry("unread", &self.unread)?;
        map.serialize_entry("slips", &self.slips)?;
        map.end()
    }
}

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Archive => serializer.serialize_str("archive"),
            Self::Of2019 => serializer.serialize_u16(2019),
            Self::Of2021 => serializer.serialize_u16(2021),
        }
    }
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names: Vec<String> = self.cells.iter().map(|cell| cell.name()).collect();
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("name", self.check.code())?;
        map.serialize_entry("level", &self.level())?;
        map.serialize_entry("cells", &names)?;
        map.serialize_entry("left", &self.left.map(Number))?;
        map.serialize_entry("right", &self.right.map(Number))?;
        map.serialize_entry("message", &self.message)?;
        map.end()
    }
}
