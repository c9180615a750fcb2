//! What a check finds: a stable name, a level, the cells, both sides and a message in Chinese.

use rust_decimal::Decimal;

use super::{Cell, Counted, Report};

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
    /// The check's stable name, such as `t3.balance`.
    pub name: &'static str,
    pub level: Level,
    pub cells: Vec<Cell>,
    /// The two sides that should be equal, where the check compares numbers.
    pub left: Option<Decimal>,
    pub right: Option<Decimal>,
    /// What is wrong and what to do, in Chinese, with the labels, both sides and the difference.
    pub message: String,
}

/// A finding that compares no numbers.
pub(super) fn plain(name: &'static str, level: Level, message: String) -> Finding {
    Finding {
        name,
        level,
        cells: Vec::new(),
        left: None,
        right: None,
        message,
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
    findings.iter().any(|finding| finding.level == Level::Error)
}
