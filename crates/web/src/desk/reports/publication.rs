//! Freezing and publishing: what the checks find, what a correction changes, and the signer's reasons where they are due.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::meant_day;
use law::reports::{Finding, contradictions, other_errors};
use office::OfficeError;
use office::reports::{self, Draft, Freeze};

use super::{Found, HERE, REASON, counted, draft_of, found, reason_for};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

/// What the signer typed.
#[derive(Clone, Default)]
pub struct Typed {
    version: i64,
    exception: String,
    correction: String,
    first_published_on: String,
    first_published_why: String,
    /// Findings with the reasons typed for them.
    reasons: Vec<(String, String)>,
}

impl Typed {
    fn sent(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "version" => typed.version = value.parse().unwrap_or(0),
                "exception" => typed.exception = value,
                "correction" => typed.correction = value,
                "first_published_on" => typed.first_published_on = value,
                "first_published_why" => typed.first_published_why = value,
                _ => {
                    if let Some(finding) = reason_for(&name) {
                        typed.reasons.push((finding.to_owned(), value));
                    }
                }
            }
        }
        typed
    }

    /// The day of its publication elsewhere, if one is named; or what is wrong with what was typed.
    fn first_day(&self, today: Date) -> Result<Option<Date>, String> {
        match self.first_published_on.trim() {
            "" => Ok(None),
            typed => meant_day(typed, today).map(Some),
        }
    }
}

/// A contradiction between text and tables with the field for its reason.
struct Contradiction {
    message: String,
    id: String,
    name: String,
    value: String,
    /// Who gave the reason that is kept.
    by: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/reports/publication.html")]
struct PublicationPage {
    frame: Frame,
    year: i16,
    title: String,
    next: i64,
    changed: String,
    findings: Vec<Found>,
    contradictions: Vec<Contradiction>,
    counted: String,
    /// Whether the year it reports on has not ended.
    is_early: bool,
    /// Whether an exception must be named.
    has_errors: bool,
    /// What differs from the edition that is out; `None` before the first.
    changes: Option<String>,
    has_changes: bool,
    form: Typed,
    errors: FieldErrors,
}

/// Asks; the correction's note begins with what has changed.
pub async fn ask(desk: Desk, Path(year): Path<i16>) -> Result<Response, Problem> {
    let draft = draft_of(&desk, year).await?;
    let changes = reports::changes_since(desk.office(), &desk.actor, &draft.reading.report).await?;
    let form = Typed {
        version: draft.version,
        correction: changes.unwrap_or_default(),
        first_published_on: draft
            .first_published
            .as_ref()
            .map(|first| first.on.to_string())
            .unwrap_or_default(),
        first_published_why: draft
            .first_published
            .as_ref()
            .map(|first| first.why.clone())
            .unwrap_or_default(),
        ..Typed::default()
    };
    let page = page(&desk, draft, form, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Freezes the draft and publishes it.
pub async fn publish(
    desk: Desk,
    Path(year): Path<i16>,
    ProtectedForm(pairs): ProtectedForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let mut form = Typed::sent(pairs);
    let first_published_on = match form.first_day(desk.moment.today) {
        Ok(day) => day,
        Err(message) => {
            let mut errors = FieldErrors::none();
            errors.add("first_published_on", message);
            let draft = draft_of(&desk, year).await?;
            let page = page(&desk, draft, form, errors).await?;
            return desk.again(&page);
        }
    };
    let error = match frozen(&desk, year, &mut form, first_published_on).await {
        Ok(number) => {
            let address = format!("{HERE}/{year}");
            return Ok(redirect_with(&address, &format!("第 {number} 版已定稿并公布。")));
        }
        Err(error) => error,
    };
    let draft = draft_of(&desk, year).await?;
    let errors = match error {
        OfficeError::Stale { .. } => {
            form.version = draft.version;
            let mut errors = FieldErrors::none();
            let (who, when) = (&draft.changed_by, minute(draft.changed_at));
            errors.add(
                "",
                format!("{who}于 {when} 又修改了草稿。请看过修改后的草稿和下面的检查结果再公布。"),
            );
            errors
        }
        // The reasons typed are kept for whoever may publish.
        OfficeError::Refused(refusal) => {
            let mut errors = FieldErrors::none();
            errors.add("", refusal.to_string());
            errors
        }
        error => FieldErrors::from_office(error)?,
    };
    let page = page(&desk, draft, form, errors).await?;
    desk.again(&page)
}

/// The reasons, then the edition with them; returns its number.
async fn frozen(
    desk: &Desk,
    year: i16,
    form: &mut Typed,
    first_published_on: Option<Date>,
) -> Result<i64, OfficeError> {
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    form.version = reports::explain(office, actor, moment, year, form.version, &form.reasons).await?;
    let freeze = Freeze {
        version: form.version,
        exception: form.exception.clone(),
        correction: form.correction.clone(),
        first_published_on,
        first_published_why: form.first_published_why.clone(),
    };
    reports::freeze_and_publish(office, actor, moment, year, &freeze).await
}

/// The contradictions with the reasons typed, else those that are kept.
fn contradicting(findings: &[Finding], draft: &Draft, form: &Typed) -> Vec<Contradiction> {
    let contradiction = |(index, finding): (usize, &Finding)| {
        let kept = finding.explained(&draft.explanations);
        let typed = form.reasons.iter().find(|(of, _)| *of == finding.message);
        let typed = typed.map(|(_, reason)| reason.clone());
        Contradiction {
            message: finding.message.clone(),
            id: format!("reason-{index}"),
            name: format!("{REASON}{}", finding.message),
            value: typed
                .or_else(|| kept.map(|kept| kept.reason.clone()))
                .unwrap_or_default(),
            by: kept.map(|kept| kept.by.clone()),
        }
    };
    contradictions(findings).enumerate().map(contradiction).collect()
}

async fn page(
    desk: &Desk,
    draft: Draft,
    form: Typed,
    errors: FieldErrors,
) -> Result<PublicationPage, Problem> {
    let year = draft.year;
    let findings = reports::findings(desk.office(), &desk.actor, &draft.reading).await?;
    let changes = reports::changes_since(desk.office(), &desk.actor, &draft.reading.report).await?;
    let (step, back) = (format!("{year} 年度报告"), format!("{HERE}/{year}"));
    Ok(PublicationPage {
        frame: desk.frame("定稿公布", Section::Reports, &[(&step, &back)]),
        year,
        title: draft.reading.report.title(),
        next: draft.latest_edition + 1,
        changed: format!("{}于 {} 修改", draft.changed_by, minute(draft.changed_at)),
        counted: counted(&findings, 0),
        is_early: law::reports::is_early(year, desk.moment.today),
        has_errors: other_errors(&findings) > 0,
        contradictions: contradicting(&findings, &draft, &form),
        findings: found(findings, &draft.explanations)
            .into_iter()
            .filter(|found| !found.finding.check.is_contradiction())
            .collect(),
        changes,
        has_changes: draft.has_changes || draft.latest_edition == 0,
        form,
        errors,
    })
}
