//! A picture of written text.

use sea_orm::entity::prelude::*;

use crate::ids::{OrganId, PictureId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "picture")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PictureId,
    pub organ_id: OrganId,
    pub digest: String,
    pub kind: String,
    pub width: i64,
    pub height: i64,
    pub added_by: String,
    pub added_at: i64,
    /// Since when it waits to be thrown away: no edition shows it.
    pub dropped_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
