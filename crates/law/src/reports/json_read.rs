//! The report's JSON on its way in: every number under its name, in the cells of its own format.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use super::json::Number;
use super::{Archive, Cell, Format, Reading, Report, Sections, Slip, Tables, Unread, json_of_2019};

/// The report's JSON before its cells are put in place: every number under its dotted name.
#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    format: Format,
    organ: String,
    year: i16,
    #[serde(default)]
    opening: String,
    #[serde(default)]
    sections: Sections,
    #[serde(default)]
    closing: String,
    table2: Option<Flat>,
    table2_old: Option<json_of_2019::WireTwo>,
    table3: Option<Flat>,
    table3_rows: Option<json_of_2019::WireThree>,
    table4: Option<Flat>,
    #[serde(default)]
    archive: Archive,
    #[serde(default)]
    notes: BTreeMap<String, String>,
    #[serde(default)]
    unread: Vec<Unread>,
    #[serde(default)]
    slips: Vec<Slip>,
}

impl Wire {
    /// The cells of the three tables; one that its format lacks, or that is not there, is refused.
    fn tables(&mut self) -> Result<Tables, String> {
        let mut tables = Tables::default();
        if self.format == Format::Archive {
            return Ok(tables);
        }
        let is_old = self.format == Format::Of2019;
        if let Some(two) = self.table2_old.take().filter(|_| is_old) {
            two.put(&mut tables)?;
        } else if is_old {
            return Err("缺少 table2_old".to_owned());
        }
        let by_rows = self
            .table3_rows
            .take()
            .filter(|_| is_old && self.table3.is_none());
        let is_by_rows = by_rows.is_some();
        if let Some(rows) = by_rows {
            rows.put(&mut tables)?;
        }
        for (table, flat, may_lack) in [
            ("table2", self.table2.take(), is_old),
            ("table3", self.table3.take(), is_by_rows),
            ("table4", self.table4.take(), is_old),
        ] {
            match flat {
                Some(flat) => flat.put(table, &mut tables)?,
                None if may_lack => {}
                None => return Err(format!("缺少 {table}")),
            }
        }
        Ok(tables)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Named {
            Year(u16),
            Word(String),
        }
        match Named::deserialize(deserializer)? {
            Named::Year(2019) => Ok(Self::Of2019),
            Named::Year(2021) => Ok(Self::Of2021),
            Named::Word(word) if word == "archive" => Ok(Self::Archive),
            Named::Year(year) => Err(de::Error::custom(format!(
                "format：不支持 {year} 版格式，只支持 2019、2021 版和 archive"
            ))),
            Named::Word(word) => Err(de::Error::custom(format!(
                "format：没有“{word}”，只支持 2019、2021 版和 archive"
            ))),
        }
    }
}

/// Nested objects of numbers, flattened to dotted names.
#[derive(Default)]
struct Flat(BTreeMap<String, Option<Decimal>>);

impl Flat {
    fn put(self, table: &str, tables: &mut Tables) -> Result<(), String> {
        for (name, number) in self.0 {
            let name = format!("{table}.{name}");
            let cell = Cell::from_name(&name).ok_or_else(|| format!("{name}：没有这个单元格"))?;
            if let Some(number) = number {
                tables.set(cell, number);
            }
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Flat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FlatVisitor)
    }
}

struct FlatVisitor;

impl<'de> Visitor<'de> for FlatVisitor {
    type Value = Flat;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("表格对象")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Flat, A::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Value {
            Number(Option<Number>),
            Nested(BTreeMap<String, Option<Number>>),
        }
        let mut flat = Flat::default();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            match value {
                Value::Number(number) => {
                    flat.0.insert(name, number.map(|number| number.0));
                }
                Value::Nested(inner) => {
                    let dotted = inner
                        .into_iter()
                        .map(|(last, number)| (format!("{name}.{last}"), number.map(|n| n.0)));
                    flat.0.extend(dotted);
                }
            }
        }
        Ok(flat)
    }
}

impl TryFrom<Wire> for Reading {
    type Error = String;

    fn try_from(mut wire: Wire) -> Result<Self, String> {
        let mut tables = wire.tables()?;
        for (name, note) in wire.notes {
            let cell = Cell::from_name(&name).ok_or_else(|| format!("notes.{name}：没有这个单元格"))?;
            tables.set_note(cell, note);
        }
        let report = Report {
            organ: wire.organ,
            year: wire.year,
            format: wire.format,
            opening: wire.opening,
            sections: wire.sections,
            tables,
            closing: wire.closing,
            archive: wire.archive,
        };
        Ok(Self {
            report,
            unread: wire.unread,
            slips: wire.slips,
        })
    }
}

impl<'de> Deserialize<'de> for Reading {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Wire::deserialize(deserializer)?
            .try_into()
            .map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Report {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Reading::deserialize(deserializer)?.report)
    }
}
