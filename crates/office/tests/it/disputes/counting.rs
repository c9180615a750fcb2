//! Disputes counted into table 四, and what a new holiday year moves. Every story on both engines.

use law::codes::{Route, Verdict};
use law::disputes::{Ending, Settings};
use office::Actor;
use office::cases::{self, CaseSettings};
use office::disputes::{self, DisputeFilter};
use rust_decimal::Decimal;

use super::{clerk, ended, four, number, opened};
use crate::harness::{Site, moment, stories};

stories! {
    table_four_counts_what_was_open_in_the_year
    the_count_agrees_with_the_law_dispute_by_dispute
    a_new_holiday_year_moves_the_answers_that_are_due
}

async fn table_four_counts_what_was_open_in_the_year(site: &Site) {
    let clerk = clerk(site).await;
    let ends = [
        ("复1", "2024-11-04", Some((Ending::Upheld, "2025-01-10"))),
        ("复2", "2025-02-10", Some((Ending::Withdrawn, "2025-03-10"))),
        ("复3", "2025-11-10", Some((Ending::OrderedToAct, "2026-01-09"))),
        ("复4", "2025-12-31", None),
    ];
    for (number, received, end) in ends {
        let id = opened(site, &clerk, Route::Reconsideration, number, received).await;
        if let Some((ending, day)) = end {
            ended(site, &clerk, id, ending, day).await;
        }
    }
    let row = async |year| {
        let tables = four(site, &clerk, year).await;
        let cells = Verdict::ALL
            .iter()
            .map(|verdict| number(&tables, Route::Reconsideration, *verdict));
        cells.map(|cell| cell.to_string()).collect::<Vec<_>>().join(" ")
    };
    // Upheld, corrected, other, pending, all.
    assert_eq!(row(2023).await, "0 0 0 0 0");
    assert_eq!(row(2024).await, "0 0 0 1 1");
    assert_eq!(row(2025).await, "1 0 1 2 4");
    assert_eq!(row(2026).await, "0 1 0 1 2");
    let behind = async |year, verdict| {
        let page = disputes::of_cell(&site.office, &clerk, year, Route::Reconsideration, verdict, 1);
        let page = page.await.unwrap();
        page.items.into_iter().map(|row| row.number).collect::<Vec<_>>()
    };
    assert_eq!(behind(2025, Verdict::Upheld).await, ["复1"]);
    assert_eq!(behind(2025, Verdict::Pending).await, ["复4", "复3"]);
    assert_eq!(behind(2025, Verdict::Total).await.len(), 4);
    let settled = CaseSettings {
        disputes: Settings {
            verdicts: [("withdrawn".to_owned(), Verdict::Upheld)].into(),
            counts_only_new: true,
        },
        ..CaseSettings::default()
    };
    let system = Actor::system(site.organ, "测试");
    let at = moment("2026-02-01T10:00");
    cases::save_settings(&site.office, &system, at, 0, &settled)
        .await
        .unwrap();
    assert_eq!(row(2025).await, "1 0 0 2 3");
    assert_eq!(behind(2025, Verdict::Upheld).await, ["复2"]);
    assert_eq!(row(2026).await, "0 0 0 0 0");
}

async fn the_count_agrees_with_the_law_dispute_by_dispute(site: &Site) {
    let clerk = clerk(site).await;
    let days = [
        "2023-12-31",
        "2024-01-02",
        "2024-12-31",
        "2025-01-01",
        "2025-12-31",
        "2026-03-02",
    ];
    let mut known = Vec::new();
    for (first, received) in days.iter().enumerate() {
        for (second, over) in days.iter().enumerate().skip(first) {
            for route in [Route::LitigationDirect, Route::LitigationAfterReconsideration] {
                let id = opened(
                    site,
                    &clerk,
                    route,
                    &format!("{first}-{second}-{}", route.code()),
                    received,
                )
                .await;
                let ending = Ending::ALL[(first + second) % Ending::ALL.len()];
                if second % 2 == 0 {
                    ended(site, &clerk, id, ending, over).await;
                }
                known.push(disputes::get(&site.office, &clerk, id).await.unwrap().dispute);
            }
        }
    }
    let usual = Settings::default();
    for year in 2023..=2027 {
        let tables = four(site, &clerk, year).await;
        for route in Route::ALL {
            for verdict in Verdict::parts() {
                let by_law = known
                    .iter()
                    .filter(|one| one.route == *route && one.counted_in(year, &usual) == Some(verdict))
                    .count();
                assert_eq!(
                    number(&tables, *route, verdict),
                    Decimal::from(by_law),
                    "{year} {route:?} {verdict:?}"
                );
                let page = disputes::of_cell(&site.office, &clerk, year, *route, verdict, 1).await;
                assert_eq!(
                    page.unwrap().total,
                    u64::try_from(by_law).unwrap(),
                    "{year} {route:?} {verdict:?}"
                );
            }
        }
    }
}

async fn a_new_holiday_year_moves_the_answers_that_are_due(site: &Site) {
    let clerk = clerk(site).await;
    let waits = opened(site, &clerk, Route::LitigationDirect, "行初1", "2027-09-20").await;
    let answered = opened(site, &clerk, Route::LitigationDirect, "行初2", "2027-09-20").await;
    let at = moment("2027-09-21T10:00");
    disputes::answer(&site.office, &clerk, at, answered, 1, at.today)
        .await
        .unwrap();
    let due = async |text: &str| {
        let filter = DisputeFilter {
            text: text.to_owned(),
            ..DisputeFilter::default()
        };
        let page = disputes::list(&site.office, &clerk, &filter).await.unwrap();
        page.items[0].due_on.to_string()
    };
    // 2 and 3 October are a weekend and made up on the two days after it (放假办法第六条).
    assert_eq!(due("行初1").await, "2027-10-06");
    let year = law::calendar::HolidayYear {
        year: 2027,
        off: (1..=7)
            .map(|day| (jiff::civil::date(2027, 10, day), "国庆节".to_owned()))
            .collect(),
        papers: vec!["国办发明电〔2026〕7号".to_owned()],
        ..Default::default()
    };
    office::calendar::import_year(&site.office, &clerk, at, &year)
        .await
        .unwrap();
    assert_eq!(due("行初1").await, "2027-10-08");
    let known = disputes::get(&site.office, &clerk, waits).await.unwrap();
    assert_eq!(known.clock.due_on.to_string(), "2027-10-08");
    assert_eq!(due("行初2").await, "2027-10-06", "what was answered stays");
}
