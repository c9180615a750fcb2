//! What was typed is not lost when the session ends while one writes, or when a page has grown too old.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::{fill_in, filled};
use crate::harness::{Browser, PASSWORD, Page, World};

const TYPED: &str = "办事<指南>\r\n第二行 “引号” & 其他";
const HOUR: i64 = 3_600_000;

async fn send(browser: &mut Browser, path: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post_bare(path, &fields).await
}

/// A new column, typed and sent after the session ended.
async fn typed_too_late(world: &World, editor: &mut Browser) -> Page {
    let form = editor.get("/desk/columns/new").await;
    let changed = [("name", "办事指南"), ("slug", "banshi"), ("description", TYPED)];
    let typed = filled(&form, "/desk/columns", &changed);
    world.wait(HOUR);
    let page = send(editor, "/desk/columns", &typed).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(
        page.has("登录已失效") && page.has("您填写的内容没有丢失"),
        "{}",
        page.body
    );
    page
}

#[tokio::test]
async fn what_was_typed_while_the_session_ended_is_saved_after_signing_in() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let page = typed_too_late(&world, &mut editor).await;
    // A slip in the password loses nothing either.
    let wrong = filled(
        &page,
        "/desk/session",
        &[("login", "editor"), ("password", "Wrong-2026-pass")],
    );
    let page = send(&mut editor, "/desk/session", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = filled(&page, "/desk/session", &[("password", PASSWORD)]);
    let page = send(&mut editor, "/desk/session", &right).await;
    assert!(page.has("已登录") && !page.has(PASSWORD), "{}", page.body);
    let again = filled(&page, "/desk/columns", &[]);
    assert!(
        again.contains(&("description".to_owned(), TYPED.to_owned())),
        "{again:?}"
    );
    let saved = send(&mut editor, "/desk/columns", &again).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

#[tokio::test]
async fn a_form_of_another_host_is_not_carried_and_leads_nowhere() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let foreign = [("name", "外来的内容")];
    for origin in [
        "https://evil.example",
        "null",
        "http://localhost.evil.example",
        "http://localhost:9999",
    ] {
        let page = visitor.post_old("/desk/columns", &foreign, origin).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{origin}");
        assert!(!page.has("外来的内容"), "{origin}");
    }
    // Nor what claims to be a form of the desk and goes elsewhere.
    for action in ["https://evil.example/desk", "/apply", "/desk/session/end"] {
        let carried =
            format!("{{\"action\":\"{action}\",\"fields\":[],\"is_upload\":false,\"had_files\":false}}");
        let fields = [("login", "editor"), ("password", PASSWORD), ("carried", &carried)];
        let page = fill_in(&mut visitor, "/desk/session", "/desk/session", &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{action}");
        visitor = world.visitor();
    }
}

#[tokio::test]
async fn a_form_of_an_older_session_is_sent_again_from_the_page_that_says_so() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let fields = [
        ("name", "办事指南"),
        ("slug", "banshi"),
        ("kind", "custom"),
        ("description", TYPED),
    ];
    let own = editor
        .post_old("/desk/columns", &fields, "http://localhost")
        .await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    assert!(
        own.has("再次提交") && own.has("办事&#60;指南&#62;"),
        "{}",
        own.body
    );
    let again = filled(&own, "/desk/columns", &[]);
    let saved = send(&mut editor, "/desk/columns", &again).await;
    assert_ne!(saved.status, StatusCode::FORBIDDEN, "{}", saved.body);
    let foreign = editor
        .post_old("/desk/columns", &fields, "https://evil.example")
        .await;
    assert!(!foreign.has("再次提交") && !foreign.has("第二行"));
}

#[tokio::test]
async fn a_visitors_form_outlives_the_cookie_it_was_made_with() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let fields = [("request", TYPED), ("kind", "natural_person")];
    let page = visitor.post_old("/apply/what", &fields, "http://localhost").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let again = filled(&page, "/apply/what", &[]);
    assert!(
        again.contains(&("request".to_owned(), TYPED.to_owned())),
        "{again:?}"
    );
    let page = send(&mut visitor, "/apply/what", &again).await;
    assert_ne!(page.status, StatusCode::FORBIDDEN, "{}", page.body);
}
