//! A file that came with a unit's answer.

use sea_orm::entity::prelude::*;

use crate::ids::{AskingFileId, AskingId, StoredFileId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asking_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AskingFileId,
    pub asking_id: AskingId,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub digest: String,
    pub pages: Option<i64>,
    pub screening: String,
    pub added_by_name: String,
    pub added_at: i64,
    pub stored_id: Option<StoredFileId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
