//! What is public and was proofread again (复查): where something is open.

use askama::Template;
use axum::response::Response;
use office::documents::{self, Rechecked};

use super::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

/// Most findings that are shown of a document.
const SHOWN: usize = 5;

struct Row {
    href: String,
    title: String,
    index_number: String,
    told: Vec<String>,
    more: usize,
}

#[derive(Template)]
#[template(path = "desk/documents/rechecks.html")]
struct RechecksPage {
    frame: Frame,
    rows: Vec<Row>,
}

/// The list of work.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let rows = documents::rechecked(desk.office(), &desk.actor).await?;
    desk.page(&RechecksPage {
        frame: desk.frame("已发布内容复查", Section::Documents, &[]),
        rows: rows.into_iter().map(row).collect(),
    })
}

fn row(one: Rechecked) -> Row {
    let mut told = one.told;
    let more = told.len().saturating_sub(SHOWN);
    told.truncate(SHOWN);
    Row {
        href: format!("{HERE}/{}#questions", one.id),
        title: one.title,
        index_number: one.index_number,
        told,
        more,
    }
}
