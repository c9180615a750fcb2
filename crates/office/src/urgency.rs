//! Rows counted by how near their due day is. The days of each urgency are law's (`law::cases::Urgency::days`); this only
//! asks the database how many fall between them.

use std::collections::BTreeMap;

use law::cases::Urgency;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, Select};

use crate::calendar;
use crate::error::OfficeError;
use crate::moment::Moment;
use crate::store::Office;

/// How many rows a clerk is to be told of, by urgency; one without rows is left out.
pub type UrgencyCounts = BTreeMap<Urgency, u64>;

/// Counts the rows of `open` by the due day in `due_on`.
pub(crate) async fn count_by_urgency<E>(
    office: &Office,
    moment: Moment,
    open: Select<E>,
    due_on: E::Column,
) -> Result<UrgencyCounts, OfficeError>
where
    E: EntityTrait,
    E::Model: FromQueryResult + Send + Sync,
{
    let calendar = calendar::holidays(office).await?;
    let mut counts = UrgencyCounts::new();
    for urgency in Urgency::TOLD {
        let days = urgency.days(moment.today, &calendar);
        let falls_here = due_on.between(days.start().to_string(), days.end().to_string());
        let count = open.clone().filter(falls_here).count(office.on()).await?;
        if count > 0 {
            counts.insert(urgency, count);
        }
    }
    Ok(counts)
}
