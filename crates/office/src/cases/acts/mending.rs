//! An event that was recorded wrongly: its day mended, or the event struck out, for a reason. What was stated stays on
//! record; the case's standing, its fee and its letter follow. What a letter of this program brought about is not struck.

mod follow;
mod proof;

use jiff::Timestamp;
use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::cases::reasons::is_wordless;
use law::cases::{Event, Mending, OnTheWay, Rules, Standing, What, may_mend};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
    QueryOrder,
};

use super::own_work::{refuse_own_work, refuse_to_strike};
use crate::audit::Detail;
use crate::audit::{self, instant};
use crate::cases::looking::read::of_organ;
use crate::cases::row::refresh;
use crate::cases::settings::rules;
use crate::entity::{application, case_event, case_mending, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, CaseMendingId};
use crate::moment::{Actor, Moment, is_applicant};
use crate::reminders::tell_applicant;
use crate::store::{Office, Tx, transaction};
use crate::text::line;
use crate::versioned::held;
use follow::{follow_fee, follow_letter, follow_order, follow_receipt, siblings};
use proof::{prove, refuse_unproved};

/// A mending on record.
#[derive(Clone, Debug)]
pub struct Mended {
    pub stated: Event,
    /// What proved it, where the mending moved what was proved.
    pub stated_proof: Option<String>,
    /// `None` when it was struck out.
    pub now: Option<Event>,
    pub reason: String,
    pub by: String,
    pub at: Timestamp,
}

/// What was mended in a case, oldest first.
pub async fn mendings(office: &Office, actor: &Actor, case: CaseId) -> Result<Vec<Mended>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    of_organ(office, actor.organ, case).await?;
    let rows = case_mending::Entity::find()
        .filter(case_mending::Column::CaseId.eq(case))
        .order_by_asc(case_mending::Column::Id)
        .all(office.on())
        .await?;
    let read = |row: case_mending::Model| {
        Ok(Mended {
            stated: event_of(&row.stated)?,
            stated_proof: row.stated_note,
            now: row.mended.as_deref().map(event_of).transpose()?,
            reason: row.reason,
            by: row.mended_by,
            at: instant(row.mended_at)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// What is to be mended.
#[derive(Clone, Copy, Debug)]
pub struct ToMend<'a> {
    /// The event's number within its case.
    pub seq: i64,
    pub mending: &'a Mending,
    pub reason: &'a str,
    /// What proves the day now, where the mending moves one that is proved (`law::cases::needs_proof`).
    pub proof: &'a str,
}

/// Mends an event of the case; `version` is the one that was read. Gives where the case stands now.
pub async fn mend(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    version: i64,
    to_mend: ToMend<'_>,
) -> Result<Standing, OfficeError> {
    may(&actor.roles, Act::HandleCases).or_else(|_| may(&actor.roles, Act::SignCases))?;
    let reason = line(to_mend.reason);
    if is_wordless(&reason) {
        return Err(OfficeError::invalid(
            "reason",
            "请写明更正的原因，例如“日期填错，回执上是3月2日”。",
        ));
    }
    let rules = rules(office, actor.organ).await?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, case, version).await?;
        refuse_anonymised(&tx, &row).await?;
        let events = rows(&tx, case).await?;
        let mut mended = Rewritten::of(&events, &to_mend, actor, moment)?;
        if let Some(now) = &mended.now {
            let unmeant = now.unmeant(moment.today, &rules.calendar);
            // The form has the day alone; whatever else is wrong is told there as well.
            let at_day = unmeant.into_iter().map(|why| WhyNot { field: "on", ..why });
            OfficeError::of_fields(at_day.collect())?;
        }
        refuse_unproved(&mended, to_mend.proof)?;
        // Letter and fee first: either may forbid the mending, and both are found by what was stated until now.
        follow_letter(&tx, moment, case, &mended).await?;
        follow_fee(&tx, case, &mended.stated, mended.now.as_ref()).await?;
        follow_order(&tx, &row, &mended).await?;
        let (before, standing) = standings(&mended.before, &mended.history, &rules, moment.today)?;
        let is_own = mended.stored.account_id == actor.account || row.assigned_to == actor.account;
        refuse_own_work(actor, is_own, &before, &standing)?;
        if mended.now.is_none() {
            refuse_to_strike(actor, is_own, &mended.stated)?;
        }
        let stated_proof = prove(&tx, moment, case, &mut mended, to_mend.proof).await?;
        let mark = Mark {
            case,
            stated: &mended.stated,
            now: mended.now.as_ref(),
            reason: &reason,
            stated_proof,
        };
        // What was stated is kept before it is written over.
        keep(&tx, actor, moment, &mark).await?;
        for (row, event) in mended.about_it {
            write(&tx, row, Some(&event)).await?;
        }
        write(&tx, mended.stored, mended.now.as_ref()).await?;
        if let Some(now) = &mended.now {
            follow_receipt(&tx, &row, now).await?;
        } else if let Some(news) = mended.stated.struck_to_applicant() {
            tell_applicant(&tx, moment, &row, &news).await?;
        }
        if matches!(
            mended.now,
            Some(Event {
                what: What::Received { .. },
                ..
            })
        ) {
            siblings(&tx, actor, moment, &rules, &row, &mark).await?;
        }
        refresh(&tx, row, moment, &standing).await?;
        Ok(standing)
    })
}

/// Strikes the reply of a case off that was signed and never went out, with its reason; its letter is dropped beside.
pub(in crate::cases) async fn strike_reply(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &Rules,
    case: CaseId,
    reason: &str,
) -> Result<(), OfficeError> {
    let row = may_be_mended(tx, case).await?;
    let mut left = Vec::new();
    let mut reply = None;
    for stored in rows(tx, case).await? {
        let event = event_of(&stored.event)?;
        if matches!(event.what, What::Replied { .. }) {
            // Of two replies the first was revoked and went out long ago.
            left.extend(reply.replace((stored, event)).map(|(_, event): (_, Event)| event));
        } else {
            left.push(event);
        }
    }
    let (stored, stated) = reply.ok_or(OfficeError::Missing)?;
    let standing = Standing::of(&left, rules, moment.today)
        .map_err(|error| OfficeError::invalid("opinion", format!("撤回之后{error}")))?;
    let mark = Mark {
        case,
        stated: &stated,
        now: None,
        reason,
        stated_proof: None,
    };
    keep(tx, actor, moment, &mark).await?;
    write(tx, stored, None).await?;
    refresh(tx, row, moment, &standing).await
}

/// Where a case stands by a history as it is recorded, and as it is mended; refused where it can't have happened so.
fn standings(
    before: &[Event],
    mended: &[Event],
    rules: &Rules,
    today: Date,
) -> Result<(Standing, Standing), OfficeError> {
    let after = Standing::of(mended, rules, today)
        .map_err(|error| OfficeError::invalid("on", format!("更正之后{error}")))?;
    let before =
        Standing::of(before, rules, today).map_err(|error| OfficeError::Damaged(error.to_string()))?;
    Ok((before, after))
}

/// An event as it was stated and as it is mended, and the history that comes of it.
struct Rewritten {
    stored: case_event::Model,
    stated: Event,
    /// `None` where the mending strikes it out.
    now: Option<Event>,
    /// The history as it is recorded, and as it is mended.
    before: Vec<Event>,
    history: Vec<Event>,
    /// What became of the letter that the event sent, which names it by the day it was sent.
    about_it: Vec<(case_event::Model, Event)>,
}

impl Rewritten {
    fn of(
        rows: &[case_event::Model],
        to_mend: &ToMend<'_>,
        actor: &Actor,
        moment: Moment,
    ) -> Result<Self, OfficeError> {
        let mut found = None;
        let mut before = Vec::with_capacity(rows.len());
        let mut history = Vec::with_capacity(rows.len());
        for row in rows {
            let event = event_of(&row.event)?;
            before.push(event.clone());
            if row.seq != to_mend.seq {
                history.push(event);
                continue;
            }
            may_mend(&actor.roles, event.what.act())?;
            let is_own = is_applicant(row.account_id, &row.actor);
            let now = to_mend
                .mending
                .of(&event, is_own)
                .map_err(|why| OfficeError::invalid("on", why))?;
            if now.as_ref().is_some_and(|event| event.on > moment.today) {
                return Err(OfficeError::invalid("on", "日期晚于今天，请核对。"));
            }
            history.extend(now.clone());
            found = Some((row.clone(), event, now));
        }
        let (stored, stated, now) = found.ok_or(OfficeError::Missing)?;
        let about_it = about(rows, &stated, now.as_ref(), &mut history)?;
        Ok(Self {
            stored,
            stated,
            now,
            before,
            history,
            about_it,
        })
    }
}

/// What tells of that letter's receipt or return, as it names the letter now; in the history it is put right.
fn about(
    rows: &[case_event::Model],
    stated: &Event,
    now: Option<&Event>,
    history: &mut [Event],
) -> Result<Vec<(case_event::Model, Event)>, OfficeError> {
    let (was, is) = (OnTheWay::of(stated), now.and_then(OnTheWay::of));
    let mut all = Vec::new();
    for row in rows {
        let mut event = event_of(&row.event)?;
        let (What::Reached(letter) | What::Undelivered(letter)) = &mut event.what else {
            continue;
        };
        if was.as_ref() != Some(&*letter) || was == is {
            continue;
        }
        let Some(is) = &is else {
            let why = "这份文书的收到之日或者退回已经登记，请先撤销那一项登记。";
            return Err(OfficeError::invalid("on", why));
        };
        let recorded = Event {
            on: event.on,
            what: event.what.clone(),
        };
        let named = match &recorded.what {
            What::Reached(_) => What::Reached(is.clone()),
            _ => What::Undelivered(is.clone()),
        };
        if let Some(place) = history.iter_mut().find(|one| **one == recorded) {
            place.what = named.clone();
        }
        all.push((
            row.clone(),
            Event {
                what: named,
                ..recorded
            },
        ));
    }
    Ok(all)
}

/// The row of a case that is still to be found by its applicant.
pub(in crate::cases) async fn may_be_mended(
    tx: &Tx<'_>,
    case: CaseId,
) -> Result<request_case::Model, OfficeError> {
    let found = request_case::Entity::find_by_id(case).one(tx.on()).await?;
    let case = found.ok_or(OfficeError::Missing)?;
    refuse_anonymised(tx, &case).await?;
    Ok(case)
}

/// Past its time a case stays as it was counted.
async fn refuse_anonymised(tx: &Tx<'_>, row: &request_case::Model) -> Result<(), OfficeError> {
    let application = application::Entity::find_by_id(row.application_id)
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    if application.anonymised_at.is_some() {
        let why = "本件已过保存期限，申请人信息已匿名，不再更正。";
        return Err(OfficeError::invalid("", why));
    }
    Ok(())
}

/// What is mended, and why.
struct Mark<'a> {
    case: CaseId,
    stated: &'a Event,
    now: Option<&'a Event>,
    reason: &'a str,
    stated_proof: Option<String>,
}

async fn rows(tx: &Tx<'_>, case: CaseId) -> Result<Vec<case_event::Model>, OfficeError> {
    let query = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(case))
        .order_by_asc(case_event::Column::Seq);
    Ok(query.all(tx.on()).await?)
}

async fn write(tx: &Tx<'_>, stored: case_event::Model, now: Option<&Event>) -> Result<(), OfficeError> {
    let Some(now) = now else {
        stored.delete(tx.on()).await?;
        return Ok(());
    };
    let note = stored.note.clone();
    let mut changed = stored.into_active_model();
    changed.happened_on = Set(now.on.to_string());
    changed.event = Set(coded(now)?);
    // What proves it may have been put right with it.
    changed.note = Set(note);
    changed.update(tx.on()).await?;
    Ok(())
}

/// The mending itself, and its entry in the log: the reason, which may name somebody, stays with the case and goes with it.
async fn keep(tx: &Tx<'_>, actor: &Actor, moment: Moment, mark: &Mark<'_>) -> Result<(), OfficeError> {
    let id: CaseMendingId = tx.next_id(moment);
    let row = case_mending::ActiveModel {
        id: Set(id),
        case_id: Set(mark.case),
        stated: Set(coded(mark.stated)?),
        mended: Set(mark.now.map(coded).transpose()?),
        reason: Set(mark.reason.to_owned()),
        stated_note: Set(mark.stated_proof.clone()),
        account_id: Set(actor.account),
        mended_by: Set(actor.name.clone()),
        mended_at: Set(moment.millis()),
    };
    case_mending::Entity::insert(row).exec(tx.on()).await?;
    let detail = Detail::none()
        .with(Key::Act, mark.stated.what.act().code())
        .with(Key::Stated, mark.stated.on.to_string())
        .with(Key::On, mark.now.map(|now| now.on.to_string()));
    let recorded = if mark.now.is_some() {
        Recorded::CasesMend
    } else {
        Recorded::CasesStrike
    };
    audit::append(tx, actor, moment, recorded, mark.case, detail).await
}

/// An event as it is kept.
pub(in crate::cases) fn event_of(text: &str) -> Result<Event, OfficeError> {
    serde_json::from_str(text).map_err(|error| OfficeError::Damaged(format!("case_event：{error}")))
}

fn coded(event: &Event) -> Result<String, OfficeError> {
    serde_json::to_string(event).map_err(|error| OfficeError::Damaged(error.to_string()))
}
