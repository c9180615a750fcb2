//! Refusals of the desk go on record, so that who tries doors can be seen (GB/T 22239-2019 8.1.4.3): one entry a minute for each
//! account and act, however often it is tried, so that nobody fills the log.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use axum::response::Response;
use law::staff::Act;
use office::{AccountId, Actor, staff};

use crate::app::App;
use crate::errors::Problem;

/// Between two entries of one account and act, in milliseconds.
const PAUSE: i64 = 60_000;

/// When refusals were put on record last.
#[derive(Debug, Default)]
pub struct Refusals(Mutex<BTreeMap<(AccountId, &'static str), i64>>);

impl Refusals {
    /// Whether this one is due to be put on record; then it counts as put.
    fn is_due(&self, account: AccountId, act: Act, now: i64) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.retain(|_, at| *at > now - PAUSE);
        let is_due = !last.contains_key(&(account, act.code()));
        if is_due {
            last.insert((account, act.code()), now);
        }
        is_due
    }
}

/// Puts a refusal of this act on record, where the answer is one.
pub async fn noted(app: &App, actor: &Actor, act: Act, response: Response) -> Response {
    let is_refusal = matches!(response.extensions().get(), Some(Problem::Refused(_)));
    let moment = app.moment();
    let is_due = |account| app.refusals().is_due(account, act, moment.now.as_millisecond());
    if is_refusal
        && actor.account.is_some_and(is_due)
        && let Err(error) = staff::note_refusal(app.office(), actor, moment, act).await
    {
        // It stays refused all the same.
        tracing::error!(%error, "a refusal could not be put on record");
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_a_minute_for_each_account_and_act() {
        let refusals = Refusals::default();
        let (one, two) = (AccountId(1), AccountId(2));
        assert!(refusals.is_due(one, Act::SeeAudit, 0));
        assert!(!refusals.is_due(one, Act::SeeAudit, 59_999));
        assert!(refusals.is_due(two, Act::SeeAudit, 0) && refusals.is_due(one, Act::SeePeople, 0));
        assert!(refusals.is_due(one, Act::SeeAudit, 60_000));
    }
}
