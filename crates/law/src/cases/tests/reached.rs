//! The day a letter came is an event of its own: the clocks of whoever got it run from it (条例第三十条、第三十二条、第三十四条、第三十五条).

use serde_json::{Value, json};

use super::*;

fn reached(on: &str, letter: Value) -> Value {
    let mut reached = letter;
    reached["on"] = json!(on);
    reached["event"] = json!("reached");
    reached
}

fn known_later(sent: &Value, on: &str) -> Value {
    let mut letter = json!({"letter": sent["event"], "sent_on": sent["on"]});
    for name in ["party", "name", "number"] {
        if !sent[name].is_null() {
            letter[name] = sent[name].clone();
        }
    }
    reached(on, letter)
}

fn letters() -> [Value; 4] {
    [
        json!({"on": "2025-03-05", "event": "correction_requested", "respond_by": "2025-03-20"}),
        json!({"on": "2025-03-05", "event": "fee_notified"}),
        json!({"on": "2025-03-05", "event": "reasons_requested", "respond_by": "2025-03-14"}),
        json!({"on": "2025-03-05", "event": "consultation_sent", "party": "third_party", "name": "甲公司", "number": "1号"}),
    ]
}

#[test]
fn a_receipt_of_its_own_moves_the_same_clocks_as_one_known_at_once() {
    for sent in letters() {
        let mut at_once = sent.clone();
        at_once["received_on"] = json!("2025-03-07");
        let at_once = standing_on("2025-03-10", json!([received("2025-03-03"), at_once]));
        let later = known_later(&sent, "2025-03-07");
        let later = standing_on("2025-03-10", json!([received("2025-03-03"), sent, later]));
        assert_eq!(later.clocks, at_once.clocks, "{sent}");
        assert_eq!(later.unreceived, at_once.unreceived, "{sent}");
        assert!(later.warnings.is_empty() && later.history.to_be_received().is_empty());
    }
}

#[test]
fn a_receipt_is_that_of_a_letter_that_waits_for_it_and_of_no_day_before_it_was_sent() {
    for sent in letters() {
        let twice = json!([
            received("2025-03-03"),
            sent,
            known_later(&sent, "2025-03-07"),
            known_later(&sent, "2025-03-10")
        ]);
        let impossible =
            |list: Value| Standing::of(&events(list), &Rules::default(), day("2025-03-20")).is_err();
        assert!(impossible(twice), "{sent}");
        let mut other = sent.clone();
        other["on"] = json!("2025-03-04");
        assert!(impossible(json!([
            received("2025-03-03"),
            sent,
            known_later(&other, "2025-03-07")
        ])));
        assert!(impossible(json!([
            received("2025-03-03"),
            sent,
            known_later(&sent, "2025-03-04")
        ])));
    }
}

#[test]
fn a_receipt_is_recorded_after_the_answer_and_after_the_reply_and_an_answer_before_it_is_told() {
    let [.., sent] = letters();
    let answered = json!({"on": "2025-03-10", "event": "consultation_answered", "party": "third_party", "name": "甲公司",
        "consents": true, "number": "1号"});
    let over = [
        json!({"on": "2025-03-12", "event": "replied", "outcome": "granted"}),
        json!({"on": "2025-03-12", "event": "delivered", "how": "in_person"}),
    ];
    let told = |receipt: &str| {
        let mut all = vec![received("2025-03-03"), sent.clone(), answered.clone()];
        all.extend(over.clone());
        all.push(known_later(&sent, receipt));
        standing_on("2025-03-20", all.into()).warnings.concat()
    };
    assert!(
        told("2025-03-11").contains("2025-03-10 已经答复，早于登记的收到之日"),
        "{}",
        told("2025-03-11")
    );
    assert_eq!(told("2025-03-07"), "");
}

#[test]
fn a_receipt_after_the_period_that_the_notice_set_is_told_and_that_period_is_none() {
    let [notice, ..] = letters();
    let late = known_later(&notice, "2025-03-21");
    let standing = standing_on("2025-03-21", json!([received("2025-03-03"), notice, late]));
    let clock = standing
        .clocks
        .iter()
        .find(|clock| clock.name == ClockName::Correction)
        .unwrap();
    assert_eq!(
        clock.due_on,
        day("2025-04-14"),
        "fifteen working days from the day it came"
    );
    let warned = standing.warnings.concat();
    assert!(
        warned.contains("在申请人收到（2025-03-21）之前已经届满"),
        "{warned}"
    );
}

#[test]
fn the_postal_enterprise_is_asked_from_the_fourth_working_day_on() {
    for sent in letters() {
        let asked = |today: &str| {
            let standing = standing_on(today, json!([received("2025-03-03"), sent]));
            let rules = Rules::default();
            standing
                .history
                .receipts_to_ask_for(&rules.calendar, day(today))
                .len()
        };
        assert_eq!((asked("2025-03-10"), asked("2025-03-11")), (0, 1), "{sent}");
    }
}

fn posted(on: &str) -> Value {
    json!({"on": on, "event": "delivered", "how": "post"})
}

fn replied() -> Value {
    json!({"on": "2025-03-20", "event": "replied", "outcome": "granted"})
}

#[test]
fn a_reply_that_came_back_was_given_on_the_day_it_was_first_posted_and_waits_to_go_out_once_more() {
    let back = |on: &str, sent_on: &str| json!({"on": on, "event": "undelivered", "letter": "delivered", "sent_on": sent_on});
    let first = [received("2025-03-03"), replied(), posted("2025-03-21")];
    let waiting: Vec<Value> = first
        .iter()
        .cloned()
        .chain([back("2025-04-10", "2025-03-21")])
        .collect();
    let standing = standing_on("2025-04-11", waiting.clone().into());
    assert_eq!(standing.state, State::CameBack);
    assert_eq!(
        standing.next_due_on,
        Some(day("2025-04-10")),
        "where a list shows it"
    );
    assert!(standing.awaited_clock().is_none(), "by that day nothing is due");
    assert!(!standing.overdue, "the day of posting counts, and it was in time");
    assert_eq!(standing.history.reply_came_back(), Some(day("2025-04-10")));
    let told: String = standing.reasoning.iter().map(|line| line.text.as_str()).collect();
    assert!(
        told.contains("以交邮之日为答复之日") && told.contains("须重新送达，答复之日不变"),
        "{told}"
    );
    assert!(standing.may(Act::Delivered).is_ok());
    let applicant = standing.next_step(day("2025-04-11")).text;
    assert!(
        applicant.contains("被退了回来") && !applicant.contains("最迟"),
        "{applicant}"
    );
    let again: Vec<Value> = waiting
        .into_iter()
        .chain([
            posted("2025-04-14"),
            reached(
                "2025-04-16",
                json!({"letter": "delivered", "sent_on": "2025-04-14"}),
            ),
        ])
        .collect();
    let over = standing_on("2025-04-17", again.into());
    assert_eq!((over.state, over.overdue), (State::Delivered, false));
    let told: String = over.reasoning.iter().map(|line| line.text.as_str()).collect();
    assert!(
        told.contains("2025-03-21 邮寄送达")
            && told.contains("2025-04-14 重新送达")
            && told.contains("申请人 2025-04-16 收到"),
        "{told}"
    );
    // One that was handed over did not come back.
    let handed = json!([received("2025-03-03"), replied(), {"on": "2025-03-21", "event": "delivered", "how": "in_person"},
        back("2025-04-10", "2025-03-21")]);
    assert!(Standing::of(&events(handed), &Rules::default(), day("2025-04-11")).is_err());
}

#[test]
fn what_is_objected_to_goes_by_no_way_that_arrives_at_once_before_its_notice_is_known_to_have_come() {
    let consulted =
        json!({"on": "2025-03-05", "event": "consultation_sent", "party": "third_party", "name": "甲公司"});
    let objects = json!({"on": "2025-03-10", "event": "consultation_answered", "party": "third_party", "name": "甲公司", "consents": false});
    let notice = json!({"on": "2025-03-12", "event": "override_notified", "name": "甲公司"});
    let why = |notice: &Value, more: Vec<Value>, how| {
        let mut all = vec![
            received("2025-03-03"),
            consulted.clone(),
            objects.clone(),
            notice.clone(),
            replied(),
        ];
        all.extend(more);
        standing_on("2025-03-20", all.into())
            .history
            .goes_before_its_notice(how, day("2025-03-20"))
    };
    let posted_notice = why(&notice, vec![], Delivery::Online).unwrap();
    assert!(
        posted_notice.contains("甲公司是否收到还不知道") && posted_notice.contains("条例第三十二条"),
        "{posted_notice}"
    );
    for how in [Delivery::Email, Delivery::Fax, Delivery::InPerson] {
        assert!(why(&notice, vec![], how).is_some(), "{how:?}");
    }
    assert_eq!(
        why(&notice, vec![], Delivery::Post),
        None,
        "it arrives no sooner itself"
    );
    let came = known_later(&notice, "2025-03-14");
    assert_eq!(why(&notice, vec![came], Delivery::Online), None);
    let mut with_day = notice.clone();
    with_day["not_before"] = json!("2025-03-20");
    assert_eq!(
        why(&with_day, vec![], Delivery::Online),
        None,
        "the day named to it has come"
    );
    let mut handed = notice.clone();
    handed["received_on"] = json!("2025-03-12");
    assert_eq!(why(&handed, vec![], Delivery::Online), None);
    // Announced on that day, it is deemed to have come thirty days later (民事诉讼法第九十五条).
    let mut announced = notice.clone();
    announced["received_on"] = json!("2025-04-11");
    for how in [Delivery::Online, Delivery::InPerson, Delivery::Post] {
        let why = why(&announced, vec![], how).unwrap();
        assert!(why.contains("4月11日才视为送达甲公司"), "{how:?} {why}");
    }
}
