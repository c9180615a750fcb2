//! A message (来信) of an applicant about a case, and its answer.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, CaseId, CaseMessageId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseMessageId,
    pub organ_id: OrganId,
    pub case_id: CaseId,
    pub kind: String,
    pub content: String,
    pub created_at: i64,
    pub answered_at: Option<i64>,
    pub answer: Option<String>,
    pub answered_by: Option<AccountId>,
    pub answered_by_name: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
