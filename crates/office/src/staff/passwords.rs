//! Passwords: argon2id hashes, and the rules for choosing one (等保: length and classes; defaults, not law).

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::error::OfficeError;

/// Fewest characters.
const SHORTEST: usize = 10;
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
