//! One edition of a document; never changed once written.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, ColumnId, DocumentId, EditionId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EditionId,
    pub document_id: DocumentId,
    pub number: i64,
    pub column_id: ColumnId,
    pub title: String,
    pub document_number: Option<String>,
    pub issuer: String,
    pub formed_on: Option<String>,
    pub summary: Option<String>,
    pub body: String,
    /// How the body is written down: a code of `prose::Format`.
    pub format: String,
    /// What the visitor is shown of the body; NULL where it has to be made anew.
    pub html: Option<String>,
    pub category: String,
    pub subject: Option<String>,
    pub publicity: Option<String>,
    /// Why it is not 主动公开.
    pub publicity_reason: Option<String>,
    pub joint_with: Option<String>,
    pub lead_organ: Option<String>,
    /// What it forwards, and how public that is.
    pub source: Option<String>,
    pub source_publicity: Option<String>,
    /// A code of `law::documents::Norm`.
    pub norm: Option<String>,
    pub effective_on: Option<String>,
    pub valid_until: Option<String>,
    /// Why it goes out without a 解读.
    pub exemption: Option<String>,
    pub validity: String,
    /// Minutes in Asia/Shanghai.
    pub planned_at: Option<String>,
    pub take_down_at: Option<String>,
    /// A code of `law::documents::Change`, and what has changed.
    pub change: Option<String>,
    pub change_note: Option<String>,
    /// The outlets it is meant for: ids, a blank between.
    pub outlets: Option<String>,
    pub article_title: Option<String>,
    pub article_digest: Option<String>,
    pub written_by: Option<AccountId>,
    pub writer_name: String,
    pub written_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
