//! Save and return: the draft's return code is shown once, and whoever types it finds everything as it was left.

use askama::Template;
use axum::response::Response;
use law::codes::spoken;
use office::cases::{self, Draft};
use office::visits::{self, Visit};

use super::fields::Fields;
use super::filled::Filled;
use super::form;
use super::sent::{self, Sent};
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::layout::Frame;
use crate::site::visitor::Visitor;
use crate::when::local;

/// Drafts kept from one address in an hour.
const MOST_KEPT: i64 = 30;
/// Return codes tried from one address before it has to wait.
const MOST_TRIED: i64 = 20;

#[derive(Template)]
#[template(path = "site/apply/draft.html")]
struct DraftPage {
    frame: Frame,
    csrf: String,
    return_code: String,
    until: String,
    carried: Vec<(&'static str, String)>,
    ticket: String,
}

#[derive(Template)]
#[template(path = "site/apply/draft_open.html")]
struct OpenPage {
    frame: Frame,
    csrf: String,
    code: String,
    errors: FieldErrors,
}

/// Keeps what is typed so far, and shows the return code.
pub async fn keep(visitor: Visitor, sent: Sent) -> Result<Response, Problem> {
    if let Some(page) = form::closed(&visitor).await? {
        return Ok(page);
    }
    let (filled, _, errors) = sent::take(&visitor, sent).await?;
    if !errors.is_empty() {
        return form::again(&visitor, filled, errors).await;
    }
    let (office, moment) = (visitor.office(), visitor.moment);
    let counted = visits::note(office, moment, Visit::DraftKept, &visitor.address).await?;
    if counted.times > MOST_KEPT {
        let mut errors = FieldErrors::none();
        errors.add("", "保存得太频繁，请过一小时再保存草稿；申请仍可以直接提交。");
        return form::again(&visitor, filled, errors).await;
    }
    let known = Some(filled.draft.as_str()).filter(|code| !code.is_empty());
    let draft = Draft {
        form: filled.form.clone(),
        batch: filled.batch.clone(),
    };
    match cases::keep_draft(office, visitor.site.organ.id, moment, &draft, known).await {
        Ok(kept) => visitor.page(&DraftPage {
            frame: visitor.private_frame("草稿已保存", &[("依申请公开", super::HERE)]),
            csrf: visitor.secret(),
            until: spoken(local(kept.until).date()),
            return_code: kept.return_code,
            carried: filled.carried(),
            ticket: filled.ticket,
        }),
        Err(error) => form::again(&visitor, filled, FieldErrors::from_office(error)?).await,
    }
}

/// The page that asks for the return code.
pub async fn enter(visitor: Visitor) -> Result<Response, Problem> {
    visitor.page(&asking(&visitor, String::new(), FieldErrors::none()))
}

/// Opens the draft in the form.
pub async fn open(
    visitor: Visitor,
    ProtectedForm(fields): ProtectedForm<Fields>,
) -> Result<Response, Problem> {
    let code = fields.get("code").trim().to_owned();
    let mut errors = FieldErrors::none();
    let (office, moment, address) = (visitor.office(), visitor.moment, &visitor.address);
    let seen = visits::seen(office, moment, Visit::WrongReturnCode, address).await?;
    if seen.times >= MOST_TRIED {
        errors.add("code", "输错的次数太多，请过 15 分钟再试。");
        let wait = visitor.seconds_until(seen.until);
        return visitor.later(&asking(&visitor, code, errors), wait);
    }
    if let Some(kept) = cases::open_draft(office, visitor.site.organ.id, moment, &code).await? {
        let filled = Filled {
            form: kept.form,
            draft: code,
            batch: kept.batch,
            ..Filled::default()
        };
        return form::filled_in(&visitor, filled).await;
    }
    visits::note(office, moment, Visit::WrongReturnCode, address).await?;
    errors.add(
        "code",
        "没有这份草稿：取回码输错了，或者草稿已过期、已提交。请核对后重新输入。",
    );
    visitor.again(&asking(&visitor, code, errors))
}

fn asking(visitor: &Visitor, code: String, errors: FieldErrors) -> OpenPage {
    OpenPage {
        frame: visitor.private_frame("取回草稿", &[("依申请公开", super::HERE)]),
        csrf: visitor.secret(),
        code,
        errors,
    }
}
