//! Where the papers of a closed case are kept (归档).

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, CaseId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_archive")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    pub archived_on: String,
    pub reference: String,
    pub place: Option<String>,
    pub account_id: Option<AccountId>,
    pub archived_by: String,
    pub recorded_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
