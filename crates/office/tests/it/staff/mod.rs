//! Staff: sign-in that tells nothing, locks that grow, sessions that end, administrators who stay three.

mod administrators;
mod parallel;
mod resets;

use std::collections::BTreeSet;

use law::staff::Role;
use office::staff::{self, Entrance, NewAccount, PasswordState, SignIn};
use office::{Actor, Moment, OfficeError, Program};
use totp_rs::{Builder, Secret};

use crate::harness::{PASSWORD, Site, later, moment, stories};

stories! {
    a_sign_in_opens_a_session_that_ends_by_idling_and_by_age
    five_failures_lock_and_each_lock_is_longer
    a_login_that_does_not_exist_answers_like_one_that_does
    an_address_is_locked_whatever_the_login
    a_code_of_the_second_factor_works_once
    a_seed_of_a_second_factor_is_in_no_backup_and_outlives_a_change_of_keys
    a_changed_password_ends_other_sessions_and_never_comes_back_soon
    changes_in_a_row_bring_no_password_back
    a_new_sign_in_ends_the_session_that_the_browser_had
    signing_out_everywhere_and_disabling_end_sessions
    an_old_password_must_be_changed
    a_first_password_opens_for_three_days
    the_session_list_shows_only_live_ones
    no_secret_is_in_the_log
}

const HERE: &str = "192.0.2.7";

fn from(address: &str) -> Entrance<'_> {
    Entrance {
        address,
        ..Entrance::default()
    }
}

async fn try_as(site: &Site, at: Moment, login: &str, password: &str) -> SignIn {
    staff::sign_in(&site.office, at, login, password, from(HERE))
        .await
        .unwrap()
}

async fn token(site: &Site, at: Moment, login: &str, password: &str) -> String {
    match try_as(site, at, login, password).await {
        SignIn::Done { token } => token,
        other => panic!("{other:?}"),
    }
}

async fn is_live(site: &Site, token: &str, at: Moment) -> bool {
    staff::session(&site.office, token, at).await.unwrap().is_some()
}

async fn a_sign_in_opens_a_session_that_ends_by_idling_and_by_age(site: &Site) {
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let token = token(site, at, " ZhangSan ", PASSWORD).await;
    let session = staff::session(&site.office, &token, later(at, 1))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (session.account, session.actor.roles),
        (person.account.unwrap(), person.roles)
    );
    assert_eq!(session.actor.from, HERE);
    assert!(!is_live(site, "0123", at).await);
    // Used every twenty minutes it lives on, to twelve hours at most.
    for minutes in (20..720).step_by(20) {
        assert!(is_live(site, &token, later(at, minutes)).await, "{minutes}");
    }
    assert!(!is_live(site, &token, later(at, 720)).await);
    let idle = self::token(site, at, "zhangsan", PASSWORD).await;
    assert!(!is_live(site, &idle, later(at, 31)).await);
}

async fn five_failures_lock_and_each_lock_is_longer(site: &Site) {
    let security = site.person("security", &[Role::SecurityAdministrator]).await;
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    for _ in 0..4 {
        assert_eq!(try_as(site, at, "zhangsan", "wrong").await, SignIn::Wrong);
    }
    let until = |minutes| SignIn::Locked {
        until: later(at, minutes).now,
    };
    assert_eq!(try_as(site, at, "zhangsan", "wrong").await, until(1));
    assert_eq!(try_as(site, at, "zhangsan", PASSWORD).await, until(1));
    let shown = staff::find(
        &site.office,
        &Actor::system(site.organ, "测试"),
        at,
        person.account.unwrap(),
    )
    .await
    .unwrap();
    assert_eq!(shown.locked_until, Some(later(at, 1).now));
    assert_eq!(try_as(site, later(at, 2), "zhangsan", "wrong").await, until(4));
    // The right password after the lock forgets all of it.
    token(site, later(at, 5), "zhangsan", PASSWORD).await;
    assert_eq!(
        try_as(site, later(at, 5), "zhangsan", "wrong").await,
        SignIn::Wrong
    );
    for _ in 0..4 {
        try_as(site, later(at, 5), "zhangsan", "wrong").await;
    }
    staff::unlock(&site.office, &security, later(at, 5), person.account.unwrap())
        .await
        .unwrap();
    token(site, later(at, 5), "zhangsan", PASSWORD).await;
}

async fn a_login_that_does_not_exist_answers_like_one_that_does(site: &Site) {
    site.person("zhangsan", &[Role::Editor]).await;
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let closed = site.person("closed", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    staff::disable(&site.office, &system, at, closed.account.unwrap())
        .await
        .unwrap();
    let mut answers = BTreeSet::new();
    for login in ["zhangsan", "nobody", "closed"] {
        let mut said = Vec::new();
        for number in 0..7 {
            said.push(format!(
                "{:?}",
                try_as(site, later(at, number), login, "wrong").await
            ));
        }
        answers.insert(said);
    }
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(
        try_as(site, later(at, 30 * 60), "closed", PASSWORD).await,
        SignIn::Wrong
    );
}

async fn an_address_is_locked_whatever_the_login(site: &Site) {
    site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    for number in 0..19 {
        assert_eq!(
            try_as(site, at, &format!("guess{number}"), "wrong").await,
            SignIn::Wrong
        );
    }
    assert!(matches!(
        try_as(site, at, "guess", "wrong").await,
        SignIn::Locked { .. }
    ));
    assert!(matches!(
        try_as(site, at, "zhangsan", PASSWORD).await,
        SignIn::Locked { .. }
    ));
    let elsewhere = staff::sign_in(&site.office, at, "zhangsan", PASSWORD, from("192.0.2.8"))
        .await
        .unwrap();
    assert!(matches!(elsewhere, SignIn::Done { .. }));
}

fn code(secret: &str, at: Moment) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new()
        .with_secret(secret)
        .with_account_name("x")
        .build()
        .unwrap();
    totp.generate(u64::try_from(at.now.as_second()).unwrap())
        .to_string()
}

async fn a_code_of_the_second_factor_works_once(site: &Site) {
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let wrong = staff::start_totp(&site.office, &person, at, "wrong").await;
    assert!(matches!(wrong, Err(OfficeError::Invalid(_))));
    let enrolment = staff::start_totp(&site.office, &person, at, PASSWORD)
        .await
        .unwrap();
    assert!(enrolment.url.starts_with("otpauth://totp/"));
    let secret = enrolment.secret;
    assert!(
        staff::confirm_totp(&site.office, &person, at, "000000")
            .await
            .is_err()
    );
    staff::confirm_totp(&site.office, &person, at, &code(&secret, at))
        .await
        .unwrap();
    let at = later(at, 5);
    let SignIn::NeedsCode { token } = try_as(site, at, "zhangsan", PASSWORD).await else {
        panic!()
    };
    assert!(!is_live(site, &token, at).await);
    let confirm = async |token: &str, code: &str, at| {
        staff::confirm_code(&site.office, at, token, code, from(HERE))
            .await
            .unwrap()
    };
    assert_eq!(confirm(&token, "000000", at).await, SignIn::Wrong);
    let now = code(&secret, at);
    let SignIn::Done { token: session } = confirm(&token, &now, at).await else {
        panic!()
    };
    assert!(is_live(site, &session, at).await);
    // Neither the waiting sign-in nor the code can be used again.
    assert_eq!(confirm(&token, &now, at).await, SignIn::Wrong);
    let SignIn::NeedsCode { token } = try_as(site, at, "zhangsan", PASSWORD).await else {
        panic!()
    };
    assert_eq!(confirm(&token, &now, at).await, SignIn::Wrong);
    // A sign-in waits five minutes.
    let late = later(at, 6);
    assert_eq!(confirm(&token, &code(&secret, late), late).await, SignIn::Wrong);
    let security = site.person("security", &[Role::SecurityAdministrator]).await;
    staff::reset_totp(&site.office, &security, late, person.account.unwrap())
        .await
        .unwrap();
    assert!(!is_live(site, &session, at).await);
    self::token(site, late, "zhangsan", PASSWORD).await;
}

async fn a_seed_of_a_second_factor_is_in_no_backup_and_outlives_a_change_of_keys(site: &Site) {
    let at = moment("2024-05-06T08:00");
    let mut seeds = Vec::new();
    for login in ["zhangsan", "lisi"] {
        let person = site.person(login, &[Role::Editor]).await;
        let enrolment = staff::start_totp(&site.office, &person, at, PASSWORD)
            .await
            .unwrap();
        if login == "zhangsan" {
            staff::confirm_totp(&site.office, &person, at, &code(&enrolment.secret, at))
                .await
                .unwrap();
        }
        seeds.push(enrolment.secret);
    }
    // One that is on, one that waits for its first code.
    let plain = backup(site, at).await;
    for seed in &seeds {
        assert!(!plain.contains(&seed.to_lowercase()), "{seed}");
    }
    let rotated = office::sealed::rotate(
        &site.office,
        Program::itself(),
        at,
        office::sealed::SEALED,
        |_| (),
    )
    .await
    .unwrap();
    assert!(rotated.values >= 2 && rotated.damaged.is_empty(), "{rotated:?}");
    let at = later(at, 5);
    let SignIn::NeedsCode { token } = try_as(site, at, "zhangsan", PASSWORD).await else {
        panic!()
    };
    let now = code(&seeds[0], at);
    let done = staff::confirm_code(&site.office, at, &token, &now, from(HERE)).await;
    assert!(matches!(done, Ok(SignIn::Done { .. })));
}

/// All that a backup holds, in small letters.
async fn backup(site: &Site, at: Moment) -> String {
    let sink = std::io::Cursor::new(Vec::new());
    let (archive, _) = office::backup::write(&site.office, Program::itself(), at, sink, |_| ())
        .await
        .unwrap();
    let plain = zstd::decode_all(archive.get_ref().as_slice()).unwrap();
    String::from_utf8_lossy(&plain).to_lowercase()
}

async fn a_changed_password_ends_other_sessions_and_never_comes_back_soon(site: &Site) {
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let (one, two) = (
        token(site, at, "zhangsan", PASSWORD).await,
        token(site, at, "zhangsan", PASSWORD).await,
    );
    let kept = staff::session(&site.office, &one, at).await.unwrap().unwrap().id;
    let set =
        async |old: &str, new: &str| staff::set_password(&site.office, &person, at, old, new, &kept).await;
    assert!(set("wrong", "Mengjin-2025").await.is_err());
    assert!(set(PASSWORD, "short").await.is_err());
    assert!(set(PASSWORD, PASSWORD).await.is_err());
    set(PASSWORD, "Mengjin-2025").await.unwrap();
    assert!(is_live(site, &one, at).await);
    assert!(!is_live(site, &two, at).await);
    assert_eq!(try_as(site, at, "zhangsan", PASSWORD).await, SignIn::Wrong);
    assert!(set("Mengjin-2025", PASSWORD).await.is_err());
    // Guessing the old one is guessing.
    for _ in 0..5 {
        assert!(set("wrong", "Mengjin-2031").await.is_err());
    }
    assert!(set("Mengjin-2025", "Mengjin-2031").await.is_err());
}

async fn changes_in_a_row_bring_no_password_back(site: &Site) {
    // Since January.
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let change = async |at: Moment, old: &str, new: &str| {
        let set = staff::set_password(&site.office, &person, at, old, new, "").await;
        set.map_err(|error| error.to_string())
    };
    let number = |number: i64| format!("Xiangshan-{number}");
    let first = change(at, PASSWORD, &number(1)).await;
    first.unwrap();
    for count in 1..10 {
        let refused = change(later(at, count), &number(count), PASSWORD)
            .await
            .unwrap_err();
        assert!(refused.contains("90 日内用过"), "{refused}");
        change(later(at, count), &number(count), &number(count + 1))
            .await
            .unwrap();
    }
    let refused = change(later(at, 11), &number(10), &number(11)).await.unwrap_err();
    assert!(refused.contains("次数过多"), "{refused}");
    let days = |days: i64| later(at, days * 24 * 60);
    change(days(2), &number(10), &number(11)).await.unwrap();
    assert!(change(days(80), &number(11), PASSWORD).await.is_err());
    change(days(91), &number(11), PASSWORD).await.unwrap();
    assert!(
        change(days(300), PASSWORD, &number(11)).await.is_err(),
        "of the last five"
    );
}

async fn a_new_sign_in_ends_the_session_that_the_browser_had(site: &Site) {
    let zhangsan = site.person("zhangsan", &[Role::Editor]).await;
    site.person("lisi", &[Role::Reviewer]).await;
    let at = moment("2024-05-06T08:00");
    let (first, elsewhere) = (
        token(site, at, "zhangsan", PASSWORD).await,
        token(site, at, "zhangsan", PASSWORD).await,
    );
    let again = async |login: &str, password: &str, former: &str| {
        let entrance = Entrance {
            former: Some(former),
            ..from(HERE)
        };
        staff::sign_in(&site.office, at, login, password, entrance)
            .await
            .unwrap()
    };
    assert_eq!(again("lisi", "wrong", &first).await, SignIn::Wrong);
    assert!(is_live(site, &first, at).await, "a failure ends nothing");
    let SignIn::Done { token: second } = again("lisi", PASSWORD, &first).await else {
        panic!()
    };
    assert!(!is_live(site, &first, at).await, "whoever's it was");
    assert!(is_live(site, &second, at).await && is_live(site, &elsewhere, at).await);
    // With a second factor it ends once that is right.
    let enrolment = staff::start_totp(&site.office, &zhangsan, at, PASSWORD)
        .await
        .unwrap();
    let secret = enrolment.secret;
    staff::confirm_totp(&site.office, &zhangsan, at, &code(&secret, at))
        .await
        .unwrap();
    let SignIn::NeedsCode { token: waiting } = again("zhangsan", PASSWORD, &second).await else {
        panic!()
    };
    assert!(is_live(site, &second, at).await);
    let at = later(at, 2);
    let entrance = Entrance {
        former: Some(&second),
        ..from(HERE)
    };
    let done = staff::confirm_code(&site.office, at, &waiting, &code(&secret, at), entrance).await;
    assert!(matches!(done, Ok(SignIn::Done { .. })));
    assert!(!is_live(site, &second, at).await);
}

async fn signing_out_everywhere_and_disabling_end_sessions(site: &Site) {
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let at = moment("2024-05-06T08:00");
    let (one, two) = (
        token(site, at, "zhangsan", PASSWORD).await,
        token(site, at, "zhangsan", PASSWORD).await,
    );
    staff::sign_out(&site.office, &system, at, &one).await.unwrap();
    assert!(
        is_live(site, &one, at).await,
        "not the system administrator's own session"
    );
    staff::sign_out(&site.office, &person, at, &one).await.unwrap();
    assert!(!is_live(site, &one, at).await);
    staff::sign_out_everywhere(&site.office, &person, at)
        .await
        .unwrap();
    assert!(!is_live(site, &two, at).await);
    let three = token(site, at, "zhangsan", PASSWORD).await;
    staff::rename(&site.office, &system, at, person.account.unwrap(), "张三")
        .await
        .unwrap();
    assert!(is_live(site, &three, at).await);
    staff::disable(&site.office, &system, at, person.account.unwrap())
        .await
        .unwrap();
    assert!(!is_live(site, &three, at).await);
    assert_eq!(try_as(site, at, "zhangsan", PASSWORD).await, SignIn::Wrong);
    staff::enable(&site.office, &system, at, person.account.unwrap())
        .await
        .unwrap();
    assert!(!is_live(site, &three, at).await);
    token(site, at, "zhangsan", PASSWORD).await;
    let own = staff::disable(&site.office, &system, at, system.account.unwrap()).await;
    assert!(matches!(own, Err(OfficeError::Invalid(_))));
}

async fn an_old_password_must_be_changed(site: &Site) {
    let new = NewAccount {
        login: "wangwu".to_owned(),
        name: "王五".to_owned(),
    };
    let roles = [Role::Editor].into();
    let at = moment("2024-05-06T08:00");
    staff::create_by_operator(
        &site.office,
        Program::itself(),
        site.organ,
        at,
        &new,
        staff::OperatorChoice {
            roles: &roles,
            password: PASSWORD,
            is_sample: false,
        },
    )
    .await
    .unwrap();
    let must = async |at: Moment| {
        let token = token(site, at, "wangwu", PASSWORD).await;
        staff::session(&site.office, &token, at)
            .await
            .unwrap()
            .unwrap()
            .must_change_password
    };
    assert!(must(at).await);
    let token = token(site, at, "wangwu", PASSWORD).await;
    let session = staff::session(&site.office, &token, at).await.unwrap().unwrap();
    let fresh = "Mengjin-2025";
    staff::set_password(&site.office, &session.actor, at, PASSWORD, fresh, &session.id)
        .await
        .unwrap();
    let must = async |days: i64| {
        let at = later(at, days * 24 * 60);
        let token = self::token(site, at, "wangwu", fresh).await;
        staff::session(&site.office, &token, at)
            .await
            .unwrap()
            .unwrap()
            .must_change_password
    };
    assert!(!must(89).await);
    assert!(must(91).await);
}

async fn a_first_password_opens_for_three_days(site: &Site) {
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let at = moment("2024-05-06T08:00");
    let new = NewAccount {
        login: "lisi".to_owned(),
        name: "李四".to_owned(),
    };
    let (id, first) = staff::create(&site.office, &system, at, &new).await.unwrap();
    let hours = |hours: i64| later(at, hours * 60);
    let has_run_out = async |hours: i64| {
        let found = staff::find(&site.office, &system, later(at, hours * 60), id).await;
        found.unwrap().password == PasswordState::RunOut
    };
    let session = token(site, hours(71), "lisi", &first.0).await;
    assert!(!has_run_out(71).await);
    // Not changed by then: it is wrong like any other, and counts as such.
    assert_eq!(try_as(site, hours(72), "lisi", &first.0).await, SignIn::Wrong);
    assert!(has_run_out(72).await);
    // Whoever signed in with it in time may still change it.
    let session = staff::session(&site.office, &session, later(hours(71), 1)).await;
    let session = session.unwrap().unwrap();
    let fresh = "Xiangshan-2024";
    let set = staff::set_password(&site.office, &session.actor, hours(73), &first.0, fresh, "");
    set.await.unwrap();
    token(site, hours(24 * 30), "lisi", fresh).await;
    assert!(!has_run_out(24 * 30).await);
}

async fn the_session_list_shows_only_live_ones(site: &Site) {
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    token(site, at, "zhangsan", PASSWORD).await;
    token(site, later(at, 20), "zhangsan", PASSWORD).await;
    let count = async |minutes| {
        let at = later(at, minutes);
        staff::list_sessions(&site.office, &person, at, person.account.unwrap())
            .await
            .unwrap()
            .len()
    };
    assert_eq!((count(21).await, count(40).await, count(60).await), (2, 1, 0));
}

/// Neither password, token, code nor what was typed as a login stands anywhere in the store, but as a hash.
async fn no_secret_is_in_the_log(site: &Site) {
    let person = site.person("zhangsan", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let token = token(site, at, "zhangsan", PASSWORD).await;
    try_as(site, at, "My-Secret-Typed-As-Login", "My-Secret-Password").await;
    staff::set_password(&site.office, &person, at, PASSWORD, "Mengjin-2025", "")
        .await
        .unwrap();
    let plain = backup(site, at).await;
    for secret in [
        token.as_str(),
        PASSWORD,
        "Mengjin-2025",
        "My-Secret-Typed-As-Login",
        "My-Secret-Password",
    ] {
        assert!(!plain.contains(&secret.to_lowercase()), "{secret}");
    }
}
