//! What the people of the desk tell each other about a case; the applicant does not see it.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, CaseId, CaseNoteId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_note")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseNoteId,
    pub case_id: CaseId,
    pub content: String,
    pub account_id: Option<AccountId>,
    pub written_by: String,
    pub written_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
