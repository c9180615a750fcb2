//! Cases: received, handled to the end, sought, counted. Every story on both engines.

mod looking;
mod without_notice;

use law::cases::{ApplicationForm, Delivery, Party, State, What};
use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Tables};
use law::staff::Role;
use office::cases::{self, Recording};
use office::{Actor, CaseId, Moment, OfficeError, Program};
use rust_decimal::Decimal;

use crate::harness::{IDENTITY_NUMBER, Site, apart, application, in_person, moment, profile, stories};

stories! {
    what_the_public_sends_has_arrived_and_counts_once_confirmed
    a_receipt_opens_the_case_and_nothing_else_does
    an_incomplete_application_is_refused_whole
    a_case_lives_to_its_end_and_stands_in_one_row
    what_the_law_refuses_leaves_nothing
    of_two_clerks_the_second_is_told
    nobody_sees_another_organs_cases
    particulars_are_opened_on_record
    what_happened_earlier_can_be_recorded_later
}

async fn clerk(site: &Site) -> Actor {
    site.person("jingban", &[Role::RequestClerk]).await
}

async fn signer(site: &Site) -> Actor {
    site.person("qianfa", &[Role::Signer]).await
}

async fn registered(site: &Site, clerk: &Actor, day: &str, kind: &str) -> CaseId {
    let at = moment(&format!("{day}T10:00"));
    let mut form = application("张三", "2024年度部门预算");
    if kind != "natural_person" {
        kind.clone_into(&mut form.kind);
        "李四".clone_into(&mut form.contact_person);
    }
    let receipt = cases::register(&site.office, clerk, at, &form, &in_person(day), false).await;
    receipt.unwrap().case
}

async fn does(
    site: &Site,
    actor: &Actor,
    at: Moment,
    case: CaseId,
    what: What,
) -> Result<State, OfficeError> {
    let reader = Actor::system(site.organ, "测试");
    let version = cases::get(&site.office, &reader, at, case).await?.version;
    let recording = Recording {
        note: "请写明预算的单位".to_owned(),
        ..apart(at, what)
    };
    cases::record(&site.office, actor, at, case, version, &recording)
        .await
        .map(|standing| standing.state)
}

fn correction(at: Moment) -> Recording {
    Recording {
        note: "请写明预算的单位".to_owned(),
        ..apart(
            at,
            What::CorrectionRequested {
                respond_by: None,
                received_on: None,
            },
        )
    }
}

fn number(tables: &Tables, row: TableThreeRow, kind: ApplicantKind) -> Decimal {
    tables.get(Cell::Three(row, kind)).unwrap()
}

async fn what_the_public_sends_has_arrived_and_counts_once_confirmed(site: &Site) {
    let clerk = clerk(site).await;
    let at = moment("2025-03-03T10:00");
    let receipt = site.submit(at, &application("张三", "环评批复")).await.unwrap();
    assert_eq!(receipt.number, "MJXJ01-2025-0001");
    let case = cases::get(&site.office, &clerk, at, receipt.case).await.unwrap();
    assert_eq!(
        (case.standing.state, case.standing.received_on),
        (State::Arrived, None)
    );
    let counted = async || {
        let mut tables = Tables::zeros();
        cases::year_tables(&site.office, &clerk, 2025, &mut tables)
            .await
            .unwrap();
        number(&tables, TableThreeRow::New, ApplicantKind::Total)
    };
    assert_eq!(counted().await, Decimal::ZERO);
    let next_day = moment("2025-03-04T09:00");
    let state = does(site, &clerk, next_day, receipt.case, What::Confirmed {})
        .await
        .unwrap();
    assert_eq!(state, State::InProgress);
    let case = cases::get(&site.office, &clerk, next_day, receipt.case)
        .await
        .unwrap();
    assert_eq!(case.standing.due_on, Some("2025-04-01".parse().unwrap()));
    assert_eq!(counted().await, Decimal::ONE);
}

async fn a_receipt_opens_the_case_and_nothing_else_does(site: &Site) {
    let at = moment("2025-03-03T10:00");
    let receipt = site.submit(at, &application("张三", "环评批复")).await.unwrap();
    let track = async |number: &str, code: &str| {
        cases::track(&site.office, site.organ, at, number, code)
            .await
            .unwrap()
    };
    let tracked = track(&receipt.number, &receipt.query_code).await.unwrap();
    assert_eq!((tracked.request.as_str(), tracked.cases.len()), ("环评批复", 1));
    let typed = receipt.query_code.to_lowercase().replace('-', " ");
    assert!(track(&receipt.number.to_lowercase(), &typed).await.is_some());
    assert!(track(&receipt.number, "2222-2222-2222").await.is_none());
    assert!(track("MJXJ01-2025-0002", &receipt.query_code).await.is_none());
    assert!(track(&receipt.number, "").await.is_none());
}

async fn an_incomplete_application_is_refused_whole(site: &Site) {
    let at = moment("2025-03-03T10:00");
    let refused = site.submit(at, &ApplicationForm::default()).await;
    let Err(OfficeError::Invalid(fields)) = refused else {
        panic!("{refused:?}")
    };
    assert!(fields.iter().any(|field| field.field == "request"));
    let secret = application("张三", "关于某事的报告 机密★10年");
    let refused = site.submit(at, &secret).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))), "{refused:?}");
    let first = site.submit(at, &application("张三", "环评批复")).await;
    assert_eq!(first.unwrap().number, "MJXJ01-2025-0001");
}

async fn a_case_lives_to_its_end_and_stands_in_one_row(site: &Site) {
    let (clerk, signer) = (clerk(site).await, signer(site).await);
    let case = registered(site, &clerk, "2025-03-03", "business").await;
    let sent = What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("某公司".to_owned()),
        received_on: None,
        number: None,
        content: None,
    };
    let state = does(site, &clerk, moment("2025-03-10T10:00"), case, sent)
        .await
        .unwrap();
    assert_eq!(state, State::Consulting);
    let answered = What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: None,
        consents: Some(false),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    does(site, &clerk, moment("2025-03-26T10:00"), case, answered)
        .await
        .unwrap();
    let extended = What::Extended {
        days: 20,
        approved_by: signer.name.clone(),
    };
    let at = moment("2025-04-02T10:00");
    let refused = does(site, &clerk, at, case, extended.clone()).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))), "{refused:?}");
    does(site, &signer, at, case, extended).await.unwrap();
    let now = cases::get(&site.office, &clerk, at, case).await.unwrap();
    assert_eq!(now.standing.due_on, Some("2025-05-19".parse().unwrap()));
    let replied = What::replied(TableThreeRow::RefusedThirdParty);
    does(site, &signer, moment("2025-05-06T10:00"), case, replied)
        .await
        .unwrap();
    let delivered = What::Delivered {
        how: Delivery::InPerson,
    };
    let state = does(site, &clerk, moment("2025-05-07T10:00"), case, delivered)
        .await
        .unwrap();
    assert_eq!(state, State::Delivered);
    let mut tables = Tables::zeros();
    cases::year_tables(&site.office, &clerk, 2025, &mut tables)
        .await
        .unwrap();
    for row in [
        TableThreeRow::New,
        TableThreeRow::RefusedThirdParty,
        TableThreeRow::Total,
    ] {
        assert_eq!(
            number(&tables, row, ApplicantKind::Business),
            Decimal::ONE,
            "{row:?}"
        );
        assert_eq!(
            number(&tables, row, ApplicantKind::Total),
            Decimal::ONE,
            "{row:?}"
        );
        let behind = cases::of_cell(&site.office, &clerk, 2025, row, ApplicantKind::Business, 1)
            .await
            .unwrap();
        assert_eq!(behind.items.iter().map(|row| row.id).collect::<Vec<_>>(), [case]);
    }
    assert_eq!(
        number(&tables, TableThreeRow::Granted, ApplicantKind::Total),
        Decimal::ZERO
    );
    let timeline = cases::get(&site.office, &clerk, at, case).await.unwrap().timeline;
    assert_eq!(timeline.len(), 6);
}

async fn what_the_law_refuses_leaves_nothing(site: &Site) {
    let (clerk, signer) = (clerk(site).await, signer(site).await);
    let case = registered(site, &clerk, "2025-03-03", "natural_person").await;
    let at = moment("2025-03-20T10:00");
    let late = does(
        site,
        &clerk,
        at,
        case,
        What::CorrectionRequested {
            respond_by: None,
            received_on: None,
        },
    )
    .await;
    assert!(late.unwrap_err().to_string().contains("2025-03-12"));
    let never = does(site, &clerk, at, case, What::Corrected {}).await;
    assert!(never.unwrap_err().to_string().contains("尚未发出补正告知书"));
    let outcome = What::replied(TableThreeRow::OtherwiseUnpaid);
    assert!(does(site, &signer, at, case, outcome).await.is_err());
    let now = cases::get(&site.office, &clerk, at, case).await.unwrap();
    assert_eq!((now.version, now.timeline.len()), (1, 1));
    // What was not lawful but did happen is recorded with its reason; what is done today against the rules is not.
    let mut recording = correction(at);
    "确于当日告知，已向负责人说明".clone_into(&mut recording.despite);
    let today = cases::record(&site.office, &clerk, at, case, 1, &recording).await;
    let why = today.unwrap_err().to_string();
    assert!(why.contains("2025-03-12") && why.contains("补记"), "{why}");
    recording.on = "2025-03-19".parse().unwrap();
    let standing = cases::record(&site.office, &clerk, at, case, 1, &recording)
        .await
        .unwrap();
    assert_eq!(standing.state, State::AwaitingCorrection);
    assert!(
        standing
            .warnings
            .iter()
            .any(|warning| warning.contains("2025-03-12"))
    );
}

async fn of_two_clerks_the_second_is_told(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk, "2025-03-03", "natural_person").await;
    let at = moment("2025-03-05T10:00");
    let asked = correction(at);
    cases::record(&site.office, &clerk, at, case, 1, &asked)
        .await
        .unwrap();
    let second = cases::record(&site.office, &clerk, at, case, 1, &asked).await;
    assert!(
        matches!(second, Err(OfficeError::Stale { version: 2, .. })),
        "{second:?}"
    );
}

async fn nobody_sees_another_organs_cases(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk, "2025-03-03", "natural_person").await;
    let at = moment("2025-03-05T10:00");
    let other = office::organs::create(&site.office, Program::itself(), at, "QTJG02", &profile())
        .await
        .unwrap();
    let mut stranger = clerk.clone();
    stranger.organ = other;
    let missing = cases::get(&site.office, &stranger, at, case).await;
    assert!(matches!(missing, Err(OfficeError::Missing)));
    let recording = apart(at, What::Withdrawn {}).with_note("书面撤回".to_owned());
    let missing = cases::record(&site.office, &stranger, at, case, 1, &recording).await;
    assert!(matches!(missing, Err(OfficeError::Missing)));
    let missing = cases::particulars(&site.office, &stranger, at, case).await;
    assert!(matches!(missing, Err(OfficeError::Missing)));
    assert_eq!(
        cases::board(&site.office, &stranger, false).await.unwrap().total,
        0
    );
    let page = cases::of_cell(
        &site.office,
        &stranger,
        2025,
        TableThreeRow::New,
        ApplicantKind::Total,
        1,
    )
    .await;
    assert_eq!(page.unwrap().total, 0);
}

async fn particulars_are_opened_on_record(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk, "2025-03-03", "natural_person").await;
    let at = moment("2025-03-05T10:00");
    let signer = signer(site).await;
    let refused = cases::particulars(&site.office, &signer, at, case).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let shown = cases::particulars(&site.office, &clerk, at, case)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(shown.identity_number, IDENTITY_NUMBER);
    let database = site.database().await;
    let stored = sea_orm::ConnectionTrait::query_one_raw(
        &database,
        sea_orm::Statement::from_string(
            site.office.engine().backend(),
            "SELECT particulars, identity_key FROM application",
        ),
    );
    let stored = stored.await.unwrap().unwrap();
    for column in ["particulars", "identity_key"] {
        let stored: String = stored.try_get("", column).unwrap();
        assert!(
            !stored.contains("0519491231") && !stored.contains("13800001234"),
            "{stored}"
        );
    }
    let filter = office::audit::AuditFilter::default();
    let log = office::audit::search(&site.office, &Actor::system(site.organ, "测试"), &filter, 50)
        .await
        .unwrap();
    assert!(log.entries.iter().any(|entry| entry.act == "cases.reveal"));
}

async fn what_happened_earlier_can_be_recorded_later(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk, "2025-03-03", "natural_person").await;
    let at = moment("2025-03-28T10:00");
    let asked = Recording {
        on: "2025-03-12".parse().unwrap(),
        ..correction(at)
    };
    let standing = cases::record(&site.office, &clerk, at, case, 1, &asked)
        .await
        .unwrap();
    assert_eq!(
        standing.history.correction.unwrap().asked_on.to_string(),
        "2025-03-12"
    );
    let ahead = Recording {
        on: "2025-03-31".parse().unwrap(),
        ..apart(at, What::Corrected {})
    };
    let refused = cases::record(&site.office, &clerk, at, case, 2, &ahead).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))));
}
