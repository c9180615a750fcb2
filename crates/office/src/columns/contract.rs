//! What a column is for (栏目约定): purpose, who answers for it, how often it is to have news, which kinds of documents it takes in; and how
//! fresh the columns are that the public sees.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::calendar::typed_day;
use law::codes::WhyNot;
use law::columns::{DocumentKind, Freshness, Kind, OwnPeriod, Period, period};
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Column, of_organ};
use crate::entity::account;
use crate::entity::column::{ActiveModel, Model};
use crate::entity::document;
use crate::error::OfficeError;
use crate::ids::{AccountId, ColumnId, OrganId, OutletId};
use crate::moment::{Actor, Moment, day_of};
use crate::placements;
use crate::store::{Office, Tx};
use crate::text::{line, optional, reason};

/// As it is kept with a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contract {
    pub purpose: Option<String>,
    pub owner_unit: Option<String>,
    pub owner: Option<AccountId>,
    pub period: Option<OwnPeriod>,
    /// What it takes in; anything where there is none.
    pub kinds: Vec<DocumentKind>,
    /// The outlets that its documents are meant for beside the site.
    pub outlets: Vec<OutletId>,
}

/// What can be typed of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContractForm {
    pub purpose: String,
    pub owner_unit: String,
    pub owner: Option<AccountId>,
    pub period: String,
    pub period_source: String,
    pub period_from: String,
    pub period_to: String,
    /// Codes.
    pub kinds: Vec<String>,
    /// Ids.
    pub outlets: Vec<String>,
}

/// A column that is due or overdue, or was never filled.
#[derive(Clone, Debug)]
pub struct Aging {
    pub column: Column,
    /// Who answers for it: 办公室 张三.
    pub owner: String,
    pub period: Period,
    /// The day of its last news; of its making, where it never had any.
    pub since: Date,
    pub is_blank: bool,
    pub freshness: Freshness,
}

/// The kinds that a column takes in.
pub(crate) fn kinds_of(row: &Model) -> Vec<DocumentKind> {
    let codes = row.document_kinds.as_deref().unwrap_or_default();
    codes
        .split_whitespace()
        .filter_map(DocumentKind::from_code)
        .collect()
}

impl Contract {
    pub(super) fn of(row: &Model) -> Result<Self, OfficeError> {
        let damaged = |what: &str| OfficeError::Damaged(format!("site_column.{what}，第 {} 行", row.id));
        let day = |text: &Option<String>, what: &str| {
            let day = text.as_deref().map(str::parse::<Date>).transpose();
            day.map_err(|error| damaged(&format!("{what}（{error}）")))
        };
        let period = match row.period.as_deref() {
            None => None,
            Some(text) => Some(OwnPeriod {
                limit: OwnPeriod::read(text).ok_or_else(|| damaged("period"))?,
                source: row.period_source.clone().unwrap_or_default(),
                from: day(&row.period_from, "period_from")?,
                to: day(&row.period_to, "period_to")?,
            }),
        };
        Ok(Self {
            purpose: row.purpose.clone(),
            owner_unit: row.owner_unit.clone(),
            owner: row.owner_id,
            period,
            kinds: kinds_of(row),
            outlets: placements::listed(row.outlets.as_deref()),
        })
    }

    /// As a form holds it.
    pub fn form(&self) -> ContractForm {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let period = self.period.as_ref();
        ContractForm {
            purpose: text(&self.purpose),
            owner_unit: text(&self.owner_unit),
            owner: self.owner,
            period: period.map(|one| one.limit.to_string()).unwrap_or_default(),
            period_source: period.map(|one| one.source.clone()).unwrap_or_default(),
            period_from: day(period.and_then(|one| one.from)),
            period_to: day(period.and_then(|one| one.to)),
            kinds: self.kinds.iter().map(|kind| kind.code().to_owned()).collect(),
            outlets: self.outlets.iter().map(OutletId::to_string).collect(),
        }
    }

    /// Writes it to the row.
    pub(super) fn write(&self, row: &mut ActiveModel) {
        let period = self.period.as_ref();
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        row.purpose = Set(self.purpose.clone());
        row.owner_unit = Set(self.owner_unit.clone());
        row.owner_id = Set(self.owner);
        row.period = Set(period.map(code));
        row.period_source = Set(period.map(|one| one.source.clone()));
        row.period_from = Set(day(period.and_then(|one| one.from)));
        row.period_to = Set(day(period.and_then(|one| one.to)));
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.code()).collect();
        row.document_kinds = Set((!kinds.is_empty()).then(|| kinds.join(" ")));
        let outlets: Vec<String> = self.outlets.iter().map(OutletId::to_string).collect();
        row.outlets = Set((!outlets.is_empty()).then(|| outlets.join(" ")));
    }
}

/// 30d, 1m, none
fn code(period: &OwnPeriod) -> String {
    let unit = period.limit.unit.code();
    match period.limit.threshold {
        0 => unit.to_owned(),
        many => format!("{many}{unit}"),
    }
}

/// What is typed, where it is sound.
pub(super) fn checked(form: &ContractForm, fields: &mut Vec<WhyNot>) -> Contract {
    let mut wrong = |field, message: &str| fields.push(WhyNot::new(field, message));
    if form.purpose.chars().count() > 300 {
        wrong("purpose", "栏目用途不超过 300 字。");
    }
    let mut day = |field, typed: &str| {
        let typed = line(typed);
        let read = typed_day(&typed);
        if read.is_none() && !typed.is_empty() {
            wrong(field, "请按“年-月-日”填写，例如 2026-01-01。");
        }
        read
    };
    let (from, to) = (
        day("period_from", &form.period_from),
        day("period_to", &form.period_to),
    );
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        wrong("period_to", "截止之日早于起始之日，请核对。");
    }
    let typed = line(&form.period);
    let limit = OwnPeriod::read(&typed);
    if limit.is_none() && !typed.is_empty() {
        wrong(
            "period",
            "请填写天数或者月数，例如 30天、3个月；不要求更新的填“不设”。",
        );
    }
    let source = reason(&form.period_source);
    if limit.is_some() && source.is_none() {
        wrong("period_source", "请写明更新期限的依据，例如某某文件及发文字号。");
    }
    let kinds = form.kinds.iter().filter(|code| !code.is_empty());
    let kinds: Vec<Option<DocumentKind>> = kinds.map(|code| DocumentKind::from_code(code)).collect();
    if kinds.contains(&None) {
        wrong("kinds", "请从列出的信息类型中选择。");
    }
    Contract {
        purpose: optional(&form.purpose),
        owner_unit: optional(&form.owner_unit),
        owner: form.owner,
        period: limit.zip(source).map(|(limit, source)| OwnPeriod {
            limit,
            source,
            from,
            to,
        }),
        kinds: kinds.into_iter().flatten().collect(),
        outlets: placements::listed(Some(&form.outlets.join(" "))),
    }
}

/// The outlets it names are the organ's own.
pub(super) async fn refuse_foreign_outlets(
    tx: &Tx<'_>,
    organ: OrganId,
    outlets: &[OutletId],
) -> Result<(), OfficeError> {
    let named: Vec<String> = outlets.iter().map(OutletId::to_string).collect();
    placements::known(tx.on(), organ, &named).await.map(|_| ())
}

/// Who answers for it works here.
pub(super) async fn refuse_foreign_owner(
    tx: &Tx<'_>,
    organ: OrganId,
    owner: Option<AccountId>,
) -> Result<(), OfficeError> {
    let Some(owner) = owner else { return Ok(()) };
    let query = account::Entity::find_by_id(owner).filter(account::Column::OrganId.eq(organ));
    let found = query.one(tx.on()).await?;
    found
        .map(|_| ())
        .ok_or_else(|| OfficeError::invalid("owner", "责任人不在本机关的人员中，请重新选择。"))
}

/// The columns that are due, overdue or were never filled, of those the public is meant to see; the longest overdue first.
pub async fn aging(office: &Office, actor: &Actor, moment: Moment) -> Result<Vec<Aging>, OfficeError> {
    may(&actor.roles, Act::SeeColumns)?;
    let latest = latest_of(office, actor.organ).await?;
    let names = names(office, actor.organ).await?;
    let mut found = Vec::new();
    for column in of_organ(office, actor.organ).await? {
        if column.is_hidden || matches!(column.kind, Kind::Guide | Kind::Reports | Kind::Group) {
            continue;
        }
        let Some(period) = period(column.kind, column.contract.period.as_ref(), moment.today) else {
            continue;
        };
        let last = latest.get(&column.id).copied();
        let made_on = day_of(column.made_at.as_millisecond()).unwrap_or(moment.today);
        let since = last.unwrap_or(made_on);
        let freshness = period.freshness(since, moment.today);
        if freshness != Freshness::Fresh {
            found.push(Aging {
                owner: owner(&column.contract, &names),
                column,
                period,
                since,
                is_blank: last.is_none(),
                freshness,
            });
        }
    }
    Ok(found)
}

/// 办公室 张三
fn owner(contract: &Contract, names: &BTreeMap<AccountId, String>) -> String {
    let name = contract.owner.and_then(|id| names.get(&id)).map(String::as_str);
    let parts = [contract.owner_unit.as_deref(), name];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Who may answer for a column: whoever has an account here that is open.
pub async fn people(office: &Office, actor: &Actor) -> Result<Vec<(AccountId, String)>, OfficeError> {
    may(&actor.roles, Act::EditColumns)?;
    let query = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::Name])
        .filter(account::Column::OrganId.eq(actor.organ))
        .filter(account::Column::DisabledAt.is_null())
        .order_by_asc(account::Column::Id);
    Ok(query.into_tuple().all(office.on()).await?)
}

async fn names(office: &Office, organ: OrganId) -> Result<BTreeMap<AccountId, String>, OfficeError> {
    let rows: Vec<(AccountId, String)> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::Name])
        .filter(account::Column::OrganId.eq(organ))
        .into_tuple()
        .all(office.on())
        .await?;
    Ok(rows.into_iter().collect())
}

/// The day of the last news of each column.
async fn latest_of(office: &Office, organ: OrganId) -> Result<BTreeMap<ColumnId, Date>, OfficeError> {
    let rows: Vec<(ColumnId, Option<i64>)> = document::Entity::find()
        .select_only()
        .column(document::Column::ColumnId)
        .column_as(document::Column::ListedAt.max(), "latest")
        .filter(document::Column::OrganId.eq(organ))
        .filter(document::Column::PublishedEdition.is_not_null())
        .group_by(document::Column::ColumnId)
        .into_tuple()
        .all(office.on())
        .await?;
    let days = rows
        .into_iter()
        .filter_map(|(column, at)| Some((column, day_of(at?)?)));
    Ok(days.collect())
}
