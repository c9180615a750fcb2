//! How a dispute ended: the result and its day, and what it orders of the reply, asked for in the same form or afterwards.

use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use law::disputes::{Ending, NewReply, Ordered};
use office::DisputeId;
use office::disputes::{self, DisputeRecord, Ended};

use super::form::day;
use super::show::{ActForm, after, again};
use crate::csrf::ProtectedForm;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::forms::{FieldErrors, count};

/// Records how it ended.
pub async fn end(
    desk: Desk,
    Path(id): Path<DisputeId>,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    let (today, mut errors) = (desk.moment.today, FieldErrors::none());
    let ending = Ending::from_code(&form.ending);
    if ending.is_none() {
        errors.add("ending", "请选择结果。");
    }
    let on = day(&form.ended_on, "ended_on", today, &mut errors);
    let ordered = form.ordered(today, &mut errors);
    let (Some(ending), Some(on), true) = (ending, on, errors.is_empty()) else {
        return again(&desk, id, form, errors).await;
    };
    let (office, actor) = (desk.office(), &desk.actor);
    let ended = Ended { ending, on, ordered };
    let told = told(ended.ordered.as_ref(), "已登记结果，计入年度报告表四。");
    let done = disputes::end(office, actor, desk.moment, (id, form.version), &ended).await;
    after(&desk, id, form, done, told).await
}

/// Says of a result on record what it ordered.
pub async fn order(
    desk: Desk,
    Path(id): Path<DisputeId>,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    let (today, mut errors) = (desk.moment.today, FieldErrors::none());
    let ordered = form.ordered(today, &mut errors);
    if ordered.is_none() && errors.is_empty() {
        errors.add("ordered", "请选择是否责令作出答复。");
    }
    let (Some(ordered), true) = (ordered, errors.is_empty()) else {
        return again(&desk, id, form, errors).await;
    };
    let (office, actor) = (desk.office(), &desk.actor);
    let told = told(Some(&ordered), "已登记：没有责令作出答复。");
    let done = disputes::order(office, actor, desk.moment, (id, form.version), &ordered).await;
    after(&desk, id, form, done, told).await
}

fn told(ordered: Option<&Ordered>, otherwise: &'static str) -> &'static str {
    match ordered {
        Some(Ordered::Reply(_)) => "已登记责令答复，申请已重新打开，请在期限内作出决定、签发并送达。",
        _ => otherwise,
    }
}

/// What the page says of a result that may order a reply.
pub(super) fn said(known: &DisputeRecord) -> &'static str {
    let may_order = known
        .dispute
        .ended
        .is_some_and(|(ending, _)| ending.may_order_reply());
    match (may_order, known.has_ordered) {
        (false, _) => "",
        (true, Some(true)) => "责令作出答复，期限和办理见该申请",
        (true, Some(false)) => "没有责令",
        (true, None) => "尚未登记",
    }
}

impl ActForm {
    /// What was ordered, as it was typed; `None` where nothing was chosen or a field can't be read.
    fn ordered(&self, today: Date, errors: &mut FieldErrors) -> Option<Ordered> {
        match self.ordered.as_str() {
            "no" => return Some(Ordered::Nothing),
            "yes" => {}
            _ => return None,
        }
        let received_on = day(&self.order_received_on, "order_received_on", today, errors);
        let mut a_day = |text: &str, field: &str| {
            (!text.trim().is_empty())
                .then(|| day(text, field, today, errors))
                .flatten()
        };
        let by = a_day(&self.order_by, "order_by");
        let from = a_day(&self.order_from, "order_from");
        let days = match self.order_days.trim() {
            "" => None,
            text => count(text, "order_days", "载明的工作日数", errors),
        };
        Some(Ordered::Reply(NewReply {
            number: self.order_number.clone(),
            received_on: received_on?,
            by,
            days,
            from,
        }))
    }
}
