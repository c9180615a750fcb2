//! Columns (栏目): a tree per organ with the four fixed ones of 国办公开办函〔2019〕61号, which none may remove.

use law::audit::Recorded;
use law::columns::{FIXED, Kind};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder,
};
use serde_json::json;

use crate::entity::column::{ActiveModel, Column as Field, Entity, Model};
use crate::entity::document;
use crate::error::{FieldError, OfficeError};
use crate::ids::{ColumnId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text::{filled, line, optional};
use crate::{audit, changes};

/// A column as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub id: ColumnId,
    pub organ: OrganId,
    pub parent: Option<ColumnId>,
    /// Its stable name in addresses.
    pub slug: String,
    pub name: String,
    pub kind: Kind,
    pub description: Option<String>,
    pub keywords: Option<String>,
    pub position: i64,
    pub is_hidden: bool,
    pub version: i64,
}

/// A column with those below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnNode {
    pub column: Column,
    pub children: Vec<ColumnNode>,
}

/// What can be typed into a column.
#[derive(Clone, Debug, Default)]
pub struct ColumnForm {
    pub name: String,
    pub slug: String,
    pub kind: String,
    pub parent: Option<ColumnId>,
    pub description: String,
    pub keywords: String,
    pub is_hidden: bool,
}

/// Which way a column moves among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// The organ's columns as a tree, each level in order.
pub async fn tree(office: &Office, organ: OrganId) -> Result<Vec<ColumnNode>, OfficeError> {
    let columns = list(office, organ).await?;
    Ok(branches(&columns, None))
}

/// The organ's columns in order, without their tree.
pub async fn list(office: &Office, organ: OrganId) -> Result<Vec<Column>, OfficeError> {
    let query = Entity::find()
        .filter(Field::OrganId.eq(organ))
        .order_by_asc(Field::Position)
        .order_by_asc(Field::Id);
    query
        .all(office.on())
        .await?
        .into_iter()
        .map(Column::try_from)
        .collect()
}

fn branches(columns: &[Column], parent: Option<ColumnId>) -> Vec<ColumnNode> {
    let here = columns.iter().filter(|column| column.parent == parent);
    here.map(|column| ColumnNode {
        column: column.clone(),
        children: branches(columns, Some(column.id)),
    })
    .collect()
}

/// The column of that slug.
pub async fn by_slug(office: &Office, organ: OrganId, slug: &str) -> Result<Option<Column>, OfficeError> {
    let query = Entity::find()
        .filter(Field::OrganId.eq(organ))
        .filter(Field::Slug.eq(line(slug)));
    query.one(office.on()).await?.map(Column::try_from).transpose()
}

/// One column of the organ.
pub async fn find(office: &Office, organ: OrganId, column: ColumnId) -> Result<Column, OfficeError> {
    let row = Entity::find_by_id(column)
        .filter(Field::OrganId.eq(organ))
        .one(office.on())
        .await?;
    row.map(Column::try_from).transpose()?.ok_or(OfficeError::Missing)
}

/// The four fixed columns of a new organ.
pub(crate) async fn create_fixed(tx: &Tx<'_>, organ: OrganId, moment: Moment) -> Result<(), OfficeError> {
    for ((kind, name, slug), position) in FIXED.into_iter().zip(1..) {
        let row = ActiveModel {
            id: Set(tx.next_id(moment)),
            organ_id: Set(organ),
            parent_id: Set(None),
            slug: Set(slug.to_owned()),
            name: Set(name.to_owned()),
            kind: Set(kind.code().to_owned()),
            description: Set(None),
            keywords: Set(None),
            position: Set(position),
            is_hidden: Set(false),
            version: Set(1),
            created_at: Set(moment.millis()),
        };
        Entity::insert(row).exec(tx.on()).await?;
    }
    Ok(())
}

/// Adds a column as the last below its parent.
pub async fn create(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &ColumnForm,
) -> Result<ColumnId, OfficeError> {
    may(&actor.roles, Act::EditColumns)?;
    let kind = checked(form, None)?;
    transaction!(office, |tx| {
        refuse_taken_slug(&tx, actor.organ, form, None).await?;
        refuse_foreign_parent(&tx, actor.organ, form.parent).await?;
        let id: ColumnId = tx.next_id(moment);
        let row = ActiveModel {
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
        };
        Entity::insert(row).exec(tx.on()).await?;
        record(
            &tx,
            actor,
            moment,
            Recorded::ColumnsCreate,
            id,
            json!({ "name": line(&form.name) }),
        )
        .await?;
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
    let before = find(office, actor.organ, column).await?;
    let kind = checked(form, Some(&before))?;
    transaction!(office, |tx| {
        refuse_taken_slug(&tx, actor.organ, form, Some(column)).await?;
        refuse_foreign_parent(&tx, actor.organ, form.parent).await?;
        refuse_circle(&tx, actor.organ, column, form.parent).await?;
        let row = held(&tx, actor.organ, column).await?;
        if row.version != version {
            return Err(OfficeError::Stale {
                what: "栏目",
                version: row.version,
            });
        }
        refuse_new_address(&tx, &row, form).await?;
        let has_moved = row.parent_id != form.parent;
        let mut changed = row.into_active_model();
        if has_moved {
            changed.position = Set(last_position(&tx, actor.organ, form.parent).await? + 1);
        }
        changed.parent_id = Set(form.parent);
        changed.slug = Set(line(&form.slug));
        changed.name = Set(line(&form.name));
        changed.kind = Set(kind.code().to_owned());
        changed.description = Set(optional(&form.description));
        changed.keywords = Set(optional(&form.keywords));
        changed.is_hidden = Set(form.is_hidden);
        changed.version = Set(version + 1);
        changed.update(tx.on()).await?;
        record(
            &tx,
            actor,
            moment,
            Recorded::ColumnsSave,
            column,
            json!({ "name": line(&form.name) }),
        )
        .await
    })
}

/// Moves a column one place up or down among its neighbours; at the end it stays.
pub async fn move_(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    column: ColumnId,
    direction: Direction,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::EditColumns)?;
    transaction!(office, |tx| {
        let row = held(&tx, actor.organ, column).await?;
        let mut level = siblings(&tx, actor.organ, row.parent_id).await?;
        let Some(place) = level.iter().position(|one| one.id == column) else {
            return Err(OfficeError::Missing);
        };
        let target = match direction {
            Direction::Up => place.checked_sub(1),
            Direction::Down => Some(place + 1).filter(|target| *target < level.len()),
        };
        if let Some(target) = target {
            level.swap(place, target);
        }
        for (one, position) in level.into_iter().zip(1..) {
            if one.position != position {
                let mut changed = one.into_active_model();
                changed.position = Set(position);
                changed.update(tx.on()).await?;
            }
        }
        record(&tx, actor, moment, Recorded::ColumnsMove, column, json!({})).await
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
        let row = held(&tx, actor.organ, column).await?;
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
        Entity::delete_by_id(column).exec(tx.on()).await?;
        record(
            &tx,
            actor,
            moment,
            Recorded::ColumnsRemove,
            column,
            json!({ "name": name }),
        )
        .await
    })
}

async fn record(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    act: Recorded,
    column: ColumnId,
    detail: serde_json::Value,
) -> Result<(), OfficeError> {
    let subject = format!("column {column}");
    audit::append(tx, actor, moment, act, subject.clone(), detail).await?;
    changes::note(tx, moment, subject).await
}

fn checked(form: &ColumnForm, before: Option<&Column>) -> Result<Kind, OfficeError> {
    let mut fields = Vec::new();
    let mut wrong = |field, message: &str| {
        fields.push(FieldError {
            field,
            message: message.to_owned(),
        });
    };
    if filled(&form.name).is_none() {
        wrong("name", "请填写栏目名称。");
    }
    let slug = line(&form.slug);
    let is_plain = |character: char| character.is_alphanumeric() || character == '-';
    if slug.is_empty() || slug.chars().count() > 40 || !slug.chars().all(is_plain) {
        wrong(
            "slug",
            "网址名由文字、字母、数字和短横组成，不超过 40 个字，例如 园区动态。",
        );
    }
    let kind = Kind::from_code(&form.kind);
    if kind.is_none() {
        wrong("kind", "请选择栏目类别。");
    }
    let was_fixed = before.filter(|column| column.kind.is_fixed());
    if let Some(fixed) = was_fixed {
        if kind != Some(fixed.kind) || slug != fixed.slug || form.parent.is_some() || form.is_hidden {
            wrong(
                "kind",
                "法定栏目的类别、网址名和位置固定，也不能隐藏，只能修改名称和说明。",
            );
        }
    } else if kind.is_some_and(Kind::is_fixed) {
        wrong("kind", "法定栏目每个机关只有一个，请选择其他类别。");
    }
    OfficeError::of_fields(fields)?;
    kind.ok_or_else(|| OfficeError::invalid("kind", "请选择栏目类别。"))
}

async fn refuse_taken_slug(
    tx: &Tx<'_>,
    organ: OrganId,
    form: &ColumnForm,
    own: Option<ColumnId>,
) -> Result<(), OfficeError> {
    let same = Entity::find()
        .filter(Field::OrganId.eq(organ))
        .filter(Field::Slug.eq(line(&form.slug)));
    match same.one(tx.on()).await? {
        Some(row) if Some(row.id) != own => Err(OfficeError::invalid("slug", "这个网址名已由另一栏目使用。")),
        _ => Ok(()),
    }
}

/// An address that was given out stays: visitors and search engines keep it.
async fn refuse_new_address(tx: &Tx<'_>, row: &Model, form: &ColumnForm) -> Result<(), OfficeError> {
    if row.slug == line(&form.slug) {
        return Ok(());
    }
    let published = document::Entity::find()
        .filter(document::Column::ColumnId.eq(row.id))
        .filter(document::Column::PublishedEdition.is_not_null());
    if published.count(tx.on()).await? == 0 {
        return Ok(());
    }
    Err(OfficeError::invalid(
        "slug",
        "栏目中已有公开的信息，网址名不能再改，以免原有链接失效。",
    ))
}

async fn refuse_foreign_parent(
    tx: &Tx<'_>,
    organ: OrganId,
    parent: Option<ColumnId>,
) -> Result<(), OfficeError> {
    let Some(parent) = parent else { return Ok(()) };
    let row = Entity::find_by_id(parent)
        .filter(Field::OrganId.eq(organ))
        .one(tx.on())
        .await?;
    row.map(|_| ())
        .ok_or_else(|| OfficeError::invalid("parent", "上级栏目不存在，请重新选择。"))
}

async fn refuse_circle(
    tx: &Tx<'_>,
    organ: OrganId,
    column: ColumnId,
    parent: Option<ColumnId>,
) -> Result<(), OfficeError> {
    let mut above = parent;
    while let Some(one) = above {
        if one == column {
            return Err(OfficeError::invalid(
                "parent",
                "栏目不能移到自己或者自己的下级之中。",
            ));
        }
        above = held(tx, organ, one).await?.parent_id;
    }
    Ok(())
}

async fn held(tx: &Tx<'_>, organ: OrganId, column: ColumnId) -> Result<Model, OfficeError> {
    let query = Entity::find_by_id(column).filter(Field::OrganId.eq(organ));
    query.one(tx.on()).await?.ok_or(OfficeError::Missing)
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

impl TryFrom<Model> for Column {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        let kind = Kind::from_code(&row.kind)
            .ok_or_else(|| OfficeError::Damaged(format!("site_column.kind，第 {} 行", row.id)))?;
        Ok(Self {
            id: row.id,
            organ: row.organ_id,
            parent: row.parent_id,
            slug: row.slug,
            name: row.name,
            kind,
            description: row.description,
            keywords: row.keywords,
            position: row.position,
            is_hidden: row.is_hidden,
            version: row.version,
        })
    }
}
