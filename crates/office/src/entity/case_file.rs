//! A file of a case: what came in, what went out, the proof of delivery.

use sea_orm::entity::prelude::*;

use crate::ids::{CaseFileId, CaseId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseFileId,
    pub case_id: CaseId,
    pub purpose: String,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub digest: String,
    pub added_by: String,
    pub added_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
