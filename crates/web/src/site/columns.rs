//! The platform and its columns: a tree at the left, a list at the right, by year and page; the site map.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use law::columns::Kind;
use law::documents::Ending;
use office::columns::{Column, ColumnNode};
use office::documents::{self, Listed};
use serde::Deserialize;

use super::layout::{Crumb, Frame, Site, day, encoded, family, home_crumb, href, page};
use crate::app::App;
use crate::errors::Problem;
use crate::freshness::{Topic, resting};

/// A row of a list.
pub struct DocumentLine {
    pub title: String,
    pub href: String,
    pub day: String,
    /// 废止、失效
    pub mark: Option<&'static str>,
}

impl From<Listed> for DocumentLine {
    fn from(listed: Listed) -> Self {
        Self {
            href: format!("/documents/{}", encoded(&listed.index_number)),
            day: day(listed.published_at),
            mark: listed.ended.map(Ending::label),
            title: listed.title,
        }
    }
}

/// An entry of the tree.
pub struct Branch {
    pub name: String,
    pub href: String,
    pub is_here: bool,
    pub children: Vec<Branch>,
}

/// A year to choose.
struct Year {
    name: String,
    href: String,
    is_here: bool,
}

/// A numbered page to go to; a gap has no address.
pub struct PageLink {
    pub name: String,
    pub href: Option<String>,
    pub is_here: bool,
}

#[derive(Template)]
#[template(path = "site/column.html")]
struct ColumnPage {
    frame: Frame,
    tree_name: String,
    tree: Vec<Branch>,
    name: String,
    /// By which it is searched alone, where something stands in it.
    slug: Option<String>,
    description: Option<String>,
    rows: Vec<DocumentLine>,
    years: Vec<Year>,
    pages: Vec<PageLink>,
    total: u64,
    number: u64,
    empty: String,
}

#[derive(Default, Deserialize)]
pub struct Choice {
    year: Option<String>,
    page: Option<String>,
}

/// 政府信息公开: the statutory column is what stands first in the list.
pub async fn platform(
    State(app): State<App>,
    site: Site,
    Query(choice): Query<Choice>,
) -> Result<Response, Problem> {
    let statutory = site.fixed(Kind::Statutory).cloned().ok_or(Problem::Missing)?;
    let node = site.node(&statutory.slug).ok_or(Problem::Missing)?;
    let crumbs = vec![
        home_crumb(),
        Crumb {
            name: "政府信息公开".to_owned(),
            href: None,
        },
    ];
    list(&app, &site, node, &choice, "政府信息公开", crumbs).await
}

/// One column.
pub async fn column(
    State(app): State<App>,
    site: Site,
    Path(slug): Path<String>,
    Query(choice): Query<Choice>,
) -> Result<Response, Problem> {
    let node = site.node(&slug).ok_or(Problem::Missing)?;
    if matches!(node.column.kind, Kind::Guide | Kind::Reports) {
        return Ok(Redirect::permanent(&href(&node.column)).into_response());
    }
    let crumbs = site.crumbs_to(&node.column, true);
    list(&app, &site, node, &choice, &node.column.name, crumbs).await
}

async fn list(
    app: &App,
    site: &Site,
    node: &ColumnNode,
    choice: &Choice,
    name: &str,
    crumbs: Vec<Crumb>,
) -> Result<Response, Problem> {
    let columns = family(node);
    let years = documents::years(app.office(), &columns).await?;
    let year = match choice.year.as_deref().filter(|year| !year.is_empty()) {
        Some(year) => Some(year.parse::<i16>().ok().ok_or(Problem::Missing)?),
        None => None,
    };
    let wanted = choice
        .page
        .as_deref()
        .map_or(Some(1), |page| page.parse::<u64>().ok())
        .ok_or(Problem::Missing)?;
    let found = documents::published_list(app.office(), &columns, year, wanted).await?;
    if wanted == 0
        || wanted > found.pages
        || year.is_some_and(|year| !years.iter().any(|(known, _)| *known == year))
    {
        return Err(Problem::Missing);
    }
    let mut frame = site.frame(name, Some(&node.column), crumbs);
    frame.feed = Some(format!("/columns/{}/feed.xml", encoded(&node.column.slug)));
    let path = site.path.clone();
    if year.is_some() || wanted > 1 {
        frame.canonical = site.absolute(&address(&path, year, wanted));
    }
    let (tree_name, tree) = tree(site, &node.column);
    let shown = page(&ColumnPage {
        frame,
        tree_name,
        tree,
        name: name.to_owned(),
        slug: (found.total > 0).then(|| node.column.slug.clone()),
        description: node.column.description.clone(),
        rows: found.items.into_iter().map(DocumentLine::from).collect(),
        years: year_links(&path, &years, year),
        pages: page_links(found.number, found.pages, |number| address(&path, year, number)),
        total: found.total,
        number: found.number,
        empty: empty_text(&node.column),
    })?;
    Ok(resting(shown, columns.into_iter().map(Topic::Column)))
}

/// What an empty column says: what will stand here.
fn empty_text(column: &Column) -> String {
    column.kind.will_hold().map_or_else(
        || format!("“{}”暂无内容，发布后将在这里显示。", column.name),
        str::to_owned,
    )
}

fn address(path: &str, year: Option<i16>, page: u64) -> String {
    let mut query = Vec::new();
    query.extend(year.map(|year| format!("year={year}")));
    if page > 1 {
        query.push(format!("page={page}"));
    }
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", query.join("&"))
    }
}

fn year_links(path: &str, years: &[(i16, i64)], chosen: Option<i16>) -> Vec<Year> {
    if years.len() < 2 {
        return Vec::new();
    }
    let all = Year {
        name: "全部".to_owned(),
        href: path.to_owned(),
        is_here: chosen.is_none(),
    };
    let each = years.iter().map(|(year, _)| Year {
        name: format!("{year}年"),
        href: address(path, Some(*year), 1),
        is_here: chosen == Some(*year),
    });
    std::iter::once(all).chain(each).collect()
}

/// The first and last page, those around this one, and gaps between.
pub fn page_links(number: u64, pages: u64, address: impl Fn(u64) -> String) -> Vec<PageLink> {
    if pages < 2 {
        return Vec::new();
    }
    let mut links = Vec::new();
    let mut last = 0;
    for one in (1..=pages).filter(|one| *one == 1 || *one == pages || one.abs_diff(number) <= 2) {
        if one > last + 1 {
            links.push(PageLink {
                name: "…".to_owned(),
                href: None,
                is_here: false,
            });
        }
        links.push(PageLink {
            name: one.to_string(),
            href: Some(address(one)),
            is_here: one == number,
        });
        last = one;
    }
    links
}

/// The tree beside a column: the platform's for fixed ones, else its own family.
pub fn tree(site: &Site, column: &Column) -> (String, Vec<Branch>) {
    if column.kind.is_fixed() {
        let fixed = site.columns.iter().filter(|node| node.column.kind.is_fixed());
        return (
            "政府信息公开".to_owned(),
            fixed.map(|node| branch(node, column)).collect(),
        );
    }
    let top = site.columns.iter().find(|node| family(node).contains(&column.id));
    match top {
        Some(top) if !top.children.is_empty() => (
            top.column.name.clone(),
            top.children.iter().map(|node| branch(node, column)).collect(),
        ),
        _ => {
            let own = site.columns.iter().filter(|node| !node.column.kind.is_fixed());
            ("栏目".to_owned(), own.map(|node| branch(node, column)).collect())
        }
    }
}

fn branch(node: &ColumnNode, here: &Column) -> Branch {
    Branch {
        name: node.column.name.clone(),
        href: href(&node.column),
        is_here: node.column.id == here.id,
        children: node.children.iter().map(|child| branch(child, here)).collect(),
    }
}

#[derive(Template)]
#[template(path = "site/site_map.html")]
struct SiteMap {
    frame: Frame,
    fixed: Vec<Branch>,
    own: Vec<Branch>,
}

/// 站点地图
pub async fn site_map(site: Site) -> Result<Response, Problem> {
    let crumbs = vec![
        home_crumb(),
        Crumb {
            name: "站点地图".to_owned(),
            href: None,
        },
    ];
    let shown = |node: &ColumnNode| branch(node, &node.column);
    let plain = |is_fixed: bool| {
        let nodes = site
            .columns
            .iter()
            .filter(move |node| node.column.kind.is_fixed() == is_fixed);
        nodes
            .map(|node| Branch {
                is_here: false,
                ..shown(node)
            })
            .collect()
    };
    let shown = page(&SiteMap {
        frame: site.frame("站点地图", None, crumbs),
        fixed: plain(true),
        own: plain(false),
    })?;
    Ok(resting(shown, []))
}
