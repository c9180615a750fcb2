//! One case: what was asked, the one thing to do next, what the applicant waits for, what has happened with its clocks, and
//! what else may be done today.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::headline;
use law::cases::next_act::Step;
use law::staff::Act;
use office::calendar;
use office::cases::{self, Case};
use office::jobs;
use office::{AccountId, CaseId};
use serde::Deserialize;

use super::board::CaseLine;
use super::case_notes::Notes;
use super::course::Course;
use super::menu::Menu;
use super::reordered::Reordered;
use super::shown::{FileRow, Shown, Unreached};
use super::similar::SimilarList;
use super::step::{StepShown, not_given};
use super::waiting::Waiting;
use crate::csrf::ProtectedForm;
use crate::desk::askings::AskingsPart;
use crate::desk::cases::acts::archive::{self, ArchivedLine};
use crate::desk::cases::applicant::files::answered;
use crate::desk::cases::applicant::registration::Registration;
use crate::desk::cases::letters::LetterRow;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AssignForm {
    version: i64,
    assigned_to: String,
}

/// What stood at registration before it was mended: what was mended and why, and the words by label.
pub(in crate::desk::cases) type Stated = ((String, String), Vec<(&'static str, String)>);

/// The applicant's identity and contacts, once they were opened.
pub(in crate::desk::cases) struct Contacts {
    pub facts: Vec<(&'static str, String)>,
    /// Past their time there are none left.
    pub is_gone: bool,
    /// What stood before it was mended: what was mended and why, and the words by label.
    pub before: Vec<Stated>,
}

/// The page. Its parts stand in `cases/show/*.html`, in the order they are read and printed.
#[derive(Template)]
#[template(path = "desk/cases/show.html")]
pub(in crate::desk::cases) struct CasePage {
    frame: Frame,
    here: String,
    case: Shown,
    /// The first thing to do; none where the case is filed.
    step: Option<StepShown>,
    waiting: Waiting,
    menu: Menu,
    warnings: Vec<String>,
    /// Notices that did not reach the applicant, each with where it is settled.
    undelivered: Vec<Unreached>,
    /// What is to be known today, before it is too late.
    cautions: Vec<String>,
    course: Course,
    notes: Notes,
    archived: Option<ArchivedLine>,
    letters: Vec<LetterRow>,
    files: Vec<FileRow>,
    /// The letters that an uploaded opinion may answer, and the one that was chosen.
    answered: Vec<Choice>,
    about: String,
    decision: Option<(String, String)>,
    reordered: Reordered,
    registration: Registration,
    similar: SimilarList,
    askings: AskingsPart,
    /// The other cases of the same application, and its words as they arrived.
    siblings: Vec<CaseLine>,
    whole: String,
    people: Vec<Choice>,
    assigned_to: String,
    assigned_name: String,
    contacts: Option<Contacts>,
    may_handle: bool,
    may_reveal: bool,
    errors: FieldErrors,
}

/// The case.
pub async fn show(desk: Desk, Path(id): Path<CaseId>) -> Result<Response, Problem> {
    let page = page(&desk, id, FieldErrors::none()).await?;
    desk.page(&page)
}

/// The same with what is wrong with the files.
pub(in crate::desk::cases) async fn again(
    desk: &Desk,
    id: CaseId,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    let page = page(desk, id, errors).await?;
    desk.again(&page)
}

/// The same of a file that was said to be an opinion upon that letter.
pub(in crate::desk::cases) async fn again_about(
    desk: &Desk,
    id: CaseId,
    about: String,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    let mut page = page(desk, id, errors).await?;
    page.about = about;
    desk.again(&page)
}

/// The same with a note that was not taken.
pub(in crate::desk::cases) async fn with_note(
    desk: &Desk,
    id: CaseId,
    note: String,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    let mut page = page(desk, id, errors).await?;
    page.notes.draft = note;
    desk.again(&page)
}

/// The same with the applicant's identity and contacts, which this person has just opened.
pub(in crate::desk::cases) async fn with_contacts(
    desk: &Desk,
    id: CaseId,
    contacts: Contacts,
) -> Result<Response, Problem> {
    let mut page = page(desk, id, FieldErrors::none()).await?;
    page.contacts = Some(contacts);
    desk.page(&page)
}

/// What is to be known of the case today, with what its applicant did not give, unless the first step says so.
async fn cautions(desk: &Desk, case: &Case, step: Option<&StepShown>) -> Result<Vec<String>, Problem> {
    let said = case.standing.cautions_once().into_iter().map(str::to_owned);
    let mut cautions: Vec<String> = said.collect();
    if step.is_some_and(|step| step.step == Step::AskForCorrection) {
        return Ok(cautions);
    }
    let missing = not_given(desk, case).await?;
    let missing: Vec<&str> = missing.iter().map(|ground| ground.thing()).collect();
    if !missing.is_empty() {
        // It is asked once (条例第三十条).
        let how = if case.standing.history.correction.is_some() {
            "已经告知过补正，不能再次告知（条例第三十条）；申请人补正、提供的，请更正登记内容。"
        } else {
            "申请人没有提供的，请告知补正（条例第二十九条第二款第（一）项、第三十条）；提供了的，请更正登记内容。"
        };
        cautions.push(format!("登记中没有{}：{how}", missing.join("、")));
    }
    Ok(cautions)
}

async fn page(desk: &Desk, id: CaseId, errors: FieldErrors) -> Result<CasePage, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let (siblings, whole) = siblings(desk, &case).await?;
    let hindered = cases::hindered_split(desk.office(), &desk.actor, &case).await?;
    let (people, assigned_name) = handlers(desk, case.assigned_to).await?;
    let letters = cases::letters::of_case(desk.office(), &desk.actor, id).await?;
    let decision = cases::decision(desk.office(), &desk.actor, id).await?;
    let files = cases::files(desk.office(), &desk.actor, id).await?;
    let calendar = calendar::holidays(desk.office()).await?;
    let archived = archive::line(desk, id).await?;
    let step = StepShown::of(desk, &case, &letters, archived.is_some()).await?;
    let first = step.as_ref().map(|step| step.step);
    let standing = &case.standing;
    Ok(CasePage {
        frame: desk.frame(&headline(&case.request), Section::Cases, &[]),
        here: format!("{HERE}/{id}"),
        menu: Menu::of(desk, &case, first, hindered, archived.is_some()),
        cautions: cautions(desk, &case, step.as_ref()).await?,
        step,
        waiting: Waiting::of(desk, &case, &files).await?,
        warnings: standing.warnings.clone(),
        undelivered: undelivered(desk, &case).await?,
        course: Course::of(desk, &case, &letters, &calendar).await?,
        notes: Notes::of(desk, &case).await?,
        archived,
        letters: letters
            .iter()
            .map(|letter| LetterRow::in_case(letter, &case, desk.moment.today))
            .collect(),
        files: files.iter().map(FileRow::of).collect(),
        answered: answered(&letters),
        about: String::new(),
        decision: decision.map(|(decision, by)| (decision.outcome.label().to_owned(), by)),
        reordered: Reordered::of(desk, &case).await?,
        registration: Registration::of(desk, &case).await?,
        similar: SimilarList::of(desk, &case).await?,
        askings: AskingsPart::of(desk, &case).await?,
        siblings,
        whole,
        people,
        assigned_to: case.assigned_to.map(|to| to.to_string()).unwrap_or_default(),
        assigned_name,
        contacts: None,
        may_handle: desk.may(Act::HandleCases),
        may_reveal: desk.may(Act::RevealApplicants) && case.anonymised_at.is_none(),
        errors,
        case: Shown::of(&case, desk.moment.today, &calendar),
    })
}

/// The other cases of the same application, and its words as they arrived where there are some.
async fn siblings(desk: &Desk, case: &Case) -> Result<(Vec<CaseLine>, String), Problem> {
    let rows = cases::siblings(desk.office(), &desk.actor, case).await?;
    if rows.is_empty() {
        return Ok((Vec::new(), String::new()));
    }
    let calendar = calendar::holidays(desk.office()).await?;
    let lines = rows
        .iter()
        .map(|row| CaseLine::of(row, desk.moment.today, &calendar));
    let whole = cases::whole_request(desk.office(), &desk.actor, case.id).await?;
    Ok((lines.collect(), whole))
}

/// What did not reach the applicant: the clerk has to telephone.
async fn undelivered(desk: &Desk, case: &Case) -> Result<Vec<Unreached>, Problem> {
    let all = jobs::undelivered_of_case(desk.office(), &desk.actor, case.application).await?;
    let may_handle = desk.may(Act::HandleCases);
    let unreached = all.into_iter().map(|one| Unreached {
        href: may_handle.then(|| format!("{HERE}/{}/undelivered/{}", one.case, one.id)),
        what: format!(
            "邮件通知没有送达：{}（{}，{}）。",
            one.subject,
            minute(one.at),
            one.why
        ),
    });
    Ok(unreached.collect())
}

/// Those who may handle cases, and the name of the one who handles this.
async fn handlers(desk: &Desk, assigned_to: Option<AccountId>) -> Result<(Vec<Choice>, String), Problem> {
    let people = cases::handlers(desk.office(), &desk.actor).await?;
    let name = people
        .iter()
        .find(|(id, _)| Some(*id) == assigned_to)
        .map(|(_, name)| name.clone());
    let choices = people
        .into_iter()
        .map(|(id, name)| Choice::of(id, name))
        .collect();
    Ok((choices, name.unwrap_or_else(|| "未指定".to_owned())))
}

/// Gives the case to someone.
pub async fn assign(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<AssignForm>,
) -> Result<Response, Problem> {
    let to = form.assigned_to.trim().parse().ok();
    cases::assign(desk.office(), &desk.actor, desk.moment, id, form.version, to).await?;
    Ok(redirect_with(&format!("{HERE}/{id}"), "经办人已指定。"))
}
