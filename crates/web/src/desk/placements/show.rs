//! One placement: what is to be copied and how it looks on the phone, the steps, the form that says where it stands, and what happened.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use law::outlets::{OutletKind, Push, Standing, What};
use law::staff::Act;
use office::PlacementId;
use office::documents;
use office::placements::{self, PlacementEvent, PlacementRow, Rendered};
use serde::Deserialize;

use super::{badge, origin, pushed};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::download::encoded;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::when::{day, minute};

/// What was typed into the forms of the page.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: i64,
    pub link: String,
    pub proof: String,
    pub push: String,
    pub push_place: String,
    pub placed_on: String,
    pub attempt: String,
    pub reason: String,
    pub pasted: String,
    pub is_same: String,
}

/// Something that is copied into the account, with how much of its room it takes.
struct Part {
    id: &'static str,
    label: &'static str,
    text: String,
    room: String,
}

/// A line of the course.
struct Happened {
    at: String,
    words: String,
    note: String,
    by: String,
}

/// What may be done now.
#[expect(clippy::struct_excessive_bools, reason = "each is a form of the page")]
struct Open {
    place: bool,
    to_send: bool,
    awaiting: bool,
    unknown: bool,
    check: bool,
    removal: bool,
    withdraw: bool,
}

#[derive(Template)]
#[template(path = "desk/placements/show.html")]
struct ShowPage {
    frame: Frame,
    here: String,
    version: i64,
    title: String,
    outlet: String,
    kind: OutletKind,
    standing: Standing,
    badge: &'static str,
    origin: String,
    pushed: String,
    link: Option<String>,
    proof: Option<String>,
    placed_on: String,
    approval: Option<String>,
    document: Option<(String, Option<String>)>,
    parts: Vec<Part>,
    html: Option<String>,
    dropped: Vec<String>,
    hints: Vec<String>,
    happened: Vec<Happened>,
    pushes: Vec<Choice>,
    open: Open,
    /// There is an approved text that a pasted one can be held against.
    is_comparable: bool,
    /// Somebody has taken the text already.
    is_taken: bool,
    gone_example: &'static str,
    form: Typed,
    errors: FieldErrors,
}

/// The page.
pub async fn show(desk: Desk, Path(id): Path<PlacementId>) -> Result<Response, Problem> {
    let page = page(&desk, id, Typed::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// The same with what was typed and what is wrong with it.
pub(super) async fn again(
    desk: &Desk,
    id: PlacementId,
    form: Typed,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    let page = page(desk, id, form, errors).await?;
    desk.again(&page)
}

async fn rendered(desk: &Desk, row: &PlacementRow) -> Result<Option<Rendered>, Problem> {
    let (Some(document), Some(edition), Some(outlet)) = (row.document, row.edition, row.outlet) else {
        return Ok(None);
    };
    if row.kind != OutletKind::OfficialAccount {
        return Ok(None);
    }
    let named = (document, edition, outlet);
    let made = placements::rendered(desk.office(), &desk.actor, desk.moment, named, &desk.origin).await?;
    Ok(Some(made))
}

async fn page(desk: &Desk, id: PlacementId, form: Typed, errors: FieldErrors) -> Result<ShowPage, Problem> {
    let (row, events) = placements::get(desk.office(), &desk.actor, id).await?;
    let rendered = rendered(desk, &row).await?;
    let document = match row.document {
        Some(document) => {
            let found = documents::get_desk(desk.office(), &desk.actor, document).await?;
            let is_out = found.published_edition.is_some();
            let public =
                is_out.then(|| format!("{}/documents/{}", desk.origin, encoded(&found.index_number)));
            Some((format!("/desk/documents/{document}"), public))
        }
        None => None,
    };
    let (html, dropped, hints) = match &rendered {
        Some(made) => (
            Some(made.article.html.clone()),
            made.article.dropped.clone(),
            made.checked
                .hints
                .iter()
                .map(|hint| hint.message.clone())
                .collect(),
        ),
        None => (None, Vec::new(), Vec::new()),
    };
    Ok(ShowPage {
        frame: desk.frame(&row.title, Section::Placements, &[]),
        here: super::address(id),
        version: row.version,
        outlet: row.outlet_name.clone(),
        kind: row.kind,
        standing: row.standing,
        badge: badge(row.standing),
        origin: origin(&row),
        pushed: pushed(&row),
        link: row.link.clone(),
        proof: row.proof.clone().filter(|_| row.link.is_none()),
        placed_on: row.placed_on.map(|day| day.to_string()).unwrap_or_default(),
        approval: row.approval.clone(),
        document,
        parts: rendered.as_ref().map(parts).unwrap_or_default(),
        html,
        dropped,
        hints,
        happened: events.iter().rev().map(happened).collect(),
        pushes: Push::ALL
            .iter()
            .map(|push| Choice::of(push.code(), push.label()))
            .collect(),
        open: open(desk, row.standing),
        is_comparable: row.kind.has_link() && row.document.is_some(),
        is_taken: row.standing == Standing::Drafted,
        gone_example: if row.kind.has_link() {
            "例如：打开原链接，显示“该内容已被发布者删除”"
        } else {
            "例如：已到现场取下，有照片"
        },
        title: row.title,
        form,
        errors,
    })
}

fn open(desk: &Desk, standing: Standing) -> Open {
    use Standing::{Asked, AwaitingLink, Differs, Done, Drafted, Equal, Failed, Unknown, WithdrawalAsked};
    let may = desk.may(Act::PlaceElsewhere);
    let is = |which: &[Standing]| may && which.contains(&standing);
    Open {
        place: may,
        to_send: is(&[Asked, Drafted, Failed]),
        awaiting: is(&[AwaitingLink]),
        unknown: is(&[Unknown]),
        check: is(&[Done, Equal, Differs]),
        removal: is(&[WithdrawalAsked]),
        withdraw: is(&[
            Asked,
            Drafted,
            Failed,
            AwaitingLink,
            Unknown,
            Done,
            Equal,
            Differs,
        ]),
    }
}

fn parts(made: &Rendered) -> Vec<Part> {
    let part = |id, label, text: &str, most: usize| Part {
        id,
        label,
        text: text.to_owned(),
        room: format!("{}/{most} 字", text.chars().count()),
    };
    let mut parts = vec![part("copy-title", "标题", &made.title, 32)];
    if !made.author.is_empty() {
        parts.push(part("copy-author", "作者", &made.author, 16));
    }
    if !made.digest.is_empty() {
        parts.push(part("copy-digest", "摘要", &made.digest, 128));
    }
    parts
}

fn happened(event: &PlacementEvent) -> Happened {
    let (words, note) = match &event.what {
        What::Asked => ("要求发布".to_owned(), String::new()),
        What::Drafted => ("取稿".to_owned(), String::new()),
        What::Sent => ("已人工发布，待回填".to_owned(), String::new()),
        What::Done { proof, push } => {
            let how = push.map(|push| format!("（{}）", push.label()));
            (format!("登记发布凭据{}", how.unwrap_or_default()), proof.clone())
        }
        What::Failed { reason } => ("没有发出".to_owned(), reason.clone()),
        What::Lost { reason } => ("结果不明".to_owned(), reason.clone()),
        What::NotFound { proof } => ("查看后确认没有发出".to_owned(), proof.clone()),
        What::Seen { differences } if differences.is_empty() => ("核对一致".to_owned(), String::new()),
        What::Seen { differences } => (
            format!("核对不一致，{} 处", differences.len()),
            differences.join("；"),
        ),
        What::WithdrawalAsked { reason } => ("要求撤下".to_owned(), reason.clone()),
        What::Gone { proof } => ("已撤下".to_owned(), proof.clone()),
    };
    Happened {
        at: day(event.at),
        words,
        note,
        by: format!("{}　{}", event.by, minute(event.at)),
    }
}

/// How the article looks on the phone, as a page that the placement's own page shows in a frame: its styles stand in its marks, as in
/// the account, and nothing runs.
pub async fn article(desk: Desk, Path(id): Path<PlacementId>) -> Result<Response, Problem> {
    let (row, _) = placements::get(desk.office(), &desk.actor, id).await?;
    let made = rendered(&desk, &row).await?.ok_or(Problem::Missing)?;
    let escaped = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let author = match made.author.as_str() {
        "" => row.outlet_name.clone(),
        author => format!("{author}　{}", row.outlet_name),
    };
    let on = day(row.asked_at);
    let page = format!(
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>手机预览</title></head>\
         <body style=\"margin:0;padding:20px 16px;background:#fff;font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;overflow-wrap:anywhere\">\
         <h1 style=\"margin:0 0 14px;font-size:22px;line-height:1.4;font-weight:500\">{}</h1><p style=\"margin:0 0 22px;font-size:15px;color:#6b6b6b\">{}　{on}</p><div style=\"overflow-x:auto\">{}</div></body></html>",
        escaped(&made.title),
        escaped(&author),
        made.article.preview
    );
    let mut response = Html(page).into_response();
    let set: [(HeaderName, &str); 2] = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
        ),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    for (name, value) in set {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
