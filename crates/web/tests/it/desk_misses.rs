//! Nobody misses a day, as the desk shows it: disputes on board, month and calendar, the first page in the words of what is
//! due, accounts that are closed, complaints, refusals looked at again.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::{fill_in, register};
use crate::harness::{Browser, World};
use crate::site_apply::applied;

const DAY: i64 = 86_400_000;

const PERSON: [(&str, &str); 8] = [
    ("kind", "natural_person"),
    ("name", "张三"),
    ("identity_kind", "identity_card"),
    ("identity_number", "11010519491231002X"),
    ("phone", "13800001234"),
    ("request", "2024年度部门预算"),
    ("form", "electronic"),
    ("way", "online"),
];

async fn case(clerk: &mut Browser) -> String {
    let receipt = register(clerk, &PERSON).await;
    let (_, rest) = receipt.main().split_once("href=\"/desk/cases/").unwrap();
    format!("/desk/cases/{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn a_dispute_to_be_answered_stands_on_board_month_and_calendar() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let dispute = [
        ("number", "示府复〔2026〕8号"),
        ("authority", "示例区人民政府"),
        ("claimant", "张三丰"),
        ("subject", "不服答复"),
    ];
    fill_in(&mut clerk, "/desk/disputes/new", "/desk/disputes", &dispute).await;
    for page in ["/desk/cases", "/desk/cases/calendar"] {
        let shown = clerk.get(page).await;
        assert!(shown.has("示府复〔2026〕8号"), "{page}: {}", shown.body);
        assert!(!shown.has("张三丰"), "{page}");
    }
    let made = fill_in(&mut clerk, "/desk/account", "/desk/account/calendar", &[]).await;
    let (_, rest) = made.body.split_once("http://localhost/calendar/").unwrap();
    let path = format!("/calendar/{}", rest.split('<').next().unwrap());
    let feed = world.visitor().get(&path).await;
    let unfolded = feed.body.replace("\r\n ", "");
    assert!(
        unfolded.contains("SUMMARY:复议、诉讼答复到期：示府复〔2026〕8号")
            && unfolded.contains("DTSTART;VALUE=DATE:20260309")
            && !unfolded.contains("张三丰"),
        "{unfolded}"
    );
}

#[tokio::test]
async fn the_first_page_tells_apart_what_waits_to_be_confirmed_and_what_runs() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    applied(&world, &mut visitor, "2024年度部门预算").await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let today = clerk.get("/desk").await;
    assert!(
        today.main().contains("新来的<span class=\"count\">1</span>") && today.has("确认收到："),
        "{}",
        today.body
    );
    assert!(!today.has("答复期限20个工作日，逾期即违法"));
    // 条例第三十一条第（三）项: by the next working day, on the board and in the calendar like any due day.
    let board = clerk.get("/desk/cases").await;
    let (_, row) = board.main().split_once("TEST01-2026-0001").unwrap();
    let row = row.split("</tr>").next().unwrap();
    assert!(row.contains("3月3日到期") || row.contains("明天到期"), "{row}");
    let made = fill_in(&mut clerk, "/desk/account", "/desk/account/calendar", &[]).await;
    let (_, rest) = made.body.split_once("http://localhost/calendar/").unwrap();
    let path = format!("/calendar/{}", rest.split('<').next().unwrap());
    let feed = world.visitor().get(&path).await.body.replace("\r\n ", "");
    assert!(
        feed.contains("DTSTART;VALUE=DATE:20260303\r\n")
            && feed.contains("SUMMARY:到期：TEST01-2026-0001 2024年度部门预算")
            && feed.contains("待确认"),
        "{feed}"
    );
}

/// 条例第三十条: the seventh working day, from the first day on.
#[tokio::test]
async fn the_last_day_to_ask_for_a_correction_stands_on_the_board_until_the_content_is_found_clear() {
    const HEAD: &str = "告知补正的期限<span class=\"count\">1</span>";
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = case(&mut clerk).await;
    let board = clerk.get("/desk/cases").await;
    let (_, part) = board.main().split_once(HEAD).unwrap();
    let part = part.split("</table>").next().unwrap();
    assert!(
        part.contains(&format!("href=\"{case}?from=")) && part.contains("3月11日到期"),
        "{part}"
    );
    let clear = format!("{case}/acts/found_clear");
    let found = fill_in(&mut clerk, &clear, &clear, &[]).await;
    assert_eq!(found.status, StatusCode::SEE_OTHER, "{}", found.body);
    assert!(!clerk.get("/desk/cases").await.has("告知补正的期限<span"));
    // Once the day has passed there is nothing left to remind of.
    self::case(&mut clerk).await;
    assert!(clerk.get("/desk/cases").await.has(HEAD));
    world.wait(10 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    assert!(!clerk.get("/desk/cases").await.has("告知补正的期限<span"));
}

#[tokio::test]
async fn the_day_a_letter_came_is_asked_for_before_its_silence_ends_the_case() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = case(&mut clerk).await;
    world.wait(2 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let act = format!("{case}/acts/consultation_sent");
    let sent = [
        ("on", "2026-03-03"),
        ("party", "third_party"),
        ("party_name", "甲公司"),
        ("notice", "示例公征〔2026〕1号，3月3日挂号信XA41000000001"),
    ];
    let page = fill_in(&mut clerk, &act, &act, &sent).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    world.wait(40 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    assert!(clerk.get("/desk").await.has("登记收到之日："));
    let page = clerk.get(&case).await;
    let receipt = format!("{case}/acts/reached");
    assert!(
        page.has(&format!(
            "class=\"btn btn-primary\" href=\"{receipt}\">登记收到之日"
        )),
        "{}",
        page.body
    );
    assert!(page.has("对方收到之日还不知道"), "{}", page.body);
    let known = [("on", "2026-03-05"), ("note", "邮政回执，3月5日签收")];
    let mut signer = world.at_desk(Role::Signer).await;
    let page = fill_in(&mut signer, &receipt, &receipt, &known).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(!clerk.get("/desk").await.has("登记收到之日："));
    let page = clerk.get(&case).await;
    assert!(
        page.has("作出处理决定") && page.has("对方收到文书") && page.has("邮政回执，3月5日签收"),
        "{}",
        page.body
    );
    assert!(!page.has("更正过的登记"), "that it became known is no mending");
}

#[tokio::test]
async fn closing_an_account_asks_who_takes_its_cases() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = case(&mut clerk).await;
    let handler = world.actor(Role::RequestClerk).await.account.unwrap();
    let mut admin = world.at_desk(Role::SystemAdministrator).await;
    let closure = format!("/desk/people/{handler}/closure");
    let asked = admin.get(&closure).await;
    assert!(
        asked.has("名下还有 1 件") && asked.has("由谁接办"),
        "{}",
        asked.body
    );
    let refused = fill_in(&mut admin, &closure, &closure, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("id=\"successor-error\"") && refused.has("还有 1 件申请没有办结"));
    let closed = fill_in(&mut admin, &closure, &closure, &[("successor", "nobody")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    let mut signer = world.at_desk(Role::Signer).await;
    assert!(signer.get(&case).await.has("未指定"));
}

#[tokio::test]
async fn a_deputy_is_named_and_taken_back() {
    let world = World::new().await;
    let second = office::staff::NewAccount {
        login: "second-clerk".into(),
        name: "第二经办人".into(),
    };
    let roles = [Role::RequestClerk].into();
    let choice = office::staff::OperatorChoice {
        roles: &roles,
        password: crate::harness::PASSWORD,
        is_sample: true,
    };
    let program = office::Program::itself();
    let deputy = office::staff::create_by_operator(
        &world.office,
        program,
        world.organ,
        world.moment(),
        &second,
        choice,
    )
    .await
    .unwrap();
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let set = "/desk/account/deputy";
    let to = deputy.to_string();
    let saved = fill_in(&mut clerk, "/desk/account", set, &[("deputy", to.as_str())]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(
        clerk
            .get("/desk/account")
            .await
            .has(&format!("value=\"{to}\" selected"))
    );
    let wrong = fill_in(&mut clerk, "/desk/account", set, &[("deputy", "7")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = fill_in(&mut clerk, "/desk/account", set, &[("deputy", "")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let known = office::staff::contact(&world.office, &world.actor(Role::RequestClerk).await).await;
    assert_eq!(known.unwrap().deputy, None);
}

#[tokio::test]
async fn a_refusal_is_looked_at_again_from_the_first_page() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let case = case(&mut clerk).await;
    let act = format!("{case}/acts/replied");
    let fields = [
        ("outcome", "refused.process_information"),
        ("note", "孟公开〔2026〕1号"),
        ("despite", "系统外办理"),
    ];
    let replied = fill_in(&mut signer, &act, &act, &fields).await;
    assert_eq!(replied.status, StatusCode::SEE_OTHER, "{}", replied.body);
    assert!(!clerk.get("/desk").await.has("待评估审查"));
    world.wait(366 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let today = clerk.get("/desk").await;
    assert!(
        today.has("1 件不予公开的信息待评估审查") && today.has("作出决定满一年"),
        "{}",
        today.body
    );
    let list = "/desk/cases/reassessment";
    let save = format!("{case}/reassessment");
    let empty = fill_in(&mut clerk, list, &save, &[("finding", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.has("请选择评估结果"));
    let done = [("finding", "withheld"), ("reason", "仍在讨论过程中")];
    let done = fill_in(&mut clerk, list, &save, &done).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(clerk.get(list).await.has("没有到期待评估的信息"));
}
