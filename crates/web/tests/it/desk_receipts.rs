//! Receipts, returns and opinions as the desk asks for them: each an act with its proof, told at its field at once.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::{fill_in, register};
use crate::harness::{Browser, World};

const DAY: i64 = 86_400_000;

async fn case(clerk: &mut Browser) -> String {
    let fields = [
        ("kind", "natural_person"),
        ("name", "张三"),
        ("identity_kind", "identity_card"),
        ("identity_number", "11010519491231002X"),
        ("phone", "13800001234"),
        ("request", "2024年度部门预算"),
        ("form", "electronic"),
        ("way", "online"),
    ];
    let receipt = register(clerk, &fields).await;
    let (_, rest) = receipt.main().split_once("href=\"/desk/cases/").unwrap();
    format!("/desk/cases/{}", rest.split('"').next().unwrap())
}

/// Two third parties of one case, asked on one day.
async fn asked(clerk: &mut Browser, case: &str) {
    for (name, notice) in [
        ("甲公司", "示例公征〔2026〕1号，3月3日挂号信XA41000000001"),
        ("乙公司", "示例公征〔2026〕2号，3月3日挂号信XA41000000002"),
    ] {
        let act = format!("{case}/acts/consultation_sent");
        let sent = [
            ("on", "2026-03-03"),
            ("party", "third_party"),
            ("party_name", name),
            ("notice", notice),
        ];
        let page = fill_in(clerk, &act, &act, &sent).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }
}

#[tokio::test]
async fn what_is_missing_of_a_return_or_a_receipt_is_told_at_each_field_at_once() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = case(&mut clerk).await;
    world.wait(4 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    asked(&mut clerk, &case).await;
    for act in ["undelivered", "reached"] {
        let act = format!("{case}/acts/{act}");
        let page = fill_in(&mut clerk, &act, &act, &[("on", ""), ("note", "")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
        for field in ["on", "letter", "note"] {
            assert!(
                page.has(&format!("id=\"{field}-error\"")),
                "{act} {field}: {}",
                page.body
            );
        }
    }
}

#[tokio::test]
async fn a_receipt_has_its_own_line_and_a_moved_one_asks_for_its_own_proof() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = case(&mut clerk).await;
    world.wait(8 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    asked(&mut clerk, &case).await;
    let act = format!("{case}/acts/reached");
    let letter = "2026年3月3日征求第三方意见（甲公司，示例公征〔2026〕1号）的文书";
    let known = [
        ("on", "2026-03-05"),
        ("letter", letter),
        ("note", "邮政回执，前台签收"),
    ];
    let page = fill_in(&mut clerk, &act, &act, &known).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&case).await;
    assert!(
        page.has("对方收到文书") && page.has("邮政回执，前台签收") && !page.has("更正过的登记"),
        "{}",
        page.body
    );
    // Each letter stopped the clock for itself: the one of no known receipt to an earlier day.
    assert!(
        page.has("停止计算：2026-03-04 至 2026-03-26") && page.has("停止计算：2026-03-04 至 2026-03-24"),
        "{}",
        page.body
    );
    let event = format!("{case}/events/4");
    let moved = |proof| {
        [
            ("on", "2026-03-06"),
            ("reason", "回执上是3月6日"),
            ("proof", proof),
        ]
    };
    let page = fill_in(&mut clerk, &event, &event, &moved("")).await;
    assert!(page.has("id=\"proof-error\""), "{}", page.body);
    // A later day moves the reply's: whoever signs mends that.
    let mut signer = world.at_desk(Role::Signer).await;
    let page = fill_in(&mut signer, &event, &event, &moved("EMS 查询，3月6日妥投")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&case).await;
    assert!(
        page.has("EMS 查询，3月6日妥投") && page.has("原凭证：邮政回执，前台签收"),
        "{}",
        page.body
    );
    // That it is not known after all is struck, and it is asked for anew.
    let struck = [("reason", "登记错了件"), ("how", "struck")];
    let page = fill_in(&mut signer, &event, &event, &struck).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&act).await;
    assert!(page.has(letter), "{}", page.body);
}

#[tokio::test]
async fn a_consent_that_nobody_signed_is_recorded_and_is_none() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = case(&mut clerk).await;
    world.wait(8 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    asked(&mut clerk, &case).await;
    let act = format!("{case}/acts/consultation_answered");
    let letter = "2026年3月3日征求第三方意见（甲公司，示例公征〔2026〕1号）的文书";
    let says = |signed| {
        [
            ("on", "2026-03-06"),
            ("letter", letter),
            ("consents", "yes"),
            ("signed", signed),
            ("note", "同意公开"),
        ]
    };
    let page = fill_in(&mut clerk, &act, &act, &says("")).await;
    assert!(page.has("id=\"signed-error\""), "{}", page.body);
    let page = fill_in(&mut clerk, &act, &act, &says("no")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&case).await;
    assert!(
        page.has("同意公开，没有签名、盖章") && page.has("不作为同意公开的依据"),
        "{}",
        page.body
    );
    assert!(
        page.has("未表示同意或者不同意"),
        "the reckoning takes it for no consent"
    );
    let page = fill_in(&mut clerk, &act, &act, &says("yes")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&case).await;
    assert!(page.has("收到意见：同意公开。"), "{}", page.body);
}

/// 意见确认函 offers it: what is consented to is kept, and the rest is an objection.
#[tokio::test]
async fn a_consent_in_part_says_to_what_and_bears_a_signature_and_counts_as_an_objection_to_the_rest() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = case(&mut clerk).await;
    world.wait(8 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    asked(&mut clerk, &case).await;
    let act = format!("{case}/acts/consultation_answered");
    let letter = "2026年3月3日征求第三方意见（甲公司，示例公征〔2026〕1号）的文书";
    let says = |consents, consents_to, signed| {
        [
            ("on", "2026-03-06"),
            ("letter", letter),
            ("consents", consents),
            ("consents_to", consents_to),
            ("signed", signed),
            ("note", "单价是商业秘密"),
        ]
    };
    let page = fill_in(&mut clerk, &act, &act, &says("part", "", "yes")).await;
    assert!(page.has("id=\"consents_to-error\""), "{}", page.body);
    let page = fill_in(&mut clerk, &act, &act, &says("part", "工期和总价", "")).await;
    assert!(
        page.has("id=\"signed-error\"") && page.has("value=\"工期和总价\""),
        "{}",
        page.body
    );
    let page = fill_in(&mut clerk, &act, &act, &says("yes", "工期和总价", "yes")).await;
    assert!(page.has("意见请选“部分同意公开”"), "{}", page.body);
    let page = fill_in(&mut clerk, &act, &act, &says("part", "工期和总价", "yes")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&case).await;
    assert!(
        page.has("部分同意公开，同意公开的内容：工期和总价；其余内容不同意公开"),
        "{}",
        page.body
    );
    let page = clerk.get(&format!("{case}/letters/new/override_notice")).await;
    assert!(
        page.has("同意公开的内容：工期和总价"),
        "the choice of whom to tell says what it said: {}",
        page.body
    );
}
