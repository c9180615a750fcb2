//! A document's way through its chain (三审三校): handed over by whoever writes it, agreed to or sent back level by level. Which
//! levels there are is `crate::chains`, who may take which and what still counts `law::review`.

use law::audit::{Key, Recorded};
use law::documents::{JudgedEdition, Outstanding, Reviewed};
use law::review::{Judged, Level, LevelSetting, Levels, Standing, Step, Verdict, Why};
use law::staff::{Act, Roles, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};

use super::gate::{in_the_way, publish_in};
use super::public::files_of;
use super::write::edition_row;
use crate::audit::Detail;
use crate::chains::Chains;
use crate::entity::{attachment, document, edition};
use crate::error::OfficeError;
use crate::ids::{ColumnId, DocumentId};
use crate::moment::{Actor, Moment};
use crate::review::{self, Said};
use crate::store::{Office, Tx, transaction};
use crate::text::{filled, line, reason};
use crate::versioned::{bump, held, owned};
use crate::{audit, staff};

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
    const fn code(self) -> &'static str {
        match self {
            Self::At(level) => level.code(),
            Self::Back => BACK,
            Self::Passed => PASSED,
        }
    }

    /// The stage of that standing; none before it is handed over.
    const fn reached(standing: &Standing) -> Option<Self> {
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
        let named = outstanding.map(|(_, setting)| Outstanding {
            name: setting.name.clone(),
            is_secrecy: setting.is_secrecy,
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
    let judged = judged(row, edition, files);
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
pub(super) fn judged(row: &document::Model, edition: &edition::Model, files: &[attachment::Model]) -> Judged {
    let of = |value: &Option<String>| value.clone().unwrap_or_default();
    let (document_number, formed_on) = (of(&edition.document_number), of(&edition.formed_on));
    let (summary, subject, publicity) = (of(&edition.summary), of(&edition.subject), of(&edition.publicity));
    let content = JudgedEdition {
        column: edition.column_id.0,
        title: &edition.title,
        document_number: &document_number,
        issuer: &edition.issuer,
        formed_on: &formed_on,
        summary: &summary,
        body: &edition.body,
        format: Some(edition.format.as_str())
            .filter(|format| *format != prose::Format::Markdown.code())
            .unwrap_or_default(),
        category: &edition.category,
        subject: &subject,
        publicity: &publicity,
        validity: &edition.validity,
        attachments: files
            .iter()
            .map(|file| (file.name.clone(), file.digest.clone()))
            .collect(),
        ..JudgedEdition::default()
    };
    Judged {
        hash: content.hash(),
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

/// A document's latest edition in its review, within a transaction.
struct Opened {
    row: document::Model,
    edition: edition::Model,
    review: InReview,
    staff: Vec<(i64, Roles)>,
}

impl Opened {
    async fn of(tx: &Tx<'_>, row: document::Model) -> Result<Self, OfficeError> {
        let edition = edition_row(tx, row.id, row.latest_edition).await?;
        let files = files_of(tx.on(), edition.id).await?;
        Ok(Self {
            review: in_review(tx.on(), &row, &edition, &files).await?,
            staff: staff::at_work(tx.on(), row.organ_id).await?,
            row,
            edition,
        })
    }
}

/// Hands the latest edition over to review. Where the first level is the writer's own, this is their agreement at it. `words` are
/// for whoever reviews; they may be empty.
pub async fn submit(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    words: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let opened = Opened::of(&tx, row).await?;
        if opened.row.published_edition == Some(opened.row.latest_edition) {
            return Err(OfficeError::invalid("", "本版本已经发布，无需送审。"));
        }
        let gate = in_the_way(tx.on(), moment, &opened.row, &opened.edition).await?;
        let Some(levels) = opened.review.levels.clone() else {
            return Err(OfficeError::Blocked(gate.blockers));
        };
        if !gate.unfit.is_empty() {
            return Err(OfficeError::Blocked(gate.unfit));
        }
        refuse_again(&opened.review)?;
        let named = hand_over(&tx, actor, moment, &opened, &levels, words).await?;
        let detail = Detail::none()
            .with(Key::Edition, opened.edition.number)
            .with(Key::Level, named);
        let now = Opened::of(&tx, opened.row).await?;
        set_stage(&tx, moment, now.row, &now.review.standing).await?;
        audit::append(&tx, actor, moment, Recorded::DocumentsSubmit, id, detail).await
    })
}

/// It is under review already, or went back to be changed and was not.
fn refuse_again(review: &InReview) -> Result<(), OfficeError> {
    match &review.standing {
        Standing::At(_) | Standing::Passed => Err(OfficeError::invalid("", "本版本已经送审。")),
        Standing::Back(step)
            if step.verdict == Verdict::ChangesAsked
                && step.hash.as_deref() == Some(review.judged.hash.as_str()) =>
        {
            let message = format!("{}请您修改，内容还没有改动，请修改后再送审。", step.name);
            Err(OfficeError::invalid("", message))
        }
        Standing::Back(_) | Standing::Unsubmitted => Ok(()),
    }
}

/// Opens the review: with the writer's own level where that is theirs. Gives the name of what was done.
async fn hand_over(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    opened: &Opened,
    levels: &Levels,
    words: &str,
) -> Result<String, OfficeError> {
    let Opened {
        row, review, staff, ..
    } = opened;
    let person = actor.account.map(|account| account.0);
    let first = levels
        .at(Level::First)
        .filter(|first| first.may_be_writer && first.is_open_to(&actor.roles, person).is_ok());
    let (taken, taker) = match first {
        Some(_) => (Level::First, person),
        None => (Level::Submission, None),
    };
    if let Some(left) = levels.left_without(&review.judged, &review.steps, taken, taker, staff) {
        return Err(OfficeError::invalid("", nobody_for(levels, left)));
    }
    match first {
        Some(setting) => {
            let (level, said) = ((Level::First, setting), Said::agreed(words));
            review::take_level(tx, actor, moment, row.id, &review.judged, level, said).await?;
            Ok(setting.name.clone())
        }
        None => {
            review::submit(tx, actor, moment, row.id, &review.judged, words).await?;
            Ok(Level::Submission.label().to_owned())
        }
    }
}

fn nobody_for(levels: &Levels, left: Level) -> String {
    let name = levels.at(left).map_or(left.label(), |setting| &setting.name);
    format!(
        "没有其他人可以办理“{name}”了（编写和以后各级不得由同一人办理）。请由其他人办理；没有其他人的，请签发人调整审核流程，或者请安全管理员分配角色。"
    )
}

/// What somebody says of a document at the level it waits for.
#[derive(Clone, Copy, Debug)]
pub struct Opinion<'a> {
    pub verdict: Verdict,
    pub words: &'a str,
}

/// Agrees at the level the document waits for, or sends it back to whoever writes it. Gives the level it waits for next; `None`
/// when it went back, or all have agreed.
pub async fn give_verdict(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    opinion: Opinion<'_>,
) -> Result<Option<Level>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let standing = say(&tx, actor, moment, row, opinion).await?;
        Ok(match standing {
            Standing::At(level) => Some(level),
            _ => None,
        })
    })
}

/// Agrees at the last level and publishes in the same act.
pub async fn agree_and_publish(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    words: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::PublishDocuments)?;
    let opinion = Opinion {
        verdict: Verdict::Agreed,
        words,
    };
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        say(&tx, actor, moment, row, opinion).await?;
        let row = owned(&tx, actor.organ, id).await?;
        publish_in(&tx, actor, moment, row).await
    })
}

/// Keeps the verdict and the stage that follows from it.
async fn say(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: document::Model,
    opinion: Opinion<'_>,
) -> Result<Standing, OfficeError> {
    let id = row.id;
    let opened = Opened::of(tx, row).await?;
    let level = opened
        .review
        .may_take(actor, &opened.staff)
        .map_err(|why| told(why, opened.review.levels.as_ref()))?;
    let setting = opened.review.waits_at().map(|(_, setting)| setting.clone());
    let setting = setting.ok_or(OfficeError::Missing)?;
    let words = required(&setting, opinion)?;
    let said = Said {
        verdict: opinion.verdict,
        opinion: &words,
    };
    let judged = &opened.review.judged;
    review::take_level(tx, actor, moment, id, judged, (level, &setting), said).await?;
    let (recorded, key) = match opinion.verdict {
        Verdict::Agreed if setting.is_secrecy => (Recorded::DocumentsReviewSecrecy, Key::Basis),
        Verdict::Agreed => (Recorded::DocumentsReview, Key::Basis),
        Verdict::Returned | Verdict::ChangesAsked => (Recorded::DocumentsReturn, Key::Reason),
    };
    let mut detail = Detail::none()
        .with(Key::Edition, opened.edition.number)
        .with(Key::Level, setting.name.as_str());
    if !words.is_empty() {
        detail = detail.with(key, words.as_str());
    }
    let now = Opened::of(tx, opened.row).await?;
    let standing = now.review.standing;
    set_stage(tx, moment, now.row, &standing).await?;
    audit::append(tx, actor, moment, recorded, id, detail).await?;
    Ok(standing)
}

/// The words that are kept: what goes back goes back with a reason, and a secrecy review says on what ground.
fn required(setting: &LevelSetting, opinion: Opinion<'_>) -> Result<String, OfficeError> {
    let refused = |message: &str| OfficeError::invalid("opinion", message);
    match opinion.verdict {
        Verdict::Returned => {
            reason(opinion.words).ok_or_else(|| refused("请写明退回的原因，便于编写人修改。"))
        }
        Verdict::ChangesAsked => reason(opinion.words).ok_or_else(|| refused("请写明要修改什么。")),
        Verdict::Agreed if setting.is_secrecy => filled(opinion.words).ok_or_else(|| {
            refused("请写明保密审查意见，例如：经逐项审查，不涉及国家秘密、工作秘密和个人隐私，可以公开。")
        }),
        Verdict::Agreed => Ok(line(opinion.words)),
    }
}

/// Why somebody may not take the level, in words.
fn told(why: Why, levels: Option<&Levels>) -> OfficeError {
    match (why, levels) {
        (Why::Refused(refusal), _) => refusal.into(),
        (Why::NobodyLeft(left), Some(levels)) => OfficeError::invalid("opinion", nobody_for(levels, left)),
        (Why::NobodyLeft(_) | Why::NotWaiting, _) => OfficeError::invalid(
            "",
            "本版本现在没有等待审核：尚未送审、已经退回、已经通过，或者送审后有改动。",
        ),
    }
}

/// The row leaves every stage: it was written anew, or it went out.
pub(super) fn unstage(row: &mut document::ActiveModel) {
    row.stage = Set(None);
    row.stage_since = Set(None);
}

async fn set_stage(
    tx: &Tx<'_>,
    moment: Moment,
    row: document::Model,
    standing: &Standing,
) -> Result<(), OfficeError> {
    let stage = Stage::reached(standing);
    let mut changed = row.into_active_model();
    changed.stage = Set(stage.map(|stage| stage.code().to_owned()));
    changed.stage_since = Set(stage.map(|_| moment.millis()));
    bump(&mut changed.version);
    changed.update(tx.on()).await?;
    Ok(())
}

/// Chains have changed, or which one a column inherits: whatever is under review stands where it now stands.
pub(crate) async fn stage_anew(
    tx: &Tx<'_>,
    organ: crate::ids::OrganId,
    moment: Moment,
) -> Result<(), OfficeError> {
    for row in super::queue::staged(tx.on(), organ).await? {
        let opened = Opened::of(tx, row).await?;
        if Stage::reached(&opened.review.standing) != Stage::of(&opened.row) {
            set_stage(tx, moment, opened.row, &opened.review.standing).await?;
        }
    }
    Ok(())
}
