//! Periods of others begin with the day their letter came (条例第三十条、第三十二条、第三十四条、第四十二条): until it is known nothing
//! lapses, and what a notice sets that came too late is no period.

use serde_json::json;

use super::*;

fn notice(received_on: Option<&str>) -> serde_json::Value {
    let mut notice = json!({"on": "2025-03-05", "event": "correction_requested", "respond_by": "2025-03-14"});
    if let Some(day) = received_on {
        notice["received_on"] = json!(day);
    }
    notice
}

fn correction(today: &str, received_on: Option<&str>) -> (Standing, Clock) {
    let standing = standing_on(today, json!([received("2025-03-03"), notice(received_on)]));
    let clock = standing.clocks.iter();
    let clock = clock.clone().find(|clock| clock.name == ClockName::Correction);
    let clock = clock.unwrap().clone();
    (standing, clock)
}

#[test]
fn a_period_that_ended_before_its_notice_came_is_no_period() {
    let table = [
        (Some("2025-03-05"), "2025-03-14"),
        (Some("2025-03-13"), "2025-03-14"),
        // On its last day, and five days after it: fifteen working days from the day it came.
        (Some("2025-03-14"), "2025-04-07"),
        (Some("2025-03-19"), "2025-04-10"),
    ];
    for (received_on, due) in table {
        let (_, clock) = correction("2025-03-20", received_on);
        assert_eq!(clock.due_on, day(due), "{received_on:?}");
    }
    let (late, _) = correction("2025-03-20", Some("2025-03-19"));
    let told: Vec<&str> = late.reasoning.iter().map(|line| line.text.as_str()).collect();
    let told = told.concat();
    assert!(
        told.contains("申请人 2025-03-19 收到") && told.contains("2025-03-14 在收到之前已经届满"),
        "{told}"
    );
    assert!(
        late.warnings.iter().all(|warning| !warning.contains("请办结")),
        "{:?}",
        late.warnings
    );
}

#[test]
fn an_answer_of_a_day_before_its_letter_came_is_told() {
    let warned = |received_on: &str| {
        let sent = json!({"on": "2025-03-05", "event": "consultation_sent", "party": "third_party",
            "name": "甲公司", "received_on": received_on});
        let answered = json!({"on": "2025-03-10", "event": "consultation_answered", "party": "third_party",
            "name": "甲公司", "consents": false});
        let standing = standing_on("2025-03-20", json!([received("2025-03-03"), sent, answered]));
        standing.warnings.concat().contains("早于登记的对方收到之日")
    };
    assert!(warned("2025-03-12"));
    assert!(!warned("2025-03-10"));
}

#[test]
fn while_nobody_knows_whether_a_letter_came_nothing_lapses_and_that_is_said() {
    let letters = [
        notice(None),
        json!({"on": "2025-03-05", "event": "fee_notified"}),
        json!({"on": "2025-03-05", "event": "reasons_requested", "respond_by": "2025-03-14"}),
        json!({"on": "2025-03-05", "event": "consultation_sent", "party": "co_maker", "name": "某局"}),
    ];
    for letter in letters {
        let unknown = standing_on("2025-06-10", json!([received("2025-03-03"), letter]));
        assert_eq!(unknown.unreceived.len(), 1, "{letter}");
        let told: String = unknown.reasoning.iter().map(|line| line.text.as_str()).collect();
        assert!(told.contains("收到之日还不知道"), "{told}");
        assert!(!told.contains("收到收费通知"), "posting is no receipt: {told}");
        let warnings = unknown.warnings.concat();
        assert!(
            warnings.contains("还没有登记对方收到之日") && !warnings.contains("请办结"),
            "{warnings}"
        );
        let mut known = letter.clone();
        known["received_on"] = json!("2025-03-06");
        let known = standing_on("2025-06-10", json!([received("2025-03-03"), known]));
        assert!(known.unreceived.is_empty(), "{letter}");
        let told: String = known.reasoning.iter().map(|line| line.text.as_str()).collect();
        assert!(
            told.contains("2025-03-06 收到") && !told.contains("还不知道"),
            "{told}"
        );
    }
}
