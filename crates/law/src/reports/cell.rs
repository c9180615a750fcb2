//! Every cell of the three tables has one name (`table3.refused.state_secret.natural_person`) and one Chinese label.
//! Labels are the official ones of 国办公开办函〔2021〕30号 and are printed exactly.

use std::fmt;

use crate::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use crate::labelled::labelled;

labelled! {
    /// A cell of table 二 (主动公开政府信息情况).
    Table2 {
        RegulationsMade = "regulations.made", "规章·本年制发件数";
        RegulationsRepealed = "regulations.repealed", "规章·本年废止件数";
        RegulationsInForce = "regulations.in_force", "规章·现行有效件数";
        NormativeMade = "normative_documents.made", "行政规范性文件·本年制发件数";
        NormativeRepealed = "normative_documents.repealed", "行政规范性文件·本年废止件数";
        NormativeInForce = "normative_documents.in_force", "行政规范性文件·现行有效件数";
        Licences = "licences", "行政许可·本年处理决定数量";
        Penalties = "penalties", "行政处罚·本年处理决定数量";
        CoerciveMeasures = "coercive_measures", "行政强制·本年处理决定数量";
        /// In units of ten thousand yuan, a decimal of up to four places.
        FeesWanYuan = "fees_wan_yuan", "行政事业性收费·本年收费金额（单位：万元）";
    }
}

/// One cell of the report's three tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    Two(Table2),
    Three(TableThreeRow, ApplicantKind),
    Four(Route, Verdict),
}

impl Cell {
    /// Every cell the format prints, in print order (without the row that only older reports have).
    pub fn all() -> impl Iterator<Item = Self> {
        let two = Table2::ALL.iter().map(|cell| Self::Two(*cell));
        let three = TableThreeRow::printed()
            .flat_map(|row| ApplicantKind::ALL.iter().map(move |kind| Self::Three(row, *kind)));
        let four = Route::ALL.iter().flat_map(|route| {
            Verdict::ALL
                .iter()
                .map(move |verdict| Self::Four(*route, *verdict))
        });
        two.chain(three).chain(four)
    }

    /// The stable name: `table2.licences`, `table3.refused.state_secret.natural_person`, `table4.reconsideration.total`.
    pub fn name(self) -> String {
        match self {
            Self::Two(cell) => format!("table2.{}", cell.code()),
            Self::Three(row, kind) => format!("table3.{}.{}", row.code(), kind.code()),
            Self::Four(route, verdict) => format!("table4.{}.{}", route.code(), verdict.code()),
        }
    }

    /// The cell of that name, if any.
    pub fn from_name(name: &str) -> Option<Self> {
        let (table, rest) = name.split_once('.')?;
        match table {
            "table2" => Table2::from_code(rest).map(Self::Two),
            "table3" => {
                let (row, kind) = rest.rsplit_once('.')?;
                Some(Self::Three(
                    TableThreeRow::from_code(row)?,
                    ApplicantKind::from_code(kind)?,
                ))
            }
            "table4" => {
                let (route, verdict) = rest.split_once('.')?;
                Some(Self::Four(Route::from_code(route)?, Verdict::from_code(verdict)?))
            }
            _ => None,
        }
    }

    /// What an official calls it: `表三“（一）予以公开”·自然人`.
    pub fn label(self) -> String {
        match self {
            Self::Two(cell) => format!("表二“{}”", cell.label()),
            Self::Three(row, kind) => format!("表三“{}”·{}", row.full_label(), kind.label()),
            Self::Four(route, verdict) => format!("表四“{}”·{}", route.label(), verdict.label()),
        }
    }

    /// Every cell that the data of a report may have a number for, in print order: the printed ones, and the older single row
    /// （六）其他处理.
    pub fn every() -> impl Iterator<Item = Self> {
        let merged = ApplicantKind::ALL
            .iter()
            .map(|kind| Self::Three(TableThreeRow::OtherwiseMerged, *kind));
        let mut every: Vec<Self> = Self::all().chain(merged).collect();
        every.sort_unstable();
        every.into_iter()
    }

    /// What its number counts: 件, or 万元.
    pub const fn unit(self) -> &'static str {
        if self.is_decimal() { "万元" } else { "件" }
    }

    /// Whether a decimal is due here; all others count whole pieces.
    pub const fn is_decimal(self) -> bool {
        matches!(self, Self::Two(Table2::FeesWanYuan))
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name())
    }
}
