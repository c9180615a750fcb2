//! Archive editions: reports of 2008 to 2018 in prose. They come in as they are, with the file they came from, and go out
//! through the same door as every report: a draft that somebody else looks at and publishes.

use law::audit::{Key, Recorded};
use law::reports::{Format, Reading};
use law::screening::Screening;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::before::{FirstPublished, Kept};
use super::draft::{insert, organ_name, refuse_others_report, refuse_strange_year, replace};
use super::rows::{parse, row_of};
use crate::audit::{self, Detail};
use crate::entity::report;
use crate::error::OfficeError;
use crate::files::{OpenedFile, Upload};
use crate::ids::ReportId;
use crate::moment::{Actor, Moment};
use crate::screenings;
use crate::store::{Office, Tx, transaction};

/// A file on its way in, with what was found in it: what goes out was looked through.
pub struct Original {
    pub upload: Upload,
    pub screening: Screening,
}

/// Takes a report of before the formats as the year's draft, with its file. A draft in a format with tables stays: nobody
/// puts prose over figures.
pub async fn import_archive(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    reading: &Reading,
    file: Original,
    first_published: Option<&FirstPublished>,
) -> Result<ReportId, OfficeError> {
    may(&actor.roles, Act::WriteReports)?;
    let year = reading.report.year;
    refuse_strange_year(moment, year)?;
    if reading.report.format != Format::Archive {
        return Err(OfficeError::invalid("file", "这份报告有统一的表格，请直接导入。"));
    }
    let Original { upload, screening } = file;
    OfficeError::of_fields(screening.blockers("file", &upload.name))?;
    let kept = Kept::put(office, upload).await?;
    transaction!(office, |tx| {
        let name = organ_name(&tx, actor).await?;
        refuse_others_report(&name, &reading.report)?;
        let mut reading = reading.clone();
        if reading.report.organ.is_empty() {
            reading.report.organ = name;
            reading.unread.clear();
        }
        let row = row_of(tx.on(), actor.organ, year).await?;
        if let Some(row) = &row {
            let there: Reading = parse(&row.draft, "report.draft", row.id.0)?;
            if there.report.format != Format::Archive {
                let message = format!("{year} 年度已有按表格编写的报告，不能用存档版代替。");
                return Err(OfficeError::invalid("file", message));
            }
        }
        let id = match row {
            Some(row) => {
                replace(&tx, actor, moment, row, &reading, Some(&kept.name))
                    .await?
                    .0
            }
            None => insert(&tx, actor, moment, &reading, Some(&kept.name)).await?,
        };
        hold(&tx, id, &kept, first_published).await?;
        screenings::keep_in(&tx, moment, &kept.digest, &screening).await?;
        let detail = Detail::none()
            .with(Key::File, kept.name.as_str())
            .with(Key::Bytes, kept.bytes)
            .with(Key::Digest, kept.digest.as_str())
            .with(
                Key::FirstPublishedOn,
                first_published.map(|first| first.on.to_string()),
            )
            .with(Key::Reason, first_published.map(|first| first.why.as_str()));
        let subject = audit::report(year);
        audit::append(&tx, actor, moment, Recorded::ReportsArchive, subject, detail).await?;
        Ok(id)
    })
}

/// Keeps the file's place and the day of the first publication with the draft.
async fn hold(
    tx: &Tx<'_>,
    id: ReportId,
    kept: &Kept,
    first_published: Option<&FirstPublished>,
) -> Result<(), OfficeError> {
    let row = report::Entity::find_by_id(id).one(tx.on()).await?;
    let mut held = row.ok_or(OfficeError::Missing)?.into_active_model();
    held.kept_digest = Set(Some(kept.digest.clone()));
    held.kept_bytes = Set(Some(kept.bytes));
    if let Some(first) = first_published {
        held.first_published_on = Set(Some(first.on.to_string()));
        held.first_published_why = Set(Some(first.why.clone()));
    }
    held.update(tx.on()).await?;
    Ok(())
}

/// The file that the draft of a year came from, where it is kept.
pub async fn file_of_draft(
    office: &Office,
    actor: &Actor,
    year: i16,
) -> Result<Option<OpenedFile>, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    let row = row_of(office.on(), actor.organ, year).await?;
    let kept = row.and_then(|row| {
        Kept::stored(
            row.source_name.as_deref(),
            row.kept_digest.as_deref(),
            row.kept_bytes,
        )
    });
    match kept {
        Some(kept) => Ok(Some(kept.open(office).await?)),
        None => Ok(None),
    }
}
