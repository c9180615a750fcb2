//! A visit to a window, by no name.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, CaseId, HallId, HallVisitId, HallWindowId, MatterId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hall_visit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HallVisitId,
    pub organ_id: OrganId,
    pub hall_id: HallId,
    pub window_id: Option<HallWindowId>,
    /// Made where it was tapped: what is sent twice counts once.
    pub mark: String,
    /// A code of `law::halls::visit_kinds`.
    pub kind: String,
    /// A code of `law::halls::VisitOutcome`.
    pub outcome: String,
    pub topic: Option<String>,
    /// What the tablet says.
    pub tapped_at: Option<i64>,
    /// What the server's clock said.
    pub received_at: i64,
    pub counted_at: i64,
    pub counted_on: String,
    pub is_doubtful: bool,
    pub account_id: Option<AccountId>,
    pub actor: String,
    pub matter_id: Option<MatterId>,
    pub case_id: Option<CaseId>,
    pub struck_at: Option<i64>,
    pub struck_why: Option<String>,
    pub struck_by: Option<String>,
    pub version: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
