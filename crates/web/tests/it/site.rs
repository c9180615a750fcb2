//! The public site: what is published is found, what is not is not, and every page says what it is.

use axum::http::StatusCode;
use law::staff::Role;
use office::documents::WithdrawalForm;
use office::{Program, documents};
use web::Settings;

use crate::harness::World;

#[tokio::test]
async fn a_published_document_is_found_everywhere_it_should_be() {
    let world = World::new().await;
    world
        .published("statutory", "关于印发安全生产<检查>计划的通知")
        .await;
    let mut visitor = world.visitor();
    for path in ["/", "/columns", "/columns/statutory"] {
        let page = visitor.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(
            page.has("关于印发安全生产&#60;检查&#62;计划的通知"),
            "{path}: the title stands there, escaped"
        );
    }
    let page = visitor.get("/documents/TEST01-2026-15-00001").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("正文第一段。") && page.has("TEST01-2026-15-00001") && page.has("2026-02-27"));
    for feed in ["/feed.xml", "/columns/statutory/feed.xml", "/sitemap.xml"] {
        assert!(visitor.get(feed).await.has("TEST01-2026-15-00001"), "{feed}");
    }
}

#[tokio::test]
async fn a_page_carries_the_tags_that_government_pages_carry() {
    let world = World::new().await;
    world.published("statutory", "年度计划").await;
    let mut visitor = world.visitor();
    let page = visitor.get("/documents/TEST01-2026-15-00001").await;
    let tags = [
        ("SiteName", "某某开发区政府信息公开"),
        ("ColumnName", "法定主动公开内容"),
        ("ColumnType", "信息公开目录"),
        ("ArticleTitle", "年度计划"),
        ("PubDate", "2026-03-02 09:30"),
        ("ContentSource", "某某开发区管委会"),
    ];
    for (name, content) in tags {
        assert_eq!(page.meta(name), Some(content), "{name}");
    }
    assert!(page.has("<title>年度计划-法定主动公开内容-某某开发区政府信息公开</title>"));
    assert!(page.has("<link rel=\"canonical\" href=\"http://localhost/documents/TEST01-2026-15-00001\">"));
}

#[tokio::test]
async fn a_draft_is_nowhere_and_a_withdrawn_document_says_why() {
    let world = World::new().await;
    let (editor, signer) = (world.actor(Role::Editor).await, world.actor(Role::Signer).await);
    let form = world.form("statutory", "还没有发布的稿子").await;
    documents::create(&world.office, &editor, world.moment(), &form, false)
        .await
        .unwrap();
    let mut visitor = world.visitor();
    assert!(!visitor.get("/columns/statutory").await.has("还没有发布的稿子"));
    assert_eq!(
        visitor.get("/documents/TEST01-2026-15-00001").await.status,
        StatusCode::NOT_FOUND
    );
    let id = world.published("statutory", "发错的通知").await;
    assert_eq!(
        visitor.get("/documents/TEST01-2026-15-00002").await.status,
        StatusCode::OK
    );
    documents::withdraw(
        &world.office,
        &signer,
        world.moment(),
        id,
        5,
        &WithdrawalForm::correction("附件有误，将重新发布"),
    )
    .await
    .unwrap();
    world.app.refresh_position().await;
    let page = visitor.get("/documents/TEST01-2026-15-00002").await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.has("附件有误，将重新发布") && page.has("返回首页"));
}

#[tokio::test]
async fn lists_are_paged_and_a_page_beyond_the_last_is_missing() {
    let world = World::new().await;
    for number in 1..=23 {
        world.published("statutory", &format!("第{number}号公告")).await;
        world.wait(60_000);
    }
    let mut visitor = world.visitor();
    let first = visitor.get("/columns/statutory").await;
    assert!(first.has("第23号公告") && !first.has("第3号公告"));
    let second = visitor.get("/columns/statutory?page=2").await;
    assert!(second.has("第3号公告") && !second.has("第4号公告"));
    assert!(
        second.has("href=\"http://localhost/columns/statutory?page=2\""),
        "its own canonical address"
    );
    for missing in ["?page=3", "?page=0", "?page=x", "?year=1999", "?year=x"] {
        let page = visitor.get(&format!("/columns/statutory{missing}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{missing}");
    }
    assert_eq!(
        visitor.get("/columns/statutory?year=2026").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_path_that_leads_nowhere_has_a_way_on() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    for path in [
        "/nowhere",
        "/columns/nowhere",
        "/documents/nowhere",
        "/reports/2024",
        "/reports/x",
        "/attachments/1/a.pdf",
    ] {
        let page = visitor.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.has("没有找到您要的页面") && page.has("href=\"/\""), "{path}");
    }
}

#[tokio::test]
async fn every_answer_forbids_what_the_site_does_not_need() {
    let world = World::new().await;
    let page = world.visitor().get("/").await;
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"));
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(!page.header("x-request-id").is_empty());
    assert!(page.has("<script src=\"/assets/site.") && !page.has("<script>"));
    assert!(!page.has(" style=") && !page.has("onclick"));
}

#[tokio::test]
async fn a_page_at_hand_is_dressed_like_one_that_was_made_and_numbered_anew() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let made = visitor.get("/columns/statutory").await;
    let at_hand = visitor.get("/columns/statutory").await;
    assert_eq!(made.body, at_hand.body);
    assert_ne!(made.header("x-request-id"), at_hand.header("x-request-id"));
    let rest = |page: &crate::harness::Page| {
        let mut headers = page.headers.clone();
        headers.remove("x-request-id");
        headers
    };
    assert_eq!(rest(&made), rest(&at_hand));
}

#[tokio::test]
async fn a_page_is_kept_until_something_changes_and_is_compressed_where_asked() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let first = visitor.get("/columns/statutory").await;
    let etag = first.header("etag").to_owned();
    let again = visitor
        .get_with("/columns/statutory", &[("if-none-match", &etag)])
        .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    // The first answer goes out at once; who asks again gets it compressed as soon as that is done.
    assert_eq!(first.header("content-encoding"), "");
    let mut small = String::new();
    for _ in 0..200 {
        let asked = visitor
            .get_with("/columns/statutory", &[("accept-encoding", "gzip, br")])
            .await;
        small = asked.header("content-encoding").to_owned();
        if !small.is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(small, "br");
    let refused = visitor
        .get_with("/columns/statutory", &[("accept-encoding", "gzip;q=0")])
        .await;
    assert_eq!(refused.header("content-encoding"), "");
    world.published("statutory", "新公告").await;
    let changed = visitor
        .get_with("/columns/statutory", &[("if-none-match", &etag)])
        .await;
    assert_eq!(changed.status, StatusCode::OK);
    assert!(changed.has("新公告"));
}

#[tokio::test]
async fn larger_text_is_a_choice_that_is_kept_and_leads_nowhere_else() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    assert!(!visitor.get("/guide").await.has("class=\"is-large\""));
    let turned = visitor.get("/display?size=large&back=/guide").await;
    assert_eq!(
        (turned.status, turned.header("location")),
        (StatusCode::SEE_OTHER, "/guide")
    );
    assert!(visitor.get("/guide").await.has("class=\"is-large\""));
    for elsewhere in ["https://evil.example", "//evil.example", "/\\evil.example"] {
        let page = visitor
            .get(&format!("/display?size=normal&back={elsewhere}"))
            .await;
        assert_eq!(page.header("location"), "/", "{elsewhere}");
    }
}

#[tokio::test]
async fn a_column_is_found_under_its_chinese_name() {
    let world = World::new().await;
    let editor = world.actor(Role::Editor).await;
    let form = office::columns::ColumnForm {
        name: "园区动态".into(),
        slug: "园区动态".into(),
        kind: "news".into(),
        ..office::columns::ColumnForm::default()
    };
    office::columns::create(&world.office, &editor, world.moment(), &form)
        .await
        .unwrap();
    world.published("园区动态", "园区动态一则").await;
    let mut visitor = world.visitor();
    let page = visitor.get("/columns/%E5%9B%AD%E5%8C%BA%E5%8A%A8%E6%80%81").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("园区动态一则") && page.meta("ColumnType") == Some("工作动态"));
}

#[tokio::test]
async fn nothing_in_a_body_runs() {
    let world = World::new().await;
    let mut form = world.form("statutory", "正文").await;
    form.body =
        "<script>alert(1)</script><img src=x onerror=alert(1)><a href=\"javascript:x\">链接</a>\n\n正常文字"
            .into();
    world.publish(&form).await;
    let page = world.visitor().get("/documents/TEST01-2026-15-00001").await;
    assert!(page.has("正常文字"));
    assert_eq!(page.body.matches("<script").count(), 1, "our own file alone");
    assert!(!page.has("alert(1)") && !page.has("onerror") && !page.has("javascript:"));
}

#[tokio::test]
async fn a_site_behind_https_says_so() {
    let settings = Settings {
        public_url: Some("https://www.example.gov.cn".into()),
        ..Settings::default()
    };
    let world = World::with(settings).await;
    let page = world.visitor().get("/guide").await;
    assert!(page.has("<link rel=\"canonical\" href=\"https://www.example.gov.cn/guide\">"));
    assert!(page.header("strict-transport-security").contains("max-age"));
}

#[tokio::test]
async fn a_site_without_an_organ_explains_itself() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("empty.db").display());
    let office = office::Office::open(&url, folder.path()).await.unwrap();
    let world = World::new().await;
    office.migrate(Program::itself(), world.moment()).await.unwrap();
    let clock: web::Clock = std::sync::Arc::new(|| jiff::Timestamp::UNIX_EPOCH);
    let app = web::App::new(office, clock, Settings::default());
    let router = web::Front::new(&app, web::Surface::Both);
    let request = axum::http::Request::get("/")
        .body(axum::body::Body::empty())
        .unwrap();
    let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn anybody_reckons_a_due_day_line_by_line_and_a_wrong_day_is_told_at_its_field() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let blank = visitor.get("/deadline").await;
    assert!(blank.has("答复期限测算") && !blank.has("测算结果"));
    let page = visitor
        .get("/deadline?channel=in_person&arrived=2024-03-04&extended=2024-03-20&days=20")
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    // Twenty working days from 5 March are 1 April 2024; twenty more, over 清明 and 劳动节 with their working weekends.
    for words in ["2024-04-29", "条例第三十一条第（一）项", "条例第三十三条"] {
        assert!(page.has(words), "{words}: {}", page.body);
    }
    // The day of the answer is the day it went out, and what was decided nobody typed.
    let answered = "/deadline?channel=in_person&arrived=2024-03-04&replied=2024-03-20";
    let in_time = visitor.get(answered).await;
    for invented in ["尚未送达", "予以公开", "其他处理", "答复期限已于"] {
        assert!(!in_time.has(invented), "{invented}: {}", in_time.body);
    }
    let awaited = visitor.get("/deadline?channel=online&arrived=2024-03-04").await;
    assert!(awaited.has("确认") && !awaited.has("答复期限届满日：<strong>"));
    let wrong = visitor
        .get("/deadline?channel=online&arrived=2024-03-04&confirmed=2024-03-01")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("id=\"confirmed-fault\"") && wrong.has("value=\"2024-03-01\""));
    // Nobody applied before there was a law to apply under, and nobody is answered in the next century.
    for (field, query) in [
        ("arrived", "arrived=1900-01-01"),
        ("arrived", "arrived=2008-04-30"),
        ("replied", "arrived=2024-03-04&replied=2200-12-01"),
        (
            "opinion",
            "arrived=2024-03-04&consulted=2024-03-05&opinion=2199-11-03",
        ),
    ] {
        let page = visitor.get(&format!("/deadline?channel=in_person&{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(
            page.has(&format!("id=\"{field}-fault\"")) && page.has("请核对年份"),
            "{query}"
        );
    }
    let garbled = visitor.get("/deadline?channel=nowhere&arrived=3.4&days=99").await;
    for field in ["channel-fault", "arrived-fault", "days-fault"] {
        assert!(garbled.has(field), "{field}");
    }
}

/// What is not seen leaves a query at the door, as it leaves every form.
#[tokio::test]
async fn what_is_not_seen_leaves_a_query_string() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let hidden = "%E9%A2%84%00%E7%AE%97%E2%80%AE%EF%BF%BF%01x";
    for page in [
        format!("/answered?q={hidden}"),
        format!("/questions?q={hidden}"),
        format!("/deadline?channel=in_person&arrived={hidden}&extended={hidden}&days={hidden}"),
        format!("/fees?pages={hidden}"),
        format!("/search?q={hidden}"),
    ] {
        let shown = visitor.get(&page).await;
        assert!(
            !shown.body.contains(['\0', '\u{202e}', '\u{ffff}', '\u{1}']),
            "{page}: {}",
            shown.main()
        );
    }
    assert!(visitor.get(&format!("/answered?q={hidden}")).await.has("预算x"));
}
