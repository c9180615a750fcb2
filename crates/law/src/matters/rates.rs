//! What is counted of matters: shares with numerator, denominator and definition beside them, so that nobody compares what was
//! counted otherwise. Who did not rate is neither good nor bad; what is hidden from the public counts as before.

use std::fmt;

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use super::clock_name::ClockName;
use super::history::End;
use super::rules::Rules;
use super::standing::Standing;
use crate::labelled::labelled;

labelled! {
    /// A share of matters.
    RateName {
        Response = "response", "响应率";
        Resolution = "resolution", "解决率";
        Satisfaction = "satisfaction", "满意率";
        OnTime = "on_time", "按时办结率";
        Answered = "answered", "办结率";
    }
}

impl RateName {
    /// How it is counted, to be printed beside it.
    pub const fn definition(self) -> &'static str {
        match self {
            Self::Response => {
                "在受理期限内受理、交办、答复或者告知不予受理的件数，除以受理期限已经届满或者已经受理的件数；本人撤回的不计"
            }
            Self::Resolution => {
                "已经答复、没有不满意评价待重办的件数，除以已经答复或者答复期限已经届满的件数；不予受理和本人撤回的不计"
            }
            Self::Satisfaction => {
                "最后一次评价为满意的件数，除以已经评价的件数；没有评价的不计，既不算满意也不算不满意"
            }
            Self::OnTime => {
                "在答复期限内答复的件数，除以已经答复或者答复期限已经届满的件数；不予受理和本人撤回的不计"
            }
            Self::Answered => "已经答复的件数，除以收到的件数；不予受理和本人撤回的不计",
        }
    }
}

/// What one matter adds to the counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Accepted in time; `None` while that is open.
    pub accepted_in_time: Option<bool>,
    /// It is to be answered: neither declined nor withdrawn.
    pub is_to_answer: bool,
    pub is_answered: bool,
    /// Answered in time; `None` while that is open.
    pub answered_in_time: Option<bool>,
    /// Its last answer was rated bad, and is not made anew yet.
    pub is_to_redo: bool,
    /// What the last rating was that may be seen; `None` where nobody rated.
    pub is_satisfied: Option<bool>,
    /// Calendar days from receipt to answer.
    pub days: Option<u32>,
}

impl Standing {
    /// What it adds to the counts on that day.
    pub fn tally(&self, rules: &Rules, today: Date) -> Tally {
        let in_time = |name| {
            let clock = self.clock(name)?;
            let is_settled = clock.met_on.is_some() || clock.is_missed(today);
            is_settled.then(|| !clock.is_missed(today))
        };
        let history = &self.history;
        let is_withdrawn = matches!(history.ended, Some((_, End::Withdrawn)));
        let is_declined = matches!(history.ended, Some((_, End::Declined(_))));
        let answered = history.answers.first().copied();
        let rating = history
            .ratings
            .last()
            .filter(|rating| self.score.is_some() || history.is_dissatisfied(rating, rules));
        Tally {
            accepted_in_time: in_time(ClockName::Accept).filter(|_| !is_withdrawn),
            is_to_answer: !is_withdrawn && !is_declined,
            is_answered: answered.is_some(),
            answered_in_time: in_time(ClockName::Answer).filter(|_| !is_withdrawn && !is_declined),
            is_to_redo: history.is_to_be_redone(rules),
            is_satisfied: rating.map(|rating| !history.is_dissatisfied(rating, rules)),
            days: answered.and_then(|answered| days_between(history.received.on, answered.on)),
        }
    }
}

fn days_between(from: Date, to: Date) -> Option<u32> {
    u32::try_from(from.until(to).ok()?.get_days()).ok()
}

/// A share, with what it is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rate {
    pub name: RateName,
    pub numerator: u64,
    pub denominator: u64,
}

impl Rate {
    /// Of all that is counted.
    pub fn of<'a>(name: RateName, tallies: impl IntoIterator<Item = &'a Tally>) -> Self {
        let (mut numerator, mut denominator) = (0, 0);
        for tally in tallies {
            if let Some(counts) = counted(name, tally) {
                denominator += 1;
                numerator += u64::from(counts);
            }
        }
        Self {
            name,
            numerator,
            denominator,
        }
    }

    /// In hundredths, rounded to so many places (四舍五入); `None` where there is nothing to divide by.
    pub fn percent(&self, places: u32) -> Option<Decimal> {
        let hundredths = Decimal::from(self.numerator) * Decimal::ONE_HUNDRED;
        let share = hundredths.checked_div(Decimal::from(self.denominator))?;
        Some(rounded(share, places))
    }

    /// With its definition: 按时办结率99.87%（3055÷3059）：….
    pub fn told(&self) -> String {
        format!("{self}：{}。", self.name.definition())
    }
}

/// 办结率99.87%（3055÷3059）; 满意率—（0÷0）
impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.percent(2);
        let percent = percent.map_or_else(|| "—".to_owned(), |share| format!("{share}%"));
        write!(
            formatter,
            "{}{percent}（{}÷{}）",
            self.name.label(),
            self.numerator,
            self.denominator
        )
    }
}

/// Whether the matter counts as one of those that are good; `None` where it is not counted at all.
fn counted(name: RateName, tally: &Tally) -> Option<bool> {
    let answer_is_due = tally.is_answered || tally.answered_in_time.is_some();
    match name {
        RateName::Response => tally.accepted_in_time,
        RateName::Satisfaction => tally.is_satisfied,
        RateName::OnTime => tally.answered_in_time,
        RateName::Answered => tally.is_to_answer.then_some(tally.is_answered),
        RateName::Resolution => {
            let is_resolved = tally.is_answered && !tally.is_to_redo;
            (tally.is_to_answer && answer_is_due).then_some(is_resolved)
        }
    }
}

/// The mean of the days from receipt to answer, to one place; `None` where nothing was answered.
pub fn average_days(days: impl IntoIterator<Item = u32>) -> Option<Decimal> {
    let (mut sum, mut count) = (0u64, 0u64);
    for one in days {
        sum += u64::from(one);
        count += 1;
    }
    let mean = Decimal::from(sum).checked_div(Decimal::from(count))?;
    Some(rounded(mean, 1))
}

fn rounded(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// A matter as a table counts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// 部门, 区县: as the table divides who answers.
    pub unit: String,
    /// The kind as the table calls it.
    pub kind: String,
    pub tally: Tally,
}

/// A table of a period: all that came, by who answers and by kind, each adding up to the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    pub received: u64,
    /// In the order they first came.
    pub by_unit: Vec<(String, u64)>,
    pub by_kind: Vec<(String, u64)>,
    pub answered: u64,
    pub open: u64,
}

impl Table {
    /// Of these matters.
    pub fn of<'a>(matters: impl IntoIterator<Item = &'a Counted>) -> Self {
        let mut table = Self::default();
        for matter in matters {
            table.received += 1;
            add(&mut table.by_unit, &matter.unit);
            add(&mut table.by_kind, &matter.kind);
            table.answered += u64::from(matter.tally.is_answered);
            table.open += u64::from(matter.tally.is_to_answer && !matter.tally.is_answered);
        }
        table
    }

    /// 3059件 = 部门1904件 + 区县1155件 = 咨询1160件 + …
    pub fn sums(&self) -> String {
        let parts = |parts: &[(String, u64)]| {
            let parts: Vec<String> = parts
                .iter()
                .map(|(name, count)| format!("{name}{count}"))
                .collect();
            parts.join("+")
        };
        format!(
            "{}={}={}",
            self.received,
            parts(&self.by_unit),
            parts(&self.by_kind)
        )
    }
}

fn add(parts: &mut Vec<(String, u64)>, name: &str) {
    match parts.iter_mut().find(|(known, _)| known == name) {
        Some((_, count)) => *count += 1,
        None => parts.push((name.to_owned(), 1)),
    }
}
