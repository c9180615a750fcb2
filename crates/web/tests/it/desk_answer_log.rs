//! The log of answered requests: written at the desk, published by another, read by anybody and told to whoever is about to ask.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::{fill_in, filled, register, send};
use crate::harness::{Browser, World};

const LIST: &str = "/desk/answers";

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

/// A case that was answered outside of the program, and told.
async fn answered(world: &World, clerk: &mut Browser) -> String {
    let receipt = register(clerk, &PERSON).await;
    let (_, rest) = receipt.main().split_once("href=\"/desk/cases/").unwrap();
    let case = format!("/desk/cases/{}", rest.split('"').next().unwrap());
    let mut signer = world.at_desk(Role::Signer).await;
    let act = format!("{case}/acts/replied");
    let fields = [
        ("outcome", "granted"),
        ("note", "孟公开〔2026〕1号"),
        ("despite", "系统外办理"),
    ];
    let replied = fill_in(&mut signer, &act, &act, &fields).await;
    assert_eq!(replied.status, StatusCode::SEE_OTHER, "{}", replied.body);
    let act = format!("{case}/acts/delivered");
    let sent = fill_in(clerk, &act, &act, &[("how", "in_person"), ("note", "本人签收")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    case
}

#[tokio::test]
async fn an_answer_goes_from_the_clerk_past_another_to_the_public_page_and_off_it() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let mut visitor = world.visitor();
    assert!(visitor.get("/answered").await.has("目录暂无内容"));
    let case = answered(&world, &mut clerk).await;
    let entry = format!("{case}/answer");
    assert!(clerk.get(&case).await.has("列入答复目录"));
    assert!(clerk.get(LIST).await.has(&entry));
    let named = [("title", "张三丰的征收补偿协议"), ("send", "true")];
    let refused = fill_in(&mut clerk, &entry, &entry, &named).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("不得出现个人信息") && refused.has("张三丰的征收补偿协议"),
        "{}",
        refused.body
    );
    let words = [
        ("title", "滨河路项目征收补偿标准"),
        ("summary", "已提供全文。"),
        ("send", "true"),
    ];
    let sent = fill_in(&mut clerk, &entry, &entry, &words).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(!visitor.get("/answered").await.has("滨河路"));
    assert!(
        !clerk.get(&entry).await.has("同意，公布"),
        "a clerk does not publish"
    );
    assert!(signer.get("/desk").await.has("1 条待审核公布"));
    assert!(
        signer.get(LIST).await.has("滨河路项目征收补偿标准"),
        "a signer begins with what waits"
    );
    let (agree, back) = (format!("{entry}/approval"), format!("{entry}/return"));
    let page = signer.get(&entry).await;
    let silent = send(&mut signer, &back, &filled(&page, &agree, &[])).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.has("退回的请写明原因"));
    let agreed = fill_in(&mut signer, &entry, &agree, &[]).await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
    let shown = visitor.get("/answered").await;
    assert!(shown.has("滨河路项目征收补偿标准") && shown.has("已提供全文") && shown.has("共 1 条"));
    assert!(!shown.has("张三丰") && !shown.has("MJXJ"), "no person, no number");
    assert!(visitor.get("/answered?q=绿地").await.has("没有找到“绿地”"));
    assert!(visitor.get("/answered?year=2019&page=x").await.has("滨河路项目"));
    visitor.get("/apply").await;
    let alike = visitor
        .post("/apply/published", &[("words", "滨河路征收补偿标准")])
        .await;
    assert!(
        alike.has("href=\"/answered?q=") && alike.has("已经答复过的申请"),
        "{}",
        alike.body
    );
    let removal = format!("{entry}/removal");
    let gone = fill_in(&mut clerk, &entry, &removal, &[("reason", "标题有误")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    assert!(!visitor.get("/answered").await.has("滨河路"));
    assert!(clerk.get(&entry).await.has("撤下原因：标题有误"));
}

#[tokio::test]
async fn of_two_who_write_an_entry_the_second_is_told_and_keeps_the_words() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = answered(&world, &mut clerk).await;
    let entry = format!("{case}/answer");
    for (title, status) in [
        ("滨河路补偿标准", StatusCode::SEE_OTHER),
        ("滨河路补偿方案", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        clerk.get(&entry).await;
        let saved = clerk.post(&entry, &[("title", title), ("version", "0")]).await;
        assert_eq!(saved.status, status, "{}", saved.body);
        if status == StatusCode::UNPROCESSABLE_ENTITY {
            assert!(
                saved.has("滨河路补偿方案") && saved.has("滨河路补偿标准"),
                "{}",
                saved.body
            );
        }
    }
}
