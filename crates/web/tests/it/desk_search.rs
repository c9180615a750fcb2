//! The desk's one search.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::register;
use crate::harness::{Browser, World};

async fn with_case(world: &World) -> Browser {
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let fields = [
        ("kind", "natural_person"),
        ("name", "买买提·艾力"),
        ("identity_kind", "identity_card"),
        ("identity_number", "11010519491231002X"),
        ("phone", "13800001234"),
        ("request", "2024年度部门预算"),
        ("form", "electronic"),
        ("way", "online"),
    ];
    let receipt = register(&mut clerk, &fields).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    clerk
}

/// `%` in a query.
fn asked(words: &str) -> String {
    let query = serde_html_form::to_string([("q", words)]).unwrap();
    format!("/desk/search?{query}")
}

#[tokio::test]
async fn a_whole_number_leads_straight_to_what_bears_it_and_words_to_a_list() {
    let world = World::new().await;
    let mut clerk = with_case(&world).await;
    let list = clerk.get(&asked("部门预算")).await;
    assert_eq!(list.status, StatusCode::OK);
    let (_, rest) = list.main().split_once("<span class=\"row-kind\">").unwrap();
    let number = rest.split('<').next().unwrap().to_owned();
    assert!(list.main().contains("买买提·艾力") && list.main().contains("2024年度部门预算"));
    let typed = number.replace('-', "—").to_lowercase();
    for number in [number.as_str(), &typed] {
        let straight = clerk.get(&asked(number)).await;
        assert_eq!(straight.status, StatusCode::SEE_OTHER, "{number}");
        let case = clerk.get(straight.header("location")).await;
        assert!(case.has("2024年度部门预算"), "{number}");
    }
    // A part of a number is words: the list is looked at.
    let part: String = number.chars().take(6).collect();
    assert_eq!(clerk.get(&asked(&part)).await.status, StatusCode::OK);
    assert!(clerk.get(&asked("买买提•艾力")).await.main().contains(&number));
    assert!(
        clerk
            .get(&asked("没有这样的字"))
            .await
            .main()
            .contains("没有找到“没有这样的字”")
    );
    assert!(clerk.get("/desk/search").await.main().contains("输入完整的编号"));
}

#[tokio::test]
async fn who_may_not_see_cases_finds_none_by_their_number_or_words() {
    let world = World::new().await;
    let mut clerk = with_case(&world).await;
    let list = clerk.get(&asked("部门预算")).await;
    let (_, rest) = list.main().split_once("<span class=\"row-kind\">").unwrap();
    let number = rest.split('<').next().unwrap().to_owned();
    for role in [Role::Editor, Role::SystemAdministrator] {
        let mut other = world.at_desk(role).await;
        for words in [number.as_str(), "部门预算", "买买提"] {
            let page = other.get(&asked(words)).await;
            assert_eq!(page.status, StatusCode::OK, "{words}");
            assert!(page.main().contains("没有找到"), "{words}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn a_document_is_found_by_its_title_index_number_and_document_number() {
    let world = World::new().await;
    let mut form = world.form("statutory", "关于安全生产的通知").await;
    form.document_number = "孟先开〔2026〕7号".into();
    let id = world.publish(&form).await;
    let mut editor = world.at_desk(Role::Editor).await;
    let list = editor.get(&asked("安全生产")).await;
    let href = format!("/desk/documents/{id}");
    assert!(list.main().contains(&format!("href=\"{href}\"")), "{}", list.body);
    for typed in ["孟先开〔2026〕7号", "孟先开(２０２６)7号", "孟先开[2026] 7号"] {
        assert_eq!(
            editor.get(&asked(typed)).await.header("location"),
            href,
            "{typed}"
        );
    }
    assert!(editor.get("/desk/documents?q=孟先开").await.has(&href));
}

#[tokio::test]
async fn the_menu_counts_what_waits_and_the_bar_searches() {
    let world = World::new().await;
    let mut clerk = with_case(&world).await;
    let page = clerk.get("/desk").await;
    assert!(
        page.has("依申请公开</span><span class=\"count\">1</span>"),
        "{}",
        page.body
    );
    assert!(page.has("action=\"/desk/search\""));
    let mut editor = world.at_desk(Role::Editor).await;
    let page = editor.get("/desk").await;
    let (menu, _) = page.body.split_once("<main").unwrap();
    assert!(!menu.contains("class=\"count\"") && !page.has("/desk/cases"));
}

#[tokio::test]
async fn a_theme_is_kept_for_the_desk_and_leads_back_to_its_page_alone() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let kept = clerk
        .get("/desk/display?theme=dark&size=large&back=/desk/account")
        .await;
    assert_eq!(kept.header("location"), "/desk/account");
    let page = clerk.get("/desk/account").await;
    assert!(page.has("<html lang=\"zh-CN\" class=\"is-large\" data-theme=\"dark\">"));
    let away = clerk.get("/desk/display?theme=dark&back=//example.org").await;
    assert_eq!(away.header("location"), "/desk");
    let wrong = clerk.get("/desk/display?theme=default&size=normal").await;
    assert_eq!(wrong.header("location"), "/desk");
    assert!(clerk.get("/desk").await.has("<html lang=\"zh-CN\">"));
}

#[tokio::test]
async fn the_register_of_a_year_is_one_sheet_with_every_case() {
    let world = World::new().await;
    let mut clerk = with_case(&world).await;
    let sheet = clerk.get("/desk/cases/register").await;
    assert!(sheet.main().contains("登记表（2026 年）") && sheet.main().contains("买买提·艾力"));
    assert!(sheet.main().contains("共 1 件"), "{}", sheet.body);
    assert!(
        sheet.has("<td class=\"nowrap\">期限 2026-"),
        "days in full: {}",
        sheet.body
    );
    let other = clerk.get("/desk/cases/register?year=2024").await;
    assert!(other.main().contains("共 0 件"), "{}", other.body);
    let mut editor = world.at_desk(Role::Editor).await;
    assert_eq!(
        editor.get("/desk/cases/register").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn what_the_organ_has_not_set_up_is_a_check_list_and_no_daily_work() {
    let world = World::new().await;
    let mut admin = world.at_desk(Role::SystemAdministrator).await;
    let today = admin.get("/desk").await;
    assert!(today.main().contains("今天没有待办事项"), "{}", today.body);
    let (_, list) = today.main().split_once("机关设置").unwrap();
    assert!(list.contains("项没有完成") && list.contains("启用动态口令"));
}

#[tokio::test]
async fn a_column_made_this_minute_is_not_late() {
    const DAY: i64 = 24 * 3600 * 1000;
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let form = [("name", "园区动态"), ("slug", "yuanqu"), ("kind", "news")];
    let made = editor.post("/desk/columns", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let told_after = async |days: i64| {
        world.wait(days * DAY);
        let today = world.at_desk(Role::Editor).await.get("/desk").await;
        let (daily, list) = today.main().split_once("机关设置").unwrap();
        assert!(!daily.contains("更新栏目"), "{daily}");
        list.contains("栏目“园区动态”还没有内容")
    };
    // Fourteen days for news (国办秘函〔2019〕19号).
    assert!(!told_after(0).await && !told_after(14).await);
    assert!(told_after(1).await);
}
