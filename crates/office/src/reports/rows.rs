//! The rows of reports, and what their columns hold.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::entity::{report, report_edition};
use crate::error::OfficeError;
use crate::ids::OrganId;

pub(super) async fn row_of(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
) -> Result<Option<report::Model>, OfficeError> {
    let query = report::Entity::find()
        .filter(report::Column::OrganId.eq(organ))
        .filter(report::Column::Year.eq(i64::from(year)));
    Ok(query.one(on).await?)
}

pub(super) fn parse<T: serde::de::DeserializeOwned>(
    json: &str,
    place: &str,
    row: i64,
) -> Result<T, OfficeError> {
    serde_json::from_str(json)
        .map_err(|error| OfficeError::Damaged(format!("{place}，第 {row} 行（{error}）")))
}

pub(super) fn print(value: &impl serde::Serialize) -> Result<String, OfficeError> {
    serde_json::to_string(value).map_err(|error| OfficeError::Damaged(format!("年度报告无法保存（{error}）")))
}

pub(super) async fn latest_row(
    on: &impl ConnectionTrait,
    row: &report::Model,
) -> Result<Option<report_edition::Model>, OfficeError> {
    let query = report_edition::Entity::find()
        .filter(report_edition::Column::ReportId.eq(row.id))
        .filter(report_edition::Column::Number.eq(row.latest_edition));
    Ok(query.one(on).await?)
}
