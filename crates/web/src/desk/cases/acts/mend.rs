//! An event that was recorded wrongly: its day mended, or the event struck out, for a reason that stays on record.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::meant_day;
use law::cases::{Channel, Mending, What, may_mend};
use office::CaseId;
use office::cases::{self, Case, Entry, ToMend};
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct MendForm {
    version: i64,
    on: String,
    channel: String,
    confirmed_on: String,
    reached_on: String,
    /// What proves a day of receipt or return as it is mended.
    proof: String,
    reason: String,
    /// `day`, or `struck` for the other button.
    how: String,
}

#[derive(Template)]
#[template(path = "desk/cases/mend.html")]
struct MendPage {
    frame: Frame,
    here: String,
    back: String,
    /// The event as it is recorded.
    stated: String,
    is_receipt: bool,
    /// Whether a period runs from the day it reached its addressee.
    asks_reached: bool,
    /// Whether a day is proved that may be moved here.
    asks_proof: bool,
    channels: Vec<Choice>,
    form: MendForm,
    errors: FieldErrors,
}

/// The form.
pub async fn show(desk: Desk, Path((id, seq)): Path<(CaseId, i64)>) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let entry = found(&desk, &case, seq)?;
    let mut form = MendForm {
        version: case.version,
        on: entry.event.on.to_string(),
        reached_on: entry
            .event
            .what
            .reached_on()
            .map(|day| day.to_string())
            .unwrap_or_default(),
        ..MendForm::default()
    };
    if let What::Received {
        channel,
        arrived_on,
        confirmed_on,
    } = &entry.event.what
    {
        channel.code().clone_into(&mut form.channel);
        form.on = arrived_on.unwrap_or(entry.event.on).to_string();
        form.confirmed_on = confirmed_on
            .flatten()
            .map(|day| day.to_string())
            .unwrap_or_default();
    }
    desk.page(&page(&desk, &case, entry, form, FieldErrors::none()))
}

/// Mends it.
pub async fn mend(
    desk: Desk,
    Path((id, seq)): Path<(CaseId, i64)>,
    ProtectedForm(mut form): ProtectedForm<MendForm>,
) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let entry = found(&desk, &case, seq)?;
    let mending = match form.mending(&entry.event.what, desk.moment.today) {
        Ok(mending) => mending,
        Err(errors) => return desk.again(&page(&desk, &case, entry, form, errors)),
    };
    let to_mend = ToMend {
        seq,
        mending: &mending,
        reason: &form.reason,
        proof: &form.proof,
    };
    match cases::mend(desk.office(), &desk.actor, desk.moment, id, form.version, to_mend).await {
        Ok(_) => Ok(redirect_with(
            &format!("{HERE}/{id}"),
            "已更正，期限已按更正后的登记重新计算。",
        )),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            // Whoever saw what changed may send the same once more.
            form.version = case.version;
            desk.again(&page(&desk, &case, entry, form, errors))
        }
    }
}

/// The entry of that number, where this person may mend it.
fn found<'a>(desk: &Desk, case: &'a Case, seq: i64) -> Result<&'a Entry, Problem> {
    let entry = case.timeline.iter().find(|entry| entry.seq == seq);
    let entry = entry.ok_or(Problem::Missing)?;
    may_mend(&desk.actor.roles, entry.event.what.act()).map_err(Problem::Refused)?;
    Ok(entry)
}

fn page(desk: &Desk, case: &Case, entry: &Entry, form: MendForm, errors: FieldErrors) -> MendPage {
    let back = format!("{HERE}/{}", case.id);
    MendPage {
        frame: desk.frame("更正登记", Section::Cases, &[(&case.number, &back)]),
        here: format!("{back}/events/{}", entry.seq),
        back,
        stated: entry.event.line(),
        is_receipt: matches!(entry.event.what, What::Received { .. }),
        // One that was not known as it was sent is recorded as what it is, and not here.
        asks_reached: entry.event.what.reached_on().is_some(),
        asks_proof: entry.event.what.reached_on().is_some()
            || matches!(entry.event.what, What::Reached(_) | What::Undelivered(_)),
        channels: Channel::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        form,
        errors,
    }
}

impl MendForm {
    fn mending(&self, stated: &What, today: Date) -> Result<Mending, FieldErrors> {
        if self.how == "struck" {
            return Ok(Mending::Struck);
        }
        let mut errors = FieldErrors::none();
        let on = meant_day(&self.on, today)
            .map_err(|message| errors.add("on", message))
            .ok();
        let mut optional = |text: &str, field| match text.trim() {
            "" => None,
            text => meant_day(text, today)
                .map_err(|message| errors.add(field, message))
                .ok(),
        };
        if stated.reaching(None).is_some() {
            let reached_on = optional(&self.reached_on, "reached_on");
            let sent = on.map(|on| Mending::Sent { on, reached_on });
            return sent.filter(|_| errors.is_empty()).ok_or(errors);
        }
        if !matches!(stated, What::Received { .. }) {
            return on.map(Mending::Day).ok_or(errors);
        }
        let confirmed_on = optional(&self.confirmed_on, "confirmed_on");
        let channel = Channel::from_code(&self.channel);
        if channel.is_none() {
            errors.add("channel", "请选择收到申请的渠道。");
        }
        match (on, channel) {
            (Some(arrived_on), Some(channel)) if errors.is_empty() => Ok(Mending::Receipt {
                channel,
                arrived_on,
                confirmed_on,
            }),
            _ => Err(errors),
        }
    }
}
