//! The form of an outcome: what it must rest on, refused at its fields where that is missing, kept as a draft on request.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::Party;
use law::cases::decision::{Decision, FORBIDDING, Facts, Opinion, Search, blockers_by_row, is_of_the_case};
use law::cases::outcomes::{InternalAffair, ProcessKind, Safety, ThirdPartyInterest};
use law::codes::Outcome;
use office::cases::{self, Case};
use office::{CaseId, OfficeError};

use super::beside::{Beside, objections};
use super::decision::Questions;
use super::decision_form::{DecisionForm, SearchRow, WithheldRow};
use super::keeping::Keeping;
use super::search_files;
use crate::csrf::ProtectedForm;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::forms::FieldErrors;

#[derive(Template)]
#[template(path = "desk/cases/decision_form.html")]
#[expect(clippy::struct_excessive_bools, reason = "what a page shows, piece by piece")]
struct FormPage {
    frame: Frame,
    here: String,
    back: String,
    beside: Beside,
    questions: Questions,
    meanwhile: Option<String>,
    outcome: &'static str,
    article: &'static str,
    /// Where the report counts it.
    counted: String,
    groups: &'static [&'static str],
    needs_interest: bool,
    /// What is objected to may be withheld: then no public interest is weighed.
    may_heed: bool,
    /// What the request names, where it names several things.
    things_asked: Vec<String>,
    form: DecisionForm,
    refusals: Vec<Choice>,
    safeties: Vec<Choice>,
    affairs: Vec<Choice>,
    processes: Vec<Choice>,
    interests: Vec<Choice>,
    /// The provisions to choose from by which a whole kind of record is given to nobody.
    provisions: Vec<Choice>,
    /// The third parties on whose opinions a part may rest, where there are several; and those that object.
    opinions: Vec<Choice>,
    objecting: Vec<Choice>,
    /// The entries of the search log that units' answers made.
    unit_searches: Vec<String>,
    /// The files of the case, by what the search log names them, each with its name.
    file_names: BTreeMap<String, String>,
    /// Nothing was kept: what is wrong is an error, not a reminder.
    is_refused: bool,
    /// Some third party consents, to all or to a part, while another does not.
    is_consented_to: bool,
    /// How many applications of the applicant's are counted, where that is the question.
    asked_for: Option<String>,
    errors: FieldErrors,
}

impl FormPage {
    /// What a search gave out, by name.
    fn outputs(&self, row: &SearchRow) -> Vec<&str> {
        let names = row.files().filter_map(|file| self.file_names.get(file));
        names.map(String::as_str).collect()
    }

    /// Whether the outcome asks for this.
    fn asks(&self, group: &str) -> bool {
        self.groups.contains(&group)
    }

    /// What is given has to be named: of a part always, of a whole where the request names several things.
    fn needs_given(&self) -> bool {
        self.may_heed || self.names_several()
    }

    /// Whether what the outcome rests on is a law that forbids disclosure: those that are often relied on are offered.
    fn is_forbidden_by_law(&self) -> bool {
        self.outcome == Outcome::RefusedForbiddenByLaw.label()
    }

    /// Whether the organ judges what the law leaves to it, and says for the file who did (条例第三十五条).
    fn asks_who_assessed(&self) -> bool {
        self.outcome == Outcome::NotProcessedExcessive.label()
    }

    fn names_several(&self) -> bool {
        self.things_asked.len() > 1
    }
}

/// The form of an outcome, with what the drafted decision holds.
pub async fn form(desk: Desk, Path((id, outcome)): Path<(CaseId, String)>) -> Result<Response, Problem> {
    let outcome = Outcome::from_code(&outcome).ok_or(Problem::Missing)?;
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let facts = cases::decision_facts(desk.office(), &desk.actor, desk.moment, &case).await?;
    let drafted = cases::decision(desk.office(), &desk.actor, id).await?;
    let is_fresh = drafted
        .as_ref()
        .is_none_or(|(decision, _)| decision.written_for(outcome).unwrap_or(decision).outcome != outcome);
    let (mut form, errors) = match drafted {
        Some((decision, _)) => {
            let written = decision.written_for(outcome).unwrap_or(&decision);
            let errors = if decision.outcome == outcome {
                lacking(&decision, &facts, FieldErrors::none())
            } else {
                FieldErrors::none()
            };
            (DecisionForm::of(written, case.version, outcome), errors)
        }
        None => (
            DecisionForm::of(&Decision::of(outcome), case.version, outcome),
            FieldErrors::none(),
        ),
    };
    if is_fresh {
        form.propose_objection(outcome, &objections(&case));
    }
    let page = page(&desk, &case, &facts, outcome, form, errors).await?;
    desk.page(&page)
}

/// What stands in the way of a decision, at its fields beside what is wrong there already; of a row, at the row's. What the
/// case lacks is mended at no field of the form.
fn lacking(decision: &Decision, facts: &Facts, wrong: FieldErrors) -> FieldErrors {
    let mut errors = wrong.clone();
    for (row, lack) in blockers_by_row(decision, facts) {
        let field = match (row, lack.field) {
            (_, field) if is_of_the_case(field) => String::new(),
            (None, field) => field.to_owned(),
            (Some(row), field) => match field.strip_prefix("searches.") {
                Some(column) => format!("search_{column}{}", row + 1),
                None => format!("{}{}", WithheldRow::column(field), row + 1),
            },
        };
        if field.is_empty() || !wrong.has(&field) {
            errors.add(&field, lack.message);
        }
    }
    errors
}

/// Why a decision is not kept as one that is made: what is not typed, and what the case has not come to today. That a third
/// party is told of a disclosure (条例第三十二条) comes after the decision: it is told with it.
async fn refused(
    desk: &Desk,
    id: CaseId,
    decision: &Decision,
    wrong: FieldErrors,
) -> Result<FieldErrors, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let facts = cases::decision_facts(desk.office(), &desk.actor, desk.moment, &case).await?;
    Ok(lacking(decision, &facts.as_if_told(), wrong))
}

/// Keeps the decision when nothing stands in its way; as a draft, or aside on the way to another page, however much it lacks.
pub async fn save(
    desk: Desk,
    Path((id, outcome)): Path<(CaseId, String)>,
    ProtectedForm(mut form): ProtectedForm<DecisionForm>,
) -> Result<Response, Problem> {
    let outcome = Outcome::from_code(&outcome).ok_or(Problem::Missing)?;
    form.close_up();
    let (decision, wrong) = form.decision(outcome, desk.moment.today);
    let keeping = Keeping::read(&form.how, id, outcome);
    let errors = match keeping {
        Keeping::Made => refused(&desk, id, &decision, wrong).await?,
        Keeping::Draft | Keeping::Leaving { .. } => wrong,
    };
    if !errors.is_empty() {
        return again(&desk, id, outcome, form, errors, None).await;
    }
    match keeping.keep(&desk, id, form.version, &decision).await {
        Ok(response) => Ok(response),
        Err(OfficeError::Stale { version, .. }) => {
            let form = DecisionForm { version, ..form };
            let told = "这件申请刚办理过；您填写的内容仍在，核对后可再次保存。".to_owned();
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
        is_refused: true,
        ..page(desk, &case, &facts, outcome, form, errors).await?
    })
}

/// An entry of the search log in a line.
pub(super) fn searched(search: &Search) -> String {
    let day = search.on.map(|day| day.to_string()).unwrap_or_default();
    let of = |text: &str, shown: String| (!text.trim().is_empty()).then_some(shown);
    let who: Vec<String> = [of(&day, day.clone()), of(&search.by, search.by.clone())]
        .into_iter()
        .flatten()
        .collect();
    let parts = [
        of(&search.systems, format!("检索{}", search.systems)),
        of(&search.keywords, format!("关键词“{}”", search.keywords)),
        of(&search.result, search.result.clone()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let missing = [
        (&search.systems, "检索范围"),
        (&search.keywords, "关键词"),
        (&search.by, "检索人"),
        (&day, "日期"),
        (&search.result, "结果"),
    ];
    let missing: Vec<&str> = missing
        .into_iter()
        .filter_map(|(text, label)| text.trim().is_empty().then_some(label))
        .collect();
    let lead = if who.is_empty() {
        String::new()
    } else {
        format!("{}：", who.join(" "))
    };
    let end = if missing.is_empty() {
        String::new()
    } else {
        format!("（{}未填）", missing.join("、"))
    };
    format!("{lead}{}{end}", parts.join("，"))
}

/// What stands under the reason why applications are many.
fn excess_hint(applications: u32, from: u16) -> String {
    format!(
        "系统登记的一年内的申请是 {applications} 件；不到 {from} 件，或者理由写的件数更多的，必须写明，例如一件申请要求提供几百份档案。写进告知书"
    )
}

async fn page(
    desk: &Desk,
    case: &Case,
    facts: &Facts,
    outcome: Outcome,
    form: DecisionForm,
    errors: FieldErrors,
) -> Result<FormPage, Problem> {
    let file = format!("{HERE}/{}", case.id);
    let back = format!("{file}/decision");
    let choices = |all: Vec<(&'static str, &'static str)>| -> Vec<Choice> {
        all.into_iter()
            .map(|(code, label)| Choice::of(code, label))
            .collect()
    };
    let refusals = Outcome::ALL.iter().filter(|one| one.may_be_of_a_part());
    let crumbs = [(case.number.as_str(), file.as_str()), ("处理决定", back.as_str())];
    Ok(FormPage {
        frame: desk.frame(outcome.label(), Section::Cases, &crumbs),
        here: format!("{back}/{}", outcome.code()),
        beside: Beside::of(desk, case).await?,
        questions: Questions::up_to(outcome),
        counted: outcome.row().full_label(),
        is_refused: false,
        is_consented_to: facts.is_consented_to_by_some(),
        asked_for: facts
            .asked_for
            .filter(|_| outcome == Outcome::NotProcessedExcessive)
            .map(|asked| excess_hint(asked.applications, facts.excessive_from)),
        meanwhile: None,
        file_names: search_files::names(desk, case.id).await?,
        unit_searches: facts.unit_searches.iter().map(searched).collect(),
        outcome: outcome.label(),
        article: outcome.article(),
        groups: groups(outcome),
        may_heed: outcome == Outcome::PartlyGranted,
        things_asked: facts.things_asked.clone(),
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
        opinions: several(case, facts, Opinion::may_refuse),
        objecting: several(case, facts, Opinion::objects),
        provisions: FORBIDDING
            .iter()
            .map(|one| Choice::of(one.code, one.words()))
            .collect(),
        interests: choices(
            ThirdPartyInterest::ALL
                .iter()
                .map(|one| (one.code(), one.label()))
                .collect(),
        ),
        back,
        form,
        errors,
    })
}

/// The third parties with such an opinion, by what a decision names it, where there are several.
fn several(case: &Case, facts: &Facts, is_so: impl Fn(&Opinion) -> bool) -> Vec<Choice> {
    let history = &case.standing.history;
    let known = facts.third_parties.iter().filter(|one| is_so(one));
    let known: Vec<&str> = known.map(|one| one.reference.as_str()).collect();
    if known.len() < 2 {
        return Vec::new();
    }
    let asked = history.consultations.iter().zip(history.references());
    let open = asked.filter(|(one, reference)| {
        one.party == Party::ThirdParty && one.returned_on.is_none() && known.contains(&reference.as_str())
    });
    open.map(|(one, reference)| {
        let label = format!("{}，征求意见：{reference}", one.who());
        Choice::of(reference, label)
    })
    .collect()
}

/// What an outcome asks for on the form; what it must have is the law's (`decision::blockers`).
pub(in crate::desk::cases) const fn groups(outcome: Outcome) -> &'static [&'static str] {
    match outcome {
        Outcome::GrantedAlreadyPublic => &["getting"],
        Outcome::GrantedProvided => &["given", "getting"],
        Outcome::PartlyGranted => &["given", "getting", "withheld", "searches"],
        Outcome::RefusedStateSecret => &["reasons", "secret"],
        Outcome::RefusedForbiddenByLaw | Outcome::RefusedAdministrativeQuery => &["reasons", "law"],
        Outcome::RefusedSafety => &["reasons", "safety", "assessment"],
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
    use law::cases::decision::blockers;

    use super::*;

    /// Whatever the law asks of a decision has its place on the form: nobody is told of a lack they can't mend.
    #[test]
    fn every_lack_of_a_decision_has_a_field() {
        for outcome in Outcome::ALL {
            for lack in blockers(&Decision::of(*outcome), &Facts::default()) {
                let group = lack.field.split('.').next().unwrap();
                let is_there = is_of_the_case(lack.field) || groups(*outcome).contains(&group);
                assert!(is_there, "{outcome:?}: {}", lack.field);
            }
        }
    }
}
