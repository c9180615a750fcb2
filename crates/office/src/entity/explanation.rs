//! Why something that proofreading asks about is right as it stands.

use sea_orm::entity::prelude::*;

use crate::ids::{DocumentId, ExplanationId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "explanation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExplanationId,
    pub organ_id: OrganId,
    pub document_id: DocumentId,
    pub is_everywhere: bool,
    pub mark: String,
    pub rule: String,
    pub told: String,
    pub reason: String,
    pub writer_name: String,
    pub written_on: String,
    pub written_at: i64,
    pub ended_by_name: Option<String>,
    pub ended_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
