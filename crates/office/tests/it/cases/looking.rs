//! Cases listed, sought and counted. Every story on both engines.

use law::cases::{Act as CaseAct, State, Urgency, What};
use law::codes::{ApplicantKind, TableThreeRow};
use law::fees::{Charge, Tariff};
use law::reports::Tables;
use office::OfficeError;
use office::cases::{self, CaseFilter, Recording};
use rust_decimal::Decimal;

use super::{clerk, does, number, registered, signer};
use crate::harness::{Site, application, in_person, moment, stories};

stories! {
    the_years_follow_one_another
    the_board_lists_the_most_urgent_first
    the_ledger_is_sought_by_number_name_and_words
    a_fee_is_charged_by_the_tariff_and_counted_when_paid
    performance_counts_what_was_answered_in_the_year_by_month_handler_and_channel
}

async fn the_years_follow_one_another(site: &Site) {
    let (clerk, signer) = (clerk(site).await, signer(site).await);
    let granted = What::replied(TableThreeRow::Granted);
    for (received, decided) in [
        ("2024-03-04", Some("2024-03-20")),
        ("2024-12-16", Some("2025-01-06")),
        ("2024-12-31", Some("2024-12-31")),
        ("2024-12-20", None),
        ("2025-01-02", Some("2025-01-02")),
    ] {
        let case = registered(site, &clerk, received, "natural_person").await;
        if let Some(day) = decided {
            does(
                site,
                &signer,
                moment(&format!("{day}T16:00")),
                case,
                granted.clone(),
            )
            .await
            .unwrap();
        }
    }
    let mut years = Vec::new();
    for year in [2024, 2025, 2026] {
        let mut tables = Tables::zeros();
        cases::year_tables(&site.office, &clerk, year, &mut tables)
            .await
            .unwrap();
        years.push(
            [
                TableThreeRow::New,
                TableThreeRow::BroughtForward,
                TableThreeRow::Granted,
                TableThreeRow::Total,
                TableThreeRow::CarriedForward,
            ]
            .map(|row| {
                let counted = number(&tables, row, ApplicantKind::NaturalPerson);
                assert_eq!(counted, number(&tables, row, ApplicantKind::Total));
                counted.to_string()
            }),
        );
        for row in TableThreeRow::printed() {
            let behind = cases::of_cell(&site.office, &clerk, year, row, ApplicantKind::Total, 1)
                .await
                .unwrap();
            assert_eq!(
                Decimal::from(behind.total),
                number(&tables, row, ApplicantKind::Total),
                "{year} {row:?}"
            );
        }
    }
    assert_eq!(
        years,
        [
            ["4", "0", "2", "2", "2"],
            ["1", "2", "2", "2", "1"],
            ["0", "1", "0", "0", "1"]
        ]
    );
}

async fn the_board_lists_the_most_urgent_first(site: &Site) {
    let clerk = clerk(site).await;
    let late = registered(site, &clerk, "2025-02-03", "natural_person").await;
    let soon = registered(site, &clerk, "2025-03-03", "natural_person").await;
    let at = moment("2025-03-31T10:00");
    let calendar = law::calendar::Calendar::built_in();
    let board = cases::board(&site.office, &clerk, true).await.unwrap();
    let days: Vec<_> = board
        .rows
        .iter()
        .map(|row| (row.id, Urgency::of(row.next_due_on.unwrap(), at.today, &calendar)))
        .collect();
    assert_eq!(days, [(late, Urgency::Overdue), (soon, Urgency::Today)]);
    let counts = cases::counts(&site.office, &clerk, at).await.unwrap();
    assert_eq!(counts, [(Urgency::Overdue, 1), (Urgency::Today, 1)].into());
    assert_eq!(board.total, 2);
    let withdrawn = does(site, &clerk, at, late, What::Withdrawn {}).await.unwrap();
    assert_eq!(withdrawn, State::Withdrawn);
    assert_eq!(cases::board(&site.office, &clerk, false).await.unwrap().total, 1);
    let now = cases::get(&site.office, &clerk, at, late).await.unwrap();
    assert!(now.standing.may(CaseAct::Extended).is_err());
}

async fn the_ledger_is_sought_by_number_name_and_words(site: &Site) {
    let clerk = clerk(site).await;
    let at = moment("2025-03-03T10:00");
    for (name, request) in [
        ("张三", "征地补偿方案100%公示"),
        ("李四", "环评批复"),
        ("王五", "环评报告"),
    ] {
        let day = in_person("2025-03-03");
        cases::register(&site.office, &clerk, at, &application(name, request), &day, false)
            .await
            .unwrap();
    }
    let found = async |text: &str| {
        let filter = CaseFilter {
            text: text.to_owned(),
            ..CaseFilter::default()
        };
        let page = cases::list(&site.office, &clerk, &filter).await.unwrap();
        page.items
            .into_iter()
            .map(|row| row.applicant_name)
            .collect::<Vec<_>>()
    };
    assert_eq!(found("环评").await, ["王五", "李四"]);
    assert_eq!(found("李四").await, ["李四"]);
    assert_eq!(found("四").await, ["李四"]);
    assert_eq!(found("ＭＪＸＪ０１—2025－0001").await, ["张三"]);
    assert_eq!(found("2025-000").await.len(), 3);
    assert_eq!(found("mjxj01-2025-0001").await, ["张三"]);
    assert_eq!(found("100%").await, ["张三"]);
    assert!(found("0%公").await.len() == 1 && found("没有").await.is_empty());
}

async fn a_fee_is_charged_by_the_tariff_and_counted_when_paid(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk, "2025-07-28", "natural_person").await;
    let at = moment("2025-08-04T10:00");
    let mut notice = Recording::today(at, What::FeeNotified { received_on: None });
    let none = cases::record(&site.office, &clerk, at, case, 1, &notice).await;
    assert!(matches!(none, Err(OfficeError::Invalid(_))));
    let charged = |quantity| {
        Some(Charge {
            tariff: Tariff::Pages,
            quantity,
        })
    };
    notice.charge = charged(30);
    let free = cases::record(&site.office, &clerk, at, case, 1, &notice).await;
    assert!(free.unwrap_err().to_string().contains("免费范围"));
    notice.charge = charged(68);
    cases::record(&site.office, &clerk, at, case, 1, &notice)
        .await
        .unwrap();
    let sum = async || {
        cases::fees_of_year(&site.office, &clerk, 2025)
            .await
            .unwrap()
            .to_string()
    };
    assert_eq!(sum().await, "0.00");
    does(site, &clerk, moment("2025-08-15T10:00"), case, What::FeePaid {})
        .await
        .unwrap();
    assert_eq!(sum().await, "380.00");
    let now = cases::get(&site.office, &clerk, moment("2025-08-18T10:00"), case)
        .await
        .unwrap();
    assert_eq!(now.standing.due_on, Some("2025-09-12".parse().unwrap()));
}

async fn performance_counts_what_was_answered_in_the_year_by_month_handler_and_channel(site: &Site) {
    let (clerk, signer) = (clerk(site).await, signer(site).await);
    let granted = What::replied(TableThreeRow::Granted);
    // In time; late; in the next year; withdrawn; open and overdue.
    for (received, decided) in [
        ("2025-03-03", "2025-03-10"),
        ("2025-03-03", "2025-04-10"),
        ("2025-12-29", "2026-01-05"),
    ] {
        let case = registered(site, &clerk, received, "natural_person").await;
        let at = moment(&format!("{decided}T16:00"));
        does(site, &signer, at, case, granted.clone()).await.unwrap();
    }
    let withdrawn = registered(site, &clerk, "2025-03-03", "natural_person").await;
    does(
        site,
        &clerk,
        moment("2025-03-04T10:00"),
        withdrawn,
        What::Withdrawn {},
    )
    .await
    .unwrap();
    registered(site, &clerk, "2025-03-03", "natural_person").await;
    let at = moment("2025-05-06T10:00");
    let found = cases::performance(&site.office, &signer, at, 2025).await.unwrap();
    assert_eq!((found.all.answered, found.all.in_time, found.overdue), (2, 1, 1));
    assert_eq!(
        (found.all.share().as_str(), found.all.median().as_str()),
        ("50.0%", "16")
    );
    let names = |groups: &[(String, law::cases::performance::Figures)]| {
        let named = groups
            .iter()
            .map(|(name, figures)| format!("{name} {}", figures.answered));
        named.collect::<Vec<_>>().join("，")
    };
    assert_eq!(names(&found.months), "03月 1，04月 1");
    assert_eq!(names(&found.handlers), "示例jingban 2");
    assert_eq!(names(&found.channels), "当面提交 2");
    assert_eq!(names(&found.outcomes), "（一）予以公开 2");
    let stranger = site
        .person("xitong", &[law::staff::Role::SystemAdministrator])
        .await;
    let refused = cases::performance(&site.office, &stranger, at, 2025).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
}
