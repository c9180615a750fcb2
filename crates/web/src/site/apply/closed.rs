//! Where an organ takes no applications online: the page that says where else to apply.

use askama::Template;
use axum::response::Response;
use office::cases;

use crate::errors::Problem;
use crate::site::layout::Frame;
use crate::site::visitor::{Contact, Visitor};

#[derive(Template)]
#[template(path = "site/apply/closed.html")]
struct ClosedPage {
    frame: Frame,
    organ_name: String,
    contacts: Vec<Contact>,
}

/// Where the organ takes no applications online: the page that says where else to apply.
pub(super) async fn closed(visitor: &Visitor) -> Result<Option<Response>, Problem> {
    if !cases::is_online_closed(visitor.office(), visitor.site.organ.id).await? {
        return Ok(None);
    }
    let page = ClosedPage {
        frame: visitor.frame("依申请公开", &[]),
        organ_name: visitor.site.organ.name.clone(),
        contacts: visitor.contacts(),
    };
    visitor.page(&page).map(Some)
}
