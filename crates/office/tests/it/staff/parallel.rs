//! Many tries at once: no more of them are judged than one after another would be.

use std::future::Future;

use law::staff::Role;
use office::staff::{self, SignIn};
use office::{Fault, OfficeError};
use sea_orm::{ConnectionTrait, Statement};
use tokio::task::JoinSet;

use super::{HERE, code, from, try_as};
use crate::harness::{PASSWORD, Site, moment, stories};

stories! {
    of_three_hundred_passwords_at_once_five_are_judged
    of_three_hundred_codes_at_once_five_are_judged
    of_three_hundred_confirmations_at_once_five_are_judged
    a_right_try_is_taken_back_and_what_failed_before_stays_counted
    what_everybody_tries_first_is_refused_as_a_password
}

const TRIES: usize = 300;
/// The place of the right one.
const RIGHT: usize = 290;

/// How many tries were judged: each of them is on record.
async fn judged(site: &Site) -> i64 {
    let sql =
        "SELECT count(*) AS judged FROM audit_entry WHERE act = 'session.refuse' OR act = 'session.begin'";
    let database = site.database().await;
    let query = Statement::from_string(database.get_database_backend(), sql);
    let row = database.query_one_raw(query).await.unwrap().unwrap();
    row.try_get("", "judged").unwrap()
}

/// Has all of them tried at once; whoever was told to come again comes again. Gives how many succeeded.
async fn at_once<T>(
    attempt: impl Fn(usize) -> T + Clone + Send + 'static,
    is_success: fn(&Result<SignIn, OfficeError>) -> bool,
) -> usize
where
    T: Future<Output = Result<SignIn, OfficeError>> + Send,
{
    let mut asked = JoinSet::new();
    for number in 0..TRIES {
        let attempt = attempt.clone();
        asked.spawn(async move {
            loop {
                let answer = attempt(number).await;
                let fault = answer.as_ref().err().and_then(OfficeError::fault);
                if !matches!(fault, Some(Fault::Busy)) {
                    break answer;
                }
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        });
    }
    let answers = asked.join_all().await;
    answers.iter().filter(|answer| is_success(answer)).count()
}

/// Five before a lock; where the right one was among these, the count began anew with it.
async fn no_more_than_allowed(site: &Site, before: i64, successes: usize) {
    let judged = judged(site).await - before;
    let allowed = if successes == 0 { 5..=5 } else { 1..=10 };
    assert!(allowed.contains(&judged), "{judged} were judged");
}

async fn of_three_hundred_passwords_at_once_five_are_judged(site: &Site) {
    site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let office = site.office.clone();
    let attempt = move |number: usize| {
        let office = office.clone();
        async move {
            let guess = format!("Guess-{number}-abc");
            let password = if number == RIGHT { PASSWORD } else { &guess };
            // From everywhere, so that only the login can be locked.
            let address = format!("192.0.{}.{}", number / 200, number % 200);
            staff::sign_in(&office, at, "zhangsan", password, from(&address)).await
        }
    };
    let is_in = |answer: &Result<SignIn, OfficeError>| matches!(answer, Ok(SignIn::Done { .. }));
    let before = judged(site).await;
    let successes = at_once(attempt, is_in).await;
    no_more_than_allowed(site, before, successes).await;
}

async fn of_three_hundred_codes_at_once_five_are_judged(site: &Site) {
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let enrolment = staff::start_totp(&site.office, &person, at, PASSWORD)
        .await
        .unwrap();
    let secret = enrolment.secret;
    staff::confirm_totp(&site.office, &person, at, &code(&secret, at))
        .await
        .unwrap();
    let at = moment("2024-05-06T08:05");
    let SignIn::NeedsCode { token } = try_as(site, at, "zhangsan", PASSWORD).await else {
        panic!()
    };
    let (office, right) = (site.office.clone(), code(&secret, at));
    let attempt = move |number: usize| {
        let (office, token, right) = (office.clone(), token.clone(), right.clone());
        async move {
            let guess = format!("{number:06}");
            let code = if number == RIGHT { &right } else { &guess };
            staff::confirm_code(&office, at, &token, code, from(HERE)).await
        }
    };
    let is_in = |answer: &Result<SignIn, OfficeError>| matches!(answer, Ok(SignIn::Done { .. }));
    let before = judged(site).await;
    let successes = at_once(attempt, is_in).await;
    no_more_than_allowed(site, before, successes).await;
}

async fn of_three_hundred_confirmations_at_once_five_are_judged(site: &Site) {
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let office = site.office.clone();
    let attempt = move |number: usize| {
        let (office, person) = (office.clone(), person.clone());
        async move {
            let guess = format!("Guess-{number}-abc");
            let started = staff::start_totp(&office, &person, at, &guess).await;
            started.map(|_| SignIn::Wrong)
        }
    };
    let is_confirmed = |answer: &Result<SignIn, OfficeError>| answer.is_ok();
    let before = judged(site).await;
    let successes = at_once(attempt, is_confirmed).await;
    assert_eq!(successes, 0);
    no_more_than_allowed(site, before, successes).await;
}

async fn a_right_try_is_taken_back_and_what_failed_before_stays_counted(site: &Site) {
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let confirm = async |password: &str| {
        let started = staff::start_totp(&site.office, &person, at, password).await;
        started.is_ok()
    };
    for _ in 0..3 {
        assert!(!confirm("wrong").await);
    }
    // Confirming is no signing in: it neither counts nor makes good what failed.
    for _ in 0..6 {
        assert!(confirm(PASSWORD).await);
    }
    assert!(!confirm("wrong").await);
    assert!(!confirm("wrong").await, "the fifth that failed");
    assert!(!confirm(PASSWORD).await, "locked");
    assert!(matches!(
        try_as(site, at, "zhangsan", PASSWORD).await,
        SignIn::Locked { .. }
    ));
}

async fn what_everybody_tries_first_is_refused_as_a_password(site: &Site) {
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    for new in ["Password123", "Qwerty12345"] {
        let set = staff::set_password(&site.office, &person, at, PASSWORD, new, "").await;
        let Err(OfficeError::Invalid(why)) = set else {
            panic!("{new} was taken")
        };
        assert!(why[0].message.contains("太容易猜到"), "{why:?}");
    }
}
