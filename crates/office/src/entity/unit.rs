//! A unit of an organ (科室、所属单位) that is asked whether it holds something.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, OrganId, UnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UnitId,
    pub organ_id: OrganId,
    pub name: String,
    pub person: String,
    pub mail: Option<String>,
    pub telephone: String,
    pub account_id: Option<AccountId>,
    pub closed_at: Option<i64>,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
