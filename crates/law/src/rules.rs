//! Rule rows: thresholds and periods that notices set and change, each with the document it comes from, for whom and from when it
//! holds. The same fact has another threshold elsewhere, so no number of these stands in code.

use jiff::Span;
use jiff::civil::Date;

use crate::calendar::{Calendar, Due};
use crate::labelled::labelled;

labelled! {
    /// In what a threshold is counted.
    Unit {
        WorkingDays = "working_days", "个工作日";
        Days = "days", "日";
        Months = "months", "个月";
        Count = "count", "件";
        Percent = "percent", "%";
    }
}

labelled! {
    /// How much hangs on a rule.
    Severity {
        Veto = "veto", "单项否决";
        Deduct = "deduct", "扣分";
        Hint = "hint", "提示";
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// Its stable code, as [`codes`] names those that are asked for.
    pub code: String,
    /// What it is about, in words.
    pub subject: String,
    pub threshold: u16,
    pub unit: Unit,
    /// How long before is reminded, in the same unit.
    pub early_at: Option<u16>,
    pub severity: Severity,
    /// 依据
    pub source_document: String,
    /// What it holds for; blank for all of its subject.
    pub scope: String,
    pub from: Date,
    pub to: Option<Date>,
}

/// The codes of rows that the program asks for.
pub mod codes {
    /// By when information goes out, from 形成或者变更 (条例第二十六条).
    pub const PUBLICATION: &str = "document.publication";
    /// How long before the end of its term a 规范性文件 is told of.
    pub const EXPIRY: &str = "document.expiry";
}

impl RuleRow {
    /// Whether it holds on that day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// The last day of a period of this length that begins after `from`.
    pub fn due(&self, calendar: &Calendar, from: Date) -> Due {
        match self.unit {
            Unit::WorkingDays => calendar.due(from, self.threshold),
            Unit::Months => calendar.rolled(from.saturating_add(Span::new().months(self.threshold))),
            Unit::Days | Unit::Count | Unit::Percent => calendar.due_in_days(from, self.threshold),
        }
    }

    /// The first day on which is reminded of what falls on `day`.
    pub fn reminded_from(&self, day: Date) -> Date {
        let early = i32::from(self.early_at.unwrap_or(self.threshold));
        match self.unit {
            Unit::Months => day.saturating_sub(Span::new().months(early)),
            _ => day.saturating_sub(Span::new().days(early)),
        }
    }
}

/// The row of that code for this scope on that day: one for the scope before one for all, an organ's own (which stand first) before
/// everybody's, the latest before earlier ones.
pub fn row_for<'a>(rows: &'a [RuleRow], code: &str, scope: &str, day: Date) -> Option<&'a RuleRow> {
    let holding = |wanted: &str| {
        let rows = rows.iter();
        let mut fitting = rows.filter(|row| row.code == code && row.scope == wanted && row.holds_on(day));
        fitting.next()
    };
    holding(scope).or_else(|| holding(""))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn row(threshold: u16, unit: Unit, scope: &str) -> RuleRow {
        RuleRow {
            code: codes::PUBLICATION.to_owned(),
            subject: "主动公开".to_owned(),
            threshold,
            unit,
            early_at: None,
            severity: Severity::Hint,
            source_document: "条例第二十六条".to_owned(),
            scope: scope.to_owned(),
            from: date(2019, 5, 15),
            to: None,
        }
    }

    #[test]
    fn the_row_of_the_scope_comes_before_the_row_for_all_and_holds_in_its_time() {
        let mut old = row(15, Unit::WorkingDays, "20-07");
        old.to = Some(date(2020, 12, 31));
        let rows = [old, row(20, Unit::Days, "20-07"), row(20, Unit::WorkingDays, "")];
        let of = |scope: &str, day| {
            row_for(&rows, codes::PUBLICATION, scope, day).map(|row| (row.threshold, row.unit))
        };
        assert_eq!(of("20-07", date(2020, 6, 1)), Some((15, Unit::WorkingDays)));
        assert_eq!(of("20-07", date(2026, 6, 1)), Some((20, Unit::Days)));
        assert_eq!(of("20-01", date(2026, 6, 1)), Some((20, Unit::WorkingDays)));
        assert_eq!(of("20-01", date(2018, 6, 1)), None, "before it came into force");
    }

    #[test]
    fn a_period_is_counted_in_its_unit() {
        let calendar = Calendar::built_in();
        let due = |row: RuleRow| row.due(&calendar, date(2024, 2, 5)).on;
        assert_eq!(due(row(20, Unit::WorkingDays, "")), date(2024, 3, 8));
        assert_eq!(
            due(row(20, Unit::Days, "")),
            date(2024, 2, 26),
            "the 25th is a Sunday"
        );
        assert_eq!(due(row(1, Unit::Months, "")), date(2024, 3, 5));
        let expiry = RuleRow {
            early_at: Some(3),
            ..row(3, Unit::Months, "")
        };
        assert_eq!(expiry.reminded_from(date(2026, 12, 31)), date(2026, 9, 30));
    }
}
