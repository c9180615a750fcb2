//! The second text of a matter, which the public is shown.

use sea_orm::entity::prelude::*;

use crate::ids::{MatterId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matter_copy")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub matter_id: MatterId,
    pub organ_id: OrganId,
    /// What is hidden and why, as JSON.
    pub hides: String,
    pub title: String,
    pub words: String,
    pub answer: String,
    pub state: String,
    pub round: i64,
    pub returned: Option<String>,
    pub useful: i64,
    pub not_useful: i64,
    pub version: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
