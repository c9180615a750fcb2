//! A file of an enclosure: what goes to the applicant, or its whole under seal.

use sea_orm::entity::prelude::*;

use crate::ids::{EnclosureFileId, EnclosureId, StoredFileId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "enclosure_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EnclosureFileId,
    pub enclosure_id: EnclosureId,
    pub part: String,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub digest: String,
    pub pages: Option<i64>,
    pub screening: String,
    pub confirmed: Option<String>,
    pub confirmed_by_name: Option<String>,
    pub cleaned_from: Option<EnclosureFileId>,
    pub added_by_name: String,
    pub added_at: i64,
    pub stored_id: Option<StoredFileId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
