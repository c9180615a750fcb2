//! The clocks of a matter: from which day each runs, what does not count, when it is due, when what was due was done. A pure
//! function of the events: the beginning and the pauses stay whatever else changes. Working days: `calendar`; calendar days
//! end on the next working day (民法典第二百零三条), but for the red line, which an inspection counts as it stands.

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};
use serde::Serialize;

use super::clock_name::ClockName;
use super::history::{History, Offer, Rating};
use super::rule_name::RuleName;
use super::rules::Rules;
use crate::calendar::{Calendar, Due};
use crate::codes::Moment;
use crate::rule_rows::{RuleRow, Severity, Threshold, Unit};

/// The days that do not count: those after `from`, up to and with `through`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    pub from: Date,
    pub through: Date,
    pub working_days: u32,
    pub why: String,
    /// The asker has not answered yet: it lasts up to today and goes on.
    pub is_open: bool,
}

impl Span {
    fn holds(&self, day: Date) -> bool {
        self.from < day && day <= self.through
    }
}

/// One clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clock {
    pub name: ClockName,
    pub label: String,
    /// Where its period comes from.
    pub article: String,
    /// Day 0: the first day counted is the next one.
    pub from: Date,
    /// With what it was extended by.
    #[serde(flatten)]
    pub limit: Threshold,
    pub severity: Severity,
    pub excluded: Vec<Span>,
    /// When to remind.
    pub early_on: Date,
    pub due_on: Date,
    /// 暂定: rests on a year whose holidays are not published yet.
    pub tentative: bool,
    /// The day on which what was due was done.
    pub met_on: Option<Date>,
}

impl Clock {
    /// Where its period comes from as whoever asked is told it: empty of what binds this organ by no rule, taken from elsewhere by
    /// way of comparison (参照) or from nowhere.
    pub fn binding_article(&self) -> String {
        let is_borrowed = ["参照", "没有成文规定", "系统默认"]
            .iter()
            .any(|word| self.article.contains(word));
        if is_borrowed {
            String::new()
        } else {
            self.article.clone()
        }
    }

    /// Whether what was due is not done, and the day has passed; or was done too late.
    pub fn is_missed(&self, today: Date) -> bool {
        self.met_on.unwrap_or(today) > self.due_on
    }

    /// Whether what is due is still to be done.
    pub const fn is_running(&self) -> bool {
        self.met_on.is_none()
    }

    /// Whether it stands still now.
    pub fn is_paused(&self) -> bool {
        self.is_running() && self.excluded.iter().any(|span| span.is_open)
    }
}

/// A period by its rule, before anything is known of how it ended.
struct Period<'a> {
    name: ClockName,
    from: Moment,
    row: &'a RuleRow,
    extra: u16,
    spans: Vec<Span>,
}

impl Period<'_> {
    fn clock(self, calendar: &Calendar, met_on: Option<Moment>) -> Clock {
        let (limit, extra) = (self.row.limit, self.extra);
        let due = self.ends(calendar, limit, extra);
        let half = Threshold {
            threshold: limit.threshold.saturating_add(extra.into()).div_ceil(2),
            ..limit
        };
        let early = match (self.row.early_at, limit.unit) {
            (Some(early), _) => self.ends(calendar, early, 0).on,
            // Half a month is no length: half of the days between.
            (None, Unit::Months) => halfway(self.from.on, due.on),
            (None, _) => self.ends(calendar, half, 0).on,
        };
        let excluded = self.spans.iter().filter(|span| span.from < due.on);
        Clock {
            name: self.name,
            label: self.name.label().to_owned(),
            article: self.row.source_document.clone(),
            from: self.from.on,
            limit: Threshold {
                threshold: limit.threshold.saturating_add(extra.into()),
                ..limit
            },
            severity: self.row.severity,
            early_on: early.min(due.on),
            due_on: due.on,
            tentative: due.tentative,
            met_on: met_on.map(|met| met.on),
            excluded: excluded.cloned().collect(),
        }
    }

    /// The last day of so much from its beginning, and of so many days more.
    fn ends(&self, calendar: &Calendar, limit: Threshold, extra: u16) -> Due {
        let is_left_out = |day: Date| self.spans.iter().any(|span| span.holds(day));
        let from = self.from.on;
        let plain = match limit.unit {
            Unit::WorkingDays => {
                return calendar.due_outside(from, limit.days().saturating_add(extra), is_left_out);
            }
            Unit::Months => from.saturating_add(Length::new().months(limit.threshold)),
            Unit::Hours => hours_later(self.from, limit.days()),
            _ => from.saturating_add(Length::new().days(limit.threshold)),
        };
        let plain = plain.saturating_add(Length::new().days(extra));
        let on = stretched(from, plain, is_left_out);
        if self.name == ClockName::RedLine {
            let tentative = false;
            return Due { on, tentative };
        }
        calendar.rolled(on)
    }
}

/// The day on which so many hours are over; without a time of day, each day begun counts as one.
fn hours_later(from: Moment, hours: u16) -> Date {
    match from.at {
        Some(at) => from
            .on
            .to_datetime(at)
            .saturating_add(i64::from(hours).hours())
            .date(),
        None => from.on.saturating_add(Length::new().days(hours.div_ceil(24))),
    }
}

/// The end of a period of calendar days, later by those that do not count.
fn stretched(from: Date, end: Date, is_left_out: impl Fn(Date) -> bool) -> Date {
    let (mut end, mut day) = (end, from);
    while day < end {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if is_left_out(day) {
            end = end.saturating_add(1.day());
        }
    }
    end
}

fn halfway(from: Date, to: Date) -> Date {
    let days = from.until(to).map_or(0, |between| between.get_days());
    from.saturating_add((days - days / 2).days())
}

impl History {
    /// Every clock of the matter, in the order they began.
    pub fn clocks(&self, rules: &Rules, today: Date) -> Vec<Clock> {
        let mut clocks = Vec::new();
        let accepted = self.first_act.or_else(|| self.settled());
        let period = |name, from| self.period(name, from, rules);
        let of = |name, from, met| Some(period(name, from)?.clock(&rules.calendar, met));
        clocks.extend(of(ClockName::Accept, self.received, accepted));
        clocks.extend(
            self.offers
                .iter()
                .filter_map(|offer| self.hand_back_clock(offer, rules)),
        );
        clocks.extend(self.answer_clock(rules, today));
        clocks.extend(of(ClockName::RedLine, self.received, self.settled()));
        for (number, answered) in self.answers.iter().enumerate() {
            let rating = self.ratings.iter().find(|rating| rating.answer == number);
            clocks.extend(of(
                ClockName::RatingWindow,
                *answered,
                rating.map(|rating| rating.on),
            ));
            clocks.extend(rating.and_then(|rating| self.redo_clock(rating, rules)));
        }
        if let Some(answered) = self.answers.first().filter(|_| rules.may_publish(self.kind())) {
            clocks.extend(of(ClockName::PublishAnswer, *answered, self.published));
        }
        clocks
    }

    fn period<'a>(&self, name: ClockName, from: Moment, rules: &'a Rules) -> Option<Period<'a>> {
        Some(Period {
            name,
            from,
            row: self.rule(name.rule(), rules)?,
            extra: 0,
            spans: Vec::new(),
        })
    }

    /// The rule for its kind, as it was in force when it came.
    pub fn rule<'a>(&self, name: RuleName, rules: &'a Rules) -> Option<&'a RuleRow> {
        name.find(&rules.book, self.kind(), self.received.on)
    }

    /// The answer's clock; `None` where no rule sets a period.
    pub fn answer_clock(&self, rules: &Rules, today: Date) -> Option<Clock> {
        let period = Period {
            extra: self.extended_by(rules),
            spans: self.spans(rules, today),
            ..self.period(ClockName::Answer, self.received, rules)?
        };
        Some(period.clock(&rules.calendar, self.settled()))
    }

    /// By how much the answer's period is longer: not by more than the rule allows.
    pub fn extended_by(&self, rules: &Rules) -> u16 {
        let most = self
            .rule(RuleName::Extension, rules)
            .map_or(0, |row| row.limit.days());
        self.extension
            .as_ref()
            .map_or(0, |extension| extension.days.min(most))
    }

    /// When the asker was waited for. Until they answer it is up to today.
    fn spans(&self, rules: &Rules, today: Date) -> Vec<Span> {
        let pauses = self.pauses.iter();
        let spans = pauses.map(|pause| {
            let ended = pause.given.into_iter().chain(self.settled()).min();
            let through = ended.map_or(today, |ended| ended.on);
            Span {
                from: pause.asked.on,
                through,
                working_days: rules.calendar.working_days_between(pause.asked.on, through),
                why: "等候本人补充".to_owned(),
                is_open: ended.is_none(),
            }
        });
        spans.collect()
    }

    /// How long whoever is asked to take it may say that it is not theirs.
    pub fn hand_back_clock(&self, offer: &Offer, rules: &Rules) -> Option<Clock> {
        let period = self.period(ClockName::HandBack, offer.on, rules)?;
        let ended = offer.ended.map(|(on, _)| on).or_else(|| self.settled());
        let mut clock = period.clock(&rules.calendar, ended);
        clock.label = format!("{}退回交办", offer.to);
        Some(clock)
    }

    /// 重办: from a bad rating until the answer is made anew.
    fn redo_clock(&self, rating: &Rating, rules: &Rules) -> Option<Clock> {
        if !self.is_dissatisfied(rating, rules) {
            return None;
        }
        let redone = self.answers.get(rating.answer + 1).copied();
        let closed = self.ended.as_ref().map(|(on, _)| *on);
        let period = self.period(ClockName::Redo, rating.on, rules)?;
        Some(period.clock(&rules.calendar, redone.or(closed)))
    }

    /// Whether the score counts as 不满意.
    pub fn is_dissatisfied(&self, rating: &Rating, rules: &Rules) -> bool {
        let row = self.rule(RuleName::Dissatisfied, rules);
        row.is_some_and(|row| u32::from(rating.score) <= row.limit.threshold)
    }

    /// Whether the last answer was rated as bad, and is to be made anew.
    pub fn is_to_be_redone(&self, rules: &Rules) -> bool {
        let rating = self.last_rating();
        rating.is_some_and(|rating| self.is_dissatisfied(rating, rules))
    }

    /// The window in which the last answer may be rated; `None` before there is an answer, or where there is no such rule.
    pub fn rating_window(&self, rules: &Rules) -> Option<Clock> {
        let answered = self.answers.last()?;
        let period = self.period(ClockName::RatingWindow, *answered, rules)?;
        let rated = self.last_rating().map(|rating| rating.on);
        Some(period.clock(&rules.calendar, rated))
    }
}
