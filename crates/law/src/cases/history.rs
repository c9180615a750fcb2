//! What has happened to a case so far, put together from its events.
//! This is bookkeeping: which act may follow is in `gate`, how long there is for it in `clocks`. What was done against the
//! rules and has no effect is kept apart (`History::put_aside`), so that no clock reads it.

use jiff::civil::Date;

use super::acts::Act;
use super::clocks::LONGEST_EXTENSION;
use super::consultations::{Answer, Consultation, Override, binding};
use super::event::{Channel, Delivery, Event, What};
use super::gate::{Hindrance, receipt_in_order};
use super::ordered::Ordered;
use super::undelivered::OnTheWay;
use crate::codes::TableThreeRow;

/// A correction asked for under 条例第三十条.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub asked_on: Date,
    /// The day the notice reached the applicant; the day of sending where that is not known.
    pub received_on: Date,
    pub is_receipt_known: bool,
    /// The last day the notice sets; `None` when it is not on record.
    pub respond_by: Option<Date>,
    pub corrected_on: Option<Date>,
}

/// The one extension (条例第三十三条第二款).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    pub on: Date,
    /// As far as it counts: never more than the law allows.
    pub days: u16,
    pub approved_by: String,
    /// Whether the day the applicant was told of it is on record apart.
    pub is_receipt_known: bool,
    /// What was corrected afterwards began the clock anew (条例第三十条).
    pub is_before_correction: bool,
    /// What was paid afterwards began the clock anew, where the organ reads it so.
    pub is_before_payment: bool,
}

/// The fee notice, and whether it was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeNotice {
    pub sent_on: Date,
    /// The day it reached the applicant; the day of sending where that is not known.
    pub received_on: Date,
    pub is_receipt_known: bool,
    pub paid_on: Option<Date>,
}

/// Reasons asked for under 条例第三十五条.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reasons {
    pub asked_on: Date,
    /// The day the letter reached the applicant; the day of sending where that is not known.
    pub received_on: Date,
    pub is_receipt_known: bool,
    /// The last day the letter sets; `None` when it is not on record.
    pub respond_by: Option<Date>,
    pub given_on: Option<Date>,
}

/// A later, reasonable day to reply by, told where the reasons hold (条例第三十五条).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delayed {
    pub on: Date,
    pub until: Date,
    /// Whether the day the applicant was told of it is on record apart.
    pub is_receipt_known: bool,
}

/// The reply, and how it went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    pub on: Date,
    pub outcome: TableThreeRow,
    /// What third parties object to is not among what it gives.
    pub heeds_objections: bool,
    /// How it went out; none while it waits to, and where it came back and waits to once more.
    pub delivered: Option<(Date, Delivery)>,
    /// The day that what was posted or given to somebody to hand over reached the applicant, where it is known.
    pub reached_on: Option<Date>,
    /// How it first went out, where that came back: the day of posting counts (国办公开办函〔2016〕235号).
    pub sent_before: Option<(Date, Delivery)>,
}

impl Reply {
    /// How it first went out.
    pub fn first_sent(&self) -> Option<(Date, Delivery)> {
        self.sent_before.or(self.delivered)
    }
}

/// A case as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    pub channel: Channel,
    pub arrived_on: Date,
    /// 收到申请之日; `None` until an arrival is confirmed.
    pub received_on: Option<Date>,
    /// The day on which its content was found clear: no correction needs to be asked for.
    pub clear_on: Option<Date>,
    pub correction: Option<Correction>,
    pub consultations: Vec<Consultation>,
    pub overrides: Vec<Override>,
    pub extension: Option<Extension>,
    pub fee: Option<FeeNotice>,
    pub reasons: Option<Reasons>,
    /// The delay under 条例第三十五条.
    pub delayed: Option<Delayed>,
    /// The extension and the delay whose letters came back: sent once more within the same run of the clock they are the same act.
    pub(super) lost_extension: Option<Extension>,
    pub(super) lost_delay: Option<Delayed>,
    /// The reply as it stands; none while one is ordered and not made yet.
    pub reply: Option<Reply>,
    /// The objections that it heeds by name, where it discloses something over another's.
    pub heeded: Vec<String>,
    /// The replies before it, which an order set aside; each went out.
    pub replies_before: Vec<Reply>,
    /// What reconsiderations and judgments ordered, the earliest first.
    pub orders: Vec<Ordered>,
    pub withdrawn_on: Option<Date>,
    /// The letters that did not come, each with the day that was known.
    pub undelivered: Vec<(Date, OnTheWay)>,
    /// The answers to what was asked without effect, which may still come in.
    idle: Vec<Act>,
    /// What came in while a signed reply waited to go out: it counts once the signature is taken back.
    in_hand: Vec<Act>,
}

impl History {
    /// The same, with nobody named.
    pub(super) fn without_names(&self) -> Self {
        let mut nameless = self.clone();
        for asked in &mut nameless.consultations {
            asked.name = None;
            // That it consents in part may be told; what somebody wrote of it may name somebody.
            let nameless = |part: &Option<String>| part.as_ref().map(|_| String::new());
            asked.consents_to = nameless(&asked.consents_to);
            for word in &mut asked.said_before {
                word.consents_to = nameless(&word.consents_to);
            }
            asked.consented_since.iter_mut().for_each(String::clear);
            asked.content = None;
        }
        for told in &mut nameless.overrides {
            told.name = None;
        }
        for (_, lost) in &mut nameless.undelivered {
            lost.name = None;
        }
        nameless
    }

    /// The beginning of a case: its arrival, as the first event tells it. `None` for any other event.
    pub(super) fn begin(event: &Event) -> Option<Result<Self, Hindrance>> {
        let What::Received {
            channel,
            arrived_on,
            confirmed_on,
        } = &event.what
        else {
            return None;
        };
        let arrived = arrived_on.unwrap_or(event.on);
        if let Err(hindrance) = receipt_in_order(event.on, arrived, confirmed_on.flatten()) {
            return Some(Err(hindrance));
        }
        let received_on = if channel.needs_confirmation() {
            confirmed_on.unwrap_or(Some(event.on))
        } else {
            Some(arrived)
        };
        Some(Ok(Self {
            channel: *channel,
            arrived_on: arrived,
            received_on,
            clear_on: None,
            correction: None,
            consultations: Vec::new(),
            overrides: Vec::new(),
            extension: None,
            fee: None,
            reasons: None,
            delayed: None,
            lost_extension: None,
            lost_delay: None,
            reply: None,
            heeded: Vec::new(),
            replies_before: Vec::new(),
            orders: Vec::new(),
            withdrawn_on: None,
            undelivered: Vec::new(),
            idle: Vec::new(),
            in_hand: Vec::new(),
        }))
    }

    /// Takes note of an event that has no effect: only that whatever answers it may come in, without effect as well.
    pub(super) fn put_aside(&mut self, event: &Event) {
        let act = event.what.act();
        if let Some(place) = self.idle.iter().position(|awaited| *awaited == act) {
            self.idle.swap_remove(place);
        }
        self.idle.extend(act.answered_by());
        if act.is_answer() && self.reply.is_some() {
            self.in_hand.push(act);
        }
    }

    /// Whether that act would answer what was asked without effect.
    pub(super) fn answers_idle(&self, act: Act) -> bool {
        self.idle.contains(&act)
    }

    /// Takes one more event in, which the gate has let through.
    pub(super) fn take(&mut self, event: &Event) {
        let on = event.on;
        match &event.what {
            What::Received { .. } => {}
            What::Confirmed {} => self.received_on = Some(on),
            What::FoundClear {} => self.clear_on = Some(on),
            What::CorrectionRequested {
                respond_by,
                received_on,
            } => {
                self.correction = Some(Correction {
                    asked_on: on,
                    received_on: received_on.unwrap_or(on),
                    is_receipt_known: received_on.is_some(),
                    respond_by: *respond_by,
                    corrected_on: None,
                });
            }
            What::Corrected {} => {
                if let Some(correction) = &mut self.correction {
                    correction.corrected_on = Some(on);
                }
                if let Some(extension) = &mut self.extension {
                    extension.is_before_correction = true;
                }
                (self.lost_extension, self.lost_delay) = (None, None);
            }
            What::ConsultationSent {
                party,
                name,
                received_on,
                number,
                content,
            } => {
                let asked = Consultation {
                    received_on: received_on.unwrap_or(on),
                    is_receipt_known: received_on.is_some(),
                    number: number.clone(),
                    ..Consultation::sent(on, *party, name.clone(), content.clone())
                };
                self.consultations.push(asked);
                self.mark_asked_again();
            }
            What::ConsultationAnswered {
                party,
                name,
                consents,
                number,
                is_signed,
                consents_to,
            } => {
                let consents = binding(*consents, *is_signed);
                let place = self.answered_by(*party, name.as_deref(), number.as_deref());
                if let Some(place) = place {
                    let consents_to = consents_to.clone().filter(|_| *is_signed != Some(false));
                    self.hear(place, Answer { on, consents }, consents_to);
                }
            }
            What::OverrideNotified {
                name,
                not_before,
                received_on,
                content,
            } => self.overrides.push(Override {
                on,
                name: name.clone(),
                not_before: *not_before,
                received_on: *received_on,
                content: content.clone(),
                is_revoked: false,
            }),
            What::Extended { days, approved_by } => {
                self.extension = Some(Extension {
                    on,
                    days: (*days).min(LONGEST_EXTENSION),
                    approved_by: approved_by.clone(),
                    is_receipt_known: false,
                    is_before_correction: false,
                    is_before_payment: false,
                });
            }
            _ => self.take_later(event),
        }
    }

    fn take_later(&mut self, event: &Event) {
        let on = event.on;
        match &event.what {
            What::FeeNotified { received_on } => {
                self.fee = Some(FeeNotice {
                    sent_on: on,
                    received_on: received_on.unwrap_or(on),
                    is_receipt_known: received_on.is_some(),
                    paid_on: None,
                });
            }
            What::FeePaid {} => {
                if let Some(fee) = &mut self.fee {
                    fee.paid_on = Some(on);
                }
                if let Some(extension) = &mut self.extension {
                    extension.is_before_payment = true;
                }
                (self.lost_extension, self.lost_delay) = (None, None);
            }
            What::ReasonsRequested {
                respond_by,
                received_on,
            } => {
                self.reasons = Some(Reasons {
                    asked_on: on,
                    received_on: received_on.unwrap_or(on),
                    is_receipt_known: received_on.is_some(),
                    respond_by: *respond_by,
                    given_on: None,
                });
            }
            What::ReasonsGiven {} => {
                if let Some(reasons) = &mut self.reasons {
                    reasons.given_on = Some(on);
                }
            }
            What::Delayed { until } => {
                self.delayed = Some(Delayed {
                    on: event.on,
                    until: *until,
                    is_receipt_known: false,
                });
            }
            What::Replied {
                outcome,
                heeds_objections,
                heeded,
            } => {
                self.heeded.clone_from(heeded);
                // Who answers on the spot has confirmed it with its applicant (条例第三十三条第一款).
                if self.withdrawn_on.is_none() {
                    self.received_on.get_or_insert(on);
                }
                self.reply = Some(Reply {
                    on,
                    outcome: *outcome,
                    heeds_objections: *heeds_objections,
                    delivered: None,
                    reached_on: None,
                    sent_before: None,
                });
            }
            What::Delivered { how } => {
                if let Some(reply) = &mut self.reply {
                    reply.delivered = Some((on, *how));
                }
                self.meet_orders(on);
            }
            What::Withdrawn {} => {
                self.withdrawn_on = Some(on);
                self.meet_orders(on);
            }
            What::ReplyOrdered(order) => self.take_order(on, order),
            What::Undelivered(lost) => self.lose(on, lost),
            What::Reached(arrived) => self.arrive(on, arrived),
            _ => {}
        }
    }

    /// Whether a correction was asked for and has not come in.
    pub fn awaits_correction(&self) -> bool {
        self.correction
            .as_ref()
            .is_some_and(|correction| correction.corrected_on.is_none())
    }

    /// Whether reasons were asked for and have not come in.
    pub fn awaits_reasons(&self) -> bool {
        self.reasons.is_some_and(|reasons| reasons.given_on.is_none())
    }

    /// Whether a fee notice is out and not paid.
    pub fn awaits_fee(&self) -> bool {
        self.fee.is_some_and(|fee| fee.paid_on.is_none())
    }

    /// Whether the applicant may still do what they were asked to while a reply lies signed and has not gone out: it is taken in,
    /// and the reply that went by its absence does not leave (条例第三十条、第三十五条).
    pub fn may_still_answer(&self, act: Act) -> bool {
        let is_awaited = match act {
            Act::Corrected => self.awaits_correction(),
            Act::ReasonsGiven => self.awaits_reasons(),
            _ => false,
        };
        // Once is enough: it is in hand, and what is sent in a second time changes nothing.
        let waits = is_awaited && !self.in_hand.contains(&act);
        waits && self.reply.is_some_and(|reply| reply.delivered.is_none())
    }

    /// Whether that is in hand already while a signed reply waits to go out.
    pub fn is_in_hand(&self, act: Act) -> bool {
        self.has_answers_in_hand() && self.in_hand.contains(&act)
    }

    /// Whether something came in while a signed reply waits to go out.
    pub fn has_answers_in_hand(&self) -> bool {
        !self.in_hand.is_empty() && self.reply.is_some_and(|reply| reply.delivered.is_none())
    }

    /// Whether nothing has ended it yet, neither a reply nor a withdrawal.
    pub fn is_undecided(&self) -> bool {
        self.reply.is_none() && self.withdrawn_on.is_none()
    }

    /// Whether nothing is left to do but to keep the file.
    pub fn is_closed(&self) -> bool {
        self.withdrawn_on.is_some() || self.reply.is_some_and(|reply| reply.delivered.is_some())
    }

    /// The outcome as it stands, and the day of the decision; none while a reply is ordered and not made yet. In which year
    /// and row it counts is [`History::counted`]. A withdrawn application is 其他处理 3.其他.
    pub fn outcome(&self) -> Option<(TableThreeRow, Date)> {
        match (self.withdrawn_on, self.reply) {
            // The letter that ends a withdrawn application changes nothing of its day.
            (Some(on), _) => Some((TableThreeRow::OtherwiseOther, on)),
            (None, Some(reply)) => Some((reply.outcome, reply.on)),
            (None, None) => None,
        }
    }
}
