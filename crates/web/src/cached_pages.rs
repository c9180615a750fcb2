//! The page cache before the router: under which key a page is looked for, and when it is kept.

use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::cache::Made;
use crate::display::Display;
use crate::flights::Turn;
use crate::{client, measures};

/// The page that answers a GET of this address, where it is there and fresh.
pub fn find(app: &App, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    find_by(app, &key(uri, headers), headers)
}

fn find_by(app: &App, key: &str, headers: &HeaderMap) -> Option<Response> {
    app.cache().find(key, app.freshness(), app.position(), headers)
}

/// Keeps the page that was made, where that is allowed. Whoever asks for a page that is just being made waits for it.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    if *request.method() != Method::GET {
        return next.run(request).await;
    }
    let key = key(request.uri(), request.headers());
    let making = loop {
        match app.flights().turn(&key).await {
            Turn::Make(making) => break Some(making),
            Turn::Alone => break None,
            Turn::Look => {
                if let Some(response) = find_by(&app, &key, request.headers()) {
                    return response;
                }
            }
        }
    };
    // It may have been made between the look at the front door and this turn.
    if let Some(response) = find_by(&app, &key, request.headers()) {
        return response;
    }
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    // Read before the page is made: what changes meanwhile makes it stale.
    let position = app.position();
    measures::count_miss();
    app.count_rendering();
    let made = Made {
        response: next.run(request).await,
        is_https: app.is_https(),
    };
    let (response, is_kept) = app.cache().keep(key, position, known.as_ref(), made).await;
    if let Some(making) = making.filter(|_| !is_kept) {
        making.is_unkept();
    }
    response
}

fn key(uri: &Uri, headers: &HeaderMap) -> String {
    let path = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    // A line ends the host: no header holds one, so that no host with a path in it is taken for another.
    format!(
        "{}\n{}\n{path}",
        Display::of(headers).key(),
        client::host(headers)
    )
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_host_with_a_path_in_it_is_no_other_hosts_page() {
        let of = |host: &'static str, path: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("host", HeaderValue::from_static(host));
            key(&Uri::from_static(path), &headers)
        };
        assert_ne!(
            of("localhost/columns/statutory", "/feed.xml"),
            of("localhost", "/columns/statutory/feed.xml")
        );
    }
}
