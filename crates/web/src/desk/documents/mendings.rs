//! What proofreading knows how to put right: what would change is shown where it is listed, and taken over by one press as a new edition.

use axum::extract::Path;
use axum::response::Response;
use law::documents::Mending;
use office::DocumentId;
use office::documents;
use serde::Deserialize;

use super::HERE;
use super::publication::refused;
use super::show::Small;
use crate::csrf::ProtectedForm;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::flash::redirect_with;

/// A change that is offered.
pub struct Offered {
    pub number: usize,
    pub mark: String,
    pub place: String,
    pub label: &'static str,
    /// What stands around the words that change.
    pub head: String,
    pub wrong: String,
    pub right: String,
    pub tail: String,
}

impl Offered {
    /// All, in the order of the texts.
    pub fn all(mendings: Vec<Mending>) -> Vec<Self> {
        let numbered = mendings.into_iter().enumerate();
        let offered = numbered.map(|(number, one)| Self {
            number,
            mark: one.mark.as_str().to_owned(),
            place: one.place,
            label: one.label,
            head: one.head,
            wrong: one.wrong,
            right: one.right,
            tail: one.tail,
        });
        offered.collect()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct MendingForm {
    version: i64,
    number: usize,
    mark: String,
}

/// Takes one over.
pub async fn take_over(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<MendingForm>,
) -> Result<Response, Problem> {
    let (office, actor) = (desk.office(), &desk.actor);
    let which = (form.number, form.mark.as_str());
    match documents::take_over(office, actor, desk.moment, id, form.version, which).await {
        Ok((edition, done)) => {
            let told = format!(
                "{}的“{}”已改为“{}”，保存为第 {edition} 稿。",
                done.place, done.wrong, done.right
            );
            Ok(redirect_with(&format!("{HERE}/{id}#questions"), &told))
        }
        Err(error) => refused(&desk, id, Small::default(), error).await,
    }
}
