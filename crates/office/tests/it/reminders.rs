//! Reminders: the digest once a day to those it concerns, the mail on arrival, the calendar's secret, a job tried again.
//! Every story on both engines.

use law::cases::Urgency;
use law::staff::Role;
use office::cases;
use office::jobs::{self, Job, JobKind, JobState, Mail};
use office::reminders::{self, Addressed, Digests, ReminderForm};
use office::{Actor, Moment, Office, OfficeError, staff};

use crate::harness::{PASSWORD, PROGRAM, Site, application, in_person, later, moment, stories};

stories! {
    the_digest_tells_each_clerk_what_is_due_once_a_day
    on_the_eve_of_a_holiday_counts_and_digest_say_the_same
    two_servers_and_a_restart_make_one_digest
    nothing_due_makes_no_mail_and_a_day_off_no_digest
    an_arrival_is_told_at_once_unless_switched_off
    a_calendar_opens_to_its_secret_until_it_is_made_anew
    a_calendar_ends_with_all_that_ends_sessions
    a_mail_address_is_checked_and_tried
    another_address_needs_the_password_and_is_told_to_the_one_before
    settings_are_checked_and_kept_for_their_organ
    more_by_the_public_form_than_usual_is_told_to_whoever_handles_cases
    a_failing_job_is_tried_again_when_asked_and_on_record
}

async fn clerk(site: &Site, login: &str) -> Actor {
    let clerk = site.person(login, &[Role::RequestClerk]).await;
    let at = moment("2025-02-05T09:00");
    let mail = format!("{login}@example.gov.cn");
    staff::set_mail(&site.office, &clerk, at, &mail, PASSWORD)
        .await
        .unwrap();
    done(&site.office, at).await;
    clerk
}

/// The mails that are due, taken and carried out.
async fn done(office: &Office, at: Moment) -> Vec<Mail> {
    let mut mails = Vec::new();
    for claim in jobs::claim(office, PROGRAM, at, "test", &JobKind::ALL, 100)
        .await
        .unwrap()
    {
        assert!(jobs::finish(office, PROGRAM, at, &claim).await.unwrap());
        match claim.job {
            Job::Mail(mail) => mails.push(mail),
            // A file, no mail.
            Job::MatterNotice(_) | Job::Paper(_) | Job::Asking(_) | Job::Reset(_) => {}
            Job::Notice(notice) => {
                if let Addressed::To(mail) = reminders::addressed(office, PROGRAM, &notice).await.unwrap() {
                    mails.push(mail);
                }
            }
        }
    }
    mails.sort_by(|left, right| left.to.cmp(&right.to));
    mails
}

/// A case handed in on that day, handled by who registers it.
async fn registered(site: &Site, clerk: &Actor, day: &str, request: &str) {
    let arrival = in_person(day);
    let at = moment(&format!("{day}T10:00"));
    cases::register(
        &site.office,
        clerk,
        at,
        &application("张三丰", request),
        &arrival,
        false,
    )
    .await
    .unwrap();
}

async fn more_by_the_public_form_than_usual_is_told_to_whoever_handles_cases(site: &Site) {
    let clerk = clerk(site, "jing").await;
    let editor = site.person("editor", &[Role::Editor]).await;
    let at = moment("2025-03-03T23:50");
    for _ in 0..49 {
        site.submit(at, &application("张三", "2024年度部门预算"))
            .await
            .unwrap();
    }
    // The day after, and not the day itself.
    site.submit(
        moment("2025-03-04T00:10"),
        &application("张三", "2024年度部门预算"),
    )
    .await
    .unwrap();
    let next = moment("2025-03-04T08:00");
    assert_eq!(cases::crowd(&site.office, &clerk, next).await.unwrap(), None);
    site.submit(at, &application("张三", "2024年度部门预算"))
        .await
        .unwrap();
    let crowd = cases::crowd(&site.office, &clerk, next).await.unwrap().unwrap();
    assert_eq!(crowd.words(), "昨日网上收到 50 件申请，未提交的附件 0 MB");
    assert!(cases::crowd(&site.office, &editor, next).await.is_err());
    done(&site.office, next).await;
    assert_eq!(
        reminders::run_due(&site.office, PROGRAM, next)
            .await
            .unwrap()
            .mails,
        1
    );
    let mails = done(&site.office, next).await;
    assert!(
        mails[0].subject.contains("网上申请比平常多"),
        "{}",
        mails[0].subject
    );
    assert!(
        mails[0].text.contains("昨日网上收到 50 件申请"),
        "{}",
        mails[0].text
    );
    let day_after = moment("2025-03-05T08:00");
    assert_eq!(cases::crowd(&site.office, &clerk, day_after).await.unwrap(), None);
}

async fn the_digest_tells_each_clerk_what_is_due_once_a_day(site: &Site) {
    let (first, second) = (clerk(site, "jing").await, clerk(site, "ban").await);
    // Twenty working days later: 31 March, 1 April, and (three days off in between) 9 April 2025.
    registered(site, &first, "2025-03-03", "张三丰的征收补偿档案").await;
    registered(site, &second, "2025-03-04", "2024年度部门预算").await;
    registered(site, &first, "2025-03-11", "环评批复").await;
    let too_early = reminders::run_due(&site.office, PROGRAM, moment("2025-04-01T07:59")).await;
    assert_eq!(too_early.unwrap(), Digests::default());
    let at = moment("2025-04-01T08:00");
    let made = reminders::run_due(&site.office, PROGRAM, at).await.unwrap();
    assert_eq!((made.organs, made.mails), (1, 2));
    assert_eq!(
        reminders::run_due(&site.office, PROGRAM, later(at, 60))
            .await
            .unwrap(),
        Digests::default()
    );
    let mails = done(&site.office, at).await;
    let [to_second, to_first] = mails.as_slice() else {
        panic!("{} mails", mails.len())
    };
    assert_eq!(to_second.to, "ban@example.gov.cn");
    assert_eq!(to_second.subject, "依申请公开 2025-04-01：1 件今天到期");
    // Of the third half of its period was over before, and no digest had told so.
    assert_eq!(
        to_first.subject,
        "依申请公开 2025-04-01：1 件已逾期，1 件期限过半"
    );
    assert!(
        to_first.text.contains("MJXJ01-2025-0001  申请人的征收补偿档案"),
        "{}",
        to_first.text
    );
    assert!(
        to_first.text.contains("2025-03-31（已逾期 1 个工作日）"),
        "{}",
        to_first.text
    );
    assert!(!to_first.text.contains("张三丰"));
    let next = moment("2025-04-02T10:30");
    assert_eq!(
        reminders::run_due(&site.office, PROGRAM, next)
            .await
            .unwrap()
            .mails,
        2
    );
    let again = done(&site.office, next).await;
    assert_eq!(
        again[1].subject,
        "依申请公开 2025-04-02：1 件已逾期，1 件一周内到期"
    );
}

async fn on_the_eve_of_a_holiday_counts_and_digest_say_the_same(site: &Site) {
    let clerk = clerk(site, "jing").await;
    // Twenty working days later: 9, 10 and 13 October 2025; 1 to 8 October are off, Saturday the 11th is worked.
    for day in ["2025-09-04", "2025-09-05", "2025-09-09"] {
        registered(site, &clerk, day, "环评批复").await;
    }
    let eve = moment("2025-09-30T08:00");
    let counts = cases::counts(&site.office, &clerk, eve).await.unwrap();
    // No day is left for “within a week”: three working days reach further.
    assert_eq!(counts, [(Urgency::ThreeDays, 2)].into());
    assert_eq!(
        reminders::run_due(&site.office, PROGRAM, eve)
            .await
            .unwrap()
            .mails,
        1
    );
    let mails = done(&site.office, eve).await;
    assert_eq!(
        mails[0].subject,
        "依申请公开 2025-09-30：2 件三个工作日内到期，1 件期限过半"
    );
    for words in ["2025-10-09（还有 1 个工作日）", "2025-10-10（还有 2 个工作日）"] {
        assert!(mails[0].text.contains(words), "{}", mails[0].text);
    }
}

async fn two_servers_and_a_restart_make_one_digest(site: &Site) {
    let clerk = clerk(site, "jing").await;
    registered(site, &clerk, "2025-03-03", "环评批复").await;
    let other = Office::open(&site.url, &site.folder.path().join("files"))
        .await
        .unwrap()
        .with_keys(site.office.keys().unwrap().clone());
    let at = moment("2025-03-31T08:00");
    let (here, there) = tokio::join!(
        reminders::run_due(&site.office, PROGRAM, at),
        reminders::run_due(&other, PROGRAM, at)
    );
    assert_eq!(here.unwrap().mails + there.unwrap().mails, 1);
    other.close(PROGRAM).await.unwrap();
    let restarted = Office::open(&site.url, &site.folder.path().join("files"))
        .await
        .unwrap()
        .with_keys(site.office.keys().unwrap().clone());
    assert_eq!(
        reminders::run_due(&restarted, PROGRAM, later(at, 5))
            .await
            .unwrap(),
        Digests::default()
    );
    assert_eq!(done(&site.office, at).await.len(), 1);
    restarted.close(PROGRAM).await.unwrap();
}

async fn nothing_due_makes_no_mail_and_a_day_off_no_digest(site: &Site) {
    let clerk = clerk(site, "jing").await;
    let day_of = async |text: &str| {
        reminders::run_due(&site.office, PROGRAM, moment(text))
            .await
            .unwrap()
    };
    assert_eq!(day_of("2025-03-03T09:00").await, Digests { organs: 1, mails: 0 });
    registered(site, &clerk, "2025-03-04", "环评批复").await;
    // What becomes due after the day's digest waits for the next.
    assert_eq!(day_of("2025-03-03T18:00").await, Digests::default());
    assert_eq!(day_of("2025-03-29T09:00").await, Digests::default(), "a Saturday");
    assert_eq!(day_of("2025-03-31T09:00").await.mails, 1);
    staff::set_mail(&site.office, &clerk, moment("2025-03-31T10:00"), "", PASSWORD)
        .await
        .unwrap();
    assert_eq!(day_of("2025-04-01T09:00").await, Digests { organs: 1, mails: 0 });
}

async fn an_arrival_is_told_at_once_unless_switched_off(site: &Site) {
    let admin = site.person("xitong", &[Role::SystemAdministrator]).await;
    clerk(site, "jing").await;
    let at = moment("2025-03-03T10:00");
    let send = async |request: &str| site.submit(at, &application("张三丰", request)).await.unwrap();
    let settings = |has_arrivals| ReminderForm {
        has_digest: true,
        digest_at: "8:30".to_owned(),
        has_arrivals,
        has_progress: true,
        desk_address: "https://desk.example.gov.cn/".to_owned(),
        head: None,
    };
    reminders::save_settings(&site.office, &admin, at, 0, &settings(true))
        .await
        .unwrap();
    let receipt = send("张三丰本人（13800001234）的低保核定材料").await;
    let mail = done(&site.office, at).await.remove(0);
    assert_eq!(
        mail.subject,
        format!("依申请公开：收到网上申请 {}", receipt.number)
    );
    let link = format!("https://desk.example.gov.cn/desk/cases/{}", receipt.case);
    assert!(
        mail.text.contains(&link) && mail.text.contains("自然人"),
        "{}",
        mail.text
    );
    assert!(!mail.text.contains("张三丰") && !mail.text.contains("13800001234"));
    reminders::save_settings(&site.office, &admin, at, 1, &settings(false))
        .await
        .unwrap();
    send("环评批复").await;
    assert!(done(&site.office, at).await.is_empty());
}

async fn a_calendar_opens_to_its_secret_until_it_is_made_anew(site: &Site) {
    let at = moment("2025-03-03T10:00");
    let clerk = clerk(site, "jing").await;
    let editor = site.person("bianji", &[Role::Editor]).await;
    registered(site, &clerk, "2025-03-03", "环评批复").await;
    assert!(!staff::contact(&site.office, &clerk).await.unwrap().has_calendar);
    let secret = staff::open_calendar(&site.office, &clerk, at).await.unwrap();
    assert!(secret.len() >= 32, "128 bits at least");
    let owner = async |secret: &str| {
        staff::calendar_owner(&site.office, secret, "192.0.2.1")
            .await
            .unwrap()
    };
    let listed = owner(&secret).await.unwrap();
    assert_eq!(listed.account, clerk.account);
    assert_eq!(
        cases::calendar(&site.office, &listed, false).await.unwrap().len(),
        1
    );
    let of_editor = staff::open_calendar(&site.office, &editor, at).await.unwrap();
    assert!(
        owner(&of_editor).await.is_none(),
        "who sees no cases and is asked nothing has no calendar"
    );
    let stored = "SELECT count(*) AS found FROM account WHERE calendar_key = $1";
    let database = site.database().await;
    let query = sea_orm::Statement::from_sql_and_values(
        sea_orm::ConnectionTrait::get_database_backend(&database),
        stored,
        [secret.clone().into()],
    );
    let row = sea_orm::ConnectionTrait::query_one_raw(&database, query)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        row.try_get::<i64>("", "found").unwrap(),
        0,
        "only its hash is stored"
    );
    let fresh = staff::open_calendar(&site.office, &clerk, at).await.unwrap();
    assert!(owner(&secret).await.is_none() && owner(&fresh).await.is_some() && owner("").await.is_none());
    staff::close_calendar(&site.office, &clerk, at).await.unwrap();
    assert!(owner(&fresh).await.is_none());
}

async fn a_calendar_ends_with_all_that_ends_sessions(site: &Site) {
    let at = moment("2025-03-03T10:00");
    let system = site.person("xitong", &[Role::SystemAdministrator]).await;
    let security = site.person("anquan", &[Role::SecurityAdministrator]).await;
    let clerk = clerk(site, "jing").await;
    let id = clerk.account.unwrap();
    let opened = async || staff::open_calendar(&site.office, &clerk, at).await.unwrap();
    let ended = async |secret: &str, by: &str| {
        let owner = staff::calendar_owner(&site.office, secret, "192.0.2.1").await;
        assert!(owner.unwrap().is_none(), "{by}");
        let contact = staff::contact(&site.office, &clerk).await.unwrap();
        assert!(!contact.has_calendar, "{by}: and its owner is told");
    };
    let secret = opened().await;
    let roles = [Role::Reviewer, Role::RequestClerk].into();
    staff::assign_roles(&site.office, &security, at, id, &roles)
        .await
        .unwrap();
    ended(&secret, "other roles").await;
    let secret = opened().await;
    staff::end_sessions_of(&site.office, &security, at, id)
        .await
        .unwrap();
    ended(&secret, "sessions ended").await;
    let secret = opened().await;
    staff::sign_out_everywhere(&site.office, &clerk, at)
        .await
        .unwrap();
    ended(&secret, "signed out everywhere").await;
    let secret = opened().await;
    staff::reset_totp(&site.office, &security, at, id).await.unwrap();
    ended(&secret, "second factor reset").await;
    let secret = opened().await;
    staff::set_password(&site.office, &clerk, at, PASSWORD, "Xiangshan-2025", "")
        .await
        .unwrap();
    ended(&secret, "own password").await;
    let secret = opened().await;
    staff::ask_reset(&site.office, &system, at, id, false)
        .await
        .unwrap();
    staff::confirm_reset(&site.office, &security, at, id)
        .await
        .unwrap();
    ended(&secret, "password reset").await;
    let secret = opened().await;
    staff::disable(&site.office, &system, at, id).await.unwrap();
    ended(&secret, "account closed").await;
}

async fn a_mail_address_is_checked_and_tried(site: &Site) {
    let at = moment("2025-03-03T10:00");
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let wrong = staff::set_mail(&site.office, &clerk, at, "jing@", PASSWORD).await;
    assert!(matches!(wrong, Err(OfficeError::Invalid(fields)) if fields[0].field == "mail"));
    staff::set_mail(&site.office, &clerk, at, " jing@example.gov.cn ", PASSWORD)
        .await
        .unwrap();
    let contact = staff::contact(&site.office, &clerk).await.unwrap();
    assert_eq!(contact.mail.as_deref(), Some("jing@example.gov.cn"));
    let mails = done(&site.office, at).await;
    assert!(mails.len() == 1 && mails[0].to == "jing@example.gov.cn" && mails[0].text.contains("账号 jing"));
    staff::set_mail(&site.office, &clerk, at, "jing@example.gov.cn", PASSWORD)
        .await
        .unwrap();
    assert!(
        done(&site.office, at).await.is_empty(),
        "the same again says nothing"
    );
}

async fn another_address_needs_the_password_and_is_told_to_the_one_before(site: &Site) {
    let at = moment("2025-03-03T10:00");
    let clerk = clerk(site, "jing").await;
    for password in ["", "wrong"] {
        for mail in ["evil@example.org", ""] {
            let refused = staff::set_mail(&site.office, &clerk, at, mail, password).await;
            assert!(
                matches!(refused, Err(OfficeError::Invalid(fields)) if fields[0].field == "mail_password")
            );
        }
    }
    assert!(done(&site.office, at).await.is_empty());
    // Guesses of it are failures like any other.
    let refused = staff::set_mail(&site.office, &clerk, at, "evil@example.org", "wrong").await;
    assert!(refused.is_err());
    let locked = staff::set_mail(&site.office, &clerk, at, "evil@example.org", PASSWORD).await;
    assert!(matches!(locked, Err(OfficeError::Invalid(_))));
    let at = later(at, 2);
    staff::set_mail(&site.office, &clerk, at, "ban@example.gov.cn", PASSWORD)
        .await
        .unwrap();
    let told = done(&site.office, at).await;
    let to: Vec<&str> = told.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["ban@example.gov.cn", "jing@example.gov.cn"]);
    assert!(told[1].text.contains("已改为登记另一个邮箱") && !told[1].text.contains("ban@"));
    staff::set_mail(&site.office, &clerk, at, "", PASSWORD)
        .await
        .unwrap();
    let told = done(&site.office, at).await;
    assert!(told.len() == 1 && told[0].to == "ban@example.gov.cn" && told[0].text.contains("已不再登记邮箱"));
    // While the password is still one that somebody handed over, no address is entered.
    let system = site.person("xitong", &[Role::SystemAdministrator]).await;
    let security = site.person("anquan", &[Role::SecurityAdministrator]).await;
    let id = clerk.account.unwrap();
    staff::ask_reset(&site.office, &system, at, id, true)
        .await
        .unwrap();
    let first = staff::confirm_reset(&site.office, &security, at, id)
        .await
        .unwrap();
    let early = staff::set_mail(&site.office, &clerk, at, "evil@example.org", &first.0).await;
    assert!(matches!(early, Err(OfficeError::Invalid(fields)) if fields[0].field == "mail"));
}

async fn settings_are_checked_and_kept_for_their_organ(site: &Site) {
    let at = moment("2025-03-03T10:00");
    let admin = site.person("xitong", &[Role::SystemAdministrator]).await;
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let form = |digest_at: &str, desk_address: &str| ReminderForm {
        has_digest: false,
        digest_at: digest_at.to_owned(),
        has_arrivals: true,
        has_progress: true,
        desk_address: desk_address.to_owned(),
        head: None,
    };
    let save =
        async |actor, version, form| reminders::save_settings(&site.office, actor, at, version, &form).await;
    assert!(matches!(
        save(&clerk, 0, form("8:00", "")).await,
        Err(OfficeError::Refused(_))
    ));
    let wrong = save(&admin, 0, form("25:00", "desk.example.gov.cn")).await;
    assert!(matches!(wrong, Err(OfficeError::Invalid(fields)) if fields.len() == 2));
    save(&admin, 0, form("17：05", "")).await.unwrap();
    let kept = reminders::settings(&site.office, &Actor::system(site.organ, "测试"))
        .await
        .unwrap();
    assert_eq!(
        (kept.digest_at_text().as_str(), kept.has_digest, kept.version),
        ("17:05", false, 1)
    );
    let late = save(&admin, 0, form("8:00", "")).await;
    assert!(matches!(late, Err(OfficeError::Stale { version: 1, .. })));
    let evening = reminders::run_due(&site.office, PROGRAM, moment("2025-03-03T20:00"))
        .await
        .unwrap();
    assert_eq!(evening, Digests::default(), "switched off");
}

async fn a_failing_job_is_tried_again_when_asked_and_on_record(site: &Site) {
    let at = moment("2025-03-03T10:00");
    let admin = site.person("xitong", &[Role::SystemAdministrator]).await;
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    staff::set_mail(&site.office, &clerk, at, "jing@example.gov.cn", PASSWORD)
        .await
        .unwrap();
    let claim = jobs::claim(&site.office, PROGRAM, at, "a", &JobKind::ALL, 5)
        .await
        .unwrap()
        .remove(0);
    let open = async |at| {
        jobs::open_of_organ(&site.office, &admin, at, 10)
            .await
            .unwrap()
            .remove(0)
    };
    let running = open(at).await;
    assert_eq!(
        (running.state, running.to.as_str()),
        (JobState::Running, "j***@example.gov.cn")
    );
    let busy = jobs::retry(&site.office, &admin, at, claim.id).await;
    assert!(matches!(busy, Err(OfficeError::Missing)), "a worker has it");
    jobs::retry_later(&site.office, PROGRAM, at, &claim, "邮件服务器没有应答")
        .await
        .unwrap();
    let failing = open(at).await;
    assert_eq!(
        (failing.state, failing.error.as_str()),
        (JobState::Failing, "邮件服务器没有应答")
    );
    assert!(
        jobs::claim(&site.office, PROGRAM, at, "a", &JobKind::ALL, 5)
            .await
            .unwrap()
            .is_empty()
    );
    let refused = jobs::retry(&site.office, &clerk, at, claim.id).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    jobs::retry(&site.office, &admin, at, claim.id).await.unwrap();
    let claim = jobs::claim(&site.office, PROGRAM, at, "a", &JobKind::ALL, 5)
        .await
        .unwrap()
        .remove(0);
    jobs::give_up(&site.office, PROGRAM, at, &claim, "邮件服务器拒绝（550）")
        .await
        .unwrap();
    assert_eq!(open(at).await.state, JobState::GaveUp);
    jobs::retry(&site.office, &admin, at, claim.id).await.unwrap();
    assert_eq!(done(&site.office, at).await.len(), 1);
    let log = office::audit::search(
        &site.office,
        &Actor::system(site.organ, "测试"),
        &office::audit::AuditFilter::default(),
        20,
    )
    .await
    .unwrap();
    let retried = log.entries.iter().filter(|entry| entry.act == "jobs.retry");
    assert_eq!(retried.count(), 2);
    assert!(log.entries.iter().all(|entry| !entry.detail.contains('@')));
}
