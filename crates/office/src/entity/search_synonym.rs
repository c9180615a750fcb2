//! A line of words of one meaning, an organ's own (检索同义词).

use sea_orm::entity::prelude::*;

use crate::ids::{OrganId, SynonymId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_synonym")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SynonymId,
    pub organ_id: OrganId,
    pub words: String,
    pub source: String,
    pub writer_name: String,
    pub written_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
