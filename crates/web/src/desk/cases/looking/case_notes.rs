//! The notes on the page of a case.

use law::staff::Act;
use office::cases::{self, Case};

use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::when::minute;

/// The notes of a case, and the form for one more.
pub(in crate::desk::cases) struct Notes {
    pub lines: Vec<NoteLine>,
    pub may_add: bool,
    /// What was typed and not taken.
    pub draft: String,
}

/// One note.
pub(in crate::desk::cases) struct NoteLine {
    pub content: String,
    pub by: String,
}

impl Notes {
    pub async fn of(desk: &Desk, case: &Case) -> Result<Self, Problem> {
        let notes = cases::notes(desk.office(), &desk.actor, case.id).await?;
        let line = |note: cases::Note| NoteLine {
            by: format!("{} {}", note.by, minute(note.at)),
            content: note.content,
        };
        let is_trusted = [Act::HandleCases, Act::CheckCases, Act::SignCases]
            .into_iter()
            .any(|act| desk.may(act));
        Ok(Self {
            lines: notes.into_iter().map(line).collect(),
            may_add: is_trusted && case.anonymised_at.is_none(),
            draft: String::new(),
        })
    }
}
