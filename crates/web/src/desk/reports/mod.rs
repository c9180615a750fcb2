//! Annual reports (条例第四十九条、第五十条) at the desk: the years, one year as it will be printed, the workbench where it is
//! written and checked, files read in, any two editions compared, publication.

mod compare;
mod counted;
mod import;
mod list;
mod merging;
mod publication;
mod review;
mod sheet;
mod show;
mod typed;
mod workbench;

use law::reports::{Explanation, Finding, Level};
use law::staff::Act;
use office::reports::{self, Draft};

use super::layout::Desk;
use crate::errors::Problem;
use crate::routes::DeskRoutes;

const HERE: &str = "/desk/reports";

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, write, publish) = (Act::SeeReports, Act::WriteReports, Act::PublishReports);
    routes
        .get("/desk/reports", see, list::list)
        .post("/desk/reports", write, list::start)
        .get("/desk/reports/import", write, import::ask)
        .upload("/desk/reports/import", write, import::preview)
        .post("/desk/reports/import/confirmation", write, import::confirm)
        .get("/desk/reports/comparison", see, compare::show)
        .get("/desk/reports/{year}", see, show::show)
        .get("/desk/reports/{year}/files/{format}", see, show::file)
        .get("/desk/reports/{year}/counted", see, counted::show)
        .post("/desk/reports/{year}/counted", write, counted::take)
        .get("/desk/reports/{year}/draft", write, workbench::edit)
        .post("/desk/reports/{year}/draft", write, workbench::save)
        .post("/desk/reports/{year}/submission", write, review::submit)
        .post("/desk/reports/{year}/verdict", see, review::judge)
        .post("/desk/reports/{year}/check", write, workbench::check)
        .get("/desk/reports/{year}/publication", publish, publication::ask)
        .post("/desk/reports/{year}/publication", publish, publication::publish)
}

/// The draft of a year, or the page that says there is none.
async fn draft_of(desk: &Desk, year: i16) -> Result<Draft, Problem> {
    reports::draft(desk.office(), &desk.actor, year)
        .await?
        .ok_or(Problem::Missing)
}

/// Where a year's report stands: its words and the class of their badge.
fn standing(draft: &Draft) -> (String, &'static str) {
    match (draft.latest_edition, draft.has_changes) {
        (0, _) => ("草稿".to_owned(), "is-draft"),
        (edition, false) => (format!("已公布第 {edition} 版"), "is-published"),
        (edition, true) => (format!("已公布第 {edition} 版，有未公布的修改"), "is-changed"),
    }
}

/// What a check found, with the reason given where it holds the text against the tables.
pub struct Found {
    pub finding: Finding,
    pub reason: Option<Explanation>,
}

/// The findings with the reasons given for them.
fn found(findings: Vec<Finding>, given: &[Explanation]) -> Vec<Found> {
    let with_reason = |finding: Finding| Found {
        reason: finding.explained(given).cloned(),
        finding,
    };
    findings.into_iter().map(with_reason).collect()
}

/// Before the name of a field that holds the reason for a finding, which is the rest of the name.
const REASON: &str = "reason:";

/// The finding that a field's reason is for.
fn reason_for(field: &str) -> Option<&str> {
    field.strip_prefix(REASON)
}

/// How many errors and how many warnings, in words; `slips` are cells whose text is no number.
fn counted(findings: &[Finding], slips: usize) -> String {
    let is_error = |finding: &&Finding| finding.level() == Level::Error;
    let errors = findings.iter().filter(is_error).count();
    match (errors + slips, findings.len() - errors) {
        (0, 0) => "没有发现问题".to_owned(),
        (errors, warnings) => format!("错误 {errors} 处，提示 {warnings} 处"),
    }
}
