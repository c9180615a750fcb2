//! 来信和诉求 (办件) at the desk: the board by the day that is due, one matter with the next lawful step first, every act as a form,
//! the answer with its hints and its check, and the text that the public is shown. What may be done and why not is the law's.

mod act;
mod answer;
mod board;
mod copy;
mod import;
mod list;
mod print;
mod register;
mod show;
mod statistics;
mod tasks;

use law::staff::Act;

use crate::routes::DeskRoutes;

pub use tasks::tasks;

/// Its address.
pub const HERE: &str = "/desk/matters";

/// The routes of this slice. Which of the acts a person may do is asked by the office for each.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, handle, check) = (Act::SeeMatters, Act::HandleMatters, Act::CheckMatters);
    routes
        .get(HERE, see, board::show)
        .upload(HERE, handle, register::create)
        .get("/desk/matters/list", see, list::show)
        .get("/desk/matters/list/files/xlsx", see, print::workbook)
        .get("/desk/matters/statistics", see, statistics::show)
        .get("/desk/matters/new", handle, register::new)
        .get("/desk/matters/import", handle, import::ask)
        .upload("/desk/matters/import", handle, import::take)
        .get("/desk/matters/{id}", see, show::show)
        .post("/desk/matters/{id}/asker", Act::RevealAskers, show::reveal)
        .upload("/desk/matters/{id}/files", handle, show::add_files)
        .post(
            "/desk/matters/{id}/files/{file}",
            Act::RevealAskers,
            show::open_file,
        )
        .post(
            "/desk/matters/{id}/slips/{kind}/files/{extension}",
            see,
            print::slip,
        )
        .get("/desk/matters/{id}/acts/{act}", see, act::show)
        .post("/desk/matters/{id}/acts/{act}", see, act::take)
        .get("/desk/matters/{id}/answer", see, answer::show)
        .post("/desk/matters/{id}/answer", handle, answer::save)
        .post("/desk/matters/{id}/answer/release", check, answer::release)
        .post("/desk/matters/{id}/answer/return", check, answer::send_back)
        .get("/desk/matters/{id}/copy", see, copy::show)
        .post("/desk/matters/{id}/copy", handle, copy::save)
        .post("/desk/matters/{id}/copy/publication", check, copy::publish)
        .post("/desk/matters/{id}/copy/return", check, copy::send_back)
}

/// Where one stands.
pub fn address(id: office::MatterId) -> String {
    format!("{HERE}/{id}")
}
