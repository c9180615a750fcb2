//! Written text becomes HTML beside the async workers and behind a gate: one long text holds up neither pages nor acts. It
//! is kept with its edition, so that public pages render nothing.

use law::codes::WhyNot;
use law::staff::{Act, may};
use prose::Rendered;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::Edition;
use crate::entity::edition;
use crate::error::OfficeError;
use crate::ids::EditionId;
use crate::limits::Gate;
use crate::moment::Actor;
use crate::store::{Office, transaction};
use crate::text::paragraphs;

/// Editions rendered in one transaction.
const BATCH: u64 = 100;

/// What someone at the desk wrote, as it is shown.
pub(super) async fn rendered(office: &Office, body: String) -> Result<Rendered, OfficeError> {
    office.limits().staff.run(move || prose::render(&body)).await
}

/// Why a text may not be saved, if there is a reason.
pub(super) fn refusal(rendered: &Rendered) -> Option<WhyNot> {
    rendered
        .excess
        .map(|excess| WhyNot::new("body", excess.message()))
}

/// What is typed, as the public would see it; nothing is stored.
pub async fn preview(office: &Office, actor: &Actor, body: &str) -> Result<String, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let rendered = rendered(office, paragraphs(body)).await?;
    OfficeError::of_fields(refusal(&rendered).into_iter().collect())?;
    Ok(rendered.html)
}

impl Edition {
    /// The body as the visitor is shown it: clean HTML. It is made anew only where an older server beside this one wrote
    /// the edition without, behind this gate.
    pub async fn html(&self, gate: &Gate) -> Result<String, OfficeError> {
        if let Some(html) = &self.html {
            return Ok(html.clone());
        }
        let body = self.body.clone();
        gate.run(move || prose::html(&body)).await
    }
}

/// Renders the editions that stand without HTML: those of releases before it was kept, or whose HTML a migration took away
/// because the rules of rendering changed.
pub(crate) async fn render_missing(office: &Office) -> Result<(), OfficeError> {
    loop {
        let rows: Vec<(EditionId, String)> = edition::Entity::find()
            .select_only()
            .columns([edition::Column::Id, edition::Column::Body])
            .filter(edition::Column::Html.is_null())
            .order_by_asc(edition::Column::Id)
            .limit(BATCH)
            .into_tuple()
            .all(office.on())
            .await?;
        if rows.is_empty() {
            return Ok(());
        }
        let mut made = Vec::new();
        for (id, body) in rows {
            made.push((id, rendered(office, body).await?.html));
        }
        transaction!(office, |tx| {
            for (id, html) in &made {
                edition::Entity::update_many()
                    .col_expr(edition::Column::Html, Expr::value(html.clone()))
                    .filter(edition::Column::Id.eq(*id))
                    .exec(tx.on())
                    .await?;
            }
            Ok(())
        })?;
    }
}
