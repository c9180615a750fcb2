//! The organ's own facts and the tree of its columns.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::{fill_in, filled, send};
use crate::harness::{Browser, Page, World};

const COLUMNS: &str = "/desk/columns";
const ORGAN: &str = "/desk/organ";

/// A column of the organ's own, by its name in the address; gives its page's path.
async fn added(editor: &mut Browser, name: &str) -> String {
    let page = fill_in(
        editor,
        "/desk/columns/new",
        COLUMNS,
        &[("name", name), ("slug", name)],
    )
    .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    path_of(&editor.get(COLUMNS).await, name)
}

fn path_of(list: &Page, name: &str) -> String {
    let link = list.body.split(&format!("\">{name}</a>")).next().unwrap();
    link.rsplit("href=\"").next().unwrap().to_owned()
}

#[tokio::test]
async fn a_column_is_added_renamed_moved_and_removed() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let first = added(&mut editor, "园区动态").await;
    let second = added(&mut editor, "企业专区").await;
    world.app.refresh_position().await;
    let mut visitor = world.visitor();
    let address = "/columns/园区动态";
    assert_eq!(
        visitor.get(address).await.status,
        StatusCode::NOT_FOUND,
        "a blank one is not public"
    );
    world.published("园区动态", "园区动态一则").await;
    assert_eq!(visitor.get(address).await.status, StatusCode::OK);
    editor.get(COLUMNS).await;
    editor
        .post(&format!("{second}/position"), &[("direction", "up")])
        .await;
    let list = editor.get(COLUMNS).await.body;
    assert!(list.find("企业专区").unwrap() < list.find("园区动态").unwrap());
    let page = fill_in(&mut editor, &first, &first, &[("name", "开发区动态")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let removal = format!("{second}/removal");
    assert_eq!(
        fill_in(&mut editor, &removal, &removal, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(editor.get(COLUMNS).await.has("栏目“企业专区”已删除。"));
    let list = editor.get(COLUMNS).await;
    assert!(list.has("开发区动态") && !list.has("企业专区"));
}

#[tokio::test]
async fn a_column_that_cannot_be_is_told_why_at_its_field() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    added(&mut editor, "园区动态").await;
    let cases = [
        ("", "新栏目", "name"),
        ("新栏目", "", "slug"),
        ("新栏目", "园区动态", "slug"),
    ];
    for (name, slug, field) in cases {
        let fields = [("name", name), ("slug", slug), ("description", "写好的说明")];
        let page = fill_in(&mut editor, "/desk/columns/new", COLUMNS, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {slug}");
        assert!(page.has(&format!("id=\"{field}-error\"")) && page.has("写好的说明"));
    }
}

#[tokio::test]
async fn the_fixed_columns_stay_and_one_with_content_too() {
    let world = World::new().await;
    world.published("statutory", "一条信息").await;
    let mut editor = world.at_desk(Role::Editor).await;
    let fixed = path_of(&editor.get(COLUMNS).await, "法定主动公开内容");
    let page = editor.get(&fixed).await;
    assert!(!page.has("删除栏目"), "there is no way to remove it");
    let page = editor.post(&format!("{fixed}/removal"), &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("法定"), "and it says why");
}

#[tokio::test]
async fn a_fixed_column_has_no_buttons_to_move_it_and_is_passed_by_none() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let own = added(&mut editor, "园区动态").await;
    let list = editor.get(COLUMNS).await;
    let fixed = path_of(&list, "法定主动公开内容");
    assert_eq!(list.body.matches("位置固定</span>").count(), 4);
    assert_eq!(list.body.matches("/position\"").count(), 1);
    assert!(!list.has("次序可以调整"));
    let moved = editor
        .post(&format!("{fixed}/position"), &[("direction", "down")])
        .await;
    assert!(
        moved.status.is_client_error() && moved.has("位置固定"),
        "{}",
        moved.body
    );
    let up = editor
        .post(&format!("{own}/position"), &[("direction", "up")])
        .await;
    assert_eq!(up.status, StatusCode::SEE_OTHER);
    let list = editor.get(COLUMNS).await;
    let (before, _) = list.body.split_once("\">园区动态</a>").unwrap();
    assert!(before.contains("政府信息公开年报"), "it stays behind the four");
}

#[tokio::test]
async fn two_who_change_a_column_or_the_organ_do_not_overwrite_each_other() {
    let world = World::new().await;
    let mut first = world.at_desk(Role::Editor).await;
    let mut second = world.at_desk(Role::SystemAdministrator).await;
    let column = added(&mut first, "园区动态").await;
    for (path, field) in [(column.as_str(), "description"), (ORGAN, "phone")] {
        let seen = second.get(path).await;
        fill_in(&mut first, path, path, &[(field, "0379-00000001")]).await;
        let page = send(
            &mut second,
            path,
            &filled(&seen, path, &[(field, "0379-00000002")]),
        )
        .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(
            page.has("0379-00000001") && page.has("0379-00000002"),
            "{path}: both are shown"
        );
        assert!(page.has(Role::Editor.label()), "{path}: who was first");
        let page = send(&mut second, path, &filled(&page, path, &[])).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
    }
}

#[tokio::test]
async fn the_organ_s_facts_stand_on_the_site_once_saved_and_wrong_ones_are_told() {
    let world = World::new().await;
    let mut administrator = world.at_desk(Role::SystemAdministrator).await;
    let fields = [
        ("name", ""),
        ("site_id_code", "12"),
        ("report_due", "13-40"),
        ("address", "长城路1号"),
    ];
    let page = fill_in(&mut administrator, ORGAN, ORGAN, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["name", "site_id_code", "report_due"] {
        assert!(page.has(&format!("id=\"{field}-error\"")), "{field}");
    }
    assert_eq!(page.field("address"), Some("长城路1号"));
    let fields = [("address", "长城路1号"), ("phone", "0379-67890000")];
    let page = fill_in(&mut administrator, ORGAN, ORGAN, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    world.app.refresh_position().await;
    let guide = world.visitor().get("/guide").await;
    assert!(guide.has("长城路1号") && guide.has("0379-67890000"));
}

#[tokio::test]
async fn who_may_only_look_sees_no_form_and_cannot_send_one() {
    let world = World::new().await;
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let page = reviewer.get(ORGAN).await;
    assert!(page.has("某某开发区管委会") && !page.has("action=\"/desk/organ\""));
    assert_eq!(
        reviewer.post(ORGAN, &[("name", "改名")]).await.status,
        StatusCode::FORBIDDEN
    );
    assert!(!reviewer.get(COLUMNS).await.has("新建栏目"));
    assert_eq!(
        reviewer.post(COLUMNS, &[("name", "新栏目")]).await.status,
        StatusCode::FORBIDDEN
    );
    let mut security = world.at_desk(Role::SecurityAdministrator).await;
    let page = security.get(COLUMNS).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.has("没有"), "the page says what is missing");
}

#[tokio::test]
async fn what_a_column_is_for_is_kept_and_what_is_wrong_with_it_stands_at_its_field() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let column = added(&mut editor, "园区动态").await;
    let typed = [
        ("purpose", "园区要闻"),
        ("owner_unit", "办公室"),
        ("period", "每周"),
        ("takes-news", "true"),
    ];
    let page = fill_in(&mut editor, &column, &column, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    assert!(page.has("id=\"period-error\"") && page.has("value=\"每周\""));
    assert!(
        page.has("name=\"takes-news\" value=\"true\" checked"),
        "{}",
        page.body
    );
    let typed = [
        ("purpose", "园区要闻"),
        ("owner_unit", "办公室"),
        ("period", "10天"),
        ("period_source", "某区政务公开工作要点"),
        ("takes-news", "true"),
    ];
    let page = fill_in(&mut editor, &column, &column, &typed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = editor.get(&column).await;
    assert!(
        page.has("园区要闻") && page.has("value=\"10日\""),
        "{}",
        page.body
    );
    assert!(page.has("name=\"takes-news\" value=\"true\" checked"));
}

/// 行政复议法第二十四条; 行诉解释第二十一条.
#[tokio::test]
async fn who_reconsiders_is_shown_with_its_reason_and_another_is_kept_only_with_one() {
    const CASES: &str = "/desk/cases/settings";
    let world = World::new().await;
    let mut signer = world.at_desk(Role::Signer).await;
    let page = signer.get(CASES).await;
    for words in [
        "行政复议机关是<strong>设立它的人民政府</strong>",
        "以自己的名义为被申请人，由设立它的人民政府管辖（行诉解释第二十一条、行政复议法第二十四条第一款第（三）项）",
        "没有主体资格（以设立它的人民政府为被申请人）",
    ] {
        assert!(page.has(words), "{words}: {}", page.body);
    }
    let other = [
        ("reconsiderer", "某某省生态环境厅"),
        ("court", "洛阳铁路运输法院"),
    ];
    let refused = fill_in(&mut signer, CASES, CASES, &other).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("id=\"reconsiderer-error\"")
            && refused.has("确实不是的，请在下面写明理由")
            && refused.has("value=\"某某省生态环境厅\""),
        "{}",
        refused.body
    );
    let reason = [("reconsiderer_reason", "省政府指定管辖")];
    let kept = send(&mut signer, CASES, &filled(&refused, CASES, &reason)).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let none = [
        ("standing", "none"),
        ("reconsiderer", "某某市人民政府"),
        ("reconsiderer_reason", ""),
    ];
    let kept = fill_in(&mut signer, CASES, CASES, &none).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let page = signer.get(CASES).await;
    assert!(
        page.has("行政复议机关是<strong>设立它的人民政府的上一级人民政府</strong>")
            && page.has("以设立它的人民政府为被申请人，由该政府的上一级人民政府管辖")
            && page.has("value=\"none\" selected"),
        "{}",
        page.body
    );
}

/// 党政机关公文处理工作条例第九条: the number is made at the signature, when nobody mends its prefix any more.
#[tokio::test]
async fn what_no_letter_prints_is_refused_or_told_as_it_is_settled() {
    const CASES: &str = "/desk/cases/settings";
    let world = World::new().await;
    let mut signer = world.at_desk(Role::Signer).await;
    for (prefix, told) in [
        ("孟\u{f0000}公开", "不是汉字"),
        ("MJ公开", "不是汉字"),
        ("孟公开〔2026〕", "不含年份和序号"),
        ("\u{31350}公开", "没有字形"),
    ] {
        let refused = fill_in(&mut signer, CASES, CASES, &[("letter_prefix", prefix)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{prefix}");
        assert!(
            refused.has("id=\"letter_prefix-error\"") && refused.has(told) && refused.has(prefix),
            "{prefix}: {}",
            refused.main()
        );
    }
    let rare = [("letter_prefix", "孟公开"), ("contact_person", "王\u{31350}")];
    let kept = fill_in(&mut signer, CASES, CASES, &rare).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let page = signer.get(CASES).await;
    assert!(
        page.has("（U+31350）在本机的字体中没有字形，文书上会印成代码")
            && page.has("href=\"#contact_person\""),
        "{}",
        page.main()
    );
}
