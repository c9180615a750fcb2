//! A clerk asks units about a case: one text to each, with a day to answer; later the day may be moved, and the asking
//! withdrawn.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::cases::askings::{AskingDue, AskingState, LONGEST, due, proposed_text, wrong_due};
use law::cases::reasons::is_wordless;
use law::cases::{contacts, nameless, tells};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::link::end_all;
use super::mail::{About, enqueue};
use super::units;
use crate::audit::{self, Detail};
use crate::calendar;
use crate::cases::looking::read::{get, of_organ};
use crate::cases::retention::{Known, known_of};
use crate::cases::stored::{day, kind};
use crate::cases::typed::refuse_secrets;
use crate::entity::{application, asking, request_case};
use crate::error::OfficeError;
use crate::ids::{AskingId, CaseId, UnitId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::text::{line, paragraphs};
use crate::versioned::{bump, held, owned};

/// What a clerk asks.
#[derive(Clone, Debug, Default)]
pub struct NewAsking {
    pub units: Vec<UnitId>,
    pub content: String,
    pub due_on: Option<Date>,
    /// Whether the clerk has seen what the text tells of the applicant, and keeps it.
    pub is_seen: bool,
    /// Whether a mail with a link goes to those that have an address.
    pub is_mailed: bool,
    /// The site as the clerk came to it, for the links of the mails where no public address is set.
    pub site: Option<String>,
}

/// What is proposed for a case: the text, without who asks, and the day with its reason.
pub async fn proposed(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<(String, AskingDue), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let (row, _) = of_organ(office, actor.organ, case).await?;
    let calendar = calendar::holidays(office).await?;
    let request = get(office, actor, moment, case).await?.as_corrected();
    let request = nameless(&request, &row.applicant_name, kind(&row.applicant_kind)?);
    let reply_due = row.due_on.as_deref().map(day).transpose()?;
    Ok((
        proposed_text(&row.number, &request),
        due(moment.today, reply_due, &calendar),
    ))
}

/// Asks units; all of them or none. Sent twice under one ticket they are asked once.
pub async fn ask(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    asked: &NewAsking,
    ticket: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let (row, application) = of_organ(office, actor.organ, case).await?;
    refuse_closed(&row, &application)?;
    let calendar = calendar::holidays(office).await?;
    let content = paragraphs(&asked.content).trim().to_owned();
    let request = get(office, actor, moment, case).await?.as_corrected();
    let known = known_of(office, office.on(), &application)
        .await?
        .and(contacts(&request));
    OfficeError::of_fields(wrong(&known, &row, asked, &content, moment, &calendar)?)?;
    refuse_secrets(&content, "content")?;
    let due_on = asked.due_on.ok_or(OfficeError::Missing)?;
    let words = (case, &asked.units, &content, due_on);
    let sending = Sending::of(office, actor, Recorded::CasesAsk.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        for unit in &asked.units {
            let unit = units::owned(tx.on(), actor.organ, *unit).await?;
            if unit.closed_at.is_some() {
                let message = format!("“{}”已经停用，请另选科室。", unit.name);
                return Err(OfficeError::invalid("units", message));
            }
            let id: AskingId = tx.next_id(moment);
            let row = written(actor, moment, case, (id, &unit), &content, due_on);
            asking::Entity::insert(row)
                .exec_without_returning(tx.on())
                .await?;
            if asked.is_mailed {
                enqueue(&tx, moment, &unit, id, (About::Asked, asked.site.clone())).await?;
            }
            let detail = Detail::none()
                .with(Key::Name, unit.name.as_str())
                .with(Key::On, due_on.to_string());
            audit::append(&tx, actor, moment, Recorded::CasesAsk, case, detail).await?;
        }
        sending.keep(&tx, moment, case.0).await
    })
}

/// Moves the day of an open asking, in the open; the unit is reminded by the new day.
pub async fn ask_again_by(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    asking: AskingId,
    version: i64,
    due_on: Date,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let calendar = calendar::holidays(office).await?;
    transaction!(office, |tx| {
        let row = open(&tx, actor, asking, version).await?;
        let case = owned(&tx, actor.organ, row.case_id).await?;
        let reply_due = case.due_on.as_deref().map(day).transpose()?;
        let wrong = wrong_due(due_on, moment.today, reply_due, &calendar);
        OfficeError::of_fields(wrong.into_iter().collect())?;
        let detail = Detail::none()
            .with(Key::Name, row.unit_name.as_str())
            .with(Key::Before, row.due_on.as_str())
            .with(Key::On, due_on.to_string());
        let mut changed = row.into_active_model();
        changed.due_on = Set(due_on.to_string());
        changed.told_on = Set(None);
        bump(&mut changed.version);
        changed.changed_at = Set(moment.millis());
        changed.update(tx.on()).await?;
        audit::append(&tx, actor, moment, Recorded::CasesAskDue, case.id, detail).await
    })
}

/// Withdraws an open asking with its links; why, stays.
pub async fn withdraw(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    asking: AskingId,
    version: i64,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let reason = line(reason);
    if is_wordless(&reason) {
        return Err(OfficeError::invalid("ended_reason", "请写明撤回征询的原因。"));
    }
    refuse_secrets(&reason, "ended_reason")?;
    transaction!(office, |tx| {
        let row = open(&tx, actor, asking, version).await?;
        let (case, detail) = (
            row.case_id,
            Detail::none().with(Key::Name, row.unit_name.as_str()),
        );
        let mut changed = row.into_active_model();
        changed.state = Set(AskingState::Withdrawn.code().to_owned());
        changed.ended_reason = Set(Some(reason.clone()));
        bump(&mut changed.version);
        changed.changed_at = Set(moment.millis());
        changed.update(tx.on()).await?;
        end_all(&tx, moment, asking).await?;
        audit::append(&tx, actor, moment, Recorded::CasesAskEnd, case, detail).await
    })
}

/// The row of an asking that is still open, of the version that was read.
pub(super) async fn open(
    tx: &Tx<'_>,
    actor: &Actor,
    asking: AskingId,
    version: i64,
) -> Result<asking::Model, OfficeError> {
    let row = held(tx, actor, asking, version).await?;
    if row.state == AskingState::Open.code() {
        Ok(row)
    } else {
        Err(OfficeError::invalid("", "这件征询已经答复或者撤回，不能再改。"))
    }
}

fn refuse_closed(row: &request_case::Model, application: &application::Model) -> Result<(), OfficeError> {
    if row.outcome.is_some() {
        return Err(OfficeError::invalid("", "这件申请已经办结，不再征询。"));
    }
    if application.anonymised_at.is_some() {
        let message = "本件已过保存期限，申请人信息已匿名，不再征询。";
        return Err(OfficeError::invalid("", message));
    }
    Ok(())
}

fn wrong(
    known: &Known,
    row: &request_case::Model,
    asked: &NewAsking,
    content: &str,
    moment: Moment,
    calendar: &law::calendar::Calendar,
) -> Result<Vec<WhyNot>, OfficeError> {
    let mut wrong = Vec::new();
    if asked.units.is_empty() {
        wrong.push(WhyNot::new("units", "请选择要征询的科室、单位。"));
    }
    if content.is_empty() || content.chars().count() > LONGEST {
        wrong.push(WhyNot::new(
            "content",
            format!("请写明征询的内容，不超过 {LONGEST} 字。"),
        ));
    }
    let told = tells(content, known.is_in(content));
    if !(told.is_empty() || asked.is_seen) {
        let message = format!(
            "征询内容{}。科室查找信息用不到的，请删去；确需写明的，请勾选“已核对，确需写明”。",
            told.join("；")
        );
        wrong.push(WhyNot::new("content", message));
    }
    let reply_due = row.due_on.as_deref().map(day).transpose()?;
    match asked.due_on {
        None => wrong.push(WhyNot::new("due_on", "请填写答复日期，例如 2026-03-05。")),
        Some(due_on) => wrong.extend(wrong_due(due_on, moment.today, reply_due, calendar)),
    }
    Ok(wrong)
}

fn written(
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    (id, unit): (AskingId, &crate::entity::unit::Model),
    content: &str,
    due_on: Date,
) -> asking::ActiveModel {
    asking::ActiveModel {
        id: Set(id),
        organ_id: Set(actor.organ),
        case_id: Set(case),
        unit_id: Set(unit.id),
        unit_name: Set(unit.name.clone()),
        content: Set(content.to_owned()),
        state: Set(AskingState::Open.code().to_owned()),
        asked_on: Set(moment.today.to_string()),
        due_on: Set(due_on.to_string()),
        asked_by: Set(actor.account),
        asked_by_name: Set(actor.name.clone()),
        version: Set(1),
        created_at: Set(moment.millis()),
        changed_at: Set(moment.millis()),
        ..Default::default()
    }
}
