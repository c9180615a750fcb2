//! Holidays (节假日) at the desk: the years whose notice is known, one year as a calendar, a notice taken in, and a due day
//! reckoned for whoever wants to check one.

mod days;
mod import;
mod list;
mod year;

use law::staff::Act;

use crate::routes::DeskRoutes;

const HERE: &str = "/desk/holidays";

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, import) = (Act::SeeHolidays, Act::ImportHolidays);
    routes
        .get("/desk/holidays", see, list::list)
        .post("/desk/holidays", import, import::import)
        .get("/desk/holidays/new", import, import::new)
        .post("/desk/holidays/preview", import, import::preview)
        .get("/desk/holidays/{year}", see, year::show)
}
