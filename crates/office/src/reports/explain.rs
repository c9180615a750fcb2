//! Reasons for what the text says otherwise than the tables: given by who writes the report or by who publishes it, kept with
//! the draft, and with the edition it goes out as.

use law::audit::{Key, Recorded};
use law::codes::WhyNot;
use law::reports::Explanation;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::rows::{parse, print, row_of};
use crate::audit::{self, Detail};
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::text;
use crate::versioned::{bump, unchanged};

/// So many signs a reason may have.
const LONGEST: usize = 500;
/// So many reasons a draft keeps; of more the oldest go.
const MOST: usize = 60;

/// Keeps these reasons (finding and reason) with the draft; a blank one takes back what was said. Of findings that are not
/// named nothing changes. Returns the draft's version; `version` is the one that was read.
pub async fn explain(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    year: i16,
    version: i64,
    said: &[(String, String)],
) -> Result<i64, OfficeError> {
    may(&actor.roles, Act::WriteReports).or_else(|_| may(&actor.roles, Act::PublishReports))?;
    refuse_unreadable(said)?;
    transaction!(office, |tx| {
        let row = row_of(tx.on(), actor.organ, year)
            .await?
            .ok_or(OfficeError::Missing)?;
        unchanged(&row, version)?;
        let before: Vec<Explanation> = parse(&row.explained, "report.explained", row.id.0)?;
        let now = with(&before, said, &actor.name);
        if now == before {
            return Ok(version);
        }
        let given: Vec<Explanation> = now.iter().filter(|one| !before.contains(one)).cloned().collect();
        let mut changed = row.into_active_model();
        changed.explained = Set(print(&now)?);
        let version = bump(&mut changed.version);
        changed.update(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::Version, version)
            .with(Key::Explained, in_words(&given));
        let subject = audit::report(year);
        audit::append(&tx, actor, moment, Recorded::ReportsExplain, subject, detail).await?;
        Ok(version)
    })
}

fn refuse_unreadable(said: &[(String, String)]) -> Result<(), OfficeError> {
    let too_long = said.iter().any(|(_, reason)| reason.chars().count() > LONGEST);
    let wordless = said
        .iter()
        .any(|(_, reason)| text::filled(reason).is_some() && text::reason(reason).is_none());
    let mut fields = Vec::new();
    if too_long {
        let message = format!("说明理由每处不超过 {LONGEST} 字。");
        fields.push(WhyNot::new("reasons", message));
    }
    if wordless {
        fields.push(WhyNot::new("reasons", "请用文字写明正文与表格不一致的理由。"));
    }
    OfficeError::of_fields(fields)
}

/// The reasons after these were said; who repeats a reason leaves it with whom gave it.
fn with(before: &[Explanation], said: &[(String, String)], by: &str) -> Vec<Explanation> {
    let is_said = |one: &Explanation| said.iter().any(|(finding, _)| *finding == one.finding);
    let kept = before.iter().filter(|one| !is_said(one)).cloned();
    let given = said.iter().filter_map(|(finding, reason)| {
        let reason = text::reason(reason)?;
        let same = before
            .iter()
            .find(|one| one.finding == *finding && one.reason == reason);
        Some(same.cloned().unwrap_or_else(|| Explanation {
            finding: finding.clone(),
            reason,
            by: by.to_owned(),
        }))
    });
    let all: Vec<Explanation> = kept.chain(given).collect();
    let skipped = all.len().saturating_sub(MOST);
    all.into_iter().skip(skipped).collect()
}

/// For the log: each finding with its reason; nothing where none was given.
pub(super) fn in_words(given: &[Explanation]) -> Option<String> {
    let words: Vec<String> = given
        .iter()
        .map(|one| format!("{}理由：{}", one.finding, one.reason))
        .collect();
    (!words.is_empty()).then(|| words.join("；"))
}
