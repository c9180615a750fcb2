//! A paper copy to be read at a hall (查阅本).

use sea_orm::entity::prelude::*;

use crate::ids::{HallCopyId, HallId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hall_copy")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HallCopyId,
    pub organ_id: OrganId,
    pub hall_id: HallId,
    pub title: String,
    pub document_number: Option<String>,
    pub copies: i64,
    pub shelf: Option<String>,
    /// The list it was handed over by (移送清单).
    pub hand_over: Option<String>,
    pub received_on: String,
    pub ended_at: Option<i64>,
    pub ended_why: Option<String>,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
