//! A matter as who asked it sees it: where it is, who has it, by when; the answers; and what they may do: add, withdraw, rate, ask
//! again. Each act is a page of its own, and every page is the answer to a GET.

use askama::Template;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use law::codes::spoken;
use law::matters::{Act, ClockName, State, What};
use office::matters::{self, Holder, TrackedMatter};
use office::{MatterId, OfficeError};
use serde::Deserialize;

use super::pass::{MATTER as DOOR, NoPass, Shown};
use super::{HERE, MATTER};
use crate::app::App;
use crate::application_fields::FieldChoice;
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::forms::{FieldErrors, ticket};
use crate::site::ask;
use crate::site::layout::Frame;
use crate::site::preferences::keep_look;
use crate::site::visitor::{Contact, Visitor};
use crate::when::minute;

/// A visitor who has shown number and query code of a matter.
pub struct MatterPass {
    visitor: Visitor,
    who: Holder,
    tracked: TrackedMatter,
    shown: Shown,
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

/// What who asked may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    More,
    Rating,
    Again,
    Withdrawal,
}

impl Step {
    const ALL: [Self; 4] = [Self::More, Self::Rating, Self::Again, Self::Withdrawal];

    const fn code(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Rating => "rating",
            Self::Again => "again",
            Self::Withdrawal => "withdrawal",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    const fn label(self) -> &'static str {
        match self {
            Self::More => "补充内容",
            Self::Rating => "评价答复",
            Self::Again => "再次提出",
            Self::Withdrawal => "撤回",
        }
    }

    const fn button(self) -> &'static str {
        match self {
            Self::More => "提交补充",
            Self::Rating => "提交评价",
            Self::Again => "填写新的来信",
            Self::Withdrawal => "确认撤回",
        }
    }

    const fn done(self) -> &'static str {
        match self {
            Self::More => "补充已提交，办理人员会看到。",
            Self::Rating => "评价已提交，谢谢。",
            Self::Again => "",
            Self::Withdrawal => "已经撤回，本件不再办理。",
        }
    }

    const fn text(self) -> Option<&'static str> {
        match self {
            Self::More => Some("补充的内容"),
            Self::Rating => Some("理由或者建议"),
            Self::Again | Self::Withdrawal => None,
        }
    }

    fn lines(self, tracked: &TrackedMatter) -> Vec<String> {
        let asked = last_note(tracked, Act::MoreAsked);
        match self {
            Self::More if tracked.standing.state == State::AwaitingAsker => {
                asked.map(|note| format!("办理单位请您补充：{note}")).into_iter().collect()
            }
            Self::More => vec!["您原来写的内容不会改动，补充的内容另外记录。".to_owned()],
            Self::Rating => vec![
                "评价自愿，每次答复只能评价一次。评价期届满前，办理人员看不到您的评价；不满意的，会要求重新办理。"
                    .to_owned(),
            ],
            Self::Again => vec!["答复后又有新的情况或者理由的，可以再次提出，作为新的一件办理。".to_owned()],
            Self::Withdrawal => vec!["撤回后不再办理，也不能恢复；需要时可以另行提出。".to_owned()],
        }
    }

    /// Whether it may be done today.
    fn may(self, tracked: &TrackedMatter) -> bool {
        let standing = &tracked.standing;
        let is_allowed = |act: Act| standing.allowed.contains(&act);
        match self {
            Self::More => is_allowed(Act::MoreGiven),
            Self::Rating => is_allowed(Act::Rated),
            Self::Again => !standing.history.answers.is_empty() || !standing.state.is_open(),
            Self::Withdrawal => is_allowed(Act::Withdrawn),
        }
    }
}

fn last_note(tracked: &TrackedMatter, act: Act) -> Option<String> {
    let asked = tracked
        .timeline
        .iter()
        .rfind(|entry| entry.event.what.act() == act);
    asked.and_then(|entry| entry.note.clone())
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
    let by = |name| clock(name).map(|clock| (spoken(clock.due_on), clock.article.clone()));
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
                What::Rated { score } => format!("您的评价：{}", score_label(*score)),
                what => what.told(),
            },
            note: entry.note.clone().filter(|_| is_told),
        }
    };
    tracked.timeline.iter().rev().map(of).collect()
}

/// 政务服务“好差评”五级.
const SCORES: [(u8, &str, &str); 5] = [
    (5, "5", "非常满意"),
    (4, "4", "满意"),
    (3, "3", "基本满意"),
    (2, "2", "不满意"),
    (1, "1", "非常不满意"),
];

fn score_label(score: u8) -> &'static str {
    let found = SCORES.iter().find(|(known, _, _)| *known == score);
    found.map_or("", |(_, _, label)| label)
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// Tells one opening of a page from the next (`office::once`).
    ticket: String,
    content: String,
    score: String,
    /// How the reader wants the pages, where no script tells it.
    look: String,
}

#[derive(Template)]
#[template(path = "site/track/matter_act.html")]
struct ActPage {
    frame: Frame,
    csrf: String,
    number: String,
    title: &'static str,
    lines: Vec<String>,
    label: Option<&'static str>,
    is_needed: bool,
    scores: Vec<FieldChoice>,
    button: &'static str,
    is_final: bool,
    action: String,
    form: StepForm,
    errors: FieldErrors,
}

/// The page of an act; where it can't be done, back to the matter.
pub async fn ask(pass: MatterPass, Path(code): Path<String>) -> Result<Response, Problem> {
    let step = Step::from_code(&code).ok_or(Problem::Missing)?;
    if !step.may(&pass.tracked) {
        return Ok(Redirect::to(MATTER).into_response());
    }
    let form = StepForm {
        ticket: ticket(),
        ..StepForm::default()
    };
    let response = pass.visitor.page(&page(&pass, step, form, FieldErrors::none()))?;
    pass.shown.prolonged(&pass.visitor, response)
}

/// Does it, once, and leads back to the matter.
pub async fn take(
    pass: MatterPass,
    Path(code): Path<String>,
    ProtectedForm(form): ProtectedForm<StepForm>,
) -> Result<Response, Problem> {
    let step = Step::from_code(&code).ok_or(Problem::Missing)?;
    let MatterPass {
        visitor,
        who,
        tracked,
        ..
    } = &pass;
    if step == Step::Again {
        if !step.may(tracked) {
            return Ok(Redirect::to(MATTER).into_response());
        }
        let (id, kind) = (tracked.id, tracked.kind.clone());
        return ask::begun_again(pass.visitor, id, &kind).await;
    }
    let (office, moment) = (visitor.office(), visitor.moment);
    let done = match step {
        Step::More => matters::give_more(office, who, moment, &form.content, &form.ticket).await,
        Step::Rating => {
            let score = form.score.parse().unwrap_or(0);
            matters::rate(office, who, moment, score, &form.content).await
        }
        Step::Withdrawal => matters::withdraw(office, who, moment).await,
        Step::Again => Ok(()),
    };
    match done {
        Ok(()) => {
            let led = Redirect::to(&format!("{MATTER}?done={}", step.code())).into_response();
            Ok(keep_look(&form.look, led))
        }
        Err(error @ (OfficeError::Invalid(_) | OfficeError::Blocked(_))) => {
            let errors = FieldErrors::from_office(error)?;
            visitor.again(&page(&pass, step, form, errors))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(pass: &MatterPass, step: Step, form: StepForm, errors: FieldErrors) -> ActPage {
    let visitor = &pass.visitor;
    let scores = SCORES.iter().map(|(_, code, label)| FieldChoice::of(code, label));
    ActPage {
        frame: visitor.private_frame(step.label(), &[("进度查询", HERE), ("我的来信", MATTER)]),
        csrf: visitor.secret(),
        number: pass.tracked.number.clone(),
        title: step.label(),
        lines: step.lines(&pass.tracked),
        label: step.text(),
        is_needed: step == Step::More,
        scores: if step == Step::Rating {
            scores.collect()
        } else {
            Vec::new()
        },
        button: step.button(),
        is_final: step == Step::Withdrawal,
        action: format!("{MATTER}/{}", step.code()),
        form,
        errors,
    }
}
