//! The day a letter reached its addressee, and the form that went with it. Every story on both engines.

use law::cases::letters::{Consulted, LetterKind};
use law::cases::{ClockName, Mending, Party, What};
use office::cases::letters::{self, Basis, Receipt};
use office::cases::{self, ToMend};
use office::{LetterId, Moment, OfficeError};

use super::facts::{by_post, draft, fields, send, signed};
use super::{People, case, people, version};
use crate::harness::{Site, moment, stories};

stories! {
    the_day_a_letter_reached_its_addressee_is_recorded_when_it_is_known_and_its_clock_runs_from_it
    the_form_that_a_third_party_fills_in_is_printed_with_the_letter_and_lies_in_the_file
}

fn asking() -> Basis {
    let name = "甲公司".to_owned();
    Basis {
        what: Some(What::ConsultationSent {
            party: Party::ThirdParty,
            name: Some(name.clone()),
            received_on: None,
        }),
        consulted: Consulted {
            name,
            content: "检测报告".into(),
            copies: vec!["检测报告复印件（4页）".into()],
            ..Consulted::default()
        },
        ..Basis::default()
    }
}

async fn asked(site: &Site, who: &People, at: Moment) -> LetterId {
    let case = case(site, &who.clerk).await;
    let letter = draft(site, who, at, case, LetterKind::ThirdParty, &asking())
        .await
        .unwrap();
    signed(site, who, at, letter, 1).await;
    letter
}

async fn record(
    site: &Site,
    who: &People,
    at: Moment,
    letter: LetterId,
    on: &str,
    proof: &str,
) -> Result<(), OfficeError> {
    let receipt = Receipt {
        on: on.parse().unwrap(),
        proof: proof.into(),
    };
    let version = version(site, &who.clerk, letter).await;
    letters::record_receipt(&site.office, &who.clerk, at, letter, version, &receipt).await
}

async fn delivery(site: &Site, who: &People, at: Moment, letter: LetterId) -> String {
    let record = letters::delivery_record(&site.office, &who.clerk, at, letter).await;
    record.unwrap().text()
}

async fn the_day_a_letter_reached_its_addressee_is_recorded_when_it_is_known_and_its_clock_runs_from_it(
    site: &Site,
) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let letter = asked(site, &who, at).await;
    send(site, &who, at, letter, by_post()).await.unwrap();
    let case = letters::get(&site.office, &who.clerk, letter).await.unwrap().case;
    let due = async |at| {
        let found = cases::get(&site.office, &who.clerk, at, case).await.unwrap();
        let clocks = found.standing.clocks;
        clocks
            .into_iter()
            .find(|clock| clock.name == ClockName::Consultation)
            .unwrap()
            .due_on
            .to_string()
    };
    let later = moment("2025-03-12T09:00");
    assert_eq!(due(later).await, "2025-03-26");
    let receipt = "邮政回执，本人签收";
    let refused = async |on: &str, proof: &str| fields(record(site, &who, later, letter, on, proof).await);
    assert_eq!(
        refused("2025-03-04", receipt).await,
        ["received_on"],
        "before it went out"
    );
    assert_eq!(refused("2025-03-13", receipt).await, ["received_on"], "tomorrow");
    assert_eq!(refused("2025-03-10", "。").await, ["receipt"]);
    record(site, &who, later, letter, "2025-03-10", receipt)
        .await
        .unwrap();
    assert_eq!(
        due(later).await,
        "2025-03-31",
        "15 working days from the day it reached them"
    );
    let told = delivery(site, &who, later, letter).await;
    assert!(
        told.contains("2025年3月5日交邮，2025年3月10日收到（邮政回执，本人签收）"),
        "{told}"
    );
    let again = refused("2025-03-11", receipt).await;
    assert_eq!(
        again,
        ["received_on"],
        "what a period runs from is corrected in its course"
    );
    assert!(
        cases::mendings(&site.office, &who.clerk, case)
            .await
            .unwrap()
            .is_empty(),
        "no mending"
    );

    // Recorded wrongly, it is mended like the day it went out, and the 送达回证 follows.
    let found = cases::get(&site.office, &who.clerk, later, case).await.unwrap();
    let seq = found.timeline.last().unwrap().seq;
    let to_mend = ToMend {
        seq,
        mending: &Mending::Sent {
            on: at.today,
            reached_on: "2025-03-07".parse().ok(),
        },
        reason: "回执上是3月7日",
    };
    cases::mend(&site.office, &who.clerk, later, case, found.version, to_mend)
        .await
        .unwrap();
    assert_eq!(due(later).await, "2025-03-28");
    let told = delivery(site, &who, later, letter).await;
    assert!(told.contains("2025年3月7日收到"), "{told}");

    // A reply's own day is that of posting; the day it was received is told beside it.
    let reply = super::signed(site, &who, later).await;
    send(site, &who, later, reply, by_post()).await.unwrap();
    let at = moment("2025-03-17T09:00");
    record(site, &who, at, reply, "2025-03-14", "EMS 查询，3月14日妥投")
        .await
        .unwrap();
    let told = delivery(site, &who, at, reply).await;
    assert!(
        told.contains("2025年3月12日交邮，2025年3月14日收到（EMS 查询，3月14日妥投）"),
        "{told}"
    );
}

async fn the_form_that_a_third_party_fills_in_is_printed_with_the_letter_and_lies_in_the_file(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let letter = asked(site, &who, at).await;
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!(
        found.letter.enclosures,
        ["政府信息公开第三方意见确认函", "检测报告复印件（4页）"]
    );
    let form = letters::form_to_fill(&site.office, &who.clerk, at, letter)
        .await
        .unwrap();
    let told = form.text();
    let number = found.letter.number.unwrap();
    for words in [number.as_str(), "检测报告", "甲公司", "□不同意公开"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let catalogue = letters::file_catalogue(&site.office, &who.clerk, at, found.case)
        .await
        .unwrap()
        .text();
    assert!(
        catalogue.contains("政府信息公开第三方意见确认函（随《政府信息公开征求第三方意见书》送出的空白件）"),
        "{catalogue}"
    );
}
