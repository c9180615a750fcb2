//! 延期: asked for by whoever is responsible, granted or refused by another, once and while the period runs.

use law::audit::Recorded;
use law::matters::{Act as MatterAct, RuleName, What};
use law::staff::{Act, may};
use sea_orm::ActiveValue::Set;

use super::acts::{Seen, said, tell};
use super::hands::refuse_others;
use super::record::{Held, hold};
use super::row::change;
use super::rules;
use crate::audit::{self, Detail};
use crate::entity::matter;
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::reminders;
use crate::store::{Office, transaction};

/// 申请延期: whoever is responsible asks for so many days more.
pub async fn ask_extension(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    days: u16,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    let reason = said(reason, "reason", "请写明需要延期的理由。")?;
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        refuse_others(tx.on(), actor, &held.row).await?;
        held.refuse(MatterAct::Extended, moment, "days")?;
        if let Some(waiting) = held.row.extension_days {
            let why =
                format!("已经申请延期 {waiting} 日，等待批准；需要改动的，请审批人不批准之后重新申请。");
            return Err(OfficeError::invalid("days", why));
        }
        let most = held.standing.history.rule(RuleName::Extension, &rules);
        let most = most.map_or(0, |row| row.limit.days());
        if days == 0 || days > most {
            let why = format!("延长的天数应为 1 至 {most}。");
            return Err(OfficeError::invalid("days", why));
        }
        let heads = held.row.clone();
        change(&tx, held.row, moment, |row| {
            row.extension_days = Set(Some(i64::from(days)));
            row.extension_reason = Set(Some(reason.clone()));
            row.extension_by = Set(Some(actor.name.clone()));
        })
        .await?;
        reminders::ask_heads(&tx, moment, &heads, "申请延期答复，请审批").await?;
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::MattersAskExtension,
            seen.0,
            Detail::none(),
        )
        .await
    })
}

/// 批准延期: by another than who asked for it, while the period runs.
pub async fn grant_extension(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ApproveMatters)?;
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        let days = asked(&held, actor)?;
        let reason = held.row.extension_reason.clone();
        let what = What::Extended {
            days,
            approved_by: actor.name.clone(),
        };
        let told = what.told();
        let (row, _) = held
            .append(&tx, actor, moment, what, reason.as_deref(), ask_no_more)
            .await?;
        reminders::tell_asker(&tx, moment, &row, &told).await?;
        tell(&tx, moment, &row, row.owner_id, "延期已经批准").await?;
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::MattersExtend,
            seen.0,
            Detail::none(),
        )
        .await
    })
}

/// 不批准延期, with the reason; the period stays as it is.
pub async fn refuse_extension(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ApproveMatters)?;
    let reason = said(reason, "reason", "请写明不批准的理由。")?;
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        asked(&held, actor)?;
        let row = held.row.clone();
        change(&tx, held.row, moment, |row| {
            ask_no_more(row);
            row.extension_reason = Set(Some(format!("{}未批准：{reason}", actor.name)));
        })
        .await?;
        tell(&tx, moment, &row, row.owner_id, "延期没有批准").await?;
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::MattersRefuseExtension,
            seen.0,
            Detail::none(),
        )
        .await
    })
}

fn ask_no_more(row: &mut matter::ActiveModel) {
    row.extension_days = Set(None);
    row.extension_reason = Set(None);
    row.extension_by = Set(None);
}

/// The days that are asked for; nobody grants their own.
fn asked(held: &Held<'_>, actor: &Actor) -> Result<u16, OfficeError> {
    let days = held.row.extension_days.and_then(|days| u16::try_from(days).ok());
    let Some(days) = days else {
        return Err(OfficeError::invalid("", "没有待批准的延期申请。"));
    };
    if actor.account.is_some() && held.row.owner_id == actor.account {
        return Err(OfficeError::invalid(
            "",
            "不能批准本人申请的延期，请由其他负责人批准。",
        ));
    }
    Ok(days)
}
