//! What a unit is asked about a case (内部征询), and its answer.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, AskingId, CaseId, OrganId, UnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asking")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AskingId,
    pub organ_id: OrganId,
    pub case_id: CaseId,
    pub unit_id: UnitId,
    pub unit_name: String,
    pub content: String,
    pub state: String,
    pub asked_on: String,
    pub due_on: String,
    pub asked_by: Option<AccountId>,
    pub asked_by_name: String,
    pub told_on: Option<String>,
    pub answer: Option<String>,
    pub way: Option<String>,
    pub answered_on: Option<String>,
    pub answered_by_name: Option<String>,
    pub ended_reason: Option<String>,
    pub version: i64,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
