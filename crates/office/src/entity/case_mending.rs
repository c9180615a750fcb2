//! An event of a case that was recorded wrongly: as it was stated, and as it is now; `None` where it was struck out.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, CaseId, CaseMendingId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_mending")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseMendingId,
    pub case_id: CaseId,
    pub stated: String,
    pub mended: Option<String>,
    pub reason: String,
    /// What proved what was stated, where the mending moved what was proved.
    pub stated_note: Option<String>,
    pub account_id: Option<AccountId>,
    pub mended_by: String,
    pub mended_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
