//! What a signature rests on: a day nobody published is accepted by whoever signs, an earlier reply is one of ours to the
//! same applicant, the last day is told before. Every story on both engines.

use law::cases::What;
use law::cases::decision::Decision;
use law::cases::letters::{Correcting, CorrectionGround, Deferral, LetterKind};
use law::codes::Outcome;
use office::cases::letters::{self, Agreement, Basis};
use office::cases::{self};
use office::{CaseId, OfficeError};

use super::{People, approve, case, decide, not_held, people, submit, version};
use crate::harness::{Site, application, in_person, moment, stories};

stories! {
    a_letter_that_states_a_tentative_day_is_signed_by_who_accepts_it
    a_repeated_application_names_an_earlier_reply_of_ours_to_the_same_applicant
    a_letter_that_goes_out_on_the_last_day_says_so_before
    a_period_that_is_short_or_ends_on_a_day_off_is_told_before_the_letter_goes_out
}

fn extension() -> Basis {
    Basis {
        what: Some(What::Extended {
            days: 20,
            approved_by: String::new(),
        }),
        deferral: Deferral {
            reasons: "需要检索的档案较多".into(),
            ..Deferral::default()
        },
        ..Basis::default()
    }
}

async fn received(site: &Site, who: &People, name: &str, on: &str) -> CaseId {
    let at = moment(&format!("{on}T10:00"));
    let form = application(name, "滨河路改造工程的招标文件");
    let receipt = cases::register(&site.office, &who.clerk, at, &form, &in_person(on), false).await;
    receipt.unwrap().case
}

async fn a_letter_that_states_a_tentative_day_is_signed_by_who_accepts_it(site: &Site) {
    let who = people(site).await;
    let case = received(site, &who, "张三", "2026-12-14").await;
    let at = moment("2026-12-21T10:00");
    let kind = LetterKind::Extension;
    let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &extension())
        .await
        .unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let told = letters::told(&site.office, &who.head, at, &found).await.unwrap();
    let [day] = told.tentative.as_slice() else {
        panic!("{told:?}");
    };
    let words = format!("{}（暂定）", law::codes::spoken(*day));
    assert!(
        day.year() == 2027 && found.letter.text().contains(&words),
        "{}",
        found.letter.text()
    );
    submit(site, &who, at, letter).await.unwrap();
    let refused = approve(site, &who.head, at, letter).await;
    let Err(OfficeError::Invalid(fields)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(fields[0].field, "accepts_tentative");
    let agreement = Agreement {
        opinion: "同意",
        accepts_tentative: true,
    };
    let read = version(site, &who.head, letter).await;
    letters::approve(&site.office, &who.head, at, letter, read, agreement, &[])
        .await
        .unwrap();
    let signed = letters::get(&site.office, &who.head, letter).await.unwrap();
    assert!(signed.state.is_signed());
    let last = signed.steps.last().unwrap();
    assert_eq!(last.opinion.as_deref(), Some("同意；已知悉日期为暂定"));
}

fn repeated(number: &str, on: &str) -> Decision {
    let mut decision = Decision::of(Outcome::NotProcessedRepeated);
    number.clone_into(&mut decision.earlier.number);
    decision.earlier.on = Some(on.parse().unwrap());
    decision
}

async fn a_repeated_application_names_an_earlier_reply_of_ours_to_the_same_applicant(site: &Site) {
    let who = people(site).await;
    // The earlier reply to 张三, signed by the organ.
    let earlier = case(site, &who.clerk).await;
    let at = moment("2025-03-10T10:00");
    decide(site, &who.clerk, at, earlier, &not_held()).await;
    let kind = LetterKind::Unavailable;
    let letter = letters::draft(&site.office, &who.clerk, at, earlier, kind, &Basis::default())
        .await
        .unwrap();
    submit(site, &who, at, letter).await.unwrap();
    for actor in [&who.legal, &who.secrecy, &who.head] {
        approve(site, actor, at, letter).await.unwrap();
    }
    let number = letters::get(&site.office, &who.clerk, letter)
        .await
        .unwrap()
        .letter
        .number
        .unwrap();

    let again = received(site, &who, "张三", "2025-04-01").await;
    let mut form = application("李四", "滨河路改造工程的招标文件");
    "other".clone_into(&mut form.identity_kind);
    "护照E12345678".clone_into(&mut form.identity_number);
    let at = moment("2025-04-01T11:00");
    let arrival = in_person("2025-04-01");
    let other = cases::register(&site.office, &who.clerk, at, &form, &arrival, false).await;
    let other = other.unwrap().case;
    let at = moment("2025-04-02T10:00");
    let against = async |case: CaseId, decision: &Decision| {
        decide(site, &who.clerk, at, case, decision).await;
        let case = cases::get(&site.office, &who.clerk, at, case).await.unwrap();
        let facts = cases::decision_facts(&site.office, &who.clerk, at, &case)
            .await
            .unwrap();
        let list = law::cases::decision::blockers(decision, &facts);
        list.into_iter().map(|why| why.field).collect::<Vec<_>>()
    };
    assert!(against(again, &repeated(&number, "2025-03-10")).await.is_empty());
    assert_eq!(
        against(again, &repeated(&number, "2025-03-11")).await,
        ["earlier.on"]
    );
    assert_eq!(
        against(again, &repeated("不存在〔1999〕999号", "2025-03-10")).await,
        ["earlier.number"]
    );
    assert!(
        !against(again, &repeated(&number, "2025-04-01")).await.is_empty(),
        "the day of receipt"
    );
    let mut old = repeated("孟政办〔2009〕7号", "2009-05-06");
    old.earlier.is_before_system = true;
    assert!(against(again, &old).await.is_empty());
    assert_eq!(
        against(other, &repeated(&number, "2025-03-10")).await,
        ["earlier.number"]
    );
}

async fn a_letter_that_goes_out_on_the_last_day_says_so_before(site: &Site) {
    let who = people(site).await;
    let case = received(site, &who, "张三", "2025-03-03").await;
    let at = moment("2025-03-31T10:00");
    let kind = LetterKind::Extension;
    let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &extension())
        .await
        .unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let told = letters::told(&site.office, &who.clerk, at, &found).await.unwrap();
    assert!(
        told.cautions.iter().any(|one| one.contains("最后一天")),
        "{told:?}"
    );
    // A day later the law is against it, and the desk does not hand it over.
    let late = moment("2025-04-01T10:00");
    let hindrances = letters::hindrances(&site.office, &who.clerk, late, &found)
        .await
        .unwrap();
    assert!(hindrances.iter().any(|one| one.message.contains("不能再延长")));
}

/// 条例第三十条: a period is 合理.
async fn a_period_that_is_short_or_ends_on_a_day_off_is_told_before_the_letter_goes_out(site: &Site) {
    let who = people(site).await;
    // A Thursday; the 8th is a Saturday.
    let at = moment("2025-03-06T10:00");
    let told = async |respond_by: &str| {
        let case = received(site, &who, "张三", "2025-03-03").await;
        let respond_by = Some(respond_by.parse().unwrap());
        let basis = Basis {
            what: Some(What::CorrectionRequested {
                respond_by,
                received_on: None,
            }),
            correcting: Correcting {
                items: vec!["请写明年度".into()],
                respond_by,
                grounds: vec![CorrectionGround::Description],
                ..Correcting::default()
            },
            ..Basis::default()
        };
        let kind = LetterKind::Correction;
        let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &basis)
            .await
            .unwrap();
        let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
        let told = letters::told(&site.office, &who.clerk, at, &found).await.unwrap();
        told.cautions.join("\n")
    };
    let short = told("2025-03-08").await;
    assert!(
        short.contains("补正的期限只有 1 个工作日")
            && short.contains("2025-03-08 是休息日，顺延至 2025-03-10"),
        "{short}"
    );
    let fair = told("2025-03-20").await;
    assert!(
        !fair.contains("个工作日，是否合理") && !fair.contains("休息日"),
        "{fair}"
    );
}
