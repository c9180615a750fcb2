//! A matter as who asked it sees it: where it is, who has it, by when; the answers; and what they may do (`matter_act`).

use askama::Template;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::response::Response;
use law::codes::spoken;
use law::matters::{Act, ClockName, State, What};
use office::MatterId;
use office::matters::{self, Holder, TrackedMatter};
use serde::Deserialize;

use super::matter_act::{Step, last_note};
use super::pass::{MATTER as DOOR, NoPass, Shown};
use super::{HERE, MATTER};
use crate::app::App;
use crate::errors::Problem;
use crate::site::layout::Frame;
use crate::site::visitor::{Contact, Visitor};
use crate::when::minute;

/// A visitor who has shown number and query code of a matter.
pub struct MatterPass {
    pub(super) visitor: Visitor,
    pub(super) who: Holder,
    pub(super) tracked: TrackedMatter,
    pub(super) shown: Shown,
}

impl FromRequestParts<App> for MatterPass {
    type Rejection = NoPass;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NoPass> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let shown = Shown::good(&visitor, &parts.headers, DOOR).await?;
        let shown = shown.ok_or(NoPass::Ask)?;
        let who = Holder {
            organ: visitor.site.organ.id,
            matter: MatterId(shown.id),
            from: visitor.address.clone(),
        };
        let tracked = matters::tracked(visitor.office(), &who, visitor.moment).await?;
        Ok(Self {
            tracked: tracked.ok_or(NoPass::Ask)?,
            visitor,
            who,
            shown,
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ShowQuery {
    done: String,
}

struct Answer {
    label: &'static str,
    on: String,
    words: String,
}

struct Happened {
    on: String,
    text: String,
    note: Option<String>,
}

struct Link {
    href: String,
    label: &'static str,
}

#[derive(Template)]
#[template(path = "site/track/matter.html")]
struct MatterPage {
    frame: Frame,
    csrf: String,
    title: String,
    number: String,
    kind: String,
    words: String,
    state: &'static str,
    now: String,
    article: String,
    is_pressing: bool,
    /// Who has it, while it is open.
    owner: Option<String>,
    received_on: String,
    due_on: Option<String>,
    answers: Vec<Answer>,
    timeline: Vec<Happened>,
    awaited: Option<Link>,
    links: Vec<Link>,
    is_published: bool,
    done: Option<&'static str>,
    contacts: Vec<Contact>,
}

/// The page.
pub async fn show(pass: MatterPass, Query(asked): Query<ShowQuery>) -> Result<Response, Problem> {
    let (visitor, tracked) = (&pass.visitor, &pass.tracked);
    let standing = &tracked.standing;
    let (now, article) = now(tracked);
    let awaited = match standing.state {
        State::AwaitingAsker => Some(Step::More),
        State::Answered => Some(Step::Rating),
        _ => None,
    };
    let awaited = awaited.filter(|step| step.may(tracked));
    let links = Step::ALL
        .into_iter()
        .filter(|step| Some(*step) != awaited && step.may(tracked));
    let due = standing
        .clock(ClockName::Answer)
        .filter(|clock| clock.is_running());
    let response = visitor.page(&MatterPage {
        frame: visitor.private_frame("我的来信", &[("进度查询", HERE)]),
        csrf: visitor.secret(),
        title: tracked.title.clone(),
        number: tracked.number.clone(),
        kind: tracked.kind_label.clone(),
        words: tracked.words.clone(),
        state: standing.state.label(),
        now,
        article,
        is_pressing: awaited == Some(Step::More) || standing.overdue,
        owner: standing.owner.clone(),
        received_on: spoken(standing.received.on),
        due_on: due.map(|clock| spoken(clock.due_on)),
        answers: answers(tracked),
        timeline: timeline(tracked),
        awaited: awaited.map(link),
        links: links.map(link).collect(),
        is_published: tracked.is_published,
        done: Step::from_code(&asked.done)
            .map(Step::done)
            .filter(|done| !done.is_empty()),
        contacts: visitor.contacts(),
    })?;
    pass.shown.prolonged(visitor, response)
}

fn link(step: Step) -> Link {
    Link {
        href: format!("{MATTER}/{}", step.code()),
        label: step.label(),
    }
}

/// What is going on, in a sentence, and where its day comes from.
fn now(tracked: &TrackedMatter) -> (String, String) {
    let standing = &tracked.standing;
    let owner = standing.owner.clone().unwrap_or_default();
    let clock = |name| standing.clock(name).filter(|clock| clock.is_running());
    let by = |name| clock(name).map(|clock| (spoken(clock.due_on), clock.binding_article()));
    match standing.state {
        State::AwaitingAsker => {
            let asked = last_note(tracked, Act::MoreAsked).unwrap_or_default();
            (
                format!("请您补充：{asked}　补充之前，答复期限暂停计算。"),
                String::new(),
            )
        }
        State::Answered => match by(ClockName::RatingWindow) {
            Some((on, article)) => (
                format!("已经答复。您可以在 {on}前（含当日）评价，不满意的会重新办理。"),
                article,
            ),
            None => ("已经答复。".to_owned(), String::new()),
        },
        State::ToClose => ("已经答复，将办结归档。".to_owned(), String::new()),
        State::Redoing => match by(ClockName::Redo) {
            Some((on, article)) => (
                format!("由{owner}重新办理，将在 {on}前（含当日）再次答复。"),
                article,
            ),
            None => (format!("由{owner}重新办理。"), String::new()),
        },
        State::Closed => ("已经办结。".to_owned(), String::new()),
        State::Withdrawn => ("您已经撤回，不再办理。".to_owned(), String::new()),
        State::Declined => (
            last_note(tracked, Act::Declined).unwrap_or_default(),
            String::new(),
        ),
        _ => match by(ClockName::Answer) {
            Some((on, article)) => (format!("现由{owner}负责，将在 {on}前（含当日）答复。"), article),
            None => (format!("现由{owner}负责。"), String::new()),
        },
    }
}

fn answers(tracked: &TrackedMatter) -> Vec<Answer> {
    let mut all: Vec<Answer> = tracked
        .answers
        .iter()
        .map(|answer| Answer {
            label: if answer.place == 0 {
                "答复"
            } else {
                "重新办理后的答复"
            },
            on: answer.sent_at.map(minute).unwrap_or_default(),
            words: answer.words.clone(),
        })
        .collect();
    all.reverse();
    all
}

/// The course, the latest first; the office's own reasons among themselves are not told.
fn timeline(tracked: &TrackedMatter) -> Vec<Happened> {
    let of = |entry: &matters::Entry| {
        let is_told = entry.is_own || entry.event.what.is_news();
        Happened {
            on: entry.event.on.told(),
            text: match &entry.event.what {
                What::Rated { score } => format!("您的评价：{}", law::matters::score_label(*score)),
                what => what.told(),
            },
            note: entry.note.clone().filter(|_| is_told),
        }
    };
    tracked.timeline.iter().rev().map(of).collect()
}
