//! What who asked may do, having shown number and query code: see where it stands, add, withdraw, rate. What they wrote is theirs and
//! stays as they wrote it; what they add is another event.

use law::audit::Recorded;
use law::cases::split::application_numbers;
use law::matters::What;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::answer::{Answer, sent_answers};
use super::read::{Entry, entries};
use super::record::{Held, hold_now};
use super::rules;
use crate::audit::{self, Detail};
use crate::cases::query_code::hashed;
use crate::cases::typed::written;
use crate::entity::matter::{self, Column, Entity};
use crate::error::OfficeError;
use crate::ids::{MatterId, OrganId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::reminders;
use crate::store::{Office, transaction};

/// Whoever has shown number and query code of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub organ: OrganId,
    pub matter: MatterId,
    /// The address they come from.
    pub from: String,
}

/// A matter as who asked sees it.
#[derive(Clone, Debug)]
pub struct TrackedMatter {
    pub id: MatterId,
    pub number: String,
    pub kind: String,
    pub kind_label: String,
    pub title: String,
    pub words: String,
    pub place: Option<String>,
    pub wish: bool,
    pub standing: law::matters::Standing,
    pub timeline: Vec<Entry>,
    /// Those that went out.
    pub answers: Vec<Answer>,
    pub is_published: bool,
}

/// The matter that number and query code open, if any does.
pub async fn track(
    office: &Office,
    organ: OrganId,
    number: &str,
    query_code: &str,
) -> Result<Option<MatterId>, OfficeError> {
    for number in application_numbers(number) {
        let row = Entity::find()
            .filter(Column::OrganId.eq(organ))
            .filter(Column::Number.eq(&number))
            .filter(Column::QueryCode.eq(hashed(&number, query_code)))
            .filter(Column::AnonymisedAt.is_null())
            .one(office.on())
            .await?;
        if let Some(row) = row {
            return Ok(Some(row.id));
        }
    }
    Ok(None)
}

/// Where it stands; `None` when it is not one of this organ's, or past its time.
pub async fn tracked(
    office: &Office,
    who: &Holder,
    moment: Moment,
) -> Result<Option<TrackedMatter>, OfficeError> {
    let Some(row) = own(who).one(office.on()).await? else {
        return Ok(None);
    };
    let rules = rules(office).await?;
    let timeline = entries(office.on(), row.id).await?;
    let held = Held::of(office.on(), row.clone(), &rules, moment).await?;
    Ok(Some(TrackedMatter {
        id: row.id,
        number: row.number,
        kind_label: rules.kind_label(&row.kind).to_owned(),
        kind: row.kind,
        title: row.title,
        words: row.words,
        place: row.place,
        wish: row.wish,
        standing: held.standing,
        timeline,
        answers: sent_answers(office.on(), who.matter).await?,
        is_published: row.published_at.is_some() && row.hidden_ground.is_none(),
    }))
}

fn own(who: &Holder) -> sea_orm::Select<Entity> {
    Entity::find_by_id(who.matter)
        .filter(Column::OrganId.eq(who.organ))
        .filter(Column::AnonymisedAt.is_null())
}

/// Adds something: asked for or not.
pub async fn give_more(
    office: &Office,
    who: &Holder,
    moment: Moment,
    words: &str,
    ticket: &str,
) -> Result<(), OfficeError> {
    let words = written(words, "content", "请写明要补充的内容。")?;
    did(office, who, moment, What::MoreGiven {}, Some(&words), ticket).await
}

/// Withdraws it.
pub async fn withdraw(office: &Office, who: &Holder, moment: Moment) -> Result<(), OfficeError> {
    did(office, who, moment, What::Withdrawn {}, None, "").await
}

/// Rates the last answer, once; nobody who handles it sees the score before the window closes.
pub async fn rate(
    office: &Office,
    who: &Holder,
    moment: Moment,
    score: u8,
    words: &str,
) -> Result<(), OfficeError> {
    if !(1..=5).contains(&score) {
        return Err(OfficeError::invalid("score", "请选择评价。"));
    }
    let words = if words.trim().is_empty() {
        None
    } else {
        Some(written(words, "content", "")?)
    };
    did(office, who, moment, What::Rated { score }, words.as_deref(), "").await
}

async fn did(
    office: &Office,
    who: &Holder,
    moment: Moment,
    what: What,
    note: Option<&str>,
    ticket: &str,
) -> Result<(), OfficeError> {
    let actor = Actor::applicant(who.organ, &who.from);
    let rules = rules(office).await?;
    let (recorded, news) = recorded(&what);
    let sending = Sending::of(office, &actor, recorded.code(), ticket, &(who.matter, note))?;
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        if own(who).one(tx.on()).await?.is_none() {
            return Err(OfficeError::Missing);
        }
        let held = hold_now(&tx, &actor, moment, who.matter, &rules).await?;
        let (row, after): (matter::Model, _) = held
            .append(&tx, &actor, moment, what.clone(), note, |_| {})
            .await?;
        sending.keep(&tx, moment, who.matter.0).await?;
        // A rating is told to whoever handles it only as the work that comes of it: to answer anew.
        let is_told = match what {
            What::Rated { .. } => after.history.is_to_be_redone(&rules),
            _ => true,
        };
        if is_told {
            reminders::tell_handler(&tx, moment, &row, row.owner_id, news).await?;
        }
        audit::append(&tx, &actor, moment, recorded, who.matter, Detail::none()).await
    })
}

const fn recorded(what: &What) -> (Recorded, &'static str) {
    match what {
        What::Withdrawn {} => (Recorded::MattersWithdraw, "提出人撤回了来信诉求"),
        What::Rated { .. } => (Recorded::MattersRate, "一件来信诉求需要重新办理、再次答复"),
        _ => (Recorded::MattersGiveMore, "提出人补充了内容"),
    }
}
