//! A link by which a unit answers without an account: its hash, never the link.

use sea_orm::entity::prelude::*;

use crate::ids::{AskingId, AskingLinkId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asking_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AskingLinkId,
    pub asking_id: AskingId,
    pub hash: String,
    pub issued_at: i64,
    pub expires_at: i64,
    pub ended_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
