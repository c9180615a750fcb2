//! Numbers of letters, and whose letters one sees. Every story on both engines.

use law::cases::letters::LetterKind;
use office::cases::applicant::Applicant;
use office::cases::letters::{self, Basis};
use office::{Actor, OfficeError, Program};

use super::{approve, case, decide, not_held, people, submit};
use crate::harness::{Site, moment, profile, stories};

stories! {
    numbers_run_by_kind_and_year
    nobody_sees_another_organs_letters
}

async fn numbers_run_by_kind_and_year(site: &Site) {
    let who = people(site).await;
    let mut numbers = Vec::new();
    for day in ["2025-03-10T10:00", "2025-03-11T10:00", "2026-01-05T10:00"] {
        let at = moment(day);
        let case = case(site, &who.clerk).await;
        decide(site, &who.clerk, at, case, &not_held()).await;
        let kind = LetterKind::Unavailable;
        let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
            .await
            .unwrap();
        submit(site, &who, at, letter).await.unwrap();
        for actor in [&who.legal, &who.secrecy, &who.head] {
            approve(site, actor, at, letter).await.unwrap();
        }
        let signed = letters::get(&site.office, &who.clerk, letter).await.unwrap();
        numbers.push(signed.letter.number.unwrap());
    }
    assert_eq!(
        numbers,
        [
            "孟公开答〔2025〕1号",
            "孟公开答〔2025〕2号",
            "孟公开答〔2026〕1号"
        ]
    );
}

async fn nobody_sees_another_organs_letters(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let at = moment("2025-03-10T10:00");
    decide(site, &who.clerk, at, case, &not_held()).await;
    let kind = LetterKind::Unavailable;
    let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
        .await
        .unwrap();
    let organ = office::organs::create(&site.office, Program::itself(), at, "other", &profile())
        .await
        .unwrap();
    let stranger = Actor {
        organ,
        ..who.clerk.clone()
    };
    let seen = letters::get(&site.office, &stranger, letter).await;
    assert!(matches!(seen, Err(OfficeError::Missing)));
    assert!(
        letters::of_case(&site.office, &stranger, case)
            .await
            .unwrap()
            .is_empty()
    );
    let dropped = letters::drop(&site.office, &stranger, at, letter, 1).await;
    assert!(matches!(dropped, Err(OfficeError::Missing)));
    let elsewhere = Applicant {
        organ,
        ..site.applicant_of(&who.clerk, at, case).await
    };
    let seen = letters::for_applicant(&site.office, &elsewhere, case).await;
    assert!(matches!(seen, Err(OfficeError::Missing)));
}
