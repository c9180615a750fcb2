//! Reconsiderations and suits (行政复议、行政诉讼) at the desk: those to answer by due day, one with its clock explained,
//! registration from a case or alone, answer, result and correction as forms, and the disputes behind table 四.
//! The clocks and the columns are the law's (`law::disputes`).

mod correct;
mod due;
mod end;
mod form;
mod list;
mod settings;
mod show;

use law::disputes::Stage;
use law::staff::Act;

use crate::routes::DeskRoutes;

pub use due::tasks;

const HERE: &str = "/desk/disputes";

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, handle) = (Act::SeeCases, Act::HandleCases);
    routes
        .get("/desk/disputes", see, list::list)
        .post("/desk/disputes", handle, form::create)
        .get("/desk/disputes/new", handle, form::new)
        .get("/desk/disputes/counted", see, list::counted)
        .get("/desk/disputes/settings", Act::SettleCases, settings::show)
        .post("/desk/disputes/settings", Act::SettleCases, settings::save)
        .get("/desk/disputes/{id}", see, show::show)
        .post("/desk/disputes/{id}/answer", handle, show::answer)
        .post("/desk/disputes/{id}/ending", handle, end::end)
        .post("/desk/disputes/{id}/order", handle, end::order)
        .get("/desk/disputes/{id}/correction", handle, correct::edit)
        .post("/desk/disputes/{id}/correction", handle, correct::save)
}

/// The class of a stage's mark.
const fn badge(stage: Stage) -> &'static str {
    match stage {
        Stage::AwaitingAnswer => "is-changed",
        Stage::AwaitingResult => "is-published",
        Stage::Ended => "is-draft",
    }
}
