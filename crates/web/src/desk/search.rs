//! The desk's one search (Ctrl K): a number leads straight to what bears it, words to a list of each kind. It works without
//! scripts; what somebody may not see is not sought for them.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use office::search::{self, Bearer, Found};
use serde::Deserialize;

use super::layout::{Desk, Frame};
use super::menu::Section;
use crate::errors::Problem;

/// How many of a kind the page lists; the rest is behind its own list.
const SHOWN: usize = 10;

/// What is sought.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sought {
    q: String,
}

#[derive(Template)]
#[template(path = "desk/search.html")]
struct SearchPage {
    frame: Frame,
    q: String,
    kinds: Vec<Kind>,
}

/// What was found of one kind.
struct Kind {
    name: &'static str,
    total: u64,
    hits: Vec<Hit>,
    /// Where the rest of them is listed.
    all: Option<String>,
}

struct Hit {
    href: String,
    number: String,
    words: String,
    who: String,
    state: &'static str,
}

/// The page, or what bears the number.
pub async fn show(desk: Desk, Query(sought): Query<Sought>) -> Result<Response, Problem> {
    let found = search::search(desk.office(), &desk.actor, &sought.q).await?;
    if let Some(bearer) = found.bearer(&sought.q) {
        return Ok(Redirect::to(&href(bearer)).into_response());
    }
    let mut frame = desk.frame("搜索", Section::Today, &[]);
    frame.leave_menu();
    let kinds = kinds(&found, &sought.q);
    desk.page(&SearchPage {
        frame,
        q: sought.q,
        kinds,
    })
}

fn href(bearer: Bearer) -> String {
    match bearer {
        Bearer::Case(id) => format!("/desk/cases/{id}"),
        Bearer::Letter(case, id) => format!("/desk/cases/{case}/letters/{id}"),
        Bearer::Document(id) => format!("/desk/documents/{id}"),
        Bearer::Dispute(id) => format!("/desk/disputes/{id}"),
        Bearer::Matter(id) => format!("/desk/matters/{id}"),
    }
}

/// What was found, kind by kind, those without a hit left out.
fn kinds(found: &Found, q: &str) -> Vec<Kind> {
    let list = |path: &str| {
        let query = serde_html_form::to_string([("q", q)]).unwrap_or_default();
        format!("{path}?{query}")
    };
    let cases = found.cases.items.iter().map(|row| Hit {
        href: href(Bearer::Case(row.id)),
        number: row.number.clone(),
        words: row.request.clone(),
        who: row.applicant_name.clone(),
        state: row.state.label(),
    });
    let letters = found.letters.iter().map(|row| Hit {
        href: href(Bearer::Letter(row.case, row.id)),
        number: row.number.clone(),
        words: row.kind.label().to_owned(),
        who: row.case_number.clone(),
        state: "",
    });
    let documents = found.documents.items.iter().map(|row| Hit {
        href: href(Bearer::Document(row.id)),
        number: row.index_number.clone(),
        words: row.title.clone(),
        who: found.document_numbers.get(&row.id).cloned().unwrap_or_default(),
        state: row.state.label(),
    });
    let disputes = found.disputes.items.iter().map(|row| Hit {
        href: href(Bearer::Dispute(row.id)),
        number: row.number.clone(),
        words: row.subject.clone(),
        who: row.claimant.clone(),
        state: row.dispute.stage().label(),
    });
    let matters = found.matters.items.iter().map(|row| Hit {
        href: href(Bearer::Matter(row.id)),
        number: row.number.clone(),
        words: row.title.clone(),
        who: row.asker_mask.clone(),
        state: row.state.label(),
    });
    let letters_total = u64::try_from(found.letters.len()).unwrap_or(u64::MAX);
    let mut kinds = vec![
        Kind::of(
            "依申请公开",
            found.cases.total,
            cases.collect(),
            Some(list("/desk/cases/ledger")),
        ),
        Kind::of("文书", letters_total, letters.collect(), None),
        Kind::of(
            "政府信息",
            found.documents.total,
            documents.collect(),
            Some(list("/desk/documents")),
        ),
        Kind::of(
            "复议和诉讼",
            found.disputes.total,
            disputes.collect(),
            Some(list("/desk/disputes")),
        ),
        Kind::of(
            "来信和诉求",
            found.matters.total,
            matters.collect(),
            Some(format!("{}&all=1", list("/desk/matters/list"))),
        ),
    ];
    kinds.retain(|kind| kind.total > 0);
    kinds
}

impl Kind {
    fn of(name: &'static str, total: u64, mut hits: Vec<Hit>, list: Option<String>) -> Self {
        if list.is_some() {
            hits.truncate(SHOWN);
        }
        let shown = u64::try_from(hits.len()).unwrap_or(u64::MAX);
        Self {
            name,
            total,
            hits,
            all: list.filter(|_| shown < total),
        }
    }
}
