//! A refusal looked at again (条例第十八条): whether what was refused may be given by now, and why.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, CaseId, OrganId, ReassessmentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_reassessment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReassessmentId,
    pub organ_id: OrganId,
    pub case_id: CaseId,
    pub assessed_on: String,
    pub may_be_given: bool,
    pub reason: String,
    pub account_id: Option<AccountId>,
    pub assessed_by: String,
    pub recorded_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
