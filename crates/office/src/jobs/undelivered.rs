//! Notices that did not reach their applicant: the mail server refused them, or what was left as an address is none. Whoever
//! handles the case has to tell the applicant by another way, and says so here.

use jiff::Timestamp;
use law::audit::Recorded;
use law::staff::{Act, may};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::list::of_state;
use super::{DONE, GAVE_UP, Job, JobKind};
use crate::audit::{self, Detail, instant};
use crate::cases::keep_note;
use crate::entity::job::{Column, Entity, Model};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::{ApplicationId, CaseId, JobId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::text::line;

/// The latest that are looked at; who has more has no mail server.
const MOST: u64 = 500;
/// The longest note on how the applicant was told.
const LONGEST: usize = 500;

/// A notice that did not reach its applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    pub id: JobId,
    pub application: ApplicationId,
    /// Where it is settled: the application's first case.
    pub case: CaseId,
    pub case_number: String,
    pub subject: String,
    /// Why, naming nobody.
    pub why: String,
    /// When it was given up.
    pub at: Timestamp,
}

/// The notices of the actor's organ that reached nobody, the latest first.
pub async fn undelivered(office: &Office, actor: &Actor) -> Result<Vec<Undelivered>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let given_up = of_organ(office, actor.organ).await?;
    let cases = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(actor.organ))
        .filter(
            request_case::Column::ApplicationId.is_in(given_up.iter().map(|(application, ..)| *application)),
        )
        .order_by_desc(request_case::Column::Id)
        .all(office.on())
        .await?;
    let mut all = Vec::new();
    for (application, subject, row) in given_up {
        // The first case of an application is the last in this order.
        let of_application = cases.iter().rfind(|case| case.application_id == application);
        let Some(case) = of_application else { continue };
        all.push(Undelivered {
            id: row.id,
            application,
            case: case.id,
            case_number: case.number.clone(),
            subject,
            why: row.last_error.unwrap_or_default(),
            at: instant(row.ended_at.unwrap_or(row.created_at))?,
        });
    }
    Ok(all)
}

/// The same of the application that a case belongs to.
pub async fn undelivered_of_case(
    office: &Office,
    actor: &Actor,
    application: ApplicationId,
) -> Result<Vec<Undelivered>, OfficeError> {
    let mut all = undelivered(office, actor).await?;
    all.retain(|one| one.application == application);
    Ok(all)
}

/// The given-up notices of an organ with their application and subject.
async fn of_organ(
    office: &Office,
    organ: OrganId,
) -> Result<Vec<(ApplicationId, String, Model)>, OfficeError> {
    let rows = of_state(Some(organ), GAVE_UP)
        .filter(Column::Kind.eq(JobKind::Notice.code()))
        .order_by_desc(Column::EndedAt)
        .limit(MOST)
        .all(office.on())
        .await?;
    let notice = |row: Model| match serde_json::from_str(row.payload.as_deref()?).ok()? {
        Job::Notice(notice) => Some((notice.application, notice.subject, row)),
        Job::Mail(_) | Job::MatterNotice(_) | Job::Paper(_) | Job::Asking(_) | Job::Reset(_) => None,
    };
    Ok(rows.into_iter().filter_map(notice).collect())
}

/// The applicant was told by another way: `how` becomes a note on the case, and the notice is done with.
pub async fn settle_undelivered(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    job: JobId,
    how: &str,
) -> Result<CaseId, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let how: String = line(how).chars().take(LONGEST).collect();
    if how.is_empty() {
        let message = "请写明怎样告知了申请人，例如“3月4日电话告知本人”。";
        return Err(OfficeError::invalid("how", message));
    }
    let all = undelivered(office, actor).await?;
    let one = all.into_iter().find(|one| one.id == job);
    let one = one.ok_or(OfficeError::Missing)?;
    transaction!(office, |tx| {
        let settled = Entity::update_many()
            .col_expr(Column::State, Expr::value(DONE))
            .col_expr(Column::Payload, Expr::value(None::<String>))
            .filter(Column::Id.eq(job))
            .filter(Column::State.eq(GAVE_UP))
            .exec(tx.on())
            .await?;
        if settled.rows_affected != 1 {
            return Err(OfficeError::Missing);
        }
        let note = format!("邮件通知没有送达（{}），已另行告知：{how}", one.why);
        keep_note(&tx, actor, moment, one.case, &note).await?;
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::CasesNoticeSettle,
            one.case,
            Detail::none(),
        )
        .await?;
        Ok(one.case)
    })
}
