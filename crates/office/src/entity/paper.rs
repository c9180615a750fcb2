//! A paper that stands: the file of a signed letter or a frozen report, as it went out. Not made yet while it has no digest.

use sea_orm::entity::prelude::*;

use crate::ids::{OrganId, PaperId, StoredFileId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaperId,
    pub organ_id: OrganId,
    pub subject_kind: String,
    pub subject_id: i64,
    pub format: String,
    pub is_made_later: bool,
    pub digest: Option<String>,
    pub bytes: Option<i64>,
    pub made_at: Option<i64>,
    /// What a letter's paper holds, in the file room; `None` while it is not made, and where it still stands in `paper_content`.
    pub stored_id: Option<StoredFileId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
