//! What the checks of a report are called, by which rule they go, and what one finds: the cells, both sides and a message
//! in Chinese.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Cell, Counted, Format, Report, notices};
use crate::labelled::labelled;
use crate::organs;

labelled! {
    /// A check of a report: its stable name for machines, and what officials call it.
    Check {
        Cells = "cells", "单元格填写";
        CellNotes = "cells.notes", "数字旁的附注";
        FileRest = "file.rest", "文件中没有读入的内容";
        Labels = "labels", "表格的行列名称";
        ThreeBalance = "t3.balance", "表三新收、结转与总计平衡";
        ThreeOutcomes = "t3.outcomes", "表三各项办理结果合计";
        ThreeAcross = "t3.across", "表三各类申请人合计";
        ThreeUnclear = "t3.unclear", "表三补正后仍不明确";
        ThreeUncorrected = "t3.uncorrected", "表三逾期不补正与补正通知";
        ThreeUnpaid = "t3.unpaid", "表三逾期未缴费与收费通知";
        FourAcross = "t4.across", "表四各种结果合计";
        TwoStock = "t2.stock", "表二现行有效件数与上年衔接";
        TwoPowers = "t2.powers", "规章制定权";
        TwoSense = "t2.sense", "表二现行有效与制发件数";
        YearPrevious = "year.previous", "用来比较的上年报告";
        YearCarry = "year.carry", "上年结转与上年报告衔接";
        YearJump = "year.jump", "与上年相差悬殊";
        Records = "records", "表三、表四与登记记录一致";
        FeesStated = "fees.stated", "信息处理费的说明";
        TextEmpty = "text.empty", "各部分的内容";
        TextRepeated = "text.repeated", "与上年报告雷同";
        TextNumbers = "text.numbers", "正文数字与表格一致";
        TextFinished = "text.finished", "全部办结与结转件数";
        TextYear = "text.year", "正文所写的年度";
        TextOrgan = "text.organ", "正文所写的机关";
        TextParts = "text.parts", "总体情况的五个方面";
        TextLength = "text.length", "总体情况的篇幅";
        TextGovernment = "text.government", "考核、评议和责任追究";
        TextImprovement = "text.improvement", "存在问题和改进情况";
        PublishedLate = "published.late", "公布日期";
        BatchTwice = "batch.twice", "同一机关在一批报告中只报一次";
        BatchYear = "batch.year", "一批报告为同一年度";
        BatchAlike = "batch.alike", "与别的机关的报告雷同";
    }
}

impl Check {
    /// How much what it finds weighs, where it is sure; [`Finding::level`] is what one finding weighs.
    pub const fn level(self) -> Level {
        match self {
            Self::Cells
            | Self::FileRest
            | Self::ThreeBalance
            | Self::ThreeOutcomes
            | Self::ThreeAcross
            | Self::FourAcross
            | Self::TwoPowers
            | Self::YearPrevious
            | Self::YearCarry
            | Self::FeesStated
            | Self::TextEmpty
            | Self::BatchTwice => Level::Error,
            Self::CellNotes
            | Self::Labels
            | Self::ThreeUnclear
            | Self::ThreeUncorrected
            | Self::ThreeUnpaid
            | Self::TwoStock
            | Self::TwoSense
            | Self::YearJump
            | Self::Records
            | Self::TextRepeated
            | Self::TextNumbers
            | Self::TextFinished
            | Self::TextYear
            | Self::TextOrgan
            | Self::TextParts
            | Self::TextLength
            | Self::TextGovernment
            | Self::TextImprovement
            | Self::PublishedLate
            | Self::BatchYear
            | Self::BatchAlike => Level::Warning,
        }
    }

    /// The rule it goes by.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Cells
            | Self::CellNotes
            | Self::FileRest
            | Self::Labels
            | Self::ThreeBalance
            | Self::ThreeOutcomes
            | Self::ThreeAcross
            | Self::FourAcross
            | Self::TwoStock
            | Self::TwoSense
            | Self::YearPrevious
            | Self::YearCarry
            | Self::YearJump
            | Self::TextEmpty
            | Self::TextRepeated
            | Self::TextNumbers
            | Self::TextFinished
            | Self::TextYear
            | Self::TextOrgan
            | Self::TextParts
            | Self::TextLength
            | Self::BatchTwice
            | Self::BatchYear
            | Self::BatchAlike => "国办公开办函〔2021〕30号",
            Self::ThreeUnclear | Self::ThreeUncorrected => "条例第三十条",
            Self::ThreeUnpaid => "国办函〔2020〕109号",
            Self::TwoPowers => "立法法第九十一条、第九十三条",
            Self::Records => "条例第五十条",
            Self::TextGovernment | Self::TextImprovement => "条例第五十条第四项",
            Self::PublishedLate => "条例第四十九条",
            Self::FeesStated => "国办函〔2020〕109号，国办公开办函〔2021〕30号",
        }
    }
}

impl Check {
    /// The rule it goes by in a report of that format: the same tallies stand in both notices.
    pub fn source_in(self, format: Format) -> &'static str {
        const TODAYS: &str = "国办公开办函〔2021〕30号";
        match format.source() {
            Some(source) if self.source() == TODAYS => source,
            _ => self.source(),
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
    pub(super) level: Level,
    pub cells: Vec<Cell>,
    /// The section whose text it is about; what is about cells alone stands at their table.
    pub(super) section: Option<usize>,
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
        level: check.level(),
        cells: Vec::new(),
        section: None,
        left: None,
        right: None,
        message,
    }
}

impl Finding {
    /// How much it weighs.
    pub const fn level(&self) -> Level {
        self.level
    }

    /// The same, about the text of this section.
    pub(super) fn in_section(self, number: usize) -> Self {
        Self {
            section: Some(number),
            ..self
        }
    }

    /// The same where the check can't be sure: shown, but it stops nothing.
    pub(super) fn unsure(self) -> Self {
        Self {
            level: Level::Warning,
            ..self
        }
    }
}

/// What a check may know beside the report itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Last year's report of the same organ. One of another year or organ is told and not compared with.
    pub previous: Option<&'a Report>,
    /// Whether the organ has the power to make 规章 (立法法; a setting of the organ).
    pub may_make_regulations: bool,
    /// Whether that power was only guessed from the organ's name: then it is never more than a warning.
    pub is_power_guessed: bool,
    /// Whether the organ is a people's government (条例第五十条第四项); by its name where nothing is said.
    pub is_government: Option<bool>,
    /// The day the report was published, where it is known.
    pub published_on: Option<Date>,
    /// Correction notices (补正通知) on record for the year, where there are records.
    pub correction_notices: Option<u32>,
    /// Fee notices (收费通知) on record for the year, where there are records.
    pub fee_notices: Option<u32>,
    /// 信息处理费 charged in the year by the records, in fen, where there are records.
    pub fees_charged_fen: Option<i64>,
    /// Tables 三 and 四 as the records count them, where there are records of the year.
    pub counted: Option<&'a Counted>,
}

impl<'a> Context<'a> {
    /// What is known of a report that comes as a file, without an organ's settings and records: what its name and its own
    /// words tell. `may_make_regulations` is `None` where nobody says.
    pub fn of_file(
        report: &Report,
        previous: Option<&'a Report>,
        may_make_regulations: Option<bool>,
    ) -> Self {
        let guessed = || organs::may_make_regulations_by_name(&report.organ);
        Self {
            previous,
            may_make_regulations: may_make_regulations.unwrap_or_else(guessed),
            is_power_guessed: may_make_regulations.is_none(),
            is_government: Some(organs::is_government_by_name(&report.organ)),
            correction_notices: notices::corrections_told(report),
            fee_notices: notices::fees_told(report),
            ..Self::default()
        }
    }
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
    fn a_report_of_2019_is_held_against_the_notice_of_its_time() {
        let balance = Check::ThreeBalance;
        assert_eq!(balance.source_in(Format::Of2021), balance.source());
        assert_eq!(balance.source_in(Format::Of2019), "国办公开办函〔2019〕60号");
        assert_eq!(Check::PublishedLate.source_in(Format::Of2019), "条例第四十九条");
    }

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
