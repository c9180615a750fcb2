//! Reminders at the desk: one's mail address, the calendar one subscribes to, the month of due days, mails that wait.

use axum::http::StatusCode;
use law::staff::Role;
use office::jobs::{self, Job, JobKind, Mail};
use office::{Actor, JobId, Program, reminders, staff};
use web::Settings;

use crate::forms::{fill_in, register};
use crate::harness::{Browser, PASSWORD, Page, World};

/// A case of this applicant, handed in today: 2 March 2026, so due on 30 March.
async fn registered(clerk: &mut Browser, name: &str, request: &str) {
    let fields = [
        ("kind", "natural_person"),
        ("name", name),
        ("identity_kind", "identity_card"),
        ("identity_number", "11010519491231002X"),
        ("phone", "13800001234"),
        ("request", request),
        ("form", "electronic"),
        ("way", "online"),
    ];
    let page = register(clerk, &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
}

/// The path of the calendar on the page that shows it once.
fn calendar_path(page: &Page) -> String {
    let (_, rest) = page.body.split_once("http://localhost/calendar/").unwrap();
    format!("/calendar/{}", rest.split('<').next().unwrap())
}

#[tokio::test]
async fn a_mail_address_is_kept_or_refused_with_what_was_typed() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let set = "/desk/account/mail";
    let send = async |clerk: &mut Browser, mail: &str, password: &str| {
        let fields = [("mail", mail), ("mail_password", password)];
        fill_in(clerk, "/desk/account", set, &fields).await
    };
    let wrong = send(&mut clerk, "li@", PASSWORD).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("value=\"li@\"") && wrong.has("邮箱应写作“名称@域名”"));
    let fine = send(&mut clerk, "li@example.gov.cn", PASSWORD).await;
    assert_eq!(fine.status, StatusCode::SEE_OTHER);
    let page = clerk.get("/desk/account").await;
    assert!(page.has("value=\"li@example.gov.cn\"") && page.has("还没有设置发送邮件"));
    // Whoever finds the desk open changes nothing, and empties nothing.
    for (mail, password) in [("evil@example.org", ""), ("", "Wrong-2026-pass")] {
        let refused = send(&mut clerk, mail, password).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("id=\"mail_password-error\"") && !refused.has("Wrong-2026-pass"));
        let page = clerk.get("/desk/account").await;
        assert!(page.has("value=\"li@example.gov.cn\""));
    }
    let cleared = send(&mut clerk, " ", PASSWORD).await;
    assert_eq!(cleared.status, StatusCode::SEE_OTHER);
    assert!(clerk.get("/desk/account").await.has("邮箱已清空"));
}

#[tokio::test]
async fn a_calendar_lists_due_days_without_names_and_ends_when_asked() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    registered(&mut clerk, "张三丰", "张三丰的档案；复印,全部").await;
    let made = fill_in(&mut clerk, "/desk/account", "/desk/account/calendar", &[]).await;
    let path = calendar_path(&made);
    let mut phone = world.visitor();
    let feed = phone.get(&path).await;
    assert_eq!(feed.status, StatusCode::OK);
    assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");
    assert!(feed.header("cache-control").contains("no-store"));
    assert!(!feed.has("张三丰") && !feed.has("13800001234") && !feed.has("11010519491231002X"));
    let unfolded = feed.body.replace("\r\n ", "");
    assert!(unfolded.contains("DTSTART;VALUE=DATE:20260330\r\n"), "{unfolded}");
    assert!(unfolded.contains("SUMMARY:到期：TEST01-2026-0001 申请人的档案；复印\\,全部\r\n"));
    // From the first day on, the last day to ask for a correction stands beside the reply's.
    assert!(unfolded.contains("DTSTART;VALUE=DATE:20260311\r\n"), "{unfolded}");
    assert!(unfolded.contains("SUMMARY:告知补正期限：TEST01-2026-0001 申请人的档案"));
    assert_eq!(unfolded.matches("BEGIN:VALARM").count(), 2);
    assert!(phone.get(&format!("{path}?mine=1")).await.has("BEGIN:VEVENT"));
    // Of another clerk only what is theirs.
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let made = fill_in(&mut reviewer, "/desk/account", "/desk/account/calendar", &[]).await;
    let of_reviewer = calendar_path(&made);
    assert!(phone.get(&of_reviewer).await.has("BEGIN:VEVENT"));
    assert!(
        !phone
            .get(&format!("{of_reviewer}?mine=1"))
            .await
            .has("BEGIN:VEVENT")
    );
    // Made anew, the old address is no more; closed, none is.
    let again = fill_in(&mut clerk, "/desk/account", "/desk/account/calendar", &[]).await;
    assert_eq!(phone.get(&path).await.status, StatusCode::NOT_FOUND);
    let path = calendar_path(&again);
    assert_eq!(phone.get(&path).await.status, StatusCode::OK);
    assert_eq!(
        phone.get(path.trim_end_matches(".ics")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(phone.get("/calendar/.ics").await.status, StatusCode::NOT_FOUND);
    let removal = "/desk/account/calendar/removal";
    fill_in(&mut clerk, removal, removal, &[]).await;
    assert_eq!(phone.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_month_shows_what_is_due_on_its_day() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    for number in 1..=6 {
        registered(&mut clerk, "张三", &format!("第{number}项材料")).await;
    }
    let page = clerk.get("/desk/cases/calendar").await;
    assert!(page.has("2026 年 3 月到期日历") && page.has("本月到期 6 件"));
    let (_, day) = page.body.split_once("3 月 30 日 星期一").unwrap();
    let day = day.split("</td>").next().unwrap();
    assert!(day.contains("第4项材料") && !day.contains("第5项材料") && day.contains("另有 2 件"));
    let whole = clerk
        .get("/desk/cases/calendar?month=2026-03&day=2026-03-30")
        .await;
    let (_, day) = whole.body.split_once("3 月 30 日 星期一").unwrap();
    let day = day.split("</td>").next().unwrap();
    assert!(day.contains("第6项材料") && !day.contains("另有"));
    let (_, notices) = whole.body.split_once("3 月 11 日 星期三").unwrap();
    assert!(notices.contains("告知补正期限：第1项材料"));
    assert!(
        clerk
            .get("/desk/cases/calendar?month=2026-04")
            .await
            .has("本月没有到期的申请")
    );
    let october = clerk.get("/desk/cases/calendar?month=2026-10").await;
    assert!(october.has("休 ") && october.has("rel=\"prev\" href=\"/desk/cases/calendar?month=2026-09\""));
    assert!(
        clerk
            .get("/desk/cases/calendar?month=abc")
            .await
            .has("2026 年 3 月到期日历")
    );
    world.wait(40 * 24 * 3_600_000);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    assert!(
        clerk
            .get("/desk/cases/calendar")
            .await
            .has("此前到期、尚未办结的还有 6 件")
    );
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    assert!(
        reviewer
            .get("/desk/cases/calendar?month=2026-03&mine=1")
            .await
            .has("本月到期 0 件")
    );
}

async fn given_up(world: &World) -> JobId {
    let moment = world.moment();
    let mail = Job::Mail(Mail {
        to: "zhang@example.com".to_owned(),
        subject: "您的申请".to_owned(),
        text: "张三，您好".to_owned(),
    });
    jobs::submit(
        &world.office,
        Program::itself(),
        moment,
        Some(world.organ),
        &mail,
        moment.now,
        None,
    )
    .await
    .unwrap();
    let claim = jobs::claim(&world.office, Program::itself(), moment, "test", &JobKind::ALL, 1)
        .await
        .unwrap()
        .remove(0);
    jobs::give_up(
        &world.office,
        Program::itself(),
        moment,
        &claim,
        "邮件服务器拒绝（550）",
    )
    .await
    .unwrap();
    claim.id
}

#[tokio::test]
async fn the_administrator_sees_why_mails_wait_and_has_them_tried_again() {
    let world = World::with(Settings {
        mail_way: Some("邮件服务器 smtp.example.com:465".to_owned()),
        ..Settings::default()
    })
    .await;
    let id = given_up(&world).await;
    let mut admin = world.at_desk(Role::SystemAdministrator).await;
    assert!(admin.get("/desk").await.has("1 封邮件没有发出"));
    let page = admin.get("/desk/jobs").await;
    assert!(page.has("z***@example.com") && page.has("邮件服务器拒绝（550）") && page.has("已放弃"));
    assert!(!page.has("zhang@") && !page.has("张三，您好"));
    assert!(page.has("后台任务") && page.has("尚未发出的邮件") && !page.has("本机办理"));
    let retry = format!("/desk/jobs/{id}/attempt");
    assert_eq!(
        fill_in(&mut admin, "/desk/jobs", &retry, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(admin.get("/desk/jobs").await.has("等待发送") || admin.get("/desk/jobs").await.has("失败后重试"));
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    assert_eq!(clerk.get("/desk/jobs").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn reminders_are_settled_or_refused_with_what_was_typed() {
    let world = World::new().await;
    let mut admin = world.at_desk(Role::SystemAdministrator).await;
    let set = "/desk/jobs/reminders";
    assert!(admin.get("/desk/jobs").await.has("邮件没有设置，不发出"));
    let wrong = fill_in(&mut admin, "/desk/jobs", set, &[("digest_at", "八点")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("value=\"八点\"") && wrong.has("请按“时:分”填写"));
    let fields = [
        ("digest_at", "8:30"),
        ("desk_address", "https://desk.example.gov.cn/"),
    ];
    let fine = fill_in(&mut admin, "/desk/jobs", set, &fields).await;
    assert_eq!(fine.status, StatusCode::SEE_OTHER, "{}", fine.body);
    let kept = reminders::settings(&world.office, &Actor::system(world.organ, "测试"))
        .await
        .unwrap();
    assert_eq!(kept.digest_at_text(), "08:30");
    assert!(kept.has_digest && kept.has_arrivals);
    assert_eq!(kept.desk_address.as_deref(), Some("https://desk.example.gov.cn"));
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let made = fill_in(&mut clerk, "/desk/account", "/desk/account/calendar", &[]).await;
    assert!(made.has("https://desk.example.gov.cn/calendar/"));
    let actor = world.actor(Role::RequestClerk).await;
    assert!(staff::contact(&world.office, &actor).await.unwrap().has_calendar);
}
