//! One dispute with its clock, what went before and what came after.

use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::list::with_cases;
use super::{DisputeRecord, DisputeRow, Particulars, dispute};
use crate::audit::instant;
use crate::calendar::holidays;
use crate::entity::dispute::{Column, Entity};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::DisputeId;
use crate::moment::Actor;
use crate::store::Office;

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

/// The ended reconsiderations that a suit may follow, the latest first.
pub async fn reconsiderations(office: &Office, actor: &Actor) -> Result<Vec<DisputeRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Route.eq(law::codes::Route::Reconsideration.code()))
        .filter(Column::EndedOn.is_not_null())
        .order_by_desc(Column::EndedOn)
        .limit(OFFERED)
        .all(office.on())
        .await?;
    with_cases(office, rows).await
}
