//! A word of the organ's own list (校对词库).

use sea_orm::entity::prelude::*;

use crate::ids::{OrganId, ProofWordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proof_word")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProofWordId,
    pub organ_id: OrganId,
    pub kind: String,
    pub word: String,
    pub post: Option<String>,
    pub source: String,
    pub writer_name: String,
    pub written_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
