//! The day a letter reached its addressee, where it was not known as the letter was sent: an event of its own, with its proof.
//! Periods of somebody else's run from it (条例第三十条、第三十二条、第三十四条、第三十五条; 国办函〔2020〕109号), and what a third party
//! objects to goes out by it (条例第三十二条).

use jiff::civil::Date;

use super::acts::Act;
use super::history::{History, Reply};
use super::undelivered::OnTheWay;
use crate::calendar::Calendar;

/// How many working days after it was sent the postal enterprise is asked about a letter.
const ASKED_AFTER: u16 = 3;

impl History {
    /// The letters whose day of receipt stands nowhere, answered or not, the earliest first of each kind: whether an answer
    /// was late is told by that day.
    pub fn to_be_received(&self) -> Vec<OnTheWay> {
        let correction = self.correction.as_ref().filter(|one| !one.is_receipt_known);
        let fee = self.fee.filter(|one| !one.is_receipt_known);
        let reasons = self.reasons.filter(|one| !one.is_receipt_known);
        let to_applicant = [
            correction.map(|one| OnTheWay::plain(Act::CorrectionRequested, one.asked_on)),
            fee.map(|one| OnTheWay::plain(Act::FeeNotified, one.sent_on)),
            reasons.map(|one| OnTheWay::plain(Act::ReasonsRequested, one.asked_on)),
        ];
        let asked = self.consultations.iter().filter(|asked| asked.awaits_receipt());
        let told = self.overrides.iter().filter(|told| told.received_on.is_none());
        let to_applicant = to_applicant.into_iter().flatten();
        to_applicant
            .chain(self.later_day_on_the_way())
            .chain(asked.map(OnTheWay::asking))
            .chain(told.map(OnTheWay::telling))
            .chain(self.replies().filter_map(Reply::on_the_way))
            .collect()
    }

    /// Those of them that somebody's period or right waits for and that the postal enterprise has had time to hand over.
    pub fn receipts_to_ask_for(&self, calendar: &Calendar, today: Date) -> Vec<OnTheWay> {
        let is_out = self.reply.is_some_and(|reply| reply.delivered.is_some());
        let on_the_way = self.on_the_way().into_iter();
        let waits =
            |letter: &OnTheWay| !matches!(letter.letter, Act::Delivered | Act::Extended | Act::Delayed);
        on_the_way
            .filter(|letter| waits(letter) && !is_out)
            .filter(|letter| today > calendar.due(letter.sent_on, ASKED_AFTER).on)
            .collect()
    }

    /// Takes note of the day that letter came.
    pub(super) fn arrive(&mut self, on: Date, arrived: &OnTheWay) {
        match arrived.letter {
            Act::CorrectionRequested => {
                if let Some(one) = &mut self.correction {
                    (one.received_on, one.is_receipt_known) = (on, true);
                }
            }
            Act::FeeNotified => {
                if let Some(one) = &mut self.fee {
                    (one.received_on, one.is_receipt_known) = (on, true);
                }
            }
            Act::ReasonsRequested => {
                if let Some(one) = &mut self.reasons {
                    (one.received_on, one.is_receipt_known) = (on, true);
                }
            }
            Act::Extended => {
                if let Some(one) = &mut self.extension {
                    one.is_receipt_known = true;
                }
            }
            Act::Delayed => {
                if let Some(one) = &mut self.delayed {
                    one.is_receipt_known = true;
                }
            }
            Act::OverrideNotified => {
                let mut told = self.overrides.iter_mut();
                let is_it = |told: &&mut super::Override| {
                    told.received_on.is_none() && OnTheWay::telling(told) == *arrived
                };
                if let Some(told) = told.find(is_it) {
                    told.received_on = Some(on);
                }
            }
            Act::Delivered => {
                let mut replies = self.replies_before.iter_mut().chain(&mut self.reply);
                let is_it = |reply: &&mut Reply| reply.on_the_way().as_ref() == Some(arrived);
                if let Some(reply) = replies.find(is_it) {
                    reply.reached_on = Some(on);
                }
            }
            _ => {
                let mut asked = self.consultations.iter_mut();
                let is_it = |asked: &&mut super::Consultation| {
                    asked.awaits_receipt() && OnTheWay::asking(asked) == *arrived
                };
                if let Some(asked) = asked.find(is_it) {
                    (asked.received_on, asked.is_receipt_known) = (on, true);
                }
            }
        }
    }

    /// The day on which that letter was answered, where it was.
    pub(super) fn answered_on_letter(&self, letter: &OnTheWay) -> Option<Date> {
        match letter.letter {
            Act::CorrectionRequested => self.correction.as_ref()?.corrected_on,
            Act::FeeNotified => self.fee?.paid_on,
            Act::ReasonsRequested => self.reasons?.given_on,
            Act::ConsultationSent => {
                let mut asked = self.consultations.iter();
                let asked =
                    asked.find(|asked| asked.awaits_receipt() && OnTheWay::asking(asked) == *letter)?;
                asked.answer.map(|answer| answer.on)
            }
            _ => None,
        }
    }
}
