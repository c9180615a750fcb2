//! How an organ reminds its clerks; see [`crate::reminders`].

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reminder_settings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organ_id: OrganId,
    pub has_digest: bool,
    /// `HH:MM`
    pub digest_at: String,
    pub has_arrivals: bool,
    /// Where the desk is opened, without a slash at its end.
    pub desk_address: Option<String>,
    pub version: i64,
    pub has_progress: bool,
    /// Who is told of what is overdue; whoever signs where nobody is named.
    pub head_id: Option<AccountId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
