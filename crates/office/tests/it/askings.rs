//! Units are asked whether they hold something (内部征询): who may ask, answer and read, the link without an account, the search
//! log that comes of it, reminders, and what stays on record. Every story on both engines.

use jiff::civil::{Date, date};
use law::audit::Recorded;
use law::cases::askings::{AnswerWay, AskingState, UnitAnswer, UnitSays};
use law::cases::case_file::Category;
use law::cases::decision::Search;
use law::cases::enclosures::FilePart;
use law::screening::{Finding, Kind, Screening};
use law::staff::{Refusal, Role};
use office::audit::AuditFilter;
use office::cases::askings::{self, Answering, Asking, LinkClosed, NewAsking, UnitForm};
use office::cases::case_file;
use office::cases::enclosures::Enclosing;
use office::cases::{self};
use office::documents::Upload;
use office::jobs::{self, Job, JobKind};
use office::reminders::Addressed;
use office::{Actor, CaseId, Moment, OfficeError, UnitId};

use crate::harness::{PROGRAM, Site, application, in_person, moment, stories, whole};

stories! {
    a_clerk_asks_units_with_a_text_that_names_nobody_and_a_day_before_the_reply
    what_the_text_tells_of_the_applicant_is_said_before_it_goes_out
    a_unit_answers_at_its_desk_and_sees_nothing_else_of_the_case
    what_a_unit_does_not_hold_becomes_the_search_log_of_the_decision
    a_link_answers_once_and_opens_nothing_when_it_is_over
    files_of_an_answer_lie_sealed_and_a_secret_is_not_stored
    units_are_reminded_before_and_after_their_day_until_they_answer
    an_asking_is_withdrawn_with_its_reason_and_its_links
}

struct People {
    clerk: Actor,
    unit: Actor,
    archive: UnitId,
    land: UnitId,
    case: CaseId,
}

fn at() -> Moment {
    moment("2026-03-05T10:00")
}

async fn people(site: &Site) -> People {
    let clerk = site.person("jingban", &[Role::RequestClerk]).await;
    let unit = site.person("dangan", &[Role::Editor]).await;
    let form = application("张三", "张三在滨河路项目的征收补偿档案");
    let then = moment("2026-03-02T10:00");
    let arrival = in_person("2026-03-02");
    let case = cases::register(&site.office, &clerk, then, &form, &arrival, false)
        .await
        .unwrap()
        .case;
    let of = |name: &str, mail: &str, account| UnitForm {
        name: name.to_owned(),
        person: "钱进".to_owned(),
        mail: mail.to_owned(),
        telephone: "0379-67910000".to_owned(),
        account,
    };
    let archive = of("档案室", "", unit.account);
    let land = of("征收科", "zhengshou@mj.example.gov.cn", None);
    People {
        archive: askings::save_unit(&site.office, &clerk, then, None, &archive)
            .await
            .unwrap(),
        land: askings::save_unit(&site.office, &clerk, then, None, &land)
            .await
            .unwrap(),
        clerk,
        unit,
        case,
    }
}

fn asked(units: &[UnitId]) -> NewAsking {
    NewAsking {
        units: units.to_vec(),
        content: "请检索滨河路项目的征收补偿档案，答复是否掌握、能否提供。".into(),
        due_on: Some(date(2026, 3, 12)),
        is_seen: false,
        is_mailed: true,
        site: None,
    }
}

async fn ask(site: &Site, who: &People, units: &[UnitId]) -> Vec<Asking> {
    askings::ask(&site.office, &who.clerk, at(), who.case, &asked(units), "")
        .await
        .unwrap();
    of_case(site, who).await
}

async fn of_case(site: &Site, who: &People) -> Vec<Asking> {
    askings::of_case(&site.office, &who.clerk, who.case)
        .await
        .unwrap()
}

fn not_held(on: Date) -> UnitAnswer {
    UnitAnswer {
        says: UnitSays::NotHeld,
        by: "钱进".into(),
        search: Search {
            systems: "档案管理系统".into(),
            keywords: "滨河路 征收".into(),
            by: "钱进".into(),
            on: Some(on),
            result: "没有相符的档案".into(),
            files: Vec::new(),
        },
        holding: String::new(),
        reason: String::new(),
    }
}

fn held() -> UnitAnswer {
    UnitAnswer {
        says: UnitSays::Given,
        holding: "2025年补偿台账".into(),
        search: Search::default(),
        ..not_held(date(2026, 3, 6))
    }
}

fn answering(one: &Asking, answer: UnitAnswer) -> Answering {
    Answering {
        answer,
        version: one.version,
    }
}

fn fields(error: OfficeError) -> Vec<(&'static str, String)> {
    match error {
        OfficeError::Invalid(why) => why.into_iter().map(|why| (why.field, why.message)).collect(),
        other => panic!("{other:?}"),
    }
}

fn enclosing(name: &str, screening: Screening) -> Enclosing {
    Enclosing {
        part: FilePart::Version,
        upload: Upload {
            name: name.to_owned(),
            bytes: format!("%PDF-1.4 {name}").into_bytes(),
        },
        screening,
        pages: None,
    }
}

async fn mails(site: &Site, at: Moment) -> Vec<Job> {
    let claims = jobs::claim(&site.office, PROGRAM, at, "test", &JobKind::ALL, 100).await;
    let mut all = Vec::new();
    for claim in claims.unwrap() {
        assert!(jobs::finish(&site.office, PROGRAM, at, &claim).await.unwrap());
        all.push(claim.job);
    }
    all
}

async fn a_clerk_asks_units_with_a_text_that_names_nobody_and_a_day_before_the_reply(site: &Site) {
    let who = people(site).await;
    let (text, due) = askings::proposed(&site.office, &who.clerk, at(), who.case)
        .await
        .unwrap();
    assert!(
        !text.contains("张三") && text.contains("申请人在滨河路项目的征收补偿档案"),
        "{text}"
    );
    assert_eq!(due.on, date(2026, 3, 12));
    assert!(due.reason.contains("2026-03-30"), "{}", due.reason);
    let mut wrong = asked(&[]);
    wrong.content = String::new();
    wrong.due_on = Some(date(2026, 3, 30));
    let refused = askings::ask(&site.office, &who.clerk, at(), who.case, &wrong, "").await;
    let names: Vec<_> = fields(refused.unwrap_err())
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(names, ["units", "content", "due_on"]);
    let refused = askings::ask(&site.office, &who.unit, at(), who.case, &asked(&[who.land]), "").await;
    assert!(matches!(refused, Err(OfficeError::Refused(Refusal::NotYours(_)))));
    let form = asked(&[who.archive, who.land]);
    for _ in 0..2 {
        askings::ask(&site.office, &who.clerk, at(), who.case, &form, "ticket")
            .await
            .unwrap();
    }
    let all = of_case(site, &who).await;
    assert_eq!(all.len(), 2, "sent twice, asked once");
    assert!(all.iter().all(|one| one.state == AskingState::Open));
    let due = askings::due_until(&site.office, &who.clerk, date(2026, 3, 12), false)
        .await
        .unwrap();
    let names: Vec<&str> = due.iter().map(|one| one.unit_name.as_str()).collect();
    assert_eq!(names, ["档案室", "征收科"]);
    let early = askings::due_until(&site.office, &who.clerk, date(2026, 3, 11), false)
        .await
        .unwrap();
    assert!(early.is_empty());
    let log = office::audit::search(
        &site.office,
        &site.person("shenji", &[Role::Auditor]).await,
        &AuditFilter::default(),
        50,
    )
    .await
    .unwrap();
    let told = format!("{:?}", log.entries);
    assert!(told.contains(Recorded::CasesAsk.code()) && !told.contains("张三"));
}

async fn what_the_text_tells_of_the_applicant_is_said_before_it_goes_out(site: &Site) {
    let who = people(site).await;
    let mut telling = asked(&[who.land]);
    telling.content = "请检索张三的征收补偿档案，联系电话13800001234。".into();
    let ask = async |form: &NewAsking| askings::ask(&site.office, &who.clerk, at(), who.case, form, "").await;
    let told = fields(ask(&telling).await.unwrap_err());
    assert!(
        told[0].0 == "content" && told[0].1.contains("申请人的姓名"),
        "{told:?}"
    );
    assert!(
        told[0].1.contains("手机号码") && !told[0].1.contains("13800001234"),
        "{told:?}"
    );
    telling.is_seen = true;
    ask(&telling).await.unwrap();
    assert_eq!(of_case(site, &who).await.len(), 1);
    telling.content = "机密★10年".into();
    assert!(fields(ask(&telling).await.unwrap_err())[0].1.contains("密级标志"));
}

async fn a_unit_answers_at_its_desk_and_sees_nothing_else_of_the_case(site: &Site) {
    let who = people(site).await;
    let all = ask(site, &who, &[who.archive, who.land]).await;
    let own = askings::of_account(&site.office, &who.unit).await.unwrap();
    assert_eq!(own.len(), 1, "of its unit alone");
    assert!(cases::get(&site.office, &who.unit, at(), who.case).await.is_err());
    let other = askings::get(&site.office, &who.unit, all[1].id).await;
    assert!(matches!(other, Err(OfficeError::Missing)));
    let refused = askings::answer(
        &site.office,
        &who.unit,
        at(),
        all[1].id,
        &answering(&all[1], held()),
    )
    .await;
    assert!(matches!(refused, Err(OfficeError::Missing)));
    let mut bare = held();
    bare.holding = String::new();
    let refused = askings::answer(
        &site.office,
        &who.unit,
        at(),
        own[0].id,
        &answering(&own[0], bare),
    )
    .await;
    assert_eq!(fields(refused.unwrap_err())[0].0, "holding");
    askings::answer(
        &site.office,
        &who.unit,
        at(),
        own[0].id,
        &answering(&own[0], held()),
    )
    .await
    .unwrap();
    let answered = of_case(site, &who).await[0].answered.clone().unwrap();
    assert_eq!((answered.way, answered.on), (AnswerWay::Desk, at().today));
    assert_eq!(answered.answer, held());
    let again = askings::answer(
        &site.office,
        &who.unit,
        at(),
        own[0].id,
        &answering(&own[0], held()),
    )
    .await;
    assert!(fields(again.unwrap_err())[0].1.contains("已经答复"));
    // The clerk takes down what the other said on the telephone.
    askings::answer(
        &site.office,
        &who.clerk,
        at(),
        all[1].id,
        &answering(&all[1], held()),
    )
    .await
    .unwrap();
    let answered = of_case(site, &who).await[1].answered.clone().unwrap();
    assert_eq!(answered.way, AnswerWay::Recorded);
}

async fn what_a_unit_does_not_hold_becomes_the_search_log_of_the_decision(site: &Site) {
    let who = people(site).await;
    let all = ask(site, &who, &[who.archive, who.land]).await;
    let facts = async || {
        let case = cases::get(&site.office, &who.clerk, at(), who.case)
            .await
            .unwrap();
        cases::decision_facts(&site.office, &who.clerk, at(), &case)
            .await
            .unwrap()
    };
    assert!(facts().await.unit_searches.is_empty());
    let early = not_held(date(2026, 3, 1));
    let refused = askings::answer(
        &site.office,
        &who.clerk,
        at(),
        all[0].id,
        &answering(&all[0], early),
    )
    .await;
    assert_eq!(fields(refused.unwrap_err())[0].0, "searched_on");
    let given = not_held(date(2026, 3, 4));
    askings::answer(
        &site.office,
        &who.unit,
        at(),
        all[0].id,
        &answering(&all[0], given),
    )
    .await
    .unwrap();
    // It stands on the clerk's first page until somebody works on the case.
    let waiting = cases::answered_by_units(&site.office, &who.clerk).await.unwrap();
    let waiting: Vec<_> = waiting
        .iter()
        .map(|one| (one.asking, one.unit_name.as_str()))
        .collect();
    assert_eq!(waiting, [(all[0].id, "档案室")]);
    let searches = facts().await.unit_searches;
    assert_eq!(searches.len(), 1);
    assert_eq!(
        (searches[0].by.as_str(), searches[0].systems.as_str()),
        ("档案室 钱进", "档案管理系统")
    );
    askings::answer(
        &site.office,
        &who.clerk,
        at(),
        all[1].id,
        &answering(&all[1], held()),
    )
    .await
    .unwrap();
    assert_eq!(facts().await.units_holding, ["征收科"]);
    let waiting = async || cases::answered_by_units(&site.office, &who.clerk).await.unwrap();
    assert_eq!(
        waiting().await.len(),
        2,
        "one unit's answer does not hide the other's"
    );
    let later = moment("2026-03-05T11:00");
    cases::add_note(&site.office, &who.clerk, later, who.case, "已阅")
        .await
        .unwrap();
    assert!(waiting().await.is_empty());
    // Asked again, the unit looks again and is wrong no more: its last answer counts.
    let all = ask(site, &who, &[who.land]).await;
    let last = all.last().unwrap();
    let given = not_held(date(2026, 3, 5));
    askings::answer(&site.office, &who.clerk, at(), last.id, &answering(last, given))
        .await
        .unwrap();
    let facts = facts().await;
    assert_eq!((facts.unit_searches.len(), facts.units_holding.len()), (2, 0));
}

async fn a_link_answers_once_and_opens_nothing_when_it_is_over(site: &Site) {
    let who = people(site).await;
    let one = ask(site, &who, &[who.land]).await.remove(0);
    let at_link = async |secret: &str, at| {
        askings::at_link(&site.office, site.organ, at, secret)
            .await
            .unwrap()
    };
    let refused = askings::issue_link(&site.office, &who.unit, at(), one.id, "").await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let first = askings::issue_link(&site.office, &who.clerk, at(), one.id, "")
        .await
        .unwrap();
    // The same form sent once more gives its own link again, as long as that opens, and ends none.
    let under =
        async |ticket: &str| askings::issue_link(&site.office, &who.clerk, at(), one.id, ticket).await;
    let third = under("a ticket").await.unwrap();
    assert_eq!(under("a ticket").await.unwrap(), third);
    assert!(at_link(&third, at()).await.unwrap().is_ok());
    let second = under("another").await.unwrap();
    assert!(
        fields(under("a ticket").await.unwrap_err())[0]
            .1
            .contains("已经失效")
    );
    assert!(at_link(&second, at()).await.unwrap().is_ok());
    assert!(at_link("nothing", at()).await.is_none());
    assert_eq!(
        at_link(&first, at()).await.unwrap().unwrap_err(),
        LinkClosed::Ended
    );
    let opened = at_link(&second, at()).await.unwrap().unwrap();
    assert!(opened.content.contains("滨河路") && opened.unit_name == "征收科");
    assert!(!format!("{opened:?}").contains("张三"));
    let text = crate::retention::all_text_of(site).await;
    assert!(!text.contains(&second), "the secret is kept nowhere");
    let over = moment("2026-04-05T10:00");
    assert_eq!(
        at_link(&second, over).await.unwrap().unwrap_err(),
        LinkClosed::Ended
    );
    let given = answering(&one, held());
    let answer = async |secret: &str, at| {
        askings::answer_at_link(&site.office, site.organ, at, (secret, "192.0.2.7"), &given).await
    };
    assert!(matches!(answer("nothing", at()).await, Err(OfficeError::Missing)));
    assert!(
        fields(answer(&first, at()).await.unwrap_err())[0]
            .1
            .contains("失效")
    );
    assert!(answer(&second, over).await.is_err());
    answer(&second, at()).await.unwrap();
    assert!(
        fields(answer(&second, at()).await.unwrap_err())[0]
            .1
            .contains("已经答复")
    );
    assert_eq!(
        at_link(&second, at()).await.unwrap().unwrap_err(),
        LinkClosed::Answered
    );
    let answered = of_case(site, &who).await.remove(0).answered.unwrap();
    assert_eq!(
        (answered.way, answered.by.as_str()),
        (AnswerWay::Link, "征收科（征询链接）")
    );
}

async fn files_of_an_answer_lie_sealed_and_a_secret_is_not_stored(site: &Site) {
    let who = people(site).await;
    let one = ask(site, &who, &[who.land]).await.remove(0);
    let secret = askings::issue_link(&site.office, &who.clerk, at(), one.id, "")
        .await
        .unwrap();
    let hand_in = async |file: Enclosing| {
        let holder = (secret.as_str(), "192.0.2.7");
        askings::add_files_at_link(&site.office, site.organ, at(), holder, vec![file]).await
    };
    let mut marked = Screening::default();
    marked
        .findings
        .push(Finding::new(Kind::SecretMark, "第1页", "秘密★"));
    let refused = hand_in(enclosing("密件.pdf", marked)).await;
    assert!(fields(refused.unwrap_err())[0].1.contains("密级标志"));
    assert!(of_case(site, &who).await[0].files.is_empty());
    for name in ["截图.pdf", "台账.pdf", "台账.pdf"] {
        hand_in(enclosing(name, Screening::default())).await.unwrap();
    }
    let files = of_case(site, &who).await.remove(0).files;
    assert_eq!(files.len(), 2);
    let holder = (secret.as_str(), "192.0.2.7");
    askings::remove_file_at_link(&site.office, site.organ, at(), holder, files[0].id)
        .await
        .unwrap();
    let opened = askings::open_file(&site.office, &who.clerk, at(), one.id, files[1].id)
        .await
        .unwrap();
    assert_eq!(whole(opened).await, "%PDF-1.4 台账.pdf".as_bytes());
    let gone = askings::open_file(&site.office, &who.clerk, at(), one.id, files[0].id).await;
    assert!(matches!(gone, Err(OfficeError::Missing)));
    let of_other = askings::open_file(&site.office, &who.unit, at(), one.id, files[1].id).await;
    assert!(matches!(of_other, Err(OfficeError::Missing)));
    let given = answering(&one, held());
    askings::answer_at_link(&site.office, site.organ, at(), holder, &given)
        .await
        .unwrap();
    let late = hand_in(enclosing("补充.pdf", Screening::default())).await;
    assert!(fields(late.unwrap_err())[0].1.contains("已经答复"));
    // It is evidence of the search, and lies in the file of the case.
    let file = case_file::take_out(&site.office, &who.clerk, at(), who.case, false)
        .await
        .unwrap();
    let search = file
        .pieces
        .iter()
        .filter(|(piece, _)| piece.category == Category::Search);
    let titles: Vec<&str> = search.map(|(piece, _)| piece.title.as_str()).collect();
    assert!(titles.contains(&"内部征询"), "{titles:?}");
    assert!(titles.iter().any(|title| title.ends_with("：台账")), "{titles:?}");
}

async fn units_are_reminded_before_and_after_their_day_until_they_answer(site: &Site) {
    let who = people(site).await;
    let one = ask(site, &who, &[who.land]).await.remove(0);
    let site_address = Some("https://gk.example.gov.cn");
    let first = mails(site, at()).await;
    let [Job::Asking(mail)] = first.as_slice() else {
        panic!("{first:?}")
    };
    // Where no address of the site is set, the link is that of the site as the clerk came to it.
    let asked_at = askings::AskingMail {
        site: Some("http://10.0.0.8:8080".into()),
        ..mail.clone()
    };
    let addressed = askings::addressed(&site.office, PROGRAM, at(), &asked_at, None)
        .await
        .unwrap();
    let Addressed::To(unset) = addressed else {
        panic!("{addressed:?}")
    };
    assert!(
        unset.text.contains("http://10.0.0.8:8080/unit-answer/"),
        "{}",
        unset.text
    );
    let addressed = askings::addressed(&site.office, PROGRAM, at(), mail, site_address)
        .await
        .unwrap();
    let Addressed::To(mail) = addressed else {
        panic!("{addressed:?}")
    };
    assert_eq!(mail.to, "zhengshou@mj.example.gov.cn");
    assert!(
        !mail.text.contains("滨河路") && !mail.text.contains("张三"),
        "{}",
        mail.text
    );
    let secret = mail
        .text
        .split("/unit-answer/")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap();
    let opened = askings::at_link(&site.office, site.organ, at(), secret)
        .await
        .unwrap();
    assert!(opened.unwrap().is_ok());
    let remind = async |day: &str| {
        askings::remind_due(&site.office, PROGRAM, moment(day))
            .await
            .unwrap()
    };
    assert_eq!(remind("2026-03-10T09:00").await, 0);
    assert_eq!(remind("2026-03-11T07:00").await, 0, "before the digest's time");
    assert_eq!(remind("2026-03-11T09:00").await, 1);
    assert_eq!(remind("2026-03-11T09:01").await, 0, "once");
    assert_eq!(remind("2026-03-13T09:00").await, 1, "overdue");
    assert_eq!(remind("2026-03-15T09:00").await, 0, "a Sunday");
    assert_eq!(remind("2026-03-17T09:00").await, 1);
    // The reminder's link does not close the one before.
    let opened = askings::at_link(&site.office, site.organ, moment("2026-03-17T10:00"), secret)
        .await
        .unwrap();
    assert!(opened.unwrap().is_ok());
    let one = askings::get(&site.office, &who.clerk, one.id).await.unwrap();
    let then = moment("2026-03-17T11:00");
    let open = mails(site, then).await;
    askings::answer(&site.office, &who.clerk, then, one.id, &answering(&one, held()))
        .await
        .unwrap();
    assert_eq!(remind("2026-03-20T09:00").await, 0);
    let Some(Job::Asking(late)) = open.last() else {
        panic!("{open:?}")
    };
    let nobody = askings::addressed(&site.office, PROGRAM, then, late, site_address)
        .await
        .unwrap();
    assert_eq!(nobody, Addressed::Nobody, "answered before the mail went out");
}

async fn an_asking_is_withdrawn_with_its_reason_and_its_links(site: &Site) {
    let who = people(site).await;
    let one = ask(site, &who, &[who.land]).await.remove(0);
    let secret = askings::issue_link(&site.office, &who.clerk, at(), one.id, "")
        .await
        .unwrap();
    let move_to = async |day, version| {
        askings::ask_again_by(&site.office, &who.clerk, at(), one.id, version, day).await
    };
    assert!(
        fields(move_to(date(2026, 3, 30), 1).await.unwrap_err())[0]
            .1
            .contains("早于本件的答复期限")
    );
    move_to(date(2026, 3, 16), 1).await.unwrap();
    assert!(matches!(
        move_to(date(2026, 3, 17), 1).await,
        Err(OfficeError::Stale { .. })
    ));
    let withdraw =
        async |reason: &str| askings::withdraw(&site.office, &who.clerk, at(), one.id, 2, reason).await;
    assert_eq!(fields(withdraw(" ").await.unwrap_err())[0].0, "ended_reason");
    withdraw("问错了科室").await.unwrap();
    let one = of_case(site, &who).await.remove(0);
    assert_eq!(
        (one.state, one.due_on),
        (AskingState::Withdrawn, date(2026, 3, 16))
    );
    assert_eq!(one.ended_reason.as_deref(), Some("问错了科室"));
    let opened = askings::at_link(&site.office, site.organ, at(), &secret)
        .await
        .unwrap();
    assert_eq!(opened.unwrap().unwrap_err(), LinkClosed::Withdrawn);
    let refused = askings::answer(&site.office, &who.clerk, at(), one.id, &answering(&one, held())).await;
    assert!(refused.is_err());
}
