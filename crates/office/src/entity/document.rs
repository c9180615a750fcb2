//! A document (政府信息) and what lists need of its published edition.

use sea_orm::entity::prelude::*;

use crate::ids::{ColumnId, DocumentId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentId,
    pub organ_id: OrganId,
    /// Where the published edition stands, or will stand.
    pub column_id: ColumnId,
    pub index_number: String,
    pub title: String,
    pub latest_edition: i64,
    pub published_edition: Option<i64>,
    pub published_at: Option<i64>,
    pub published_year: Option<i64>,
    pub published_title: Option<String>,
    /// When the edition that is out went out; `published_at` is when the first one did.
    pub edition_published_at: Option<i64>,
    /// With which day lists and feeds show it: the first publication's, or the last major change's.
    pub listed_at: Option<i64>,
    /// When the latest edition is due to go out, since when a signer has confirmed that, and why it did not.
    pub planned_at: Option<i64>,
    pub confirmed_at: Option<i64>,
    pub plan_failed: Option<String>,
    /// When what is out is due to be taken down.
    pub take_down_at: Option<i64>,
    pub withdrawn_at: Option<i64>,
    pub withdrawal_reason: Option<String>,
    /// A code of `law::documents::WithdrawalKind`, and the document it went into.
    pub withdrawal_kind: Option<String>,
    pub merged_into: Option<DocumentId>,
    /// Where the latest edition stands in its chain, for lists: the code of a level, `returned` or `passed`.
    pub stage: Option<String>,
    pub stage_since: Option<i64>,
    /// What of the edition that is out the register counts.
    pub norm: Option<String>,
    pub made_on: Option<String>,
    pub valid_until: Option<String>,
    pub is_led_elsewhere: bool,
    /// How it was ended and from which day, by which document or on what basis.
    pub ended_as: Option<String>,
    pub ended_on: Option<String>,
    pub ended_by: Option<DocumentId>,
    pub ended_basis: Option<String>,
    /// What the public is told of its validity.
    pub validity: Option<String>,
    pub is_sample: bool,
    pub version: i64,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
