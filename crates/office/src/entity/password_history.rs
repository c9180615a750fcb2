//! Passwords an account had, hashed, so that none comes back soon.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, PasswordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "password_history")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PasswordId,
    pub account_id: AccountId,
    pub hash: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
