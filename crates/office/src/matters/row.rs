//! The rows a matter is made of, and the only place that makes or changes them: what was asked is written once here, and every later
//! act changes what the events make of it (`tests/it/one_writer.rs`).

use law::matters::{Asker, Asking, End, Event, INTAKE, Standing, Step, What, masked};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use zeroize::Zeroizing;

use crate::cases::query_code::hashed;
use crate::entity::{matter, matter_event};
use crate::error::OfficeError;
use crate::ids::{AccountId, MatterId, OrganId};
use crate::moment::{Actor, Moment};
use crate::sealed::ASKERS;
use crate::store::{Office, Tx};
use crate::text::{line, optional, paragraphs};
use crate::versioned::bump;

/// A matter on its way into the store.
pub(super) struct NewMatter<'a> {
    pub id: MatterId,
    pub organ: OrganId,
    pub number: &'a str,
    pub query_code: &'a str,
    pub channel: &'a str,
    pub asking: &'a Asking,
    pub standing: &'a Standing,
    pub follows: Option<MatterId>,
    /// The day that somebody says it came on, and who.
    pub stated: Option<(String, String)>,
    /// The number and the due time that a platform gave it.
    pub outside: Option<(String, String)>,
    pub registered_by: Option<AccountId>,
    pub is_sample: bool,
}

impl NewMatter<'_> {
    /// Its row: who asks is under seal.
    pub fn row(&self, office: &Office, moment: Moment) -> Result<matter::ActiveModel, OfficeError> {
        let (asking, of) = (self.asking, Projection::of(self.standing));
        let (stated_on, stated_by) = self.stated.clone().unzip();
        let (outside_number, outside_due) = self.outside.clone().unzip();
        Ok(matter::ActiveModel {
            id: Set(self.id),
            organ_id: Set(self.organ),
            number: Set(self.number.to_owned()),
            query_code: Set(hashed(self.number, self.query_code)),
            kind: Set(asking.kind.clone()),
            first_kind: Set(asking.kind.clone()),
            channel: Set(self.channel.to_owned()),
            title: Set(line(&asking.title)),
            words: Set(paragraphs(&asking.text)),
            place: Set(optional(&asking.place)),
            asker: Set(sealed(office, self.id, &asking.asker)?),
            asker_mask: Set(masked(&asking.asker)),
            wish: Set(asking.is_public_wished),
            follows_id: Set(self.follows),
            stated_on: Set(stated_on),
            stated_by: Set(stated_by),
            outside_number: Set(outside_number),
            outside_due: Set(outside_due.filter(|due| !due.is_empty())),
            state: Set(of.state),
            owner: Set(of.owner),
            owner_id: Set(None),
            offered_to: Set(of.offered_to),
            offered_id: Set(None),
            received_on: Set(of.received_on),
            next_due_on: Set(of.next_due_on),
            is_tentative: Set(of.is_tentative),
            is_late: Set(of.is_late),
            half_on: Set(of.half_on),
            answer_due_on: Set(of.answer_due_on),
            escalates_on: Set(of.escalates_on),
            half_told_on: Set(None),
            answered_on: Set(None),
            ended_on: Set(None),
            extension_days: Set(None),
            extension_reason: Set(None),
            extension_by: Set(None),
            in_review: Set(false),
            published_at: Set(None),
            hidden_ground: Set(None),
            registered_by: Set(self.registered_by),
            anonymised_at: Set(None),
            is_sample: Set(self.is_sample),
            version: Set(1),
            created_at: Set(moment.millis()),
            changed_at: Set(moment.millis()),
        })
    }
}

fn sealed(office: &Office, id: MatterId, asker: &Asker) -> Result<Option<String>, OfficeError> {
    if asker.is_anonymous() {
        return Ok(None);
    }
    let text = serde_json::to_string(asker)
        .map(Zeroizing::new)
        .map_err(|error| OfficeError::Damaged(error.to_string()))?;
    office.keys()?.seal(ASKERS.of_row(id.0), &text).map(Some)
}

/// Who asks, opened; nobody where nothing was left, or where it is past its time.
pub(super) fn opened(office: &Office, row: &matter::Model) -> Result<Asker, OfficeError> {
    let Some(envelope) = &row.asker else {
        return Ok(Asker::default());
    };
    let opened = office.keys()?.open(ASKERS.of_row(row.id.0), envelope)?;
    serde_json::from_str(opened.expose())
        .map_err(|error| OfficeError::Damaged(format!("matter {}：{error}", row.id)))
}

/// An event on its way into the store.
pub(super) struct NewEvent<'a> {
    pub seq: i64,
    pub event: &'a Event,
    pub note: Option<&'a str>,
}

impl NewEvent<'_> {
    /// Writes it: done now, by the actor.
    pub async fn insert(
        &self,
        tx: &Tx<'_>,
        actor: &Actor,
        moment: Moment,
        matter: MatterId,
    ) -> Result<(), OfficeError> {
        let event = serde_json::to_string(self.event);
        let row = matter_event::ActiveModel {
            id: Set(tx.next_id(moment)),
            matter_id: Set(matter),
            seq: Set(self.seq),
            act: Set(self.event.what.act().code().to_owned()),
            event: Set(event.map_err(|error| OfficeError::Damaged(error.to_string()))?),
            note: Set(self.note.map(paragraphs).filter(|note| !note.trim().is_empty())),
            account_id: Set(actor.account),
            actor: Set(actor.name.clone()),
            recorded_at: Set(moment.millis()),
        };
        matter_event::Entity::insert(row).exec(tx.on()).await?;
        Ok(())
    }
}

/// What a row keeps of a standing.
pub(super) struct Projection {
    state: String,
    kind: String,
    owner: Option<String>,
    offered_to: Option<String>,
    received_on: String,
    next_due_on: Option<String>,
    is_tentative: bool,
    is_late: bool,
    half_on: Option<String>,
    answer_due_on: Option<String>,
    escalates_on: Option<String>,
    answered_on: Option<String>,
    ended_on: Option<String>,
}

impl Projection {
    pub(super) fn of(standing: &Standing) -> Self {
        let history = &standing.history;
        let told = |step| standing.told_from(step).map(|day| day.to_string());
        Self {
            state: standing.state.code().to_owned(),
            kind: standing.kind.clone(),
            owner: standing.owner.clone(),
            offered_to: standing.offered_to.clone(),
            received_on: standing.received.on.to_string(),
            next_due_on: standing.next_due_on.map(|day| day.to_string()),
            is_tentative: standing.tentative,
            is_late: standing.overdue,
            half_on: told(Step::Half),
            answer_due_on: told(Step::Due),
            escalates_on: told(Step::After),
            answered_on: history.answers.first().map(|on| on.on.to_string()),
            ended_on: history.ended.as_ref().map(|(on, _): &(_, End)| on.on.to_string()),
        }
    }
}

impl Projection {
    /// Whether the row says the same of what days change.
    pub fn is_kept_by(&self, row: &matter::Model) -> bool {
        row.state == self.state
            && row.next_due_on == self.next_due_on
            && row.is_late == self.is_late
            && row.is_tentative == self.is_tentative
            && (&row.half_on, &row.answer_due_on, &row.escalates_on)
                == (&self.half_on, &self.answer_due_on, &self.escalates_on)
    }
}

/// Notes that whoever has them was told today that half of the period is over; nobody who has one open is in the way of that.
pub(super) async fn mark_half_told(tx: &Tx<'_>, moment: Moment, ids: &[MatterId]) -> Result<(), OfficeError> {
    matter::Entity::update_many()
        .col_expr(matter::Column::HalfToldOn, Expr::value(moment.today.to_string()))
        .filter(matter::Column::Id.is_in(ids.iter().copied()))
        .exec(tx.on())
        .await?;
    Ok(())
}

/// The account of whoever took it last under that name; nobody for whoever is on duty.
fn account_of(owner: Option<&str>, taken: &[(Event, Option<AccountId>)]) -> Option<AccountId> {
    let owner = owner.filter(|owner| *owner != INTAKE)?;
    let theirs = taken.iter().rev().find(|(event, _)| match &event.what {
        What::Taken { by } => by == owner,
        _ => false,
    });
    theirs.and_then(|(_, account)| *account)
}

/// Brings a row to where its events leave it now: a new version. `change` is what the act changes beside.
pub(super) async fn refresh(
    tx: &Tx<'_>,
    row: matter::Model,
    moment: Moment,
    standing: &Standing,
    events: &[(Event, Option<AccountId>)],
    change: impl FnOnce(&mut matter::ActiveModel),
) -> Result<i64, OfficeError> {
    let of = Projection::of(standing);
    let owner_id = account_of(of.owner.as_deref(), events);
    let mut changed = row.into_active_model();
    if of.offered_to.is_none() {
        changed.offered_id = Set(None);
    }
    changed.state = Set(of.state);
    changed.kind = Set(of.kind);
    changed.owner = Set(of.owner);
    changed.owner_id = Set(owner_id);
    changed.offered_to = Set(of.offered_to);
    changed.next_due_on = Set(of.next_due_on);
    changed.is_tentative = Set(of.is_tentative);
    changed.is_late = Set(of.is_late);
    changed.half_on = Set(of.half_on);
    changed.answer_due_on = Set(of.answer_due_on);
    changed.escalates_on = Set(of.escalates_on);
    changed.answered_on = Set(of.answered_on);
    changed.ended_on = Set(of.ended_on);
    change(&mut changed);
    let version = bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Ok(version)
}

/// Changes what stands beside the events alone: a new version.
pub(super) async fn change(
    tx: &Tx<'_>,
    row: matter::Model,
    moment: Moment,
    change: impl FnOnce(&mut matter::ActiveModel),
) -> Result<(), OfficeError> {
    let mut changed = row.into_active_model();
    change(&mut changed);
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Ok(())
}
