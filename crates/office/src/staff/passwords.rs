//! Passwords: argon2id hashes, and the rules for choosing one (等保: length and classes; defaults, not law).

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::entity::{account, password_history};
use crate::error::OfficeError;
use crate::ids::{AccountId, PasswordId};
use crate::moment::Moment;
use crate::store::Tx;

/// Fewest characters.
const SHORTEST: usize = 10;
/// Days after which a password must be changed.
const OLDEST: i64 = 90;
/// How many passwords of an account may not come back.
pub const REMEMBERED: u64 = 5;
/// Most characters, so that nobody makes the hash work for minutes.
const LONGEST: usize = 200;

/// A hash that no password has: checked when the login is unknown, so that the answer takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What is wrong with a new password, in Chinese; `None` when it will do.
pub fn faults(login: &str, password: &str) -> Option<String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(format!("密码至少 {SHORTEST} 位。"));
    }
    if length > LONGEST {
        return Some(format!("密码不超过 {LONGEST} 位。"));
    }
    let has = |test: fn(&char) -> bool| usize::from(password.chars().any(|one| test(&one)));
    let classes = has(char::is_ascii_lowercase)
        + has(char::is_ascii_uppercase)
        + has(char::is_ascii_digit)
        + has(|one| !one.is_ascii_alphanumeric());
    if classes < 3 {
        return Some("密码应包含小写字母、大写字母、数字、其他字符中的至少三类。".to_owned());
    }
    if password.to_lowercase().contains(&login.to_lowercase()) {
        return Some("密码不得包含登录名。".to_owned());
    }
    None
}

/// Hashes a password (argon2id, own salt); takes tens of milliseconds on a thread of its own.
pub async fn hash(password: &str) -> Result<String, OfficeError> {
    let password = password.to_owned();
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
    });
    match hashed.await {
        Ok(Ok(hash)) => Ok(hash),
        Ok(Err(error)) => Err(OfficeError::Damaged(format!("密码散列失败：{error}"))),
        Err(error) => Err(OfficeError::Damaged(format!("密码散列中断：{error}"))),
    }
}

/// Whether the password is the one; without a hash it takes as long and is not.
pub async fn is_right(password: &str, hash: Option<String>) -> bool {
    let password = password.to_owned();
    let checked = tokio::task::spawn_blocking(move || {
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        let is_same = PasswordHash::new(&hash).is_ok_and(|parsed| {
            Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok()
        });
        is_known && is_same
    });
    checked.await.unwrap_or(false)
}

/// Whether the account must change its password before anything else. Samples of the demonstration never need to.
pub fn must_change(row: &account::Model, moment: Moment) -> bool {
    let is_old = row.password_changed_at < moment.millis() - OLDEST * 86_400_000;
    row.must_change_password || (is_old && !row.is_sample)
}

/// Keeps the hash among the last ones of the account.
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
    let forgotten = past(account).offset(REMEMBERED).limit(100).all(tx.on()).await?;
    let forgotten = forgotten.into_iter().map(|row| row.id);
    password_history::Entity::delete_many()
        .filter(password_history::Column::Id.is_in(forgotten))
        .exec(tx.on())
        .await?;
    Ok(())
}

/// Whether the account had this password lately.
pub async fn was_used(
    on: &impl ConnectionTrait,
    account: AccountId,
    password: &str,
) -> Result<bool, OfficeError> {
    for row in past(account).limit(REMEMBERED).all(on).await? {
        if is_right(password, Some(row.hash)).await {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The account's passwords, the latest first.
fn past(account: AccountId) -> Select<password_history::Entity> {
    password_history::Entity::find()
        .filter(password_history::Column::AccountId.eq(account))
        .order_by_desc(password_history::Column::Id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_must_be_long_and_mixed_and_not_the_login() {
        assert!(faults("zhangsan", "Ab1!").is_some());
        assert!(faults("zhangsan", "abcdefghij12").is_some());
        assert!(faults("zhangsan", "Zhangsan-2024").is_some());
        assert_eq!(faults("zhangsan", "Mengjin-2024"), None);
    }

    #[tokio::test]
    async fn only_the_same_password_is_right_and_nobody_has_the_stand_in() {
        let hashed = hash("Mengjin-2024").await.unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(is_right("Mengjin-2024", Some(hashed.clone())).await);
        assert!(!is_right("mengjin-2024", Some(hashed)).await);
        assert!(!is_right("", None).await);
        assert!(PasswordHash::new(NOBODY).is_ok());
    }
}
