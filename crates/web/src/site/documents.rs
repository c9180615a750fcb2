//! The document page: how it ended, its information block, attachments, and what it has to do with others.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use law::codes::spoken;
use law::documents::{RelationKind, Validity};
use office::documents::{self, Attachment, Edition, Ended, Found, PublishedDocument, Relation, Revision};
use office::{AttachmentId, placements};
use serde::Deserialize;

use super::description::shortened;
use super::layout::{Frame, Site, day, encoded, meta, minute, page};
use crate::app::App;
use crate::document_files::{self, Asked, formats};
use crate::download::{download_opened, may_be_viewed, size, viewed_opened};
use crate::errors::Problem;
use crate::freshness::{Topic, resting};
use crate::when::local;

struct File {
    name: String,
    href: String,
    size: String,
    /// A browser shows it by itself.
    may_be_viewed: bool,
}

/// How the document ended or will, above its title.
struct Banner {
    words: String,
    /// Heading, and what it leads to: 废止依据, 替代文件.
    lines: Vec<Other>,
}

/// Another document.
struct Other {
    heading: &'static str,
    title: String,
    href: Option<String>,
    /// 发文字号, form and maker of a 解读, the day.
    note: String,
}

#[derive(Template)]
#[template(path = "site/document.html")]
struct DocumentPage {
    frame: Frame,
    title: String,
    index_number: String,
    issuer: String,
    formed_on: String,
    published_on: String,
    published_at: String,
    changed_at: Option<String>,
    changed_on: Option<String>,
    document_number: Option<String>,
    category: String,
    subject: Option<String>,
    validity: Option<String>,
    is_ended: bool,
    banner: Option<Banner>,
    effective_on: Option<String>,
    related: Vec<Other>,
    /// 修订历史: day, how much, what; nothing where it never changed.
    revisions: Vec<RevisionLine>,
    summary: Option<String>,
    body: String,
    files: Vec<File>,
    /// The document itself as files: what each is called, and its address.
    downloads: Vec<(&'static str, String)>,
    is_sample: bool,
    /// The articles of official accounts that render it: the account's name, the article's address.
    articles: Vec<(String, String)>,
}

pub async fn document(
    State(app): State<App>,
    site: Site,
    Path(index_number): Path<String>,
) -> Result<Response, Problem> {
    match documents::published(app.office(), site.organ.id, &index_number).await? {
        Some(Found::Published(document)) => show(&app, &site, *document).await,
        other => elsewhere(other),
    }
}

/// What stands at the address of what is not public: where it went, why it was taken back, or nothing.
fn elsewhere(found: Option<Found>) -> Result<Response, Problem> {
    match found {
        Some(Found::Merged { into }) => {
            let moved = [(header::LOCATION, format!("/documents/{}", encoded(&into)))];
            Ok((StatusCode::MOVED_PERMANENTLY, moved).into_response())
        }
        Some(Found::Withdrawn { title, reason, at }) => Err(Problem::Withdrawn {
            title,
            reason,
            on: at.map(|at| spoken(local(at).date())).unwrap_or_default(),
        }),
        Some(Found::Gone) => Err(Problem::Gone),
        Some(Found::Published(_)) | None => Err(Problem::Missing),
    }
}

async fn show(app: &App, site: &Site, document: PublishedDocument) -> Result<Response, Problem> {
    let edition = document.edition;
    let crumbs = site.crumbs_to(&document.column, false);
    let mut frame = site.frame(&edition.title, Some(&document.column), crumbs);
    frame.metas.push(meta("ArticleTitle", &edition.title));
    frame.metas.push(meta("PubDate", &minute(document.published_at)));
    frame.metas.push(meta("ContentSource", &edition.issuer));
    frame.metas.push(meta("Url", &site.absolute(&site.path)));
    frame.metas.extend(
        edition
            .subject
            .as_deref()
            .map(|subject| meta("Keywords", subject)),
    );
    frame.description = described(&edition, &document.index_number);
    let body = edition.html(&app.office().limits().visitors).await?;
    let address = |extension| format!("/documents/{}/files/{extension}", encoded(&document.index_number));
    let downloads = formats(&body).into_iter();
    let downloads = downloads
        .map(|(name, extension)| (name, address(extension)))
        .collect();
    let others = document.relations.iter().filter_map(|relation| relation.document);
    let topics: Vec<Topic> = others.chain([document.id]).map(Topic::Document).collect();
    let is_changed = day(document.changed_at) != day(document.published_at);
    let shown = page(&DocumentPage {
        frame,
        body,
        downloads,
        title: edition.title,
        index_number: document.index_number,
        issuer: edition.issuer,
        formed_on: edition.formed_on.map(|day| day.to_string()).unwrap_or_default(),
        published_on: day(document.published_at),
        published_at: minute(document.published_at),
        changed_at: is_changed.then(|| minute(document.changed_at)),
        changed_on: is_changed.then(|| day(document.changed_at)),
        document_number: edition.document_number,
        category: format!("{}（{}）", edition.category.label(), edition.category.article()),
        subject: edition.subject,
        validity: told(
            document.validity,
            document.ended.as_ref(),
            edition.life.valid_until,
        ),
        is_ended: matches!(document.validity, Validity::Repealed | Validity::Expired),
        banner: document
            .ended
            .as_ref()
            .map(|ended| Banner::of(ended, &document.relations)),
        effective_on: edition.life.effective_on.map(|day| day.to_string()),
        related: document.relations.iter().map(Other::of).collect(),
        revisions: RevisionLine::all(&document.revisions),
        summary: edition.summary,
        files: document.attachments.into_iter().map(File::from).collect(),
        is_sample: document.is_sample,
        articles: placements::linked(app.office(), site.organ.id, document.id).await?,
    })?;
    Ok(resting(shown, topics))
}

/// Whether it binds: 有效，至 2031-04-30; 自 2026-11-06 起废止. Nothing of what is no such document.
fn told(validity: Validity, ended: Option<&Ended>, valid_until: Option<Date>) -> Option<String> {
    match (validity, ended) {
        (Validity::NotApplicable, _) => None,
        (Validity::Repealed | Validity::Expired, Some(ended)) => {
            Some(format!("自 {} 起{}", ended.from, validity.label()))
        }
        (Validity::InForce, _) => Some(match valid_until {
            Some(last) => format!("{}，至 {last}", validity.label()),
            None => validity.label().to_owned(),
        }),
        _ => Some(validity.label().to_owned()),
    }
}

/// A line of 修订历史.
struct RevisionLine {
    on: String,
    what: &'static str,
    note: Option<String>,
}

impl RevisionLine {
    /// The latest first; what never changed has no history.
    fn all(revisions: &[Revision]) -> Vec<Self> {
        if revisions.len() < 2 {
            return Vec::new();
        }
        let line = |one: &Revision| Self {
            on: day(one.on),
            what: match (one.is_first, one.change) {
                (true, _) => "首次发布",
                (false, Some(change)) => change.label(),
                (false, None) => "更新",
            },
            note: one.note.clone().filter(|_| !one.is_first),
        };
        revisions.iter().map(line).collect()
    }
}

impl Banner {
    fn of(ended: &Ended, relations: &[Relation]) -> Self {
        let (day, how) = (spoken(ended.from), ended.how.label());
        let words = if ended.has_come {
            format!("本文件已于{day}{how}")
        } else {
            format!("本文件将于{day}{how}")
        };
        let ends = |one: &&Relation| one.id.is_none() && one.kind.ends_the_other();
        let mut lines: Vec<Other> = relations.iter().filter(ends).map(Other::of).collect();
        lines.extend(ended.basis.iter().map(|basis| Other {
            heading: RelationKind::Repeals.heading_there(),
            title: basis.clone(),
            href: None,
            note: String::new(),
        }));
        Self { words, lines }
    }
}

impl Other {
    fn of(relation: &Relation) -> Self {
        let local = relation.index_number.as_ref();
        let href = local.map(|number| format!("/documents/{}", encoded(number)));
        let form = relation.form.map(|form| form.label().to_owned());
        let from = relation.from.filter(|_| relation.kind.ends_the_other());
        let notes = [
            relation.document_number.clone(),
            relation.published_at.map(day),
            form,
            relation.maker.clone(),
            from.map(|from| format!("自 {from} 起{}", relation.kind.label())),
        ];
        Self {
            heading: relation.heading,
            title: relation.title.clone(),
            href: href.or_else(|| relation.address.clone()),
            note: notes.into_iter().flatten().collect::<Vec<_>>().join("，"),
        }
    }
}

/// A published document as a file.
pub async fn file(
    State(app): State<App>,
    site: Site,
    Path((index_number, extension)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = documents::published(app.office(), site.organ.id, &index_number).await?;
    let document = match found {
        Some(Found::Published(document)) => *document,
        other => return elsewhere(other),
    };
    let body = &document.edition.body;
    let pictures = documents::pictures_for_public(app.office(), site.organ.id, body).await?;
    let address = site.absolute(&format!("/documents/{}", encoded(&document.index_number)));
    let asked = Asked {
        organ: site.organ.name.clone(),
        attachments: document.attachments.into_iter().map(|file| file.name).collect(),
        pictures,
        source: format!("索引号 {}，{address}", document.index_number),
        edition: document.edition,
    };
    let made = document_files::file(&app, &app.office().limits().visitors, asked, &extension).await?;
    Ok(resting(made, [Topic::Document(document.id)]))
}

/// A document in a line: its summary, else what it is.
fn described(edition: &Edition, index_number: &str) -> String {
    let summary = edition.summary.as_deref().map(str::trim).unwrap_or_default();
    if !summary.is_empty() {
        return shortened(summary);
    }
    let number = edition.document_number.as_deref().unwrap_or_default();
    let number = if number.is_empty() {
        String::new()
    } else {
        format!("（{number}）")
    };
    shortened(&format!(
        "{}{number}，{}公开的政府信息，索引号 {index_number}。",
        edition.title, edition.issuer
    ))
}

impl From<Attachment> for File {
    fn from(attachment: Attachment) -> Self {
        Self {
            href: format!(
                "/attachments/{}/{}",
                attachment.address,
                encoded(&attachment.name)
            ),
            size: size(attachment.bytes),
            may_be_viewed: may_be_viewed(&attachment.media_type),
            name: attachment.name,
        }
    }
}

/// How a file is wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// To be looked at (`?view=1`), where a browser shows its kind.
    view: String,
}

/// A file of a published document: saved, or looked at by itself, never shown inside the site.
pub async fn attachment(
    State(app): State<App>,
    site: Site,
    Path((id, _name)): Path<(AttachmentId, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let file = documents::file_for_public(app.office(), site.organ.id, id).await?;
    if wanted.view.is_empty() {
        return Ok(download_opened(file));
    }
    Ok(viewed_opened(file))
}
