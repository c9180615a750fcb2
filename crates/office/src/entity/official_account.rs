//! What an organ keeps of an official account (公众号) beside its name: particulars, custody, menu.

use sea_orm::entity::prelude::*;

use crate::ids::{OrganId, OutletId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "official_account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub outlet_id: OutletId,
    pub organ_id: OrganId,
    pub original_id: Option<String>,
    pub biz: Option<String>,
    /// A code of `law::outlets::AccountKind`.
    pub account_kind: Option<String>,
    pub verified_until: Option<String>,
    pub filed_on: Option<String>,
    pub filing_number: Option<String>,
    pub author: Option<String>,
    pub holder: Option<String>,
    pub operators: Option<String>,
    /// JSON.
    pub menu: Option<String>,
    pub version: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
