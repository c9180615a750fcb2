//! One edition at one outlet, and where its events leave it.

use sea_orm::entity::prelude::*;

use crate::ids::{DocumentId, EditionId, OrganId, OutletId, PlacementId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "placement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlacementId,
    pub organ_id: OrganId,
    /// `None` of what is entered by hand and has no outlet of its own (posters, loudspeakers).
    pub outlet_id: Option<OutletId>,
    pub kind: String,
    pub document_id: Option<DocumentId>,
    pub edition_id: Option<EditionId>,
    pub title: String,
    /// A code of `law::counts::Origin`, and where it was reposted from.
    pub origin: String,
    pub source: Option<String>,
    /// Who let it out, where it renders no document of the site.
    pub approval: Option<String>,
    pub place: Option<String>,
    /// A code of `law::outlets::Standing`.
    pub standing: String,
    pub push: Option<String>,
    pub push_place: Option<i64>,
    pub link: Option<String>,
    pub proof: Option<String>,
    /// The day it counts on.
    pub placed_on: Option<String>,
    pub asked_at: i64,
    pub done_at: Option<i64>,
    pub seen_at: Option<i64>,
    pub seen_by: Option<String>,
    pub gone_at: Option<i64>,
    pub version: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
