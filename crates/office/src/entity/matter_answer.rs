//! An answer to a matter, from its draft to what went out.

use sea_orm::entity::prelude::*;

use crate::ids::{MatterAnswerId, MatterId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matter_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MatterAnswerId,
    pub organ_id: OrganId,
    pub matter_id: MatterId,
    /// Which answer it is, from zero.
    pub place: i64,
    pub words: String,
    pub state: String,
    pub round: i64,
    /// Why it was sent back last.
    pub returned: Option<String>,
    pub written_by_name: String,
    pub sent_by_name: Option<String>,
    pub sent_at: Option<i64>,
    pub version: i64,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
