//! A file of the file room: its bytes lie in the object store.

use sea_orm::entity::prelude::*;

use crate::ids::StoredFileId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stored_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StoredFileId,
    /// Its own key, sealed under the office's; `None` once it is let go of.
    pub sealed_key: Option<String>,
    /// Its length as it was handed in.
    pub bytes: i64,
    /// The SM3 of what lies in the store, in hex: a backup compares it without any key.
    pub sm3: String,
    /// Since when no record holds it; 0: it was let go of since the last sweep. `None` while a record holds it.
    pub unclaimed_since: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
