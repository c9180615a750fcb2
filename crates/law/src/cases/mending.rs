//! An event that was recorded wrongly is mended, not rewritten in silence: what was stated stays on record with the reason.
//! Whether the mended history can have happened is asked of [`super::Standing`], as of any history.

use jiff::civil::Date;

use super::acts::Act;
use super::event::{Channel, Event, What};
use super::standing::Standing;
use crate::staff::{self, Refusal, Roles, may};

/// How an event is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mending {
    /// It happened, on another day.
    Day(Date),
    /// What was sent went out or reached its addressee on another day; `None` where that day is not known.
    Sent { on: Date, reached_on: Option<Date> },
    /// The application came in otherwise: channel, day of arrival, and day of confirmation where there was one.
    Receipt {
        channel: Channel,
        arrived_on: Date,
        confirmed_on: Option<Date>,
    },
    /// It did not happen.
    Struck,
}

impl Mending {
    /// The event as it should have been recorded; `None` when it did not happen. The reason where it can't be mended so.
    /// `is_own` says that the applicant did it on the site.
    pub fn of(&self, event: &Event, is_own: bool) -> Result<Option<Event>, &'static str> {
        let is_receipt = event.what.act() == Act::Received;
        if is_own {
            self.leaves_own(event)?;
        }
        match self {
            Self::Struck if is_receipt => {
                Err("收到申请不能撤销；登记有误的请更正渠道和日期，申请人不要了的请登记撤回。")
            }
            Self::Day(_) | Self::Sent { .. } if is_receipt => Err("收到申请请更正渠道、到达之日和确认之日。"),
            Self::Receipt { .. } if !is_receipt => Err("只有收到申请可以更正渠道。"),
            Self::Struck => Ok(None),
            Self::Day(on) if *on == event.on => Err("日期没有变化。"),
            Self::Day(on) => Ok(Some(Event {
                on: *on,
                what: event.what.clone(),
            })),
            Self::Sent { on, reached_on } => sent(event, *on, *reached_on),
            Self::Receipt {
                channel,
                arrived_on,
                confirmed_on,
            } => {
                if confirmed_on.is_some_and(|confirmed| confirmed < *arrived_on) {
                    return Err("确认之日早于到达之日，请核对。");
                }
                let mended = Event {
                    on: *arrived_on,
                    what: What::Received {
                        channel: *channel,
                        arrived_on: None,
                        confirmed_on: channel.needs_confirmation().then_some(*confirmed_on),
                    },
                };
                if mended == *event {
                    Err("渠道和日期没有变化。")
                } else {
                    Ok(Some(mended))
                }
            }
        }
    }

    /// What an applicant did on the site was recorded by the site itself: nobody at the desk knows better when and how. Only
    /// when both sides confirmed the receipt is the desk's to say (条例第三十一条第（三）项).
    fn leaves_own(&self, event: &Event) -> Result<(), &'static str> {
        match (self, &event.what) {
            (
                Self::Receipt {
                    channel, arrived_on, ..
                },
                What::Received {
                    channel: stated,
                    arrived_on: stated_on,
                    ..
                },
            ) if channel == stated && *arrived_on == stated_on.unwrap_or(event.on) => Ok(()),
            (Self::Receipt { .. } | Self::Day(_) | Self::Sent { .. }, What::Received { .. }) => {
                Err("申请人在本网站提交，渠道和到达之日由系统记录，不能更正；可以更正双方确认之日。")
            }
            (_, What::Received { .. }) => Ok(()),
            _ => Err("这是申请人在本网站自己办理的，由系统记录，不能撤销，日期也不能改。"),
        }
    }
}

/// What was sent, with the day it went out and the day it reached its addressee.
fn sent(event: &Event, on: Date, reached_on: Option<Date>) -> Result<Option<Event>, &'static str> {
    if reached_on.is_some_and(|day| day < on) {
        return Err("对方收到之日早于送出之日，请核对。");
    }
    let what = event.what.reaching(reached_on);
    let what = what.ok_or("这项登记的期限不从对方收到之日起算，请只更正日期。")?;
    // That a day becomes known is no mending: it is recorded as what it is, with its proof.
    if event.what.reached_on().is_none() && reached_on.is_some() {
        return Err("对方收到之日原来没有登记，登记它不是更正：请办理“对方收到文书”，写明凭证。");
    }
    let mended = Event { on, what };
    if mended == *event {
        Err("日期没有变化。")
    } else {
        Ok(Some(mended))
    }
}

/// Whether a mending moves the day a letter came or was known not to: what proved the day before proves nothing of it.
pub fn needs_proof(stated: &Event, now: Option<&Event>) -> bool {
    let Some(now) = now else {
        return false;
    };
    let is_of_a_letter = matches!(stated.what, What::Reached(_) | What::Undelivered(_));
    let is_moved = is_of_a_letter && stated.on != now.on;
    is_moved
        || now
            .what
            .reached_on()
            .is_some_and(|day| stated.what.reached_on() != Some(day))
}

/// What a mending takes off the organ: a reply due later or no more, lateness, an objection, an order. Nobody decides that about
/// their own work: it is mended by whoever signs.
pub fn loosens(before: &Standing, after: &Standing) -> Option<&'static str> {
    let objections = |standing: &Standing| {
        let asked = standing.history.consultations.iter();
        asked
            .filter(|asked| asked.replaced_on.is_none())
            .filter(|asked| asked.answer.is_some_and(|answer| answer.consents == Some(false)))
            .count()
    };
    let orders = |standing: &Standing| standing.history.orders.len();
    let asked = |standing: &Standing| standing.history.consultations.len();
    // While something is waited for no day is due; the day of receipt moves it all the same.
    let is_received_later = before
        .received_on
        .is_some_and(|was| after.received_on.is_none_or(|is| is > was));
    let is_later = is_received_later
        || match (before.due_on, after.due_on) {
            (Some(was), Some(is)) => is > was,
            (Some(_), None) => true,
            (None, _) => false,
        };
    if orders(after) < orders(before) {
        Some("更正后本件不再有责令答复的登记")
    } else if asked(after) < asked(before) {
        Some("更正后本件不再有征求意见的登记")
    } else if objections(after) < objections(before) {
        Some("更正后本件不再有第三方不同意公开的登记")
    } else if forgives(before, after) {
        Some("更正后本件不再逾期")
    } else if is_later {
        Some("更正后本件的答复期限推后")
    } else {
        None
    }
}

/// Whether what was late is late no more.
pub fn forgives(before: &Standing, after: &Standing) -> bool {
    before.overdue && !after.overdue
}

/// Who may mend what an act recorded: whoever may record it, and whoever signs.
pub fn may_mend(roles: &Roles, act: Act) -> Result<(), Refusal> {
    let recording = act.may_be_recorded_by(roles);
    if may(roles, staff::Act::SignCases).is_ok() {
        return Ok(());
    }
    recording
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::calendar::Calendar;
    use crate::cases::{Party, Rules, Settings};

    fn received() -> Event {
        Event {
            on: date(2025, 3, 3),
            what: What::Received {
                channel: Channel::InPerson,
                arrived_on: None,
                confirmed_on: None,
            },
        }
    }

    fn corrected() -> Event {
        Event {
            on: date(2025, 3, 10),
            what: What::Corrected {},
        }
    }

    #[test]
    fn a_day_is_moved_and_an_error_struck_out() {
        let moved = Mending::Day(date(2025, 3, 11))
            .of(&corrected(), false)
            .unwrap()
            .unwrap();
        assert_eq!((moved.on, moved.what), (date(2025, 3, 11), What::Corrected {}));
        assert_eq!(Mending::Struck.of(&corrected(), false), Ok(None));
        assert!(
            Mending::Day(date(2025, 3, 10)).of(&corrected(), false).is_err(),
            "the same day"
        );
    }

    #[test]
    fn that_a_day_of_receipt_becomes_known_is_no_mending_and_a_moved_one_needs_its_own_proof() {
        let fee = |received_on| Event {
            on: date(2025, 3, 10),
            what: What::FeeNotified { received_on },
        };
        let (unknown, known) = (fee(None), fee(Some(date(2025, 3, 13))));
        let reached = |event: &Event, reached_on| {
            Mending::Sent {
                on: date(2025, 3, 10),
                reached_on,
            }
            .of(event, false)
        };
        let told = reached(&unknown, Some(date(2025, 3, 13))).unwrap_err();
        assert!(told.contains("对方收到文书"), "{told}");
        assert!(
            reached(&known, Some(date(2025, 3, 7))).is_err(),
            "before it went out"
        );
        assert!(reached(&unknown, None).is_err(), "the same");
        assert_eq!(
            reached(&known, None),
            Ok(Some(unknown.clone())),
            "not known after all"
        );
        assert!(reached(&corrected(), Some(date(2025, 3, 13))).is_err());
        let moved = reached(&known, Some(date(2025, 3, 14))).unwrap().unwrap();
        assert!(needs_proof(&known, Some(&moved)));
        assert!(!needs_proof(&known, Some(&unknown)) && !needs_proof(&known, None));
        // So is one that is an event of its own.
        let arrived = |on| Event {
            on,
            what: What::Reached(crate::cases::OnTheWay::of(&unknown).unwrap()),
        };
        let (was, is) = (arrived(date(2025, 3, 13)), arrived(date(2025, 3, 14)));
        assert_eq!(Mending::Day(is.on).of(&was, false), Ok(Some(is.clone())));
        assert!(needs_proof(&was, Some(&is)) && !needs_proof(&was, None));
        assert!(!needs_proof(&corrected(), Some(&corrected())));
    }

    #[test]
    fn the_receipt_is_never_struck_and_keeps_its_rules() {
        assert!(Mending::Struck.of(&received(), false).is_err());
        assert!(Mending::Day(date(2025, 3, 4)).of(&received(), false).is_err());
        let online = |confirmed_on| Mending::Receipt {
            channel: Channel::Online,
            arrived_on: date(2025, 3, 2),
            confirmed_on,
        };
        let mended = online(Some(date(2025, 3, 4)))
            .of(&received(), false)
            .unwrap()
            .unwrap();
        let What::Received { confirmed_on, .. } = mended.what else {
            panic!("a receipt stays one");
        };
        assert_eq!(confirmed_on, Some(Some(date(2025, 3, 4))));
        assert!(
            online(Some(date(2025, 3, 1))).of(&received(), false).is_err(),
            "before it arrived"
        );
        assert!(online(None).of(&corrected(), false).is_err());
        let same = Mending::Receipt {
            channel: Channel::InPerson,
            arrived_on: date(2025, 3, 3),
            confirmed_on: None,
        };
        assert!(same.of(&received(), false).is_err());
    }

    #[test]
    fn what_the_applicant_did_on_the_site_stands_as_the_site_recorded_it() {
        assert!(Mending::Struck.of(&corrected(), true).is_err());
        assert!(Mending::Day(date(2025, 3, 11)).of(&corrected(), true).is_err());
        let arrived = Event {
            on: date(2025, 3, 3),
            what: What::Received {
                channel: Channel::Online,
                arrived_on: None,
                confirmed_on: Some(Some(date(2025, 3, 5))),
            },
        };
        let receipt = |channel, arrived_on| Mending::Receipt {
            channel,
            arrived_on,
            confirmed_on: Some(date(2025, 3, 4)),
        };
        let confirmed = receipt(Channel::Online, date(2025, 3, 3)).of(&arrived, true);
        assert!(confirmed.is_ok(), "{confirmed:?}");
        assert!(
            receipt(Channel::Online, date(2025, 2, 3))
                .of(&arrived, true)
                .is_err()
        );
        assert!(
            receipt(Channel::InPerson, date(2025, 3, 3))
                .of(&arrived, true)
                .is_err()
        );
    }

    #[test]
    fn what_the_applicant_was_told_and_goes_by_is_news_when_it_is_struck() {
        let on = date(2025, 3, 5);
        for what in [
            What::CorrectionRequested {
                respond_by: None,
                received_on: None,
            },
            What::FeeNotified { received_on: None },
            What::Extended {
                days: 10,
                approved_by: "王某".into(),
            },
        ] {
            let news = Event { on, what }.struck_to_applicant().unwrap();
            assert!(
                news.contains("2025年3月5日") && news.contains("不再有效"),
                "{news}"
            );
        }
        assert_eq!(
            corrected().struck_to_applicant(),
            None,
            "their own act was no news to them"
        );
    }

    #[test]
    fn nobody_takes_lateness_an_objection_or_an_order_off_their_own_work() {
        let rules = Rules {
            calendar: Calendar::built_in(),
            settings: Settings::default(),
        };
        let today = date(2025, 4, 10);
        let standing = |events: &[Event]| Standing::of(events, &rules, today).unwrap();
        let late = standing(&[received()]);
        let moved = Event {
            on: date(2025, 3, 20),
            ..received()
        };
        assert_eq!(loosens(&late, &standing(&[moved])), Some("更正后本件不再逾期"));
        let earlier = Event {
            on: date(2025, 2, 20),
            ..received()
        };
        assert_eq!(loosens(&late, &standing(&[earlier])), None);
        let asked = Event {
            on: date(2025, 3, 4),
            what: What::ConsultationSent {
                party: Party::ThirdParty,
                name: Some("某公司".into()),
                received_on: None,
                number: None,
                content: None,
            },
        };
        let objects = Event {
            on: date(2025, 3, 10),
            what: What::ConsultationAnswered {
                party: Party::ThirdParty,
                name: Some("某公司".into()),
                consents: Some(false),
                number: None,
                is_signed: None,
                consents_to: None,
            },
        };
        let with = standing(&[received(), asked.clone(), objects]);
        let without = standing(&[received(), asked]);
        assert_eq!(
            loosens(&with, &without),
            Some("更正后本件不再有第三方不同意公开的登记")
        );
        assert_eq!(loosens(&without, &with), None);
    }
}
