//! Filters of the case lists that somebody keeps under a name (常用筛选): their own and nobody else's. What is kept is the codes
//! of the filter and no words that were sought, which may be an applicant's name.

use law::audit::{Key, Recorded};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Select,
};

use crate::audit::{self, Detail};
use crate::entity::saved_view::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{AccountId, SavedViewId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::text::line;

/// Most of one person's.
pub const MOST_VIEWS: usize = 12;
/// The longest name, in signs: it stands in a row of tabs.
pub const LONGEST_NAME: usize = 12;
/// The longest filter, in bytes.
const LONGEST_QUERY: usize = 300;

/// Which list a filter is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewOf {
    /// The open cases.
    Open,
    /// The ledger.
    All,
}

impl ViewOf {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::All => "all",
        }
    }

    /// The list of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::All]
            .into_iter()
            .find(|list| list.code() == code)
    }
}

/// A filter under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    pub id: SavedViewId,
    pub list: ViewOf,
    pub name: String,
    /// Its codes, as an address has them.
    pub query: String,
}

/// The person's own, in the order they were kept.
pub async fn views(office: &Office, actor: &Actor) -> Result<Vec<SavedView>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let Some(account) = actor.account else {
        return Ok(Vec::new());
    };
    let rows = own(account).all(office.on()).await?;
    rows.into_iter().map(SavedView::try_from).collect()
}

/// Keeps a filter under a name. Sent twice under one ticket it is kept once.
pub async fn save_view(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (list, query): (ViewOf, &str),
    name: &str,
    ticket: &str,
) -> Result<SavedViewId, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let account = actor.account.ok_or(OfficeError::Missing)?;
    let name = named(name)?;
    if query.is_empty() || query.len() > LONGEST_QUERY || !query.chars().all(|one| one.is_ascii_graphic()) {
        return Err(OfficeError::invalid("", "请先在列表上选择条件，再保存。"));
    }
    let words = (list, query, &name);
    let sending = Sending::of(office, actor, Recorded::CasesView.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(SavedViewId(made));
        }
        let there = own(account).all(tx.on()).await?;
        if there.len() >= MOST_VIEWS {
            let message = format!("常用筛选不超过 {MOST_VIEWS} 个，请先删除不用的。");
            return Err(OfficeError::invalid("name", message));
        }
        refuse_twice(&there, None, &name)?;
        let id: SavedViewId = tx.next_id(moment);
        let row = ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            account_id: Set(account),
            list: Set(list.code().to_owned()),
            name: Set(name.clone()),
            query: Set(query.to_owned()),
            created_at: Set(moment.millis()),
        };
        Entity::insert(row).exec_without_returning(tx.on()).await?;
        sending.keep(&tx, moment, id.0).await?;
        record(&tx, actor, moment, false).await?;
        Ok(id)
    })
}

/// Names one of the person's own anew.
pub async fn rename_view(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    view: SavedViewId,
    name: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let account = actor.account.ok_or(OfficeError::Missing)?;
    let name = named(name)?;
    transaction!(office, |tx| {
        let there = own(account).all(tx.on()).await?;
        refuse_twice(&there, Some(view), &name)?;
        let row = there.into_iter().find(|row| row.id == view);
        let mut row = row.ok_or(OfficeError::Missing)?.into_active_model();
        row.name = Set(name.clone());
        row.update(tx.on()).await?;
        record(&tx, actor, moment, false).await
    })
}

/// Removes one of the person's own.
pub async fn remove_view(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    view: SavedViewId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let account = actor.account.ok_or(OfficeError::Missing)?;
    transaction!(office, |tx| {
        let query = own(account).filter(Column::Id.eq(view));
        let row = query.one(tx.on()).await?.ok_or(OfficeError::Missing)?;
        Entity::delete_by_id(row.id).exec(tx.on()).await?;
        record(&tx, actor, moment, true).await
    })
}

fn own(account: AccountId) -> Select<Entity> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .order_by_asc(Column::Id)
}

fn named(name: &str) -> Result<String, OfficeError> {
    let name = line(name);
    if name.is_empty() {
        return Err(OfficeError::invalid(
            "name",
            "请填写名称，例如“快到期的邮寄申请”。",
        ));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(OfficeError::invalid(
            "name",
            format!("名称不超过 {LONGEST_NAME} 个字。"),
        ));
    }
    Ok(name)
}

fn refuse_twice(there: &[Model], view: Option<SavedViewId>, name: &str) -> Result<(), OfficeError> {
    let is_taken = there.iter().any(|row| row.name == name && Some(row.id) != view);
    if is_taken {
        return Err(OfficeError::invalid("name", "已有同名的常用筛选，请换一个名称。"));
    }
    Ok(())
}

async fn record(tx: &Tx<'_>, actor: &Actor, moment: Moment, is_removed: bool) -> Result<(), OfficeError> {
    // Without its name, which somebody wrote and may write about somebody.
    let detail = if is_removed {
        Detail::none().with(Key::IsRemoved, true)
    } else {
        Detail::none()
    };
    audit::append(tx, actor, moment, Recorded::CasesView, actor.organ, detail).await
}

impl TryFrom<Model> for SavedView {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        let list = ViewOf::from_code(&row.list);
        Ok(Self {
            id: row.id,
            list: list.ok_or_else(|| OfficeError::Damaged(format!("saved_view.list：{}", row.list)))?,
            name: row.name,
            query: row.query,
        })
    }
}
