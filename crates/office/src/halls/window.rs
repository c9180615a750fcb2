//! The windows of a hall and their roster (A/B 角): lines from a day on, taken back and never changed.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::calendar::{meant_day, typed_day};
use law::codes::WhyNot;
use law::halls::{RosterLine, Turn};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::damaged;
use crate::audit::{self, Detail};
use crate::cases::stored_day;
use crate::entity::{hall_roster, hall_window};
use crate::error::OfficeError;
use crate::ids::{HallId, HallRosterId, HallWindowId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::text::line;
use crate::versioned::{bump, held, owned};

/// A window with its roster.
#[derive(Clone, Debug)]
pub struct HallWindow {
    pub id: HallWindowId,
    pub hall: HallId,
    pub name: String,
    pub is_ended: bool,
    pub version: i64,
    /// Those that were not taken back, the latest first.
    pub roster: Vec<RosterEntry>,
}

/// A line of the roster.
#[derive(Clone, Debug)]
pub struct RosterEntry {
    pub id: HallRosterId,
    pub line: RosterLine,
}

impl HallWindow {
    /// Its roster as the law reads it.
    pub fn lines(&self) -> Vec<RosterLine> {
        self.roster.iter().map(|entry| entry.line.clone()).collect()
    }
}

/// What is typed of a window.
#[derive(Clone, Debug, Default)]
pub struct WindowForm {
    pub name: String,
    pub is_ended: bool,
}

/// What is typed of a line of the roster.
#[derive(Clone, Debug, Default)]
pub struct TurnForm {
    pub turn: String,
    pub person: String,
    pub from: String,
    pub to: String,
}

/// The windows of the organ's halls, by hall, those that ended last.
pub async fn windows(office: &Office, actor: &Actor) -> Result<Vec<HallWindow>, OfficeError> {
    may(&actor.roles, Act::SeeHalls)?;
    let rows = hall_window::Entity::find()
        .filter(hall_window::Column::OrganId.eq(actor.organ))
        .order_by_asc(hall_window::Column::HallId)
        .order_by_asc(hall_window::Column::IsEnded)
        .order_by_asc(hall_window::Column::Id)
        .all(office.on())
        .await?;
    let turns = hall_roster::Entity::find()
        .filter(hall_roster::Column::OrganId.eq(actor.organ))
        .filter(hall_roster::Column::EndedAt.is_null())
        .order_by_desc(hall_roster::Column::FromDay)
        .order_by_desc(hall_roster::Column::Id)
        .all(office.on())
        .await?;
    let mut windows: Vec<HallWindow> = rows
        .into_iter()
        .map(|row| HallWindow {
            id: row.id,
            hall: row.hall_id,
            name: row.name,
            is_ended: row.is_ended,
            version: row.version,
            roster: Vec::new(),
        })
        .collect();
    for turn in turns {
        if let Some(window) = windows.iter_mut().find(|window| window.id == turn.window_id) {
            window.roster.push(entry(turn)?);
        }
    }
    Ok(windows)
}

fn entry(row: hall_roster::Model) -> Result<RosterEntry, OfficeError> {
    let turn = Turn::from_code(&row.turn).ok_or_else(|| damaged("hall_roster", row.id.0, "turn"))?;
    Ok(RosterEntry {
        id: row.id,
        line: RosterLine {
            turn,
            person: row.person,
            from: stored_day(&row.from_day)?,
            to: row.to_day.as_deref().map(stored_day).transpose()?,
        },
    })
}

fn window_name(form: &WindowForm) -> Result<String, OfficeError> {
    let name = line(&form.name);
    if name.is_empty() || name.chars().count() > 40 {
        let why = "请填写窗口名称，不超过 40 字，例如“3 号政务公开窗口”。";
        return Err(OfficeError::invalid("name", why));
    }
    Ok(name)
}

async fn refuse_taken_name(
    tx: &Tx<'_>,
    hall: HallId,
    name: &str,
    own: Option<HallWindowId>,
) -> Result<(), OfficeError> {
    let query = hall_window::Entity::find().filter(hall_window::Column::HallId.eq(hall));
    let same = query
        .filter(hall_window::Column::Name.eq(name))
        .all(tx.on())
        .await?;
    if same.iter().any(|row| Some(row.id) != own) {
        return Err(OfficeError::invalid("name", "本厅已有同名的窗口，请换一个名称。"));
    }
    Ok(())
}

/// Adds a window to a hall.
pub async fn add_window(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    hall: HallId,
    form: &WindowForm,
    ticket: &str,
) -> Result<HallWindowId, OfficeError> {
    may(&actor.roles, Act::ManageHalls)?;
    let name = window_name(form)?;
    let sending = Sending::of(office, actor, Recorded::HallsWindow.code(), ticket, &(hall, form))?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(HallWindowId(made));
        }
        owned(&tx, actor.organ, hall).await?;
        refuse_taken_name(&tx, hall, &name, None).await?;
        let id: HallWindowId = tx.next_id(moment);
        let row = hall_window::ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            hall_id: Set(hall),
            name: Set(name.clone()),
            is_ended: Set(false),
            version: Set(1),
            created_at: Set(moment.millis()),
            changed_at: Set(moment.millis()),
        };
        hall_window::Entity::insert(row).exec(tx.on()).await?;
        sending.keep(&tx, moment, id.0).await?;
        let detail = Detail::none().with(Key::Name, name.as_str());
        audit::append(&tx, actor, moment, Recorded::HallsWindow, hall, detail).await?;
        Ok(id)
    })
}

/// Renames a window, ends it or opens it again.
pub async fn save_window(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (HallWindowId, i64),
    form: &WindowForm,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageHalls)?;
    let name = window_name(form)?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let hall = row.hall_id;
        refuse_taken_name(&tx, hall, &name, Some(id)).await?;
        let mut row = row.into_active_model();
        row.name = Set(name.clone());
        row.is_ended = Set(form.is_ended);
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let detail = Detail::none().with(Key::Name, name.as_str());
        audit::append(&tx, actor, moment, Recorded::HallsWindow, hall, detail).await
    })
}

fn read_turn(form: &TurnForm, today: Date) -> Result<RosterLine, OfficeError> {
    let mut wrong = Vec::new();
    let turn = Turn::from_code(&form.turn);
    if turn.is_none() {
        wrong.push(WhyNot::new("turn", "请选择 A角、B角或者不在岗。"));
    }
    let person = line(&form.person);
    if person.is_empty() || person.chars().count() > 30 {
        wrong.push(WhyNot::new("person", "请填写姓名，不超过 30 字。"));
    }
    let from = meant_day(&form.from, today)
        .map_err(|why| wrong.push(WhyNot::new("from", why)))
        .ok();
    let to = line(&form.to);
    let to = (!to.is_empty()).then(|| typed_day(&to));
    match (from, to) {
        (_, Some(None)) => wrong.push(WhyNot::new("to", "止日请按“年-月-日”填写；一直如此的留空。")),
        (Some(from), Some(Some(to))) if to < from => {
            wrong.push(WhyNot::new("to", "止日早于起日，请核对。"));
        }
        _ => {}
    }
    OfficeError::of_fields(wrong)?;
    match (turn, from) {
        (Some(turn), Some(from)) => Ok(RosterLine {
            turn,
            person,
            from,
            to: to.flatten(),
        }),
        _ => Err(OfficeError::invalid("turn", "请选择 A角、B角或者不在岗。")),
    }
}

/// A角 示例甲，2024-09-01 起; 不在岗 示例甲，2024-09-10 至 2024-09-12
fn told(line: &RosterLine) -> String {
    let (turn, person, from) = (line.turn.label(), &line.person, line.from);
    match line.to {
        Some(to) => format!("{turn} {person}，{from} 至 {to}"),
        None => format!("{turn} {person}，{from} 起"),
    }
}

/// Says who is at a window, or who is away from it, on which days.
pub async fn add_turn(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    window: HallWindowId,
    form: &TurnForm,
    ticket: &str,
) -> Result<HallRosterId, OfficeError> {
    may(&actor.roles, Act::ManageHalls)?;
    let line = read_turn(form, moment.today)?;
    let sending = Sending::of(
        office,
        actor,
        Recorded::HallsRoster.code(),
        ticket,
        &(window, form),
    )?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(HallRosterId(made));
        }
        let of = owned(&tx, actor.organ, window).await?;
        let id: HallRosterId = tx.next_id(moment);
        let row = hall_roster::ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            hall_id: Set(of.hall_id),
            window_id: Set(window),
            turn: Set(line.turn.code().to_owned()),
            person: Set(line.person.clone()),
            from_day: Set(line.from.to_string()),
            to_day: Set(line.to.map(|day| day.to_string())),
            ended_at: Set(None),
            created_at: Set(moment.millis()),
        };
        hall_roster::Entity::insert(row).exec(tx.on()).await?;
        sending.keep(&tx, moment, id.0).await?;
        let detail = Detail::none()
            .with(Key::Name, of.name)
            .with(Key::Basis, told(&line));
        audit::append(&tx, actor, moment, Recorded::HallsRoster, of.hall_id, detail).await?;
        Ok(id)
    })
}

/// Takes a line back, once.
pub async fn end_turn(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (window, id): (HallWindowId, HallRosterId),
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageHalls)?;
    transaction!(office, |tx| {
        let of = owned(&tx, actor.organ, window).await?;
        let query = hall_roster::Entity::find_by_id(id).filter(hall_roster::Column::WindowId.eq(window));
        let row = query.one(tx.on()).await?.ok_or(OfficeError::Missing)?;
        if row.ended_at.is_some() {
            return Ok(());
        }
        let words = told(&entry(row.clone())?.line);
        let mut row = row.into_active_model();
        row.ended_at = Set(Some(moment.millis()));
        row.update(tx.on()).await?;
        let detail = Detail::none().with(Key::Name, of.name).with(Key::Basis, words);
        audit::append(&tx, actor, moment, Recorded::HallsRosterEnd, of.hall_id, detail).await
    })
}
