//! Letters whose answer is over by silence alone while the day they were received stands nowhere: 自收到之日起 (条例第三十条,
//! 第三十二条, 第三十四条, 第三十五条, 国办函〔2020〕109号) has no beginning yet, and nobody's right lapses before it has.

use jiff::civil::Date;
use serde::Serialize;

use super::acts::Act;
use super::clock_name::ClockName;
use super::clocks::Clock;
use super::event::{Event, Party, What};
use super::history::History;
use super::rules::Rules;
use crate::codes::spoken;

/// A letter that nobody knows to have come, whose period is over if it came the day it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unreceived {
    pub act: Act,
    pub sent_on: Date,
    /// Whose opinion it asks, where it does.
    pub party: Option<Party>,
    pub name: Option<String>,
}

impl Unreceived {
    const fn of_applicant(act: Act, sent_on: Date) -> Self {
        Self {
            act,
            sent_on,
            party: None,
            name: None,
        }
    }

    /// The letter, with its day.
    pub fn letter(&self) -> String {
        let on = spoken(self.sent_on);
        let name = self.name.as_deref().unwrap_or_default();
        match (self.act, self.party) {
            (Act::CorrectionRequested, _) => format!("{on}的补正告知"),
            (Act::ReasonsRequested, _) => format!("{on}要求说明理由的文书"),
            (_, Some(party)) => format!("{on}征求{}{name}意见的文书", party.label()),
            _ => format!("{on}的收费通知"),
        }
    }

    /// Whether the event is its sending.
    pub fn is_sent_by(&self, event: &Event) -> bool {
        let is_to_them = match &event.what {
            What::ConsultationSent { party, name, .. } => Some(*party) == self.party && *name == self.name,
            _ => true,
        };
        event.on == self.sent_on
            && event.what.act() == self.act
            && event.what.reached_on().is_none()
            && is_to_them
    }
}

impl History {
    /// The letters on whose silence nothing rests until the day they were received is on record.
    pub fn unreceived(&self, rules: &Rules, today: Date) -> Vec<Unreceived> {
        let clocks = self.clocks(rules);
        let is_over = |name| {
            let mut of_that_name = clocks.iter().filter(|clock: &&Clock| clock.name == name);
            of_that_name.any(|clock| today > clock.latest_on)
        };
        let asked = self.consultations.iter().filter(|asked| {
            asked.party != Party::OtherOrgan
                && asked.is_open()
                && asked.stands()
                && !asked.is_receipt_known
                && today > asked.latest_limit(&rules.calendar)
        });
        let asked = asked.map(|asked| Unreceived {
            party: Some(asked.party),
            name: asked.name.clone(),
            ..Unreceived::of_applicant(Act::ConsultationSent, asked.sent_on)
        });
        let correction = self.correction.as_ref().filter(|one| {
            one.corrected_on.is_none() && !one.is_receipt_known && is_over(ClockName::Correction)
        });
        let fee = self
            .fee
            .filter(|fee| fee.paid_on.is_none() && !fee.is_receipt_known && is_over(ClockName::Payment));
        let reasons = self
            .reasons
            .filter(|one| one.given_on.is_none() && !one.is_receipt_known && is_over(ClockName::Reasons));
        let of_applicant = [
            correction.map(|one| (Act::CorrectionRequested, one.asked_on)),
            fee.map(|fee| (Act::FeeNotified, fee.sent_on)),
            reasons.map(|one| (Act::ReasonsRequested, one.asked_on)),
        ];
        let of_applicant = of_applicant.into_iter().flatten();
        asked
            .chain(of_applicant.map(|(act, on)| Unreceived::of_applicant(act, on)))
            .collect()
    }
}
