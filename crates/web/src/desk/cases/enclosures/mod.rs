//! What goes out with a reply (答复附件): items with their files, what was found in each, cleaned copies, and the whole under seal.

mod acts;
mod show;
mod shown;

use law::staff::Act;

use crate::routes::DeskRoutes;

pub(super) use show::address;
pub(super) use shown::{ItemShown, fetches};

/// The routes of enclosures. Who may open a whole under seal is asked by the office: whoever may see who applied, or reviews.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, handle) = (Act::SeeCases, Act::HandleCases);
    routes
        .get("/desk/cases/{id}/enclosures", see, show::show)
        .upload("/desk/cases/{id}/enclosures", handle, acts::add)
        .post("/desk/cases/{id}/enclosures/{item}", handle, acts::describe)
        .upload(
            "/desk/cases/{id}/enclosures/{item}/files",
            handle,
            acts::add_files,
        )
        .post("/desk/cases/{id}/enclosures/{item}/removal", handle, acts::remove)
        .get("/desk/cases/{id}/enclosures/files/{file}", see, acts::open)
        .post(
            "/desk/cases/{id}/enclosures/files/{file}/original",
            see,
            acts::open_original,
        )
        .post(
            "/desk/cases/{id}/enclosures/files/{file}/cleaning",
            handle,
            acts::clean,
        )
        .post(
            "/desk/cases/{id}/enclosures/files/{file}/confirmation",
            handle,
            acts::confirm,
        )
        .post(
            "/desk/cases/{id}/enclosures/files/{file}/removal",
            handle,
            acts::remove_file,
        )
}
