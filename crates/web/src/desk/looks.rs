//! How a member of staff wants the desk: 长辈版 and the theme, kept as on the site, and for both.

use axum::extract::Query;
use axum::response::Response;

use crate::display::{Wish, kept};

/// Keeps it, and goes back to the page.
pub async fn keep(Query(wish): Query<Wish>) -> Response {
    kept(wish, "/desk")
}
