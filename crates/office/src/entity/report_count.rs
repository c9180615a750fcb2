//! What the records counted when an edition was frozen.

use sea_orm::entity::prelude::*;

use crate::ids::ReportEditionId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_count")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: ReportEditionId,
    pub cells: String,
    pub fees_fen: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
