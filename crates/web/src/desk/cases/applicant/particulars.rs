//! The applicant's identity and contacts in full, on the case's own page, for the clerk who needs them; every look stands in
//! the audit log.

use axum::extract::Path;
use axum::response::Response;
use office::CaseId;
use office::cases;

use super::registration::told;
use crate::csrf::ProtectedForm;
use crate::desk::account::Bare;
use crate::desk::cases::looking::show::{Contacts, with_contacts};
use crate::desk::layout::Desk;
use crate::errors::Problem;

/// Opens them; the look is recorded first.
pub async fn reveal(desk: Desk, Path(id): Path<CaseId>, _: ProtectedForm<Bare>) -> Result<Response, Problem> {
    let opened = cases::particulars(desk.office(), &desk.actor, desk.moment, id).await?;
    let before = cases::registrations_stated(desk.office(), &desk.actor, desk.moment, id).await?;
    let contacts = Contacts {
        is_gone: opened.is_none(),
        facts: opened.unwrap_or_default().shown(),
        before: before
            .into_iter()
            .map(|(one, words)| (told(&one), words))
            .collect(),
    };
    with_contacts(&desk, id, contacts).await
}
