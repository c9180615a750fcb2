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
use crate::site_track::{CONFIRMED, happens, only, tracking};

const PDF: &[u8] = b"%PDF-1.7 scan";

pub const PERSON: [(&str, &str); 8] = [
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

/// The form on the page at `path` that brings a file to `action`, sent twice as it stands; both lead to the same place.
async fn file_twice(browser: &mut Browser, path: &str, action: &str, changed: &[(&str, &str)], name: &str) {
    let fields = filled(&browser.get(path).await, action, changed);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(known, _)| known != "csrf")
        .map(|(known, value)| (known.as_str(), value.as_str()))
        .collect();
    let first = browser.upload_with(action, &fields, name, PDF).await;
    let second = browser.upload_with(action, &fields, name, PDF).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{action}: {}", first.body);
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{action}: {}", second.body);
    assert_eq!(first.header("location"), second.header("location"), "{action}");
}

#[tokio::test]
async fn a_file_that_is_sent_twice_lies_in_its_case_once() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let (mut visitor, _) = tracking(&world).await;
    let (id, _) = only(&world).await;
    let case = format!("/desk/cases/{id}");
    let tracked = format!("/track/case/{id}/files");
    file_twice(&mut visitor, &tracked, &tracked, &[], "授权书.pdf").await;
    file_twice(&mut clerk, &case, &format!("{case}/files"), &[], "盖章扫描.pdf").await;
    let page = clerk.get(&case).await;
    assert_eq!(page.body.matches(">授权书.pdf<").count(), 1, "{}", page.body);
    assert_eq!(page.body.matches(">盖章扫描.pdf<").count(), 1, "{}", page.body);
    happens(&world, Role::RequestClerk, What::Confirmed {}, "").await;
    let here = format!("{case}/enclosures");
    let item = [("name", "只列一次的名单"), ("given", "whole")];
    file_twice(&mut clerk, &here, &here, &item, "名单.pdf").await;
    let page = clerk.get(&here).await;
    assert_eq!(
        page.body.matches("只列一次的名单 <span").count(),
        1,
        "{}",
        page.body
    );
    let (_, item) = page.body.split_once("id=\"item-").unwrap();
    let item = format!("{here}/{}/files", item.split('"').next().unwrap());
    file_twice(&mut clerk, &here, &item, &[], "附表.pdf").await;
    let page = clerk.get(&here).await;
    assert_eq!(page.body.matches(">附表.pdf<").count(), 1, "{}", page.body);
    // Another opening of the form is another file, though it is the same one.
    file_twice(&mut clerk, &case, &format!("{case}/files"), &[], "盖章扫描.pdf").await;
    assert_eq!(clerk.get(&case).await.body.matches(">盖章扫描.pdf<").count(), 2);
}

#[tokio::test]
async fn an_act_a_message_a_unit_and_an_account_are_recorded_once() {
    let world = World::new().await;
    let (mut visitor, _) = tracking(&world).await;
    let (id, _) = only(&world).await;
    let message = format!("/track/case/{id}/complaint");
    twice(&mut visitor, &message, &message, &[("content", "只写一次的投诉")]).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let messages = clerk.get(&format!("/desk/cases/{id}/messages")).await;
    assert_eq!(
        messages.body.matches("只写一次的投诉").count(),
        1,
        "{}",
        messages.body
    );
    let act = format!("/desk/cases/{id}/acts/confirmed");
    twice(&mut clerk, &act, &act, &CONFIRMED).await;
    twice(&mut clerk, "/desk/units", "/desk/units", &[("name", "土地股")]).await;
    assert_eq!(
        clerk
            .get("/desk/units")
            .await
            .body
            .matches(">土地股</h2>")
            .count(),
        1
    );
    // The first password is shown once; of two pages that answer one form both show it.
    let mut administrator = world.at_desk(Role::SystemAdministrator).await;
    let new = [("login", "wangwu"), ("name", "王五")];
    let fields = filled(&administrator.get("/desk/people/new").await, "/desk/people", &new);
    let shown = |page: &crate::harness::Page| {
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let (_, rest) = page
            .main()
            .split_once("一次性密码</dt><dd><span class=\"secret\">")
            .unwrap_or_else(|| panic!("{}", page.body));
        rest.split('<').next().unwrap().to_owned()
    };
    let first = shown(&send(&mut administrator, "/desk/people", &fields).await);
    assert_eq!(first.len(), 19);
    assert_eq!(
        shown(&send(&mut administrator, "/desk/people", &fields).await),
        first
    );
    assert_eq!(
        administrator
            .get("/desk/people")
            .await
            .body
            .matches("wangwu")
            .count(),
        1
    );
}

#[tokio::test]
async fn a_ledger_that_is_handed_in_twice_is_one_import() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let page = "/desk/cases/import";
    let fields = filled(&clerk.get(page).await, page, &[]);
    let (_, ticket) = fields.iter().find(|(name, _)| name == "ticket").unwrap();
    let ticket = [("ticket", ticket.as_str())];
    let template = paper::ledger::template().unwrap();
    let first = clerk.upload_with(page, &ticket, "台账.xlsx", &template).await;
    let second = clerk.upload_with(page, &ticket, "台账.xlsx", &template).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    assert_eq!(second.header("location"), first.header("location"));
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
