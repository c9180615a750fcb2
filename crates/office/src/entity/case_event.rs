//! One event of a case; the events are its truth.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, CaseEventId, CaseId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseEventId,
    pub case_id: CaseId,
    pub seq: i64,
    pub happened_on: String,
    pub act: String,
    pub event: String,
    pub note: Option<String>,
    /// The letter that is the act, where it was not written here: number, when and how it went.
    pub notice: Option<String>,
    pub account_id: Option<AccountId>,
    pub actor: String,
    pub recorded_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
