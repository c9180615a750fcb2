//! The statute's clocks as tables of dates (law.md §4), and what may not follow on what.

mod decided;
mod decided_days;
mod objections;
mod reached;
mod receipt;
mod same_content;
mod undelivered;
mod unreceived;

use jiff::civil::Date;
use serde_json::json;

use super::*;
use crate::codes::TableThreeRow;

fn events(list: serde_json::Value) -> Vec<Event> {
    serde_json::from_value(list).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn standing_on(today: &str, list: serde_json::Value) -> Standing {
    Standing::of(&events(list), &Rules::default(), day(today)).unwrap()
}

fn standing(list: serde_json::Value) -> Standing {
    standing_on("2026-11-25", list)
}

fn refusal(list: serde_json::Value) -> String {
    Standing::of(&events(list), &Rules::default(), day("2026-11-25"))
        .unwrap_err()
        .to_string()
}

fn received(on: &str) -> serde_json::Value {
    json!({"on": on, "event": "received", "channel": "in_person"})
}

#[test]
fn a_reply_is_due_in_twenty_working_days_and_in_forty_when_extended() {
    let table = [
        ("2024-02-05", "2024-03-08", "2024-04-08"),
        ("2024-09-10", "2024-10-14", "2024-11-11"),
        ("2024-09-29", "2024-10-31", "2024-11-28"),
        ("2025-01-23", "2025-02-26", "2025-03-26"),
        ("2025-04-28", "2025-05-29", "2025-06-27"),
        ("2025-09-25", "2025-10-29", "2025-11-26"),
        ("2025-10-04", "2025-11-04", "2025-12-02"),
        ("2025-12-12", "2026-01-12", "2026-02-09"),
        ("2026-02-09", "2026-03-13", "2026-04-13"),
        ("2026-04-30", "2026-06-01", "2026-06-30"),
    ];
    for (on, twenty, forty) in table {
        let plain = standing(json!([received(on)]));
        assert_eq!(plain.due_on, Some(day(twenty)), "{on}");
        assert_eq!(plain.received_on, Some(day(on)));
        let extension = json!({"on": twenty, "event": "extended", "days": 20, "approved_by": "张三"});
        assert_eq!(
            standing(json!([received(on), extension])).due_on,
            Some(day(forty)),
            "{on}"
        );
    }
}

#[test]
fn a_third_partys_time_does_not_count() {
    let consulted = [
        json!({"on": "2025-03-10", "event": "consultation_sent", "party": "third_party"}),
        json!({"on": "2025-03-26", "event": "consultation_answered", "party": "third_party", "consents": true}),
    ];
    let [sent, answered] = consulted;
    let plain = standing(json!([received("2025-03-03"), sent, answered]));
    assert_eq!(plain.due_on, Some(day("2025-04-17")));
    let clock = plain
        .clocks
        .iter()
        .find(|clock| clock.name == ClockName::Reply)
        .unwrap();
    assert_eq!(clock.excluded.len(), 1);
    assert_eq!(clock.excluded[0].working_days, 12);
    let extension = json!({"on": "2025-04-10", "event": "extended", "days": 20, "approved_by": "张三"});
    let extended = standing(json!([received("2025-03-03"), sent, answered, extension]));
    assert_eq!(extended.due_on, Some(day("2025-05-19")));
}

#[test]
fn a_corrected_application_begins_the_clock_anew() {
    let asked = json!({"on": "2025-06-12", "event": "correction_requested"});
    let corrected = json!({"on": "2025-06-20", "event": "corrected"});
    let waiting = standing_on("2025-06-13", json!([received("2025-06-03"), asked]));
    assert_eq!((waiting.state, waiting.due_on), (State::AwaitingCorrection, None));
    assert_eq!(waiting.waits_for, "申请人");
    let anew = standing(json!([received("2025-06-03"), asked, corrected]));
    assert_eq!(anew.due_on, Some(day("2025-07-18")));
    let [last_day] = anew.noted.as_slice() else {
        panic!("{:?}", anew.noted);
    };
    assert!(last_day.act == Act::CorrectionRequested && last_day.why.contains("最后一天"));
}

#[test]
fn payment_begins_the_clock_anew_unless_the_organ_only_pauses_it() {
    let events = events(json!([
        received("2025-07-28"),
        {"on": "2025-08-01", "event": "fee_notified", "received_on": "2025-08-04"},
        {"on": "2025-08-15", "event": "fee_paid"}
    ]));
    let today = day("2025-08-18");
    let mut rules = Rules::default();
    let anew = Standing::of(&events, &rules, today).unwrap();
    assert_eq!(anew.due_on, Some(day("2025-09-12")));
    let payment = anew
        .clocks
        .iter()
        .find(|clock| clock.name == ClockName::Payment)
        .unwrap();
    assert_eq!(payment.due_on, day("2025-09-01"));
    rules.settings.payment_restarts = false;
    let paused = Standing::of(&events, &rules, today).unwrap();
    // 20 working days from 07-28 end on 08-25; 08-05 to 08-15 are nine.
    assert_eq!(paused.due_on, Some(day("2025-09-05")));
}

#[test]
fn overlapping_consultations_count_once() {
    let list = json!([
        received("2025-03-03"),
        {"on": "2025-03-10", "event": "consultation_sent", "party": "third_party", "name": "甲公司"},
        {"on": "2025-03-12", "event": "consultation_sent", "party": "third_party", "name": "乙公司"},
        {"on": "2025-03-14", "event": "consultation_answered", "party": "third_party", "name": "乙公司", "consents": true},
        {"on": "2025-03-26", "event": "consultation_answered", "party": "third_party", "name": "甲公司", "consents": false}
    ]);
    assert_eq!(standing(list).due_on, Some(day("2025-04-17")));
}

#[test]
fn silence_means_different_things() {
    let silent = |party| {
        let list = json!([received("2025-03-03"), {"on": "2025-03-10", "event": "consultation_sent", "party": party, "received_on": "2025-03-10"}]);
        standing_on("2025-04-02", list)
    };
    let third = silent("third_party");
    assert!(
        third
            .reasoning
            .iter()
            .any(|line| line.text.contains("由本机关依照条例的规定决定"))
    );
    assert_eq!(third.state, State::InProgress);
    let maker = silent("co_maker");
    assert!(
        maker
            .reasoning
            .iter()
            .any(|line| line.text.contains("视为同意公开"))
    );
    // Fifteen working days from 03-10 end on 03-31: that much does not count.
    assert_eq!(maker.due_on, Some(day("2025-04-22")));
}

#[test]
fn the_applicants_reasoning_names_the_kind_of_a_party_and_no_party() {
    let name = "洛阳某某机械有限公司";
    let list = json!([
        received("2025-03-03"),
        {"on": "2025-03-10", "event": "consultation_sent", "party": "third_party", "name": name},
        {"on": "2025-03-14", "event": "consultation_answered", "party": "third_party", "name": name, "consents": false},
        {"on": "2025-03-17", "event": "override_notified", "name": name}
    ]);
    let standing = standing_on("2025-03-18", list);
    let has = |lines: &[Line], words: &str| lines.iter().any(|line| line.text.contains(words));
    assert!(has(&standing.reasoning, name), "the desk reads whom it asked");
    assert!(!has(&standing.reasoning_for_applicant, name));
    assert!(has(&standing.reasoning_for_applicant, "书面征求第三方意见"));
    assert_eq!(standing.reasoning.len(), standing.reasoning_for_applicant.len());
}

#[test]
fn what_was_never_sent_is_never_answered() {
    for (event, words) in [
        (
            json!({"on": "2025-03-10", "event": "corrected"}),
            "尚未发出补正告知书",
        ),
        (
            json!({"on": "2025-03-10", "event": "consultation_answered", "party": "co_maker"}),
            "尚未发出征求意见书",
        ),
        (
            json!({"on": "2025-03-10", "event": "fee_paid"}),
            "尚未发出收费通知书",
        ),
        (
            json!({"on": "2025-03-10", "event": "delivered", "how": "post"}),
            "尚未作出答复",
        ),
        (
            json!({"on": "2025-02-28", "event": "withdrawn"}),
            "早于申请到达之日（2025-03-03）",
        ),
        (
            json!({"on": "2025-03-10", "event": "replied", "outcome": "otherwise.uncorrected"}),
            "没有发出过补正告知",
        ),
        (
            json!({"on": "2025-03-10", "event": "replied", "outcome": "otherwise.unpaid"}),
            "没有发出过收费通知",
        ),
        (
            json!({"on": "2025-03-10", "event": "replied", "outcome": "unavailable.still_unclear"}),
            "没有补正过",
        ),
        (
            json!({"on": "2025-03-10", "event": "replied", "outcome": "total"}),
            "不是处理结果",
        ),
        (received("2025-03-11"), "不能再次收到"),
    ] {
        let why = refusal(json!([received("2025-03-03"), event]));
        assert!(why.contains(words), "{why}");
    }
    assert!(refusal(json!([])).contains("没有任何事件"));
    let headless = json!([{"on": "2025-03-04", "event": "confirmed"}]);
    assert!(refusal(headless).contains("第一个事件应当是"));
    let early = refusal(json!([
        {"on": "2025-03-03", "event": "received", "channel": "online", "confirmed_on": "2025-03-06"},
        {"on": "2025-03-04", "event": "correction_requested"}
    ]));
    assert!(early.contains("早于收到申请之日（2025-03-06）"), "{early}");
}

#[test]
fn a_third_party_that_agrees_can_not_be_the_reason_of_a_refusal() {
    let asked = json!({"on": "2025-03-10", "event": "consultation_sent", "party": "third_party"});
    let answered = |consents: serde_json::Value| json!({"on": "2025-03-14", "event": "consultation_answered", "party": "third_party", "consents": consents});
    let refused = json!({"on": "2025-03-20", "event": "replied", "outcome": "refused.third_party"});
    let against = |before: &[&serde_json::Value]| {
        let first = received("2025-03-03");
        let list: Vec<&serde_json::Value> = std::iter::once(&first).chain(before.iter().copied()).collect();
        let so_far = standing_on("2025-03-20", json!(list));
        let why = so_far.refused_outcomes.into_iter();
        why.filter(|one| one.outcome == TableThreeRow::RefusedThirdParty)
            .map(|one| one.why)
            .collect::<String>()
    };
    let agreed = answered(json!(true));
    assert!(against(&[&asked, &agreed]).contains("都同意公开"));
    assert!(against(&[&asked]).contains("尚在期限内"));
    assert!(against(&[]).contains("没有书面征求过第三方意见"));
    // Where it was done all the same, it is on record with the warning.
    let done = standing(json!([received("2025-03-03"), asked, agreed, refused]));
    assert!(done.warnings.iter().any(|warning| warning.contains("都同意公开")));
    for consents in [json!(false), json!(null)] {
        let closed = standing(json!([
            received("2025-03-03"),
            asked,
            answered(consents),
            refused
        ]));
        assert_eq!(closed.outcome, Some(TableThreeRow::RefusedThirdParty));
    }
}

#[test]
fn a_late_notice_of_correction_is_against_the_rules_but_can_have_happened() {
    let list = json!([received("2025-03-03"), {"on": "2025-03-13", "event": "correction_requested"}]);
    let late = standing(list);
    assert!(
        late.warnings[0].contains("期限已于 2025-03-12 届满"),
        "{:?}",
        late.warnings
    );
    let before = standing_on("2025-03-13", json!([received("2025-03-03")]));
    assert!(before.may(Act::CorrectionRequested).is_err());
    let in_time = standing_on("2025-03-12", json!([received("2025-03-03")]));
    assert!(in_time.may(Act::CorrectionRequested).is_ok());
}

#[test]
fn the_day_a_reply_goes_out_decides_whether_it_is_late() {
    let replied = json!({"on": "2025-03-31", "event": "replied", "outcome": "granted"});
    let out = |on| json!({"on": on, "event": "delivered", "how": "post"});
    let in_time = standing(json!([received("2025-03-03"), replied, out("2025-03-31")]));
    assert_eq!((in_time.state, in_time.overdue), (State::Delivered, false));
    let late = standing(json!([received("2025-03-03"), replied, out("2025-04-01")]));
    assert!(late.overdue);
    assert_eq!(late.decided_on, Some(day("2025-03-31")));
    let waiting = standing_on("2025-03-31", json!([received("2025-03-03"), replied]));
    assert_eq!((waiting.state, waiting.overdue), (State::Replied, false));
    assert_eq!(waiting.allowed, [Act::Delivered]);
}

#[test]
fn a_day_in_a_year_without_a_notice_is_tentative() {
    let crossing = standing_on("2026-12-15", json!([received("2026-12-10")]));
    assert!(crossing.tentative);
    assert!(crossing.reasoning.iter().any(|line| line.text.contains("暂定")));
    assert!(!standing_on("2026-11-25", json!([received("2026-11-02")])).tentative);
}

#[test]
fn what_has_not_happened_yet_is_left_out_and_named() {
    let list = json!([received("2025-03-03"), {"on": "2025-03-20", "event": "withdrawn"}]);
    let before = standing_on("2025-03-10", list);
    assert_eq!(before.state, State::InProgress);
    assert!(before.warnings[0].contains("未计入"));
}

#[test]
fn reasons_asked_for_may_lead_to_a_later_day() {
    let list = json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "reasons_requested"},
        {"on": "2025-03-10", "event": "reasons_given"},
        {"on": "2025-03-12", "event": "delayed", "until": "2025-06-30"}
    ]);
    let delayed = standing(list);
    assert_eq!(delayed.due_on, Some(day("2025-06-30")));
    let clock = delayed.clocks.last().unwrap();
    assert_eq!(clock.article, "条例第三十五条");
}

#[test]
fn one_more_event_is_taken_or_refused_with_the_reason() {
    let so_far = events(json!([
        received("2025-03-03"),
        {"on": "2025-03-20", "event": "replied", "outcome": "granted"}
    ]));
    let rules = Rules::default();
    let one = |value| events(json!([value])).remove(0);
    let today = day("2025-03-25");
    let consulted = one(json!({"on": "2025-03-10", "event": "consultation_sent", "party": "co_maker"}));
    let with = Standing::with(&so_far, consulted, &rules, today).unwrap();
    assert_eq!(with.history.consultations.len(), 1);
    let correction = one(json!({"on": "2025-03-10", "event": "correction_requested"}));
    // A reply stands on record later, while the correction would still be waited for.
    assert!(Standing::with(&so_far, correction, &rules, today).is_ok());
    let late = one(json!({"on": "2025-03-13", "event": "correction_requested"}));
    assert!(
        !Standing::with(&so_far, late, &rules, today)
            .unwrap_err()
            .is_impossible()
    );
    let early = one(json!({"on": "2025-03-01", "event": "extended", "days": 5, "approved_by": "张三"}));
    let refused = Standing::with(&so_far, early, &rules, today).unwrap_err();
    assert!(refused.is_impossible());
    assert_eq!(refused.why, "早于申请到达之日（2025-03-03）。");
}

#[test]
fn the_schema_names_every_event_with_every_field() {
    let schema: serde_json::Value = serde_json::from_str(EVENTS_SCHEMA).unwrap();
    let kinds = schema["items"]["oneOf"].as_array().unwrap();
    assert_eq!(kinds.len(), Act::ALL.len());
    for (act, kind) in Act::ALL.iter().zip(kinds) {
        let properties = kind["properties"].as_object().unwrap();
        assert_eq!(properties["event"]["const"], act.code());
        let mut named: Vec<&str> = properties.keys().map(String::as_str).collect();
        named.retain(|name| !["on", "event"].contains(name));
        let mut fields = act.spec().fields.to_vec();
        fields.sort_unstable();
        named.sort_unstable();
        assert_eq!(named, fields, "{act:?}");
    }
    let replied = kinds
        .iter()
        .find(|kind| kind["properties"]["event"]["const"] == "replied");
    let outcomes = &replied.unwrap()["properties"]["outcome"]["enum"];
    let leaves: Vec<&str> = TableThreeRow::leaves()
        .filter(|row| *row != TableThreeRow::OtherwiseMerged)
        .map(TableThreeRow::code)
        .collect();
    assert_eq!(*outcomes, json!(leaves));
}
