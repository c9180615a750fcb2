//! A filter of the case lists that somebody keeps under a name (常用筛选).

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, OrganId, SavedViewId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_view")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SavedViewId,
    pub organ_id: OrganId,
    pub account_id: AccountId,
    pub list: String,
    pub name: String,
    pub query: String,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
