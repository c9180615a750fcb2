//! A file that came with an application: of the application once that is sent, of the form's batch until then.

use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationFileId, ApplicationId, MatterId, OrganId, StoredFileId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApplicationFileId,
    pub organ_id: OrganId,
    pub application_id: Option<ApplicationId>,
    /// The hash of the batch code, while the application is not sent.
    pub batch: Option<String>,
    pub expires_at: Option<i64>,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub digest: String,
    pub added_by: String,
    pub added_at: i64,
    /// What it holds, in the file room; `None`: it still stands in `application_file_content`.
    pub stored_id: Option<StoredFileId>,
    /// The matter that it came with, in place of an application.
    pub matter_id: Option<MatterId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
