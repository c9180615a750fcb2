//! The log of answered requests (依申请公开答复目录) at the desk: what may go in, one entry written, reviewed and published by
//! another, and taken down.

mod entry;
mod list;
mod tasks;

use law::staff::Act;

use crate::routes::DeskRoutes;

pub use tasks::tasks;

/// The lists.
const HERE: &str = "/desk/answers";

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, handle, check) = (Act::SeeCases, Act::HandleCases, Act::CheckCases);
    routes
        .get(HERE, see, list::list)
        .get("/desk/cases/{id}/answer", see, entry::show)
        .post("/desk/cases/{id}/answer", handle, entry::save)
        .post("/desk/cases/{id}/answer/approval", check, entry::agree)
        .post("/desk/cases/{id}/answer/return", check, entry::send_back)
        .post("/desk/cases/{id}/answer/removal", see, entry::take_down)
}
