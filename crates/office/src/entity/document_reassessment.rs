//! A look at what is not published of the organ's own accord (条例第十八条): whether it may be public by now, and why.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, DocumentId, OrganId, ReassessmentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_reassessment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReassessmentId,
    pub organ_id: OrganId,
    pub document_id: DocumentId,
    pub assessed_on: String,
    /// A code of `law::documents::Publicity`: the one that was looked at.
    pub publicity: String,
    pub may_be_public: bool,
    pub reason: String,
    pub account_id: Option<AccountId>,
    pub assessed_by: String,
    pub recorded_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
