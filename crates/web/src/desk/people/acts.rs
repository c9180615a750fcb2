//! What is done to an account: closed and opened, let in again, sent out. Each asks once more where it is felt at once.

use axum::extract::Path;
use axum::response::Response;
use office::staff::{self, Account, ResetWay};
use office::{AccountId, OfficeError};

use super::HERE;
use super::create::show_password;
use crate::csrf::ProtectedForm;
use crate::desk::account::Bare;
use crate::desk::confirm::{Question, ask, ask_again};
use crate::desk::layout::Desk;
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

async fn found(desk: &Desk, id: AccountId) -> Result<Account, Problem> {
    Ok(staff::find(desk.office(), &desk.actor, desk.moment, id).await?)
}

/// A question about an account; `place` is where the answer goes.
fn question(
    account: &Account,
    title: &'static str,
    button: &'static str,
    place: &str,
    then: &str,
) -> Question<'static> {
    let here = format!("{HERE}/{}", account.id);
    Question {
        section: Section::People,
        steps: &[],
        title,
        lines: vec![
            format!("{title}：{}（登录名 {}）？", account.name, account.login),
            then.to_owned(),
        ],
        action: format!("{here}/{place}"),
        button,
        back: here,
        hidden: Vec::new(),
        text: None,
    }
}

/// Goes back to the account with a message, or asks again with what was wrong.
fn answered(
    desk: &Desk,
    done: Result<(), OfficeError>,
    question: &Question<'_>,
    message: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(redirect_with(&question.back, message)),
        Err(error) => ask_again(desk, question, FieldErrors::from_office(error)?),
    }
}

/// Opens it again.
pub async fn reopen(
    desk: Desk,
    Path(id): Path<AccountId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    staff::enable(desk.office(), &desk.actor, desk.moment, id).await?;
    Ok(redirect_with(&format!("{HERE}/{id}"), "账号已恢复，可以登录。"))
}

fn password(account: &Account) -> Question<'static> {
    let then = "本人登记了邮箱的，一次性重置码发到本人邮箱，由本人设置新密码；没有的，由安全管理员确认后生效，一次性密码由安全管理员交给本人。办结以前原密码照常可用。请先向本人核实。";
    question(account, "重置密码", "提出重置", "password", then)
}

/// Asks before a reset is asked for.
pub async fn ask_password(desk: Desk, Path(id): Path<AccountId>) -> Result<Response, Problem> {
    ask(&desk, &password(&found(&desk, id).await?))
}

/// Asks for the reset; nothing is shown to who asks.
pub async fn ask_reset(
    desk: Desk,
    Path(id): Path<AccountId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let account = found(&desk, id).await?;
    let is_mail_on = desk.app.settings().mail_way.is_some();
    let asked = staff::ask_reset(desk.office(), &desk.actor, desk.moment, id, is_mail_on).await;
    let message = match &asked {
        Ok(ResetWay::Mailed) => "重置码已发往本人邮箱，24 小时内有效，由本人在登录页设置新密码。",
        _ => "重置已提出，请通知安全管理员三日内在“人员”中确认。",
    };
    answered(&desk, asked.map(|_| ()), &password(&account), message)
}

fn confirmation(account: &Account) -> Question<'static> {
    let then = "请先向本人核实确实忘记了密码。确认后原密码作废，正在使用的会话立即结束，日历订阅地址失效，锁定解除。新的一次性密码只显示一次，请当面交给本人。";
    question(account, "确认重置密码", "确认重置", "password/confirmation", then)
}

/// Asks before the reset that another asked for takes effect.
pub async fn ask_confirmation(desk: Desk, Path(id): Path<AccountId>) -> Result<Response, Problem> {
    ask(&desk, &confirmation(&found(&desk, id).await?))
}

/// Confirms it, and shows the first password once.
pub async fn confirm_reset(
    desk: Desk,
    Path(id): Path<AccountId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let account = found(&desk, id).await?;
    match staff::confirm_reset(desk.office(), &desk.actor, desk.moment, id).await {
        Ok(new) => {
            let title = format!("{}的密码已重置", account.name);
            show_password(
                &desk,
                &title,
                &account.login,
                new.0,
                &format!("{HERE}/{id}"),
                "请向本人核实身份后再交付。",
            )
        }
        Err(error) => ask_again(&desk, &confirmation(&account), FieldErrors::from_office(error)?),
    }
}

/// Refuses it: everything stays as it is.
pub async fn refuse_reset(
    desk: Desk,
    Path(id): Path<AccountId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let account = found(&desk, id).await?;
    let done = staff::refuse_reset(desk.office(), &desk.actor, desk.moment, id).await;
    answered(
        &desk,
        done,
        &confirmation(&account),
        "重置已退回，原密码照常可用。",
    )
}

/// Unlocks it.
pub async fn unlock(
    desk: Desk,
    Path(id): Path<AccountId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    staff::unlock(desk.office(), &desk.actor, desk.moment, id).await?;
    Ok(redirect_with(&format!("{HERE}/{id}"), "锁定已解除，可以登录。"))
}

fn second_factor(account: &Account) -> Question<'static> {
    let then = "请先向本人核实手机确已遗失或者更换。取消后只凭密码登录，正在使用的会话立即结束，日历订阅地址失效，请提醒本人重新启用。";
    question(
        account,
        "取消动态口令",
        "取消动态口令",
        "second-factor/removal",
        then,
    )
}

/// Asks before a lost second factor is taken away.
pub async fn ask_second_factor(desk: Desk, Path(id): Path<AccountId>) -> Result<Response, Problem> {
    ask(&desk, &second_factor(&found(&desk, id).await?))
}

/// Takes it away.
pub async fn remove_second_factor(
    desk: Desk,
    Path(id): Path<AccountId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let account = found(&desk, id).await?;
    let done = staff::reset_totp(desk.office(), &desk.actor, desk.moment, id).await;
    answered(&desk, done, &second_factor(&account), "动态口令已取消。")
}

fn sessions(account: &Account) -> Question<'static> {
    let then =
        "这个账号在所有电脑和手机上的登录立即退出，需要重新登录；日历订阅地址同时失效，请提醒本人重新生成。";
    question(account, "结束会话", "全部退出", "sessions/end", then)
}

/// Asks before an account's sessions end.
pub async fn ask_end_sessions(desk: Desk, Path(id): Path<AccountId>) -> Result<Response, Problem> {
    ask(&desk, &sessions(&found(&desk, id).await?))
}

/// Ends them.
pub async fn end_sessions(
    desk: Desk,
    Path(id): Path<AccountId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let account = found(&desk, id).await?;
    let done = staff::end_sessions_of(desk.office(), &desk.actor, desk.moment, id).await;
    answered(&desk, done, &sessions(&account), "会话已全部结束。")
}
