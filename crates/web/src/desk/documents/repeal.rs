//! A document repealed or expired on a basis that is none of the organ's own documents, and a repeal that was registered wrongly undone.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::documents::Ending;
use office::DocumentId;
use office::documents::{self, DeskDocument, RepealForm};
use serde::Deserialize;

use super::HERE;
use super::edit::short;
use super::life::{ended_words, refused};
use crate::csrf::ProtectedForm;
use crate::desk::confirm::{Question, TextAsked, ask, ask_again};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    version: i64,
    ending: String,
    from: String,
    basis: String,
}

#[derive(Template)]
#[template(path = "desk/documents/repeal.html")]
struct RepealPage {
    frame: Frame,
    id: String,
    title: String,
    form: Typed,
    endings: Vec<Choice>,
    errors: FieldErrors,
}

/// The form.
pub async fn ask_repeal(desk: Desk, Path(id): Path<DocumentId>) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let form = Typed {
        version: document.version,
        ending: Ending::Repealed.code().to_owned(),
        ..Typed::default()
    };
    desk.page(&page(&desk, &document, form, FieldErrors::none()))
}

/// Registers it.
pub async fn repeal(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let (office, actor) = (desk.office(), &desk.actor);
    let given = RepealForm {
        ending: form.ending.clone(),
        from: form.from.clone(),
        basis: form.basis.clone(),
    };
    let done = documents::repeal(office, actor, desk.moment, id, form.version, &given).await;
    let error = match done {
        Ok(()) => {
            let told = "已登记，网页、列表和登记表一并更新。";
            return Ok(redirect_with(&format!("{HERE}/{id}"), told));
        }
        Err(error) => error,
    };
    let document = documents::get_desk(office, actor, id).await?;
    let errors = refused(&document, error)?;
    let form = Typed {
        version: document.version,
        ..form
    };
    desk.again(&page(&desk, &document, form, errors))
}

fn page(desk: &Desk, document: &DeskDocument, form: Typed, errors: FieldErrors) -> RepealPage {
    let back = format!("{HERE}/{}", document.id);
    let title = short(&document.latest.title);
    RepealPage {
        frame: desk.frame("登记废止、失效", Section::Documents, &[(&title, &back)]),
        id: document.id.to_string(),
        title: document.latest.title.clone(),
        form,
        endings: Ending::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        errors,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RestoreForm {
    version: i64,
    reason: String,
}

/// Asks for the reason before a repeal is undone.
pub async fn ask_restore(desk: Desk, Path(id): Path<DocumentId>) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let (title, back) = (short(&document.latest.title), format!("{HERE}/{id}"));
    ask(&desk, &question(&document, &[(&title, &back)], String::new()))
}

/// Undoes it.
pub async fn restore(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<RestoreForm>,
) -> Result<Response, Problem> {
    let (office, actor) = (desk.office(), &desk.actor);
    let done = documents::restore(office, actor, desk.moment, id, form.version, &form.reason).await;
    let error = match done {
        Ok(()) => return Ok(redirect_with(&format!("{HERE}/{id}"), "已恢复效力。")),
        Err(error) => error,
    };
    let document = documents::get_desk(office, actor, id).await?;
    let errors = refused(&document, error)?;
    let (title, back) = (short(&document.latest.title), format!("{HERE}/{id}"));
    ask_again(
        &desk,
        &question(&document, &[(&title, &back)], form.reason),
        errors,
    )
}

fn question<'a>(document: &DeskDocument, steps: &'a [(&'a str, &'a str)], reason: String) -> Question<'a> {
    Question {
        section: Section::Documents,
        steps,
        title: "恢复效力",
        lines: vec![
            document.ended.as_ref().map(ended_words).unwrap_or_default(),
            "登记有误的，在这里撤销；恢复后网页、列表和登记表一并更新，撤销的原因记入审计日志。".to_owned(),
        ],
        action: format!("{HERE}/{}/restoration", document.id),
        button: "恢复效力",
        back: format!("{HERE}/{}", document.id),
        hidden: vec![("version", document.version.to_string())],
        text: Some(TextAsked {
            name: "reason",
            label: "原因",
            hint: "例如：废止登记有误，文件仍然有效。",
            value: reason,
        }),
    }
}
