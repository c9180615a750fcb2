//! A list of documents that was handed over (移送) to an archive or a library.

use sea_orm::entity::prelude::*;

use crate::ids::{HandOverId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hand_over")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HandOverId,
    pub organ_id: OrganId,
    /// A code of `law::documents::Receiver`, and which one.
    pub receiver: String,
    pub receiver_name: String,
    pub from_day: String,
    pub to_day: String,
    /// The lines as they were made, JSON.
    pub list: String,
    pub count: i64,
    pub digest: String,
    pub made_by_name: String,
    pub made_on: String,
    pub received_on: Option<String>,
    pub received_by: Option<String>,
    pub entered_by_name: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
