//! What somebody is writing and has not saved (自动保存): one for each account and document, under seal, so that a browser that
//! breaks down, a session that ends and a page that is loaded anew lose nothing of it. It is nobody else's, judges nothing and
//! changes no document; it goes with saving, and a month after it was last kept.

use jiff::Timestamp;
use law::staff::{Act, may};
use prose::Format;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, Select};
use serde::{Deserialize, Serialize};

use super::DocumentForm;
use crate::audit::instant;
use crate::entity::document_draft::{ActiveModel, Column, Entity};
use crate::entity::{document, document_draft};
use crate::error::OfficeError;
use crate::ids::{AccountId, ColumnId, DocumentDraftId, DocumentId};
use crate::moment::{Actor, Moment};
use crate::sealed::DOCUMENT_DRAFTS;
use crate::store::{Office, Tx, transaction};

/// Days for which it is kept after it was last written.
pub const DRAFT_DAYS: i64 = 30;
const DAY: i64 = 24 * 3_600_000;
/// Most bytes of what is kept: a text of the greatest length with its marks.
const LONGEST: usize = 4 << 20;

/// What was being written.
#[derive(Clone, Debug)]
pub struct KeptDraft {
    pub form: DocumentForm,
    /// The version of the document that it was begun on; 0 for a new document.
    pub base: i64,
    pub kept_at: Timestamp,
}

/// The form as it is kept.
#[derive(Serialize, Deserialize)]
struct Content {
    column: Option<i64>,
    title: String,
    document_number: String,
    issuer: String,
    formed_on: String,
    summary: String,
    body: String,
    category: String,
    subject: String,
    publicity: String,
    #[serde(default)]
    publicity_reason: String,
    validity: String,
    #[serde(default)]
    change: String,
    #[serde(default)]
    change_note: String,
}

/// Keeps what is being written of a document, or of a new one; gives when.
pub async fn keep_draft(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    document: Option<DocumentId>,
    base: i64,
    form: &DocumentForm,
) -> Result<Timestamp, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let account = actor.account.ok_or(OfficeError::Missing)?;
    let content =
        serde_json::to_string(&Content::of(form)).map_err(|error| OfficeError::Damaged(error.to_string()))?;
    if content.len() > LONGEST {
        return Err(OfficeError::invalid(
            "body",
            "内容过长，无法自动保存；请分为几条，或者改用附件。",
        ));
    }
    transaction!(office, |tx| {
        refuse_foreign(&tx, actor, document).await?;
        drop_old(&tx, moment).await?;
        let known = of(account, document).one(tx.on()).await?;
        let id = known
            .as_ref()
            .map_or_else(|| tx.next_id::<DocumentDraftId>(moment), |row| row.id);
        let row = ActiveModel {
            id: Set(id),
            account_id: Set(account),
            document: Set(number(document)),
            base: Set(base),
            content: Set(office.keys()?.seal(DOCUMENT_DRAFTS.of_row(id.0), &content)?),
            kept_at: Set(moment.millis()),
        };
        if known.is_some() {
            row.update(tx.on()).await?;
        } else {
            Entity::insert(row).exec(tx.on()).await?;
        }
        instant(moment.millis())
    })
}

/// What the actor was writing of a document, or of a new one.
pub async fn kept_draft(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    document: Option<DocumentId>,
) -> Result<Option<KeptDraft>, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let Some(account) = actor.account else {
        return Ok(None);
    };
    let row = of(account, document).one(office.on()).await?;
    let Some(row) = row.filter(|row| row.kept_at > oldest(moment)) else {
        return Ok(None);
    };
    let opened = office
        .keys()?
        .open(DOCUMENT_DRAFTS.of_row(row.id.0), &row.content)?;
    let content: Content = serde_json::from_str(opened.expose())
        .map_err(|error| OfficeError::Damaged(format!("document_draft {}：{error}", row.id)))?;
    Ok(Some(KeptDraft {
        form: content.form(),
        base: row.base,
        kept_at: instant(row.kept_at)?,
    }))
}

/// The bodies of all that is being written and kept, whoever's it is: what they name is still wanted.
pub(super) async fn bodies(office: &Office, moment: Moment) -> Result<Vec<String>, OfficeError> {
    let mut bodies = Vec::new();
    let kept = Entity::find().filter(Column::KeptAt.gt(oldest(moment)));
    for row in kept.all(office.on()).await? {
        let opened = office
            .keys()?
            .open(DOCUMENT_DRAFTS.of_row(row.id.0), &row.content)?;
        let content: Content = serde_json::from_str(opened.expose())
            .map_err(|error| OfficeError::Damaged(format!("document_draft {}：{error}", row.id)))?;
        bodies.push(content.body);
    }
    Ok(bodies)
}

/// Throws it away.
pub async fn drop_draft(
    office: &Office,
    actor: &Actor,
    document: Option<DocumentId>,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    transaction!(office, |tx| { saved(&tx, actor, document).await })
}

/// What was being written is saved: within the act that saves it.
pub(super) async fn saved(
    tx: &Tx<'_>,
    actor: &Actor,
    document: Option<DocumentId>,
) -> Result<(), OfficeError> {
    let Some(account) = actor.account else {
        return Ok(());
    };
    Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Document.eq(number(document)))
        .exec(tx.on())
        .await?;
    Ok(())
}

async fn drop_old(tx: &Tx<'_>, moment: Moment) -> Result<(), OfficeError> {
    let old = Column::KeptAt.lte(oldest(moment));
    Entity::delete_many().filter(old).exec(tx.on()).await?;
    Ok(())
}

fn oldest(moment: Moment) -> i64 {
    moment.millis() - DRAFT_DAYS * DAY
}

fn of(account: AccountId, document: Option<DocumentId>) -> Select<document_draft::Entity> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Document.eq(number(document)))
}

fn number(document: Option<DocumentId>) -> i64 {
    document.map_or(0, |id| id.0)
}

async fn refuse_foreign(tx: &Tx<'_>, actor: &Actor, document: Option<DocumentId>) -> Result<(), OfficeError> {
    let Some(id) = document else { return Ok(()) };
    let query = document::Entity::find_by_id(id).filter(document::Column::OrganId.eq(actor.organ));
    query.one(tx.on()).await?.map(|_| ()).ok_or(OfficeError::Missing)
}

impl Content {
    fn of(form: &DocumentForm) -> Self {
        let own = form.clone();
        Self {
            column: own.column.map(|id| id.0),
            title: own.title,
            document_number: own.document_number,
            issuer: own.issuer,
            formed_on: own.formed_on,
            summary: own.summary,
            body: own.body,
            category: own.category,
            subject: own.subject,
            publicity: own.publicity,
            publicity_reason: own.publicity_reason,
            validity: own.validity,
            change: own.change,
            change_note: own.change_note,
        }
    }

    fn form(self) -> DocumentForm {
        DocumentForm {
            column: self.column.map(ColumnId),
            title: self.title,
            document_number: self.document_number,
            issuer: self.issuer,
            formed_on: self.formed_on,
            summary: self.summary,
            body: self.body,
            // Only the editor's form is kept, which writes the canonical form.
            format: Format::Html,
            category: self.category,
            subject: self.subject,
            publicity: self.publicity,
            publicity_reason: self.publicity_reason,
            validity: self.validity,
            change: self.change,
            change_note: self.change_note,
        }
    }
}
