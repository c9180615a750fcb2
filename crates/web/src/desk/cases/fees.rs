//! The ledger of the information processing fee of a year: notices, payments, deposits to the treasury, and the sum that
//! section six of the annual report states.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::meant_day;
use law::fees::Tariff;
use law::reports::fee_sentence;
use law::staff::Act;
use office::FeeNoticeId;
use office::cases::{self, FeeRow};
use serde::Deserialize;

use super::shared::HERE;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::{FieldErrors, typed_year};

const TITLE: &str = "信息处理费";

/// Which year; this one when none is asked.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FeesQuery {
    year: String,
}

/// The deposit as typed, and the day of deposit that was read.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct DepositForm {
    seen: String,
    on: String,
    receipt_number: String,
}

/// One notice in words.
struct FeeLine {
    id: String,
    case: String,
    case_number: String,
    applicant: String,
    charged: String,
    fee: String,
    noticed_on: String,
    paid_on: String,
    deposited: String,
    may_deposit: bool,
    is_deposited: bool,
}

#[derive(Template)]
#[template(path = "desk/cases/fees.html")]
struct FeesPage {
    frame: Frame,
    year: i16,
    rows: Vec<FeeLine>,
    noticed: String,
    paid: String,
    deposited: String,
    held: String,
    /// What section six should say.
    sentence: String,
}

#[derive(Template)]
#[template(path = "desk/cases/deposit.html")]
struct DepositPage {
    frame: Frame,
    here: String,
    back: String,
    row: FeeLine,
    form: DepositForm,
    errors: FieldErrors,
}

/// The ledger of a year.
pub async fn list(desk: Desk, Query(asked): Query<FeesQuery>) -> Result<Response, Problem> {
    let year = match asked.year.trim() {
        "" => desk.moment.today.year(),
        text => typed_year(text).ok_or(Problem::Missing)?,
    };
    let ledger = cases::fee_ledger(desk.office(), &desk.actor, year).await?;
    let fen = i64::try_from(ledger.paid.0).unwrap_or(i64::MAX);
    let may_handle = desk.may(Act::HandleCases);
    desk.page(&FeesPage {
        frame: desk.frame(TITLE, Section::Cases, &[]),
        year,
        rows: ledger
            .rows
            .iter()
            .map(|row| FeeLine::of(row, may_handle))
            .collect(),
        noticed: ledger.noticed.to_string(),
        paid: ledger.paid.to_string(),
        deposited: ledger.deposited.to_string(),
        held: ledger.held.to_string(),
        sentence: fee_sentence(fen),
    })
}

/// The form of one deposit.
pub async fn ask(desk: Desk, Path(id): Path<FeeNoticeId>) -> Result<Response, Problem> {
    let row = cases::fee(desk.office(), &desk.actor, id).await?;
    let seen = row.deposited_on.map(|day| day.to_string()).unwrap_or_default();
    let form = DepositForm {
        on: if seen.is_empty() {
            desk.moment.today.to_string()
        } else {
            seen.clone()
        },
        seen,
        receipt_number: row.receipt_number.clone().unwrap_or_default(),
    };
    desk.page(&page(&desk, &row, form, FieldErrors::none()))
}

/// Records the deposit.
pub async fn deposit(
    desk: Desk,
    Path(id): Path<FeeNoticeId>,
    ProtectedForm(mut form): ProtectedForm<DepositForm>,
) -> Result<Response, Problem> {
    let row = cases::fee(desk.office(), &desk.actor, id).await?;
    let seen: Option<Date> = form.seen.parse().ok();
    let errors = match meant_day(&form.on, desk.moment.today) {
        Err(message) => {
            let mut errors = FieldErrors::none();
            errors.add("on", message);
            errors
        }
        Ok(on) => {
            let (office, actor) = (desk.office(), &desk.actor);
            let done = cases::deposit(office, actor, desk.moment, id, seen, on, &form.receipt_number);
            match done.await {
                Ok(()) => {
                    let back = format!("{HERE}/fees?year={}", row.noticed_on.year());
                    return Ok(redirect_with(&back, "已登记缴入国库。"));
                }
                Err(error) => FieldErrors::from_office(error)?,
            }
        }
    };
    form.seen = row.deposited_on.map(|day| day.to_string()).unwrap_or_default();
    desk.again(&page(&desk, &row, form, errors))
}

fn page(desk: &Desk, row: &FeeRow, form: DepositForm, errors: FieldErrors) -> DepositPage {
    let back = format!("{HERE}/fees?year={}", row.noticed_on.year());
    DepositPage {
        frame: desk.frame("登记缴入国库", Section::Cases, &[(TITLE, &back)]),
        here: format!("{HERE}/fees/{}/deposit", row.id),
        back,
        row: FeeLine::of(row, true),
        form,
        errors,
    }
}

impl FeeLine {
    fn of(row: &FeeRow, may_handle: bool) -> Self {
        let unit = match row.tariff {
            Tariff::Items => format!("本月第 {} 件", row.quantity),
            Tariff::Pages => format!("{} 页", row.quantity),
        };
        let receipt = row.receipt_number.as_deref().unwrap_or_default();
        Self {
            id: row.id.to_string(),
            case: row.case.to_string(),
            case_number: row.case_number.clone(),
            applicant: row.applicant_name.clone(),
            charged: format!("{}，{unit}", row.tariff.label()),
            fee: row.fee.to_string(),
            noticed_on: row.noticed_on.to_string(),
            paid_on: row
                .paid_on
                .map_or_else(|| "未缴".to_owned(), |day| day.to_string()),
            deposited: row
                .deposited_on
                .map(|day| format!("{day}，{receipt}"))
                .unwrap_or_default(),
            may_deposit: may_handle && row.paid_on.is_some(),
            is_deposited: row.deposited_on.is_some(),
        }
    }
}
