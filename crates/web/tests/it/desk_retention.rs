//! The period applicants' data is kept: counted before it is turned on, turned on only with an explicit word; and cases alike on
//! the page of a case.

use axum::http::StatusCode;
use jiff::ToSpan;
use law::cases::{ApplicationForm, Channel, What};
use law::staff::Role;
use office::cases::{self, Arrival, Receipt, Recording, retention};
use office::{Actor, Moment, Program};

use crate::forms::{fill_in, filled, send};
use crate::harness::World;

const HERE: &str = "/desk/cases/retention";
const BUDGET: &str = "孟津先进制造业开发区2024年度部门预算及三公经费明细表";

fn form(name: &str, request: &str) -> ApplicationForm {
    ApplicationForm {
        kind: "natural_person".to_owned(),
        name: name.to_owned(),
        identity_kind: "identity_card".to_owned(),
        identity_number: "11010519491231002X".to_owned(),
        phone: "13800001234".to_owned(),
        request: request.to_owned(),
        form: "electronic".to_owned(),
        way: "online".to_owned(),
        ..ApplicationForm::default()
    }
}

fn operator(world: &World) -> Actor {
    Actor::system(world.organ, "测试")
}

/// That many years before now.
fn years_ago(world: &World, years: i16) -> Moment {
    let now = world.moment();
    let today = now.today.saturating_sub(years.years());
    Moment {
        now: format!("{today}T10:00:00+08:00").parse().unwrap(),
        today,
    }
}

async fn received(world: &World, at: Moment, form: &ApplicationForm) -> Receipt {
    let arrival = Arrival {
        channel: Channel::InPerson,
        arrived_on: at.today,
        confirmed_on: None,
        confirmation: law::cases::Confirmation::default(),
    };
    cases::register(&world.office, &operator(world), at, form, &arrival, false)
        .await
        .unwrap()
}

/// A case received and withdrawn twelve years ago.
async fn old(world: &World) -> Receipt {
    let at = years_ago(world, 12);
    let receipt = received(world, at, &form("赵无极", BUDGET)).await;
    let withdrawn = Recording::today(at, What::Withdrawn {}).with_note("书面撤回".to_owned());
    cases::record(&world.office, &operator(world), at, receipt.case, 1, &withdrawn)
        .await
        .unwrap();
    receipt
}

#[tokio::test]
async fn it_is_turned_on_only_with_an_explicit_word() {
    let world = World::new().await;
    old(&world).await;
    let mut head = world.at_desk(Role::Signer).await;
    let page = head.get(HERE).await;
    assert!(page.has("未开启") && page.has("按 10 年计算"), "{}", page.body);
    assert!(page.has("<dt>已经过期</dt><dd>1 件</dd>"), "{}", page.body);
    let page = fill_in(&mut head, HERE, HERE, &[("years", "四"), ("is_on", "true")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has("id=\"years-error\"")
            && page.has("value=\"四\"")
            && page.has("name=\"is_on\" value=\"true\" checked")
    );
    let page = fill_in(&mut head, HERE, HERE, &[("years", "20"), ("is_on", "true")]).await;
    assert!(
        page.has("id=\"is_confirmed-error\"") && page.has("按 20 年计算"),
        "{}",
        page.body
    );
    assert!(page.has("<dt>已经过期</dt><dd>0 件</dd>"));
    let yes = [("is_on", "true"), ("is_confirmed", "true")];
    let page = fill_in(&mut head, HERE, HERE, &yes).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(head.get(HERE).await.has("已开启"));
    let mut auditor = world.at_desk(Role::Auditor).await;
    let log = auditor.get("/desk/audit?act=cases.retention").await;
    assert!(
        log.has("设置申请人信息的保存期限") && log.has("保存年数"),
        "{}",
        log.body
    );
    assert_eq!(auditor.get(HERE).await.status, StatusCode::FORBIDDEN);
    let mut editor = world.at_desk(Role::Editor).await;
    assert_eq!(editor.get(HERE).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        editor.get("/desk/cases/settings").await.status,
        StatusCode::FORBIDDEN,
        "what reviews a letter passes is the signer's to settle"
    );
}

#[tokio::test]
async fn past_its_time_it_is_opened_by_nobody_and_says_so() {
    let world = World::new().await;
    let receipt = old(&world).await;
    let mut head = world.at_desk(Role::Signer).await;
    let yes = [("is_on", "true"), ("is_confirmed", "true")];
    fill_in(&mut head, HERE, HERE, &yes).await;
    let round = retention::run_due(&world.office, Program::itself(), world.moment(), 10)
        .await
        .unwrap();
    assert_eq!(round.applications, 1);
    let mut visitor = world.visitor();
    let page = visitor.get("/track").await;
    let ask = |code: &str| {
        filled(
            &page,
            "/track",
            &[("number", receipt.number.as_str()), ("code", code)],
        )
    };
    let (right, wrong) = (ask(&receipt.query_code), ask("2222-2222-2222"));
    let page = send(&mut visitor, "/track", &right).await;
    assert!(page.has("该申请已过保存期限"), "{}", page.body);
    let page = send(&mut visitor, "/track", &wrong).await;
    assert!(!page.has("保存期限") && page.has("编号或者查询码不对"));
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let page = clerk.get(&format!("/desk/cases/{}", receipt.case)).await;
    assert!(page.has("本件已过保存期限") && page.has("〔已匿名〕") && !page.has("赵无极"));
    assert!(!page.has("上传扫描件") && !page.has("证件和联系方式"));
    assert!(clerk.get("/desk/cases/ledger").await.has("〔已匿名〕"));
}

#[tokio::test]
async fn cases_alike_are_on_the_page_with_what_follows() {
    let world = World::new().await;
    let at = world.moment();
    let first = received(&world, at, &form("张三", BUDGET)).await;
    let other = ApplicationForm {
        identity_kind: "other".to_owned(),
        identity_number: "X1".to_owned(),
        ..form("李四", &format!("申请公开{BUDGET}"))
    };
    received(&world, at, &other).await;
    received(&world, at, &form("张三", "某某路12号地块的规划许可证和红线图")).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let page = clerk.get(&format!("/desk/cases/{}", first.case)).await;
    assert!(
        page.has("相似申请") && page.has("其他申请人") && page.has("几乎相同"),
        "{}",
        page.body
    );
    assert!(page.has("条例第四十四条第一款") && !page.has("红线图"));
    let again = received(&world, at, &form("张三", BUDGET)).await;
    let page = clerk.get(&format!("/desk/cases/{}", again.case)).await;
    assert!(page.has("同一申请人的相同申请正在办理"), "{}", page.body);
    let lone = received(&world, at, &form("王五", "滨河路改造工程的招标文件和评标报告")).await;
    let page = clerk.get(&format!("/desk/cases/{}", lone.case)).await;
    assert!(!page.has("相似申请"));
}
