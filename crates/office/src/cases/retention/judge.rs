//! Which applications are past their time: the old ones by an index, in batches, and each judged with all of its cases.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use law::cases::retention::{Facts, Fee, Kept};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};

use crate::cases::letters::LetterState;
use crate::cases::looking::export::{events_of, read};
use crate::cases::stored::{day, state};
use crate::entity::{application, case_event, case_letter, case_message, dispute, fee_notice, request_case};
use crate::error::OfficeError;
use crate::ids::{ApplicationId, CaseId, OrganId};
use crate::store::Office;

/// Applications judged at once.
const BATCH: u32 = 100;
/// An application none of whose cases was decided after the day ($2): it may be past its time. Found by
/// `application_retained`, which holds only those that still have a name.
const OLD: &str = "application.organ_id = $1 AND application.anonymised_at IS NULL AND application.arrived_on <= $2 \
                   AND NOT EXISTS (SELECT 1 FROM request_case WHERE request_case.application_id = application.id \
                   AND request_case.decided_on > $2)";

/// A case of an application that came so long ago that it may be past its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldCase {
    pub id: CaseId,
    pub number: String,
    pub closed_on: Option<Date>,
    /// From when its applicant may be made anonymous, with all the cases of the application; or why it is kept.
    pub from: Result<Date, Kept>,
}

/// An application with its cases, and from when it may be made anonymous or why it is kept.
pub(super) struct Judged {
    pub application: application::Model,
    pub cases: Vec<JudgedCase>,
    /// The last of its cases decides.
    pub from: Result<Date, Kept>,
}

pub(super) struct JudgedCase {
    pub row: request_case::Model,
    pub events: Vec<case_event::Model>,
    pub closed_on: Option<Date>,
    pub from: Result<Date, Kept>,
}

impl Judged {
    /// Its cases: due together, or each with its own reason where one of them is kept.
    pub fn old_cases(self) -> impl Iterator<Item = OldCase> {
        let whole = self.from;
        self.cases.into_iter().map(move |case| OldCase {
            id: case.row.id,
            number: case.row.number,
            closed_on: case.closed_on,
            from: case.from.and(whole),
        })
    }
}

/// The old applications of an organ, oldest first, batch by batch.
pub(super) struct Candidates {
    organ: OrganId,
    closed_by: Date,
    after: (String, ApplicationId),
}

impl Candidates {
    /// Those that may have been closed by that day.
    pub fn new(organ: OrganId, closed_by: Date) -> Self {
        Self {
            organ,
            closed_by,
            after: (String::new(), ApplicationId(0)),
        }
    }

    /// The next batch; empty when there are no more.
    pub(super) async fn next(
        &mut self,
        on: &impl ConnectionTrait,
    ) -> Result<Vec<ApplicationId>, OfficeError> {
        let sql = format!(
            "SELECT id, arrived_on FROM application WHERE {OLD} AND (arrived_on, id) > ($3, $4) \
             ORDER BY arrived_on, id LIMIT {BATCH}"
        );
        let values: [sea_orm::Value; 4] = [
            self.organ.into(),
            self.closed_by.to_string().into(),
            self.after.0.clone().into(),
            self.after.1.into(),
        ];
        let query = Statement::from_sql_and_values(on.get_database_backend(), sql, values);
        let mut batch = Vec::new();
        for row in on.query_all_raw(query).await? {
            let id = ApplicationId(row.try_get("", "id")?);
            self.after = (row.try_get("", "arrived_on")?, id);
            batch.push(id);
        }
        Ok(batch)
    }
}

/// About how many applications are not past their time today and will be within a year.
pub(super) async fn coming(
    office: &Office,
    organ: OrganId,
    today: Date,
    years: u16,
) -> Result<u64, OfficeError> {
    let closed_by = before(today, years);
    let (now, then) = (
        count(office, organ, closed_by).await?,
        count(office, organ, closed_by.saturating_add(1.year())).await?,
    );
    Ok(then.saturating_sub(now))
}

async fn count(office: &Office, organ: OrganId, closed_by: Date) -> Result<u64, OfficeError> {
    let sql = format!("SELECT COUNT(*) AS old FROM application WHERE {OLD}");
    let values: [sea_orm::Value; 2] = [organ.into(), closed_by.to_string().into()];
    let query = Statement::from_sql_and_values(office.engine().backend(), sql, values);
    let row = office
        .on()
        .query_one_raw(query)
        .await?
        .ok_or(OfficeError::Missing)?;
    Ok(u64::try_from(row.try_get::<i64>("", "old")?).unwrap_or(0))
}

/// How many applications of the organ have no name any more.
pub(super) async fn anonymised(office: &Office, organ: OrganId) -> Result<u64, OfficeError> {
    let query = application::Entity::find()
        .filter(application::Column::OrganId.eq(organ))
        .filter(application::Column::AnonymisedAt.is_not_null());
    Ok(query.count(office.on()).await?)
}

/// Judges applications that have a name, in the order of their ids.
pub(super) async fn judge(
    on: &impl ConnectionTrait,
    applications: &[ApplicationId],
    years: u16,
) -> Result<Vec<Judged>, OfficeError> {
    let rows = application::Entity::find()
        .filter(application::Column::Id.is_in(applications.iter().copied()))
        .filter(application::Column::AnonymisedAt.is_null())
        .order_by_asc(application::Column::Id)
        .all(on)
        .await?;
    let cases = request_case::Entity::find()
        .filter(request_case::Column::ApplicationId.is_in(applications.iter().copied()))
        .order_by_asc(request_case::Column::Id)
        .all(on)
        .await?;
    let mut about = About::load(on, cases.iter().map(|case| case.id).collect()).await?;
    let mut of_application: BTreeMap<ApplicationId, Vec<JudgedCase>> = BTreeMap::new();
    for row in cases {
        let whose = row.application_id;
        let case = about.judged(row, years)?;
        of_application.entry(whose).or_default().push(case);
    }
    let judged = rows.into_iter().map(|application| {
        let cases = of_application.remove(&application.id).unwrap_or_default();
        let last = cases
            .iter()
            .map(|case| case.from)
            .try_fold(None, |last: Option<Date>, from| {
                from.map(|from| last.max(Some(from)))
            });
        Judged {
            from: last.and_then(|last| last.ok_or(Kept::Open)),
            application,
            cases,
        }
    });
    Ok(judged.collect())
}

/// What belongs to some cases and decides how long they are kept.
struct About {
    events: BTreeMap<CaseId, Vec<case_event::Model>>,
    fees: BTreeMap<CaseId, Fee>,
    disputes: Vec<dispute::Model>,
    unanswered: Vec<CaseId>,
    unsent: Vec<CaseId>,
}

impl About {
    async fn load(on: &impl ConnectionTrait, cases: Vec<CaseId>) -> Result<Self, OfficeError> {
        let ids = || cases.iter().copied();
        let fees = fee_notice::Entity::find()
            .filter(fee_notice::Column::CaseId.is_in(ids()))
            .all(on)
            .await?;
        let fees = fees.into_iter().map(|fee| {
            let stand = Fee {
                is_paid: fee.paid_on.is_some(),
                is_deposited: fee.deposited_on.is_some(),
            };
            (fee.case_id, stand)
        });
        let states = [LetterState::Submitted, LetterState::Signed];
        Ok(Self {
            events: events_of(on, &cases).await?,
            fees: fees.collect(),
            disputes: dispute::Entity::find()
                .filter(dispute::Column::CaseId.is_in(ids()))
                .all(on)
                .await?,
            unanswered: case_message::Entity::find()
                .select_only()
                .column(case_message::Column::CaseId)
                .filter(case_message::Column::CaseId.is_in(ids()))
                .filter(case_message::Column::AnsweredAt.is_null())
                .into_tuple()
                .all(on)
                .await?,
            unsent: case_letter::Entity::find()
                .select_only()
                .column(case_letter::Column::CaseId)
                .filter(case_letter::Column::CaseId.is_in(ids()))
                .filter(case_letter::Column::State.is_in(states.map(LetterState::code)))
                .into_tuple()
                .all(on)
                .await?,
        })
    }

    fn judged(&mut self, row: request_case::Model, years: u16) -> Result<JudgedCase, OfficeError> {
        let events = self.events.remove(&row.id).unwrap_or_default();
        let history = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let disputes = self.disputes.iter().filter(|one| one.case_id == Some(row.id));
        let ended = disputes
            .clone()
            .filter_map(|one| one.ended_on.as_deref())
            .map(day)
            .collect::<Result<Vec<_>, _>>()?;
        let facts = Facts {
            fee: self.fees.get(&row.id).copied(),
            has_open_dispute: disputes.clone().any(|one| one.ended_on.is_none()),
            last_dispute_ended_on: ended.into_iter().max(),
            has_unanswered_message: self.unanswered.contains(&row.id),
            has_unsent_letter: self.unsent.contains(&row.id),
            ..Facts::of(&history, state(&row.state)?.is_open())
        };
        Ok(JudgedCase {
            closed_on: facts.closed_on,
            from: facts.anonymised_from(years),
            row,
            events,
        })
    }
}

/// The last day on which a case may have been closed to be past its time today.
pub(super) fn before(today: Date, years: u16) -> Date {
    today.saturating_sub(i32::from(years).years())
}

impl Judged {
    pub fn is_due(&self, today: Date) -> bool {
        self.from.is_ok_and(|from| from <= today)
    }
}
