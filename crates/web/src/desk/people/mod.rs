//! People (人员): accounts are opened and closed by the system administrator, trusted with roles by the security
//! administrator, looked at by the auditor (三员分立, GB/T 22239-2019 8.1.5). Nobody deletes one: the log names them.

mod acts;
mod closure;
mod create;
mod handing_over;
mod list;
mod permissions;
mod show;

use law::staff::Act;

use crate::routes::DeskRoutes;

const HERE: &str = "/desk/people";

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, accounts, roles) = (Act::SeePeople, Act::ManageAccounts, Act::AssignRoles);
    routes
        .get("/desk/people", see, list::list)
        .post("/desk/people", accounts, create::create)
        .get("/desk/people/new", accounts, create::new)
        .get("/desk/people/permissions", see, permissions::show)
        .get("/desk/people/{id}", see, show::show)
        .post("/desk/people/{id}/name", accounts, show::rename)
        .get("/desk/people/{id}/password", accounts, acts::ask_password)
        .post("/desk/people/{id}/password", accounts, acts::ask_reset)
        .get(
            "/desk/people/{id}/password/confirmation",
            roles,
            acts::ask_confirmation,
        )
        .post(
            "/desk/people/{id}/password/confirmation",
            roles,
            acts::confirm_reset,
        )
        .post("/desk/people/{id}/password/refusal", roles, acts::refuse_reset)
        .get("/desk/people/{id}/closure", accounts, closure::ask)
        .post("/desk/people/{id}/closure", accounts, closure::close)
        .post("/desk/people/{id}/closure/removal", accounts, acts::reopen)
        .get("/desk/people/{id}/cases", accounts, handing_over::ask)
        .post("/desk/people/{id}/cases", accounts, handing_over::hand_over)
        .post("/desk/people/{id}/roles", roles, show::assign)
        .post("/desk/people/{id}/posts", roles, show::assign_posts)
        .post("/desk/people/{id}/lock/removal", roles, acts::unlock)
        .get(
            "/desk/people/{id}/second-factor/removal",
            roles,
            acts::ask_second_factor,
        )
        .post(
            "/desk/people/{id}/second-factor/removal",
            roles,
            acts::remove_second_factor,
        )
        .get("/desk/people/{id}/sessions/end", roles, acts::ask_end_sessions)
        .post("/desk/people/{id}/sessions/end", roles, acts::end_sessions)
}
