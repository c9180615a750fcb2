//! What who asked a matter may do: add, rate, ask again, withdraw. Each act is a page of its own, and every page is the answer to a GET.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use law::matters::{Act, SCORES, State};
use office::OfficeError;
use office::matters::{self, TrackedMatter};
use serde::Deserialize;

use super::matter::MatterPass;
use super::{HERE, MATTER};
use crate::application_fields::FieldChoice;
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::forms::{FieldErrors, ticket};
use crate::site::ask;
use crate::site::layout::Frame;
use crate::site::preferences::keep_look;

/// What who asked may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    More,
    Rating,
    Again,
    Withdrawal,
}

impl Step {
    pub const ALL: [Self; 4] = [Self::More, Self::Rating, Self::Again, Self::Withdrawal];

    pub const fn code(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Rating => "rating",
            Self::Again => "again",
            Self::Withdrawal => "withdrawal",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    pub const fn label(self) -> &'static str {
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

    pub const fn done(self) -> &'static str {
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
    pub fn may(self, tracked: &TrackedMatter) -> bool {
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

/// What was said with the last act of that kind.
pub(super) fn last_note(tracked: &TrackedMatter, act: Act) -> Option<String> {
    let asked = tracked
        .timeline
        .iter()
        .rfind(|entry| entry.event.what.act() == act);
    asked.and_then(|entry| entry.note.clone())
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
