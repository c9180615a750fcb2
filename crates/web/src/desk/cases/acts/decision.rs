//! The decision in five questions (内容是否明确 … 形式是否妥当): each asks its question and offers the outcomes that end
//! there, each with what stands in its way today; the outcome chosen asks for what it must rest on.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use law::cases::Act as CaseAct;
use law::cases::decision::{Decision, Facts, blockers, hints, is_of_the_case};
use law::cases::enclosures::{Given, told_of_missing_files};
use law::cases::letters::LetterKind;
use law::cases::outcomes::Step;
use law::codes::{Outcome, WhyNot};
use law::staff::Act;
use office::CaseId;
use office::cases;
use office::cases::enclosures::{self, Enclosure};
use serde::Deserialize;

use super::beside::Beside;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

/// Which step is looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DecisionQuery {
    step: String,
}

/// A question of the assistant: answered and folded, the one that is asked, or still to come.
pub(super) struct Question {
    pub code: &'static str,
    pub label: &'static str,
    pub number: usize,
    /// How it was answered; none of the one that is asked.
    pub answer: Option<String>,
}

/// The questions up to the one that is asked, or all that lead to an outcome.
pub(super) struct Questions {
    pub answered: Vec<Question>,
    pub total: usize,
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
    /// What it gives, and where the report counts it.
    summary: String,
    counted: String,
    code: &'static str,
    article: &'static str,
    by: String,
    lacks: Vec<WhyNot>,
    hints: Vec<WhyNot>,
    /// The reply that tells it.
    kind: &'static str,
    title: &'static str,
    /// It gives information away: files go out with it.
    gives: bool,
    /// Whoever objects is told of it first.
    awaits_notice: bool,
}

#[derive(Template)]
#[template(path = "desk/cases/decision.html")]
struct DecisionPage {
    frame: Frame,
    here: String,
    back: String,
    beside: Beside,
    /// An outcome is drafted, and no question is opened anew.
    is_settled: bool,
    questions: Questions,
    /// The question that is asked.
    current: Question,
    question: &'static str,
    offered: Vec<Offered>,
    /// Where the applicant is asked for a correction, while the law lets it be asked for.
    correction: Option<String>,
    next: Option<(&'static str, &'static str)>,
    drafted: Option<Drafted>,
    may_handle: bool,
}

impl DecisionPage {
    /// What the question is answered with where none of its outcomes fits.
    fn passed(&self) -> &'static str {
        Step::from_code(self.current.code).map_or("", Step::passed)
    }

    /// Whether to go on is what one does when nothing else fits, and not the usual answer.
    fn is_last_resort(&self) -> bool {
        self.current.code == Step::Given.code()
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
    let enclosed = enclosures::in_work(desk.office(), &desk.actor, id).await?;
    // Judged as the letter will be: by what lies beside it too.
    let drafted = drafted.map(|(decision, by)| (decision.with_files(!enclosed.is_empty()), by));
    let chosen = drafted.as_ref().map(|(decision, _)| decision.outcome);
    let step = Step::from_code(&asked.step)
        .or_else(|| chosen.map(Outcome::step))
        .unwrap_or(Step::Clear);
    let back = format!("{HERE}/{id}");
    // What is drafted is looked at whole; a question is opened anew by 更改.
    let settled = chosen.filter(|_| asked.step.is_empty());
    let after = Step::ALL.iter().skip_while(|one| **one != step).nth(1);
    desk.page(&DecisionPage {
        frame: desk.frame("处理决定", Section::Cases, &[(&case.number, &back)]),
        here: format!("{back}/decision"),
        back,
        beside: Beside {
            step: if settled.is_some() { "" } else { step.code() },
            ..Beside::of(&desk, &case).await?
        },
        correction: (step == Step::Clear && case.standing.may(CaseAct::CorrectionRequested).is_ok())
            .then(|| format!("{HERE}/{id}/letters/new/{}", LetterKind::Correction.code())),
        questions: settled.map_or_else(|| Questions::before(step), Questions::up_to),
        is_settled: settled.is_some(),
        current: Question::of(step, None),
        question: step.question(),
        offered: step
            .outcomes()
            .iter()
            .map(|one| offered(*one, drafted.as_ref().map(|(decision, _)| decision), &facts))
            .collect(),
        next: after.map(|step| (step.code(), step.label())),
        drafted: drafted.map(|(decision, by)| Drafted::of(&decision, by, &facts, &enclosed)),
        may_handle: desk.may(Act::HandleCases) && case.standing.outcome.is_none(),
    })
}

impl Question {
    fn of(step: Step, answer: Option<String>) -> Self {
        let before = Step::ALL.iter().take_while(|one| **one != step);
        Self {
            code: step.code(),
            label: step.label(),
            number: before.count() + 1,
            answer,
        }
    }
}

impl Questions {
    /// Those that were answered on the way to this one.
    fn before(step: Step) -> Self {
        let before = Step::ALL.iter().take_while(|one| **one != step);
        Self {
            answered: before
                .map(|one| Question::of(*one, Some(one.passed().to_owned())))
                .collect(),
            total: Step::ALL.len(),
        }
    }

    /// All that led to this outcome, itself the last answer.
    pub fn up_to(outcome: Outcome) -> Self {
        let mut questions = Self::before(outcome.step());
        let last = Question::of(outcome.step(), Some(outcome.label().to_owned()));
        questions.answered.push(last);
        questions
    }
}

fn offered(outcome: Outcome, decided: Option<&Decision>, facts: &Facts) -> Offered {
    // The one that was decided is judged by what it says: it may heed what a bare one would override.
    let chosen = decided.filter(|decision| decision.outcome == outcome);
    let against = match chosen {
        Some(decision) => blockers(decision, facts),
        None => blockers(&Decision::of(outcome), facts),
    };
    Offered {
        code: outcome.code(),
        label: outcome.label(),
        article: outcome.article(),
        row: outcome.row().full_label(),
        is_chosen: chosen.is_some(),
        why_not: against
            .into_iter()
            .find(|blocker| is_of_the_case(blocker.field))
            .map(|blocker| match blocker.field {
                // The decision comes first, and the third party is told of it.
                "override" => format!("签发以前：{}", blocker.message),
                _ => format!("今天还不能：{}", blocker.message),
            }),
    }
}

impl Drafted {
    fn of(decision: &Decision, by: String, facts: &Facts, enclosed: &[Enclosure]) -> Self {
        let outcome = decision.outcome;
        let lacks = blockers(decision, facts);
        let mut hints = hints(decision);
        let missing =
            told_of_missing_files(decision, facts.set_aside.last(), &enclosures::enclosed(enclosed));
        hints.extend(missing.map(|why| WhyNot::new("enclosures", why)));
        Self {
            summary: summary(decision, enclosed),
            counted: outcome.row().full_label(),
            code: outcome.code(),
            article: outcome.article(),
            by,
            awaits_notice: lacks.iter().any(|why| why.field == "override"),
            lacks,
            hints,
            kind: LetterKind::of(outcome).code(),
            title: outcome.title(),
            gives: decision.has_grant(),
        }
    }
}

/// What the decision comes to, in a sentence.
fn summary(decision: &Decision, enclosed: &[Enclosure]) -> String {
    let given = enclosed
        .iter()
        .filter(|one| one.item.given != Given::Withheld)
        .count();
    let withheld = decision.withheld.len();
    let mut told = Vec::new();
    if given > 0 {
        told.push(format!("提供 {given} 份"));
    }
    if withheld > 0 {
        told.push(format!("不予公开 {withheld} 处"));
    }
    if told.is_empty() {
        return decision.outcome.label().to_owned();
    }
    format!("{}：{}", decision.outcome.label(), told.join("，"))
}
