//! The acts on columns: added, changed, moved, removed.

use law::audit::{Key, Recorded};
use law::columns::{FIXED, Kind};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder,
};

use super::checks::{
    checked, refuse_circle, refuse_foreign_parent, refuse_many, refuse_new_address, refuse_place,
    refuse_taken_slug,
};
use super::contract::{refuse_foreign_outlets, refuse_foreign_owner};
use super::{ColumnForm, Direction, read};
use crate::audit::Detail;
use crate::entity::column::{ActiveModel, Column as Field, Entity, Model};
use crate::entity::document;
use crate::error::OfficeError;
use crate::ids::{ColumnId, OrganId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::text::{line, optional};
use crate::versioned::{bump, held, owned};
use crate::{audit, chains, changes, documents};

/// Adds a column as the last below its parent.
pub async fn create(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &ColumnForm,
) -> Result<ColumnId, OfficeError> {
    create_once(office, actor, moment, form, "").await
}

/// The same for a form of the desk: sent twice under one ticket it leads to the column that it made.
pub async fn create_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &ColumnForm,
    ticket: &str,
) -> Result<ColumnId, OfficeError> {
    may(&actor.roles, Act::EditColumns)?;
    let (kind, contract) = checked(form, None)?;
    let sending = Sending::of(office, actor, Recorded::ColumnsCreate.code(), ticket, form)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(ColumnId(made));
        }
        refuse_taken_slug(&tx, actor.organ, form, None).await?;
        refuse_foreign_parent(&tx, actor.organ, form.parent).await?;
        refuse_many(&tx, actor.organ).await?;
        refuse_place(&tx, actor.organ, form.parent, None).await?;
        let id: ColumnId = tx.next_id(moment);
        refuse_foreign_owner(&tx, actor.organ, contract.owner).await?;
        refuse_foreign_outlets(&tx, actor.organ, &contract.outlets).await?;
        let mut row = ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            parent_id: Set(form.parent),
            slug: Set(line(&form.slug)),
            name: Set(line(&form.name)),
            kind: Set(kind.code().to_owned()),
            description: Set(optional(&form.description)),
            keywords: Set(optional(&form.keywords)),
            position: Set(last_position(&tx, actor.organ, form.parent).await? + 1),
            is_hidden: Set(form.is_hidden),
            version: Set(1),
            created_at: Set(moment.millis()),
            ..Default::default()
        };
        contract.write(&mut row);
        Entity::insert(row).exec(tx.on()).await?;
        record(
            &tx,
            actor,
            moment,
            Recorded::ColumnsCreate,
            id,
            Detail::none().with(Key::Name, line(&form.name)),
        )
        .await?;
        sending.keep(&tx, moment, id.0).await?;
        Ok(id)
    })
}

/// Changes a column; `version` is the one that was read. A fixed column keeps its slug, kind and place.
pub async fn save(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    column: ColumnId,
    version: i64,
    form: &ColumnForm,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::EditColumns)?;
    let before = read(office, actor.organ, column).await?;
    let (kind, contract) = checked(form, Some(&before))?;
    transaction!(office, |tx| {
        refuse_taken_slug(&tx, actor.organ, form, Some(column)).await?;
        refuse_foreign_parent(&tx, actor.organ, form.parent).await?;
        refuse_circle(&tx, actor.organ, column, form.parent).await?;
        refuse_foreign_owner(&tx, actor.organ, contract.owner).await?;
        refuse_foreign_outlets(&tx, actor.organ, &contract.outlets).await?;
        let row = held(&tx, actor, column, version).await?;
        refuse_new_address(&tx, &row, form).await?;
        let has_moved = row.parent_id != form.parent;
        let mut changed = row.into_active_model();
        if has_moved {
            refuse_place(&tx, actor.organ, form.parent, Some(column)).await?;
            changed.position = Set(last_position(&tx, actor.organ, form.parent).await? + 1);
        }
        changed.parent_id = Set(form.parent);
        changed.slug = Set(line(&form.slug));
        changed.name = Set(line(&form.name));
        changed.kind = Set(kind.code().to_owned());
        changed.description = Set(optional(&form.description));
        changed.keywords = Set(optional(&form.keywords));
        changed.is_hidden = Set(form.is_hidden);
        contract.write(&mut changed);
        bump(&mut changed.version);
        changed.update(tx.on()).await?;
        if has_moved {
            // Below another column it inherits another chain.
            documents::stage_anew(&tx, actor.organ, moment).await?;
        }
        record(
            &tx,
            actor,
            moment,
            Recorded::ColumnsSave,
            column,
            Detail::none().with(Key::Name, line(&form.name)),
        )
        .await
    })
}

/// Moves a column one place up or down among its neighbours; at the end it stays. The four fixed ones stand first, in their
/// order (国办公开办函〔2019〕61号): none of them moves, none is passed, and what an earlier release let out of place goes back.
pub async fn move_(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    column: ColumnId,
    direction: Direction,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::EditColumns)?;
    transaction!(office, |tx| {
        let row = owned(&tx, actor.organ, column).await?;
        if fixed_place(&row).is_some() {
            return Err(OfficeError::invalid(
                "",
                "法定栏目的位置固定，不能移动（国办公开办函〔2019〕61号）。",
            ));
        }
        let mut level = siblings(&tx, actor.organ, row.parent_id).await?;
        level.sort_by_key(|one| fixed_place(one).unwrap_or(FIXED.len()));
        let Some(place) = level.iter().position(|one| one.id == column) else {
            return Err(OfficeError::Missing);
        };
        let target = match direction {
            Direction::Up => place.checked_sub(1),
            Direction::Down => Some(place + 1),
        };
        let is_free = |target: &usize| level.get(*target).is_some_and(|one| fixed_place(one).is_none());
        if let Some(target) = target.filter(is_free) {
            level.swap(place, target);
        }
        for (one, position) in level.into_iter().zip(1..) {
            if one.position != position {
                let mut changed = one.into_active_model();
                changed.position = Set(position);
                changed.update(tx.on()).await?;
            }
        }
        record(&tx, actor, moment, Recorded::ColumnsMove, column, Detail::none()).await
    })
}

/// Removes an empty column; one that holds documents or columns, or is fixed, stays.
pub async fn remove(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    column: ColumnId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::EditColumns)?;
    transaction!(office, |tx| {
        let row = owned(&tx, actor.organ, column).await?;
        if Kind::from_code(&row.kind).is_some_and(Kind::is_fixed) {
            return Err(OfficeError::invalid(
                "",
                "法定栏目不能删除（国办公开办函〔2019〕61号）。",
            ));
        }
        if Entity::find()
            .filter(Field::ParentId.eq(column))
            .count(tx.on())
            .await?
            > 0
        {
            return Err(OfficeError::invalid("", "请先移走或者删除下级栏目。"));
        }
        if document::Entity::find()
            .filter(document::Column::ColumnId.eq(column))
            .count(tx.on())
            .await?
            > 0
        {
            return Err(OfficeError::invalid(
                "",
                "栏目中还有政府信息，不能删除；可以改为隐藏。",
            ));
        }
        let name = row.name.clone();
        chains::forget(&tx, column).await?;
        Entity::delete_by_id(column).exec(tx.on()).await?;
        record(
            &tx,
            actor,
            moment,
            Recorded::ColumnsRemove,
            column,
            Detail::none().with(Key::Name, name.as_str()),
        )
        .await
    })
}

/// Which of the four it is; `None` for the organ's own.
fn fixed_place(row: &Model) -> Option<usize> {
    FIXED.iter().position(|(kind, ..)| kind.code() == row.kind)
}

async fn siblings(tx: &Tx<'_>, organ: OrganId, parent: Option<ColumnId>) -> Result<Vec<Model>, OfficeError> {
    let query = Entity::find().filter(Field::OrganId.eq(organ));
    let query = match parent {
        Some(parent) => query.filter(Field::ParentId.eq(parent)),
        None => query.filter(Field::ParentId.is_null()),
    };
    Ok(query
        .order_by_asc(Field::Position)
        .order_by_asc(Field::Id)
        .all(tx.on())
        .await?)
}

async fn last_position(tx: &Tx<'_>, organ: OrganId, parent: Option<ColumnId>) -> Result<i64, OfficeError> {
    Ok(siblings(tx, organ, parent)
        .await?
        .last()
        .map_or(0, |row| row.position))
}

async fn record(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    act: Recorded,
    column: ColumnId,
    detail: Detail,
) -> Result<(), OfficeError> {
    audit::append(tx, actor, moment, act, column, detail).await?;
    changes::note(tx, moment, column).await
}
