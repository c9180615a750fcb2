//! The search of the site: what is published is found, what is not public any more is not, whatever the index knows.

use axum::http::StatusCode;
use law::staff::Role;
use office::Program;
use office::documents::{self, DocumentForm, WithdrawalForm};
use office::searched::{self, Tally};
use tempfile::TempDir;
use web::Settings;
use web::searching::{self, Followed};

use crate::forms::fill_in;
use crate::harness::World;

/// A world with an index of its own.
async fn world() -> (World, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        search_folder: folder.path().join("search"),
        ..Settings::default()
    };
    (World::with(settings).await, folder)
}

async fn with_body(world: &World, title: &str, body: &str) -> office::DocumentId {
    let form = DocumentForm {
        body: body.to_owned(),
        ..world.form("statutory", title).await
    };
    world.publish(&form).await
}

/// An address with words in it.
fn of(words: &str) -> String {
    let query = serde_html_form::to_string([("q", words)]).unwrap();
    format!("/search?{query}")
}

#[tokio::test]
async fn what_is_published_is_found_by_any_words_of_it_with_the_words_marked() {
    let (world, _folder) = world().await;
    with_body(
        &world,
        "关于印发技术改造奖补办法的通知",
        "企业的设备投资按百分之十给予奖补。",
    )
    .await;
    assert_eq!(searching::follow(&world.app).await.unwrap(), Followed::Rebuilt(2));
    let mut visitor = world.visitor();
    let page = visitor.get(&of("设备投资")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("<mark>设备投资</mark>") && page.has("href=\"/documents/TEST01-2026-15-00001\""));
    assert_eq!(page.meta("robots"), Some("noindex"));
    // What is published later is taken in with the next look, and nothing is read anew.
    world.published("statutory", "2026年部门预算公开").await;
    assert_eq!(searching::follow(&world.app).await.unwrap(), Followed::Fed(1));
    assert_eq!(searching::follow(&world.app).await.unwrap(), Followed::Nothing);
    assert!(
        visitor
            .get(&of("部门预算"))
            .await
            .has("<mark>部门预算</mark>公开")
    );
    let also = visitor.get(&of("技改补贴")).await;
    assert!(
        also.has("同时查找了“技术改造”") && also.has("<mark>技术改造奖补</mark>") && also.has("只查原词")
    );
    assert!(
        visitor
            .get(&of("TEST01-2026-15-00002"))
            .await
            .has("href=\"/documents/TEST01-2026-15-00002\"")
    );
    assert!(
        visitor
            .get(&of("信息公开指南"))
            .await
            .has("<h2><a href=\"/guide\"")
    );
}

#[tokio::test]
async fn a_withdrawn_document_is_gone_before_the_index_knows() {
    let (world, _folder) = world().await;
    let id = world.published("statutory", "征收补偿公告").await;
    searching::follow(&world.app).await.unwrap();
    let mut visitor = world.visitor();
    assert!(visitor.get(&of("征收补偿")).await.has("共 <strong>1</strong> 条"));
    let signer = world.actor(Role::Signer).await;
    documents::withdraw(
        &world.office,
        &signer,
        world.moment(),
        id,
        5,
        &WithdrawalForm::correction("内容有误，将重新发布"),
    )
    .await
    .unwrap();
    let page = visitor.get(&of("征收补偿")).await;
    assert!(page.has("没有找到") && !page.has("征收补偿公告"), "{}", page.body);
    world.app.refresh_position().await;
    assert_eq!(searching::follow(&world.app).await.unwrap(), Followed::Fed(1));
    assert!(visitor.get(&of("征收补偿")).await.has("没有找到"));
}

#[tokio::test]
async fn a_draft_is_not_found_and_what_is_typed_is_only_words() {
    let (world, _folder) = world().await;
    let editor = world.actor(Role::Editor).await;
    let form = world.form("statutory", "还没有发布的稿子").await;
    documents::create(&world.office, &editor, world.moment(), &form, false)
        .await
        .unwrap();
    searching::follow(&world.app).await.unwrap();
    let mut visitor = world.visitor();
    assert!(visitor.get(&of("还没有发布的稿子")).await.has("没有找到"));
    let page = visitor.get(&of("<script>alert(1)</script>\"'")).await;
    assert!(page.status == StatusCode::OK && !page.has("<script>alert"));
    for typed in [
        "a".repeat(4_000),
        "title:* OR organ:TEST01".to_owned(),
        "“".repeat(500),
    ] {
        assert_eq!(visitor.get(&of(&typed)).await.status, StatusCode::OK);
    }
    let empty = visitor.get("/search").await;
    assert!(empty.status == StatusCode::OK && empty.has("发文字号、索引号"));
    assert_eq!(
        visitor.get("/search?q=x&page=abc&year=abc&kind=zzz").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn choices_are_addresses_and_no_hit_leads_on() {
    let (world, _folder) = world().await;
    let repealed = DocumentForm {
        validity: "repealed".to_owned(),
        ..world.form("statutory", "企业奖补实施办法").await
    };
    world.publish(&repealed).await;
    let now = DocumentForm {
        validity: "in_force".to_owned(),
        ..world.form("statutory", "企业奖补办法").await
    };
    world.publish(&now).await;
    searching::follow(&world.app).await.unwrap();
    let mut visitor = world.visitor();
    let page = visitor.get(&of("企业奖补")).await;
    assert!(page.has("共 <strong>2</strong> 条") && page.has("class=\"has-ended\"") && page.has(">废止<"));
    let (first, second) = (page.body.find("</mark>办法"), page.body.find("</mark>实施办法"));
    assert!(first < second && first.is_some(), "what is repealed stands lower");
    let narrowed = visitor
        .get(&format!("{}&validity=repealed", of("企业奖补")))
        .await;
    assert!(narrowed.has("共 <strong>1</strong> 条") && narrowed.has("</mark>实施办法"));
    let none = visitor.get(&format!("{}&year=1999", of("企业奖补"))).await;
    assert!(none.has("没有找到符合所选范围的信息") && none.has("在全部范围内查找"));
    let nothing = visitor.get(&of("宇宙飞船")).await;
    assert!(nothing.has("没有找到“宇宙飞船”") && nothing.has("href=\"/apply\">申请公开"));
    let within = visitor.get(&format!("{}&column=statutory", of("企业奖补"))).await;
    assert!(within.has("共 <strong>2</strong> 条") && within.has("栏目内"));
    assert!(
        visitor
            .get("/columns/statutory")
            .await
            .has("name=\"column\" value=\"statutory\"")
    );
}

#[tokio::test]
async fn while_the_index_is_made_titles_are_found() {
    let (world, _folder) = world().await;
    world.published("statutory", "2026年部门预算公开").await;
    let mut visitor = world.visitor();
    let page = visitor.get(&of("2026年部门预算")).await;
    assert!(page.status == StatusCode::OK && page.has("全文搜索正在准备") && page.has("2026年部门预算公开"));
    let words = visitor.get("/search/words?q=%E9%83%A8").await;
    assert_eq!((words.status, words.body.as_str()), (StatusCode::OK, "[]"));
}

#[tokio::test]
async fn every_page_has_the_field_and_a_missing_page_offers_the_words_of_its_address() {
    let (world, _folder) = world().await;
    with_body(&world, "技术改造奖补办法", "技术改造").await;
    searching::follow(&world.app).await.unwrap();
    let mut visitor = world.visitor();
    for path in ["/", "/guide", "/columns", "/nowhere"] {
        assert!(
            visitor.get(path).await.has("action=\"/search\" role=\"search\""),
            "{path}"
        );
    }
    assert!(
        !visitor.get("/apply").await.has("action=\"/search\""),
        "what is typed into an application is not left for a search"
    );
    let missing = visitor
        .get("/zcwj/%E6%8A%80%E6%94%B9%E8%A1%A5%E8%B4%B4.html")
        .await;
    assert!(missing.status == StatusCode::NOT_FOUND && missing.has("搜索“技改补贴”"));
    let words = visitor.get("/search/words?q=jsgz").await;
    assert_eq!(words.body, "[\"技术改造\"]");
}

#[tokio::test]
async fn an_application_is_held_against_the_texts_of_what_is_public() {
    let (world, _folder) = world().await;
    with_body(&world, "2026年收支情况", "标准厂房租金收取情况见下表。").await;
    world.published("statutory", "2026年部门预算公开").await;
    searching::follow(&world.app).await.unwrap();
    let mut visitor = world.visitor();
    visitor.get("/apply").await;
    let by_text = visitor
        .post("/apply/published", &[("words", "标准厂房租金收取情况")])
        .await;
    assert!(by_text.has("可能已经公开") && by_text.has("2026年收支情况"));
    let by_title = visitor
        .post("/apply/published", &[("words", "申请公开2026年部门预算")])
        .await;
    assert!(by_title.has("2026年部门预算公开"));
    let neither = visitor
        .post("/apply/published", &[("words", "某小区规划许可证")])
        .await;
    assert!(!neither.has("可能"));
}

#[tokio::test]
async fn each_server_of_a_database_has_an_index_that_follows() {
    let (world, _folder) = world().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        search_folder: folder.path().join("search"),
        ..Settings::default()
    };
    let other = world.again_with(settings).await;
    searching::follow(&world.app).await.unwrap();
    searching::follow(&other.app).await.unwrap();
    let id = world.published("statutory", "征收补偿公告").await;
    // What the other server does every second.
    other.app.refresh_position().await;
    assert_eq!(searching::follow(&other.app).await.unwrap(), Followed::Fed(1));
    assert_eq!(searching::follow(&world.app).await.unwrap(), Followed::Fed(1));
    let mut visitor = other.visitor();
    assert!(visitor.get(&of("征收补偿")).await.has("共 <strong>1</strong> 条"));
    let signer = world.actor(Role::Signer).await;
    documents::withdraw(
        &world.office,
        &signer,
        world.moment(),
        id,
        5,
        &WithdrawalForm::correction("内容有误，将重新发布"),
    )
    .await
    .unwrap();
    assert!(visitor.get(&of("征收补偿")).await.has("没有找到"));
}

#[tokio::test]
async fn an_editor_reads_what_visitors_did_not_find_and_nobody_who_they_were() {
    let (world, _folder) = world().await;
    with_body(&world, "关于机动车号牌的通知", "机动车号牌按规定安装。").await;
    searching::follow(&world.app).await.unwrap();
    let mut visitor = world.visitor();
    visitor.get(&of("浴池许可")).await;
    // The page at hand counts as well, but the same visitor once.
    visitor.get(&of("浴池许可")).await;
    visitor.get(&of("410305199001011234")).await;
    visitor.get("/search?q=%E5%8F%B7%E7%89%8C&page=2").await;
    let mut heard = world.app.heard().take();
    heard.sort_by(|one, other| one.words.cmp(&other.words));
    let told: Vec<_> = heard
        .iter()
        .map(|tally| (tally.words.as_deref(), tally.visitors, tally.found))
        .collect();
    assert_eq!(told, [(None, 1, Some(0)), (Some("浴池许可"), 1, Some(0))]);
    let of_three: Vec<Tally> = heard
        .into_iter()
        .map(|tally| Tally { visitors: 3, ..tally })
        .collect();
    let moment = world.app.moment();
    searched::keep(world.app.office(), Program::itself(), moment, &of_three)
        .await
        .unwrap();
    let mut editor = world.at_desk(Role::Editor).await;
    let page = editor.get("/desk/searched").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.main()
            .contains(">浴池许可</a></td><td class=\"col-number\">3</td>")
    );
    assert!(page.main().contains("共搜索 6 次，其中 3 次的词没有列出") && !page.main().contains("4103"));
    let mut administrator = world.at_desk(Role::SystemAdministrator).await;
    assert_eq!(
        administrator.get("/desk/searched").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn an_organs_own_words_are_taken_at_the_next_search() {
    let (world, _folder) = world().await;
    with_body(&world, "标准厂房租赁办法", "园区的标准厂房按年租赁。").await;
    searching::follow(&world.app).await.unwrap();
    let mut visitor = world.visitor();
    assert!(visitor.get(&of("标房")).await.has("没有找到"));
    let mut editor = world.at_desk(Role::Editor).await;
    let here = "/desk/synonyms";
    let alone = [("words", "标房"), ("source", "招商手册")];
    let refused = fill_in(&mut editor, here, here, &alone).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("两个以上") && refused.has("value=\"招商手册\""),
        "{}",
        refused.body
    );
    let line = [("words", "标房、标准厂房"), ("source", "招商手册")];
    let kept = fill_in(&mut editor, here, here, &line).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let page = visitor.get(&of("标房")).await;
    assert!(
        page.has("同时查找了“标准厂房”") && page.has("<mark>标准厂房</mark>租赁办法"),
        "{}",
        page.body
    );
    // Who may read alone sees the list and no form; the list of the log leads to the form.
    let mut auditor = world.at_desk(Role::Auditor).await;
    let read = auditor.get(here).await;
    assert!(read.main().contains("标房、标准厂房") && read.main().contains("社保、社会保险"));
    assert!(!read.main().contains("action=\"/desk/synonyms\""));
    let page = editor.get(here).await;
    let (_, rest) = page.body.split_once("action=\"/desk/synonyms/").unwrap();
    let removal = format!("/desk/synonyms/{}", rest.split('"').next().unwrap());
    fill_in(&mut editor, here, &removal, &[]).await;
    assert!(visitor.get(&of("标房")).await.has("没有找到"));
    assert!(
        editor
            .get("/desk/synonyms?words=浴池&source=x")
            .await
            .has("value=\"浴池\"")
    );
}
