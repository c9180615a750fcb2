//! 政务服务大厅 at the desk: the halls side by side with who is there today, the register on a tablet, the visits one by one, the sheet of
//! a month, what is given out in writing, what lies there to be read.

mod copies;
mod hall;
mod list;
mod month;
mod notices;
mod register;
mod visits;
mod windows;

use jiff::civil::Date;
use law::staff::Act;
use office::halls::{self, Hall};
use office::{HallId, OfficeError};

use super::layout::Desk;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::routes::DeskRoutes;

pub use list::tasks;

/// The halls.
pub const HERE: &str = "/desk/halls";
/// The visits.
pub const VISITS: &str = "/desk/visits";
/// The sheets of what is missing.
pub const NOTICES: &str = "/desk/notices";

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, register, manage) = (Act::SeeHalls, Act::RegisterVisits, Act::ManageHalls);
    let routes = routes
        .get(HERE, see, list::show)
        .post(HERE, manage, hall::create)
        .get("/desk/halls/new", manage, hall::new)
        .get("/desk/halls/{id}", see, hall::edit)
        .post("/desk/halls/{id}", manage, hall::save)
        .get("/desk/halls/{id}/windows", see, windows::list)
        .post("/desk/halls/{id}/windows", manage, windows::create)
        .get("/desk/halls/{id}/windows/{window}", see, windows::show)
        .post("/desk/halls/{id}/windows/{window}", manage, windows::save)
        .post(
            "/desk/halls/{id}/windows/{window}/roster",
            manage,
            windows::add_turn,
        )
        .post(
            "/desk/halls/{id}/windows/{window}/roster/{turn}/removal",
            manage,
            windows::end_turn,
        )
        .get("/desk/halls/{id}/register", register, register::show)
        .post("/desk/halls/{id}/register", register, register::tap)
        .get("/desk/halls/{id}/month", see, month::show)
        .get("/desk/halls/{id}/month/{file}", see, month::file)
        .get("/desk/halls/{id}/copies", see, copies::list)
        .post("/desk/halls/{id}/copies", register, copies::create)
        .post("/desk/halls/{id}/copies/{copy}/removal", register, copies::end);
    routes
        .get(VISITS, see, visits::list)
        .get("/desk/visits/{id}", see, visits::show)
        .post("/desk/visits/{id}", register, visits::amend)
        .post("/desk/visits/{id}/matter", Act::HandleMatters, visits::refer)
        .post("/desk/visits/{id}/case", Act::SeeCases, visits::lead)
        .post("/desk/visits/{id}/removal", register, visits::strike)
        .get(NOTICES, see, notices::list)
        .post(NOTICES, register, notices::create)
        .get("/desk/notices/new", register, notices::new)
        .get("/desk/notices/{id}", see, notices::show)
        .get("/desk/notices/{id}/files/{extension}", see, notices::file)
}

/// Where a hall stands.
fn address(id: HallId) -> String {
    format!("{HERE}/{id}")
}

/// The hall of this number.
async fn found(desk: &Desk, id: HallId) -> Result<Hall, Problem> {
    halls::hall(desk.office(), &desk.actor, id)
        .await?
        .ok_or(Problem::Missing)
}

/// The month that is asked for (`2026-11`), this one where none is; its first and its last day.
fn month_of(asked: &str, today: Date) -> Option<(Date, Date)> {
    let first = match asked.trim() {
        "" => today.first_of_month(),
        typed => format!("{typed}-01").parse().ok()?,
    };
    Some((first, first.last_of_month()))
}

/// 2026-11
fn month_code(first: Date) -> String {
    format!("{:04}-{:02}", first.year(), first.month())
}

/// What is wrong, beside its field; somebody else's act meanwhile is told as that.
fn refused(error: OfficeError) -> Result<FieldErrors, Problem> {
    if matches!(error, OfficeError::Stale { .. }) {
        let mut errors = FieldErrors::none();
        errors.add("", "其他人刚刚改过这一项，下面是现在的情况，请看过再办。");
        return Ok(errors);
    }
    FieldErrors::from_office(error)
}
