//! The file of an import as earlier releases kept it, under seal, until it is moved into the file room.

use sea_orm::entity::prelude::*;

use crate::ids::CaseImportId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_import_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseImportId,
    pub content: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
