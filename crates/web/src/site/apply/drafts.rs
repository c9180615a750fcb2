//! Save and return: whoever types the draft's return code finds everything as it was left.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use law::codes::spoken;
use office::cases::{self, DRAFT_DAYS};
use office::visits::{self, Visit};
use serde::Deserialize;

use super::fields::Fields;
use super::session::Filling;
use super::step::{Step, unfinished};
use crate::csrf::ProtectedForm;
use crate::errors::{Problem, internal};
use crate::forms::FieldErrors;
use crate::site::layout::Frame;
use crate::site::visitor::Visitor;
use crate::when::local;

/// Drafts kept from one address in an hour.
const MOST_KEPT: i64 = 30;
/// Return codes tried from one address before it has to wait.
const MOST_TRIED: i64 = 20;

/// The page of the return code.
const KEPT: &str = "/apply/drafts/kept";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct KeptQuery {
    /// The step to go on with.
    step: String,
}

#[derive(Template)]
#[template(path = "site/apply/draft.html")]
struct DraftPage {
    frame: Frame,
    return_code: String,
    until: String,
    on: &'static str,
}

#[derive(Template)]
#[template(path = "site/apply/draft_refused.html")]
struct TooOftenPage {
    frame: Frame,
    back: &'static str,
}

#[derive(Template)]
#[template(path = "site/apply/draft_open.html")]
struct OpenPage {
    frame: Frame,
    csrf: String,
    code: String,
    errors: FieldErrors,
}

/// Saves what is typed so far, and leads to its return code.
pub(super) async fn save(mut filling: Filling, step: Step) -> Result<Response, Problem> {
    let visitor = &filling.visitor;
    let counted = visits::note(
        visitor.office(),
        visitor.moment,
        Visit::DraftKept,
        &visitor.address,
    );
    if counted.await?.times > MOST_KEPT {
        return visitor.page(&TooOftenPage {
            frame: visitor.private_frame("草稿没有保存", &[("依申请公开", super::HERE)]),
            back: step.path(),
        });
    }
    filling.draft.is_saved = true;
    let refused = filling.keep().await?;
    if let Some((_, why)) = refused.all().next() {
        return Err(Problem::Malformed(why.to_owned()));
    }
    filling.led_to(&format!("{KEPT}?step={}", step.code()))
}

/// Saves what the last page shows.
pub async fn keep(filling: Filling, _: ProtectedForm<Fields>) -> Result<Response, Problem> {
    if filling.is_sent() || !filling.is_begun() {
        return Ok(Redirect::to(super::ENDED).into_response());
    }
    save(filling, Step::How).await
}

/// The return code of the draft that was saved.
pub async fn kept(filling: Filling, Query(asked): Query<KeptQuery>) -> Result<Response, Problem> {
    if !filling.draft.is_saved {
        return Ok(Redirect::to(super::HERE).into_response());
    }
    let visitor = &filling.visitor;
    let until = visitor.moment.millis() + DRAFT_DAYS * 24 * 3_600_000;
    let until = jiff::Timestamp::from_millisecond(until).map_err(|error| internal(&error))?;
    visitor.page(&DraftPage {
        frame: visitor.private_frame("草稿已保存", &[("依申请公开", super::HERE)]),
        until: spoken(local(until).date()),
        return_code: filling.return_code().to_owned(),
        on: Step::from_code(&asked.step).unwrap_or(Step::Who).path(),
    })
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
    // Counted before it is looked at, and taken back where it was right.
    let counted = visits::note(office, moment, Visit::WrongReturnCode, address).await?;
    if counted.times > MOST_TRIED {
        errors.add("code", "输错的次数太多，请过 15 分钟再试。");
        let wait = visitor.seconds_until(counted.until);
        return visitor.later(&asking(&visitor, code, errors), wait);
    }
    let found = cases::open_draft(office, visitor.site.organ.id, moment, &code).await?;
    if found.is_some() {
        visits::take_back(office, moment, Visit::WrongReturnCode, address).await?;
    }
    if found.as_ref().is_some_and(|draft| draft.sent.is_some()) {
        errors.add(
            "code",
            "这份草稿已经提交，不能再打开。请凭回执上的编号和查询码查询进度。",
        );
        return visitor.again(&asking(&visitor, code, errors));
    }
    if let Some(draft) = found {
        return opened(Filling::of_draft(visitor, code, draft)).await;
    }
    errors.add(
        "code",
        "没有找到这份草稿：取回码有误，或者草稿已过期、已提交。请核对后重新输入；已过期的，请重新填写申请；已提交的，请凭编号和查询码查询进度。",
    );
    visitor.again(&asking(&visitor, code, errors))
}

/// On to the step that is not right yet, under a ticket of its own.
async fn opened(mut filling: Filling) -> Result<Response, Problem> {
    filling.draft.ticket = String::new();
    filling.draft.faults.clear();
    let refused = filling.keep().await?;
    if let Some((_, why)) = refused.all().next() {
        return Err(Problem::Malformed(why.to_owned()));
    }
    let on = unfinished(&filling.draft)?.map_or(super::CHECK, Step::path);
    filling.led_to(on)
}

fn asking(visitor: &Visitor, code: String, errors: FieldErrors) -> OpenPage {
    OpenPage {
        frame: visitor.private_frame("取回草稿", &[("依申请公开", super::HERE)]),
        csrf: visitor.secret(),
        code,
        errors,
    }
}
