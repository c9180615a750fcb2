//! What waits at which outlet, the register of what went out, one placement with all that happened to it; and the one thing that the
//! public is told: where a document also stands.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::outlets::{Limits, OutletKind, Silence, Standing, silence as silence_of};
use law::staff::{Act, may};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

use super::acts::counting;
use super::outlets::of_organ;
use super::row::{events, outlet_name};
use super::{PlacementEvent, PlacementRow};
use crate::cases::stored_day;
use crate::entity::placement::{Column, Entity, Model};
use crate::entity::{column, document, edition};
use crate::error::OfficeError;
use crate::ids::{DocumentId, OrganId, PlacementId};
use crate::moment::{Actor, Moment};
use crate::store::Office;

/// Something that somebody has to do at an outlet.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub row: PlacementRow,
    /// Whether the document went on since: an edition after this one is public.
    pub is_outdated: bool,
}

/// Which placements of the register are listed.
#[derive(Clone, Debug, Default)]
pub struct ArticleFilter {
    /// `None` for all kinds.
    pub kind: Option<OutletKind>,
    /// Both days counted; `None` for all.
    pub days: Option<(Date, Date)>,
}

fn waiting_codes() -> Vec<&'static str> {
    let all = Standing::ALL.iter().copied();
    all.filter(|standing| standing.waits())
        .map(Standing::code)
        .collect()
}

fn of_organ_waiting(organ: OrganId) -> Condition {
    Condition::all()
        .add(Column::OrganId.eq(organ))
        .add(Column::Standing.is_in(waiting_codes()))
}

async fn named(
    on: &impl ConnectionTrait,
    organ: OrganId,
    rows: Vec<Model>,
) -> Result<Vec<PlacementRow>, OfficeError> {
    let outlets = of_organ(on, organ).await?;
    let names: BTreeMap<_, _> = outlets.into_iter().map(|one| (one.id, one.name)).collect();
    let of = |row: Model| {
        let outlet = row.outlet_id.and_then(|id| names.get(&id).cloned());
        let name = outlet.or_else(|| row.place.clone()).unwrap_or_default();
        PlacementRow::of(row, name)
    };
    let mut rows: Vec<PlacementRow> = rows.into_iter().map(of).collect::<Result<_, _>>()?;
    name_columns(on, organ, &mut rows).await?;
    Ok(rows)
}

/// Says of each in which column its document stands.
async fn name_columns(
    on: &impl ConnectionTrait,
    organ: OrganId,
    rows: &mut [PlacementRow],
) -> Result<(), OfficeError> {
    let documents = rows.iter().filter_map(|row| row.document);
    let documents = document::Entity::find().filter(document::Column::Id.is_in(documents));
    let documents = documents.all(on).await?;
    let columns = column::Entity::find().filter(column::Column::OrganId.eq(organ));
    let columns = columns.all(on).await?;
    for row in rows {
        let document = documents.iter().find(|one| Some(one.id) == row.document);
        let column = document.and_then(|one| columns.iter().find(|column| column.id == one.column_id));
        row.column = column.map(|column| column.name.clone());
    }
    Ok(())
}

/// What waits at the outlets, what was asked first first.
pub async fn waiting(office: &Office, actor: &Actor) -> Result<Vec<Waiting>, OfficeError> {
    may(&actor.roles, Act::SeePlacements)?;
    let rows = Entity::find()
        .filter(of_organ_waiting(actor.organ))
        .order_by_asc(Column::AskedAt)
        .order_by_asc(Column::Id);
    let rows = named(office.on(), actor.organ, rows.all(office.on()).await?).await?;
    let documents = rows.iter().filter_map(|row| row.document);
    let documents = document::Entity::find().filter(document::Column::Id.is_in(documents));
    let documents = documents.all(office.on()).await?;
    let editions = rows.iter().filter_map(|row| row.edition);
    let editions = edition::Entity::find().filter(edition::Column::Id.is_in(editions));
    let editions = editions.all(office.on()).await?;
    let is_outdated = |row: &PlacementRow| {
        let document = documents.iter().find(|one| Some(one.id) == row.document);
        let edition = editions.iter().find(|one| Some(one.id) == row.edition);
        document.zip(edition).is_some_and(|(document, edition)| {
            document.published_edition.is_some_and(|out| out > edition.number)
        })
    };
    Ok(rows
        .into_iter()
        .map(|row| Waiting {
            is_outdated: is_outdated(&row),
            row,
        })
        .collect())
}

/// How much waits.
pub async fn waiting_count(office: &Office, actor: &Actor) -> Result<u64, OfficeError> {
    may(&actor.roles, Act::SeePlacements)?;
    let rows = Entity::find().filter(of_organ_waiting(actor.organ));
    Ok(rows.count(office.on()).await?)
}

/// What went out, the latest first.
pub async fn register(
    office: &Office,
    actor: &Actor,
    filter: &ArticleFilter,
) -> Result<Vec<PlacementRow>, OfficeError> {
    may(&actor.roles, Act::SeePlacements)?;
    let mut rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Standing.is_in(counting()))
        .order_by_desc(Column::PlacedOn)
        .order_by_asc(Column::PushPlace)
        .order_by_asc(Column::Id);
    if let Some(kind) = filter.kind {
        rows = rows.filter(Column::Kind.eq(kind.code()));
    }
    if let Some((from, to)) = filter.days {
        rows = rows
            .filter(Column::PlacedOn.gte(from.to_string()))
            .filter(Column::PlacedOn.lte(to.to_string()));
    }
    named(office.on(), actor.organ, rows.all(office.on()).await?).await
}

/// All placements of a document, in the order they were asked.
pub async fn of_document(
    office: &Office,
    actor: &Actor,
    document: DocumentId,
) -> Result<Vec<PlacementRow>, OfficeError> {
    may(&actor.roles, Act::SeePlacements)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::DocumentId.eq(document))
        .order_by_asc(Column::Id);
    named(office.on(), actor.organ, rows.all(office.on()).await?).await
}

pub(super) async fn row(office: &Office, actor: &Actor, id: PlacementId) -> Result<Model, OfficeError> {
    let query = Entity::find_by_id(id).filter(Column::OrganId.eq(actor.organ));
    query.one(office.on()).await?.ok_or(OfficeError::Missing)
}

/// One placement, with what happened to it.
pub async fn get(
    office: &Office,
    actor: &Actor,
    id: PlacementId,
) -> Result<(PlacementRow, Vec<PlacementEvent>), OfficeError> {
    may(&actor.roles, Act::SeePlacements)?;
    let row = row(office, actor, id).await?;
    let name = outlet_name(office.on(), &row).await?;
    Ok((PlacementRow::of(row, name)?, events(office.on(), id).await?))
}

/// For how long the account has published nothing, where that is too long or soon will be.
pub async fn silence(
    office: &Office,
    actor: &Actor,
    moment: Moment,
) -> Result<Vec<(String, Silence)>, OfficeError> {
    may(&actor.roles, Act::SeePlacements)?;
    let limits = Limits {
        on: Some(moment.today),
        ..Limits::default()
    };
    let mut found = Vec::new();
    for outlet in of_organ(office.on(), actor.organ).await? {
        if outlet.is_closed || outlet.kind != OutletKind::OfficialAccount {
            continue;
        }
        let rows = Entity::find()
            .filter(Column::OutletId.eq(outlet.id))
            .filter(Column::Standing.is_in(counting()))
            .filter(Column::PlacedOn.is_not_null())
            .all(office.on())
            .await?;
        let days = rows.iter().filter_map(|row| row.placed_on.as_deref());
        let days: Vec<Date> = days.map(stored_day).collect::<Result<_, _>>()?;
        found.extend(silence_of(&days, moment.today, &limits).map(|silence| (outlet.name, silence)));
    }
    Ok(found)
}

/// Where a document that is public also stands in an official account: the account's name and the article's address.
pub async fn linked(
    office: &Office,
    organ: OrganId,
    document: DocumentId,
) -> Result<Vec<(String, String)>, OfficeError> {
    let shown = [Standing::Done, Standing::Equal].map(Standing::code);
    let query = document::Entity::find_by_id(document)
        .filter(document::Column::OrganId.eq(organ))
        .filter(document::Column::PublishedEdition.is_not_null());
    if query.one(office.on()).await?.is_none() {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::DocumentId.eq(document))
        .filter(Column::Kind.eq(OutletKind::OfficialAccount.code()))
        .filter(Column::Standing.is_in(shown))
        .filter(Column::Link.is_not_null())
        .order_by_asc(Column::Id);
    let rows = named(office.on(), organ, rows.all(office.on()).await?).await?;
    let pair = |row: PlacementRow| Some((row.outlet_name, row.link?));
    Ok(rows.into_iter().filter_map(pair).collect())
}
