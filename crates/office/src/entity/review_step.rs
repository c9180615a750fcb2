//! One act of review (审签): at which level, by whom, with what verdict on exactly what.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, OrganId, ReviewStepId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewStepId,
    pub organ_id: OrganId,
    pub subject_kind: String,
    pub subject_id: i64,
    pub round: i64,
    pub level: String,
    pub verdict: String,
    pub hash: Option<String>,
    pub account_id: Option<AccountId>,
    pub name: String,
    pub opinion: Option<String>,
    pub taken_at: i64,
    /// What the level was then, where it is one of a chain that is data.
    pub level_name: Option<String>,
    pub does: Option<String>,
    pub is_secrecy: Option<bool>,
    /// Who entered it, where it was given on paper.
    pub entered_by_name: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
