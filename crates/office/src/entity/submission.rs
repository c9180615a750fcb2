//! What the public form has sent: the same words sent twice are one application.

use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationId, CaseId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submission")]
pub struct Model {
    /// A keyed digest of the form's ticket and of everything that was typed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    #[sea_orm(unique)]
    pub application_id: ApplicationId,
    pub case_id: CaseId,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
