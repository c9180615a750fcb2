//! What went out and renders no document of the site, or went where no outlet is set up: an article of the account's own with who let
//! it out, a poster or a broadcast with place, day and evidence. Entered by hand, and counted apart where the program saw nothing.

use law::audit::Recorded;
use law::codes::WhyNot;
use law::counts::Origin;
use law::outlets::OutletKind;
use law::staff::{Act, may};

use super::acts::{DoneForm, checked, keep_done};
use super::outlets::of_organ;
use super::row::NewPlacement;
use crate::error::OfficeError;
use crate::ids::PlacementId;
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, transaction};
use crate::text::{line, optional, reason};

/// What is typed.
#[derive(Clone, Debug, Default)]
pub struct EntryForm {
    /// The id of an outlet; blank for posters, broadcasts and the like.
    pub outlet: String,
    pub title: String,
    /// A code of [`Origin`].
    pub origin: String,
    pub source: String,
    /// Who let it out, by which form.
    pub approval: String,
    /// Where it was, for what has no outlet.
    pub place: String,
    pub done: DoneForm,
}

/// Enters it, as done. Gives the placement.
pub async fn enter(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &EntryForm,
    ticket: &str,
) -> Result<PlacementId, OfficeError> {
    may(&actor.roles, Act::PlaceElsewhere)?;
    let title = line(&form.title);
    let sending = Sending::of(office, actor, Recorded::PlacementsEnter.code(), ticket, form)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(PlacementId(made));
        }
        let own = of_organ(tx.on(), actor.organ).await?;
        let outlet = own.iter().find(|one| one.id.to_string() == form.outlet);
        if outlet.is_none() && !form.outlet.is_empty() {
            return Err(OfficeError::invalid("outlet", "请从列出的发布去向中选择。"));
        }
        let kind = outlet.map_or(OutletKind::Elsewhere, |outlet| outlet.kind);
        // Whatever is wrong is told at once: the row goes with the refusal.
        let (origin, mut fields) = checked_words(form, kind);
        let new = NewPlacement {
            outlet: outlet.map(|outlet| outlet.id),
            kind,
            document: None,
            title: &title,
            origin: origin.unwrap_or(Origin::Original),
            source: optional(&form.source),
            approval: reason(&form.approval),
            place: optional(&form.place),
        };
        let row = new.insert(&tx, actor, moment).await?;
        let done = match checked(&tx, actor, moment, &row, &form.done).await {
            Err(OfficeError::Invalid(more)) => {
                // Without an approval the push is refused for that alone.
                let is_approved = reason(&form.approval).is_some();
                fields.extend(
                    more.into_iter()
                        .filter(|one| is_approved || one.field != "push_place"),
                );
                return Err(OfficeError::Invalid(fields));
            }
            done => done?,
        };
        OfficeError::of_fields(fields)?;
        let row = keep_done(&tx, actor, moment, row, done).await?;
        sending.keep(&tx, moment, row.id.0).await?;
        Ok(row.id)
    })
}

fn checked_words(form: &EntryForm, kind: OutletKind) -> (Option<Origin>, Vec<WhyNot>) {
    let mut fields = Vec::new();
    let mut wrong = |field, message: &str| fields.push(WhyNot::new(field, message));
    let title = line(&form.title);
    if title.is_empty() || title.chars().count() > 200 {
        wrong("title", "请填写标题或者内容，不超过 200 字。");
    }
    let origin = match form.origin.as_str() {
        "" if kind != OutletKind::OfficialAccount => Some(Origin::Original),
        code => Origin::from_code(code),
    };
    if origin.is_none() {
        wrong("origin", "请选择原创还是转载。");
    }
    if origin == Some(Origin::Reposted) && reason(&form.source).is_none() {
        wrong("source", "转载的请写明来源。");
    }
    if reason(&form.approval).is_none() {
        wrong(
            "approval",
            "请写明由谁审核、审批单编号：没有网站来源的内容也要先审后发。",
        );
    }
    if kind == OutletKind::Elsewhere && optional(&form.place).is_none() {
        wrong("place", "请写明在哪里张贴、播出。");
    }
    (origin, fields)
}
