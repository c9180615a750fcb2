//! Help for those who can not write, read, see or hear, or have no access to the internet (条例第二十九条、第四十三条).

use askama::Template;
use axum::response::Response;

use crate::errors::Problem;
use crate::site::layout::Frame;
use crate::site::visitor::{Contact, Visitor};

#[derive(Template)]
#[template(path = "site/apply/help.html")]
struct HelpPage {
    frame: Frame,
    organ_name: String,
    contacts: Vec<Contact>,
}

/// The page.
pub async fn help(visitor: Visitor) -> Result<Response, Problem> {
    visitor.page(&HelpPage {
        frame: visitor.frame("申请帮助", &[("依申请公开", super::HERE)]),
        organ_name: visitor.site.organ.name.clone(),
        contacts: visitor.contacts(),
    })
}
