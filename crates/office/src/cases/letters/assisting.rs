//! Offices that were asked to help with a case (协办函) and the day each was asked to answer by, while the case is open: no event
//! of a case says that they answered.

use jiff::civil::Date;
use law::cases::letters::LetterKind;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{LetterState, all};
use crate::cases::looking::open::is_open;
use crate::entity::{case_letter, request_case};
use crate::error::OfficeError;
use crate::ids::{AccountId, CaseId};
use crate::moment::Actor;
use crate::store::Office;

/// More are no list for a first page.
const MOST: u64 = 200;

/// An office that helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assisting {
    pub case: CaseId,
    pub case_number: String,
    pub name: String,
    pub reply_by: Date,
    pub assigned_to: Option<AccountId>,
}

/// Those of the organ's open cases that are asked to answer up to a day, the earliest first.
pub async fn assisting_until(
    office: &Office,
    actor: &Actor,
    until: Date,
) -> Result<Vec<Assisting>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let open = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(actor.organ))
        .filter(is_open());
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::OrganId.eq(actor.organ))
        .filter(case_letter::Column::Kind.eq(LetterKind::Assistance.code()))
        .filter(case_letter::Column::State.eq(LetterState::Delivered.code()))
        .filter(
            case_letter::Column::CaseId.in_subquery(sea_orm::QueryTrait::into_query(
                open.select_only().column(request_case::Column::Id),
            )),
        )
        .order_by_desc(case_letter::Column::Id)
        .limit(MOST)
        .all(office.on())
        .await?;
    let cases = request_case::Entity::find()
        .filter(request_case::Column::Id.is_in(rows.iter().map(|row| row.case_id)))
        .all(office.on())
        .await?;
    let mut asked = Vec::new();
    for letter in all(office.on(), rows).await? {
        let Some(reply_by) = letter.basis.consulted.reply_by.filter(|day| *day <= until) else {
            continue;
        };
        let case = cases.iter().find(|case| case.id == letter.case);
        asked.push(Assisting {
            case: letter.case,
            case_number: letter.case_number,
            name: letter.basis.consulted.name,
            reply_by,
            assigned_to: case.and_then(|case| case.assigned_to),
        });
    }
    asked.sort_by_key(|one| one.reply_by);
    Ok(asked)
}
