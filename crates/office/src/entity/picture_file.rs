//! One file of a picture, stored by its digest.

use sea_orm::entity::prelude::*;

use crate::ids::PictureId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "picture_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub picture_id: PictureId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub width: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    pub digest: String,
    pub bytes: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
