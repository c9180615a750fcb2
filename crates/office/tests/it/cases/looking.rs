//! Cases listed, sought and counted. Every story on both engines.

use law::cases::{Act as CaseAct, Channel, State, Urgency, What};
use law::codes::{ApplicantKind, TableThreeRow};
use law::fees::{Charge, Tariff};
use law::reports::Tables;
use office::OfficeError;
use office::cases::{self, CaseFilter, HandledBy, ViewOf};
use rust_decimal::Decimal;

use super::{clerk, does, number, registered, signer};
use crate::harness::{Site, apart, application, in_person, moment, stories};

stories! {
    the_years_follow_one_another
    the_board_lists_the_most_urgent_first
    a_list_is_filtered_by_handler_channel_kind_and_due_day_and_tells_sign_off_and_extension
    a_filter_is_kept_under_a_name_for_whoever_keeps_it_alone
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

async fn a_list_is_filtered_by_handler_channel_kind_and_due_day_and_tells_sign_off_and_extension(
    site: &Site,
) {
    let (clerk, signer) = (clerk(site).await, signer(site).await);
    let at = moment("2025-03-03T10:00");
    let mine = registered(site, &clerk, "2025-02-24", "natural_person").await;
    let other = registered(site, &clerk, "2025-03-03", "business").await;
    for (case, to) in [(mine, clerk.account), (other, None)] {
        let seen = cases::get(&site.office, &clerk, at, case).await.unwrap().version;
        cases::assign(&site.office, &clerk, at, case, seen, to)
            .await
            .unwrap();
    }
    let listed = async |filter: CaseFilter| -> Vec<_> {
        let ledger = cases::list(&site.office, &clerk, &filter).await.unwrap();
        let board = cases::board_of(&site.office, &clerk, &filter).await.unwrap();
        let mut on_board: Vec<_> = board.rows.iter().map(|row| row.id).collect();
        on_board.sort_unstable_by(|one, another| another.cmp(one));
        let ids: Vec<_> = ledger.items.iter().map(|row| row.id).collect();
        assert_eq!(ids, on_board);
        ids
    };
    let all = CaseFilter::default;
    let handler = HandledBy::Account(clerk.account.unwrap());
    assert_eq!(
        listed(CaseFilter {
            handler: Some(handler),
            ..all()
        })
        .await,
        [mine]
    );
    assert_eq!(
        listed(CaseFilter {
            handler: Some(HandledBy::Nobody),
            ..all()
        })
        .await,
        [other]
    );
    assert_eq!(
        listed(CaseFilter {
            kind: Some(ApplicantKind::Business),
            ..all()
        })
        .await,
        [other]
    );
    assert_eq!(
        listed(CaseFilter {
            channel: Some(Channel::InPerson),
            ..all()
        })
        .await,
        [other, mine]
    );
    assert!(
        listed(CaseFilter {
            channel: Some(Channel::Online),
            ..all()
        })
        .await
        .is_empty()
    );
    let calendar = law::calendar::Calendar::built_in();
    let due = cases::get(&site.office, &clerk, at, mine)
        .await
        .unwrap()
        .standing
        .next_due_on
        .unwrap();
    for (urgency, found) in [(Urgency::Today, vec![mine]), (Urgency::Overdue, vec![])] {
        let due = Some(urgency.days(due, &calendar));
        assert_eq!(listed(CaseFilter { due, ..all() }).await, found, "{urgency:?}");
    }
    let extended = What::Extended {
        days: 20,
        approved_by: "负责人".to_owned(),
    };
    does(site, &signer, at, mine, extended).await.unwrap();
    let course = cases::courses(&site.office, &clerk, &[mine, other])
        .await
        .unwrap();
    assert!(
        course.extended.contains(&mine) && !course.extended.contains(&other) && course.in_sign_off.is_empty()
    );
}

async fn a_filter_is_kept_under_a_name_for_whoever_keeps_it_alone(site: &Site) {
    let (clerk, signer) = (clerk(site).await, signer(site).await);
    let at = moment("2025-03-03T10:00");
    let (office, open) = (&site.office, (ViewOf::Open, "channel=registered_post&due=week"));
    let kept = cases::save_view(office, &clerk, at, open, " 快到期的邮寄申请 ", "t")
        .await
        .unwrap();
    let again = cases::save_view(office, &clerk, at, open, "快到期的邮寄申请", "t")
        .await
        .unwrap();
    assert_eq!(kept, again, "sent twice it is kept once");
    let views = cases::views(office, &clerk).await.unwrap();
    let [view] = views.as_slice() else {
        panic!("{views:?}")
    };
    assert_eq!(
        (view.name.as_str(), view.query.as_str()),
        ("快到期的邮寄申请", open.1)
    );
    assert!(cases::views(office, &signer).await.unwrap().is_empty());
    for (query, name, field) in [
        (open.1, "快到期的邮寄申请", "name"),
        (open.1, "", "name"),
        (open.1, "一二三四五六七八九十一二三", "name"),
        ("", "全部", ""),
        ("q=张三", "张三", ""),
    ] {
        let refused = cases::save_view(office, &clerk, at, (ViewOf::Open, query), name, "").await;
        let Err(OfficeError::Invalid(why)) = refused else {
            panic!("{query} {name}")
        };
        assert_eq!(why[0].field, field, "{query} {name}");
    }
    let stranger = cases::rename_view(office, &signer, at, kept, "别人的").await;
    assert!(matches!(stranger, Err(OfficeError::Missing)));
    cases::rename_view(office, &clerk, at, kept, "邮寄")
        .await
        .unwrap();
    assert_eq!(cases::views(office, &clerk).await.unwrap()[0].name, "邮寄");
    let stranger = cases::remove_view(office, &signer, at, kept).await;
    assert!(matches!(stranger, Err(OfficeError::Missing)));
    cases::remove_view(office, &clerk, at, kept).await.unwrap();
    assert!(cases::views(office, &clerk).await.unwrap().is_empty());
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
    let mut notice = apart(at, What::FeeNotified { received_on: None });
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
    // In time; signed in time and handed over late; handed over in the next year; withdrawn; open and overdue.
    for (received, signed, handed_over) in [
        ("2025-03-03", "2025-03-10", "2025-03-10"),
        ("2025-03-03", "2025-03-28", "2025-04-10"),
        ("2025-12-29", "2025-12-31", "2026-01-05"),
    ] {
        let case = registered(site, &clerk, received, "natural_person").await;
        let at = moment(&format!("{signed}T16:00"));
        does(site, &signer, at, case, granted.clone()).await.unwrap();
        let at = moment(&format!("{handed_over}T16:00"));
        let how = law::cases::Delivery::InPerson;
        does(site, &clerk, at, case, What::Delivered { how })
            .await
            .unwrap();
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
