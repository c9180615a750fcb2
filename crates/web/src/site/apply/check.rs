//! Everything that was filled in, once more before it is sent, with a way to change each line. The page carries what it shows:
//! what is sent is what was looked over.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use law::cases::{FIELDS, matters};
use office::visits::{self, Visit};
use serde::Deserialize;

use super::closed::closed;
use super::fields::Fields;
use super::filled::Filled;
use super::form::steps;
use super::session::Filling;
use super::step::{Step, unfinished};
use super::{HERE, RECEIPT};
use crate::download::size;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::layout::Frame;
use crate::site::question::{self, Question};
use crate::site::visitor::Visitor;

/// Applications from one address in an hour after which a question is asked.
const FREELY: i64 = 5;

/// Why it was not sent yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Quick,
    Late,
    Sum,
    /// More came to this organ within the hour than anybody sends by hand.
    Full,
}

impl Told {
    const ALL: [Self; 4] = [Self::Quick, Self::Late, Self::Sum, Self::Full];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Late => "late",
            Self::Sum => "sum",
            Self::Full => "full",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Quick => "提交得太快，请核对一遍，再按“提交申请”。您填写的内容都在。",
            Self::Late => "页面打开的时间太长，请核对一遍，再按“提交申请”。您填写的内容都在。",
            Self::Sum => "为防止程序自动提交，需要您多做一步。您填写的内容都在。",
            Self::Full => {
                "网上申请一时太多，本站暂不接收。您填写的内容都在，请一小时后再按“提交申请”，也可以邮寄或者当面提交（见公开指南）。"
            }
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CheckQuery {
    told: String,
}

/// A line, and where it is changed.
struct Fact {
    label: &'static str,
    words: String,
    /// It must not be broken over lines.
    is_number: bool,
    change: String,
}

#[derive(Template)]
#[template(path = "site/apply/check.html")]
struct CheckPage {
    frame: Frame,
    csrf: String,
    facts: Vec<Fact>,
    matters: Vec<String>,
    carried: Vec<(&'static str, String)>,
    ticket: String,
    notice: Option<&'static str>,
    question: Option<Question>,
    errors: FieldErrors,
}

/// The page, or the step that is not right yet.
pub async fn show(filling: Filling, Query(asked): Query<CheckQuery>) -> Result<Response, Problem> {
    if let Some(page) = closed(&filling.visitor).await? {
        return Ok(page);
    }
    if filling.is_sent() {
        return Ok(Redirect::to(RECEIPT).into_response());
    }
    if !filling.is_begun() {
        return Ok(Redirect::to(super::ENDED).into_response());
    }
    if let Some(step) = unfinished(&filling.draft)? {
        let path = format!("{}?wrong=1&then=check", step.path());
        return Ok(Redirect::to(&path).into_response());
    }
    let told = Told::ALL.into_iter().find(|told| told.code() == asked.told);
    let visitor = &filling.visitor;
    let is_asked = told == Some(Told::Sum) || is_busy(visitor).await?;
    let filled = Filled::kept(visitor, &filling.draft).await?;
    let page = page(visitor, filled, is_asked, told)?;
    if told.is_some() {
        visitor.again(&page)
    } else {
        visitor.page(&page)
    }
}

/// The page with what was sent, where nothing more is kept for this address: nobody who answers is turned away.
pub(super) fn again(visitor: &Visitor, filled: Filled, told: Option<Told>) -> Result<Response, Problem> {
    visitor.again(&page(visitor, filled, told == Some(Told::Sum), told)?)
}

/// An application on its way in, counted before it is looked at, so that of many at once each finds the others.
pub(super) struct Counted {
    from_here: i64,
    to_organ: i64,
}

impl Counted {
    pub async fn one_more(visitor: &Visitor) -> Result<Self, Problem> {
        let (office, moment) = (visitor.office(), visitor.moment);
        let from_here = visits::note(office, moment, Visit::Applied, &visitor.address).await?;
        let to_organ = visits::note(office, moment, Visit::AppliedHere, &organ(visitor)).await?;
        Ok(Self {
            from_here: from_here.times,
            to_organ: to_organ.times,
        })
    }

    /// It was not taken in after all.
    pub async fn take_back(visitor: &Visitor) -> Result<(), Problem> {
        let (office, moment) = (visitor.office(), visitor.moment);
        visits::take_back(office, moment, Visit::Applied, &visitor.address).await?;
        visits::take_back(office, moment, Visit::AppliedHere, &organ(visitor)).await?;
        Ok(())
    }

    /// Whether whoever sends it is asked to show that they are a person: much came from their address of late, or a field
    /// was filled in that people do not see.
    pub fn needs_question(&self, fields: &Fields) -> bool {
        !fields.get("website").is_empty() || self.from_here > FREELY
    }

    /// Whether more came to the organ within the hour than people send: a door that is flooded is shut for a while, and the
    /// post and the counter stay open (条例第二十九条).
    pub fn is_full(&self, visitor: &Visitor) -> bool {
        self.to_organ > visitor.app.settings().hourly_applications
    }
}

fn organ(visitor: &Visitor) -> String {
    format!("organ {}", visitor.site.organ.id)
}

async fn is_busy(visitor: &Visitor) -> Result<bool, Problem> {
    let seen = visits::seen(visitor.office(), visitor.moment, Visit::Applied, &visitor.address).await?;
    Ok(seen.times >= FREELY)
}

/// What an answered question is good for: these words under this ticket.
pub(super) fn bound(filled: &Filled) -> String {
    let words: Vec<String> = filled
        .carried()
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("{}\n{}", filled.ticket, words.join("\n"))
}

/// What was filled in, and the files, each with the step that asks it.
fn facts(filled: &Filled) -> Vec<Fact> {
    let mut facts = Vec::new();
    // As it will be registered: whoever checks it sees what becomes of a number typed in full width.
    let form = filled.form.tidied();
    for step in Step::ALL {
        let own = FIELDS.iter().filter(|field| step.shows(field.name, field.part));
        let own = own.map(|field| Fact {
            label: field.label,
            words: field.shown(&form),
            is_number: matches!(field.name, "identity_number" | "phone" | "fax" | "postcode"),
            change: format!("{}?then=check#{}", step.path(), field.name),
        });
        facts.extend(own.filter(|fact| !fact.words.trim().is_empty()));
        if step == Step::What {
            facts.extend(filled.files.iter().map(|file| Fact {
                label: "附件",
                words: format!("{}（{}）", file.name, size(file.bytes)),
                is_number: false,
                change: format!("{}?then=check#files", step.path()),
            }));
        }
    }
    facts
}

fn page(visitor: &Visitor, filled: Filled, is_asked: bool, told: Option<Told>) -> Result<CheckPage, Problem> {
    let question = is_asked
        .then(|| question::ask(visitor.office(), visitor.moment, &bound(&filled)))
        .transpose()?;
    let mut errors = FieldErrors::none();
    if told == Some(Told::Sum) {
        errors.add("answer", "请回答下面的算术题，用数字填写，然后再次提交。");
    }
    Ok(CheckPage {
        frame: visitor.private_frame("核对申请", &[("依申请公开", HERE)]),
        csrf: visitor.secret(),
        facts: facts(&filled),
        matters: matters(&filled.form.request),
        carried: filled.carried(),
        ticket: filled.ticket,
        notice: told.map(Told::words),
        question,
        errors,
    })
}

impl CheckPage {
    fn steps() -> Vec<(usize, &'static str, &'static str)> {
        steps(None)
    }
}
