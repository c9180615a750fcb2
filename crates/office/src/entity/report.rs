//! An annual report: its working draft.

use sea_orm::entity::prelude::*;

use crate::ids::{OrganId, ReportId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportId,
    pub organ_id: OrganId,
    pub year: i64,
    pub draft: String,
    /// Reasons for contradictions between text and tables, as a JSON list.
    pub explained: String,
    pub source_name: Option<String>,
    /// SM3 and length of the file it came from, where that is kept.
    pub kept_digest: Option<String>,
    pub kept_bytes: Option<i64>,
    /// The day it was published elsewhere before, and why that is stated.
    pub first_published_on: Option<String>,
    pub first_published_why: Option<String>,
    pub latest_edition: i64,
    pub has_changes: bool,
    pub version: i64,
    /// The accounts that wrote since the last frozen edition, as a JSON list.
    pub changed_by: String,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
