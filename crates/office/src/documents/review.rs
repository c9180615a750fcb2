//! A document's way through its chain (三审三校): handed over by whoever writes it, agreed to or sent back level by level. Which
//! levels there are is `crate::chains`, who may take which and what still counts `law::review`.

use law::audit::{Key, Recorded};
use law::review::{Level, LevelSetting, Levels, Standing, Verdict, Why};
use law::staff::{Act, Roles, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::gate::{in_the_way, publish_in};
use super::in_review::{InReview, Stage, in_review};
use super::public::files_of;
use super::write::edition_row;
use super::{GoesOut, emergency};
use crate::audit::Detail;
use crate::entity::{document, edition};
use crate::error::OfficeError;
use crate::ids::{DocumentId, OrganId};
use crate::moment::{Actor, Moment};
use crate::review::{self, At, Said};
use crate::store::{Office, Tx, transaction};
use crate::text::{filled, line, reason};
use crate::versioned::{bump, held, owned};
use crate::{audit, staff};

/// A document's latest edition in its review, within a transaction.
pub(super) struct Opened {
    pub row: document::Model,
    pub edition: edition::Model,
    pub review: InReview,
    pub staff: Vec<(i64, Roles)>,
}

impl Opened {
    pub(super) async fn of(tx: &Tx<'_>, row: document::Model) -> Result<Self, OfficeError> {
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
        let is_out = opened.row.published_edition == Some(opened.row.latest_edition);
        if is_out && emergency::owed_by(tx.on(), id).await?.is_none() {
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
        Standing::At(_) | Standing::Passed => Err(OfficeError::invalid("", "这一稿已经送审。")),
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
    let (level, person) = match first {
        Some(_) => (Level::First, person),
        None => (Level::Submission, None),
    };
    if let Some(left) = levels.left_without(&review.judged, &review.steps, level, person, staff) {
        return Err(OfficeError::invalid("", nobody_for(levels, left)));
    }
    let Some(setting) = first else {
        review::submit(tx, actor, moment, row.id, &review.judged, words).await?;
        return Ok(Level::Submission.label().to_owned());
    };
    let at = At {
        level,
        setting,
        entered_by: None,
    };
    let said = Said::agreed(words);
    review::take_level(tx, actor, moment, row.id, &review.judged, at, said).await?;
    Ok(setting.name.clone())
}

pub(crate) fn nobody_for(levels: &Levels, left: Level) -> String {
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
) -> Result<GoesOut, OfficeError> {
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
    let at = At {
        level,
        setting: &setting,
        entered_by: None,
    };
    review::take_level(tx, actor, moment, id, judged, at, said).await?;
    let (recorded, key) = match opinion.verdict {
        Verdict::Referred => (Recorded::DocumentsRefer, Key::Reason),
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
pub(crate) fn required(setting: &LevelSetting, opinion: Opinion<'_>) -> Result<String, OfficeError> {
    let refused = |message: &str| OfficeError::invalid("opinion", message);
    match opinion.verdict {
        Verdict::Returned => {
            reason(opinion.words).ok_or_else(|| refused("请写明退回的原因，便于编写人修改。"))
        }
        Verdict::ChangesAsked => reason(opinion.words).ok_or_else(|| refused("请写明要修改什么。")),
        Verdict::Referred if !setting.is_secrecy => Err(refused(
            "只有作保密审查的一级可以报请确定能否公开（条例第十七条第三款）。",
        )),
        Verdict::Referred => {
            reason(opinion.words).ok_or_else(|| refused("请写明报请哪个部门确定、疑点是什么。"))
        }
        Verdict::Agreed if setting.is_secrecy => filled(opinion.words).ok_or_else(|| {
            refused("请写明保密审查意见，例如：经逐项审查，不涉及国家秘密、工作秘密和个人隐私，可以公开。")
        }),
        Verdict::Agreed => Ok(line(opinion.words)),
    }
}

/// Why somebody may not take the level, in words.
pub(crate) fn told(why: Why, levels: Option<&Levels>) -> OfficeError {
    match (why, levels) {
        (Why::Refused(refusal), _) => refusal.into(),
        (Why::NobodyLeft(left), Some(levels)) => OfficeError::invalid("opinion", nobody_for(levels, left)),
        (Why::NobodyLeft(_) | Why::NotWaiting, _) => OfficeError::invalid(
            "",
            "这一稿现在没有等待审核：尚未送审、已经退回、已经通过，或者送审后有改动。",
        ),
    }
}

/// The row leaves every stage: it was written anew, or it went out.
pub(super) fn unstage(row: &mut document::ActiveModel) {
    row.stage = Set(None);
    row.stage_since = Set(None);
}

/// The stage that follows from where it stands. What is out already and has passed waits for nothing: its review is made up.
pub(super) async fn set_stage(
    tx: &Tx<'_>,
    moment: Moment,
    row: document::Model,
    standing: &Standing,
) -> Result<(), OfficeError> {
    let is_out = row.published_edition == Some(row.latest_edition);
    if is_out && *standing == Standing::Passed {
        emergency::end(tx, moment, row.id, emergency::Ending::MadeUp).await?;
    }
    let stage = Stage::reached(standing).filter(|stage| !(is_out && *stage == Stage::Passed));
    let mut changed = row.into_active_model();
    changed.stage = Set(stage.map(|stage| stage.code().to_owned()));
    changed.stage_since = Set(stage.map(|_| moment.millis()));
    if stage != Some(Stage::Passed) {
        changed.confirmed_at = Set(None);
    }
    bump(&mut changed.version);
    changed.update(tx.on()).await?;
    Ok(())
}

/// Chains have changed, or which one a column inherits: whatever is under review stands where it now stands.
pub(crate) async fn stage_anew(tx: &Tx<'_>, organ: OrganId, moment: Moment) -> Result<(), OfficeError> {
    for row in super::queue::staged(tx.on(), organ).await? {
        let opened = Opened::of(tx, row).await?;
        if Stage::reached(&opened.review.standing) != Stage::of(&opened.row) {
            set_stage(tx, moment, opened.row, &opened.review.standing).await?;
        }
    }
    Ok(())
}
