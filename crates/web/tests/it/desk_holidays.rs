//! Holidays: a notice is pasted, looked at, taken in, and days are reckoned with it at once.

use axum::http::StatusCode;
use law::staff::Role;
use office::cases;
use office::jobs::{self, Job, JobKind, Mail};

use crate::desk_letters::registered;
use crate::forms::{fill_in, filled, send};
use crate::harness::World;

const HERE: &str = "/desk/holidays";
const PREVIEW: &str = "/desk/holidays/preview";
const NEW: &str = "/desk/holidays/new?year=2027";

/// Made up for the test: no notice for 2027 is known.
const NOTICE: &str = "国务院办公厅关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n\
    二、春节：2月5日（周五）至12日（周五）放假调休，共8天。2月14日（周日）上班。";
const PAPER: &str = "国办发明电〔2026〕某号";

#[tokio::test]
async fn a_notice_is_pasted_looked_at_and_taken_in() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let page = clerk.get("/desk/holidays/2027").await;
    assert!(page.has("尚未导入"), "a year without a notice says so");
    let page = fill_in(&mut clerk, NEW, PREVIEW, &[("papers", PAPER), ("days", NOTICE)]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.has("还没有保存") && page.has("2月5日至12日") && page.has(PAPER));
    assert!(
        clerk.get("/desk/holidays/2027").await.has("尚未导入"),
        "nothing is stored yet"
    );
    let done = send(&mut clerk, HERE, &filled(&page, HERE, &[])).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = clerk.get("/desk/holidays/2027").await;
    assert!(page.has("2027 年放假安排已导入") && page.has(PAPER) && page.has("依申请公开经办人导入"));
    let due = "/desk/holidays?from=2027-02-04&working_days=1";
    let page = clerk.get(due).await;
    assert!(
        page.has("届满日为 2027年2月14日 星期日"),
        "the make-up day counts"
    );
    assert!(!page.has("暂定</span>"));
}

/// Reckoned by hand and told by nobody, a due day of before the notice would be missed.
#[tokio::test]
async fn with_the_notice_every_open_case_is_worked_out_anew_and_its_people_are_told() {
    let world = World::new().await;
    // From 2 March 2026 to 18 January 2027, before the spring festival.
    world.wait(322 * 86_400_000);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let actor = world.actor(Role::RequestClerk).await;
    let (moment, mail) = (world.moment(), "jing@example.gov.cn");
    office::staff::set_mail(&world.office, &actor, moment, mail, crate::harness::PASSWORD)
        .await
        .unwrap();
    let case = registered(&mut clerk).await;
    let id = case.rsplit('/').next().unwrap().parse().unwrap();
    let due = async || {
        let case = cases::get(&world.office, &actor, world.moment(), id)
            .await
            .unwrap();
        (case.standing.due_on.unwrap(), case.standing.tentative)
    };
    let (before, is_tentative) = due().await;
    assert!(is_tentative && before.year() == 2027);
    mails(&world).await;
    let page = fill_in(&mut clerk, NEW, PREVIEW, &[("papers", PAPER), ("days", NOTICE)]).await;
    let done = send(&mut clerk, HERE, &filled(&page, HERE, &[])).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let told = clerk.get(done.header("location")).await;
    assert!(
        told.has("尚未办结的 1 件申请已按新安排重新计算，1 件的期限或者状态有变化"),
        "{}",
        told.body
    );
    let (now, is_tentative) = due().await;
    assert!(!is_tentative && now != before, "{before} {now}");
    let page = clerk.get(&case).await;
    assert!(page.has(&now.to_string()) && !page.has("暂定"), "{}", page.body);
    let told = mails(&world).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].to == mail
            && told[0]
                .text
                .contains(&format!("答复期限：原 {before}，现 {now}\n")),
        "{}",
        told[0].text
    );
}

/// The mails that are due, taken.
async fn mails(world: &World) -> Vec<Mail> {
    let program = office::Program::itself();
    let claims = jobs::claim(&world.office, program, world.moment(), "test", &JobKind::ALL, 100);
    let mut mails = Vec::new();
    for claim in claims.await.unwrap() {
        if let Job::Mail(mail) = claim.job {
            mails.push(mail);
        }
    }
    mails
}

#[tokio::test]
async fn a_slip_is_told_at_the_field_and_everything_typed_is_kept() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let wrong = NOTICE.replace("1月1日（周五）", "1月1日（周四）");
    let cases = [
        (wrong.as_str(), PAPER, "实际是星期五"),
        (NOTICE, "", "请填写依据的通知"),
        ("", PAPER, "没有列出任何放假日"),
        (
            "2027-01-01 放假 元旦\n2027-01-04 上班 元旦",
            PAPER,
            "是周一至周五",
        ),
        ("2027-99-01 放假 元旦", PAPER, "无法识别"),
    ];
    for (days, papers, told) in cases {
        let fields = [("papers", papers), ("days", days)];
        let page = fill_in(&mut clerk, NEW, PREVIEW, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(page.has(told), "{told}: {}", page.body);
        assert!(
            days.lines().all(|line| page.has(line)),
            "{told}: what was typed is kept"
        );
    }
    let page = fill_in(&mut clerk, NEW, PREVIEW, &[("year", "明年"), ("days", NOTICE)]).await;
    assert!(page.has("id=\"year-error\""));
}

#[tokio::test]
async fn what_was_looked_at_can_be_changed_before_it_is_taken_in() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let looked = fill_in(&mut clerk, NEW, PREVIEW, &[("papers", PAPER), ("days", NOTICE)]).await;
    let again = send(
        &mut clerk,
        PREVIEW,
        &filled(&looked, HERE, &[("is_back", "true")]),
    )
    .await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(
        again.has("2027-02-14 上班 春节") && again.has(PAPER),
        "as lines of days"
    );
}

#[tokio::test]
async fn a_known_year_is_corrected_from_what_it_is() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let form = clerk.get("/desk/holidays/new?year=2024").await;
    assert!(
        form.has("2024-02-10 放假 春节") && form.has("content_"),
        "its days and its notice"
    );
    let looked = fill_in(&mut clerk, "/desk/holidays/new?year=2024", PREVIEW, &[]).await;
    assert!(looked.has("替换原有的 2024 年安排"));
}

#[tokio::test]
async fn anyone_reckons_a_due_day_and_only_some_import() {
    let world = World::new().await;
    let mut auditor = world.at_desk(Role::Auditor).await;
    let page = auditor
        .get("/desk/holidays?from=2024-02-05&working_days=20")
        .await;
    assert!(page.has("届满日为 2024年3月8日 星期五"));
    assert!(!page.has("/desk/holidays/new"));
    let page = auditor
        .get("/desk/holidays?from=2026-12-30&working_days=20")
        .await;
    assert!(page.has("暂定</span>"), "it runs into a year without a notice");
    for asked in [
        "from=&working_days=20",
        "from=2024-02-05&working_days=abc",
        "from=1999-01-01&working_days=0",
    ] {
        let page = auditor.get(&format!("{HERE}?{asked}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{asked}");
        assert!(page.has("-error\""), "{asked}");
    }
    let page = auditor
        .post(HERE, &[("year", "2027"), ("days", NOTICE), ("papers", PAPER)])
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(
        auditor.get("/desk/holidays/1999").await.status,
        StatusCode::NOT_FOUND
    );
}
