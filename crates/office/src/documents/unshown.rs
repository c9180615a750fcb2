//! Pictures that no edition shows: put in and left out again before anybody saved. They wait for as long as what is being written is
//! kept, then for a day in which no backup counts on them, and are thrown away.

use std::collections::BTreeSet;

use object_store::ObjectStoreExt;
use prose::pictures_of_html;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::drafts::{self, DRAFT_DAYS};
use crate::entity::picture::{Column, Entity};
use crate::entity::{attachment, edition_picture, picture_file};
use crate::error::OfficeError;
use crate::files::place_of;
use crate::ids::PictureId;
use crate::moment::{Moment, Program};
use crate::store::{Office, transaction};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Looked at in one round.
const MOST: u64 = 100;

/// Throws away what nobody shows; gives how many pictures.
pub async fn sweep_pictures(office: &Office, _: Program, moment: Moment) -> Result<u64, OfficeError> {
    drop_unshown(office, moment).await?;
    let late: Vec<PictureId> = unshown()
        .select_only()
        .column(Column::Id)
        .filter(Column::DroppedAt.lte(moment.millis() - DAY))
        .order_by_asc(Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(office.on())
        .await?;
    let mut gone = 0;
    for id in late {
        gone += u64::from(throw_away(office, id).await?);
    }
    Ok(gone)
}

/// Pictures that no edition shows.
fn unshown() -> Select<Entity> {
    let shown = Query::select()
        .expr(Expr::val(1))
        .from(edition_picture::Entity)
        .and_where(
            Expr::col((edition_picture::Entity, edition_picture::Column::PictureId))
                .equals((Entity, Column::Id)),
        )
        .to_owned();
    Entity::find().filter(Expr::exists(shown).not())
}

/// Lets go of those that are old enough, and that nothing that is being written names.
async fn drop_unshown(office: &Office, moment: Moment) -> Result<(), OfficeError> {
    let old = unshown()
        .filter(Column::DroppedAt.is_null())
        .filter(Column::AddedAt.lte(moment.millis() - DRAFT_DAYS * DAY))
        .order_by_asc(Column::Id)
        .limit(MOST)
        .all(office.on())
        .await?;
    if old.is_empty() {
        return Ok(());
    }
    let written: BTreeSet<String> = drafts::bodies(office, moment)
        .await?
        .iter()
        .flat_map(|body| pictures_of_html(body))
        .filter_map(|one| Some(one.file?.digest))
        .collect();
    let ids = old.into_iter().filter(|row| !written.contains(&row.digest));
    let ids: Vec<PictureId> = ids.map(|row| row.id).collect();
    Entity::update_many()
        .col_expr(Column::DroppedAt, Expr::value(moment.millis()))
        .filter(Column::Id.is_in(ids))
        .exec(office.on())
        .await?;
    Ok(())
}

/// The rows first: from then on no text can name it. Then its files, where nothing else holds the same.
async fn throw_away(office: &Office, id: PictureId) -> Result<bool, OfficeError> {
    let files: Vec<String> = transaction!(office, |tx| {
        let still = unshown()
            .filter(Column::Id.eq(id))
            .filter(Column::DroppedAt.is_not_null());
        if still.one(tx.on()).await?.is_none() {
            return Ok(Vec::new());
        }
        let of = || picture_file::Column::PictureId.eq(id);
        let files = picture_file::Entity::find()
            .select_only()
            .column(picture_file::Column::Digest)
            .filter(of());
        let files: Vec<String> = files.into_tuple().all(tx.on()).await?;
        picture_file::Entity::delete_many()
            .filter(of())
            .exec(tx.on())
            .await?;
        Entity::delete_by_id(id).exec(tx.on()).await?;
        Ok(files)
    })?;
    for digest in &files {
        let pictures = picture_file::Entity::find().filter(picture_file::Column::Digest.eq(digest.as_str()));
        let attachments = attachment::Entity::find().filter(attachment::Column::Digest.eq(digest.as_str()));
        if pictures.count(office.on()).await? + attachments.count(office.on()).await? > 0 {
            continue;
        }
        match office.files().delete(&place_of(digest)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(!files.is_empty())
}
