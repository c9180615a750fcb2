//! Reminders to units whose day is near or over (`law::cases::askings::chaser`): on working days from the time of the day's digest
//! on, whichever of several servers comes first, also after an outage. Each is on record.

use jiff::tz::{Offset, TimeZone};
use law::audit::{Key, Recorded};
use law::cases::askings::{AskingState, Chaser, chaser};
use law::reminders::is_digest_time;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::mail::{About, enqueue};
use crate::audit::{self, Detail};
use crate::calendar;
use crate::cases::stored::day;
use crate::entity::{asking, request_case, unit};
use crate::error::OfficeError;
use crate::moment::{Actor, Moment, Program};
use crate::reminders::digest_time;
use crate::store::{Office, Tx, transaction};

/// Who reminds, in the records.
const BY: &str = "自动提醒";
/// Askings looked at in one round.
const MOST: u64 = 500;

/// Reminds the units that need it today; gives how many mails were asked for. To be called every minute or so.
pub async fn remind_due(office: &Office, _: Program, moment: Moment) -> Result<u64, OfficeError> {
    let now = moment
        .now
        .to_zoned_datetime(TimeZone::fixed(Offset::constant(8)))
        .datetime();
    let calendar = calendar::holidays(office).await?;
    let open = asking::Entity::find()
        .filter(asking::Column::State.eq(AskingState::Open.code()))
        .order_by_asc(asking::Column::DueOn)
        .limit(MOST)
        .all(office.on())
        .await?;
    let mut mails = 0;
    for row in open {
        let told_on = row.told_on.as_deref().map(day).transpose()?;
        let days = (day(&row.asked_on)?, day(&row.due_on)?);
        let Some(chaser) = chaser(days, told_on, moment.today, &calendar) else {
            continue;
        };
        let at = digest_time(office.on(), row.organ_id).await?;
        if is_digest_time(now, at, &calendar) && remind(office, moment, &row, chaser).await? {
            mails += 1;
        }
    }
    Ok(mails)
}

/// Asks for one mail; false where another server was quicker, the unit has no address, or the case was decided.
async fn remind(
    office: &Office,
    moment: Moment,
    row: &asking::Model,
    chaser: Chaser,
) -> Result<bool, OfficeError> {
    transaction!(office, |tx| {
        let case = request_case::Entity::find_by_id(row.case_id).one(tx.on()).await?;
        let is_waited_for = case.is_some_and(|case| case.outcome.is_none() && !case.is_sample);
        let Some(unit) = unit::Entity::find_by_id(row.unit_id).one(tx.on()).await? else {
            return Ok(false);
        };
        if !is_waited_for || !marked(&tx, moment, row).await? {
            return Ok(false);
        }
        let about = match chaser {
            Chaser::Before => About::Before,
            Chaser::After => About::After,
        };
        if !enqueue(&tx, moment, &unit, row.id, (about, None)).await? {
            return Ok(false);
        }
        let actor = Actor::system(row.organ_id, BY);
        let detail = Detail::none()
            .with(Key::Name, row.unit_name.as_str())
            .with(Key::Kind, chaser.label());
        audit::append(&tx, &actor, moment, Recorded::CasesAskRemind, row.case_id, detail).await?;
        Ok(true)
    })
}

/// Notes the day; false where it was noted since the row was read.
async fn marked(tx: &Tx<'_>, moment: Moment, row: &asking::Model) -> Result<bool, OfficeError> {
    let mut update = asking::Entity::update_many()
        .col_expr(asking::Column::ToldOn, Expr::value(moment.today.to_string()))
        .filter(asking::Column::Id.eq(row.id))
        .filter(asking::Column::State.eq(AskingState::Open.code()));
    update = match &row.told_on {
        Some(told_on) => update.filter(asking::Column::ToldOn.eq(told_on.as_str())),
        None => update.filter(asking::Column::ToldOn.is_null()),
    };
    Ok(update.exec(tx.on()).await?.rows_affected == 1)
}
