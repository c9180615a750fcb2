//! A matter (办件): what a person asked outside of 依申请公开, and where its events leave it.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, MatterId, OrganId};

#[expect(clippy::struct_excessive_bools, reason = "each is a column")]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MatterId,
    pub organ_id: OrganId,
    pub number: String,
    pub query_code: String,
    pub kind: String,
    pub first_kind: String,
    pub channel: String,
    pub title: String,
    pub words: String,
    pub place: Option<String>,
    /// Who asks, under seal; `None` where nothing was left, or past its time.
    pub asker: Option<String>,
    pub asker_mask: String,
    pub wish: bool,
    pub follows_id: Option<MatterId>,
    pub stated_on: Option<String>,
    pub stated_by: Option<String>,
    pub outside_number: Option<String>,
    pub outside_due: Option<String>,
    pub state: String,
    pub owner: Option<String>,
    pub owner_id: Option<AccountId>,
    pub offered_to: Option<String>,
    pub offered_id: Option<AccountId>,
    pub received_on: String,
    pub next_due_on: Option<String>,
    pub is_tentative: bool,
    pub is_late: bool,
    /// The clock that whoever asked waits for: half over, due, for the leader in charge from then on.
    pub half_on: Option<String>,
    pub answer_due_on: Option<String>,
    pub escalates_on: Option<String>,
    pub half_told_on: Option<String>,
    pub answered_on: Option<String>,
    pub ended_on: Option<String>,
    pub extension_days: Option<i64>,
    pub extension_reason: Option<String>,
    pub extension_by: Option<String>,
    pub in_review: bool,
    pub published_at: Option<i64>,
    pub hidden_ground: Option<String>,
    pub registered_by: Option<AccountId>,
    pub anonymised_at: Option<i64>,
    pub is_sample: bool,
    pub version: i64,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::matter_copy::Entity",
        from = "Column::Id",
        to = "super::matter_copy::Column::MatterId"
    )]
    Copy,
}

impl ActiveModelBehavior for ActiveModel {}
