//! Where every open case stands, worked out anew: after the holidays or an organ's settings changed, and whenever an
//! operator wants it. Doing it twice changes nothing the second time. Closed cases keep the days they were closed by.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::calendar::HolidayYear;
use law::cases::{Clock, Event, Rules, Standing};
use law::staff::{Act, may};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::stored::day;
use crate::audit::{self, Detail};
use crate::calendar;
use crate::cases::looking::export::{events_of, read};
use crate::cases::looking::open::is_open;
use crate::cases::row::Projection;
use crate::cases::settings::rules;
use crate::entity::request_case::{Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{CaseId, OrganId};
use crate::matters;
use crate::moment::{Actor, Moment, Program};
use crate::reminders::{self, Moved, OwnDay};
use crate::store::{Office, Tx, transaction};

/// Cases of one transaction: others write in between.
const BATCH: u64 = 200;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recomputed {
    /// Open cases looked at.
    pub cases: u64,
    /// Of these, with another state, day or mark than before.
    pub changed: u64,
    /// Numbers of cases whose history the law no longer takes as possible; they stay as they were.
    pub impossible: Vec<String>,
}

/// Works out every open case of every organ anew; `progress` is told how many are done.
pub async fn recompute(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    progress: &(dyn Fn(u64) + Send + Sync),
) -> Result<Recomputed, OfficeError> {
    may(&actor.roles, Act::ImportHolidays)?;
    let organs: Vec<OrganId> = Entity::find()
        .select_only()
        .column(Column::OrganId)
        .filter(is_open())
        .distinct()
        .into_tuple()
        .all(office.on())
        .await?;
    let mut all = Recomputed::default();
    for organ in organs {
        of_organ(office, organ, moment, &mut all, progress).await?;
    }
    matters::refresh_moving(office, Program::itself(), moment).await?;
    keep(office, actor, moment, all).await
}

/// Takes in a year's notice on holidays (节假日安排) and works every open case out by it at once, so that nobody's day stands
/// by the calendar of before: whoever handles it and whoever waits is told where it moved. What is refused is not taken in; what
/// fails in between stands inside, for the year is known all the same and the days can be worked out again.
pub async fn import_holidays(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    year: &HolidayYear,
) -> Result<Result<Recomputed, OfficeError>, OfficeError> {
    calendar::import_year(office, actor, moment, year).await?;
    Ok(recompute(office, actor, moment, &|_done| ()).await)
}

/// The same for the actor's own organ, within the act that settled its clocks otherwise. Its open cases are a few thousand
/// at most, so they are worked out at one go.
pub(super) async fn within(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &Rules,
) -> Result<Recomputed, OfficeError> {
    let mut all = Recomputed::default();
    let mut after = CaseId(0);
    while let (Some(last), some) = batch(tx, actor.organ, rules, moment, after).await? {
        all.add(some);
        after = last;
    }
    log(tx, actor, moment, &all).await?;
    Ok(all)
}

impl Recomputed {
    fn add(&mut self, some: Self) {
        self.cases += some.cases;
        self.changed += some.changed;
        self.impossible.extend(some.impossible);
    }
}

/// Puts it on record, where something changed.
async fn keep(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    all: Recomputed,
) -> Result<Recomputed, OfficeError> {
    if all.changed > 0 {
        transaction!(office, |tx| { log(&tx, actor, moment, &all).await })?;
    }
    Ok(all)
}

async fn log(tx: &Tx<'_>, actor: &Actor, moment: Moment, all: &Recomputed) -> Result<(), OfficeError> {
    if all.changed == 0 {
        return Ok(());
    }
    let detail = Detail::none()
        .with(Key::Cases, all.cases)
        .with(Key::Changed, all.changed)
        .with(Key::Impossible, all.impossible.len());
    audit::append(tx, actor, moment, Recorded::CasesRecompute, actor.organ, detail).await
}

async fn of_organ(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    all: &mut Recomputed,
    progress: &(dyn Fn(u64) + Send + Sync),
) -> Result<(), OfficeError> {
    let rules = rules(office, organ).await?;
    let mut after = CaseId(0);
    loop {
        let (last, some) = transaction!(office, |tx| { batch(&tx, organ, &rules, moment, after).await })?;
        all.add(some);
        progress(all.cases);
        match last {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// The next cases after one; gives the last of them, `None` when there were no more.
async fn batch(
    tx: &Tx<'_>,
    organ: OrganId,
    rules: &Rules,
    moment: Moment,
    after: CaseId,
) -> Result<(Option<CaseId>, Recomputed), OfficeError> {
    let rows = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(is_open())
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(BATCH)
        .all(tx.on())
        .await?;
    let ids: Vec<CaseId> = rows.iter().map(|row| row.id).collect();
    let events = events_of(tx.on(), &ids).await?;
    let mut some = Recomputed::default();
    let mut moved = Vec::new();
    let before = rules_before(rules, moment);
    for row in &rows {
        let history = events.get(&row.id).map_or(&[][..], Vec::as_slice);
        let history: Vec<Event> = history.iter().map(read).collect::<Result<_, _>>()?;
        some.cases += 1;
        match Standing::of(&history, rules, moment.today) {
            Ok(standing) => {
                some.changed += u64::from(refresh(tx, row, &standing).await?);
                let own = before.as_ref().and_then(|before| {
                    let before = Standing::of(&history, before, moment.today).ok()?;
                    Some(own_days(&before, &standing, moment.today))
                });
                moved.extend(Moved::of(row, &standing, own.unwrap_or_default()));
            }
            Err(error) => {
                tracing::warn!(case = %row.id, %error, "a case can't be worked out by the present holidays");
                some.impossible.push(row.number.clone());
            }
        }
    }
    reminders::tell_moved(tx, moment, organ, &moved).await?;
    Ok((ids.last().copied(), some))
}

/// The rules as they were before what came in today; `None` where no notice did.
fn rules_before(rules: &Rules, moment: Moment) -> Option<Rules> {
    Some(Rules {
        calendar: rules.calendar.before(moment.today)?,
        ..rules.clone()
    })
}

/// The days up to which somebody else may still do something, where they are told another day now than before.
fn own_days(before: &Standing, now: &Standing, today: Date) -> Vec<OwnDay> {
    let running = now
        .clocks
        .iter()
        .filter(|clock| clock.is_running() && clock.name.is_somebody_elses());
    let moved = running.filter_map(|clock| {
        let is_it = |one: &&Clock| (one.name, one.from, &one.label) == (clock.name, clock.from, &clock.label);
        let told = before.clocks.iter().find(is_it)?.told_on(today);
        (told != clock.told_on(today)).then(|| OwnDay {
            clock: clock.name,
            before: told,
            now: clock.told_on(today),
            is_tentative: clock.tentative,
        })
    });
    moved.collect()
}

impl Moved {
    /// What the people of a case are told where its days moved; nothing where only a mark did.
    fn of(row: &Model, standing: &Standing, own: Vec<OwnDay>) -> Option<Self> {
        let days = |text: &Option<String>| text.as_deref().and_then(|text| day(text).ok());
        let before = (days(&row.due_on), days(&row.next_due_on));
        let now = (standing.due_on, standing.next_due_on);
        (before != now || !own.is_empty()).then(|| Self {
            own,
            case: row.clone(),
            reply: (before.0, now.0),
            next: (before.1, now.1),
            is_tentative: standing.tentative,
        })
    }
}

/// Writes what differs; whoever is at work on the case is not in the way, and it is no new version to them.
async fn refresh(tx: &Tx<'_>, row: &Model, standing: &Standing) -> Result<bool, OfficeError> {
    let now = Projection::of(standing);
    let is_same = now.state == row.state
        && now.received_on == row.received_on
        && now.due_on == row.due_on
        && now.next_due_on == row.next_due_on
        && now.correction_notice_on == row.correction_notice_on
        && now.is_tentative == row.is_tentative
        && now.is_late == row.is_late;
    if is_same {
        return Ok(false);
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(now.state))
        .col_expr(Column::ReceivedOn, Expr::value(now.received_on))
        .col_expr(Column::DueOn, Expr::value(now.due_on))
        .col_expr(Column::NextDueOn, Expr::value(now.next_due_on))
        .col_expr(Column::CorrectionNoticeOn, Expr::value(now.correction_notice_on))
        .col_expr(Column::IsTentative, Expr::value(now.is_tentative))
        .col_expr(Column::IsLate, Expr::value(now.is_late))
        .filter(Column::Id.eq(row.id))
        .exec(tx.on())
        .await?;
    Ok(true)
}
