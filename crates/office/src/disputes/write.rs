//! Every act on a dispute: registered, answered, ended, corrected. What can not be so is refused by the law, at its field.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::codes::{Route, WhyNot};
use law::disputes::{Dispute, follows_another_case};
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::end::refuse_taking_back_nothing;
use super::list::case_of_number;
use super::{Particulars, dispute};
use crate::audit::{self, Detail};
use crate::calendar::holidays;
use crate::cases::is_order_on_record;
use crate::entity::dispute::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{CaseId, DisputeId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::text::{self, filled, line, optional, paragraphs};
use crate::versioned::{bump, held};

/// The longest number, name, and text, in characters.
const LONGEST: [usize; 3] = [60, 100, 2000];

/// Registers a reconsideration or a suit of which the organ was notified.
pub async fn open(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    particulars: &Particulars,
) -> Result<DisputeId, OfficeError> {
    open_once(office, actor, moment, particulars, "").await
}

/// The same for a form of the desk: sent twice under one ticket it leads to the dispute that it made.
pub async fn open_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    particulars: &Particulars,
    ticket: &str,
) -> Result<DisputeId, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let sending = Sending::of(office, actor, Recorded::DisputesOpen.code(), ticket, particulars)?;
    let case = case_meant(office, actor, particulars).await?;
    let calendar = holidays(office).await?;
    let dispute = Dispute {
        route: particulars.route,
        procedure: particulars.procedure,
        received_on: particulars.received_on,
        answered_on: None,
        ended: None,
    };
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(DisputeId(made));
        }
        let before = before(&tx, actor, particulars).await?;
        let case = same_case(case, before.as_ref())?;
        refuse_unfit(&tx, actor, moment, particulars, &dispute, before.as_ref(), None).await?;
        let id: DisputeId = tx.next_id(moment);
        let mut row = written(particulars, case);
        row.id = Set(id);
        row.organ_id = Set(actor.organ);
        row.due_on = Set(dispute.answer_clock(&calendar).due_on.to_string());
        row.answered_on = Set(None);
        row.ended_on = Set(None);
        row.ending = Set(None);
        row.has_ordered = Set(None);
        row.version = Set(1);
        row.created_at = Set(moment.millis());
        stamp(&mut row, actor, moment);
        Entity::insert(row).exec(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::Route, particulars.route.code())
            .with(Key::Number, line(&particulars.number));
        log(&tx, actor, moment, Recorded::DisputesOpen, id, detail).await?;
        sending.keep(&tx, moment, id.0).await?;
        Ok(id)
    })
}

/// Records the day the answer and the evidence went out; `version` is the one that was read.
pub async fn answer(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DisputeId,
    version: i64,
    on: Date,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let known = dispute(&row)?;
        if known.answered_on.is_some() || known.ended.is_some() {
            return Err(OfficeError::invalid(
                "answered_on",
                "已登记过答复或者结果；登记有误的，请用“更正”。",
            ));
        }
        let next = Dispute {
            answered_on: Some(on),
            ..known
        };
        refuse_at(&next, moment, "answered_on")?;
        let mut changed = row.into_active_model();
        changed.answered_on = Set(Some(on.to_string()));
        bump(&mut changed.version);
        stamp(&mut changed, actor, moment);
        changed.update(tx.on()).await?;
        log(
            &tx,
            actor,
            moment,
            Recorded::DisputesAnswer,
            id,
            Detail::none().with(Key::On, on.to_string()),
        )
        .await
    })
}

/// Puts right what was recorded wrongly: everything may change, with the reason on record. `now` holds the days and the
/// result as they should have stood; its route, procedure and day of receipt are those of `particulars`.
pub async fn correct(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (DisputeId, i64),
    particulars: &Particulars,
    now: &Dispute,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let case = case_meant(office, actor, particulars).await?;
    let calendar = holidays(office).await?;
    if text::reason(reason).is_none() {
        return Err(OfficeError::invalid("reason", "请写明更正的理由，理由将存档。"));
    }
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let before = before(&tx, actor, particulars).await?;
        let case = same_case(case, before.as_ref())?;
        refuse_unfit(&tx, actor, moment, particulars, now, before.as_ref(), Some(id)).await?;
        refuse_undone(&tx, id, now, case).await?;
        refuse_taking_back_nothing(&tx, case, now).await?;
        let has_ordered = refuse_ordered(&tx, &row, now, case).await?;
        let mut changed = written(particulars, case);
        // The reason may name somebody: it stays with the dispute, and goes with it.
        let reason = format!("{}更正：{}", moment.today, line(reason));
        let note = [optional_text(&particulars.note), Some(reason)];
        changed.note = Set(Some(note.into_iter().flatten().collect::<Vec<_>>().join("\n")));
        changed.id = Set(row.id);
        changed.due_on = Set(now.answer_clock(&calendar).due_on.to_string());
        changed.answered_on = Set(now.answered_on.map(|day| day.to_string()));
        changed.ended_on = Set(now.ended.map(|(_, day)| day.to_string()));
        changed.ending = Set(now.ended.map(|(ending, _)| ending.code().to_owned()));
        changed.has_ordered = Set(has_ordered);
        changed.version = Set(row.version);
        bump(&mut changed.version);
        stamp(&mut changed, actor, moment);
        changed.update(tx.on()).await?;
        let was = Detail::none()
            .with(Key::ReceivedOn, row.received_on.clone())
            .with(Key::AnsweredOn, row.answered_on)
            .with(Key::EndedOn, row.ended_on)
            .with(Key::Ending, row.ending)
            .with(Key::Route, row.route)
            .with(Key::Number, row.number);
        let detail = Detail::none().with(Key::Before, was.text());
        log(&tx, actor, moment, Recorded::DisputesCorrect, id, detail).await
    })
}

/// The case that is meant by its number; none where no number is typed.
async fn case_meant(
    office: &Office,
    actor: &Actor,
    particulars: &Particulars,
) -> Result<Option<CaseId>, OfficeError> {
    if filled(&particulars.case_number).is_none() {
        return Ok(None);
    }
    let case = case_of_number(office, actor.organ, &particulars.case_number).await?;
    case.map(Some).ok_or_else(|| {
        let message = "没有这个编号的申请，请核对编号；与登记的申请无关的，请留空。";
        OfficeError::invalid("case_number", message)
    })
}

/// The reconsideration it is said to follow: of the same case (行政复议法第二十六条: who is not satisfied with the decision on it).
async fn before(tx: &Tx<'_>, actor: &Actor, particulars: &Particulars) -> Result<Option<Model>, OfficeError> {
    let Some(parent) = particulars.parent else {
        return Ok(None);
    };
    let query = Entity::find_by_id(parent).filter(Column::OrganId.eq(actor.organ));
    let row = query.one(tx.on()).await?;
    let row = row.ok_or_else(|| OfficeError::invalid("parent", "没有这件行政复议，请重新选择。"))?;
    Ok(Some(row))
}

/// The case it is about: the one typed, which a reconsideration it follows was about too, or that of the reconsideration.
fn same_case(case: Option<CaseId>, before: Option<&Model>) -> Result<Option<CaseId>, OfficeError> {
    let Some(before) = before else {
        return Ok(case);
    };
    OfficeError::of_fields(follows_another_case(case, before.case_id).into_iter().collect())?;
    Ok(before.case_id)
}

async fn refuse_unfit(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    particulars: &Particulars,
    now: &Dispute,
    before: Option<&Model>,
    own: Option<DisputeId>,
) -> Result<(), OfficeError> {
    let before = before.map(dispute).transpose()?;
    let mut fields = blanks(particulars);
    fields.extend(now.faults(before.as_ref(), moment.today));
    let same = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Number.eq(line(&particulars.number)))
        .one(tx.on())
        .await?;
    if same.is_some_and(|same| Some(same.id) != own) {
        fields.push(WhyNot::new("number", "这个案号已经登记过，请核对。"));
    }
    OfficeError::of_fields(fields)
}

fn blanks(particulars: &Particulars) -> Vec<WhyNot> {
    let [number, name, text] = LONGEST;
    let asked = [
        (
            "number",
            &particulars.number,
            number,
            "请填写案号；通知书未载明的，写“无”并注明机关和日期。",
        ),
        (
            "authority",
            &particulars.authority,
            name,
            "请填写行政复议机关或者人民法院的名称。",
        ),
        (
            "claimant",
            &particulars.claimant,
            name,
            "请填写复议申请人或者原告的姓名、名称。",
        ),
        (
            "subject",
            &particulars.subject,
            text,
            "请写明对什么行为申请复议或者起诉。",
        ),
        ("note", &particulars.note, text, ""),
    ];
    let mut fields = Vec::new();
    for (field, value, longest, missing) in asked {
        let message = if !missing.is_empty() && filled(value).is_none() {
            missing.to_owned()
        } else if value.chars().count() > longest {
            format!("过长（不超过 {longest} 字），请缩短。")
        } else {
            continue;
        };
        fields.push(WhyNot::new(field, message));
    }
    fields
}

/// What the law says against one act, at the act's own field.
pub(super) fn refuse_at(next: &Dispute, moment: Moment, field: &'static str) -> Result<(), OfficeError> {
    let faults = next.faults(None, moment.today);
    let of_act = faults
        .into_iter()
        .filter(|fault| fault.field == field || fault.field == "answered_on");
    let at_day = of_act.map(|fault| WhyNot { field, ..fault });
    OfficeError::of_fields(at_day.collect())
}

/// A reconsideration that a suit follows stays an ended reconsideration, about the same case.
async fn refuse_undone(
    tx: &Tx<'_>,
    id: DisputeId,
    now: &Dispute,
    case: Option<CaseId>,
) -> Result<(), OfficeError> {
    let rows = Entity::find()
        .filter(Column::ParentId.eq(id))
        .all(tx.on())
        .await?;
    for row in rows {
        let suit = dispute(&row)?;
        let ended_on = now.ended.map(|(_, on)| on);
        if now.route != Route::Reconsideration || ended_on.is_none_or(|on| on > suit.received_on) {
            let message = format!("“{}”是本件复议后的诉讼，请先更正该件。", row.number);
            return Err(OfficeError::invalid("ended_on", message));
        }
        if follows_another_case(row.case_id, case).is_some() {
            let message = format!(
                "“{}”是本件复议后的诉讼，申请编号应当相同，请先更正该件。",
                row.number
            );
            return Err(OfficeError::invalid("case_number", message));
        }
    }
    Ok(())
}

/// What its result ordered stands on the case, as long as result, day, road and case stay; whether it did is asked anew where
/// they do not.
async fn refuse_ordered(
    tx: &Tx<'_>,
    row: &Model,
    now: &Dispute,
    case: Option<CaseId>,
) -> Result<Option<bool>, OfficeError> {
    let was = dispute(row)?;
    if (was.ended, was.route, row.case_id) == (now.ended, now.route, case) {
        return Ok(row.has_ordered);
    }
    if is_order_on_record(tx, row).await? {
        let message =
            "申请的办理记录中登记了本件责令答复，请先在那里撤销该项登记，再更正结果、日期或者申请。";
        return Err(OfficeError::invalid("ending", message));
    }
    Ok(None)
}

/// What was typed, as it is stored.
fn written(particulars: &Particulars, case: Option<CaseId>) -> ActiveModel {
    ActiveModel {
        case_id: Set(case),
        parent_id: Set(particulars.parent),
        route: Set(particulars.route.code().to_owned()),
        procedure: Set(particulars.procedure.map(|one| one.code().to_owned())),
        number: Set(line(&particulars.number)),
        authority: Set(line(&particulars.authority)),
        claimant: Set(line(&particulars.claimant)),
        subject: Set(paragraphs(&particulars.subject)),
        received_on: Set(particulars.received_on.to_string()),
        note: Set(optional_text(&particulars.note)),
        ..<ActiveModel as Default>::default()
    }
}

fn optional_text(text: &str) -> Option<String> {
    optional(text).map(|_| paragraphs(text))
}

pub(super) fn stamp(row: &mut ActiveModel, actor: &Actor, moment: Moment) {
    row.changed_by = Set(actor.name.clone());
    row.changed_at = Set(moment.millis());
}

pub(super) async fn log(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    act: Recorded,
    id: DisputeId,
    detail: Detail,
) -> Result<(), OfficeError> {
    audit::append(tx, actor, moment, act, id, detail).await
}
