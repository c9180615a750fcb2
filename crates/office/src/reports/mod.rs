//! Annual reports (条例第四十九条、第五十条): a working draft per organ and year, and frozen editions that never change.

mod archive;
mod before;
mod counted;
mod draft;
mod editions;
mod explain;
mod in_review;
mod published;
mod rows;

use jiff::Timestamp;
use law::organs::Level;
use law::reports::{Context, Explanation, Finding, Reading, Report};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use self::rows::{latest_row, parse, row_of};
use crate::audit::instant;
use crate::entity::{organ, report};
use crate::error::OfficeError;
use crate::ids::{OrganId, ReportId};
use crate::moment::Actor;
use crate::store::Office;

pub use archive::{Original, file_of_draft, import_archive};
pub(crate) use before::kept_digests;
pub use before::{FirstPublished, Kept, published_file};
pub use counted::{LateCell, SinceFrozen, counted, differences, since_frozen, take_counted};
pub use draft::{continued, import, refuse_others_report, save_draft, start};
pub use editions::{Edition, Freeze, changes_since, editions, freeze_and_publish};
pub use explain::explain;
pub use in_review::{ReportReview, give_verdict, review, submit};
pub use published::{
    PublishedEdition, PublishedReport, published, published_all, published_edition, published_editions,
};
pub(crate) use published::{edition_of, organ_of_edition};

/// The working draft of one year.
#[derive(Clone, Debug)]
pub struct Draft {
    pub id: ReportId,
    pub year: i16,
    /// What is being written, with what an imported file left unread.
    pub reading: Reading,
    /// Reasons given for contradictions between text and tables.
    pub explanations: Vec<Explanation>,
    /// The file it was imported from.
    pub source_name: Option<String>,
    /// That file itself, where it is kept (archive editions).
    pub kept: Option<Kept>,
    /// When it was published elsewhere before.
    pub first_published: Option<FirstPublished>,
    /// The number of the last frozen edition; 0 when there is none.
    pub latest_edition: i64,
    /// Whether the draft differs from the last frozen edition.
    pub has_changes: bool,
    pub version: i64,
    pub changed_by: String,
    pub changed_at: Timestamp,
}

/// Every year the organ works on, the latest first.
pub async fn years(office: &Office, actor: &Actor) -> Result<Vec<Draft>, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    let rows = report::Entity::find()
        .filter(report::Column::OrganId.eq(actor.organ))
        .order_by_desc(report::Column::Year)
        .all(office.on())
        .await?;
    rows.into_iter().map(Draft::try_from).collect()
}

/// The draft of a year, if there is one.
pub async fn draft(office: &Office, actor: &Actor, year: i16) -> Result<Option<Draft>, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    row_of(office.on(), actor.organ, year)
        .await?
        .map(Draft::try_from)
        .transpose()
}

/// What the checks of a year's report may know beside it: last year's report (its published edition, else its draft),
/// the organ's powers, and what its records count.
pub async fn findings(
    office: &Office,
    actor: &Actor,
    reading: &Reading,
) -> Result<Vec<Finding>, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    find(office.on(), actor.organ, reading).await
}

/// The same within a transaction.
async fn find(
    on: &impl ConnectionTrait,
    organ: OrganId,
    reading: &Reading,
) -> Result<Vec<Finding>, OfficeError> {
    let mut previous = last_years(on, organ, reading.report.year).await?;
    if let Some(previous) = &mut previous {
        // It is the organ's own, whatever it was called then.
        previous.organ.clone_from(&reading.report.organ);
    }
    let settings = organ::Entity::find_by_id(organ).one(on).await?;
    let level = settings.as_ref().and_then(|organ| Level::from_code(&organ.level));
    let counted = counted::count(on, organ, reading.report.year).await?;
    let of_cases = counted.as_ref().filter(|counted| counted.has_cases);
    let context = Context {
        counted: counted.as_ref(),
        fees_charged_fen: of_cases.map(|counted| counted.fees_fen),
        correction_notices: of_cases.map(|counted| counted.correction_notices),
        fee_notices: of_cases.map(|counted| counted.fee_notices),
        previous: previous.as_ref(),
        may_make_regulations: settings.is_some_and(|organ| organ.may_make_regulations),
        is_government: level.map(Level::is_government),
        ..Context::default()
    };
    let findings = reading.check(&context).into_iter();
    Ok(findings.flat_map(Finding::by_table).collect())
}

/// Last year's report: its last frozen edition, else its draft.
pub async fn previous(office: &Office, actor: &Actor, year: i16) -> Result<Option<Report>, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    last_years(office.on(), actor.organ, year).await
}

async fn last_years(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
) -> Result<Option<Report>, OfficeError> {
    let Some(row) = row_of(on, organ, year - 1).await? else {
        return Ok(None);
    };
    if let Some(edition) = latest_row(on, &row).await? {
        let report = parse(&edition.content, "report_edition.content", edition.id.0)?;
        return Ok(with_tables(report));
    }
    let reading: Reading = parse(&row.draft, "report.draft", row.id.0)?;
    Ok(with_tables(reading.report))
}

/// An archive edition holds no figures to be compared with.
fn with_tables(report: Report) -> Option<Report> {
    report.format.has_tables().then_some(report)
}

impl TryFrom<report::Model> for Draft {
    type Error = OfficeError;

    fn try_from(row: report::Model) -> Result<Self, OfficeError> {
        Ok(Self {
            reading: parse(&row.draft, "report.draft", row.id.0)?,
            explanations: parse(&row.explained, "report.explained", row.id.0)?,
            changed_at: instant(row.changed_at)?,
            year: i16::try_from(row.year)
                .map_err(|error| OfficeError::Damaged(format!("report.year（{error}）")))?,
            id: row.id,
            kept: Kept::stored(
                row.source_name.as_deref(),
                row.kept_digest.as_deref(),
                row.kept_bytes,
            ),
            first_published: FirstPublished::stored(
                row.first_published_on.as_deref(),
                row.first_published_why.as_deref(),
            )?,
            source_name: row.source_name,
            latest_edition: row.latest_edition,
            has_changes: row.has_changes,
            version: row.version,
            changed_by: row.changed_by,
        })
    }
}
