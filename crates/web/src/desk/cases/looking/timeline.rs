//! What has happened to a case, in words, and what of it was recorded wrongly.

use office::cases::{self, Case, Entry, Mended};

use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::when::minute;

/// What has happened, and what was mended.
pub(in crate::desk::cases) struct Timeline {
    pub happened: Vec<Happened>,
    pub mended: Vec<MendedLine>,
}

/// One line of the timeline.
pub(in crate::desk::cases) struct Happened {
    pub seq: i64,
    pub on: String,
    pub label: &'static str,
    pub words: String,
    pub note: Option<String>,
    pub actor: String,
    pub recorded_at: String,
    /// This person may mend it.
    pub may_mend: bool,
}

/// One mending.
pub(in crate::desk::cases) struct MendedLine {
    pub words: String,
    pub reason: String,
    pub by: String,
}

impl Timeline {
    pub async fn of(desk: &Desk, case: &Case) -> Result<Self, Problem> {
        let mended = cases::mendings(desk.office(), &desk.actor, case.id).await?;
        let may_mend =
            |entry: &Entry| case.anonymised_at.is_none() && desk.may(entry.event.what.act().spec().signed_by);
        Ok(Self {
            happened: case
                .timeline
                .iter()
                .map(|entry| Happened {
                    may_mend: may_mend(entry),
                    ..Happened::of(entry)
                })
                .collect(),
            mended: mended.iter().map(MendedLine::of).collect(),
        })
    }
}

impl Happened {
    fn of(entry: &Entry) -> Self {
        Self {
            seq: entry.seq,
            on: entry.event.on.to_string(),
            label: entry.event.what.act().label(),
            words: entry.event.words(),
            note: entry.note.clone(),
            actor: entry.actor.clone(),
            recorded_at: minute(entry.recorded_at),
            may_mend: false,
        }
    }
}

impl MendedLine {
    fn of(mended: &Mended) -> Self {
        let now = mended
            .now
            .as_ref()
            .map_or_else(|| "撤销登记".to_owned(), |now| format!("更正为 {}", now.line()));
        Self {
            words: format!("{}：{now}", mended.stated.line()),
            reason: mended.reason.clone(),
            by: format!("{} {}", mended.by, minute(mended.at)),
        }
    }
}
