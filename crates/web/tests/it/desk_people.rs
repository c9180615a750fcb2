//! People: an account is opened by one administrator, trusted by another, and neither can do the other's part.

use axum::http::StatusCode;
use law::staff::Role;
use office::{Program, staff};

use crate::forms::{fill_in, filled, send};
use crate::harness::{Browser, PASSWORD, Page, World};

const HERE: &str = "/desk/people";

/// The address of someone's page, as the list has it.
async fn page_of(browser: &mut Browser, name: &str) -> String {
    let list = browser.get(HERE).await;
    let link = list
        .body
        .split(&format!("\">{name}</a>"))
        .next()
        .unwrap()
        .to_owned();
    link.rsplit("href=\"").next().unwrap().to_owned()
}

/// The one-time password a page shows.
fn shown(page: &Page) -> String {
    let (_, rest) = page
        .body
        .split_once("<dt>一次性密码</dt><dd><span class=\"secret\">")
        .unwrap();
    rest.split('<').next().unwrap().to_owned()
}

async fn signed_in(world: &World, login: &str, password: &str) -> (Browser, Page) {
    let mut browser = world.visitor();
    browser.get("/desk/session").await;
    let page = browser
        .post("/desk/session", &[("login", login), ("password", password)])
        .await;
    (browser, page)
}

/// 李四, opened but not trusted with anything; gives the page and the first password.
async fn opened(system: &mut Browser) -> (String, String) {
    let fields = [("name", "李四"), ("login", "LiSi")];
    let page = fill_in(system, "/desk/people/new", HERE, &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.has("李四的账号已开通"));
    assert_eq!(page.header("cache-control"), "no-store");
    (page_of(system, "李四").await, shown(&page))
}

#[tokio::test]
async fn an_account_is_opened_trusted_and_used() {
    let world = World::new().await;
    let mut system = world.at_desk(Role::SystemAdministrator).await;
    let mut security = world.at_desk(Role::SecurityAdministrator).await;
    let (here, password) = opened(&mut system).await;
    assert!(!system.get(&here).await.has(&password), "it is shown once");
    let (mut new, page) = signed_in(&world, "lisi", &password).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(
        new.get("/desk").await.status,
        StatusCode::FORBIDDEN,
        "trusted with nothing yet"
    );
    assert!(new.get("/desk").await.has("账号尚未分配角色"));
    assert!(system.get(HERE).await.has("待分配角色"));
    let roles = format!("{here}/roles");
    let page = fill_in(&mut security, &here, &roles, &[("role", "editor")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(security.get(&here).await.has("角色已分配"));
    let (mut new, _) = signed_in(&world, "lisi", &password).await;
    assert_eq!(
        new.get("/desk").await.header("location"),
        "/desk/account",
        "the password is due first"
    );
    let next = "Ganxinde-2026";
    let fields = [
        ("old_password", password.as_str()),
        ("new_password", next),
        ("new_password_again", next),
    ];
    let page = fill_in(&mut new, "/desk/account", "/desk/account/password", &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(new.get("/desk/documents/new").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_wrong_with_a_new_account_is_told_at_its_field() {
    let world = World::new().await;
    let mut system = world.at_desk(Role::SystemAdministrator).await;
    let cases = [
        ("", "zhaoliu", "name"),
        ("赵六", "六", "login"),
        ("赵六", "EDITOR", "login"),
    ];
    for (name, login, field) in cases {
        let page = fill_in(
            &mut system,
            "/desk/people/new",
            HERE,
            &[("name", name), ("login", login)],
        )
        .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {login}");
        assert!(page.has(&format!("id=\"{field}-error\"")), "{field}");
        assert_eq!(
            (page.field("name"), page.field("login")),
            (Some(name), Some(login))
        );
    }
}

#[tokio::test]
async fn roles_that_can_not_stand_together_are_refused_with_what_was_ticked() {
    let world = World::new().await;
    let mut security = world.at_desk(Role::SecurityAdministrator).await;
    let here = page_of(&mut security, Role::Editor.label()).await;
    let roles = format!("{here}/roles");
    security.get(&here).await;
    let page = security
        .post(&roles, &[("role", "editor"), ("role", "auditor")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("三员分立") && page.has("id=\"roles-error\""));
    assert_eq!(page.body.matches(" checked").count(), 2, "both are still ticked");
    let page = security.post(&roles, &[]).await;
    assert!(page.has("至少要有一个角色"));
    let own = page_of(&mut security, Role::SecurityAdministrator.label()).await;
    assert!(
        !security.get(&own).await.has("保存角色"),
        "nobody trusts themselves"
    );
}

#[tokio::test]
async fn an_account_is_closed_and_opened_again() {
    let world = World::new().await;
    let mut system = world.at_desk(Role::SystemAdministrator).await;
    let mut editor = world.at_desk(Role::Editor).await;
    let here = page_of(&mut system, Role::Editor.label()).await;
    let closure = format!("{here}/closure");
    let page = fill_in(&mut system, &closure, &closure, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(
        editor.get("/desk").await.status,
        StatusCode::SEE_OTHER,
        "the session is over"
    );
    let (_, page) = signed_in(&world, "editor", PASSWORD).await;
    assert_ne!(page.status, StatusCode::SEE_OTHER, "and there is no other");
    let shown = system.get(&here).await;
    assert!(shown.has("已停用"));
    let reopening = format!("{here}/closure/removal");
    send(&mut system, &reopening, &filled(&shown, &reopening, &[])).await;
    let (_, page) = signed_in(&world, "editor", PASSWORD).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let own = page_of(&mut system, Role::SystemAdministrator.label()).await;
    let page = fill_in(
        &mut system,
        &format!("{own}/closure"),
        &format!("{own}/closure"),
        &[],
    )
    .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("不能停用本人"));
}

#[tokio::test]
async fn a_lost_password_is_asked_for_by_one_and_handed_over_by_another() {
    let world = World::new().await;
    let mut system = world.at_desk(Role::SystemAdministrator).await;
    let mut security = world.at_desk(Role::SecurityAdministrator).await;
    let here = page_of(&mut system, Role::Editor.label()).await;
    let reset = format!("{here}/password");
    let page = fill_in(&mut system, &reset, &reset, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(page.header("location"), here);
    let page = system.get(&here).await;
    assert!(page.has("请通知安全管理员") && page.has("重置密码待确认"));
    assert!(!page.has("一次性密码</dt>"), "who asks is shown nothing");
    let confirmation = format!("{here}/password/confirmation");
    assert_eq!(system.get(&confirmation).await.status, StatusCode::FORBIDDEN);
    let (_, page) = signed_in(&world, "editor", PASSWORD).await;
    assert_eq!(
        page.status,
        StatusCode::SEE_OTHER,
        "the present one works until then"
    );
    let page = security.get(&here).await;
    assert!(page.has("系统管理员提出重置") && page.has(&confirmation));
    let page = fill_in(&mut security, &confirmation, &confirmation, &[]).await;
    let (_, page) = signed_in(&world, "editor", &shown(&page)).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = fill_in(&mut security, &confirmation, &confirmation, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("没有等待确认的重置"));
}

#[tokio::test]
async fn a_reset_can_be_refused_and_administrators_have_none() {
    let world = World::new().await;
    let mut system = world.at_desk(Role::SystemAdministrator).await;
    let mut security = world.at_desk(Role::SecurityAdministrator).await;
    let here = page_of(&mut system, Role::Editor.label()).await;
    let reset = format!("{here}/password");
    fill_in(&mut system, &reset, &reset, &[]).await;
    let refusal = format!("{here}/password/refusal");
    let page = fill_in(&mut security, &here, &refusal, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = security.get(&here).await;
    assert!(page.has("重置已退回") && !page.has("/password/confirmation"));
    for (role, words) in [
        (Role::Auditor, "用命令行重置"),
        (Role::SystemAdministrator, "不能自己重置"),
    ] {
        let other = page_of(&mut system, role.label()).await;
        let reset = format!("{other}/password");
        let page = fill_in(&mut system, &reset, &reset, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has(words), "and it says who can");
    }
}

#[tokio::test]
async fn a_mailed_code_sets_a_password_and_the_page_tells_nothing_else() {
    let world = World::with(web::Settings {
        mail_way: Some("测试".into()),
        ..web::Settings::default()
    })
    .await;
    let editor = world.actor(Role::Editor).await;
    staff::set_mail(
        &world.office,
        &editor,
        world.moment(),
        "bian@example.gov.cn",
        PASSWORD,
    )
    .await
    .unwrap();
    world.wait(4 * 86_400_000);
    let mut system = world.at_desk(Role::SystemAdministrator).await;
    let here = page_of(&mut system, Role::Editor.label()).await;
    let reset = format!("{here}/password");
    fill_in(&mut system, &reset, &reset, &[]).await;
    assert!(system.get(&here).await.has("重置码已发往本人邮箱"));
    let mail = staff::ResetMail {
        account: editor.account.unwrap(),
    };
    let addressed = staff::reset_addressed(&world.office, Program::itself(), world.moment(), &mail).await;
    let Ok(office::reminders::Addressed::To(mail)) = addressed else {
        panic!("{addressed:?}")
    };
    let code = mail
        .text
        .lines()
        .find(|line| line.starts_with("  "))
        .unwrap()
        .trim();
    let next = "Ganxinde-2026";
    let set = async |login: &str, code: &str, again: &str| {
        let fields = [
            ("login", login),
            ("code", code),
            ("new_password", next),
            ("new_password_again", again),
        ];
        let path = "/desk/session/password";
        fill_in(&mut world.visitor(), path, path, &fields).await
    };
    for (login, typed, again, field) in [
        ("editor", "2345-6789", next, "code"),
        ("nobody", code, next, "code"),
        ("editor", code, "Ganxinde-2027", "new_password_again"),
    ] {
        let page = set(login, typed, again).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has(&format!("id=\"{field}-error\"")), "{field}");
        assert_eq!(page.field("login"), Some(login));
    }
    let page = set("editor", code, next).await;
    assert_eq!(page.header("location"), "/desk/session", "{}", page.body);
    let (_, page) = signed_in(&world, "editor", next).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_locked_account_is_let_in_again_and_sessions_are_ended() {
    let world = World::new().await;
    let mut security = world.at_desk(Role::SecurityAdministrator).await;
    let mut editor = world.at_desk(Role::Editor).await;
    let here = page_of(&mut security, Role::Editor.label()).await;
    for _ in 0..10 {
        signed_in(&world, "editor", "wrong").await;
    }
    let page = security.get(&here).await;
    assert!(page.has("锁定至"), "{}", page.body);
    let unlock = format!("{here}/lock/removal");
    send(&mut security, &unlock, &filled(&page, &unlock, &[])).await;
    let (_, page) = signed_in(&world, "editor", PASSWORD).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let end = format!("{here}/sessions/end");
    fill_in(&mut security, &end, &end, &[]).await;
    assert_eq!(editor.get("/desk").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn each_administrator_sees_only_their_own_part() {
    let world = World::new().await;
    let mut system = world.at_desk(Role::SystemAdministrator).await;
    let mut security = world.at_desk(Role::SecurityAdministrator).await;
    let mut auditor = world.at_desk(Role::Auditor).await;
    let here = page_of(&mut auditor, Role::Editor.label()).await;
    let parts = ["修改姓名", "保存角色", "办理记录"];
    for (browser, seen) in [
        (&mut system, [true, false, false]),
        (&mut security, [false, true, false]),
        (&mut auditor, [false, false, true]),
    ] {
        let page = browser.get(&here).await;
        assert_eq!(parts.map(|part| page.has(part)), seen);
    }
    assert_eq!(
        system
            .post(&format!("{here}/roles"), &[("role", "signer")])
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        security.post(&format!("{here}/closure"), &[]).await.status,
        StatusCode::FORBIDDEN
    );
    let matrix = auditor.get("/desk/people/permissions").await;
    assert!(matrix.has("发布政府信息") && matrix.has("安全管理员"));
}

#[tokio::test]
async fn people_of_another_organ_are_not_there() {
    let world = World::new().await;
    let profile = office::organs::Profile {
        name: "另一机关".into(),
        level: "department".into(),
        site_name: "另一机关".into(),
        ..office::organs::Profile::default()
    };
    let other = office::organs::create(
        &world.office,
        Program::itself(),
        world.moment(),
        "TEST02",
        &profile,
    )
    .await
    .unwrap();
    let new = staff::NewAccount {
        login: "waiji".into(),
        name: "外机关人员".into(),
    };
    let id = staff::create_by_operator(
        &world.office,
        Program::itself(),
        other,
        world.moment(),
        &new,
        staff::OperatorChoice {
            roles: &[Role::Editor].into(),
            password: crate::harness::PASSWORD,
            is_sample: true,
        },
    )
    .await
    .unwrap();
    let mut system = world.at_desk(Role::SystemAdministrator).await;
    assert!(!system.get(HERE).await.has("外机关人员"));
    for place in ["", "/closure", "/password"] {
        assert_eq!(
            system.get(&format!("{HERE}/{id}{place}")).await.status,
            StatusCode::NOT_FOUND,
            "{place}"
        );
    }
    system.get(HERE).await;
    assert_eq!(
        system.post(&format!("{HERE}/{id}/closure"), &[]).await.status,
        StatusCode::NOT_FOUND
    );
}
