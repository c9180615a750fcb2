//! Work that only one server may do at a time: a row taken by compare-and-set, with a time after which it is free again.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, Statement};

use crate::error::OfficeError;
use crate::moment::Moment;
use crate::store::{Office, transaction};

/// How long a holder keeps it without a sign of life: one that died holds up the others no longer.
const HELD_FOR: SignedDuration = SignedDuration::from_secs(30);
/// How often a holder gives that sign.
const SIGN_OF_LIFE: Duration = Duration::from_secs(8);
/// How long to wait for a holder.
const PATIENCE: Duration = Duration::from_mins(2);

/// Runs the work while holding the lease of that name; waits its turn, and says so when it does not come.
pub(crate) async fn with<T>(
    office: &Office,
    name: &str,
    moment: Moment,
    work: impl AsyncFnOnce() -> Result<T, OfficeError>,
) -> Result<T, OfficeError> {
    let owner = hex::encode(rand::random::<[u8; 8]>());
    let started = Instant::now();
    let mut is_told = false;
    while !take(office, name, &owner, moment, started.elapsed()).await? {
        if started.elapsed() > PATIENCE {
            return Err(OfficeError::Busy);
        }
        if !is_told && started.elapsed() > Duration::from_secs(1) {
            is_told = true;
            tracing::warn!(
                name,
                "waiting for another server at the same work; one that was killed is waited for up to 30 seconds"
            );
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let alive = tokio::spawn(stay_alive(
        office.clone(),
        name.to_owned(),
        owner.clone(),
        moment,
        started,
    ));
    let outcome = work().await;
    alive.abort();
    let release = "DELETE FROM lease WHERE name = $1 AND owner = $2";
    office
        .on()
        .execute_raw(statement(office, release, [name.into(), owner.into()]))
        .await?;
    outcome
}

/// Moves the lease's end for as long as the work goes on.
async fn stay_alive(office: Office, name: String, owner: String, moment: Moment, started: Instant) {
    loop {
        tokio::time::sleep(SIGN_OF_LIFE).await;
        let (_, until) = window(moment, started.elapsed());
        let renew = "UPDATE lease SET until_ms = $3 WHERE name = $1 AND owner = $2";
        let values = [name.as_str().into(), owner.as_str().into(), until.into()];
        if let Err(error) = office.on().execute_raw(statement(&office, renew, values)).await {
            tracing::debug!(%error, name, "a lease could not be renewed this time");
        }
    }
}

/// The present by the caller's clock, and when a lease taken now ends.
fn window(moment: Moment, passed: Duration) -> (i64, i64) {
    let passed = i64::try_from(passed.as_millis()).unwrap_or(i64::MAX);
    let now = moment.millis().saturating_add(passed);
    let held = i64::try_from(HELD_FOR.as_millis()).unwrap_or(0);
    (now, now.saturating_add(held))
}

async fn take(
    office: &Office,
    name: &str,
    owner: &str,
    moment: Moment,
    waited: Duration,
) -> Result<bool, OfficeError> {
    let (now, until) = window(moment, waited);
    transaction!(office, begin_bare, |tx| {
        let table = "CREATE TABLE IF NOT EXISTS lease (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until_ms BIGINT NOT NULL)";
        tx.on().execute_unprepared(table).await?;
        let claim = "INSERT INTO lease (name, owner, until_ms) VALUES ($1, $2, $3) \
                     ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until_ms = excluded.until_ms \
                     WHERE lease.until_ms < $4";
        let values = [name.into(), owner.into(), until.into(), now.into()];
        let done = tx.on().execute_raw(statement(office, claim, values)).await?;
        Ok(done.rows_affected() == 1)
    })
}

fn statement<const N: usize>(office: &Office, sql: &str, values: [sea_orm::Value; N]) -> Statement {
    Statement::from_sql_and_values(office.engine().backend(), sql, values)
}
