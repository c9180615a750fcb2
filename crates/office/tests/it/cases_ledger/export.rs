//! The ledger taken out, by whom, and what new holidays do to the cases in it. Every story on both engines.

use law::calendar::HolidayYear;
use law::cases::ledger::{Column, Line};
use law::staff::Role;
use office::cases::{self, CaseFilter};
use office::{Actor, OfficeError, calendar};

use super::{clerk, closed, imported, ledger, line};
use crate::harness::{IDENTITY_NUMBER, Site, moment, stories};

stories! {
    a_year_goes_out_masked_and_comes_in_whole
    only_those_who_may_take_a_ledger_in_or_its_numbers_out
    new_holidays_move_every_open_case_and_only_those
}

async fn a_year_goes_out_masked_and_comes_in_whole(site: &Site) {
    let clerk = clerk(site).await;
    let at = moment("2025-06-30T10:00");
    let lines = vec![
        line(2, "A-1", &closed()),
        line(
            3,
            "A-2",
            &[
                (Column::ReceivedOn, "2024-12-31"),
                (Column::ExtendedOn, "2025-01-10"),
            ],
        ),
    ];
    assert_eq!(imported(site, &clerk, lines).await.unwrap(), 2);
    let masked = cases::export(&site.office, &clerk, at, 2025, false)
        .await
        .unwrap();
    assert_eq!(masked.len(), 1);
    assert_eq!(masked[0].get(Column::Identity), "1101**********002X");
    assert_eq!(masked[0].get(Column::Contact), "138****1234");
    assert_eq!(masked[0].get(Column::ReplyNumber), "孟先开公〔2025〕1号");
    assert_eq!(masked[0].get(Column::Note), "老台账");
    let full = cases::export(&site.office, &clerk, at, 2024, true).await.unwrap();
    assert_eq!(full[0].get(Column::Identity), IDENTITY_NUMBER);
    assert_eq!(full[0].get(Column::ExtendedDays), "20");
    let filter = office::audit::AuditFilter::default();
    let entries = office::audit::search(&site.office, &Actor::system(site.organ, "测试"), &filter, 50)
        .await
        .unwrap();
    let exports = entries.entries.iter().filter(|entry| entry.act == "cases.export");
    assert_eq!(exports.count(), 2);
}

async fn only_those_who_may_take_a_ledger_in_or_its_numbers_out(site: &Site) {
    let signer = site.person("qianfa", &[Role::Signer]).await;
    let editor = site.person("bianji", &[Role::Editor]).await;
    let reviewer = site.person("shenhe", &[Role::Reviewer]).await;
    let at = moment("2025-06-30T10:00");
    let refused = |error: OfficeError| matches!(error, OfficeError::Refused(_));
    assert!(refused(
        imported(site, &reviewer, vec![line(2, "A-1", &[])])
            .await
            .unwrap_err()
    ));
    assert!(
        cases::export(&site.office, &signer, at, 2025, false)
            .await
            .is_ok()
    );
    assert!(refused(
        cases::export(&site.office, &signer, at, 2025, true)
            .await
            .unwrap_err()
    ));
    assert!(refused(
        cases::export(&site.office, &editor, at, 2025, false)
            .await
            .unwrap_err()
    ));
    assert!(refused(
        cases::recompute(&site.office, &editor, at, &|_| ())
            .await
            .unwrap_err()
    ));
}

async fn new_holidays_move_every_open_case_and_only_those(site: &Site) {
    let clerk = clerk(site).await;
    let at = moment("2025-06-30T10:00");
    let mut lines: Vec<Line> = (0..450)
        .map(|number| {
            line(
                number + 2,
                &format!("A-{number}"),
                &[(Column::ReceivedOn, "2025-06-16")],
            )
        })
        .collect();
    lines.push(line(900, "B-1", &closed()));
    assert_eq!(imported(site, &clerk, lines).await.unwrap(), 451);
    let due = async |number: &str| {
        let rows = cases::list(
            &site.office,
            &clerk,
            &CaseFilter {
                text: number.into(),
                ..CaseFilter::default()
            },
        )
        .await;
        rows.unwrap().items[0].due_on.unwrap().to_string()
    };
    assert_eq!(
        (due("A-7").await.as_str(), due("B-1").await.as_str()),
        ("2025-07-14", "2025-03-31")
    );
    let unchanged = cases::recompute(&site.office, &clerk, at, &|_| ()).await.unwrap();
    assert_eq!((unchanged.cases, unchanged.changed), (450, 0));
    let known = calendar::holidays(&site.office).await.unwrap();
    let mut year: HolidayYear = known.year(2025).unwrap().clone();
    year.off.insert("2025-07-01".parse().unwrap(), "加放".into());
    calendar::import_year(&site.office, &clerk, at, &year)
        .await
        .unwrap();
    let version = ledger(site, &clerk).await[3].id;
    let version = cases::get(&site.office, &clerk, at, version)
        .await
        .unwrap()
        .version;
    let done = cases::recompute(&site.office, &clerk, at, &|_| ()).await.unwrap();
    assert_eq!((done.cases, done.changed, done.impossible.len()), (450, 450, 0));
    assert_eq!(
        (due("A-7").await.as_str(), due("B-1").await.as_str()),
        ("2025-07-15", "2025-03-31")
    );
    let again = cases::recompute(&site.office, &clerk, at, &|_| ()).await.unwrap();
    assert_eq!(again.changed, 0);
    assert_eq!(version, 1);
}
