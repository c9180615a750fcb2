//! What somebody is writing, kept while they write (`frontend/src/desk/writing/keeping.js` sends it every few seconds), and
//! offered when they come back: what it is, how it differs from what stands, and the choice to go on with it or to drop it.

use askama::Template;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use law::reports::{Piece, diff};
use office::DocumentId;
use office::documents::{self, DeskDocument, DocumentForm, KeptDraft};
use serde_json::json;

use super::HERE;
use super::edit::short;
use super::typed::Typed;
use crate::csrf::ProtectedForm;
use crate::desk::columns::choices;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::{minute, second};

/// What the address says once the choice is made.
pub const RESTORED: &str = "restored";
const DROPPED: &str = "dropped";

/// Keeps what is being written of a document.
pub async fn keep(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    kept(&desk, Some(id), &form).await
}

/// The same of a new one.
pub async fn keep_new(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    kept(&desk, None, &form).await
}

async fn kept(desk: &Desk, id: Option<DocumentId>, form: &Typed) -> Result<Response, Problem> {
    let typed = form.document(desk).await?;
    let kept = documents::keep_draft(
        desk.office(),
        &desk.actor,
        desk.moment,
        id,
        form.version(),
        &typed,
    )
    .await;
    let answer = match kept {
        Ok(at) => json!({ "kept": second(at), "at": at.as_millisecond() }),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            json!({ "refused": errors.all().next().map_or("", |(_, message)| message) })
        }
    };
    Ok(Json(answer).into_response())
}

/// Drops what was being written of a document.
pub async fn discard(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(_): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    dropped(&desk, Some(id), &format!("{HERE}/{id}/draft")).await
}

/// The same of a new one.
pub async fn discard_new(desk: Desk, ProtectedForm(_): ProtectedForm<Typed>) -> Result<Response, Problem> {
    dropped(&desk, None, &format!("{HERE}/new")).await
}

async fn dropped(desk: &Desk, id: Option<DocumentId>, back: &str) -> Result<Response, Problem> {
    documents::drop_draft(desk.office(), &desk.actor, id).await?;
    Ok(redirect_with(
        &format!("{back}?kept={DROPPED}"),
        "没有保存的内容已丢弃。",
    ))
}

/// What was kept of a document, where it says anything else than the document does.
pub async fn of_document(desk: &Desk, document: &DeskDocument) -> Result<Option<KeptDraft>, Problem> {
    let id = Some(document.id);
    let kept = documents::kept_draft(desk.office(), &desk.actor, desk.moment, id).await?;
    let Some(mut kept) = kept else { return Ok(None) };
    kept.form.body = canonical(desk, kept.form.body).await?;
    let standing = standing(desk, document).await?;
    let rows = beside(desk, &standing, &kept.form).await?;
    // What stands between two blocks says nothing.
    let joined = |body: &str| body.replace('\n', "");
    if rows.is_empty() && joined(&standing.body) == joined(&kept.form.body) {
        documents::drop_draft(desk.office(), &desk.actor, id).await?;
        return Ok(None);
    }
    Ok(Some(kept))
}

/// What was kept of a new one.
pub async fn of_new(desk: &Desk) -> Result<Option<KeptDraft>, Problem> {
    let kept = documents::kept_draft(desk.office(), &desk.actor, desk.moment, None).await?;
    let Some(mut kept) = kept else { return Ok(None) };
    kept.form.body = canonical(desk, kept.form.body).await?;
    Ok(Some(kept))
}

async fn canonical(desk: &Desk, body: String) -> Result<String, Problem> {
    Ok(desk
        .office()
        .limits()
        .staff
        .run(move || prose::canonical(&body))
        .await?)
}

/// The latest edition as a form whose body is in the canonical form.
async fn standing(desk: &Desk, document: &DeskDocument) -> Result<DocumentForm, Problem> {
    let body = document.latest.canonical(&desk.office().limits().staff).await?;
    Ok(DocumentForm {
        body,
        ..document.latest.form()
    })
}

/// A field that differs: as it stands, and as it was being written.
struct Row {
    label: &'static str,
    now: String,
    kept: String,
}

#[derive(Template)]
#[template(path = "desk/documents/kept.html")]
struct OfferPage {
    frame: Frame,
    kept_at: String,
    /// Somebody saved after it was begun.
    meanwhile: Option<String>,
    rows: Vec<Row>,
    body: Vec<Piece>,
    restore: String,
    discard: String,
    back: String,
}

async fn beside(desk: &Desk, now: &DocumentForm, kept: &DocumentForm) -> Result<Vec<Row>, Problem> {
    let columns = choices(desk, None).await?;
    let fields = Typed::of_form(kept.clone(), 0).beside(now.clone(), &columns);
    let differing = fields
        .into_iter()
        .filter(|(_, now, kept)| now.trim() != kept.trim());
    Ok(differing
        .map(|(label, now, kept)| Row { label, now, kept })
        .collect())
}

/// Offers what was kept of a document.
pub async fn offer(desk: &Desk, document: &DeskDocument, kept: KeptDraft) -> Result<Response, Problem> {
    let (title, back) = (short(&document.latest.title), format!("{HERE}/{}", document.id));
    let frame = desk.frame("没有保存的内容", Section::Documents, &[(&title, &back)]);
    let now = standing(desk, document).await?;
    let latest = &document.latest;
    let is_older = kept.base != document.version;
    let meanwhile = is_older.then(|| {
        format!(
            "{}于 {} 保存了第 {} 稿",
            latest.writer,
            minute(latest.written_at),
            latest.number
        )
    });
    let draft = format!("{back}/draft");
    let page = offer_page(desk, frame, &now, kept, &draft, back).await?;
    desk.page(&OfferPage { meanwhile, ..page })
}

/// Offers what was kept of a new one.
pub async fn offer_new(desk: &Desk, kept: KeptDraft) -> Result<Response, Problem> {
    let frame = desk.frame("没有保存的内容", Section::Documents, &[]);
    let now = Typed::blank(desk).document(desk).await?;
    let page = offer_page(desk, frame, &now, kept, &format!("{HERE}/new"), HERE.to_owned()).await?;
    desk.page(&page)
}

async fn offer_page(
    desk: &Desk,
    frame: Frame,
    now: &DocumentForm,
    kept: KeptDraft,
    draft: &str,
    back: String,
) -> Result<OfferPage, Problem> {
    let (before, after) = (now.body.clone(), kept.form.body.clone());
    let compare = move || {
        let (before, after) = (prose::plain_of_html(&before), prose::plain_of_html(&after));
        if before == after {
            Vec::new()
        } else {
            diff(&before, &after)
        }
    };
    Ok(OfferPage {
        frame,
        kept_at: minute(kept.kept_at),
        meanwhile: None,
        rows: beside(desk, now, &kept.form).await?,
        body: desk.office().limits().staff.run(compare).await?,
        restore: format!("{draft}?kept={RESTORED}"),
        discard: if draft.ends_with("/new") {
            format!("{HERE}/kept/removal")
        } else {
            format!("{back}/kept/removal")
        },
        back,
    })
}
