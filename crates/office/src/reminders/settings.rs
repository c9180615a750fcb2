//! What an organ has settled for its reminders: the digest and its time, the mail on arrival, where the desk is opened.

use jiff::civil::Time;
use law::audit::{Key, Recorded};
use law::reminders::time_of_day;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use crate::audit::{self, Detail};
use crate::entity::account;
use crate::entity::reminder_settings::{ActiveModel, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{AccountId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::text::{line, optional};
use crate::versioned::{bump, unchanged_or_new};
use law::codes::WhyNot;

/// An organ's reminders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminders {
    /// 每日提醒
    pub has_digest: bool,
    /// From when on a working day's digest goes out, by the clock in China.
    pub digest_at: Time,
    /// 收到网上申请时即时提醒
    pub has_arrivals: bool,
    /// 有进展时通知申请人
    pub has_progress: bool,
    /// Where the desk is opened, such as `https://desk.example.gov.cn`: mails and calendars lead there.
    pub desk_address: Option<String>,
    /// Who is told of what is overdue; whoever signs where nobody is named.
    pub head: Option<AccountId>,
    /// 0 while nothing was settled.
    pub version: i64,
}

impl Default for Reminders {
    fn default() -> Self {
        Self {
            has_digest: true,
            digest_at: Time::constant(8, 0, 0, 0),
            has_arrivals: true,
            has_progress: true,
            desk_address: None,
            head: None,
            version: 0,
        }
    }
}

impl Reminders {
    /// `08:00`
    pub fn digest_at_text(&self) -> String {
        self.digest_at.strftime("%H:%M").to_string()
    }

    /// The full address of a page of the desk, where the desk's own is known.
    pub fn link(&self, path: &str) -> Option<String> {
        self.desk_address
            .as_ref()
            .map(|address| format!("{address}{path}"))
    }
}

/// What can be typed into the settings.
#[derive(Clone, Debug, Default)]
pub struct ReminderForm {
    pub has_digest: bool,
    pub digest_at: String,
    pub has_arrivals: bool,
    pub has_progress: bool,
    pub desk_address: String,
    /// One of [`heads`].
    pub head: Option<AccountId>,
}

/// The organ's reminders; the defaults where it has settled nothing: a digest at 08:00, a mail on arrival, notices to applicants.
pub async fn settings(office: &Office, actor: &Actor) -> Result<Reminders, OfficeError> {
    may(&actor.roles, Act::ManageJobs)?;
    of_organ(office.on(), actor.organ).await
}

/// Who may be named as the head: the people of the organ whose account is open, by name.
pub async fn heads(office: &Office, actor: &Actor) -> Result<Vec<(AccountId, String)>, OfficeError> {
    may(&actor.roles, Act::ManageJobs)?;
    let rows = account::Entity::find()
        .filter(account::Column::OrganId.eq(actor.organ))
        .filter(account::Column::DisabledAt.is_null())
        .order_by_asc(account::Column::Id)
        .all(office.on())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The full address of a page of the desk, where the desk's own is known; for whoever has an account in the organ, whatever
/// its roles.
pub async fn desk_link(office: &Office, actor: &Actor, path: &str) -> Result<Option<String>, OfficeError> {
    Ok(of_organ(office.on(), actor.organ).await?.link(path))
}

/// From when on a working day an organ's reminders go out.
pub(crate) async fn digest_time(on: &impl ConnectionTrait, organ: OrganId) -> Result<Time, OfficeError> {
    Ok(of_organ(on, organ).await?.digest_at)
}

pub(super) async fn of_organ(on: &impl ConnectionTrait, organ: OrganId) -> Result<Reminders, OfficeError> {
    match Entity::find_by_id(organ).one(on).await? {
        Some(row) => read(row),
        None => Ok(Reminders::default()),
    }
}

fn read(row: Model) -> Result<Reminders, OfficeError> {
    let damaged = || OfficeError::Damaged(format!("reminder_settings.digest_at，机关 {}", row.organ_id));
    Ok(Reminders {
        digest_at: time_of_day(&row.digest_at).ok_or_else(damaged)?,
        has_digest: row.has_digest,
        has_arrivals: row.has_arrivals,
        has_progress: row.has_progress,
        head: row.head_id,
        desk_address: row.desk_address,
        version: row.version,
    })
}

/// Settles them anew; `version` is the one that was read.
pub async fn save_settings(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    version: i64,
    form: &ReminderForm,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageJobs)?;
    let (digest_at, desk_address) = checked(form)?;
    if let Some(head) = form.head
        && !heads(office, actor).await?.iter().any(|(id, _)| *id == head)
    {
        return Err(OfficeError::invalid("head", "没有这个人，请重新选择。"));
    }
    transaction!(office, |tx| {
        let before = Entity::find_by_id(actor.organ).one(tx.on()).await?;
        unchanged_or_new(before.as_ref(), version)?;
        let mut counted = Set(version);
        bump(&mut counted);
        let row = ActiveModel {
            organ_id: Set(actor.organ),
            has_digest: Set(form.has_digest),
            digest_at: Set(digest_at.strftime("%H:%M").to_string()),
            has_arrivals: Set(form.has_arrivals),
            has_progress: Set(form.has_progress),
            desk_address: Set(desk_address.clone()),
            head_id: Set(form.head),
            version: counted,
        };
        match before {
            Some(before) => {
                let mut changed = before.into_active_model();
                changed.has_digest = row.has_digest;
                changed.digest_at = row.digest_at;
                changed.has_arrivals = row.has_arrivals;
                changed.has_progress = row.has_progress;
                changed.desk_address = row.desk_address;
                changed.head_id = row.head_id;
                changed.version = row.version;
                changed.update(tx.on()).await?;
            }
            None => {
                Entity::insert(row).exec(tx.on()).await?;
            }
        }
        let detail = Detail::none()
            .with(Key::Daily, form.has_digest)
            .with(Key::DigestAt, digest_at.strftime("%H:%M").to_string())
            .with(Key::Arrivals, form.has_arrivals)
            .with(Key::Progress, form.has_progress)
            .with(Key::Head, form.head.map(|head| head.0));
        audit::append(&tx, actor, moment, Recorded::RemindersSet, actor.organ, detail).await
    })
}

fn checked(form: &ReminderForm) -> Result<(Time, Option<String>), OfficeError> {
    let mut fields = Vec::new();
    let mut wrong = |field, message: &str| {
        fields.push(WhyNot::new(field, message));
    };
    let digest_at = time_of_day(&form.digest_at);
    if digest_at.is_none() {
        wrong("digest_at", "请按“时:分”填写 24 小时制的时间，例如 08:00。");
    }
    let address = line(&form.desk_address);
    let address = address.trim_end_matches('/');
    let is_web = address.starts_with("http://") || address.starts_with("https://");
    if !address.is_empty() && (!is_web || address.contains([' ', '?', '#'])) {
        wrong(
            "desk_address",
            "请填写以 http:// 或 https:// 开头的网址，不带路径，例如 https://desk.example.gov.cn；不知道时留空。",
        );
    }
    OfficeError::of_fields(fields)?;
    Ok((digest_at.unwrap_or_default(), optional(address)))
}
