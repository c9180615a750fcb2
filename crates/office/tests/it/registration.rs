//! What was typed at registration, mended in the open: every case of the application, its counts, what it is found by and
//! what is written afterwards follow; what stood is sealed, what was signed stands. Every story on both engines.

use law::audit::{Key, Recorded};
use law::cases::letters::{Correcting, CorrectionGround, LetterKind};
use law::cases::{ApplicationForm, What};
use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Tables};
use law::staff::Role;
use office::audit::AuditFilter;
use office::cases::letters::{self, Basis, LetterState};
use office::cases::{self, CaseFilter};
use office::{Actor, CaseId, Moment, OfficeError};
use rust_decimal::Decimal;
use sea_orm::{ConnectionTrait, Statement};

use crate::harness::{IDENTITY_NUMBER, Site, application, in_person, moment, stories};
use crate::letters::{people, signed};

stories! {
    a_slip_of_registration_is_mended_and_everything_follows
    what_stood_before_is_sealed_and_opened_on_record_by_whoever_may
    what_changes_nothing_or_is_no_application_is_refused_at_its_field
    of_an_application_that_was_divided_all_cases_follow_in_who_and_one_in_what
    what_was_signed_stands_and_what_is_being_judged_stands_still
}

fn at() -> Moment {
    moment("2025-03-10T10:00")
}

async fn clerk(site: &Site) -> Actor {
    site.person("jingban", &[Role::RequestClerk]).await
}

async fn registered(site: &Site, clerk: &Actor) -> CaseId {
    let form = application("王小名", "滨河路改造工程的招标文件和中标通知书");
    let then = moment("2025-03-03T10:00");
    cases::register(&site.office, clerk, then, &form, &in_person("2025-03-03"), false)
        .await
        .unwrap()
        .case
}

async fn mend(
    site: &Site,
    actor: &Actor,
    case: CaseId,
    reason: &str,
    change: impl FnOnce(&mut ApplicationForm),
) -> Result<(), OfficeError> {
    let version = cases::get(&site.office, actor, at(), case).await.unwrap().version;
    let mut form = cases::registration(&site.office, actor, at(), case)
        .await
        .unwrap();
    change(&mut form);
    cases::mend_registration(&site.office, actor, at(), (case, version), &form, reason).await
}

async fn found(site: &Site, clerk: &Actor, words: &str) -> Vec<CaseId> {
    let filter = CaseFilter {
        text: words.to_owned(),
        page: 1,
        ..CaseFilter::default()
    };
    let page = cases::list(&site.office, clerk, &filter).await.unwrap();
    page.items.iter().map(|row| row.id).collect()
}

async fn new_of(site: &Site, kind: ApplicantKind) -> Decimal {
    let operator = Actor::system(site.organ, "测试");
    let mut tables = Tables::zeros();
    cases::year_tables(&site.office, &operator, 2025, &mut tables)
        .await
        .unwrap();
    tables.get(Cell::Three(TableThreeRow::New, kind)).unwrap()
}

fn field(refused: Result<(), OfficeError>) -> &'static str {
    match refused {
        Err(OfficeError::Invalid(why)) => why[0].field,
        other => panic!("{other:?}"),
    }
}

fn to_company(form: &mut ApplicationForm) {
    "business".clone_into(&mut form.kind);
    "洛阳示例实业有限公司".clone_into(&mut form.name);
    "王小明".clone_into(&mut form.contact_person);
    "孟津区桂花大道9号".clone_into(&mut form.address);
    "post".clone_into(&mut form.way);
    "孟津区2024年度部门预算公开情况表".clone_into(&mut form.request);
}

fn correction() -> Basis {
    Basis {
        what: Some(What::CorrectionRequested {
            respond_by: Some("2025-03-28".parse().unwrap()),
            received_on: None,
        }),
        correcting: Correcting {
            items: vec!["请写明年度".into()],
            respond_by: Some("2025-03-28".parse().unwrap()),
            grounds: vec![CorrectionGround::Description],
            ..Correcting::default()
        },
        ..Basis::default()
    }
}

async fn a_slip_of_registration_is_mended_and_everything_follows(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk).await;
    let other = application("李四", "孟津区2024年度部门预算公开情况表");
    cases::register(
        &site.office,
        &clerk,
        at(),
        &other,
        &in_person("2025-03-10"),
        false,
    )
    .await
    .unwrap();
    let alike = async || {
        let read = cases::get(&site.office, &clerk, at(), case).await.unwrap();
        cases::similar(&site.office, &clerk, &read).await.unwrap().len()
    };
    assert_eq!(alike().await, 0);
    mend(site, &clerk, case, "录入有误，与申请书核对", to_company)
        .await
        .unwrap();

    let read = cases::get(&site.office, &clerk, at(), case).await.unwrap();
    assert_eq!(read.applicant_name, "洛阳示例实业有限公司");
    assert_eq!(
        (read.applicant_kind, read.way.code()),
        (ApplicantKind::Business, "post")
    );
    assert_eq!(read.request, "孟津区2024年度部门预算公开情况表");
    assert_eq!(alike().await, 1, "found by what is asked now");
    assert_eq!(
        found(site, &clerk, "示例实业").await,
        [case],
        "by a part of the name"
    );
    assert!(found(site, &clerk, "王小名").await.is_empty());
    assert_eq!(new_of(site, ApplicantKind::Business).await, Decimal::ONE);
    assert_eq!(
        new_of(site, ApplicantKind::NaturalPerson).await,
        Decimal::ONE,
        "the other one"
    );
    let form = letters::registration_form(&site.office, &clerk, at(), case)
        .await
        .unwrap();
    let printed = format!("{form:?}");
    assert!(
        printed.contains("孟津区桂花大道9号") && printed.contains("商业企业"),
        "{printed}"
    );
    let letter = letters::draft(
        &site.office,
        &clerk,
        at(),
        case,
        LetterKind::Correction,
        &correction(),
    )
    .await
    .unwrap();
    let letter = letters::get(&site.office, &clerk, letter).await.unwrap().letter;
    assert_eq!(letter.addressee, "洛阳示例实业有限公司");
    assert!(
        letter.text().contains("你单位") && !letter.text().contains("您"),
        "{}",
        letter.text()
    );
    let told = cases::registration_mendings(&site.office, &clerk, case)
        .await
        .unwrap();
    assert_eq!(
        told[0].fields,
        [
            "申请人类别",
            "姓名或者名称",
            "联系人",
            "通信地址",
            "所需政府信息",
            "获取途径"
        ]
    );
    assert_eq!(
        (told[0].reason.as_str(), told.len()),
        ("录入有误，与申请书核对", 1)
    );
}

async fn what_stood_before_is_sealed_and_opened_on_record_by_whoever_may(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk).await;
    mend(site, &clerk, case, "录入有误", |form| {
        "王小明".clone_into(&mut form.name);
        "13900005678".clone_into(&mut form.phone);
    })
    .await
    .unwrap();
    let database = site.database().await;
    let all = async |sql: &str| {
        let statement = Statement::from_string(database.get_database_backend(), sql);
        let rows = database.query_all_raw(statement).await.unwrap();
        rows.iter()
            .map(|row| row.try_get::<String>("", "text").unwrap())
            .collect::<Vec<String>>()
            .join("\n")
    };
    let kept = all("SELECT stated AS text FROM registration_mending").await;
    assert!(kept.starts_with("v1:") && !kept.contains("王小名"), "under seal");
    let log = all("SELECT detail AS text FROM audit_entry").await;
    for personal in ["王小名", "王小明", "13900005678", "13800001234", IDENTITY_NUMBER] {
        assert!(!log.contains(personal), "{personal} is in the log");
    }
    let filter = |act: Recorded| AuditFilter {
        act: act.code().to_owned(),
        ..AuditFilter::default()
    };
    let operator = Actor::system(site.organ, "测试");
    let entries = async |act| {
        let log = office::audit::search(&site.office, &operator, &filter(act), 20)
            .await
            .unwrap();
        log.entries
    };
    let mended = entries(Recorded::CasesMendRegistration).await;
    assert_eq!(mended.len(), 1);
    assert!(log.contains("姓名或者名称、联系电话"), "{log}");
    assert_eq!(Key::Fields.label(), "更正的项目");
    let before = entries(Recorded::CasesReveal).await.len();
    let stated = cases::registrations_stated(&site.office, &clerk, at(), case)
        .await
        .unwrap();
    assert_eq!(
        stated[0].1,
        [
            ("姓名或者名称", "王小名".to_owned()),
            ("联系电话", "13800001234".to_owned())
        ]
    );
    assert_eq!(
        entries(Recorded::CasesReveal).await.len(),
        before + 1,
        "the look is on record"
    );
    let signer = site.person("qianfa", &[Role::Signer]).await;
    let told = cases::registration_mendings(&site.office, &signer, case)
        .await
        .unwrap();
    assert_eq!(told[0].fields, ["姓名或者名称", "联系电话"]);
    for refused in [
        cases::registrations_stated(&site.office, &signer, at(), case)
            .await
            .map(|_| ()),
        cases::registration(&site.office, &signer, at(), case)
            .await
            .map(|_| ()),
    ] {
        assert!(matches!(refused, Err(OfficeError::Refused(_))), "{refused:?}");
    }
}

async fn what_changes_nothing_or_is_no_application_is_refused_at_its_field(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk).await;
    assert_eq!(field(mend(site, &clerk, case, "录入有误", |_| ()).await), "");
    let renamed = |form: &mut ApplicationForm| "王小明".clone_into(&mut form.name);
    assert_eq!(field(mend(site, &clerk, case, " ", renamed).await), "reason");
    assert_eq!(
        field(mend(site, &clerk, case, "有误", |form| form.name.clear()).await),
        "name"
    );
    let secret = |form: &mut ApplicationForm| "机密★10年 会议纪要".clone_into(&mut form.request);
    assert_eq!(field(mend(site, &clerk, case, "有误", secret).await), "request");
    let signer = site.person("qianfa", &[Role::Signer]).await;
    let form = cases::registration(&site.office, &clerk, at(), case)
        .await
        .unwrap();
    let version = cases::get(&site.office, &clerk, at(), case)
        .await
        .unwrap()
        .version;
    let held = (case, version);
    let refused = cases::mend_registration(&site.office, &signer, at(), held, &form, "有误").await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    mend(site, &clerk, case, "有误", renamed).await.unwrap();
    let stale = cases::mend_registration(&site.office, &clerk, at(), held, &form, "有误").await;
    assert!(matches!(stale, Err(OfficeError::Stale { .. })), "{stale:?}");
    let database = site.database().await;
    database
        .execute_unprepared("UPDATE application SET anonymised_at = 1")
        .await
        .unwrap();
    let gone = cases::mend_registration(&site.office, &clerk, at(), (case, version + 1), &form, "有误").await;
    assert!(gone.unwrap_err().to_string().contains("已匿名"));
}

async fn of_an_application_that_was_divided_all_cases_follow_in_who_and_one_in_what(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk).await;
    let version = cases::get(&site.office, &clerk, at(), case)
        .await
        .unwrap()
        .version;
    let parts = [
        "滨河路改造工程的招标文件".to_owned(),
        "滨河路改造工程的中标通知书".to_owned(),
    ];
    let all = cases::split(
        &site.office,
        &clerk,
        at(),
        case,
        version,
        &cases::Division::into(&parts),
    )
    .await
    .unwrap();
    mend(site, &clerk, case, "录入有误", |form| {
        "王小明".clone_into(&mut form.name);
        "research".clone_into(&mut form.kind);
        "王五".clone_into(&mut form.contact_person);
        "滨河路改造工程的施工图".clone_into(&mut form.request);
    })
    .await
    .unwrap();
    let mut requests = Vec::new();
    for one in all.iter().copied().chain([case]) {
        let read = cases::get(&site.office, &clerk, at(), one).await.unwrap();
        assert_eq!(
            (read.applicant_name.as_str(), read.applicant_kind),
            ("王小明", ApplicantKind::Research)
        );
        if !requests.contains(&read.request) {
            requests.push(read.request);
        }
    }
    requests.sort();
    assert_eq!(requests, ["滨河路改造工程的中标通知书", "滨河路改造工程的施工图"]);
    let whole = cases::whole_request(&site.office, &clerk, case).await.unwrap();
    assert_eq!(
        whole, "滨河路改造工程的招标文件和中标通知书",
        "what arrived is not touched by a part"
    );
}

async fn what_was_signed_stands_and_what_is_being_judged_stands_still(site: &Site) {
    let who = people(site).await;
    let letter = signed(site, &who, at()).await;
    let before = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let renamed = |form: &mut ApplicationForm| "王小明".clone_into(&mut form.name);
    // What it says is not mended beneath it before it has gone out; how its applicant is reached may be.
    let refused = mend(site, &who.clerk, before.case, "录入有误", renamed).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(why)) if why[0].field == "name"));
    let reached = |form: &mut ApplicationForm| "13800009999".clone_into(&mut form.phone);
    mend(site, &who.clerk, before.case, "录入有误", reached)
        .await
        .unwrap();
    let after = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!(
        (after.state, &after.letter),
        (LetterState::Signed, &before.letter)
    );

    let case = registered(site, &who.clerk).await;
    let draft = letters::draft(
        &site.office,
        &who.clerk,
        at(),
        case,
        LetterKind::Correction,
        &correction(),
    )
    .await
    .unwrap();
    letters::submit(&site.office, &who.clerk, at(), draft, 1)
        .await
        .unwrap();
    let refused = mend(site, &who.clerk, case, "录入有误", renamed).await;
    assert!(refused.unwrap_err().to_string().contains("正在审签"));
    let found = letters::get(&site.office, &who.clerk, draft).await.unwrap();
    letters::send_back(&site.office, &who.head, at(), draft, found.version, "姓名有误")
        .await
        .unwrap();
    mend(site, &who.clerk, case, "录入有误", renamed).await.unwrap();
    let found = letters::get(&site.office, &who.clerk, draft).await.unwrap();
    let refused = letters::submit(&site.office, &who.clerk, at(), draft, found.version).await;
    let Err(OfficeError::Blocked(lacks)) = refused else {
        panic!("a letter to somebody else was handed over: {refused:?}");
    };
    assert!(lacks.iter().any(|lack| lack.field == "addressee"), "{lacks:?}");
    letters::fill_again(&site.office, &who.clerk, at(), draft, found.version)
        .await
        .unwrap();
    letters::submit(&site.office, &who.clerk, at(), draft, found.version + 1)
        .await
        .unwrap();
}
