//! An event that was recorded wrongly: its day mended, or the event struck out, for a reason. What was stated stays on
//! record; the case's standing, its fee and its letter follow. What a letter of this program brought about is not struck.

use jiff::Timestamp;
use law::audit::{Key, Recorded};
use law::cases::reasons::is_wordless;
use law::cases::{Act as CaseAct, Event, Mending, Rules, Standing, What, forgives, loosens, may_mend};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
    QueryOrder,
};

use super::order;
use crate::audit::Detail;
use crate::audit::{self, instant};
use crate::cases::letters::{LetterState, Receipt, Sent};
use crate::cases::looking::read::of_organ;
use crate::cases::row::refresh;
use crate::cases::settings::rules;
use crate::entity::{application, case_event, case_letter, case_mending, fee_notice, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, CaseMendingId};
use crate::moment::{Actor, Moment, is_applicant};
use crate::store::{Office, Tx, transaction};
use crate::text::line;
use crate::versioned::{bump, held};

/// A mending on record.
#[derive(Clone, Debug)]
pub struct Mended {
    pub stated: Event,
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
        let mended = Rewritten::of(&events, &to_mend, actor, moment)?;
        if let Some(now) = &mended.now {
            let unmeant = now.unmeant(moment.today, &rules.calendar);
            // The form has the day alone; whatever else is wrong is told there as well.
            let at_day = unmeant.into_iter().map(|why| WhyNot { field: "on", ..why });
            OfficeError::of_fields(at_day.collect())?;
        }
        // Letter and fee first: either may forbid the mending, and both are found by what was stated until now.
        follow_letter(&tx, moment, case, &mended.stated, mended.now.as_ref()).await?;
        follow_fee(&tx, case, &mended.stated, mended.now.as_ref()).await?;
        follow_order(&tx, &row, &mended).await?;
        let standing = Standing::of(&mended.history, &rules, moment.today)
            .map_err(|error| OfficeError::invalid("on", format!("更正之后{error}")))?;
        let before = Standing::of(&mended.before, &rules, moment.today)
            .map_err(|error| OfficeError::Damaged(error.to_string()))?;
        let is_own = mended.stored.account_id == actor.account || row.assigned_to == actor.account;
        refuse_own_work(actor, is_own, &before, &standing)?;
        let mark = Mark {
            case,
            stated: &mended.stated,
            now: mended.now.as_ref(),
            reason: &reason,
        };
        // What was stated is kept before it is written over.
        keep(&tx, actor, moment, &mark).await?;
        write(&tx, mended.stored, mended.now.as_ref()).await?;
        if let Some(now) = &mended.now {
            follow_receipt(&tx, &row, now).await?;
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

/// States the day that what a letter sent reached its addressee: the event that the letter brought about has it open until
/// then. Whoever handles a late case does not write themselves out of it.
pub(in crate::cases) async fn state_receipt(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &Rules,
    case: request_case::Model,
    sent: &Event,
    receipt: &Receipt,
) -> Result<(), OfficeError> {
    let events = rows(tx, case.id).await?;
    let mut seq = None;
    for row in &events {
        if event_of(&row.event)? == *sent {
            seq = Some(row.seq);
        }
    }
    let Some(seq) = seq else {
        return Err(OfficeError::invalid(
            "received_on",
            "对方收到之日已经登记，有误的请在“经过”中更正。",
        ));
    };
    let to_mend = ToMend {
        seq,
        mending: &Mending::Sent {
            on: sent.on,
            reached_on: Some(receipt.on),
        },
        reason: &receipt.proof,
    };
    let stated = Rewritten::of(&events, &to_mend, actor, moment)?;
    let standing = Standing::of(&stated.history, rules, moment.today)
        .map_err(|error| OfficeError::invalid("received_on", error.to_string()))?;
    let before = Standing::of(&stated.before, rules, moment.today)
        .map_err(|error| OfficeError::Damaged(error.to_string()))?;
    if forgives(&before, &standing) && may(&actor.roles, Act::SignCases).is_err() {
        let why = "登记之后本件不再逾期，不能由经办人补记；请签发人核对凭证后登记。";
        return Err(OfficeError::invalid("received_on", why));
    }
    // The day was open until now: that it is known is no mending. The letter has the proof, the log who recorded it.
    write(tx, stated.stored, stated.now.as_ref()).await?;
    refresh(tx, case, moment, &standing).await?;
    Ok(())
}

/// What would take something off the organ is mended by a signer who neither recorded it nor handles the case.
fn refuse_own_work(
    actor: &Actor,
    is_own: bool,
    before: &Standing,
    after: &Standing,
) -> Result<(), OfficeError> {
    let is_others = may(&actor.roles, Act::SignCases).is_ok() && !(is_own && actor.account.is_some());
    match loosens(before, after) {
        Some(why) if !is_others => {
            let why = format!("{why}，不能由经办或者登记的人自己更正；请其他签发人在本件“经过”中更正。");
            Err(OfficeError::invalid("on", why))
        }
        _ => Ok(()),
    }
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
        Ok(Self {
            stored,
            stated,
            now,
            before,
            history,
        })
    }
}

/// A mended receipt changes how and when the application came in.
async fn follow_receipt(tx: &Tx<'_>, row: &request_case::Model, now: &Event) -> Result<(), OfficeError> {
    let What::Received { channel, .. } = &now.what else {
        return Ok(());
    };
    let application = application::Entity::find_by_id(row.application_id)
        .one(tx.on())
        .await?;
    let mut changed = application.ok_or(OfficeError::Missing)?.into_active_model();
    changed.channel = Set(channel.code().to_owned());
    changed.arrived_on = Set(now.on.to_string());
    changed.update(tx.on()).await?;
    Ok(())
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
}

/// The other cases of the same application came in with it: their receipt is mended alike.
async fn siblings(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &Rules,
    row: &request_case::Model,
    mark: &Mark<'_>,
) -> Result<(), OfficeError> {
    let others = request_case::Entity::find()
        .filter(request_case::Column::ApplicationId.eq(row.application_id))
        .filter(request_case::Column::Id.ne(row.id))
        .all(tx.on())
        .await?;
    for other in others {
        let mut events = rows(tx, other.id).await?;
        let stated: Vec<Event> = events
            .iter()
            .map(|row| event_of(&row.event))
            .collect::<Result<_, _>>()?;
        let Some(first) = events.first().cloned() else {
            continue;
        };
        if event_of(&first.event)? != *mark.stated {
            continue;
        }
        events.remove(0);
        let mut history: Vec<Event> = mark.now.into_iter().cloned().collect();
        for event in &events {
            history.push(event_of(&event.event)?);
        }
        let standing = Standing::of(&history, rules, moment.today)
            .map_err(|error| OfficeError::invalid("on", format!("{}：更正之后{error}", other.number)))?;
        let before = Standing::of(&stated, rules, moment.today)
            .map_err(|error| OfficeError::Damaged(error.to_string()))?;
        let is_own = first.account_id == actor.account || other.assigned_to == actor.account;
        refuse_own_work(actor, is_own, &before, &standing)?;
        let mark = Mark {
            case: other.id,
            ..*mark
        };
        keep(tx, actor, moment, &mark).await?;
        write(tx, first, mark.now).await?;
        refresh(tx, other, moment, &standing).await?;
    }
    Ok(())
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
    let mut changed = stored.into_active_model();
    changed.happened_on = Set(now.on.to_string());
    changed.event = Set(coded(now)?);
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

/// A letter that went out brought the event about: its day of delivery follows, and nothing of it is struck.
async fn follow_letter(
    tx: &Tx<'_>,
    moment: Moment,
    case: CaseId,
    stated: &Event,
    now: Option<&Event>,
) -> Result<(), OfficeError> {
    let act = stated.what.act();
    let letters = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.is_in([LetterState::Signed.code(), LetterState::Delivered.code()]))
        .all(tx.on())
        .await?;
    let day = stated.on.to_string();
    for letter in letters {
        let kind = crate::cases::letters::kind(&letter)?;
        let is_reply = kind.act() == Some(CaseAct::Replied);
        let delivered = letter.delivered_on.as_deref() == Some(day.as_str());
        let is_behind = match act {
            CaseAct::Replied => is_reply,
            CaseAct::Delivered => is_reply && delivered,
            act => kind.act() == Some(act) && delivered,
        };
        if !is_behind {
            continue;
        }
        let number = letter.number.clone().unwrap_or_default();
        let (Some(now), true) = (now, act != CaseAct::Replied) else {
            let why = format!("这项登记由文书 {number} 签发、送达产生，不能撤销；签发之日也不能改。");
            return Err(OfficeError::invalid("on", why));
        };
        let sent: Option<Sent> = letter.delivery.as_deref().map(delivery_of).transpose()?;
        if sent
            .and_then(|sent| sent.reached_on)
            .is_some_and(|reached| reached < now.on)
        {
            let why = "送出之日晚于登记的对方收到之日，请先在该文书的页面更正对方收到之日。";
            return Err(OfficeError::invalid("on", why));
        }
        let mut changed = letter.into_active_model();
        changed.delivered_on = Set(Some(now.on.to_string()));
        bump(&mut changed.version);
        changed.changed_at = Set(moment.millis());
        changed.update(tx.on()).await?;
        return Ok(());
    }
    Ok(())
}

/// What an order did to its case is undone with it.
async fn follow_order(tx: &Tx<'_>, row: &request_case::Model, mended: &Rewritten) -> Result<(), OfficeError> {
    if mended.now.is_none() && mended.stated.what.act() == CaseAct::ReplyOrdered {
        order::struck(tx, row, &mended.stated).await?;
    }
    Ok(())
}

/// The fee's ledger follows its events.
async fn follow_fee(
    tx: &Tx<'_>,
    case: CaseId,
    stated: &Event,
    now: Option<&Event>,
) -> Result<(), OfficeError> {
    let is_notice = matches!(stated.what, What::FeeNotified { .. });
    if !is_notice && stated.what.act() != CaseAct::FeePaid {
        return Ok(());
    }
    let query = fee_notice::Entity::find().filter(fee_notice::Column::CaseId.eq(case));
    let Some(row) = query.one(tx.on()).await? else {
        return Ok(());
    };
    // A second notice or payment has no effect, and no row in the ledger.
    let kept = if is_notice {
        Some(row.noticed_on.as_str())
    } else {
        row.paid_on.as_deref()
    };
    if kept != Some(stated.on.to_string().as_str()) {
        return Ok(());
    }
    if now.is_none() && row.deposited_on.is_some() {
        return Err(OfficeError::invalid("on", "费用已经登记缴入国库，不能撤销。"));
    }
    let on = now.map(|now| now.on.to_string());
    match (is_notice, on) {
        (true, None) => {
            row.delete(tx.on()).await?;
        }
        (true, Some(on)) => {
            let mut changed = row.into_active_model();
            changed.noticed_on = Set(on);
            changed.update(tx.on()).await?;
        }
        (false, on) => {
            let mut changed = row.into_active_model();
            changed.paid_on = Set(on);
            changed.update(tx.on()).await?;
        }
    }
    Ok(())
}

fn event_of(text: &str) -> Result<Event, OfficeError> {
    serde_json::from_str(text).map_err(|error| OfficeError::Damaged(format!("case_event：{error}")))
}

fn delivery_of(text: &str) -> Result<Sent, OfficeError> {
    serde_json::from_str(text).map_err(|error| OfficeError::Damaged(format!("case_letter.delivery：{error}")))
}

fn coded(event: &Event) -> Result<String, OfficeError> {
    serde_json::to_string(event).map_err(|error| OfficeError::Damaged(error.to_string()))
}
