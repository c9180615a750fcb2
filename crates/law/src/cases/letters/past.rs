//! What has happened to a case, as its reply states it: what was asked of the applicant, when, how it went out, until which
//! day, and what came of it; who was consulted; what was put off (条例第三十条、第三十三条、第三十五条、第四十二条). A reply that
//! ends an application for what was not done names the facts (行政复议法第六十八条: 主要事实清楚、证据充分).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::cases::clocks::in_force;
use crate::cases::{ClockName, Consultation, Correction, Delivery, History, Party, ReplyOrder, Rules, Word};

/// What a case has been through. The numbers of the notices and how they went out are the letters' to add.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Past {
    pub correction: Option<Notice>,
    pub fee: Option<Notice>,
    pub reasons: Option<Notice>,
    pub extension: Option<Notice>,
    /// 延迟 (条例第三十五条)
    pub delay: Option<Notice>,
    /// What began the period anew after the extension, which then no longer counts.
    pub extension_fell: Option<Fell>,
    pub consultations: Vec<Consulting>,
    pub withdrawn_on: Option<Date>,
    /// What ordered the reply that is made now.
    pub order: Option<OrderedBy>,
}

/// The decision or judgment that a reply answers to, and the reply that it set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderedBy {
    pub order: ReplyOrder,
    /// The day the reply before it was made; `None` where there was none.
    #[serde(default)]
    pub replied_on: Option<Date>,
    /// Its 文号, where it was a letter of ours.
    #[serde(default)]
    pub reply_number: String,
    /// The letter that was disputed, where it is another than that reply.
    #[serde(default)]
    pub against: Option<Against>,
}

/// A letter that a dispute is against, beside the reply: a third party disputes the notice it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Against {
    pub title: String,
    pub number: String,
    /// The day it was made.
    pub on: Date,
}

/// What an extension fell by (条例第三十条; 国办函〔2020〕109号).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fell {
    ByCorrection,
    ByPayment,
}

/// Something asked of the applicant, or told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// 文号, where it was a letter of ours.
    #[serde(default)]
    pub number: String,
    /// The day it was made.
    pub on: Date,
    /// How it went out and on which day, where that is on record.
    #[serde(default)]
    pub delivered: Option<(Delivery, Date)>,
    /// 邮件号码
    #[serde(default)]
    pub tracking_number: String,
    /// The day it reached the applicant, where that is on record.
    #[serde(default)]
    pub received_on: Option<Date>,
    /// The last day it sets.
    #[serde(default)]
    pub due_on: Option<Date>,
    /// The working day that a last day off rolls to.
    #[serde(default)]
    pub rolled_to: Option<Date>,
    /// Where the day it sets had passed before it came: the last day of the period that runs from its receipt.
    #[serde(default)]
    pub counted_to: Option<Date>,
    /// The day the applicant did what was asked.
    #[serde(default)]
    pub answered_on: Option<Date>,
    /// What the applicant answered, in their own words; empty where a clerk recorded it.
    #[serde(default)]
    pub answer: String,
    /// 收费金额
    #[serde(default)]
    pub fen: u64,
    /// Who agreed to it.
    #[serde(default)]
    pub approved_by: String,
}

impl Notice {
    /// A notice made on that day.
    pub const fn made(on: Date) -> Self {
        Self {
            number: String::new(),
            on,
            delivered: None,
            tracking_number: String::new(),
            received_on: None,
            due_on: None,
            rolled_to: None,
            counted_to: None,
            answered_on: None,
            answer: String::new(),
            fen: 0,
            approved_by: String::new(),
        }
    }
}

/// Somebody whose opinion was asked. No name: the applicant is not told whose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consulting {
    pub party: Party,
    /// 文号, where it was a letter of ours.
    #[serde(default)]
    pub number: String,
    pub sent_on: Date,
    /// The day the opinion came in; `None`: it did not.
    pub answered_on: Option<Date>,
    /// It was asked for the reply before, which told of it.
    #[serde(default)]
    pub is_of_reply_before: bool,
    /// By what a decision names the opinion (`History::references`).
    #[serde(default)]
    pub reference: String,
    /// The same party was asked the same before: the period did not stand still for it once more.
    #[serde(default)]
    pub is_asked_again: bool,
    /// All that its party wrote to it, the first first; none where that is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Said>,
}

/// One written word of somebody whose opinion was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub on: Date,
    /// `None`: neither for nor against.
    pub consents: Option<bool>,
    /// It consents to a part of it and objects to the rest.
    #[serde(default)]
    pub is_in_part: bool,
}

impl Consulting {
    /// Somebody asked on that day, without an opinion yet.
    pub const fn sent(party: Party, on: Date) -> Self {
        Self {
            party,
            number: String::new(),
            sent_on: on,
            answered_on: None,
            is_of_reply_before: false,
            reference: String::new(),
            is_asked_again: false,
            words: Vec::new(),
        }
    }
}

impl Past {
    /// What the history says.
    pub fn of(history: &History, rules: &Rules) -> Self {
        let clocks = history.clocks(rules);
        let due = |name| {
            clocks
                .iter()
                .find(|clock| clock.name == name)
                .map(|clock| clock.due_on)
        };
        // A reply made anew tells of what it took itself; what led to the one before, that one told.
        let since = history.last_order().map(|ordered| ordered.on);
        let is_new = |on: Date| since.is_none_or(|since| on >= since);
        // What came back asked nobody: it is no silence, and no reply tells of it (条例第三十二条、第三十四条).
        let asked = history
            .consultations
            .iter()
            .zip(history.references())
            .filter(|(asked, _)| asked.returned_on.is_none());
        let consulted = asked.map(|(asked, reference)| Consulting {
            answered_on: first_heard(asked),
            is_of_reply_before: !is_new(asked.sent_on),
            reference,
            is_asked_again: asked.asked_before.is_some(),
            words: asked.words().iter().map(said).collect(),
            ..Consulting::sent(asked.party, asked.sent_on)
        });
        let set = |asked: &Correction| in_force(asked.respond_by, asked.received_on, &rules.calendar);
        let rolled = |asked: Option<Date>| {
            due(ClockName::Correction).filter(|due| asked.is_some_and(|day| day < *due))
        };
        let received = |on: Date, sent_on: Date| Some(on).filter(|day| *day != sent_on);
        Self {
            correction: history.correction.as_ref().map(|asked| Notice {
                due_on: asked.respond_by.or_else(|| due(ClockName::Correction)),
                rolled_to: rolled(set(asked)),
                counted_to: due(ClockName::Correction)
                    .filter(|_| asked.respond_by.is_some() && set(asked).is_none()),
                answered_on: asked.corrected_on,
                received_on: received(asked.received_on, asked.asked_on),
                ..Notice::made(asked.asked_on)
            }),
            fee: history.fee.map(|fee| Notice {
                due_on: due(ClockName::Payment),
                answered_on: fee.paid_on,
                received_on: received(fee.received_on, fee.sent_on),
                ..Notice::made(fee.sent_on)
            }),
            reasons: history.reasons.map(|asked| Notice {
                due_on: asked.respond_by.or_else(|| due(ClockName::Reasons)),
                rolled_to: due(ClockName::Reasons).filter(|due| {
                    let set = in_force(asked.respond_by, asked.received_on, &rules.calendar);
                    set.is_some_and(|day| day < *due)
                }),
                answered_on: asked.given_on,
                received_on: received(asked.received_on, asked.asked_on),
                ..Notice::made(asked.asked_on)
            }),
            extension: history
                .extension
                .as_ref()
                .filter(|one| is_new(one.on))
                .map(|extension| Notice {
                    approved_by: extension.approved_by.clone(),
                    ..Notice::made(extension.on)
                }),
            delay: history.delayed.filter(|_| since.is_none()).map(|delayed| Notice {
                due_on: Some(delayed.until),
                ..Notice::made(delayed.on)
            }),
            extension_fell: fell(history, rules),
            consultations: consulted.collect(),
            withdrawn_on: history.withdrawn_on,
            order: history.last_order().map(|ordered| OrderedBy {
                order: ordered.order.clone(),
                replied_on: history.replies_before.last().map(|reply| reply.on),
                reply_number: String::new(),
                against: None,
            }),
        }
    }
}

/// The day up to which the period stood still for it: its first opinion, or that of its party on the same by another letter; else the
/// day of what says neither yes nor no (条例第三十三条第三款).
fn first_heard(asked: &Consultation) -> Option<Date> {
    let heard = [asked.settled_on, asked.spoken_for_on].into_iter().flatten();
    heard.min().or(asked.answer.map(|answer| answer.on))
}

fn said(word: &Word) -> Said {
    Said {
        on: word.on,
        consents: word.consents,
        is_in_part: word.consents == Some(false) && word.consents_to.is_some(),
    }
}

/// What began the period anew after the extension, where that takes it away.
fn fell(history: &History, rules: &Rules) -> Option<Fell> {
    let extension = history.extension.as_ref()?;
    if rules.settings.extension_carries_over {
        None
    } else if extension.is_before_correction {
        Some(Fell::ByCorrection)
    } else if extension.is_before_payment && rules.settings.payment_restarts {
        Some(Fell::ByPayment)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::calendar::Calendar;
    use crate::cases::{Channel, Event, Settings, Standing, What};

    #[test]
    fn a_reply_knows_what_was_asked_until_which_day_and_what_came_of_it() {
        let rules = Rules {
            calendar: Calendar::built_in(),
            settings: Settings::default(),
        };
        let received = What::Received {
            channel: Channel::InPerson,
            arrived_on: None,
            confirmed_on: None,
        };
        let asked = What::CorrectionRequested {
            respond_by: Some(date(2025, 3, 20)),
            received_on: None,
        };
        let sent = What::ConsultationSent {
            party: Party::ThirdParty,
            name: Some("某公司".into()),
            received_on: None,
            number: None,
            content: None,
        };
        let events = [
            (date(2025, 3, 3), received),
            (date(2025, 3, 5), asked),
            (date(2025, 3, 18), What::Corrected {}),
            (date(2025, 3, 19), sent),
        ];
        let events: Vec<Event> = events.into_iter().map(|(on, what)| Event { on, what }).collect();
        let standing = Standing::of(&events, &rules, date(2025, 3, 20)).unwrap();
        let past = Past::of(&standing.history, &rules);
        let correction = past.correction.unwrap();
        assert_eq!(correction.on, date(2025, 3, 5));
        assert_eq!(correction.due_on, Some(date(2025, 3, 20)));
        assert_eq!(correction.answered_on, Some(date(2025, 3, 18)));
        let [consulted] = &past.consultations[..] else {
            panic!("one consultation")
        };
        assert_eq!(
            (consulted.sent_on, consulted.answered_on),
            (date(2025, 3, 19), None)
        );
        assert_eq!((past.fee, past.extension, past.reasons), (None, None, None));
    }

    #[test]
    fn a_notice_that_came_after_its_own_day_is_told_with_the_period_from_its_receipt() {
        let rules = Rules {
            calendar: Calendar::built_in(),
            settings: Settings::default(),
        };
        let told = |received_on| {
            let received = What::Received {
                channel: Channel::InPerson,
                arrived_on: None,
                confirmed_on: None,
            };
            let asked = What::CorrectionRequested {
                respond_by: Some(date(2025, 3, 14)),
                received_on: Some(received_on),
            };
            let events = [(date(2025, 3, 3), received), (date(2025, 3, 5), asked)];
            let events: Vec<Event> = events.into_iter().map(|(on, what)| Event { on, what }).collect();
            let standing = Standing::of(&events, &rules, date(2025, 4, 30)).unwrap();
            let past = Past::of(&standing.history, &rules);
            let notice = past.correction.unwrap();
            (notice.due_on, notice.counted_to, notice.received_on)
        };
        let set = Some(date(2025, 3, 14));
        let (in_time, late) = (date(2025, 3, 7), date(2025, 3, 19));
        assert_eq!(told(in_time), (set, None, Some(in_time)));
        assert_eq!(told(late), (set, Some(date(2025, 4, 10)), Some(late)));
    }
}
