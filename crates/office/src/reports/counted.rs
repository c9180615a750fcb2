//! A year of the records beside its report: what they count, what differs, taken over by whoever writes the report, and
//! what changed in the records after an edition was frozen. The report's own numbers never change by themselves.

use std::collections::BTreeMap;

use law::audit::{Key, Recorded};
use law::documents::REGISTERED_CELLS;
use law::reports::{Cell, Counted, Difference, FeeWords, Reading, Report, Tables, with_fee_stated};
use law::staff::{Act, may};
use rust_decimal::Decimal;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::draft::{continued, replace};
use super::rows::{latest_row, parse, print, row_of};
use crate::audit::Detail;
use crate::entity::report_count;
use crate::error::OfficeError;
use crate::ids::{OrganId, ReportEditionId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::versioned::unchanged;
use crate::{audit, cases, disputes, documents, rulings};

/// The sections' number of 其他需要报告的事项, where the fee is stated.
const SIX: usize = 6;

/// What the records changed after an edition was frozen.
#[derive(Clone, Debug)]
pub struct SinceFrozen {
    pub edition: i64,
    /// The cells that count otherwise now, in print order.
    pub cells: Vec<LateCell>,
    /// The fee then and now, in fen, where it differs.
    pub fees_fen: Option<(i64, i64)>,
}

/// A cell that counts otherwise than it did when the report was frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateCell {
    pub cell: Cell,
    /// In the report; `None` where its cell is blank.
    pub stated: Option<Decimal>,
    /// In the records when it was frozen.
    pub then: Decimal,
    /// In the records now.
    pub now: Decimal,
}

/// A year as the organ's records count it; `None` where there are no records of the year.
pub async fn counted(office: &Office, actor: &Actor, year: i16) -> Result<Option<Counted>, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    count(office.on(), actor.organ, year).await
}

/// The same within a transaction.
pub(super) async fn count(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
) -> Result<Option<Counted>, OfficeError> {
    let mut tables = Tables::zeros();
    disputes::table_four(on, organ, year, &mut tables).await?;
    let fees_fen = i64::try_from(cases::paid_in(on, organ, year).await?.0).unwrap_or(i64::MAX);
    let mut counted = Counted {
        tables,
        fees_fen,
        ..Counted::default()
    };
    if cases::has_cases(on, organ, year).await? {
        cases::table_three(on, organ, year, &mut counted.tables).await?;
        counted.correction_notices = cases::correction_notices(on, organ, year).await?;
        counted.fee_notices = cases::fee_notices(on, organ, year).await?;
    }
    counted.has_cases = !counted.is_without_cases();
    documents::count_into(on, organ, year, &mut counted).await?;
    rulings::count_into(on, organ, year, &mut counted).await?;
    Ok(Some(counted).filter(|counted| !counted.is_empty()))
}

/// What a report states otherwise than the records count.
pub fn differences(counted: &Counted, report: &Report) -> Vec<Difference> {
    counted.differences(&report.tables)
}

/// Takes what the records count over into the draft: tables 三 and 四, of table 二 what the registers count, and the sentence of the fee into section six where it
/// says nothing of it and `with_fee` asks for it. `version` is the draft's that was read; gives the new one.
pub async fn take_counted(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    year: i16,
    version: i64,
    with_fee: bool,
) -> Result<i64, OfficeError> {
    may(&actor.roles, Act::WriteReports)?;
    transaction!(office, |tx| {
        let counted = count(tx.on(), actor.organ, year).await?.ok_or_else(|| {
            OfficeError::invalid(
                "",
                "本系统没有这一年的申请、复议、诉讼、规范性文件和许可、处罚、强制、收费记录，无数可取。",
            )
        })?;
        let row = row_of(tx.on(), actor.organ, year)
            .await?
            .ok_or(OfficeError::Missing)?;
        unchanged(&row, version)?;
        let before: Reading = parse(&row.draft, "report.draft", row.id.0)?;
        if !before.report.format.has_tables() {
            return Err(OfficeError::invalid("", "存档版没有表格，不能取数。"));
        }
        let changed = counted.differences(&before.report.tables).len();
        let report = taken(&before.report, &counted, with_fee);
        if report == before.report {
            return Err(OfficeError::invalid("", "草稿与记录已经一致，没有要取的数。"));
        }
        let reading = continued(before, report);
        let (_, now) = replace(&tx, actor, moment, row, &reading, None).await?;
        let detail = Detail::none().with(Key::Version, now).with(Key::Cells, changed);
        let subject = audit::report(year);
        audit::append(&tx, actor, moment, Recorded::ReportsCount, subject, detail).await?;
        Ok(now)
    })
}

/// The report with the records' numbers in it.
fn taken(report: &Report, counted: &Counted, with_fee: bool) -> Report {
    let mut taken = report.clone();
    taken.tables = counted.over(&report.tables);
    if with_fee
        && counted.has_cases
        && let FeeWords::Added(text) = with_fee_stated(report.sections.get(SIX), counted.fees_fen)
    {
        taken.sections.set(SIX, text);
    }
    taken
}

/// Keeps with a frozen edition what the records counted that day.
pub(super) async fn keep(
    tx: &Tx<'_>,
    edition: ReportEditionId,
    counted: &Counted,
) -> Result<(), OfficeError> {
    // A year without a case is kept as one of zeros, so that what comes later is told.
    let kept = Counted {
        has_cases: true,
        ..counted.clone()
    };
    let cells: BTreeMap<String, Decimal> = kept
        .cells()
        .map(|cell| (cell.name(), counted.get(cell)))
        .collect();
    let row = report_count::ActiveModel {
        edition_id: Set(edition),
        cells: Set(print(&cells)?),
        fees_fen: Set(counted.fees_fen),
    };
    report_count::Entity::insert(row).exec(tx.on()).await?;
    Ok(())
}

async fn kept(on: &impl ConnectionTrait, edition: ReportEditionId) -> Result<Option<Counted>, OfficeError> {
    let Some(row) = report_count::Entity::find_by_id(edition).one(on).await? else {
        return Ok(None);
    };
    let cells: BTreeMap<String, Decimal> = parse(&row.cells, "report_count.cells", edition.0)?;
    let mut counted = Counted {
        fees_fen: row.fees_fen,
        ..Counted::zeros()
    };
    for (name, number) in cells {
        let cell = Cell::from_name(&name)
            .ok_or_else(|| OfficeError::Damaged(format!("report_count.cells 的“{name}”不认识")))?;
        match cell {
            Cell::Two(two) if REGISTERED_CELLS.contains(&two) => counted.has_register = true,
            // What came from summaries then is not kept: only the number is compared.
            Cell::Two(two) => {
                counted.rulings.insert(two, Decimal::ZERO);
            }
            _ => {}
        }
        counted.tables.set(cell, number);
    }
    Ok(Some(counted))
}

/// What the records count otherwise since the newest edition of a year was frozen; `None` when nothing changed, when no
/// edition is out, or when it was frozen before such counts were kept.
pub async fn since_frozen(
    office: &Office,
    actor: &Actor,
    year: i16,
) -> Result<Option<SinceFrozen>, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    let Some(row) = row_of(office.on(), actor.organ, year).await? else {
        return Ok(None);
    };
    let Some(edition) = latest_row(office.on(), &row).await? else {
        return Ok(None);
    };
    let Some(then) = kept(office.on(), edition.id).await? else {
        return Ok(None);
    };
    let now = count(office.on(), actor.organ, year)
        .await?
        .unwrap_or_else(Counted::zeros);
    let report: Report = parse(&edition.content, "report_edition.content", edition.id.0)?;
    let cells: Vec<LateCell> = then
        .differences(&now.tables)
        .into_iter()
        .map(|difference| LateCell {
            cell: difference.cell,
            stated: report.tables.get(difference.cell),
            then: difference.counted,
            now: now.get(difference.cell),
        })
        .collect();
    let fees_fen = (then.fees_fen != now.fees_fen).then_some((then.fees_fen, now.fees_fen));
    Ok((!cells.is_empty() || fees_fen.is_some()).then_some(SinceFrozen {
        edition: edition.number,
        cells,
        fees_fen,
    }))
}
