//! What can be meant by the days of an event before it is recorded: each day by itself ([`may_be_meant`]), and the periods that
//! somebody sets. Asked at the door alone (desk, letters, mending, import, command line): what stands on record is read whatever
//! it says, so that it can be looked at and mended.

use jiff::civil::Date;

use super::event::{Event, What};
use crate::calendar::{Calendar, may_be_meant};
use crate::codes::WhyNot;

/// The longest period that a letter of the organ's may set, in working days. The statute says 合理期限 only (条例第三十条); three
/// times the statute's own period for a reply is beyond every reading of it, and mostly a slip of the year.
pub const LONGEST_PERIOD: u32 = 60;

impl Event {
    /// What of its days can't be meant, each at its field, with what to do about it.
    pub fn unmeant(&self, today: Date, calendar: &Calendar) -> Vec<WhyNot> {
        let days = [("on", Some(self.on))].into_iter().chain(self.what.days());
        let mut faults: Vec<WhyNot> = days
            .filter_map(|(field, day)| Some(WhyNot::new(field, may_be_meant(day?, today).err()?)))
            .collect();
        if !faults.is_empty() {
            return faults;
        }
        faults.extend(self.too_long(calendar));
        if let What::ReplyOrdered(order) = &self.what {
            faults.extend(order.unmeant(self.on));
        }
        faults
    }

    /// A period that begins with the event and ends too late.
    fn too_long(&self, calendar: &Calendar) -> Option<WhyNot> {
        let (field, until, what) = match &self.what {
            What::CorrectionRequested { respond_by, .. } => {
                ("respond_by", *respond_by, "补正期限应当合理（条例第三十条）")
            }
            What::ReasonsRequested { respond_by, .. } => (
                "respond_by",
                *respond_by,
                "说明理由的期限应当合理（条例第三十五条）",
            ),
            What::ConsultationSent { received_on, .. } => {
                ("received_on", *received_on, "对方收到征求意见书之日")
            }
            What::FeeNotified { received_on } => ("received_on", *received_on, "申请人收到收费通知之日"),
            What::OverrideNotified { not_before, .. } => (
                "not_before",
                *not_before,
                "不提供信息的期限应当合理，申请人在等待答复（条例第三十三条）",
            ),
            What::Reached(_) => ("on", Some(self.on), "对方收到之日"),
            _ => return None,
        };
        let until = until?;
        let from = match &self.what {
            What::Reached(letter) => letter.sent_on,
            _ => self.on,
        };
        let days = calendar.working_days_between(from, until);
        (days > LONGEST_PERIOD).then(|| {
            WhyNot::new(
                field,
                format!(
                    "{what}：{until} 距 {from} 有 {days} 个工作日，超过 {LONGEST_PERIOD} 个工作日，请核对年份，或者改为较近的日期。"
                ),
            )
        })
    }
}

impl What {
    /// Every day it carries, by its field.
    fn days(&self) -> Vec<(&'static str, Option<Date>)> {
        match self {
            Self::Received {
                arrived_on,
                confirmed_on,
                ..
            } => vec![
                ("arrived_on", *arrived_on),
                ("confirmed_on", confirmed_on.flatten()),
            ],
            Self::CorrectionRequested {
                respond_by,
                received_on,
            }
            | Self::ReasonsRequested {
                respond_by,
                received_on,
            } => vec![("respond_by", *respond_by), ("received_on", *received_on)],
            Self::ConsultationSent { received_on, .. } | Self::FeeNotified { received_on } => {
                vec![("received_on", *received_on)]
            }
            Self::OverrideNotified {
                not_before,
                received_on,
                ..
            } => vec![("not_before", *not_before), ("received_on", *received_on)],
            Self::Delayed { until } => vec![("until", Some(*until))],
            Self::ReplyOrdered(order) => vec![
                ("dated", Some(order.dated)),
                ("by", order.by),
                ("from", order.from),
            ],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cases::{Channel, Party, ReplyOrder};
    use crate::codes::{Ending, Route};

    fn faults(on: Date, what: What) -> Vec<&'static str> {
        let event = Event { on, what };
        let faults = event.unmeant(date(2026, 11, 29), &Calendar::built_in());
        assert!(faults.iter().all(|fault| !fault.message.is_empty()));
        faults.into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn a_correction_period_is_at_most_sixty_working_days() {
        let asked = |respond_by| What::CorrectionRequested {
            respond_by: Some(respond_by),
            received_on: None,
        };
        let on = date(2025, 3, 3);
        let last = Calendar::built_in().due(on, 60).on;
        assert!(faults(on, asked(last)).is_empty());
        let next = Calendar::built_in().due(on, 61).on;
        assert_eq!(faults(on, asked(next)), ["respond_by"]);
        for slip in [date(2126, 3, 20), date(2200, 12, 31)] {
            assert_eq!(faults(on, asked(slip)), ["respond_by"]);
        }
        assert!(
            faults(
                on,
                What::CorrectionRequested {
                    respond_by: None,
                    received_on: None
                }
            )
            .is_empty()
        );
    }

    #[test]
    fn every_period_that_a_letter_sets_is_bounded() {
        let (on, far) = (date(2026, 3, 3), date(2026, 11, 20));
        let far = Some(far);
        let name = None;
        let consulted = What::ConsultationSent {
            party: Party::ThirdParty,
            name: name.clone(),
            received_on: far,
            number: None,
            content: None,
        };
        let told = What::OverrideNotified {
            name,
            not_before: far,
            received_on: None,
            content: None,
        };
        for (what, field) in [
            (
                What::ReasonsRequested {
                    respond_by: far,
                    received_on: None,
                },
                "respond_by",
            ),
            (What::FeeNotified { received_on: far }, "received_on"),
            (consulted, "received_on"),
            (told, "not_before"),
        ] {
            assert_eq!(faults(on, what), [field]);
        }
        // 条例第三十五条 lets the organ set a late day for excessive applications.
        let delayed = |until| What::Delayed { until };
        assert!(faults(on, delayed(date(2027, 3, 3))).is_empty());
        assert_eq!(faults(on, delayed(date(2127, 3, 3))), ["until"]);
    }

    #[test]
    fn an_application_is_no_older_than_the_law() {
        let received = |arrived_on| What::Received {
            channel: Channel::Online,
            arrived_on,
            confirmed_on: Some(None),
        };
        assert!(faults(date(2008, 5, 1), received(None)).is_empty());
        assert_eq!(faults(date(2008, 4, 30), received(None)), ["on"]);
        assert_eq!(
            faults(date(2025, 3, 3), received(Some(date(1925, 3, 3)))),
            ["arrived_on"]
        );
    }

    #[test]
    fn an_order_begins_near_its_receipt_and_ends_within_reason() {
        let order = |by, days, from| {
            What::ReplyOrdered(ReplyOrder {
                route: Route::Reconsideration,
                ending: Ending::Revoked,
                authority: "洛阳市人民政府".to_owned(),
                number: "洛政复决1号".to_owned(),
                dated: date(2026, 11, 20),
                by,
                days,
                from,
            })
        };
        let on = date(2026, 11, 25);
        assert!(faults(on, order(None, Some(20), Some(date(2026, 12, 25)))).is_empty());
        assert_eq!(faults(on, order(None, None, Some(date(2026, 12, 26)))), ["from"]);
        assert_eq!(
            faults(on, order(None, None, Some(date(2200, 1, 1)))),
            ["from"],
            "a slip of the year"
        );
        assert!(faults(on, order(None, Some(60), None)).is_empty());
        assert_eq!(faults(on, order(None, Some(61), None)), ["days"]);
        assert!(faults(on, order(Some(date(2027, 3, 25)), None, None)).is_empty());
        assert_eq!(faults(on, order(Some(date(2027, 3, 26)), None, None)), ["by"]);
    }
}
