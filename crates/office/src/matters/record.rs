//! An act on a matter: asked of the law, written as an event at the server's instant, and the row refreshed. No instant comes from a
//! form, and an act that is against the rules today is not done.

use law::matters::{Act, Event, Rules, Standing, What};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::row::{NewEvent, Projection, refresh};
use crate::entity::{matter, matter_event};
use crate::error::OfficeError;
use crate::ids::{AccountId, MatterId};
use crate::moment::{Actor, Moment};
use crate::store::Tx;
use crate::versioned::{held, owned};

/// A matter with all that has happened to it, within an act.
pub(super) struct Held<'a> {
    pub row: matter::Model,
    pub standing: Standing,
    pub rules: &'a Rules,
    events: Vec<(Event, Option<AccountId>)>,
}

/// The matter in the version that was read, for whoever of its organ acts on it.
pub(super) async fn hold<'a>(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    (id, version): (MatterId, i64),
    rules: &'a Rules,
) -> Result<Held<'a>, OfficeError> {
    let row = held(tx, actor, id, version).await?;
    Held::of(tx.on(), row, rules, moment).await
}

/// The same as it stands now, for whoever asked.
pub(super) async fn hold_now<'a>(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    id: MatterId,
    rules: &'a Rules,
) -> Result<Held<'a>, OfficeError> {
    let row = owned(tx, actor.organ, id).await?;
    Held::of(tx.on(), row, rules, moment).await
}

impl<'a> Held<'a> {
    pub async fn of(
        on: &impl ConnectionTrait,
        row: matter::Model,
        rules: &'a Rules,
        moment: Moment,
    ) -> Result<Self, OfficeError> {
        let rows = events(on, row.id).await?;
        let events: Vec<(Event, Option<AccountId>)> = rows
            .iter()
            .map(|row| Ok((event(row)?, row.account_id)))
            .collect::<Result<_, OfficeError>>()?;
        let standing = standing(&row, events.iter().map(|(event, _)| event), rules, moment)?;
        Ok(Self {
            row,
            standing,
            rules,
            events,
        })
    }

    /// Why the act may not be done today, as a refusal at a field.
    pub fn refuse(&self, act: Act, moment: Moment, field: &'static str) -> Result<(), OfficeError> {
        let may = self.standing.history.may(act, moment.today, self.rules);
        may.map_err(|hindrance| OfficeError::invalid(field, hindrance.why))
    }

    /// Does it, now: the event, the row as it stands after it, and what the act changes of the row beside.
    pub async fn append(
        mut self,
        tx: &Tx<'_>,
        actor: &Actor,
        moment: Moment,
        what: What,
        note: Option<&str>,
        change: impl FnOnce(&mut matter::ActiveModel),
    ) -> Result<(matter::Model, Standing), OfficeError> {
        self.refuse(what.act(), moment, "")?;
        let event = Event {
            on: moment.now.into(),
            what,
        };
        let seq = i64::try_from(self.events.len()).unwrap_or(i64::MAX - 1) + 1;
        let new = NewEvent {
            seq,
            event: &event,
            note,
        };
        new.insert(tx, actor, moment, self.row.id).await?;
        self.events.push((event, actor.account));
        let told = self.events.iter().map(|(event, _)| event);
        let after = standing(&self.row, told, self.rules, moment)
            .map_err(|error| OfficeError::invalid("", error.to_string()))?;
        refresh(tx, self.row.clone(), moment, &after, &self.events, change).await?;
        Ok((self.row, after))
    }

    /// Brings the row to where its events leave it today, where no act did; whether that changed it.
    pub async fn turned(self, tx: &Tx<'_>, moment: Moment) -> Result<bool, OfficeError> {
        let is_same = Projection::of(&self.standing).is_kept_by(&self.row);
        if !is_same {
            refresh(tx, self.row, moment, &self.standing, &self.events, |_| {}).await?;
        }
        Ok(!is_same)
    }
}

/// What happened to a matter, in the order it was recorded.
pub(super) async fn events(
    on: &impl ConnectionTrait,
    matter: MatterId,
) -> Result<Vec<matter_event::Model>, OfficeError> {
    let rows = matter_event::Entity::find()
        .filter(matter_event::Column::MatterId.eq(matter))
        .order_by_asc(matter_event::Column::Seq);
    Ok(rows.all(on).await?)
}

/// An event as it is kept.
pub(super) fn event(row: &matter_event::Model) -> Result<Event, OfficeError> {
    serde_json::from_str(&row.event)
        .map_err(|error| OfficeError::Damaged(format!("matter_event {}：{error}", row.id)))
}

/// Where a matter stands today.
pub(super) fn standing<'a>(
    row: &matter::Model,
    events: impl Iterator<Item = &'a Event>,
    rules: &Rules,
    moment: Moment,
) -> Result<Standing, OfficeError> {
    let events: Vec<Event> = events.cloned().collect();
    Standing::of(&events, &row.first_kind, rules, moment.today)
        .map_err(|error| OfficeError::Damaged(format!("matter {}：{error}", row.id)))
}
