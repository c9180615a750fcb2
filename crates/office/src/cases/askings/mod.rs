//! Askings of units (内部征询): what a unit is asked about a case, by when, how it is reminded, and what it answered, at the desk
//! or by a link without an account. What an answer lacks and when it is due is `law::cases::askings`'s. A unit sees the text it
//! is asked and nothing else of the case.

mod answer;
mod ask;
mod chase;
mod files;
mod forget;
mod link;
mod mail;
mod units;

use jiff::Timestamp;
use jiff::civil::Date;
use law::cases::askings::{AnswerWay, AskingState, UnitAnswer};
use law::cases::decision::Search;
use law::screening::Screening;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::audit::instant;
use crate::cases::looking::read::of_organ;
use crate::cases::stored::{damaged, day};
use crate::entity::{asking, asking_link, request_case, unit};
use crate::error::OfficeError;
use crate::ids::{AccountId, AskingFileId, AskingId, CaseId, OrganId, UnitId};
use crate::moment::Actor;
use crate::store::Office;

pub use answer::{Answering, answer};
pub use ask::{NewAsking, ask, ask_again_by, proposed, withdraw};
pub use chase::remind_due;
pub use files::{LARGEST, LARGEST_TOGETHER, MOST_FILES, add_files, open_file, read_file, remove_file};
pub(in crate::cases) use forget::forget;
pub use link::{
    AtLink, LINK_PATH, LinkClosed, add_files_at_link, answer_at_link, at_link, end_links, issue_link,
    remove_file_at_link, sent_at_link,
};
pub use mail::{About, AskingMail, addressed};
pub use units::{Unit, UnitForm, answerers, close_unit, save_unit, save_unit_once, units};

/// What a unit is asked, as the desk sees it.
#[derive(Clone, Debug)]
pub struct Asking {
    pub id: AskingId,
    pub case: CaseId,
    pub case_number: String,
    pub unit: UnitId,
    pub unit_name: String,
    pub content: String,
    pub state: AskingState,
    pub asked_on: Date,
    pub due_on: Date,
    pub asked_by: String,
    /// The day of the last reminder.
    pub told_on: Option<Date>,
    pub answered: Option<Answered>,
    /// Why it was withdrawn.
    pub ended_reason: Option<String>,
    /// Until when a link opens, where there is one that does.
    pub link_until: Option<Timestamp>,
    pub files: Vec<AskingFile>,
    pub version: i64,
}

/// A unit's answer, on record.
#[derive(Clone, Debug)]
pub struct Answered {
    pub answer: UnitAnswer,
    pub way: AnswerWay,
    pub on: Date,
    /// Who put it on record.
    pub by: String,
}

/// A file of an answer, without what it holds.
#[derive(Clone, Debug)]
pub struct AskingFile {
    pub id: AskingFileId,
    pub name: String,
    pub bytes: i64,
    pub digest: String,
    pub pages: Option<u32>,
    pub screening: Screening,
    pub added_at: Timestamp,
}

impl Asking {
    /// The entry of the search log that its answer makes.
    pub fn search_entry(&self) -> Option<Search> {
        let answered = self.answered.as_ref()?;
        answered.answer.search_entry(&self.unit_name)
    }
}

/// An open asking with its day, for lists of what is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAsking {
    pub id: AskingId,
    pub case: CaseId,
    pub case_number: String,
    pub unit_name: String,
    pub due_on: Date,
    /// Who handles the case.
    pub assigned_to: Option<AccountId>,
}

/// More are no list for a page or a mail.
const MOST: u64 = 500;

/// The askings of a case with their answers and files, in the order they were sent: for its page, and for its file (案卷).
pub async fn of_case(office: &Office, actor: &Actor, case: CaseId) -> Result<Vec<Asking>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (row, _) = of_organ(office, actor.organ, case).await?;
    listed(office.on(), &row).await
}

/// One asking of the organ: for whoever may see cases, or answers for its unit.
pub async fn get(office: &Office, actor: &Actor, id: AskingId) -> Result<Asking, OfficeError> {
    let row = seen_by(office, actor, id).await?;
    whole(office.on(), row).await
}

/// What the units of this account are asked: what is open first, in order of its day, then what was answered of late.
pub async fn of_account(office: &Office, actor: &Actor) -> Result<Vec<Asking>, OfficeError> {
    may(&actor.roles, Act::SeeDesk)?;
    let Some(account) = actor.account else {
        return Ok(Vec::new());
    };
    let own = units::of_account(office.on(), actor.organ, account).await?;
    let rows = asking::Entity::find()
        .filter(asking::Column::OrganId.eq(actor.organ))
        .filter(asking::Column::UnitId.is_in(own))
        .filter(asking::Column::State.ne(AskingState::Withdrawn.code()))
        .order_by_desc(asking::Column::State)
        .order_by_asc(asking::Column::DueOn)
        .limit(MOST)
        .all(office.on())
        .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(whole(office.on(), row).await?);
    }
    Ok(all)
}

/// The open askings of the organ's open cases that are due up to a day, the earliest first; `mine` leaves out the cases of
/// others.
pub async fn due_until(
    office: &Office,
    actor: &Actor,
    until: Date,
    mine: bool,
) -> Result<Vec<OpenAsking>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let mut all = open_until(office.on(), actor.organ, until).await?;
    all.retain(|one| !mine || (one.assigned_to.is_some() && one.assigned_to == actor.account));
    Ok(all)
}

/// The same for calendars of accounts, which list what those who see no cases handle themselves.
pub async fn calendar(office: &Office, actor: &Actor, mine: bool) -> Result<Vec<OpenAsking>, OfficeError> {
    let sees_all = may(&actor.roles, Act::SeeCases).is_ok();
    let mut all = open_until(office.on(), actor.organ, Date::MAX).await?;
    let only_own = mine || !sees_all;
    all.retain(|one| !only_own || (one.assigned_to.is_some() && one.assigned_to == actor.account));
    Ok(all)
}

pub(crate) async fn open_until(
    on: &impl ConnectionTrait,
    organ: OrganId,
    until: Date,
) -> Result<Vec<OpenAsking>, OfficeError> {
    let rows = asking::Entity::find()
        .filter(asking::Column::OrganId.eq(organ))
        .filter(asking::Column::State.eq(AskingState::Open.code()))
        .filter(asking::Column::DueOn.lte(until.to_string()))
        .order_by_asc(asking::Column::DueOn)
        .order_by_asc(asking::Column::Id)
        .limit(MOST)
        .all(on)
        .await?;
    let cases = request_case::Entity::find()
        .filter(request_case::Column::Id.is_in(rows.iter().map(|row| row.case_id)))
        .filter(crate::cases::is_open_case())
        .all(on)
        .await?;
    let mut open = Vec::with_capacity(rows.len());
    for row in rows {
        // What was decided in the meantime waits for no unit.
        let Some(case) = cases.iter().find(|case| case.id == row.case_id) else {
            continue;
        };
        open.push(OpenAsking {
            id: row.id,
            case: row.case_id,
            case_number: case.number.clone(),
            unit_name: row.unit_name,
            due_on: day(&row.due_on)?,
            assigned_to: case.assigned_to,
        });
    }
    Ok(open)
}

/// What the units' last answers mean for a decision: the entries of the search log, and who holds what is asked for.
pub(in crate::cases) async fn evidence(
    on: &impl ConnectionTrait,
    case: &request_case::Model,
) -> Result<(Vec<Search>, Vec<String>), OfficeError> {
    let mut last: Vec<Asking> = Vec::new();
    for one in listed(on, case).await? {
        if one.answered.is_some() {
            last.retain(|earlier| earlier.unit != one.unit);
            last.push(one);
        }
    }
    let searches = last.iter().filter_map(Asking::search_entry).collect();
    let holds = |one: &&Asking| {
        let answered = one.answered.as_ref();
        answered.is_some_and(|answered| answered.answer.says.is_held())
    };
    let holding = last.iter().filter(holds).map(|one| one.unit_name.clone());
    Ok((searches, holding.collect()))
}

async fn listed(on: &impl ConnectionTrait, case: &request_case::Model) -> Result<Vec<Asking>, OfficeError> {
    let rows = asking::Entity::find()
        .filter(asking::Column::CaseId.eq(case.id))
        .order_by_asc(asking::Column::Id)
        .all(on)
        .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(read(on, row, case.number.clone()).await?);
    }
    Ok(all)
}

/// The row, for whoever may see cases or answers for its unit.
async fn seen_by(office: &Office, actor: &Actor, id: AskingId) -> Result<asking::Model, OfficeError> {
    may(&actor.roles, Act::SeeDesk)?;
    let row = asking::Entity::find_by_id(id)
        .filter(asking::Column::OrganId.eq(actor.organ))
        .one(office.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    if may(&actor.roles, Act::SeeCases).is_err() && !is_of_unit(office.on(), actor, row.unit_id).await? {
        return Err(OfficeError::Missing);
    }
    Ok(row)
}

/// Whether this account answers for a unit.
async fn is_of_unit(on: &impl ConnectionTrait, actor: &Actor, id: UnitId) -> Result<bool, OfficeError> {
    let row = unit::Entity::find_by_id(id).one(on).await?;
    Ok(actor.account.is_some() && row.and_then(|row| row.account_id) == actor.account)
}

async fn whole(on: &impl ConnectionTrait, row: asking::Model) -> Result<Asking, OfficeError> {
    let case = case_of(on, &row).await?;
    read(on, row, case.number).await
}

async fn case_of(on: &impl ConnectionTrait, row: &asking::Model) -> Result<request_case::Model, OfficeError> {
    let case = request_case::Entity::find_by_id(row.case_id).one(on).await?;
    case.ok_or_else(|| OfficeError::Damaged(format!("asking {} 没有案件", row.id)))
}

async fn read(
    on: &impl ConnectionTrait,
    row: asking::Model,
    case_number: String,
) -> Result<Asking, OfficeError> {
    let links = asking_link::Entity::find()
        .filter(asking_link::Column::AskingId.eq(row.id))
        .filter(asking_link::Column::EndedAt.is_null())
        .order_by_desc(asking_link::Column::ExpiresAt);
    let link = links.one(on).await?;
    let files = files::of_asking(on, row.id).await?;
    Ok(Asking {
        answered: answered(&row)?,
        link_until: link.map(|link| instant(link.expires_at)).transpose()?,
        files,
        id: row.id,
        case: row.case_id,
        case_number,
        unit: row.unit_id,
        unit_name: row.unit_name,
        content: row.content,
        state: state(&row.state)?,
        asked_on: day(&row.asked_on)?,
        due_on: day(&row.due_on)?,
        asked_by: row.asked_by_name,
        told_on: row.told_on.as_deref().map(day).transpose()?,
        ended_reason: row.ended_reason,
        version: row.version,
    })
}

fn answered(row: &asking::Model) -> Result<Option<Answered>, OfficeError> {
    let (Some(answer), Some(on)) = (&row.answer, &row.answered_on) else {
        return Ok(None);
    };
    let way = row.way.as_deref().unwrap_or_default();
    Ok(Some(Answered {
        answer: serde_json::from_str(answer)
            .map_err(|error| OfficeError::Damaged(format!("asking {}：{error}", row.id)))?,
        way: AnswerWay::from_code(way).ok_or_else(|| damaged("asking.way", way))?,
        on: day(on)?,
        by: row.answered_by_name.clone().unwrap_or_default(),
    }))
}

fn state(code: &str) -> Result<AskingState, OfficeError> {
    AskingState::from_code(code).ok_or_else(|| damaged("asking.state", code))
}
