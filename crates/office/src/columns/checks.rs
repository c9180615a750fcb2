//! What keeps a column from being as it was typed: its own fields, and the columns and addresses around it.

use law::columns::Kind;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::{Column, ColumnForm, Contract, contract};
use crate::entity::column::{Column as Field, Entity, Model};
use crate::entity::document;
use crate::error::OfficeError;
use crate::ids::{ColumnId, OrganId};
use crate::store::Tx;
use crate::text::{filled, line};
use crate::versioned::owned;
use law::codes::WhyNot;

pub(super) fn checked(form: &ColumnForm, before: Option<&Column>) -> Result<(Kind, Contract), OfficeError> {
    let mut fields = Vec::new();
    let mut wrong = |field, message: &str| {
        fields.push(WhyNot::new(field, message));
    };
    if filled(&form.name).is_none() {
        wrong("name", "请填写栏目名称。");
    }
    let slug = line(&form.slug);
    let is_plain = |character: char| character.is_alphanumeric() || character == '-';
    if slug.is_empty() || slug.chars().count() > 40 || !slug.chars().all(is_plain) {
        wrong(
            "slug",
            "网址路径由文字、字母、数字和短横组成，不超过 40 个字，例如 园区动态。",
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
                "法定栏目的类别、网址路径和位置固定，也不能隐藏，只能修改名称和说明。",
            );
        }
    } else if kind.is_some_and(Kind::is_fixed) {
        wrong("kind", "法定栏目每个机关只有一个，请选择其他类别。");
    }
    let contract = contract::checked(&form.contract, &mut fields);
    OfficeError::of_fields(fields)?;
    let kind = kind.ok_or_else(|| OfficeError::invalid("kind", "请选择栏目类别。"))?;
    Ok((kind, contract))
}

pub(super) async fn refuse_taken_slug(
    tx: &Tx<'_>,
    organ: OrganId,
    form: &ColumnForm,
    own: Option<ColumnId>,
) -> Result<(), OfficeError> {
    let same = Entity::find()
        .filter(Field::OrganId.eq(organ))
        .filter(Field::Slug.eq(line(&form.slug)));
    match same.one(tx.on()).await? {
        Some(row) if Some(row.id) != own => {
            Err(OfficeError::invalid("slug", "这个网址路径已由另一栏目使用。"))
        }
        _ => Ok(()),
    }
}

/// An address that was given out stays: visitors and search engines keep it.
pub(super) async fn refuse_new_address(
    tx: &Tx<'_>,
    row: &Model,
    form: &ColumnForm,
) -> Result<(), OfficeError> {
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
        "栏目中已有公开的信息，网址路径不能再改，以免原有链接失效。",
    ))
}

pub(super) async fn refuse_foreign_parent(
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

/// What a site's columns may come to: the first level stands on every page, and a reader finds nothing below five.
const MOST: u64 = 200;
const MOST_FIRST: usize = 20;
const DEEPEST: usize = 5;

/// Refuses one column more than a site may have.
pub(super) async fn refuse_many(tx: &Tx<'_>, organ: OrganId) -> Result<(), OfficeError> {
    let there = Entity::find().filter(Field::OrganId.eq(organ));
    if there.count(tx.on()).await? < MOST {
        return Ok(());
    }
    let message = format!("栏目已有 {MOST} 个，不能再加。请先删除空栏目，或者把内容相近的合并。");
    Err(OfficeError::invalid("name", message))
}

/// Refuses a place for a column, with all that stands below it, on a full first level or deeper than the fifth.
pub(super) async fn refuse_place(
    tx: &Tx<'_>,
    organ: OrganId,
    parent: Option<ColumnId>,
    own: Option<ColumnId>,
) -> Result<(), OfficeError> {
    let query = Entity::find()
        .select_only()
        .columns([Field::Id, Field::ParentId])
        .filter(Field::OrganId.eq(organ));
    let tree: Vec<(ColumnId, Option<ColumnId>)> = query.into_tuple().all(tx.on()).await?;
    let on_first = tree
        .iter()
        .filter(|(id, above)| above.is_none() && Some(*id) != own);
    if parent.is_none() && on_first.count() >= MOST_FIRST {
        let message = format!("一级栏目最多 {MOST_FIRST} 个（含法定栏目），请选择上级栏目。");
        return Err(OfficeError::invalid("parent", message));
    }
    let above = levels_above(&tree, parent);
    let below = own.map_or(0, |own| levels_below(&tree, own));
    if above + 1 + below > DEEPEST {
        let message = format!("栏目最多 {DEEPEST} 级，请选择靠上的栏目作为上级。");
        return Err(OfficeError::invalid("parent", message));
    }
    Ok(())
}

/// How many levels there are down to this column; none where there is no column.
fn levels_above(tree: &[(ColumnId, Option<ColumnId>)], column: Option<ColumnId>) -> usize {
    let above = |id: &ColumnId| {
        tree.iter()
            .find(|(one, _)| one == id)
            .and_then(|(_, above)| *above)
    };
    std::iter::successors(column, above).take(DEEPEST + 1).count()
}

/// How many levels stand below this column.
fn levels_below(tree: &[(ColumnId, Option<ColumnId>)], column: ColumnId) -> usize {
    let below = |level: &Vec<ColumnId>| {
        let is_below = |above: &Option<ColumnId>| above.is_some_and(|above| level.contains(&above));
        let next = tree.iter().filter(|(_, above)| is_below(above));
        let next: Vec<ColumnId> = next.map(|(id, _)| *id).collect();
        (!next.is_empty()).then_some(next)
    };
    std::iter::successors(below(&vec![column]), below)
        .take(DEEPEST)
        .count()
}

pub(super) async fn refuse_circle(
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
        above = owned(tx, organ, one).await?.parent_id;
    }
    Ok(())
}
