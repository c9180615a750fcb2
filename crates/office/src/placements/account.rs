//! What the organ keeps of an official account (公众号): by which names the platform knows it, until when it is verified, where it is
//! filed, who holds it; and its menu, whose items lead into the site.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::calendar::typed_day;
use law::codes::WhyNot;
use law::outlets::{AccountKind, Item, Limits, OutletKind, menu_faults};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter,
};
use serde::{Deserialize, Serialize};

use super::Outlet;
use super::damaged;
use crate::audit::{self, Detail};
use crate::cases::stored_day;
use crate::entity::official_account::{ActiveModel, Column, Entity, Model};
use crate::entity::outlet;
use crate::error::OfficeError;
use crate::ids::{OrganId, OutletId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text::{line, optional, paragraphs};
use crate::versioned::{bump, unchanged_or_new};

/// An account as it is kept.
#[derive(Clone, Debug)]
pub struct OfficialAccount {
    pub outlet: Outlet,
    /// 原始ID, gh_…
    pub original_id: Option<String>,
    /// By what its links name it.
    pub biz: Option<String>,
    pub kind: Option<AccountKind>,
    pub verified_until: Option<Date>,
    pub filed_on: Option<Date>,
    pub filing_number: Option<String>,
    /// Who is named as author of its articles.
    pub author: Option<String>,
    /// Who holds the administrator's phone.
    pub holder: Option<String>,
    /// Who may operate it, a line each.
    pub operators: Option<String>,
    pub menu: Vec<Item>,
    /// 0 while nothing is kept.
    pub version: i64,
}

/// What is typed of an account.
#[derive(Clone, Debug, Default)]
pub struct AccountForm {
    pub original_id: String,
    pub biz: String,
    pub kind: String,
    pub verified_until: String,
    pub filed_on: String,
    pub filing_number: String,
    pub author: String,
    pub holder: String,
    pub operators: String,
}

/// A column of the menu, or an item of one, as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredItem {
    label: String,
    address: Option<String>,
    #[serde(default)]
    items: Vec<Self>,
}

impl From<&Item> for StoredItem {
    fn from(item: &Item) -> Self {
        Self {
            label: item.label.clone(),
            address: item.address.clone(),
            items: item.items.iter().map(Self::from).collect(),
        }
    }
}

impl From<StoredItem> for Item {
    fn from(item: StoredItem) -> Self {
        Self {
            label: item.label,
            address: item.address,
            items: item.items.into_iter().map(Self::from).collect(),
        }
    }
}

impl OfficialAccount {
    fn of(outlet: Outlet, row: Option<Model>) -> Result<Self, OfficeError> {
        let id = outlet.id.0;
        let row = row.as_ref();
        let text = |pick: fn(&Model) -> &Option<String>| row.and_then(|row| pick(row).clone());
        let day = |pick: fn(&Model) -> &Option<String>| {
            let day = row.and_then(|row| pick(row).as_deref());
            day.map(stored_day).transpose()
        };
        let kind = row.and_then(|row| row.account_kind.as_deref());
        let menu = row.and_then(|row| row.menu.as_deref());
        let menu: Vec<StoredItem> = match menu {
            Some(menu) => {
                serde_json::from_str(menu).map_err(|_error| damaged("official_account", id, "menu"))?
            }
            None => Vec::new(),
        };
        Ok(Self {
            original_id: text(|row| &row.original_id),
            biz: text(|row| &row.biz),
            kind: kind.and_then(AccountKind::from_code),
            verified_until: day(|row| &row.verified_until)?,
            filed_on: day(|row| &row.filed_on)?,
            filing_number: text(|row| &row.filing_number),
            author: text(|row| &row.author),
            holder: text(|row| &row.holder),
            operators: text(|row| &row.operators),
            menu: menu.into_iter().map(Item::from).collect(),
            version: row.map_or(0, |row| row.version),
            outlet,
        })
    }

    /// As a form holds it.
    pub fn form(&self) -> AccountForm {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        AccountForm {
            original_id: text(&self.original_id),
            biz: text(&self.biz),
            kind: self.kind.map_or("", AccountKind::code).to_owned(),
            verified_until: day(self.verified_until),
            filed_on: day(self.filed_on),
            filing_number: text(&self.filing_number),
            author: text(&self.author),
            holder: text(&self.holder),
            operators: text(&self.operators),
        }
    }
}

/// The account behind an outlet.
pub async fn account(office: &Office, actor: &Actor, id: OutletId) -> Result<OfficialAccount, OfficeError> {
    may(&actor.roles, Act::SeePlacements)?;
    of_outlet(office.on(), actor.organ, id).await
}

pub(super) async fn of_outlet(
    on: &impl ConnectionTrait,
    organ: OrganId,
    id: OutletId,
) -> Result<OfficialAccount, OfficeError> {
    let query = outlet::Entity::find_by_id(id)
        .filter(outlet::Column::OrganId.eq(organ))
        .filter(outlet::Column::Kind.eq(OutletKind::OfficialAccount.code()));
    let outlet = query.one(on).await?.ok_or(OfficeError::Missing)?;
    let row = Entity::find_by_id(id).one(on).await?;
    OfficialAccount::of(Outlet::try_from(outlet)?, row)
}

struct Checked {
    verified_until: Option<Date>,
    filed_on: Option<Date>,
    kind: Option<AccountKind>,
}

fn checked(form: &AccountForm, moment: Moment) -> Result<Checked, OfficeError> {
    let mut fields = Vec::new();
    let mut wrong = |field, message: &str| fields.push(WhyNot::new(field, message));
    let original = line(&form.original_id);
    if !original.is_empty() && !original.starts_with("gh_") {
        wrong("original_id", "原始ID以 gh_ 开头，在公众号后台“账号详情”中查看。");
    }
    let biz = line(&form.biz);
    if biz.contains(['&', '?', ' ']) {
        wrong("biz", "请只填链接中 __biz= 后面到 & 之前的部分。");
    }
    let kind = AccountKind::from_code(&form.kind);
    if kind.is_none() && !form.kind.is_empty() {
        wrong("kind", "请从列出的账号类型中选择。");
    }
    let mut day = |field, typed: &str| {
        let typed = line(typed);
        let read = typed_day(&typed);
        if read.is_none() && !typed.is_empty() {
            wrong(field, "请按“年-月-日”填写，例如 2026-06-30。");
        }
        read
    };
    let verified_until = day("verified_until", &form.verified_until);
    let filed_on = day("filed_on", &form.filed_on);
    if filed_on.is_some_and(|day| day > moment.today) {
        wrong("filed_on", "备案日期晚于今天，请核对。");
    }
    let author = line(&form.author).chars().count();
    if author > 16 {
        wrong("author", "作者最多 16 字。");
    }
    OfficeError::of_fields(fields)?;
    Ok(Checked {
        verified_until,
        filed_on,
        kind,
    })
}

/// The row to be changed: as it stands where it was read, or a new one.
async fn row_of(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    (id, version): (OutletId, i64),
) -> Result<(String, ActiveModel, bool), OfficeError> {
    let account = of_outlet(tx.on(), actor.organ, id).await?;
    let row = Entity::find_by_id(id)
        .filter(Column::OrganId.eq(actor.organ))
        .one(tx.on())
        .await?;
    unchanged_or_new(row.as_ref(), version)?;
    let is_new = row.is_none();
    let mut changed = match row {
        Some(row) => row.into_active_model(),
        None => ActiveModel {
            outlet_id: Set(id),
            organ_id: Set(actor.organ),
            ..Default::default()
        },
    };
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    Ok((account.outlet.name, changed, is_new))
}

async fn keep(tx: &Tx<'_>, row: ActiveModel, is_new: bool) -> Result<(), OfficeError> {
    if is_new {
        Entity::insert(row).exec(tx.on()).await?;
    } else {
        row.update(tx.on()).await?;
    }
    Ok(())
}

/// Keeps the particulars and the custody of an account.
pub async fn save_account(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: (OutletId, i64),
    form: &AccountForm,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageOutlets)?;
    let checked = checked(form, moment)?;
    transaction!(office, |tx| {
        let (name, mut row, is_new) = row_of(&tx, actor, moment, seen).await?;
        row.original_id = Set(optional(&form.original_id));
        row.biz = Set(optional(&form.biz));
        row.account_kind = Set(checked.kind.map(|kind| kind.code().to_owned()));
        row.verified_until = Set(checked.verified_until.map(|day| day.to_string()));
        row.filed_on = Set(checked.filed_on.map(|day| day.to_string()));
        row.filing_number = Set(optional(&form.filing_number));
        row.author = Set(optional(&form.author));
        row.holder = Set(optional(&form.holder));
        let operators = paragraphs(&form.operators);
        row.operators = Set((!operators.is_empty()).then_some(operators));
        keep(&tx, row, is_new).await?;
        let detail = Detail::none().with(Key::Name, name);
        audit::append(&tx, actor, moment, Recorded::OutletsAccount, actor.organ, detail).await
    })
}

/// Keeps the menu of an account, where nothing stands against it.
pub async fn save_menu(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: (OutletId, i64),
    menu: &[Item],
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageOutlets)?;
    let limits = Limits {
        on: Some(moment.today),
        ..Limits::default()
    };
    OfficeError::of_fields(menu_faults(menu, &limits))?;
    let stored: Vec<StoredItem> = menu.iter().map(StoredItem::from).collect();
    let stored = serde_json::to_string(&stored).map_err(|error| OfficeError::Damaged(error.to_string()))?;
    transaction!(office, |tx| {
        let (name, mut row, is_new) = row_of(&tx, actor, moment, seen).await?;
        row.menu = Set(Some(stored.clone()));
        keep(&tx, row, is_new).await?;
        let detail = Detail::none().with(Key::Name, name);
        audit::append(&tx, actor, moment, Recorded::OutletsMenu, actor.organ, detail).await
    })
}
