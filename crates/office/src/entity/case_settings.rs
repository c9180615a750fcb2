//! What an organ settles for its cases where the law leaves it open.

use sea_orm::entity::prelude::*;

use crate::ids::OrganId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_settings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organ_id: OrganId,
    pub content: String,
    pub version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
