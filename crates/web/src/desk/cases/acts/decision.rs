//! The decision in five steps (补不补、该不该、有没有、给不给、当不当): each asks its question and offers the outcomes that end
//! there, each with what stands in its way today; the outcome chosen asks for what it must rest on.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use law::cases::decision::{Decision, Facts, blockers, hints};
use law::cases::letters::LetterKind;
use law::cases::outcomes::{InternalAffair, ProcessKind, Safety, Step, ThirdPartyInterest};
use law::codes::{Outcome, WhyNot};
use law::staff::Act;
use office::cases::{self, Case};
use office::{CaseId, OfficeError};
use serde::Deserialize;

use super::decision_form::DecisionForm;
use crate::csrf::ProtectedForm;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// Which step is looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DecisionQuery {
    step: String,
}

/// A step in the row above the question.
struct StepShown {
    code: &'static str,
    label: &'static str,
    is_current: bool,
}

/// An outcome that ends at the step.
struct Offered {
    code: &'static str,
    label: &'static str,
    article: &'static str,
    row: String,
    is_chosen: bool,
    /// What in the case's history is against it.
    why_not: Option<String>,
}

/// The decision so far.
struct Drafted {
    code: &'static str,
    label: &'static str,
    article: &'static str,
    by: String,
    lacks: Vec<WhyNot>,
    hints: Vec<WhyNot>,
    /// The reply that tells it.
    kind: &'static str,
    title: &'static str,
    /// It gives information away: files go out with it.
    gives: bool,
}

#[derive(Template)]
#[template(path = "desk/cases/decision.html")]
struct DecisionPage {
    frame: Frame,
    here: String,
    back: String,
    question: &'static str,
    current: &'static str,
    steps: Vec<StepShown>,
    offered: Vec<Offered>,
    next: Option<(&'static str, &'static str)>,
    drafted: Option<Drafted>,
    may_handle: bool,
}

#[derive(Template)]
#[template(path = "desk/cases/decision_form.html")]
struct FormPage {
    frame: Frame,
    here: String,
    back: String,
    meanwhile: Option<String>,
    outcome: &'static str,
    article: &'static str,
    groups: &'static [&'static str],
    needs_interest: bool,
    form: DecisionForm,
    refusals: Vec<Choice>,
    safeties: Vec<Choice>,
    affairs: Vec<Choice>,
    processes: Vec<Choice>,
    interests: Vec<Choice>,
    errors: FieldErrors,
}

impl FormPage {
    /// Whether the outcome asks for this.
    fn asks(&self, group: &str) -> bool {
        self.groups.contains(&group)
    }
}

/// The five steps, and the decision as it is drafted.
pub async fn steps(
    desk: Desk,
    Path(id): Path<CaseId>,
    Query(asked): Query<DecisionQuery>,
) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let facts = cases::decision_facts(desk.office(), &desk.actor, desk.moment, &case).await?;
    let drafted = cases::decision(desk.office(), &desk.actor, id).await?;
    let chosen = drafted.as_ref().map(|(decision, _)| decision.outcome);
    let step = Step::from_code(&asked.step)
        .or_else(|| chosen.map(Outcome::step))
        .unwrap_or(Step::Clear);
    let back = format!("{HERE}/{id}");
    let after = Step::ALL.iter().skip_while(|one| **one != step).nth(1);
    desk.page(&DecisionPage {
        frame: desk.frame("处理决定", Section::Cases, &[(&case.number, &back)]),
        here: format!("{back}/decision"),
        back,
        question: step.question(),
        current: step.label(),
        steps: Step::ALL.iter().map(|one| shown(*one, step)).collect(),
        offered: step
            .outcomes()
            .iter()
            .map(|one| offered(*one, chosen, &facts))
            .collect(),
        next: after.map(|step| (step.code(), step.label())),
        drafted: drafted.map(|(decision, by)| Drafted::of(&decision, by, &facts)),
        may_handle: desk.may(Act::HandleCases) && case.standing.outcome.is_none(),
    })
}

fn shown(step: Step, current: Step) -> StepShown {
    StepShown {
        code: step.code(),
        label: step.label(),
        is_current: step == current,
    }
}

fn offered(outcome: Outcome, chosen: Option<Outcome>, facts: &Facts) -> Offered {
    const OF_HISTORY: [&str; 7] = [
        "override",
        "third_parties",
        "co_makers",
        "correction",
        "fee",
        "reasons_asked",
        "withdrawn",
    ];
    let against = blockers(&Decision::of(outcome), facts);
    Offered {
        code: outcome.code(),
        label: outcome.label(),
        article: outcome.article(),
        row: outcome.row().full_label(),
        is_chosen: chosen == Some(outcome),
        why_not: against
            .into_iter()
            .find(|blocker| OF_HISTORY.contains(&blocker.field))
            .map(|blocker| blocker.message),
    }
}

impl Drafted {
    fn of(decision: &Decision, by: String, facts: &Facts) -> Self {
        let outcome = decision.outcome;
        Self {
            code: outcome.code(),
            label: outcome.label(),
            article: outcome.article(),
            by,
            lacks: blockers(decision, facts),
            hints: hints(decision),
            kind: LetterKind::of(outcome).code(),
            title: outcome.title(),
            gives: decision.has_grant(),
        }
    }
}

/// The form of an outcome, with what the drafted decision holds.
pub async fn form(desk: Desk, Path((id, outcome)): Path<(CaseId, String)>) -> Result<Response, Problem> {
    let outcome = Outcome::from_code(&outcome).ok_or(Problem::Missing)?;
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let facts = cases::decision_facts(desk.office(), &desk.actor, desk.moment, &case).await?;
    let drafted = cases::decision(desk.office(), &desk.actor, id).await?;
    let (form, errors) = match drafted {
        Some((decision, _)) => {
            let lacks = (decision.outcome == outcome).then(|| blockers(&decision, &facts));
            let form = DecisionForm::of(&decision, case.version, outcome);
            (form, lacking(outcome, lacks.unwrap_or_default()))
        }
        None => (
            DecisionForm::of(&Decision::of(outcome), case.version, outcome),
            FieldErrors::none(),
        ),
    };
    desk.page(&page(&desk, &case, &facts, outcome, form, errors))
}

/// What a saved draft still lacks, at its fields; of a withheld part, at the parts.
fn lacking(outcome: Outcome, lacks: Vec<WhyNot>) -> FieldErrors {
    let mut errors = FieldErrors::none();
    for lack in lacks {
        let field = match lack.field {
            "given" | "getting.form" | "getting.path" | "getting.time" => lack.field,
            _ if outcome == Outcome::PartlyGranted => "withheld",
            field => field,
        };
        errors.add(field, lack.message);
    }
    errors
}

/// Keeps the draft, however much it lacks; the page of steps then says what.
pub async fn save(
    desk: Desk,
    Path((id, outcome)): Path<(CaseId, String)>,
    ProtectedForm(form): ProtectedForm<DecisionForm>,
) -> Result<Response, Problem> {
    let outcome = Outcome::from_code(&outcome).ok_or(Problem::Missing)?;
    let decision = match form.decision(outcome) {
        Ok(decision) => decision,
        Err(errors) => return again(&desk, id, outcome, form, errors, None).await,
    };
    let saved = cases::save_decision(
        desk.office(),
        &desk.actor,
        desk.moment,
        id,
        form.version,
        &decision,
    )
    .await;
    match saved {
        Ok(()) => Ok(redirect_with(
            &format!("{HERE}/{id}/decision"),
            "处理决定已保存为草稿。",
        )),
        Err(OfficeError::Stale { version, .. }) => {
            let form = DecisionForm { version, ..form };
            let told = "这件申请刚由他人办理过；您填写的内容仍在，核对后可再次保存。".to_owned();
            again(&desk, id, outcome, form, FieldErrors::none(), Some(told)).await
        }
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            again(&desk, id, outcome, form, errors, None).await
        }
    }
}

async fn again(
    desk: &Desk,
    id: CaseId,
    outcome: Outcome,
    form: DecisionForm,
    errors: FieldErrors,
    meanwhile: Option<String>,
) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let facts = cases::decision_facts(desk.office(), &desk.actor, desk.moment, &case).await?;
    desk.again(&FormPage {
        meanwhile,
        ..page(desk, &case, &facts, outcome, form, errors)
    })
}

fn page(
    desk: &Desk,
    case: &Case,
    facts: &Facts,
    outcome: Outcome,
    form: DecisionForm,
    errors: FieldErrors,
) -> FormPage {
    let file = format!("{HERE}/{}", case.id);
    let back = format!("{file}/decision");
    let choices = |all: Vec<(&'static str, &'static str)>| -> Vec<Choice> {
        all.into_iter()
            .map(|(code, label)| Choice::of(code, label))
            .collect()
    };
    let refusals = Outcome::ALL.iter().filter(|one| one.is_refusal_under_14_to_16());
    let crumbs = [(case.number.as_str(), file.as_str()), ("处理决定", back.as_str())];
    FormPage {
        frame: desk.frame(outcome.label(), Section::Cases, &crumbs),
        here: format!("{back}/{}", outcome.code()),
        meanwhile: None,
        outcome: outcome.label(),
        article: outcome.article(),
        groups: groups(outcome),
        needs_interest: Decision::of(outcome).has_grant()
            && facts.third_parties.iter().any(|one| one.consents == Some(false)),
        refusals: choices(refusals.map(|one| (one.code(), one.label())).collect()),
        safeties: choices(Safety::ALL.iter().map(|one| (one.code(), one.label())).collect()),
        affairs: choices(
            InternalAffair::ALL
                .iter()
                .map(|one| (one.code(), one.label()))
                .collect(),
        ),
        processes: choices(
            ProcessKind::ALL
                .iter()
                .map(|one| (one.code(), one.label()))
                .collect(),
        ),
        interests: choices(
            ThirdPartyInterest::ALL
                .iter()
                .map(|one| (one.code(), one.label()))
                .collect(),
        ),
        back,
        form,
        errors,
    }
}

/// What an outcome asks for on the form; what it must have is the law's (`decision::blockers`).
pub(in crate::desk::cases) const fn groups(outcome: Outcome) -> &'static [&'static str] {
    match outcome {
        Outcome::GrantedAlreadyPublic | Outcome::GrantedProvided => &["getting"],
        Outcome::PartlyGranted => &["given", "getting", "withheld"],
        Outcome::RefusedStateSecret => &["reasons", "secret"],
        Outcome::RefusedForbiddenByLaw | Outcome::RefusedAdministrativeQuery => &["reasons", "law"],
        Outcome::RefusedSafety => &["reasons", "safety"],
        Outcome::RefusedInternalAffairs => &["reasons", "internal_affair"],
        Outcome::RefusedProcessInformation => &["reasons", "process_kind", "no_duty"],
        Outcome::RefusedEnforcementFile => &["reasons", "no_duty"],
        Outcome::UnavailableNotHeld => &["searches"],
        Outcome::UnavailableNotOurs => &["reasons", "other_organ"],
        Outcome::NotProcessedPetition => &["reasons", "channel"],
        Outcome::NotProcessedRepeated => &["earlier"],
        Outcome::NotProcessedPublication => &["source"],
        Outcome::RefusedThirdParty => &["interest", "objection", "reasons"],
        Outcome::UnavailableNeedsMaking
        | Outcome::UnavailableStillUnclear
        | Outcome::NotProcessedExcessive
        | Outcome::NotProcessedReissue
        | Outcome::OtherwiseOther => &["reasons"],
        Outcome::OtherwiseUncorrected | Outcome::OtherwiseUnpaid | Outcome::OtherwiseWithdrawn => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever the law asks of a decision has its place on the form: nobody is told of a lack they can't mend.
    #[test]
    fn every_lack_of_a_decision_has_a_field() {
        const OF_HISTORY: [&str; 7] = [
            "override",
            "third_parties",
            "co_makers",
            "correction",
            "fee",
            "reasons_asked",
            "withdrawn",
        ];
        for outcome in Outcome::ALL {
            for lack in blockers(&Decision::of(*outcome), &Facts::default()) {
                let group = lack.field.split('.').next().unwrap();
                let is_there = OF_HISTORY.contains(&lack.field) || groups(*outcome).contains(&group);
                assert!(is_there, "{outcome:?}: {}", lack.field);
            }
        }
    }
}
