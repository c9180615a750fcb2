//! The staff desk: one page, one handler, one act. Every route names the act it needs; see `routes`.

mod account;
mod answer_log;
mod askings;
mod audit;
mod came_from;
mod cases;
mod chains;
mod columns;
mod confirm;
mod contact;
mod disputes;
mod documents;
mod error_page;
mod feed;
mod halls;
mod holidays;
mod jobs;
mod layout;
mod looks;
mod matters;
mod menu;
mod options;
mod organ;
mod people;
mod placements;
mod reached;
mod reports;
mod reset;
mod rulings;
mod search;
mod searched;
mod sign_in;
mod stale;
mod synonyms;
mod task;
mod today;
mod waiting;
mod words;

use law::staff::Act;

use crate::app::App;
use crate::routes::DeskRoutes;

pub use came_from::keep as keep_list;
pub use error_page::error_page;

/// Everything the desk answers: the guarded routes of all slices, and the open ones.
pub fn routes(app: &App) -> DeskRoutes<'_> {
    let routes = open(DeskRoutes::new(app))
        .get("/desk", Act::SeeDesk, today::show)
        .get("/desk/display", Act::SeeDesk, looks::keep)
        .get("/desk/search", Act::SeeDesk, search::show);
    let own = contact::routes(account_routes(routes));
    let own = rulings::routes(own);
    let business = matters::routes(askings::routes(answer_log::routes(cases::routes(
        disputes::routes(reports::routes(documents::routes(own))),
    ))));
    let business = halls::routes(placements::routes(business));
    audit::routes(jobs::routes(people::routes(holidays::routes(settings(business)))))
}

/// Beside the guarded routes only signing in and out is open, and the [`calendars`].
fn open(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    routes
        .open_get("/desk/session", sign_in::show)
        .open_post("/desk/session", sign_in::enter)
        .open_get("/desk/session/code", sign_in::show_code)
        .open_post("/desk/session/code", sign_in::enter_code)
        .open_get("/desk/session/password", reset::show)
        .open_post("/desk/session/password", reset::set)
        .open_post("/desk/session/end", sign_in::leave)
}

/// The calendars of what is due, each to who knows its secret address; a program reads them, not a person at the desk.
pub fn calendars(app: &App) -> DeskRoutes<'_> {
    DeskRoutes::new(app).open_get("/calendar/{file}", feed::show)
}

fn account_routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let own = Act::ManageOwnAccount;
    routes
        .get("/desk/account", own, account::show)
        .post("/desk/account/password", own, account::set_password)
        .post("/desk/account/second-factor", own, account::start_second_factor)
        .post(
            "/desk/account/second-factor/confirmation",
            own,
            account::confirm_second_factor,
        )
        .post(
            "/desk/account/second-factor/removal",
            own,
            account::remove_second_factor,
        )
        .get("/desk/account/sessions/end", own, account::ask_end_sessions)
        .post("/desk/account/sessions/end", own, account::end_sessions)
}

fn settings(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let edit = Act::EditColumns;
    routes
        .get("/desk/organ", Act::SeeOrgan, organ::show)
        .post("/desk/organ", Act::EditOrgan, organ::save)
        .get("/desk/columns", Act::SeeColumns, columns::list)
        .post("/desk/columns", edit, columns::create)
        .get("/desk/columns/new", edit, columns::new)
        .get("/desk/columns/{id}", Act::SeeColumns, columns::show)
        .post("/desk/columns/{id}", edit, columns::save)
        .post("/desk/columns/{id}/position", edit, columns::place)
        .get("/desk/columns/{id}/removal", edit, columns::ask_remove)
        .post("/desk/columns/{id}/removal", edit, columns::remove)
        .get(searched::HERE, Act::SeeDocuments, searched::show)
        .get(synonyms::HERE, Act::SeeDocuments, synonyms::list)
        .post(synonyms::HERE, Act::WriteDocuments, synonyms::keep)
        .post(
            "/desk/synonyms/{id}/removal",
            Act::WriteDocuments,
            synonyms::remove,
        )
        .get(words::HERE, Act::SeeDocuments, words::list)
        .post(words::HERE, Act::WriteDocuments, words::keep)
        .upload("/desk/proof-words/import", Act::WriteDocuments, words::import)
        .get("/desk/proof-words/files/xlsx", Act::SeeDocuments, words::xlsx)
        .post(
            "/desk/proof-words/{id}/removal",
            Act::WriteDocuments,
            words::remove,
        )
        .get(chains::HERE, Act::SeeDocuments, chains::list)
        .post(
            "/desk/review-chains/organ/make-up",
            Act::SettleReview,
            chains::settle,
        )
        .get("/desk/review-chains/{place}", Act::SettleReview, chains::edit)
        .post("/desk/review-chains/{place}", Act::SettleReview, chains::save)
        .post(
            "/desk/review-chains/{place}/removal",
            Act::SettleReview,
            chains::remove,
        )
}
