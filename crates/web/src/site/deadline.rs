//! The calculator of the reply's due day (条例第三十一条至第三十五条): anybody's dates, reckoned line by line as the desk's are.
//! Nothing is kept of them; they stand in the address, so that the result can be passed on.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::{meant_day, typed_count};
use law::cases::{
    Act, Channel, Delivery, Event, HistoryError, LONGEST_EXTENSION, Line, Party, REPLY_DAYS, Standing, What,
};
use law::codes::TableThreeRow;
use office::cases;
use serde::Deserialize;

use super::layout::Frame;
use super::visitor::Visitor;
use crate::errors::Problem;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct DeadlineQuery {
    channel: String,
    arrived: String,
    confirmed: String,
    asked: String,
    corrected: String,
    consulted: String,
    opinion: String,
    extended: String,
    days: String,
    charged: String,
    paid: String,
    replied: String,
}

/// What it comes to.
struct Reckoned {
    /// The due day; empty while it does not run.
    due_on: String,
    /// How long there still is, or where it stands.
    state: String,
    warnings: Vec<String>,
    reasoning: Vec<Line>,
}

struct Choice {
    value: &'static str,
    label: &'static str,
}

#[derive(Template)]
#[template(path = "site/deadline.html")]
struct DeadlinePage {
    frame: Frame,
    asked: DeadlineQuery,
    channels: Vec<Choice>,
    reply_days: u16,
    longest_extension: u16,
    reckoned: Option<Reckoned>,
    errors: FieldErrors,
    /// Whether one of the rarer dates is filled in.
    has_more: bool,
}

/// The form, and what was reckoned.
pub async fn deadline(visitor: Visitor, Query(asked): Query<DeadlineQuery>) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    let is_asked = !asked.channel.is_empty() || !asked.arrived.trim().is_empty();
    let events = if is_asked {
        events(&asked, visitor.moment.today, &mut errors)
    } else {
        Vec::new()
    };
    let mut reckoned = None;
    if is_asked && errors.is_empty() {
        match cases::reckoned(visitor.office(), visitor.site.organ.id, visitor.moment, events).await? {
            Ok((standing, left)) => reckoned = Some(Reckoned::of(&standing, left)),
            Err(error) => errors.add(field_of(&error), why(&error)),
        }
    }
    let is_wrong = !errors.is_empty();
    let page = DeadlinePage {
        frame: visitor.frame("答复期限测算", &[("依申请公开", "/apply")]),
        channels: Channel::ALL
            .iter()
            .map(|channel| Choice {
                value: channel.code(),
                label: channel.label(),
            })
            .collect(),
        reply_days: REPLY_DAYS,
        longest_extension: LONGEST_EXTENSION,
        has_more: asked.has_more(),
        asked,
        reckoned,
        errors,
    };
    if is_wrong {
        visitor.again(&page)
    } else {
        visitor.page(&page)
    }
}

impl DeadlinePage {
    fn most(&self) -> String {
        format!("不超过 {}", self.longest_extension)
    }
}

impl DeadlineQuery {
    fn has_more(&self) -> bool {
        let rarer = [
            &self.asked,
            &self.corrected,
            &self.consulted,
            &self.opinion,
            &self.extended,
            &self.days,
            &self.charged,
            &self.paid,
            &self.replied,
        ];
        rarer.iter().any(|typed| !typed.trim().is_empty())
    }
}

impl Reckoned {
    fn of(standing: &Standing, left: String) -> Self {
        let state = if left.is_empty() {
            standing.state.label().to_owned()
        } else {
            left
        };
        Self {
            due_on: standing.due_on.map(|day| day.to_string()).unwrap_or_default(),
            state,
            warnings: standing.warnings.clone(),
            reasoning: standing.reasoning.iter().map(as_typed).collect(),
        }
    }
}

/// How an answer is reckoned with: neither an outcome nor an opinion is asked for on the form, and none is told.
const OUTCOME: TableThreeRow = TableThreeRow::OtherwiseOther;

/// A line without what nobody typed.
fn as_typed(line: &Line) -> Line {
    let text = match line.text.split_once(" 作出答复：") {
        Some((day, _)) => format!("{day} 作出答复，按当天送出计算。"),
        None => line.text.replace("收到意见：同意公开。", "收到意见。"),
    };
    Line { text, ..line.clone() }
}

/// The events of what was typed, in the order of their days; of one day, in the order of the form.
fn events(asked: &DeadlineQuery, today: Date, errors: &mut FieldErrors) -> Vec<Event> {
    let mut events = Vec::new();
    received(asked, today, &mut events, errors);
    let mut add = |field: &'static str, typed: &str, what: What| {
        if let Some(on) = day(field, typed, today, errors) {
            events.push(Event { on, what });
        }
    };
    add(
        "asked",
        &asked.asked,
        What::CorrectionRequested {
            respond_by: None,
            received_on: None,
        },
    );
    add("corrected", &asked.corrected, What::Corrected {});
    let (party, name) = (Party::ThirdParty, None);
    let sent = What::ConsultationSent {
        party,
        name: name.clone(),
        received_on: None,
        number: None,
        content: None,
    };
    add("consulted", &asked.consulted, sent);
    let answered = What::ConsultationAnswered {
        party,
        name,
        // What says neither yes nor no would be waited for further.
        consents: Some(true),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    add("opinion", &asked.opinion, answered);
    add("charged", &asked.charged, What::FeeNotified { received_on: None });
    add("paid", &asked.paid, What::FeePaid {});
    // The day an applicant knows is the day the answer went out (国办公开办函〔2016〕235号).
    if let Some(on) = day("replied", &asked.replied, today, errors) {
        let how = Delivery::Post;
        let both = [What::replied(OUTCOME), What::Delivered { how }];
        events.extend(both.map(|what| Event { on, what }));
    }
    extended(asked, today, &mut events, errors);
    for event in &mut events {
        // The form asks for the day the notice came.
        if let What::FeeNotified { received_on } = &mut event.what {
            *received_on = Some(event.on);
        }
    }
    events.sort_by_key(|event| event.on);
    events
}

fn received(asked: &DeadlineQuery, today: Date, events: &mut Vec<Event>, errors: &mut FieldErrors) {
    let channel = Channel::from_code(&asked.channel);
    if channel.is_none() {
        errors.add("channel", "请选择申请是怎样提交的。");
    }
    if asked.arrived.trim().is_empty() {
        errors.add("arrived", "请填写提交、签收或者送到的日期。");
    }
    let arrived = day("arrived", &asked.arrived, today, errors);
    let confirmed = day("confirmed", &asked.confirmed, today, errors);
    let (Some(channel), Some(arrived)) = (channel, arrived) else {
        return;
    };
    let needs = channel.needs_confirmation();
    events.push(Event {
        on: arrived,
        what: What::Received {
            channel,
            arrived_on: None,
            confirmed_on: needs.then_some(None),
        },
    });
    if let Some(on) = confirmed.filter(|_| needs) {
        events.push(Event {
            on,
            what: What::Confirmed {},
        });
    }
}

fn extended(asked: &DeadlineQuery, today: Date, events: &mut Vec<Event>, errors: &mut FieldErrors) {
    let on = day("extended", &asked.extended, today, errors);
    let typed = asked.days.trim();
    let days = typed_count::<u16>(typed).filter(|days| (1..=LONGEST_EXTENSION).contains(days));
    if !typed.is_empty() && days.is_none() {
        let why = format!("“延长的工作日数”请填写 1 至 {LONGEST_EXTENSION} 之间的整数。");
        errors.add("days", why);
    }
    match (on, days) {
        (Some(on), Some(days)) => events.push(Event {
            on,
            what: What::Extended {
                days,
                approved_by: "（姓名以告知书为准）".to_owned(),
            },
        }),
        (Some(_), None) if typed.is_empty() => errors.add("days", "请填写延长的工作日数。"),
        (None, Some(_)) if asked.extended.trim().is_empty() => {
            errors.add("extended", "请填写决定延长答复期限的日期。");
        }
        _ => {}
    }
}

fn day(field: &'static str, typed: &str, today: Date, errors: &mut FieldErrors) -> Option<Date> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    meant_day(typed, today).map_err(|why| errors.add(field, why)).ok()
}

/// The field of the date that can't be.
fn field_of(error: &HistoryError) -> &'static str {
    let (HistoryError::NoReceipt { act, .. } | HistoryError::Impossible { act, .. }) = error else {
        return "arrived";
    };
    match act {
        Act::Confirmed => "confirmed",
        Act::CorrectionRequested => "asked",
        Act::Corrected => "corrected",
        Act::ConsultationSent => "consulted",
        Act::ConsultationAnswered => "opinion",
        Act::Extended => "extended",
        Act::FeeNotified => "charged",
        Act::FeePaid => "paid",
        Act::Replied | Act::Delivered => "replied",
        _ => "arrived",
    }
}

fn why(error: &HistoryError) -> String {
    match error {
        HistoryError::Impossible { why, .. } => why.clone(),
        _ => "这个日期早于收到申请之日，请核对。".to_owned(),
    }
}
