//! What was typed at registration, mended at the desk: the form opens on record, says what is wrong beside its fields, keeps
//! what was typed, and what stood before is shown to whoever may see who applied.

use axum::http::StatusCode;
use law::staff::Role;

use crate::desk_letters::registered;
use crate::forms::{fill_in, filled, send};
use crate::harness::{Browser, Page, World};

/// The form with everything as it stands.
async fn opened(clerk: &mut Browser, case: &str) -> Page {
    let page = fill_in(clerk, case, &format!("{case}/registration"), &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page
}

#[tokio::test]
async fn a_slip_of_registration_is_mended_in_the_open_and_what_stood_is_shown_to_whoever_may() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let form = opened(&mut clerk, &case).await;
    assert!(form.has("value=\"13800001234\"") && form.has("11010519491231002X"));
    let action = format!("{case}/registration/mending");
    let mended = [
        ("name", "李思敏"),
        ("phone", "13900005678"),
        ("reason", "录入有误，与申请书核对"),
    ];
    let page = send(&mut clerk, &action, &filled(&form, &action, &mended)).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&case).await;
    assert!(page.has("李思敏") && page.has("更正过：姓名或者名称、联系电话"));
    assert!(page.has("录入有误，与申请书核对") && !page.has("张三") && !page.has("13900005678"));
    assert!(
        clerk.get("/desk/cases/ledger?q=思敏").await.has("李思敏"),
        "found by a part of the name"
    );
    let shown = fill_in(&mut clerk, &case, &format!("{case}/particulars"), &[]).await;
    assert!(shown.has("13900005678") && shown.has("更正前：姓名或者名称、联系电话"));
    assert!(shown.has("张三") && shown.has("13800001234"), "what stood before");
    let mut signer = world.at_desk(Role::Signer).await;
    let page = signer.get(&case).await;
    assert!(page.has("更正过：姓名或者名称、联系电话") && !page.has("更正登记内容"));
}

#[tokio::test]
async fn what_is_wrong_with_a_mending_stands_at_its_field_and_everything_typed_is_kept() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let form = opened(&mut clerk, &case).await;
    let action = format!("{case}/registration/mending");
    let page = send(
        &mut clerk,
        &action,
        &filled(&form, &action, &[("reason", "看错")]),
    )
    .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("登记内容没有变化"));
    let wrong = [
        ("name", ""),
        ("phone", "电话"),
        ("way", "post"),
        ("request", "滨河路改造工程的监理合同"),
        ("reason", ""),
    ];
    let page = send(&mut clerk, &action, &filled(&form, &action, &wrong)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"reason-error\""), "the reason first");
    let with_reason: Vec<_> = wrong.into_iter().take(4).chain([("reason", "看错")]).collect();
    let page = send(&mut clerk, &action, &filled(&form, &action, &with_reason)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["name", "phone", "address"] {
        assert!(page.has(&format!("id=\"{field}-error\"")), "{field}");
    }
    assert!(page.has("value=\"电话\"") && page.has("滨河路改造工程的监理合同") && page.has("value=\"看错\""));
    // Another clerk was faster: it is said, and the same may be sent again.
    let first = [("name", "李思敏"), ("reason", "看错")];
    let sent = send(&mut clerk, &action, &filled(&form, &action, &first)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let late = [("phone", "13900005678"), ("reason", "看错")];
    let page = send(&mut clerk, &action, &filled(&form, &action, &late)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("刚办理过") && page.has("value=\"13900005678\""));
}
