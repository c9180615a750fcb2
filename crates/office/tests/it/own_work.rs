//! Nobody puts their own work right by themselves: what the applicant did on the site stands, lateness and objections are not
//! mended away by whoever handles the case, a signed reply goes out by its letter. On both engines.

use law::cases::{ApplicationForm, Channel, Delivery, Mending, Party, What};
use law::staff::Role;
use office::cases::applicant;
use office::cases::letters::LetterState;
use office::cases::{self, Recording, ToMend};
use office::jobs::{self, Job, JobKind};
use office::reminders::{self, Addressed};
use office::{Actor, CaseId, Moment, OfficeError, Program};

use crate::harness::{Site, apart, application, in_person, moment, stories};
use crate::letters::{draft, people, signed};

stories! {
    what_the_applicant_did_on_the_site_is_not_mended_at_the_desk
    lateness_and_an_objection_are_not_mended_away_by_whoever_handles_the_case
    what_the_applicant_was_told_is_struck_by_whoever_signs_and_they_are_told
    what_is_recorded_of_an_earlier_day_forgives_no_lateness
    an_extension_of_an_earlier_day_names_the_notice_that_told_of_it
    a_signed_reply_goes_out_by_its_letter_alone
    a_signature_is_taken_back_with_a_reason_and_the_case_has_no_reply
    no_reply_is_recorded_beside_one_that_is_being_written
    a_case_is_given_to_nobody_who_can_not_handle_it
    an_application_keeps_its_applicants_words_and_they_learn_of_what_is_mended
}

async fn version(site: &Site, at: Moment, case: CaseId) -> i64 {
    let system = Actor::system(site.organ, "测试");
    cases::get(&site.office, &system, at, case).await.unwrap().version
}

async fn mend(
    site: &Site,
    who: &Actor,
    at: Moment,
    case: CaseId,
    seq: i64,
    mending: &Mending,
) -> Result<(), OfficeError> {
    let to_mend = ToMend {
        seq,
        mending,
        reason: "日期填错",
        proof: "",
    };
    let version = version(site, at, case).await;
    cases::mend(&site.office, who, at, case, version, to_mend)
        .await
        .map(|_| ())
}

async fn does(site: &Site, who: &Actor, at: Moment, case: CaseId, what: What) -> Result<(), OfficeError> {
    let version = version(site, at, case).await;
    let recording = apart(at, what).with_note("请写明年度".to_owned());
    cases::record(&site.office, who, at, case, version, &recording)
        .await
        .map(|_| ())
}

/// Where the notices to applicants go that wait.
async fn notices(site: &Site, at: Moment) -> Vec<String> {
    let program = Program::itself();
    let mut addresses = Vec::new();
    let claims = jobs::claim(&site.office, program, at, "test", &JobKind::ALL, 100);
    for claim in claims.await.unwrap() {
        assert!(jobs::finish(&site.office, program, at, &claim).await.unwrap());
        if let Job::Notice(notice) = claim.job
            && let Addressed::To(mail) = reminders::addressed(&site.office, program, &notice)
                .await
                .unwrap()
        {
            addresses.push(mail.to);
        }
    }
    addresses.sort();
    addresses
}

/// What a refusal says.
fn why(refused: Result<(), OfficeError>) -> String {
    match refused {
        Err(OfficeError::Invalid(all)) => all.into_iter().map(|one| one.message).collect(),
        other => panic!("not refused at a field: {other:?}"),
    }
}

async fn what_the_applicant_did_on_the_site_is_not_mended_at_the_desk(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk, Role::Signer]).await;
    let at = moment("2025-03-03T10:00");
    let form = application("张三丰", "某地块征收补偿档案");
    let case = site.submit(at, &form).await.unwrap().case;
    let paper = Mending::Receipt {
        channel: Channel::InPerson,
        arrived_on: at.today,
        confirmed_on: None,
    };
    let refused = mend(site, &clerk, at, case, 1, &paper).await;
    assert!(why(refused).contains("由系统记录"));
    does(site, &clerk, at, case, What::Confirmed {}).await.unwrap();
    let asked = What::CorrectionRequested {
        respond_by: None,
        received_on: None,
    };
    does(site, &clerk, at, case, asked).await.unwrap();
    let who = site.applicant_of(&clerk, at, case).await;
    let seen = version(site, at, case).await;
    applicant::correct(&site.office, &who, at, case, seen, &["2024年度的".to_owned()])
        .await
        .unwrap();
    let refused = mend(site, &clerk, at, case, 4, &Mending::Struck).await;
    assert!(
        why(refused).contains("不能撤销"),
        "by nobody, whatever they may do"
    );
    // The clerk's own line may be.
    mend(site, &clerk, at, case, 4, &Mending::Day(at.today))
        .await
        .unwrap_err();
}

async fn what_the_applicant_was_told_is_struck_by_whoever_signs_and_they_are_told(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let head = site.person("qian", &[Role::Signer]).await;
    let at = moment("2025-03-04T10:00");
    let mut form = application("张三丰", "某地块征收补偿档案");
    form.email = "zhang@example.gov.cn".into();
    let case = site.submit(at, &form).await.unwrap().case;
    does(site, &clerk, at, case, What::Confirmed {}).await.unwrap();
    let asked = What::CorrectionRequested {
        respond_by: None,
        received_on: None,
    };
    does(site, &clerk, at, case, asked).await.unwrap();
    notices(site, at).await;
    let refused = mend(site, &clerk, at, case, 3, &Mending::Struck).await;
    assert!(why(refused).contains("已经告知申请人，不能由经办"));
    assert!(notices(site, at).await.is_empty());
    mend(site, &head, at, case, 3, &Mending::Struck).await.unwrap();
    assert_eq!(notices(site, at).await, ["zhang@example.gov.cn"]);
}

async fn lateness_and_an_objection_are_not_mended_away_by_whoever_handles_the_case(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let head = site.person("qian", &[Role::Signer]).await;
    let (then, at) = (moment("2025-03-03T10:00"), moment("2025-04-10T10:00"));
    let case = cases::register(
        &site.office,
        &clerk,
        then,
        &application("张三", "环评批复"),
        &in_person("2025-03-03"),
        false,
    )
    .await
    .unwrap()
    .case;
    let later = Mending::Receipt {
        channel: Channel::InPerson,
        arrived_on: "2025-03-20".parse().unwrap(),
        confirmed_on: None,
    };
    let refused = mend(site, &clerk, at, case, 1, &later).await;
    assert!(why(refused).contains("不再逾期"));
    let name = Some("某公司".to_owned());
    let party = Party::ThirdParty;
    let asked = What::ConsultationSent {
        party,
        name: name.clone(),
        received_on: None,
        number: None,
        content: None,
    };
    let asked_on = moment("2025-03-10T10:00");
    does(site, &clerk, asked_on, case, asked).await.unwrap();
    let objects = What::ConsultationAnswered {
        party,
        name,
        consents: Some(false),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    does(site, &clerk, moment("2025-03-12T10:00"), case, objects)
        .await
        .unwrap();
    let refused = mend(site, &clerk, at, case, 3, &Mending::Struck).await;
    assert!(why(refused).contains("不同意公开的登记"));
    let wordless = ToMend {
        seq: 3,
        mending: &Mending::Struck,
        reason: ".",
        proof: "",
    };
    let seen = version(site, at, case).await;
    let refused = cases::mend(&site.office, &head, at, case, seen, wordless).await;
    assert!(why(refused.map(|_| ())).contains("更正的原因"));
    // Whoever signs may, and it stays in the open.
    mend(site, &head, at, case, 3, &Mending::Struck).await.unwrap();
    assert_eq!(
        cases::mendings(&site.office, &clerk, case).await.unwrap().len(),
        1
    );
}

async fn what_is_recorded_of_an_earlier_day_forgives_no_lateness(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let head = site.person("qian", &[Role::RequestClerk, Role::Signer]).await;
    let (then, at) = (moment("2025-03-03T10:00"), moment("2025-04-10T10:00"));
    let form = application("张三", "环评批复");
    let arrival = in_person("2025-03-03");
    let case = cases::register(&site.office, &clerk, then, &form, &arrival, false)
        .await
        .unwrap()
        .case;
    let asked = async |who: &Actor| {
        let seen = version(site, at, case).await;
        let recording = Recording {
            on: "2025-03-05".parse().unwrap(),
            ..apart(
                at,
                What::CorrectionRequested {
                    respond_by: None,
                    received_on: None,
                },
            )
        };
        let recording = recording.with_note("请写明年度".to_owned());
        cases::record(&site.office, who, at, case, seen, &recording)
            .await
            .map(|_| ())
    };
    assert!(why(asked(&clerk).await).contains("不再逾期"));
    asked(&head).await.unwrap();
}

async fn an_extension_of_an_earlier_day_names_the_notice_that_told_of_it(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let head = site.person("qian", &[Role::Signer]).await;
    let (then, at) = (moment("2025-03-03T10:00"), moment("2025-04-10T10:00"));
    let arrival = in_person("2025-03-03");
    let form = application("张三", "环评批复");
    let case = cases::register(&site.office, &clerk, then, &form, &arrival, false)
        .await
        .unwrap()
        .case;
    let extended = async |note: &str| {
        let seen = version(site, at, case).await;
        let what = What::Extended {
            days: 20,
            approved_by: "王某".to_owned(),
        };
        let recording = Recording {
            on: "2025-03-28".parse().unwrap(),
            ..Recording::today(at, what).with_notice(note.to_owned())
        };
        cases::record(&site.office, &head, at, case, seen, &recording)
            .await
            .map(|standing| standing.due_on)
    };
    for note in ["", "已经延期", "孟公开延〔2025〕1号"] {
        let refused = extended(note).await.map(|_| ());
        assert!(why(refused).contains("告知书》的发文字号"), "{note}");
    }
    // A letter of this system goes out by its own page, and that of another case is no proof.
    let who = people(site).await;
    let letter = signed(site, &who, moment("2025-03-10T10:00")).await;
    let letter = office::cases::letters::get(&site.office, &who.clerk, letter).await;
    let number = letter.unwrap().letter.number.unwrap();
    let refused = extended(&format!("{number}，3月28日挂号信XA123456789")).await;
    assert!(why(refused.map(|_| ())).contains("另一件申请的文书"));
    let due = extended("孟公开延〔2025〕1号，3月28日挂号信XA123456789").await;
    assert_eq!(due.unwrap(), "2025-04-28".parse().ok());
}

async fn no_reply_is_recorded_beside_one_that_is_being_written(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-10T10:00");
    let letter = draft(site, &who, at).await;
    let found = office::cases::letters::get(&site.office, &who.clerk, letter)
        .await
        .unwrap();
    let outcome = law::codes::TableThreeRow::RefusedStateSecret;
    let refused = does(site, &who.head, at, found.case, What::replied(outcome)).await;
    assert!(why(refused).contains("在办的"));
}

async fn a_signed_reply_goes_out_by_its_letter_alone(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-10T10:00");
    let letter = signed(site, &who, at).await;
    let found = office::cases::letters::get(&site.office, &who.clerk, letter)
        .await
        .unwrap();
    assert_eq!(found.state, LetterState::Signed);
    for how in [Delivery::Online, Delivery::InPerson, Delivery::Post] {
        let refused = does(site, &who.clerk, at, found.case, What::Delivered { how }).await;
        assert!(why(refused).contains("文书的页面登记送达"), "{how:?}");
    }
}

async fn a_signature_is_taken_back_with_a_reason_and_the_case_has_no_reply(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-10T10:00");
    let letter = signed(site, &who, at).await;
    let seen = async || {
        office::cases::letters::get(&site.office, &who.clerk, letter)
            .await
            .unwrap()
    };
    let found = seen().await;
    let take_back = async |actor: &Actor, reason: &str| {
        office::cases::letters::take_back(&site.office, actor, at, letter, found.version, reason).await
    };
    assert!(matches!(
        take_back(&who.clerk, "回执有更正").await,
        Err(OfficeError::Refused(_))
    ));
    assert!(why(take_back(&who.head, "……").await).contains("原因"));
    take_back(&who.head, "第三方收到之日有更正").await.unwrap();
    let dropped = seen().await;
    assert_eq!(
        (dropped.state, dropped.letter.number.is_some()),
        (LetterState::Dropped, true)
    );
    let case = cases::get(&site.office, &who.clerk, at, found.case)
        .await
        .unwrap();
    let is_reply = |what: &What| matches!(what, What::Replied { .. });
    assert!(case.standing.state.is_open() && !case.timeline.iter().any(|entry| is_reply(&entry.event.what)));
    let mended = cases::mendings(&site.office, &who.clerk, found.case)
        .await
        .unwrap();
    assert!(
        mended
            .iter()
            .any(|one| one.now.is_none() && is_reply(&one.stated.what))
    );
}

async fn a_case_is_given_to_nobody_who_can_not_handle_it(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let other = site.person("ling", &[Role::RequestClerk]).await;
    let editor = site.person("bian", &[Role::Editor]).await;
    let at = moment("2025-03-03T10:00");
    let form = application("张三", "环评批复");
    let case = cases::register(&site.office, &clerk, at, &form, &in_person("2025-03-03"), false)
        .await
        .unwrap()
        .case;
    let give = async |to: &Actor| {
        let seen = version(site, at, case).await;
        cases::assign(&site.office, &clerk, at, case, seen, to.account).await
    };
    assert!(why(give(&editor).await).contains("不能办理依申请公开"));
    give(&other).await.unwrap();
    give(&clerk).await.unwrap();
    // Who handed it on has handled it, though nothing was recorded in between.
    let handlers = cases::messages::handled_by(&site.office, &clerk, case)
        .await
        .unwrap();
    assert!(handlers.contains(&clerk.account.unwrap()) && handlers.contains(&other.account.unwrap()));
}

async fn an_application_keeps_its_applicants_words_and_they_learn_of_what_is_mended(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let at = moment("2025-03-03T10:00");
    let form = ApplicationForm {
        email: "zhang@example.com".to_owned(),
        ..application("张三丰", "2024年拆迁补偿花名册全文及签字页")
    };
    let case = site.submit(at, &form).await.unwrap().case;
    notices(site, at).await;
    let mended = async |change: fn(&mut ApplicationForm)| {
        let mut typed = cases::registration(&site.office, &clerk, at, case).await.unwrap();
        change(&mut typed);
        let seen = version(site, at, case).await;
        cases::mend_registration(&site.office, &clerk, at, (case, seen), &typed, "整理表述").await
    };
    let refused = mended(|form| "只要拆迁办法一份".clone_into(&mut form.request)).await;
    assert!(why(refused).contains("申请人在网站上自己填写"));
    mended(|form| "li@example.com".clone_into(&mut form.email))
        .await
        .unwrap();
    // Whoever applied learns of it at the address they left, and at the one that somebody wrote.
    assert_eq!(notices(site, at).await, ["li@example.com", "zhang@example.com"]);
    let who = site.applicant_of(&clerk, at, case).await;
    let tracked = applicant::tracked(&site.office, &who, at).await.unwrap().unwrap();
    assert_eq!(tracked.request, form.request);
    let fields: Vec<_> = tracked.mended.iter().map(|(_, fields)| fields.clone()).collect();
    assert_eq!(fields, [["电子邮箱"]]);
}
