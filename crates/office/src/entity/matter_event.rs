//! What happened to a matter: one line an act, never changed.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, MatterEventId, MatterId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matter_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MatterEventId,
    pub matter_id: MatterId,
    pub seq: i64,
    pub act: String,
    pub event: String,
    pub note: Option<String>,
    pub account_id: Option<AccountId>,
    pub actor: String,
    pub recorded_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
