//! A reply that a reconsideration or a judgment orders: the case is taken up again. What the reply before was decided by stays
//! with its letter, and its enclosures and its file stay as they were signed; the new one is decided from the beginning.

use jiff::civil::Date;
use law::cases::{Act, Event, ReplyOrder, Rules, Standing, State, What};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::record::{Recording, take_in};
use crate::cases::letters::{LetterState, kind};
use crate::cases::looking::read::{Entry, events};
use crate::entity::{application, case_event, case_letter, dispute, request_case};
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::{Actor, Moment};
use crate::reminders;
use crate::store::Tx;

/// Records on the case what a dispute over it ordered, within the act that records the result.
pub(crate) async fn order_reply(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &Rules,
    case: CaseId,
    (received_on, order): (Date, ReplyOrder),
) -> Result<Standing, OfficeError> {
    let row = request_case::Entity::find_by_id(case).one(tx.on()).await?;
    let version = row.ok_or(OfficeError::Missing)?.version;
    let recording = Recording {
        on: received_on,
        despite: "依决定书、判决书登记".to_owned(),
        ..Recording::today(moment, What::ReplyOrdered(order))
    };
    let taken = take_in(tx, actor, moment, rules, case, version, &recording).await;
    taken.map_err(|error| match error {
        // The case's own words, at the field of the dispute that asked for it.
        OfficeError::Invalid(why) => OfficeError::Invalid(
            why.into_iter()
                .map(|why| law::codes::WhyNot {
                    field: "ordered",
                    ..why
                })
                .collect(),
        ),
        other => other,
    })
}

/// Whether anything was decided on the case that a dispute may take back: a reply, what a third party was told, a letter on a record.
pub(crate) async fn has_decided(tx: &Tx<'_>, case: CaseId) -> Result<bool, OfficeError> {
    let entries = events(tx.on(), case).await?;
    let decides = |entry: &Entry| {
        matches!(
            entry.event.what,
            What::Replied { .. } | What::OverrideNotified { .. }
        )
    };
    if entries.iter().any(decides) {
        return Ok(true);
    }
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.eq(LetterState::Delivered.code()))
        .all(tx.on())
        .await?;
    for row in rows {
        let kind = kind(&row)?;
        if kind.is_decision() || kind.is_of_record() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether an order of that dispute is on the record of its case.
pub(crate) async fn is_order_on_record(tx: &Tx<'_>, row: &dispute::Model) -> Result<bool, OfficeError> {
    let Some(case) = row.case_id else {
        return Ok(false);
    };
    let rows = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(case))
        .filter(case_event::Column::Act.eq(Act::ReplyOrdered.code()))
        .all(tx.on())
        .await?;
    for event in rows {
        let event: Event = serde_json::from_str(&event.event)
            .map_err(|error| OfficeError::Damaged(format!("case_event：{error}")))?;
        if is_of(&event, row) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether an event is what that dispute ordered: by its road, and the day its paper bears.
fn is_of(event: &Event, row: &dispute::Model) -> bool {
    let What::ReplyOrdered(order) = &event.what else {
        return false;
    };
    order.route.code() == row.route && row.ended_on.as_deref() == Some(order.dated.to_string().as_str())
}

/// What follows on the case as it was, before its row is refreshed: its people are told, and a decision that was carried out
/// goes with its letter.
pub(super) async fn taken_up(
    tx: &Tx<'_>,
    moment: Moment,
    before: &request_case::Model,
    standing: &Standing,
) -> Result<(), OfficeError> {
    let application = application::Entity::find_by_id(before.application_id)
        .one(tx.on())
        .await?;
    if application.is_none_or(|one| one.anonymised_at.is_some()) {
        let why = "本件已过保存期限，申请人信息已匿名，不能再答复；请另行登记申请办理。";
        return Err(OfficeError::invalid("on", why));
    }
    if before.state == State::Delivered.code() {
        keep_decision(tx, before).await?;
    }
    let due_on = standing.awaited_clock().map(|clock| clock.due_on);
    reminders::announce_order(tx, moment, before, due_on).await
}

/// The decision goes with the reply that was made from it. Where that was no letter of ours there is nothing it could go
/// with, and it stays.
async fn keep_decision(tx: &Tx<'_>, case: &request_case::Model) -> Result<(), OfficeError> {
    let Some(decision) = &case.decision else {
        return Ok(());
    };
    let Some(reply) = last_reply(tx, case.id).await? else {
        return Ok(());
    };
    let mut kept = reply.into_active_model();
    kept.decision = Set(Some(decision.clone()));
    kept.update(tx.on()).await?;
    set_decision(tx, case.id, None).await
}

/// An order that was recorded wrongly is struck: the case is over again, by the decision it was over by. Refused while
/// another reply is in work.
pub(super) async fn struck(
    tx: &Tx<'_>,
    case: &request_case::Model,
    stated: &Event,
) -> Result<(), OfficeError> {
    let unsigned = [LetterState::Draft.code(), LetterState::Submitted.code()];
    let letters = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case.id))
        .filter(case_letter::Column::State.is_in(unsigned))
        .all(tx.on())
        .await?;
    for letter in letters {
        if kind(&letter)?.is_reply() {
            let why = "本件有在办的答复书，请先作废它，再撤销责令答复的登记。";
            return Err(OfficeError::invalid("on", why));
        }
    }
    if let Some(reply) = last_reply(tx, case.id).await?
        && let Some(decision) = reply.decision.clone()
    {
        let mut kept = reply.into_active_model();
        kept.decision = Set(None);
        kept.update(tx.on()).await?;
        set_decision(tx, case.id, Some(decision)).await?;
    }
    let disputes = dispute::Entity::find()
        .filter(dispute::Column::CaseId.eq(case.id))
        .all(tx.on())
        .await?;
    for row in disputes.into_iter().filter(|row| is_of(stated, row)) {
        let mut asked_again = row.into_active_model();
        asked_again.has_ordered = Set(None);
        asked_again.update(tx.on()).await?;
    }
    Ok(())
}

/// The last reply of a case that was signed.
async fn last_reply(tx: &Tx<'_>, case: CaseId) -> Result<Option<case_letter::Model>, OfficeError> {
    let signed = [LetterState::Signed.code(), LetterState::Delivered.code()];
    let letters = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.is_in(signed))
        .order_by_desc(case_letter::Column::Id)
        .all(tx.on())
        .await?;
    for letter in letters {
        if kind(&letter)?.is_reply() {
            return Ok(Some(letter));
        }
    }
    Ok(None)
}

async fn set_decision(tx: &Tx<'_>, case: CaseId, decision: Option<String>) -> Result<(), OfficeError> {
    use request_case::Column;
    request_case::Entity::update_many()
        .col_expr(Column::Decision, Expr::value(decision))
        .filter(Column::Id.eq(case))
        .exec(tx.on())
        .await?;
    Ok(())
}
