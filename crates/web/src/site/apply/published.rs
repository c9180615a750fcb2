//! What is published already and may be what is asked for (条例第三十六条第（一）项): a plain list by words, beside the description
//! while it is typed, with scripts and without.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use office::documents;
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::errors::{Problem, internal};
use crate::site::visitor::Visitor;

/// What is typed so far; not kept, and in no address.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    words: String,
}

#[derive(Template)]
#[template(path = "site/apply/published_list.html")]
struct List {
    published: Vec<(String, String)>,
}

/// The list by itself.
pub async fn list(visitor: Visitor, ProtectedForm(typed): ProtectedForm<Typed>) -> Result<Response, Problem> {
    let published = resembling(&visitor, &typed.words).await?;
    let list = List { published }.render().map_err(|error| internal(&error))?;
    Ok(Html(list).into_response())
}

/// Index numbers and titles of what is published and resembles these words.
pub async fn resembling(visitor: &Visitor, words: &str) -> Result<Vec<(String, String)>, Problem> {
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    Ok(documents::resembling(visitor.office(), visitor.site.organ.id, words).await?)
}
