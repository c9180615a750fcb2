//! A thing that was asked for and what becomes of it; of a reply from its signature on.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, CaseId, EnclosureId, LetterId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "enclosure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EnclosureId,
    pub organ_id: OrganId,
    pub case_id: CaseId,
    pub letter_id: Option<LetterId>,
    pub position: i64,
    pub name: String,
    pub given: String,
    pub ground: Option<String>,
    pub reason: String,
    pub changed_by: Option<AccountId>,
    pub changed_by_name: String,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
