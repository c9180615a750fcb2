//! What a file of an application of the releases up to 2026-11-28 holds, under seal, until it is moved into the file room.

use sea_orm::entity::prelude::*;

use crate::ids::ApplicationFileId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_file_content")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApplicationFileId,
    pub content: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
