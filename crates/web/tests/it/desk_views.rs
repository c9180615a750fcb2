//! The lists of cases are filtered, and a filter is kept under a name as a tab over them.

use axum::http::StatusCode;
use law::staff::Role;

use crate::desk_once::PERSON;
use crate::forms::{fill_in, filled, register, send};
use crate::harness::World;

#[tokio::test]
async fn a_filter_of_ones_own_stands_as_a_tab_over_the_list() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    register(&mut clerk, &PERSON).await;
    let board = clerk.get("/desk/cases").await;
    for filter in ["state", "handler", "channel", "kind", "due"] {
        assert!(board.has(&format!("name=\"{filter}\"")), "{filter}");
    }
    assert!(!board.has("保存当前条件"), "nothing is chosen");
    assert!(clerk.get("/desk/cases?channel=in_person").await.has("张三"));
    let none = clerk
        .get("/desk/cases?channel=registered_post&handler=nobody&q=x")
        .await;
    assert!(
        none.has("没有符合条件的申请") && !none.has(">张三<"),
        "{}",
        none.body
    );
    let (_, rest) = none.body.split_once("href=\"/desk/cases/views?").unwrap();
    let keep = format!("/desk/cases/views?{}", rest.split('"').next().unwrap()).replace("&#38;", "&");
    assert_eq!(
        keep,
        "/desk/cases/views?list=open&handler=nobody&channel=registered_post"
    );
    let nameless = fill_in(&mut clerk, &keep, "/desk/cases/views", &[]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = filled(&nameless, "/desk/cases/views", &[("name", "未指定的邮寄")]);
    let kept = send(&mut clerk, "/desk/cases/views", &fields).await;
    let here = "/desk/cases?handler=nobody&channel=registered_post";
    assert_eq!(kept.header("location"), here, "{}", kept.body);
    let board = clerk.get(here).await;
    assert!(
        board.has("aria-current=\"page\">未指定的邮寄</a>") && !board.has("保存当前条件"),
        "{}",
        board.body
    );
    assert!(clerk.get("/desk/cases/ledger").await.has(">未指定的邮寄</a>"));
    let mut other = world.at_desk(Role::Signer).await;
    assert!(
        !other.get("/desk/cases").await.has("未指定的邮寄"),
        "it is nobody else's"
    );
    let own = clerk.get("/desk/cases/views").await;
    let (_, rest) = own.body.split_once("action=\"/desk/cases/views/").unwrap();
    let view = format!("/desk/cases/views/{}", rest.split('"').next().unwrap());
    let renamed = fill_in(&mut clerk, "/desk/cases/views", &view, &[("name", "邮寄")]).await;
    assert_eq!(renamed.status, StatusCode::SEE_OTHER, "{}", renamed.body);
    assert!(clerk.get("/desk/cases").await.has(">邮寄</a>"));
    fill_in(&mut clerk, "/desk/cases/views", &format!("{view}/removal"), &[]).await;
    assert!(!clerk.get("/desk/cases").await.has(">邮寄</a>"));
}
