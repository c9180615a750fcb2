//! What of the reports anybody may read: editions that were published, without who published them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use law::reports::Report;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use sm3::{Digest, Sm3};

use super::before::{FirstPublished, Kept};
use super::rows::{latest_row, parse, row_of};
use crate::audit::instant;
use crate::entity::{report, report_edition};
use crate::error::OfficeError;
use crate::ids::{OrganId, ReportEditionId};
use crate::store::Office;

/// A published report with all that its page shows.
#[derive(Clone, Debug)]
pub struct PublishedReport {
    pub id: ReportEditionId,
    pub report: Report,
    pub edition: i64,
    pub published_at: Timestamp,
    pub correction: Option<String>,
    /// When it was published elsewhere before.
    pub first_published: Option<FirstPublished>,
    /// The file it came from, where it is kept.
    pub kept: Option<Kept>,
}

impl PublishedReport {
    /// The day of its first publication: the one that is stated, otherwise that of this edition here.
    pub fn day(&self) -> Date {
        let here = || {
            let at = self
                .published_at
                .to_zoned_datetime(TimeZone::fixed(Offset::constant(8)));
            at.date()
        };
        self.first_published.as_ref().map_or_else(here, |first| first.on)
    }
}

/// An edition in the history that the report's page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedEdition {
    pub number: i64,
    pub published_at: Timestamp,
    pub correction: Option<String>,
}

/// The newest published edition of a year.
pub async fn published(
    office: &Office,
    organ: OrganId,
    year: i16,
) -> Result<Option<PublishedReport>, OfficeError> {
    let Some(row) = row_of(office.on(), organ, year).await? else {
        return Ok(None);
    };
    latest_row(office.on(), &row)
        .await?
        .map(PublishedReport::try_from)
        .transpose()
}

/// One published edition of a year.
pub async fn published_edition(
    office: &Office,
    organ: OrganId,
    year: i16,
    number: i64,
) -> Result<Option<PublishedReport>, OfficeError> {
    let Some(row) = row_of(office.on(), organ, year).await? else {
        return Ok(None);
    };
    let query = report_edition::Entity::find()
        .filter(report_edition::Column::ReportId.eq(row.id))
        .filter(report_edition::Column::Number.eq(number));
    query
        .one(office.on())
        .await?
        .map(PublishedReport::try_from)
        .transpose()
}

/// The newest published edition of every year, the latest year first.
pub async fn published_all(office: &Office, organ: OrganId) -> Result<Vec<PublishedReport>, OfficeError> {
    let rows = report::Entity::find()
        .filter(report::Column::OrganId.eq(organ))
        .filter(report::Column::LatestEdition.gt(0))
        .order_by_desc(report::Column::Year)
        .all(office.on())
        .await?;
    let mut reports = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(edition) = latest_row(office.on(), &row).await? {
            reports.push(PublishedReport::try_from(edition)?);
        }
    }
    Ok(reports)
}

/// The published editions of a year, the newest first.
pub async fn published_editions(
    office: &Office,
    organ: OrganId,
    year: i16,
) -> Result<Vec<PublishedEdition>, OfficeError> {
    let edition = |row: report_edition::Model| {
        Ok(PublishedEdition {
            number: row.number,
            published_at: instant(row.published_at)?,
            correction: row.correction,
        })
    };
    let rows = of_year(office, organ, year).await?;
    rows.into_iter().map(edition).collect()
}

/// The editions of a year, the newest first.
pub(super) async fn of_year(
    office: &Office,
    organ: OrganId,
    year: i16,
) -> Result<Vec<report_edition::Model>, OfficeError> {
    let Some(row) = row_of(office.on(), organ, year).await? else {
        return Ok(Vec::new());
    };
    let query = report_edition::Entity::find()
        .filter(report_edition::Column::ReportId.eq(row.id))
        .order_by_desc(report_edition::Column::Number);
    Ok(query.all(office.on()).await?)
}

/// An edition by itself, for its paper.
pub(crate) async fn edition_of(
    office: &Office,
    id: ReportEditionId,
) -> Result<Option<PublishedReport>, OfficeError> {
    let row = report_edition::Entity::find_by_id(id).one(office.on()).await?;
    row.map(PublishedReport::try_from).transpose()
}

/// Whose edition it is.
pub(crate) async fn organ_of_edition(
    on: &impl ConnectionTrait,
    id: ReportEditionId,
) -> Result<Option<OrganId>, OfficeError> {
    let Some(row) = report_edition::Entity::find_by_id(id).one(on).await? else {
        return Ok(None);
    };
    let report = report::Entity::find_by_id(row.report_id).one(on).await?;
    Ok(report.map(|report| report.organ_id))
}

impl TryFrom<report_edition::Model> for PublishedReport {
    type Error = OfficeError;

    fn try_from(row: report_edition::Model) -> Result<Self, OfficeError> {
        if hex::encode(Sm3::digest(&row.content)) != row.digest {
            let place = format!("report_edition.content，第 {} 行，与登记的校验值不符", row.id);
            return Err(OfficeError::Damaged(place));
        }
        Ok(Self {
            id: row.id,
            report: parse(&row.content, "report_edition.content", row.id.0)?,
            edition: row.number,
            published_at: instant(row.published_at)?,
            correction: row.correction,
            first_published: FirstPublished::stored(
                row.first_published_on.as_deref(),
                row.first_published_why.as_deref(),
            )?,
            kept: Kept::stored(
                row.source_name.as_deref(),
                row.kept_digest.as_deref(),
                row.kept_bytes,
            ),
        })
    }
}
