//! A mark of what a case asks for: cases that ask for much the same share one (`law::cases::similar`).

use sea_orm::entity::prelude::*;

use crate::ids::{CaseId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_mark")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub band: i64,
    pub organ_id: OrganId,
    pub mark: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
