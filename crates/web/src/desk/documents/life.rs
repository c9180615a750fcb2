//! 公开依据、效力和时间: on what the publicity of a document rests, what it is as a norm, for how long it binds, and when it goes out and is
//! taken down by the clock; kept as a new edition.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::documents::{Norm, Publicity};
use law::outlets::OutletKind;
use office::documents::{self, DeskDocument, Ended, LifeForm};
use office::placements;
use office::{DocumentId, OfficeError};
use serde::Deserialize;

use super::HERE;
use super::edit::short;
use super::publication::changed_meanwhile;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::{Choice, numbered};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(deserialize_with = "numbered")]
    version: i64,
    joint_with: String,
    lead_organ: String,
    source: String,
    source_publicity: String,
    norm: String,
    effective_on: String,
    valid_until: String,
    exemption: String,
    planned_at: String,
    take_down_at: String,
    article_title: String,
    article_digest: String,
    /// The boxes of the outlets: each has a name of its own.
    #[serde(flatten)]
    ticks: BTreeMap<String, String>,
}

/// Before the id of an outlet in the name of its box.
const OUTLET: &str = "outlet-";

/// An outlet that the document may be meant for.
struct OutletBox {
    name: String,
    label: String,
    is_on: bool,
}

#[derive(Template)]
#[template(path = "desk/documents/life.html")]
struct LifePage {
    frame: Frame,
    id: String,
    title: String,
    form: Typed,
    norms: Vec<Choice>,
    publicities: Vec<Choice>,
    outlets: Vec<OutletBox>,
    has_account: bool,
    errors: FieldErrors,
}

/// The form, as the latest edition has it.
pub async fn edit(desk: Desk, Path(id): Path<DocumentId>) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let form = Typed::of(&document);
    let page = page(&desk, &document, form, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Keeps it.
pub async fn save(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let (office, actor) = (desk.office(), &desk.actor);
    let saved = documents::settle_life(office, actor, desk.moment, id, form.version, &form.life()).await;
    let error = match saved {
        Ok(number) => {
            let told = format!("已保存为第 {number} 稿。");
            return Ok(redirect_with(&format!("{HERE}/{id}"), &told));
        }
        Err(error) => error,
    };
    let document = documents::get_desk(office, actor, id).await?;
    let mut form = form;
    let errors = refused(&document, error)?;
    form.version = document.version;
    let page = page(&desk, &document, form, errors).await?;
    desk.again(&page)
}

/// What was wrong, or what happened meanwhile: then what is typed is seen beside it before it is sent again.
pub(super) fn refused(document: &DeskDocument, error: OfficeError) -> Result<FieldErrors, Problem> {
    if matches!(error, OfficeError::Stale { .. }) {
        let mut errors = FieldErrors::none();
        errors.add("", changed_meanwhile(document));
        return Ok(errors);
    }
    FieldErrors::from_office(error)
}

async fn page(
    desk: &Desk,
    document: &DeskDocument,
    form: Typed,
    errors: FieldErrors,
) -> Result<LifePage, Problem> {
    let back = format!("{HERE}/{}", document.id);
    let title = short(&document.latest.title);
    let outlets = placements::outlets(desk.office(), &desk.actor).await?;
    let open: Vec<_> = outlets.into_iter().filter(|one| !one.is_closed).collect();
    Ok(LifePage {
        frame: desk.frame("公开依据、效力和时间", Section::Documents, &[(&title, &back)]),
        id: document.id.to_string(),
        title: document.latest.title.clone(),
        norms: Norm::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        publicities: Publicity::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        has_account: open.iter().any(|one| one.kind == OutletKind::OfficialAccount),
        outlets: open
            .iter()
            .map(|one| {
                let name = format!("{OUTLET}{}", one.id);
                OutletBox {
                    is_on: form.ticks.contains_key(&name),
                    label: format!("{}（{}）", one.name, one.kind.label()),
                    name,
                }
            })
            .collect(),
        form,
        errors,
    })
}

impl Typed {
    fn of(document: &DeskDocument) -> Self {
        let form = document.latest.life.form();
        Self {
            version: document.version,
            joint_with: form.joint_with,
            lead_organ: form.lead_organ,
            source: form.source,
            source_publicity: form.source_publicity,
            norm: form.norm,
            effective_on: form.effective_on,
            valid_until: form.valid_until,
            exemption: form.exemption,
            planned_at: form.planned_at,
            take_down_at: form.take_down_at,
            article_title: form.article_title,
            article_digest: form.article_digest,
            ticks: form
                .outlets
                .into_iter()
                .map(|id| (format!("{OUTLET}{id}"), "true".to_owned()))
                .collect(),
        }
    }

    fn life(&self) -> LifeForm {
        LifeForm {
            joint_with: self.joint_with.clone(),
            lead_organ: self.lead_organ.clone(),
            source: self.source.clone(),
            source_publicity: self.source_publicity.clone(),
            norm: self.norm.clone(),
            effective_on: self.effective_on.clone(),
            valid_until: self.valid_until.clone(),
            exemption: self.exemption.clone(),
            planned_at: self.planned_at.clone(),
            take_down_at: self.take_down_at.clone(),
            outlets: self
                .ticks
                .keys()
                .filter_map(|name| name.strip_prefix(OUTLET))
                .map(str::to_owned)
                .collect(),
            article_title: self.article_title.clone(),
            article_digest: self.article_digest.clone(),
        }
    }
}

/// 已于 2026-11-06 废止，依据：……
pub(super) fn ended_words(ended: &Ended) -> String {
    let (when, how) = (if ended.has_come { "已于" } else { "将于" }, ended.how.label());
    let basis = ended.basis.as_deref();
    let basis = basis.map(|basis| format!("，依据：{basis}")).unwrap_or_default();
    format!("{when} {} {how}{basis}。", ended.from)
}
