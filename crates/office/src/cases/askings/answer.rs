//! A unit's answer: by its own account, by its link, or taken down by the clerk (telephone, paper). One answer to an asking;
//! a clerk who needs another asks again.

use law::audit::{Key, Recorded};
use law::cases::askings::{AnswerWay, AskingState, UnitAnswer};
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::link::end_all;
use super::{case_of, is_of_unit, seen_by};
use crate::audit::{self, Detail};
use crate::cases::letters::json_of;
use crate::cases::stored::day;
use crate::cases::typed::refuse_secrets;
use crate::entity::{application, asking};
use crate::error::OfficeError;
use crate::ids::AskingId;
use crate::moment::{Actor, Moment};
use crate::reminders;
use crate::store::{Office, Tx, transaction};

/// An answer on its way in.
#[derive(Clone, Debug)]
pub struct Answering {
    pub answer: UnitAnswer,
    /// The asking as it was read.
    pub version: i64,
}

/// Keeps the answer of a unit: given by an account that answers for it, or taken down by a clerk.
pub async fn answer(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AskingId,
    answering: &Answering,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SeeDesk)?;
    let row = seen_by(office, actor, id).await?;
    let way = if is_of_unit(office.on(), actor, row.unit_id).await? {
        AnswerWay::Desk
    } else {
        may(&actor.roles, Act::HandleCases)?;
        AnswerWay::Recorded
    };
    transaction!(office, |tx| {
        take(&tx, actor, moment, id, way, answering).await
    })
}

/// Keeps it within an act; whoever calls has asked for the permission or the link.
pub(super) async fn take(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    id: AskingId,
    way: AnswerWay,
    answering: &Answering,
) -> Result<(), OfficeError> {
    let row = still_open(tx, actor, id).await?;
    crate::versioned::unchanged(&row, answering.version)?;
    let case = case_of(tx.on(), &row).await?;
    let application = application::Entity::find_by_id(case.application_id)
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let given = &answering.answer;
    OfficeError::of_fields(given.wrong(day(&application.arrived_on)?, moment.today))?;
    for (field, text) in [
        ("holding", &given.holding),
        ("reason", &given.reason),
        ("result", &given.search.result),
        ("keywords", &given.search.keywords),
        ("systems", &given.search.systems),
    ] {
        refuse_secrets(text, field)?;
    }
    let unit = row.unit_name.clone();
    let mut changed = row.into_active_model();
    changed.state = Set(AskingState::Answered.code().to_owned());
    changed.answer = Set(Some(json_of(given)?));
    changed.way = Set(Some(way.code().to_owned()));
    changed.answered_on = Set(Some(moment.today.to_string()));
    changed.answered_by_name = Set(Some(actor.name.clone()));
    crate::versioned::bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    end_all(tx, moment, id).await?;
    if way != AnswerWay::Recorded {
        reminders::announce_unit(tx, moment, &case, &unit, given.says.label()).await?;
    }
    let detail = Detail::none()
        .with(Key::Name, unit)
        .with(Key::Kind, given.says.label());
    audit::append(tx, actor, moment, Recorded::CasesAskAnswer, case.id, detail).await
}

/// The row of an asking of the actor's organ that may still be answered.
pub(super) async fn still_open(
    tx: &Tx<'_>,
    actor: &Actor,
    id: AskingId,
) -> Result<asking::Model, OfficeError> {
    let row = crate::versioned::owned(tx, actor.organ, id).await?;
    let case = case_of(tx.on(), &row).await?;
    if row.state != AskingState::Open.code() {
        let message = "这件征询已经答复或者撤回；需要补充或者更正的，请联系征询的经办人。";
        return Err(OfficeError::invalid("", message));
    }
    if case.outcome.is_some() {
        return Err(OfficeError::invalid("", "这件申请已经办结，不需要再答复。"));
    }
    Ok(row)
}
