//! What visitors searched for in a month.

use sea_orm::entity::prelude::*;

use crate::ids::OrganId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_word")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organ_id: OrganId,
    /// `2026-11`
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: String,
    /// A keyed digest of the words; empty for what may not be kept.
    #[sea_orm(primary_key, auto_increment = false)]
    pub mark: String,
    /// None until enough visitors asked for them.
    pub words: Option<String>,
    pub visitors: i64,
    /// How much was found when they were last looked for.
    pub found: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
