//! The database goes away under the running program: every page that needs it says so, nothing typed is lost, no secret
//! comes back, and what is sent again is taken once the database is there again.

use axum::http::StatusCode;
use law::staff::Role;
use office::cases::{self, CaseFilter};

use crate::forms::{filled, send};
use crate::harness::{Page, World};
use crate::site_apply::{codes, followed, previewed};

const STEP: &str = "/apply/what";
const SEND: &str = "/apply";
/// What would end an attribute, a tag and a line if it were not escaped.
const NASTY: &str = "2024年\"部门预算\"</form><script>alert('1')</script>&amp;\r\n第二行";

/// The page of a fault: its status, when to come back, and that nobody keeps it.
fn is_fault(page: &Page, said: &str) {
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.body);
    assert!(page.has(said), "{}", page.body);
    assert!(page.header("retry-after").parse::<u32>().unwrap() > 0);
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn an_application_that_could_not_be_stored_is_sent_again_from_the_page_that_says_so() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let preview = previewed(&mut visitor, &[("request", NASTY), ("help", "大字材料")]).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    world.wait(10_000);
    let sent = filled(&preview, SEND, &[]);

    world.lose_database();
    let mut page = send(&mut visitor, SEND, &sent).await;
    for _ in 0..2 {
        is_fault(&page, "没有保存，也没有办理");
        assert!(page.has("某某开发区政府信息公开"), "the site's own head");
        assert!(page.has("急需办理的，可以当面提交或者邮寄") && page.has("再次提交"));
        assert!(!page.has("<script>"), "{}", page.body);
        assert_eq!(filled(&page, SEND, &[]), sent);
        // The second time it is known, and nobody asks the database.
        world.app.look_at_store().await.unwrap_err();
        page = send(&mut visitor, SEND, &filled(&page, SEND, &[])).await;
    }

    world.restore_database();
    world.app.look_at_store().await.unwrap();
    let receipt = send(&mut visitor, SEND, &filled(&page, SEND, &[])).await;
    let receipt = followed(&mut visitor, receipt).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    let again = send(&mut visitor, SEND, &sent).await;
    let again = followed(&mut visitor, again).await;
    assert_eq!(codes(&receipt), codes(&again), "sent twice, taken once");
    let clerk = world.actor(Role::RequestClerk).await;
    let listed = cases::list(&world.office, &clerk, &CaseFilter::default())
        .await
        .unwrap();
    assert_eq!(listed.total, 1);
}

#[tokio::test]
async fn the_fields_of_an_upload_come_back_and_its_files_do_not() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    visitor.get("/apply").await;
    world.lose_database();
    world.app.look_at_store().await.unwrap_err();
    let fields = [("batch", "0123abcd"), ("request", NASTY), ("name", "张三")];
    let much = vec![b'x'; 3 << 20];
    let page = visitor.upload_with(STEP, &fields, "身份证.png", &much).await;
    is_fault(&page, "所选的文件没有保存，需要重新选择");
    assert!(page.has("enctype=\"multipart/form-data\"") && !page.has("身份证.png"));
    let back = filled(&page, STEP, &[]);
    for (name, value) in fields {
        assert!(
            back.contains(&(name.to_owned(), value.to_owned())),
            "{name}: {back:?}"
        );
    }
    assert!(page.body.len() < 20_000);
}

#[tokio::test]
async fn no_secret_comes_back_and_nothing_that_was_not_ours() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    visitor.get("/desk/session").await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    world.lose_database();
    world.app.look_at_store().await.unwrap_err();
    let secret = "Geheim-Wort-2026";
    let pages = [
        visitor
            .post("/desk/session", &[("login", "editor"), ("password", secret)])
            .await,
        visitor.post("/desk/session/code", &[("code", secret)]).await,
        clerk
            .post("/desk/account/password", &[("old_password", secret)])
            .await,
        clerk
            .post("/desk/cases/1", &[("new_password", secret), ("note", "甲")])
            .await,
        visitor.post_bare("/apply", &[("request", secret)]).await,
    ];
    for page in &pages {
        is_fault(page, "返回上一页，重新提交");
        assert!(!page.has(secret) && !page.has("再次提交"), "{}", page.body);
    }
}

#[tokio::test]
async fn what_was_typed_at_the_desk_is_saved_when_the_database_is_back() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let form = editor.get("/desk/columns/new").await;
    let changed = [("name", "办事<指南>"), ("slug", "banshi")];
    let typed = filled(&form, "/desk/columns", &changed);
    world.lose_database();
    let page = send(&mut editor, "/desk/columns", &typed).await;
    is_fault(&page, "您填写的内容都在本页");
    assert_eq!(filled(&page, "/desk/columns", &[]), typed);
    world.restore_database();
    let saved = send(&mut editor, "/desk/columns", &filled(&page, "/desk/columns", &[])).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

#[tokio::test]
async fn while_the_database_is_away_every_page_says_so_and_what_is_at_hand_is_served() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    assert_eq!(visitor.get("/guide").await.status, StatusCode::OK);
    world.lose_database();
    world.app.look_at_store().await.unwrap_err();
    for path in [
        "/",
        "/columns",
        "/apply",
        "/track",
        "/desk",
        "/desk/session",
        "/fees?pages=3",
    ] {
        let page = visitor.get(path).await;
        is_fault(&page, "数据库没有应答");
        assert!(
            page.has(&format!("href=\"{path}\"")),
            "{path}: the way back to it\n{}",
            page.body
        );
    }
    assert_eq!(visitor.get("/guide").await.status, StatusCode::OK, "at hand");
    assert_eq!(visitor.get("/healthz").await.status, StatusCode::OK);
    let ready = visitor.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(ready.has("the database does not answer"));
    world.restore_database();
    world.app.look_at_store().await.unwrap();
    for path in ["/", "/apply", "/readyz"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::OK, "{path}");
    }
}
