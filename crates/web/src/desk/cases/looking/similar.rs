//! Cases that ask for much the same as one, with what the clerk should think of (条例第三十六条第（六）项、第四十四条).

use law::cases::similar::Hint;
use office::cases::{self, Case, Similar};

use crate::desk::cases::shared::{HERE, badge};
use crate::desk::layout::Desk;
use crate::errors::Problem;

/// A case as the list shows it.
pub struct SimilarRow {
    pub href: String,
    pub number: String,
    pub request: String,
    pub asker: &'static str,
    pub applicant: String,
    pub likeness: &'static str,
    pub received_on: String,
    pub state: &'static str,
    pub badge: &'static str,
    pub outcome: String,
    /// The number of the earlier reply and where it is read.
    pub reply: Option<(String, String)>,
}

/// The list with what follows from it, each hint once.
pub struct SimilarList {
    pub hints: Vec<&'static str>,
    pub rows: Vec<SimilarRow>,
}

impl SimilarList {
    /// The cases most like this one.
    pub async fn of(desk: &Desk, case: &Case) -> Result<Self, Problem> {
        let found = cases::similar(desk.office(), &desk.actor, case).await?;
        let mut hints: Vec<Hint> = found.iter().filter_map(|one| one.hint).collect();
        hints.sort_unstable();
        hints.dedup();
        Ok(Self {
            hints: hints.into_iter().map(Hint::label).collect(),
            rows: found.into_iter().map(SimilarRow::of).collect(),
        })
    }
}

impl SimilarRow {
    fn of(found: Similar) -> Self {
        let row = found.row;
        let href = format!("{HERE}/{}", row.id);
        let letter = found.letter.map(|letter| format!("{href}/letters/{letter}"));
        let day = row
            .received_on
            .map_or_else(|| "未确认".to_owned(), |day| day.to_string());
        Self {
            reply: found
                .reply_number
                .map(|number| (number, letter.unwrap_or_else(|| href.clone()))),
            href,
            number: row.number,
            request: row.request,
            asker: found.asker.label(),
            applicant: row.applicant_name,
            likeness: found.likeness.label(),
            received_on: day,
            state: row.state.label(),
            badge: badge(row.state),
            outcome: row
                .outcome
                .map(law::codes::TableThreeRow::full_label)
                .unwrap_or_default(),
        }
    }
}
