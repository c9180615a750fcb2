//! What days change by themselves: a window that closes, a pause that goes on, a day that passes, holidays that were brought in.

use law::matters::State;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::record::Held;
use super::rules;
use crate::entity::matter::{Column, Entity};
use crate::error::OfficeError;
use crate::ids::MatterId;
use crate::moment::{Moment, Program};
use crate::store::{Office, transaction};

/// Matters of one transaction: others write in between.
const BATCH: u64 = 200;

/// Brings every open matter to where it stands today; gives how many changed.
pub async fn refresh_moving(office: &Office, _: Program, moment: Moment) -> Result<u64, OfficeError> {
    let rules = rules(office).await?;
    let mut changed = 0;
    let mut after = MatterId(0);
    loop {
        let (last, some) = transaction!(office, |tx| {
            let mut changed = 0;
            let rows = open_after(after).all(tx.on()).await?;
            let last = rows.last().map(|row| row.id);
            for row in rows {
                let held = Held::of(tx.on(), row, &rules, moment).await?;
                changed += u64::from(held.turned(&tx, moment).await?);
            }
            Ok((last, changed))
        })?;
        changed += some;
        let Some(last) = last else { return Ok(changed) };
        after = last;
    }
}

fn open_after(after: MatterId) -> sea_orm::Select<Entity> {
    let open = State::ALL.iter().filter(|state| state.is_open());
    Entity::find()
        .filter(Column::State.is_in(open.map(|state| state.code())))
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(BATCH)
}
