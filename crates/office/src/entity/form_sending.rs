//! What a form of the desk has made: the same form sent twice makes one thing. See [`crate::once`].

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_sending")]
pub struct Model {
    /// A keyed digest of the form's ticket, of whoever sent it, and of everything that was typed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// The id of what it made.
    pub made: i64,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
