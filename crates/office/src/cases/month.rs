//! The applications of one applicant in one calendar month: which of them a case is decides its fee by items, counted, never
//! typed (国办函〔2020〕109号第四条). The month is that of receipt (条例第三十一条); each case counts once it was received.

use jiff::ToSpan;
use jiff::civil::Date;
use law::cases::letters::AskedFor;
use law::fees::{Charge, Tariff};
use law::staff::{Act, may};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

use super::stored::day;
use crate::entity::{application, request_case};
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::Actor;
use crate::store::Office;

/// A case of the applicant's month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfMonth {
    pub case: CaseId,
    pub number: String,
    pub request: String,
    pub received_on: Date,
}

/// The applicant's cases of the month this one was received in, up to it, in the order they were received: as many as there
/// are, so many items it is charged as. Empty while it is not received.
pub async fn month_of_applicant(
    office: &Office,
    actor: &Actor,
    case: CaseId,
) -> Result<Vec<OfMonth>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let query = request_case::Entity::find_by_id(case).filter(request_case::Column::OrganId.eq(actor.organ));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    through(office.on(), &row).await
}

/// How many applications the applicant of this one made in the year up to its day of receipt (条例第三十五条: 数量、频次明显
/// 超过合理范围). Nothing while it is not received.
pub(super) async fn year_of_applicant(
    on: &impl ConnectionTrait,
    case: &request_case::Model,
) -> Result<Option<AskedFor>, OfficeError> {
    let Some(through) = case.received_on.as_deref().map(day).transpose()? else {
        return Ok(None);
    };
    let from = through.saturating_sub(1.year()).saturating_add(1.day());
    let applications = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(case.organ_id))
        .filter(request_case::Column::ApplicationId.in_subquery(applications(on, case).await?))
        .filter(request_case::Column::ReceivedOn.between(from.to_string(), through.to_string()))
        .count(on)
        .await?;
    Ok(Some(AskedFor {
        from,
        through,
        applications: u32::try_from(applications).unwrap_or(u32::MAX),
    }))
}

/// A charge with the items that were counted; one by pages as it is.
pub(super) async fn counted(
    on: &impl ConnectionTrait,
    case: &request_case::Model,
    charge: Charge,
) -> Result<Charge, OfficeError> {
    if charge.tariff == Tariff::Pages {
        return Ok(charge);
    }
    let items = through(on, case).await?.len();
    Ok(Charge {
        quantity: u32::try_from(items).unwrap_or(u32::MAX),
        ..charge
    })
}

async fn through(on: &impl ConnectionTrait, case: &request_case::Model) -> Result<Vec<OfMonth>, OfficeError> {
    let Some(received_on) = case.received_on.as_deref() else {
        return Ok(Vec::new());
    };
    let received_on = day(received_on)?;
    let rows = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(case.organ_id))
        .filter(request_case::Column::ApplicationId.in_subquery(applications(on, case).await?))
        .filter(request_case::Column::ReceivedOn.between(
            received_on.first_of_month().to_string(),
            received_on.last_of_month().to_string(),
        ))
        .order_by_asc(request_case::Column::ReceivedOn)
        .order_by_asc(request_case::Column::Id)
        .all(on)
        .await?;
    let mut cases = Vec::new();
    for row in rows {
        let Some(received_on) = row.received_on.as_deref() else {
            continue;
        };
        cases.push(OfMonth {
            case: row.id,
            number: row.number,
            request: row.request,
            received_on: day(received_on)?,
        });
        if row.id == case.id {
            break;
        }
    }
    Ok(cases)
}

/// The applications of whoever made this one: of the same proof of identity; where there is none, of the same name and kind.
async fn applications(
    on: &impl ConnectionTrait,
    case: &request_case::Model,
) -> Result<SelectStatement, OfficeError> {
    let own = application::Entity::find_by_id(case.application_id)
        .one(on)
        .await?
        .ok_or(OfficeError::Missing)?;
    let same = match own.identity_key {
        Some(identity) => Condition::all().add(application::Column::IdentityKey.eq(identity)),
        None => Condition::all()
            .add(application::Column::IdentityKey.is_null())
            .add(application::Column::ApplicantName.eq(own.applicant_name))
            .add(application::Column::ApplicantKind.eq(own.applicant_kind)),
    };
    let found = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .filter(application::Column::OrganId.eq(case.organ_id))
        .filter(same);
    Ok(found.into_query())
}
