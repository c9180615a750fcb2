//! How a dispute ended, and what that orders: a reply on the case it was about (行政复议法第六十四条、第六十六条; 行政诉讼法第七十条、
//! 第七十二条), recorded with the result or afterwards.

use law::audit::{Key, Recorded};
use law::disputes::{Dispute, Ordered, takes_back_nothing};
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::write::{log, refuse_at, stamp};
use super::{Ended, dispute};
use crate::audit::Detail;
use crate::cases::{case_rules, has_decided, order_reply};
use crate::entity::dispute::Model;
use crate::error::OfficeError;
use crate::ids::{CaseId, DisputeId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::versioned::{bump, held};

/// Records how it ended and when, with what was ordered; `version` is the one that was read.
pub async fn end(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (DisputeId, i64),
    ended: &Ended,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let rules = case_rules(office, actor.organ).await?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let known = dispute(&row)?;
        if known.ended.is_some() {
            return Err(OfficeError::invalid(
                "ended_on",
                "已登记过结果；登记有误的，请用“更正”。",
            ));
        }
        let next = Dispute {
            ended: Some((ended.ending, ended.on)),
            ..known
        };
        refuse_at(&next, moment, "ended_on")?;
        refuse_taking_back_nothing(&tx, row.case_id, &next).await?;
        let ordered = ended.ordered.as_ref();
        order_on_case(&tx, actor, moment, &rules, (&row, &next), ordered).await?;
        let mut changed = row.into_active_model();
        changed.ending = Set(Some(ended.ending.code().to_owned()));
        changed.ended_on = Set(Some(ended.on.to_string()));
        changed.has_ordered = Set(has_ordered(ordered));
        bump(&mut changed.version);
        stamp(&mut changed, actor, moment);
        changed.update(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::On, ended.on.to_string())
            .with(Key::Ending, ended.ending.code())
            .with(Key::Ordered, has_ordered(ordered).map(yes_or_no));
        log(&tx, actor, moment, Recorded::DisputesEnd, id, detail).await
    })
}

/// Says of a result on record what it ordered: it was not asked then, or answered wrongly.
pub async fn order(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (DisputeId, i64),
    ordered: &Ordered,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let rules = case_rules(office, actor.organ).await?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let known = dispute(&row)?;
        if row.has_ordered == Some(true) {
            let why = "已经登记过责令答复；登记有误的，请在申请的办理记录中更正。";
            return Err(OfficeError::invalid("ordered", why));
        }
        if known.ended.is_none() {
            return Err(OfficeError::invalid("ordered", "尚未登记结果，请先登记结果。"));
        }
        order_on_case(&tx, actor, moment, &rules, (&row, &known), Some(ordered)).await?;
        let mut changed = row.into_active_model();
        changed.has_ordered = Set(has_ordered(Some(ordered)));
        bump(&mut changed.version);
        stamp(&mut changed, actor, moment);
        changed.update(tx.on()).await?;
        let detail = Detail::none().with(Key::Ordered, has_ordered(Some(ordered)).map(yes_or_no));
        log(&tx, actor, moment, Recorded::DisputesOrder, id, detail).await
    })
}

/// A result takes nothing back where nothing was decided.
pub(super) async fn refuse_taking_back_nothing(
    tx: &Tx<'_>,
    case: Option<CaseId>,
    next: &Dispute,
) -> Result<(), OfficeError> {
    let Some(((ending, _), case)) = next.ended.zip(case) else {
        return Ok(());
    };
    let has_decided = has_decided(tx, case).await?;
    OfficeError::of_fields(takes_back_nothing(ending, has_decided).into_iter().collect())
}

/// The order on the case, where one is given; refused where it does not fit the result.
async fn order_on_case(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &law::cases::Rules,
    (row, next): (&Model, &Dispute),
    ordered: Option<&Ordered>,
) -> Result<(), OfficeError> {
    let Some(ended) = next.ended else {
        return Ok(());
    };
    let faults = next.order_faults(ended, ordered, row.case_id.is_some(), moment.today);
    OfficeError::of_fields(faults)?;
    let (Some(Ordered::Reply(new)), Some(case)) = (ordered, row.case_id) else {
        return Ok(());
    };
    let order = new.order(next, &row.authority, ended);
    order_reply(tx, actor, moment, rules, case, (new.received_on, order)).await?;
    Ok(())
}

fn has_ordered(ordered: Option<&Ordered>) -> Option<bool> {
    ordered.map(|ordered| matches!(ordered, Ordered::Reply(_)))
}

const fn yes_or_no(is_so: bool) -> &'static str {
    if is_so { "是" } else { "否" }
}
