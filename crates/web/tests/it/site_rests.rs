//! Pages rest on what they show: one publication makes no more pages anew than show it, and a crowd on a cold page costs one.

use axum::http::StatusCode;
use law::staff::Role;
use office::documents::{self, WithdrawalForm};
use tokio::task::JoinSet;

use crate::harness::World;

/// Fifteen documents in the statutory column, and a column of news with one.
async fn furnished() -> World {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let form = [("name", "园区动态"), ("slug", "yuanqu"), ("kind", "news")];
    let made = editor.post("/desk/columns", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    for number in 1..=15 {
        world.published("statutory", &format!("第{number}号公告")).await;
    }
    world.published("yuanqu", "管委会召开安全生产会议").await;
    world
}

fn document(number: usize) -> String {
    format!("/documents/TEST01-2026-15-{number:05}")
}

/// The pages of the site that do not show what is published in the column of news.
fn untouched() -> Vec<String> {
    let others = [
        "/columns",
        "/columns/statutory",
        "/columns/statutory/feed.xml",
        "/guide",
        "/sitemap",
        "/robots.txt",
    ];
    let others = others.into_iter().map(str::to_owned);
    others.chain((1..=16).map(document)).collect()
}

/// Those that do: home, the site's feed, the column with its feed, the list of addresses.
const TOUCHED: [&str; 5] = [
    "/",
    "/feed.xml",
    "/columns/yuanqu",
    "/columns/yuanqu/feed.xml",
    "/sitemap.xml",
];

/// How many pages are made when all of these are asked for.
async fn renderings(world: &World, paths: impl Iterator<Item = &str>) -> u64 {
    let before = world.app.renderings();
    let mut visitor = world.visitor();
    for path in paths {
        assert_eq!(visitor.get(path).await.status, StatusCode::OK, "{path}");
    }
    world.app.renderings() - before
}

#[tokio::test]
async fn one_publication_makes_only_those_pages_anew_that_show_it() {
    let world = furnished().await;
    let untouched = untouched();
    let all = || untouched.iter().map(String::as_str).chain(TOUCHED);
    let count = u64::try_from(untouched.len() + TOUCHED.len()).unwrap();
    assert_eq!(renderings(&world, all()).await, count, "each is made once");
    assert_eq!(renderings(&world, all()).await, 0, "and kept");
    let id = world.published("yuanqu", "管委会召开招商会议").await;
    let touched = u64::try_from(TOUCHED.len()).unwrap();
    assert_eq!(renderings(&world, all()).await, touched);
    let mut visitor = world.visitor();
    for path in TOUCHED {
        let page = visitor.get(path).await;
        assert!(page.has("招商会议") || page.has(&document(17)), "{path} shows it");
    }
    assert_eq!(visitor.get(&document(17)).await.status, StatusCode::OK);
    // Withdrawn, it is gone from the same pages, and its own says so.
    let signer = world.actor(Role::Signer).await;
    let why = WithdrawalForm::correction("内容有误，将重新发布");
    documents::withdraw(&world.office, &signer, world.moment(), id, 5, &why)
        .await
        .unwrap();
    world.app.refresh_position().await;
    assert_eq!(visitor.get(&document(17)).await.status, StatusCode::GONE);
    assert_eq!(renderings(&world, all()).await, touched);
    for path in TOUCHED {
        let page = visitor.get(path).await;
        assert!(
            !page.has("招商会议") && !page.has(&document(17)),
            "{path} still shows it"
        );
    }
}

#[tokio::test]
async fn what_stands_on_every_page_makes_every_page_anew() {
    let world = furnished().await;
    let untouched = untouched();
    let all = || untouched.iter().map(String::as_str).chain(TOUCHED);
    let count = renderings(&world, all()).await;
    let mut editor = world.at_desk(Role::Editor).await;
    let form = [("name", "政策解读"), ("slug", "jiedu"), ("kind", "news")];
    let made = editor.post("/desk/columns", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    assert_eq!(
        renderings(&world, all()).await,
        count,
        "the tree stands on every page"
    );
}

#[tokio::test]
async fn a_crowd_on_a_cold_page_costs_one_rendering() {
    let world = furnished().await;
    let before = world.app.renderings();
    let mut crowd = JoinSet::new();
    for _ in 0..60 {
        let mut visitor = world.visitor();
        crowd.spawn(async move { visitor.get("/columns/statutory").await });
    }
    while let Some(page) = crowd.join_next().await {
        let page = page.unwrap();
        assert!(page.status == StatusCode::OK && page.has("第1号公告"));
    }
    assert_eq!(world.app.renderings() - before, 1);
    // What nobody keeps keeps nobody: each is answered.
    let mut crowd = JoinSet::new();
    for _ in 0..20 {
        let mut visitor = world.visitor();
        crowd.spawn(async move { visitor.get("/columns/nowhere").await.status });
    }
    while let Some(status) = crowd.join_next().await {
        assert_eq!(status.unwrap(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn whoever_asked_first_and_went_away_keeps_nobody_waiting() {
    let world = furnished().await;
    let mut first = world.visitor();
    let asking = tokio::spawn(async move { first.get("/columns/statutory").await.status });
    tokio::task::yield_now().await;
    let mut second = world.visitor();
    let waiting = tokio::spawn(async move { second.get("/columns/statutory").await.status });
    tokio::task::yield_now().await;
    asking.abort();
    let answered = tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await;
    assert_eq!(answered.unwrap().unwrap(), StatusCode::OK);
}

#[tokio::test]
async fn the_first_document_of_a_column_puts_it_into_every_menu_and_the_last_takes_it_out() {
    let world = furnished().await;
    let mut visitor = world.visitor();
    let editor = world.actor(Role::Editor).await;
    let form = office::columns::ColumnForm {
        name: "招商专栏".into(),
        slug: "zhaoshang".into(),
        kind: "news".into(),
        ..office::columns::ColumnForm::default()
    };
    office::columns::create(&world.office, &editor, world.moment(), &form)
        .await
        .unwrap();
    world.app.refresh_position().await;
    let kept_and_not = ["/guide", "/contact", "/documents/TEST01-2026-15-00001"];
    for path in kept_and_not {
        assert!(!visitor.get(path).await.has("招商专栏"), "{path}: it is blank");
    }
    let id = world.published("zhaoshang", "管委会召开招商会议").await;
    for path in kept_and_not {
        assert!(visitor.get(path).await.has("招商专栏"), "{path}");
    }
    let signer = world.actor(Role::Signer).await;
    let why = WithdrawalForm::correction("内容有误，将重新发布");
    documents::withdraw(&world.office, &signer, world.moment(), id, 5, &why)
        .await
        .unwrap();
    world.app.refresh_position().await;
    for path in kept_and_not {
        assert!(!visitor.get(path).await.has("招商专栏"), "{path}: blank again");
    }
}
