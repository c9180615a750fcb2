//! The public site: what every visitor may read, without a script and without signing in.
//! Structure: 国办公开办函〔2019〕61号; page tags, marks and layout: 国办发〔2017〕47号.

mod answered;
mod apply;
mod ask;
mod chart;
mod columns;
mod contact;
mod deadline;
mod description;
mod documents;
mod error_page;
mod feeds;
mod fees;
mod guide;
mod halls;
mod home;
mod icon;
mod kept_form;
mod kiosk;
mod layout;
mod pictures;
mod preferences;
mod question;
mod questions;
mod report_check;
mod report_comparison;
mod report_data;
mod reports;
mod search;
mod track;
mod unit_answer;
mod visitor;

use axum::Router;
use axum::middleware;
use axum::routing::get;

use crate::app::App;
use crate::assets;

pub use answered::found_by as answered_by;
pub use error_page::error_page;
pub use kiosk::stay as stay_at_the_kiosk;
pub use questions::address as question_address;
pub use search::{address as search_address, note_again};

/// Pages of the public site; the page cache stands before them.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::home))
        .route("/columns", get(columns::platform))
        .route("/columns/{slug}", get(columns::column))
        .route("/columns/{slug}/feed.xml", get(feeds::column_feed))
        .route("/documents/{index_number}", get(documents::document))
        .route(
            "/documents/{index_number}/files/{extension}",
            get(documents::file),
        )
        .route("/attachments/{id}/{name}", get(documents::attachment))
        .route("/guide", get(guide::guide))
        .route("/reports", get(reports::list))
        .route(report_comparison::HERE, get(report_comparison::comparison))
        .route("/reports/data.csv", get(report_data::years_csv))
        .route("/reports/data.json", get(report_data::years_json))
        .route("/reports/fields", get(report_data::fields))
        .route("/reports/fields.csv", get(report_data::fields_csv))
        .route("/reports/fields.json", get(report_data::fields_json))
        .route("/reports/{file}", get(reports::report))
        .route("/reports/{year}/editions/{number}", get(reports::edition))
        .route("/feed.xml", get(feeds::site_feed))
        .route("/sitemap.xml", get(feeds::sitemap_xml))
        .route("/sitemap", get(columns::site_map))
        .route("/robots.txt", get(feeds::robots))
        .route(icon::HERE, get(icon::icon))
}

/// Pages that are made for one visitor alone: nothing keeps them.
pub fn own_routes() -> Router<App> {
    Router::new()
        .route("/fees", get(fees::fees))
        .route(contact::HERE, get(contact::contact))
        .route(halls::HERE, get(halls::halls))
        .route("/deadline", get(deadline::deadline))
        .route(report_check::HERE, report_check::methods())
        .route(answered::HERE, get(answered::answered))
        .merge(kiosk::routes())
        .merge(questions::routes())
        .merge(ask::routes())
        .merge(search::routes())
        .merge(apply::routes())
        .merge(track::routes())
        .merge(unit_answer::routes())
        .layer(middleware::from_fn(visitor::never_kept))
        // A browser keeps a picture; the cache of pages, which compresses what it keeps, does not.
        .route("/pictures/{name}", get(pictures::picture))
}

/// What both listeners answer, and what is never kept in the page cache.
pub fn common_routes() -> Router<App> {
    Router::new()
        .route("/assets/{name}", get(assets::serve))
        .route("/display", get(preferences::display))
        .merge(watch_routes())
}

/// What those ask who watch over the server.
pub fn watch_routes() -> Router<App> {
    Router::new()
        .route("/healthz", get(preferences::alive))
        .route("/readyz", get(preferences::ready))
}
