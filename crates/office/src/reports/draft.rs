//! The working draft: begun empty, typed, or imported from a file; all of a file or nothing.

use law::audit::{Key, Recorded};
use law::reports::{Format, Reading, Report, Tables};
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::rows::{parse, print, row_of};
use crate::audit::{self, Detail};
use crate::entity::{organ, report};
use crate::error::OfficeError;
use crate::ids::ReportId;
use crate::moment::{Actor, Moment};
use crate::review;
use crate::store::{Office, Tx, transaction};
use crate::versioned::{bump, unchanged, unchanged_or_new};

/// Begins the report of a year with every number 0; a year already begun is left as it is. Years before today's format come in
/// from their files.
pub async fn start(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    year: i16,
) -> Result<ReportId, OfficeError> {
    may(&actor.roles, Act::WriteReports)?;
    refuse_strange_year(moment, year)?;
    transaction!(office, |tx| {
        if let Some(row) = row_of(tx.on(), actor.organ, year).await? {
            return Ok(row.id);
        }
        refuse_older_format(year)?;
        let name = organ_name(&tx, actor).await?;
        let report = Report {
            organ: name,
            year,
            tables: Tables::zeros(),
            ..Report::default()
        };
        let reading = Reading {
            report,
            ..Reading::default()
        };
        let id = insert(&tx, actor, moment, &reading, None).await?;
        let subject = audit::report(year);
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::ReportsStart,
            subject,
            Detail::none(),
        )
        .await?;
        Ok(id)
    })
}

/// Saves the draft; `version` is the one that was read.
pub async fn save_draft(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    version: i64,
    report: &Report,
) -> Result<i64, OfficeError> {
    may(&actor.roles, Act::WriteReports)?;
    transaction!(office, |tx| {
        let row = row_of(tx.on(), actor.organ, report.year)
            .await?
            .ok_or(OfficeError::Missing)?;
        let before: Reading = parse(&row.draft, "report.draft", row.id.0)?;
        if before.report.format != report.format {
            let message = "存档版照原文件保存，不能编写；格式也不能改换。";
            return Err(OfficeError::invalid("", message));
        }
        let reading = continued(before, report.clone());
        unchanged(&row, version)?;
        let (_, now) = replace(&tx, actor, moment, row, &reading, None).await?;
        let subject = audit::report(report.year);
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::ReportsWrite,
            subject,
            Detail::none().with(Key::Version, now),
        )
        .await?;
        Ok(now)
    })
}

/// The reading a draft becomes when its report is saved as typed: what an imported file left unread stays in sight
/// until no cell is blank any more.
pub fn continued(before: Reading, report: Report) -> Reading {
    let cells = report.format.cells();
    let has_blanks = cells.into_iter().any(|cell| report.tables.get(cell).is_none());
    let before = if has_blanks { before } else { Reading::default() };
    Reading { report, ..before }
}

/// Takes a file's reading as the year's draft, in place of what stood there; what could not be read is kept with it.
/// The file must be this organ's own report. `expected` is the version of the draft that was seen (0: there was none);
/// without it whatever stands there is replaced.
pub async fn import(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    reading: &Reading,
    source_name: &str,
    expected: Option<i64>,
) -> Result<ReportId, OfficeError> {
    may(&actor.roles, Act::WriteReports)?;
    let year = reading.report.year;
    refuse_strange_year(moment, year)?;
    if !reading.report.format.has_tables() {
        return Err(OfficeError::invalid("file", "存档版须连同原文件一起导入。"));
    }
    transaction!(office, |tx| {
        let name = organ_name(&tx, actor).await?;
        refuse_others_report(&name, &reading.report)?;
        let row = row_of(tx.on(), actor.organ, year).await?;
        if let Some(expected) = expected {
            unchanged_or_new(row.as_ref(), expected)?;
        }
        let id = match row {
            Some(row) => {
                replace(&tx, actor, moment, row, reading, Some(source_name))
                    .await?
                    .0
            }
            None => insert(&tx, actor, moment, reading, Some(source_name)).await?,
        };
        let detail = Detail::none()
            .with(Key::File, source_name)
            .with(Key::Unread, reading.unread.len())
            .with(Key::Slips, reading.slips.len());
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::ReportsImport,
            audit::report(year),
            detail,
        )
        .await?;
        Ok(id)
    })
}

/// Refuses a file that is another organ's report.
pub fn refuse_others_report(own: &str, report: &Report) -> Result<(), OfficeError> {
    if is_same_organ(own, &report.organ) {
        return Ok(());
    }
    let message = format!("文件是“{}”的年度报告，不是“{own}”的，请核对文件。", report.organ);
    Err(OfficeError::invalid("file", message))
}

/// Titles shorten the organ's name or leave out the place before it.
fn is_same_organ(own: &str, printed: &str) -> bool {
    let bare = |name: &str| -> String { name.chars().filter(|one| one.is_alphanumeric()).collect() };
    let (own, printed) = (bare(own), bare(printed));
    printed.is_empty() || own.contains(&printed) || printed.contains(&own)
}

/// A year whose report is written already, in a format of its time.
fn refuse_older_format(year: i16) -> Result<(), OfficeError> {
    let format = Format::of_year(year);
    if format == Format::default() {
        return Ok(());
    }
    let how = if format.has_tables() {
        format!("按 {}导入", format.label())
    } else {
        "按存档版导入".to_owned()
    };
    let message = format!("{year} 年度的报告在现行格式施行之前，请用“导入文件”{how}。");
    Err(OfficeError::invalid("year", message))
}

pub(super) fn refuse_strange_year(moment: Moment, year: i16) -> Result<(), OfficeError> {
    if (2008..=moment.today.year()).contains(&year) {
        return Ok(());
    }
    let message = format!("年度应在 2008 至 {} 之间。", moment.today.year());
    Err(OfficeError::invalid("year", message))
}

pub(super) async fn organ_name(tx: &Tx<'_>, actor: &Actor) -> Result<String, OfficeError> {
    let row = organ::Entity::find_by_id(actor.organ).one(tx.on()).await?;
    Ok(row.ok_or(OfficeError::Missing)?.name)
}

pub(super) async fn insert(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    reading: &Reading,
    source_name: Option<&str>,
) -> Result<ReportId, OfficeError> {
    let id: ReportId = tx.next_id(moment);
    let row = report::ActiveModel {
        id: Set(id),
        organ_id: Set(actor.organ),
        year: Set(i64::from(reading.report.year)),
        draft: Set(print(reading)?),
        explained: Set("[]".to_owned()),
        source_name: Set(source_name.map(str::to_owned)),
        kept_digest: Set(None),
        kept_bytes: Set(None),
        first_published_on: Set(None),
        first_published_why: Set(None),
        latest_edition: Set(0),
        has_changes: Set(true),
        version: Set(1),
        changed_by: Set(actor.name.clone()),
        changed_at: Set(moment.millis()),
    };
    report::Entity::insert(row).exec(tx.on()).await?;
    review::wrote(tx, actor, moment, id, 1).await?;
    Ok(id)
}

pub(super) async fn replace(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: report::Model,
    reading: &Reading,
    source_name: Option<&str>,
) -> Result<(ReportId, i64), OfficeError> {
    let id = row.id;
    review::wrote(tx, actor, moment, id, row.latest_edition + 1).await?;
    let mut changed = row.into_active_model();
    changed.draft = Set(print(reading)?);
    if let Some(name) = source_name {
        changed.source_name = Set(Some(name.to_owned()));
        // Another file than the one that was kept.
        changed.kept_digest = Set(None);
        changed.kept_bytes = Set(None);
    }
    changed.has_changes = Set(true);
    let version = bump(&mut changed.version);
    changed.changed_by = Set(actor.name.clone());
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Ok((id, version))
}
