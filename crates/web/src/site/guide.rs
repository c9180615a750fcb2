//! 政府信息公开指南 with the fields of 条例第十二条, and what is published under the column.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use law::columns::Kind;
use office::documents;

use super::columns::{Branch, DocumentLine, tree};
use super::layout::{Frame, Site, page};
use crate::app::App;
use crate::errors::Problem;
use crate::freshness::{Topic, resting};

struct Field {
    label: &'static str,
    value: String,
}

#[derive(Template)]
#[template(path = "site/guide.html")]
struct GuidePage {
    frame: Frame,
    tree_name: String,
    tree: Vec<Branch>,
    name: String,
    classification: String,
    arrangement: String,
    ways: String,
    contact: Vec<Field>,
    organ_name: String,
    rows: Vec<DocumentLine>,
}

pub async fn guide(State(app): State<App>, site: Site) -> Result<Response, Problem> {
    let column = site.fixed(Kind::Guide).cloned().ok_or(Problem::Missing)?;
    let listed = documents::latest(app.office(), site.organ.id, &[column.id], 20).await?;
    let (tree_name, tree) = tree(&site, &column);
    let guide = site.organ.guide.clone();
    let contact = guide.fields().into_iter().skip(3);
    let filled = contact.filter(|(_, _, value)| !value.trim().is_empty());
    let shown = page(&GuidePage {
        frame: site.frame(&column.name, Some(&column), site.crumbs_to(&column, true)),
        tree_name,
        tree,
        name: column.name.clone(),
        contact: filled
            .map(|(_, label, value)| Field {
                label,
                value: value.to_owned(),
            })
            .collect(),
        classification: guide.classification.clone(),
        arrangement: guide.arrangement.clone(),
        ways: guide.ways.clone(),
        organ_name: site.organ.name.clone(),
        rows: listed.into_iter().map(DocumentLine::from).collect(),
    })?;
    Ok(resting(shown, [Topic::Column(column.id)]))
}
