//! What waits in review: for a person's verdict, for publication, or for whoever wrote it to change it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use law::review::{LEVELS, Level, LevelTime, Step, Subject, Verdict, level_times};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::in_review::{BACK, PASSED, Stage, of_row};
use crate::audit::instant;
use crate::chains::Chains;
use crate::entity::document::{Column, Entity, Model};
use crate::entity::{edition, review_step};
use crate::error::OfficeError;
use crate::ids::{ColumnId, DocumentId, OrganId};
use crate::moment::Actor;
use crate::store::Office;
use crate::{review, staff};

/// A document that waits for a person's verdict.
#[derive(Clone, Debug)]
pub struct Waits {
    pub id: DocumentId,
    pub index_number: String,
    pub title: String,
    pub column: ColumnId,
    /// The name of the level it waits at.
    pub level: String,
    pub is_secrecy: bool,
    /// Whether no level comes after it.
    pub is_last: bool,
    pub since: Timestamp,
    /// Who handed it over.
    pub submitted_by: String,
}

/// A document that came back to whoever wrote it.
#[derive(Clone, Debug)]
pub struct CameBack {
    pub id: DocumentId,
    pub index_number: String,
    pub title: String,
    /// Who sent it back, with what reason.
    pub step: Step,
}

/// How many documents wait for this person's verdict, and how many for publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub for_review: u64,
    pub for_publication: u64,
}

/// What waits for this person's verdict, the longest first.
pub async fn queue(office: &Office, actor: &Actor) -> Result<Vec<Waits>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let on = office.on();
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Stage.is_in(LEVELS.map(Level::code)))
        .order_by_asc(Column::StageSince)
        .order_by_asc(Column::Id)
        .all(on)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let chains = Chains::of(on, actor.organ).await?;
    let staff = staff::at_work(on, actor.organ).await?;
    let steps = review::steps_of_documents(on, rows.iter().map(|row| row.id)).await?;
    let editions = latest_editions(on, &rows).await?;
    let person = actor.account.map(|account| account.0);
    let mut waits = Vec::new();
    for row in rows {
        let latest = editions.iter().find(|edition| is_latest(&row, edition));
        let (Some(Stage::At(level)), Some(latest)) = (Stage::of(&row), latest) else {
            continue;
        };
        let Some((levels, _)) = chains.of_column(latest.column_id) else {
            continue;
        };
        let steps = steps.get(&row.id).map_or(&[][..], Vec::as_slice);
        let judged = of_row(&row);
        let may_take = levels.may_take_at(&judged, steps, level, (&actor.roles, person), &staff);
        let (Ok(_), Some(setting)) = (may_take, levels.at(level)) else {
            continue;
        };
        waits.push(Waits {
            level: setting.name.clone(),
            is_secrecy: setting.is_secrecy,
            is_last: levels.last() == Some(level),
            since: instant(row.stage_since.unwrap_or(row.changed_at))?,
            submitted_by: submitter(steps, row.latest_edition),
            column: latest.column_id,
            id: row.id,
            index_number: row.index_number,
            title: row.title,
        });
    }
    Ok(waits)
}

/// Who handed this edition over last.
fn submitter(steps: &[Step], round: i64) -> String {
    let opens = |step: &&Step| {
        step.round == round
            && matches!(step.level, Level::Submission | Level::First)
            && step.verdict == Verdict::Agreed
    };
    let last = steps.iter().rev().find(opens);
    last.map(|step| step.name.clone()).unwrap_or_default()
}

/// The latest edition of each: its column is the one that counts, a document that is out stands in another until it goes out again.
async fn latest_editions(
    on: &impl ConnectionTrait,
    rows: &[Model],
) -> Result<Vec<edition::Model>, OfficeError> {
    let query =
        edition::Entity::find().filter(edition::Column::DocumentId.is_in(rows.iter().map(|row| row.id)));
    let mut editions = query.all(on).await?;
    editions.retain(|edition| rows.iter().any(|row| is_latest(row, edition)));
    Ok(editions)
}

fn is_latest(row: &Model, edition: &edition::Model) -> bool {
    edition.document_id == row.id && edition.number == row.latest_edition
}

/// What came back to this person: the latest edition is theirs.
pub async fn came_back(office: &Office, actor: &Actor) -> Result<Vec<CameBack>, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let on = office.on();
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Stage.eq(BACK))
        .order_by_asc(Column::StageSince)
        .all(on)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let editions = latest_editions(on, &rows).await?;
    let steps = review::steps_of_documents(on, rows.iter().map(|row| row.id)).await?;
    let is_theirs = |row: &Model| {
        let edition = editions.iter().find(|edition| is_latest(row, edition));
        edition.is_some_and(|edition| edition.written_by.is_none() || edition.written_by == actor.account)
    };
    let back = rows.into_iter().filter(is_theirs).filter_map(|row| {
        let steps = steps.get(&row.id)?.iter().rev();
        let step = steps.into_iter().find(|step| step.verdict.is_closing())?.clone();
        Some(CameBack {
            id: row.id,
            index_number: row.index_number,
            title: row.title,
            step,
        })
    });
    Ok(back.collect())
}

/// How many wait for this person, and how many for publication.
pub async fn waiting(office: &Office, actor: &Actor) -> Result<Waiting, OfficeError> {
    let for_review = queue(office, actor).await?.len();
    let passed = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Stage.eq(PASSED))
        .filter(Column::ConfirmedAt.is_null());
    Ok(Waiting {
        for_review: u64::try_from(for_review).unwrap_or(u64::MAX),
        for_publication: passed.count(office.on()).await?,
    })
}

/// How long each level took since then.
pub async fn times_since(
    office: &Office,
    actor: &Actor,
    since: Timestamp,
) -> Result<Vec<LevelTime>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let rows = review_step::Entity::find()
        .filter(review_step::Column::OrganId.eq(actor.organ))
        .filter(review_step::Column::SubjectKind.eq(Subject::Document.code()))
        .filter(review_step::Column::TakenAt.gte(since.as_millisecond()))
        .order_by_asc(review_step::Column::Id)
        .all(office.on())
        .await?;
    let mut documents: BTreeMap<i64, Vec<Step>> = BTreeMap::new();
    for row in rows {
        documents
            .entry(row.subject_id)
            .or_default()
            .push(review::read(row)?);
    }
    Ok(level_times(documents.values().map(Vec::as_slice)))
}

/// Every document that is under review, came back or has passed.
pub(super) async fn staged(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<Model>, OfficeError> {
    let query = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::Stage.is_not_null());
    Ok(query.all(on).await?)
}
