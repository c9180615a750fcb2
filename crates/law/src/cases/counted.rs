//! In which rows of table 三 (收到和处理政府信息公开申请情况) a case counts for a year: 条例第五十条第（三）项 and the format of
//! 国办公开办函〔2021〕30号. A case is new in the year of its receipt, stands in one row of （一）to（六） in the year it was decided,
//! and is carried forward while it is undecided at the end of 31 December. Which day and row count of several replies is
//! [`super::History::counted`].

use jiff::civil::Date;

use super::standing::Standing;
use crate::codes::TableThreeRow;

/// Some days in a row; without a first or a last day they have no end there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// What a row asks of the day a case was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Nothing.
    Whenever,
    /// That it lies in the year.
    Within(Days),
    /// That it was not yet decided at the end of this day.
    NotBy(Date),
}

/// What a row of table 三 asks of a case to count it for a year. Whoever counts or lists by other means than
/// [`counted_in`], as a database does, reads the rule here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountingRule {
    /// When it was received: one that was never confirmed counts nowhere.
    pub received: Days,
    pub decided: Decided,
    /// The row of the outcome, where the row is one of （一）to（六）.
    pub outcome: Option<TableThreeRow>,
}

impl Days {
    const ANY: Self = Self {
        from: None,
        until: None,
    };

    fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

impl CountingRule {
    /// The rule of this row for this year; `None` for a year no calendar has.
    pub fn of(row: TableThreeRow, year: i16) -> Option<Self> {
        let (first, last) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
        let in_year = Days {
            from: Some(first),
            until: Some(last),
        };
        let open_at_end_of = |day: Date| Self {
            received: Days {
                from: None,
                until: Some(day),
            },
            decided: Decided::NotBy(day),
            outcome: None,
        };
        Some(match row {
            TableThreeRow::New => Self {
                received: in_year,
                decided: Decided::Whenever,
                outcome: None,
            },
            // What one year carries forward, the next has brought to it.
            TableThreeRow::BroughtForward => open_at_end_of(first.yesterday().ok()?),
            TableThreeRow::CarriedForward => open_at_end_of(last),
            TableThreeRow::Total => Self {
                received: Days::ANY,
                decided: Decided::Within(in_year),
                outcome: None,
            },
            leaf => Self {
                received: Days::ANY,
                decided: Decided::Within(in_year),
                outcome: Some(leaf),
            },
        })
    }

    fn takes(&self, standing: &Standing) -> bool {
        let is_received = standing.received_on.is_some_and(|on| self.received.contains(on));
        let decided_on = standing.counted.map(|counted| counted.on);
        let row = standing.counted.map(|counted| counted.row);
        let is_decided = match self.decided {
            Decided::Whenever => true,
            Decided::Within(days) => decided_on.is_some_and(|on| days.contains(on)),
            Decided::NotBy(day) => decided_on.is_none_or(|on| on > day),
        };
        is_received && is_decided && (self.outcome.is_none() || row == self.outcome)
    }
}

/// The rows a case counts in for a year, in print order; in each it stands in the column of its applicant's kind.
pub fn counted_in(standing: &Standing, year: i16) -> Vec<TableThreeRow> {
    TableThreeRow::printed()
        .filter(|row| CountingRule::of(*row, year).is_some_and(|rule| rule.takes(standing)))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cases::{Channel, Event, Rules, What};

    fn standing(received: Option<Date>, decided: Option<Date>) -> Standing {
        let from = received.unwrap_or(date(2024, 12, 2));
        let mut events = vec![Event {
            on: from,
            what: What::Received {
                channel: if received.is_some() {
                    Channel::InPerson
                } else {
                    Channel::Online
                },
                arrived_on: None,
                confirmed_on: received.is_none().then_some(None),
            },
        }];
        let outcome = TableThreeRow::RefusedSafety;
        events.extend(decided.map(|on| Event {
            on,
            what: What::replied(outcome),
        }));
        Standing::of(&events, &Rules::default(), date(2026, 12, 31)).unwrap()
    }

    #[test]
    fn a_case_is_new_once_decided_once_and_carried_over_every_turn_of_the_year_between() {
        use TableThreeRow::{BroughtForward, CarriedForward, New, RefusedSafety, Total};
        let rows = |case: &Standing| [2023, 2024, 2025, 2026].map(|year| counted_in(case, year));
        let one = standing(Some(date(2024, 12, 31)), Some(date(2026, 1, 1)));
        assert_eq!(
            rows(&one),
            [
                vec![],
                vec![New, CarriedForward],
                vec![BroughtForward, CarriedForward],
                vec![BroughtForward, RefusedSafety, Total],
            ]
        );
        let within = standing(Some(date(2025, 1, 1)), Some(date(2025, 12, 31)));
        assert_eq!(
            rows(&within),
            [vec![], vec![], vec![New, RefusedSafety, Total], vec![]]
        );
    }

    #[test]
    fn what_was_never_confirmed_counts_nowhere() {
        let arrived = standing(None, None);
        assert_eq!(arrived.received_on, None);
        assert!((2023..=2026).all(|year| counted_in(&arrived, year).is_empty()));
    }

    #[test]
    fn a_year_no_calendar_has_counts_nothing() {
        let one = standing(Some(date(2024, 12, 31)), None);
        assert_eq!(CountingRule::of(TableThreeRow::New, i16::MAX), None);
        assert!(counted_in(&one, i16::MAX).is_empty());
    }
}
