//! What the checks of a report are called, by which rule they go, and what one finds: the cells, both sides and a message
//! in Chinese.

use rust_decimal::Decimal;

use super::{Cell, Counted, Report};
use crate::labelled::labelled;

labelled! {
    /// A check of a report: its stable name for machines, and what officials call it.
    Check {
        Cells = "cells", "单元格填写";
        CellNotes = "cells.notes", "数字旁的附注";
        Labels = "labels", "表格的行列名称";
        ThreeBalance = "t3.balance", "表三新收、结转与总计平衡";
        ThreeOutcomes = "t3.outcomes", "表三各项办理结果合计";
        ThreeAcross = "t3.across", "表三各类申请人合计";
        ThreeUnclear = "t3.unclear", "表三补正后仍不明确";
        FourAcross = "t4.across", "表四各种结果合计";
        TwoStock = "t2.stock", "表二现行有效件数与上年衔接";
        TwoPowers = "t2.powers", "规章制定权";
        TwoSense = "t2.sense", "表二现行有效与制发件数";
        YearCarry = "year.carry", "上年结转与上年报告衔接";
        Records = "records", "表三、表四与登记记录一致";
        FeesStated = "fees.stated", "信息处理费的说明";
        TextEmpty = "text.empty", "各部分的内容";
        TextRepeated = "text.repeated", "与上年报告雷同";
        TextNumbers = "text.numbers", "正文数字与表格一致";
    }
}

impl Check {
    /// How much what it finds weighs.
    pub const fn level(self) -> Level {
        match self {
            Self::Cells
            | Self::ThreeBalance
            | Self::ThreeOutcomes
            | Self::ThreeAcross
            | Self::FourAcross
            | Self::TwoPowers
            | Self::YearCarry
            | Self::FeesStated
            | Self::TextEmpty => Level::Error,
            Self::CellNotes
            | Self::Labels
            | Self::ThreeUnclear
            | Self::TwoStock
            | Self::TwoSense
            | Self::Records
            | Self::TextRepeated
            | Self::TextNumbers => Level::Warning,
        }
    }

    /// The rule it goes by.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Cells
            | Self::CellNotes
            | Self::Labels
            | Self::ThreeBalance
            | Self::ThreeOutcomes
            | Self::ThreeAcross
            | Self::FourAcross
            | Self::TwoStock
            | Self::TwoSense
            | Self::YearCarry
            | Self::TextEmpty
            | Self::TextRepeated
            | Self::TextNumbers => "国办公开办函〔2021〕30号",
            Self::ThreeUnclear => "条例第三十条",
            Self::TwoPowers => "立法法第九十一条、第九十三条",
            Self::Records => "条例第五十条",
            Self::FeesStated => "国办函〔2020〕109号，国办公开办函〔2021〕30号",
        }
    }
}

/// How much a finding weighs: an error stops publication, a warning is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Error,
    Warning,
}

impl Level {
    /// `error` or `warning`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }

    /// 错误 or 提示.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "提示",
        }
    }
}

/// One thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub check: Check,
    pub cells: Vec<Cell>,
    /// The two sides that should be equal, where the check compares numbers.
    pub left: Option<Decimal>,
    pub right: Option<Decimal>,
    /// What is wrong and what to do, in Chinese, with the labels, both sides and the difference.
    pub message: String,
}

/// A finding that compares no numbers.
pub(super) fn plain(check: Check, message: String) -> Finding {
    Finding {
        check,
        cells: Vec::new(),
        left: None,
        right: None,
        message,
    }
}

impl Finding {
    /// How much it weighs.
    pub const fn level(&self) -> Level {
        self.check.level()
    }
}

/// What a check may know beside the report itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Last year's report of the same organ.
    pub previous: Option<&'a Report>,
    /// Whether the organ has the power to make 规章 (立法法; a setting of the organ).
    pub may_make_regulations: bool,
    /// Correction notices (补正通知) on record for the year, where there are records.
    pub correction_notices: Option<u32>,
    /// 信息处理费 charged in the year by the records, in fen, where there are records.
    pub fees_charged_fen: Option<i64>,
    /// Tables 三 and 四 as the records count them, where there are records of the year.
    pub counted: Option<&'a Counted>,
}

/// The labels of some cells for a message; a long list is cut after six with its count.
pub(super) fn labels(cells: &[Cell]) -> String {
    const SHOWN: usize = 6;
    let shown: Vec<String> = cells.iter().take(SHOWN).map(|cell| cell.label()).collect();
    let shown = shown.join("、");
    if cells.len() > SHOWN {
        format!("{shown} 等 {} 格", cells.len())
    } else {
        shown
    }
}

/// Whether something stops publication.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.level() == Level::Error)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_check_has_a_name_of_its_own_words_and_a_source() {
        let names: BTreeSet<&str> = Check::ALL.iter().map(|check| check.code()).collect();
        let words: BTreeSet<&str> = Check::ALL.iter().map(|check| check.label()).collect();
        assert_eq!((names.len(), words.len()), (Check::ALL.len(), Check::ALL.len()));
        for check in Check::ALL {
            let is_chinese = |text: &str| text.chars().all(|one| !one.is_ascii_alphabetic());
            assert!(
                is_chinese(check.label()) && !check.label().contains('.'),
                "{check:?}"
            );
            let cites = ["国办", "条例第", "立法法第"];
            assert!(
                cites.iter().any(|from| check.source().starts_with(from)),
                "{check:?}"
            );
        }
    }
}
