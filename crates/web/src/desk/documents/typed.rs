//! The form of a document as typed: what it begins with, what is kept of it, and how it stands beside what somebody else saved.

use law::documents::{Category, Change, Publicity, Validity};
use office::documents::{DocumentForm, KeptDraft};
use prose::Format;
use serde::Deserialize;

use crate::desk::layout::Desk;
use crate::desk::options::Choice;
use crate::errors::Problem;

/// What the form says where the editor wrote the body.
const EDITOR: &str = "editor";

/// The fields as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: i64,
    pub ticket: String,
    pub column: String,
    pub title: String,
    pub document_number: String,
    pub issuer: String,
    pub formed_on: String,
    pub summary: String,
    /// The text area: a block a line.
    pub body: String,
    /// The HTML that the area was filled with, or that the editor made.
    pub body_html: String,
    /// Who wrote last: `editor`, or nothing where the area counts.
    pub body_by: String,
    pub category: String,
    pub subject: String,
    pub publicity: String,
    pub publicity_reason: String,
    pub validity: String,
    pub change: String,
    pub change_note: String,
}

impl Typed {
    /// An empty form.
    pub fn blank(desk: &Desk) -> Self {
        Self {
            issuer: desk.organ.name.clone(),
            publicity: Publicity::Proactive.code().to_owned(),
            validity: Validity::NotApplicable.code().to_owned(),
            ..Self::default()
        }
    }

    /// What is kept or was kept, as the form holds it, but for its body.
    pub fn of_form(form: DocumentForm, version: i64) -> Self {
        Self {
            version,
            ticket: String::new(),
            column: form.column.map(|id| id.to_string()).unwrap_or_default(),
            title: form.title,
            document_number: form.document_number,
            issuer: form.issuer,
            formed_on: form.formed_on,
            summary: form.summary,
            body: String::new(),
            body_html: String::new(),
            body_by: String::new(),
            category: form.category,
            subject: form.subject,
            publicity: form.publicity,
            publicity_reason: form.publicity_reason,
            validity: form.validity,
            change: form.change,
            change_note: form.change_note,
        }
    }

    /// What was being written, to go on with.
    pub async fn restored(desk: &Desk, kept: KeptDraft) -> Result<Self, Problem> {
        let body = kept.form.body.clone();
        let form = Self::of_form(kept.form, kept.base);
        let form = form.filled(desk, body).await?;
        Ok(Self {
            body_by: EDITOR.to_owned(),
            ..form
        })
    }

    /// With that body, in the canonical form, beside the async workers.
    pub async fn filled(self, desk: &Desk, body: String) -> Result<Self, Problem> {
        let fill = move || self.with_body(body);
        Ok(desk.office().limits().staff.run(fill).await?)
    }

    /// The version that was read.
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// With that body, in the canonical form.
    pub fn with_body(self, html: String) -> Self {
        Self {
            body: prose::typed_of_html(&html),
            body_html: html,
            ..self
        }
    }

    /// What is to be kept. The body is cleaned where it is, whoever wrote it.
    pub async fn document(&self, desk: &Desk) -> Result<DocumentForm, Problem> {
        let own = Self::clone(self);
        let (by, typed, html) = (own.body_by, own.body, own.body_html);
        let write = move || {
            if by == EDITOR {
                return html;
            }
            prose::html_of_typed(&typed, &html)
        };
        let body = desk.office().limits().staff.run(write).await?;
        Ok(DocumentForm {
            column: own.column.parse().ok(),
            title: own.title,
            document_number: own.document_number,
            issuer: own.issuer,
            formed_on: own.formed_on,
            summary: own.summary,
            body,
            format: Format::Html,
            category: own.category,
            subject: own.subject,
            publicity: own.publicity,
            publicity_reason: own.publicity_reason,
            validity: own.validity,
            change: own.change,
            change_note: own.change_note,
        })
    }

    /// Label, as it stands now, as typed; the body is compared word by word instead.
    pub fn beside(&self, now: DocumentForm, columns: &[Choice]) -> Vec<(&'static str, String, String)> {
        let now = Self::of_form(now, 0);
        let column = |id: &str| {
            let known = columns.iter().find(|choice| choice.value == id);
            known.map_or_else(String::new, |choice| choice.label.trim_start().to_owned())
        };
        let category = |code: &str| Category::from_code(code).map_or("", Category::label).to_owned();
        let publicity = |code: &str| Publicity::from_code(code).map_or("", Publicity::label).to_owned();
        let validity = |code: &str| Validity::from_code(code).map_or("", Validity::label).to_owned();
        let change = |code: &str| Change::from_code(code).map_or("", Change::label).to_owned();
        vec![
            ("栏目", column(&now.column), column(&self.column)),
            ("标题", now.title, self.title.clone()),
            ("发文字号", now.document_number, self.document_number.clone()),
            ("发布机构", now.issuer, self.issuer.clone()),
            ("成文日期", now.formed_on, self.formed_on.clone()),
            ("法定类别", category(&now.category), category(&self.category)),
            ("主题分类", now.subject, self.subject.clone()),
            ("公开属性", publicity(&now.publicity), publicity(&self.publicity)),
            (
                "公开属性的理由",
                now.publicity_reason,
                self.publicity_reason.clone(),
            ),
            ("有效性", validity(&now.validity), validity(&self.validity)),
            ("内容概述", now.summary, self.summary.clone()),
            ("修改程度", change(&now.change), change(&self.change)),
            ("修改说明", now.change_note, self.change_note.clone()),
        ]
    }
}
