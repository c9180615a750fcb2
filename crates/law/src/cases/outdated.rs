//! When a reply that was signed no longer tells how its case went, so that it does not go out as it is: it is signed anew.
//! 条例第三十条、第三十二条、第三十四条、第三十五条: what somebody else does in time counts until the reply has gone out.

use jiff::civil::Date;

use super::acts::Act;
use super::event::What;
use crate::codes::spoken;

/// What is said where it does not.
pub const OUTDATED: &str =
    "签发之后本件的经过有了更正或者收到了答复，答复书写的是此前的情况：请签发人撤回签发，重新起草答复。";

impl Act {
    /// Whether what was recorded of it after the signature makes a reply tell what is on record no more: an answer that it went
    /// by the absence of, that somebody whom it says was asked or told was not reached, or an order to reply, which it is no
    /// answer to (行政复议法第六十四条、第七十七条). Of its own coming back it tells nothing.
    pub const fn outdates_a_reply(self, is_about: Option<Self>) -> bool {
        match (self, is_about) {
            // A notice to a third party goes out once more before the reply does, which tells nothing of its way.
            (Self::Undelivered, Some(Self::Delivered | Self::OverrideNotified)) => false,
            (Self::Undelivered | Self::ReplyOrdered, _) => true,
            (act, _) => act.is_answer(),
        }
    }
}

impl What {
    /// Whether mending it after the signature leaves a reply telling what it told: its own way, and that of the notice to a third
    /// party, stand in no reply.
    pub fn is_told_by_no_reply(&self) -> bool {
        match self {
            Self::Undelivered(letter) | Self::Reached(letter) => {
                matches!(letter.letter, Act::Delivered | Act::OverrideNotified)
            }
            Self::OverrideNotified { .. } => true,
            _ => false,
        }
    }

    /// What is said of a letter that would go out on or after the very day it sets: it is signed anew with another, whether it is
    /// its first sending or the one after it came back (条例第三十条、第三十二条、第三十五条).
    pub fn told_of_day_gone_by(&self, on: Date) -> Option<String> {
        let day = match self {
            Self::CorrectionRequested { respond_by, .. } | Self::ReasonsRequested { respond_by, .. } => {
                *respond_by
            }
            Self::OverrideNotified { not_before, .. } => *not_before,
            Self::Delayed { until } => Some(*until),
            _ => None,
        };
        day.filter(|day| *day <= on).map(|day| {
            format!(
                "文书载明的日期（{}）到送出之时已经届满，不能照此送达：请签发人撤回签发，重新拟写、签发。",
                spoken(day)
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_reply_is_outdated_by_answers_and_by_letters_that_did_not_come_but_not_by_its_own_return() {
        for act in [
            Act::Corrected,
            Act::FeePaid,
            Act::ReasonsGiven,
            Act::ConsultationAnswered,
            Act::ReplyOrdered,
        ] {
            assert!(act.outdates_a_reply(None), "{act:?}");
        }
        assert!(Act::Undelivered.outdates_a_reply(Some(Act::ConsultationSent)));
        assert!(!Act::Undelivered.outdates_a_reply(Some(Act::Delivered)));
        assert!(
            !Act::Undelivered.outdates_a_reply(Some(Act::OverrideNotified)),
            "it goes out once more, and the reply says nothing else by it"
        );
        for act in [Act::Reached, Act::OverrideNotified, Act::Delivered] {
            assert!(!act.outdates_a_reply(None), "{act:?}");
        }
    }

    #[test]
    fn a_letter_leaves_no_more_on_the_day_it_sets_or_after_it() {
        use jiff::civil::date;
        let day = date(2026, 3, 17);
        let letters = [
            What::CorrectionRequested {
                respond_by: Some(day),
                received_on: None,
            },
            What::ReasonsRequested {
                respond_by: Some(day),
                received_on: None,
            },
            What::OverrideNotified {
                name: None,
                not_before: Some(day),
                received_on: None,
                content: None,
            },
            What::Delayed { until: day },
        ];
        for letter in letters {
            assert_eq!(letter.told_of_day_gone_by(date(2026, 3, 16)), None, "{letter:?}");
            for on in [day, date(2026, 3, 18)] {
                let told = letter.told_of_day_gone_by(on).unwrap();
                assert!(
                    told.contains("2026年3月17日") && told.contains("撤回签发"),
                    "{told}"
                );
            }
        }
        assert_eq!(
            What::FeeNotified { received_on: None }.told_of_day_gone_by(day),
            None
        );
    }
}
