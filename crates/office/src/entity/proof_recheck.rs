//! What is public, proofread again.

use sea_orm::entity::prelude::*;

use crate::ids::{DocumentId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proof_recheck")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: DocumentId,
    pub organ_id: OrganId,
    pub edition: i64,
    pub known_by: String,
    pub open: i64,
    pub told: Option<String>,
    pub looked_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
