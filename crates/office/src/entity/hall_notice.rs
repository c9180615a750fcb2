//! A 一次性告知单: never changed once it was given.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, HallId, HallNoticeId, HallVisitId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hall_notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HallNoticeId,
    pub organ_id: OrganId,
    pub hall_id: HallId,
    pub visit_id: Option<HallVisitId>,
    pub number: String,
    pub service: String,
    /// JSON of `law::halls::MissingItem`.
    pub items: String,
    pub due_on: String,
    pub done_in: String,
    pub place: String,
    pub phone: String,
    pub follows_id: Option<HallNoticeId>,
    pub again_why: Option<String>,
    pub was_knowable: bool,
    pub account_id: Option<AccountId>,
    pub actor: String,
    pub given_at: i64,
    pub given_on: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
