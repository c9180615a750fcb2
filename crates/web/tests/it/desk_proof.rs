//! Proofreading at the desk: what is asked is explained on the document's page or while it is read, and the organ's own words.

use axum::http::StatusCode;
use law::staff::Role;

use crate::desk_documents::{act, written};
use crate::forms::fill_in;
use crate::harness::{Browser, Page, World};

const ASKED: &str = "报名截止2026年2月30日。";

/// A document with something to be answered.
async fn asked(world: &World, editor: &mut Browser) -> String {
    let document = written(world, editor, "关于报名的通知").await;
    let draft = format!("{document}/draft");
    let page = fill_in(editor, &draft, &draft, &[("body", ASKED)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    document
}

/// The name of the field of the first thing that is asked.
fn field(page: &Page) -> String {
    let (_, rest) = page.body.split_once("name=\"reason-").unwrap();
    format!("reason-{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn what_is_asked_is_explained_and_shown_to_whoever_reviews() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = asked(&world, &mut editor).await;
    let page = editor.get(&document).await;
    assert!(page.has("2026年2月30日") && page.has("须答复"), "{}", page.body);
    assert!(!page.has("/submission\""), "it can't be handed over yet");
    let name = field(&page);
    let page = act(&mut editor, &document, "explanations", &[(&name, "。。")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has(&format!("id=\"{name}-error\"")) && page.has("value=\"。。\""),
        "{}",
        page.body
    );
    let page = act(
        &mut editor,
        &document,
        "explanations",
        &[(&name, "引用原文如此。")],
    )
    .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = act(&mut editor, &document, "submission", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let reading = format!("{document}/review");
    let page = reviewer.get(&reading).await;
    assert!(page.has("引用原文如此。") && page.has("有效至"), "{}", page.body);
    let mark = name.strip_prefix("reason-").unwrap();
    let removal = format!("{document}/explanations/{mark}/removal");
    let page = fill_in(&mut reviewer, &reading, &removal, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(page.header("location").ends_with("/review#questions"));
    let page = reviewer.get(&reading).await;
    assert!(
        page.has(&format!("name=\"{name}\"")),
        "asked again: {}",
        page.body
    );
    let explained = format!("{document}/explanations");
    let page = fill_in(
        &mut reviewer,
        &reading,
        &explained,
        &[(&name, "核对过文件原件。")],
    )
    .await;
    assert!(page.header("location").ends_with("/review#questions"));
}

#[tokio::test]
async fn the_words_of_the_organ_go_out_and_come_in_as_a_workbook() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let here = "/desk/proof-words";
    let short = [("kind", "phrase"), ("word", "三个一"), ("source", "文件")];
    let page = fill_in(&mut editor, here, here, &short).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has("至少 4 个字") && page.has("value=\"三个一\""),
        "{}",
        page.body
    );
    let phrase = [
        ("kind", "phrase"),
        ("word", "万人助万企活动"),
        ("source", "活动方案"),
    ];
    let page = fill_in(&mut editor, here, here, &phrase).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let book = editor.get("/desk/proof-words/files/xlsx").await;
    assert!(book.bytes.starts_with(b"PK"), "{}", book.body);
    let page = editor.get(here).await;
    let (_, rest) = page.body.split_once("/desk/proof-words/").unwrap();
    let (_, rest) = rest.split_once("action=\"/desk/proof-words/").unwrap();
    let removal = format!("/desk/proof-words/{}", rest.split('"').next().unwrap());
    fill_in(&mut editor, here, &removal, &[]).await;
    assert!(!editor.get(here).await.has("活动方案"));
    let page = editor
        .upload("/desk/proof-words/import", "词库.xlsx", &book.bytes)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(editor.get(here).await.has("活动方案"));
    let page = editor
        .upload("/desk/proof-words/import", "词库.xlsx", b"nothing")
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("另存为 .xlsx"), "{}", page.body);
    let mut auditor = world.at_desk(Role::Auditor).await;
    let page = auditor.get(here).await;
    assert!(page.has("万人助万企活动") && !page.has("id=\"file\""));
}

#[tokio::test]
async fn what_is_public_is_asked_again_when_the_organs_words_change() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "关于万人帮万企活动的通知").await;
    let mut signer = world.at_desk(Role::Signer).await;
    let emergency = format!("{document}/emergency");
    let reason = [("reason", "防汛应急响应，须立即发布。")];
    let page = fill_in(&mut signer, &emergency, &emergency, &reason).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let again = async || {
        let program = office::Program::itself();
        office::documents::recheck_some(&world.office, program, world.moment(), 50)
            .await
            .unwrap()
    };
    assert_eq!(again().await, 1);
    assert_eq!(again().await, 0, "once, while nothing changes");
    assert!(!editor.get("/desk").await.has("须核对校对问题"));
    let phrase = [
        ("kind", "phrase"),
        ("word", "万人助万企活动"),
        ("source", "活动方案"),
    ];
    fill_in(&mut editor, "/desk/proof-words", "/desk/proof-words", &phrase).await;
    assert_eq!(again().await, 1);
    assert!(
        editor
            .get("/desk")
            .await
            .has("1 条已发布的政府信息须核对校对问题")
    );
    let page = editor.get("/desk/documents/rechecks").await;
    assert!(page.has("应为“万人助万企活动”"), "{}", page.body);
    let name = field(&editor.get(&document).await);
    act(
        &mut editor,
        &document,
        "explanations",
        &[(&name, "上级文件用此名称。")],
    )
    .await;
    assert_eq!(again().await, 1);
    assert!(editor.get("/desk/documents/rechecks").await.has("没有须核对的"));
}
