//! Every cell of the three tables has one name (`table3.refused.state_secret.natural_person`) and one Chinese label.
//! Labels are the official ones of 国办公开办函〔2021〕30号 and are printed exactly.

use std::fmt;

use super::Format;
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

labelled! {
    /// A cell of table 二 in the format of 2019 (国办公开办函〔2019〕60号).
    Table2Of2019 {
        RegulationsMade = "regulations.made", "规章·本年新制作数量";
        RegulationsPublished = "regulations.published", "规章·本年新公开数量";
        RegulationsPublic = "regulations.public", "规章·对外公开总数量";
        NormativeMade = "normative_documents.made", "规范性文件·本年新制作数量";
        NormativePublished = "normative_documents.published", "规范性文件·本年新公开数量";
        NormativePublic = "normative_documents.public", "规范性文件·对外公开总数量";
        LicencesBefore = "licences.items_before", "行政许可·上一年项目数量";
        LicencesChange = "licences.change", "行政许可·本年增/减";
        LicencesDecided = "licences.decided", "行政许可·处理决定数量";
        ServicesBefore = "services.items_before", "其他对外管理服务事项·上一年项目数量";
        ServicesChange = "services.change", "其他对外管理服务事项·本年增/减";
        ServicesDecided = "services.decided", "其他对外管理服务事项·处理决定数量";
        PenaltiesBefore = "penalties.items_before", "行政处罚·上一年项目数量";
        PenaltiesChange = "penalties.change", "行政处罚·本年增/减";
        PenaltiesDecided = "penalties.decided", "行政处罚·处理决定数量";
        CoerciveBefore = "coercive_measures.items_before", "行政强制·上一年项目数量";
        CoerciveChange = "coercive_measures.change", "行政强制·本年增/减";
        CoerciveDecided = "coercive_measures.decided", "行政强制·处理决定数量";
        FeesBefore = "fees.items_before", "行政事业性收费·上一年项目数量";
        FeesChange = "fees.change", "行政事业性收费·本年增/减";
        ProcurementItems = "procurement.items", "政府集中采购·采购项目数量";
        /// As printed; the unit that is printed with it is kept as its remark.
        ProcurementAmount = "procurement.amount", "政府集中采购·采购总金额";
    }
}

impl Table2Of2019 {
    /// Whether it says how much something grew, so that it may be negative.
    pub const fn is_change(self) -> bool {
        matches!(
            self,
            Self::LicencesChange
                | Self::ServicesChange
                | Self::PenaltiesChange
                | Self::CoerciveChange
                | Self::FeesChange
        )
    }

    /// What its number counts, as far as the format says: 项 where its column is 项目数量 or its growth.
    const fn unit(self) -> &'static str {
        match self {
            Self::ProcurementAmount => "见附注",
            Self::LicencesBefore
            | Self::ServicesBefore
            | Self::PenaltiesBefore
            | Self::CoerciveBefore
            | Self::FeesBefore
            | Self::ProcurementItems => "项",
            cell if cell.is_change() => "项",
            _ => "件",
        }
    }
}

/// One cell of the report's three tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    Two(Table2),
    TwoOf2019(Table2Of2019),
    Three(TableThreeRow, ApplicantKind),
    Four(Route, Verdict),
}

impl Cell {
    /// Every cell that today's format prints, in print order (without the row that only older reports have).
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
            Self::TwoOf2019(cell) => format!("table2_2019.{}", cell.code()),
            Self::Three(row, kind) => format!("table3.{}.{}", row.code(), kind.code()),
            Self::Four(route, verdict) => format!("table4.{}.{}", route.code(), verdict.code()),
        }
    }

    /// The cell of that name, if any.
    pub fn from_name(name: &str) -> Option<Self> {
        let (table, rest) = name.split_once('.')?;
        match table {
            "table2" => Table2::from_code(rest).map(Self::Two),
            "table2_2019" => Table2Of2019::from_code(rest).map(Self::TwoOf2019),
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
            Self::TwoOf2019(cell) => format!("表二“{}”", cell.label()),
            Self::Three(row, kind) => format!("表三“{}”·{}", row.full_label(), kind.label()),
            Self::Four(route, verdict) => format!("表四“{}”·{}", route.label(), verdict.label()),
        }
    }

    /// Every cell that the data of a report may have a number for, in print order: what the formats print.
    pub fn every() -> impl Iterator<Item = Self> {
        let mut every: Vec<Self> = Format::ALL.into_iter().flat_map(Format::cells).collect();
        every.sort_unstable();
        every.dedup();
        every.into_iter()
    }

    /// What its number counts: 件, 项 or 万元; the format of 2019 leaves one open, which its remark tells.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Two(Table2::FeesWanYuan) => "万元",
            Self::TwoOf2019(cell) => cell.unit(),
            _ => "件",
        }
    }

    /// Whether a decimal is due here; all others count whole pieces.
    pub const fn is_decimal(self) -> bool {
        matches!(
            self,
            Self::Two(Table2::FeesWanYuan) | Self::TwoOf2019(Table2Of2019::ProcurementAmount)
        )
    }

    /// Whether a remark in this cell is the unit of its number, which the format leaves open.
    pub fn is_unit(self, note: &str) -> bool {
        self == Self::TwoOf2019(Table2Of2019::ProcurementAmount) && ["元", "万元", "亿元"].contains(&note)
    }

    /// Whether a number below zero makes sense here.
    pub const fn may_be_negative(self) -> bool {
        matches!(self, Self::TwoOf2019(cell) if cell.is_change())
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name())
    }
}
