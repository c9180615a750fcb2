//! One dispute with its clock, what went before and what came after.

use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::list::{case_of_number, with_cases};
use super::{DisputeRecord, DisputeRow, Particulars, dispute};
use crate::audit::instant;
use crate::calendar::holidays;
use crate::cases::letters;
use crate::entity::dispute::{Column, Entity};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::DisputeId;
use crate::moment::Actor;
use crate::store::Office;
use crate::text::filled;

/// How many reconsiderations a suit may be said to follow are offered.
const OFFERED: u64 = 100;

/// A dispute with everything about it.
pub async fn get(office: &Office, actor: &Actor, id: DisputeId) -> Result<DisputeRecord, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let of_organ = || Entity::find().filter(Column::OrganId.eq(actor.organ));
    let found = of_organ().filter(Column::Id.eq(id)).one(office.on()).await?;
    let row = found.ok_or(OfficeError::Missing)?;
    let known = dispute(&row)?;
    let before = match row.parent_id {
        Some(parent) => of_organ().filter(Column::Id.eq(parent)).all(office.on()).await?,
        None => Vec::new(),
    };
    let after = of_organ()
        .filter(Column::ParentId.eq(id))
        .order_by_asc(Column::ReceivedOn)
        .all(office.on())
        .await?;
    let case_number = match row.case_id {
        Some(case) => request_case::Entity::find_by_id(case)
            .one(office.on())
            .await?
            .map(|case| case.number),
        None => None,
    };
    Ok(DisputeRecord {
        id: row.id,
        clock: known.answer_clock(&holidays(office).await?),
        dispute: known,
        case: row.case_id,
        has_ordered: row.has_ordered,
        before: with_cases(office, before).await?.pop(),
        after: with_cases(office, after).await?,
        version: row.version,
        changed_at: instant(row.changed_at)?,
        particulars: Particulars {
            route: known.route,
            procedure: known.procedure,
            number: row.number,
            authority: row.authority,
            claimant: row.claimant,
            subject: row.subject,
            received_on: known.received_on,
            case_number: case_number.unwrap_or_default(),
            parent: row.parent_id,
            note: row.note.unwrap_or_default(),
        },
        changed_by: row.changed_by,
    })
}

/// The ended reconsiderations that a suit may follow, the latest first: those about the case of that number, all where none is
/// given.
pub async fn reconsiderations(
    office: &Office,
    actor: &Actor,
    case_number: &str,
) -> Result<Vec<DisputeRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let mut query = Entity::find().filter(Column::OrganId.eq(actor.organ));
    if filled(case_number).is_some() {
        let Some(case) = case_of_number(office, actor.organ, case_number).await? else {
            return Ok(Vec::new());
        };
        query = query.filter(Column::CaseId.eq(case));
    }
    let rows = query
        .filter(Column::Route.eq(law::codes::Route::Reconsideration.code()))
        .filter(Column::EndedOn.is_not_null())
        .order_by_desc(Column::EndedOn)
        .limit(OFFERED)
        .all(office.on())
        .await?;
    with_cases(office, rows).await
}

/// The letters of the case of that number that went out, as a dispute names them: 《政府信息决定公开告知书》（孟先开决〔2028〕3号).
pub async fn letters_to_dispute(
    office: &Office,
    actor: &Actor,
    case_number: &str,
) -> Result<Vec<String>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    if filled(case_number).is_none() {
        return Ok(Vec::new());
    }
    let Some(case) = case_of_number(office, actor.organ, case_number).await? else {
        return Ok(Vec::new());
    };
    let letters = letters::of_case(office, actor, case).await?;
    let went_out = letters.into_iter().filter(|letter| letter.sent.is_some());
    let named = went_out.filter_map(|letter| {
        let number = letter.letter.number?;
        Some(format!("《{}》（{number}）", letter.letter.title))
    });
    Ok(named.collect())
}
