//! Passwords: argon2id hashes, their age and history. Which will do is `law::passwords`.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use law::passwords::Owner;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::PasswordState;
use crate::entity::{account, password_history};
use crate::error::OfficeError;
use crate::ids::{AccountId, OrganId, PasswordId, first_at};
use crate::limits::Seat;
use crate::moment::Moment;
use crate::organs;
use crate::store::{Office, Tx};

/// Days after which a password must be changed.
const OLDEST: i64 = 90;
/// How long a password that somebody else handed over opens, to be changed by its owner.
const HANDED_OVER: i64 = 72 * 3_600_000;
/// How many passwords of an account may not come back, and how many days after it was replaced none may: or five changes in a
/// row would bring the first one back.
const REMEMBERED: usize = 5;
const REMEMBERED_DAYS: i64 = 90;
/// No more than these are kept and compared; to get beyond them takes days.
const MOST_REMEMBERED: u64 = 50;
/// How often an account's password may be changed within a day.
const CHANGES_A_DAY: usize = 10;
const DAY: i64 = 86_400_000;
/// A hash that no password has: checked when the login is unknown, so that the answer takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What is wrong with a new password of this login, in Chinese; `None` when it will do.
pub(super) async fn fault(
    office: &Office,
    organ: OrganId,
    login: &str,
    password: &str,
) -> Result<Option<String>, OfficeError> {
    let organ = organs::find(office, organ).await?;
    let domain = organ.site_domain.as_deref().unwrap_or_default();
    let names = [organ.name.as_str(), &organ.site_name, &organ.code, domain];
    // Of a domain its own label is the name: the mengjin of www.mengjin.gov.cn.
    let labels = domain.split('.').filter(|label| label.len() > 3);
    let names: Vec<&str> = names.into_iter().chain(labels).collect();
    let owner = Owner { login, organ: &names };
    Ok(law::passwords::fault(owner, password))
}

/// Refuses a new password of this account that will not do, at its field.
pub(super) async fn refuse(
    office: &Office,
    row: &account::Model,
    moment: Moment,
    new: &str,
) -> Result<(), OfficeError> {
    if let Some(fault) = fault(office, row.organ_id, &row.login, new).await? {
        return Err(OfficeError::invalid("new_password", fault));
    }
    let rows = past(office.on(), row.id).await?;
    let lately = rows.iter().filter(|row| is_since(row, moment, 1)).count();
    if lately >= CHANGES_A_DAY && !row.must_change_password {
        return Err(OfficeError::invalid(
            "new_password",
            "一天之内修改密码次数过多，请过一天再修改。",
        ));
    }
    if was_used(office, remembered(rows, moment), new).await? {
        let message = format!("新密码不能与最近 {REMEMBERED} 次以及 {REMEMBERED_DAYS} 日内用过的密码相同。");
        return Err(OfficeError::invalid("new_password", message));
    }
    Ok(())
}

/// Hashes a password (argon2id, own salt), behind the gate of passwords; takes tens of milliseconds.
pub(super) async fn hash(office: &Office, password: &str) -> Result<String, OfficeError> {
    let password = password.to_owned();
    let hashing = move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
    };
    let hashed = office.limits().passwords.run(hashing).await?;
    hashed.map_err(|error| OfficeError::Damaged(format!("密码散列失败：{error}")))
}

/// Whether the password is the one; without a hash it takes as long and is not.
pub(super) async fn is_right(seat: Seat, password: &str, hash: Option<String>) -> Result<bool, OfficeError> {
    let password = password.to_owned();
    let checking = move || {
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        is_known & is_same(&password, &hash)
    };
    seat.run(checking).await
}

fn is_same(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|parsed| {
        Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok()
    })
}

/// Whether the account must change its password before anything else. Samples of the demonstration never need to.
pub fn must_change(row: &account::Model, moment: Moment) -> bool {
    let is_old = row.password_changed_at < moment.millis() - OLDEST * 86_400_000;
    row.must_change_password || (is_old && !row.is_sample)
}

/// Whether the password was handed over and its owner did not come in time to change it: it opens nothing any more.
pub(super) fn has_run_out(row: &account::Model, moment: Moment) -> bool {
    row.must_change_password && row.password_changed_at <= moment.millis() - HANDED_OVER
}

/// How the password of an account stands.
pub(super) fn state(row: &account::Model, moment: Moment) -> PasswordState {
    if has_run_out(row, moment) {
        PasswordState::RunOut
    } else if must_change(row, moment) {
        PasswordState::Due
    } else {
        PasswordState::InUse
    }
}

/// Keeps the hash among the last ones of the account, and forgets those that may come back.
pub async fn remember(
    tx: &Tx<'_>,
    moment: Moment,
    account: AccountId,
    hash: &str,
) -> Result<(), OfficeError> {
    let row = password_history::ActiveModel {
        id: Set(tx.next_id::<PasswordId>(moment)),
        account_id: Set(account),
        hash: Set(hash.to_owned()),
    };
    password_history::Entity::insert(row).exec(tx.on()).await?;
    let kept = remembered(past(tx.on(), account).await?, moment);
    password_history::Entity::delete_many()
        .filter(password_history::Column::AccountId.eq(account))
        .filter(password_history::Column::Id.is_not_in(kept.iter().map(|row| row.id)))
        .exec(tx.on())
        .await?;
    Ok(())
}

/// Whether one of these is the password.
async fn was_used(
    office: &Office,
    rows: Vec<password_history::Model>,
    password: &str,
) -> Result<bool, OfficeError> {
    let password = password.to_owned();
    let checking = move || rows.iter().any(|row| is_same(&password, &row.hash));
    office.limits().passwords.run(checking).await
}

/// Of an account's passwords, the latest first, those that may not come back: the last ones, and those in force lately.
fn remembered(rows: Vec<password_history::Model>, moment: Moment) -> Vec<password_history::Model> {
    let mut replaced_lately = true;
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        if kept.len() >= REMEMBERED && !replaced_lately {
            break;
        }
        replaced_lately = is_since(&row, moment, REMEMBERED_DAYS);
        kept.push(row);
    }
    kept
}

/// Whether the password was set within these days: ids tell their time.
fn is_since(row: &password_history::Model, moment: Moment, days: i64) -> bool {
    row.id.0 >= first_at(moment.millis() - days * DAY)
}

/// The account's passwords, the latest first.
async fn past(
    on: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<password_history::Model>, OfficeError> {
    let rows = password_history::Entity::find()
        .filter(password_history::Column::AccountId.eq(account))
        .order_by_desc(password_history::Column::Id)
        .limit(MOST_REMEMBERED)
        .all(on)
        .await?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Gate;

    #[tokio::test]
    async fn only_the_same_password_is_right_and_nobody_has_the_stand_in() {
        let gate = Gate::new(1);
        let hashing = || {
            Argon2::default()
                .hash_password(b"Mengjin-2024")
                .unwrap()
                .to_string()
        };
        let hashed = gate.run(hashing).await.unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        for (password, hash, is_it) in [
            ("Mengjin-2024", Some(hashed.clone()), true),
            ("mengjin-2024", Some(hashed), false),
            ("", None, false),
        ] {
            let seat = gate.enter().await.unwrap();
            assert_eq!(is_right(seat, password, hash).await.unwrap(), is_it);
        }
        assert!(PasswordHash::new(NOBODY).is_ok());
    }
}
