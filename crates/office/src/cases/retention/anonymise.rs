//! One application made anonymous: everything that says who applied is written over or deleted, in one transaction with one
//! entry in the log. States, days, outcomes, fees and numbers are not touched.

use law::audit::{Key, Recorded, Subject, SubjectKind};
use law::cases::retention::{ANONYMOUS, anonymised};
use law::cases::{Act as CaseAct, Event};
use law::signs::sought;
use law::staff::{Act, may};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::judge::{Judged, JudgedCase, judge};
use super::words::{Known, coded, decision, delivery, filled_from, letter};
use crate::audit::{self, Detail};
use crate::cases::acts::registration::stated_words;
use crate::cases::answer_log;
use crate::cases::applicant::files;
use crate::cases::askings;
use crate::cases::enclosures;
use crate::cases::letters::let_go_scan;
use crate::cases::looking::export::read;
use crate::cases::settings;
use crate::entity::{
    application, case_event, case_letter, case_mark, case_mending, case_message, case_note,
    case_reassessment, dispute, registration_mending, request_case, submission,
};
use crate::error::OfficeError;
use crate::ids::{ApplicationId, CaseId, LetterId};
use crate::moment::{Actor, Moment};
use crate::papers;
use crate::review;
use crate::store::{Office, Tx, transaction};
use crate::versioned::bump;

/// Makes an application of the organ anonymous, if its organ has turned that on and it is past its time; whether it did.
pub(super) async fn anonymise(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    application: ApplicationId,
) -> Result<bool, OfficeError> {
    may(&actor.roles, Act::SettleRetention)?;
    transaction!(office, |tx| {
        let settings = settings::read(tx.on(), actor.organ).await?.retention;
        let Some(judged) = judge(tx.on(), &[application], settings.years).await?.pop() else {
            return Ok(false);
        };
        let is_own = judged.application.organ_id == actor.organ;
        if !settings.is_on || !is_own || !judged.is_due(moment.today) {
            return Ok(false);
        }
        write_over(office, &tx, actor, moment, judged).await?;
        Ok(true)
    })
}

async fn write_over(
    office: &Office,
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    judged: Judged,
) -> Result<(), OfficeError> {
    let Judged {
        application, cases, ..
    } = judged;
    let ids: Vec<CaseId> = cases.iter().map(|case| case.row.id).collect();
    let disputes = dispute::Entity::find()
        .filter(dispute::Column::CaseId.is_in(ids.iter().copied()))
        .all(tx.on())
        .await?;
    let claimants = disputes.iter().map(|one| one.claimant.clone());
    // Under a name that was mended since, other texts may still speak of the applicant.
    let before = stated_words(office, tx.on(), application.id).await?;
    let known = Known::of(office, &application, claimants.chain(before))?;
    let files = files::delete_all(tx, application.id).await?;
    let first = ids.first().copied();
    let detail = Detail::none()
        .with(Key::Number, application.number.as_str())
        .with(Key::Cases, ids.len())
        .with(Key::Files, files);
    for case in cases {
        of_case(tx, moment, &known, case).await?;
    }
    for dispute in disputes {
        of_dispute(tx, &known, dispute).await?;
    }
    messages(tx, &ids).await?;
    letters(tx, &ids).await?;
    enclosures::forget(tx, &ids).await?;
    askings::forget(tx, &ids).await?;
    answer_log::forget(tx, &ids).await?;
    records(tx, &known, &ids).await?;
    case_mark::Entity::delete_many()
        .filter(case_mark::Column::CaseId.is_in(ids))
        .exec(tx.on())
        .await?;
    of_application(tx, moment, &known, application).await?;
    let subject = first.map_or(Subject::any(SubjectKind::Case), Subject::from);
    audit::append(tx, actor, moment, Recorded::CasesAnonymise, subject, detail).await
}

/// The application: identity, contacts, the sealed envelope and its digest, what help was asked for, how it was sent.
async fn of_application(
    tx: &Tx<'_>,
    moment: Moment,
    known: &Known,
    row: application::Model,
) -> Result<(), OfficeError> {
    submission::Entity::delete_many()
        .filter(submission::Column::ApplicationId.eq(row.id))
        .exec(tx.on())
        .await?;
    registration_mending::Entity::update_many()
        .col_expr(registration_mending::Column::Stated, Expr::value(None::<String>))
        .col_expr(registration_mending::Column::Reason, Expr::value(ANONYMOUS))
        .filter(registration_mending::Column::ApplicationId.eq(row.id))
        .exec(tx.on())
        .await?;
    let request = known.scrubbed(&row.request);
    let document_number = row.document_number.as_deref().map(|text| known.scrubbed(text));
    let mut changed = row.into_active_model();
    changed.applicant_name = Set(ANONYMOUS.to_owned());
    changed.particulars = Set(None);
    changed.identity_key = Set(None);
    changed.request = Set(request);
    changed.document_number = Set(document_number);
    changed.help = Set(None);
    changed.anonymised_at = Set(Some(moment.millis()));
    changed.update(tx.on()).await?;
    Ok(())
}

/// A case: its row, what was decided beside the outcome, and what was noted by its events.
async fn of_case(tx: &Tx<'_>, moment: Moment, known: &Known, case: JudgedCase) -> Result<(), OfficeError> {
    events(tx, known, case.events).await?;
    let row = case.row;
    let request = known.scrubbed(&row.request);
    let found_by = sought(ANONYMOUS, &row.number);
    let decided = row.decision.as_deref().map(decision).transpose()?;
    let mut changed: request_case::ActiveModel = row.into_active_model();
    changed.applicant_name = Set(ANONYMOUS.to_owned());
    changed.sought = Set(found_by);
    changed.request = Set(request);
    changed.decision = Set(decided);
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Ok(())
}

async fn events(tx: &Tx<'_>, known: &Known, rows: Vec<case_event::Model>) -> Result<(), OfficeError> {
    let history: Vec<Event> = rows.iter().map(read).collect::<Result<_, _>>()?;
    for (row, event) in rows.into_iter().zip(anonymised(&history)) {
        let note = row.note.as_deref().map(|note| match event.what.act() {
            // In the applicant's own words, or in a third party's.
            CaseAct::Corrected
            | CaseAct::ReasonsGiven
            | CaseAct::Withdrawn
            | CaseAct::ConsultationSent
            | CaseAct::ConsultationAnswered
            | CaseAct::Undelivered
            | CaseAct::Reached => ANONYMOUS.to_owned(),
            _ => known.scrubbed(note),
        });
        let notice = row.notice.as_deref().map(|notice| known.scrubbed(notice));
        let told = coded(&event)?;
        if note == row.note && notice == row.notice && told == row.event {
            continue;
        }
        let mut changed = row.into_active_model();
        changed.note = Set(note);
        changed.notice = Set(notice);
        changed.event = Set(told);
        changed.update(tx.on()).await?;
    }
    Ok(())
}

async fn of_dispute(tx: &Tx<'_>, known: &Known, row: dispute::Model) -> Result<(), OfficeError> {
    let subject = known.scrubbed(&row.subject);
    let note = row.note.as_deref().map(|note| known.scrubbed(note));
    let mut changed = row.into_active_model();
    changed.claimant = Set(ANONYMOUS.to_owned());
    changed.subject = Set(subject);
    changed.note = Set(note);
    bump(&mut changed.version);
    changed.update(tx.on()).await?;
    Ok(())
}

/// What the applicant wrote and was answered.
async fn messages(tx: &Tx<'_>, cases: &[CaseId]) -> Result<(), OfficeError> {
    let of_cases = case_message::Column::CaseId.is_in(cases.iter().copied());
    case_message::Entity::update_many()
        .col_expr(case_message::Column::Content, Expr::value(ANONYMOUS))
        .filter(of_cases.clone())
        .exec(tx.on())
        .await?;
    case_message::Entity::update_many()
        .col_expr(case_message::Column::Answer, Expr::value(ANONYMOUS))
        .filter(of_cases)
        .filter(case_message::Column::Answer.is_not_null())
        .exec(tx.on())
        .await?;
    Ok(())
}

/// Notes go; what was mended keeps its days, without the names of third parties.
async fn records(tx: &Tx<'_>, known: &Known, cases: &[CaseId]) -> Result<(), OfficeError> {
    case_note::Entity::update_many()
        .col_expr(case_note::Column::Content, Expr::value(ANONYMOUS))
        .filter(case_note::Column::CaseId.is_in(cases.iter().copied()))
        .exec(tx.on())
        .await?;
    let rows = case_reassessment::Entity::find()
        .filter(case_reassessment::Column::CaseId.is_in(cases.iter().copied()))
        .all(tx.on())
        .await?;
    for row in rows {
        let reason = known.scrubbed(&row.reason);
        let mut changed = row.into_active_model();
        changed.reason = Set(reason);
        changed.update(tx.on()).await?;
    }
    let rows = case_mending::Entity::find()
        .filter(case_mending::Column::CaseId.is_in(cases.iter().copied()))
        .all(tx.on())
        .await?;
    for row in rows {
        let stated = anonymous_event(&row.stated)?;
        let mended = row.mended.as_deref().map(anonymous_event).transpose()?;
        let reason = known.scrubbed(&row.reason);
        let proof = row.stated_note.as_ref().map(|_| ANONYMOUS.to_owned());
        let mut changed = row.into_active_model();
        changed.stated = Set(stated);
        changed.mended = Set(mended);
        changed.reason = Set(reason);
        // It may name whoever signed for a letter.
        changed.stated_note = Set(proof);
        changed.update(tx.on()).await?;
    }
    Ok(())
}

fn anonymous_event(text: &str) -> Result<String, OfficeError> {
    let event: Event =
        serde_json::from_str(text).map_err(|error| OfficeError::Damaged(format!("case_mending：{error}")))?;
    anonymised(&[event])
        .first()
        .map_or_else(|| Ok(String::new()), coded)
}

/// Letters keep their kind, number and day; whom they speak to and what they say goes.
async fn letters(tx: &Tx<'_>, cases: &[CaseId]) -> Result<(), OfficeError> {
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.is_in(cases.iter().copied()))
        .all(tx.on())
        .await?;
    let ids: Vec<LetterId> = rows.iter().map(|row| row.id).collect();
    for row in rows {
        let content = letter(&row.content)?;
        let basis = filled_from(&row.basis)?;
        let decided = row.decision.as_deref().map(decision).transpose()?;
        let sent = row.delivery.as_deref().map(delivery).transpose()?;
        let mut changed = row.into_active_model();
        changed.content = Set(content);
        changed.basis = Set(basis);
        changed.decision = Set(decided);
        changed.delivery = Set(sent);
        bump(&mut changed.version);
        changed.update(tx.on()).await?;
    }
    for id in &ids {
        let_go_scan(tx, *id).await?;
    }
    papers::forget(tx, &ids).await?;
    review::forget(tx, ids.iter().copied()).await
}
