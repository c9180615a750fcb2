//! One act of sign-off on a letter: at which level, by whom, with what opinion.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, LetterId, LetterStepId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_letter_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LetterStepId,
    pub letter_id: LetterId,
    pub round: i64,
    pub level: String,
    pub is_approved: bool,
    pub account_id: Option<AccountId>,
    pub name: String,
    pub opinion: Option<String>,
    pub taken_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
