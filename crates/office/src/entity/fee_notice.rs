//! The one fee notice of a case, its payment and its deposit.

use sea_orm::entity::prelude::*;

use crate::ids::{CaseId, FeeNoticeId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fee_notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeeNoticeId,
    pub organ_id: OrganId,
    pub case_id: CaseId,
    pub tariff: String,
    pub quantity: i64,
    pub fen: i64,
    pub noticed_on: String,
    pub paid_on: Option<String>,
    pub deposited_on: Option<String>,
    pub receipt_number: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
