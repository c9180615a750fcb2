//! How long a column may stand without news, as rule rows (`rules.txt`): by its kind, or as its organ has set for it with a source and days
//! from and to which that holds. 国办秘函〔2019〕19号; whoever keeps it hears before the inspector does.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::{Span, Unit as Units};

use super::Kind;
use crate::rule_rows::{RuleBook, RuleRow, Shipped, Threshold, Unit, rows};

const FRESHNESS: &str = "freshness";

/// Where a rule says nothing: days before the last at which somebody is reminded.
const EARLY_DAYS: i32 = 3;

static ROWS: LazyLock<Vec<RuleRow>> = LazyLock::new(|| rows(include_str!("rules.txt")));

/// The period that an organ has set for a column of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPeriod {
    pub limit: Threshold,
    pub source: String,
    /// The days on which it holds.
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl OwnPeriod {
    /// A threshold that can be meant: days or months, or none at all.
    pub fn read(text: &str) -> Option<Threshold> {
        Threshold::read(text).filter(|one| {
            matches!(one.unit, Unit::Days | Unit::Months | Unit::Unset)
                && (one.threshold > 0 || one.unit == Unit::Unset)
        })
    }
}

/// The period of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    pub limit: Threshold,
    early: Threshold,
    pub source: String,
}

/// How fresh a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    Fresh,
    /// News is due by that day.
    Due(Date),
    /// It is overdue by so many days.
    Overdue(i32),
}

/// The period of a column of that kind on that day: its own before the shipped; `None` where no time is set.
pub fn period(kind: Kind, own: Option<&OwnPeriod>, today: Date) -> Option<Period> {
    let mut book = RuleBook::of(Shipped(&ROWS));
    if let Some(own) = own {
        book = book.with(RuleRow {
            from: own.from,
            to: own.to,
            source_document: own.source.clone(),
            ..RuleRow::own(FRESHNESS, kind.code(), own.limit)
        });
    }
    let row = book.find(FRESHNESS, kind.code(), Some(today))?;
    Some(Period {
        limit: row.limit,
        early: row
            .early_at
            .unwrap_or(Threshold::new(EARLY_DAYS.unsigned_abs(), Unit::Days)),
        source: row.source_document.clone(),
    })
}

fn span(threshold: Threshold) -> Span {
    match threshold.unit {
        Unit::Months => Span::new().months(threshold.threshold),
        _ => Span::new().days(threshold.threshold),
    }
}

impl Period {
    /// The last day on which news that last came on that day is fresh.
    pub fn last_day(&self, latest: Date) -> Date {
        latest.saturating_add(span(self.limit))
    }

    /// How fresh the column is.
    pub fn freshness(&self, latest: Date, today: Date) -> Freshness {
        let last = self.last_day(latest);
        if today > last {
            let over = last.until((Units::Day, today)).map_or(0, |span| span.get_days());
            return Freshness::Overdue(over);
        }
        if today >= last.saturating_sub(span(self.early)) {
            return Freshness::Due(last);
        }
        Freshness::Fresh
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::rule_rows::lines;

    #[test]
    fn every_line_is_a_row() {
        assert_eq!(ROWS.len(), lines(include_str!("rules.txt")).count());
    }

    #[test]
    fn news_is_due_from_the_eleventh_day_on_and_overdue_from_the_fifteenth() {
        let period = period(Kind::News, None, date(2026, 3, 2)).expect("set");
        let on = |day| period.freshness(date(2026, 3, 2), date(2026, 3, day));
        let last = date(2026, 3, 16);
        assert_eq!(on(12), Freshness::Fresh);
        assert_eq!(on(13), Freshness::Due(last));
        assert_eq!(on(16), Freshness::Due(last));
        assert_eq!(on(17), Freshness::Overdue(1));
    }

    #[test]
    fn an_organs_own_period_goes_before_on_the_days_it_holds() {
        let own = |text| OwnPeriod {
            limit: OwnPeriod::read(text).expect("a period"),
            source: "某区政务公开工作要点".to_owned(),
            from: Some(date(2026, 1, 1)),
            to: Some(date(2026, 12, 31)),
        };
        let found = |kind, own: &OwnPeriod, on| {
            period(kind, Some(own), on).map(|one| (one.limit.to_string(), one.source))
        };
        let ten = own("10d");
        assert_eq!(
            found(Kind::News, &ten, date(2026, 5, 1)),
            Some(("10日".to_owned(), "某区政务公开工作要点".to_owned()))
        );
        assert_eq!(
            found(Kind::News, &ten, date(2027, 5, 1))
                .map(|one| one.0)
                .as_deref(),
            Some("14日")
        );
        assert_eq!(
            found(Kind::Guide, &own("1m"), date(2026, 5, 1))
                .map(|one| one.0)
                .as_deref(),
            Some("1个月")
        );
        assert_eq!(found(Kind::News, &own("none"), date(2026, 5, 1)), None);
        assert_eq!(period(Kind::Guide, None, date(2026, 5, 1)), None);
        for text in ["", "0d", "5wd", "3h", "often"] {
            assert_eq!(OwnPeriod::read(text), None, "{text}");
        }
    }
}
