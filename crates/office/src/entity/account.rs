//! An account of a member of staff.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    pub organ_id: OrganId,
    pub login: String,
    pub name: String,
    pub password_hash: String,
    pub password_changed_at: i64,
    pub must_change_password: bool,
    pub totp_secret: Option<String>,
    pub totp_pending: Option<String>,
    pub totp_last_step: i64,
    pub disabled_at: Option<i64>,
    pub is_sample: bool,
    pub version: i64,
    pub created_at: i64,
    /// Where reminders go.
    pub mail: Option<String>,
    /// When that address was entered; `None` for those of before it was kept.
    pub mail_set_at: Option<i64>,
    /// The hash of the secret that opens the account's calendar.
    #[sea_orm(unique)]
    pub calendar_key: Option<String>,
    /// Who is told in their stead as well.
    pub deputy_id: Option<AccountId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
