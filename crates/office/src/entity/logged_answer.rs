//! An entry of the log of answered requests (依申请公开答复目录).

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, CaseId, LoggedAnswerId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "logged_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LoggedAnswerId,
    pub organ_id: OrganId,
    pub case_id: CaseId,
    pub title: String,
    pub summary: String,
    /// The answer that it tells: what stands on the case may be another by now.
    pub outcome: String,
    pub replied_on: String,
    pub state: String,
    pub withdrawal_reason: Option<String>,
    /// How often it was sent back or taken down and begun again.
    pub round: i64,
    pub published_round: Option<i64>,
    pub written_by: Option<AccountId>,
    pub version: i64,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
