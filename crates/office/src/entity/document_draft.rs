//! What somebody is writing of a document and has not saved, under seal.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, DocumentDraftId};

#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentDraftId,
    pub account_id: AccountId,
    /// 0 for a new document.
    pub document: i64,
    pub base: i64,
    pub content: String,
    pub kept_at: i64,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("DocumentDraft")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
