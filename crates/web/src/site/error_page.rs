//! The page for what can't be shown: missing, withdrawn, or our fault; always with a way on.

use askama::Template;
use office::Fault;

use super::layout::{Crumb, Frame, Site, home_crumb};
use crate::app::App;
use crate::assets::asset;
use crate::errors::{Asked, Problem};
use crate::faults::WayOn;

#[derive(Template)]
#[template(path = "site/error.html")]
struct ErrorPage<'a> {
    frame: Frame,
    heading: &'a str,
    explanation: String,
    way_on: WayOn,
}

#[derive(Template)]
#[template(path = "site/bare_error.html")]
struct BareErrorPage<'a> {
    style: String,
    heading: &'a str,
    explanation: String,
    way_on: WayOn,
}

/// Renders the problem in the site's own layout; without an organ, or where the database is away and no page of the site
/// was shown yet, in a plain one.
pub async fn error_page(app: &App, asked: &Asked, problem: &Problem) -> String {
    let heading = problem.heading();
    let explanation = problem.explanation(asked.is_form);
    let way_on = WayOn::of(problem, asked);
    let rendered = match site(app, asked, problem).await {
        Some(site) => {
            let crumbs = vec![
                home_crumb(),
                Crumb {
                    name: "提示".to_owned(),
                    href: None,
                },
            ];
            let mut frame = site.frame(heading, None, crumbs);
            frame.canonical = String::new();
            ErrorPage {
                frame,
                heading,
                explanation: explanation.clone(),
                way_on,
            }
            .render()
        }
        None => BareErrorPage {
            style: asset("site.css"),
            heading,
            explanation: explanation.clone(),
            way_on,
        }
        .render(),
    };
    rendered.unwrap_or(explanation)
}

async fn site(app: &App, asked: &Asked, problem: &Problem) -> Option<Site> {
    // On a full disk the database can still be read; otherwise asking it again only takes longer.
    let is_lost = matches!(problem, Problem::Fault(fault) if *fault != Fault::Full);
    let (organ, columns) = if is_lost || app.is_away() {
        let known = app.known_sites().of(asked.host())?;
        (known.organ.clone(), known.columns.clone())
    } else {
        let organ = app.organ(asked.host()).await.ok()?;
        let mut columns = office::columns::tree(app.office(), organ.id).await.ok()?;
        columns.retain(|node| !node.column.is_hidden);
        (organ, columns)
    };
    let origin = app
        .settings()
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{}", asked.host()));
    Some(Site {
        organ,
        columns,
        is_large: asked.wants_large_text(),
        origin,
        path: asked.path.clone(),
    })
}
