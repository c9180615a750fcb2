//! What the approval form (发布审批单) of an edition says, whether it is out or still under review; those of a month; and the log of
//! secrecy reviews (保密法实施条例第四十二条: 逐项审查).

use jiff::Timestamp;
use law::review::{Level, Step, Subject, Verdict};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use super::in_review::{InReview, in_review};
use super::public::files_of;
use super::{Attachment, Edition, Publication};
use crate::audit::instant;
use crate::entity::{column, document, edition, publication, review_step};
use crate::error::OfficeError;
use crate::ids::DocumentId;
use crate::moment::Actor;
use crate::review;
use crate::store::Office;

/// An edition with everybody who answered for it.
#[derive(Clone, Debug)]
pub struct Approval {
    pub index_number: String,
    pub column: String,
    pub edition: Edition,
    pub attachments: Vec<Attachment>,
    pub review: InReview,
    /// How it went out, where it did; the last time.
    pub publication: Option<Publication>,
}

impl Approval {
    /// Who handed exactly this over, and when.
    pub fn submission(&self) -> Option<&Step> {
        let opens = |step: &&Step| {
            matches!(step.level, Level::Submission | Level::First)
                && step.verdict == Verdict::Agreed
                && step.round == self.edition.number
        };
        self.review.steps.iter().rev().find(opens)
    }

    /// What was agreed to of this edition since it last went back, level by level, as it was then.
    pub fn agreements(&self) -> Vec<&Step> {
        let of_round: Vec<&Step> = self
            .review
            .steps
            .iter()
            .filter(|step| step.round == self.edition.number)
            .collect();
        let since = of_round
            .iter()
            .rposition(|step| step.verdict.is_closing())
            .map_or(0, |back| back + 1);
        let agreed = of_round.into_iter().skip(since).filter(|step| {
            step.verdict == Verdict::Agreed && (step.taken_as.is_some() || step.level == Level::Secrecy)
        });
        agreed.collect()
    }
}

/// The form of a document's latest edition.
pub async fn approval(office: &Office, actor: &Actor, id: DocumentId) -> Result<Approval, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let query = document::Entity::find_by_id(id).filter(document::Column::OrganId.eq(actor.organ));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let number = row.latest_edition;
    of_edition(office, row, number, None).await
}

/// The forms of what went out from the one instant until before the other, in the order in which it did.
pub async fn approvals_between(
    office: &Office,
    actor: &Actor,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<Approval>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let outs = publication::Entity::find()
        .filter(publication::Column::PublishedAt.gte(from.as_millisecond()))
        .filter(publication::Column::PublishedAt.lt(until.as_millisecond()))
        .order_by_asc(publication::Column::PublishedAt)
        .order_by_asc(publication::Column::Id)
        .all(office.on())
        .await?;
    let mut approvals = Vec::new();
    for out in outs {
        let query =
            document::Entity::find_by_id(out.document_id).filter(document::Column::OrganId.eq(actor.organ));
        let Some(row) = query.one(office.on()).await? else {
            continue;
        };
        let number = edition::Entity::find_by_id(out.edition_id)
            .one(office.on())
            .await?
            .map_or(0, |edition| edition.number);
        approvals.push(of_edition(office, row, number, Some(out)).await?);
    }
    Ok(approvals)
}

async fn of_edition(
    office: &Office,
    row: document::Model,
    number: i64,
    out: Option<publication::Model>,
) -> Result<Approval, OfficeError> {
    let on = office.on();
    let edition = edition::Entity::find()
        .filter(edition::Column::DocumentId.eq(row.id))
        .filter(edition::Column::Number.eq(number))
        .one(on)
        .await?
        .ok_or(OfficeError::Missing)?;
    let out = match out {
        Some(out) => Some(out),
        None => {
            publication::Entity::find()
                .filter(publication::Column::EditionId.eq(edition.id))
                .order_by_desc(publication::Column::Id)
                .one(on)
                .await?
        }
    };
    let files = files_of(on, edition.id).await?;
    let column = column::Entity::find_by_id(edition.column_id).one(on).await?;
    Ok(Approval {
        review: in_review(on, &row, &edition, &files).await?,
        index_number: row.index_number,
        column: column.map(|column| column.name).unwrap_or_default(),
        attachments: files.into_iter().map(Attachment::from).collect(),
        edition: Edition::try_from(edition)?,
        publication: out.map(|out| Publication::of(out, number)).transpose()?,
    })
}

/// One secrecy review of a document.
#[derive(Clone, Debug)]
pub struct SecrecyEntry {
    pub at: Timestamp,
    pub index_number: String,
    pub title: String,
    pub edition: i64,
    /// Who reviewed, at which level, with what words; on paper or here.
    pub step: Step,
}

/// Every secrecy review from the one instant until before the other, the earliest first.
pub async fn secrecy_log(
    office: &Office,
    actor: &Actor,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<SecrecyEntry>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let is_secrecy = Condition::any()
        .add(review_step::Column::IsSecrecy.eq(true))
        .add(review_step::Column::Level.eq(Level::Secrecy.code()));
    let rows = review_step::Entity::find()
        .filter(review_step::Column::OrganId.eq(actor.organ))
        .filter(review_step::Column::SubjectKind.eq(Subject::Document.code()))
        .filter(is_secrecy)
        .filter(review_step::Column::TakenAt.gte(from.as_millisecond()))
        .filter(review_step::Column::TakenAt.lt(until.as_millisecond()))
        .order_by_asc(review_step::Column::Id)
        .all(office.on())
        .await?;
    let ids = rows.iter().map(|row| DocumentId(row.subject_id));
    let documents = document::Entity::find()
        .filter(document::Column::Id.is_in(ids.clone()))
        .all(office.on())
        .await?;
    let editions = edition::Entity::find()
        .filter(edition::Column::DocumentId.is_in(ids))
        .all(office.on())
        .await?;
    let mut log = Vec::new();
    for row in rows {
        let id = DocumentId(row.subject_id);
        let document = documents.iter().find(|document| document.id == id);
        let edition = editions
            .iter()
            .find(|edition| edition.document_id == id && edition.number == row.round);
        log.push(SecrecyEntry {
            at: instant(row.taken_at)?,
            index_number: document.map(|one| one.index_number.clone()).unwrap_or_default(),
            title: edition.map(|one| one.title.clone()).unwrap_or_default(),
            edition: row.round,
            step: review::read(row)?,
        });
    }
    Ok(log)
}
