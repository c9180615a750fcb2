//! What is published already and may be what is asked for (条例第三十六条第（一）项), by the search of the site, beside the description
//! while it is typed, with scripts and without.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use law::cases::LONGEST_REQUEST;
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::errors::{Problem, internal};
use crate::searching;
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
    published: Vec<Resembling>,
}

/// Something that may be what is asked for.
pub struct Resembling {
    pub title: String,
    pub href: String,
    /// Whether it is an answer to somebody else, and not what is published.
    pub is_answer: bool,
}

/// The list by itself.
pub async fn list(visitor: Visitor, ProtectedForm(typed): ProtectedForm<Typed>) -> Result<Response, Problem> {
    let published = resembling(&visitor, &typed.words).await?;
    let list = List { published }.render().map_err(|error| internal(&error))?;
    Ok(Html(list).into_response())
}

/// What is published and resembles these words, then what was answered before.
pub async fn resembling(visitor: &Visitor, words: &str) -> Result<Vec<Resembling>, Problem> {
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    // No more is looked at than an application may hold: every title is compared with all of it.
    let words: String = words.chars().take(LONGEST_REQUEST).collect();
    let found = searching::likely(&visitor.app, &visitor.site.organ, &words).await?;
    let resembling = found.into_iter().map(|(title, href, is_answer)| Resembling {
        title,
        href,
        is_answer,
    });
    Ok(resembling.collect())
}
