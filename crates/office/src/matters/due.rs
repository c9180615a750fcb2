//! Of which matters whoever has them, checks them or answers for the organ is reminded: what is due, what is half over, what is for the
//! head of the section or the leader in charge (`law::matters::Escalation`), what waits for a check or an approval.

use jiff::civil::Date;
use law::matters::{Rules, State, is_half_over_news};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use super::list::{by_due_day, codes, unanswered};
use super::row;
use crate::cases::{stored_damaged, stored_day};
use crate::entity::matter::{Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{AccountId, MatterId, OrganId};
use crate::moment::Moment;
use crate::store::Tx;

/// No more of them are looked at for one digest.
const MOST: u64 = 2_000;

/// Who was asked to take a matter and has not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offered {
    Nobody,
    /// A unit, which is everybody's.
    Unit,
    Person(AccountId),
}

/// A matter as a reminder tells of it: neither who asked nor what they wrote.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is told by a line of its own")]
pub(crate) struct DueMatter {
    pub id: MatterId,
    pub number: String,
    pub kind_label: String,
    pub state: State,
    pub owner_id: Option<AccountId>,
    pub offered: Offered,
    pub next_due_on: Option<Date>,
    pub answer_due_on: Option<Date>,
    pub escalates_on: Option<Date>,
    pub is_tentative: bool,
    pub in_review: bool,
    pub has_extension_asked: bool,
    /// Half of its period is over, and nobody was told.
    pub is_half_over_news: bool,
}

/// What of an organ's matters is told today, with all that is due until `horizon`; the first that is due first. Samples are nobody's.
pub(crate) async fn due_matters(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    horizon: Date,
) -> Result<Vec<DueMatter>, OfficeError> {
    let rules = Rules::default();
    let mut states = unanswered();
    states.push(State::ToClose);
    let near = Condition::any()
        .add(Column::NextDueOn.lte(horizon.to_string()))
        .add(Column::HalfOn.lte(moment.today.to_string()))
        .add(Column::InReview.eq(true))
        .add(Column::ExtensionDays.is_not_null());
    let query = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::IsSample.eq(false))
        .filter(Column::State.is_in(codes(&states)))
        .filter(near);
    let rows = by_due_day(query).limit(MOST).all(tx.on()).await?;
    rows.into_iter()
        .map(|row| {
            let label = rules.kind_label(&row.kind).to_owned();
            read(row, label, moment.today)
        })
        .collect()
}

fn read(row: Model, kind_label: String, today: Date) -> Result<DueMatter, OfficeError> {
    let day = |text: &Option<String>| text.as_deref().map(stored_day).transpose();
    let told_on = day(&row.half_told_on)?;
    let half_on = day(&row.half_on)?;
    Ok(DueMatter {
        state: State::from_code(&row.state).ok_or_else(|| stored_damaged("matter.state", &row.state))?,
        next_due_on: day(&row.next_due_on)?,
        answer_due_on: day(&row.answer_due_on)?,
        escalates_on: day(&row.escalates_on)?,
        is_half_over_news: half_on.is_some_and(|half_on| is_half_over_news(half_on, told_on, today)),
        offered: match (&row.offered_to, row.offered_id) {
            (None, _) => Offered::Nobody,
            (Some(_), None) => Offered::Unit,
            (Some(_), Some(person)) => Offered::Person(person),
        },
        has_extension_asked: row.extension_days.is_some(),
        kind_label,
        id: row.id,
        number: row.number,
        owner_id: row.owner_id,
        is_tentative: row.is_tentative,
        in_review: row.in_review,
    })
}

/// Notes that it is told now that half of their periods is over.
pub(crate) async fn mark_half_over(
    tx: &Tx<'_>,
    moment: Moment,
    matters: &[DueMatter],
) -> Result<(), OfficeError> {
    let told = matters.iter().filter(|one| one.is_half_over_news);
    let told: Vec<MatterId> = told.map(|one| one.id).collect();
    row::mark_half_told(tx, moment, &told).await
}
