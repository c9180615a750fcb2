//! What was typed into the workbench: every cell and section as it stands in its field, and the report it makes.

use std::collections::BTreeMap;

use law::reports::{Cell, Explanation, Finding, Format, Report, Sections, Tables};
use paper::reports::{Value, read_cell};
use rust_decimal::Decimal;

use super::merging::{Answers, Item, Opened};
use super::reason_for;

/// Numbers of a report stay far below this; beyond it a key was held down.
const LARGEST: i64 = 1_000_000_000_000_000;
/// 万元 with four decimals is a yuan; nothing is counted finer.
const MOST_DECIMALS: u32 = 4;

/// The fields of the workbench.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The draft's version that was read.
    pub version: i64,
    pub organ: String,
    /// What stands between the title and section one, and after section six.
    pub opening: String,
    pub closing: String,
    pub cells: BTreeMap<Cell, String>,
    pub sections: Sections,
    /// Findings with the reasons typed for them.
    pub reasons: Vec<(String, String)>,
    /// How all of it stood when the form was opened.
    pub opened: Opened,
    /// Whose text is kept where two changed the same.
    pub answers: Answers,
}

/// Cells whose text is no number, with what to do about it.
pub type Slips = BTreeMap<Cell, String>;

impl Typed {
    /// The fields of a report as it stands.
    pub fn of(report: &Report, version: i64) -> Self {
        let tables = &report.tables;
        let shown = |(cell, number): (Cell, Decimal)| {
            let text = match tables.note(cell) {
                Some(unit) if cell.is_unit(unit) => format!("{number}{unit}"),
                Some(note) => format!("{number}（{note}）"),
                None => number.to_string(),
            };
            (cell, text)
        };
        Self {
            version,
            organ: report.organ.clone(),
            opening: report.opening.clone(),
            closing: report.closing.clone(),
            cells: tables.numbers().map(shown).collect(),
            sections: report.sections.clone(),
            ..Self::default()
        }
    }

    /// The same with the reasons that were given.
    pub fn explained(self, given: &[Explanation]) -> Self {
        let said = |one: &Explanation| (one.finding.clone(), one.reason.clone());
        Self {
            reasons: given.iter().map(said).collect(),
            ..self
        }
    }

    /// The reason typed for a finding.
    pub fn reason(&self, finding: &Finding) -> &str {
        self.said_of(&finding.message)
    }

    fn said_of(&self, finding: &str) -> &str {
        let said = self.reasons.iter().find(|(of, _)| of == finding);
        said.map_or("", |(_, reason)| reason)
    }

    /// The reasons as they would be kept; who gives them is not asked here.
    pub fn explanations(&self) -> Vec<Explanation> {
        let is_said = |reason: &str| reason.chars().any(char::is_alphanumeric);
        let said = self.reasons.iter().filter(|(_, reason)| is_said(reason));
        let explanation = |(finding, reason): &(String, String)| Explanation {
            finding: finding.clone(),
            reason: reason.clone(),
            by: String::new(),
        };
        said.map(explanation).collect()
    }

    /// The fields as sent; what is no field of the workbench is left aside.
    pub fn sent(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            if let Some(cell) = Cell::from_name(&name) {
                typed.cells.insert(cell, value);
            } else if let Some(number) = name.strip_prefix("section-") {
                typed
                    .sections
                    .set(number.parse().unwrap_or(0), paragraphs(&value));
            } else if let Some(finding) = reason_for(&name) {
                typed.reasons.push((finding.to_owned(), value));
            } else if name == "opening" {
                typed.opening = paragraphs(&value);
            } else if name == "closing" {
                typed.closing = paragraphs(&value);
            } else if name == "organ" {
                value.trim().clone_into(&mut typed.organ);
            } else if name == "version" {
                typed.version = value.parse().unwrap_or(0);
            } else if name == "opened" {
                typed.opened = Opened::sent(&value);
            } else {
                typed.answers.take(&name, &value);
            }
        }
        typed
    }

    /// The text in a cell's field.
    pub fn cell(&self, cell: Cell) -> &str {
        self.cells.get(&cell).map_or("", String::as_str)
    }

    /// The report of this year and format that these fields make, and the cells that could not be taken (they are blank in it).
    pub fn report(&self, year: i16, format: Format) -> (Report, Slips) {
        let mut tables = Tables::default();
        let mut slips = Slips::new();
        for (cell, text) in &self.cells {
            match taken(*cell, text) {
                Ok(None) => {}
                Ok(Some((number, note))) => {
                    tables.set(*cell, number);
                    if let Some(note) = note {
                        tables.set_note(*cell, note);
                    }
                }
                Err(message) => {
                    slips.insert(*cell, message);
                }
            }
        }
        let report = Report {
            organ: self.organ.clone(),
            year,
            format,
            opening: self.opening.clone(),
            sections: self.sections.clone(),
            tables,
            closing: self.closing.clone(),
            ..Report::default()
        };
        (report, slips)
    }

    /// What may be changed in a report of this format, and the reasons that were typed.
    pub fn items(&self, format: Format) -> Vec<Item> {
        let mut items = Item::all(format);
        items.extend(
            self.reasons
                .iter()
                .map(|(finding, _)| Item::Reason(finding.clone())),
        );
        items
    }

    /// The text in an item's field.
    pub fn item(&self, item: &Item) -> &str {
        match item {
            Item::Organ => &self.organ,
            Item::Opening => &self.opening,
            Item::Section(number) => self.sections.get(*number),
            Item::Cell(cell) => self.cell(*cell),
            Item::Closing => &self.closing,
            Item::Reason(finding) => self.said_of(finding),
        }
    }

    /// Puts another text into an item's field.
    pub fn put(&mut self, item: &Item, text: String) {
        match item {
            Item::Organ => self.organ = text,
            Item::Opening => self.opening = text,
            Item::Section(number) => self.sections.set(*number, text),
            Item::Cell(cell) => {
                self.cells.insert(*cell, text);
            }
            Item::Closing => self.closing = text,
            Item::Reason(finding) => {
                self.reasons.retain(|(of, _)| of != finding);
                self.reasons.push((finding.clone(), text));
            }
        }
    }
}

/// The number and remark in a cell's text; nothing when it is blank.
fn taken(cell: Cell, text: &str) -> Result<Option<(Decimal, Option<String>)>, String> {
    let (number, note) = match with_unit(cell, text).unwrap_or_else(|| read_cell(text)) {
        Value::Blank => return Ok(None),
        Value::Stroke => (Decimal::ZERO, None),
        Value::Number(number) => (number, None),
        Value::Noted(number, note) => (number, Some(note)),
        Value::Other => {
            return Err(format!(
                "{} 填的是“{text}”，不是数字，请改为数字；没有发生的填 0。",
                cell.label()
            ));
        }
    };
    if number.abs() >= Decimal::from(LARGEST) || number.scale() > MOST_DECIMALS {
        return Err(format!("{} 填的是“{text}”，位数过多，请核对。", cell.label()));
    }
    Ok(Some((number, note)))
}

/// A sum of money whose unit the format leaves open.
fn with_unit(cell: Cell, text: &str) -> Option<Value> {
    const UNITS: [&str; 3] = ["亿元", "万元", "元"];
    let text = text.trim();
    let unit = UNITS
        .into_iter()
        .find(|unit| text.ends_with(unit) && cell.is_unit(unit))?;
    match read_cell(text.strip_suffix(unit)?) {
        Value::Number(number) => Some(Value::Noted(number, unit.to_owned())),
        _ => None,
    }
}

/// Paragraphs one to a line, without blank lines and outer spaces.
pub fn paragraphs(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(name: &str, text: &str) -> (Report, Slips) {
        Typed::sent(vec![(name.to_owned(), text.to_owned())]).report(2024, Format::Of2021)
    }

    #[test]
    fn a_cell_takes_a_number_with_its_remark_and_a_stroke_for_none() {
        let cell = Cell::from_name("table3.new.total").unwrap();
        assert_eq!(
            typed("table3.new.total", " 1,234 ").0.tables.get(cell),
            Some(1234.into())
        );
        assert_eq!(
            typed("table3.new.total", "/").0.tables.get(cell),
            Some(Decimal::ZERO)
        );
        assert_eq!(typed("table3.new.total", "").0.tables.get(cell), None);
        let (noted, _) = typed("table3.new.total", "22（其中修订16件）");
        assert_eq!(noted.tables.note(cell), Some("其中修订16件"));
    }

    #[test]
    fn what_is_no_number_is_named_and_left_blank() {
        let cell = Cell::from_name("table3.new.total").unwrap();
        for text in ["十二", "1e9", "99999999999999999", "0.123456"] {
            let (report, slips) = typed("table3.new.total", text);
            assert!(slips[&cell].contains(text), "{text}");
            assert_eq!(report.tables.get(cell), None);
        }
    }

    #[test]
    fn a_report_comes_back_from_its_own_fields() {
        let mut report = Report {
            organ: "某局".into(),
            year: 2024,
            tables: Tables::zeros(),
            ..Report::default()
        };
        report.sections.set(1, "第一段。\n第二段。");
        let cell = Cell::from_name("table2.fees_wan_yuan").unwrap();
        report.tables.set(cell, Decimal::new(123_456, 4));
        report.opening = "本报告根据条例编制。".into();
        report.closing = "联系电话：000-0000000".into();
        let typed = Typed::of(&report, 1);
        assert_eq!(typed.report(2024, Format::Of2021), (report, Slips::new()));
    }

    #[test]
    fn a_sum_keeps_the_unit_it_was_typed_with_where_the_format_leaves_it_open() {
        let name = "table2_2019.procurement.amount";
        let cell = Cell::from_name(name).unwrap();
        for (text, number, unit) in [
            ("573802895.90元", "573802895.90", Some("元")),
            ("5738", "5738", None),
        ] {
            let (report, slips) = typed(name, text);
            assert_eq!(slips, Slips::new());
            assert_eq!(report.tables.get(cell), Some(number.parse().unwrap()));
            assert_eq!(report.tables.note(cell), unit);
            assert_eq!(Typed::of(&report, 1).cell(cell), text);
        }
    }
}
