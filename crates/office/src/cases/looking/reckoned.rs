//! A reply's due day reckoned for anybody's dates, by the rules this organ's own cases are reckoned by, behind the gate of
//! visitors' costly work.

use law::cases::{Event, HistoryError, Standing};

use crate::cases::settings::rules;
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::Moment;
use crate::store::Office;

/// Where a case with this history would stand today, with how long there still is to reply; the inner error says why it can't
/// have happened. Nothing is kept.
pub async fn reckoned(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    events: Vec<Event>,
) -> Result<Result<(Standing, String), HistoryError>, OfficeError> {
    let rules = rules(office, organ).await?;
    let reckon = move || {
        Standing::of(&events, &rules, moment.today).map(|standing| {
            let left = standing.due_on.filter(|_| standing.decided_on.is_none());
            let left = left.map(|due_on| rules.calendar.time_left(due_on, moment.today));
            (standing, left.unwrap_or_default())
        })
    };
    office.limits().visitors.run(reckon).await
}
