//! The scan of a form on which a verdict was signed.

use sea_orm::entity::prelude::*;

use crate::ids::{ReviewScanId, ReviewStepId, StoredFileId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_scan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewScanId,
    pub step_id: ReviewStepId,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub digest: String,
    pub stored_id: Option<StoredFileId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
