//! A publication in an emergency, whose review is made up afterwards.

use sea_orm::entity::prelude::*;

use crate::ids::{DocumentId, EmergencyId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "emergency")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EmergencyId,
    pub organ_id: OrganId,
    pub document_id: DocumentId,
    pub edition: i64,
    pub reason: String,
    pub published_by_name: String,
    pub published_at: i64,
    pub due_at: i64,
    /// `made_up`, `withdrawn` or `replaced`; none while the review is owed.
    pub ending: Option<String>,
    pub ended_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
