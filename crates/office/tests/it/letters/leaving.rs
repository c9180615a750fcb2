//! What is told before a signed letter leaves, and how whoever can't be reached is told by an announcement. Every story on both
//! engines.

use law::cases::letters::{Consulted, Deferral, LetterKind};
use law::cases::{ClockName, Delivery, Party, State, What};
use law::codes::Route;
use law::disputes::Procedure;
use office::cases::letters::{self, Basis, Dispatch, LetterState, Sent};
use office::cases::{self, Case};
use office::disputes::{self, Particulars};
use office::{CaseId, LetterId, Moment};

use super::facts::{by_post, draft, fields, happens, send, signed};
use super::{People, case, people, version};
use crate::harness::{Site, moment, stories};

stories! {
    an_extension_whose_day_moved_is_told_before_it_leaves_and_may_be_taken_back
    what_is_announced_counts_as_delivered_once_its_days_have_passed
    a_reply_leaves_past_a_third_partys_dispute_with_a_reason_alone
}

async fn look(site: &Site, who: &People, at: Moment, case: CaseId) -> Case {
    cases::get(&site.office, &who.clerk, at, case).await.unwrap()
}

async fn told(site: &Site, who: &People, at: Moment, letter: LetterId) -> Vec<String> {
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    letters::told(&site.office, &who.clerk, at, &found)
        .await
        .unwrap()
        .held_back
        .into_iter()
        .map(|one| one.why)
        .collect()
}

/// An applicant goes by the day on the paper (条例第三十三条).
async fn an_extension_whose_day_moved_is_told_before_it_leaves_and_may_be_taken_back(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let at = moment("2025-03-10T09:00");
    let basis = Basis {
        what: Some(What::Extended {
            days: 10,
            approved_by: String::new(),
        }),
        deferral: Deferral {
            reasons: "需要查找的档案较多".into(),
            ..Deferral::default()
        },
        ..Basis::default()
    };
    let first = draft(site, &who, at, case, LetterKind::Extension, &basis)
        .await
        .unwrap();
    signed(site, &who, at, first, 1).await;
    assert!(told(site, &who, at, first).await.is_empty());
    let asked = What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("甲公司".into()),
        received_on: None,
        number: None,
        content: None,
    };
    happens(site, &who, at, case, asked).await;
    let answered = What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: Some("甲公司".into()),
        consents: Some(true),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    let at = moment("2025-03-17T09:00");
    happens(site, &who, at, case, answered).await;
    let held = told(site, &who, at, first).await.join("");
    assert!(
        held.contains("2025年4月15日") && held.contains("2025年4月22日"),
        "{held}"
    );
    assert_eq!(fields(send(site, &who, at, first, by_post()).await), ["despite"]);
    // The signer takes it back, and another states the day that is.
    let reason = "征求意见之后期限有变化";
    let seen = version(site, &who.head, first).await;
    letters::take_back(&site.office, &who.head, at, first, seen, reason)
        .await
        .unwrap();
    let dropped = letters::get(&site.office, &who.clerk, first).await.unwrap();
    assert_eq!(dropped.state, LetterState::Dropped);
    let notes = cases::notes(&site.office, &who.clerk, case).await.unwrap();
    assert!(notes.iter().any(|note| note.content.contains(reason)));
    let second = draft(site, &who, at, case, LetterKind::Extension, &basis)
        .await
        .unwrap();
    signed(site, &who, at, second, 1).await;
    send(site, &who, at, second, by_post()).await.unwrap();
    let due = look(site, &who, at, case).await.standing.due_on;
    assert_eq!(due, "2025-04-22".parse().ok());
}

/// 民事诉讼法第九十五条, by analogy: thirty days after the announcement; until then the time stands still (条例第三十三条第三款).
async fn what_is_announced_counts_as_delivered_once_its_days_have_passed(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let at = moment("2025-03-05T09:00");
    let name = "巳公司".to_owned();
    let basis = Basis {
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
    };
    let letter = draft(site, &who, at, case, LetterKind::ThirdParty, &basis)
        .await
        .unwrap();
    signed(site, &who, at, letter, 1).await;
    let bare = Sent::by(Delivery::Announced);
    assert_eq!(
        fields(send(site, &who, at, letter, bare.clone()).await),
        ["place", "proof"]
    );
    let announced = Sent {
        place: "本机关网站通知公告栏".into(),
        proof: "https://www.example.gov.cn/gg/1.html，邮件退回，查无此单位".into(),
        ..bare
    };
    // Nothing that went to it ever came back: who can be reached is reached.
    assert_eq!(
        fields(send(site, &who, at, letter, announced.clone()).await),
        ["how"]
    );
    let announced = Sent {
        despite: "登记住所查无此单位，企业年报列为经营异常".into(),
        ..announced
    };
    assert_eq!(
        fields(send(site, &who, at, letter, announced.clone()).await),
        ["how"],
        "the reason is whoever signs' to give"
    );
    let dispatch = Dispatch {
        on: at.today,
        sent: announced,
        received_on: None,
    };
    let seen = version(site, &who.head, letter).await;
    letters::deliver(&site.office, &who.head, at, letter, seen, &dispatch)
        .await
        .unwrap();
    let found = look(site, &who, at, case).await;
    let asked = found.standing.history.consultations.first().unwrap();
    assert_eq!(
        (asked.received_on, asked.is_receipt_known),
        ("2025-04-04".parse().unwrap(), true)
    );
    // Fifteen working days from 4 April end on 25 April: that much does not count.
    assert_eq!(found.standing.state, State::Consulting);
    let clocks = &found.standing.clocks;
    let limit = clocks.iter().find(|clock| clock.name == ClockName::Consultation);
    assert_eq!(limit.map(|clock| clock.due_on), "2025-04-25".parse().ok());
    let record = letters::delivery_record(&site.office, &who.clerk, at, letter).await;
    let record = record.unwrap().text();
    for words in ["公告送达", "本机关网站通知公告栏", "2025年4月4日视为送达"] {
        assert!(record.contains(words), "{words}: {record}");
    }
}

/// What is disclosed can't be taken back (条例第三十二条; 行政复议法第四十二条).
async fn a_reply_leaves_past_a_third_partys_dispute_with_a_reason_alone(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-10T10:00");
    let reply = super::signed(site, &who, at).await;
    let case = letters::get(&site.office, &who.clerk, reply).await.unwrap().case;
    let number = look(site, &who, at, case).await.number;
    let dispute = |claimant: &str, number_of_it: &str| Particulars {
        route: Route::Reconsideration,
        procedure: Some(Procedure::Simple),
        number: number_of_it.to_owned(),
        authority: "洛阳市人民政府".into(),
        claimant: claimant.to_owned(),
        subject: "不服《政府信息决定公开告知书》，请求撤销并停止执行".into(),
        received_on: at.today,
        case_number: number.clone(),
        parent: None,
        note: String::new(),
    };
    disputes::open(&site.office, &who.clerk, at, &dispute("张三", "复1"))
        .await
        .unwrap();
    assert!(
        told(site, &who, at, reply).await.is_empty(),
        "the applicant's own"
    );
    disputes::open(&site.office, &who.clerk, at, &dispute("未公司", "复2"))
        .await
        .unwrap();
    let held = told(site, &who, at, reply).await.join("");
    assert!(held.contains("未公司") && held.contains("停止执行"), "{held}");
    assert_eq!(fields(send(site, &who, at, reply, by_post()).await), ["despite"]);
    let explained = Sent {
        despite: "已向复议机关核实，没有决定停止执行".into(),
        ..by_post()
    };
    send(site, &who, at, reply, explained).await.unwrap();
    let noted = look(site, &who, at, case)
        .await
        .timeline
        .last()
        .unwrap()
        .note
        .clone();
    assert!(noted.unwrap().contains("没有决定停止执行"));
}
