//! What stands beside a letter of its way: the levels of sign-off with who acted at them, earlier returns, how it went out, how
//! its file stands.

use law::review::{Chain, Level, Place, Step, Verdict};
use office::cases::Case;
use office::cases::letters::CaseLetter;
use office::papers::{self, Printable};

use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::when::minute;

/// A level of sign-off, and who acted at it.
pub struct LevelShown {
    pub label: &'static str,
    pub who: String,
    pub opinion: String,
    pub is_next: bool,
}

/// An earlier return.
pub struct Returned {
    pub label: &'static str,
    pub who: String,
    pub opinion: String,
}

/// What is said of the file of a signed letter.
pub async fn paper(desk: &Desk, found: &CaseLetter) -> Result<Option<String>, Problem> {
    if !found.state.is_signed() {
        return Ok(None);
    }
    let printed = Printable::Letter(Box::new(found.clone()));
    let kept = papers::kept(desk.office(), &printed).await?;
    Ok(kept.as_ref().map(crate::papers::kept_words))
}

/// How it went out.
pub fn sent(found: &CaseLetter, case: &Case) -> String {
    let Some((on, sent)) = &found.sent else {
        return String::new();
    };
    // What proves a day that was taken back proves nothing.
    let reached = found
        .reached_on(case)
        .map(|day| (format!("对方{day}收到"), sent.receipt.as_str()));
    let (reached, receipt) = reached.unwrap_or_default();
    let parts = [
        sent.how.label(),
        sent.tracking_number.as_str(),
        sent.proof.as_str(),
        sent.consent.as_str(),
        sent.copy.as_str(),
        reached.as_str(),
        receipt,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{on}，{}", parts.join("，"))
}

/// Every level it passes.
pub fn levels(found: &CaseLetter, chain: &Chain) -> Vec<LevelShown> {
    let judged = found.judged();
    let of_round = |level: Level| {
        let is_it = |step: &&Step| step.level == level && judged.is_counted(step);
        found.steps.iter().find(is_it)
    };
    let shown = |place: &Place| LevelShown {
        label: place.level.label(),
        who: of_round(place.level)
            .map(|step| format!("{} {}", step.name, minute(step.taken_at)))
            .unwrap_or_default(),
        opinion: of_round(place.level)
            .and_then(|step| step.opinion.clone())
            .unwrap_or_default(),
        is_next: found.next_level == Some(place.level),
    };
    chain.places().iter().map(shown).collect()
}

/// The times it was sent back.
pub fn returned(found: &CaseLetter) -> Vec<Returned> {
    let is_returned = |step: &&Step| step.verdict == Verdict::Returned;
    let steps = found.steps.iter().filter(is_returned);
    steps
        .map(|step| Returned {
            label: step.level.label(),
            who: format!("{} {}", step.name, minute(step.taken_at)),
            opinion: step.opinion.clone().unwrap_or_default(),
        })
        .collect()
}
