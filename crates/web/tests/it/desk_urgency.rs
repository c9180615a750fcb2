//! How near a due day is, said alike wherever it is said.

use axum::http::StatusCode;
use law::staff::Role;
use office::jobs::{self, Job, JobKind, Mail};
use office::{Program, reminders, staff};

use crate::forms::{fill_in, register};
use crate::harness::World;

const DAY: i64 = 24 * 3_600_000;

/// The digest of this moment, as it would be sent.
async fn digest(world: &World) -> Mail {
    let moment = world.moment();
    let clerk = world.actor(Role::RequestClerk).await;
    staff::set_mail(
        &world.office,
        &clerk,
        moment,
        "jing@example.gov.cn",
        crate::harness::PASSWORD,
    )
    .await
    .unwrap();
    // That an address was entered goes out first.
    jobs::claim(
        &world.office,
        Program::itself(),
        moment,
        "test",
        &JobKind::ALL,
        10,
    )
    .await
    .unwrap();
    assert_eq!(
        reminders::run_due(&world.office, Program::itself(), moment)
            .await
            .unwrap()
            .mails,
        1
    );
    let claim = jobs::claim(&world.office, Program::itself(), moment, "test", &JobKind::ALL, 1)
        .await
        .unwrap()
        .remove(0);
    let Job::Mail(mail) = claim.job else {
        panic!("a digest is a mail")
    };
    mail
}

#[tokio::test]
async fn on_the_eve_of_a_holiday_every_place_counts_one_working_day() {
    let world = World::new().await;
    // From 2 March 2026 back to 4 September 2025: what comes in then is due on 9 October.
    world.wait(-179 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let fields = [
        ("kind", "natural_person"),
        ("name", "张三"),
        ("identity_kind", "identity_card"),
        ("identity_number", "11010519491231002X"),
        ("phone", "13800001234"),
        ("request", "2024年度部门预算"),
        ("form", "electronic"),
        ("way", "online"),
    ];
    let case = register(&mut clerk, &fields).await;
    assert_eq!(case.status, StatusCode::OK, "{}", case.body);
    // Tuesday 30 September 2025; 1 to 8 October are off.
    world.wait(26 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let (near, left) = ("三个工作日内到期", "还有 1 个工作日");
    let due = "<span class=\"when is-near\">10月9日到期</span>";
    let counted =
        "<span class=\"visually-hidden\">还有 </span>1<span class=\"visually-hidden\"> 个工作日</span>";
    for list in ["/desk/cases", "/desk/cases/ledger"] {
        let page = clerk.get(list).await;
        assert!(page.has(due) && page.has(counted), "{}", page.body);
    }
    let today = clerk.get("/desk").await;
    assert!(
        today.main().contains("快到期<span class=\"count\">1</span>"),
        "{}",
        today.body
    );
    assert!(today.has("<span class=\"row-when when is-near\">10月9日到期</span>"));
    let month = clerk.get("/desk/cases/calendar?month=2025-10").await;
    assert!(
        month.has(left) && month.has("class=\"is-soon\""),
        "{}",
        month.body
    );
    let made = fill_in(&mut clerk, "/desk/account", "/desk/account/calendar", &[]).await;
    let (_, rest) = made.body.split_once("http://localhost/calendar/").unwrap();
    let path = format!("/calendar/{}", rest.split('<').next().unwrap());
    let feed = world.visitor().get(&path).await.body.replace("\r\n ", "");
    assert!(feed.contains(&format!("截至 2025-09-30：{left}")), "{feed}");
    // The phone rings at nine on the eve, not on the last day off.
    assert!(feed.contains("TRIGGER:-P8DT15H\r\n"), "{feed}");
    let mail = digest(&world).await;
    assert_eq!(mail.subject, format!("依申请公开 2025-09-30：1 件{near}"));
    assert!(
        mail.text.contains(&format!("2025-10-09（{left}）")),
        "{}",
        mail.text
    );
}
