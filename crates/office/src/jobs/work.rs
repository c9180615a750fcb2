//! The worker's side: jobs are claimed for a time, then finished, tried again later, or given up. A claim that runs out
//! (its worker died) is taken by the next who asks; what its first owner then says no longer counts.

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Statement, Value,
};

use super::{DONE, GAVE_UP, Job, JobKind, WAITING};
use crate::audit::instant;
use crate::entity::job::{Column, Entity};
use crate::error::OfficeError;
use crate::ids::JobId;
use crate::moment::{Moment, Program};
use crate::store::{Office, transaction};

/// How long a worker has a job to itself. Whatever it does must take less.
const CLAIM: i64 = 5 * 60_000;
/// The first pause after a failure; each further one doubles it, up to the longest.
const FIRST_PAUSE: i64 = 60_000;
const LONGEST_PAUSE: i64 = 6 * 3_600_000;
/// For how long after the first attempt it is tried again.
const PATIENCE: i64 = 3 * 24 * 3_600_000;
/// A job that was begun this often and never came to an end kills its workers.
const MOST_ATTEMPTS: i64 = 50;

/// A job that a worker has for now.
#[derive(Clone, Debug)]
pub struct Claim {
    pub id: JobId,
    pub job: Job,
    /// This attempt's number, from 1.
    pub attempt: i64,
    owner: String,
    tried_at: i64,
}

/// What became of a job that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retried {
    /// It is tried again at this instant.
    Later(Timestamp),
    /// It has been tried for long enough: an operator must look.
    GaveUp,
    /// Another worker has it by now.
    Lost,
}

#[derive(FromQueryResult)]
struct Taken {
    id: JobId,
    payload: Option<String>,
    attempts: i64,
    tried_at: i64,
}

/// Takes jobs of these kinds that are due, the oldest first, each for this owner alone. No two workers may go by one name.
pub async fn claim(
    office: &Office,
    _: Program,
    moment: Moment,
    owner: &str,
    kinds: &[JobKind],
    limit: u32,
) -> Result<Vec<Claim>, OfficeError> {
    if !is_any_due(office, moment, kinds).await? {
        return Ok(Vec::new());
    }
    let mut taken = transaction!(office, begin_bare, |tx| {
        tx.on().execute_raw(give_up_the_deadly(office, moment)).await?;
        let statement = take(office, moment, owner, kinds, limit);
        Ok(Taken::find_by_statement(statement).all(tx.on()).await?)
    })?;
    taken.sort_by_key(|row| row.id);
    let mut claims = Vec::with_capacity(taken.len());
    for row in taken {
        let id = row.id;
        match of(row, owner) {
            Ok(claim) => claims.push(claim),
            Err(why) => drop(end(office, moment, (id, owner), GAVE_UP, Some(&why)).await?),
        }
    }
    Ok(claims)
}

fn take(office: &Office, moment: Moment, owner: &str, kinds: &[JobKind], limit: u32) -> Statement {
    let mut values: Vec<Value> = vec![
        WAITING.into(),
        moment.millis().into(),
        i64::from(limit).into(),
        owner.into(),
        (moment.millis() + CLAIM).into(),
    ];
    let mut places = Vec::with_capacity(kinds.len());
    for kind in kinds {
        values.push(kind.code().into());
        places.push(format!("${}", values.len()));
    }
    let sql = format!(
        "WITH due AS (SELECT id FROM job WHERE state = $1 AND run_after <= $2 AND kind IN ({}) \
         ORDER BY run_after, id LIMIT $3 {}) \
         UPDATE job SET owner = $4, run_after = $5, attempts = attempts + 1, tried_at = COALESCE(tried_at, $2) \
         WHERE id IN (SELECT id FROM due) RETURNING id, payload, attempts, tried_at",
        places.join(", "),
        office.engine().passing_over_taken_rows()
    );
    Statement::from_sql_and_values(office.engine().backend(), sql, values)
}

/// Of no kinds none is.
async fn is_any_due(office: &Office, moment: Moment, kinds: &[JobKind]) -> Result<bool, OfficeError> {
    let due = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq(WAITING))
        .filter(Column::Kind.is_in(kinds.iter().map(|kind| kind.code())))
        .filter(Column::RunAfter.lte(moment.millis()))
        .limit(1)
        .into_tuple::<i64>();
    Ok(due.one(office.on()).await?.is_some())
}

fn give_up_the_deadly(office: &Office, moment: Moment) -> Statement {
    let sql = "UPDATE job SET state = $1, owner = NULL, ended_at = $2, last_error = $3 \
               WHERE state = $4 AND run_after <= $2 AND attempts >= $5";
    let values: [Value; 5] = [
        GAVE_UP.into(),
        moment.millis().into(),
        "多次执行都没有结果，执行它的程序每次都中断了".into(),
        WAITING.into(),
        MOST_ATTEMPTS.into(),
    ];
    Statement::from_sql_and_values(office.engine().backend(), sql, values)
}

/// A row as a claim; one that does not read is no use to any worker, and says why.
fn of(row: Taken, owner: &str) -> Result<Claim, String> {
    let payload = row.payload.ok_or("任务没有内容")?;
    // The parser's own words may quote the content.
    let job = serde_json::from_str(&payload)
        .map_err(|error| format!("任务的内容不能识别（{:?}）", error.classify()))?;
    Ok(Claim {
        id: row.id,
        job,
        attempt: row.attempts,
        owner: owner.to_owned(),
        tried_at: row.tried_at,
    })
}

/// It is done: its content is forgotten, that it was done stays for a while. False when another worker has it by now.
pub async fn finish(office: &Office, _: Program, moment: Moment, claim: &Claim) -> Result<bool, OfficeError> {
    end(office, moment, (claim.id, &claim.owner), DONE, None).await
}

/// Trying again would not help: it stays for an operator to see. The error names nobody.
pub async fn give_up(
    office: &Office,
    _: Program,
    moment: Moment,
    claim: &Claim,
    error: &str,
) -> Result<bool, OfficeError> {
    end(office, moment, (claim.id, &claim.owner), GAVE_UP, Some(error)).await
}

/// It failed for now: it is tried again after a pause that doubles from one minute to six hours, for three days. The
/// error names nobody.
pub async fn retry_later(
    office: &Office,
    program: Program,
    moment: Moment,
    claim: &Claim,
    error: &str,
) -> Result<Retried, OfficeError> {
    let next = moment.millis() + pause(claim.attempt);
    if next > claim.tried_at + PATIENCE {
        let is_ours = give_up(office, program, moment, claim, error).await?;
        return Ok(if is_ours { Retried::GaveUp } else { Retried::Lost });
    }
    let sql = "UPDATE job SET owner = NULL, run_after = $1, last_error = $2 WHERE id = $3 AND owner = $4 AND state = $5";
    let values: [Value; 5] = [
        next.into(),
        error.into(),
        claim.id.0.into(),
        claim.owner.as_str().into(),
        WAITING.into(),
    ];
    let is_ours = execute(office, sql, values).await?;
    Ok(if is_ours {
        Retried::Later(instant(next)?)
    } else {
        Retried::Lost
    })
}

async fn end(
    office: &Office,
    moment: Moment,
    (id, owner): (JobId, &str),
    state: &str,
    error: Option<&str>,
) -> Result<bool, OfficeError> {
    let sql = "UPDATE job SET state = $1, ended_at = $2, last_error = $3, owner = NULL, \
               payload = CASE WHEN $1 = 'done' THEN NULL ELSE payload END WHERE id = $4 AND owner = $5 AND state = $6";
    let values: [Value; 6] = [
        state.into(),
        moment.millis().into(),
        error.map(str::to_owned).into(),
        id.0.into(),
        owner.into(),
        WAITING.into(),
    ];
    execute(office, sql, values).await
}

/// Runs one statement; whether it found its row.
async fn execute<const N: usize>(
    office: &Office,
    sql: &'static str,
    values: [Value; N],
) -> Result<bool, OfficeError> {
    transaction!(office, begin_bare, |tx| {
        let statement = Statement::from_sql_and_values(office.engine().backend(), sql, values.clone());
        Ok(tx.on().execute_raw(statement).await?.rows_affected() == 1)
    })
}

/// How many milliseconds to wait after this many attempts.
fn pause(attempt: i64) -> i64 {
    let doublings = u32::try_from(attempt - 1).unwrap_or(0).min(16);
    FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_from_a_minute_to_six_hours() {
        let minutes: Vec<i64> = (1..=11).map(|attempt| pause(attempt) / 60_000).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
    }
}
