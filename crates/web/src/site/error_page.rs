//! The page for what can't be shown: missing, withdrawn, or our fault; always with a way on.

use std::pin::Pin;

use askama::Template;
use office::Fault;

use super::layout::{Crumb, Frame, Site, home_crumb};
use super::search;
use crate::app::App;
use crate::assets::asset;
use crate::error_pages::{FailedRequest, WayOn};
use crate::errors::Problem;

#[derive(Template)]
#[template(path = "site/error.html")]
struct ErrorPage<'a> {
    frame: Frame,
    heading: &'a str,
    explanation: String,
    way_on: WayOn,
    /// The words of the address and where they are searched for.
    sought: Option<(String, String)>,
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
pub fn error_page<'a>(
    app: &'a App,
    failed: &'a FailedRequest,
    problem: &'a Problem,
) -> Pin<Box<dyn Future<Output = String> + Send + 'a>> {
    Box::pin(render(app, failed, problem))
}

async fn render(app: &App, failed: &FailedRequest, problem: &Problem) -> String {
    let heading = problem.heading();
    let explanation = failed.explain(problem);
    let way_on = WayOn::of(problem, failed);
    let rendered = match site(app, failed, problem).await {
        Some(site) => {
            let crumbs = vec![
                home_crumb(),
                Crumb {
                    name: match problem {
                        Problem::Withdrawn { .. } => "已撤回".to_owned(),
                        _ => "提示".to_owned(),
                    },
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
                sought: sought(problem, &failed.path),
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

/// What a reader who came by an address that leads nowhere may look for.
fn sought(problem: &Problem, path: &str) -> Option<(String, String)> {
    let words = search::words_of(path).filter(|_| matches!(problem, Problem::Missing))?;
    let href = search::address(&words);
    Some((words, href))
}

async fn site(app: &App, failed: &FailedRequest, problem: &Problem) -> Option<Site> {
    // On a full disk the database can still be read; otherwise asking it again only takes longer.
    let is_lost = matches!(problem, Problem::Fault(fault) if *fault != Fault::Full);
    let (organ, columns) = if is_lost || app.is_away() {
        let known = app.known_sites().of(failed.host())?;
        (known.organ.clone(), known.columns.clone())
    } else {
        let organ = app.organ(failed.host()).await.ok()?;
        let columns = office::columns::shown_tree(app.office(), organ.id).await.ok()?;
        (organ, columns)
    };
    let origin = app
        .settings()
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{}", failed.host()));
    Some(Site {
        organ,
        columns,
        display: failed.display(),
        origin,
        path: failed.path.clone(),
        is_demonstration: app.settings().is_demonstration,
    })
}
