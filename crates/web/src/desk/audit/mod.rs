//! The audit log (审计日志) as the auditor reads it: searched, and its chain gone through (GB/T 22239-2019 8.1.5.2).

mod export;
mod list;
mod verification;
mod words;

use law::staff::Act;

use crate::routes::DeskRoutes;

const HERE: &str = "/desk/audit";

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let see = Act::SeeAudit;
    routes
        .get("/desk/audit", see, list::list)
        .post("/desk/audit/export", see, export::give)
        .post("/desk/audit/verification", see, verification::verify)
}
