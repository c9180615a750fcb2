//! Frozen editions: what was published, its hash, the findings it was published with, and what a correction changed.

use jiff::Timestamp;
use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::reports::{
    Counted, Explanation, Finding, Reading, Report, compare, contradictions, other_errors, unexplained,
};
use law::review::{Judged, Place};
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};
use sm3::{Digest, Sm3};

use super::before::FirstPublished;
use super::counted::{count, keep};
use super::explain::in_words;
use super::in_review::refuse_unreviewed;
use super::published::{of_year, published};
use super::rows::{latest_row, parse, print, row_of};
use crate::audit::Detail;
use crate::audit::instant;
use crate::entity::{report, report_edition};
use crate::error::OfficeError;
use crate::ids::ReportEditionId;
use crate::moment::{Actor, Moment};
use crate::papers::{self, Paper, PaperOf};
use crate::review::{self, Said};
use crate::screenings::found_in;
use crate::store::{Office, Tx, transaction};
use crate::text::{self, filled, optional};
use crate::versioned::{bump, unchanged};
use crate::{audit, changes};
use law::codes::WhyNot;

/// What the signer says when freezing.
#[derive(Clone, Debug, Default)]
pub struct Freeze {
    /// The draft's version that was read.
    pub version: i64,
    /// Why it goes out although a check finds errors: named and stored.
    pub exception: String,
    /// What a correction changes and why; due from the second edition on.
    pub correction: String,
    /// The day it was published elsewhere before, where that is stated, and why.
    pub first_published_on: Option<Date>,
    pub first_published_why: String,
}

/// An edition in the report's history.
#[derive(Clone, Debug)]
pub struct Edition {
    pub number: i64,
    pub publisher: String,
    pub published_at: Timestamp,
    pub correction: Option<String>,
    pub exception: Option<String>,
    /// The reasons its contradictions between text and tables went out with.
    pub explained: Vec<Explanation>,
    /// SM3 of the stored content.
    pub digest: String,
    /// Its PDF, once made.
    pub paper: Option<Paper>,
}

/// Freezes the draft as the next edition and publishes it. Errors found by the checks stop it, unless the signer names
/// an exception; a contradiction between text and tables stops it until it is mended or a reason is given (`explain`); an
/// edition after the first must say what it corrects. Where the organ set a chain for its reports, every level of it has agreed to
/// exactly this. Not by who wrote any of it (三审三校).
pub async fn freeze_and_publish(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    year: i16,
    freeze: &Freeze,
) -> Result<i64, OfficeError> {
    may(&actor.roles, Act::PublishReports)?;
    let first = FirstPublished::stated(
        moment,
        year,
        freeze.first_published_on,
        &freeze.first_published_why,
    )?;
    transaction!(office, |tx| {
        let row = row_of(tx.on(), actor.organ, year)
            .await?
            .ok_or(OfficeError::Missing)?;
        unchanged(&row, freeze.version)?;
        let reading: Reading = parse(&row.draft, "report.draft", row.id.0)?;
        // Found and counted where it is frozen: what is recorded meanwhile waits, so that content, findings and counts of an
        // edition are of one moment.
        let findings = super::find(tx.on(), actor.organ, &reading).await?;
        let given: Vec<Explanation> = parse(&row.explained, "report.explained", row.id.0)?;
        refuse_unready(&findings, &given, &reading, freeze, row.latest_edition)?;
        refuse_early(year, moment, freeze)?;
        refuse_unseen_file(tx.on(), &row).await?;
        let explained = answered(&findings, &given);
        let counted = count(tx.on(), actor.organ, year)
            .await?
            .unwrap_or_else(Counted::zeros);
        let content = print(&reading.report)?;
        let digest = hex::encode(Sm3::digest(&content));
        let number = row.latest_edition + 1;
        refuse_unreviewed(tx.on(), &row).await?;
        agree(&tx, actor, moment, &row, &digest, freeze).await?;
        refuse_unchanged(&tx, &row, &content).await?;
        let frozen = Frozen {
            content,
            digest: digest.clone(),
            findings: print(&findings)?,
            explained: print(&explained)?,
            first: first.clone(),
        };
        let edition = frozen.insert(&tx, actor, moment, &row, freeze).await?;
        keep(&tx, edition, &counted).await?;
        published_as(&tx, row, number, first.as_ref()).await?;
        let subject = audit::report(year);
        let detail = Detail::none()
            .with(Key::Edition, number)
            .with(Key::Digest, digest)
            .with(Key::Exception, filled(&freeze.exception))
            .with(Key::Explained, in_words(&explained))
            .with(
                Key::FirstPublishedOn,
                first.as_ref().map(|first| first.on.to_string()),
            )
            .with(Key::Reason, first.as_ref().map(|first| first.why.clone()));
        audit::append(&tx, actor, moment, Recorded::ReportsPublish, subject, detail).await?;
        changes::note(&tx, moment, subject).await?;
        // An archive edition is given out as the file it came from.
        if reading.report.format.has_tables() {
            papers::ask(&tx, moment, actor.organ, PaperOf::ReportEdition(edition)).await?;
        }
        Ok(number)
    })
}

/// The reasons that this edition's contradictions go out with.
fn answered(findings: &[Finding], given: &[Explanation]) -> Vec<Explanation> {
    contradictions(findings)
        .filter_map(|finding| finding.explained(given).cloned())
        .collect()
}

/// A file that goes out with the report was looked through by the rules of today, and nothing forbidden stands in it.
async fn refuse_unseen_file(on: &impl ConnectionTrait, row: &report::Model) -> Result<(), OfficeError> {
    let Some(digest) = row.kept_digest.clone() else {
        return Ok(());
    };
    let name = row.source_name.as_deref().unwrap_or("原文件");
    let found = found_in(on, std::slice::from_ref(&digest)).await?;
    let blockers = found.get(&digest).map_or_else(
        || {
            let message = format!("“{name}”还没有按现在的规则检查过，请重新导入。");
            vec![WhyNot { field: "", message }]
        },
        |screening| screening.blockers("", name),
    );
    OfficeError::of_fields(blockers)
}

/// The signer's verdict on exactly this content; not by who wrote any of it (三审三校).
async fn agree(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: &report::Model,
    digest: &str,
    freeze: &Freeze,
) -> Result<(), OfficeError> {
    let number = row.latest_edition + 1;
    let judged = Judged {
        hash: digest.to_owned(),
        round: number,
        written_since: number,
    };
    let said = Said::agreed(&freeze.exception);
    review::take(
        tx,
        actor,
        moment,
        row.id,
        &judged,
        Place::PUBLICATION_OF_REPORT,
        said,
    )
    .await
}

async fn refuse_unchanged(tx: &Tx<'_>, row: &report::Model, content: &str) -> Result<(), OfficeError> {
    let before = latest_row(tx.on(), row).await?;
    if before.is_some_and(|before| before.content == content) {
        return Err(OfficeError::invalid(
            "correction",
            "与已公布的版本完全相同，无需更正。",
        ));
    }
    Ok(())
}

/// What an edition holds for good.
struct Frozen {
    content: String,
    digest: String,
    findings: String,
    explained: String,
    first: Option<FirstPublished>,
}

impl Frozen {
    async fn insert(
        self,
        tx: &Tx<'_>,
        actor: &Actor,
        moment: Moment,
        row: &report::Model,
        freeze: &Freeze,
    ) -> Result<ReportEditionId, OfficeError> {
        let id: ReportEditionId = tx.next_id(moment);
        let edition = report_edition::ActiveModel {
            id: Set(id),
            report_id: Set(row.id),
            number: Set(row.latest_edition + 1),
            content: Set(self.content),
            digest: Set(self.digest),
            findings: Set(self.findings),
            explained: Set(self.explained),
            exception: Set(optional(&freeze.exception)),
            correction: Set(optional(&freeze.correction)),
            published_by: Set(actor.account),
            publisher_name: Set(actor.name.clone()),
            published_at: Set(moment.millis()),
            source_name: Set(row.source_name.clone()),
            kept_digest: Set(row.kept_digest.clone()),
            kept_bytes: Set(row.kept_bytes),
            first_published_on: Set(self.first.as_ref().map(|first| first.on.to_string())),
            first_published_why: Set(self.first.map(|first| first.why)),
        };
        report_edition::Entity::insert(edition).exec(tx.on()).await?;
        Ok(id)
    }
}

/// The draft is the edition now.
async fn published_as(
    tx: &Tx<'_>,
    row: report::Model,
    number: i64,
    first: Option<&FirstPublished>,
) -> Result<(), OfficeError> {
    let mut changed = row.into_active_model();
    changed.first_published_on = Set(first.map(|first| first.on.to_string()));
    changed.first_published_why = Set(first.map(|first| first.why.clone()));
    changed.latest_edition = Set(number);
    changed.has_changes = Set(false);
    bump(&mut changed.version);
    changed.update(tx.on()).await?;
    Ok(())
}

fn refuse_unready(
    findings: &[Finding],
    given: &[Explanation],
    reading: &Reading,
    freeze: &Freeze,
    latest_edition: i64,
) -> Result<(), OfficeError> {
    let mut fields = Vec::new();
    let count = other_errors(findings);
    if count > 0 && text::reason(&freeze.exception).is_none() {
        let message = format!("还有 {count} 处错误，请先改正；确需带错公布的，请写明理由，理由将存档。");
        fields.push(WhyNot {
            field: "exception",
            message,
        });
    }
    let open = unexplained(findings, given).len();
    if open > 0 {
        let message = format!("正文与表格有 {open} 处不一致，请改正；口径不同的，逐处写明理由，理由将存档。");
        fields.push(WhyNot::new("reasons", message));
    }
    if reading.report.organ.trim().is_empty() {
        fields.push(WhyNot::new("organ", "请填写机关名称。"));
    }
    if latest_edition > 0 && filled(&freeze.correction).is_none() {
        let message = "已公布过，再次公布须写明更正了什么、为什么更正。".to_owned();
        fields.push(WhyNot {
            field: "correction",
            message,
        });
    }
    OfficeError::of_fields(fields)
}

/// Before its year has ended a report goes out for a stated reason alone: an organ that is dissolved reports earlier.
fn refuse_early(year: i16, moment: Moment, freeze: &Freeze) -> Result<(), OfficeError> {
    if law::reports::is_early(year, moment.today) && text::reason(&freeze.exception).is_none() {
        let message = format!(
            "{year} 年度还没有结束，年度报告报告的是上一年度的情况（条例第四十九条）；确需提前公布的（例如机关撤销），请写明理由，理由将存档。"
        );
        return OfficeError::of_fields(vec![WhyNot {
            field: "exception",
            message,
        }]);
    }
    Ok(())
}

/// The editions of a year with who published them and with which exception, the newest first.
pub async fn editions(office: &Office, actor: &Actor, year: i16) -> Result<Vec<Edition>, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    let rows = of_year(office, actor.organ, year).await?;
    let ids: Vec<ReportEditionId> = rows.iter().map(|row| row.id).collect();
    let mut papers = papers::of_editions(office, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let paper = papers.remove(&row.id);
            Edition::of(row, paper)
        })
        .collect()
}

/// What the draft changes against the last published edition, in a few words.
pub async fn changes_since(
    office: &Office,
    actor: &Actor,
    now: &Report,
) -> Result<Option<String>, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    let before = published(office, actor.organ, now.year).await?;
    Ok(before.map(|before| compare(&before.report, now).summary()))
}

impl Edition {
    fn of(row: report_edition::Model, paper: Option<Paper>) -> Result<Self, OfficeError> {
        Ok(Self {
            number: row.number,
            publisher: row.publisher_name,
            published_at: instant(row.published_at)?,
            correction: row.correction,
            exception: row.exception,
            explained: parse(&row.explained, "report_edition.explained", row.id.0)?,
            digest: row.digest,
            paper,
        })
    }
}
