//! Coming in and going out: passwords, locks, second factors, sessions that end, and an account's own page.

use axum::http::StatusCode;
use law::staff::{Role, SecondFactorOf};
use office::{Program, staff};
use totp_rs::Totp;
use web::Settings;

use crate::forms::fill_in;
use crate::harness::{Browser, PASSWORD, Page, World};

const MINUTE: i64 = 60_000;

async fn try_in(browser: &mut Browser, login: &str, password: &str) -> Page {
    let fields = [("login", login), ("password", password)];
    fill_in(browser, "/desk/session", "/desk/session", &fields).await
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_are_answered_alike() {
    let world = World::new().await;
    let mut stranger = world.visitor();
    let wrong = try_in(&mut stranger, "editor", "Wrong-2026-pass").await;
    let unknown = try_in(&mut stranger, "nobody", "Wrong-2026-pass").await;
    for (page, login) in [(&wrong, "editor"), (&unknown, "nobody")] {
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("登录名或者密码不对"));
        assert_eq!(page.field("login"), Some(login), "the login is kept");
        assert!(!page.has("Wrong-2026-pass"), "the password is not");
    }
}

#[tokio::test]
async fn five_failures_lock_and_waiting_unlocks() {
    let world = World::new().await;
    let mut person = world.visitor();
    for _ in 0..5 {
        try_in(&mut person, "editor", "Wrong-2026-pass").await;
    }
    let page = try_in(&mut person, "editor", PASSWORD).await;
    assert_eq!(
        page.status,
        StatusCode::TOO_MANY_REQUESTS,
        "even the right one waits"
    );
    assert!(page.has("已暂停登录"));
    let seconds: i64 = page.header("retry-after").parse().unwrap();
    assert!((1..=15 * 60).contains(&seconds), "{seconds}");
    world.wait(seconds * 1000 + 1);
    assert_eq!(
        try_in(&mut person, "editor", PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn who_was_on_the_way_to_a_page_comes_to_it() {
    let world = World::new().await;
    let mut editor = world.visitor();
    let sent = editor.get("/desk/documents?state=draft").await;
    let page = editor.get(sent.header("location")).await;
    let next = page.field("next").unwrap().to_owned();
    let fields = [("login", "editor"), ("password", PASSWORD), ("next", &next)];
    let page = editor.post("/desk/session", &fields).await;
    assert_eq!(page.header("location"), "/desk/documents?state=draft");
}

#[tokio::test]
async fn a_session_ends_when_it_is_left_alone() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    world.wait(29 * MINUTE);
    assert_eq!(editor.get("/desk").await.status, StatusCode::OK);
    world.wait(31 * MINUTE);
    let page = editor.get("/desk/organ").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(page.header("location").starts_with("/desk/session?next="));
}

#[tokio::test]
async fn a_session_ends_after_a_day_of_work_however_busy() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    for _ in 0..35 {
        world.wait(20 * MINUTE);
        assert_eq!(editor.get("/desk").await.status, StatusCode::OK);
    }
    world.wait(21 * MINUTE);
    assert_eq!(editor.get("/desk").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_out_ends_this_session_and_signing_out_everywhere_all_of_them() {
    let world = World::new().await;
    let mut here = world.at_desk(Role::Editor).await;
    let mut there = world.at_desk(Role::Editor).await;
    let mut elsewhere = world.at_desk(Role::Editor).await;
    let kept = here.clone();
    here.post("/desk/session/end", &[]).await;
    let mut kept = kept;
    assert_eq!(
        kept.get("/desk").await.status,
        StatusCode::SEE_OTHER,
        "the old cookie opens nothing"
    );
    let page = fill_in(
        &mut there,
        "/desk/account/sessions/end",
        "/desk/account/sessions/end",
        &[],
    )
    .await;
    assert_eq!(page.header("location"), "/desk/session");
    assert_eq!(elsewhere.get("/desk").await.status, StatusCode::SEE_OTHER);
}

/// The six digits that a phone which read this address shows now.
fn code(world: &World, url: &str) -> String {
    let seconds = u64::try_from(world.moment().now.as_second()).unwrap();
    Totp::from_url(url).unwrap().generate(seconds).to_string()
}

#[tokio::test]
async fn a_second_factor_is_asked_for_once_it_is_on() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let page = fill_in(
        &mut editor,
        "/desk/account",
        "/desk/account/second-factor",
        &[("password", PASSWORD)],
    )
    .await;
    assert!(page.has("<svg"), "a picture to scan");
    let secret = page.field("secret").unwrap().to_owned();
    let url = page.field("url").unwrap().replace("&#38;", "&");
    let wrong = [("secret", secret.as_str()), ("url", &url), ("code", "000000")];
    let page = editor
        .post("/desk/account/second-factor/confirmation", &wrong)
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has(&secret) && page.has("id=\"code-error\""));
    let now = code(&world, &url);
    let right = [("secret", secret.as_str()), ("url", &url), ("code", &now)];
    let page = editor
        .post("/desk/account/second-factor/confirmation", &right)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);

    let mut again = world.visitor();
    let page = try_in(&mut again, "editor", PASSWORD).await;
    let step = page.header("location").to_owned();
    assert!(step.starts_with("/desk/session/code"));
    assert_eq!(
        again.get("/desk").await.status,
        StatusCode::SEE_OTHER,
        "the password alone opens nothing"
    );
    again.get(&step).await;
    let page = again.post("/desk/session/code", &[("code", &now)]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a code is good once"
    );
    world.wait(30_000);
    let next = code(&world, &url);
    let page = again.post("/desk/session/code", &[("code", &next)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(again.get("/desk").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_other_sessions() {
    let world = World::new().await;
    let mut here = world.at_desk(Role::Editor).await;
    let mut elsewhere = world.at_desk(Role::Editor).await;
    let (path, action) = ("/desk/account", "/desk/account/password");
    let cases = [
        (
            "Wrong-2026-pass",
            "Another-2026-pass",
            "Another-2026-pass",
            "old_password",
        ),
        (PASSWORD, "short", "short", "new_password"),
        (
            PASSWORD,
            "Another-2026-pass",
            "Different-2026-pass",
            "new_password_again",
        ),
    ];
    for (old, new, again, field) in cases {
        let fields = [
            ("old_password", old),
            ("new_password", new),
            ("new_password_again", again),
        ];
        let page = fill_in(&mut here, path, action, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.has(&format!("id=\"{field}-error\"")), "{field}");
    }
    let fields = [
        ("old_password", PASSWORD),
        ("new_password", "Another-2026-pass"),
        ("new_password_again", "Another-2026-pass"),
    ];
    let page = fill_in(&mut here, path, action, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/desk").await.status, StatusCode::OK);
    assert_eq!(elsewhere.get("/desk").await.status, StatusCode::SEE_OTHER);
    let mut later = world.visitor();
    assert_eq!(
        try_in(&mut later, "editor", "Another-2026-pass").await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_second_sign_in_of_one_browser_ends_its_first_session() {
    let world = World::new().await;
    let mut browser = world.at_desk(Role::Editor).await;
    let mut copied = browser.clone();
    let mut elsewhere = world.at_desk(Role::Editor).await;
    assert_eq!(copied.get("/desk").await.status, StatusCode::OK);
    // The sign-in page leads whoever is signed in to the desk; its form was open in another tab.
    let fields = [("login", "reviewer"), ("password", PASSWORD)];
    let page = browser.post("/desk/session", &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(browser.get("/desk").await.status, StatusCode::OK);
    assert_eq!(
        copied.get("/desk").await.status,
        StatusCode::SEE_OTHER,
        "it is over"
    );
    assert_eq!(elsewhere.get("/desk").await.status, StatusCode::OK);
}

/// Somebody of this role who is no sample, in a browser that is signed in; the first password is changed.
async fn true_person(world: &World, login: &str, role: Role) -> Browser {
    let new = staff::NewAccount {
        login: login.into(),
        name: "赵六".into(),
    };
    let choice = staff::OperatorChoice {
        roles: &[role].into(),
        password: PASSWORD,
        is_sample: false,
    };
    let (office, at) = (&world.office, world.moment());
    staff::create_by_operator(office, Program::itself(), world.organ, at, &new, choice)
        .await
        .unwrap();
    let mut browser = world.visitor();
    try_in(&mut browser, login, PASSWORD).await;
    let fields = [
        ("old_password", PASSWORD),
        ("new_password", NEXT),
        ("new_password_again", NEXT),
    ];
    let page = fill_in(&mut browser, "/desk/account", "/desk/account/password", &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    browser
}

const NEXT: &str = "Xiangshan-2026";

#[tokio::test]
async fn an_administrator_turns_the_second_factor_on_before_anything_else() {
    let world = World::new().await;
    let mut system = true_person(&world, "zhaoliu", Role::SystemAdministrator).await;
    for path in ["/desk", "/desk/people", "/desk/organ"] {
        assert_eq!(
            system.get(path).await.header("location"),
            "/desk/account",
            "{path}"
        );
    }
    assert!(system.get("/desk/account").await.has("您的账号须启用动态口令"));
    let fields = [("login", "qianqi"), ("name", "钱七")];
    let page = system.post("/desk/people", &fields).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.has("请先启用动态口令"));
    let start = "/desk/account/second-factor";
    let page = fill_in(&mut system, "/desk/account", start, &[("password", NEXT)]).await;
    let (secret, url) = (page.field("secret").unwrap(), page.field("url").unwrap());
    let code = code(&world, &url.replace("&#38;", "&"));
    let fields = [("secret", secret), ("url", url), ("code", &code)];
    let page = system
        .post("/desk/account/second-factor/confirmation", &fields)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(system.get("/desk/people").await.status, StatusCode::OK);
    // It stays on.
    let removal = "/desk/account/second-factor/removal";
    let page = system.post(removal, &[("password", NEXT)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("不能停用"));
    // Others may do without, unless all are to have one; samples always.
    let mut editor = true_person(&world, "sunba", Role::Editor).await;
    assert_eq!(editor.get("/desk").await.status, StatusCode::OK);
    let mut sample = world.at_desk(Role::SystemAdministrator).await;
    assert_eq!(sample.get("/desk/people").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_second_factor_can_be_required_of_all_or_of_nobody() {
    for (second_factor, role, is_due) in [
        (SecondFactorOf::Everybody, Role::Editor, true),
        (SecondFactorOf::Nobody, Role::Auditor, false),
    ] {
        let world = World::with(Settings {
            second_factor,
            ..Settings::default()
        })
        .await;
        let mut person = true_person(&world, "zhaoliu", role).await;
        let expected = if is_due {
            StatusCode::SEE_OTHER
        } else {
            StatusCode::OK
        };
        assert_eq!(person.get("/desk").await.status, expected);
    }
}

#[tokio::test]
async fn an_account_has_three_sessions_and_a_fourth_ends_the_one_longest_unused() {
    let world = World::new().await;
    let mut first = true_person(&world, "zhaoliu", Role::Editor).await;
    let mut others = Vec::new();
    for _ in 0..2 {
        world.wait(2 * MINUTE);
        let mut browser = world.visitor();
        try_in(&mut browser, "zhaoliu", NEXT).await;
        others.push(browser);
    }
    world.wait(2 * MINUTE);
    assert_eq!(first.get("/desk").await.status, StatusCode::OK, "used last");
    let mut fourth = world.visitor();
    try_in(&mut fourth, "zhaoliu", NEXT).await;
    for browser in [&mut first, &mut fourth, &mut others[1]] {
        assert_eq!(browser.get("/desk").await.status, StatusCode::OK);
    }
    assert_eq!(others[0].get("/desk").await.status, StatusCode::SEE_OTHER);
    let mut auditor = world.at_desk(Role::Auditor).await;
    let page = auditor.get("/desk/audit?act=session.displace").await;
    assert!(page.has("登录数超过上限") && page.body.matches("class=\"audit-hash\"").count() == 1);
}
