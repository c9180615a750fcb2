//! Columns (栏目): a tree per organ with the four fixed ones of 国办公开办函〔2019〕61号, which none may remove.

mod checks;
mod contract;
mod write;

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::columns::{FIXED, Kind};
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::audit::instant;
use crate::entity::column::{ActiveModel, Column as Field, Entity, Model};
use crate::entity::document;
use crate::error::OfficeError;
use crate::ids::{ColumnId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx};
use crate::text::line;

pub(crate) use contract::kinds_of;
pub use contract::{Aging, Contract, ContractForm, aging, people};
pub use write::{create, create_once, move_, remove, save};

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
    pub contract: Contract,
    pub version: i64,
    pub made_at: Timestamp,
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
    pub contract: ContractForm,
}

/// Which way a column moves among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// The organ's columns as the public site shows them: a tree, each level in order, without the hidden ones and all that
/// stands below one. A blank column is not public (空白栏目, 国办秘函〔2019〕19号): it shows with its first document, or with one below it; the
/// four that the law asks for show always.
pub async fn shown_tree(office: &Office, organ: OrganId) -> Result<Vec<ColumnNode>, OfficeError> {
    let mut columns = of_organ(office, organ).await?;
    columns.retain(|column| !column.is_hidden);
    let filled = filled(office, organ).await?;
    let mut tree = branches(&columns, None);
    without_blank(&mut tree, &filled);
    Ok(tree)
}

/// The columns in which something is public.
async fn filled(office: &Office, organ: OrganId) -> Result<BTreeSet<ColumnId>, OfficeError> {
    let public = Query::select()
        .expr(Expr::val(1))
        .from(document::Entity)
        .and_where(Expr::col((document::Entity, document::Column::ColumnId)).equals((Entity, Field::Id)))
        .and_where(document::Column::PublishedEdition.is_not_null())
        .to_owned();
    let query = Entity::find()
        .select_only()
        .column(Field::Id)
        .filter(Field::OrganId.eq(organ))
        .filter(Expr::exists(public));
    let ids: Vec<ColumnId> = query.into_tuple().all(office.on()).await?;
    Ok(ids.into_iter().collect())
}

fn without_blank(nodes: &mut Vec<ColumnNode>, filled: &BTreeSet<ColumnId>) {
    for node in nodes.iter_mut() {
        without_blank(&mut node.children, filled);
    }
    nodes.retain(|node| {
        let column = &node.column;
        column.kind.is_fixed() || filled.contains(&column.id) || !node.children.is_empty()
    });
}

/// All columns of the actor's organ as a tree, each level in order.
pub async fn tree(office: &Office, actor: &Actor) -> Result<Vec<ColumnNode>, OfficeError> {
    let columns = list(office, actor).await?;
    Ok(branches(&columns, None))
}

/// All columns of the actor's organ in order, without their tree.
pub async fn list(office: &Office, actor: &Actor) -> Result<Vec<Column>, OfficeError> {
    may(&actor.roles, Act::SeeColumns)?;
    of_organ(office, actor.organ).await
}

async fn of_organ(office: &Office, organ: OrganId) -> Result<Vec<Column>, OfficeError> {
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
pub async fn by_slug(office: &Office, actor: &Actor, slug: &str) -> Result<Option<Column>, OfficeError> {
    may(&actor.roles, Act::SeeColumns)?;
    let query = Entity::find()
        .filter(Field::OrganId.eq(actor.organ))
        .filter(Field::Slug.eq(line(slug)));
    query.one(office.on()).await?.map(Column::try_from).transpose()
}

/// One column of the actor's organ.
pub async fn find(office: &Office, actor: &Actor, column: ColumnId) -> Result<Column, OfficeError> {
    may(&actor.roles, Act::SeeColumns)?;
    read(office, actor.organ, column).await
}

/// The same for whatever stands in it.
pub(crate) async fn read(office: &Office, organ: OrganId, column: ColumnId) -> Result<Column, OfficeError> {
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
            ..Default::default()
        };
        Entity::insert(row).exec(tx.on()).await?;
    }
    Ok(())
}

impl TryFrom<Model> for Column {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        let kind = Kind::from_code(&row.kind)
            .ok_or_else(|| OfficeError::Damaged(format!("site_column.kind，第 {} 行", row.id)))?;
        Ok(Self {
            contract: Contract::of(&row)?,
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
            made_at: instant(row.created_at)?,
        })
    }
}
