//! Where a letter of procedure would move the day a reply is due, before it is written: the old day and the new one.

use jiff::civil::Date;
use law::cases::{Event, Standing, What};
use law::staff::{Act, may};

use super::facts::House;
use crate::cases::looking::read::Case;
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::store::Office;

/// The day the reply is due as it stands, and as it would be once that is told today, with whether that day is tentative; `None`
/// where it can't be told.
pub async fn day_moved(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: &Case,
    what: What,
) -> Result<Option<(Date, Date, bool)>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let house = House::of(office, actor.organ).await?;
    let events: Vec<Event> = case.timeline.iter().map(|entry| entry.event.clone()).collect();
    let told = Event {
        on: moment.today,
        what,
    };
    let after = Standing::with(&events, told, &house.rules, moment.today).ok();
    let moved = after.and_then(|after| Some((case.standing.due_on?, after.due_on?, after.tentative)));
    Ok(moved)
}
