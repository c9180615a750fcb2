//! A case (件): the unit that is answered, clocked and counted. State, days and outcome are what its events say.

use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, ApplicationId, CaseId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "request_case")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseId,
    pub organ_id: OrganId,
    pub application_id: ApplicationId,
    pub number: String,
    pub request: String,
    pub applicant_kind: String,
    pub applicant_name: String,
    /// Name and number in one spelling (`law::signs::sought`).
    pub sought: String,
    pub state: String,
    pub received_on: Option<String>,
    pub due_on: Option<String>,
    pub next_due_on: Option<String>,
    /// The last day to ask for a correction, while nothing has ended that clock.
    pub correction_notice_on: Option<String>,
    /// The day it was told that half of its period is over.
    pub half_way_told_on: Option<String>,
    pub is_tentative: bool,
    pub is_late: bool,
    pub outcome: Option<String>,
    pub decided_on: Option<String>,
    /// The day the reply went out or the application was withdrawn; `None` while the case is open.
    pub ended_on: Option<String>,
    /// Its row of table three, and the day that says for which year.
    pub counted_as: Option<String>,
    pub counted_on: Option<String>,
    pub decision: Option<String>,
    pub decision_by: Option<AccountId>,
    pub decision_by_name: Option<String>,
    pub assigned_to: Option<AccountId>,
    pub version: i64,
    pub is_sample: bool,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
