//! That an organ's digest of a day was made: one row, so that no second server makes it again.

use sea_orm::entity::prelude::*;

use crate::ids::OrganId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "digest_run")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organ_id: OrganId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    /// How many people had something to be told.
    pub mails: i64,
    pub made_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
