//! The board of open cases by due day, and the ledger (登记表) of all of them, sought by number, applicant or words.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use law::cases::{Channel, State, replies_set_aside};
use law::codes::{ApplicantKind, TableThreeRow};
use law::signs::{number_key, seeking};
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};

use super::export::{BATCH, events_of, read};
use super::open::{by_due_day, is_open, with_a_due_day};
use crate::cases::stored::{day, kind, row, state};
use crate::entity::request_case::{Column, Entity, Model};
use crate::entity::{application, case_event};
use crate::error::OfficeError;
use crate::ids::{AccountId, CaseId};
use crate::moment::{Actor, Moment};
use crate::store::Office;
use crate::text::{beginning, contains, holding, line};
use crate::urgency::{UrgencyCounts, count_by_urgency};
use crate::versioned::{self, Page};

const PER_PAGE: u64 = 30;
/// A register longer than this is no sheet of paper; the workbook has them all.
const REGISTER: u64 = 5_000;
/// A board longer than this is a ledger.
const BOARD: u64 = 200;

/// A case as lists show it.
#[derive(Clone, Debug)]
pub struct CaseRow {
    pub id: CaseId,
    pub number: String,
    pub request: String,
    pub applicant_kind: ApplicantKind,
    pub applicant_name: String,
    pub state: State,
    pub received_on: Option<Date>,
    pub due_on: Option<Date>,
    /// The next day something is due, from whomever it is waited for.
    pub next_due_on: Option<Date>,
    /// The last day to ask for a correction (条例第三十条), while nothing has ended that clock.
    pub correction_notice_on: Option<Date>,
    pub is_tentative: bool,
    pub is_late: bool,
    pub outcome: Option<TableThreeRow>,
    pub decided_on: Option<Date>,
    /// The day the reply went out or the application was withdrawn; `None` while it is open.
    pub ended_on: Option<Date>,
    pub assigned_to: Option<AccountId>,
    pub is_sample: bool,
}

/// The open cases by due day, the most urgent first.
#[derive(Clone, Debug)]
pub struct Board {
    pub rows: Vec<CaseRow>,
    /// How many open cases there are; the board shows the most urgent.
    pub total: u64,
}

/// Who handles a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandledBy {
    Nobody,
    Account(AccountId),
}

/// Which cases the ledger shows; what is `None` or empty is not asked.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    pub state: Option<State>,
    pub outcome: Option<TableThreeRow>,
    pub handler: Option<HandledBy>,
    /// By which channel it came.
    pub channel: Option<Channel>,
    pub kind: Option<ApplicantKind>,
    /// The days that the next day something is due falls between; of open cases alone.
    pub due: Option<RangeInclusive<Date>>,
    /// Of the day of receipt.
    pub year: Option<i16>,
    /// A number, an applicant's name or words of what was asked for, or a part of one of them.
    pub text: String,
    /// From 1.
    pub page: u64,
}

/// The organ's open cases, or those one person handles.
pub async fn board(office: &Office, actor: &Actor, mine: bool) -> Result<Board, OfficeError> {
    let own = actor.account.filter(|_| mine);
    let filter = CaseFilter {
        handler: own.map(HandledBy::Account),
        ..CaseFilter::default()
    };
    board_of(office, actor, &filter).await
}

/// Those of the organ's open cases that the filter names.
pub async fn board_of(office: &Office, actor: &Actor, filter: &CaseFilter) -> Result<Board, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let query = matching(by_due_day(actor.organ), filter);
    let total = query.clone().count(office.on()).await?;
    let rows = query
        .order_by_asc(Column::NextDueOn)
        .order_by_asc(Column::Id)
        .limit(BOARD)
        .all(office.on())
        .await?;
    let rows = rows
        .into_iter()
        .map(CaseRow::try_from)
        .collect::<Result<_, _>>()?;
    Ok(Board { rows, total })
}

/// How many cases of the organ are open.
pub async fn open_count(office: &Office, actor: &Actor) -> Result<u64, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    Ok(by_due_day(actor.organ).count(office.on()).await?)
}

/// How many cases the desk's lists hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    pub open: u64,
    /// Of the open ones, those this person handles.
    pub mine: u64,
    pub all: u64,
}

/// The numbers beside the names of the lists.
pub async fn tallies(office: &Office, actor: &Actor) -> Result<Tallies, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let mine = by_due_day(actor.organ).filter(Column::AssignedTo.eq(actor.account));
    let all = Entity::find().filter(Column::OrganId.eq(actor.organ));
    Ok(Tallies {
        open: open_count(office, actor).await?,
        mine: mine.count(office.on()).await?,
        all: all.count(office.on()).await?,
    })
}

/// The register of a year on paper: the cases received in it and those of nobody's year yet, in the order they came in.
pub async fn register_of_year(
    office: &Office,
    actor: &Actor,
    year: i16,
) -> Result<Vec<CaseRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let of_year = Column::ReceivedOn.between(format!("{year}-01-01"), format!("{year}-12-31"));
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Condition::any().add(of_year).add(Column::ReceivedOn.is_null()))
        .order_by_asc(Column::Id)
        .limit(REGISTER)
        .all(office.on())
        .await?;
    rows.into_iter().map(CaseRow::try_from).collect()
}

/// The replies of these cases that orders set aside, with the day each went out: what stands in the place of none.
pub async fn replies_before(
    office: &Office,
    actor: &Actor,
    cases: &[CaseRow],
) -> Result<BTreeMap<CaseId, Vec<(Date, TableThreeRow)>>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let own: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let mut reopened: Vec<CaseId> = Vec::new();
    for some in own.chunks(BATCH) {
        let ordered = case_event::Entity::find()
            .select_only()
            .column(case_event::Column::CaseId)
            .filter(case_event::Column::CaseId.is_in(some.iter().copied()))
            .filter(case_event::Column::Act.eq(law::cases::Act::ReplyOrdered.code()))
            .distinct();
        let found: Vec<CaseId> = ordered.into_tuple().all(office.on()).await?;
        reopened.extend(found);
    }
    let mut before = BTreeMap::new();
    for some in reopened.chunks(BATCH) {
        for (case, rows) in events_of(office.on(), some).await? {
            let events = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
            before.insert(case, replies_set_aside(&events));
        }
    }
    Ok(before)
}

/// How many open cases are how urgent, for the desk's first page.
pub async fn counts(office: &Office, actor: &Actor, moment: Moment) -> Result<UrgencyCounts, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    count_by_urgency(office, moment, with_a_due_day(actor.organ), Column::NextDueOn).await
}

/// Of these, how many wait for their receipt to be confirmed: whose reply clock does not run yet (条例第三十一条第（三）项).
pub async fn unconfirmed_counts(
    office: &Office,
    actor: &Actor,
    moment: Moment,
) -> Result<UrgencyCounts, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let arrived = by_due_day(actor.organ).filter(Column::State.eq(State::Arrived.code()));
    count_by_urgency(office, moment, arrived, Column::NextDueOn).await
}

/// The open cases in which a reply is ordered and not made yet, the nearest due first.
pub async fn ordered(office: &Office, actor: &Actor) -> Result<Vec<CaseRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = by_due_day(actor.organ)
        .filter(Column::State.eq(State::Reopened.code()))
        .order_by_asc(Column::NextDueOn)
        .limit(PER_PAGE)
        .all(office.on())
        .await?;
    rows.into_iter().map(CaseRow::try_from).collect()
}

/// The ledger, the latest received first.
pub async fn list(office: &Office, actor: &Actor, filter: &CaseFilter) -> Result<Page<CaseRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let all = Entity::find().filter(Column::OrganId.eq(actor.organ));
    page(office, matching(all, filter), filter.page).await
}

pub(in crate::cases) async fn page(
    office: &Office,
    query: Select<Entity>,
    number: u64,
) -> Result<Page<CaseRow>, OfficeError> {
    let query = query.order_by_desc(Column::Id);
    versioned::page(office, query, number, PER_PAGE).await?.read()
}

fn matching(mut query: Select<Entity>, filter: &CaseFilter) -> Select<Entity> {
    if let Some(state) = filter.state {
        query = query.filter(Column::State.eq(state.code()));
    }
    if let Some(outcome) = filter.outcome {
        query = query.filter(Column::Outcome.eq(outcome.code()));
    }
    match filter.handler {
        Some(HandledBy::Account(account)) => query = query.filter(Column::AssignedTo.eq(account)),
        Some(HandledBy::Nobody) => query = query.filter(Column::AssignedTo.is_null()),
        None => {}
    }
    if let Some(channel) = filter.channel {
        let came = application::Entity::find()
            .select_only()
            .column(application::Column::Id)
            .filter(application::Column::Channel.eq(channel.code()))
            .into_query();
        query = query.filter(Column::ApplicationId.in_subquery(came));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(Column::ApplicantKind.eq(kind.code()));
    }
    if let Some(due) = &filter.due {
        let falls = Column::NextDueOn.between(due.start().to_string(), due.end().to_string());
        let has_one = Column::State.ne(State::CameBack.code());
        query = query.filter(is_open()).filter(has_one).filter(falls);
    }
    if let Some(year) = filter.year {
        query = query.filter(Column::ReceivedOn.between(format!("{year}-01-01"), format!("{year}-12-31")));
    }
    let text = line(&filter.text);
    if !text.is_empty() {
        query = holding_words(query, &text);
    }
    query
}

/// The cases that these words are found in, best first: those of that very number or whose applicant is so called, those
/// of which it is a part, and those whose request holds it; of one spelling first. What is found exactly hides nothing else.
fn holding_words(query: Select<Entity>, words: &str) -> Select<Entity> {
    let (parts, whole) = seeking(words);
    let sought = |like: LikeExpr| Expr::col(Column::Sought).like(like);
    let mut exactly = Condition::any().add(Column::Number.eq(number_key(words)));
    if let Some(whole) = &whole {
        exactly = exactly.add(sought(beginning(whole)));
    }
    let partly = parts
        .iter()
        .fold(Condition::any(), |any, part| any.add(sought(holding(part))));
    let rank = Expr::case(Column::ApplicantName.eq(words), 0)
        .case(exactly.clone(), 1)
        .case(partly.clone(), 2)
        .finally(3);
    let any = Condition::any()
        .add(exactly)
        .add(partly)
        .add(contains(Column::Request, words));
    query.filter(any).order_by_asc(Expr::expr(rank))
}

impl TryFrom<Model> for CaseRow {
    type Error = OfficeError;

    fn try_from(model: Model) -> Result<Self, OfficeError> {
        let a_day = |text: Option<String>| text.as_deref().map(day).transpose();
        Ok(Self {
            id: model.id,
            number: model.number,
            request: model.request,
            applicant_kind: kind(&model.applicant_kind)?,
            applicant_name: model.applicant_name,
            state: state(&model.state)?,
            received_on: a_day(model.received_on)?,
            due_on: a_day(model.due_on)?,
            next_due_on: a_day(model.next_due_on)?,
            correction_notice_on: a_day(model.correction_notice_on)?,
            is_tentative: model.is_tentative,
            is_late: model.is_late,
            outcome: model.outcome.as_deref().map(row).transpose()?,
            decided_on: a_day(model.decided_on)?,
            ended_on: a_day(model.ended_on)?,
            assigned_to: model.assigned_to,
            is_sample: model.is_sample,
        })
    }
}
