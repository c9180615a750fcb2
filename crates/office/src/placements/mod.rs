//! Placements (发布去向, M6): one row for each edition at each outlet beside the site: asked, done, seen, withdrawn, each instant with its
//! proof. Here an outlet is a person with a task: whoever places something copies it, sends it by hand and says where it stands. What
//! an event makes of a placement is `law::outlets`; how far the public sees one is told by [`linked`].

mod account;
mod acts;
mod article;
mod ask;
mod enter;
mod outlets;
mod read;
mod row;

use jiff::Timestamp;
use jiff::civil::Date;
use law::codes::WhyNot;
use law::counts::Origin;
use law::outlets::{OutletKind, Push, Standing, What};

use crate::cases::stored_day;
use crate::entity::placement;
use crate::error::OfficeError;
use crate::ids::{DocumentId, EditionId, OutletId, PlacementId};
use crate::moment::Moment;

pub use account::{AccountForm, OfficialAccount, account, save_account, save_menu};
pub use acts::{
    Attempt, Backfill, Checked, DoneForm, GoneForm, ask_back, check, record_attempt, record_done,
    record_gone, take,
};
pub(crate) use article::at_the_gate;
pub use article::{Rendered, rendered};
pub(crate) use ask::{ask_for, ask_for_all_back};
pub use enter::{EntryForm, enter};
pub use outlets::{Outlet, OutletForm, add_outlet, outlets, save_outlet};
pub(crate) use outlets::{known, listed};
pub use read::{ArticleFilter, Waiting, get, linked, of_document, register, silence, waiting, waiting_count};

/// A placement as it stands.
#[derive(Clone, Debug)]
pub struct PlacementRow {
    pub id: PlacementId,
    pub outlet: Option<OutletId>,
    /// Its outlet's name, or where it was done.
    pub outlet_name: String,
    pub kind: OutletKind,
    pub document: Option<DocumentId>,
    pub edition: Option<EditionId>,
    pub title: String,
    /// The column its document stands in.
    pub column: Option<String>,
    pub origin: Origin,
    pub source: Option<String>,
    pub approval: Option<String>,
    pub place: Option<String>,
    pub standing: Standing,
    pub push: Option<Push>,
    pub push_place: Option<i64>,
    pub link: Option<String>,
    pub proof: Option<String>,
    pub placed_on: Option<Date>,
    pub asked_at: Timestamp,
    pub seen_at: Option<Timestamp>,
    pub seen_by: Option<String>,
    pub gone_at: Option<Timestamp>,
    pub version: i64,
}

/// What happened to a placement.
#[derive(Clone, Debug)]
pub struct PlacementEvent {
    pub what: What,
    pub by: String,
    pub at: Timestamp,
}

impl PlacementRow {
    /// A row, with the name of its outlet.
    fn of(row: placement::Model, outlet_name: String) -> Result<Self, OfficeError> {
        let id = row.id;
        let damaged = |what: &str| damaged("placement", id.0, what);
        let instant = |millis: i64| Timestamp::from_millisecond(millis).map_err(|_error| damaged("instant"));
        let maybe = |millis: Option<i64>| millis.map(instant).transpose();
        Ok(Self {
            id,
            outlet: row.outlet_id,
            outlet_name,
            kind: OutletKind::from_code(&row.kind).ok_or_else(|| damaged("kind"))?,
            document: row.document_id,
            edition: row.edition_id,
            title: row.title,
            column: None,
            origin: Origin::from_code(&row.origin).ok_or_else(|| damaged("origin"))?,
            source: row.source,
            approval: row.approval,
            place: row.place,
            standing: Standing::from_code(&row.standing).ok_or_else(|| damaged("standing"))?,
            push: row.push.as_deref().and_then(Push::from_code),
            push_place: row.push_place,
            link: row.link,
            proof: row.proof,
            placed_on: row.placed_on.as_deref().map(stored_day).transpose()?,
            asked_at: instant(row.asked_at)?,
            seen_at: maybe(row.seen_at)?,
            seen_by: row.seen_by,
            gone_at: maybe(row.gone_at)?,
            version: row.version,
        })
    }
}

/// A row that holds what the law does not know.
fn damaged(table: &str, row: i64, what: &str) -> OfficeError {
    OfficeError::Damaged(format!("{table}.{what}，第 {row} 行"))
}

/// A day that is typed for something that was done: today where nothing is typed, and never one to come.
fn day_done(typed: &str, moment: Moment) -> Option<Date> {
    match crate::text::line(typed).as_str() {
        "" => Some(moment.today),
        typed => law::calendar::typed_day(typed).filter(|day| *day <= moment.today),
    }
}

/// What is wrong with the day: what renders a document was asked for when that was approved, and goes out no earlier.
fn wrong_day(row: &placement::Model, placed_on: Option<Date>) -> Result<Option<WhyNot>, OfficeError> {
    let Some(day) = placed_on else {
        let message = "请按“年-月-日”填写发布日期，不晚于今天。";
        return Ok(Some(WhyNot::new("placed_on", message)));
    };
    let asked_on = law::codes::Moment::from(crate::audit::instant(row.asked_at)?).on;
    let is_early = row.edition_id.is_some() && day < asked_on;
    Ok(is_early.then(|| {
        let message = format!("这一篇 {asked_on} 才审定要求发布，发布日期不会更早，请核对；此前已经发出的，在“登记其他发布”中登记。");
        WhyNot::new("placed_on", message)
    }))
}
