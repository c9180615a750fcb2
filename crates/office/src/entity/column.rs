//! A column (栏目) of the site.

use sea_orm::entity::prelude::*;

use crate::ids::{ColumnId, OrganId};

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
    pub version: i64,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
