//! The levels that something passes before it goes out, as an organ sets them for all it publishes or for a column.

use sea_orm::entity::prelude::*;

use crate::ids::{ColumnId, OrganId, ReviewChainId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_chain")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewChainId,
    pub organ_id: OrganId,
    pub subject: String,
    /// The outlet's code; empty for all.
    pub outlet: String,
    /// The column; none for the organ's.
    pub column_id: Option<ColumnId>,
    /// A JSON list of `law::review::LevelSetting`.
    pub levels: String,
    /// Within how many hours the review of an emergency is made up; that of the organ's own chain counts.
    pub make_up_hours: i64,
    pub version: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
