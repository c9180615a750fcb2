//! The day a letter reached its addressee, and the form that went with it. Every story on both engines.

use law::audit::Recorded;
use law::cases::letters::{Consulted, LetterKind};
use law::cases::{ClockName, Mending, Party, What};
use law::screening::{Finding, Kind, Screening};
use office::audit::AuditFilter;
use office::cases::case_file::{self, Held};
use office::cases::letters::{self, Basis, Receipt, ScanRole, Scanned};
use office::cases::{self, Entry, Recording, ToMend};
use office::documents::Upload;
use office::{Actor, CaseId, LetterId, Moment, OfficeError};

use super::facts::{by_post, draft, fields, send, signed};
use super::{People, case, people, version};
use crate::harness::{Site, moment, stories, whole};

stories! {
    the_day_a_letter_reached_its_addressee_is_recorded_when_it_is_known_and_its_clock_runs_from_it
    two_letters_to_one_party_on_one_day_have_each_its_own_receipt
    what_nobody_knows_to_have_come_waits_for_its_day_on_the_first_page
    the_scan_of_a_receipt_proves_the_day_and_stays_in_the_house
    a_receipt_recorded_apart_is_no_mending_and_takes_no_lateness_off_by_the_clerk
    what_a_third_party_wrote_lies_in_the_file_and_proves_no_day
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
            content: None,
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

pub async fn asked(site: &Site, who: &People, at: Moment) -> LetterId {
    let case = case(site, &who.clerk).await;
    let letter = draft(site, who, at, case, LetterKind::ThirdParty, &asking())
        .await
        .unwrap();
    signed(site, who, at, letter, 1).await;
    letter
}

pub async fn record(
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

    is_an_act_of_its_own(site, &who, later, case, receipt).await;

    // Recorded wrongly, it is mended with the proof of its own day; what proved the day before stays as what it was.
    let mend = async |proof| {
        let found = cases::get(&site.office, &who.clerk, later, case).await.unwrap();
        let to_mend = ToMend {
            seq: found.timeline.last().unwrap().seq,
            mending: &Mending::Day("2025-03-07".parse().unwrap()),
            reason: "回执上是3月7日",
            proof,
        };
        cases::mend(&site.office, &who.clerk, later, case, found.version, to_mend).await
    };
    assert_eq!(fields(mend(" ").await), ["proof"]);
    mend("EMS 查询，3月7日前台签收").await.unwrap();
    assert_eq!(due(later).await, "2025-03-28");
    let told = delivery(site, &who, later, letter).await;
    assert!(
        told.contains("2025年3月7日收到（EMS 查询，3月7日前台签收）"),
        "{told}"
    );
    assert!(!told.contains("邮政回执"), "{told}");
    let mended = cases::mendings(&site.office, &who.clerk, case).await.unwrap();
    let kept: Vec<_> = mended.iter().map(|one| one.stated_proof.as_deref()).collect();
    assert_eq!(kept, [Some(receipt)]);
    // The day it went out is mended, and what tells of it follows.
    let found = cases::get(&site.office, &who.clerk, later, case).await.unwrap();
    let sent = found.timeline.len() - 2;
    let to_mend = ToMend {
        seq: found.timeline[sent].seq,
        mending: &Mending::Day("2025-03-06".parse().unwrap()),
        reason: "邮戳是3月6日",
        proof: "",
    };
    cases::mend(&site.office, &who.head, later, case, found.version, to_mend)
        .await
        .unwrap();
    assert_eq!(due(later).await, "2025-03-28");
    let told = delivery(site, &who, later, letter).await;
    assert!(told.contains("2025年3月6日交邮，2025年3月7日收到"), "{told}");

    a_replys_own_day_is_that_of_posting(site, &who, later).await;
}

/// With its proof and in the log, and no mending.
async fn is_an_act_of_its_own(site: &Site, who: &People, later: Moment, case: CaseId, receipt: &str) {
    let found = cases::get(&site.office, &who.clerk, later, case).await.unwrap();
    let last = found.timeline.last().unwrap();
    assert!(matches!(last.event.what, What::Reached(_)), "{:?}", last.event);
    assert_eq!(last.event.on.to_string(), "2025-03-10");
    assert_eq!(last.note.as_deref(), Some(receipt));
    let log = AuditFilter {
        act: Recorded::CasesReached.code().to_owned(),
        ..AuditFilter::default()
    };
    let auditor = Actor::system(site.organ, "测试");
    let log = office::audit::search(&site.office, &auditor, &log, 5)
        .await
        .unwrap();
    assert_eq!(log.entries.len(), 1);
}

/// The day it was received is told beside it.
async fn a_replys_own_day_is_that_of_posting(site: &Site, who: &People, later: Moment) {
    let reply = super::signed(site, who, later).await;
    send(site, who, later, reply, by_post()).await.unwrap();
    let at = moment("2025-03-17T09:00");
    record(site, who, at, reply, "2025-03-14", "EMS 查询，3月14日妥投")
        .await
        .unwrap();
    let told = delivery(site, who, at, reply).await;
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
    let is_asking = |entry: &&Entry| matches!(entry.event.what, What::ConsultationSent { .. });
    let seq = found.timeline.iter().rfind(is_asking).unwrap().seq;
    let to_mend = ToMend {
        seq,
        mending: &Mending::Day("2025-03-06".parse().unwrap()),
        reason: "邮戳是3月6日",
        proof: "",
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
        waits(moment("2025-03-10T09:00")).await.is_empty(),
        "the third working day"
    );
    // The receipt is asked for while the period that would begin with it may run yet.
    assert_eq!(waits(moment("2025-03-11T09:00")).await, [case]);
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

/// Recorded apart from the letters of this program a receipt is the same event (条例第三十二条).
async fn a_receipt_recorded_apart_is_no_mending_and_takes_no_lateness_off_by_the_clerk(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let at = moment("2025-03-10T09:00");
    let asked = What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("甲公司".into()),
        received_on: None,
        number: None,
        content: None,
    };
    let look = async |at| cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    let asked = Recording {
        on: "2025-03-05".parse().unwrap(),
        ..Recording::today(at, asked).with_notice("孟公开征〔2025〕9号，3月5日挂号信XA41000000001".into())
    };
    let version = look(at).await.version;
    cases::record(&site.office, &who.clerk, at, case, version, &asked)
        .await
        .unwrap();
    let late = moment("2025-05-20T09:00");
    let found = look(late).await;
    assert!(found.standing.overdue);
    let mend = ToMend {
        seq: found.timeline.last().unwrap().seq,
        mending: &Mending::Sent {
            on: asked.on,
            reached_on: "2025-05-06".parse().ok(),
        },
        reason: "回执来了",
        proof: "邮政回执",
    };
    let mended = cases::mend(&site.office, &who.head, late, case, found.version, mend).await;
    assert_eq!(fields(mended), ["on"], "that it becomes known is no mending");
    let arrived = found.standing.history.to_be_received().remove(0);
    let receipt = |note: &str| Recording {
        on: "2025-05-06".parse().unwrap(),
        ..Recording::today(late, What::Reached(arrived.clone())).with_note(note.into())
    };
    let by = async |actor: &Actor, note: &str| {
        let version = look(late).await.version;
        cases::record(&site.office, actor, late, case, version, &receipt(note)).await
    };
    assert_eq!(fields(by(&who.clerk, "。").await), ["note"]);
    let by_clerk = fields(by(&who.clerk, "邮政回执，本人签收").await);
    let by_signer = by(&who.head, "邮政回执，本人签收").await;
    // Its fifteen working days run from the sixth of May: the reply is not due yet.
    assert_eq!(
        by_clerk,
        ["on"],
        "whoever handles a late case does not write themselves out of it"
    );
    assert!(!by_signer.unwrap().overdue);
    assert!(
        cases::mendings(&site.office, &who.clerk, case)
            .await
            .unwrap()
            .is_empty()
    );
}

fn scanned(bytes: &[u8]) -> Scanned {
    // A receipt names whoever signed for it: that keeps nothing from staying here.
    let mut screening = Screening::default();
    let identity = Finding::new(Kind::IdentityNumber, "第1页", "110105********002X");
    screening.findings.push(identity);
    Scanned {
        upload: Upload {
            name: "回执.pdf".to_owned(),
            bytes: bytes.to_vec(),
        },
        screening,
        pages: Some(1),
    }
}

/// 送达回证: the paper itself proves, with its SM3, and not a sentence about it alone.
async fn the_scan_of_a_receipt_proves_the_day_and_stays_in_the_house(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let letter = asked(site, &who, at).await;
    let keep = async |bytes: &[u8]| {
        let seen = version(site, &who.clerk, letter).await;
        let (letter, receipt) = ((letter, seen), (ScanRole::Receipt, ""));
        letters::keep_scan_of_sent(&site.office, &who.clerk, at, letter, scanned(bytes), receipt).await
    };
    assert!(keep(b"%PDF-1.4 receipt").await.is_err(), "it has not gone out");
    send(site, &who, at, letter, by_post()).await.unwrap();
    let later = moment("2025-03-12T09:00");
    assert_eq!(
        fields(record(site, &who, later, letter, "2025-03-10", "").await),
        ["receipt"]
    );
    keep(b"%PDF-1.4 receipt").await.unwrap();
    record(site, &who, later, letter, "2025-03-10", "").await.unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert!(found.scan.is_none(), "it is no sealed copy");
    let [receipt] = found.receipts.as_slice() else {
        panic!("one receipt: {:?}", found.receipts);
    };
    let opened = letters::open_scan_of_sent(&site.office, &who.clerk, letter, receipt.id).await;
    assert_eq!(whole(opened.unwrap()).await, b"%PDF-1.4 receipt");
    let told = delivery(site, &who, later, letter).await;
    assert!(
        told.contains("回执.pdf") && told.contains("2025年3月10日"),
        "{told}"
    );
    let case = cases::get(&site.office, &who.clerk, later, found.case)
        .await
        .unwrap();
    let applicant = site.applicant_of(&who.clerk, later, case.id).await;
    let outside = letters::scan_for_applicant(&site.office, &applicant, case.id, letter).await;
    assert!(matches!(outside, Err(OfficeError::Missing)));
    let note = case.timeline.last().unwrap().note.clone().unwrap();
    assert!(note.contains(&receipt.digest), "{note}");
}

/// 行政复议法第五十四条、行政诉讼法第三十四条: what was decided on is in the file, in the words of whoever wrote it.
async fn what_a_third_party_wrote_lies_in_the_file_and_proves_no_day(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let letter = asked(site, &who, at).await;
    send(site, &who, at, letter, by_post()).await.unwrap();
    let later = moment("2025-03-12T09:00");
    let opinion = Scanned {
        upload: Upload {
            name: "甲公司意见.pdf".to_owned(),
            bytes: b"%PDF-1.4 opinion".to_vec(),
        },
        screening: Screening::default(),
        pages: Some(2),
    };
    let seen = version(site, &who.clerk, letter).await;
    let kept = (ScanRole::Opinion, "");
    letters::keep_scan_of_sent(&site.office, &who.clerk, later, (letter, seen), opinion, kept)
        .await
        .unwrap();
    assert_eq!(
        fields(record(site, &who, later, letter, "2025-03-10", "").await),
        ["receipt"],
        "an opinion is no receipt"
    );
    let case = letters::get(&site.office, &who.clerk, letter).await.unwrap().case;
    let taken = case_file::take_out(&site.office, &who.clerk, later, case, false)
        .await
        .unwrap();
    let found = taken
        .pieces
        .iter()
        .find(|(piece, _)| piece.title.contains("书面意见"));
    let Some((_, Held::File { bytes, .. })) = found else {
        panic!("what it wrote is a piece of the file");
    };
    assert_eq!(bytes, b"%PDF-1.4 opinion");
}
