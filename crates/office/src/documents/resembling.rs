//! What an organ has published that may be what somebody is about to ask for, by its titles.

use law::cases::similar::Wanted;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::document;
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::store::Office;

/// Titles that are looked through for what somebody is about to ask for, the latest first; and most that are shown.
const LOOKED_THROUGH: u64 = 3_000;
const RESEMBLING: usize = 5;

/// What an organ has published that may be what these words ask for, the likeliest first: index number and title.
pub async fn resembling(
    office: &Office,
    organ: OrganId,
    wanted: &Wanted,
) -> Result<Vec<(String, String)>, OfficeError> {
    let titles: Vec<(String, Option<String>)> = document::Entity::find()
        .select_only()
        .column(document::Column::IndexNumber)
        .column(document::Column::PublishedTitle)
        .filter(document::Column::OrganId.eq(organ))
        .filter(document::Column::PublishedEdition.is_not_null())
        .order_by_desc(document::Column::ListedAt)
        .limit(LOOKED_THROUGH)
        .into_tuple()
        .all(office.on())
        .await?;
    let published = titles
        .into_iter()
        .filter_map(|(number, title)| Some((number, title?)))
        .collect();
    let wanted = wanted.clone();
    let looking = move || wanted.likeliest(published, |(_, title): &(String, String)| title, RESEMBLING);
    office.limits().visitors.run(looking).await
}
