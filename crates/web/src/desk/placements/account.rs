//! The official account: its names, until when it is verified, where it is filed, who holds it; and the sheet by which it is handed over.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::outlets::{AccountKind, Limits, verification_left};
use law::staff::Act;
use office::placements::{self, AccountForm, OfficialAccount};
use office::{OfficeError, OutletId};
use serde::Deserialize;

use super::{OUTLETS, meanwhile, refused};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::desk::stale::Meanwhile;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    version: i64,
    original_id: String,
    biz: String,
    kind: String,
    verified_until: String,
    filed_on: String,
    filing_number: String,
    author: String,
    holder: String,
    operators: String,
}

impl Typed {
    fn of(account: &OfficialAccount) -> Self {
        let form = account.form();
        Self {
            version: account.version,
            original_id: form.original_id,
            biz: form.biz,
            kind: form.kind,
            verified_until: form.verified_until,
            filed_on: form.filed_on,
            filing_number: form.filing_number,
            author: form.author,
            holder: form.holder,
            operators: form.operators,
        }
    }

    /// The fields: as they stand, as typed.
    fn beside(&self, now: &Self) -> Meanwhile {
        let kind = |code: &str| {
            AccountKind::from_code(code)
                .map_or("", AccountKind::label)
                .to_owned()
        };
        let kinds = ("账号类型", kind(&now.kind), kind(&self.kind));
        let texts = [
            ("原始ID", &now.original_id, &self.original_id),
            ("链接中的账号标识", &now.biz, &self.biz),
            ("默认作者", &now.author, &self.author),
            ("认证有效期至", &now.verified_until, &self.verified_until),
            ("备案日期", &now.filed_on, &self.filed_on),
            ("备案编号", &now.filing_number, &self.filing_number),
            ("管理员手机由谁保管", &now.holder, &self.holder),
            ("运营人员", &now.operators, &self.operators),
        ];
        let texts = texts.map(|(label, now, typed)| (label, now.clone(), typed.clone()));
        meanwhile([kinds].into_iter().chain(texts))
    }

    fn account(&self) -> AccountForm {
        AccountForm {
            original_id: self.original_id.clone(),
            biz: self.biz.clone(),
            kind: self.kind.clone(),
            verified_until: self.verified_until.clone(),
            filed_on: self.filed_on.clone(),
            filing_number: self.filing_number.clone(),
            author: self.author.clone(),
            holder: self.holder.clone(),
            operators: self.operators.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "desk/placements/account.html")]
struct AccountPage {
    frame: Frame,
    here: String,
    name: String,
    reminder: Option<String>,
    kinds: Vec<Choice>,
    kind_label: &'static str,
    form: Typed,
    may_manage: bool,
    errors: FieldErrors,
    meanwhile: Option<Meanwhile>,
}

fn reminder(desk: &Desk, account: &OfficialAccount) -> Option<String> {
    let until = account.verified_until?;
    let limits = Limits {
        on: Some(desk.moment.today),
        ..Limits::default()
    };
    let left = verification_left(until, desk.moment.today, &limits)?;
    Some(if left < 0 {
        format!("认证已于 {until} 到期，请尽快办理年审；到期后名称和部分功能可能失效。")
    } else {
        format!("认证将于 {until} 到期，还有 {left} 天，请办理年审。")
    })
}

fn page(
    desk: &Desk,
    account: OfficialAccount,
    form: Typed,
    errors: FieldErrors,
    meanwhile: Option<Meanwhile>,
) -> AccountPage {
    AccountPage {
        frame: desk.frame("公众号资料", Section::Outlets, &[]),
        here: format!("{OUTLETS}/{}", account.outlet.id),
        reminder: reminder(desk, &account),
        kinds: AccountKind::ALL
            .iter()
            .map(|kind| Choice::of(kind.code(), kind.label()))
            .collect(),
        kind_label: account.kind.map_or("", AccountKind::label),
        name: account.outlet.name,
        form,
        may_manage: desk.may(Act::ManageOutlets),
        errors,
        meanwhile,
    }
}

/// The account.
pub async fn show(desk: Desk, Path(id): Path<OutletId>) -> Result<Response, Problem> {
    let account = placements::account(desk.office(), &desk.actor, id).await?;
    let form = Typed::of(&account);
    desk.page(&page(&desk, account, form, FieldErrors::none(), None))
}

/// Keeps it.
pub async fn save(
    desk: Desk,
    Path(id): Path<OutletId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let (office, seen) = (desk.office(), (id, form.version));
    match placements::save_account(office, &desk.actor, desk.moment, seen, &form.account()).await {
        Ok(()) => Ok(redirect_with(&format!("{OUTLETS}/{id}/account"), "已保存。")),
        Err(OfficeError::Stale { .. }) => {
            let account = placements::account(office, &desk.actor, id).await?;
            let now = Typed::of(&account);
            let meanwhile = Some(form.beside(&now));
            let form = Typed {
                version: now.version,
                ..form
            };
            desk.again(&page(&desk, account, form, FieldErrors::none(), meanwhile))
        }
        Err(error) => {
            let account = placements::account(office, &desk.actor, id).await?;
            desk.again(&page(&desk, account, form, refused(error)?, None))
        }
    }
}

#[derive(Template)]
#[template(path = "desk/placements/custody.html")]
struct CustodyPage {
    frame: Frame,
    here: String,
    account: OfficialAccount,
    operators: Vec<String>,
    organ: String,
    today: String,
}

/// The sheet by which the account is handed over, to be printed and signed.
pub async fn custody(desk: Desk, Path(id): Path<OutletId>) -> Result<Response, Problem> {
    let account = placements::account(desk.office(), &desk.actor, id).await?;
    let operators = account.operators.as_deref().unwrap_or_default().lines();
    desk.page(&CustodyPage {
        frame: desk.frame("公众号交接单", Section::Outlets, &[]),
        here: format!("{OUTLETS}/{id}/account"),
        operators: operators.map(str::to_owned).collect(),
        organ: desk.organ.name.clone(),
        today: law::codes::spoken_with_weekday(desk.moment.today),
        account,
    })
}
