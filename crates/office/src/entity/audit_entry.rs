//! One link of the audit chain.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub at: i64,
    pub organ_id: OrganId,
    pub account_id: Option<AccountId>,
    pub actor: String,
    pub act: String,
    pub subject: String,
    pub detail: String,
    pub address: String,
    pub hash: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
