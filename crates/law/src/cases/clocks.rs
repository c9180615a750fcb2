//! The clocks of a case: from which day each runs, for how many working days, which days do not count, when it is due.
//! 条例第三十条、第三十二条至第三十五条; 信息处理费: 国办函〔2020〕109号 and its provincial notices. Working days: `calendar`.

use jiff::civil::Date;
use serde::Serialize;

use super::acts::Act;
use super::clock_name::ClockName;
use super::consultations::Consultation;
use super::history::History;
use super::rules::Rules;
use super::undelivered::OnTheWay;
use crate::calendar::{Calendar, Due};
use crate::codes::Rule;

/// 20 working days to answer (条例第三十三条第二款).
pub const REPLY_DAYS: u16 = 20;
/// What everybody is told of it.
pub const REPLY_RULE: Rule = Rule::new("答复期限20个工作日，逾期即违法", "条例第三十三条");
/// What is told of an application that waits for its receipt to be confirmed.
pub const CONFIRMATION_RULE: Rule = Rule::new(
    "以双方确认之日为收到申请之日，答复期限从次日起算",
    "条例第三十一条第（三）项",
);
/// At most 20 more, once (条例第三十三条第二款).
pub const LONGEST_EXTENSION: u16 = 20;
/// 7 working days to ask for a correction, once (条例第三十条).
pub const CORRECTION_NOTICE_DAYS: u16 = 7;
/// 15 working days for an opinion (条例第三十二条、第三十四条).
pub const OPINION_DAYS: u16 = 15;
/// 20 working days to pay (国办函〔2020〕109号 and its provincial notices).
pub const PAYMENT_DAYS: u16 = 20;

/// Working days that do not count: those after `from`, up to and with `through`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    pub from: Date,
    pub through: Date,
    pub working_days: u32,
    pub why: String,
    /// Nothing has come back yet: the span is taken to its limit and may turn out shorter.
    pub is_open: bool,
    /// The letter that it waits for the answer to.
    #[serde(skip)]
    pub letter: OnTheWay,
}

/// One clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clock {
    pub name: ClockName,
    pub label: String,
    pub article: &'static str,
    /// Day 0: the first day counted is the next working day.
    pub from: Date,
    pub working_days: u16,
    pub excluded: Vec<Span>,
    pub due_on: Date,
    /// 暂定: rests on a year whose holidays are not published yet.
    pub tentative: bool,
    /// The same day by the later reading of what is not published: before it has passed nobody's right lapses.
    pub latest_on: Date,
    /// The day on which what was due was done.
    pub met_on: Option<Date>,
}

impl Clock {
    pub(super) fn plain(
        name: ClockName,
        article: &'static str,
        from: Date,
        days: u16,
        calendar: &Calendar,
    ) -> Self {
        let due = calendar.due(from, days);
        Self {
            name,
            label: name.label().to_owned(),
            article,
            from,
            working_days: days,
            excluded: Vec::new(),
            due_on: due.on,
            tentative: due.tentative,
            latest_on: calendar.latest_due(from, days),
            met_on: None,
        }
    }

    /// A clock of somebody else's that a letter sets the last day of; one that is a day off rolls on to the next working
    /// day (民事诉讼法第八十五条第三款). One that was over before the letter came is no period: it has its own days from then.
    fn set(self, respond_by: Option<Date>, calendar: &Calendar) -> Self {
        let Some(respond_by) = in_force(respond_by, self.from, calendar) else {
            return self;
        };
        let due = calendar.rolled(respond_by);
        let days = calendar.working_days_between(self.from, respond_by);
        Self {
            working_days: u16::try_from(days).unwrap_or(u16::MAX),
            due_on: due.on,
            tentative: due.tentative,
            latest_on: calendar.latest_rolled(respond_by, self.from),
            ..self
        }
    }

    pub(super) fn met(self, met_on: Option<Date>) -> Self {
        Self { met_on, ..self }
    }

    /// Whether what was due is not done, and the day has passed; or was done too late.
    pub fn is_missed(&self, today: Date) -> bool {
        self.met_on.unwrap_or(today) > self.last_on()
    }

    /// The last day it can be done on: of the organ's own clocks the earlier day where it is tentative, of somebody
    /// else's the later.
    pub const fn last_on(&self) -> Date {
        if self.name.is_somebody_elses() {
            self.latest_on
        } else {
            self.due_on
        }
    }

    /// The day that is told on a day: while it is tentative the earlier one until it has passed, else the last.
    pub fn told_on(&self, today: Date) -> Date {
        if self.tentative && today <= self.due_on {
            self.due_on
        } else {
            self.last_on()
        }
    }

    /// Whether what is due is still to be done.
    pub fn is_running(&self) -> bool {
        self.met_on.is_none()
    }
}

impl History {
    /// The reply clock; `None` while it does not run: before receipt, and while a correction or a fee is awaited.
    pub fn reply_clock(&self, rules: &Rules) -> Option<Clock> {
        let from = self.reply_from(rules)?;
        let working_days = REPLY_DAYS + self.extended_by(rules);
        let spans = self.excluded(from, rules);
        let mut due = due_without(&rules.calendar, from, working_days, &spans);
        if let Some(until) = self
            .delayed
            .map(|delayed| delayed.until)
            .filter(|until| *until > due.on)
        {
            due = Due {
                on: until,
                tentative: due.tentative || rules.calendar.is_tentative(until),
            };
        }
        Some(Clock {
            name: ClockName::Reply,
            label: ClockName::Reply.label().to_owned(),
            article: if self.delayed.is_some() {
                "条例第三十五条"
            } else {
                "条例第三十三条第二款"
            },
            from,
            working_days,
            excluded: spans.into_iter().filter(|span| span.from < due.on).collect(),
            due_on: due.on,
            tentative: due.tentative,
            // The organ's own: there is no later reading to wait for.
            latest_on: due.on,
            met_on: self.answered_on(),
        })
    }

    /// By how many working days the reply clock is extended as it runs now (条例第三十三条第二款).
    pub fn extended_by(&self, rules: &Rules) -> u16 {
        let counted = self.extension.as_ref().filter(|extension| {
            let is_before_restart = extension.is_before_correction
                || (extension.is_before_payment && rules.settings.payment_restarts);
            rules.settings.extension_carries_over || !is_before_restart
        });
        counted.map_or(0, |extension| extension.days)
    }

    /// Day 0 of the reply clock: receipt, or the corrected application (条例第三十条), or payment.
    fn reply_from(&self, rules: &Rules) -> Option<Date> {
        let mut from = self.received_on?;
        if let Some(correction) = &self.correction {
            from = correction.corrected_on?;
        }
        if let Some(fee) = self.fee {
            let paid_on = fee.paid_on?;
            if rules.settings.payment_restarts {
                from = from.max(paid_on);
            }
        }
        Some(from)
    }

    /// The day that counts as the day of the reply (国办公开办函〔2016〕235号); `None` while nothing has gone out. What is made
    /// anew later does not undo that the first went out in time, or late.
    fn answered_on(&self) -> Option<Date> {
        let delivered = self
            .replies()
            .find_map(|reply| reply.first_sent())
            .map(|(on, _)| on);
        delivered.into_iter().chain(self.withdrawn_on).min()
    }

    /// The spans that do not count, each within the clock that began on `from`, in order.
    fn excluded(&self, from: Date, rules: &Rules) -> Vec<Span> {
        // Who is asked once a reply is to be made anew delays nothing that was over before.
        let decided_on = self.decided_since(self.arrived_on);
        let is_before = |asked: &&Consultation| decided_on.is_none_or(|on| asked.sent_on <= on);
        let counts_out = rules.settings.returned_asking_counts_out;
        let came = |asked: &&Consultation| counts_out || asked.returned_on.is_none();
        // The time that is needed is needed once (条例第三十三条第三款).
        let is_first = |asked: &&Consultation| asked.asked_before.is_none();
        let mut spans: Vec<Span> = self
            .consultations
            .iter()
            .filter(is_before)
            .filter(came)
            .filter(is_first)
            .map(|asked| {
                let (through, is_open) = asked.through(&rules.calendar, decided_on);
                let why = format!("征求{}意见", asked.who());
                (asked.sent_on, through, why, is_open, OnTheWay::asking(asked))
            })
            .chain(self.fee_pause(rules))
            .filter(|(_, through, ..)| *through > from)
            .map(|(sent_on, through, why, is_open, letter)| {
                let from = sent_on.max(from);
                Span {
                    from,
                    through,
                    working_days: rules.calendar.working_days_between(from, through),
                    why,
                    is_open,
                    letter,
                }
            })
            .collect();
        spans.sort_by_key(|span| (span.from, span.through));
        spans
    }

    fn fee_pause(&self, rules: &Rules) -> Option<(Date, Date, String, bool, OnTheWay)> {
        let fee = self.fee.filter(|_| !rules.settings.payment_restarts)?;
        Some((
            fee.received_on,
            fee.paid_on?,
            "等待申请人缴纳信息处理费".to_owned(),
            false,
            OnTheWay::plain(Act::FeeNotified, fee.sent_on),
        ))
    }

    /// Every clock of the case, in the order they began.
    pub fn clocks(&self, rules: &Rules) -> Vec<Clock> {
        let calendar = &rules.calendar;
        let mut clocks = Vec::new();
        clocks.extend(self.arrival_clocks(calendar));
        clocks.extend(self.correction_clocks(rules));
        for asked in &self.consultations {
            let mut clock = Clock::plain(
                ClockName::Consultation,
                asked.party.article(),
                asked.received_on,
                OPINION_DAYS,
                calendar,
            )
            .met(
                asked
                    .ended_on()
                    .or(asked.replaced_on)
                    .or(self.decided_since(asked.sent_on)),
            );
            clock.label = format!("征求{}意见", asked.who());
            clocks.push(clock);
        }
        if let Some(fee) = self.fee {
            clocks.push(
                Clock::plain(
                    ClockName::Payment,
                    "政府信息公开信息处理费管理办法（国办函〔2020〕109号）",
                    fee.received_on,
                    PAYMENT_DAYS,
                    calendar,
                )
                .met(fee.paid_on.or(self.decided_since(fee.sent_on))),
            );
        }
        clocks.extend(self.reasons_clock(rules));
        clocks.extend(self.reply_clock(rules));
        clocks.extend(self.orders.iter().map(|ordered| ordered.clock(calendar)));
        clocks
    }

    /// 条例第三十五条 sets no period for reasons: the day the letter sets, or what the organ gives for a correction.
    fn reasons_clock(&self, rules: &Rules) -> Option<Clock> {
        let reasons = self.reasons?;
        let (days, calendar) = (rules.settings.correction_days, &rules.calendar);
        let clock = Clock::plain(
            ClockName::Reasons,
            "条例第三十五条",
            reasons.received_on,
            days,
            calendar,
        );
        let ended_on = self.decided_since(reasons.asked_on);
        Some(
            clock
                .set(reasons.respond_by, calendar)
                .met(reasons.given_on.or(ended_on)),
        )
    }

    /// While an arrival waits to be confirmed: one working day to confirm it (the same day for a letter nobody signed
    /// for), and the warning clock that keeps delay from hiding.
    fn arrival_clocks(&self, calendar: &Calendar) -> Vec<Clock> {
        if !self.channel.needs_confirmation() {
            return Vec::new();
        }
        let days = u16::from(self.channel != super::Channel::OrdinaryPost);
        let done = self.received_on.or(self.withdrawn_on);
        let (_, article) = self.channel.receipt_rule();
        let mut confirmation =
            Clock::plain(ClockName::Confirmation, article, self.arrived_on, days, calendar);
        // A letter that comes on a day off is confirmed on the next working day at the latest.
        if days == 0 && !calendar.is_working_day(self.arrived_on) {
            let due = calendar.due(self.arrived_on, 1);
            confirmation.due_on = due.on;
            confirmation.latest_on = due.on;
            confirmation.tentative = due.tentative;
        }
        let mut clocks = vec![confirmation.met(done)];
        if done.is_none() {
            clocks.push(Clock::plain(
                ClockName::FromArrival,
                "条例第三十三条第二款",
                self.arrived_on,
                REPLY_DAYS,
                calendar,
            ));
        }
        clocks
    }

    /// The day on which the content was found clear, by saying so or by acting on it: who asks for an opinion on the information
    /// or charges for it has understood what is asked for.
    fn found_clear_on(&self) -> Option<Date> {
        let consulted = self.consultations.first().map(|asked| asked.sent_on);
        let charged = self.fee.as_ref().map(|fee| fee.sent_on);
        [self.clear_on, consulted, charged].into_iter().flatten().min()
    }

    /// 告知补正 runs from receipt on, until the notice goes out, the content is found clear, or the case is decided
    /// (条例第三十条); 补正 from the notice.
    fn correction_clocks(&self, rules: &Rules) -> Vec<Clock> {
        let Some(received_on) = self.received_on else {
            return Vec::new();
        };
        let calendar = &rules.calendar;
        let ended_on = self.decided_since(received_on);
        let asked_on = self.first_asked_to_correct();
        let clock = |name, from, days| Clock::plain(name, "条例第三十条", from, days, calendar);
        let notice = clock(ClockName::CorrectionNotice, received_on, CORRECTION_NOTICE_DAYS);
        let mut clocks = vec![notice.met(asked_on.or(self.found_clear_on()).or(ended_on))];
        if let Some(correction) = &self.correction {
            let days = rules.settings.correction_days;
            clocks.push(
                clock(ClockName::Correction, correction.received_on, days)
                    .set(correction.respond_by, calendar)
                    .met(correction.corrected_on.or(ended_on)),
            );
        }
        clocks
    }

    /// The last day to ask for a correction; `None` before receipt.
    pub(super) fn correction_notice_due(&self, calendar: &Calendar) -> Option<Due> {
        Some(calendar.due(self.received_on?, CORRECTION_NOTICE_DAYS))
    }
}

/// The last day that a letter sets, where it had not passed when the letter came (合理期限, 条例第三十条).
pub(super) fn in_force(respond_by: Option<Date>, received_on: Date, calendar: &Calendar) -> Option<Date> {
    respond_by.filter(|day| calendar.rolled(*day).on > received_on)
}

impl Consultation {
    /// The last day the party has; where it is tentative, the earlier one, up to which the reply clock stands still.
    pub fn limit(&self, calendar: &Calendar) -> Date {
        calendar.due(self.received_on, OPINION_DAYS).on
    }

    /// The same by the later reading: before it has passed, silence says nothing.
    pub fn latest_limit(&self, calendar: &Calendar) -> Date {
        calendar.latest_due(self.received_on, OPINION_DAYS)
    }

    /// Up to which day the clock stands for this letter: the opinion, or its limit where that comes first; not beyond
    /// the decision. And whether that end is still open.
    fn through(&self, calendar: &Calendar, decided_on: Option<Date>) -> (Date, bool) {
        let limit = self.limit(calendar);
        match self.ended_on().or(decided_on) {
            Some(on) => (on.min(limit), false),
            None => (limit, true),
        }
    }

    /// The day of its answer, or the day it was known that it did not come. What says neither yes nor no ends nobody's time to
    /// say so, nor the organ's waiting for it (条例第三十二条、第三十三条第三款、第三十四条).
    fn ended_on(&self) -> Option<Date> {
        let heard = [self.settled_on, self.spoken_for_on].into_iter().flatten();
        heard.min().or(self.returned_on)
    }

    /// Whether an opinion may still come in on that day that is waited for.
    pub fn is_pending(&self, calendar: &Calendar, today: Date) -> bool {
        self.ended_on().is_none() && self.stands() && today <= self.latest_limit(calendar)
    }
}

/// The last of `days` working days after `from` that lie in none of the spans. Overlapping spans count once.
fn due_without(calendar: &Calendar, from: Date, days: u16, spans: &[Span]) -> Due {
    let is_excluded = |day: Date| spans.iter().any(|span| span.from < day && day <= span.through);
    calendar.due_outside(from, days, is_excluded)
}
