//! Mails that wait (待发邮件) and the organ's reminders, for the system administrator: what waits, what gave up and why, have
//! it tried again; when the day's digest goes out. Addresses are masked, and what a mail says is not shown.

mod list;

use law::staff::Act;

use crate::routes::DeskRoutes;

const HERE: &str = "/desk/jobs";

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let act = Act::ManageJobs;
    routes
        .get("/desk/jobs", act, list::list)
        .post("/desk/jobs/reminders", act, list::save_reminders)
        .post("/desk/jobs/{id}/attempt", act, list::retry)
}
