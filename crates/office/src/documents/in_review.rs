//! How far a document's latest edition has come in its chain: its levels, where it stands, what was judged.

use law::documents::{JudgedEdition, Outstanding, Reviewed};
use law::review::{Judged, Level, LevelSetting, Levels, Standing, Step, Why};
use law::staff::Roles;
use sea_orm::ConnectionTrait;

use super::relations;
use crate::chains::Chains;
use crate::entity::{attachment, document, edition, edition_relation};
use crate::error::OfficeError;
use crate::ids::ColumnId;
use crate::moment::Actor;
use crate::review;

/// How many digits of the hash tell one text from another.
const CODE: usize = 8;

/// Where the latest edition of a document stands in its chain, as lists find it. The gate asks the verdicts themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It waits at this level.
    At(Level),
    /// It came back to be changed.
    Back,
    /// Every level has agreed.
    Passed,
}

pub(super) const BACK: &str = "returned";
pub(super) const PASSED: &str = "passed";

impl Stage {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::At(level) => level.code(),
            Self::Back => BACK,
            Self::Passed => PASSED,
        }
    }

    /// The stage of that standing; none before it is handed over.
    pub(super) const fn reached(standing: &Standing) -> Option<Self> {
        match standing {
            Standing::Unsubmitted => None,
            Standing::At(level) => Some(Self::At(*level)),
            Standing::Back(_) => Some(Self::Back),
            Standing::Passed => Some(Self::Passed),
        }
    }

    /// As it is stored.
    pub(super) fn of(row: &document::Model) -> Option<Self> {
        match row.stage.as_deref()? {
            BACK => Some(Self::Back),
            PASSED => Some(Self::Passed),
            level => Level::from_code(level).map(Self::At),
        }
    }
}

/// The review of a document's latest edition.
#[derive(Clone, Debug)]
pub struct InReview {
    /// The levels of its chain; `None` where its column has none and inherits none.
    pub levels: Option<Levels>,
    /// The column they are set for; none where they are the organ's.
    pub set_for: Option<ColumnId>,
    pub standing: Standing,
    /// Every step there was, of earlier editions too, the earliest first.
    pub steps: Vec<Step>,
    pub(super) judged: Judged,
}

impl InReview {
    /// The agreement to exactly this at that level.
    pub fn agreement(&self, level: Level) -> Option<&Step> {
        self.levels.as_ref()?.agreement(&self.judged, &self.steps, level)
    }

    /// The first digits of the hash of exactly this, by which a signed form is known to be this edition's.
    pub fn check_code(&self) -> &str {
        self.judged.hash.get(..CODE).unwrap_or_default()
    }

    /// The hash of exactly this.
    pub fn hash(&self) -> &str {
        &self.judged.hash
    }

    /// Whether the level it waits at has asked for a decision from above.
    pub fn referral(&self) -> Option<&Step> {
        let (level, _) = self.waits_at()?;
        self.levels.as_ref()?.referral(&self.judged, &self.steps, level)
    }

    /// The level it waits at, and how that is set.
    pub fn waits_at(&self) -> Option<(Level, &LevelSetting)> {
        let Standing::At(level) = self.standing else {
            return None;
        };
        Some((level, self.levels.as_ref()?.at(level)?))
    }

    /// What the gate asks of it.
    pub(super) fn reviewed(&self) -> Reviewed {
        let Some(levels) = &self.levels else {
            return Reviewed::NoChain;
        };
        match self.standing {
            Standing::Unsubmitted | Standing::Back(_) => return Reviewed::Unsubmitted,
            Standing::Passed => return Reviewed::Passed,
            Standing::At(_) => {}
        }
        let outstanding = levels.outstanding(&self.judged, &self.steps);
        let named = outstanding.map(|(level, setting)| Outstanding {
            name: setting.name.clone(),
            is_secrecy: setting.is_secrecy,
            is_referred: levels.referral(&self.judged, &self.steps, level).is_some(),
        });
        Reviewed::Outstanding(named.collect())
    }

    /// The level this person may take now, or why not.
    pub(super) fn may_take(&self, actor: &Actor, staff: &[(i64, Roles)]) -> Result<Level, Why> {
        let levels = self.levels.as_ref().ok_or(Why::NotWaiting)?;
        let person = actor.account.map(|account| account.0);
        levels.may_take(&self.judged, &self.steps, (&actor.roles, person), staff)
    }
}

/// The review of this edition.
pub(super) async fn in_review(
    on: &impl ConnectionTrait,
    row: &document::Model,
    edition: &edition::Model,
    files: &[attachment::Model],
) -> Result<InReview, OfficeError> {
    let chains = Chains::of(on, row.organ_id).await?;
    let steps = review::steps(on, row.id).await?;
    let said = relations::of_edition(on, edition.id).await?;
    let judged = judged(row, edition, files, &said);
    let found = chains.of_column(edition.column_id);
    Ok(InReview {
        standing: found.map_or(Standing::Unsubmitted, |(levels, _)| {
            levels.standing(&judged, &steps)
        }),
        set_for: found.and_then(|(_, set_for)| set_for),
        levels: found.map(|(levels, _)| levels.clone()),
        steps,
        judged,
    })
}

/// What is judged of an edition. Whoever wrote any of what is new since the last publication has written it.
pub(super) fn judged(
    row: &document::Model,
    edition: &edition::Model,
    files: &[attachment::Model],
    said: &[edition_relation::Model],
) -> Judged {
    fn of(value: Option<&str>) -> &str {
        value.unwrap_or_default()
    }
    let content = JudgedEdition {
        column: edition.column_id.0,
        title: &edition.title,
        document_number: of(edition.document_number.as_deref()),
        issuer: &edition.issuer,
        formed_on: of(edition.formed_on.as_deref()),
        summary: of(edition.summary.as_deref()),
        body: &edition.body,
        format: Some(edition.format.as_str())
            .filter(|format| *format != prose::Format::Markdown.code())
            .unwrap_or_default(),
        category: &edition.category,
        subject: of(edition.subject.as_deref()),
        publicity: of(edition.publicity.as_deref()),
        publicity_reason: of(edition.publicity_reason.as_deref()),
        joint_with: of(edition.joint_with.as_deref()),
        lead_organ: of(edition.lead_organ.as_deref()),
        source: of(edition.source.as_deref()),
        source_publicity: of(edition.source_publicity.as_deref()),
        norm: of(edition.norm.as_deref()),
        effective_on: of(edition.effective_on.as_deref()),
        valid_until: of(edition.valid_until.as_deref()),
        exemption: of(edition.exemption.as_deref()),
        outlets: of(edition.outlets.as_deref()).split_whitespace().collect(),
        article_title: of(edition.article_title.as_deref()),
        article_digest: of(edition.article_digest.as_deref()),
        validity: &edition.validity,
        planned_at: of(edition.planned_at.as_deref()),
        take_down_at: of(edition.take_down_at.as_deref()),
        change: of(edition.change.as_deref()),
        change_note: of(edition.change_note.as_deref()),
        relations: relations::judged(said),
        attachments: files
            .iter()
            .map(|file| (file.name.clone(), file.digest.clone()))
            .collect(),
    };
    Judged {
        hash: content.hash(),
        round: edition.number,
        ..of_row(row)
    }
}

/// What is judged, without its hash: enough to say who had a hand in it.
pub(super) fn of_row(row: &document::Model) -> Judged {
    Judged {
        hash: String::new(),
        round: row.latest_edition,
        written_since: row.published_edition.unwrap_or(0) + 1,
    }
}
