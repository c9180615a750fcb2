//! Everything this crate answers, put together from its two halves. Each half has its own error pages and its own name in
//! what is measured; the layers around both are the same.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::any;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::{App, Surface};
use crate::error_pages::{self, ErrorPage};
use crate::errors::{self, Problem};
use crate::headers::{self, Half};
use crate::routes::{GuardedRoute, OpenRoute};
use crate::{cached_pages, desk, sent, site, visible_query};

/// Everything on one listener, but for pages from the cache (`Front`).
pub fn router(app: &App, surface: Surface) -> Router {
    let mut everybody = Router::new();
    if surface != Surface::Desk {
        let public = site::routes().layer(from_fn_with_state(app.clone(), cached_pages::keep));
        everybody = everybody.merge(public).merge(site::own_routes());
    }
    if surface != Surface::Site {
        everybody = everybody.merge(desk::calendars(app).router());
    }
    let everybody = everybody
        .layer(from_fn_with_state(app.clone(), sent::keep))
        .merge(site::common_routes())
        .fallback(|| async { Problem::Missing });
    let mut router = half(app, everybody, Half::Site, site::error_page);
    if surface != Surface::Site {
        // What is missing below the desk's address is missing at the desk.
        let staff = desk::routes(app)
            .router()
            .route("/desk/{*missing}", any(|| async { Problem::Missing }))
            .layer(from_fn(desk::keep_list))
            .layer(from_fn_with_state(app.clone(), sent::keep));
        router = router.merge(half(app, staff, Half::Desk, desk::error_page));
    }
    router
}

/// A half with the layers around it, the outermost last.
fn half(app: &App, routes: Router<App>, half: Half, error_page: ErrorPage) -> Router {
    let timeout = app.settings().request_timeout;
    routes
        .layer(from_fn(site::stay_at_the_kiosk))
        .layer(DefaultBodyLimit::max(app.settings().form_limit))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            timeout,
        ))
        .layer(CatchPanicLayer::custom(errors::after_panic))
        .layer(from_fn_with_state((app.clone(), error_page), error_pages::render))
        .layer(from_fn(visible_query::clean))
        .layer(from_fn_with_state((app.clone(), half), headers::outermost))
        .with_state(app.clone())
}

/// What those ask who watch over the server, at an address of their own.
pub fn watched(app: &App) -> Router {
    site::watch_routes().with_state(app.clone())
}

/// Every guarded route of the desk, in order.
pub fn guarded_routes(app: &App) -> Vec<GuardedRoute> {
    desk::routes(app).guarded()
}

/// Every route of the desk that nobody checks, in order.
pub fn open_routes(app: &App) -> Vec<OpenRoute> {
    let mut open = desk::routes(app).open();
    open.extend(desk::calendars(app).open());
    open.sort();
    open
}
