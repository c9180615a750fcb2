//! A letter that came back told nobody anything: nothing runs from it, it may be sent once more, and of several letters to one
//! party each has its own answer (条例第三十条、第三十二条、第三十四条).

use serde_json::{Value, json};

use super::*;
use crate::cases::decision::Facts;

fn asking(on: &str, number: &str) -> Value {
    json!({"on": on, "event": "consultation_sent", "party": "third_party", "name": "甲公司", "number": number})
}

fn lost(on: &str, letter: Value) -> Value {
    let mut lost = letter;
    lost["on"] = json!(on);
    lost["event"] = json!("undelivered");
    lost
}

fn lost_asking(on: &str, sent_on: &str, number: &str) -> Value {
    lost(
        on,
        json!({"letter": "consultation_sent", "sent_on": sent_on, "party": "third_party", "name": "甲公司", "number": number}),
    )
}

fn told(standing: &Standing) -> String {
    standing.reasoning.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn a_correction_notice_that_came_back_is_sent_once_more_and_is_no_second_one() {
    let notice = json!({"on": "2025-03-05", "event": "correction_requested", "respond_by": "2025-03-20"});
    let back = lost(
        "2025-03-24",
        json!({"letter": "correction_requested", "sent_on": "2025-03-05"}),
    );
    let again = json!({"on": "2025-03-25", "event": "correction_requested", "respond_by": "2025-04-10", "received_on": "2025-03-26"});
    let waiting = standing_on("2025-03-24", json!([received("2025-03-03"), notice, back]));
    assert_eq!(
        waiting.state,
        State::InProgress,
        "the reply clock runs, nobody was told"
    );
    assert!(waiting.may(Act::CorrectionRequested).is_ok());
    assert!(told(&waiting).contains("须重新送达"), "{}", told(&waiting));
    let sent = standing_on("2025-03-26", json!([received("2025-03-03"), notice, back, again]));
    assert!(sent.warnings.is_empty(), "{:?}", sent.warnings);
    let clock = sent
        .clocks
        .iter()
        .find(|clock| clock.name == ClockName::Correction);
    assert_eq!(clock.unwrap().due_on, day("2025-04-10"));
    let first = sent
        .clocks
        .iter()
        .find(|clock| clock.name == ClockName::CorrectionNotice);
    assert_eq!(
        first.unwrap().met_on,
        Some(day("2025-03-05")),
        "the organ acted then"
    );
}

#[test]
fn whoever_was_not_reached_was_not_asked_until_the_letter_is_sent_once_more() {
    let sent = asking("2025-03-05", "开征〔2025〕1号");
    let back = lost_asking("2025-04-07", "2025-03-05", "开征〔2025〕1号");
    let lost = standing_on("2025-04-07", json!([received("2025-03-03"), sent, back]));
    let facts = Facts::of(&lost.history, &Rules::default(), day("2025-04-07"));
    assert!(facts.unreceived.is_empty() && facts.third_parties.is_empty());
    assert_eq!(facts.undelivered.len(), 1);
    let mut again = asking("2025-04-08", "开征〔2025〕1号");
    again["received_on"] = json!("2025-04-10");
    let sent_again = standing_on("2025-05-30", json!([received("2025-03-03"), sent, back, again]));
    let facts = Facts::of(&sent_again.history, &Rules::default(), day("2025-05-30"));
    assert!(facts.undelivered.is_empty() && facts.unreceived.is_empty());
    let [opinion] = &facts.third_parties[..] else {
        panic!("one third party")
    };
    assert!(opinion.has_lapsed, "its own fifteen working days have passed");
}

#[test]
fn what_reached_somebody_or_was_answered_did_not_come_back() {
    let mut sent = asking("2025-03-05", "1号");
    sent["received_on"] = json!("2025-03-06");
    let back = lost_asking("2025-03-10", "2025-03-05", "1号");
    let events = json!([received("2025-03-03"), sent, back]);
    let events: Vec<Event> = serde_json::from_value(events).unwrap();
    assert!(Standing::of(&events, &Rules::default(), day("2025-03-10")).is_err());
}

#[test]
fn of_two_letters_to_one_party_each_has_the_answer_that_names_it() {
    let answer = |number: &str, consents: bool| {
        json!({"on": "2025-03-10", "event": "consultation_answered", "party": "third_party", "name": "甲公司",
            "consents": consents, "number": number})
    };
    let standing = standing_on(
        "2025-03-12",
        json!([
            received("2025-03-03"),
            asking("2025-03-05", "7号"),
            asking("2025-03-05", "8号"),
            answer("8号", true),
            answer("7号", false),
        ]),
    );
    let said: Vec<Option<bool>> = standing
        .history
        .consultations
        .iter()
        .map(|asked| asked.answer.and_then(|answer| answer.consents))
        .collect();
    assert_eq!(said, [Some(false), Some(true)]);
}

#[test]
fn an_answer_to_a_letter_whose_receipt_is_unknown_is_not_called_late() {
    let answer = json!({"on": "2025-04-30", "event": "consultation_answered", "party": "third_party", "name": "甲公司",
        "consents": false});
    let events = |received_on: Option<&str>| {
        let mut sent = asking("2025-03-05", "7号");
        if let Some(day) = received_on {
            sent["received_on"] = json!(day);
        }
        standing_on("2025-05-06", json!([received("2025-03-03"), sent, answer]))
    };
    let unknown = told(&events(None));
    assert!(
        unknown.contains("不能认定逾期") && !unknown.contains("（逾期"),
        "{unknown}"
    );
    assert!(told(&events(Some("2025-03-07"))).contains("（逾期"));
    assert!(!told(&events(Some("2025-04-28"))).contains("逾期，期限至"));
}

#[test]
fn what_came_back_is_told_as_no_silence_once_the_letter_sent_again_is_answered() {
    let events = json!([
        received("2025-03-03"),
        asking("2025-03-05", "1"),
        lost_asking("2025-03-10", "2025-03-05", "1"),
        {"on": "2025-03-11", "event": "consultation_sent", "party": "third_party", "name": "甲公司", "number": "2", "received_on": "2025-03-12"},
        {"on": "2025-03-17", "event": "consultation_answered", "party": "third_party", "name": "甲公司", "number": "2", "consents": false},
    ]);
    let standing = standing_on("2025-03-18", events);
    let past = crate::cases::letters::Past::of(&standing.history, &Rules::default());
    let asked: Vec<_> = past
        .consultations
        .iter()
        .map(|one| (one.sent_on, one.answered_on))
        .collect();
    assert_eq!(asked, [(day("2025-03-11"), Some(day("2025-03-17")))]);
    let words = told(&standing);
    assert!(
        words.contains("此后已另行征求") && !words.contains("须重新送达"),
        "{words}"
    );
}

#[test]
fn who_answered_while_a_signed_reply_waits_has_answered() {
    let asked = json!({"on": "2025-03-05", "event": "correction_requested", "respond_by": "2025-03-20"});
    let signed = json!({"on": "2025-03-21", "event": "replied", "outcome": "otherwise.uncorrected"});
    let answered = json!({"on": "2025-03-21", "event": "corrected"});
    let waiting = standing_on("2025-03-21", json!([received("2025-03-03"), asked, signed]));
    assert!(waiting.history.may_still_answer(Act::Corrected));
    let answered = standing_on(
        "2025-03-21",
        json!([received("2025-03-03"), asked, signed, answered]),
    );
    assert!(
        !answered.history.may_still_answer(Act::Corrected),
        "it is in hand; a second press would bar the signer's way back"
    );
    assert!(answered.history.has_answers_in_hand());
}

#[test]
fn an_extension_that_came_back_extends_nothing_until_it_is_told_once_more() {
    let extended = json!({"on": "2025-03-25", "event": "extended", "days": 20, "approved_by": "张主任"});
    let back = lost(
        "2025-04-08",
        json!({"letter": "extended", "sent_on": "2025-03-25"}),
    );
    let again = json!({"on": "2025-04-09", "event": "extended", "days": 20, "approved_by": "张主任"});
    let first = standing_on("2025-03-26", json!([received("2025-03-03"), extended]));
    assert!(first.may(Act::Undelivered).is_ok(), "it may come back");
    assert!(
        first
            .history
            .receipts_to_ask_for(&Rules::default().calendar, day("2025-04-20"))
            .is_empty(),
        "no period of anybody's waits for its receipt"
    );
    let lost = standing_on("2025-04-08", json!([received("2025-03-03"), extended, back]));
    let unextended = standing_on("2025-04-08", json!([received("2025-03-03")]));
    assert_eq!(lost.due_on, unextended.due_on, "nobody was told of a later day");
    assert!(told(&lost).contains("须重新送达"), "{}", told(&lost));
    assert_eq!(lost.history.to_be_sent_again().len(), 1);
    let sent = standing_on(
        "2025-04-09",
        json!([received("2025-03-03"), extended, back, again]),
    );
    assert!(
        sent.warnings.is_empty(),
        "the organ acted within the period: {:?}",
        sent.warnings
    );
    assert_eq!(sent.due_on, first.due_on);
    assert!(sent.history.to_be_sent_again().is_empty());
}

#[test]
fn a_delay_that_came_back_delays_nothing() {
    let asked = json!({"on": "2025-03-05", "event": "reasons_requested", "respond_by": "2025-03-14", "received_on": "2025-03-06"});
    let given = json!({"on": "2025-03-12", "event": "reasons_given"});
    let delayed = json!({"on": "2025-03-20", "event": "delayed", "until": "2025-06-30"});
    let back = lost(
        "2025-04-10",
        json!({"letter": "delayed", "sent_on": "2025-03-20"}),
    );
    let events = json!([received("2025-03-03"), asked, given, delayed]);
    assert_eq!(standing_on("2025-03-21", events).due_on, Some(day("2025-06-30")));
    let lost = standing_on(
        "2025-04-10",
        json!([received("2025-03-03"), asked, given, delayed, back]),
    );
    assert_eq!(
        lost.due_on,
        standing_on("2025-04-10", json!([received("2025-03-03")])).due_on
    );
}

#[test]
fn an_asking_that_came_back_stops_no_clock_but_where_the_organ_settles_so() {
    let events = json!([
        received("2025-03-03"),
        asking("2025-03-05", "1号"),
        lost_asking("2025-03-19", "2025-03-05", "1号"),
    ]);
    let events: Vec<Event> = serde_json::from_value(events).unwrap();
    let mut rules = Rules::default();
    let due = |rules: &Rules| Standing::of(&events, rules, day("2025-03-20")).unwrap().due_on;
    let safe = due(&rules);
    assert_eq!(
        safe,
        standing_on("2025-03-20", json!([received("2025-03-03")])).due_on
    );
    rules.settings.returned_asking_counts_out = true;
    assert!(due(&rules) > safe);
}

#[test]
fn what_came_back_takes_no_lateness_away_when_it_is_asked_again() {
    let notice = json!({"on": "2025-03-10", "event": "correction_requested"});
    let back = lost(
        "2025-03-17",
        json!({"letter": "correction_requested", "sent_on": "2025-03-10"}),
    );
    let again = json!({"on": "2025-05-20", "event": "correction_requested"});
    let standing = standing_on("2025-05-21", json!([received("2025-03-03"), notice, back, again]));
    let warned = standing.warnings.join("");
    assert!(warned.contains("不能免除已经发生的逾期"), "{warned}");
}

#[test]
fn an_extension_is_told_once_more_as_it_was_and_while_its_day_is_to_come() {
    let extended =
        |on: &str, days: u16| json!({"on": on, "event": "extended", "days": days, "approved_by": "张主任"});
    let back = lost(
        "2025-03-31",
        json!({"letter": "extended", "sent_on": "2025-03-20"}),
    );
    let due = |again: Value, today: &str| {
        let standing = standing_on(
            today,
            json!([received("2025-03-03"), extended("2025-03-20", 5), back, again]),
        );
        (standing.due_on, standing.warnings.join(""))
    };
    let safe = standing_on("2025-04-02", json!([received("2025-03-03")])).due_on;
    let told = standing_on(
        "2025-04-02",
        json!([received("2025-03-03"), extended("2025-03-20", 5)]),
    )
    .due_on;
    assert_eq!(
        due(extended("2025-04-02", 5), "2025-04-03").0,
        told,
        "the same, in time"
    );
    let (longer, warned) = due(extended("2025-04-02", 20), "2025-04-03");
    assert!(longer == safe && warned.contains("不能改延"), "{warned}");
    let (late, warned) = due(extended("2025-06-03", 5), "2025-06-04");
    assert!(late == safe && warned.contains("没有意义"), "{warned}");
}

#[test]
fn an_answer_to_a_letter_that_came_back_is_on_record_and_asks_which_of_the_two_is_so() {
    let notice = json!({"on": "2025-03-10", "event": "correction_requested"});
    let back = lost(
        "2025-03-17",
        json!({"letter": "correction_requested", "sent_on": "2025-03-10"}),
    );
    let corrected = json!({"on": "2025-03-18", "event": "corrected"});
    let standing = standing_on(
        "2025-03-19",
        json!([received("2025-03-03"), notice, back, corrected]),
    );
    assert!(
        standing.warnings.join("").contains("请更正退回的登记"),
        "{:?}",
        standing.warnings
    );
    let said = json!({"on": "2025-03-20", "event": "consultation_answered", "party": "third_party", "name": "甲公司", "consents": true});
    let asked = json!([
        received("2025-03-03"),
        asking("2025-03-05", "1号"),
        lost_asking("2025-03-19", "2025-03-05", "1号"),
        said,
    ]);
    let standing = standing_on("2025-03-21", asked);
    assert!(
        standing.warnings.join("").contains("请更正退回的登记"),
        "{:?}",
        standing.warnings
    );
}

#[test]
fn a_return_of_a_day_before_the_sending_is_told_with_that_day() {
    let back = |on: &str| -> Event {
        let lost = json!({"letter": "delivered", "sent_on": "2025-03-21"});
        serde_json::from_value(super::undelivered::lost(on, lost)).unwrap()
    };
    let why = back("2025-03-20").before_its_sending().unwrap();
    assert_eq!(why.field, "on");
    assert!(why.message.contains("2025年3月21日送出"), "{}", why.message);
    assert_eq!(back("2025-03-21").before_its_sending(), None);
}

#[test]
fn a_reply_that_came_back_and_lies_here_for_long_is_warned_of_and_so_is_the_day_it_goes_again() {
    let sent = || {
        vec![
            received("2025-03-03"),
            json!({"on": "2025-03-10", "event": "replied", "outcome": "granted"}),
            json!({"on": "2025-03-11", "event": "delivered", "how": "post"}),
            json!({"on": "2025-03-17", "event": "undelivered", "letter": "delivered", "sent_on": "2025-03-11"}),
        ]
    };
    let on = |today: &str| standing_on(today, sent().into());
    let told = |standing: &Standing| {
        let mut warnings = standing.warnings.iter();
        warnings.any(|line| line.contains("没有重新送达"))
    };
    assert!(
        !told(&on("2025-03-24")),
        "five working days are the organ's own measure"
    );
    assert!(told(&on("2025-03-25")));
    assert!(!on("2025-03-25").overdue, "the day of the first posting stays");
    let again = |day: &str| {
        let again = json!({"on": day, "event": "delivered", "how": "left_behind"});
        standing_on("2025-06-30", [sent(), vec![again]].concat().into())
    };
    let late = again("2025-06-02");
    assert_eq!(late.state, State::Delivered);
    assert!(
        late.warnings.iter().any(|line| line.contains("才重新送达")),
        "{:?}",
        late.warnings
    );
    assert!(
        !again("2025-03-20")
            .warnings
            .iter()
            .any(|line| line.contains("才重新送达"))
    );
}

#[test]
fn a_receipt_of_a_letter_that_came_back_is_kept_without_effect_and_told() {
    let lost = json!({"letter": "consultation_sent", "sent_on": "2025-03-05", "party": "third_party", "name": "甲公司"});
    let of = |on: &str, event: &str| {
        let mut all = lost.clone();
        all["on"] = json!(on);
        all["event"] = json!(event);
        all
    };
    let standing = standing_on(
        "2025-03-20",
        json!([
            received("2025-03-03"),
            {"on": "2025-03-05", "event": "consultation_sent", "party": "third_party", "name": "甲公司"},
            of("2025-03-12", "undelivered"),
            of("2025-03-14", "reached"),
        ]),
    );
    assert!(
        standing.warnings.iter().any(|line| line.contains("两项必有一误")),
        "{:?}",
        standing.warnings
    );
    assert_eq!(standing.history.to_be_sent_again().len(), 1);
}
