//! 问答选登: what people asked and what was answered, as it was redacted and published; how long it took, and whether it was useful.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use law::matters::kinds;
use office::MatterId;
use office::matters::{self, PublicFilter, PublicMatter};
use office::visits::{self, Visit};
use serde::Deserialize;

use super::columns::{PageLink, page_links};
use super::layout::Frame;
use super::visitor::Visitor;
use crate::app::App;
use crate::csrf::ProtectedForm;
use crate::errors::Problem;

/// Its address.
pub const HERE: &str = "/questions";
/// What the page is called.
pub const NAME: &str = "问答选登";
/// Answers called useful or not from one address in an hour.
const MOST_JUDGED: i64 = 30;

/// The pages of this slice.
pub fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(list))
        .route("/questions/{id}", get(show).post(judge))
}

/// How long an answer took, in words.
pub fn took(working_days: u32) -> String {
    match working_days {
        0 => "当日答复".to_owned(),
        days => format!("用时 {days} 个工作日"),
    }
}

/// Where one stands.
pub fn address(id: MatterId) -> String {
    format!("{HERE}/{id}")
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    kind: String,
    page: String,
}

struct KindLink {
    name: &'static str,
    href: String,
    is_here: bool,
}

#[derive(Template)]
#[template(path = "site/questions.html")]
struct ListPage {
    frame: Frame,
    words: String,
    kind: String,
    kinds: Vec<KindLink>,
    rows: Vec<PublicMatter>,
    total: u64,
    pages: Vec<PageLink>,
    number: u64,
}

/// The page.
pub async fn list(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let filter = PublicFilter {
        words: asked.q.clone(),
        kind: asked.kind.clone(),
        page: asked.page.parse().unwrap_or(1),
    };
    let found = matters::public_list(visitor.office(), visitor.site.organ.id, &filter).await?;
    let with_some = matters::public_kinds(visitor.office(), visitor.site.organ.id).await?;
    let link = |page: u64| listed(&asked.q, &asked.kind, page);
    let mut frame = visitor.frame(NAME, &[]);
    frame.canonical = visitor.site.absolute(&link(found.number));
    visitor.page(&ListPage {
        frame,
        pages: page_links(found.number, found.pages, link),
        kinds: kind_links(&asked, &with_some),
        number: found.number,
        total: found.total,
        rows: found.items,
        words: asked.q,
        kind: asked.kind,
    })
}

fn listed(words: &str, kind: &str, page: u64) -> String {
    let mut query: Vec<(&str, String)> = Vec::new();
    if !words.trim().is_empty() {
        query.push(("q", words.trim().to_owned()));
    }
    if !kind.is_empty() {
        query.push(("kind", kind.to_owned()));
    }
    if page > 1 {
        query.push(("page", page.to_string()));
    }
    match serde_html_form::to_string(query) {
        Ok(query) if !query.is_empty() => format!("{HERE}?{query}"),
        _ => HERE.to_owned(),
    }
}

/// The kinds that have entries; one alone needs no choosing.
fn kind_links(asked: &Asked, with_some: &[String]) -> Vec<KindLink> {
    let all = KindLink {
        name: "全部",
        href: listed(&asked.q, "", 1),
        is_here: asked.kind.is_empty(),
    };
    let has_some = |code: &str| with_some.iter().any(|some| some == code) || asked.kind == code;
    let shown = kinds()
        .iter()
        .filter(|kind| kind.may_be_published && has_some(&kind.code));
    let of = shown.map(|kind| KindLink {
        name: &kind.label,
        href: listed(&asked.q, &kind.code, 1),
        is_here: asked.kind == kind.code,
    });
    std::iter::once(all).chain(of).collect()
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OneQuery {
    thanks: String,
}

#[derive(Template)]
#[template(path = "site/question.html")]
struct OnePage {
    frame: Frame,
    csrf: String,
    one: PublicMatter,
    is_judged: bool,
}

/// One of them.
pub async fn show(
    visitor: Visitor,
    Path(id): Path<MatterId>,
    Query(asked): Query<OneQuery>,
) -> Result<Response, Problem> {
    let one = matters::public_one(visitor.office(), visitor.site.organ.id, id).await?;
    let one = one.ok_or(Problem::Missing)?;
    let mut frame = visitor.frame(&one.title, &[(NAME, HERE)]);
    frame.canonical = visitor.site.absolute(&address(id));
    visitor.page(&OnePage {
        frame,
        csrf: visitor.secret(),
        is_judged: !asked.thanks.is_empty(),
        one,
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Judgement {
    useful: String,
}

/// Counts whether it was useful; from one address no more than people press.
pub async fn judge(
    visitor: Visitor,
    Path(id): Path<MatterId>,
    ProtectedForm(said): ProtectedForm<Judgement>,
) -> Result<Response, Problem> {
    let (office, organ) = (visitor.office(), visitor.site.organ.id);
    let counted = visits::note(office, visitor.moment, Visit::Judged, &visitor.address).await?;
    if counted.times <= MOST_JUDGED {
        matters::judge_useful(office, organ, id, said.useful == "yes").await?;
    }
    Ok(Redirect::to(&format!("{}?thanks=1", address(id))).into_response())
}
