//! What the searches of a decision gave out (检索结果): screenshots of a query, pages of a catalogue, put on file beside their entries
//! in the log, so that the search is proved by more than its own words.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::decision::{Decision, Search};
use law::codes::Outcome;
use office::cases;
use office::documents::Upload;
use office::{CaseId, OfficeError};

use crate::csrf::ProtectedUpload;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// Where they are put on file.
pub(super) fn address(case: CaseId, outcome: Outcome) -> String {
    format!("{HERE}/{case}/searches/{}", outcome.code())
}

/// The files of a case by what the search log names them, each with its name.
pub(super) async fn names(desk: &Desk, case: CaseId) -> Result<BTreeMap<String, String>, Problem> {
    let files = cases::files(desk.office(), &desk.actor, case).await?;
    Ok(files
        .into_iter()
        .map(|file| (file.id.to_string(), file.name))
        .collect())
}

/// An entry of the log with what it gave out.
struct Row {
    position: usize,
    told: String,
    files: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "desk/cases/search_files.html")]
struct SearchPage {
    frame: Frame,
    here: String,
    /// The form of the decision, to go back to.
    back: String,
    /// The case's files, where each is opened.
    opens: String,
    version: i64,
    rows: Vec<Row>,
    may_reveal: bool,
    /// The entry whose upload was refused.
    wrong: usize,
    errors: FieldErrors,
}

/// The entries of the log, each with its files.
pub async fn show(desk: Desk, Path((id, outcome)): Path<(CaseId, String)>) -> Result<Response, Problem> {
    let outcome = Outcome::from_code(&outcome).ok_or(Problem::Missing)?;
    let page = page(&desk, id, outcome, 0, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Adds files to an entry.
pub async fn add(
    desk: Desk,
    Path((id, outcome, row)): Path<(CaseId, String, usize)>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let outcome = Outcome::from_code(&outcome).ok_or(Problem::Missing)?;
    let place = row.checked_sub(1).ok_or(Problem::Missing)?;
    let (chosen, ticket) = (upload.chosen(|_| true), upload.ticket());
    let version = upload
        .field("version")
        .and_then(|version| version.parse().ok())
        .unwrap_or(0);
    let files: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
    let count = files.len();
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    let done = cases::attach_to_search(
        office,
        actor,
        moment,
        (id, version),
        (outcome, place),
        (files, &ticket),
    )
    .await;
    let errors = match done {
        Ok(()) => {
            let told = format!("已为第 {row} 次检索上传 {count} 个附件。");
            return Ok(redirect_with(&address(id, outcome), &told));
        }
        Err(OfficeError::Stale { .. }) => {
            let mut errors = FieldErrors::none();
            errors.add(
                "files",
                "这件申请刚办理过，请对照最新的检索记录，重新选择文件上传。",
            );
            errors
        }
        Err(error) => FieldErrors::from_office(error)?.choose_again("files", &chosen),
    };
    let page = page(&desk, id, outcome, row, errors).await?;
    desk.again(&page)
}

async fn page(
    desk: &Desk,
    id: CaseId,
    outcome: Outcome,
    wrong: usize,
    errors: FieldErrors,
) -> Result<SearchPage, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let drafted = cases::decision(desk.office(), &desk.actor, id).await?;
    let written = drafted
        .as_ref()
        .and_then(|(decision, _)| decision.written_for(outcome));
    let names = names(desk, id).await?;
    let file = format!("{HERE}/{id}");
    let back = format!("{file}/decision/{}", outcome.code());
    let crumbs = [
        (case.number.as_str(), file.as_str()),
        (outcome.label(), back.as_str()),
    ];
    Ok(SearchPage {
        frame: desk.frame("检索结果", Section::Cases, &crumbs),
        here: address(id, outcome),
        opens: format!("{file}/files"),
        version: case.version,
        rows: written.map_or_else(Vec::new, |decision| rows(decision, &names)),
        may_reveal: desk.may(law::staff::Act::RevealApplicants),
        wrong,
        back,
        errors,
    })
}

fn rows(decision: &Decision, names: &BTreeMap<String, String>) -> Vec<Row> {
    let row = |(position, search): (usize, &Search)| Row {
        position,
        told: super::outcome::searched(search),
        files: search
            .files
            .iter()
            .filter_map(|file| Some((file.clone(), names.get(file)?.clone())))
            .collect(),
    };
    (1..).zip(&decision.searches).map(row).collect()
}
