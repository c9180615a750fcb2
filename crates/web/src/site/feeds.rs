//! What machines read: RSS of the site and of each column, the site map, robots.txt.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::fmt::rfc2822;
use jiff::tz::{Offset, TimeZone};
use law::documents::Validity;
use office::ColumnId;
use office::columns::ColumnNode;
use office::documents::{self, PublishedDocument};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::layout::{Site, day, encoded, family, href};
use crate::app::App;
use crate::errors::{self, Problem};
use crate::freshness::{Topic, resting};
use crate::rss::{Channel, Item};

/// Items in a feed.
const ITEMS: u64 = 30;

/// What the site published last.
pub async fn site_feed(State(app): State<App>, site: Site) -> Result<Response, Problem> {
    feed(&app, &site, &[], &site.organ.site_name.clone(), "/").await
}

/// What a column published last.
pub async fn column_feed(
    State(app): State<App>,
    site: Site,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let node = site.node(&slug).ok_or(Problem::Missing)?;
    let name = format!("{}-{}", node.column.name, site.organ.site_name);
    let columns = family(node);
    let shown = feed(&app, &site, &columns, &name, &href(&node.column)).await?;
    Ok(resting(shown, columns.into_iter().map(Topic::Column)))
}

async fn feed(
    app: &App,
    site: &Site,
    columns: &[ColumnId],
    name: &str,
    path: &str,
) -> Result<Response, Problem> {
    let found = documents::feed(app.office(), site.organ.id, columns, ITEMS).await?;
    let mut items = Vec::new();
    for document in &found {
        items.push(item(app, site, document).await?);
    }
    let channel = Channel {
        title: name.to_owned(),
        link: site.absolute(path),
        description: format!("{}政府信息公开", site.organ.name),
        items,
    };
    Ok((
        [(header::CONTENT_TYPE, "application/rss+xml; charset=utf-8")],
        channel.to_string(),
    )
        .into_response())
}

async fn item(app: &App, site: &Site, document: &PublishedDocument) -> Result<Item, Problem> {
    let at = document
        .listed_at
        .to_zoned_datetime(TimeZone::fixed(Offset::constant(8)));
    let title = &document.edition.title;
    Ok(Item {
        // Whoever reads the feed alone must not take it for what binds.
        title: match document.validity {
            Validity::Repealed | Validity::Expired => format!("〔{}〕{title}", document.validity.label()),
            _ => title.clone(),
        },
        link: site.absolute(&format!("/documents/{}", encoded(&document.index_number))),
        guid: document.index_number.clone(),
        published: rfc2822::to_string(&at).ok(),
        description: prose::pictures_below(
            &document.edition.html(&app.office().limits().visitors).await?,
            &site.absolute(""),
        ),
    })
}

/// Every public page with its last change.
pub async fn sitemap_xml(State(app): State<App>, site: Site) -> Result<Response, Problem> {
    let mut addresses: Vec<(String, Option<String>)> =
        vec![("/".to_owned(), None), ("/columns".to_owned(), None)];
    gather(&site.columns, &mut addresses);
    for published in office::reports::published_all(app.office(), site.organ.id).await? {
        addresses.push((
            format!("/reports/{}", published.report.year),
            Some(day(published.published_at)),
        ));
    }
    for (index_number, changed_at) in documents::sitemap(app.office(), site.organ.id).await? {
        addresses.push((
            format!("/documents/{}", encoded(&index_number)),
            Some(day(changed_at)),
        ));
    }
    let xml = write(&site, &addresses).map_err(|error| errors::internal(&error))?;
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response())
}

fn gather(nodes: &[ColumnNode], addresses: &mut Vec<(String, Option<String>)>) {
    for node in nodes {
        addresses.push((href(&node.column), None));
        gather(&node.children, addresses);
    }
}

fn write(site: &Site, addresses: &[(String, Option<String>)]) -> std::io::Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let set =
        BytesStart::new("urlset").with_attributes([("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]);
    writer.write_event(Event::Start(set))?;
    for (path, changed) in addresses {
        writer.write_event(Event::Start(BytesStart::new("url")))?;
        let fields = [("loc", Some(site.absolute(path))), ("lastmod", changed.clone())];
        for (name, value) in fields {
            let Some(value) = value else { continue };
            writer.write_event(Event::Start(BytesStart::new(name)))?;
            writer.write_event(Event::Text(BytesText::new(&value)))?;
            writer.write_event(Event::End(BytesEnd::new(name)))?;
        }
        writer.write_event(Event::End(BytesEnd::new("url")))?;
    }
    writer.write_event(Event::End(BytesEnd::new("urlset")))?;
    Ok(writer.into_inner())
}

/// Everything public may be found; the desk may not.
pub async fn robots(site: Site) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /desk\nSitemap: {}\n",
        site.absolute("/sitemap.xml")
    );
    let shown = ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response();
    resting(shown, [])
}
