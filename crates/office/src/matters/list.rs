//! The board and the lists of matters: what the organ has, by the day that is due, without who asks.

use jiff::civil::Date;
use law::matters::{Lane, Rules, Standing, State};
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::record::Held;
use super::rules;
use crate::cases::{stored_damaged, stored_day};
use crate::entity::account;
use crate::entity::matter::{Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{AccountId, MatterId};
use crate::moment::{Actor, Moment};
use crate::store::Office;
use crate::text::{contains, line};
use crate::versioned::{self, Page};

/// Cards of a lane; the list has them all.
const IN_LANE: u64 = 40;
const PER_PAGE: u64 = 50;
/// Matters of one page of tasks.
const TASKS: u64 = 200;
/// Most rows of an export.
const EXPORTED: u64 = 100_000;

/// A matter in a list.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Debug)]
pub struct MatterRow {
    pub id: MatterId,
    pub number: String,
    pub kind: String,
    pub kind_label: String,
    pub channel: String,
    pub title: String,
    pub asker_mask: String,
    pub state: State,
    pub lane: Lane,
    /// Who is responsible, as the record calls them.
    pub owner: Option<String>,
    pub owner_id: Option<AccountId>,
    pub owner_name: Option<String>,
    pub offered_to: Option<String>,
    pub offered_id: Option<AccountId>,
    pub received_on: Date,
    pub next_due_on: Option<Date>,
    pub is_tentative: bool,
    pub is_late: bool,
    pub answered_on: Option<Date>,
    pub ended_on: Option<Date>,
    pub in_review: bool,
    pub has_extension_asked: bool,
    pub is_published: bool,
    pub outside: Option<(String, Option<String>)>,
    pub created_at: i64,
    pub version: i64,
}

/// What of the matters is looked for.
#[derive(Clone, Debug, Default)]
pub struct ListFilter {
    /// The code of a kind; empty: all.
    pub kind: String,
    /// Words of title, text, number or masked name.
    pub words: String,
    /// As the record calls the owner; empty: all.
    pub owner: String,
    /// Those that are over as well.
    pub with_ended: bool,
    /// From 1.
    pub page: u64,
}

/// A lane of the board.
#[derive(Clone, Debug)]
pub struct Laned {
    pub lane: Lane,
    pub total: u64,
    pub rows: Vec<MatterRow>,
}

/// The board: its lanes, and how many there are of each kind.
#[derive(Clone, Debug)]
pub struct Board {
    pub lanes: Vec<Laned>,
    /// Code, label and count, of the kinds there are; all together first.
    pub kinds: Vec<(String, String, u64)>,
    pub owners: Vec<String>,
    pub published: u64,
}

/// The board of the organ's open matters.
pub async fn board(office: &Office, actor: &Actor, filter: &ListFilter) -> Result<Board, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    let rules = rules(office).await?;
    let mut lanes = Vec::new();
    for lane in [Lane::ToAssign, Lane::InHand, Lane::InReview, Lane::Answered] {
        let query = of_lane(filtered(actor, filter), lane);
        let total = query.clone().count(office.on()).await?;
        let rows = by_due_day(query).limit(IN_LANE).all(office.on()).await?;
        let rows = read_all(office, &rules, rows).await?;
        lanes.push(Laned { lane, total, rows });
    }
    let published = of_organ(actor).filter(Column::PublishedAt.is_not_null());
    Ok(Board {
        kinds: kinds(office, actor, &rules).await?,
        owners: owners(office, actor).await?,
        published: published.count(office.on()).await?,
        lanes,
    })
}

async fn kinds(
    office: &Office,
    actor: &Actor,
    rules: &Rules,
) -> Result<Vec<(String, String, u64)>, OfficeError> {
    let counted: Vec<(String, i64)> = open(of_organ(actor))
        .select_only()
        .column(Column::Kind)
        .column_as(Expr::col(Column::Id).count(), "matters")
        .group_by(Column::Kind)
        .into_tuple()
        .all(office.on())
        .await?;
    let count = |code: &str| {
        let found = counted.iter().find(|(kind, _)| kind == code);
        found.map_or(0, |(_, count)| u64::try_from(*count).unwrap_or(0))
    };
    let kinds = rules.kinds.iter();
    let kinds = kinds.map(|kind| (kind.code.clone(), kind.label.clone(), count(&kind.code)));
    Ok(kinds.filter(|(_, _, count)| *count > 0).collect())
}

async fn owners(office: &Office, actor: &Actor) -> Result<Vec<String>, OfficeError> {
    let owners: Vec<Option<String>> = open(of_organ(actor))
        .select_only()
        .column(Column::Owner)
        .distinct()
        .order_by_asc(Column::Owner)
        .limit(100)
        .into_tuple()
        .all(office.on())
        .await?;
    Ok(owners.into_iter().flatten().collect())
}

/// A page of the list, the first that is due first, those that are over last.
pub async fn list(
    office: &Office,
    actor: &Actor,
    filter: &ListFilter,
) -> Result<Page<MatterRow>, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    let rules = rules(office).await?;
    let query = by_due_day(filtered(actor, filter));
    let page = versioned::page(office, query, filter.page, PER_PAGE).await?;
    let items = read_all(office, &rules, page.items.clone()).await?;
    Ok(page.with(items))
}

/// All that the filter finds, for a workbook; those that came first first.
pub async fn export(
    office: &Office,
    actor: &Actor,
    filter: &ListFilter,
) -> Result<Vec<MatterRow>, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    let rules = rules(office).await?;
    let query = filtered(actor, filter).order_by_asc(Column::Id).limit(EXPORTED);
    let rows = query.all(office.on()).await?;
    read_all(office, &rules, rows).await
}

/// How many open matters wait for the office.
pub async fn open_count(office: &Office, actor: &Actor) -> Result<u64, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    let query = of_organ(actor).filter(Column::State.is_in(codes(&unanswered())));
    Ok(query.count(office.on()).await?)
}

pub(super) fn unanswered() -> Vec<State> {
    let waits = |state: &State| state.is_unanswered() || *state == State::Redoing;
    State::ALL.iter().copied().filter(waits).collect()
}

/// What the organ has to do with matters, the first that is due first: of everybody. Whose each is, the row says.
pub async fn tasks(office: &Office, actor: &Actor) -> Result<Vec<MatterRow>, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    let rules = rules(office).await?;
    let mut states = unanswered();
    states.push(State::ToClose);
    let query = of_organ(actor).filter(Column::State.is_in(codes(&states)));
    let rows = by_due_day(query).limit(TASKS).all(office.on()).await?;
    read_all(office, &rules, rows).await
}

/// Every clock of a matter as it stands, for lists that show more than the next day.
pub async fn due_of(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: MatterId,
) -> Result<Standing, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    let row = super::read::of_organ(office, actor.organ, id).await?;
    let rules = rules(office).await?;
    Ok(Held::of(office.on(), row, &rules, moment).await?.standing)
}

pub(super) fn of_organ(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::OrganId.eq(actor.organ))
}

fn open(query: Select<Entity>) -> Select<Entity> {
    let open: Vec<State> = State::ALL
        .iter()
        .copied()
        .filter(|state| state.is_open())
        .collect();
    query.filter(Column::State.is_in(codes(&open)))
}

pub(super) fn codes(states: &[State]) -> Vec<&'static str> {
    states.iter().map(|state| state.code()).collect()
}

pub(super) fn filtered(actor: &Actor, filter: &ListFilter) -> Select<Entity> {
    let mut query = of_organ(actor);
    if !filter.with_ended {
        query = open(query);
    }
    if !filter.kind.is_empty() {
        query = query.filter(Column::Kind.eq(&filter.kind));
    }
    if !filter.owner.is_empty() {
        query = query.filter(Column::Owner.eq(&filter.owner));
    }
    let words = line(&filter.words);
    if !words.is_empty() {
        let any = [
            Column::Title,
            Column::Words,
            Column::Number,
            Column::AskerMask,
            Column::OutsideNumber,
        ];
        let any = any
            .into_iter()
            .fold(Condition::any(), |any, column| any.add(contains(column, &words)));
        query = query.filter(any);
    }
    query
}

fn of_lane(query: Select<Entity>, lane: Lane) -> Select<Entity> {
    let query = query.filter(Column::State.is_in(codes(&lane.states())));
    match lane {
        Lane::InReview => query.filter(Column::InReview.eq(true)),
        Lane::InHand => query.filter(Column::InReview.eq(false)),
        Lane::ToAssign | Lane::Answered | Lane::Over => query,
    }
}

/// What is due first stands first on both engines, what waits for nothing last.
pub(super) fn by_due_day(query: Select<Entity>) -> Select<Entity> {
    query
        .order_by_asc(Expr::col(Column::NextDueOn).is_null())
        .order_by_asc(Column::NextDueOn)
        .order_by_asc(Column::Id)
}

pub(super) async fn read_all(
    office: &Office,
    rules: &Rules,
    rows: Vec<Model>,
) -> Result<Vec<MatterRow>, OfficeError> {
    let owners = rows.iter().filter_map(|row| row.owner_id);
    let names = account::Entity::find()
        .filter(account::Column::Id.is_in(owners))
        .all(office.on())
        .await?;
    let name_of = |row: &Model| {
        let person = names.iter().find(|person| Some(person.id) == row.owner_id)?;
        let is_other = row
            .owner
            .as_ref()
            .is_none_or(|owner| !owner.starts_with(&person.name));
        is_other.then(|| person.name.clone())
    };
    rows.into_iter()
        .map(|row| {
            let owner_name = name_of(&row);
            read(rules, row, owner_name)
        })
        .collect()
}

fn read(rules: &Rules, row: Model, owner_name: Option<String>) -> Result<MatterRow, OfficeError> {
    let state = State::from_code(&row.state).ok_or_else(|| stored_damaged("matter.state", &row.state))?;
    let day = |text: &Option<String>| text.as_deref().map(stored_day).transpose();
    Ok(MatterRow {
        kind_label: rules.kind_label(&row.kind).to_owned(),
        lane: Lane::of(state, row.in_review),
        received_on: stored_day(&row.received_on)?,
        next_due_on: day(&row.next_due_on)?,
        answered_on: day(&row.answered_on)?,
        ended_on: day(&row.ended_on)?,
        owner_name,
        state,
        id: row.id,
        number: row.number,
        kind: row.kind,
        channel: row.channel,
        title: row.title,
        asker_mask: row.asker_mask,
        owner: row.owner,
        owner_id: row.owner_id,
        offered_to: row.offered_to,
        offered_id: row.offered_id,
        is_tentative: row.is_tentative,
        is_late: row.is_late,
        in_review: row.in_review,
        has_extension_asked: row.extension_days.is_some(),
        is_published: row.published_at.is_some() && row.hidden_ground.is_none(),
        outside: row.outside_number.map(|number| (number, row.outside_due)),
        created_at: row.created_at,
        version: row.version,
    })
}
