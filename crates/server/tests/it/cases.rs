//! The clock and the fee on the command line: exit 0 worked out, 1 such a history can't have happened, 2 unreadable.

use std::fs;
use std::path::Path;

use law::cases::{Event, Rules, Standing};
use serde_json::{Value, json};

use crate::command::run;

fn clock(folder: &Path, events: &str, more: &[&str]) -> (i32, String, String) {
    let file = folder.join("case.json");
    fs::write(&file, events).unwrap();
    let mut arguments = vec!["case", "clock", file.to_str().unwrap()];
    arguments.extend(more);
    let ended = run(folder, &arguments);
    (ended.code, ended.out, ended.err)
}

#[test]
fn the_fee_is_told_by_either_tariff() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, fee) in [
        (["fee", "items", "35"], "3000.00 元\n"),
        (["fee", "pages", "68"], "380.00 元\n"),
        (["fee", "items", "10"], "0.00 元\n"),
    ] {
        let ended = run(folder.path(), &arguments);
        assert_eq!((ended.code, ended.out.as_str()), (0, fee));
    }
    assert_ne!(run(folder.path(), &["fee", "items", "-1"]).code, 0);
}

#[test]
fn a_case_given_as_events_is_reckoned_with_its_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let events = json!([
        {"on": "2025-03-03", "event": "received", "channel": "in_person"},
        {"on": "2025-03-10", "event": "consultation_sent", "party": "third_party"},
        {"on": "2025-03-26", "event": "consultation_answered", "party": "third_party", "consents": false}
    ])
    .to_string();
    let (code, out, _) = clock(folder.path(), &events, &["--today", "2025-04-01", "--json"]);
    assert_eq!(code, 0);
    let standing: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(standing["state"], "in_progress");
    assert_eq!(standing["received_on"], "2025-03-03");
    assert_eq!(standing["due_on"], "2025-04-17");
    assert_eq!(standing["tentative"], false);
    assert_eq!(standing["overdue"], false);
    assert_eq!(standing["outcome"], Value::Null);
    let reply = standing["clocks"].as_array().unwrap().last().unwrap();
    assert_eq!(reply["name"], "reply");
    assert_eq!(reply["article"], "条例第三十三条第二款");
    assert_eq!(
        (&reply["from"], &reply["working_days"]),
        (&json!("2025-03-03"), &json!(20))
    );
    assert_eq!(reply["excluded"][0]["working_days"], 12);
    assert!(
        standing["allowed"]
            .as_array()
            .unwrap()
            .contains(&json!("extended"))
    );
    let refused = standing["refused"].as_array().unwrap();
    assert!(refused.iter().all(|one| !one["why"].as_str().unwrap().is_empty()));

    let (code, out, _) = clock(folder.path(), &events, &["--today", "2025-04-18"]);
    assert_eq!(code, 0);
    for words in [
        "答复期限届满日：2025-04-17，已逾期",
        "12 个工作日不计算在答复期限内",
        "条例第三十三条第三款",
    ] {
        assert!(out.contains(words), "{out}");
    }
}

#[test]
fn what_may_not_be_done_is_told_in_the_words_of_the_law() {
    let folder = tempfile::tempdir().unwrap();
    let mut events = vec![
        json!({"on": "2025-03-03", "event": "received", "channel": "in_person"}),
        json!({"on": "2025-03-05", "event": "correction_requested"}),
    ];
    let told = |events: &[Value]| {
        let text = Value::from(events.to_vec()).to_string();
        let (code, out, _) = clock(folder.path(), &text, &["--today", "2025-03-20"]);
        assert_eq!(code, 0);
        let lines = out.lines().filter(|line| line.starts_with("不能“"));
        let told: Vec<String> = lines.map(str::to_owned).collect();
        let events: Vec<Event> = serde_json::from_str(&text).unwrap();
        let standing = Standing::of(&events, &Rules::default(), "2025-03-20".parse().unwrap()).unwrap();
        let refusals = standing.refusals().iter();
        let refusals = refusals.map(|one| format!("不能“{}”：{}", one.act.label(), one.why));
        assert_eq!(told, refusals.collect::<Vec<_>>());
        told.len()
    };
    assert!(told(&events) > 8);
    events.push(json!({"on": "2025-03-06", "event": "withdrawn"}));
    assert_eq!(told(&events), 0, "a case that is over is told nothing more");
}

#[test]
fn an_impossible_history_names_the_event_and_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let events = r#"[{"on":"2025-03-03","event":"received","channel":"in_person"},
        {"on":"2025-03-10","event":"consultation_answered","party":"third_party","consents":true}]"#;
    let (code, out, err) = clock(folder.path(), events, &["--json"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("第 2 个事件（2025-03-10 收到意见）"), "{err}");
}

#[test]
fn a_slip_of_the_year_is_told_with_its_event_and_not_reckoned() {
    let folder = tempfile::tempdir().unwrap();
    let today = ["--today", "2025-03-20"];
    let received = r#"{"on":"2025-03-03","event":"received","channel":"in_person"}"#;
    for (events, words) in [
        (
            r#"[{"on":"1925-03-03","event":"received","channel":"in_person"}]"#.to_owned(),
            "第 1 个事件（1925-03-03 收到申请）",
        ),
        (
            format!(
                r#"[{received},{{"on":"2025-03-05","event":"correction_requested","respond_by":"2126-03-20"}}]"#
            ),
            "2126-03-20 在2年以后",
        ),
        (
            format!(
                r#"[{received},{{"on":"2025-03-05","event":"correction_requested","respond_by":"2026-03-20"}}]"#
            ),
            "超过 60 个工作日",
        ),
    ] {
        let (code, out, err) = clock(folder.path(), &events, &today);
        assert_eq!((code, out.as_str()), (1, ""), "{events}");
        assert!(err.contains(words) && err.contains("请核对年份"), "{err}");
    }
}

#[test]
fn a_file_that_is_no_history_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    for (events, words) in [
        ("{}", "不是事件的 JSON 数组"),
        (r#"["a"]"#, "第 1 个事件：应当是"),
        (
            r#"[{"on":"2025-03-03","event":"recieved","channel":"fax"}]"#,
            "event 为“recieved”",
        ),
        (r#"[{"on":"2025-03-03","event":"received"}]"#, "缺少 channel"),
        (
            r#"[{"on":"2025-02-30","event":"received","channel":"fax"}]"#,
            "日期写作",
        ),
        (
            r#"[{"on":"2025-03-03","event":"received","channel":"fax","confirmd_on":null}]"#,
            "没有 confirmd_on 这一项",
        ),
        (
            r#"[{"on":"2025-03-03","event":"received","channel":"fax"},{"on":"2025-03-04","event":"delivered","how":"pigeon"}]"#,
            "“pigeon”",
        ),
        (
            r#"[{"on":"2025-03-03","event":"received","channel":"fax"},{"on":"2025-03-10","event":"extended","days":100000,"approved_by":"甲"}]"#,
            "数字 100000 超出范围",
        ),
        (
            r#"[{"on":"2025-03-03","event":"received","channel":"fax"},{"on":"2025-03-10","event":"extended","days":"二十","approved_by":"甲"}]"#,
            "写的是文字，应当是",
        ),
    ] {
        let (code, _, err) = clock(folder.path(), events, &[]);
        assert_eq!(code, 2, "{events}");
        assert!(err.contains(words), "{err}");
        assert!(!err.contains("expected") && !err.contains("invalid"), "{err}");
    }
    assert_eq!(run(folder.path(), &["case", "clock", "absent.json"]).code, 2);
    let schema = run(folder.path(), &["case", "schema"]);
    assert!(serde_json::from_str::<Value>(&schema.out).is_ok());
}
