//! What the last page shows and sends: the application as it is kept, and the files that come with it.

use law::cases::ApplicationForm;
use office::cases::{self, ApplicationFile, Draft};

use super::fields::{Fields, carried};
use super::ticket;
use crate::errors::Problem;
use crate::site::visitor::Visitor;

/// The application.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    pub form: ApplicationForm,
    pub ticket: String,
    /// The code of the batch that its files rest in; empty where there are none.
    pub batch: String,
    pub files: Vec<ApplicationFile>,
}

/// The files that rest in a batch.
pub(in crate::site) async fn kept_files(
    visitor: &Visitor,
    batch: &str,
) -> Result<Vec<ApplicationFile>, Problem> {
    if batch.is_empty() {
        return Ok(Vec::new());
    }
    let kept = cases::kept_files(visitor.office(), visitor.site.organ.id, visitor.moment, batch);
    Ok(kept.await?)
}

impl Filled {
    /// What is kept.
    pub async fn kept(visitor: &Visitor, draft: &Draft) -> Result<Self, Problem> {
        Ok(Self {
            form: draft.form.clone(),
            ticket: draft.ticket.clone(),
            batch: draft.batch.clone(),
            files: kept_files(visitor, &draft.batch).await?,
        })
    }

    /// What was sent.
    pub fn of(fields: &Fields) -> Self {
        Self {
            form: fields.application(),
            ticket: ticket::sent(fields.get("ticket")),
            batch: fields.get("batch").to_owned(),
            files: Vec::new(),
        }
    }

    /// All of it as fields that travel with a page.
    pub fn carried(&self) -> Vec<(&'static str, String)> {
        let mut all = carried(&self.form);
        if !self.batch.is_empty() {
            all.push(("batch", self.batch.clone()));
        }
        all
    }
}
