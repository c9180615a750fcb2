//! Cases (依申请公开) at the desk: the board of what is due, the ledger of all, registration from any channel, one case with
//! its clock explained, and every act as a form. What may be done and why not is the law's (`law::cases`); the act checks it again.

mod acts;
mod applicant;
mod enclosures;
mod fees;
mod intake;
mod letters;
mod looking;
mod retention;
mod settings;
mod shared;

use law::staff::Act;

use self::acts::{act, archive, decision, mend, notes, outcome, reassess, search_files};
use self::applicant::{files, messages, particulars, registration, undelivered};
use self::intake::{import, parts, receipt, register};
use self::looking::{
    board, case_file, export, ledger, month, performance, register as register_sheet, show, views,
};
use crate::routes::DeskRoutes;

pub use looking::tasks::tasks;

/// The routes of this slice. Which of the acts a person may record is asked by the office for each (`law::staff`).
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, handle) = (Act::SeeCases, Act::HandleCases);
    enclosures::routes(letters::routes(routes))
        .get("/desk/cases", see, board::board)
        .upload("/desk/cases", handle, register::create)
        .get("/desk/cases/new", handle, register::new)
        .get("/desk/cases/calendar", see, month::month)
        .get("/desk/cases/ledger", see, ledger::list)
        .get("/desk/cases/register", see, register_sheet::sheet)
        .get("/desk/cases/views", see, views::list)
        .post("/desk/cases/views", see, views::create)
        .post("/desk/cases/views/{id}", see, views::rename)
        .post("/desk/cases/views/{id}/removal", see, views::remove)
        .get("/desk/cases/export", see, export::ask)
        .post("/desk/cases/export", see, export::give)
        .get("/desk/cases/import", Act::ImportCases, import::ask)
        .upload("/desk/cases/import", Act::ImportCases, import::hand_in)
        .get("/desk/cases/import/template", Act::ImportCases, import::template)
        .get("/desk/cases/imports/{id}", Act::ImportCases, import::show)
        .post("/desk/cases/imports/{id}/check", Act::ImportCases, import::check)
        .post(
            "/desk/cases/imports/{id}/confirmation",
            Act::ImportCases,
            import::confirm,
        )
        .post(
            "/desk/cases/imports/{id}/removal",
            Act::ImportCases,
            import::remove,
        )
        .get("/desk/cases/counted", see, ledger::counted)
        .get("/desk/cases/reassessment", see, reassess::list)
        .post("/desk/cases/{id}/reassessment", handle, reassess::save)
        .get("/desk/cases/settings", Act::SettleCases, settings::show)
        .post("/desk/cases/settings", Act::SettleCases, settings::save)
        .get("/desk/cases/retention", Act::SettleRetention, retention::show)
        .post("/desk/cases/retention", Act::SettleRetention, retention::save)
        .get("/desk/cases/messages", see, messages::open)
        .post("/desk/cases/messages/{id}/answer", see, messages::answer)
        .get("/desk/cases/{id}/messages", see, messages::list)
        .get("/desk/cases/performance", see, performance::show)
        .get("/desk/cases/performance/{year}", see, performance::file)
        .get("/desk/cases/fees", see, fees::list)
        .get("/desk/cases/fees/{id}/deposit", handle, fees::ask)
        .post("/desk/cases/fees/{id}/deposit", handle, fees::deposit)
        .get("/desk/cases/{id}", see, show::show)
        .post(
            "/desk/cases/{id}/case_file",
            Act::RevealApplicants,
            case_file::give,
        )
        .get("/desk/cases/{id}/receipt", handle, receipt::show)
        .get("/desk/cases/{id}/undelivered/{job}", handle, undelivered::ask)
        .post("/desk/cases/{id}/undelivered/{job}", handle, undelivered::settle)
        .get("/desk/cases/{id}/decision", see, decision::steps)
        .get("/desk/cases/{id}/decision/{outcome}", handle, outcome::form)
        .post("/desk/cases/{id}/decision/{outcome}", handle, outcome::save)
        .get("/desk/cases/{id}/searches/{outcome}", handle, search_files::show)
        .upload(
            "/desk/cases/{id}/searches/{outcome}/{row}",
            handle,
            search_files::add,
        )
        .get("/desk/cases/{id}/acts/{act}", see, act::show)
        .post("/desk/cases/{id}/acts/{act}", see, act::take)
        .get("/desk/cases/{id}/parts", handle, parts::show)
        .post("/desk/cases/{id}/parts", handle, parts::divide)
        .upload("/desk/cases/{id}/files", handle, files::add)
        .post(
            "/desk/cases/{id}/files/{file}",
            Act::RevealApplicants,
            files::open,
        )
        .get("/desk/cases/{id}/files/{file}/removal", handle, files::ask_remove)
        .post("/desk/cases/{id}/files/{file}/removal", handle, files::remove)
        .get("/desk/cases/{id}/events/{seq}", see, mend::show)
        .post("/desk/cases/{id}/events/{seq}", see, mend::mend)
        .post("/desk/cases/{id}/notes", see, notes::add)
        .get("/desk/cases/{id}/archive", handle, archive::show)
        .post("/desk/cases/{id}/archive", handle, archive::save)
        .post("/desk/cases/{id}/assignment", handle, show::assign)
        .post(
            "/desk/cases/{id}/registration",
            Act::RevealApplicants,
            registration::show,
        )
        .post(
            "/desk/cases/{id}/registration/mending",
            handle,
            registration::mend,
        )
        .post(
            "/desk/cases/{id}/particulars",
            Act::RevealApplicants,
            particulars::reveal,
        )
}
