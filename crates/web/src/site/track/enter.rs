//! Number and query code. The code travels in the form's body alone. Wrong ones are counted by address and by number: after
//! a few a question is asked, so that nobody who holds the right code is locked out by somebody else's guesses; an address
//! that goes on guessing has to wait. Each is counted before it is looked at, and a right one taken back: of many at once no
//! more are looked at than of many in turn.

use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use law::cases::split::application_number;
use law::signs::number_key;
use office::cases;
use office::matters;
use office::visits::{self, Visit};
use serde::Deserialize;

use super::pass;
use super::{CASE, HERE, MATTER as MATTER_PAGE};
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::layout::Frame;
use crate::site::question::{self, Question};
use crate::site::visitor::Visitor;

/// Wrong ones after which a question is asked.
const FREELY: i64 = 5;
/// Wrong ones after which an address waits.
const MOST: i64 = 20;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TrackQuery {
    number: String,
    /// The pass has run out.
    ended: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    number: String,
    code: String,
    answer: String,
    seal: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Bare {}

#[derive(Template)]
#[template(path = "site/track/enter.html")]
struct EnterPage {
    frame: Frame,
    csrf: String,
    number: String,
    notice: Option<&'static str>,
    question: Option<Question>,
    errors: FieldErrors,
}

/// The page that asks for them.
pub async fn show(visitor: Visitor, Query(asked): Query<TrackQuery>) -> Result<Response, Problem> {
    let notice = (!asked.ended.is_empty()).then_some("请输入编号和查询码。离开较久的，需要重新输入。");
    let number: String = asked.number.chars().take(60).collect();
    let question = is_suspect(&visitor, &number).await?;
    visitor.page(&page(&visitor, number, question, notice, FieldErrors::none())?)
}

/// Opens the application.
pub async fn enter(
    visitor: Visitor,
    ProtectedForm(form): ProtectedForm<CodeForm>,
) -> Result<Response, Problem> {
    let (office, moment) = (visitor.office(), visitor.moment);
    let mut errors = FieldErrors::none();
    let seen = visits::seen(office, moment, Visit::WrongQueryCode, &visitor.address).await?;
    if seen.times >= MOST {
        errors.add("code", "输错的次数太多，请过 15 分钟再试，或者联系工作机构。");
        let page = page(&visitor, form.number, false, None, errors)?;
        return visitor.later(&page, visitor.seconds_until(seen.until));
    }
    if is_suspect(&visitor, &form.number).await? && !is_answered(&visitor, &form)? {
        errors.add("answer", "请回答算术题，用数字填写。");
        return visitor.again(&page(&visitor, form.number, true, None, errors)?);
    }
    let counted = count(&visitor, &form.number).await?;
    if counted.here > MOST {
        errors.add("code", "输错的次数太多，请过 15 分钟再试，或者联系工作机构。");
        let page = page(&visitor, form.number, false, None, errors)?;
        return visitor.later(&page, visitor.seconds_until(counted.until));
    }
    if counted.is_suspect() && !is_answered(&visitor, &form)? {
        errors.add("answer", "请回答算术题，用数字填写。");
        return visitor.again(&page(&visitor, form.number, true, None, errors)?);
    }
    let tracked = cases::track(office, visitor.site.organ.id, moment, &form.number, &form.code).await?;
    let Some(tracked) = tracked else {
        if let Some(matter) = matters::track(office, visitor.site.organ.id, &form.number, &form.code).await? {
            was_right(&visitor, &form.number).await?;
            return opened(&visitor, MATTER_PAGE, pass::MATTER, matter.0);
        }
        if cases::is_anonymised(office, visitor.site.organ.id, &form.number, &form.code).await? {
            was_right(&visitor, &form.number).await?;
            let notice = "该申请已过保存期限，申请人信息和答复内容已依法删除，不能再查询。仍需要相同信息的，可以重新申请。";
            return visitor.page(&page(&visitor, form.number, false, Some(notice), errors)?);
        }
        return wrong(&visitor, form.number).await;
    };
    was_right(&visitor, &form.number).await?;
    opened(&visitor, CASE, pass::APPLICATION, tracked.application.0)
}

/// Leads to what number and code open, with its pass.
fn opened(visitor: &Visitor, path: &str, door: pass::Door, id: i64) -> Result<Response, Problem> {
    let mut response = Redirect::to(path).into_response();
    if let Some(cookie) = pass::begun(visitor, door, id)? {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Closes the application: the pass opens nothing any more, on this device or any other.
pub async fn leave(
    visitor: Visitor,
    headers: HeaderMap,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    pass::end(&visitor, &headers).await?;
    let mut response = Redirect::to(HERE).into_response();
    for cookie in pass::ended() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// How often of late, this time with it.
struct Counted {
    here: i64,
    there: i64,
    until: Timestamp,
}

impl Counted {
    /// Whether wrong ones came before it from this address or for this number.
    const fn is_suspect(&self) -> bool {
        self.here > FREELY || self.there > FREELY
    }
}

/// Counts this one as wrong, before it is looked at.
async fn count(visitor: &Visitor, number: &str) -> Result<Counted, Problem> {
    let (office, moment) = (visitor.office(), visitor.moment);
    let here = visits::note(office, moment, Visit::WrongQueryCode, &visitor.address).await?;
    let there = visits::note(office, moment, Visit::WrongNumber, &known(visitor, number)).await?;
    Ok(Counted {
        here: here.times,
        there: there.times,
        until: here.until,
    })
}

/// It was none of the wrong ones.
async fn was_right(visitor: &Visitor, number: &str) -> Result<(), Problem> {
    let (office, moment) = (visitor.office(), visitor.moment);
    visits::take_back(office, moment, Visit::WrongQueryCode, &visitor.address).await?;
    visits::take_back(office, moment, Visit::WrongNumber, &known(visitor, number)).await?;
    Ok(())
}

async fn wrong(visitor: &Visitor, number: String) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    errors.add(
        "code",
        "编号或者查询码不对。请对照回执核对后重新输入；查询码遗失的，请联系工作机构。",
    );
    let is_asked = is_suspect(visitor, &number).await?;
    visitor.again(&page(visitor, number, is_asked, None, errors)?)
}

/// Whether wrong codes came from this address or for this number of late.
async fn is_suspect(visitor: &Visitor, number: &str) -> Result<bool, Problem> {
    let (office, moment) = (visitor.office(), visitor.moment);
    let here = visits::seen(office, moment, Visit::WrongQueryCode, &visitor.address).await?;
    let there = visits::seen(office, moment, Visit::WrongNumber, &known(visitor, number)).await?;
    Ok(here.times >= FREELY || there.times >= FREELY)
}

fn is_answered(visitor: &Visitor, form: &CodeForm) -> Result<bool, Problem> {
    let bound = visitor.address.as_str();
    question::is_answered(visitor.office(), visitor.moment, bound, &form.answer, &form.seal)
}

/// The number as it is counted, of this organ: the application's, however it is typed and whichever part of it.
fn known(visitor: &Visitor, number: &str) -> String {
    format!(
        "{} {}",
        visitor.site.organ.id,
        application_number(&number_key(number)).replace('-', "")
    )
}

fn page(
    visitor: &Visitor,
    number: String,
    is_asked: bool,
    notice: Option<&'static str>,
    errors: FieldErrors,
) -> Result<EnterPage, Problem> {
    let question = is_asked
        .then(|| question::ask(visitor.office(), visitor.moment, &visitor.address))
        .transpose()?;
    Ok(EnterPage {
        frame: visitor.frame("申请进度查询", &[]),
        csrf: visitor.secret(),
        number,
        notice,
        question,
        errors,
    })
}
