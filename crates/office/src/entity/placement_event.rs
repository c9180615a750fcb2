//! What happened to a placement; never changed.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, PlacementEventId, PlacementId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "placement_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlacementEventId,
    pub placement_id: PlacementId,
    pub seq: i64,
    /// JSON of `law::outlets::What`.
    pub event: String,
    pub account_id: Option<AccountId>,
    pub actor: String,
    pub recorded_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
