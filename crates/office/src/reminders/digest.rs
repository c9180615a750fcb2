//! The day's digest: on a working day from the set time on, once, whichever of several servers comes first, also after a
//! restart. To each clerk what is due of their own cases, of those they are deputy for and of those nobody has, and the disputes to
//! be answered; to the head what is overdue; to whoever checks and signs the letters that wait for them; of matters likewise (`matter_digest`);
//! nothing when nothing is.

use jiff::tz::{Offset, TimeZone};
use law::calendar::Calendar;
use law::cases::Urgency;
use law::reminders::{half_way, is_digest_time, is_half_way_news};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, TryInsertResult,
};

use super::matter_digest::Told;
use super::{recipients, settings, words};
use crate::calendar;
use crate::cases::askings::open_until;
use crate::cases::stored_day as day;
use crate::cases::{
    CaseRow, by_correction_notice, by_due_day, crowd_of_organ, letters, that_came_back, with_a_due_day,
};
use crate::disputes;
use crate::entity::{digest_run, organ, request_case};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::jobs::{self, Job};
use crate::matters::{due_matters, mark_half_over as mark_matters_half_over};
use crate::moment::{Moment, Program};
use crate::store::{Office, Tx, transaction};

/// No more cases than this are looked at for one digest.
const MOST: u64 = 2_000;

/// What a look at all organs came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digests {
    /// Organs whose digest was made now.
    pub organs: u64,
    /// Mails asked for now.
    pub mails: u64,
}

/// Makes the digests that are due at this moment and were not made yet. To be called every minute or so.
pub async fn run_due(office: &Office, _: Program, moment: Moment) -> Result<Digests, OfficeError> {
    let now = moment
        .now
        .to_zoned_datetime(TimeZone::fixed(Offset::constant(8)))
        .datetime();
    let calendar = calendar::holidays(office).await?;
    let made: Vec<OrganId> = digest_run::Entity::find()
        .select_only()
        .column(digest_run::Column::OrganId)
        .filter(digest_run::Column::Day.eq(moment.today.to_string()))
        .into_tuple()
        .all(office.on())
        .await?;
    let organs: Vec<OrganId> = organ::Entity::find()
        .select_only()
        .column(organ::Column::Id)
        .into_tuple()
        .all(office.on())
        .await?;
    let mut sum = Digests::default();
    for id in organs.into_iter().filter(|id| !made.contains(id)) {
        let reminders = settings::of_organ(office.on(), id).await?;
        if !reminders.has_digest || !is_digest_time(now, reminders.digest_at, &calendar) {
            continue;
        }
        if let Some(mails) = transaction!(office, |tx| { make(&tx, moment, id).await })? {
            sum.organs += 1;
            sum.mails += mails;
        }
    }
    Ok(sum)
}

/// Makes one organ's digest; `None` when another server has made it meanwhile.
async fn make(tx: &Tx<'_>, moment: Moment, organ: OrganId) -> Result<Option<u64>, OfficeError> {
    let calendar = calendar::known(tx.on()).await?;
    let reminders = settings::of_organ(tx.on(), organ).await?;
    let horizon = Urgency::horizon(moment.today, &calendar).to_string();
    let rows = with_a_due_day(organ)
        .filter(request_case::Column::NextDueOn.lte(horizon.as_str()))
        .order_by_asc(request_case::Column::NextDueOn)
        .order_by_asc(request_case::Column::Id)
        .limit(MOST)
        .all(tx.on())
        .await?;
    let rows = read(rows)?;
    let came_back = read(that_came_back(organ).limit(MOST).all(tx.on()).await?)?;
    let half_way = half_over(tx, moment, organ, &calendar).await?;
    let unclear = by_correction_notice(organ, moment.today).limit(MOST);
    let unclear = read(unclear.all(tx.on()).await?)?;
    let disputes = disputes::unanswered_until(tx.on(), organ, &horizon).await?;
    let until = Urgency::horizon(moment.today, &calendar);
    let askings = open_until(tx.on(), organ, until).await?;
    let crowd = crowd_of_organ(tx.on(), organ, moment).await?;
    let matters = due_matters(tx, moment, organ, until).await?;
    let people = recipients::people(tx.on(), organ).await?;
    let mut mails = Vec::new();
    for person in &people {
        let is_theirs = |row: &&CaseRow| recipients::answers_for(&people, person, row.assigned_to);
        let is_head = reminders
            .head
            .map_or_else(|| person.signs_cases(), |head| head == person.account);
        let is_overdue = |row: &&CaseRow| row.next_due_on.is_some_and(|due| due < moment.today);
        let letters = letters::waiting_for(tx.on(), organ, &person.roles, Some(person.account)).await?;
        let to = (person.mail.as_str(), person.name.as_str());
        let told = Told {
            people: &people,
            person,
            is_head,
            today: moment.today,
            calendar: &calendar,
        };
        let contents = words::Contents {
            cases: rows.iter().filter(is_theirs).collect(),
            came_back: came_back.iter().filter(is_theirs).collect(),
            notices: unclear.iter().filter(is_theirs).collect(),
            askings: askings
                .iter()
                .filter(|one| recipients::answers_for(&people, person, one.assigned_to))
                .collect(),
            half_way: half_way.iter().filter(is_theirs).collect(),
            overseen: rows
                .iter()
                .filter(|_| is_head)
                .filter(is_overdue)
                .filter(|row| !is_theirs(row))
                .collect(),
            disputes: disputes
                .iter()
                .filter(|one| person.handles_cases() || (is_head && one.due_on < moment.today))
                .collect(),
            letters,
            crowd: crowd.filter(|_| person.handles_cases()),
            matters: told.of(&matters),
        };
        if let Some(mail) = words::digest(to, &contents, moment.today, &calendar, &reminders) {
            mails.push((person.account, mail));
        }
    }
    let count = i64::try_from(mails.len()).unwrap_or(i64::MAX);
    if !mark(tx, moment, organ, count).await? {
        return Ok(None);
    }
    if !people.is_empty() {
        mark_half_over(tx, moment, &half_way).await?;
        mark_matters_half_over(tx, moment, &matters).await?;
    }
    for (account, mail) in mails {
        let key = format!("digest {account} {}", moment.today);
        jobs::enqueue_once(tx, moment, organ, &Job::Mail(mail), moment.now, &key).await?;
    }
    Ok(Some(count.unsigned_abs()))
}

/// The cases whose period is half over and nobody was told so.
async fn half_over(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    calendar: &Calendar,
) -> Result<Vec<CaseRow>, OfficeError> {
    let days = half_way(moment.today, calendar);
    let rows = by_due_day(organ)
        .filter(request_case::Column::DueOn.between(days.start().to_string(), days.end().to_string()))
        .filter(request_case::Column::Outcome.is_null())
        .order_by_asc(request_case::Column::Id)
        .limit(MOST)
        .all(tx.on())
        .await?;
    let mut news = Vec::with_capacity(rows.len());
    for row in rows {
        let told_on = row.half_way_told_on.as_deref().map(day).transpose()?;
        let due_on = row.due_on.as_deref().map(day).transpose()?;
        if due_on.is_some_and(|due_on| is_half_way_news(due_on, told_on, calendar)) {
            news.push(CaseRow::try_from(row)?);
        }
    }
    Ok(news)
}

/// Notes that it is told now; whoever has the row open is not in the way of that, and it of them.
async fn mark_half_over(tx: &Tx<'_>, moment: Moment, rows: &[CaseRow]) -> Result<(), OfficeError> {
    request_case::Entity::update_many()
        .col_expr(
            request_case::Column::HalfWayToldOn,
            Expr::value(moment.today.to_string()),
        )
        .filter(request_case::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(tx.on())
        .await?;
    Ok(())
}

fn read(rows: Vec<request_case::Model>) -> Result<Vec<CaseRow>, OfficeError> {
    rows.into_iter().map(CaseRow::try_from).collect()
}

/// Notes that the digest is made; false when it was before.
async fn mark(tx: &Tx<'_>, moment: Moment, organ: OrganId, mails: i64) -> Result<bool, OfficeError> {
    let row = digest_run::ActiveModel {
        organ_id: Set(organ),
        day: Set(moment.today.to_string()),
        mails: Set(mails),
        made_at: Set(moment.millis()),
    };
    let inserted = digest_run::Entity::insert(row)
        .on_conflict_do_nothing_on([digest_run::Column::OrganId, digest_run::Column::Day])
        .exec_without_returning(tx.on())
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(rows) if rows > 0))
}
