//! An application that is not sent yet, under seal, for whoever has its return code.

use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationDraftId, OrganId};

#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApplicationDraftId,
    pub organ_id: OrganId,
    /// The hash of the return code.
    #[sea_orm(unique)]
    pub code: String,
    pub content: String,
    pub expires_at: i64,
    pub created_at: i64,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ApplicationDraft")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
