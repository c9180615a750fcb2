//! Every act on an entry: recorded, corrected, revoked, struck. What it says now is in its row, what it said before in the log; what was
//! done to it and why stands in its history, a line each.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::codes::WhyNot;
use law::rulings::{Entry, Extent, may_revoke};
use law::signs::number_key;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::Ruling;
use super::evidence::{Evidence, Laid, keep, laid};
use super::list::of_year;
use super::read::{day, written};
use crate::audit::{self, Detail};
use crate::entity::ruling::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{RulingFileId, RulingId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::text;
use crate::versioned::{bump, held};

/// Records an entry; sent twice under one ticket it leads to what it made.
pub async fn record(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    entry: &Entry,
    file: Option<Evidence>,
    ticket: &str,
) -> Result<RulingId, OfficeError> {
    may(&actor.roles, Act::RecordRulings)?;
    let sending = Sending::of(office, actor, Recorded::RulingsRecord.code(), ticket, entry)?;
    let laid = laid(office, moment, file).await?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(RulingId(made));
        }
        refuse_doubled(&tx, actor, entry, None).await?;
        let file = kept(&tx, actor, moment, laid.as_ref()).await?;
        let id: RulingId = tx.next_id(moment);
        let mut row = new_row(actor, moment, entry, file);
        row.id = Set(id);
        Entity::insert(row).exec_without_returning(tx.on()).await?;
        log(&tx, actor, moment, Recorded::RulingsRecord, id, told(entry)).await?;
        sending.keep(&tx, moment, id.0).await?;
        Ok(id)
    })
}

/// A row of an entry that is new; its id is the caller's.
pub(super) fn new_row(
    actor: &Actor,
    moment: Moment,
    entry: &Entry,
    file: Option<RulingFileId>,
) -> ActiveModel {
    let mut row = written(entry);
    row.organ_id = Set(actor.organ);
    row.file_id = Set(file);
    row.revoked_on = Set(None);
    row.revoked_why = Set(None);
    row.struck_on = Set(None);
    row.struck_why = Set(None);
    row.history = Set(history("", actor, moment, "登记"));
    row.version = Set(1);
    row.created_at = Set(moment.millis());
    stamp(&mut row, actor, moment);
    row
}

/// Puts right what was recorded wrongly, with the reason; a new file takes the place of the one before, which stays in the register.
pub async fn correct(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (RulingId, i64),
    entry: &Entry,
    file: Option<Evidence>,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::RecordRulings)?;
    let reason = required(reason, "请写明更正的理由，理由将存档。")?;
    let laid = laid(office, moment, file).await?;
    transaction!(office, |tx| {
        let row = standing(&tx, actor, id, version).await?;
        let before = Ruling::try_from(row.clone())?;
        if let Some((on, _)) = before.revoked {
            OfficeError::of_fields(may_revoke(entry, on, moment.today).err().into_iter().collect())?;
        }
        if before.entry == *entry && laid.is_none() {
            return Err(OfficeError::invalid("", "内容没有改动，不用更正。"));
        }
        refuse_doubled(&tx, actor, entry, Some(id)).await?;
        let file = kept(&tx, actor, moment, laid.as_ref()).await?;
        let words = format!("更正（原登记：{}），理由：{reason}", said(&before.entry));
        let mut changed = written(entry);
        changed.id = Set(row.id);
        if file.is_some() {
            changed.file_id = Set(file);
        }
        changed.history = Set(history(&row.history, actor, moment, &words));
        changed.version = Set(row.version);
        bump(&mut changed.version);
        stamp(&mut changed, actor, moment);
        changed.update(tx.on()).await?;
        let detail = told(entry).with(Key::Before, said(&before.entry));
        log(&tx, actor, moment, Recorded::RulingsCorrect, id, detail).await
    })
}

/// Records from which day a decision was revoked, and by what; recorded again it takes the place of what was recorded before.
pub async fn revoke(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (RulingId, i64),
    on: Date,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::RecordRulings)?;
    let reason = required(reason, "请写明撤销的依据，例如复议决定、判决的文号。")?;
    transaction!(office, |tx| {
        let row = standing(&tx, actor, id, version).await?;
        let before = Ruling::try_from(row.clone())?;
        OfficeError::of_fields(
            may_revoke(&before.entry, on, moment.today)
                .err()
                .into_iter()
                .collect(),
        )?;
        let words = format!("登记被撤销，自 {on} 起，依据：{reason}");
        let mut changed = row.clone().into_active_model();
        changed.revoked_on = Set(Some(on.to_string()));
        changed.revoked_why = Set(Some(reason.clone()));
        changed.history = Set(history(&row.history, actor, moment, &words));
        bump(&mut changed.version);
        stamp(&mut changed, actor, moment);
        changed.update(tx.on()).await?;
        let detail = told(&before.entry).with(Key::On, on.to_string());
        log(&tx, actor, moment, Recorded::RulingsRevoke, id, detail).await
    })
}

/// Strikes an entry that should not stand: it no longer counts and stays readable with the reason.
pub async fn strike(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (RulingId, i64),
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::RecordRulings)?;
    let reason = required(reason, "请写明作废的理由，理由将存档。")?;
    transaction!(office, |tx| {
        let row = standing(&tx, actor, id, version).await?;
        let before = Ruling::try_from(row.clone())?;
        let mut changed = row.clone().into_active_model();
        changed.struck_on = Set(Some(moment.today.to_string()));
        changed.struck_why = Set(Some(reason.clone()));
        changed.history = Set(history(
            &row.history,
            actor,
            moment,
            &format!("作废，理由：{reason}"),
        ));
        bump(&mut changed.version);
        stamp(&mut changed, actor, moment);
        changed.update(tx.on()).await?;
        log(
            &tx,
            actor,
            moment,
            Recorded::RulingsStrike,
            id,
            told(&before.entry),
        )
        .await
    })
}

fn required(reason: &str, missing: &str) -> Result<String, OfficeError> {
    text::reason(reason).ok_or_else(|| OfficeError::invalid("reason", missing))
}

async fn kept(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    laid: Option<&Laid>,
) -> Result<Option<RulingFileId>, OfficeError> {
    match laid {
        Some(laid) => Ok(Some(keep(tx, actor, moment, laid).await?)),
        None => Ok(None),
    }
}

/// The row, as long as it was not struck.
async fn standing(tx: &Tx<'_>, actor: &Actor, id: RulingId, version: i64) -> Result<Model, OfficeError> {
    let row = held(tx, actor, id, version).await?;
    if row.struck_on.is_some() {
        return Err(OfficeError::invalid(
            "",
            "这条登记已经作废，不能再改；需要的，请重新登记。",
        ));
    }
    Ok(row)
}

/// Refuses what would count twice: a decision under its number, a summary of the same matter over the same days.
async fn refuse_doubled(
    tx: &Tx<'_>,
    actor: &Actor,
    entry: &Entry,
    own: Option<RulingId>,
) -> Result<(), OfficeError> {
    let of_kind = Column::Kind.eq(entry.kind.code());
    if let Extent::Single { number } = &entry.extent {
        let same = Entity::find()
            .filter(Column::OrganId.eq(actor.organ))
            .filter(of_kind)
            .filter(Column::NumberKey.eq(number_key(number)))
            .filter(Column::StruckOn.is_null())
            .one(tx.on())
            .await?;
        return match same.filter(|same| Some(same.id) != own) {
            Some(_) => Err(OfficeError::invalid("number", "这个文号已经登记过，请核对。")),
            None => Ok(()),
        };
    }
    let summaries = of_year(actor.organ, entry.on.year())
        .filter(of_kind)
        .filter(Column::SummaryFrom.is_not_null())
        .filter(Column::StruckOn.is_null());
    for row in summaries.all(tx.on()).await? {
        let (Some(from), to) = (&row.summary_from, &row.decided_on) else {
            continue;
        };
        if Some(row.id) != own && entry.doubles((&row.matter, day(from)?, day(to)?)) {
            let message = format!(
                "同一事项 {from} 至 {to} 的汇总数已经登记过，会重复计数；请改起止日，或者更正原来的登记。"
            );
            return OfficeError::of_fields(vec![WhyNot::new("from", message)]);
        }
    }
    Ok(())
}

/// The history with a line more.
fn history(before: &str, actor: &Actor, moment: Moment, words: &str) -> String {
    let line = text::line(&format!("{} {} {words}", moment.today, actor.name));
    if before.is_empty() {
        return line;
    }
    format!("{before}\n{line}")
}

/// What an entry says, for its history and for the log.
fn said(entry: &Entry) -> String {
    let extent = match &entry.extent {
        Extent::Single { number } => format!("{number}，{}", entry.on),
        Extent::Summary { from } => format!("{from} 至 {} 汇总", entry.on),
    };
    let amount = law::rulings::printed(entry.kind, entry.amount);
    let openness = entry.openness.map_or("", |one| one.label());
    let parts = [
        entry.kind.label().to_owned(),
        extent,
        entry.matter.clone(),
        format!("{amount} {}", entry.kind.unit()),
        openness.to_owned(),
        entry.basis.source.clone(),
        entry.basis.evidence.clone().unwrap_or_default(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("，")
}

fn told(entry: &Entry) -> Detail {
    Detail::none()
        .with(Key::Kind, entry.kind.label())
        .with(Key::On, entry.on.to_string())
}

fn stamp(row: &mut ActiveModel, actor: &Actor, moment: Moment) {
    row.changed_by = Set(actor.name.clone());
    row.changed_at = Set(moment.millis());
}

async fn log(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    act: Recorded,
    id: RulingId,
    detail: Detail,
) -> Result<(), OfficeError> {
    audit::append(tx, actor, moment, act, id, detail).await
}
