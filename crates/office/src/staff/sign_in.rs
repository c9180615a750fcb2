//! Signing in: password, then the second factor where it is on. The answer never tells whether a login exists: it takes
//! as long, says the same, and locks the same.

use jiff::Timestamp;
use law::audit::Recorded;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::failures::{self, Counted, Try, actor_of};
use super::passwords;
use super::second_factor;
use super::sessions::{self, Token};
use crate::audit::{self, Detail};
use crate::entity::account;
use crate::error::OfficeError;
use crate::ids::AccountId;
use crate::moment::Moment;
use crate::store::{Office, Tx, transaction};

/// How a try to sign in ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// Signed in; the token goes into the cookie and is stored nowhere.
    Done { token: String },
    /// The password was right; now the code of the second factor, with this token, within five minutes.
    NeedsCode { token: String },
    /// Login, password or code is wrong.
    Wrong,
    /// Too many failures: wait until then.
    Locked { until: Timestamp },
}

/// Whence somebody signs in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entrance<'a> {
    /// Where the request came from.
    pub address: &'a str,
    /// The browser's name of itself.
    pub client: &'a str,
    /// The token of the session that this browser has already: it ends as the new one begins.
    pub former: Option<&'a str>,
    /// How many sessions the account may have, this one among them; samples of the demonstration may have any number.
    pub most_sessions: Option<u32>,
}

/// Checks login and password.
pub async fn sign_in(
    office: &Office,
    moment: Moment,
    login: &str,
    password: &str,
    entrance: Entrance<'_>,
) -> Result<SignIn, OfficeError> {
    let login = super::login_of(login);
    let attempt = Try {
        login: &login,
        address: entrance.address,
    };
    // Who is locked costs nothing; the others take a seat before they are counted, so that nobody is counted in vain.
    if let Some(until) = failures::locked(office.on(), moment, attempt).await? {
        return Ok(SignIn::Locked { until });
    }
    let seat = office.limits().passwords.enter().await?;
    let counted = match failures::reserve(office, moment, attempt).await? {
        Ok(counted) => counted,
        Err(until) => return Ok(SignIn::Locked { until }),
    };
    let found = account::Entity::find()
        .filter(account::Column::Login.eq(&login))
        .one(office.on())
        .await?;
    let usable = found.filter(|account| account.disabled_at.is_none());
    let hash = usable.as_ref().map(|account| account.password_hash.clone());
    let is_right = passwords::is_right(seat, password, hash).await?;
    match usable {
        // A first password that waited too long is wrong like any other; the administrators' page tells it.
        Some(account) if is_right && !passwords::has_run_out(&account, moment) => {
            let is_pending = account.totp_secret.is_some();
            admit(office, moment, &account, is_pending, entrance).await
        }
        usable => fail(office, moment, usable.as_ref(), attempt, counted).await,
    }
}

/// Checks the code of the second factor for a sign-in that waits for it.
pub async fn confirm_code(
    office: &Office,
    moment: Moment,
    token: &str,
    code: &str,
    entrance: Entrance<'_>,
) -> Result<SignIn, OfficeError> {
    let Some(account) = sessions::pending_account(office, moment, token).await? else {
        return Ok(SignIn::Wrong);
    };
    let login = account.login.as_str();
    let attempt = Try {
        login,
        address: entrance.address,
    };
    let counted = match failures::reserve(office, moment, attempt).await? {
        Ok(counted) => counted,
        Err(until) => return Ok(SignIn::Locked { until }),
    };
    let step = second_factor::step_of(office.keys()?, &account, code, moment)?;
    let is_first_use = match step {
        Some(step) => transaction!(office, |tx| { second_factor_used(&tx, account.id, step).await })?,
        None => false,
    };
    if !is_first_use {
        return fail(office, moment, Some(&account), attempt, counted).await;
    }
    sessions::end(office, token).await?;
    admit(office, moment, &account, false, entrance).await
}

/// Remembers the step so that a code can't be used twice; false when it was used before.
async fn second_factor_used(tx: &Tx<'_>, id: AccountId, step: i64) -> Result<bool, OfficeError> {
    let used = account::Entity::update_many()
        .col_expr(
            account::Column::TotpLastStep,
            sea_orm::sea_query::Expr::value(step),
        )
        .filter(account::Column::Id.eq(id))
        .filter(account::Column::TotpLastStep.lt(step))
        .exec(tx.on())
        .await?;
    Ok(used.rows_affected == 1)
}

async fn admit(
    office: &Office,
    moment: Moment,
    account: &account::Model,
    is_pending: bool,
    entrance: Entrance<'_>,
) -> Result<SignIn, OfficeError> {
    let token = Token::random();
    let attempt = Try {
        login: &account.login,
        address: entrance.address,
    };
    transaction!(office, |tx| {
        sessions::open(&tx, moment, account.id, &token, is_pending, entrance).await?;
        // The first of two steps is no success yet: it is no failure either.
        if is_pending {
            failures::take_back(&tx, attempt).await?;
        } else {
            failures::forget(&tx, attempt).await?;
            if let Some(former) = entrance.former {
                sessions::end_former(&tx, moment, former, entrance.address).await?;
            }
            if let Some(most) = entrance.most_sessions.filter(|_| !account.is_sample) {
                sessions::end_beyond(&tx, moment, account, most, entrance.address).await?;
            }
            let actor = actor_of(account, entrance.address);
            audit::append(
                &tx,
                &actor,
                moment,
                Recorded::SessionBegin,
                account.id,
                Detail::none(),
            )
            .await?;
        }
        Ok(())
    })?;
    let token = token.reveal();
    Ok(if is_pending {
        SignIn::NeedsCode { token }
    } else {
        SignIn::Done { token }
    })
}

async fn fail(
    office: &Office,
    moment: Moment,
    account: Option<&account::Model>,
    attempt: Try<'_>,
    counted: Counted,
) -> Result<SignIn, OfficeError> {
    let until = failures::record(office, moment, account, attempt, counted).await?;
    Ok(until.map_or(SignIn::Wrong, |until| SignIn::Locked { until }))
}
