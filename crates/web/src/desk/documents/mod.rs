//! Documents (政府信息) at the desk: the list, one document with what stands in its way, the editor, files, history.

mod approval;
mod arranging;
mod attachments;
mod catalogue;
mod clock;
mod clockwork;
mod comments;
mod edit;
mod facts;
mod history;
mod kept;
mod life;
mod list;
mod mendings;
mod on_paper;
mod pictures;
mod publication;
mod questions;
mod reading;
mod reassessment;
mod rechecks;
mod register;
mod relations;
mod repeal;
mod review;
mod show;
mod stepper;
mod typed;
mod withdrawal;

pub use clock::tasks as clock_tasks;
pub use clockwork::tasks as clockwork_tasks;
pub use reassessment::task as reassessment_task;
pub use register::tasks as register_tasks;
pub use stepper::{LevelShown, by, does, signed};

use law::staff::Act;
use office::documents::State;

use crate::routes::DeskRoutes;

const HERE: &str = "/desk/documents";

/// The class of a state's badge.
const fn badge(state: State) -> &'static str {
    match state {
        State::Draft => "is-draft",
        State::InReview | State::Owed | State::Passed | State::Scheduled => "is-waiting",
        State::Back => "is-back",
        State::Published => "is-published",
        State::Changed => "is-changed",
        State::Withdrawn => "is-withdrawn",
    }
}

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, write) = (Act::SeeDocuments, Act::WriteDocuments);
    carrying(living(routes))
        .get("/desk/documents", see, list::list)
        .post("/desk/documents", write, edit::create)
        .get("/desk/documents/new", write, edit::new)
        .post("/desk/documents/preview", write, edit::preview)
        .upload("/desk/documents/reading", write, reading::read)
        .upload("/desk/documents/pictures", write, pictures::put)
        .get("/desk/pictures/{name}", see, pictures::fetch)
        .post("/desk/documents/kept", write, kept::keep_new)
        .post("/desk/documents/kept/removal", write, kept::discard_new)
        .post("/desk/documents/{id}/kept", write, kept::keep)
        .post("/desk/documents/{id}/kept/removal", write, kept::discard)
        .get("/desk/documents/rechecks", see, rechecks::list)
        .get(review::QUEUE, see, review::queue)
        .get(
            "/desk/documents/approvals/{month}/files/{extension}",
            see,
            approval::month,
        )
        .get(
            "/desk/documents/secrecy-log/files/{year}",
            see,
            approval::secrecy_log,
        )
        .get(
            "/desk/documents/{id}/approval/files/{extension}",
            see,
            approval::file,
        )
        .get("/desk/documents/{id}/files/{extension}", see, show::file)
        .get("/desk/documents/{id}", see, show::show)
        .get("/desk/documents/{id}/draft", write, edit::edit)
        .post("/desk/documents/{id}/draft", write, edit::save)
        .get("/desk/documents/{id}/editions", see, history::list)
        .get("/desk/documents/{id}/editions/{number}", see, history::edition)
        .post("/desk/documents/{id}/submission", write, review::submit)
        .get("/desk/documents/{id}/review", see, review::read)
        .post("/desk/documents/{id}/verdict", see, review::judge)
        .post("/desk/documents/{id}/comments", see, comments::add)
        .post(
            "/desk/documents/{id}/comments/{comment}/resolution",
            see,
            comments::resolve,
        )
        .post("/desk/documents/{id}/explanations", see, questions::explain)
        .post(
            "/desk/documents/{id}/explanations/{mark}/removal",
            see,
            questions::withdraw,
        )
        .get("/desk/documents/{id}/paper-verdict", write, on_paper::ask_paper)
        .upload("/desk/documents/{id}/paper-verdict", write, on_paper::enter)
        .get(
            "/desk/documents/{id}/signed-forms/files/{scan}",
            see,
            on_paper::open,
        )
        .get(
            "/desk/documents/{id}/emergency",
            Act::PublishDocuments,
            on_paper::ask_emergency,
        )
        .post(
            "/desk/documents/{id}/emergency",
            Act::PublishDocuments,
            on_paper::publish_in_emergency,
        )
        .post(
            "/desk/documents/{id}/publication",
            Act::PublishDocuments,
            publication::publish,
        )
        .get(
            "/desk/documents/{id}/withdrawal",
            Act::WithdrawDocuments,
            withdrawal::ask,
        )
        .post(
            "/desk/documents/{id}/withdrawal",
            Act::WithdrawDocuments,
            withdrawal::withdraw,
        )
}

/// The routes of the files that go with a document.
fn carrying(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, write) = (Act::SeeDocuments, Act::WriteDocuments);
    routes
        .upload("/desk/documents/{id}/attachments", write, attachments::add)
        .get("/desk/documents/{id}/attachments/{file}", see, attachments::fetch)
        .post(
            "/desk/documents/{id}/attachments/{file}/cleaning",
            write,
            attachments::clean,
        )
        .get(
            "/desk/documents/{id}/attachments/{file}/removal",
            write,
            attachments::ask_remove,
        )
        .post(
            "/desk/documents/{id}/attachments/{file}/removal",
            write,
            attachments::remove,
        )
        .get(
            "/desk/documents/{id}/attachments/{file}/replacement",
            write,
            arranging::ask_replace,
        )
        .upload(
            "/desk/documents/{id}/attachments/{file}/replacement",
            write,
            arranging::replace,
        )
        .get("/desk/documents/{id}/attachments/order", write, arranging::ask)
        .post(
            "/desk/documents/{id}/attachments/order",
            write,
            arranging::arrange,
        )
}

/// The routes of what a document says beside its text, of its end, and of the register.
fn living(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, write) = (Act::SeeDocuments, Act::WriteDocuments);
    routes
        .post("/desk/documents/{id}/mendings", write, mendings::take_over)
        .get("/desk/documents/reassessment", see, reassessment::list)
        .post("/desk/documents/{id}/reassessment", write, reassessment::save)
        .get("/desk/documents/counted", see, register::counted)
        .get("/desk/catalogue", see, catalogue::show)
        .get("/desk/catalogue/files/{name}", see, catalogue::file)
        .post("/desk/catalogue/hand-overs", write, catalogue::hand_over)
        .get(
            "/desk/catalogue/hand-overs/{id}/file",
            see,
            catalogue::hand_over_file,
        )
        .get(
            "/desk/catalogue/hand-overs/{id}/receipt",
            write,
            catalogue::ask_receipt,
        )
        .post(
            "/desk/catalogue/hand-overs/{id}/receipt",
            write,
            catalogue::record_receipt,
        )
        .get("/desk/register", see, register::show)
        .get("/desk/register/files/{year}", see, register::file)
        .get("/desk/documents/{id}/life", write, life::edit)
        .post("/desk/documents/{id}/life", write, life::save)
        .get("/desk/documents/{id}/relations", write, relations::ask)
        .post("/desk/documents/{id}/relations", write, relations::add)
        .get(
            "/desk/documents/{id}/relations/{relation}/removal",
            write,
            relations::ask_remove,
        )
        .post(
            "/desk/documents/{id}/relations/{relation}/removal",
            write,
            relations::remove,
        )
        .get(
            "/desk/documents/{id}/repeal",
            Act::RepealDocuments,
            repeal::ask_repeal,
        )
        .post(
            "/desk/documents/{id}/repeal",
            Act::RepealDocuments,
            repeal::repeal,
        )
        .get(
            "/desk/documents/{id}/restoration",
            Act::RepealDocuments,
            repeal::ask_restore,
        )
        .post(
            "/desk/documents/{id}/restoration",
            Act::RepealDocuments,
            repeal::restore,
        )
}
