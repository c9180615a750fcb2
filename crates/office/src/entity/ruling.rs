//! An entry of the register of licences, penalties, coercive measures and fees.

use sea_orm::entity::prelude::*;

use crate::ids::{OrganId, RulingFileId, RulingId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ruling")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RulingId,
    pub organ_id: OrganId,
    pub kind: String,
    /// `None` of a summary.
    pub number: Option<String>,
    pub number_key: Option<String>,
    pub matter: String,
    pub decided_on: String,
    pub summary_from: Option<String>,
    /// Decisions, or fen.
    pub amount: i64,
    pub openness: Option<String>,
    pub ground: Option<String>,
    pub source: String,
    pub evidence: Option<String>,
    pub file_id: Option<RulingFileId>,
    pub note: Option<String>,
    pub revoked_on: Option<String>,
    pub revoked_why: Option<String>,
    pub struck_on: Option<String>,
    pub struck_why: Option<String>,
    /// What was done to it, a line each.
    pub history: String,
    pub version: i64,
    pub changed_by: String,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
