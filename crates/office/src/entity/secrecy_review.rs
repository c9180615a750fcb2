//! The secrecy review (保密审查) of one edition.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, EditionId, SecrecyReviewId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "secrecy_review")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SecrecyReviewId,
    pub edition_id: EditionId,
    pub basis: String,
    pub reviewed_by: Option<AccountId>,
    pub reviewer_name: String,
    pub reviewed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
