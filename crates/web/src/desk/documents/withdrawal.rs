//! Taking back what is public: why, by kind, and what its address says from then on.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::documents::WithdrawalKind;
use office::DocumentId;
use office::documents::{self, DeskDocument, WithdrawalForm};
use serde::Deserialize;

use super::HERE;
use super::edit::short;
use super::life::refused;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    version: i64,
    kind: String,
    reason: String,
    into: String,
}

/// A kind, and what follows from it.
struct KindLine {
    code: &'static str,
    label: &'static str,
    follows: &'static str,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "desk/documents/withdrawal.html")]
struct WithdrawalPage {
    frame: Frame,
    id: String,
    title: String,
    kinds: Vec<KindLine>,
    form: Typed,
    errors: FieldErrors,
}

/// What the public address says afterwards.
const fn follows(kind: WithdrawalKind) -> &'static str {
    match kind {
        WithdrawalKind::Correction => "原网址显示标题、“已撤回”和原因；改正后可以再次发布。",
        WithdrawalKind::Mistake => "原网址显示标题、“已撤回”和原因。",
        WithdrawalKind::Merged => "原网址自动转到并入的那一条，收藏和引用的链接仍然可用。",
        WithdrawalKind::Sealed => {
            "原网址只显示“已删除”，标题、原因、附件和图片都不再对外显示；谁在何时因何撤回记入审计日志。"
        }
        WithdrawalKind::TermOver => "",
    }
}

/// Asks.
pub async fn ask(desk: Desk, Path(id): Path<DocumentId>) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let form = Typed {
        version: document.version,
        ..Typed::default()
    };
    desk.page(&page(&desk, &document, form, FieldErrors::none()))
}

/// Takes it back.
pub async fn withdraw(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let (office, actor) = (desk.office(), &desk.actor);
    let given = WithdrawalForm {
        kind: form.kind.clone(),
        reason: form.reason.clone(),
        into: form.into.clone(),
    };
    let done = documents::withdraw(office, actor, desk.moment, id, form.version, &given).await;
    let error = match done {
        Ok(()) => {
            return Ok(redirect_with(
                &format!("{HERE}/{id}"),
                "已撤回，网站上已经看不到了。",
            ));
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

fn page(desk: &Desk, document: &DeskDocument, form: Typed, errors: FieldErrors) -> WithdrawalPage {
    let (title, back) = (short(&document.latest.title), format!("{HERE}/{}", document.id));
    let line = |kind: WithdrawalKind| KindLine {
        code: kind.code(),
        label: kind.label(),
        follows: follows(kind),
        is_chosen: form.kind == kind.code(),
    };
    WithdrawalPage {
        frame: desk.frame("撤回政府信息", Section::Documents, &[(&title, &back)]),
        id: document.id.to_string(),
        title: document.latest.title.clone(),
        kinds: WithdrawalKind::CHOSEN.map(line).into(),
        form,
        errors,
    }
}
