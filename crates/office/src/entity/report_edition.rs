//! A frozen edition of an annual report.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, ReportEditionId, ReportId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_edition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportEditionId,
    pub report_id: ReportId,
    pub number: i64,
    pub content: String,
    pub digest: String,
    pub findings: String,
    /// The reasons its contradictions between text and tables went out with, as a JSON list.
    pub explained: String,
    pub exception: Option<String>,
    pub correction: Option<String>,
    pub published_by: Option<AccountId>,
    pub publisher_name: String,
    pub published_at: i64,
    pub source_name: Option<String>,
    /// SM3 and length of the file it came from, where that is kept.
    pub kept_digest: Option<String>,
    pub kept_bytes: Option<i64>,
    /// The day it was published elsewhere before, and why that is stated.
    pub first_published_on: Option<String>,
    pub first_published_why: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
