//! Filing a closed case (归档; 条例第四十五条: 登记、审核、办理、答复、归档): when, under which number, where its papers are.

use jiff::Timestamp;
use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::audit::Detail;
use crate::audit::{self, instant};
use crate::cases::looking::read::{get, of_organ};
use crate::cases::stored::{day, state};
use crate::entity::case_archive::{ActiveModel, Column, Entity};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::text::{line, optional};

/// Longest number and place, in characters.
const LONGEST: usize = 80;

/// Where the papers of a case are.
#[derive(Clone, Debug)]
pub struct Archived {
    pub on: Date,
    /// 档号
    pub reference: String,
    pub place: Option<String>,
    pub by: String,
    pub at: Timestamp,
}

/// How a case was filed; `None` when it was not.
pub async fn archived(office: &Office, actor: &Actor, case: CaseId) -> Result<Option<Archived>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    of_organ(office, actor.organ, case).await?;
    let Some(row) = Entity::find_by_id(case).one(office.on()).await? else {
        return Ok(None);
    };
    Ok(Some(Archived {
        on: day(&row.archived_on)?,
        reference: row.reference,
        place: row.place,
        by: row.archived_by,
        at: instant(row.recorded_at)?,
    }))
}

/// Files a closed case; done again it replaces what was said, and the log keeps both.
pub async fn archive(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    on: Date,
    reference: &str,
    place: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let (row, _) = of_organ(office, actor.organ, case).await?;
    let reference = line(reference);
    refuse_unfit(&row, moment, on, &reference, place)?;
    let standing = get(office, actor, moment, case).await?.standing;
    if let Some(until) = standing.announced_until.filter(|until| moment.today < *until) {
        let why = format!("答复以公告送达，公告期至 {until}，期满视为送达之后才能归档。");
        return Err(OfficeError::invalid("", why));
    }
    let history = &standing.history;
    if let Some(lost) = history.to_be_sent_again().first() {
        let why = format!("{}被退回，还没有重新送达，送达之后才能归档。", lost.words());
        return Err(OfficeError::invalid("", why));
    }
    transaction!(office, |tx| {
        let row = ActiveModel {
            case_id: Set(case),
            archived_on: Set(on.to_string()),
            reference: Set(reference.clone()),
            place: Set(optional(place)),
            account_id: Set(actor.account),
            archived_by: Set(actor.name.clone()),
            recorded_at: Set(moment.millis()),
        };
        let replaced = OnConflict::column(Column::CaseId)
            .update_columns([
                Column::ArchivedOn,
                Column::Reference,
                Column::Place,
                Column::AccountId,
                Column::ArchivedBy,
                Column::RecordedAt,
            ])
            .to_owned();
        Entity::insert(row)
            .on_conflict(replaced)
            .exec_without_returning(tx.on())
            .await?;
        let detail = Detail::none()
            .with(Key::On, on.to_string())
            .with(Key::Reference, reference.as_str())
            .with(Key::Place, optional(place));
        audit::append(&tx, actor, moment, Recorded::CasesArchive, case, detail).await
    })
}

/// Only a case that is closed is archived, not before it was decided, and under a number (归档).
fn refuse_unfit(
    row: &request_case::Model,
    moment: Moment,
    on: Date,
    reference: &str,
    place: &str,
) -> Result<(), OfficeError> {
    let mut wrong = Vec::new();
    let mut block = |field, message: String| wrong.push(WhyNot::new(field, message));
    if state(&row.state)?.is_open() {
        block("", "本件没有办结，办结后才能归档。".to_owned());
    }
    if on > moment.today {
        block("archived_on", "日期晚于今天，请核对。".to_owned());
    }
    if row
        .decided_on
        .as_deref()
        .map(day)
        .transpose()?
        .is_some_and(|decided| on < decided)
    {
        block("archived_on", "归档早于作出决定之日，请核对。".to_owned());
    }
    if reference.is_empty() {
        block("reference", "请填写档号。".to_owned());
    }
    for (field, text) in [("reference", reference), ("place", place)] {
        if text.chars().count() > LONGEST {
            block(field, format!("不超过 {LONGEST} 字。"));
        }
    }
    OfficeError::of_fields(wrong)
}
