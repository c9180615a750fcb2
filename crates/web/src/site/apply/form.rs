//! The page of a step: what it asks, what was typed, what is wrong; and what becomes of it when it is sent. 条例第二十九条's
//! fields and no others; no purpose is asked for.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use law::cases::{Form, IdentityKind, LONGEST_EXTENSION, LONGEST_REQUEST, REPLY_DAYS, Way, matters};
use law::codes::ApplicantKind;
use office::cases::{ApplicationFile, UNSAVED_HOURS};
use serde::Deserialize;

use super::closed::closed;
use super::fields::BESIDE;
use super::filled::kept_files;
use super::sent::{self, Sent};
use super::session::Filling;
use super::step::{Step, UNIT, is_citizen};
use super::{CHECK, HERE, RECEIPT, drafts, published, ticket};
use crate::application_fields::{FieldChoice, FormField};
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::layout::Frame;
use crate::site::preferences::keep_look;
use crate::site::visitor::Contact;

/// Fields that stand on the page only where what was chosen needs them: none of them is called 选填.
const NEEDED_WHERE_SHOWN: [&str; 3] = ["contact_person", "address", "fax"];

/// What a page of a step is asked for with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// What was sent could not be taken: say why.
    wrong: String,
    /// The page that follows is the one to look everything over.
    then: String,
    /// What was filled in is gone.
    ended: String,
}

/// Where the buttons of a step lead.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Go {
    On,
    Back,
    Save,
}

#[derive(Template)]
#[template(path = "site/apply/step.html")]
struct StepPage {
    frame: Frame,
    csrf: String,
    ticket: String,
    step: Step,
    is_citizen: bool,
    is_checking: bool,
    is_begun: bool,
    filled: law::cases::ApplicationForm,
    files: Vec<ApplicationFile>,
    files_hint: String,
    /// The matters that the request seems to list.
    matters: Vec<String>,
    /// What is published or answered already and may be what is asked for.
    published: Vec<published::Resembling>,
    notice: Option<String>,
    /// The number of what was sent before in this browser.
    sent: Option<String>,
    reply_days: u16,
    longest_extension: u16,
    contacts: Vec<Contact>,
    errors: FieldErrors,
}

/// The first step, where one comes in.
pub async fn begin(filling: Filling, asked: Query<Asked>) -> Result<Response, Problem> {
    show(filling, Path(Step::Who.code().to_owned()), asked).await
}

/// The page of a step.
pub async fn show(
    mut filling: Filling,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let step = Step::from_code(&code).ok_or(Problem::Missing)?;
    if let Some(page) = closed(&filling.visitor).await? {
        return Ok(page);
    }
    if step != Step::Who && filling.is_sent() {
        return Ok(Redirect::to(RECEIPT).into_response());
    }
    if step != Step::Who && !filling.is_begun() {
        return Ok(Redirect::to(super::ENDED).into_response());
    }
    let sent = filling.draft.sent.as_ref().map(|sent| sent.number.clone());
    filling.anew();
    let errors = if asked.wrong.is_empty() {
        FieldErrors::none()
    } else {
        step.errors(&filling.draft)?
    };
    let mut page = page(&filling, step, errors).await?;
    page.sent = sent;
    page.is_checking = asked.then == "check";
    if !asked.ended.is_empty() {
        page.notice = Some(ended_words(filling.is_begun()));
    }
    shown(&filling, &page)
}

fn shown(filling: &Filling, page: &StepPage) -> Result<Response, Problem> {
    if page.errors.is_empty() {
        filling.visitor.page(page)
    } else {
        filling.visitor.again(page)
    }
}

/// What is said where what was filled in is no longer there.
fn ended_words(is_something_left: bool) -> String {
    let left = if is_something_left {
        "您刚填写的这一步已经保留，请补填前面的内容。"
    } else {
        "请重新填写。"
    };
    format!(
        "此前填写的内容已不在：没有保存为草稿的，只保留 {UNSAVED_HOURS} 小时，关闭浏览器后也不再打开。{left}保存过草稿的，可以凭取回码取回草稿；已经提交的，可以凭编号和查询码查询进度。"
    )
}

/// Takes what a step's page sent, keeps all of it, right or wrong, and leads on.
pub async fn take(mut filling: Filling, Path(code): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let step = Step::from_code(&code).ok_or(Problem::Missing)?;
    if let Some(page) = closed(&filling.visitor).await? {
        return Ok(page);
    }
    filling.anew();
    let was_begun = filling.is_begun();
    let go = Go::of(sent.fields.get("go"));
    let is_checking = sent.fields.get("then") == "check";
    let look = sent.fields.get("look").to_owned();
    let is_cut = sent.is_cut;
    step.fill_in(&sent.fields, &mut filling.draft.form);
    if filling.draft.ticket.is_empty() {
        filling.draft.ticket = ticket::sent(sent.fields.get("ticket"));
    }
    filling.draft.faults.clear();
    if step == Step::What {
        let faults = sent::take(&filling.visitor, &mut filling.draft, sent).await?;
        let faults = faults
            .all()
            .map(|(field, why)| (field.to_owned(), why.to_owned()));
        filling.draft.faults = faults.collect();
    }
    let mut refused = filling.keep().await?;
    // A browser that is still sending, and is cut off, follows no redirect: it is told here.
    if refused.is_empty() && is_cut {
        refused = step.errors(&filling.draft)?;
    }
    if !refused.is_empty() {
        let page = page(&filling, step, refused).await?;
        return filling.visitor.again(&page);
    }
    let response = if go == Go::Save {
        drafts::save(filling, step).await?
    } else {
        let on = on(&filling, step, go, is_checking, was_begun)?;
        filling.led_to(&on)?
    };
    Ok(keep_look(&look, response))
}

/// Where a step that was kept leads.
fn on(filling: &Filling, step: Step, go: Go, is_checking: bool, was_begun: bool) -> Result<String, Problem> {
    if step != Step::Who && !was_begun {
        return Ok(super::ENDED.to_owned());
    }
    if go == Go::Back {
        return Ok(step.before().path().to_owned());
    }
    if !step.errors(&filling.draft)?.is_empty() {
        let then = if is_checking { "&then=check" } else { "" };
        return Ok(format!("{}?wrong=1{then}", step.path()));
    }
    Ok(if is_checking { CHECK } else { step.next() }.to_owned())
}

async fn page(filling: &Filling, step: Step, errors: FieldErrors) -> Result<StepPage, Problem> {
    let (visitor, form) = (&filling.visitor, &filling.draft.form);
    Ok(StepPage {
        frame: match step {
            Step::Who => visitor.frame("依申请公开", &[]),
            _ => visitor.private_frame(step.label(), &[("依申请公开", HERE)]),
        },
        csrf: visitor.secret(),
        ticket: match form_ticket(filling) {
            Some(ticket) => ticket,
            None => ticket::issue(visitor.office(), visitor.moment)?,
        },
        step,
        is_citizen: is_citizen(form),
        is_checking: false,
        is_begun: filling.is_begun(),
        files: kept_files(visitor, &filling.draft.batch).await?,
        files_hint: sent::hint(),
        matters: matters(&form.request),
        published: match step {
            Step::Who => Vec::new(),
            Step::What | Step::How => published::resembling(visitor, &form.request).await?,
        },
        filled: form.clone(),
        notice: None,
        sent: None,
        reply_days: REPLY_DAYS,
        longest_extension: LONGEST_EXTENSION,
        contacts: visitor.contacts(),
        errors,
    })
}

/// The ticket of what is filled in, where it has one already.
fn form_ticket(filling: &Filling) -> Option<String> {
    Some(filling.draft.ticket.clone()).filter(|ticket| !ticket.is_empty())
}

impl Go {
    fn of(sent: &str) -> Self {
        match sent {
            "back" => Self::Back,
            "save" => Self::Save,
            _ => Self::On,
        }
    }
}

impl StepPage {
    /// Fields by their names, in this order.
    fn fields(&self, names: &str) -> Vec<FormField> {
        let mut fields = FormField::named(&self.filled, names.split(' '), BESIDE);
        for field in &mut fields {
            field.is_needed |= NEEDED_WHERE_SHOWN.contains(&field.name);
        }
        fields
    }

    fn steps(&self) -> Vec<(usize, &'static str, &'static str)> {
        steps(Some(self.step))
    }

    fn unit_kinds() -> Vec<FieldChoice> {
        let kinds = ApplicantKind::parts().filter(|kind| *kind != ApplicantKind::NaturalPerson);
        kinds
            .map(|kind| FieldChoice::of(kind.code(), kind.label()))
            .collect()
    }

    fn citizen_identities() -> Vec<FieldChoice> {
        let all = IdentityKind::of_citizens();
        all.map(|one| FieldChoice::of(one.code(), one.label())).collect()
    }

    fn unit_identities() -> Vec<FieldChoice> {
        let all = IdentityKind::OF_UNITS.iter();
        all.map(|one| FieldChoice::of(one.code(), one.label())).collect()
    }

    /// A citizen's document that is chosen, or the one nearly everybody has.
    fn citizen_identity(&self) -> String {
        self.identity(&Self::citizen_identities(), IdentityKind::IdentityCard)
    }

    /// The same of an organisation.
    fn unit_identity(&self) -> String {
        self.identity(&Self::unit_identities(), IdentityKind::CreditCode)
    }

    /// What was chosen behind the other door is none of those.
    fn identity(&self, those: &[FieldChoice], usual: IdentityKind) -> String {
        let chosen = self.filled.identity_kind.as_str();
        let is_there = those.iter().any(|choice| choice.value == chosen);
        if is_there { chosen } else { usual.code() }.to_owned()
    }

    /// The kind of organisation that is chosen.
    fn unit_kind(&self) -> String {
        let kind = self.filled.kind.as_str();
        if kind == UNIT || self.is_citizen { "" } else { kind }.to_owned()
    }

    fn forms() -> Vec<FieldChoice> {
        let all = Form::ALL.iter();
        all.map(|one| FieldChoice::of(one.code(), one.label())).collect()
    }

    fn ways() -> Vec<FieldChoice> {
        let all = Way::ALL.iter();
        all.map(|one| FieldChoice::of(one.code(), one.label())).collect()
    }

    fn written(&self) -> usize {
        self.filled.request.chars().count()
    }

    const MOST: usize = LONGEST_REQUEST;
}

/// The bar of steps: number, words, `done`, `now` or nothing; the last is looking everything over.
pub(super) fn steps(now: Option<Step>) -> Vec<(usize, &'static str, &'static str)> {
    let labels = Step::ALL.into_iter().map(Step::label).chain(["核对提交"]);
    let at = now.map_or(Step::ALL.len(), |step| {
        Step::ALL.into_iter().take_while(|one| *one != step).count()
    });
    let state = |place: usize| match place.cmp(&at) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "",
    };
    labels
        .enumerate()
        .map(|(place, label)| (place + 1, label, state(place)))
        .collect()
}

#[cfg(test)]
mod tests {
    use law::cases::{Application, ApplicationForm, FIELDS};

    use super::*;

    /// Whatever an application of any kind, by any way, is refused for the lack of has no 选填 beside it where it is asked for.
    #[test]
    fn nothing_that_is_called_optional_is_refused_as_missing() {
        // Each page marks these itself: which of them is shown hangs on the choice of the applicant's kind.
        const MARKED: [&str; 6] = ["name", "kind", "identity_kind", "form", "way", "email"];
        for kind in ApplicantKind::parts() {
            for way in Way::ALL {
                let form = ApplicationForm {
                    kind: kind.code().to_owned(),
                    way: way.code().to_owned(),
                    ..ApplicationForm::default()
                };
                for lack in Application::read(&form).unwrap_err() {
                    let field = FIELDS.iter().find(|field| field.name == lack.field).unwrap();
                    let is_told = field.is_needed
                        || NEEDED_WHERE_SHOWN.contains(&field.name)
                        || MARKED.contains(&field.name);
                    assert!(is_told, "{}", field.name);
                }
            }
        }
    }
}
