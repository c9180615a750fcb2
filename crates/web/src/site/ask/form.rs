//! The form: which kind of thing it is, what it is about, one way to reach who asks, and whether question and answer may be shown.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use law::matters::{AskingForm, LONGEST_TEXT, kinds};
use office::cases::ApplicationFile;
use office::matters;
use serde::Deserialize;

use super::session::Asking;
use super::{CHECK, HERE, NAME};
use crate::application_fields::FieldChoice;
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::apply::fields::Fields;
use crate::site::apply::filled::kept_files;
use crate::site::apply::sent::{Sent, take_into};
use crate::site::layout::Frame;
use crate::site::preferences::keep_look;
use crate::site::visitor::{Contact, Visitor};

/// What the page is asked for with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// What was sent could not be taken: say why.
    wrong: String,
    /// What was typed is gone.
    ended: String,
    /// A kind to begin with.
    kind: String,
}

#[derive(Template)]
#[template(path = "site/ask/form.html")]
struct FormPage {
    frame: Frame,
    csrf: String,
    form: AskingForm,
    kinds: Vec<FieldChoice>,
    files: Vec<ApplicationFile>,
    files_hint: String,
    follows: bool,
    is_begun: bool,
    notice: Option<&'static str>,
    /// The number of what was sent before in this browser.
    sent: Option<String>,
    contacts: Vec<Contact>,
    errors: FieldErrors,
}

/// The kinds that the site's form offers.
pub(super) fn offered() -> Vec<FieldChoice> {
    let online = kinds().iter().filter(|kind| kind.is_asked_online);
    online
        .map(|kind| FieldChoice::of(&kind.code, &kind.label))
        .collect()
}

/// The page.
pub async fn show(mut asking: Asking, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let sent = asking.draft.sent.as_ref().map(|sent| sent.number.clone());
    asking.anew();
    if asking.draft.form.kind.is_empty() {
        asking.draft.form.kind.clone_from(&asked.kind);
    }
    let errors = if asked.wrong.is_empty() {
        FieldErrors::none()
    } else {
        wrong(&asking)?
    };
    let mut page = page(&asking, errors).await?;
    page.sent = sent;
    if !asked.ended.is_empty() {
        page.notice = Some(
            "此前填写的内容已不在：只保留一天，关闭浏览器后也不再打开。请重新填写；已经提交的，可以凭编号和查询码查询进度。",
        );
    }
    let visitor = &asking.visitor;
    if page.errors.is_empty() {
        visitor.page(&page)
    } else {
        visitor.again(&page)
    }
}

/// All that is wrong with what was typed, by the law and by what could not be taken of it.
pub(super) fn wrong(asking: &Asking) -> Result<FieldErrors, Problem> {
    let mut errors = match matters::check(&asking.draft.form) {
        Ok(()) => FieldErrors::none(),
        Err(error) => FieldErrors::from_office(error)?,
    };
    for (field, message) in &asking.draft.faults {
        errors.add(field, message.as_str());
    }
    Ok(errors)
}

/// Takes what the page sent, keeps all of it, right or wrong, and leads on.
pub async fn take(mut asking: Asking, sent: Sent) -> Result<Response, Problem> {
    asking.anew();
    let (look, is_cut) = (sent.fields.get("look").to_owned(), sent.is_cut);
    asking.draft.form = typed(&sent.fields);
    let faults = take_into(&asking.visitor, &mut asking.draft.batch, sent).await?;
    let faults = faults
        .all()
        .map(|(field, why)| (field.to_owned(), why.to_owned()));
    asking.draft.faults = faults.collect();
    let mut refused = asking.keep().await?;
    // A browser that is still sending, and is cut off, follows no redirect: it is told here.
    if refused.is_empty() && is_cut {
        refused = wrong(&asking)?;
    }
    if !refused.is_empty() {
        let page = page(&asking, refused).await?;
        return asking.visitor.again(&page);
    }
    let path = if wrong(&asking)?.is_empty() {
        CHECK.to_owned()
    } else {
        format!("{HERE}?wrong=1")
    };
    Ok(keep_look(&look, asking.led_to(&path)?))
}

/// The form as it was typed.
fn typed(fields: &Fields) -> AskingForm {
    let get = |name: &str| fields.get(name).to_owned();
    AskingForm {
        kind: get("kind"),
        title: get("title"),
        text: get("text"),
        place: get("place"),
        name: get("name"),
        unit: get("unit"),
        phone: get("phone"),
        email: get("email"),
        wish: get("wish"),
    }
}

async fn page(asking: &Asking, errors: FieldErrors) -> Result<FormPage, Problem> {
    let visitor: &Visitor = &asking.visitor;
    Ok(FormPage {
        frame: visitor.frame(NAME, &[]),
        csrf: visitor.secret(),
        form: asking.draft.form.clone(),
        kinds: offered(),
        files: kept_files(visitor, &asking.draft.batch).await?,
        files_hint: "最多 5 个，每个不超过 10 MB；PDF、Word、图片等格式。加密保存，不公开".to_owned(),
        follows: asking.draft.follows.is_some(),
        is_begun: asking.is_begun(),
        notice: None,
        sent: None,
        contacts: visitor.contacts(),
        errors,
    })
}

impl FormPage {
    fn wishes() -> Vec<FieldChoice> {
        vec![
            FieldChoice::of("yes", "可以公开，隐去个人信息后供他人参考"),
            FieldChoice::of("no", "不公开"),
        ]
    }

    /// Nothing is shown without a yes.
    fn wish(&self) -> String {
        let wish = self.form.wish.as_str();
        if wish.is_empty() { "no" } else { wish }.to_owned()
    }

    fn written(&self) -> usize {
        self.form.text.chars().count()
    }

    const MOST: usize = LONGEST_TEXT;
}

/// Leaves nothing of what was typed, or of the receipt, on this device.
pub async fn end(asking: Asking, _: ProtectedForm<Fields>) -> Result<Response, Problem> {
    asking.ended().await
}

/// What a page that can't be asked for leads to.
pub async fn leave() -> Response {
    Redirect::to(HERE).into_response()
}
