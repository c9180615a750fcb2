//! The review of an annual report, where the organ set a chain for reports: handed over, agreed to, sent back.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use law::review::{Level, LevelSetting, Standing, Step, Verdict};
use law::staff::Act;
use office::chains;
use office::documents::Opinion;
use office::reports::{self, Draft, ReportReview};
use office::{AccountId, OfficeError};
use serde::Deserialize;

use super::HERE;
use super::show::page;
use crate::csrf::ProtectedForm;
use crate::desk::documents::{LevelShown, by, does, signed};
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// The chain of a report as its page shows it.
pub struct Reviewed {
    pub levels: Vec<LevelShown>,
    pub standing: String,
    /// Why it went back, while it has not been handed over again.
    pub back: Option<String>,
    /// The level that whoever looks may take: its name, and whether it is the secrecy review.
    pub mine: Option<(String, bool)>,
    pub may_submit: bool,
    pub is_passed: bool,
    pub version: i64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    version: i64,
    verdict: String,
    opinion: String,
}

impl Reviewed {
    /// The chain of this report; `None` where none is set.
    pub async fn of(desk: &Desk, draft: &Draft) -> Result<Option<Self>, Problem> {
        let review = reports::review(desk.office(), &desk.actor, draft.year).await?;
        let Some(review) = review else {
            return Ok(None);
        };
        let people = chains::people(desk.office(), &desk.actor).await?;
        let people: BTreeMap<AccountId, String> = people.into_iter().collect();
        let next = review.waits_at().map(|(level, _)| level);
        let shown = |(level, setting): (Level, &LevelSetting)| {
            let step = review.agreement(level);
            LevelShown {
                name: setting.name.clone(),
                does: does(setting),
                by: by(&setting.who, &people),
                who: step.map(signed).unwrap_or_default(),
                opinion: step.and_then(|step| step.opinion.clone()).unwrap_or_default(),
                is_next: next == Some(level),
            }
        };
        let is_open = draft.has_changes || draft.latest_edition == 0;
        let waits = matches!(review.standing, Standing::At(_) | Standing::Passed);
        Ok(Some(Self {
            levels: review.levels.all().map(shown).collect(),
            standing: standing(&review),
            back: review.sent_back().map(back),
            mine: mine(&review).filter(|_| is_open),
            may_submit: is_open && !waits && desk.may(Act::WriteReports),
            is_passed: review.is_passed(),
            version: draft.version,
        }))
    }
}

fn mine(review: &ReportReview) -> Option<(String, bool)> {
    let setting = review.levels.at(*review.my_level.as_ref().ok()?)?;
    Some((setting.name.clone(), setting.is_secrecy))
}

fn standing(review: &ReportReview) -> String {
    match (review.sent_back(), review.waits_at()) {
        (Some(step), _) => format!("已由{}{}", step.name, step.verdict.label()),
        (_, Some((_, setting))) => format!("送审中：{}", setting.name),
        _ if review.is_passed() => "各级已通过".to_owned(),
        _ => "尚未送审".to_owned(),
    }
}

fn back(step: &Step) -> String {
    let words = step.opinion.as_deref().unwrap_or_default();
    format!("{}（{}）：{words}", signed(step), step.level_name())
}

/// Hands the draft over to review.
pub async fn submit(
    desk: Desk,
    Path(year): Path<i16>,
    ProtectedForm(form): ProtectedForm<ReviewForm>,
) -> Result<Response, Problem> {
    let of = (year, form.version);
    match reports::submit(desk.office(), &desk.actor, desk.moment, of, &form.opinion).await {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{year}"), "已送审。")),
        Err(error) => again(&desk, year, form, error).await,
    }
}

/// Agrees, asks for changes or sends it back.
pub async fn judge(
    desk: Desk,
    Path(year): Path<i16>,
    ProtectedForm(form): ProtectedForm<ReviewForm>,
) -> Result<Response, Problem> {
    let done = match Verdict::from_code(&form.verdict) {
        Some(verdict) => {
            let opinion = Opinion {
                verdict,
                words: &form.opinion,
            };
            let of = (year, form.version);
            reports::give_verdict(desk.office(), &desk.actor, desk.moment, of, opinion).await
        }
        None => Err(OfficeError::invalid("opinion", "请选择同意、请修改或者退回。")),
    };
    match done {
        Ok(standing) => {
            let told = match standing {
                Standing::Passed => "已同意，各级审核校对都已通过，可以定稿公布。",
                Standing::At(_) => "已记录。",
                Standing::Back(_) | Standing::Unsubmitted => "已退回编写人。",
            };
            Ok(redirect_with(&format!("{HERE}/{year}"), told))
        }
        Err(error) => again(&desk, year, form, error).await,
    }
}

/// The page of the year again, with what was wrong and what was typed.
async fn again(desk: &Desk, year: i16, form: ReviewForm, error: OfficeError) -> Result<Response, Problem> {
    let errors = match error {
        OfficeError::Stale { .. } => {
            let mut errors = FieldErrors::none();
            errors.add("", "年度报告在您打开以后又有变动，请看过下面的内容再办理。");
            errors
        }
        OfficeError::Refused(refusal) => {
            let mut errors = FieldErrors::none();
            errors.add("", refusal.to_string());
            errors
        }
        error => FieldErrors::from_office(error)?,
    };
    let page = page(desk, year, form.opinion, errors).await?;
    desk.again(&page)
}
