//! A form of the desk makes its thing once: sent twice, or opened anew after it was sent. And what no mail reached stands
//! where the clerk looks.

use axum::http::StatusCode;
use law::cases::What;
use law::staff::Role;
use office::jobs::{self, JobKind};
use office::{Actor, Program};

use crate::forms::{fill_in, filled, send};
use crate::harness::{Browser, World};
use crate::site_apply::{previewed, sent};
use crate::site_track::happens;

const PERSON: [(&str, &str); 8] = [
    ("kind", "natural_person"),
    ("name", "张三"),
    ("identity_kind", "identity_card"),
    ("identity_number", "11010519491231002X"),
    ("phone", "13800001234"),
    ("request", "2024年度部门预算"),
    ("form", "electronic"),
    ("way", "online"),
];

/// Sends a form twice as it stands; both lead to the same place.
async fn twice(browser: &mut Browser, path: &str, action: &str, changed: &[(&str, &str)]) -> String {
    let fields = filled(&browser.get(path).await, action, changed);
    let first = send(browser, action, &fields).await;
    let second = send(browser, action, &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{action}: {}", first.body);
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{action}: {}", second.body);
    assert_eq!(first.header("location"), second.header("location"), "{action}");
    first.header("location").to_owned()
}

#[tokio::test]
async fn a_registration_sent_twice_is_one_case_and_its_code_is_shown_again() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let receipt = twice(&mut clerk, "/desk/cases/new", "/desk/cases", &PERSON).await;
    let page = clerk.get(&receipt).await;
    let code = |body: &str| {
        let (_, rest) = body.split_once("<code class=\"secret\">").unwrap();
        rest.split('<').next().unwrap().to_owned()
    };
    let shown = code(&page.body);
    assert!(page.has("TEST01-2026-0001") && shown.len() == 14);
    assert_eq!(code(&clerk.get(&receipt).await.body), shown, "opened anew");
    let ledger = clerk.get("/desk/cases/ledger").await;
    assert!(ledger.has("TEST01-2026-0001") && !ledger.has("TEST01-2026-0002"));
    let mut visitor = world.visitor();
    visitor.get("/track").await;
    let entered = visitor
        .post("/track", &[("number", "TEST01-2026-0001"), ("code", &shown)])
        .await;
    assert_eq!(entered.header("location"), "/track/case");
    // Another opening of the form is another application, though the words are the same.
    let again = fill_in(&mut clerk, "/desk/cases/new", "/desk/cases", &PERSON).await;
    assert_ne!(again.header("location"), receipt);
    // Who never held the code sees none.
    let mut other = world.at_desk(Role::RequestClerk).await;
    assert!(other.get(&receipt).await.has("现在不能再看"));
}

#[tokio::test]
async fn every_form_that_makes_something_makes_it_once() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let column = office::columns::by_slug(&world.office, &Actor::system(world.organ, "测试"), "statutory")
        .await
        .unwrap()
        .unwrap();
    let column = column.id.to_string();
    let document = [
        ("title", "只写一次的通知"),
        ("body", "正文第一段。"),
        ("column", column.as_str()),
        ("category", "20-15"),
    ];
    let here = twice(&mut editor, "/desk/documents/new", "/desk/documents", &document).await;
    let list = editor.get("/desk/documents").await;
    assert_eq!(list.body.matches(&here).count(), 1, "{}", list.body);
    let column = [("name", "园区动态"), ("slug", "yuanqu")];
    twice(&mut editor, "/desk/columns/new", "/desk/columns", &column).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let receipt = fill_in(&mut clerk, "/desk/cases/new", "/desk/cases", &PERSON).await;
    let case = receipt.header("location").trim_end_matches("/receipt").to_owned();
    let note = format!("{case}/notes");
    twice(&mut clerk, &case, &note, &[("note", "只记一次的备注")]).await;
    assert_eq!(clerk.get(&case).await.body.matches("只记一次的备注").count(), 1);
    let dispute = [
        ("number", "示府复〔2026〕8号"),
        ("authority", "示例区人民政府"),
        ("claimant", "张三"),
        ("subject", "不服答复"),
    ];
    twice(&mut clerk, "/desk/disputes/new", "/desk/disputes", &dispute).await;
    let listed = clerk.get("/desk/disputes").await;
    assert_eq!(
        listed.body.matches("示府复〔2026〕8号").count(),
        1,
        "{}",
        listed.body
    );
}

#[tokio::test]
async fn whom_no_mail_reached_stands_on_the_case_and_on_the_first_page() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    for wrong in ["zhang@.com", "zhang@qq.com.", "张三@例子.中国"] {
        let page = previewed(&mut visitor, &[("email", wrong)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(page.has("id=\"email-fault\""), "{wrong}");
    }
    let preview = previewed(&mut visitor, &[("email", "zhang@例子.中国")]).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    world.wait(10_000);
    sent(&mut visitor, &preview, &[]).await;
    happens(&world, Role::RequestClerk, What::Confirmed {}, "电话").await;
    let claims = jobs::claim(
        &world.office,
        Program::itself(),
        world.moment(),
        "test",
        &[JobKind::Notice],
        10,
    )
    .await
    .unwrap();
    let [claim] = claims.as_slice() else {
        panic!("{} notices", claims.len())
    };
    jobs::give_up(
        &world.office,
        Program::itself(),
        world.moment(),
        claim,
        "邮件服务器拒绝（550）",
    )
    .await
    .unwrap();
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let today = clerk.get("/desk").await;
    assert!(
        today.has("邮件通知没有送达，请打电话告知申请人：TEST01-2026-0001"),
        "{}",
        today.body
    );
    let (_, rest) = today.body.split_once("/undelivered/").unwrap();
    let job = rest.split('"').next().unwrap();
    let (case, _) = crate::site_track::only(&world).await;
    let case = format!("/desk/cases/{case}");
    assert!(clerk.get(&case).await.has("请打电话告知申请人"));
    let settle = format!("{case}/undelivered/{job}");
    let empty = fill_in(&mut clerk, &settle, &settle, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = fill_in(&mut clerk, &settle, &settle, &[("how", "3月2日电话告知本人")]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
    let page = clerk.get(&case).await;
    assert!(page.has("3月2日电话告知本人") && !page.has("请打电话告知申请人"));
    assert!(!clerk.get("/desk").await.has("邮件通知没有送达"));
}
