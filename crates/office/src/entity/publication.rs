//! One time an edition went out, and its withdrawal.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, DocumentId, EditionId, PublicationId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PublicationId,
    pub document_id: DocumentId,
    pub edition_id: EditionId,
    pub published_by: Option<AccountId>,
    pub publisher_name: String,
    pub published_at: i64,
    pub withdrawn_by: Option<String>,
    pub withdrawn_at: Option<i64>,
    pub withdrawal_reason: Option<String>,
    pub withdrawal_kind: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
