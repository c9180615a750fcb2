//! A window of a hall.

use sea_orm::entity::prelude::*;

use crate::ids::{HallId, HallWindowId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hall_window")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HallWindowId,
    pub organ_id: OrganId,
    pub hall_id: HallId,
    pub name: String,
    pub is_ended: bool,
    pub version: i64,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
