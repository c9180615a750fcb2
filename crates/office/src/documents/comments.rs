//! Comments (意见) on a place of the text: whoever reviews names the words and what is wrong with them, whoever deals with it says
//! so by name. A comment stays with the document; whether its words still stand is looked up in the latest text.

use jiff::Timestamp;
use law::audit::{Key, Recorded};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::audit::{self, Detail, instant};
use crate::entity::review_comment::{ActiveModel, Column, Entity, Model};
use crate::entity::{document, edition};
use crate::error::OfficeError;
use crate::ids::{DocumentId, ReviewCommentId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::text::{filled, line, reason};
use crate::versioned::owned;

const LONGEST_QUOTE: usize = 200;
const LONGEST_WORDS: usize = 1_000;

/// A comment on a place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    pub id: ReviewCommentId,
    pub edition: i64,
    /// The words it is about.
    pub quote: String,
    pub words: String,
    pub by: String,
    pub at: Timestamp,
    pub resolved: Option<Resolved>,
    /// Whether the words it is about stand in the latest text.
    pub stands: bool,
}

/// Who dealt with a comment, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub by: String,
    pub at: Timestamp,
    pub words: String,
}

/// Comments on words of the latest edition, exactly as they stand there.
pub async fn comment(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    (quote, words): (&str, &str),
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let words = reason(words).ok_or_else(|| OfficeError::invalid("comment", "请写明意见。"))?;
    let quote =
        filled(quote).ok_or_else(|| OfficeError::invalid("quote", "请填写意见针对的文字，照原文抄录。"))?;
    if quote.chars().count() > LONGEST_QUOTE {
        let message = format!("针对的文字不超过 {LONGEST_QUOTE} 字，请只抄录有问题的一处。");
        return Err(OfficeError::invalid("quote", message));
    }
    if words.chars().count() > LONGEST_WORDS {
        let message = format!("意见不超过 {LONGEST_WORDS} 字。");
        return Err(OfficeError::invalid("comment", message));
    }
    transaction!(office, |tx| {
        let row = owned(&tx, actor.organ, id).await?;
        let edition = super::write::edition_row(&tx, id, row.latest_edition).await?;
        if !text_of(&edition).contains(&folded(&quote)) {
            let message = "正文、标题和概述中没有这段文字，请照原文抄录。";
            return Err(OfficeError::invalid("quote", message));
        }
        let row = ActiveModel {
            id: Set(tx.next_id(moment)),
            organ_id: Set(actor.organ),
            document_id: Set(id),
            edition: Set(edition.number),
            quote: Set(quote.clone()),
            words: Set(words.clone()),
            writer_name: Set(actor.name.clone()),
            written_at: Set(moment.millis()),
            resolved_by_name: Set(None),
            resolved_at: Set(None),
            resolution: Set(None),
        };
        Entity::insert(row).exec_without_returning(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::Edition, edition.number)
            .with(Key::Basis, words.as_str());
        audit::append(&tx, actor, moment, Recorded::DocumentsComment, id, detail).await
    })
}

/// Says that a comment was dealt with, and how; once.
pub async fn resolve(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, comment): (DocumentId, ReviewCommentId),
    words: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let words = line(words);
    transaction!(office, |tx| {
        owned(&tx, actor.organ, id).await?;
        let row = Entity::find_by_id(comment).one(tx.on()).await?;
        let row = row
            .filter(|row| row.document_id == id)
            .ok_or(OfficeError::Missing)?;
        if row.resolved_at.is_some() {
            return Err(OfficeError::invalid("", "这条意见已经处理过了。"));
        }
        let edition = row.edition;
        let mut changed = row.into_active_model();
        changed.resolved_by_name = Set(Some(actor.name.clone()));
        changed.resolved_at = Set(Some(moment.millis()));
        changed.resolution = Set(Some(words.clone()));
        changed.update(tx.on()).await?;
        let detail = Detail::none().with(Key::Edition, edition);
        audit::append(&tx, actor, moment, Recorded::DocumentsResolveComment, id, detail).await
    })
}

/// The comments on a document, the earliest first.
pub async fn comments(office: &Office, actor: &Actor, id: DocumentId) -> Result<Vec<Comment>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let query = document::Entity::find_by_id(id).filter(document::Column::OrganId.eq(actor.organ));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let rows = Entity::find()
        .filter(Column::DocumentId.eq(id))
        .order_by_asc(Column::Id)
        .all(office.on())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let latest = edition::Entity::find()
        .filter(edition::Column::DocumentId.eq(id))
        .filter(edition::Column::Number.eq(row.latest_edition));
    let latest = latest.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let text = text_of(&latest);
    rows.into_iter().map(|row| read(row, &text)).collect()
}

/// Everything that can be commented on, as words without line ends.
fn text_of(edition: &edition::Model) -> String {
    let html = super::rendering::shown(edition);
    let summary = edition.summary.as_deref().unwrap_or_default();
    folded(&format!(
        "{}\n{summary}\n{}",
        edition.title,
        prose::plain_of_html(&html)
    ))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect()
}

fn read(row: Model, text: &str) -> Result<Comment, OfficeError> {
    let resolved = match (row.resolved_by_name, row.resolved_at) {
        (Some(by), Some(at)) => Some(Resolved {
            by,
            at: instant(at)?,
            words: row.resolution.unwrap_or_default(),
        }),
        _ => None,
    };
    Ok(Comment {
        id: row.id,
        edition: row.edition,
        stands: text.contains(&folded(&row.quote)),
        quote: row.quote,
        words: row.words,
        by: row.writer_name,
        at: instant(row.written_at)?,
        resolved,
    })
}
