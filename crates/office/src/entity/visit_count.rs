//! How often a visitor tried something of late.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_count")]
pub struct Model {
    /// What was tried, with the hash of who or what it was.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub count: i64,
    /// When the counting began.
    pub since: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
