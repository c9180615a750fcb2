//! One case: what was asked, the clock explained line by line, what has happened, and what may be done today.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::Act as CaseAct;
use law::cases::letters::LetterKind;
use law::staff::Act;
use office::calendar;
use office::cases::{self, ApplicationFile, Case};
use office::jobs;
use office::{AccountId, CaseId};
use serde::Deserialize;

use super::board::CaseLine;
use super::case_notes::Notes;
use super::similar::SimilarList;
use super::timeline::Timeline;
use crate::csrf::ProtectedForm;
use crate::desk::cases::acts::archive::{self, ArchivedLine};
use crate::desk::cases::letters::{LetterRow, OF_PROCEDURE};
use crate::desk::cases::shared::{HERE, badge};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::download::size;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

const SPLIT: &str = "一事一申请拆分";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AssignForm {
    version: i64,
    assigned_to: String,
}

/// An act that may be done today, and where.
struct Allowed {
    href: String,
    label: &'static str,
}

/// An act that may not, and why.
struct Refused {
    label: &'static str,
    why: String,
    /// Where it is recorded if it happened all the same.
    record: Option<String>,
}

/// A notice that did not reach the applicant, and where it is settled by those who may.
struct Unreached {
    what: String,
    href: Option<String>,
}

/// A file of the application.
struct FileRow {
    id: String,
    name: String,
    about: String,
    /// A scan of ours, which may have been taken by mistake.
    is_ours: bool,
}

/// The case in words.
struct Shown {
    number: String,
    request: String,
    document_number: Option<String>,
    applicant_name: String,
    applicant_kind: &'static str,
    wanted: String,
    help: Option<String>,
    channel: &'static str,
    received_on: String,
    due_on: String,
    next_due_on: String,
    outcome: String,
    state: &'static str,
    badge: &'static str,
    waits_for: &'static str,
    version: i64,
    is_sample: bool,
    is_closed: bool,
    /// When it lost its applicant.
    anonymised_at: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/cases/show.html")]
struct CasePage {
    frame: Frame,
    here: String,
    case: Shown,
    warnings: Vec<String>,
    /// Notices that did not reach the applicant, each with where it is settled.
    undelivered: Vec<Unreached>,
    /// What is to be known today, before it is too late.
    cautions: Vec<String>,
    reasoning: Vec<law::cases::Line>,
    timeline: Timeline,
    notes: Notes,
    archived: Option<ArchivedLine>,
    /// What the law allows today, in the way it is done here: by a letter where it needs one.
    allowed: Vec<Allowed>,
    /// The same as plain records, for what was done outside of the program.
    outside: Vec<Allowed>,
    procedure: Vec<Allowed>,
    refused: Vec<Refused>,
    letters: Vec<LetterRow>,
    files: Vec<FileRow>,
    decision: Option<(String, String)>,
    similar: SimilarList,
    /// The other cases of the same application, and its words as they arrived.
    siblings: Vec<CaseLine>,
    whole: String,
    people: Vec<Choice>,
    assigned_to: String,
    assigned_name: String,
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

async fn page(desk: &Desk, id: CaseId, errors: FieldErrors) -> Result<CasePage, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let similar = SimilarList::of(desk, &case).await?;
    let siblings = cases::siblings(desk.office(), &desk.actor, &case).await?;
    let whole = if siblings.is_empty() {
        String::new()
    } else {
        cases::whole_request(desk.office(), &desk.actor, id).await?
    };
    let hindered = cases::hindered_split(desk.office(), &desk.actor, &case).await?;
    let (people, assigned_name) = handlers(desk, case.assigned_to).await?;
    let letters = cases::letters::of_case(desk.office(), &desk.actor, id).await?;
    let decision = cases::decision(desk.office(), &desk.actor, id).await?;
    let standing = &case.standing;
    let files = cases::files(desk.office(), &desk.actor, id).await?;
    let calendar = calendar::holidays(desk.office()).await?;
    Ok(CasePage {
        frame: desk.frame(&case.number, Section::Cases, &[]),
        here: format!("{HERE}/{id}"),
        warnings: standing.warnings.clone(),
        undelivered: undelivered(desk, &case).await?,
        cautions: standing.cautions_once().into_iter().map(str::to_owned).collect(),
        reasoning: standing.reasoning.clone(),
        timeline: Timeline::of(desk, &case).await?,
        notes: Notes::of(desk, &case).await?,
        archived: archive::line(desk, id).await?,
        allowed: allowed(desk, &case, hindered.is_none()),
        outside: outside(desk, &case),
        procedure: procedure(desk, &case),
        letters: letters.iter().map(LetterRow::of).collect(),
        files: files.iter().map(FileRow::of).collect(),
        decision: decision.map(|(decision, by)| (decision.outcome.label().to_owned(), by)),
        refused: refused(desk, &case, hindered),
        similar,
        siblings: siblings
            .iter()
            .map(|row| CaseLine::of(row, desk.moment.today, &calendar))
            .collect(),
        whole,
        people,
        assigned_to: case.assigned_to.map(|to| to.to_string()).unwrap_or_default(),
        assigned_name,
        may_handle: desk.may(Act::HandleCases),
        may_reveal: desk.may(Act::RevealApplicants),
        errors,
        case: Shown::of(&case),
    })
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

/// What the law allows today and this person may begin: a letter, the decision, or a record.
fn allowed(desk: &Desk, case: &Case, may_split: bool) -> Vec<Allowed> {
    let here = format!("{HERE}/{}", case.id);
    let may_handle = desk.may(Act::HandleCases);
    let mut list = Vec::new();
    for act in &case.standing.allowed {
        if is_by_letter(*act) {
            let letters = OF_PROCEDURE.iter().filter(|kind| kind.act() == Some(*act));
            list.extend(letters.filter(|_| may_handle).map(|kind| Allowed {
                href: format!("{here}/letters/new/{}", kind.code()),
                label: kind.party().map_or(act.label(), |party| match party {
                    law::cases::Party::ThirdParty => "征求第三方意见",
                    law::cases::Party::CoMaker => "征求共同制作机关意见",
                    law::cases::Party::OtherOrgan => "征求其他机关意见",
                }),
            }));
        } else if *act == CaseAct::Replied {
            list.extend(may_handle.then(|| Allowed {
                href: format!("{here}/decision"),
                label: "作出处理决定",
            }));
        } else if *act != CaseAct::Delivered && desk.may(act.spec().signed_by) {
            list.push(Allowed {
                href: format!("{here}/acts/{}", act.code()),
                label: act.label(),
            });
        }
    }
    if may_split && may_handle {
        list.push(Allowed {
            href: format!("{here}/parts"),
            label: SPLIT,
        });
    }
    list
}

/// What may not be done with an open case today, and why; what happened all the same may be recorded with a reason.
fn refused(desk: &Desk, case: &Case, hindered_split: Option<String>) -> Vec<Refused> {
    let acts = case.standing.refusals().iter().map(|refused| Refused {
        label: refused.act.label(),
        why: refused.why.clone(),
        record: (!refused.is_impossible && desk.may(refused.act.spec().signed_by))
            .then(|| format!("{HERE}/{}/acts/{}", case.id, refused.act.code())),
    });
    let split = hindered_split.filter(|_| case.standing.state.is_open());
    let split = split.map(|why| Refused {
        label: SPLIT,
        why,
        record: None,
    });
    acts.chain(split).collect()
}

/// What is told to somebody in writing, by a letter of procedure.
fn is_by_letter(act: CaseAct) -> bool {
    OF_PROCEDURE.iter().any(|kind| kind.act() == Some(act))
}

/// What was done outside of the program and is only recorded here.
fn outside(desk: &Desk, case: &Case) -> Vec<Allowed> {
    let acts = case.standing.allowed.iter();
    acts.filter(|act| is_by_letter(**act) || matches!(act, CaseAct::Replied | CaseAct::Delivered))
        .filter(|act| desk.may(act.spec().signed_by))
        .map(|act| Allowed {
            href: format!("{HERE}/{}/acts/{}", case.id, act.code()),
            label: act.label(),
        })
        .collect()
}

/// The letters that change nothing on the case's clocks.
fn procedure(desk: &Desk, case: &Case) -> Vec<Allowed> {
    if !desk.may(Act::HandleCases) {
        return Vec::new();
    }
    let is_withdrawn = case.standing.history.withdrawn_on.is_some();
    let is_open = case.standing.state.is_open();
    let kinds = OF_PROCEDURE.iter().filter(|kind| match kind {
        LetterKind::Termination => is_withdrawn,
        kind => is_open && kind.act().is_none(),
    });
    kinds
        .map(|kind| Allowed {
            href: format!("{HERE}/{}/letters/new/{}", case.id, kind.code()),
            label: kind.label(),
        })
        .collect()
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

impl Shown {
    fn of(case: &Case) -> Self {
        let standing = &case.standing;
        let day =
            |day: Option<jiff::civil::Date>| day.map_or_else(|| "未定".to_owned(), |day| day.to_string());
        let tentative = if standing.tentative { "（暂定）" } else { "" };
        let other = if case.accepts_other_form {
            "，可接受其他方式"
        } else {
            ""
        };
        Self {
            number: case.number.clone(),
            request: case.request.clone(),
            document_number: case.document_number.clone(),
            applicant_name: case.applicant_name.clone(),
            applicant_kind: case.applicant_kind.label(),
            wanted: format!("{}，{}{other}", case.form.label(), case.way.label()),
            help: case.help.clone(),
            channel: standing.history.channel.label(),
            received_on: day(standing.received_on),
            due_on: format!("{}{tentative}", day(standing.due_on)),
            next_due_on: standing
                .next_due_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
            outcome: standing
                .outcome
                .map(law::codes::TableThreeRow::full_label)
                .unwrap_or_default(),
            state: standing.state.label(),
            badge: badge(standing.state),
            waits_for: standing.waits_for,
            version: case.version,
            is_sample: case.is_sample,
            is_closed: !standing.state.is_open(),
            anonymised_at: case.anonymised_at.map(minute),
        }
    }
}

impl FileRow {
    fn of(file: &ApplicationFile) -> Self {
        Self {
            id: file.id.to_string(),
            name: file.name.clone(),
            is_ours: !file.is_from_applicant(),
            about: format!(
                "{}，{} {}",
                size(file.bytes),
                file.added_by,
                minute(file.added_at)
            ),
        }
    }
}
