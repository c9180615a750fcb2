//! The life of a document at the desk and on the site: publicity with its reason, relations, repeal, the register and its numbers.

use axum::http::StatusCode;
use law::staff::Role;

use crate::desk_documents::{act, written};
use crate::forms::fill_in;
use crate::harness::{Browser, Page, World};

/// From the editor past all levels to the public.
async fn sent_out(world: &World, editor: &mut Browser, document: &str) {
    let page = act(editor, document, "submission", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let agreed = [
        ("opinion", "经逐项审查，不涉密，可以公开。"),
        ("verdict", "agreed"),
    ];
    for role in [Role::Reviewer, Role::Signer] {
        let mut person = world.at_desk(role).await;
        let page = act(&mut person, document, "verdict", &agreed).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }
    let mut signer = world.at_desk(Role::Signer).await;
    let page = act(&mut signer, document, "publication", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    world.app.refresh_position().await;
}

/// A normative document that is written, with why it asks for no 解读.
async fn norm(world: &World, editor: &mut Browser, title: &str) -> String {
    let document = written(world, editor, title).await;
    let life = format!("{document}/life");
    let fields = [
        ("norm", "normative_document"),
        ("exemption", "仅作文字调整。"),
        ("effective_on", "2026-02-27"),
    ];
    let page = fill_in(editor, &life, &life, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    document
}

async fn relate(editor: &mut Browser, document: &str, fields: &[(&str, &str)]) -> Page {
    let relations = format!("{document}/relations");
    fill_in(editor, &relations, &relations, fields).await
}

const OLD: &str = "TEST01-2026-15-00001";
const NEW: &str = "TEST01-2026-15-00002";

#[tokio::test]
async fn a_repeal_is_seen_on_the_page_in_lists_in_the_feed_and_behind_the_number_of_table_two() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let old = norm(&world, &mut editor, "旧办法").await;
    sent_out(&world, &mut editor, &old).await;
    let new = norm(&world, &mut editor, "新办法").await;
    let page = relate(&mut editor, &new, &[("kind", "replaces"), ("other", OLD)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = editor.get(&new).await;
    assert!(page.has("替代的文件") && page.has("旧办法"), "{}", page.body);
    sent_out(&world, &mut editor, &new).await;

    let mut visitor = world.visitor();
    let page = visitor.get(&format!("/documents/{OLD}")).await;
    assert!(page.has("本文件已于2026年2月27日废止"), "{}", page.body);
    assert!(page.has("替代文件") && page.has(&format!("/documents/{NEW}")));
    assert!(page.has("自 2026-02-27 起废止"));
    let page = visitor.get(&format!("/documents/{NEW}")).await;
    assert!(page.has("替代的文件") && page.has(&format!("/documents/{OLD}")));
    assert!(!page.has("is-ended"));
    let page = visitor.get("/columns/statutory").await;
    assert_eq!(
        page.body
            .matches("<span class=\"tag is-ended\">废止</span>")
            .count(),
        1
    );
    let page = visitor.get("/feed.xml").await;
    assert!(
        page.has("〔废止〕旧办法") && !page.has("〔废止〕新办法"),
        "{}",
        page.body
    );

    let page = editor.get("/desk/register?year=2026").await;
    for (cell, count) in [("made", 2), ("repealed", 1), ("in_force", 1)] {
        let href =
            format!("/desk/documents/counted?year=2026&#38;cell=normative_documents.{cell}&#38;at=today");
        assert!(
            page.has(&format!("<a href=\"{href}\">{count}</a>")),
            "{cell}: {}",
            page.body
        );
    }
    let page = editor
        .get("/desk/documents/counted?year=2026&cell=normative_documents.repealed")
        .await;
    assert!(page.main().contains("旧办法") && !page.main().contains("新办法"));
    let page = editor
        .get("/desk/documents/counted?year=2026&cell=licences")
        .await;
    assert!(page.has("没有计入这一格的文件"));
    let page = editor.get("/desk/documents/counted?year=2026&cell=nothing").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let list = editor.get("/desk/register/files/2026").await;
    assert!(list.bytes.starts_with(b"PK"));

    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let page = clerk.get("/desk/reports").await;
    assert_eq!(page.status, StatusCode::OK);
    let page = fill_in(&mut clerk, "/desk/reports", "/desk/reports", &[("year", "2026")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get("/desk/reports/2026/counted").await;
    assert!(page.has("cell=normative_documents.made"), "{}", page.body);
    assert!(!page.has("表三“"), "no case is on record");
}

#[tokio::test]
async fn what_is_wrong_with_life_and_relations_stands_at_its_field_and_what_was_typed_stays() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "办法").await;
    let life = format!("{document}/life");
    let fields = [
        ("effective_on", "2026-06-01"),
        ("valid_until", "2026-05-31"),
        ("joint_with", "示例局"),
    ];
    let page = fill_in(&mut editor, &life, &life, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"valid_until-error\"") && page.field("joint_with") == Some("示例局"));
    let page = relate(
        &mut editor,
        &document,
        &[("kind", "repeals"), ("other", "没有的文号")],
    )
    .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"other-error\"") && page.field("other") == Some("没有的文号"));
    let draft = format!("{document}/draft");
    let page = fill_in(&mut editor, &draft, &draft, &[("publicity", "not_public")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"publicity_reason-error\""), "{}", page.body);
    let reason = [
        ("publicity", "not_public"),
        ("publicity_reason", "过程性信息（条例第十六条）"),
    ];
    let page = fill_in(&mut editor, &draft, &draft, &reason).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = editor.get(&document).await;
    assert!(page.has("过程性信息（条例第十六条）") && page.has("只有“主动公开”的信息可以发布"));
}

#[tokio::test]
async fn a_repeal_on_a_basis_elsewhere_is_told_to_the_public_and_undone_by_the_signer() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = norm(&world, &mut editor, "旧办法").await;
    sent_out(&world, &mut editor, &document).await;
    assert!(
        !editor.get(&document).await.has("登记废止、失效"),
        "not the editor's"
    );
    let mut signer = world.at_desk(Role::Signer).await;
    assert!(signer.get(&document).await.has("登记废止、失效"));
    let repeal = format!("{document}/repeal");
    let page = fill_in(&mut signer, &repeal, &repeal, &[("from", "2026-02-28")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"basis-error\"") && page.field("from") == Some("2026-02-28"));
    let fields = [("from", "2026-02-28"), ("basis", "某政〔2026〕8号")];
    let page = fill_in(&mut signer, &repeal, &repeal, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    world.app.refresh_position().await;
    let public = format!("/documents/{OLD}");
    let page = world.visitor().get(&public).await;
    assert!(page.has("本文件已于2026年2月28日废止") && page.has("某政〔2026〕8号"));
    let restoration = format!("{document}/restoration");
    let page = fill_in(&mut signer, &restoration, &restoration, &[("reason", "登记有误")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    world.app.refresh_position().await;
    assert!(!world.visitor().get(&public).await.has("废止"));
}

async fn withdrawn(world: &World, document: &str, fields: &[(&str, &str)]) -> Page {
    let mut signer = world.at_desk(Role::Signer).await;
    let withdrawal = format!("{document}/withdrawal");
    let page = fill_in(&mut signer, &withdrawal, &withdrawal, fields).await;
    world.app.refresh_position().await;
    page
}

#[tokio::test]
async fn a_withdrawn_document_leads_on_or_is_gone_as_its_kind_says_and_search_and_feed_follow() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let first = written(&world, &mut editor, "办事指南甲").await;
    let second = written(&world, &mut editor, "办事指南乙").await;
    for document in [&first, &second] {
        sent_out(&world, &mut editor, document).await;
    }
    let mut visitor = world.visitor();
    assert!(visitor.get("/feed.xml").await.has("办事指南甲"));
    let bare = [("kind", "merged"), ("reason", "内容重复。"), ("into", "")];
    let page = withdrawn(&world, &first, &bare).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has("id=\"into-error\"") && page.has("内容重复。"),
        "{}",
        page.body
    );
    assert!(page.has("value=\"merged\" checked"), "what was chosen is kept");
    let merged = [("kind", "merged"), ("reason", "内容重复。"), ("into", NEW)];
    let page = withdrawn(&world, &first, &merged).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    for address in [
        format!("/documents/{OLD}"),
        format!("/documents/{OLD}/files/docx"),
    ] {
        let page = visitor.get(&address).await;
        assert_eq!(page.status, StatusCode::MOVED_PERMANENTLY, "{address}");
        assert_eq!(page.headers["location"], format!("/documents/{NEW}"));
    }
    let page = visitor.get("/feed.xml").await;
    assert!(!page.has("办事指南甲") && page.has("办事指南乙"));
    let sealed = [("kind", "sealed"), ("reason", "写了当事人的病情。")];
    let page = withdrawn(&world, &second, &sealed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = visitor.get(&format!("/documents/{NEW}")).await;
    assert_eq!(page.status, StatusCode::GONE);
    for told in ["办事指南乙", "病情", "个人隐私", "正文第一段"] {
        assert!(!page.has(told), "{told}: {}", page.body);
    }
    for address in ["/feed.xml", "/sitemap.xml", "/columns/statutory", "/"] {
        let page = visitor.get(address).await;
        assert!(!page.has("办事指南乙") && !page.has(NEW), "{address}");
    }
    let page = visitor.get("/search?q=办事指南").await;
    assert!(!page.has(NEW), "{}", page.body);
    // What led to it has nowhere to lead, and the desk still says what became of it.
    let page = visitor.get(&format!("/documents/{OLD}")).await;
    assert_eq!(page.status, StatusCode::GONE);
    let page = editor.get(&second).await;
    assert!(
        page.has("涉及国家秘密、工作秘密或者个人隐私") && !page.has("病情"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn what_states_a_time_is_confirmed_by_the_signer_and_says_what_will_happen() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "定时的通知").await;
    let life = format!("{document}/life");
    let page = fill_in(&mut editor, &life, &life, &[("planned_at", "2020-01-01T09:00")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"planned_at-error\"") && page.has("2020-01-01T09:00"));
    let page = fill_in(&mut editor, &life, &life, &[("planned_at", "2026-03-03T09:00")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    sent_out(&world, &mut editor, &document).await;
    assert_eq!(
        world.visitor().get(&format!("/documents/{OLD}")).await.status,
        StatusCode::NOT_FOUND,
        "not before its time"
    );
    let mut signer = world.at_desk(Role::Signer).await;
    let page = signer.get(&document).await;
    assert!(
        page.has("待定时发布") && page.has("已确认，2026-03-03 09:00 自动发布"),
        "{}",
        page.body
    );
    assert!(!page.has("/publication\""));
    // Moved, it waits for everybody again; come to its time, it says why it did not go out.
    let page = fill_in(&mut editor, &life, &life, &[("planned_at", "2026-03-02T12:00")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    world.wait(48 * 3_600_000);
    let moment = world.moment();
    let out = office::documents::publish_planned(&world.office, office::Program::itself(), moment).await;
    assert_eq!(out.unwrap(), 0);
    let mut editor = world.at_desk(Role::Editor).await;
    for page in [editor.get(&document).await, editor.get("/desk").await] {
        assert!(
            page.has("2026-03-02 12:00") && page.has("尚未送审"),
            "{}",
            page.body
        );
    }
}

#[tokio::test]
async fn what_was_changed_stands_on_the_page_and_a_major_change_heads_the_list() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let first = written(&world, &mut editor, "先发的通知").await;
    let page = editor.get(&format!("{first}/draft")).await;
    assert!(!page.has("修改说明"), "nothing is out yet");
    sent_out(&world, &mut editor, &first).await;
    world.wait(60_000);
    let second = written(&world, &mut editor, "后发的通知").await;
    sent_out(&world, &mut editor, &second).await;
    world.wait(24 * 3_600_000);
    let mut editor = world.at_desk(Role::Editor).await;
    let draft = format!("{first}/draft");
    let page = fill_in(
        &mut editor,
        &draft,
        &draft,
        &[("change", "major"), ("change_note", "")],
    )
    .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"change_note-error\""), "{}", page.body);
    let fields = [("change", "major"), ("change_note", "申报截止日期改为六月底")];
    let page = fill_in(&mut editor, &draft, &draft, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    sent_out(&world, &mut editor, &first).await;
    let mut visitor = world.visitor();
    let page = visitor.get(&format!("/documents/{OLD}")).await;
    assert!(page.has("修订历史") && page.has("首次发布"), "{}", page.body);
    assert!(page.has("重大修改") && page.has("申报截止日期改为六月底"));
    let page = visitor.get(&format!("/documents/{NEW}")).await;
    assert!(!page.has("修订历史"));
    for address in ["/columns/statutory", "/feed.xml"] {
        let page = visitor.get(address).await;
        let place = |title: &str| page.body.find(title).unwrap();
        assert!(place("先发的通知") < place("后发的通知"), "{address}");
    }
    let page = editor.get(&draft).await;
    assert!(
        page.has("修改说明") && !page.has("申报截止日期改为六月底"),
        "a new edition says it anew"
    );
}

#[tokio::test]
async fn the_catalogue_goes_out_as_files_and_what_is_handed_over_has_its_receipt() {
    let world = World::new().await;
    world.published("statutory", "示例规划").await;
    let mut editor = world.at_desk(Role::Editor).await;
    let page = editor.get("/desk/catalogue?year=2026").await;
    assert!(page.has("2026 年主动公开的政府信息 1 条"), "{}", page.body);
    for (file, holds) in [("2026.csv", "示例规划"), ("all.json", "\"title\":\"示例规划\"")] {
        let page = editor.get(&format!("/desk/catalogue/files/{file}")).await;
        assert_eq!(page.status, StatusCode::OK, "{file}");
        assert!(page.has(holds), "{file}: {}", page.body);
    }
    let page = editor.get("/desk/catalogue/files/2026.xlsx").await;
    assert!(page.bytes.starts_with(b"PK"));
    for file in ["2026.doc", "1026.csv", "2026"] {
        let page = editor.get(&format!("/desk/catalogue/files/{file}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{file}");
    }
    let (here, lists) = ("/desk/catalogue", "/desk/catalogue/hand-overs");
    let page = fill_in(
        &mut editor,
        here,
        lists,
        &[("receiver", "archives"), ("name", "示例档案馆")],
    )
    .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has("id=\"from-error\"") && page.has("示例档案馆"),
        "{}",
        page.body
    );
    let fields = [
        ("receiver", "archives"),
        ("name", "示例档案馆"),
        ("from", "2026-01-01"),
        ("to", "2026-03-02"),
    ];
    let page = fill_in(&mut editor, here, lists, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = editor.get(here).await;
    let file = page
        .body
        .split("/file\"")
        .next()
        .unwrap()
        .rsplit("href=\"")
        .next()
        .unwrap()
        .to_owned();
    assert!(editor.get(&format!("{file}/file")).await.bytes.starts_with(b"PK"));
    let receipt = format!("{file}/receipt");
    let fields = [("received_on", "2026-03-02"), ("received_by", "张馆员")];
    let page = fill_in(&mut editor, &receipt, &receipt, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(editor.get(here).await.has("张馆员 2026-03-02 签收"));
}
