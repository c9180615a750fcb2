//! The editor: the text as it will look, with its headings, lists and tables (`frontend/src/desk/writing`); without scripts a
//! plain text area, which keeps what it can't hold (`prose::typed_of_html`). What is kept is the canonical form, cleaned.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::Response;
use law::documents::{Category, Change, Publicity, Validity};
use law::reports::{Piece, diff};
use office::documents::{self, DeskDocument, DocumentForm};
use office::{DocumentId, OfficeError};
use serde::Deserialize;

use super::pictures::at_desk;
use super::typed::Typed;
use super::{HERE, kept};
use crate::assets::asset;
use crate::csrf::ProtectedForm;
use crate::desk::columns::choices;
use crate::desk::layout::{Desk, Frame, wants_part};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::desk::stale::{Difference, Meanwhile, differing};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Template)]
#[template(path = "desk/documents/edit.html")]
struct EditPage {
    frame: Frame,
    action: String,
    /// Where what is being written is kept, and whose it is.
    keep: String,
    keeper: String,
    /// When what stands in the form was kept, in milliseconds; 0 where it is what was saved.
    kept_at: i64,
    back: String,
    index_number: String,
    form: Typed,
    editor_script: String,
    columns: Vec<Choice>,
    categories: Vec<Choice>,
    publicities: Vec<Choice>,
    validities: Vec<Choice>,
    /// How much it changes of what is out; nothing where it never was.
    changes: Vec<Choice>,
    errors: FieldErrors,
    meanwhile: Option<Meanwhile>,
    /// How the body someone else saved differs from the one typed here.
    body_diff: Vec<Piece>,
}

#[derive(Template)]
#[template(path = "desk/documents/preview.html")]
struct PreviewPage {
    frame: Frame,
    /// With which day a list would show it.
    day: String,
    title: String,
    body: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "desk/documents/preview_part.html")]
struct PreviewPart {
    day: String,
    title: String,
    body: String,
    errors: FieldErrors,
}

/// For which column a new document is meant, and what was chosen of what was being written.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    column: String,
    kept: String,
}

/// An empty editor.
pub async fn new(desk: Desk, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let kept = kept::of_new(&desk).await?;
    let kept_at = kept.as_ref().map_or(0, |kept| kept.kept_at.as_millisecond());
    let form = match kept {
        Some(kept) if wanted.kept == kept::RESTORED => Typed::restored(&desk, kept).await?,
        Some(kept) => return kept::offer_new(&desk, kept).await,
        None => Typed {
            column: wanted.column,
            ..Typed::blank(&desk)
        },
    };
    let page = new_page(&desk, form, FieldErrors::none()).await?;
    desk.page(&EditPage { kept_at, ..page })
}

async fn new_page(desk: &Desk, form: Typed, errors: FieldErrors) -> Result<EditPage, Problem> {
    let frame = desk.frame("新建政府信息", Section::Documents, &[]);
    let mut page = page(desk, frame, form, errors).await?;
    HERE.clone_into(&mut page.action);
    HERE.clone_into(&mut page.back);
    page.keep = format!("{HERE}/kept");
    Ok(page)
}

/// Stores the first edition.
pub async fn create(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    match documents::create_once(
        desk.office(),
        &desk.actor,
        desk.moment,
        &form.document(&desk).await?,
        &form.ticket,
    )
    .await
    {
        Ok(id) => Ok(redirect_with(&format!("{HERE}/{id}"), "草稿已保存，已编索引号。")),
        Err(error) => {
            let page = new_page(&desk, form, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

/// The latest edition in the editor; what this person was writing and did not save is offered first.
pub async fn edit(
    desk: Desk,
    Path(id): Path<DocumentId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let kept = kept::of_document(&desk, &document).await?;
    let kept_at = kept.as_ref().map_or(0, |kept| kept.kept_at.as_millisecond());
    let form = match kept {
        Some(kept) if wanted.kept == kept::RESTORED => Typed::restored(&desk, kept).await?,
        Some(kept) => return kept::offer(&desk, &document, kept).await,
        None => {
            let body = document.latest.canonical(&desk.office().limits().staff).await?;
            let form = Typed::of_form(begun(&document), document.version);
            form.filled(&desk, body).await?
        }
    };
    let page = edit_page(&desk, &document, form, FieldErrors::none()).await?;
    desk.page(&EditPage { kept_at, ..page })
}

/// The latest edition as it is gone on with: beside one that is out, what has changed is said anew.
fn begun(document: &DeskDocument) -> DocumentForm {
    let form = document.latest.form();
    if document.published_edition != Some(document.latest.number) {
        return form;
    }
    DocumentForm {
        change: Change::Minor.code().to_owned(),
        change_note: String::new(),
        ..form
    }
}

async fn edit_page(
    desk: &Desk,
    document: &DeskDocument,
    form: Typed,
    errors: FieldErrors,
) -> Result<EditPage, Problem> {
    let back = format!("{HERE}/{}", document.id);
    let frame = desk.frame(
        "编写",
        Section::Documents,
        &[(&short(&document.latest.title), &back)],
    );
    let mut page = page(desk, frame, form, errors).await?;
    page.action = format!("{back}/draft");
    page.keep = format!("{back}/kept");
    page.back = back;
    if document.published_at.is_some() {
        page.changes = Change::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect();
    }
    page.index_number.clone_from(&document.index_number);
    Ok(page)
}

/// Stores a new edition; when someone saved first, says who and what, and keeps what was typed.
pub async fn save(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let saved = documents::save(
        desk.office(),
        &desk.actor,
        desk.moment,
        id,
        form.version,
        &form.document(&desk).await?,
    )
    .await;
    let error = match saved {
        Ok(number) => {
            return Ok(redirect_with(
                &format!("{HERE}/{id}"),
                &format!("已保存为第 {number} 稿。"),
            ));
        }
        Err(error) => error,
    };
    let now = documents::get_desk(desk.office(), &desk.actor, id).await?;
    if !matches!(error, OfficeError::Stale { .. }) {
        let page = edit_page(&desk, &now, form, FieldErrors::from_office(error)?).await?;
        return desk.again(&page);
    }
    let columns = choices(&desk, None).await?;
    let latest = &now.latest;
    let mut differences = differing(form.beside(latest.form(), &columns));
    let body = latest.plain(&desk.office().limits().staff).await?;
    let typed = form.document(&desk).await?.body;
    let words = move || prose::plain_of_html(&typed);
    let typed_body = desk.office().limits().staff.run(words).await?;
    let body_diff = if body == typed_body {
        Vec::new()
    } else {
        differences.push(Difference {
            label: "正文".to_owned(),
            now: "与您填写的不同，见下面“正文的不同之处”".to_owned(),
        });
        diff(&body, &typed_body)
    };
    let meanwhile = Meanwhile::by(&latest.writer, latest.written_at, differences);
    let form = Typed {
        version: now.version,
        ..form
    };
    let mut page = edit_page(&desk, &now, form, FieldErrors::none()).await?;
    page.meanwhile = Some(meanwhile);
    page.body_diff = body_diff;
    desk.again(&page)
}

async fn page(desk: &Desk, frame: Frame, form: Typed, errors: FieldErrors) -> Result<EditPage, Problem> {
    let category = |category: &Category| {
        Choice::of(
            category.code(),
            format!("{}　{}", category.article(), category.label()),
        )
    };
    let validity = |validity: &Validity| {
        let label = if *validity == Validity::NotApplicable {
            "不适用（不是文件）"
        } else {
            validity.label()
        };
        Choice::of(validity.code(), label)
    };
    Ok(EditPage {
        frame,
        action: String::new(),
        keep: String::new(),
        kept_at: 0,
        keeper: desk.actor.account.map(|id| id.to_string()).unwrap_or_default(),
        back: String::new(),
        index_number: String::new(),
        columns: choices(desk, None).await?,
        categories: Category::ALL.iter().map(category).collect(),
        publicities: Publicity::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        validities: Validity::ALL.iter().map(validity).collect(),
        changes: Vec::new(),
        form,
        editor_script: asset("editor.js"),
        errors,
        meanwhile: None,
        body_diff: Vec::new(),
    })
}

/// What is typed, as the public would see it; nothing is stored.
pub async fn preview(
    desk: Desk,
    headers: HeaderMap,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let (body, errors) =
        match documents::preview(desk.office(), &desk.actor, &form.document(&desk).await?).await {
            Ok(body) => (at_desk(&body), FieldErrors::none()),
            Err(error) => (String::new(), FieldErrors::from_office(error)?),
        };
    let day = desk.moment.today.to_string();
    if wants_part(&headers) {
        return desk.page(&PreviewPart {
            day,
            title: form.title,
            body,
            errors,
        });
    }
    desk.page(&PreviewPage {
        frame: desk.frame("预览", Section::Documents, &[]),
        day,
        title: form.title,
        body,
        errors,
    })
}

/// A title as a step of the way: cut where it is long.
pub fn short(title: &str) -> String {
    const LONGEST: usize = 18;
    if title.chars().count() <= LONGEST {
        return title.to_owned();
    }
    let head: String = title.chars().take(LONGEST - 1).collect();
    format!("{head}…")
}
