//! A letter that came back, or never came: nobody was told by it. What it asked for was not asked, what it told was not told,
//! and it may be sent once more; that is no second 补正告知, and the day on which the organ acted is the day it was first sent.
//! So it is of a reply: the day of the first posting stays the day of the reply (国办公开办函〔2016〕235号), and it waits to go out anew.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::acts::Act;
use super::consultations::{Consultation, Override};
use super::event::{Event, Party, What};
use super::history::{History, Reply};
use crate::codes::{TableThreeRow, WhyNot, spoken};

/// A letter on its way, by what is on record of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnTheWay {
    /// The act that the letter was.
    pub letter: Act,
    pub sent_on: Date,
    /// Whose opinion it asks, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

impl OnTheWay {
    /// What was sent by that event, where somebody's period or right hangs on its coming.
    pub fn of(event: &Event) -> Option<Self> {
        let (party, name, number) = match &event.what {
            What::ConsultationSent {
                party, name, number, ..
            } => (Some(*party), name.clone(), number.clone()),
            What::OverrideNotified { name, .. } => (None, name.clone(), None),
            What::CorrectionRequested { .. }
            | What::FeeNotified { .. }
            | What::ReasonsRequested { .. }
            | What::Extended { .. }
            | What::Delayed { .. } => (None, None, None),
            // Whoever signs for it on the spot has it, and so has whoever it is sent to electronically.
            What::Delivered { how } if how.is_carried() => (None, None, None),
            _ => return None,
        };
        Some(Self {
            letter: event.what.act(),
            sent_on: event.on,
            party,
            name,
            number,
        })
    }

    /// What is sent by such an act, to nobody in particular.
    pub(super) const fn plain(letter: Act, sent_on: Date) -> Self {
        Self {
            letter,
            sent_on,
            party: None,
            name: None,
            number: None,
        }
    }

    /// The letter that asks for this opinion.
    pub(super) fn asking(asked: &Consultation) -> Self {
        Self {
            party: Some(asked.party),
            name: asked.name.clone(),
            number: asked.number.clone(),
            ..Self::plain(Act::ConsultationSent, asked.sent_on)
        }
    }

    /// The letter that tells a third party what is disclosed over its objection.
    pub(super) fn telling(told: &Override) -> Self {
        Self {
            name: told.name.clone(),
            ..Self::plain(Act::OverrideNotified, told.on)
        }
    }

    /// The letter in words: whose opinion it asks, its number, the day it was sent.
    pub fn words(&self) -> String {
        if self.letter == Act::Delivered {
            return format!("{}送出的答复书", spoken(self.sent_on));
        }
        let title = match (self.letter, self.party) {
            (Act::ConsultationSent, Some(party)) => format!("征求{}意见", party.label()),
            (letter, _) => letter.label().to_owned(),
        };
        let of: Vec<&str> = [self.name.as_deref(), self.number.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        let of = if of.is_empty() {
            String::new()
        } else {
            format!("（{}）", of.join("，"))
        };
        format!("{}{title}{of}的文书", spoken(self.sent_on))
    }
}

impl Event {
    /// What is told of a return or a receipt of an earlier day than the letter it is of was sent; that day is named.
    pub fn before_its_sending(&self) -> Option<WhyNot> {
        let (What::Undelivered(letter) | What::Reached(letter)) = &self.what else {
            return None;
        };
        (self.on < letter.sent_on).then(|| {
            let why = format!("这份文书是{}送出的，日期不能早于这一天。", spoken(letter.sent_on));
            WhyNot::new("on", why)
        })
    }
}

impl Reply {
    /// The letter that tells it, while nobody knows whether it came.
    pub(super) fn on_the_way(self) -> Option<OnTheWay> {
        let (on, how) = self.delivered?;
        (how.is_carried() && self.reached_on.is_none()).then(|| OnTheWay::plain(Act::Delivered, on))
    }
}

impl History {
    /// The letters that are on their way as far as anybody knows, the earliest first of each kind.
    pub fn on_the_way(&self) -> Vec<OnTheWay> {
        let correction = self.correction.as_ref();
        let correction = correction.filter(|one| !one.is_receipt_known && one.corrected_on.is_none());
        let fee = self
            .fee
            .filter(|one| !one.is_receipt_known && one.paid_on.is_none());
        let reasons = self
            .reasons
            .filter(|one| !one.is_receipt_known && one.given_on.is_none());
        let asked = self.consultations.iter().filter(|asked| asked.is_on_the_way());
        let to_applicant = [
            correction.map(|one| OnTheWay::plain(Act::CorrectionRequested, one.asked_on)),
            fee.map(|one| OnTheWay::plain(Act::FeeNotified, one.sent_on)),
            reasons.map(|one| OnTheWay::plain(Act::ReasonsRequested, one.asked_on)),
        ];
        let to_applicant = to_applicant.into_iter().flatten();
        let told = self.overrides.iter().filter(|told| told.received_on.is_none());
        to_applicant
            .chain(self.later_day_on_the_way())
            .chain(asked.map(OnTheWay::asking))
            .chain(told.map(OnTheWay::telling))
            .chain(self.reply.and_then(Reply::on_the_way))
            .collect()
    }

    /// The letters that told the applicant of a later day (条例第三十三条第二款、第三十五条) and are not known to have come.
    pub(super) fn later_day_on_the_way(&self) -> impl Iterator<Item = OnTheWay> {
        let extension = self.extension.as_ref().filter(|one| !one.is_receipt_known);
        let delayed = self.delayed.filter(|one| !one.is_receipt_known);
        let extension = extension.map(|one| OnTheWay::plain(Act::Extended, one.on));
        extension
            .into_iter()
            .chain(delayed.map(|one| OnTheWay::plain(Act::Delayed, one.on)))
    }

    /// The day it was known that the reply did not come, while it waits to go out once more.
    pub fn reply_came_back(&self) -> Option<Date> {
        self.reply
            .filter(|reply| reply.delivered.is_none() && reply.sent_before.is_some())?;
        let mut lost = self.undelivered.iter().rev();
        lost.find(|(_, lost)| lost.letter == Act::Delivered)
            .map(|(on, _)| *on)
    }

    /// The letters that ask for an opinion and may still be answered, those first that were not answered at all; last those whose
    /// party may write once more.
    pub fn to_be_answered(&self) -> Vec<OnTheWay> {
        let asked = self.consultations.iter();
        let mut open: Vec<&Consultation> = asked
            .filter(|asked| asked.is_open() || asked.may_be_heard_again())
            .collect();
        open.sort_by_key(|asked| (asked.may_be_heard_again(), asked.answer.is_some()));
        open.into_iter().map(OnTheWay::asking).collect()
    }

    /// Whether that letter was answered, for or against.
    pub fn was_heard(&self, letter: &OnTheWay) -> bool {
        let mut asked = self.consultations.iter();
        asked.any(|asked| asked.may_be_heard_again() && OnTheWay::asking(asked) == *letter)
    }

    /// Takes note that a letter did not come: it is as if it had not been sent.
    pub(super) fn lose(&mut self, on: Date, lost: &OnTheWay) {
        match lost.letter {
            Act::CorrectionRequested => self.correction = None,
            Act::FeeNotified => self.fee = None,
            Act::ReasonsRequested => self.reasons = None,
            // 应当告知申请人: nobody was told of a later day, and the earlier one stands until they are.
            Act::Extended => self.lost_extension = self.extension.take(),
            Act::Delayed => self.lost_delay = self.delayed.take(),
            Act::OverrideNotified => {
                let is_it = |told: &Override| OnTheWay::telling(told) == *lost;
                if let Some(at) = self.overrides.iter().position(is_it) {
                    self.overrides.remove(at);
                }
            }
            Act::Delivered => {
                if let Some(reply) = &mut self.reply {
                    reply.sent_before = reply.first_sent();
                    reply.delivered = None;
                }
            }
            _ => {
                let mut asked = self.consultations.iter_mut();
                let asked = asked.find(|asked| asked.is_on_the_way() && OnTheWay::asking(asked) == *lost);
                if let Some(asked) = asked {
                    asked.returned_on = Some(on);
                }
                self.mark_asked_again();
            }
        }
        self.undelivered.push((on, lost.clone()));
    }

    /// Whether that letter is on record as not having come.
    pub(super) fn is_lost(&self, letter: &OnTheWay) -> bool {
        self.undelivered.iter().any(|(_, lost)| lost == letter)
    }

    /// Whether that act answers a letter that is on record as not having come: both can't be so.
    pub(super) fn is_answer_to_lost(&self, act: Act) -> bool {
        let mut lost = self.undelivered.iter();
        lost.any(|(_, lost)| match lost.letter {
            Act::ConsultationSent => act == Act::ConsultationAnswered,
            letter => letter.answered_by() == Some(act),
        })
    }

    /// The day on which a correction was first asked for, whether or not that letter came (条例第三十条: 作出补正告知之日).
    pub(super) fn first_asked_to_correct(&self) -> Option<Date> {
        let lost = self.undelivered.iter().map(|(_, lost)| lost);
        let lost = lost
            .filter(|lost| lost.letter == Act::CorrectionRequested)
            .map(|lost| lost.sent_on);
        let now = self.correction.as_ref().map(|correction| correction.asked_on);
        lost.chain(now).min()
    }

    /// The notice to a third party that came back and was not sent once more, while what it objects to has gone out: it is told all the
    /// same, since its days to contest it run from then (条例第三十二条; 行政复议法第二十条; 行政诉讼法第四十六条).
    pub(super) fn owes_a_notice(&self) -> Option<&OnTheWay> {
        let gives = |reply: &Reply| {
            let is_grant = matches!(
                reply.outcome,
                TableThreeRow::Granted | TableThreeRow::PartlyGranted
            );
            is_grant && !reply.heeds_objections && reply.first_sent().is_some()
        };
        self.reply.filter(gives)?;
        self.lost_notices().pop()
    }

    /// The notices to third parties that came back and were not sent once more, whatever is decided.
    pub fn lost_notices(&self) -> Vec<&OnTheWay> {
        let lost = self.undelivered.iter().map(|(_, lost)| lost);
        let is_told = |lost: &OnTheWay| {
            let mut told = self.overrides.iter();
            told.any(|told| told.name == lost.name && told.on >= lost.sent_on)
        };
        lost.filter(|lost| lost.letter == Act::OverrideNotified && !is_told(lost))
            .collect()
    }

    /// The letters that came back and were not sent once more: somebody was to be asked or told, and was not.
    pub fn to_be_sent_again(&self) -> Vec<&OnTheWay> {
        let lost = self.undelivered.iter().map(|(_, lost)| lost);
        lost.filter(|lost| match lost.letter {
            Act::CorrectionRequested => self.correction.is_none(),
            Act::FeeNotified => self.fee.is_none(),
            Act::ReasonsRequested => self.reasons.is_none(),
            // A reply that was made since leaves no day to be told of.
            Act::Extended => self.extension.is_none() && self.is_undecided(),
            Act::Delayed => self.delayed.is_none() && self.is_undecided(),
            // Who objects and was not told is asked for by the decision that overrides it, until that has gone out.
            Act::OverrideNotified => self.owes_a_notice() == Some(*lost),
            Act::Delivered => self.reply_came_back().is_some(),
            _ => !self.consultations.iter().any(|asked| {
                asked.returned_on.is_none() && Some(asked.party) == lost.party && asked.name == lost.name
            }),
        })
        .collect()
    }
}
