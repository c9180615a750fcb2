//! What proofreading asks about: mended in the text, or explained here; taken back by whoever does not agree.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use law::documents::Question;
use law::staff::Act;
use office::DocumentId;
use office::documents;
use serde::Deserialize;

use super::HERE;
use super::review::read_with;
use super::show::{Small, again};
use crate::csrf::ProtectedForm;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// Before the mark in the name of a field.
const FIELD: &str = "reason-";
/// The field that says that the form stands in the reading view.
const FROM: &str = "from";
const REVIEW: &str = "review";

/// What was typed, by mark.
pub type Reasons = BTreeMap<String, String>;

/// What proofreading asks about, as a page shows it.
pub struct Questions {
    pub open: Vec<Open>,
    pub explained: Vec<Explained>,
    pub may_explain: bool,
    /// The form stands in the reading view.
    pub is_review: bool,
}

/// What is to be answered.
pub struct Open {
    pub field: String,
    pub told: String,
    pub typed: String,
    /// An explanation holds in every text of the organ.
    pub is_everywhere: bool,
}

/// What was explained.
pub struct Explained {
    pub mark: String,
    pub told: String,
    pub reason: String,
    /// 王编辑 2026-03-02，有效至 2027-03-02
    pub who: String,
}

impl Questions {
    /// Those of the gate, with what was typed.
    pub fn of(desk: &Desk, asked: Vec<Question>, typed: &Reasons, is_review: bool) -> Self {
        let (mut open, mut explained) = (Vec::new(), Vec::new());
        for one in asked {
            let mark = one.mark.as_str();
            match one.explained {
                Some(said) => explained.push(Explained {
                    mark: mark.to_owned(),
                    told: one.told,
                    who: format!("{} {}，有效至 {}", said.by, said.on, said.until()),
                    reason: said.reason,
                }),
                None => open.push(Open {
                    field: format!("{FIELD}{mark}"),
                    typed: typed.get(mark).cloned().unwrap_or_default(),
                    told: one.told,
                    is_everywhere: one.is_everywhere,
                }),
            }
        }
        let acts = [Act::WriteDocuments, Act::ReviewSecrecy, Act::PublishDocuments];
        Self {
            open,
            explained,
            may_explain: acts.into_iter().any(|act| desk.may(act)),
            is_review,
        }
    }
}

/// Explains what was given a reason; what is refused comes back with what was typed.
pub async fn explain(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let is_review = form.get(FROM).is_some_and(|from| from == REVIEW);
    let typed: Reasons = form
        .into_iter()
        .filter_map(|(field, words)| Some((field.strip_prefix(FIELD)?.to_owned(), words)))
        .filter(|(_, words)| !words.trim().is_empty())
        .collect();
    let mut errors = FieldErrors::none();
    let mut done = 0;
    for (mark, words) in &typed {
        let given = (mark.as_str(), words.as_str());
        match documents::explain(desk.office(), &desk.actor, desk.moment, id, given).await {
            Ok(()) => done += 1,
            Err(error) => {
                for (field, message) in FieldErrors::from_office(error)?.of_row(mark).all() {
                    errors.add(field, message);
                }
            }
        }
    }
    if typed.is_empty() {
        errors.add("", "请至少对一处写明为什么是对的。");
    }
    if errors.is_empty() {
        let to = back(id, is_review);
        return Ok(redirect_with(&to, &format!("已记下 {done} 处说明。")));
    }
    shown_again(&desk, id, is_review, typed, errors).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RemovalForm {
    from: String,
}

/// Takes an explanation back.
pub async fn withdraw(
    desk: Desk,
    Path((id, mark)): Path<(DocumentId, String)>,
    ProtectedForm(form): ProtectedForm<RemovalForm>,
) -> Result<Response, Problem> {
    let is_review = form.from == REVIEW;
    match documents::withdraw_explanation(desk.office(), &desk.actor, desk.moment, id, &mark).await {
        Ok(()) => Ok(redirect_with(
            &back(id, is_review),
            "已撤销说明，这一处须重新答复。",
        )),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            shown_again(&desk, id, is_review, Reasons::new(), errors).await
        }
    }
}

fn back(id: DocumentId, is_review: bool) -> String {
    let page = if is_review { "/review" } else { "" };
    format!("{HERE}/{id}{page}#questions")
}

async fn shown_again(
    desk: &Desk,
    id: DocumentId,
    is_review: bool,
    reasons: Reasons,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    if is_review {
        return read_with(desk, id, reasons, errors).await;
    }
    let small = Small {
        reasons,
        ..Small::default()
    };
    again(desk, id, small, errors).await
}
