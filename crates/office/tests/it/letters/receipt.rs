//! The day a letter reached its addressee, and the form that went with it. Every story on both engines.

use law::cases::letters::{Consulted, LetterKind};
use law::cases::{ClockName, Mending, Party, What};
use office::cases::letters::{self, Basis, LetterState, Receipt};
use office::cases::{self, Recording, ToMend};
use office::{LetterId, Moment, OfficeError};

use super::facts::{by_post, draft, fields, send, signed};
use super::{People, case, people, version};
use crate::harness::{Site, moment, stories};

stories! {
    the_day_a_letter_reached_its_addressee_is_recorded_when_it_is_known_and_its_clock_runs_from_it
    two_letters_to_one_party_on_one_day_have_each_its_own_receipt
    what_nobody_knows_to_have_come_waits_for_its_day_on_the_first_page
    a_letter_that_came_back_lies_signed_and_is_delivered_once_more
    the_form_that_a_third_party_fills_in_is_printed_with_the_letter_and_lies_in_the_file
}

fn asking() -> Basis {
    let name = "甲公司".to_owned();
    Basis {
        what: Some(What::ConsultationSent {
            party: Party::ThirdParty,
            name: Some(name.clone()),
            received_on: None,
            number: None,
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

/// A letter that the post brought back told nobody anything (条例第三十二条): it goes out once more under its number.
async fn a_letter_that_came_back_lies_signed_and_is_delivered_once_more(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let letter = asked(site, &who, at).await;
    send(site, &who, at, letter, by_post()).await.unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let (case, number) = (found.case, found.letter.number);
    let look = async |at| cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    let at = moment("2025-03-20T09:00");
    let lost = look(at).await.standing.history.on_the_way().remove(0);
    assert_eq!(lost.number, number, "the event bears the letter's number");
    let back = Recording::today(at, What::Undelivered(lost)).with_note("邮件退回，批注查无此人".into());
    let recorded = cases::record(&site.office, &who.clerk, at, case, look(at).await.version, &back).await;
    assert!(
        recorded
            .unwrap()
            .history
            .consultations
            .iter()
            .all(|asked| !asked.is_open())
    );
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert!(found.sent.is_none() && found.state == LetterState::Signed);
    // That it came back is not struck while it lies there.
    let seq = look(at).await.timeline.last().unwrap().seq;
    let strike = ToMend {
        seq,
        mending: &Mending::Struck,
        reason: "登记有误，没有退回",
    };
    let struck = cases::mend(&site.office, &who.head, at, case, look(at).await.version, strike).await;
    assert_eq!(fields(struck), ["on"]);
    send(site, &who, at, letter, by_post()).await.unwrap();
    record(
        site,
        &who,
        moment("2025-03-26T09:00"),
        letter,
        "2025-03-24",
        "邮政回执，本人签收",
    )
    .await
    .unwrap();
    let consulted = look(moment("2025-03-26T09:00"))
        .await
        .standing
        .history
        .consultations;
    let received: Vec<_> = consulted
        .iter()
        .map(|asked| (asked.is_receipt_known, asked.number.clone()))
        .collect();
    assert_eq!(received, [(false, number.clone()), (true, number)]);
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

async fn two_letters_to_one_party_on_one_day_have_each_its_own_receipt(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let case = case(site, &who.clerk).await;
    let mut letters = Vec::new();
    for content in ["合同一", "合同二"] {
        let mut basis = asking();
        basis.consulted.content = content.to_owned();
        let letter = draft(site, &who, at, case, LetterKind::ThirdParty, &basis)
            .await
            .unwrap();
        signed(site, &who, at, letter, 1).await;
        send(site, &who, at, letter, by_post()).await.unwrap();
        letters.push(letter);
    }
    let later = moment("2025-03-12T09:00");
    let reached = async || {
        let found = cases::get(&site.office, &who.clerk, later, case).await.unwrap();
        let mut days = Vec::new();
        for letter in &letters {
            let letter = letters::get(&site.office, &who.clerk, *letter).await.unwrap();
            days.push((
                letter.reached_on(&found).map(|day| day.to_string()),
                letter.awaits_receipt(&found),
            ));
        }
        days
    };
    // The second first: each letter made an event of its own.
    let [first, second] = letters[..] else { panic!() };
    record(site, &who, later, second, "2025-03-10", "邮政回执，本人签收")
        .await
        .unwrap();
    assert_eq!(
        reached().await,
        [(None, true), (Some("2025-03-10".to_owned()), false)]
    );
    assert!(!delivery(site, &who, later, first).await.contains("收到"));
    record(site, &who, later, first, "2025-03-07", "EMS 查询，3月7日妥投")
        .await
        .unwrap();
    assert_eq!(
        reached().await,
        [
            (Some("2025-03-07".to_owned()), false),
            (Some("2025-03-10".to_owned()), false)
        ]
    );
    let told = delivery(site, &who, later, first).await;
    assert!(
        told.contains("2025年3月7日收到（EMS 查询，3月7日妥投）"),
        "{told}"
    );
    let found = cases::get(&site.office, &who.clerk, later, case).await.unwrap();
    let due: Vec<String> = found
        .standing
        .clocks
        .iter()
        .filter(|clock| clock.name == ClockName::Consultation)
        .map(|clock| clock.due_on.to_string())
        .collect();
    assert_eq!(due, ["2025-03-28", "2025-03-31"], "each clock from its own day");
    // What moves the day of one letter moves no other's.
    let seq = found.timeline.last().unwrap().seq;
    let to_mend = ToMend {
        seq,
        mending: &Mending::Sent {
            on: "2025-03-06".parse().unwrap(),
            reached_on: "2025-03-10".parse().ok(),
        },
        reason: "邮戳是3月6日",
    };
    cases::mend(&site.office, &who.head, later, case, found.version, to_mend)
        .await
        .unwrap();
    let day = async |letter| {
        let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
        found.sent.unwrap().0.to_string()
    };
    assert_eq!(
        (day(first).await.as_str(), day(second).await.as_str()),
        ("2025-03-05", "2025-03-06")
    );
}

async fn what_nobody_knows_to_have_come_waits_for_its_day_on_the_first_page(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let letter = asked(site, &who, at).await;
    send(site, &who, at, letter, by_post()).await.unwrap();
    let case = letters::get(&site.office, &who.clerk, letter).await.unwrap().case;
    let waits = async |at| {
        let found = cases::unreceived(&site.office, &who.clerk, at).await.unwrap();
        found.into_iter().map(|one| one.case).collect::<Vec<_>>()
    };
    assert!(
        waits(moment("2025-03-20T09:00")).await.is_empty(),
        "its period runs yet"
    );
    let late = moment("2025-04-01T09:00");
    assert_eq!(waits(late).await, [case]);
    record(site, &who, late, letter, "2025-03-06", "邮政回执，本人签收")
        .await
        .unwrap();
    assert!(waits(late).await.is_empty());
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
    // What goes with it is looked at by whoever signs.
    let review = letters::review_form(&site.office, &who.clerk, at, letter)
        .await
        .unwrap()
        .text();
    assert!(
        review.contains("政府信息公开第三方意见确认函") && review.contains("检测报告复印件（4页）"),
        "{review}"
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
