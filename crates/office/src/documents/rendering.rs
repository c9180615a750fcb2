//! Written text becomes HTML beside the async workers and behind a gate: one long text holds up neither pages nor acts. It
//! is kept with its edition, so that public pages render nothing.

use law::codes::WhyNot;
use law::staff::{Act, may};
use prose::{Format, Rendered};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{DocumentForm, Edition};
use crate::entity::edition;
use crate::error::OfficeError;
use crate::ids::EditionId;
use crate::limits::Gate;
use crate::moment::Actor;
use crate::store::{Office, transaction};
use crate::text::paragraphs;

/// Editions rendered in one transaction.
const BATCH: u64 = 100;

/// What someone at the desk wrote: as it is kept, and as it is shown.
pub(super) struct Written {
    pub body: String,
    pub shown: Rendered,
}

/// The body of a form.
pub(super) async fn written(office: &Office, form: &DocumentForm) -> Result<Written, OfficeError> {
    let (format, typed) = (form.format, form.body.clone());
    let write = move || match format {
        Format::Markdown => {
            let body = paragraphs(&typed);
            let shown = format.render(&body);
            Written { body, shown }
        }
        Format::Html => Written {
            body: prose::canonical(&typed),
            shown: format.render(&typed),
        },
    };
    office.limits().staff.run(write).await
}

/// Why a text may not be saved, if there is a reason.
pub(super) fn refusal(rendered: &Rendered) -> Option<WhyNot> {
    rendered
        .excess
        .map(|excess| WhyNot::new("body", excess.message()))
}

/// What is typed, as the public would see it; nothing is stored.
pub async fn preview(office: &Office, actor: &Actor, form: &DocumentForm) -> Result<String, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let shown = written(office, form).await?.shown;
    OfficeError::of_fields(refusal(&shown).into_iter().collect())?;
    Ok(shown.html)
}

/// The body of a row as the visitor is shown it, where it is judged within an act.
pub(crate) fn shown(edition: &edition::Model) -> String {
    let format = Format::from_code(&edition.format).unwrap_or_default();
    let made = || format.render(&edition.body).html;
    edition.html.clone().unwrap_or_else(made)
}

impl Edition {
    /// The body as the visitor is shown it: clean HTML. It is made anew only where an older server beside this one wrote
    /// the edition without, behind this gate.
    pub async fn html(&self, gate: &Gate) -> Result<String, OfficeError> {
        if let Some(html) = &self.html {
            return Ok(html.clone());
        }
        let (format, body) = (self.format, self.body.clone());
        let rendered = gate.run(move || format.render(&body)).await?;
        Ok(rendered.html)
    }
}

impl Edition {
    /// The body in the canonical form, whatever it was written down in, for whoever goes on writing.
    pub async fn canonical(&self, gate: &Gate) -> Result<String, OfficeError> {
        match self.format {
            Format::Html => Ok(self.body.clone()),
            Format::Markdown => {
                let html = self.html(gate).await?;
                gate.run(move || prose::canonical(&html)).await
            }
        }
    }

    /// The words of the body, as the visitor reads them.
    pub async fn plain(&self, gate: &Gate) -> Result<String, OfficeError> {
        let html = self.html(gate).await?;
        gate.run(move || prose::plain_of_html(&html)).await
    }
}

/// Renders the editions that stand without HTML: those of releases before it was kept, or whose HTML a migration took away
/// because the rules of rendering changed.
pub(crate) async fn render_missing(office: &Office) -> Result<(), OfficeError> {
    loop {
        let rows: Vec<(EditionId, String, String)> = edition::Entity::find()
            .select_only()
            .columns([
                edition::Column::Id,
                edition::Column::Format,
                edition::Column::Body,
            ])
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
        for (id, format, body) in rows {
            let format = Format::from_code(&format).unwrap_or_default();
            let render = move || format.render(&body).html;
            made.push((id, office.limits().staff.run(render).await?));
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
