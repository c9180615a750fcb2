//! What a mended event takes with it: the letter, the fee and the order that it stands for, how the application came in, and
//! the other cases of the same application.

use law::cases::{Act as CaseAct, Event, OnTheWay, Rules, Standing, What};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
};

use super::{Mark, Rewritten, event_of, keep, rows, write};
use crate::cases::acts::order;
use crate::cases::acts::own_work::refuse_own_work;
use crate::cases::letters::{LetterState, Sent, went_out_after_all};
use crate::cases::looking::read::{Entry, events};
use crate::cases::row::refresh;
use crate::entity::{application, case_letter, fee_notice, request_case};
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::{Actor, Moment};
use crate::store::Tx;
use crate::versioned::bump;

/// A mended receipt changes how and when the application came in.
pub(super) async fn follow_receipt(
    tx: &Tx<'_>,
    row: &request_case::Model,
    now: &Event,
) -> Result<(), OfficeError> {
    let What::Received { channel, .. } = &now.what else {
        return Ok(());
    };
    let application = application::Entity::find_by_id(row.application_id)
        .one(tx.on())
        .await?;
    let mut changed = application.ok_or(OfficeError::Missing)?.into_active_model();
    changed.channel = Set(channel.code().to_owned());
    changed.arrived_on = Set(now.on.to_string());
    changed.update(tx.on()).await?;
    Ok(())
}

/// A letter that went out brought the event about: its day of delivery follows, and nothing of it is struck.
pub(super) async fn follow_letter(
    tx: &Tx<'_>,
    moment: Moment,
    case: CaseId,
    mended: &Rewritten,
) -> Result<(), OfficeError> {
    let (seq, stated, now) = (mended.stored.seq, &mended.stated, mended.now.as_ref());
    let act = stated.what.act();
    if let (What::Undelivered(lost), None) = (&stated.what, now) {
        return follow_found(tx, moment, case, seq, lost).await;
    }
    let letters = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.is_in([LetterState::Signed.code(), LetterState::Delivered.code()]))
        .all(tx.on())
        .await?;
    let day = stated.on.to_string();
    for letter in letters {
        let kind = crate::cases::letters::kind(&letter)?;
        let is_reply = kind.act() == Some(CaseAct::Replied);
        let sent: Option<Sent> = letter.delivery.as_deref().map(delivery_of).transpose()?;
        // Of two letters of one kind and day each made its own event; those of before are told by their day.
        let made = sent.as_ref().and_then(|sent| sent.event);
        let delivered =
            made.is_none_or(|made| made == seq) && letter.delivered_on.as_deref() == Some(day.as_str());
        let is_behind = match act {
            CaseAct::Replied => is_reply,
            CaseAct::Delivered => is_reply && delivered,
            act => kind.act() == Some(act) && delivered,
        };
        if !is_behind {
            continue;
        }
        let number = letter.number.clone().unwrap_or_default();
        let (Some(now), true) = (now, act != CaseAct::Replied) else {
            let why = format!("这项登记由文书 {number} 签发、送达产生，不能撤销；签发之日也不能改。");
            return Err(OfficeError::invalid("on", why));
        };
        if sent
            .and_then(|sent| sent.reached_on)
            .is_some_and(|reached| reached < now.on)
        {
            let why = "送出之日晚于登记的对方收到之日，请先在该文书的页面更正对方收到之日。";
            return Err(OfficeError::invalid("on", why));
        }
        let mut changed = letter.into_active_model();
        changed.delivered_on = Set(Some(now.on.to_string()));
        bump(&mut changed.version);
        changed.changed_at = Set(moment.millis());
        changed.update(tx.on()).await?;
        return Ok(());
    }
    Ok(())
}

/// That a letter came back is struck while nothing was done upon it: it went out as it first did. Sent once more, it did.
async fn follow_found(
    tx: &Tx<'_>,
    moment: Moment,
    case: CaseId,
    seq: i64,
    lost: &OnTheWay,
) -> Result<(), OfficeError> {
    let timeline = events(tx.on(), case).await?;
    let is_sent_again = |entry: &Entry| {
        let sent = OnTheWay::of(&entry.event);
        entry.seq > seq
            && sent.is_some_and(|sent| {
                (sent.letter, &sent.name, &sent.number) == (lost.letter, &lost.name, &lost.number)
            })
    };
    if timeline.iter().any(is_sent_again) {
        let why = "文书退回之后已经重新送达，退回的登记不能撤销；重新送达登记有误的，请先更正那一项。";
        return Err(OfficeError::invalid("on", why));
    }
    went_out_after_all(tx, moment, case, &timeline, lost).await
}

/// What an order did to its case is undone with it.
pub(super) async fn follow_order(
    tx: &Tx<'_>,
    row: &request_case::Model,
    mended: &Rewritten,
) -> Result<(), OfficeError> {
    if mended.now.is_none() && mended.stated.what.act() == CaseAct::ReplyOrdered {
        order::struck(tx, row, &mended.stated).await?;
    }
    Ok(())
}

/// The fee's ledger follows its events.
pub(super) async fn follow_fee(
    tx: &Tx<'_>,
    case: CaseId,
    stated: &Event,
    now: Option<&Event>,
) -> Result<(), OfficeError> {
    let is_notice = matches!(stated.what, What::FeeNotified { .. });
    if !is_notice && stated.what.act() != CaseAct::FeePaid {
        return Ok(());
    }
    let query = fee_notice::Entity::find().filter(fee_notice::Column::CaseId.eq(case));
    let Some(row) = query.one(tx.on()).await? else {
        return Ok(());
    };
    // A second notice or payment has no effect, and no row in the ledger.
    let kept = if is_notice {
        Some(row.noticed_on.as_str())
    } else {
        row.paid_on.as_deref()
    };
    if kept != Some(stated.on.to_string().as_str()) {
        return Ok(());
    }
    if now.is_none() && row.deposited_on.is_some() {
        return Err(OfficeError::invalid("on", "费用已经登记缴入国库，不能撤销。"));
    }
    let on = now.map(|now| now.on.to_string());
    match (is_notice, on) {
        (true, None) => {
            row.delete(tx.on()).await?;
        }
        (true, Some(on)) => {
            let mut changed = row.into_active_model();
            changed.noticed_on = Set(on);
            changed.update(tx.on()).await?;
        }
        (false, on) => {
            let mut changed = row.into_active_model();
            changed.paid_on = Set(on);
            changed.update(tx.on()).await?;
        }
    }
    Ok(())
}

pub(super) fn delivery_of(text: &str) -> Result<Sent, OfficeError> {
    serde_json::from_str(text).map_err(|error| OfficeError::Damaged(format!("case_letter.delivery：{error}")))
}

/// The other cases of the same application came in with it: their receipt is mended alike.
pub(super) async fn siblings(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &Rules,
    row: &request_case::Model,
    mark: &Mark<'_>,
) -> Result<(), OfficeError> {
    let others = request_case::Entity::find()
        .filter(request_case::Column::ApplicationId.eq(row.application_id))
        .filter(request_case::Column::Id.ne(row.id))
        .all(tx.on())
        .await?;
    for other in others {
        let mut events = rows(tx, other.id).await?;
        let stated: Vec<Event> = events
            .iter()
            .map(|row| event_of(&row.event))
            .collect::<Result<_, _>>()?;
        let Some(first) = events.first().cloned() else {
            continue;
        };
        if event_of(&first.event)? != *mark.stated {
            continue;
        }
        events.remove(0);
        let mut history: Vec<Event> = mark.now.into_iter().cloned().collect();
        for event in &events {
            history.push(event_of(&event.event)?);
        }
        let standing = Standing::of(&history, rules, moment.today)
            .map_err(|error| OfficeError::invalid("on", format!("{}：更正之后{error}", other.number)))?;
        let before = Standing::of(&stated, rules, moment.today)
            .map_err(|error| OfficeError::Damaged(error.to_string()))?;
        let is_own = first.account_id == actor.account || other.assigned_to == actor.account;
        refuse_own_work(actor, is_own, &before, &standing)?;
        let mark = Mark {
            case: other.id,
            stated_proof: None,
            ..*mark
        };
        keep(tx, actor, moment, &mark).await?;
        write(tx, first, mark.now).await?;
        refresh(tx, other, moment, &standing).await?;
    }
    Ok(())
}
