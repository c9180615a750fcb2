//! A column (栏目) of the site.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, ColumnId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site_column")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ColumnId,
    pub organ_id: OrganId,
    pub parent_id: Option<ColumnId>,
    pub slug: String,
    pub name: String,
    pub kind: String,
    pub description: Option<String>,
    pub keywords: Option<String>,
    pub position: i64,
    pub is_hidden: bool,
    pub purpose: Option<String>,
    /// Who answers for it.
    pub owner_unit: Option<String>,
    pub owner_id: Option<AccountId>,
    /// How often it is to have news, where that is not as its kind says: `30d`, by what, from and to which day.
    pub period: Option<String>,
    pub period_source: Option<String>,
    pub period_from: Option<String>,
    pub period_to: Option<String>,
    /// Codes of what it takes in, a blank between; anything where there is none.
    pub document_kinds: Option<String>,
    /// The outlets that its documents are meant for: ids, a blank between.
    pub outlets: Option<String>,
    pub version: i64,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
