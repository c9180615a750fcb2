//! The home page: the ways into 政府信息公开, what is new by column, where to ask.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use law::columns::Kind;
use office::documents;

use super::columns::DocumentLine;
use super::layout::{Frame, Site, family, href, page};
use crate::app::App;
use crate::errors::Problem;

/// Rows of each panel.
const SHOWN: u64 = 8;

struct Panel {
    name: String,
    href: String,
    rows: Vec<DocumentLine>,
    empty: String,
}

#[derive(Template)]
#[template(path = "site/home.html")]
struct Home {
    frame: Frame,
    panels: Vec<Panel>,
    latest_report: Option<(i16, String)>,
    office_name: String,
    address: String,
    hours: String,
    phone: String,
    /// The number as a telephone dials it.
    dial: String,
    email: String,
}

pub async fn home(State(app): State<App>, site: Site) -> Result<Response, Problem> {
    let mut panels = Vec::new();
    for node in &site.columns {
        let is_list = !matches!(
            node.column.kind,
            Kind::Guide | Kind::Reports | Kind::Contact | Kind::Rules
        );
        if !is_list {
            continue;
        }
        let listed = documents::latest(app.office(), site.organ.id, &family(node), SHOWN).await?;
        panels.push(Panel {
            name: node.column.name.clone(),
            href: href(&node.column),
            rows: listed.into_iter().map(DocumentLine::from).collect(),
            empty: format!("“{}”暂无内容。", node.column.name),
        });
    }
    let latest = office::reports::published_all(app.office(), site.organ.id)
        .await?
        .into_iter()
        .next();
    let guide = site.organ.guide.clone();
    let mut frame = site.frame("首页", None, Vec::new());
    frame.title.clone_from(&site.organ.site_name);
    frame.feed = Some("/feed.xml".to_owned());
    page(&Home {
        frame,
        panels,
        latest_report: latest.map(|latest| (latest.report.year, latest.report.title())),
        office_name: guide.office_name,
        address: guide.address,
        hours: guide.hours,
        dial: guide
            .phone
            .chars()
            .filter(|sign| sign.is_ascii_digit() || *sign == '+')
            .collect(),
        phone: guide.phone,
        email: guide.email,
    })
}
