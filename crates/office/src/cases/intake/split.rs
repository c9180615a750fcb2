//! 一事一申请: one application with several matters becomes several cases, each with its own words and all that happened so
//! far. The first keeps the case's number, letters and messages; the application keeps its words as they arrived.

use law::audit::Recorded;
use law::cases::split::{self, WrongPart};
use law::cases::{Event, Standing};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder,
};
use serde_json::json;

use super::receive::refuse_secrets;
use crate::cases::acts::record::held;
use crate::cases::letters::LetterState;
use crate::cases::looking::read::{events, of_organ};
use crate::cases::looking::similar;
use crate::cases::settings::{rules, settings};
use crate::cases::{Case, CaseRow};
use crate::entity::{application, case_event, case_letter, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseEventId, CaseId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text::paragraphs;
use crate::{audit, counter};
use law::codes::WhyNot;

/// Why a case may not be divided now; `None` when it may.
pub async fn hindered_split(
    office: &Office,
    actor: &Actor,
    case: &Case,
) -> Result<Option<String>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let keeps_whole = settings(office, actor.organ).await?.keeps_whole;
    hindrance(office.on(), keeps_whole, &case.standing, case.id).await
}

async fn hindrance(
    on: &impl ConnectionTrait,
    keeps_whole: bool,
    standing: &Standing,
    case: CaseId,
) -> Result<Option<String>, OfficeError> {
    if keeps_whole {
        return Ok(Some("本机关设置为一份申请按一件办理，不拆分。".to_owned()));
    }
    if let Err(why) = standing.may_split() {
        return Ok(Some(why.to_owned()));
    }
    let pending = [LetterState::Draft, LetterState::Submitted, LetterState::Signed];
    let unsent = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.is_in(pending.map(LetterState::code)))
        .count(on)
        .await?;
    Ok((unsent > 0).then(|| "本件有尚未送达的文书，请先作废或者送达，再拆分。".to_owned()))
}

/// Divides a case into these parts; gives the cases in their order, the first being the one that was divided.
pub async fn split(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    version: i64,
    typed: &[String],
) -> Result<Vec<CaseId>, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let parts = split::parts(typed).map_err(invalid)?;
    for part in &parts {
        refuse_secrets(part, "parts")?;
    }
    let keeps_whole = settings(office, actor.organ).await?.keeps_whole;
    let rules = rules(office, actor.organ).await?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, case, version).await?;
        let so_far: Vec<Event> = events(tx.on(), case)
            .await?
            .into_iter()
            .map(|entry| entry.event)
            .collect();
        let standing = Standing::of(&so_far, &rules, moment.today)
            .map_err(|error| OfficeError::Damaged(error.to_string()))?;
        if let Some(why) = hindrance(tx.on(), keeps_whole, &standing, case).await? {
            return Err(OfficeError::invalid("", why));
        }
        let mut divided = vec![case];
        let mut numbers = vec![row.number.clone()];
        let (first, others) = parts
            .split_first()
            .ok_or_else(|| OfficeError::invalid("parts", "至少要有两项。"))?;
        for words in others {
            let number = next_number(&tx, &row).await?;
            let id = part(&tx, moment, &row, &number, words).await?;
            let detail = json!({ "from": row.number, "number": number });
            audit::append(
                &tx,
                actor,
                moment,
                Recorded::CasesSplit,
                format!("case {id}"),
                detail,
            )
            .await?;
            divided.push(id);
            numbers.push(number);
        }
        similar::renew_marks(&tx, actor.organ, case, first).await?;
        let version = row.version;
        let mut kept = row.into_active_model();
        kept.request = Set(paragraphs(first));
        kept.version = Set(version + 1);
        kept.changed_at = Set(moment.millis());
        kept.update(tx.on()).await?;
        let detail = json!({ "numbers": numbers });
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::CasesSplit,
            format!("case {case}"),
            detail,
        )
        .await?;
        Ok(divided)
    })
}

/// The other cases of the same application, in their order.
pub async fn siblings(office: &Office, actor: &Actor, case: &Case) -> Result<Vec<CaseRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(actor.organ))
        .filter(request_case::Column::ApplicationId.eq(case.application))
        .filter(request_case::Column::Id.ne(case.id))
        .order_by_asc(request_case::Column::Id)
        .all(office.on())
        .await?;
    rows.into_iter().map(CaseRow::try_from).collect()
}

/// The words of the application that a case is a part of, as they arrived.
pub async fn whole_request(office: &Office, actor: &Actor, case: CaseId) -> Result<String, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (_, application) = of_organ(office, actor.organ, case).await?;
    Ok(application.request)
}

/// The parts of one application are numbered on, however often they are divided.
async fn next_number(tx: &Tx<'_>, row: &request_case::Model) -> Result<String, OfficeError> {
    let application = application::Entity::find_by_id(row.application_id)
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let running = counter::next(tx, &format!("parts {}", row.application_id)).await?;
    Ok(split::number(&application.number, running.saturating_add(1)))
}

/// A new case of the same application, with everything that happened so far.
async fn part(
    tx: &Tx<'_>,
    moment: Moment,
    whole: &request_case::Model,
    number: &str,
    words: &str,
) -> Result<CaseId, OfficeError> {
    let id: CaseId = tx.next_id(moment);
    let row = request_case::Model {
        id,
        number: number.to_owned(),
        request: paragraphs(words),
        decision: None,
        decision_by: None,
        decision_by_name: None,
        version: 1,
        created_at: moment.millis(),
        changed_at: moment.millis(),
        ..whole.clone()
    };
    request_case::Entity::insert(row.into_active_model().reset_all())
        .exec(tx.on())
        .await?;
    let happened = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(whole.id))
        .order_by_asc(case_event::Column::Seq)
        .all(tx.on())
        .await?;
    for event in happened {
        let event_id: CaseEventId = tx.next_id(moment);
        let copy = case_event::Model {
            id: event_id,
            case_id: id,
            ..event
        };
        case_event::Entity::insert(copy.into_active_model().reset_all())
            .exec(tx.on())
            .await?;
    }
    similar::keep_marks(tx, whole.organ_id, id, words).await?;
    Ok(id)
}

fn invalid(wrong: Vec<WrongPart>) -> OfficeError {
    let fields = wrong.into_iter().map(|wrong| WhyNot {
        field: "parts",
        message: match wrong.part {
            Some(part) => format!("第 {} 项：{}", part.saturating_add(1), wrong.why),
            None => wrong.why,
        },
    });
    OfficeError::Invalid(fields.collect())
}
