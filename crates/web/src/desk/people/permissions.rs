//! The permission matrix as a page: every act, and the roles trusted with it (`law::staff::matrix` in words).

use askama::Template;
use axum::response::Response;
use law::staff::{Act, Role};

use super::show::trusted;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

struct PermissionLine {
    act: &'static str,
    /// One for each role, in the order of the heads.
    may: Vec<bool>,
    holders: String,
}

#[derive(Template)]
#[template(path = "desk/people/permissions.html")]
struct PermissionsPage {
    frame: Frame,
    roles: Vec<&'static str>,
    rows: Vec<PermissionLine>,
}

/// The matrix.
pub async fn show(desk: Desk) -> Result<Response, Problem> {
    let page = PermissionsPage {
        frame: desk.frame("角色权限", Section::People, &[]),
        roles: Role::ALL.iter().map(|role| role.label()).collect(),
        rows: Act::ALL.iter().map(|act| row(*act)).collect(),
    };
    desk.page(&page)
}

fn row(act: Act) -> PermissionLine {
    let holders = Role::ALL.iter().filter(|role| trusted(**role, act));
    PermissionLine {
        act: act.label(),
        may: Role::ALL.iter().map(|role| trusted(*role, act)).collect(),
        holders: holders.map(|role| role.label()).collect::<Vec<_>>().join("、"),
    }
}
