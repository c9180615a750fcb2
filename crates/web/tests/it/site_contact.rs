//! 联系我们: made from the organ's particulars, and led to from every page.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::fill_in;
use crate::harness::World;

#[tokio::test]
async fn the_organs_particulars_tell_whom_to_call_where_to_go_and_who_supervises() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let particulars = [
        ("office_name", "政务公开股"),
        ("phone", "0379-0000 0001"),
        ("supervision_phone", "0379-00000002"),
        ("email", "gongkai@example.gov.cn"),
        ("way_there", "乘公交1路至区档案馆站"),
    ];
    let saved = fill_in(&mut editor, "/desk/organ", "/desk/organ", &particulars).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let mut visitor = world.visitor();
    let page = visitor.get("/contact").await;
    assert_eq!(page.status, StatusCode::OK);
    for link in [
        "href=\"tel:0379-00000001\"",
        "href=\"tel:0379-00000002\"",
        "href=\"tel:12345\"",
        "href=\"mailto:gongkai@example.gov.cn\"",
    ] {
        assert!(page.has(link), "{link}: {}", page.body);
    }
    // The clock of the tests stands at a Monday.
    assert!(page.has("今天办公") && page.has("乘公交1路至区档案馆站"));
    world.wait(5 * 24 * 3_600_000);
    assert!(visitor.get("/contact").await.has("今天休息"), "a Saturday");
    for path in ["/", "/guide", "/apply/help"] {
        assert!(visitor.get(path).await.has("href=\"/contact\""), "{path}");
    }
}
