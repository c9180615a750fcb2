//! 相关文件: what a document has to do with others, added to or left out of a new edition.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::documents::{InterpretationForm, RelationKind};
use office::documents::{self, DeskDocument, Relation, RelationForm};
use office::{DocumentId, OfficeError, RelationId};
use serde::Deserialize;

use super::HERE;
use super::edit::short;
use super::life::refused;
use crate::csrf::ProtectedForm;
use crate::desk::confirm::{Question, ask as ask_first, ask_again};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when;

/// A relation on the document's page.
pub struct RelationLine {
    pub heading: &'static str,
    pub title: String,
    pub href: Option<String>,
    pub note: String,
    /// Where it is left out, where this document says it.
    pub removal: Option<String>,
}

/// The relations of a document, its own and those that others say.
pub fn relation_lines(document: &DeskDocument) -> Vec<RelationLine> {
    let line = |relation: &Relation| {
        let local = relation.document.map(|other| format!("{HERE}/{other}"));
        let notes = [
            relation.document_number.clone(),
            relation.form.map(|form| form.label().to_owned()),
            relation.maker.clone(),
            relation.from.map(|from| format!("自 {from} 起")),
            match (relation.document, relation.published_at) {
                (Some(_), Some(at)) => Some(format!("{} 发布", when::local(at).date())),
                (Some(_), None) => Some("尚未发布".to_owned()),
                (None, _) => None,
            },
        ];
        let removal = |id| format!("{HERE}/{}/relations/{id}/removal", document.id);
        RelationLine {
            heading: relation.heading,
            title: relation.title.clone(),
            href: local.or_else(|| relation.address.clone()),
            note: notes.into_iter().flatten().collect::<Vec<_>>().join("，"),
            removal: relation.id.map(removal),
        }
    };
    document.relations.iter().map(line).collect()
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    version: i64,
    kind: String,
    other: String,
    address: String,
    form: String,
    maker: String,
    from: String,
}

#[derive(Template)]
#[template(path = "desk/documents/relation.html")]
struct RelationPage {
    frame: Frame,
    id: String,
    title: String,
    form: Typed,
    kinds: Vec<Choice>,
    forms: Vec<Choice>,
    errors: FieldErrors,
}

/// The form.
pub async fn ask(desk: Desk, Path(id): Path<DocumentId>) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let form = Typed {
        version: document.version,
        ..Typed::default()
    };
    desk.page(&page(&desk, &document, form, FieldErrors::none()))
}

/// Adds it.
pub async fn add(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let (office, actor) = (desk.office(), &desk.actor);
    let done = documents::relate(office, actor, desk.moment, id, form.version, &form.relation()).await;
    let error = match done {
        Ok(()) => {
            let told = "已添加，作为新的一稿保存。";
            return Ok(redirect_with(&format!("{HERE}/{id}#relations"), told));
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

fn page(desk: &Desk, document: &DeskDocument, form: Typed, errors: FieldErrors) -> RelationPage {
    let back = format!("{HERE}/{}", document.id);
    let title = short(&document.latest.title);
    RelationPage {
        frame: desk.frame("添加相关文件", Section::Documents, &[(&title, &back)]),
        id: document.id.to_string(),
        title: document.latest.title.clone(),
        form,
        kinds: RelationKind::ALL
            .iter()
            .map(|one| Choice::of(one.code(), format!("{}（{}）", one.label(), one.heading())))
            .collect(),
        forms: InterpretationForm::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        errors,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct VersionForm {
    version: i64,
}

/// Asks before a relation is left out.
pub async fn ask_remove(
    desk: Desk,
    Path((id, relation)): Path<(DocumentId, RelationId)>,
) -> Result<Response, Problem> {
    removal(&desk, id, relation, None).await
}

/// Leaves it out of a new edition.
pub async fn remove(
    desk: Desk,
    Path((id, relation)): Path<(DocumentId, RelationId)>,
    ProtectedForm(form): ProtectedForm<VersionForm>,
) -> Result<Response, Problem> {
    match documents::unrelate(
        desk.office(),
        &desk.actor,
        desk.moment,
        id,
        form.version,
        relation,
    )
    .await
    {
        Ok(()) => {
            let told = "已移除，作为新的一稿保存。";
            Ok(redirect_with(&format!("{HERE}/{id}#relations"), told))
        }
        Err(error) => removal(&desk, id, relation, Some(error)).await,
    }
}

async fn removal(
    desk: &Desk,
    id: DocumentId,
    relation: RelationId,
    error: Option<OfficeError>,
) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let known = document.relations.iter().find(|one| one.id == Some(relation));
    let known = known.ok_or(Problem::Missing)?;
    let (title, back) = (short(&document.latest.title), format!("{HERE}/{id}"));
    let question = Question {
        section: Section::Documents,
        steps: &[(&title, &back)],
        title: "移除相关文件",
        lines: vec![
            format!("从新的一稿中移除“{}：{}”？", known.heading, known.title),
            "已发布的版本不受影响，直到新的一稿发布；新的一稿不再废止的文件，届时恢复效力。".to_owned(),
        ],
        action: format!("{back}/relations/{relation}/removal"),
        button: "移除",
        back: back.clone(),
        hidden: vec![("version", document.version.to_string())],
        text: None,
    };
    match error {
        None => ask_first(desk, &question),
        Some(error) => ask_again(desk, &question, refused(&document, error)?),
    }
}

impl Typed {
    fn relation(&self) -> RelationForm {
        RelationForm {
            kind: self.kind.clone(),
            other: self.other.clone(),
            address: self.address.clone(),
            form: self.form.clone(),
            maker: self.maker.clone(),
            from: self.from.clone(),
        }
    }
}
