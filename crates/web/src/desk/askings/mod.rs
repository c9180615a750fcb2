//! Asking the units (内部征询) at the desk: a clerk asks about a case and follows what is open, a unit's own account answers,
//! and the list of units is kept.

mod acts;
mod ask;
mod link;
mod one;
mod own;
mod part;
mod tasks;
mod units;

use law::staff::Act;

use crate::routes::DeskRoutes;

pub use part::{AskingDue, AskingsPart, askings_due};
pub use tasks::tasks;

/// The routes of this slice. Who answers for a unit stands in the list of units, whatever their roles: the office asks whose
/// asking it is, and gives it to that account and to whoever sees cases.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, handle, answer) = (Act::SeeCases, Act::HandleCases, Act::SeeDesk);
    routes
        .get("/desk/cases/{id}/askings", see, ask::list)
        .post("/desk/cases/{id}/askings", handle, ask::ask)
        .get("/desk/askings", answer, own::list)
        .get("/desk/askings/{id}", answer, one::show)
        .upload("/desk/askings/{id}", answer, one::save)
        .get("/desk/askings/{id}/files/{file}", answer, one::open)
        .upload("/desk/askings/{id}/files/{file}/removal", answer, acts::remove)
        .upload(
            "/desk/askings/{id}/files/{file}/enclosure",
            handle,
            acts::take_over,
        )
        .upload("/desk/askings/{id}/day", handle, acts::set_day)
        .upload("/desk/askings/{id}/withdrawal", handle, acts::withdraw)
        .upload("/desk/askings/{id}/link", handle, acts::issue)
        .upload("/desk/askings/{id}/link/removal", handle, acts::end_links)
        .get("/desk/units", see, units::list)
        .post("/desk/units", handle, units::create)
        .post("/desk/units/{id}", handle, units::save)
        .post("/desk/units/{id}/closure", handle, units::close)
}

/// Where one asking stands.
pub fn address(id: office::AskingId) -> String {
    format!("/desk/askings/{id}")
}

/// Where a file of its answer is taken over as what goes out with the reply.
pub fn taking_over(id: office::AskingId, file: office::AskingFileId) -> String {
    format!("{}/files/{file}/enclosure", address(id))
}
