//! A comment on a place of a document's text.

use sea_orm::entity::prelude::*;

use crate::ids::{DocumentId, OrganId, ReviewCommentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_comment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewCommentId,
    pub organ_id: OrganId,
    pub document_id: DocumentId,
    pub edition: i64,
    pub quote: String,
    pub words: String,
    pub writer_name: String,
    pub written_at: i64,
    pub resolved_by_name: Option<String>,
    pub resolved_at: Option<i64>,
    pub resolution: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
