//! Units are asked from a case (内部征询): the clerk's form and list, the unit's page at the desk, the link without an account,
//! and where an open asking stands among what is due.

use axum::http::StatusCode;
use law::cases::What;
use law::staff::Role;

use crate::forms::fill_in;
use crate::harness::{Browser, Page, World};
use crate::site_track::{happens, only, tracking};

const UNITS: &str = "/desk/units";

/// A case with a unit that has an account, and one that has none; its page of askings.
async fn begun(world: &World, clerk: &mut Browser) -> String {
    tracking(world).await;
    happens(world, Role::RequestClerk, What::Confirmed {}, "").await;
    let (id, _) = only(world).await;
    let editor = world.actor(Role::Editor).await.account.unwrap().to_string();
    for (name, account) in [("档案室", editor.as_str()), ("财政股", "")] {
        let fields = [("name", name), ("person", "钱进"), ("account", account)];
        let page = fill_in(clerk, UNITS, UNITS, &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }
    format!("/desk/cases/{id}/askings")
}

/// The value of the tick box beside a unit.
fn unit_of(page: &Page, name: &str) -> String {
    let (before, _) = page
        .body
        .split_once(&format!("\"form-check-label\">{name}"))
        .unwrap_or_else(|| panic!("no {name} on {}", page.body));
    let (_, value) = before.rsplit_once("value=\"").unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// Asks one unit; the address of the asking.
async fn asked(clerk: &mut Browser, here: &str, unit: &str) -> String {
    let page = clerk.get(here).await;
    let id = unit_of(&page, unit);
    let done = fill_in(clerk, here, here, &[("units", &id)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = clerk.get(here).await;
    let (before, _) = page.body.split_once(&format!("\">{unit}</a>")).unwrap();
    let (_, href) = before.rsplit_once("href=\"").unwrap();
    href.to_owned()
}

/// Makes a link, and gives its path.
async fn linked(clerk: &mut Browser, asking: &str) -> String {
    let page = fill_in(clerk, asking, &format!("{asking}/link"), &[]).await;
    assert_eq!(page.header("location"), asking, "{}", page.body);
    let page = clerk.get(asking).await;
    let (_, rest) = page.body.split_once("/unit-answer/").unwrap();
    format!("/unit-answer/{}", rest.split('<').next().unwrap())
}

#[tokio::test]
async fn a_clerk_asks_and_what_is_wrong_stands_beside_the_field_with_what_was_typed() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let here = begun(&world, &mut clerk).await;
    let page = clerk.get(&here).await;
    assert!(
        page.has("2024年度部门预算") && page.has("个工作日"),
        "{}",
        page.body
    );
    let wrong = [
        ("content", "请张三找 11010519491231002X 的材料"),
        ("due_on", "2026-13-01"),
    ];
    let page = fill_in(&mut clerk, &here, &here, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has("请按“年-月-日”填写") && page.has("的材料"),
        "{}",
        page.body
    );
    let wrong = [("content", "请张三找 11010519491231002X 的材料")];
    let page = fill_in(&mut clerk, &here, &here, &wrong).await;
    assert!(
        page.has("请选择要征询的科室") && page.has("含有身份证件号码") && page.has("已核对，确需写明"),
        "{}",
        page.body
    );
    let asking = asked(&mut clerk, &here, "财政股").await;
    assert!(clerk.get(&asking).await.has("没有可以打开的链接"));
    for (page, words) in [
        ("/desk/cases", "内部征询待科室答复"),
        ("/desk/cases/calendar", "待科室"),
    ] {
        assert!(clerk.get(page).await.has(words), "{page}");
    }
    let case = here.strip_suffix("/askings").unwrap();
    assert!(clerk.get(case).await.has("财政股"));
    world.wait(10 * 86_400_000);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let today = clerk.get("/desk").await;
    assert!(today.has("尚未答复征询") && today.has("财政股") && today.has("is-late"));
}

#[tokio::test]
async fn a_unit_with_an_account_answers_at_its_desk_and_sees_nothing_else() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let here = begun(&world, &mut clerk).await;
    let asking = asked(&mut clerk, &here, "档案室").await;
    let other = asked(&mut clerk, &here, "财政股").await;
    let mut unit = world.at_desk(Role::Editor).await;
    assert!(unit.get("/desk").await.has("1 件征询待本科室答复"));
    let list = unit.get("/desk/askings").await;
    assert!(list.has("档案室") && !list.has("财政股"), "{}", list.body);
    assert_eq!(unit.get(&here).await.status, StatusCode::FORBIDDEN);
    assert_eq!(unit.get(&other).await.status, StatusCode::NOT_FOUND);
    let page = fill_in(
        &mut unit,
        &asking,
        &asking,
        &[("says", "not_held"), ("by", "钱进")],
    )
    .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has("请写明在哪些系统") && page.has("value=\"钱进\""),
        "{}",
        page.body
    );
    let fields = [
        ("says", "not_held"),
        ("by", "钱进"),
        ("systems", "档案管理系统"),
        ("keywords", "预算"),
        ("searched_by", "钱进"),
        ("searched_on", "2026-03-02"),
        ("result", "没有相符的档案"),
    ];
    let page = fill_in(&mut unit, &asking, &asking, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&asking).await;
    assert!(
        page.has("没有掌握这些信息") && page.has("登录工作台填写"),
        "{}",
        page.body
    );
    let case = here.strip_suffix("/askings").unwrap();
    let form = clerk.get(&format!("{case}/decision/unavailable.not_held")).await;
    assert!(form.has("档案室 钱进：检索档案管理系统"), "{}", form.body);
}

#[tokio::test]
async fn a_link_answers_without_an_account_once_and_shows_nothing_of_who_applied() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let here = begun(&world, &mut clerk).await;
    let asking = asked(&mut clerk, &here, "财政股").await;
    let first = linked(&mut clerk, &asking).await;
    let link = linked(&mut clerk, &asking).await;
    world.wait(1_000);
    let mut unit = world.visitor();
    assert!(unit.get(&first).await.has("链接已经失效"));
    let page = unit.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("2024年度部门预算") && !page.has("张三"), "{}", page.body);
    assert_eq!(
        page.body.matches("选填").count(),
        1,
        "the files alone: what an answer needs is not called optional"
    );
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.meta("robots"), Some("noindex"));
    // Its look can be changed, and no address of it leads back here: the path is the secret.
    assert!(
        page.has("/display?theme=dark") && !page.has("back="),
        "{}",
        page.body
    );
    // Without the page's secret nothing is taken.
    let bare = unit.post_bare(&link, &[("says", "given")]).await;
    assert_eq!(bare.status, StatusCode::FORBIDDEN, "{}", bare.body);
    let typed = [
        ("says", "given"),
        ("by", "孙科"),
        ("step", "upload"),
        ("version", "1"),
    ];
    unit.get(&link).await;
    let page = unit
        .upload_with(&link, &typed, "预算.txt", "2024年预算表".as_bytes())
        .await;
    assert!(
        page.has("预算.txt") && page.has("value=\"孙科\""),
        "{}",
        page.body
    );
    let page = unit
        .upload_with(&link, &typed, "密.txt", "机密★20年".as_bytes())
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("密级标志“机密★"), "{}", page.body);
    let page = fill_in(
        &mut unit,
        &link,
        &link,
        &[("says", "in_part"), ("reason", "内部资料，不宜公开")],
    )
    .await;
    assert!(
        page.has("不成理由") && page.has("请写明掌握的信息"),
        "{}",
        page.body
    );
    let fields = [
        ("says", "given"),
        ("by", "孙科"),
        ("holding", "2024年预算表"),
        ("step", "answer"),
    ];
    let page = fill_in(&mut unit, &link, &link, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let sent = unit.get(&link).await;
    assert!(sent.has("已经答复"));
    for words in [
        "已经提交的答复",
        "掌握，可以提供",
        "2024年预算表",
        "孙科",
        "预算.txt",
    ] {
        assert!(sent.has(words), "{words}: {}", sent.body);
    }
    assert!(!sent.has("以前答复") && !sent.has("张三"), "{}", sent.body);
    assert!(
        !unit.get(&first).await.has("2024年预算表"),
        "a link that ended before shows nothing"
    );
    let page = clerk.get(&asking).await;
    assert!(page.has("通过链接填写") && page.has("预算.txt"), "{}", page.body);
    let (_, rest) = page.body.split_once(&format!("href=\"{asking}/files/")).unwrap();
    let file = format!("{asking}/files/{}", rest.split('"').next().unwrap());
    assert_eq!(clerk.get(&file).await.bytes, "2024年预算表".as_bytes());
    let taken = fill_in(&mut clerk, &asking, &format!("{file}/enclosure"), &[]).await;
    let enclosures = taken.header("location").to_owned();
    assert!(clerk.get(&enclosures).await.has("预算.txt"));
}

#[tokio::test]
async fn beside_a_decision_stands_what_a_unit_answered_and_its_file_is_taken_over_at_one_press() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let here = begun(&world, &mut clerk).await;
    let asking = asked(&mut clerk, &here, "财政股").await;
    let case = here.strip_suffix("/askings").unwrap();
    let decision = format!("{case}/decision");
    let waiting = clerk.get(&decision).await;
    assert!(
        waiting.has("财政股（征询）") && waiting.has("待答复，"),
        "{}",
        waiting.body
    );
    clerk.get(&asking).await;
    let answer = [
        ("says", "in_part"),
        ("by", "孙科"),
        ("holding", "2024年预算表，存财政股"),
        ("reason", "附表二记载了职工的银行账号，公开会损害他们的财产安全"),
        ("step", "answer"),
        ("version", "1"),
    ];
    let page = clerk
        .upload_with(&asking, &answer, "预算表（定稿）.txt", "2024年预算表".as_bytes())
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let given = format!("{decision}?step=given");
    let page = clerk.get(&given).await;
    for words in [
        "财政股的答复",
        "掌握，可以提供一部分",
        "存财政股",
        "职工的银行账号",
        "预算表（定稿）.txt",
    ] {
        assert!(page.has(words), "{words}: {}", page.body);
    }
    let (_, rest) = page
        .body
        .split_once(&format!("action=\"{asking}/files/"))
        .unwrap();
    let take = format!("{asking}/files/{}", rest.split('"').next().unwrap());
    let fields = crate::forms::filled(&page, &take, &[]);
    let taken = crate::forms::send(&mut clerk, &take, &fields).await;
    assert_eq!(taken.header("location"), given, "{}", taken.body);
    // Pressed twice it is there once, under its own name.
    crate::forms::send(&mut clerk, &take, &fields).await;
    let page = clerk.get(&decision).await;
    assert!(
        page.has("已转为附件") && !page.has(&format!("action=\"{take}\"")),
        "{}",
        page.body
    );
    let enclosures = clerk.get(&format!("{case}/enclosures")).await;
    let listed = enclosures.main().matches(">预算表（定稿）.txt</a>").count();
    assert_eq!(listed, 1, "{}", enclosures.body);
    // Who may add no enclosure is offered none, and refused.
    let mut auditor = world.at_desk(Role::Auditor).await;
    let seen = auditor.get(&decision).await;
    assert!(
        seen.has("财政股的答复") && !seen.has("from\" value=\"decision"),
        "{}",
        seen.body
    );
    let refused = auditor.post_bare(&take, &[("from", "decision")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let on_case = clerk.get(case).await;
    assert!(
        on_case.has("2026-03-02 答复") && !on_case.has("前答复"),
        "what was answered is not asked for: {}",
        on_case.body
    );
}

#[tokio::test]
async fn whoever_guesses_links_has_to_wait() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    for _ in 0..20 {
        let page = visitor.get("/unit-answer/AAAAAAAAAAAAAAAA").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    let page = visitor.get("/unit-answer/AAAAAAAAAAAAAAAA").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_link_is_shown_once_with_the_address_of_the_site_and_a_reload_ends_nothing() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let here = begun(&world, &mut clerk).await;
    let asking = asked(&mut clerk, &here, "财政股").await;
    let issue = format!("{asking}/link");
    let page = clerk.get(&asking).await;
    let fields = crate::forms::filled(&page, &issue, &[]);
    crate::forms::send(&mut clerk, &issue, &fields).await;
    let shown = clerk.get(&asking).await;
    let (_, rest) = shown.body.split_once(">http://localhost/unit-answer/").unwrap();
    let secret = rest.split('<').next().unwrap().to_owned();
    assert!(shown.has("data-copy=\"made-link\""));
    assert!(!clerk.get(&asking).await.has(&secret), "once");
    // Sent once more, as a browser does on reload, the form gives the same link and ends none.
    crate::forms::send(&mut clerk, &issue, &fields).await;
    assert!(clerk.get(&asking).await.has(&secret));
    let mut unit = world.visitor();
    let opened = unit.get(&format!("/unit-answer/{secret}")).await;
    assert_eq!(opened.status, StatusCode::OK);
    assert!(opened.has("征询的内容"), "{}", opened.body);
}

#[tokio::test]
async fn an_error_stands_at_its_own_field_and_no_button_drops_the_answer_that_is_typed() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let here = begun(&world, &mut clerk).await;
    let asking = asked(&mut clerk, &here, "财政股").await;
    let typed = [("says", "given"), ("holding", "2024年预算表，存财政股")];
    let with = |more: &[(&'static str, &'static str)]| typed.iter().chain(more).copied().collect::<Vec<_>>();
    let unsaid = fill_in(&mut clerk, &asking, &format!("{asking}/withdrawal"), &typed).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let error = "id=\"ended_reason-error\"><p>请写明撤回征询的原因";
    assert!(
        unsaid.has(error) && !unsaid.has("id=\"reason-error\""),
        "{}",
        unsaid.body
    );
    assert!(unsaid.has("存财政股") && unsaid.has("data-unsaved"));
    let kept = |page: &Page, told: &str| {
        assert_eq!(page.status, StatusCode::OK, "{told}: {}", page.body);
        assert!(
            page.has(told) && page.has("存财政股</textarea>"),
            "{told}: {}",
            page.body
        );
    };
    let day = with(&[("due_on", "2026-03-04")]);
    let page = fill_in(&mut clerk, &asking, &format!("{asking}/day"), &day).await;
    kept(&page, "答复日期已调整");
    let page = fill_in(&mut clerk, &asking, &format!("{asking}/link"), &typed).await;
    kept(&page, "/unit-answer/");
    let page = fill_in(&mut clerk, &asking, &format!("{asking}/link/removal"), &typed).await;
    kept(&page, "链接已撤回");
    clerk.get(&asking).await;
    // The files that were chosen are kept by whichever button brings them.
    let page = clerk
        .upload_with(
            &format!("{asking}/link"),
            &typed,
            "预算.txt",
            "2024年预算表".as_bytes(),
        )
        .await;
    kept(&page, "预算.txt");
    let (_, rest) = page.body.split_once(&format!("href=\"{asking}/files/")).unwrap();
    let file = format!("{asking}/files/{}", rest.split('"').next().unwrap());
    let page = fill_in(&mut clerk, &asking, &format!("{file}/enclosure"), &typed).await;
    kept(&page, "已转为答复附件");
    let page = fill_in(&mut clerk, &asking, &format!("{file}/removal"), &typed).await;
    kept(&page, "文件已移除");
    assert!(!page.has("预算.txt"));
    let page = fill_in(
        &mut clerk,
        &asking,
        &asking,
        &with(&[("by", "孙科"), ("step", "answer")]),
    )
    .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn what_is_wrong_with_a_unit_stands_at_the_fields_of_that_unit() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let here = begun(&world, &mut clerk).await;
    let unit = unit_of(&clerk.get(&here).await, "财政股");
    let page = fill_in(&mut clerk, UNITS, &format!("{UNITS}/{unit}"), &[("name", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has(&format!("href=\"#name-{unit}\"")) && page.has(&format!("id=\"name-{unit}-error\"")),
        "{}",
        page.body
    );
}
