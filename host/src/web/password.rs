//! Passwords: which are good enough, and their hashes (argon2id with the parameters that its crate takes from OWASP).

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

use super::problem::Problem;
use crate::catalogue::Words;

/// A hash takes 19 MiB: so many at a time and no more, whoever asks.
static TURNS: Semaphore = Semaphore::const_new(2);

/// The fewest characters of a password, as NIST SP 800-63B-4 advises for one that stands alone is 15; with a lock after
/// five failures and a guessing estimate beside, 10 are asked.
const FEWEST: usize = 10;
/// More would only be work for the hash.
const MOST: usize = 128;
/// The least of zxcvbn's five grades, 0 to 4: withstands online guessing.
const LEAST: u8 = 3;

/// What is wrong with a password, if anything.
pub(super) fn fault(password: &str, name: &str, display: &str) -> Option<Words> {
    let length = password.chars().count();
    let words = |zh: &str, en: &str| Some(Words { zh: zh.to_owned(), en: en.to_owned() });
    if length < FEWEST {
        return words("密码至少 10 个字符。", "The password needs 10 characters or more.");
    }
    if length > MOST {
        return words("密码至多 128 个字符。", "The password may have 128 characters at most.");
    }
    if u8::from(zxcvbn::zxcvbn(password, &[name, display, "tongtai", "同台"]).score()) < LEAST {
        return words(
            "这个密码容易被猜到：请换一个更长的，例如几个互不相干的词。",
            "This password is easily guessed: take a longer one, such as some words that have nothing to do with each other.",
        );
    }
    None
}

/// A password's hash, with a salt of its own.
///
/// # Errors
/// Where it cannot be made, which is a fault of this program.
pub(super) async fn hash(password: String) -> Result<String, Problem> {
    turn(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()))
        .await?
        .map_err(|error| Problem::Broken(error.to_string()))
}

/// Whether this is the password of that hash. Where there is no hash it takes as long, and is not.
///
/// # Errors
/// Only where the work could not be done.
pub(super) async fn is_right(password: String, hash: Option<String>) -> Result<bool, Problem> {
    turn(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS.to_owned());
        let right = PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        known && right
    })
    .await
}

/// The hash of a password that nobody has, so that a name that is not there takes as long as one that is.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

async fn turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let _turn = TURNS.acquire().await.map_err(|error| Problem::Broken(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Problem::Broken(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_guessable_passwords_are_told_of() {
        for bad in ["", "123456789", "password123", "tongtai2026", "aaaaaaaaaaaa", &"x9Q".repeat(50)] {
            assert!(fault(bad, "wang", "王某").is_some(), "{bad}");
        }
        assert_eq!(fault("lantern-orbit-mustard-47", "wang", "王某"), None);
        assert_eq!(fault("长江大桥与热干面同在一座城里", "wang", "王某"), None);
    }

    #[tokio::test]
    async fn a_hash_is_salted_and_knows_its_password() {
        let password = "lantern-orbit-mustard-47".to_owned();
        let (one, two) = (hash(password.clone()).await.unwrap(), hash(password.clone()).await.unwrap());
        assert_ne!(one, two);
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert!(is_right(password.clone(), Some(one)).await.unwrap());
        assert!(!is_right("another".to_owned(), Some(two)).await.unwrap());
        assert!(!is_right(password, None).await.unwrap());
    }
}
