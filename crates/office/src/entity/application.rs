//! An application (申请) as it arrived, with who applied; particulars are under seal.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, ApplicationId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApplicationId,
    pub organ_id: OrganId,
    pub number: String,
    pub query_code: String,
    pub channel: String,
    pub arrived_on: String,
    pub applicant_kind: String,
    pub applicant_name: String,
    pub particulars: Option<String>,
    pub identity_key: Option<String>,
    pub request: String,
    pub document_number: Option<String>,
    pub form: String,
    pub way: String,
    pub accepts_other_form: bool,
    pub help: Option<String>,
    pub registered_by: Option<AccountId>,
    pub anonymised_at: Option<i64>,
    pub is_sample: bool,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
