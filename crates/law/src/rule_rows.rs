//! Rules with thresholds as rows (规则行), never constants: the same fact has another threshold in another place, a platform changes its
//! limits, and an organ sets its own. Each row says where it comes from and where it holds; what comes from elsewhere says 参照.
//! Which rules there are, and what follows where one is crossed, each slice says for itself.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::labelled::labelled;
use crate::signs::plain_words;

labelled! {
    /// What a threshold counts.
    Unit {
        WorkingDays = "wd", "个工作日";
        Days = "d", "日";
        Hours = "h", "小时";
        Months = "m", "个月";
        /// Of something that happens at once: no period that anybody has to keep.
        Seconds = "s", "秒";
        /// No time: how many of something.
        Count = "count", "个";
        Characters = "char", "字";
        Bytes = "byte", "字节";
        Pixels = "px", "像素";
        /// The rule is not set: nothing follows.
        Unset = "none", "不设";
    }
}

impl Unit {
    /// Whether it measures time.
    pub const fn is_time(self) -> bool {
        matches!(self, Self::WorkingDays | Self::Days | Self::Hours | Self::Months)
    }
}

labelled! {
    /// What it means to cross a threshold.
    Severity {
        /// 单项否决
        Veto = "veto", "单项否决";
        Deduct = "deduct", "扣分";
        /// It does not go through.
        Block = "block", "不能通过";
        Hint = "hint", "提示";
    }
}

/// So many of a unit: `5wd`, 5个工作日.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threshold {
    pub threshold: u32,
    pub unit: Unit,
}

/// The longest time that somebody can mean.
const LONGEST: u32 = 999;

impl Threshold {
    /// This many of that unit.
    pub const fn new(threshold: u32, unit: Unit) -> Self {
        Self { threshold, unit }
    }

    /// As many as can be counted in days.
    pub fn days(self) -> u16 {
        u16::try_from(self.threshold).unwrap_or(u16::MAX)
    }

    /// The threshold typed as `5wd`, `30d`, `24h`, `3m`, or 5个工作日, 30日, 30天, 24小时, 3个月; `none` or 不设.
    pub fn read(text: &str) -> Option<Self> {
        let text = plain_words(text);
        let text = text.trim();
        if [Unit::Unset.code(), Unit::Unset.label()].contains(&text) {
            return Some(Self::new(0, Unit::Unset));
        }
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        // Digits are one byte each.
        let (number, unit) = text.split_at_checked(digits)?;
        let threshold: u32 = number.parse().ok()?;
        let unit = unit.trim().to_ascii_lowercase();
        let by_word = || match unit.as_str() {
            "工作日" => Some(Unit::WorkingDays),
            "天" | "个自然日" => Some(Unit::Days),
            "月" | "mo" => Some(Unit::Months),
            _ => Unit::ALL.iter().copied().find(|one| one.label() == unit),
        };
        let unit = Unit::from_code(&unit).or_else(by_word)?;
        let is_meant = unit != Unit::Unset && (!unit.is_time() || threshold <= LONGEST);
        is_meant.then_some(Self { threshold, unit })
    }
}

/// 5个工作日
impl fmt::Display for Threshold {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Unit::Unset => formatter.write_str(self.unit.label()),
            unit => write!(formatter, "{}{}", self.threshold, unit.label()),
        }
    }
}

/// A rule with a threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleRow {
    /// Which rule it is.
    pub code: String,
    /// What it is for: a kind, an outlet; `*` for all.
    pub subject: String,
    #[serde(flatten)]
    pub limit: Threshold,
    /// When to remind; `None` where the slice says so itself.
    pub early_at: Option<Threshold>,
    pub severity: Severity,
    pub source_document: String,
    /// Where it holds.
    pub scope: String,
    /// The days it is in force on.
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// The subject of a rule for all.
pub const ALL: &str = "*";

impl RuleRow {
    /// A row of one's own, in force on every day.
    pub fn own(code: &str, subject: &str, limit: Threshold) -> Self {
        Self {
            code: code.to_owned(),
            subject: subject.to_owned(),
            limit,
            early_at: None,
            severity: Severity::Hint,
            source_document: "自定的规则".to_owned(),
            scope: "本机关".to_owned(),
            from: None,
            to: None,
        }
    }

    /// A line of a list: code | subject | threshold | early | severity | source | scope | from | to, a dash for none.
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('|').map(str::trim);
        let mut next = || cells.next();
        Some(Self {
            code: next()?.to_owned(),
            subject: next()?.to_owned(),
            limit: Threshold::read(next()?)?,
            early_at: match next()? {
                "-" => None,
                early => Some(Threshold::read(early)?),
            },
            severity: Severity::from_code(next()?)?,
            source_document: next()?.to_owned(),
            scope: next()?.to_owned(),
            from: day_or_dash(next()?)?,
            to: day_or_dash(next()?)?,
        })
    }

    fn is_in_force(&self, on: Option<Date>) -> bool {
        let is_begun = |on| self.from.is_none_or(|from| from <= on);
        let is_not_over = |on| self.to.is_none_or(|to| on <= to);
        on.is_none_or(|on| is_begun(on) && is_not_over(on))
    }
}

/// The day of a cell, or that there is none; `None` where it is neither.
#[expect(
    clippy::option_option,
    reason = "no day, and a cell that can't be read, are two things"
)]
fn day_or_dash(cell: &str) -> Option<Option<Date>> {
    match cell {
        "-" => Some(None),
        _ => cell.parse().ok().map(Some),
    }
}

/// The lines of a list that say something.
pub(crate) fn lines(list: &str) -> impl Iterator<Item = &str> {
    let lines = list.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The rows of a list that is shipped. A line that is none is left out; a test counts that there is none.
pub(crate) fn rows(list: &str) -> Vec<RuleRow> {
    lines(list).filter_map(RuleRow::read).collect()
}

/// All rules of a slice: those of the organ before those that come with the program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shipped(pub &'static [RuleRow]);

/// The rules of an organ, before the shipped ones.
#[derive(Clone, Debug)]
pub struct RuleBook {
    shipped: Shipped,
    own: Vec<RuleRow>,
}

impl RuleBook {
    /// The shipped rules alone.
    pub(crate) const fn of(shipped: Shipped) -> Self {
        let own = Vec::new();
        Self { shipped, own }
    }

    /// With a rule of one's own, which goes before all there were.
    #[must_use]
    pub fn with(mut self, row: RuleRow) -> Self {
        self.own.push(row);
        self
    }

    /// The rule for a subject that is in force on a day, or on any where none is given: the organ's own before the program's, the
    /// subject's before that of all, the latest first. `None` where it is not set.
    pub fn find(&self, code: &str, subject: &str, on: Option<Date>) -> Option<&RuleRow> {
        let of = |rows: &'_ [RuleRow], subject: &str| -> Option<usize> {
            rows.iter()
                .rposition(|row| row.code == code && row.subject == subject && row.is_in_force(on))
        };
        let among = |rows| of(rows, subject).or_else(|| of(rows, ALL));
        let row = match among(&self.own) {
            Some(at) => self.own.get(at),
            None => self.shipped.0.get(among(self.shipped.0)?),
        };
        row.filter(|row| row.limit.unit != Unit::Unset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_read_as_people_write_it() {
        for (text, threshold) in [
            ("5wd", Threshold::new(5, Unit::WorkingDays)),
            ("5WD", Threshold::new(5, Unit::WorkingDays)),
            (" 5 个工作日", Threshold::new(5, Unit::WorkingDays)),
            ("５工作日", Threshold::new(5, Unit::WorkingDays)),
            ("30d", Threshold::new(30, Unit::Days)),
            ("30天", Threshold::new(30, Unit::Days)),
            ("24h", Threshold::new(24, Unit::Hours)),
            ("24小时", Threshold::new(24, Unit::Hours)),
            ("1s", Threshold::new(1, Unit::Seconds)),
            ("3m", Threshold::new(3, Unit::Months)),
            ("3个月", Threshold::new(3, Unit::Months)),
            ("0wd", Threshold::new(0, Unit::WorkingDays)),
            ("none", Threshold::new(0, Unit::Unset)),
            ("不设", Threshold::new(0, Unit::Unset)),
            ("1048575byte", Threshold::new(1_048_575, Unit::Bytes)),
        ] {
            assert_eq!(Threshold::read(text), Some(threshold), "{text}");
            assert_eq!(
                Threshold::read(&threshold.to_string()),
                Some(threshold),
                "{threshold}"
            );
        }
        for text in [
            "", "5", "wd", "-5wd", "5.5wd", "1000wd", "99999wd", "5周", "五wd", "5none",
        ] {
            assert_eq!(Threshold::read(text), None, "{text}");
        }
    }
}
