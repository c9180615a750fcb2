//! An uploaded file, stored by its digest.

use sea_orm::entity::prelude::*;

use crate::ids::{AttachmentId, DocumentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttachmentId,
    pub document_id: DocumentId,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub digest: String,
    pub added_by: String,
    pub added_at: i64,
    /// The file that stood first in its place, where it took another's: its address leads here.
    pub address_of: Option<AttachmentId>,
}

impl Model {
    /// At whose address it stands.
    pub fn address(&self) -> AttachmentId {
        self.address_of.unwrap_or(self.id)
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
