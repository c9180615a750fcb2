//! A reconsideration or a suit (复议、诉讼).

use sea_orm::entity::prelude::*;

use crate::ids::{CaseId, DisputeId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dispute")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DisputeId,
    pub organ_id: OrganId,
    pub case_id: Option<CaseId>,
    pub route: String,
    pub procedure_kind: Option<String>,
    pub number: Option<String>,
    pub authority: String,
    pub received_on: String,
    pub due_on: String,
    pub answered_on: Option<String>,
    pub ending: Option<String>,
    pub ended_on: Option<String>,
    pub note: Option<String>,
    pub version: i64,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
