//! A letter (文书) of a case: its text, the facts it was filled from, and how far it has come.

use sea_orm::entity::prelude::*;

use crate::ids::{CaseId, LetterId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_letter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LetterId,
    pub organ_id: OrganId,
    pub case_id: CaseId,
    pub kind: String,
    pub state: String,
    pub content: String,
    pub basis: String,
    /// What it was decided by, where another reply was decided since.
    pub decision: Option<String>,
    pub number: Option<String>,
    pub dated: Option<String>,
    pub written_by_name: String,
    pub round: i64,
    pub next_level: Option<String>,
    pub delivered_on: Option<String>,
    pub delivery: Option<String>,
    pub version: i64,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
