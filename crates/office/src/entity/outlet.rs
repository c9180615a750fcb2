//! An outlet (发布去向) of an organ beside its site.

use sea_orm::entity::prelude::*;

use crate::ids::{OrganId, OutletId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outlet")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OutletId,
    pub organ_id: OrganId,
    /// A code of `law::outlets::OutletKind`.
    pub kind: String,
    pub name: String,
    pub place: Option<String>,
    pub is_closed: bool,
    pub version: i64,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
