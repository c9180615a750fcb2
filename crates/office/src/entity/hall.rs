//! A hall (政务服务大厅).

use sea_orm::entity::prelude::*;

use crate::ids::{HallId, OrganId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hall")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HallId,
    pub organ_id: OrganId,
    pub name: String,
    pub address: String,
    pub way_there: Option<String>,
    pub phone: Option<String>,
    /// As they are typed; `law::halls::Hours` reads them.
    pub hours_summer: String,
    pub hours_winter: Option<String>,
    pub summer_from: Option<String>,
    pub winter_from: Option<String>,
    /// A code of `law::halls::OpenDays`.
    pub open_days: String,
    /// A thing a line.
    pub services: Option<String>,
    pub equipment: Option<String>,
    /// 查阅须知
    pub notice: Option<String>,
    pub closed_from: Option<String>,
    pub closed_until: Option<String>,
    pub closed_why: Option<String>,
    /// It is no hall of ours any more.
    pub is_ended: bool,
    pub version: i64,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
