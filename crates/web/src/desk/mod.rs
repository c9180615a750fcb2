//! The staff desk: one page, one handler, one act. Every route names the act it needs; see `routes`.

mod error_page;

use axum::Router;

use crate::app::App;
use crate::routes::DeskRoutes;

pub use error_page::error_page;

/// The guarded routes of all slices.
pub fn guarded(app: &App) -> DeskRoutes<'_> {
    DeskRoutes::new(app)
}

/// Everything the desk answers. Beside the guarded routes only the sign-in page is open.
pub fn routes(app: &App) -> Router<App> {
    let (router, _) = guarded(app).finish();
    router
}
