//! `gongkai case clock` on histories that are against the rules and happen: exit 0, and the warnings say which and why, in
//! JSON and in words. Only what can't have happened exits 1.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::command::{Ended, run};

fn received(on: &str) -> Value {
    json!({"on": on, "event": "received", "channel": "in_person"})
}

fn extended(on: &str, days: u16) -> Value {
    json!({"on": on, "event": "extended", "days": days, "approved_by": "张三"})
}

fn clock(folder: &Path, events: &Value, today: &str, more: &[&str]) -> Ended {
    let file = folder.join("case.json");
    fs::write(&file, events.to_string()).unwrap();
    let mut arguments = vec!["case", "clock", file.to_str().unwrap(), "--today", today];
    arguments.extend(more);
    run(folder, &arguments)
}

/// The standing as JSON; what is warned of stands in the words as well.
fn worked_out(folder: &Path, events: &Value, today: &str) -> Value {
    let ended = clock(folder, events, today, &["--json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let standing: Value = serde_json::from_str(&ended.out).unwrap();
    let told = clock(folder, events, today, &[]);
    assert_eq!(told.code, 0);
    for warning in standing["warnings"].as_array().unwrap() {
        assert!(
            told.out.contains(&format!("注意：{}", warning.as_str().unwrap())),
            "{}",
            told.out
        );
    }
    standing
}

fn warnings(standing: &Value) -> String {
    standing["warnings"].to_string()
}

fn of_name<'a>(standing: &'a Value, name: &str) -> &'a Value {
    let clocks = standing["clocks"].as_array().unwrap();
    clocks.iter().find(|clock| clock["name"] == name).unwrap()
}

#[test]
fn what_is_against_the_rules_and_has_no_effect_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let asked = |on: &str, by: &str| json!({"on": on, "event": "correction_requested", "respond_by": by});
    for (events, today, due_on, words) in [
        (
            json!([received("2025-03-03"), extended("2025-04-01", 20)]),
            "2025-04-02",
            "2025-03-31",
            "不能再延长",
        ),
        (
            json!([
                received("2025-03-03"),
                extended("2025-03-20", 10),
                extended("2025-04-10", 10)
            ]),
            "2025-04-11",
            "2025-04-15",
            "只能延长一次",
        ),
        (
            json!([
                received("2025-03-03"),
                asked("2025-03-05", "2025-03-20"),
                {"on": "2025-03-10", "event": "corrected"},
                asked("2025-03-12", "2025-03-28")
            ]),
            "2025-03-13",
            "2025-04-08",
            "补正只能一次性告知",
        ),
        (
            json!([received("2025-03-03"), {"on": "2025-03-20", "event": "extended", "days": 20}]),
            "2025-03-21",
            "2025-03-31",
            "没有载明经政府信息公开工作机构负责人同意",
        ),
    ] {
        let standing = worked_out(folder.path(), &events, today);
        assert_eq!(standing["due_on"], due_on);
        assert!(warnings(&standing).contains(words) && warnings(&standing).contains("对期限不起作用"));
    }
    let late = json!([received("2025-03-03"), extended("2025-04-01", 20)]);
    assert_eq!(worked_out(folder.path(), &late, "2025-04-02")["overdue"], true);
}

#[test]
fn what_is_against_the_rules_and_counts_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    for (events, today, due_on, words) in [
        (
            json!([received("2025-03-03"), extended("2025-03-20", 30)]),
            "2025-03-21",
            "2025-04-28",
            "现为30个，按20个计算",
        ),
        (
            json!([
                received("2025-07-28"),
                {"on": "2025-08-04", "event": "fee_notified"},
                {"on": "2025-09-02", "event": "fee_paid"}
            ]),
            "2025-09-03",
            "2025-09-29",
            "申请人缴费的期限已于 2025-09-01 届满",
        ),
        (
            json!([
                received("2025-03-03"),
                {"on": "2025-03-05", "event": "correction_requested", "respond_by": "2025-03-07"},
                {"on": "2025-03-10", "event": "corrected"}
            ]),
            "2025-03-11",
            "2025-04-08",
            "申请人补正的期限已于 2025-03-07 届满",
        ),
        (
            json!([
                received("2025-03-03"),
                {"on": "2025-03-05", "event": "reasons_requested", "respond_by": "2025-03-13"},
                {"on": "2025-03-06", "event": "reasons_given"},
                {"on": "2025-04-01", "event": "delayed", "until": "2025-06-30"}
            ]),
            "2025-04-02",
            "2025-06-30",
            "延迟答复应当在届满之前确定",
        ),
        (
            json!([received("2025-03-03"), {"on": "2025-03-31", "event": "consultation_sent", "party": "third_party"}]),
            "2025-04-01",
            "2025-03-31",
            "期限的最后一天",
        ),
    ] {
        let standing = worked_out(folder.path(), &events, today);
        assert_eq!(standing["due_on"], due_on, "{events}");
        assert!(warnings(&standing).contains(words), "{}", warnings(&standing));
    }
}

#[test]
fn what_was_decided_of_extension_notice_and_holidays_holds() {
    let folder = tempfile::tempdir().unwrap();
    let consulted = json!([
        received("2025-03-03"),
        {"on": "2025-03-17", "event": "consultation_sent", "party": "third_party"},
        extended("2025-03-20", 20)
    ]);
    let accepted = worked_out(folder.path(), &consulted, "2025-03-21");
    assert_eq!(of_name(&accepted, "reply")["working_days"], 40);
    assert_eq!(warnings(&accepted), "[]");
    let restarted = json!([
        received("2025-07-28"),
        extended("2025-07-30", 20),
        {"on": "2025-08-04", "event": "fee_notified"},
        {"on": "2025-08-15", "event": "fee_paid"}
    ]);
    let restarted = worked_out(folder.path(), &restarted, "2025-08-18");
    assert_eq!(restarted["due_on"], "2025-09-12");
    assert!(restarted["reasoning"].to_string().contains("此前的延期不再计入"));
    let fresh = worked_out(folder.path(), &json!([received("2025-03-03")]), "2025-03-11");
    let notice = of_name(&fresh, "correction_notice");
    assert_eq!(
        (&notice["due_on"], &notice["met_on"]),
        (&json!("2025-03-12"), &Value::Null)
    );
    let fee = json!([
        received("2027-01-11"),
        {"on": "2027-01-15", "event": "fee_notified", "received_on": "2027-01-18"}
    ]);
    for today in ["2027-02-17", "2027-02-20"] {
        let waiting = worked_out(folder.path(), &fee, today);
        assert_eq!(
            (&waiting["state"], &waiting["tentative"]),
            (&json!("awaiting_fee"), &json!(true))
        );
        let refused = waiting["refused_outcomes"].as_array().unwrap();
        let unpaid = refused
            .iter()
            .find(|one| one["outcome"] == "otherwise.unpaid")
            .unwrap();
        assert!(unpaid["why"].as_str().unwrap().contains("缴费期限未满"));
    }
    let online = json!([
        {"on": "2025-03-03", "event": "received", "channel": "online", "confirmed_on": null},
        {"on": "2025-03-04", "event": "replied", "outcome": "granted"},
        {"on": "2025-03-04", "event": "delivered", "how": "online"}
    ]);
    assert_eq!(
        worked_out(folder.path(), &online, "2025-03-05")["state"],
        "delivered"
    );
}

#[test]
fn only_the_logically_impossible_exits_with_one() {
    let folder = tempfile::tempdir().unwrap();
    let online = |arrived: &str, confirmed: Value| json!({"on": "2026-12-31", "event": "received", "channel": "online", "arrived_on": arrived, "confirmed_on": confirmed});
    for (events, words) in [
        (
            json!([received("2025-03-03"), {"on": "2025-03-10", "event": "fee_paid"}]),
            "尚未发出收费通知书",
        ),
        (
            json!([received("2025-03-03"), {"on": "2025-02-28", "event": "withdrawn"}]),
            "早于申请到达之日（2025-03-03）",
        ),
        (
            json!([online("2026-12-31", Value::Null), {"on": "2026-12-30", "event": "confirmed"}]),
            "确认之日早于申请到达之日（2026-12-31）",
        ),
        (
            json!([online("2027-01-02", json!("2027-01-04"))]),
            "晚于登记收到之日",
        ),
        (
            json!([received("2025-03-03"), {"on": "2025-03-05", "event": "withdrawn"}, extended("2025-03-06", 5)]),
            "已经撤回申请",
        ),
    ] {
        let ended = clock(folder.path(), &events, "2027-01-10", &["--json"]);
        assert_eq!((ended.code, ended.out.as_str()), (1, ""), "{events}");
        assert!(ended.err.contains(words), "{}", ended.err);
    }
    let ended = json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "withdrawn"},
        {"on": "2025-03-06", "event": "replied", "outcome": "otherwise.other"}
    ]);
    assert_eq!(
        worked_out(folder.path(), &ended, "2025-03-07")["state"],
        "withdrawn"
    );
}

#[test]
fn a_reply_that_a_decision_orders_has_a_clock_of_its_own_and_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    let ordered = json!({"on": "2026-01-12", "event": "reply_ordered", "route": "reconsideration",
        "ending": "revoked", "authority": "某市人民政府", "number": "某政复决〔2026〕1号",
        "dated": "2026-01-08", "days": 15});
    let mut events = vec![
        received("2025-11-03"),
        json!({"on": "2025-11-20", "event": "replied", "outcome": "refused.safety"}),
        json!({"on": "2025-11-20", "event": "delivered", "how": "in_person"}),
        ordered,
    ];
    let standing = worked_out(folder.path(), &json!(events), "2026-01-13");
    assert_eq!(standing["state"], "reopened");
    // Fifteen working days after 2026-01-12.
    assert_eq!(
        (&standing["due_on"], &standing["next_due_on"]),
        (&json!("2026-02-02"), &json!("2026-02-02"))
    );
    assert_eq!(
        of_name(&standing, "ordered_reply")["article"],
        "行政复议法第六十四条、第七十七条"
    );
    assert_eq!(standing["outcome"], Value::Null);
    assert_eq!(
        standing["counted"],
        json!({"row": "refused.safety", "on": "2025-11-20"})
    );
    let late = worked_out(folder.path(), &json!(events), "2026-02-03");
    assert!(warnings(&late).contains("责令答复的期限已于 2026-02-02 届满"));
    events.extend([
        json!({"on": "2026-01-30", "event": "replied", "outcome": "granted"}),
        json!({"on": "2026-01-30", "event": "delivered", "how": "in_person"}),
    ]);
    let over = worked_out(folder.path(), &json!(events), "2026-02-03");
    assert_eq!(
        (&over["state"], &over["outcome"]),
        (&json!("delivered"), &json!("granted"))
    );
    assert_eq!(over["counted"]["row"], "refused.safety");
    let told = clock(folder.path(), &json!(events), "2026-02-03", &[]);
    assert!(
        told.out.contains("计入 2025 年度报告表三：（三）不予公开"),
        "{}",
        told.out
    );
}

#[test]
fn an_order_that_can_not_be_is_named_with_what_is_wrong_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let order = |ending: &str, dated: &str| {
        json!([
            received("2025-03-03"),
            {"on": "2025-03-20", "event": "replied", "outcome": "refused.safety"},
            {"on": "2025-03-20", "event": "delivered", "how": "in_person"},
            {"on": "2025-06-09", "event": "reply_ordered", "route": "litigation_direct", "ending": ending,
             "authority": "某法院", "number": "（2025）行初3号", "dated": dated}
        ])
    };
    for (events, words) in [
        (order("upheld", "2025-06-05"), "不会责令作出答复"),
        (
            order("revoked", "2025-06-10"),
            "收到之日早于决定书、判决书载明之日",
        ),
    ] {
        let ended = clock(folder.path(), &events, "2025-06-10", &[]);
        assert_eq!(ended.code, 1);
        assert!(ended.err.contains(words), "{}", ended.err);
    }
    assert_eq!(
        clock(folder.path(), &order("revoked", "2025-06-05"), "2025-06-10", &[]).code,
        0
    );
}
