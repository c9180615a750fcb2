//! Nobody misses a day: what applicants do online is told to whoever handles the case, the digest goes to deputy and head too,
//! disputes stand in it, no open case is left with whoever can't see it, refusals come back every year. On both engines.

use law::cases::{Act as CaseAct, MessageKind, Party, State, What};
use law::codes::{Route, TableThreeRow};
use law::disputes::Procedure;
use law::staff::Role;
use office::cases::applicant;
use office::cases::{self, CaseFilter};
use office::disputes::{self, Particulars};
use office::jobs::{self, Job, JobKind, Mail};
use office::reminders::{self, ReminderForm};
use office::{Actor, CaseId, Moment, OfficeError, Program, staff};

use crate::harness::{Site, apart, application, in_person, later, moment, stories};

stories! {
    what_an_applicant_does_online_is_told_to_the_handler_and_their_deputy
    a_question_and_the_reasons_given_are_told_to_the_handler
    the_digest_goes_to_the_deputy_too
    what_nobody_confirmed_stands_in_the_digest_of_the_next_working_day
    a_complaint_is_told_to_the_head_and_not_answered_by_the_handler
    the_digest_names_disputes_and_what_is_half_over_and_tells_the_head_what_is_overdue
    half_of_a_period_is_told_by_the_first_digest_after_it_and_once
    an_account_with_open_cases_is_closed_only_when_somebody_takes_them
    a_locked_account_with_open_cases_is_told_and_somebody_takes_them
    an_opinion_that_comes_early_tells_the_handler_the_earlier_day
    an_answer_of_the_applicant_stands_until_something_follows
    what_was_refused_comes_back_every_year
}

const PROGRAM: Program = Program::itself();

pub async fn reached(site: &Site, login: &str, roles: &[Role]) -> Actor {
    let person = site.person(login, roles).await;
    let at = moment("2025-02-05T09:00");
    let mail = format!("{login}@example.gov.cn");
    staff::set_mail(&site.office, &person, at, &mail, crate::harness::PASSWORD)
        .await
        .unwrap();
    mails(site, at).await;
    person
}

/// The mails that are due, by recipient.
pub async fn mails(site: &Site, at: Moment) -> Vec<Mail> {
    let mut all = Vec::new();
    for claim in jobs::claim(&site.office, PROGRAM, at, "test", &JobKind::ALL, 100)
        .await
        .unwrap()
    {
        assert!(jobs::finish(&site.office, PROGRAM, at, &claim).await.unwrap());
        if let Job::Mail(mail) = claim.job {
            all.push(mail);
        }
    }
    all.sort_by(|left, right| left.to.cmp(&right.to));
    all
}

pub fn recipients(mails: &[Mail]) -> Vec<&str> {
    mails
        .iter()
        .map(|mail| mail.to.split('@').next().unwrap())
        .collect()
}

async fn registered(site: &Site, clerk: &Actor, day: &str) -> CaseId {
    let at = moment(&format!("{day}T10:00"));
    let form = application("张三丰", "张三丰的征收补偿档案");
    cases::register(&site.office, clerk, at, &form, &in_person(day), false)
        .await
        .unwrap()
        .case
}

async fn does(site: &Site, actor: &Actor, at: Moment, case: CaseId, what: What) {
    let version = cases::get(&site.office, actor, at, case).await.unwrap().version;
    let recording = apart(at, what).with_note("请写明年度".to_owned());
    cases::record(&site.office, actor, at, case, version, &recording)
        .await
        .unwrap();
}

async fn version(site: &Site, clerk: &Actor, at: Moment, case: CaseId) -> i64 {
    cases::get(&site.office, clerk, at, case).await.unwrap().version
}

async fn what_an_applicant_does_online_is_told_to_the_handler_and_their_deputy(site: &Site) {
    let handler = reached(site, "jing", &[Role::RequestClerk]).await;
    let deputy = reached(site, "dai", &[Role::RequestClerk]).await;
    let other = reached(site, "ling", &[Role::RequestClerk]).await;
    let at = moment("2025-03-04T10:00");
    let case = registered(site, &handler, "2025-03-03").await;
    does(
        site,
        &handler,
        at,
        case,
        What::CorrectionRequested {
            respond_by: None,
            received_on: None,
        },
    )
    .await;
    let who = site.applicant_of(&handler, at, case).await;
    let seen = version(site, &handler, at, case).await;
    applicant::correct(&site.office, &who, at, case, seen, &["2024年度的".to_owned()])
        .await
        .unwrap();
    let told = mails(site, at).await;
    assert_eq!(recipients(&told), ["jing"]);
    assert_eq!(
        told[0].subject,
        "依申请公开：MJXJ01-2025-0001 的申请人提交了补正内容"
    );
    assert!(!told[0].text.contains("张三丰") && !told[0].text.contains("2024年度的"));
    let to = deputy.account;
    let own = staff::set_deputy(&site.office, &handler, at, handler.account).await;
    assert!(matches!(own, Err(OfficeError::Invalid(_))));
    staff::set_deputy(&site.office, &handler, at, to).await.unwrap();
    applicant::send(&site.office, &who, at, case, MessageKind::Complaint, "太慢")
        .await
        .unwrap();
    assert_eq!(recipients(&mails(site, at).await), ["dai", "jing"]);
    let seen = version(site, &handler, at, case).await;
    applicant::withdraw(&site.office, &who, at, case, seen)
        .await
        .unwrap();
    let told = mails(site, at).await;
    assert_eq!(recipients(&told), ["dai", "jing"]);
    assert!(told[0].subject.contains("撤回了申请"));
    // A case that nobody handles is everybody's.
    let second = registered(site, &other, "2025-03-03").await;
    let seen = version(site, &other, at, second).await;
    cases::assign(&site.office, &other, at, second, seen, None)
        .await
        .unwrap();
    let who = site.applicant_of(&other, at, second).await;
    let seen = version(site, &other, at, second).await;
    applicant::withdraw(&site.office, &who, at, second, seen)
        .await
        .unwrap();
    assert_eq!(recipients(&mails(site, at).await), ["dai", "jing", "ling"]);
}

/// 条例第三十五条: the reasons of whoever applies excessively, and a question how it stands.
async fn a_question_and_the_reasons_given_are_told_to_the_handler(site: &Site) {
    let handler = reached(site, "jing", &[Role::RequestClerk]).await;
    reached(site, "ling", &[Role::RequestClerk]).await;
    let at = moment("2025-03-04T10:00");
    let case = registered(site, &handler, "2025-03-03").await;
    let who = site.applicant_of(&handler, at, case).await;
    applicant::send(
        &site.office,
        &who,
        at,
        case,
        MessageKind::Question,
        "张三丰问办到哪一步",
    )
    .await
    .unwrap();
    let told = mails(site, at).await;
    assert_eq!(recipients(&told), ["jing"]);
    assert_eq!(
        told[0].subject,
        "依申请公开：MJXJ01-2025-0001 的申请人提交了“询问办理情况”"
    );
    let asked = What::ReasonsRequested {
        respond_by: None,
        received_on: None,
    };
    does(site, &handler, at, case, asked).await;
    mails(site, at).await;
    let seen = version(site, &handler, at, case).await;
    applicant::give_reasons(&site.office, &who, at, case, seen, "张三丰办理诉讼需要")
        .await
        .unwrap();
    let told = mails(site, at).await;
    assert_eq!(recipients(&told), ["jing"]);
    assert!(
        told[0].subject.contains("MJXJ01-2025-0001") && told[0].subject.contains("理由"),
        "{}",
        told[0].subject
    );
    assert!(!told[0].text.contains("张三丰") && !told[0].text.contains("办理诉讼"));
}

async fn the_digest_goes_to_the_deputy_too(site: &Site) {
    let handler = reached(site, "jing", &[Role::RequestClerk]).await;
    let deputy = reached(site, "dai", &[Role::RequestClerk]).await;
    reached(site, "ling", &[Role::RequestClerk]).await;
    registered(site, &handler, "2025-03-03").await;
    let digest = async |at: &str| {
        let at = moment(at);
        reminders::run_due(&site.office, PROGRAM, at).await.unwrap();
        mails(site, at).await
    };
    let of_handler = digest("2025-03-31T08:00").await;
    assert_eq!(recipients(&of_handler), ["jing"]);
    let at = moment("2025-03-31T10:00");
    staff::set_deputy(&site.office, &handler, at, deputy.account)
        .await
        .unwrap();
    let of_both = digest("2025-04-01T08:00").await;
    assert_eq!(recipients(&of_both), ["dai", "jing"]);
    assert_eq!(of_both[0].subject, "依申请公开 2025-04-01：1 件已逾期");
    assert!(
        of_both[0].text.contains("MJXJ01-2025-0001"),
        "{}",
        of_both[0].text
    );
}

/// 条例第三十一条第（三）项: what came online is confirmed on the next working day.
async fn what_nobody_confirmed_stands_in_the_digest_of_the_next_working_day(site: &Site) {
    reached(site, "jing", &[Role::RequestClerk]).await;
    let friday = moment("2025-03-07T20:00");
    let receipt = site
        .submit(friday, &application("张三丰", "张三丰的征收补偿档案"))
        .await
        .unwrap();
    mails(site, friday).await;
    let monday = moment("2025-03-10T08:00");
    reminders::run_due(&site.office, PROGRAM, monday).await.unwrap();
    let told = mails(site, monday).await;
    assert_eq!(recipients(&told), ["jing"]);
    assert_eq!(told[0].subject, "依申请公开 2025-03-10：1 件今天到期");
    let words = format!("2025-03-10（今天到期），{}", State::Arrived.label());
    assert!(
        told[0].text.contains(&receipt.number) && told[0].text.contains(&words),
        "{words}: {}",
        told[0].text
    );
}

async fn a_complaint_is_told_to_the_head_and_not_answered_by_the_handler(site: &Site) {
    let handler = reached(site, "jing", &[Role::RequestClerk]).await;
    let other = reached(site, "ling", &[Role::RequestClerk]).await;
    let head = reached(site, "qian", &[Role::Signer]).await;
    let auditor = site.person("shen", &[Role::Auditor]).await;
    let at = moment("2025-03-04T10:00");
    let case = registered(site, &handler, "2025-03-03").await;
    let who = site.applicant_of(&handler, at, case).await;
    for (answerer, is_able) in [
        (&handler, false),
        (&auditor, false),
        (&other, true),
        (&head, true),
    ] {
        applicant::send(
            &site.office,
            &who,
            at,
            case,
            MessageKind::Complaint,
            "经办人态度差",
        )
        .await
        .ok();
        let message = cases::messages::list(&site.office, &handler, case)
            .await
            .unwrap()
            .pop()
            .unwrap();
        let answered = cases::messages::answer(&site.office, answerer, at, message.id, "已核实").await;
        assert_eq!(answered.is_ok(), is_able, "{}", answerer.name);
    }
    assert!(recipients(&mails(site, at).await).contains(&"qian"));
    // Given to nobody, it is whoever has recorded something on it that handles it.
    let version = cases::get(&site.office, &handler, at, case)
        .await
        .unwrap()
        .version;
    cases::assign(&site.office, &handler, at, case, version, None)
        .await
        .unwrap();
    applicant::send(
        &site.office,
        &who,
        at,
        case,
        MessageKind::Complaint,
        "还是没有人管",
    )
    .await
    .unwrap();
    let all = cases::messages::list(&site.office, &handler, case).await.unwrap();
    let message = all.last().unwrap().id;
    let by_handler = cases::messages::answer(&site.office, &handler, at, message, "已核实").await;
    assert!(
        by_handler
            .unwrap_err()
            .to_string()
            .contains("请交其他经办人或者负责人答复"),
        "the refusal says who may"
    );
    cases::messages::answer(&site.office, &other, at, message, "已核实")
        .await
        .unwrap();
}

async fn half_of_a_period_is_told_by_the_first_digest_after_it_and_once(site: &Site) {
    let handler = reached(site, "jing", &[Role::RequestClerk]).await;
    registered(site, &handler, "2025-03-03").await;
    let told = async |at: &str| {
        let at = moment(at);
        reminders::run_due(&site.office, PROGRAM, at).await.unwrap();
        let mails = mails(site, at).await;
        mails
            .iter()
            .filter(|mail| mail.subject.contains("1 件期限过半"))
            .count()
    };
    assert_eq!(told("2025-03-14T08:00").await, 0, "eleven working days are left");
    // On the 17th ten are left, and the server is away until the 19th.
    assert_eq!(told("2025-03-19T08:00").await, 1);
    assert_eq!(told("2025-03-20T08:00").await, 0);
}

async fn the_digest_names_disputes_and_what_is_half_over_and_tells_the_head_what_is_overdue(site: &Site) {
    let handler = reached(site, "jing", &[Role::RequestClerk]).await;
    reached(site, "ling", &[Role::RequestClerk]).await;
    let admin = site.person("guan", &[Role::SystemAdministrator]).await;
    let head = reached(site, "qian", &[Role::Signer]).await;
    registered(site, &handler, "2025-03-03").await;
    let dispute = Particulars {
        route: Route::Reconsideration,
        procedure: Some(Procedure::Simple),
        number: "示府复〔2025〕8号".to_owned(),
        authority: "示例区人民政府".to_owned(),
        claimant: "张三丰".to_owned(),
        subject: "不服答复".to_owned(),
        received_on: "2025-03-12".parse().unwrap(),
        case_number: String::new(),
        parent: None,
        note: String::new(),
    };
    disputes::open(&site.office, &handler, moment("2025-03-12T10:00"), &dispute)
        .await
        .unwrap();
    // Ten of twenty working days are over on the 17th; five of a simple reconsideration end on the 19th.
    let at = moment("2025-03-17T08:00");
    reminders::run_due(&site.office, PROGRAM, at).await.unwrap();
    let told = mails(site, at).await;
    assert_eq!(recipients(&told), ["jing", "ling"]);
    assert_eq!(
        told[0].subject,
        "依申请公开 2025-03-17：1 件期限过半，1 件复议、诉讼待答复"
    );
    assert!(
        told[0].text.contains("示府复〔2025〕8号") && told[0].text.contains("2025-03-19"),
        "{}",
        told[0].text
    );
    assert!(told.iter().all(|mail| !mail.text.contains("张三丰")));
    assert_eq!(told[1].subject, "依申请公开 2025-03-17：1 件复议、诉讼待答复");
    // The day after the reply was due, and long after the dispute's.
    let at = moment("2025-04-01T08:00");
    reminders::run_due(&site.office, PROGRAM, at).await.unwrap();
    let told = mails(site, at).await;
    assert_eq!(recipients(&told), ["jing", "ling", "qian"]);
    assert!(
        told[2].text.contains("【本机关已逾期，请负责人督办】1 件"),
        "{}",
        told[2].text
    );
    assert!(told[2].text.contains("MJXJ01-2025-0001"));
    // Another head than whoever signs.
    let form = ReminderForm {
        has_digest: true,
        digest_at: "08:00".to_owned(),
        has_arrivals: true,
        has_progress: true,
        desk_address: String::new(),
        head: admin.account,
    };
    staff::set_mail(
        &site.office,
        &admin,
        at,
        "guan@example.gov.cn",
        crate::harness::PASSWORD,
    )
    .await
    .unwrap();
    reminders::save_settings(&site.office, &admin, at, 0, &form)
        .await
        .unwrap();
    let at = moment("2025-04-02T08:00");
    mails(site, at).await;
    reminders::run_due(&site.office, PROGRAM, at).await.unwrap();
    let told = mails(site, at).await;
    assert_eq!(recipients(&told), ["guan", "jing", "ling"], "{}", head.name);
}

async fn an_account_with_open_cases_is_closed_only_when_somebody_takes_them(site: &Site) {
    let handler = reached(site, "jing", &[Role::RequestClerk]).await;
    let other = reached(site, "ling", &[Role::RequestClerk]).await;
    let editor = site.person("bian", &[Role::Editor]).await;
    let admin = site.person("guan", &[Role::SystemAdministrator]).await;
    let keeper = site.person("anquan", &[Role::SecurityAdministrator]).await;
    let at = moment("2025-03-04T10:00");
    let case = registered(site, &handler, "2025-03-03").await;
    let closing = handler.account.unwrap();
    let refused = staff::disable(&site.office, &admin, at, closing)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("还有 1 件申请没有办结"), "{refused}");
    let able = staff::successors(&site.office, &admin, closing).await.unwrap();
    assert_eq!(able, [(other.account.unwrap(), other.name.clone())]);
    let odd = staff::disable_handing_over(&site.office, &admin, at, closing, editor.account).await;
    assert!(matches!(odd, Err(OfficeError::Invalid(_))));
    staff::disable_handing_over(&site.office, &admin, at, closing, other.account)
        .await
        .unwrap();
    let taken_by = |rows: Vec<cases::CaseRow>| rows.iter().find(|row| row.id == case).unwrap().assigned_to;
    let list = async || {
        cases::list(&site.office, &other, &CaseFilter::default())
            .await
            .unwrap()
            .items
    };
    assert_eq!(taken_by(list().await), other.account);
    // Who loses the role keeps none either, and it is asked who takes them; nobody is a choice: then every clerk is told.
    let roles = [Role::Editor].into();
    let losing = other.account.unwrap();
    let refused = staff::assign_roles(&site.office, &keeper, at, losing, &roles).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(why)) if why[0].field == "successor"));
    assert_eq!(taken_by(list().await), other.account, "nothing was done by half");
    staff::assign_roles_handing_over(&site.office, &keeper, at, losing, &roles, None)
        .await
        .unwrap();
    assert_eq!(taken_by(list().await), None);
}

async fn a_locked_account_with_open_cases_is_told_and_somebody_takes_them(site: &Site) {
    let handler = reached(site, "jing", &[Role::RequestClerk]).await;
    let other = reached(site, "ling", &[Role::RequestClerk]).await;
    let admin = site.person("guan", &[Role::SystemAdministrator]).await;
    let at = moment("2025-03-04T10:00");
    let case = registered(site, &handler, "2025-03-03").await;
    let locked = async |at| staff::locked_handlers(&site.office, &admin, at).await.unwrap();
    assert!(locked(at).await.is_empty());
    for _ in 0..5 {
        let entrance = staff::Entrance {
            address: "192.0.2.7",
            client: "",
            former: None,
            most_sessions: None,
        };
        staff::sign_in(&site.office, at, "jing", "Falsch-2025", entrance)
            .await
            .unwrap();
    }
    let found = locked(at).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].account, found[0].cases), (handler.account.unwrap(), 1));
    assert!(
        !found[0].is_long,
        "a lock of a minute is no reason to take cases away"
    );
    assert_eq!(found[0].until, later(at, 1).now);
    // Locked upon locked for a working day, nobody has looked after them.
    let mut then = at;
    for _ in 0..20 {
        then = later(then, 31);
        let entrance = staff::Entrance {
            address: "192.0.2.7",
            client: "",
            former: None,
            most_sessions: None,
        };
        staff::sign_in(&site.office, then, "jing", "Falsch-2025", entrance)
            .await
            .unwrap();
    }
    assert!(locked(then).await[0].is_long);
    let at = then;
    let of = handler.account.unwrap();
    let odd = staff::hand_over_cases(&site.office, &admin, at, of, admin.account).await;
    assert!(
        matches!(odd, Err(OfficeError::Invalid(_))),
        "who handles no cases takes none"
    );
    let own = staff::hand_over_cases(&site.office, &handler, at, of, other.account).await;
    assert!(matches!(own, Err(OfficeError::Refused(_))));
    staff::hand_over_cases(&site.office, &admin, at, of, other.account)
        .await
        .unwrap();
    assert!(locked(at).await.is_empty());
    let taken = cases::get(&site.office, &other, at, case).await.unwrap();
    assert_eq!(taken.assigned_to, other.account);
}

async fn an_opinion_that_comes_early_tells_the_handler_the_earlier_day(site: &Site) {
    let handler = reached(site, "jing", &[Role::RequestClerk]).await;
    let at = moment("2025-03-04T10:00");
    let case = registered(site, &handler, "2025-03-03").await;
    let asked = What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("甲公司".into()),
        received_on: Some(at.today),
        number: None,
        content: None,
    };
    does(site, &handler, at, case, asked).await;
    let due = async |at| {
        let case = cases::get(&site.office, &handler, at, case).await.unwrap();
        case.standing.due_on.unwrap()
    };
    let before = due(at).await;
    mails(site, at).await;
    let early = moment("2025-03-07T10:00");
    let said = What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: Some("甲公司".into()),
        consents: Some(true),
        number: None,
        is_signed: Some(true),
        consents_to: None,
    };
    does(site, &handler, early, case, said).await;
    let now = due(early).await;
    assert!(now < before, "{before} {now}");
    let sent = mails(site, early).await;
    let told = sent.iter().find(|mail| mail.subject.contains("答复期限提前到"));
    let told = told.unwrap_or_else(|| panic!("{sent:?}"));
    assert!(told.to.starts_with("jing@") && told.text.contains(&format!("由 {before} 提前到 {now}")));
}

async fn an_answer_of_the_applicant_stands_until_something_follows(site: &Site) {
    let handler = reached(site, "jing", &[Role::RequestClerk, Role::Signer]).await;
    let other = reached(site, "ling", &[Role::RequestClerk]).await;
    let at = moment("2025-03-04T10:00");
    let case = registered(site, &handler, "2025-03-03").await;
    does(
        site,
        &handler,
        at,
        case,
        What::CorrectionRequested {
            respond_by: None,
            received_on: None,
        },
    )
    .await;
    let who = site.applicant_of(&handler, at, case).await;
    let seen = version(site, &handler, at, case).await;
    applicant::correct(&site.office, &who, at, case, seen, &["2024年度的".to_owned()])
        .await
        .unwrap();
    let waiting = cases::answered_by_applicant(&site.office, &handler, at)
        .await
        .unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].case, waiting[0].act), (case, CaseAct::Corrected));
    assert_eq!(
        cases::answered_by_applicant(&site.office, &other, at)
            .await
            .unwrap(),
        [],
        "somebody else's"
    );
    let outcome = TableThreeRow::Granted;
    does(site, &handler, at, case, What::replied(outcome)).await;
    assert_eq!(
        cases::answered_by_applicant(&site.office, &handler, at)
            .await
            .unwrap(),
        []
    );
    // A withdrawal closes the case, and is told for a while nevertheless; one that a clerk recorded is no news to them.
    let taken_back = registered(site, &handler, "2025-03-03").await;
    let who = site.applicant_of(&handler, at, taken_back).await;
    let seen = version(site, &handler, at, taken_back).await;
    applicant::withdraw(&site.office, &who, at, taken_back, seen)
        .await
        .unwrap();
    let by_clerk = registered(site, &handler, "2025-03-03").await;
    does(site, &handler, at, by_clerk, What::Withdrawn {}).await;
    let told = async |at| {
        let all = cases::answered_by_applicant(&site.office, &handler, at)
            .await
            .unwrap();
        all.iter().map(|one| (one.case, one.act)).collect::<Vec<_>>()
    };
    assert_eq!(told(at).await, [(taken_back, CaseAct::Withdrawn)]);
    assert_eq!(told(moment("2025-03-20T10:00")).await, []);
}

async fn what_was_refused_comes_back_every_year(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk, Role::Signer]).await;
    let at = moment("2025-03-20T10:00");
    let refused = registered(site, &clerk, "2025-03-03").await;
    let granted = registered(site, &clerk, "2025-03-03").await;
    for (case, outcome) in [
        (refused, TableThreeRow::RefusedProcessInformation),
        (granted, TableThreeRow::Granted),
    ] {
        does(site, &clerk, at, case, What::replied(outcome)).await;
    }
    let due = async |day: &str| {
        let at = moment(&format!("{day}T10:00"));
        let all = cases::to_reassess(&site.office, &clerk, at).await.unwrap();
        let count = cases::reassessments_due(&site.office, &clerk, at).await.unwrap();
        assert_eq!(u64::try_from(all.len()).unwrap(), count);
        all.into_iter().map(|one| one.case).collect::<Vec<_>>()
    };
    assert_eq!(due("2026-03-19").await, []);
    assert_eq!(due("2026-03-20").await, [refused]);
    let at = moment("2026-03-20T10:00");
    let empty = cases::reassess(&site.office, &clerk, at, refused, (false, " "), "").await;
    assert!(matches!(empty, Err(OfficeError::Invalid(_))));
    let odd = cases::reassess(&site.office, &clerk, at, granted, (true, "可以"), "").await;
    assert!(matches!(odd, Err(OfficeError::Invalid(_))));
    for _ in 0..2 {
        cases::reassess(&site.office, &clerk, at, refused, (false, "仍在讨论"), "t1")
            .await
            .unwrap();
    }
    assert_eq!(due("2026-03-20").await, []);
    assert_eq!(due("2027-03-19").await, []);
    assert_eq!(due("2027-03-20").await, [refused]);
}
