//! Table 三 held against the law on made-up lives of cases: what the database counts and lists is what
//! `law::cases::counted_in` says of each case. On both engines.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use law::cases::{Channel, Delivery, Party, ReplyOrder, What, counted_in};
use law::codes::{ApplicantKind, Ending, Route, TableThreeRow};
use law::reports::{Cell, Tables};
use office::cases::{self, Arrival, Case, Recording};
use office::{Actor, CaseId};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rust_decimal::Decimal;

use crate::harness::{Site, apart, application, moment, stories};

stories! {
    every_cell_counts_and_lists_the_cases_the_law_counts_in_it
}

const CASES: usize = 80;

/// A case received around one of three turns of the year, and what was tried with it afterwards: what the law refuses did
/// not happen.
async fn lived(site: &Site, chance: &mut StdRng) -> CaseId {
    let actor = Actor::system(site.organ, "测试");
    let turn = date([2024, 2025, 2026].choose(chance).copied().unwrap(), 1, 1);
    let received = turn.saturating_add(chance.random_range(-35..4_i32).days());
    let mut form = application("张三", "2024年度部门预算");
    let kind = ApplicantKind::parts().collect::<Vec<_>>();
    kind.choose(chance).unwrap().code().clone_into(&mut form.kind);
    "李四".clone_into(&mut form.contact_person);
    let is_confirmed = chance.random_bool(0.8);
    let arrival = Arrival {
        channel: if is_confirmed {
            Channel::InPerson
        } else {
            Channel::Fax
        },
        arrived_on: received,
        confirmed_on: None,
        confirmation: law::cases::Confirmation::default(),
    };
    let at = moment(&format!("{received}T10:00"));
    let receipt = cases::register(&site.office, &actor, at, &form, &arrival, false).await;
    let case = receipt.unwrap().case;
    let mut on = received;
    for _ in 0..chance.random_range(0..10) {
        on = on.saturating_add(chance.random_range(0..12_i32).days());
        let what = tried(chance, on);
        attempt(site, &actor, case, on, what).await;
    }
    case
}

fn tried(chance: &mut StdRng, on: Date) -> What {
    let rows: Vec<TableThreeRow> = TableThreeRow::printed()
        .filter(|row| row.group().is_some())
        .collect();
    let outcome = rows.choose(chance).copied().unwrap();
    match chance.random_range(0..14) {
        0 => What::Confirmed {},
        1 => What::CorrectionRequested {
            respond_by: None,
            received_on: None,
        },
        2 => What::Corrected {},
        3 => What::ConsultationSent {
            party: Party::ThirdParty,
            name: Some("某公司".to_owned()),
            received_on: None,
            number: None,
            content: None,
        },
        4 => What::Withdrawn {},
        5..=7 => What::Delivered {
            how: Delivery::InPerson,
        },
        8 => What::ReplyOrdered(ReplyOrder {
            route: Route::Reconsideration,
            ending: Ending::Revoked,
            authority: "某市人民政府".to_owned(),
            number: "某政复决1号".to_owned(),
            dated: on,
            by: None,
            days: None,
            from: None,
        }),
        _ => What::replied(outcome),
    }
}

async fn attempt(site: &Site, actor: &Actor, case: CaseId, on: Date, what: What) {
    let at = moment(&format!("{on}T15:00"));
    let version = cases::get(&site.office, actor, at, case).await.unwrap().version;
    let recording = Recording {
        note: "补正事项".to_owned(),
        ..apart(at, what)
    };
    // Refused is as good as done: either way the records hold a life the law lets through.
    let _ = cases::record(&site.office, actor, at, case, version, &recording).await;
}

async fn every_cell_counts_and_lists_the_cases_the_law_counts_in_it(site: &Site) {
    let mut chance = StdRng::seed_from_u64(2025);
    let mut ids = Vec::new();
    for _ in 0..CASES {
        ids.push(lived(site, &mut chance).await);
    }
    let actor = Actor::system(site.organ, "测试");
    let end = moment("2026-06-30T10:00");
    let mut known = Vec::new();
    for id in ids {
        known.push(cases::get(&site.office, &actor, end, id).await.unwrap());
    }
    let mut filled = BTreeSet::new();
    for year in 2022..=2027 {
        let mut tables = Tables::zeros();
        cases::year_tables(&site.office, &actor, year, &mut tables)
            .await
            .unwrap();
        for row in TableThreeRow::printed() {
            for kind in ApplicantKind::ALL {
                let by_law = counted(&known, year, row, *kind);
                let place = format!("{year} {row:?} {kind:?}");
                let stated = tables.get(Cell::Three(row, *kind)).unwrap();
                assert_eq!(stated, Decimal::from(by_law.len()), "{place}");
                assert_eq!(listed(site, &actor, year, row, *kind).await, by_law, "{place}");
                filled.extend((!by_law.is_empty()).then_some(row));
            }
        }
    }
    // The lives were worth it: stocks, totals and more than half of the outcomes occur.
    assert!(filled.len() >= 4 + 12, "{filled:?}");
}

fn counted(known: &[Case], year: i16, row: TableThreeRow, kind: ApplicantKind) -> BTreeSet<CaseId> {
    known
        .iter()
        .filter(|case| kind == ApplicantKind::Total || case.applicant_kind == kind)
        .filter(|case| counted_in(&case.standing, year).contains(&row))
        .map(|case| case.id)
        .collect()
}

async fn listed(
    site: &Site,
    actor: &Actor,
    year: i16,
    row: TableThreeRow,
    kind: ApplicantKind,
) -> BTreeSet<CaseId> {
    let mut found = BTreeSet::new();
    for number in 1.. {
        let page = cases::of_cell(&site.office, actor, year, row, kind, number)
            .await
            .unwrap();
        found.extend(page.items.iter().map(|row| row.id));
        if number >= page.pages {
            break;
        }
    }
    found
}
