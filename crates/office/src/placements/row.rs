//! The rows of a placement: the only place that writes them. An event is appended, and the row is what the events make of it.

use jiff::Timestamp;
use law::audit::{Key, Recorded, Subject};
use law::counts::Origin;
use law::outlets::{Event, OutletKind, Placement, Standing, What};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use super::PlacementEvent;
use super::damaged;
use crate::audit::{self, Detail};
use crate::entity::placement::{ActiveModel, Model};
use crate::entity::{outlet, placement, placement_event};
use crate::error::OfficeError;
use crate::ids::{DocumentId, EditionId, OutletId, PlacementEventId, PlacementId};
use crate::moment::{Actor, Moment};
use crate::store::Tx;
use crate::versioned::bump;

/// A placement that is asked for.
pub(super) struct NewPlacement<'a> {
    pub outlet: Option<OutletId>,
    pub kind: OutletKind,
    pub document: Option<(DocumentId, EditionId)>,
    pub title: &'a str,
    pub origin: Origin,
    pub source: Option<String>,
    pub approval: Option<String>,
    pub place: Option<String>,
}

impl NewPlacement<'_> {
    /// Asks for it.
    pub async fn insert(self, tx: &Tx<'_>, actor: &Actor, moment: Moment) -> Result<Model, OfficeError> {
        let id: PlacementId = tx.next_id(moment);
        let row = ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            outlet_id: Set(self.outlet),
            kind: Set(self.kind.code().to_owned()),
            document_id: Set(self.document.map(|(document, _)| document)),
            edition_id: Set(self.document.map(|(_, edition)| edition)),
            title: Set(self.title.to_owned()),
            origin: Set(self.origin.code().to_owned()),
            source: Set(self.source),
            approval: Set(self.approval),
            place: Set(self.place),
            standing: Set(Standing::Asked.code().to_owned()),
            push: Set(None),
            push_place: Set(None),
            link: Set(None),
            proof: Set(None),
            placed_on: Set(None),
            asked_at: Set(moment.millis()),
            done_at: Set(None),
            seen_at: Set(None),
            seen_by: Set(None),
            gone_at: Set(None),
            version: Set(1),
            changed_at: Set(moment.millis()),
        };
        placement::Entity::insert(row).exec(tx.on()).await?;
        keep_event(tx, actor, moment, id, 1, &What::Asked).await?;
        let found = placement::Entity::find_by_id(id).one(tx.on()).await?;
        found.ok_or(OfficeError::Missing)
    }
}

async fn keep_event(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    placement: PlacementId,
    seq: i64,
    what: &What,
) -> Result<(), OfficeError> {
    let event = serde_json::to_string(what).map_err(|error| OfficeError::Damaged(error.to_string()))?;
    let row = placement_event::ActiveModel {
        id: Set(tx.next_id::<PlacementEventId>(moment)),
        placement_id: Set(placement),
        seq: Set(seq),
        event: Set(event),
        account_id: Set(actor.account),
        actor: Set(actor.name.clone()),
        recorded_at: Set(moment.millis()),
    };
    placement_event::Entity::insert(row).exec(tx.on()).await?;
    Ok(())
}

/// What happened to a placement, in order.
pub(super) async fn events(
    on: &impl ConnectionTrait,
    placement: PlacementId,
) -> Result<Vec<PlacementEvent>, OfficeError> {
    let rows = placement_event::Entity::find()
        .filter(placement_event::Column::PlacementId.eq(placement))
        .order_by_asc(placement_event::Column::Seq);
    let rows = rows.all(on).await?;
    let read = |row: placement_event::Model| {
        let damaged = |what: &str| damaged("placement_event", row.id.0, what);
        Ok(PlacementEvent {
            what: serde_json::from_str(&row.event).map_err(|_error| damaged("event"))?,
            at: Timestamp::from_millisecond(row.recorded_at).map_err(|_error| damaged("recorded_at"))?,
            by: row.actor,
        })
    };
    rows.into_iter().map(read).collect()
}

/// How an event is recorded in the log, and what of it.
fn recorded(what: &What) -> (Recorded, Detail) {
    let none = Detail::none();
    match what {
        What::Asked => (Recorded::PlacementsAsk, none),
        What::Drafted => (Recorded::PlacementsTake, none),
        What::Sent => (Recorded::PlacementsSend, none),
        What::Done { proof, .. } => (Recorded::PlacementsDone, none.with(Key::Receipt, proof.as_str())),
        What::Failed { reason } => (Recorded::PlacementsFail, none.with(Key::Reason, reason.as_str())),
        What::NotFound { proof } => (Recorded::PlacementsFail, none.with(Key::Reason, proof.as_str())),
        What::Lost { reason } => (Recorded::PlacementsLose, none.with(Key::Reason, reason.as_str())),
        What::Seen { differences } => {
            let found = if differences.is_empty() {
                "一致"
            } else {
                "不一致"
            };
            (Recorded::PlacementsCheck, none.with(Key::Outcome, found))
        }
        What::WithdrawalAsked { reason } => (
            Recorded::PlacementsAskBack,
            none.with(Key::Reason, reason.as_str()),
        ),
        What::Gone { proof } => (Recorded::PlacementsGone, none.with(Key::Receipt, proof.as_str())),
    }
}

/// The name of a placement's outlet, or where it was done.
pub(super) async fn outlet_name(on: &impl ConnectionTrait, row: &Model) -> Result<String, OfficeError> {
    if let Some(id) = row.outlet_id {
        let found = outlet::Entity::find_by_id(id).one(on).await?;
        return found.map(|outlet| outlet.name).ok_or(OfficeError::Missing);
    }
    Ok(row.place.clone().unwrap_or_default())
}

/// The log's entry of an event: about its document, or about the organ where it has none.
async fn log(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: &Model,
    (recorded, detail): (Recorded, Detail),
) -> Result<(), OfficeError> {
    let subject: Subject = match row.document_id {
        Some(document) => document.into(),
        None => actor.organ.into(),
    };
    let detail = detail
        .with(Key::Title, row.title.as_str())
        .with(Key::Name, outlet_name(tx.on(), row).await?);
    audit::append(tx, actor, moment, recorded, subject, detail).await
}

/// The same for what happened to it.
pub(super) async fn log_event(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: &Model,
    what: &What,
) -> Result<(), OfficeError> {
    log(tx, actor, moment, row, recorded(what)).await
}

/// One event more: refused where the law says that it can't be, else kept, with the row as it stands after it and what the act
/// changes of the row beside.
pub(super) async fn append(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: Model,
    what: What,
    change: impl FnOnce(&mut ActiveModel),
) -> Result<Model, OfficeError> {
    let known = events(tx.on(), row.id).await?;
    let seq = i64::try_from(known.len()).unwrap_or(i64::MAX - 1) + 1;
    let kind = OutletKind::from_code(&row.kind);
    let kind = kind.ok_or_else(|| damaged("placement", row.id.0, "kind"))?;
    let known: Vec<Event> = known
        .into_iter()
        .map(|event| Event {
            what: event.what,
            at: event.at,
        })
        .collect();
    let before = Placement::of(kind, &known);
    let before = before.ok_or_else(|| damaged("placement", row.id.0, "events"))?;
    let event = Event { what, at: moment.now };
    let after = before
        .after(&event)
        .map_err(|why| OfficeError::Invalid(vec![why]))?;
    keep_event(tx, actor, moment, row.id, seq, &event.what).await?;
    let mut changed = row.into_active_model();
    change(&mut changed);
    let millis = |at: Option<Timestamp>| at.map(Timestamp::as_millisecond);
    changed.standing = Set(after.standing.code().to_owned());
    changed.push = Set(after.push.map(|push| push.code().to_owned()));
    changed.proof = Set(after.proof.clone());
    changed.done_at = Set(millis(after.done_at));
    changed.gone_at = Set(millis(after.gone_at));
    if matches!(event.what, What::Seen { .. }) {
        changed.seen_at = Set(millis(after.seen_at));
        changed.seen_by = Set(Some(actor.name.clone()));
    }
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    let row = changed.update(tx.on()).await?;
    let (act, detail) = recorded(&event.what);
    // What renders no document is entered as done.
    let act = match (act, row.document_id) {
        (Recorded::PlacementsDone, None) => Recorded::PlacementsEnter,
        (act, _) => act,
    };
    log(tx, actor, moment, &row, (act, detail)).await?;
    // The page of its document names what stands elsewhere.
    if let Some(document) = row.document_id {
        crate::changes::note(tx, moment, document).await?;
    }
    Ok(row)
}
