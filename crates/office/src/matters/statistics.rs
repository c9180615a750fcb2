//! What is counted of the matters that came in a period: by kind and by who has them, and shares with numerator, denominator and
//! definition (`law::matters::rates`). Every number is worked out from the events.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::matters::{Counted, Event, Rate, RateName, Standing, Table, Tally, average_days};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::record::event;
use super::rules;
use crate::entity::matter::{Column, Entity, Model};
use crate::entity::matter_event;
use crate::error::OfficeError;
use crate::ids::MatterId;
use crate::moment::{Actor, Moment};
use crate::store::Office;

/// Matters read at once.
const BATCH: u64 = 400;

/// The counts of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    pub table: Table,
    pub rates: Vec<Rate>,
    /// The mean of the days from receipt to answer; `None` where nothing was answered.
    pub average_days: Option<String>,
}

/// The counts of what came from one day to another, both among them.
pub async fn statistics(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (from, until): (Date, Date),
) -> Result<Statistics, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    let rules = rules(office).await?;
    let mut counted: Vec<Counted> = Vec::new();
    let mut after = MatterId(0);
    loop {
        let rows = Entity::find()
            .filter(Column::OrganId.eq(actor.organ))
            .filter(Column::ReceivedOn.between(from.to_string(), until.to_string()))
            .filter(Column::Id.gt(after))
            .order_by_asc(Column::Id)
            .limit(BATCH)
            .all(office.on())
            .await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        let mut events = events_of(office, &rows).await?;
        for row in rows {
            let events = events.remove(&row.id).unwrap_or_default();
            let standing = Standing::of(&events, &row.first_kind, &rules, moment.today)
                .map_err(|error| OfficeError::Damaged(format!("matter {}：{error}", row.id)))?;
            counted.push(Counted {
                unit: standing.history.holder().to_owned(),
                kind: rules.kind_label(&row.kind).to_owned(),
                tally: standing.tally(&rules, moment.today),
            });
        }
    }
    let tallies: Vec<Tally> = counted.iter().map(|one| one.tally).collect();
    let days = average_days(tallies.iter().filter_map(|tally| tally.days));
    Ok(Statistics {
        table: Table::of(&counted),
        rates: RateName::ALL
            .iter()
            .map(|name| Rate::of(*name, &tallies))
            .collect(),
        average_days: days.map(|days| days.to_string()),
    })
}

async fn events_of(office: &Office, rows: &[Model]) -> Result<BTreeMap<MatterId, Vec<Event>>, OfficeError> {
    let found = matter_event::Entity::find()
        .filter(matter_event::Column::MatterId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(matter_event::Column::MatterId)
        .order_by_asc(matter_event::Column::Seq)
        .all(office.on())
        .await?;
    let mut events: BTreeMap<MatterId, Vec<Event>> = BTreeMap::new();
    for row in found {
        events.entry(row.matter_id).or_default().push(event(&row)?);
    }
    Ok(events)
}
