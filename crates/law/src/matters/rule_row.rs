//! Rules with thresholds as rows (规则行), never constants: the same fact has another threshold in another place, and an organ sets
//! its own. Each says where it comes from and where it holds; what comes from elsewhere says 参照.

use std::fmt;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::kind::lines;
use crate::labelled::labelled;
use crate::signs::plain_words;

const SHIPPED: &str = include_str!("rules.txt");

static BUILT_IN: LazyLock<Vec<RuleRow>> =
    LazyLock::new(|| lines(SHIPPED).filter_map(RuleRow::read).collect());

/// The largest threshold that somebody can mean.
const LARGEST: u16 = 999;

labelled! {
    /// What a threshold counts.
    Unit {
        WorkingDays = "wd", "个工作日";
        Days = "d", "日";
        Hours = "h", "小时";
        Months = "m", "个月";
        /// No time: how many of something.
        Count = "count", "个";
        /// The rule is not set: its clock does not run.
        Unset = "none", "不设";
    }
}

labelled! {
    /// What it means to cross a threshold.
    Severity {
        /// 单项否决
        Veto = "veto", "单项否决";
        Deduct = "deduct", "扣分";
        Hint = "hint", "提示";
    }
}

labelled! {
    /// The rules a matter knows, by the name they are set with.
    RuleName {
        Accept = "accept", "受理";
        HandBack = "hand_back", "退回交办";
        Answer = "answer", "答复";
        /// How much longer at most, once.
        Extension = "extension", "延期";
        Redo = "redo", "重办";
        RatingWindow = "rating_window", "评价";
        PublishAnswer = "publish_answer", "公开答复";
        RedLine = "red_line", "红线";
        /// How long after its day an unanswered matter goes to the leader in charge.
        Escalation = "escalation", "逾期上报";
        /// The highest score that counts as 不满意.
        Dissatisfied = "dissatisfied", "不满意";
    }
}

/// So many of a unit: `5wd`, 5个工作日.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threshold {
    pub threshold: u16,
    pub unit: Unit,
}

impl Threshold {
    /// This many of that unit.
    pub const fn new(threshold: u16, unit: Unit) -> Self {
        Self { threshold, unit }
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
        let threshold = number.parse().ok().filter(|threshold| *threshold <= LARGEST)?;
        let unit = unit.trim().to_ascii_lowercase();
        let by_word = || match unit.as_str() {
            "工作日" => Some(Unit::WorkingDays),
            "天" | "个自然日" => Some(Unit::Days),
            "月" | "mo" => Some(Unit::Months),
            _ => Unit::ALL.iter().copied().find(|one| one.label() == unit),
        };
        let unit = Unit::from_code(&unit).or_else(by_word)?;
        if unit == Unit::Unset {
            return None;
        }
        Some(Self { threshold, unit })
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
    pub code: RuleName,
    /// The kind it is for; `*` for all.
    pub subject: String,
    #[serde(flatten)]
    pub limit: Threshold,
    /// When to remind; `None` at half time.
    pub early_at: Option<Threshold>,
    pub severity: Severity,
    pub source_document: String,
    /// Where it holds.
    pub scope: String,
    /// The days it is in force on.
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// The subject of a rule for all kinds.
pub const ALL_KINDS: &str = "*";

impl RuleRow {
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('|').map(str::trim);
        let mut next = || cells.next();
        Some(Self {
            code: RuleName::from_code(next()?)?,
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

    /// A rule of one's own: `answer=5wd`, or for one kind `complaint.answer=7wd`. What is wrong with it where it is none.
    pub fn typed(text: &str) -> Result<Self, String> {
        let (name, limit) = text.split_once('=').ok_or("应当是“名称=期限”，例如 answer=5wd")?;
        let (subject, name) = name.trim().rsplit_once('.').unwrap_or((ALL_KINDS, name.trim()));
        let code = RuleName::from_code(name).ok_or_else(|| {
            let names: Vec<&str> = RuleName::ALL.iter().map(|name| name.code()).collect();
            format!("没有“{name}”这条规则，可用的有：{}", names.join("；"))
        })?;
        let limit = Threshold::read(limit).ok_or_else(|| {
            format!("“{limit}”不是期限，例如 5wd（工作日）、30d（日）、24h（小时）、3m（月）")
        })?;
        let is_count = limit.unit == Unit::Count;
        if limit.unit != Unit::Unset && is_count != (code == RuleName::Dissatisfied) {
            return Err(format!("“{name}”不以“{}”计", limit.unit.label()));
        }
        Ok(Self {
            code,
            subject: subject.to_owned(),
            limit,
            early_at: None,
            severity: Severity::Hint,
            source_document: "自定的规则".to_owned(),
            scope: "本次推算".to_owned(),
            from: None,
            to: None,
        })
    }

    fn is_in_force(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.to.is_none_or(|to| on <= to)
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

/// All rules: those of the organ before those that come with the program.
#[derive(Clone, Debug, Default)]
pub struct RuleBook {
    own: Vec<RuleRow>,
}

impl RuleBook {
    /// The rules of the program alone.
    pub fn shipped() -> &'static [RuleRow] {
        &BUILT_IN
    }

    /// With a rule of one's own, which goes before all there were.
    #[must_use]
    pub fn with(mut self, row: RuleRow) -> Self {
        self.own.push(row);
        self
    }

    /// The rule for a kind that is in force on a day: the organ's own before the program's, the kind's before that of all kinds,
    /// the latest first. `None` where it is not set.
    pub fn find(&self, name: RuleName, kind: &str, on: Date) -> Option<&RuleRow> {
        let of = |rows: &'_ [RuleRow], subject: &str| -> Option<usize> {
            rows.iter()
                .rposition(|row| row.code == name && row.subject == subject && row.is_in_force(on))
        };
        let among = |rows| of(rows, kind).or_else(|| of(rows, ALL_KINDS));
        let row = match among(&self.own) {
            Some(at) => self.own.get(at),
            None => BUILT_IN.get(among(&BUILT_IN)?),
        };
        row.filter(|row| row.limit.unit != Unit::Unset)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::kinds;
    use super::*;

    #[test]
    fn every_line_is_a_rule_with_its_source_for_a_kind_that_there_is() {
        let rules = RuleBook::shipped();
        assert_eq!(rules.len(), lines(SHIPPED).count());
        for rule in rules {
            assert!(!rule.source_document.is_empty() && !rule.scope.is_empty());
            let is_known = rule.subject == ALL_KINDS || kinds().iter().any(|kind| kind.code == rule.subject);
            assert!(is_known, "{}", rule.subject);
        }
        for name in RuleName::ALL {
            let book = RuleBook::default();
            for kind in kinds() {
                assert!(
                    book.find(*name, &kind.code, date(2026, 3, 2)).is_some(),
                    "{}",
                    name.code()
                );
            }
        }
    }

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
            ("3m", Threshold::new(3, Unit::Months)),
            ("3个月", Threshold::new(3, Unit::Months)),
            ("0wd", Threshold::new(0, Unit::WorkingDays)),
            ("none", Threshold::new(0, Unit::Unset)),
            ("不设", Threshold::new(0, Unit::Unset)),
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

    #[test]
    fn ones_own_rule_goes_before_the_programs_and_the_kinds_own_before_that_of_all() {
        let on = date(2026, 3, 2);
        let days = |book: &RuleBook, kind| {
            book.find(RuleName::Answer, kind, on)
                .map(|row| row.limit.threshold)
        };
        let book = RuleBook::default();
        assert_eq!(days(&book, "report_of_silence"), Some(20));
        let book = book.with(RuleRow::typed("answer=7wd").unwrap());
        assert_eq!(
            days(&book, "report_of_silence"),
            Some(7),
            "over the program's for this very kind"
        );
        let book = book.with(RuleRow::typed("complaint.answer=9wd").unwrap());
        assert_eq!(
            (days(&book, "complaint"), days(&book, "help")),
            (Some(9), Some(7))
        );
        let book = book.with(RuleRow::typed("answer=8wd").unwrap());
        assert_eq!(
            (days(&book, "complaint"), days(&book, "help")),
            (Some(9), Some(8))
        );
    }

    #[test]
    fn a_rule_holds_on_its_days_alone() {
        let changed = date(2026, 7, 1);
        let old = RuleRow {
            to: Some(date(2026, 6, 30)),
            ..RuleRow::typed("answer=10wd").unwrap()
        };
        let new = RuleRow {
            from: Some(changed),
            ..RuleRow::typed("answer=3wd").unwrap()
        };
        let book = RuleBook::default().with(old).with(new);
        let days = |on| {
            book.find(RuleName::Answer, "help", on)
                .map(|row| row.limit.threshold)
        };
        assert_eq!((days(date(2026, 6, 30)), days(changed)), (Some(10), Some(3)));
    }

    #[test]
    fn a_rule_that_is_none_says_what_is_wrong() {
        for (text, words) in [
            ("answer", "名称=期限"),
            ("reply=5wd", "没有“reply”这条规则"),
            ("answer=soon", "不是期限"),
            ("answer=5count", "不以“个”计"),
            ("dissatisfied=2wd", "不以“个工作日”计"),
        ] {
            let why = RuleRow::typed(text).unwrap_err();
            assert!(why.contains(words), "{why}");
        }
    }
}
