//! Something an act wants done elsewhere; see [`crate::jobs`].

use sea_orm::entity::prelude::*;

use crate::ids::{JobId, OrganId};

#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    pub kind: String,
    /// What is to be done, as JSON; gone once it is done. It names people: never logged.
    pub payload: Option<String>,
    #[sea_orm(unique)]
    pub dedup_key: Option<String>,
    pub state: String,
    /// From when on a worker may take it; while one has it, when that claim runs out.
    pub run_after: i64,
    pub attempts: i64,
    /// The first attempt.
    pub tried_at: Option<i64>,
    /// The worker that has it.
    pub owner: Option<String>,
    pub last_error: Option<String>,
    pub created_at: i64,
    /// When it was done or given up.
    pub ended_at: Option<i64>,
    /// Whose it is; `None` of those asked for by no organ.
    pub organ_id: Option<OrganId>,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Job")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
