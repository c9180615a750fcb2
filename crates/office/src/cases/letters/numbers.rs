//! The numbers that replies bear, for lists of cases.

use std::collections::BTreeMap;

use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{LetterState, kind};
use crate::cases::looking::export::BATCH;
use crate::cases::looking::list::CaseRow;
use crate::entity::case_letter;
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::Actor;
use crate::store::Office;

/// 发文字号 of the signed replies of these cases, the earliest first.
pub async fn reply_numbers(
    office: &Office,
    actor: &Actor,
    cases: &[CaseRow],
) -> Result<BTreeMap<CaseId, Vec<String>>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let mut numbers: BTreeMap<CaseId, Vec<String>> = BTreeMap::new();
    for some in ids.chunks(BATCH) {
        let rows = case_letter::Entity::find()
            .filter(case_letter::Column::OrganId.eq(actor.organ))
            .filter(case_letter::Column::CaseId.is_in(some.iter().copied()))
            .filter(case_letter::Column::Number.is_not_null())
            .order_by_asc(case_letter::Column::Id)
            .all(office.on())
            .await?;
        for row in rows {
            if kind(&row)?.is_reply() && LetterState::read(&row.state)?.is_signed() {
                numbers.entry(row.case_id).or_default().extend(row.number);
            }
        }
    }
    Ok(numbers)
}
