//! A ledger file handed in: checked, then taken in whole or never.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, CaseImportId, OrganId, StoredFileId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseImportId,
    pub organ_id: OrganId,
    pub file_hash: String,
    pub file_name: String,
    pub state: String,
    pub outcome: Option<String>,
    pub account_id: Option<AccountId>,
    pub made_by: String,
    pub created_at: i64,
    pub changed_at: i64,
    /// Its file in the file room; `None` once it is taken in or given up, and where it still stands in `case_import_file`.
    pub stored_id: Option<StoredFileId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
