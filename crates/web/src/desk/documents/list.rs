//! The desk's list of documents, by column, state and words, page by page.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::staff::Act;
use office::ColumnId;
use office::Page;
use office::documents::{self, DeskFilter, DeskRow, State};
use serde::Deserialize;

use super::badge;
use crate::desk::columns::choices;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::when::minute;

/// What is asked of the list.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct DocumentsQuery {
    column: String,
    state: String,
    q: String,
    page: String,
}

struct DocumentLine {
    id: String,
    title: String,
    index_number: String,
    column: String,
    state: &'static str,
    badge: &'static str,
    changed_at: String,
}

#[derive(Template)]
#[template(path = "desk/documents/list.html")]
struct ListPage {
    frame: Frame,
    asked: DocumentsQuery,
    is_filtered: bool,
    columns: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<DocumentLine>,
    pages: Page<()>,
    base: String,
    may_write: bool,
}

/// The list.
pub async fn list(desk: Desk, Query(asked): Query<DocumentsQuery>) -> Result<Response, Problem> {
    let page = documents::list_desk(desk.office(), &desk.actor, &asked.filter()).await?;
    let names = office::columns::list(desk.office(), &desk.actor).await?;
    let names: BTreeMap<ColumnId, String> =
        names.into_iter().map(|column| (column.id, column.name)).collect();
    let rows = page.items.into_iter().map(|row| shown(row, &names)).collect();
    desk.page(&ListPage {
        frame: desk.frame("政府信息", Section::Documents, &[]),
        is_filtered: !(asked.column.is_empty() && asked.state.is_empty() && asked.q.trim().is_empty()),
        columns: choices(&desk, None).await?,
        states: states(),
        rows,
        pages: Page {
            items: Vec::new(),
            number: page.number,
            pages: page.pages,
            total: page.total,
        },
        base: asked.base(),
        asked,
        may_write: desk.may(Act::WriteDocuments),
    })
}

fn shown(row: DeskRow, names: &BTreeMap<ColumnId, String>) -> DocumentLine {
    DocumentLine {
        id: row.id.to_string(),
        title: if row.title.is_empty() {
            "（无标题）".to_owned()
        } else {
            row.title
        },
        index_number: row.index_number,
        column: names.get(&row.column).cloned().unwrap_or_default(),
        state: row.state.label(),
        badge: badge(row.state),
        changed_at: minute(row.changed_at),
    }
}

fn states() -> Vec<Choice> {
    let states = State::ALL.into_iter();
    states
        .map(|state| Choice::of(state.code(), state.label()))
        .collect()
}

impl DocumentsQuery {
    fn filter(&self) -> DeskFilter {
        DeskFilter {
            column: self.column.parse().ok(),
            state: State::from_code(&self.state),
            text: self.q.clone(),
            page: self.page.parse().unwrap_or(1),
        }
    }

    /// The address of this list without its page number, to which one is added.
    fn base(&self) -> String {
        let kept = [("column", &self.column), ("state", &self.state), ("q", &self.q)];
        let kept: Vec<(&str, &String)> = kept.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let query = serde_html_form::to_string(&kept).unwrap_or_default();
        let joint = if query.is_empty() { "" } else { "&" };
        format!("{}?{query}{joint}", super::HERE)
    }
}
