//! The scan of a signed letter as it was sealed.

use sea_orm::entity::prelude::*;

use crate::ids::{LetterId, LetterScanId, StoredFileId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter_scan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LetterScanId,
    pub letter_id: LetterId,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub digest: String,
    pub pages: Option<i64>,
    pub added_by_name: String,
    pub added_at: i64,
    pub stored_id: Option<StoredFileId>,
    /// What it is of: the letter as it was sealed, or a receipt of it.
    pub role: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
