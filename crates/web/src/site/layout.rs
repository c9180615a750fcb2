//! What every public page shares: head with its tags, site name, navigation, foot.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use law::columns::Kind;
use office::columns::{self, ColumnNode};
use office::organs::Organ;

use super::{answered, contact, description};
use crate::app::App;
use crate::assets::asset;
use crate::client;
use crate::display::Display;
use crate::errors::Problem;
use crate::headers::loggable;

pub use crate::download::encoded;
pub use crate::when::{day, minute};

/// Where one applies.
const APPLY: &str = "/apply";

/// The site a request is for: its organ and columns, and how the reader wants it.
pub struct Site {
    pub organ: Organ,
    pub columns: Vec<ColumnNode>,
    pub display: Display,
    /// The address the public sees, without a slash at its end.
    pub origin: String,
    pub path: String,
    /// Whether all of it is a demonstration.
    pub is_demonstration: bool,
}

impl FromRequestParts<App> for Site {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let host = client::host(&parts.headers).to_owned();
        let (organ, columns) = made_of(app, &host).await?;
        let origin = client::origin(app, &parts.headers);
        let path = parts.uri.path().to_owned();
        Ok(Self {
            organ,
            columns,
            display: Display::of(&parts.headers),
            origin,
            path,
            is_demonstration: app.settings().is_demonstration,
        })
    }
}

/// The organ of a host's site and its columns: as they are remembered, while neither changed, else from the records.
async fn made_of(app: &App, host: &str) -> Result<(Organ, Vec<ColumnNode>), Problem> {
    // Read before the records are: what changes meanwhile is read anew.
    let position = app.position();
    // While the database is away each page says so, also one that needs nothing else of it.
    let known = app.known_sites().of(host).filter(|_| !app.is_away());
    if let Some(known) = known.filter(|known| app.freshness().frame_holds(known.position, position)) {
        return Ok((known.organ.clone(), known.columns.clone()));
    }
    let organ = app.organ(host).await?;
    let columns = columns::shown_tree(app.office(), organ.id).await?;
    app.known_sites().remember(host, position, &organ, &columns);
    Ok((organ, columns))
}

/// A tag in the head (国办发〔2017〕47号 附件).
pub struct Meta {
    pub name: &'static str,
    pub content: String,
}

/// The frame around a page's own content.
pub struct Frame {
    pub title: String,
    /// What it says of itself in a line.
    pub description: String,
    pub metas: Vec<Meta>,
    pub canonical: String,
    pub style: String,
    pub script: String,
    pub display: Display,
    /// Whether all of it is a demonstration.
    pub is_demonstration: bool,
    /// What stands in the search field, and its search without other choices.
    pub search_words: String,
    pub search_href: String,
    /// Whether something typed may stand on the page: it must not be left for a change of how it looks.
    pub holds_form: bool,
    /// Where a change of how it looks leads back to; none where the path is a secret. An address with it would be read by a
    /// proxy's log: without scripts the page is opened anew from the mail or the slip that its link came with.
    pub back: Option<String>,
    pub site_name: String,
    pub organ_name: String,
    /// The office that does the work of disclosure.
    pub office_name: String,
    pub domain: Option<String>,
    pub site_id_code: Option<String>,
    pub icp: Option<String>,
    pub police_record: Option<String>,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub menu: Vec<MenuItem>,
    pub crumbs: Vec<Crumb>,
    pub feed: Option<String>,
}

/// An entry of the main navigation; what stands below it is shown where there is room only for one list.
pub struct MenuItem {
    pub name: String,
    pub href: String,
    pub is_here: bool,
    pub children: Vec<Step>,
}

/// A column below an entry.
pub struct Step {
    pub name: String,
    pub href: String,
}

/// A step of the way to this page; the last has no address.
pub struct Crumb {
    pub name: String,
    pub href: Option<String>,
}

impl Site {
    /// The frame of a page: its own name, the column it stands in, the way to it.
    pub fn frame(&self, name: &str, column: Option<&columns::Column>, crumbs: Vec<Crumb>) -> Frame {
        let organ = &self.organ;
        let own = |text: &str| text.to_owned();
        let mut parts: Vec<&str> = vec![name];
        parts.extend(
            column
                .map(|column| column.name.as_str())
                .filter(|column| *column != name),
        );
        parts.push(&organ.site_name);
        parts.dedup();
        Frame {
            title: parts.join("-"),
            description: description::of_page(organ, &self.path, name, column),
            metas: self.metas(column),
            canonical: self.absolute(&self.path),
            style: asset("site.css"),
            script: asset("site.js"),
            display: self.display,
            is_demonstration: self.is_demonstration,
            search_words: String::new(),
            search_href: String::new(),
            holds_form: holds_what_is_typed(&self.path),
            back: (loggable(&self.path) == self.path).then(|| self.path.clone()),
            site_name: own(&organ.site_name),
            organ_name: own(&organ.name),
            office_name: own(&organ.guide.office_name),
            domain: organ.site_domain.clone(),
            site_id_code: organ.site_id_code.clone(),
            icp: organ.icp.clone(),
            police_record: organ.police_record.clone(),
            address: own(&organ.guide.address),
            phone: own(&organ.guide.phone),
            email: own(&organ.guide.email),
            menu: self.menu(column),
            crumbs,
            feed: None,
        }
    }

    /// The full address of a path on this site.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    fn metas(&self, column: Option<&columns::Column>) -> Vec<Meta> {
        let organ = &self.organ;
        let mut metas = vec![meta("SiteName", &organ.site_name)];
        metas.extend(
            organ
                .site_domain
                .as_deref()
                .map(|domain| meta("SiteDomain", domain)),
        );
        metas.extend(organ.site_id_code.as_deref().map(|code| meta("SiteIDCode", code)));
        if let Some(column) = column {
            metas.push(meta("ColumnName", &column.name));
            metas.push(meta("ColumnType", column.kind.label()));
            let description = column
                .description
                .clone()
                .unwrap_or_else(|| format!("{}{}", organ.name, column.name));
            metas.push(meta("ColumnDescription", &description));
            let keywords = column
                .keywords
                .clone()
                .unwrap_or_else(|| format!("{},政府信息公开", column.name));
            metas.push(meta("ColumnKeywords", &keywords));
        } else if self.path == "/" {
            metas.push(meta("ColumnName", "首页"));
            metas.push(meta("ColumnType", "首页"));
        }
        metas
    }

    /// Home, the fixed columns with applying among them, the organ's own columns.
    fn menu(&self, column: Option<&columns::Column>) -> Vec<MenuItem> {
        let mut menu = vec![MenuItem::plain("首页", "/", self.path == "/")];
        let (fixed, own): (Vec<_>, Vec<_>) =
            self.columns.iter().partition(|node| node.column.kind.is_fixed());
        for node in fixed {
            if node.column.kind == Kind::Reports {
                menu.push(self.applying());
            }
            menu.push(MenuItem::of(node, column));
        }
        if !menu.iter().any(|item| item.href == APPLY) {
            menu.push(self.applying());
        }
        // The page made from the organ's particulars stands in for a column of its name, and leads to it.
        let own = own.into_iter().filter(|node| node.column.name != contact::NAME);
        menu.extend(own.map(|node| MenuItem::of(node, column)));
        menu.push(MenuItem::plain(
            contact::NAME,
            contact::HERE,
            self.path == contact::HERE,
        ));
        menu
    }

    fn applying(&self) -> MenuItem {
        let is_here = [APPLY, "/track", "/fees", "/deadline", answered::HERE]
            .iter()
            .any(|place| self.path.starts_with(place));
        MenuItem::plain("依申请公开", APPLY, is_here)
    }

    /// The steps to a column: home, the platform for fixed ones, the columns above it.
    pub fn crumbs_to(&self, column: &columns::Column, is_last: bool) -> Vec<Crumb> {
        let mut crumbs = vec![home_crumb()];
        if column.kind.is_fixed() {
            crumbs.push(Crumb {
                name: "政府信息公开".to_owned(),
                href: Some("/columns".to_owned()),
            });
        }
        let mut above = Vec::new();
        path_to(&self.columns, column.id, &mut above);
        let count = above.len();
        for (index, step) in above.into_iter().enumerate() {
            let is_end = is_last && index + 1 == count;
            crumbs.push(Crumb {
                name: step.name.clone(),
                href: (!is_end).then(|| href(step)),
            });
        }
        crumbs
    }

    /// The visible column of that slug, with those below it.
    pub fn node(&self, slug: &str) -> Option<&ColumnNode> {
        find(&self.columns, &|node| node.column.slug == slug)
    }

    /// The fixed column of that kind.
    pub fn fixed(&self, kind: Kind) -> Option<&columns::Column> {
        self.columns
            .iter()
            .map(|node| &node.column)
            .find(|column| column.kind == kind)
    }
}

impl MenuItem {
    fn plain(name: &str, href: &str, is_here: bool) -> Self {
        Self {
            name: name.to_owned(),
            href: href.to_owned(),
            is_here,
            children: Vec::new(),
        }
    }

    /// A column; the statutory ones by their short names (公开指南), as the masthead says 政府信息公开 already.
    fn of(node: &ColumnNode, here: Option<&columns::Column>) -> Self {
        let name = node.column.name.as_str();
        let short = name
            .strip_prefix("政府信息")
            .filter(|_| node.column.kind.is_fixed());
        let children = node.children.iter().map(|child| Step {
            name: child.column.name.clone(),
            href: href(&child.column),
        });
        Self {
            name: short.unwrap_or(name).to_owned(),
            href: href(&node.column),
            is_here: here.is_some_and(|column| holds(node, column.id)),
            children: children.collect(),
        }
    }
}

/// Whether people type on the page at this path what is kept nowhere until they send it.
fn holds_what_is_typed(path: &str) -> bool {
    let forms = [
        APPLY,
        "/apply/who",
        "/apply/what",
        "/apply/how",
        "/apply/drafts",
        "/apply/drafts/opening",
        "/track",
    ];
    forms.contains(&path)
        || path.starts_with("/track/case/")
        || path.starts_with(office::cases::askings::LINK_PATH)
}

/// The first step of every way.
pub fn home_crumb() -> Crumb {
    Crumb {
        name: "首页".to_owned(),
        href: Some("/".to_owned()),
    }
}

fn holds(node: &ColumnNode, id: office::ColumnId) -> bool {
    node.column.id == id || node.children.iter().any(|child| holds(child, id))
}

fn find<'a>(nodes: &'a [ColumnNode], test: &dyn Fn(&ColumnNode) -> bool) -> Option<&'a ColumnNode> {
    nodes.iter().find_map(|node| {
        if test(node) {
            Some(node)
        } else {
            find(&node.children, test)
        }
    })
}

fn path_to<'a>(nodes: &'a [ColumnNode], id: office::ColumnId, path: &mut Vec<&'a columns::Column>) -> bool {
    for node in nodes {
        path.push(&node.column);
        if node.column.id == id || path_to(&node.children, id, path) {
            return true;
        }
        path.pop();
    }
    false
}

/// A column with all those below it.
pub fn family(node: &ColumnNode) -> Vec<office::ColumnId> {
    let below = node.children.iter().flat_map(family);
    std::iter::once(node.column.id).chain(below).collect()
}

/// A column's address: the guide and the reports have their own.
pub fn href(column: &columns::Column) -> String {
    match column.kind {
        Kind::Guide => "/guide".to_owned(),
        Kind::Reports => "/reports".to_owned(),
        _ => format!("/columns/{}", encoded(&column.slug)),
    }
}

/// A tag.
pub fn meta(name: &'static str, content: &str) -> Meta {
    Meta {
        name,
        content: content.to_owned(),
    }
}

/// A rendered page as an answer.
pub fn page(template: &impl askama::Template) -> Result<Response, Problem> {
    Ok(Html(template.render()?).into_response())
}
