//! What was refused, looked at again every year (条例第十八条): which cases are due, and what was found. What is due and when is
//! the law's (`law::cases::reassessment`).

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::cases::reasons::is_wordless;
use law::cases::reassessment::{due_since, is_reassessed, reassessed};
use law::cases::retention::ANONYMOUS;
use law::codes::TableThreeRow;
use law::staff::{Act, may};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::audit::{self, Detail};
use crate::cases::looking::read::of_organ;
use crate::cases::stored::{day, row};
use crate::cases::typed::written;
use crate::entity::case_reassessment::{ActiveModel, Entity};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::{CaseId, OrganId, ReassessmentId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, transaction};

/// A page of them; the next come when these are done.
const MOST: u64 = 50;

/// A refusal that is to be looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToReassess {
    pub case: CaseId,
    pub number: String,
    pub request: String,
    pub outcome: TableThreeRow,
    pub decided_on: Option<Date>,
}

/// How many are due.
pub async fn reassessments_due(office: &Office, actor: &Actor, moment: Moment) -> Result<u64, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    Ok(due(actor.organ, moment.today).count(office.on()).await?)
}

/// Those that are due, the oldest decision first; fifty at most.
pub async fn to_reassess(
    office: &Office,
    actor: &Actor,
    moment: Moment,
) -> Result<Vec<ToReassess>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = due(actor.organ, moment.today)
        .order_by_asc(request_case::Column::DecidedOn)
        .order_by_asc(request_case::Column::Id)
        .limit(MOST)
        .all(office.on())
        .await?;
    let read = |model: request_case::Model| {
        Ok(ToReassess {
            case: model.id,
            outcome: row(model.outcome.as_deref().unwrap_or_default())?,
            decided_on: model.decided_on.as_deref().map(day).transpose()?,
            number: model.number,
            request: model.request,
        })
    };
    rows.into_iter().map(read).collect()
}

fn due(organ: OrganId, today: Date) -> Select<request_case::Entity> {
    let since = due_since(today).to_string();
    // A day of our own making, and no word of anybody's.
    let not_since = format!(
        "NOT EXISTS (SELECT 1 FROM case_reassessment WHERE case_reassessment.case_id = request_case.id \
         AND case_reassessment.assessed_on > '{since}')"
    );
    request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(organ))
        .filter(request_case::Column::Outcome.is_in(reassessed().map(TableThreeRow::code)))
        .filter(request_case::Column::DecidedOn.lte(since.as_str()))
        .filter(request_case::Column::ApplicantName.ne(ANONYMOUS))
        .filter(Expr::cust(not_since))
}

/// Records what a look came to: whether it may be given by now, and why. Due or not: a look too many does no harm.
pub async fn reassess(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    (may_be_given, reason): (bool, &str),
    ticket: &str,
) -> Result<(), OfficeError> {
    const MISSING: &str = "请写明评估的理由。";
    may(&actor.roles, Act::HandleCases)?;
    let reason = written(reason, "reason", MISSING)?;
    if is_wordless(&reason) {
        return Err(OfficeError::invalid("reason", MISSING));
    }
    let words = (case, may_be_given, &reason);
    let sending = Sending::of(office, actor, Recorded::CasesReassess.code(), ticket, &words)?;
    let (found, _) = of_organ(office, actor.organ, case).await?;
    let outcome = found.outcome.as_deref().map(row).transpose()?;
    if !outcome.is_some_and(is_reassessed) {
        return Err(OfficeError::invalid(
            "",
            "只有不予公开、部分公开的信息需要评估审查。",
        ));
    }
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        let id: ReassessmentId = tx.next_id(moment);
        let row = ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            case_id: Set(case),
            assessed_on: Set(moment.today.to_string()),
            may_be_given: Set(may_be_given),
            reason: Set(reason.clone()),
            account_id: Set(actor.account),
            assessed_by: Set(actor.name.clone()),
            recorded_at: Set(moment.millis()),
        };
        Entity::insert(row).exec_without_returning(tx.on()).await?;
        sending.keep(&tx, moment, id.0).await?;
        let detail = Detail::none().with(Key::On, moment.today.to_string());
        audit::append(&tx, actor, moment, Recorded::CasesReassess, case, detail).await
    })
}
