//! Every later act on a case: one event, let through by the law or refused with its reason, and the row refreshed from all
//! of them. A clerk may record what happened on an earlier day; what was not lawful but did happen needs a reason.

use jiff::civil::Date;
use law::cases::{Event, Rules, Standing, What};
use law::fees::Charge;
use law::staff::may;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use crate::cases::looking::read::events;
use crate::cases::settings::rules;
use crate::entity::{case_event, fee_notice, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseEventId, CaseId, FeeNoticeId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text::optional;
use crate::{audit, reminders};

/// What a clerk records.
#[derive(Clone, Debug)]
pub struct Recording {
    pub on: Date,
    pub what: What,
    pub note: String,
    /// Why it is recorded although it was against the rules.
    pub despite: String,
    /// Of a fee notice: what is charged.
    pub charge: Option<Charge>,
}

impl Recording {
    /// Something that happens today.
    pub fn today(moment: Moment, what: What) -> Self {
        Self {
            on: moment.today,
            what,
            note: String::new(),
            despite: String::new(),
            charge: None,
        }
    }
}

/// Records an act on a case; `version` is the one that was read. Gives where the case stands now.
pub async fn record(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    version: i64,
    recording: &Recording,
) -> Result<Standing, OfficeError> {
    may(&actor.roles, recording.what.act().spec().signed_by)?;
    take(office, actor, moment, case, version, recording).await
}

/// The applicant withdraws, having shown number and query code (see [`crate::cases::track`]).
pub async fn withdraw(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    version: i64,
) -> Result<Standing, OfficeError> {
    let recording = Recording::today(moment, What::Withdrawn {});
    take(office, actor, moment, case, version, &recording).await
}

async fn take(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    version: i64,
    recording: &Recording,
) -> Result<Standing, OfficeError> {
    if recording.on > moment.today {
        return Err(OfficeError::invalid("on", "日期晚于今天；请在事情发生之后登记。"));
    }
    let rules = rules(office, actor.organ).await?;
    transaction!(office, |tx| {
        take_in(&tx, actor, moment, &rules, case, version, recording).await
    })
}

/// Takes the event in, within an act that may do more: whoever calls has asked for the permission.
pub(in crate::cases) async fn take_in(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &Rules,
    case: CaseId,
    version: i64,
    recording: &Recording,
) -> Result<Standing, OfficeError> {
    OfficeError::of_fields(recording.what.lacks(&recording.note, recording.charge))?;
    let held = held(tx, actor, case, version).await?;
    let before = events(tx.on(), case).await?;
    let event = Event {
        on: recording.on,
        what: recording.what.clone(),
    };
    let so_far: Vec<Event> = before.iter().map(|entry| entry.event.clone()).collect();
    let standing = match Standing::with(&so_far, event.clone(), rules, moment.today) {
        Ok(standing) => standing,
        Err(hindrance) if hindrance.is_impossible || recording.despite.trim().is_empty() => {
            return Err(OfficeError::invalid("on", hindrance.why));
        }
        Err(_) => {
            let all: Vec<Event> = so_far.into_iter().chain([event.clone()]).collect();
            Standing::of(&all, rules, moment.today)
                .map_err(|error| OfficeError::invalid("on", error.to_string()))?
        }
    };
    let last = before.iter().map(|entry| entry.seq).max().unwrap_or(0);
    append(
        tx,
        actor,
        moment,
        case,
        last.saturating_add(1),
        &event,
        Some(recording),
    )
    .await?;
    let spec = event.what.act().spec();
    if spec.is_news {
        reminders::tell_applicant(tx, moment, &held, &event.told()).await?;
    }
    refresh(tx, held, moment, &standing).await?;
    keep_fee(tx, actor, moment, case, recording).await?;
    let act = recording.what.act();
    let detail = json!({ "on": recording.on, "act": act.code(), "despite": optional(&recording.despite) });
    audit::append(tx, actor, moment, spec.recorded, format!("case {case}"), detail).await?;
    Ok(standing)
}

/// The fee ledger follows: the notice, and its payment.
async fn keep_fee(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    recording: &Recording,
) -> Result<(), OfficeError> {
    match (&recording.what, recording.charge) {
        (What::FeeNotified { .. }, Some(charge)) => {
            let id: FeeNoticeId = tx.next_id(moment);
            let row = fee_notice::ActiveModel {
                id: Set(id),
                organ_id: Set(actor.organ),
                case_id: Set(case),
                tariff: Set(charge.tariff.code().to_owned()),
                quantity: Set(i64::from(charge.quantity)),
                fen: Set(i64::try_from(charge.fen().0).unwrap_or(i64::MAX)),
                noticed_on: Set(recording.on.to_string()),
                paid_on: Set(None),
                deposited_on: Set(None),
                receipt_number: Set(None),
            };
            fee_notice::Entity::insert(row).exec(tx.on()).await?;
        }
        (What::FeePaid {}, _) => {
            let query = fee_notice::Entity::find().filter(fee_notice::Column::CaseId.eq(case));
            if let Some(row) = query.one(tx.on()).await? {
                let mut paid = row.into_active_model();
                paid.paid_on = Set(Some(recording.on.to_string()));
                paid.update(tx.on()).await?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// The case's row, when it is the actor's organ's and nobody has changed it since it was read.
pub(in crate::cases) async fn held(
    tx: &Tx<'_>,
    actor: &Actor,
    case: CaseId,
    version: i64,
) -> Result<request_case::Model, OfficeError> {
    let query = request_case::Entity::find_by_id(case).filter(request_case::Column::OrganId.eq(actor.organ));
    let row = query.one(tx.on()).await?.ok_or(OfficeError::Missing)?;
    if row.version == version {
        Ok(row)
    } else {
        Err(OfficeError::Stale {
            what: "这件申请",
            version: row.version,
        })
    }
}

/// Writes an event.
pub(in crate::cases) async fn append(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    seq: i64,
    event: &Event,
    recording: Option<&Recording>,
) -> Result<(), OfficeError> {
    let id: CaseEventId = tx.next_id(moment);
    // What the applicant reads is the note alone; the reason stands in the audit log.
    let words = recording.map(|recording| {
        let is_told = event.what.act().spec().note.is_told;
        [
            recording.note.trim(),
            if is_told { "" } else { recording.despite.trim() },
        ]
    });
    let note = words.map(|words| {
        words
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("；")
    });
    let row = case_event::ActiveModel {
        id: Set(id),
        case_id: Set(case),
        seq: Set(seq),
        happened_on: Set(event.on.to_string()),
        act: Set(event.what.act().code().to_owned()),
        event: Set(serde_json::to_string(event).map_err(|error| OfficeError::Damaged(error.to_string()))?),
        note: Set(note.as_deref().and_then(optional)),
        account_id: Set(actor.account),
        actor: Set(actor.name.clone()),
        recorded_at: Set(moment.millis()),
    };
    case_event::Entity::insert(row).exec(tx.on()).await?;
    Ok(())
}

/// What a row keeps of a standing, for lists and counts.
pub(in crate::cases) struct Projection {
    pub state: String,
    pub received_on: Option<String>,
    pub due_on: Option<String>,
    pub next_due_on: Option<String>,
    pub is_tentative: bool,
    pub is_late: bool,
    pub outcome: Option<String>,
    pub decided_on: Option<String>,
}

impl Projection {
    pub fn of(standing: &Standing) -> Self {
        let text = |day: Option<Date>| day.map(|day| day.to_string());
        Self {
            state: standing.state.code().to_owned(),
            received_on: text(standing.received_on),
            due_on: text(standing.due_on),
            next_due_on: text(standing.next_due_on),
            is_tentative: standing.tentative,
            is_late: standing.overdue,
            outcome: standing.outcome.map(|row| row.code().to_owned()),
            decided_on: text(standing.decided_on),
        }
    }
}

pub(in crate::cases) async fn refresh(
    tx: &Tx<'_>,
    row: request_case::Model,
    moment: Moment,
    standing: &Standing,
) -> Result<(), OfficeError> {
    let projection = Projection::of(standing);
    let version = row.version;
    let mut changed = row.into_active_model();
    changed.state = Set(projection.state);
    changed.received_on = Set(projection.received_on);
    changed.due_on = Set(projection.due_on);
    changed.next_due_on = Set(projection.next_due_on);
    changed.is_tentative = Set(projection.is_tentative);
    changed.is_late = Set(projection.is_late);
    changed.outcome = Set(projection.outcome);
    changed.decided_on = Set(projection.decided_on);
    changed.version = Set(version + 1);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Ok(())
}
