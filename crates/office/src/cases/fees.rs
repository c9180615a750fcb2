//! The ledger of the information processing fee (信息处理费): every notice, its payment, and its deposit to the treasury
//! (收支两条线, 国办函〔2020〕109号). What was paid in a year is what section six of its annual report states.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::fees::{Fen, Tariff};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder,
};

use super::stored::{damaged, day};
use crate::audit::{self, Detail};
use crate::entity::fee_notice::{Column, Entity, Model};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::{CaseId, FeeNoticeId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::text::filled;
use law::codes::WhyNot;

/// One notice with what became of it.
#[derive(Clone, Debug)]
pub struct FeeRow {
    pub id: FeeNoticeId,
    pub case: CaseId,
    pub case_number: String,
    pub applicant_name: String,
    pub tariff: Tariff,
    /// By items: which item of the applicant's in the month it is. By pages: how many.
    pub quantity: i64,
    pub fee: Fen,
    pub noticed_on: Date,
    pub paid_on: Option<Date>,
    pub deposited_on: Option<Date>,
    /// 缴款书或者财政票据号码
    pub receipt_number: Option<String>,
}

/// A year of the ledger: every notice given, paid or deposited in it, by the day of the notice.
#[derive(Clone, Debug)]
pub struct FeeLedger {
    pub rows: Vec<FeeRow>,
    /// Charged by notices of the year.
    pub noticed: Fen,
    /// Paid in the year: for section six of the annual report.
    pub paid: Fen,
    /// Deposited to the treasury in the year.
    pub deposited: Fen,
    /// Paid up to the end of the year and not deposited by then.
    pub held: Fen,
}

fn days(year: i16) -> (String, String) {
    (format!("{year}-01-01"), format!("{year}-12-31"))
}

/// What was paid in a year, in fen: for section six of the annual report.
pub async fn fees_of_year(office: &Office, actor: &Actor, year: i16) -> Result<Fen, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    paid_in(office.on(), actor.organ, year).await
}

/// The same, asked by another slice that has checked who asks.
pub(crate) async fn paid_in(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
) -> Result<Fen, OfficeError> {
    let (first, last) = days(year);
    let rows = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::PaidOn.between(first, last))
        .all(on)
        .await?;
    Ok(rows.iter().map(amount).fold(Fen::default(), Fen::plus))
}

/// The fee ledger of a year.
pub async fn fee_ledger(office: &Office, actor: &Actor, year: i16) -> Result<FeeLedger, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (first, last) = days(year);
    let in_year = |column: Column| column.between(first.as_str(), last.as_str());
    let held = Condition::all()
        .add(Column::PaidOn.lt(&first))
        .add(Column::DepositedOn.is_null());
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(
            Condition::any()
                .add(in_year(Column::NoticedOn))
                .add(in_year(Column::PaidOn))
                .add(in_year(Column::DepositedOn))
                .add(held),
        )
        .order_by_asc(Column::NoticedOn)
        .order_by_asc(Column::Id)
        .all(office.on())
        .await?;
    let sum = |counts: &dyn Fn(&Model) -> bool| {
        let counted = rows.iter().filter(|row| counts(row));
        counted.map(amount).fold(Fen::default(), Fen::plus)
    };
    let is_in = |day: &str| (first.as_str()..=last.as_str()).contains(&day);
    let is_by = |day: &Option<String>| day.as_ref().is_some_and(|day| *day <= last);
    let noticed = sum(&|row| is_in(&row.noticed_on));
    let paid = sum(&|row| row.paid_on.as_deref().is_some_and(is_in));
    let deposited = sum(&|row| row.deposited_on.as_deref().is_some_and(is_in));
    let held = sum(&|row| is_by(&row.paid_on) && !is_by(&row.deposited_on));
    Ok(FeeLedger {
        rows: with_cases(office, rows).await?,
        noticed,
        paid,
        deposited,
        held,
    })
}

async fn with_cases(office: &Office, rows: Vec<Model>) -> Result<Vec<FeeRow>, OfficeError> {
    let ids: Vec<CaseId> = rows.iter().map(|row| row.case_id).collect();
    let mut cases = BTreeMap::new();
    for part in ids.chunks(500) {
        let found = request_case::Entity::find()
            .filter(request_case::Column::Id.is_in(part.iter().copied()))
            .all(office.on())
            .await?;
        cases.extend(found.into_iter().map(|case| (case.id, case)));
    }
    let row = |row: Model| {
        let case = cases.get(&row.case_id);
        let case = case.ok_or_else(|| damaged("fee_notice.case_id", &row.case_id.to_string()))?;
        let a_day = |text: &Option<String>| text.as_deref().map(day).transpose();
        Ok(FeeRow {
            id: row.id,
            case: row.case_id,
            case_number: case.number.clone(),
            applicant_name: case.applicant_name.clone(),
            tariff: Tariff::from_code(&row.tariff)
                .ok_or_else(|| damaged("fee_notice.tariff", &row.tariff))?,
            quantity: row.quantity,
            fee: amount(&row),
            noticed_on: day(&row.noticed_on)?,
            paid_on: a_day(&row.paid_on)?,
            deposited_on: a_day(&row.deposited_on)?,
            receipt_number: row.receipt_number.clone(),
        })
    };
    rows.into_iter().map(row).collect()
}

fn amount(row: &Model) -> Fen {
    Fen(u64::try_from(row.fen).unwrap_or(0))
}

/// Records that a fee went to the treasury: the day and the number of the receipt. `seen` is the day of deposit that
/// was read; a deposit recorded wrongly is recorded anew.
pub async fn deposit(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    notice: FeeNoticeId,
    seen: Option<Date>,
    on: Date,
    receipt_number: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let query = Entity::find_by_id(notice).filter(Column::OrganId.eq(actor.organ));
        let row = query.one(tx.on()).await?.ok_or(OfficeError::Missing)?;
        refuse_deposit(&row, moment, seen, on, receipt_number)?;
        let (case, before) = (row.case_id, row.deposited_on.clone());
        let mut changed = row.into_active_model();
        changed.deposited_on = Set(Some(on.to_string()));
        changed.receipt_number = Set(filled(receipt_number));
        changed.update(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::On, on.to_string())
            .with(Key::Receipt, filled(receipt_number))
            .with(Key::Before, before);
        audit::append(&tx, actor, moment, Recorded::FeesDeposit, case, detail).await
    })
}

fn refuse_deposit(
    row: &Model,
    moment: Moment,
    seen: Option<Date>,
    on: Date,
    receipt_number: &str,
) -> Result<(), OfficeError> {
    let mut fields = Vec::new();
    let mut wrong = |field, message: String| fields.push(WhyNot::new(field, message));
    if row.deposited_on != seen.map(|seen| seen.to_string()) {
        wrong(
            "",
            "这笔费用的缴库情况刚由他人登记过，请看过最新情况再登记。".to_owned(),
        );
    }
    match row.paid_on.as_deref() {
        None => wrong("", "申请人尚未缴费，不能登记缴入国库。".to_owned()),
        Some(paid_on) if on.to_string().as_str() < paid_on => {
            wrong("on", format!("缴入国库之日早于缴费之日 {paid_on}，请核对。"));
        }
        Some(_) if on > moment.today => {
            wrong("on", "日期晚于今天；请在缴入国库之后登记。".to_owned());
        }
        Some(_) => {}
    }
    match filled(receipt_number) {
        None => wrong("receipt_number", "请填写缴款书或者财政票据号码。".to_owned()),
        Some(number) if number.chars().count() > 60 => {
            wrong("receipt_number", "号码过长（不超过60字）。".to_owned());
        }
        Some(_) => {}
    }
    OfficeError::of_fields(fields)
}

/// One notice with what became of it.
pub async fn fee(office: &Office, actor: &Actor, notice: FeeNoticeId) -> Result<FeeRow, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let query = Entity::find_by_id(notice).filter(Column::OrganId.eq(actor.organ));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    with_cases(office, vec![row])
        .await?
        .pop()
        .ok_or(OfficeError::Missing)
}
