//! Publication in an emergency (应急发布): a leader puts out what can't wait, with a reason; the review is made up within hours and
//! stands on everybody's first page until it is. What must never be public goes out on no road.

use jiff::Timestamp;
use law::audit::{Key, Recorded};
use law::review::{Place, Standing, make_up_due};
use law::staff::{Act, may};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::gate::{in_the_way, put_out};
use super::review::{Opened, set_stage};
use crate::audit::{Detail, instant};
use crate::entity::document;
use crate::entity::emergency::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{DocumentId, EmergencyId};
use crate::moment::{Actor, Moment};
use crate::review::{self, Said};
use crate::store::{Office, Tx, transaction};
use crate::text;
use crate::versioned::{held, owned};
use crate::{audit, chains, changes};

/// How what was owed came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Every level agreed to what is out.
    MadeUp,
    Withdrawn,
    /// A later edition went out that was reviewed.
    Replaced,
}

impl Ending {
    const fn code(self) -> &'static str {
        match self {
            Self::MadeUp => "made_up",
            Self::Withdrawn => "withdrawn",
            Self::Replaced => "replaced",
        }
    }
}

/// A review that is to be made up.
#[derive(Clone, Debug)]
pub struct Owed {
    pub document: DocumentId,
    pub index_number: String,
    pub title: String,
    pub reason: String,
    pub published_by: String,
    pub published_at: Timestamp,
    pub due_at: Timestamp,
}

/// Puts the latest edition out before its review, which is made up by the hour that the organ settled. Not by who wrote it, and
/// nothing that must never be public, or that somebody asked a decision on (条例第十七条第三款).
pub async fn publish_in_emergency(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::PublishDocuments)?;
    let reason = text::reason(reason).ok_or_else(|| {
        OfficeError::invalid(
            "reason",
            "请写明为什么来不及逐级审核，例如：防汛应急响应，须立即发布预警。",
        )
    })?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        if row.published_edition == Some(row.latest_edition) {
            return Err(OfficeError::invalid("", "本版本已经发布。"));
        }
        let opened = Opened::of(&tx, row).await?;
        let judged = &opened.review.judged;
        let (place, said) = (Place::PUBLICATION_OF_DOCUMENT, Said::agreed(&reason));
        judged.may_take(
            place,
            &actor.roles,
            actor.account.map(|account| account.0),
            &opened.review.steps,
        )?;
        refuse_forbidden(&tx, moment, &opened).await?;
        if opened.review.standing == Standing::Passed {
            return Err(OfficeError::invalid("", "各级已经通过，请直接发布。"));
        }
        if matches!(opened.review.standing, Standing::Unsubmitted | Standing::Back(_)) {
            review::submit(&tx, actor, moment, id, judged, &reason).await?;
        }
        review::take(&tx, actor, moment, id, judged, place, said).await?;
        let number = opened.edition.number;
        owe(&tx, actor, moment, &opened, &reason).await?;
        put_out(&tx, actor, moment, opened.row, &opened.edition).await?;
        let now = Opened::of(&tx, owned(&tx, actor.organ, id).await?).await?;
        set_stage(&tx, moment, now.row, &now.review.standing).await?;
        let detail = Detail::none()
            .with(Key::Edition, number)
            .with(Key::Reason, reason.as_str());
        let act = Recorded::DocumentsPublishInEmergency;
        audit::append(&tx, actor, moment, act, id, detail).await?;
        changes::note(&tx, moment, id).await
    })
}

/// What no emergency lets out: what its fields lack, what must never be public, and what waits for a decision from above.
async fn refuse_forbidden(tx: &Tx<'_>, moment: Moment, opened: &Opened) -> Result<(), OfficeError> {
    let gate = in_the_way(tx.on(), moment, &opened.row, &opened.edition).await?;
    if !gate.never_out.is_empty() {
        return Err(OfficeError::Blocked(gate.never_out));
    }
    if opened.review.levels.is_none() || opened.review.referral().is_some() {
        return Err(OfficeError::Blocked(gate.blockers));
    }
    Ok(())
}

async fn owe(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    opened: &Opened,
    reason: &str,
) -> Result<(), OfficeError> {
    end(tx, moment, opened.row.id, Ending::Replaced).await?;
    let hours = chains::make_up_hours(tx.on(), actor.organ).await?;
    let row = ActiveModel {
        id: Set(tx.next_id::<EmergencyId>(moment)),
        organ_id: Set(actor.organ),
        document_id: Set(opened.row.id),
        edition: Set(opened.edition.number),
        reason: Set(reason.to_owned()),
        published_by_name: Set(actor.name.clone()),
        published_at: Set(moment.millis()),
        due_at: Set(make_up_due(moment.now, hours).as_millisecond()),
        ending: Set(None),
        ended_at: Set(None),
    };
    Entity::insert(row).exec(tx.on()).await?;
    Ok(())
}

/// Ends what is owed for a document, where something is.
pub(super) async fn end(
    tx: &Tx<'_>,
    moment: Moment,
    document: DocumentId,
    ending: Ending,
) -> Result<(), OfficeError> {
    Entity::update_many()
        .col_expr(Column::Ending, Expr::value(ending.code()))
        .col_expr(Column::EndedAt, Expr::value(moment.millis()))
        .filter(Column::DocumentId.eq(document))
        .filter(Column::Ending.is_null())
        .exec(tx.on())
        .await?;
    Ok(())
}

/// What is owed for a document.
pub(super) async fn owed_by(
    on: &impl ConnectionTrait,
    document: DocumentId,
) -> Result<Option<Model>, OfficeError> {
    let query = Entity::find()
        .filter(Column::DocumentId.eq(document))
        .filter(Column::Ending.is_null());
    Ok(query.one(on).await?)
}

/// The reviews that are to be made up, the earliest due first.
pub async fn owed(office: &Office, actor: &Actor) -> Result<Vec<Owed>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Ending.is_null())
        .order_by_asc(Column::DueAt)
        .all(office.on())
        .await?;
    let documents = document::Entity::find()
        .filter(document::Column::Id.is_in(rows.iter().map(|row| row.document_id)))
        .all(office.on())
        .await?;
    let mut owed = Vec::new();
    for row in rows {
        let Some(document) = documents.iter().find(|one| one.id == row.document_id) else {
            continue;
        };
        owed.push(Owed {
            document: document.id,
            index_number: document.index_number.clone(),
            title: document.published_title.clone().unwrap_or_default(),
            reason: row.reason,
            published_by: row.published_by_name,
            published_at: instant(row.published_at)?,
            due_at: instant(row.due_at)?,
        });
    }
    Ok(owed)
}
