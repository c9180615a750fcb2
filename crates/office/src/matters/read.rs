//! One matter as the desk works on it. Who asks is opened on demand, and each look is on record.

use jiff::Timestamp;
use law::audit::Recorded;
use law::matters::{Asker, Event, HideGround, Standing, hints};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::answer::{Answer, AnswerState, answers};
use super::publish::{Copy, copy_of};
use super::record::{Held, event, events};
use super::row::opened;
use super::rules;
use crate::audit::{self, Detail, instant};
use crate::entity::{account, matter, matter_event};
use crate::error::OfficeError;
use crate::ids::{AccountId, MatterId, OrganId};
use crate::moment::{Actor, Moment, is_applicant};
use crate::store::{Office, transaction};

/// One event on its course: what, with which words, and who recorded it when.
#[derive(Clone, Debug)]
pub struct Entry {
    pub event: Event,
    pub note: Option<String>,
    pub actor: String,
    /// Who asked did it.
    pub is_own: bool,
    pub recorded_at: Timestamp,
}

/// An extension that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensionAsked {
    /// `None` once it was refused.
    pub days: Option<i64>,
    pub reason: String,
    pub by: String,
}

/// A matter as the desk works on it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Debug)]
pub struct Matter {
    pub id: MatterId,
    pub number: String,
    pub kind: String,
    pub kind_label: String,
    pub channel: String,
    pub title: String,
    pub words: String,
    pub place: Option<String>,
    /// Who asks, as lists show them.
    pub asker_mask: String,
    /// Whether there is anything to look at.
    pub has_asker: bool,
    pub wish: bool,
    /// Whether question and answer may be shown at all, of that kind and by their wish.
    pub may_be_shown: bool,
    pub follows: Option<(MatterId, String)>,
    pub stated: Option<(String, String)>,
    pub outside: Option<(String, Option<String>)>,
    pub standing: Standing,
    /// In the order it was recorded.
    pub timeline: Vec<Entry>,
    pub owner_id: Option<AccountId>,
    /// The name of whoever has it, where a unit is responsible.
    pub owner_name: Option<String>,
    pub offered_id: Option<AccountId>,
    pub extension: Option<ExtensionAsked>,
    pub in_review: bool,
    pub answers: Vec<Answer>,
    /// What is to be looked at again of the answer that is not out yet.
    pub hints: Vec<String>,
    pub copy: Option<Copy>,
    pub is_published: bool,
    pub hidden: Option<HideGround>,
    pub version: i64,
    pub received_at: Timestamp,
    pub is_sample: bool,
    pub is_anonymous_now: bool,
}

impl Matter {
    /// The answer that is not out yet.
    pub fn draft(&self) -> Option<&Answer> {
        self.answers
            .last()
            .filter(|answer| answer.state != AnswerState::Sent)
    }

    /// Those that went out.
    pub fn sent(&self) -> impl Iterator<Item = &Answer> {
        self.answers
            .iter()
            .filter(|answer| answer.state == AnswerState::Sent)
    }
}

/// A matter with everything but who asks.
pub async fn get(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: MatterId,
) -> Result<Matter, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    let row = of_organ(office, actor.organ, id).await?;
    let rules = rules(office).await?;
    let held = Held::of(office.on(), row.clone(), &rules, moment).await?;
    let answers = answers(office.on(), id).await?;
    Ok(Matter {
        kind_label: rules.kind_label(&row.kind).to_owned(),
        may_be_shown: row.wish && rules.may_publish(&row.kind),
        follows: followed(office.on(), &row).await?,
        owner_name: owner_name(office.on(), &row).await?,
        timeline: visible_entries(office.on(), &held, id).await?,
        standing: held.standing,
        hints: hints_of(office, &row, &answers)?,
        answers,
        copy: copy_of(office.on(), id).await?,
        hidden: row.hidden_ground.as_deref().and_then(HideGround::from_code),
        extension: extension(&row),
        received_at: instant(row.created_at)?,
        id: row.id,
        number: row.number,
        kind: row.kind,
        channel: row.channel,
        title: row.title,
        words: row.words,
        place: row.place,
        asker_mask: row.asker_mask,
        has_asker: row.asker.is_some(),
        wish: row.wish,
        stated: row.stated_on.zip(row.stated_by),
        outside: row.outside_number.map(|number| (number, row.outside_due)),
        owner_id: row.owner_id,
        offered_id: row.offered_id,
        in_review: row.in_review,
        is_published: row.published_at.is_some(),
        version: row.version,
        is_sample: row.is_sample,
        is_anonymous_now: row.anonymised_at.is_some(),
    })
}

/// What is to be looked at again of the draft; that it names who asked says no more than that.
fn hints_of(office: &Office, row: &matter::Model, answers: &[Answer]) -> Result<Vec<String>, OfficeError> {
    let draft = answers.last().filter(|answer| answer.state != AnswerState::Sent);
    match draft {
        Some(draft) => Ok(hints(&draft.words, &opened(office, row)?)),
        None => Ok(Vec::new()),
    }
}

fn extension(row: &matter::Model) -> Option<ExtensionAsked> {
    let reason = row.extension_reason.clone()?;
    Some(ExtensionAsked {
        days: row.extension_days,
        reason,
        by: row.extension_by.clone().unwrap_or_default(),
    })
}

async fn followed(
    on: &impl ConnectionTrait,
    row: &matter::Model,
) -> Result<Option<(MatterId, String)>, OfficeError> {
    let Some(id) = row.follows_id else {
        return Ok(None);
    };
    let before = matter::Entity::find_by_id(id).one(on).await?;
    Ok(before.map(|before| (before.id, before.number)))
}

/// Who took it, where the record calls the owner by another name: a unit.
async fn owner_name(on: &impl ConnectionTrait, row: &matter::Model) -> Result<Option<String>, OfficeError> {
    let Some(id) = row.owner_id else {
        return Ok(None);
    };
    let person = account::Entity::find_by_id(id).one(on).await?;
    let name = person.map(|person| person.name);
    Ok(name.filter(|name| {
        row.owner
            .as_ref()
            .is_none_or(|owner| !owner.starts_with(name.as_str()))
    }))
}

/// The course without what nobody who handles it may see yet: a rating before its window closed, and what was said with it.
async fn visible_entries(
    on: &impl ConnectionTrait,
    held: &Held<'_>,
    id: MatterId,
) -> Result<Vec<Entry>, OfficeError> {
    let mut all = entries(on, id).await?;
    let standing = &held.standing;
    let answered = standing.history.answers.last().copied();
    let is_sealed = |entry: &Entry| {
        let is_rating = matches!(entry.event.what, law::matters::What::Rated { .. });
        let is_of_last = answered.is_some_and(|answered| entry.event.on >= answered);
        let is_to_redo = standing.history.is_to_be_redone(held.rules);
        is_rating && is_of_last && standing.score.is_none() && !is_to_redo
    };
    all.retain(|entry| !is_sealed(entry));
    Ok(all)
}

/// What happened to a matter, in the order it was recorded.
pub(super) async fn entries(on: &impl ConnectionTrait, id: MatterId) -> Result<Vec<Entry>, OfficeError> {
    let read = |row: matter_event::Model| {
        Ok(Entry {
            event: event(&row)?,
            is_own: is_applicant(row.account_id, &row.actor),
            note: row.note,
            actor: row.actor,
            recorded_at: instant(row.recorded_at)?,
        })
    };
    events(on, id).await?.into_iter().map(read).collect()
}

/// Who asks, in full. The look is on record before anything is shown.
pub async fn asker(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: MatterId,
) -> Result<Asker, OfficeError> {
    may(&actor.roles, Act::RevealAskers)?;
    let row = of_organ(office, actor.organ, id).await?;
    transaction!(office, |tx| {
        audit::append(&tx, actor, moment, Recorded::MattersReveal, id, Detail::none()).await
    })?;
    opened(office, &row)
}

/// The row, when it is the organ's.
pub(super) async fn of_organ(
    office: &Office,
    organ: OrganId,
    id: MatterId,
) -> Result<matter::Model, OfficeError> {
    let query = matter::Entity::find_by_id(id).filter(matter::Column::OrganId.eq(organ));
    query.one(office.on()).await?.ok_or(OfficeError::Missing)
}
