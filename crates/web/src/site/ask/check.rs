//! Everything that was typed, once more before it is sent, with what was answered already and may be the same. Pressed twice it is sent
//! once; too quick, too much or suspicious it is asked about again, and nobody who answers is turned away.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use law::cases::similar::Wanted;
use office::cases::SentDraft;
use office::matters::{self, AskDraft, Receipt};
use office::visits::{self, Visit};
use office::{Fault, OfficeError};
use serde::Deserialize;

use super::form::{offered, wrong};
use super::session::Asking;
use super::{HERE, NAME, RECEIPT};
use crate::csrf::ProtectedForm;
use crate::download::size;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::apply::fields::Fields;
use crate::site::apply::filled::kept_files;
use crate::site::apply::ticket::{self, Age};
use crate::site::layout::Frame;
use crate::site::question::{self, Question};
use crate::site::questions;
use crate::site::visitor::Visitor;

/// Matters from one address in an hour after which a question is asked.
const FREELY: i64 = 5;

/// Why it was not sent yet, by its name in the address.
fn told(code: &str) -> Option<&'static str> {
    match code {
        "quick" => Some("提交得太快，请核对一遍，再按“提交”。您填写的内容都在。"),
        "late" => Some("页面打开的时间太长，请核对一遍，再按“提交”。您填写的内容都在。"),
        "sum" => Some("为防止程序自动提交，需要您多做一步。您填写的内容都在。"),
        "full" => Some(
            "网上留言一时太多，本站暂不接收。您填写的内容都在，请一小时后再按“提交”，也可以打电话或者当面提出。",
        ),
        _ => None,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CheckQuery {
    told: String,
}

struct Fact {
    label: &'static str,
    words: String,
    field: &'static str,
}

#[derive(Template)]
#[template(path = "site/ask/check.html")]
struct CheckPage {
    frame: Frame,
    csrf: String,
    facts: Vec<Fact>,
    /// What was answered before and may be the same: address and title.
    known: Vec<(String, String)>,
    notice: Option<&'static str>,
    question: Option<Question>,
    errors: FieldErrors,
}

/// The page, or the form where it is not right yet.
pub async fn show(asking: Asking, Query(asked): Query<CheckQuery>) -> Result<Response, Problem> {
    if asking.is_sent() {
        return Ok(Redirect::to(RECEIPT).into_response());
    }
    if !asking.is_begun() {
        return Ok(Redirect::to("/ask?ended=1").into_response());
    }
    if !wrong(&asking)?.is_empty() {
        return Ok(Redirect::to("/ask?wrong=1").into_response());
    }
    let visitor = &asking.visitor;
    let seen = visits::seen(visitor.office(), visitor.moment, Visit::Asked, &visitor.address).await?;
    let is_asked = asked.told == "sum" || seen.times >= FREELY;
    let page = page(&asking, is_asked, &asked.told).await?;
    if page.notice.is_some() {
        visitor.again(&page)
    } else {
        visitor.page(&page)
    }
}

async fn page(asking: &Asking, is_asked: bool, code: &str) -> Result<CheckPage, Problem> {
    let visitor = &asking.visitor;
    let bound = asking.draft.ticket.as_str();
    let question = is_asked
        .then(|| question::ask(visitor.office(), visitor.moment, bound))
        .transpose()?;
    let mut errors = FieldErrors::none();
    if code == "sum" {
        errors.add("answer", "请回答下面的算术题，用数字填写，然后再次提交。");
    }
    Ok(CheckPage {
        frame: visitor.private_frame("核对留言", &[(NAME, HERE)]),
        csrf: visitor.secret(),
        facts: facts(asking).await?,
        known: known(visitor, &asking.draft).await?,
        notice: told(code),
        question,
        errors,
    })
}

async fn known(visitor: &Visitor, draft: &AskDraft) -> Result<Vec<(String, String)>, Problem> {
    let wanted = Wanted::of(&format!("{}\n{}", draft.form.title, draft.form.text));
    let found = matters::resembling(visitor.office(), visitor.site.organ.id, &wanted).await?;
    let shown = |(id, title)| (questions::address(id), title);
    Ok(found.into_iter().map(shown).collect())
}

async fn facts(asking: &Asking) -> Result<Vec<Fact>, Problem> {
    let form = &asking.draft.form;
    let kind = offered().into_iter().find(|kind| kind.value == form.kind);
    let kind = kind.map_or("", |kind| kind.label);
    let wish = if form.wish == "yes" {
        "可以公开，隐去个人信息后供他人参考"
    } else {
        "不公开"
    };
    let all = [
        ("类别", kind, "kind"),
        ("标题", form.title.as_str(), "title"),
        ("内容", form.text.as_str(), "text"),
        ("地点", form.place.as_str(), "place"),
        ("姓名", form.name.as_str(), "name"),
        ("单位名称", form.unit.as_str(), "unit"),
        ("电话", form.phone.as_str(), "phone"),
        ("邮箱", form.email.as_str(), "email"),
        ("公开问答", wish, "wish"),
    ];
    let mut facts: Vec<Fact> = all
        .into_iter()
        .filter(|(_, words, _)| !words.trim().is_empty())
        .map(|(label, words, field)| Fact {
            label,
            words: words.trim().to_owned(),
            field,
        })
        .collect();
    for file in kept_files(&asking.visitor, &asking.draft.batch).await? {
        facts.push(Fact {
            label: "附件",
            words: format!("{}（{}）", file.name, size(file.bytes)),
            field: "files",
        });
    }
    Ok(facts)
}

/// A matter on its way in, counted before it is looked at, so that of many at once each finds the others.
struct Counted {
    from_here: i64,
    to_organ: i64,
}

impl Counted {
    async fn one_more(visitor: &Visitor) -> Result<Self, Problem> {
        let (office, moment) = (visitor.office(), visitor.moment);
        let from_here = visits::note(office, moment, Visit::Asked, &visitor.address).await?;
        let to_organ = visits::note(office, moment, Visit::AskedHere, &organ(visitor)).await?;
        Ok(Self {
            from_here: from_here.times,
            to_organ: to_organ.times,
        })
    }

    async fn take_back(visitor: &Visitor) -> Result<(), Problem> {
        let (office, moment) = (visitor.office(), visitor.moment);
        visits::take_back(office, moment, Visit::Asked, &visitor.address).await?;
        visits::take_back(office, moment, Visit::AskedHere, &organ(visitor)).await?;
        Ok(())
    }
}

fn organ(visitor: &Visitor) -> String {
    format!("organ {}", visitor.site.organ.id)
}

/// Sends it and leads to the receipt.
pub async fn send(
    mut asking: Asking,
    ProtectedForm(fields): ProtectedForm<Fields>,
) -> Result<Response, Problem> {
    if asking.is_sent() {
        return Ok(Redirect::to(RECEIPT).into_response());
    }
    if !asking.is_begun() {
        return Ok(Redirect::to("/ask?ended=1").into_response());
    }
    let counted = Counted::one_more(&asking.visitor).await?;
    if let Some(code) = held_up(&asking, &fields, &counted)? {
        Counted::take_back(&asking.visitor).await?;
        if code == "late" {
            asking.draft.ticket = String::new();
            asking.keep().await?;
        }
        return Ok(Redirect::to(&format!("{}?told={code}", super::CHECK)).into_response());
    }
    match submitted(&asking).await {
        Ok(receipt) => sent(asking, receipt).await,
        Err(OfficeError::Invalid(_) | OfficeError::Blocked(_)) => {
            Counted::take_back(&asking.visitor).await?;
            Ok(Redirect::to("/ask?wrong=1").into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Why it is not sent yet.
fn held_up(asking: &Asking, fields: &Fields, counted: &Counted) -> Result<Option<&'static str>, Problem> {
    let visitor = &asking.visitor;
    let bound = asking.draft.ticket.as_str();
    let (office, moment) = (visitor.office(), visitor.moment);
    let needs_question = !fields.get("website").is_empty() || counted.from_here > FREELY;
    let is_answered =
        || question::is_answered(office, moment, bound, fields.get("answer"), fields.get("seal"));
    Ok(match ticket::age(office, moment, bound)? {
        Age::TooQuick => Some("quick"),
        Age::Gone => Some("late"),
        Age::Right if needs_question && !is_answered()? => Some("sum"),
        Age::Right if counted.to_organ > visitor.app.settings().hourly_applications => Some("full"),
        Age::Right => None,
    })
}

async fn submitted(asking: &Asking) -> Result<Receipt, OfficeError> {
    let (visitor, draft) = (&asking.visitor, &asking.draft);
    let office = visitor.office();
    let what = (&draft.form, draft.follows);
    let by = (draft.ticket.as_str(), draft.batch.as_str());
    matters::submit(
        office,
        visitor.site.organ.id,
        visitor.moment,
        what,
        by,
        &visitor.address,
    )
    .await
}

async fn sent(mut asking: Asking, receipt: Receipt) -> Result<Response, Problem> {
    asking.draft = AskDraft {
        sent: Some(SentDraft {
            number: receipt.number,
            query_code: receipt.query_code,
        }),
        ..AskDraft::default()
    };
    // It is stored, whatever became of its receipt: the same words give the same receipt again.
    let kept = asking.keep().await.map_err(|problem| match problem {
        Problem::Fault(_) => Problem::Fault(Fault::Unsure),
        problem => problem,
    })?;
    if kept.is_empty() {
        asking.led_to(RECEIPT)
    } else {
        Err(Problem::Fault(Fault::Unsure))
    }
}
