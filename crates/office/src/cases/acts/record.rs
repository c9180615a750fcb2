//! Every later act on a case: one event, let through by the law or refused with its reason, and the row refreshed from all
//! of them. A clerk may record what happened on an earlier day; what was not lawful but did happen needs a reason, and what the
//! organ would do today against the rules is not recorded for any.

use jiff::civil::Date;
use law::audit::Key;
use law::cases::letters::{LetterKind, lacks_apart, lacks_notice, notice_number, tells_refusal};
use law::cases::reasons::is_wordless;
use law::cases::{Act as CaseAct, Event, Rules, Standing, Weight, What};
use law::fees::Charge;
use law::staff::{Act, may};
use sea_orm::sea_query::Query;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::order;
use super::own_work::refuse_to_forgive;
use crate::audit::Detail;
use crate::cases::answer_log::{take_down_naming, third_party};
use crate::cases::letters::{LetterState, came_back, kind};
use crate::cases::looking::read::events;
use crate::cases::retention::Known;
use crate::cases::row::{NewEvent, refresh};
use crate::cases::settings::rules;
use crate::entity::{case_event, case_letter, fee_notice, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, FeeNoticeId, OrganId};
use crate::moment::{Actor, Moment, is_applicant};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::text::optional;
use crate::versioned::held;
use crate::{audit, reminders};

/// What a clerk records.
#[derive(Clone, Debug)]
pub struct Recording {
    pub on: Date,
    pub what: What,
    pub note: String,
    /// Of what is done by a letter that was not written here: its number, and how and when it went.
    pub notice: String,
    /// Why it is recorded although it was against the rules, on an earlier day or by somebody else.
    pub despite: String,
    /// Of a fee notice: what is charged.
    pub charge: Option<Charge>,
}

impl Recording {
    /// Something that happens today.
    pub fn today(moment: Moment, what: What) -> Self {
        Self {
            on: moment.today,
            what,
            note: String::new(),
            notice: String::new(),
            despite: String::new(),
            charge: None,
        }
    }

    /// The same with words to it.
    #[must_use]
    pub fn with_note(self, note: String) -> Self {
        Self { note, ..self }
    }

    /// The same by a letter that was not written here.
    #[must_use]
    pub fn with_notice(self, notice: String) -> Self {
        Self { notice, ..self }
    }
}

/// Records an act on a case; `version` is the one that was read. Gives where the case stands now.
pub async fn record(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    version: i64,
    recording: &Recording,
) -> Result<Standing, OfficeError> {
    record_once(office, actor, moment, (case, version), recording, "").await
}

/// The same for a form of the desk: sent twice under one ticket it is recorded once, and where the case stands is given again.
pub async fn record_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (case, version): (CaseId, i64),
    recording: &Recording,
    ticket: &str,
) -> Result<Standing, OfficeError> {
    let act = recording.what.act().spec();
    recording.what.act().may_be_recorded_by(&actor.roles)?;
    if recording.on > moment.today {
        return Err(OfficeError::invalid("on", "日期晚于今天；请在事情发生之后登记。"));
    }
    let rules = rules(office, actor.organ).await?;
    let event = Event {
        on: recording.on,
        what: recording.what.clone(),
    };
    let mut wrong = recording.what.lacks(&recording.note, recording.charge);
    wrong.extend(lacks_notice(recording.what.act(), &recording.notice));
    wrong.extend(event.unmeant(moment.today, &rules.calendar));
    wrong.extend(event.before_its_sending());
    OfficeError::of_fields(wrong)?;
    let recording = &numbered(recording);
    let words = (case, version, recording);
    let sending = Sending::of(office, actor, act.recorded.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return stands(&tx, &rules, case, moment.today).await;
        }
        refuse_beside_letter(&tx, case, recording).await?;
        refuse_before_notice(&tx, actor, moment, &rules, case, recording).await?;
        // A receipt of today moves a period that began before.
        let before = if recording.on < moment.today || recording.what.act() == CaseAct::Reached {
            Some(stands(&tx, &rules, case, moment.today).await?)
        } else {
            None
        };
        sending.keep(&tx, moment, case.0).await?;
        let after = take_in(&tx, actor, moment, &rules, case, version, recording).await?;
        if let Some(before) = before {
            refuse_to_forgive(actor, &before, &after, "on")?;
        }
        Ok(after)
    })
}

/// What asks for an opinion bears the number of its letter, which the answer names.
fn numbered(recording: &Recording) -> Recording {
    let mut recording = recording.clone();
    if let What::ConsultationSent { number, .. } = &mut recording.what {
        *number = notice_number(&recording.notice).map(str::to_owned);
    }
    recording
}

/// The reply of the case whose letter is in one of these states.
async fn reply_in(
    tx: &Tx<'_>,
    case: CaseId,
    states: &[LetterState],
) -> Result<Option<(LetterKind, String)>, OfficeError> {
    let letters = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.is_in(states.iter().map(|state| state.code())))
        .all(tx.on())
        .await?;
    for letter in letters {
        let kind = kind(&letter)?;
        if kind.is_reply() {
            return Ok(Some((kind, letter.number.unwrap_or_default())));
        }
    }
    Ok(None)
}

/// What is done by a letter is recorded apart with its number, which is that of no letter here: such a letter has a page of its own.
/// A reply is not recorded apart while one is being written or reviewed here, nor its delivery while it lies signed.
async fn refuse_beside_letter(tx: &Tx<'_>, case: CaseId, recording: &Recording) -> Result<(), OfficeError> {
    match recording.what {
        What::Replied { .. } => {
            let open = [LetterState::Draft, LetterState::Submitted];
            let Some((kind, _)) = reply_in(tx, case, &open).await? else {
                return Ok(());
            };
            let why = format!("本件有在办的《{}》，请办完它，或者作废后再登记。", kind.label());
            Err(OfficeError::invalid("", why))
        }
        What::Delivered { how } => {
            let waits = reply_in(tx, case, &[LetterState::Signed]).await?;
            let number = waits.as_ref().map(|(_, number)| number.as_str());
            OfficeError::of_fields(lacks_apart(how, &recording.note, number))
        }
        What::Reached(_) if tells_refusal(&recording.note) => {
            let why = "对方拒收、拒绝签收的，没有收到：请登记退回，再留置送达（参照民事诉讼法第八十九条）。";
            Err(OfficeError::invalid("note", why))
        }
        _ if recording.what.act().is_by_notice() => refuse_number_known(tx, case, &recording.notice).await,
        _ => Ok(()),
    }
}

/// What a third party objects to goes out today by no way that arrives at once before its notice is known to have come
/// (条例第三十二条), by no road; that it did on an earlier day is a fact, which is recorded and told.
async fn refuse_before_notice(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &Rules,
    case: CaseId,
    recording: &Recording,
) -> Result<(), OfficeError> {
    let What::Delivered { how } = recording.what else {
        return Ok(());
    };
    let says_why = !is_wordless(&recording.despite);
    let is_signer = may(&actor.roles, Act::SignCases).is_ok();
    if says_why && (recording.on < moment.today || is_signer) {
        return Ok(());
    }
    let standing = stands(tx, rules, case, moment.today).await?;
    match standing.history.goes_before_its_notice(how, recording.on) {
        Some(why) => Err(OfficeError::invalid("how", why)),
        None => Ok(()),
    }
}

/// A number stands for one letter: one of this program has its own page, and one recorded apart stands by one act.
async fn refuse_number_known(tx: &Tx<'_>, case: CaseId, notice: &str) -> Result<(), OfficeError> {
    let Some(number) = notice_number(notice) else {
        return Ok(());
    };
    let organ = request_case::Entity::find_by_id(case).one(tx.on()).await?;
    let organ = organ.ok_or(OfficeError::Missing)?.organ_id;
    let letter = case_letter::Entity::find()
        .filter(case_letter::Column::OrganId.eq(organ))
        .filter(case_letter::Column::Number.eq(number))
        .one(tx.on())
        .await?;
    let Some(letter) = letter else {
        return refuse_number_apart(tx, organ, case, number).await;
    };
    let why = if letter.case_id == case {
        format!("{number}是本件在本系统拟写的文书：请在这份文书的页面登记送达，不用另行登记。")
    } else {
        format!("{number}是另一件申请的文书，请核对发文字号。")
    };
    Err(OfficeError::invalid("notice", why))
}

/// The cases of which a letter that bears that number was recorded apart from those of this program.
pub(in crate::cases) async fn cases_with_number_apart(
    tx: &Tx<'_>,
    organ: OrganId,
    number: &str,
) -> Result<Vec<CaseId>, OfficeError> {
    let of_organ = Query::select()
        .column(request_case::Column::Id)
        .from(request_case::Entity)
        .and_where(request_case::Column::OrganId.eq(organ))
        .to_owned();
    let noted = case_event::Entity::find()
        .filter(case_event::Column::CaseId.in_subquery(of_organ))
        .filter(case_event::Column::Notice.contains(number))
        .all(tx.on())
        .await?;
    let is_it = |event: &case_event::Model| {
        let notice = event.notice.as_deref().unwrap_or_default();
        notice_number(notice) == Some(number)
    };
    Ok(noted
        .into_iter()
        .filter(is_it)
        .map(|event| event.case_id)
        .collect())
}

async fn refuse_number_apart(
    tx: &Tx<'_>,
    organ: OrganId,
    case: CaseId,
    number: &str,
) -> Result<(), OfficeError> {
    let of = cases_with_number_apart(tx, organ, number).await?;
    // What came back is sent once more under its number.
    if of.iter().all(|of| *of == case) {
        return Ok(());
    }
    let why = format!("{number}已经登记为另一件申请的文书，请核对发文字号。");
    Err(OfficeError::invalid("notice", why))
}

/// Where a case stands by what is on record.
pub(in crate::cases) async fn stands(
    tx: &Tx<'_>,
    rules: &Rules,
    case: CaseId,
    today: Date,
) -> Result<Standing, OfficeError> {
    let entries = events(tx.on(), case).await?;
    let so_far: Vec<Event> = entries.into_iter().map(|entry| entry.event).collect();
    Standing::of(&so_far, rules, today).map_err(|error| OfficeError::Damaged(error.to_string()))
}

/// Takes the event in, within an act that may do more: whoever calls has asked for the permission.
pub(in crate::cases) async fn take_in(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &Rules,
    case: CaseId,
    version: i64,
    recording: &Recording,
) -> Result<Standing, OfficeError> {
    OfficeError::of_fields(recording.what.lacks(&recording.note, recording.charge))?;
    let held = held(tx, actor, case, version).await?;
    let before = events(tx.on(), case).await?;
    let event = Event {
        on: recording.on,
        what: recording.what.clone(),
    };
    OfficeError::of_fields(event.unmeant(moment.today, &rules.calendar))?;
    let so_far: Vec<Event> = before.iter().map(|entry| entry.event.clone()).collect();
    let (standing, counts) = match Standing::with(&so_far, event.clone(), rules, moment.today) {
        Ok(standing) => (standing, true),
        Err(hindrance) if recording.despite.trim().is_empty() => {
            return Err(OfficeError::invalid("on", hindrance.why));
        }
        Err(hindrance) => {
            hindrance
                .may_be_recorded(event.what.act(), event.on, moment.today)
                .map_err(|why| OfficeError::invalid("on", why))?;
            let all: Vec<Event> = so_far.iter().cloned().chain([event.clone()]).collect();
            let standing = Standing::of(&all, rules, moment.today)
                .map_err(|error| OfficeError::invalid("on", error.to_string()))?;
            (standing, hindrance.weight != Weight::Void)
        }
    };
    let last = before.iter().map(|entry| entry.seq).max().unwrap_or(0);
    let seq = last.saturating_add(1);
    let written = NewEvent {
        note: Some(noted(recording, &event)),
        notice: optional(&recording.notice).filter(|_| event.what.act().is_by_notice()),
        ..NewEvent::now(actor, moment, seq, &event)
    };
    written.insert(tx, moment, case).await?;
    let spec = event.what.act().spec();
    // What has no effect is on record; it is no news to the applicant, and no fee in the ledger.
    if spec.is_news && counts {
        reminders::tell_applicant(
            tx,
            moment,
            &held,
            &event.told_to_applicant(is_applicant(actor.account, &actor.name)),
        )
        .await?;
    }
    // An opinion that comes before its last day takes the days that were counted on off the reply period again.
    if matches!(recording.what, What::ConsultationAnswered { .. }) {
        let due = Standing::of(&so_far, rules, moment.today).map_or(None, |before| before.due_on);
        if let (Some(before), Some(now)) = (due, standing.due_on)
            && now < before
        {
            reminders::announce_earlier(tx, moment, &held, (before, now)).await?;
        }
    }
    if matches!(recording.what, What::ReplyOrdered(_)) {
        order::taken_up(tx, moment, &held, &standing).await?;
    }
    if let What::Undelivered(lost) = &recording.what {
        came_back(tx, moment, case, &before, lost).await?;
    }
    if let Some(name) = third_party(&recording.what) {
        let known = Known::named([name.to_owned()]);
        take_down_naming(tx, actor, moment, held.application_id, &known).await?;
    }
    refresh(tx, held, moment, &standing).await?;
    if counts {
        keep_fee(tx, actor, moment, case, recording).await?;
    }
    let act = recording.what.act();
    let detail = Detail::none()
        .with(Key::On, recording.on.to_string())
        .with(Key::Act, act.code())
        .with(Key::How, how(&recording.what))
        // The reason stands in the event's note: it may name somebody, and goes with the case.
        .with(Key::Despite, optional(&recording.despite).map(|_| "是"));
    audit::append(tx, actor, moment, spec.recorded, case, detail).await?;
    Ok(standing)
}

/// The way in which a reply went out.
const fn how(what: &What) -> Option<&'static str> {
    match what {
        What::Delivered { how } => Some(how.code()),
        _ => None,
    }
}

/// The fee ledger follows: the notice, and its payment.
async fn keep_fee(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    recording: &Recording,
) -> Result<(), OfficeError> {
    match (&recording.what, recording.charge) {
        (What::FeeNotified { .. }, Some(charge)) => {
            // A notice that came back is sent once more: the fee is the same.
            fee_notice::Entity::delete_many()
                .filter(fee_notice::Column::CaseId.eq(case))
                .filter(fee_notice::Column::PaidOn.is_null())
                .exec(tx.on())
                .await?;
            let id: FeeNoticeId = tx.next_id(moment);
            let row = fee_notice::ActiveModel {
                id: Set(id),
                organ_id: Set(actor.organ),
                case_id: Set(case),
                tariff: Set(charge.tariff.code().to_owned()),
                quantity: Set(i64::from(charge.quantity)),
                fen: Set(i64::try_from(charge.fen().0).unwrap_or(i64::MAX)),
                noticed_on: Set(recording.on.to_string()),
                paid_on: Set(None),
                deposited_on: Set(None),
                receipt_number: Set(None),
            };
            fee_notice::Entity::insert(row).exec(tx.on()).await?;
        }
        (What::FeePaid {}, _) => {
            let query = fee_notice::Entity::find().filter(fee_notice::Column::CaseId.eq(case));
            if let Some(row) = query.one(tx.on()).await? {
                let mut paid = row.into_active_model();
                paid.paid_on = Set(Some(recording.on.to_string()));
                paid.update(tx.on()).await?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// What stands by an event: the note, and the reason where it does not stand in the audit log alone. What the applicant
/// reads is the note only.
fn noted(recording: &Recording, event: &Event) -> String {
    let note = recording.note.trim();
    let reason = recording.despite.trim();
    let is_for_applicant = event.what.act().spec().note.is_for_applicant;
    let words: Vec<&str> = [note, if is_for_applicant { "" } else { reason }]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    words.join("；")
}
