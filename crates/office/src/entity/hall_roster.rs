//! A line of a window's roster: who is there, or away, on which days.

use sea_orm::entity::prelude::*;

use crate::ids::{HallId, HallRosterId, HallWindowId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hall_roster")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HallRosterId,
    pub organ_id: OrganId,
    pub hall_id: HallId,
    pub window_id: HallWindowId,
    /// A code of `law::halls::Turn`.
    pub turn: String,
    pub person: String,
    pub from_day: String,
    pub to_day: Option<String>,
    /// When it was taken back.
    pub ended_at: Option<i64>,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
