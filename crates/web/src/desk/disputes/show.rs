//! One dispute: by when the organ answers and why, what went before and after, where it is counted, and what may be done.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::codes::Verdict;
use law::disputes::{Ending, Stage};
use law::staff::Act;
use office::calendar;
use office::disputes::{self, DisputeRecord};
use office::{DisputeId, OfficeError, cases};
use serde::Deserialize;

use super::end;
use super::form::day;
use super::list::{DisputeLine, named};
use super::{HERE, badge};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::when::minute;

/// What was typed into one of the two acts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ActForm {
    pub(super) version: i64,
    answered_on: String,
    pub(super) ending: String,
    pub(super) ended_on: String,
    /// `yes` or `no`.
    pub(super) ordered: String,
    pub(super) order_number: String,
    pub(super) order_received_on: String,
    pub(super) order_by: String,
    pub(super) order_days: String,
    pub(super) order_from: String,
}

/// A year it counts in.
struct InYear {
    year: i16,
    verdict: &'static str,
    href: String,
}

/// The dispute in words.
struct Shown {
    number: String,
    route: &'static str,
    procedure: &'static str,
    authority: String,
    claimant: String,
    subject: String,
    received_on: String,
    due_on: String,
    answered_on: String,
    ending: String,
    /// What it ordered of the reply; empty where it can't have.
    ordered: &'static str,
    note: String,
    stage: &'static str,
    badge: &'static str,
    changed: String,
    /// The case's id and number.
    case: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "desk/disputes/show.html")]
struct DisputePage {
    frame: Frame,
    here: String,
    one: Shown,
    warnings: Vec<String>,
    /// The answer clock line by line: text and article.
    reasons: Vec<(String, &'static str)>,
    years: Vec<InYear>,
    before: Vec<DisputeLine>,
    after: Vec<DisputeLine>,
    endings: Vec<Choice>,
    /// Whether a reply was ordered.
    orderings: Vec<Choice>,
    form: ActForm,
    may_answer: bool,
    may_end: bool,
    /// What the result ordered is still to be said.
    may_order: bool,
    /// Where its registration is corrected, for whoever may.
    correction: Option<String>,
    /// Where a suit after this reconsideration is registered.
    follow: Option<String>,
    errors: FieldErrors,
}

/// The dispute.
pub async fn show(desk: Desk, Path(id): Path<DisputeId>) -> Result<Response, Problem> {
    let known = disputes::get(desk.office(), &desk.actor, id).await?;
    let today = desk.moment.today.to_string();
    let form = ActForm {
        version: known.version,
        answered_on: today.clone(),
        ended_on: today,
        ..ActForm::default()
    };
    let page = page(&desk, &known, form, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Records the answer.
pub async fn answer(
    desk: Desk,
    Path(id): Path<DisputeId>,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    let Some(on) = day(&form.answered_on, "answered_on", desk.moment.today, &mut errors) else {
        return again(&desk, id, form, errors).await;
    };
    let done = disputes::answer(desk.office(), &desk.actor, desk.moment, id, form.version, on).await;
    after(&desk, id, form, done, "已登记答复。").await
}

pub(super) async fn after(
    desk: &Desk,
    id: DisputeId,
    form: ActForm,
    done: Result<(), OfficeError>,
    told: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => {
            let known = disputes::get(desk.office(), &desk.actor, id).await?;
            let number = known.particulars.number;
            Ok(desk.done(&number, &format!("{HERE}/{id}"), told))
        }
        Err(OfficeError::Stale { version, .. }) => {
            let mut errors = FieldErrors::none();
            errors.add(
                "",
                "刚办理过，请对照下面的最新情况；您填写的内容仍在，核对后可再次提交。",
            );
            again(desk, id, ActForm { version, ..form }, errors).await
        }
        Err(error) => again(desk, id, form, FieldErrors::from_office(error)?).await,
    }
}

pub(super) async fn again(
    desk: &Desk,
    id: DisputeId,
    form: ActForm,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    let known = disputes::get(desk.office(), &desk.actor, id).await?;
    let page = page(desk, &known, form, errors).await?;
    desk.again(&page)
}

async fn page(
    desk: &Desk,
    known: &DisputeRecord,
    form: ActForm,
    errors: FieldErrors,
) -> Result<DisputePage, Problem> {
    let today = desk.moment.today;
    let calendar = calendar::holidays(desk.office()).await?;
    let stage = known.dispute.stage();
    let may_handle = desk.may(Act::HandleCases);
    let is_reconsidered = stage == Stage::Ended && known.dispute.route == law::codes::Route::Reconsideration;
    let row = |row: &disputes::DisputeRow| DisputeLine::of(row, today, &calendar);
    Ok(DisputePage {
        frame: desk.frame(&known.particulars.number, Section::Disputes, &[]),
        here: format!("{HERE}/{}", known.id),
        one: Shown::of(known),
        warnings: warnings(known, today),
        reasons: reasons(known),
        years: years(desk, known).await?,
        before: known.before.iter().map(row).collect(),
        after: known.after.iter().map(row).collect(),
        endings: endings(),
        orderings: vec![
            Choice::of("yes", "责令作出答复（重新作出，或者限期履行）"),
            Choice::of("no", "没有责令作出答复"),
        ],
        form,
        may_answer: may_handle && stage == Stage::AwaitingAnswer,
        may_end: may_handle && stage != Stage::Ended,
        may_order: may_handle
            && known.has_ordered != Some(true)
            && known
                .dispute
                .ended
                .is_some_and(|(ending, _)| ending.may_order_reply()),
        correction: may_handle.then(|| format!("{HERE}/{}/correction", known.id)),
        follow: (may_handle && is_reconsidered).then(|| format!("{HERE}/new?after={}", known.id)),
        errors,
    })
}

fn warnings(known: &DisputeRecord, today: jiff::civil::Date) -> Vec<String> {
    let clock = &known.clock;
    let mut warnings = Vec::new();
    let is_over = known.dispute.ended.is_some() && known.dispute.answered_on.is_none();
    if is_over {
        warnings.push("已经审结，没有登记过答复；已经提交过的，请用“更正”补记。".to_owned());
    } else if clock.is_late(known.dispute.answered_on, today) {
        warnings.push(format!("答复期限 {} 已过。{}。", clock.due_on, clock.otherwise));
    }
    if clock.tentative {
        warnings.push("期限涉及放假安排尚未公布的年份，为暂定。".to_owned());
    }
    warnings
}

fn reasons(known: &DisputeRecord) -> Vec<(String, &'static str)> {
    let clock = &known.clock;
    let copy = match known.dispute.route {
        law::codes::Route::Reconsideration => "行政复议申请书副本",
        _ => "起诉状副本",
    };
    vec![
        (format!("{} 收到{copy}。", known.dispute.received_on), ""),
        (format!("{}。", clock.rule), clock.article),
        (
            format!("应当于 {} 前提交。{}。", clock.due_on, clock.otherwise),
            "",
        ),
    ]
}

/// Every year it counts in until now, with its column.
async fn years(desk: &Desk, known: &DisputeRecord) -> Result<Vec<InYear>, Problem> {
    let settings = cases::settings(desk.office(), &desk.actor).await?.disputes;
    let today = desk.moment.today;
    let last = known.dispute.ended.map_or(today, |(_, on)| on).year();
    let counted = (known.dispute.received_on.year()..=last).filter_map(|year| {
        let verdict = known.dispute.counted_in(year, &settings)?;
        Some(in_year(known, year, verdict))
    });
    Ok(counted.collect())
}

fn in_year(known: &DisputeRecord, year: i16, verdict: Verdict) -> InYear {
    let route = known.dispute.route.code();
    InYear {
        year,
        verdict: verdict.label(),
        href: format!(
            "{HERE}/counted?year={year}&route={route}&verdict={}",
            verdict.code()
        ),
    }
}

/// The results, each with the column it usually counts in.
pub(super) fn endings() -> Vec<Choice> {
    let choice = |ending: &Ending| {
        let label = format!("{}（{}）", ending.label(), ending.usual_verdict().label());
        Choice::of(ending.code(), label)
    };
    Ending::ALL.iter().map(choice).collect()
}

impl Shown {
    fn of(known: &DisputeRecord) -> Self {
        let own = known.particulars.clone();
        let stage = known.dispute.stage();
        let ended = known.dispute.ended;
        let tentative = if known.clock.tentative { "（暂定）" } else { "" };
        Self {
            number: own.number,
            route: named(own.route),
            procedure: own
                .procedure
                .map(law::disputes::Procedure::label)
                .unwrap_or_default(),
            authority: own.authority,
            claimant: own.claimant,
            subject: own.subject,
            received_on: own.received_on.to_string(),
            due_on: format!("{}{tentative}", known.clock.due_on),
            answered_on: known
                .dispute
                .answered_on
                .map_or_else(|| "尚未登记".to_owned(), |day| day.to_string()),
            ending: ended.map_or_else(
                || "尚未审结".to_owned(),
                |(ending, on)| format!("{}（{on}）", ending.label()),
            ),
            ordered: end::said(known),
            note: own.note,
            stage: stage.label(),
            badge: badge(stage),
            changed: format!("{}于 {} 登记", known.changed_by, minute(known.changed_at)),
            case: known.case.map(|case| (case.to_string(), own.case_number)),
        }
    }
}
