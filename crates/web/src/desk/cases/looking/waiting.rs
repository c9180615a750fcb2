//! What the applicant wrote or handed in and nobody has answered or looked at: it stands on top of the case's page.

use office::AccountId;
use office::cases::messages::{self, Message};
use office::cases::{ApplicationFile, Case};

use crate::desk::cases::applicant::messages::answerable;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::when::minute;

/// What waits.
pub(in crate::desk::cases) struct Waiting {
    pub letters: Vec<WaitingLetter>,
    /// Files that came after the last thing that was done.
    pub files: Vec<String>,
    /// How many there are that were answered.
    pub answered: usize,
}

/// A message without an answer.
pub(in crate::desk::cases) struct WaitingLetter {
    pub id: String,
    pub kind: &'static str,
    pub content: String,
    pub at: String,
    pub may_answer: bool,
    /// Who is to answer it, where this person may not for a reason of their own.
    pub why_not: Option<String>,
}

impl Waiting {
    pub async fn of(desk: &Desk, case: &Case, files: &[ApplicationFile]) -> Result<Self, Problem> {
        let all = messages::list(desk.office(), &desk.actor, case.id).await?;
        let (open, answered): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.answer.is_none());
        let handlers = messages::handled_by(desk.office(), &desk.actor, case.id).await?;
        let last = case.timeline.iter().map(|entry| entry.recorded_at).max();
        let is_new = |file: &&ApplicationFile| {
            file.is_from_applicant() && last.is_some_and(|last| file.added_at > last)
        };
        Ok(Self {
            letters: open
                .iter()
                .map(|one| WaitingLetter::of(desk, one, &handlers))
                .collect(),
            files: files
                .iter()
                .filter(is_new)
                .map(|file| file.name.clone())
                .collect(),
            answered: answered.len(),
        })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.letters.len() + self.files.len()
    }
}

impl WaitingLetter {
    fn of(desk: &Desk, message: &Message, handlers: &[AccountId]) -> Self {
        let (may_answer, why_not) = answerable(desk, message.kind, handlers);
        Self {
            id: message.id.to_string(),
            kind: message.kind.label(),
            content: message.content.clone(),
            at: minute(message.created_at),
            may_answer,
            why_not,
        }
    }
}
