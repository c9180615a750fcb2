//! What an edition says of another document: one of the organ's own, or one that is named.

use sea_orm::entity::prelude::*;

use crate::ids::{DocumentId, EditionId, RelationId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_relation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RelationId,
    pub edition_id: EditionId,
    pub position: i64,
    /// A code of `law::documents::RelationKind`.
    pub kind: String,
    pub document_id: Option<DocumentId>,
    pub named: Option<String>,
    pub address: Option<String>,
    /// Form and maker of a 解读.
    pub form: Option<String>,
    pub maker: Option<String>,
    /// From which day the other no longer binds.
    pub from_day: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
