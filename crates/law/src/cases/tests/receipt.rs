//! Which day an application counts as received on, by the channel it came in by (条例第三十一条).

use serde_json::json;

use super::*;

#[test]
fn the_day_of_receipt_follows_the_channel() {
    let table = [
        (
            json!({"on": "2025-03-05", "event": "received", "channel": "in_person", "arrived_on": "2025-03-03"}),
            "2025-03-03",
        ),
        (
            json!({"on": "2025-03-05", "event": "received", "channel": "registered_post"}),
            "2025-03-05",
        ),
        (
            json!({"on": "2025-03-03", "event": "received", "channel": "ordinary_post", "confirmed_on": "2025-03-06"}),
            "2025-03-06",
        ),
        (
            json!({"on": "2025-03-03", "event": "received", "channel": "online", "confirmed_on": "2025-03-04"}),
            "2025-03-04",
        ),
        (
            json!({"on": "2025-03-04", "event": "received", "channel": "fax", "arrived_on": "2025-03-03"}),
            "2025-03-04",
        ),
        (
            json!({"on": "2025-03-04", "event": "received", "channel": "oral"}),
            "2025-03-04",
        ),
    ];
    for (event, on) in table {
        assert_eq!(standing(json!([event])).received_on, Some(day(on)), "{event}");
    }
}

#[test]
fn an_arrival_that_nobody_confirms_warns_and_its_clock_has_not_begun() {
    let arrived = json!({"on": "2025-03-03", "event": "received", "channel": "online", "confirmed_on": null});
    let early = standing_on("2025-03-04", json!([arrived]));
    assert_eq!((early.state, early.due_on), (State::Arrived, None));
    assert!(early.warnings.is_empty());
    assert!(early.may(Act::Extended).unwrap_err().contains("尚未与申请人确认"));
    let late = standing_on("2025-04-01", json!([arrived]));
    assert_eq!(late.warnings.len(), 2, "{:?}", late.warnings);
    let confirmed = standing(json!([arrived, {"on": "2025-03-07", "event": "confirmed"}]));
    assert_eq!(confirmed.received_on, Some(day("2025-03-07")));
}
