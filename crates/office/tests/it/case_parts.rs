//! 一事一申请: one application, several cases. Every story on both engines.

use law::cases::{Delivery, State, What};
use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Tables};
use law::staff::Role;
use office::cases::{self, CaseSettings};
use office::{Actor, CaseId, Moment, OfficeError};
use rust_decimal::Decimal;

use crate::harness::{Site, apart, application, in_person, moment, stories};

stories! {
    each_part_is_answered_and_counted_by_itself
    the_applicant_sees_every_part_under_one_code
    what_may_not_be_divided_stays_as_it_was
    a_part_can_be_divided_once_more
    what_was_asked_for_is_in_one_of_the_parts_or_explained
    cases_alike_are_found_by_the_words_of_a_part
    an_organ_may_keep_applications_whole
}

const ASKED: &str = "1. 2024年度部门预算\n2. 2024年度部门决算";

/// The clerk, a case that asks for two matters, and its query code.
async fn asked(site: &Site) -> (Actor, CaseId, cases::Receipt) {
    let clerk = site.person("jingban", &[Role::RequestClerk, Role::Signer]).await;
    let arrival = in_person("2025-03-03");
    let at = moment("2025-03-03T10:00");
    let form = application("张三", ASKED);
    let receipt = cases::register(&site.office, &clerk, at, &form, &arrival, false)
        .await
        .unwrap();
    (clerk, receipt.case, receipt)
}

async fn divide(
    site: &Site,
    actor: &Actor,
    at: Moment,
    case: CaseId,
    parts: &[&str],
) -> Result<Vec<CaseId>, OfficeError> {
    let version = cases::get(&site.office, actor, at, case).await.unwrap().version;
    let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    cases::split(
        &site.office,
        actor,
        at,
        case,
        version,
        &cases::Division::into(&parts),
    )
    .await
}

async fn does(site: &Site, actor: &Actor, at: Moment, case: CaseId, what: What) {
    let version = cases::get(&site.office, actor, at, case).await.unwrap().version;
    let recording = apart(at, what).with_note("孟公开〔2025〕1号，本人签收".to_owned());
    cases::record(&site.office, actor, at, case, version, &recording)
        .await
        .unwrap();
}

async fn counted(site: &Site, actor: &Actor, row: TableThreeRow) -> Decimal {
    let mut tables = Tables::zeros();
    cases::year_tables(&site.office, actor, 2025, &mut tables)
        .await
        .unwrap();
    tables.get(Cell::Three(row, ApplicantKind::Total)).unwrap()
}

async fn each_part_is_answered_and_counted_by_itself(site: &Site) {
    let (clerk, case, receipt) = asked(site).await;
    let at = moment("2025-03-05T10:00");
    let divided = divide(site, &clerk, at, case, &["2024年度部门预算", "2024年度部门决算"])
        .await
        .unwrap();
    assert_eq!((divided.len(), divided[0]), (2, case));
    let first = cases::get(&site.office, &clerk, at, case).await.unwrap();
    let second = cases::get(&site.office, &clerk, at, divided[1]).await.unwrap();
    assert_eq!(
        (first.number.as_str(), first.request.as_str()),
        (receipt.number.as_str(), "2024年度部门预算")
    );
    assert_eq!(second.number, format!("{}-2", receipt.number));
    assert_eq!(second.request, "2024年度部门决算");
    assert_eq!(second.standing.due_on, first.standing.due_on);
    assert_eq!(second.timeline.len(), 1);
    assert_eq!(second.timeline[0].actor, first.timeline[0].actor);
    let whole = cases::whole_request(&site.office, &clerk, case).await.unwrap();
    assert_eq!(whole, ASKED);
    let siblings = cases::siblings(&site.office, &clerk, &first).await.unwrap();
    assert_eq!(siblings.len(), 1);
    assert_eq!(siblings[0].id, divided[1]);
    assert_eq!(counted(site, &clerk, TableThreeRow::New).await, Decimal::TWO);
    does(
        site,
        &clerk,
        at,
        divided[1],
        What::replied(TableThreeRow::Granted),
    )
    .await;
    does(
        site,
        &clerk,
        at,
        divided[1],
        What::Delivered {
            how: Delivery::InPerson,
        },
    )
    .await;
    assert_eq!(counted(site, &clerk, TableThreeRow::Granted).await, Decimal::ONE);
    let first = cases::get(&site.office, &clerk, at, case).await.unwrap();
    assert_eq!(first.standing.state, State::InProgress);
    let filter = office::audit::AuditFilter::default();
    let log = office::audit::search(&site.office, &Actor::system(site.organ, "测试"), &filter, 50)
        .await
        .unwrap();
    let told: Vec<String> = log
        .entries
        .iter()
        .filter(|entry| entry.act == "cases.split")
        .map(|entry| entry.subject.clone())
        .collect();
    for id in divided {
        assert!(told.contains(&format!("case {id}")), "{told:?}");
    }
}

async fn the_applicant_sees_every_part_under_one_code(site: &Site) {
    let (clerk, case, receipt) = asked(site).await;
    let at = moment("2025-03-05T10:00");
    divide(
        site,
        &clerk,
        at,
        case,
        &["2024年度部门预算", "2024年度部门决算", "2024年度绩效报告"],
    )
    .await
    .unwrap();
    for number in [receipt.number.clone(), format!("{}-3", receipt.number)] {
        let tracked = cases::track(&site.office, site.organ, at, &number, &receipt.query_code)
            .await
            .unwrap()
            .unwrap();
        let numbers: Vec<&str> = tracked.cases.iter().map(|case| case.number.as_str()).collect();
        let (second, third) = (format!("{}-2", receipt.number), format!("{}-3", receipt.number));
        assert_eq!(numbers, [receipt.number.as_str(), &second, &third]);
        assert_eq!(tracked.request, ASKED);
    }
}

async fn what_may_not_be_divided_stays_as_it_was(site: &Site) {
    let (clerk, case, _) = asked(site).await;
    let at = moment("2025-03-05T10:00");
    let parts = ["2024年度部门预算", "2024年度部门决算"];
    let editor = site.person("bianji", &[Role::Editor]).await;
    let typed = parts.map(str::to_owned);
    let denied = cases::split(&site.office, &editor, at, case, 1, &cases::Division::into(&typed)).await;
    assert!(matches!(denied, Err(OfficeError::Refused(_))), "{denied:?}");
    let stale = cases::split(&site.office, &clerk, at, case, 9, &cases::Division::into(&typed)).await;
    assert!(matches!(stale, Err(OfficeError::Stale { .. })));
    let one = divide(site, &clerk, at, case, &parts[..1]).await;
    assert!(matches!(one, Err(OfficeError::Invalid(_))));
    let secret = divide(site, &clerk, at, case, &["机密★10年的文件", "2024年度部门决算"]).await;
    assert!(matches!(secret, Err(OfficeError::Invalid(_))));
    does(
        site,
        &clerk,
        at,
        case,
        What::Extended {
            days: 10,
            approved_by: "负责人".to_owned(),
        },
    )
    .await;
    let late = divide(site, &clerk, at, case, &parts).await;
    assert!(matches!(late, Err(OfficeError::Invalid(_))));
    let kept = cases::get(&site.office, &clerk, at, case).await.unwrap();
    assert_eq!(kept.request, ASKED);
    assert_eq!(counted(site, &clerk, TableThreeRow::New).await, Decimal::ONE);
}

async fn a_part_can_be_divided_once_more(site: &Site) {
    let (clerk, case, receipt) = asked(site).await;
    let at = moment("2025-03-05T10:00");
    let divided = divide(
        site,
        &clerk,
        at,
        case,
        &["2024年度部门预算", "部门决算和绩效报告"],
    )
    .await
    .unwrap();
    let again = divide(
        site,
        &clerk,
        at,
        divided[1],
        &["2024年度部门决算", "2024年度绩效报告"],
    )
    .await
    .unwrap();
    let third = cases::get(&site.office, &clerk, at, again[1]).await.unwrap();
    assert_eq!(third.number, format!("{}-3", receipt.number));
    assert_eq!(
        cases::siblings(&site.office, &clerk, &third).await.unwrap().len(),
        2
    );
}

async fn cases_alike_are_found_by_the_words_of_a_part(site: &Site) {
    let (clerk, case, _) = asked(site).await;
    let at = moment("2025-03-05T10:00");
    let words = "滨河路改造工程的征地补偿安置方案和听证笔录";
    let form = law::cases::ApplicationForm {
        identity_number: "E12345678".to_owned(),
        identity_kind: "passport".to_owned(),
        ..application("李四", words)
    };
    let other = site.submit(at, &form).await;
    let other = other.unwrap().case;
    let similar = async |id| -> Vec<CaseId> {
        let shown = cases::get(&site.office, &clerk, at, id).await.unwrap();
        let found = cases::similar(&site.office, &clerk, &shown).await.unwrap();
        found.iter().map(|one| one.row.id).collect()
    };
    assert!(similar(case).await.is_empty());
    let divided = divide(site, &clerk, at, case, &["2024年度部门预算、部门决算", words])
        .await
        .unwrap();
    assert_eq!(similar(divided[1]).await, [other]);
    assert_eq!(similar(other).await, [divided[1]]);
    assert!(
        similar(case).await.is_empty(),
        "parts of one application do not repeat one another"
    );
}

async fn an_organ_may_keep_applications_whole(site: &Site) {
    let (clerk, case, _) = asked(site).await;
    let at = moment("2025-03-05T10:00");
    let settings = CaseSettings {
        keeps_whole: true,
        ..CaseSettings::default()
    };
    let system = Actor::system(site.organ, "测试");
    cases::save_settings(&site.office, &system, at, 0, &settings)
        .await
        .unwrap();
    let refused = divide(site, &clerk, at, case, &["2024年度部门预算", "2024年度部门决算"]).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))));
    let shown = cases::get(&site.office, &clerk, at, case).await.unwrap();
    let why = cases::hindered_split(&site.office, &clerk, &shown).await.unwrap();
    assert!(why.unwrap().contains("不拆分"));
}

/// 条例第三十三条、第三十六条: each thing that was asked for is answered; a division loses none.
async fn what_was_asked_for_is_in_one_of_the_parts_or_explained(site: &Site) {
    let clerk = site.person("jingban", &[Role::RequestClerk]).await;
    let at = moment("2025-03-03T10:00");
    let words = "1. 2024年度部门预算\n2. 2024年度部门决算\n3. 信访办理结果";
    let (form, arrival) = (application("张三", words), in_person("2025-03-03"));
    let receipt = cases::register(&site.office, &clerk, at, &form, &arrival, false).await;
    let case = receipt.unwrap().case;
    let lossy = ["2024年度部门预算", "2024年度部门决算"];
    match divide(site, &clerk, at, case, &lossy).await {
        Err(OfficeError::Invalid(why)) => {
            assert_eq!(why[0].field, "left_out");
            assert!(why[0].message.contains("信访办理结果"), "{}", why[0].message);
        }
        other => panic!("{other:?}"),
    }
    let explained = cases::Division {
        left_out: "第三项申请人当面说明不再申请，已书面撤回这一项".to_owned(),
        ..cases::Division::into(&lossy.map(str::to_owned))
    };
    let version = cases::get(&site.office, &clerk, at, case).await.unwrap().version;
    let divided = cases::split(&site.office, &clerk, at, case, version, &explained).await;
    assert_eq!(divided.unwrap().len(), 2);
}
