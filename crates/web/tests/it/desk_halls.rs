//! The halls at the desk and on the site: set up, shown to the public, tapped at by a script and by the page's own form, and the terminal
//! that leads nowhere.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::fill_in;
use crate::harness::{Browser, World};

async fn set_up(world: &World) -> String {
    let mut signer = world.at_desk(Role::Signer).await;
    let typed = [
        ("name", "南厅"),
        ("address", "示例路 1 号"),
        ("phone", "0379-00000000"),
        ("summer", "8:30-12:00，15:00-18:30"),
        ("days", "every_day"),
    ];
    let made = fill_in(&mut signer, "/desk/halls/new", "/desk/halls", &typed).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let windows = made.header("location").to_owned();
    assert!(signer.get("/desk").await.has("政务服务大厅"));
    windows.trim_end_matches("/windows").to_owned()
}

/// A tap as the tablet's script sends it.
async fn tapped(clerk: &mut Browser, hall: &str, mark: &str, tap: &str) -> (StatusCode, serde_json::Value) {
    clerk.get(&format!("{hall}/register")).await;
    let fields = [("mark", mark), ("tap", tap)];
    let answer = clerk
        .post_with(&format!("{hall}/register"), &fields, &[("hx-request", "true")])
        .await;
    (answer.status, serde_json::from_str(&answer.body).unwrap())
}

#[tokio::test]
async fn a_hall_that_is_set_up_is_found_by_the_public_and_names_nobody() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    assert!(visitor.get("/halls").await.has("正在整理"));
    assert!(!visitor.get("/contact").await.has("/halls"));
    let hall = set_up(&world).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let windows = format!("{hall}/windows");
    let added = fill_in(&mut signer, &windows, &windows, &[("name", "3 号窗口")]).await;
    let window = added.header("location").to_owned();
    let turn = [("turn", "a"), ("person", "示例·甲")];
    let roster = format!("{window}/roster");
    fill_in(&mut signer, &window, &roster, &turn).await;
    assert!(signer.get("/desk/halls").await.has("示例·甲（A角）"));
    let page = visitor.get("/halls").await;
    assert!(page.has("南厅") && page.has("tel:0379-00000000") && page.has("8:30-12:00"));
    assert!(!page.has("示例·甲"));
    assert!(visitor.get("/contact").await.has("/halls"));
}

#[tokio::test]
async fn what_the_tablet_sends_twice_is_answered_twice_and_counts_once() {
    let world = World::new().await;
    let hall = set_up(&world).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let (mark, other) = ("0123456789abcdef", "fedcba9876543210");
    let (status, first) = tapped(&mut clerk, &hall, mark, "reading answered").await;
    assert_eq!((status, first["is_new"].as_bool()), (StatusCode::OK, Some(true)));
    let (_, again) = tapped(&mut clerk, &hall, mark, "reading answered").await;
    assert_eq!(
        (again["is_new"].as_bool(), again["today"]["total"].as_u64()),
        (Some(false), Some(1))
    );
    assert_eq!(again["mark"], mark);
    let (_, next) = tapped(&mut clerk, &hall, other, "policy referred").await;
    assert_eq!(next["next"], "填写转办内容");
    let (status, refused) = tapped(&mut clerk, &hall, "0000000000000000", "moon answered").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused["refused"].as_str().is_some_and(|why| !why.is_empty()));
    // Without scripts the page's own form does the same.
    let register = format!("{hall}/register");
    let plain = fill_in(&mut clerk, &register, &register, &[("tap", "guidance answered")]).await;
    assert_eq!(plain.status, StatusCode::SEE_OTHER);
    let month = clerk.get(&format!("{hall}/month")).await;
    assert!(month.has("接待3人次"), "{}", month.main());
    // A number opens into its records, and the visit into its own page, where it is handed on.
    let visit = next["href"].as_str().unwrap();
    assert!(clerk.get(visit).await.has("来访人的原话"));
    let asked = [("title", "租金优惠"), ("text", "问租金优惠到什么时候。")];
    let referred = fill_in(&mut clerk, visit, &format!("{visit}/matter"), &asked).await;
    assert_eq!(referred.status, StatusCode::SEE_OTHER, "{}", referred.body);
    assert!(clerk.get(visit).await.has("/desk/matters/"));
}

#[tokio::test]
async fn a_terminal_in_a_hall_reaches_no_desk_and_no_form() {
    let world = World::new().await;
    let mut terminal = world.visitor();
    let start = terminal.get("/kiosk").await;
    assert!(start.has("is-kiosk") && start.has("查阅信息不问身份"));
    for (path, told) in [
        ("/desk", "/kiosk"),
        ("/desk/session", "/kiosk"),
        ("/apply", "/kiosk"),
        ("/apply/who", "/kiosk"),
        ("/ask", "/kiosk"),
        ("/track", "/kiosk"),
        ("/display?size=normal", "/kiosk"),
    ] {
        let page = terminal.get(path).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
        assert!(page.header("location").starts_with(told), "{path}");
    }
    let sent = terminal.post("/desk/session", &[("login", "editor")]).await;
    assert!(sent.header("location").starts_with("/kiosk"));
    // What is to be read is read, large, with its address to be taken along.
    let page = terminal.get("/columns").await;
    assert!(page.has("is-kiosk") && page.has("/kiosk/code?path="));
    let code = terminal.get("/kiosk/code?path=/columns").await;
    assert!(code.header("content-type").starts_with("image/svg+xml") && code.body.starts_with("<svg"));
    assert_eq!(
        terminal.get("/kiosk/code?path=//evil.example").await.status,
        StatusCode::NOT_FOUND
    );
    // Nobody else's pages change with it.
    assert!(!world.visitor().get("/columns").await.has("is-kiosk"));
}
