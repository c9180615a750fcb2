//! What of an application's registration was mended: the fields by name, what stood before under seal, and why.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, ApplicationId, CaseId, RegistrationMendingId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registration_mending")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegistrationMendingId,
    pub application_id: ApplicationId,
    /// The case at which it was mended.
    pub case_id: CaseId,
    /// The names of the fields, with commas between.
    pub fields: String,
    /// The whole form as it stood; gone with the applicant.
    pub stated: Option<String>,
    pub reason: String,
    pub account_id: Option<AccountId>,
    pub mended_by: String,
    pub mended_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
