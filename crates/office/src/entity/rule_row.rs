//! A threshold or period with where it comes from (`law::rules`); without an organ it holds for everybody.

use sea_orm::entity::prelude::*;

use crate::ids::OrganId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_row")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub organ_id: Option<OrganId>,
    pub code: String,
    pub subject: String,
    pub threshold: i64,
    pub unit: String,
    pub early_at: Option<i64>,
    pub severity: String,
    pub source_document: String,
    pub scope: String,
    pub valid_from: String,
    pub valid_to: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
