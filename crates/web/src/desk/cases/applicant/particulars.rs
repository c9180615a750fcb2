//! The applicant's identity and contacts in full, for the clerk who needs them; every look stands in the audit log.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use office::CaseId;
use office::cases;

use crate::csrf::ProtectedForm;
use crate::desk::account::Bare;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

#[derive(Template)]
#[template(path = "desk/cases/particulars.html")]
struct ParticularsPage {
    frame: Frame,
    facts: Vec<(&'static str, String)>,
    is_gone: bool,
    back: String,
}

/// Opens them; the look is recorded first.
pub async fn reveal(desk: Desk, Path(id): Path<CaseId>, _: ProtectedForm<Bare>) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let opened = cases::particulars(desk.office(), &desk.actor, desk.moment, id).await?;
    let back = format!("{HERE}/{id}");
    let steps = [(case.number.as_str(), back.as_str())];
    let is_gone = opened.is_none();
    desk.page(&ParticularsPage {
        frame: desk.frame("申请人证件和联系方式", Section::Cases, &steps),
        facts: opened.unwrap_or_default().shown(),
        is_gone,
        back,
    })
}
