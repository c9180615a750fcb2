//! A file that shows what entries of the register rest on.

use sea_orm::entity::prelude::*;

use crate::ids::{OrganId, RulingFileId, StoredFileId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ruling_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RulingFileId,
    pub organ_id: OrganId,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub digest: String,
    pub stored_id: Option<StoredFileId>,
    pub created_by_name: String,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
