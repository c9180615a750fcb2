//! A reconsideration (行政复议) or a suit (行政诉讼) over disclosure.

use sea_orm::entity::prelude::*;

use crate::ids::{CaseId, DisputeId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dispute")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DisputeId,
    pub organ_id: OrganId,
    pub case_id: Option<CaseId>,
    pub parent_id: Option<DisputeId>,
    pub route: String,
    pub procedure: Option<String>,
    pub number: String,
    pub authority: String,
    pub claimant: String,
    pub subject: String,
    pub received_on: String,
    pub due_on: String,
    pub answered_on: Option<String>,
    pub ended_on: Option<String>,
    pub ending: Option<String>,
    /// Whether a reply was ordered; `None` where it was not asked.
    pub has_ordered: Option<bool>,
    pub note: Option<String>,
    pub version: i64,
    pub changed_by: String,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
