//! The settings of outlets: of two who write at once the second is told what the first one left, and keeps what was typed.

use axum::http::StatusCode;
use law::staff::Role;

use crate::desk_documents::{act, written};
use crate::forms::{fill_in, filled};
use crate::harness::World;

/// Fields as a browser sends them; its token it adds itself.
fn plain(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    let own = fields.iter().filter(|(name, _)| name != "csrf");
    own.map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn of_two_who_set_an_outlet_the_second_sees_what_the_first_one_left() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let typed = [("kind", "official_account"), ("name", "示例公众号")];
    let made = fill_in(&mut editor, "/desk/outlets/new", "/desk/outlets", &typed).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let list = editor.get("/desk/outlets").await;
    let links = list.main().split("href=\"/desk/outlets/").skip(1);
    let ids = links.map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    let id = ids.filter(|id| !id.is_empty()).last().unwrap();
    let here = format!("/desk/outlets/{id}");
    let (account, menu) = (format!("{here}/account"), format!("{here}/menu"));
    for (form, ours, theirs, told) in [
        (
            &here,
            ("place", "南厅"),
            ("place", "北厅"),
            "<th scope=\"row\">地点或者说明</th>",
        ),
        (
            &account,
            ("holder", "示例·甲"),
            ("holder", "示例·乙"),
            "<th scope=\"row\">管理员手机由谁保管</th>",
        ),
        (
            &menu,
            ("label-1", "园区动态"),
            ("label-1", "园区要闻"),
            "<th scope=\"row\">第 1 栏</th>",
        ),
    ] {
        let mut second = filled(&signer.get(form).await, form, &[theirs]);
        let mut first = filled(&editor.get(form).await, form, &[ours]);
        if form == &menu {
            // One column of its own; what is proposed has no secure address here.
            for fields in [&mut first, &mut second] {
                for (name, value) in fields.iter_mut().filter(|(name, _)| name.contains('-')) {
                    match name.as_str() {
                        "label-1" => {}
                        "address-1" => "https://gk.example.gov.cn/news".clone_into(value),
                        _ => value.clear(),
                    }
                }
            }
        }
        let saved = editor.post(form, &plain(&first)).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let late = signer.post(form, &plain(&second)).await;
        assert!(!late.status.is_redirection(), "{}", late.body);
        assert!(
            late.has(told) && late.has(ours.1) && late.has(theirs.1),
            "{}",
            late.main()
        );
        assert!(late.has("没有保存：他人刚刚修改过"), "{}", late.main());
        // Who has seen it may save all the same.
        let again = filled(&late, form, &[]);
        assert_eq!(
            signer.post(form, &plain(&again)).await.status,
            StatusCode::SEE_OTHER
        );
    }
}

#[tokio::test]
async fn whoever_reviews_sees_where_a_document_goes_and_what_it_is_called_there() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let typed = [("kind", "official_account"), ("name", "示例公众号")];
    fill_in(&mut editor, "/desk/outlets/new", "/desk/outlets", &typed).await;
    let document = written(&world, &mut editor, "关于去向的通知").await;
    let life = format!("{document}/life");
    let page = editor.get(&life).await;
    let (_, rest) = page.main().split_once("name=\"outlet-").unwrap();
    let outlet = format!("outlet-{}", rest.split('"').next().unwrap());
    let account = [
        (outlet.as_str(), "true"),
        ("article_title", "短标题在公众号"),
        ("article_digest", "公众号里的摘要"),
    ];
    let saved = fill_in(&mut editor, &life, &life, &account).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    act(&mut editor, &document, "submission", &[]).await;
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    for here in [
        document.clone(),
        format!("{document}/review"),
        format!("{document}/editions?left=1&right=2"),
    ] {
        let page = reviewer.get(&here).await;
        for told in ["发布去向", "示例公众号", "短标题在公众号", "公众号里的摘要"] {
            assert!(page.has(told), "{here}: {told}: {}", page.main());
        }
    }
}

#[tokio::test]
async fn the_menu_is_offered_no_address_that_the_account_refuses_and_says_which_item_is_wrong() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let typed = [("kind", "official_account"), ("name", "示例公众号")];
    fill_in(&mut editor, "/desk/outlets/new", "/desk/outlets", &typed).await;
    let list = editor.get("/desk/outlets").await;
    let (_, rest) = list
        .main()
        .rsplit_once("/account\"")
        .map_or(("", ""), |(before, _)| {
            before.rsplit_once("/desk/outlets/").unwrap()
        });
    let menu = format!("/desk/outlets/{rest}/menu");
    let page = editor.get(&menu).await;
    assert!(
        page.has("公众号不接受 http 链接") && !page.has("value=\"http://"),
        "{}",
        page.main()
    );
    let wrong = fill_in(
        &mut editor,
        &menu,
        &menu,
        &[("label-2-2", ""), ("address-2-2", "https://gk.example.gov.cn/a")],
    )
    .await;
    assert!(wrong.has("第 2 栏第 2 项没有名称"), "{}", wrong.main());
}

#[tokio::test]
async fn what_no_record_is_kept_of_is_never_told_as_none() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let typed = [("kind", "official_account"), ("name", "示例公众号")];
    fill_in(&mut editor, "/desk/outlets/new", "/desk/outlets", &typed).await;
    let page = editor.get("/desk/counts").await;
    assert!(
        page.has("转载国办信息（未统计）条") && page.has("办理办结（未统计）件"),
        "{}",
        page.main()
    );
    let wrong = editor.get("/desk/counts?from=2026-03-01&to=2026-02-01").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.has("value=\"2026-03-01\"") && wrong.has("value=\"2026-02-01\""),
        "what was typed stays: {}",
        wrong.main()
    );
}
