//! The register of 规章 and 行政规范性文件: from which day a document no longer binds, and in which number of table 二 it counts
//! (条例第二十条第一项、第五十条; 国办公开办函〔2021〕30号). One definition for page, register and report.

use jiff::civil::{Date, date};

use super::Validity;
use crate::labelled::labelled;
use crate::reports::Table2;

labelled! {
    /// What a document is as a norm; one that is neither stands in no register.
    Norm {
        Regulation = "regulation", "规章";
        Normative = "normative_document", "行政规范性文件";
    }
}

labelled! {
    /// How a document ceased to bind.
    Ending {
        Repealed = "repealed", "废止";
        Expired = "expired", "失效";
    }
}

impl Ending {
    /// What the public is told of a document that ended so.
    pub const fn validity(self) -> Validity {
        match self {
            Self::Repealed => Validity::Repealed,
            Self::Expired => Validity::Expired,
        }
    }
}

/// How long a document binds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// How it was ended, and the first day on which it no longer binds.
    pub ended: Option<(Ending, Date)>,
    /// 有效期: the last day on which it binds.
    pub valid_until: Option<Date>,
}

impl Term {
    /// How it ends and the first day on which it no longer binds: by whatever comes first.
    pub fn end(&self) -> Option<(Ending, Date)> {
        let expiry = self.valid_until.and_then(|last| last.tomorrow().ok());
        let expiry = expiry.map(|from| (Ending::Expired, from));
        let ends = self.ended.into_iter().chain(expiry);
        ends.min_by_key(|(_, from)| *from)
    }

    /// How it has ended on that day, if it has.
    pub fn ended_by(&self, day: Date) -> Option<(Ending, Date)> {
        self.end().filter(|(_, from)| *from <= day)
    }

    /// What the public is told of it on that day; `stated` is what the document says of itself.
    pub fn validity(&self, stated: Validity, day: Date) -> Validity {
        self.ended_by(day).map_or(stated, |(ending, _)| ending.validity())
    }
}

/// A document of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    pub norm: Norm,
    /// 成文日期
    pub made_on: Date,
    pub term: Term,
    /// A joint document counts with the organ that led (条例第十条第三款), once.
    pub is_led_elsewhere: bool,
}

/// The last day of a year that has come: its numbers say how things stood at its end, or stand today.
pub fn as_of(year: i16, today: Date) -> Date {
    date(year.clamp(1, 9999), 12, 31).min(today)
}

impl Registered {
    /// Whether it counts in this cell of table 二 of that year, as far as the year has come.
    pub fn counts_in(&self, cell: Table2, year: i16, today: Date) -> bool {
        let (norm, counted) = match cell {
            Table2::RegulationsMade => (Norm::Regulation, Counted::Made),
            Table2::RegulationsRepealed => (Norm::Regulation, Counted::Repealed),
            Table2::RegulationsInForce => (Norm::Regulation, Counted::InForce),
            Table2::NormativeMade => (Norm::Normative, Counted::Made),
            Table2::NormativeRepealed => (Norm::Normative, Counted::Repealed),
            Table2::NormativeInForce => (Norm::Normative, Counted::InForce),
            Table2::Licences | Table2::Penalties | Table2::CoerciveMeasures | Table2::FeesWanYuan => {
                return false;
            }
        };
        norm == self.norm && !self.is_led_elsewhere && self.is(counted, year, as_of(year, today))
    }

    fn is(&self, counted: Counted, year: i16, day: Date) -> bool {
        let ended = self.term.ended_by(day);
        match counted {
            Counted::Made => self.made_on.year() == year && self.made_on <= day,
            // What ends by its own term was not repealed: the check `t2.stock` says so too.
            Counted::Repealed => {
                matches!(ended, Some((Ending::Repealed, from)) if from.year() == year)
            }
            Counted::InForce => self.made_on <= day && ended.is_none(),
        }
    }

    /// Whether it turned 失效 within that year by its own term, as far as the year has come.
    pub fn expired_in(&self, year: i16, today: Date) -> bool {
        let ended = self.term.ended_by(as_of(year, today));
        matches!(ended, Some((Ending::Expired, from)) if from.year() == year)
    }
}

/// The cells of table 二 that the register counts.
pub const REGISTERED_CELLS: [Table2; 6] = [
    Table2::RegulationsMade,
    Table2::RegulationsRepealed,
    Table2::RegulationsInForce,
    Table2::NormativeMade,
    Table2::NormativeRepealed,
    Table2::NormativeInForce,
];

#[derive(Clone, Copy)]
enum Counted {
    /// 本年制发
    Made,
    /// 本年废止
    Repealed,
    /// 现行有效
    InForce,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = date(2030, 6, 1);

    fn made(on: Date) -> Registered {
        Registered {
            norm: Norm::Normative,
            made_on: on,
            term: Term::default(),
            is_led_elsewhere: false,
        }
    }

    fn numbers(all: &[Registered], year: i16) -> [usize; 3] {
        [
            Table2::NormativeMade,
            Table2::NormativeRepealed,
            Table2::NormativeInForce,
        ]
        .map(|cell| all.iter().filter(|one| one.counts_in(cell, year, TODAY)).count())
    }

    #[test]
    fn a_document_binds_through_the_last_day_of_its_term_and_not_on_the_day_of_its_repeal() {
        let until = Term {
            valid_until: Some(date(2026, 12, 31)),
            ..Term::default()
        };
        assert_eq!(
            until.validity(Validity::InForce, date(2026, 12, 31)),
            Validity::InForce
        );
        assert_eq!(
            until.validity(Validity::InForce, date(2027, 1, 1)),
            Validity::Expired
        );
        let repealed = Term {
            ended: Some((Ending::Repealed, date(2026, 11, 6))),
            ..until
        };
        assert_eq!(
            repealed.validity(Validity::InForce, date(2026, 11, 5)),
            Validity::InForce
        );
        assert_eq!(
            repealed.validity(Validity::InForce, date(2026, 11, 6)),
            Validity::Repealed
        );
        assert_eq!(
            repealed.validity(Validity::InForce, date(2027, 1, 1)),
            Validity::Repealed,
            "what was repealed does not expire afterwards"
        );
    }

    #[test]
    fn made_repealed_and_in_force_of_any_year_follow_from_the_days() {
        let mut repealed = made(date(2020, 3, 1));
        repealed.term.ended = Some((Ending::Repealed, date(2026, 12, 31)));
        let mut expired = made(date(2021, 3, 1));
        expired.term.valid_until = Some(date(2026, 12, 31));
        let within = {
            let mut one = made(date(2026, 2, 1));
            one.term.ended = Some((Ending::Repealed, date(2026, 5, 1)));
            one
        };
        let all = [repealed, expired, within, made(date(2026, 7, 1))];
        assert_eq!(numbers(&all, 2025), [0, 0, 2]);
        assert_eq!(numbers(&all, 2026), [2, 2, 2], "one expires with the year's end");
        assert_eq!(numbers(&all, 2027), [0, 0, 1]);
        assert!(expired.expired_in(2027, TODAY) && !expired.expired_in(2026, TODAY));
    }

    #[test]
    fn a_year_counts_as_far_as_it_has_come() {
        let mut one = made(date(2026, 2, 1));
        one.term.ended = Some((Ending::Repealed, date(2026, 12, 1)));
        let on = |today| {
            [Table2::NormativeRepealed, Table2::NormativeInForce].map(|cell| one.counts_in(cell, 2026, today))
        };
        assert_eq!(on(date(2026, 11, 30)), [false, true]);
        assert_eq!(on(date(2026, 12, 1)), [true, false]);
    }

    #[test]
    fn a_joint_document_counts_with_the_organ_that_led_and_each_kind_in_its_own_row() {
        let joint = Registered {
            is_led_elsewhere: true,
            ..made(date(2026, 2, 1))
        };
        let rule = Registered {
            norm: Norm::Regulation,
            ..made(date(2026, 2, 1))
        };
        assert_eq!(numbers(&[joint, rule], 2026), [0, 0, 0]);
        assert!(rule.counts_in(Table2::RegulationsMade, 2026, TODAY));
        assert!(!rule.counts_in(Table2::Licences, 2026, TODAY));
    }

    /// 上年现行有效 + 本年制发 − 本年废止 − 本年失效 = 现行有效, whatever the documents are.
    #[test]
    fn stock_follows_from_the_stock_before() {
        let mut all = Vec::new();
        for month in 1..=12 {
            for (span, ending) in [(1, Ending::Repealed), (2, Ending::Expired), (9, Ending::Repealed)] {
                let mut one = made(date(2019 + i16::from(month % 4), month, 7));
                let from = date(one.made_on.year() + span, 13 - month, 1);
                match ending {
                    Ending::Repealed => one.term.ended = Some((ending, from)),
                    Ending::Expired => one.term.valid_until = from.yesterday().ok(),
                }
                all.push(one);
            }
        }
        for year in 2019..2030 {
            let [_, _, before] = numbers(&all, year - 1);
            let [made, repealed, now] = numbers(&all, year);
            let expired = all.iter().filter(|one| one.expired_in(year, TODAY)).count();
            assert_eq!(before + made - repealed - expired, now, "{year}");
        }
    }
}
