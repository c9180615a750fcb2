//! What a third party objects to (条例第三十二条): told before it is disclosed, by every road; and what is against the rules, which
//! is recorded where it happened and not done today.

use super::decided::warns;
use super::*;
use crate::cases::decision::Facts;
use crate::cases::gate::{Hindrance, Weight};

fn consulted(name: &str) -> serde_json::Value {
    json!({"on": "2025-03-05", "event": "consultation_sent", "party": "third_party", "name": name})
}

fn objects(name: &str) -> serde_json::Value {
    json!({
        "on": "2025-03-10", "event": "consultation_answered", "party": "third_party", "name": name, "consents": false
    })
}

fn told(name: Option<&str>, not_before: Option<&str>) -> serde_json::Value {
    json!({"on": "2025-03-12", "event": "override_notified", "name": name, "not_before": not_before})
}

fn replied(outcome: &str, heeds_objections: bool) -> serde_json::Value {
    json!({"on": "2025-03-20", "event": "replied", "outcome": outcome, "heeds_objections": heeds_objections})
}

fn delivered(on: &str) -> serde_json::Value {
    json!({"on": on, "event": "delivered", "how": "online"})
}

/// Why the last of these may not be recorded on its own day; empty where it may.
fn why_not(happened: Vec<serde_json::Value>) -> String {
    let mut events = events(happened.into());
    let last = events.pop().unwrap();
    let on = last.on;
    match Standing::with(&events, last, &Rules::default(), on) {
        Ok(_) => String::new(),
        Err(hindrance) => {
            assert_eq!(hindrance.weight, Weight::Unlawful, "{hindrance:?}");
            hindrance.why
        }
    }
}

fn objected() -> Vec<serde_json::Value> {
    vec![received("2025-03-03"), consulted("甲公司"), objects("甲公司")]
}

#[test]
fn what_a_third_party_objects_to_is_not_disclosed_before_it_was_told() {
    let reply = |told: Vec<serde_json::Value>, outcome, heeds| {
        why_not([objected(), told, vec![replied(outcome, heeds)]].concat())
    };
    for outcome in ["granted", "partly_granted"] {
        let why = reply(vec![], outcome, false);
        assert!(why.contains("甲公司") && why.contains("决定公开告知书"), "{why}");
        assert_eq!(reply(vec![told(Some("甲公司"), None)], outcome, false), "");
        assert_eq!(reply(vec![told(None, None)], outcome, false), "");
        assert_eq!(
            reply(vec![], outcome, true),
            "",
            "what it objects to is withheld, or was public before"
        );
    }
    assert_eq!(reply(vec![], "refused.third_party", false), "");
    assert_eq!(reply(vec![], "unavailable.not_held", false), "");
}

#[test]
fn every_objecting_party_is_told_and_a_notice_goes_to_the_one_it_names() {
    let two = || {
        vec![
            received("2025-03-03"),
            consulted("甲公司"),
            consulted("乙公司"),
            objects("甲公司"),
            objects("乙公司"),
        ]
    };
    let reply =
        |told: Vec<serde_json::Value>| why_not([two(), told, vec![replied("granted", false)]].concat());
    let why = reply(vec![told(Some("乙公司"), None)]);
    assert!(why.contains("甲公司") && !why.contains("乙公司"), "{why}");
    assert!(
        !reply(vec![told(None, None)]).is_empty(),
        "one notice tells one party"
    );
    assert_eq!(reply(vec![told(None, None), told(Some("甲公司"), None)]), "");
    assert_eq!(
        reply(vec![told(Some("甲公司"), None), told(Some("乙公司"), None)]),
        ""
    );
}

#[test]
fn it_leaves_no_earlier_than_the_day_the_third_party_was_told_of() {
    let until = || {
        let told = told(Some("甲公司"), Some("2025-03-25"));
        [objected(), vec![told, replied("granted", false)]].concat()
    };
    for (on, may) in [("2025-03-20", false), ("2025-03-24", false), ("2025-03-25", true)] {
        let why = why_not([until(), vec![delivered(on)]].concat());
        assert_eq!(why.is_empty(), may, "{on}: {why}");
    }
    let untold = [
        objected(),
        vec![replied("granted", false), delivered("2025-03-21")],
    ]
    .concat();
    assert!(why_not(untold).contains("决定公开告知书"));
    // Told after the signature, before it goes out.
    let late = json!({"on": "2025-03-21", "event": "override_notified", "name": "甲公司"});
    let list = [
        objected(),
        vec![replied("granted", false), late, delivered("2025-03-24")],
    ]
    .concat();
    assert_eq!(why_not(list), "");
    let heeding = [
        objected(),
        vec![replied("partly_granted", true), delivered("2025-03-21")],
    ];
    assert_eq!(why_not(heeding.concat()), "");
}

#[test]
fn what_was_disclosed_all_the_same_is_on_record_with_a_warning() {
    let list = [
        objected(),
        vec![replied("granted", false), delivered("2025-03-21")],
    ]
    .concat();
    let done = standing_on("2025-03-21", list.into());
    assert_eq!(done.state, State::Delivered);
    let warned = done
        .warnings
        .iter()
        .filter(|told| told.contains("决定公开告知书"));
    assert_eq!(warned.count(), 2, "{:?}", done.warnings);
    let waiting = standing_on("2025-03-20", objected().into());
    let refused = waiting.refused_outcomes.iter();
    let refused: Vec<TableThreeRow> = refused.map(|refused| refused.outcome).collect();
    assert!(refused.contains(&TableThreeRow::Granted) && refused.contains(&TableThreeRow::PartlyGranted));
}

#[test]
fn an_event_of_earlier_releases_says_nothing_of_objections() {
    let old = json!({"on": "2025-03-20", "event": "replied", "outcome": "granted"});
    let event: Event = serde_json::from_value(old.clone()).unwrap();
    assert_eq!(event.what, What::replied(TableThreeRow::Granted));
    assert_eq!(
        serde_json::to_value(&event).unwrap(),
        old,
        "and is written as it was"
    );
}

#[test]
fn what_the_organ_does_today_against_the_rules_is_not_recorded_for_any_reason() {
    let (yesterday, today) = (day("2025-03-19"), day("2025-03-20"));
    let hindrance = |weight| Hindrance {
        why: "期限已经届满。".to_owned(),
        weight,
    };
    for weight in [Weight::Unlawful, Weight::Void] {
        let against = hindrance(weight);
        for act in [
            Act::CorrectionRequested,
            Act::Extended,
            Act::Replied,
            Act::Delivered,
            Act::FeeNotified,
        ] {
            let why = against.may_be_recorded(act, today, today).unwrap_err();
            assert!(why.contains("期限已经届满") && why.contains("补记"), "{why}");
            assert_eq!(against.may_be_recorded(act, yesterday, today), Ok(()), "a fact");
        }
        // What others did today is a fact today.
        for act in [
            Act::Corrected,
            Act::FeePaid,
            Act::ReplyOrdered,
            Act::ConsultationAnswered,
        ] {
            assert_eq!(against.may_be_recorded(act, today, today), Ok(()));
        }
    }
    let never = hindrance(Weight::Impossible);
    assert!(never.may_be_recorded(Act::Corrected, yesterday, today).is_err());
}

fn in_part(content: &str) -> serde_json::Value {
    json!({
        "on": "2025-03-10", "event": "consultation_answered", "party": "third_party", "name": "甲公司",
        "consents": false, "consents_to": content
    })
}

/// 条例第三十二条: a consent to a part objects to the rest, which is heeded or overridden by name like any other objection.
#[test]
fn what_is_not_consented_to_counts_as_an_objection_and_what_is_stays_on_record() {
    let opinion = in_part("招标文件");
    let standing = standing_on(
        "2025-03-12",
        json!([received("2025-03-03"), consulted("甲公司"), opinion]),
    );
    let told_of = &standing.history.consultations[0];
    assert!(told_of.objects());
    assert_eq!(
        told_of.said().unwrap(),
        "部分同意公开，同意公开的内容：招标文件；其余内容不同意公开"
    );
    let facts = Facts::of(&standing.history, &Rules::default(), day("2025-03-12"));
    assert_eq!(facts.objections(), 1);
    assert_eq!(facts.third_parties[0].consents_to, "招标文件");
    let granted = json!({"on": "2025-03-12", "event": "replied", "outcome": "granted"});
    let whole = standing_on(
        "2025-03-12",
        json!([received("2025-03-03"), consulted("甲公司"), opinion, granted]),
    );
    assert!(
        warns(&whole, "书面告知决定公开的内容和理由"),
        "{:?}",
        whole.warnings
    );
    let told = |lines: &[crate::cases::Line]| lines.iter().map(|line| line.text.clone()).collect::<String>();
    assert!(told(&standing.reasoning).contains("同意公开的内容：招标文件"));
    let outside = told(&standing.reasoning_for_applicant);
    assert!(
        outside.contains("部分同意公开") && !outside.contains("招标文件"),
        "{outside}"
    );
}

/// 书面: nobody signed it, so that nothing is consented to; an objection stands however it came.
#[test]
fn a_consent_to_a_part_that_nobody_signed_is_an_objection_to_all() {
    let mut opinion = in_part("招标文件");
    opinion["is_signed"] = json!(false);
    let standing = standing_on(
        "2025-03-12",
        json!([received("2025-03-03"), consulted("甲公司"), opinion]),
    );
    let told_of = &standing.history.consultations[0];
    assert_eq!((told_of.objects(), told_of.consents_to.as_deref()), (true, None));
    assert!(warns(&standing, "其中同意公开的部分不作为依据"));
}

#[test]
fn who_consents_to_all_consents_to_no_part() {
    for consents in [json!(true), json!(null)] {
        let mut opinion = in_part("招标文件");
        opinion["consents"] = consents;
        let why = refusal(json!([received("2025-03-03"), consulted("甲公司"), opinion]));
        assert!(why.contains("其余内容按不同意公开登记"), "{why}");
    }
}
