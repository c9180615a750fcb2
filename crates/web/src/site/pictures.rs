//! Pictures of published documents.

use axum::extract::{Path, State};
use axum::response::Response;
use law::documents::pictures::PictureName;
use office::documents;

use super::layout::Site;
use crate::app::App;
use crate::errors::Problem;
use crate::pictures::shown;

/// A picture, while a document that is out shows it.
pub async fn picture(
    State(app): State<App>,
    site: Site,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let name = PictureName::parse(&name).ok_or(Problem::Missing)?;
    let file = documents::picture_for_public(app.office(), site.organ.id, &name).await?;
    Ok(shown(file))
}
