//! An organ (机关).

use sea_orm::entity::prelude::*;

use crate::ids::OrganId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organ")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganId,
    pub code: String,
    pub name: String,
    pub level: String,
    pub may_make_regulations: bool,
    pub parent_id: Option<OrganId>,
    pub site_name: String,
    pub site_domain: Option<String>,
    pub site_id_code: Option<String>,
    pub icp: Option<String>,
    pub police_record: Option<String>,
    pub guide: String,
    pub report_due: Option<String>,
    pub version: i64,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
