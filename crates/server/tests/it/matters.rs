//! `gongkai matter clock`: exit 0 worked out, 1 such a history can't have happened, 2 unreadable.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::command::{Ended, repository, run};

fn clock(folder: &Path, events: &Value, more: &[&str]) -> Ended {
    written(folder, &events.to_string(), more)
}

fn written(folder: &Path, events: &str, more: &[&str]) -> Ended {
    let file = folder.join("matter.json");
    fs::write(&file, events).unwrap();
    let mut arguments = vec!["matter", "clock", file.to_str().unwrap()];
    arguments.extend(more);
    run(folder, &arguments)
}

fn worked_out(folder: &Path, events: &Value, more: &[&str]) -> Value {
    let mut arguments = more.to_vec();
    arguments.push("--json");
    let ended = clock(folder, events, &arguments);
    assert_eq!(ended.code, 0, "{}", ended.err);
    serde_json::from_str(&ended.out).unwrap()
}

fn of_name<'a>(standing: &'a Value, name: &str) -> &'a Value {
    let clocks = standing["clocks"].as_array().unwrap();
    clocks.iter().find(|clock| clock["name"] == name).unwrap()
}

fn story() -> Value {
    json!([
        {"on": "2024-09-23T09:10", "event": "received", "channel": "website"},
        {"on": "2024-09-23T10:00", "event": "assigned", "to": "招商科"},
        {"on": "2024-09-23T11:00", "event": "taken", "by": "招商科"},
        {"on": "2024-09-24", "event": "handed_over", "to": "李四"}
    ])
}

#[test]
fn a_matter_given_as_events_is_reckoned_with_its_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let asked = [
        "--kind",
        "consultation",
        "--rule",
        "answer=5wd",
        "--today",
        "2024-09-25",
    ];
    let standing = worked_out(folder.path(), &story(), &asked);
    assert_eq!(standing["state"], "handing_over");
    assert_eq!(standing["owner"], "招商科", "until somebody takes it");
    assert_eq!(standing["kind"], "consultation");
    assert_eq!(standing["overdue"], false);
    let answer = of_name(&standing, "answer");
    assert_eq!(
        (
            &answer["from"],
            &answer["due_on"],
            &answer["met_on"],
            &answer["excluded"]
        ),
        (
            &json!("2024-09-23"),
            &json!("2024-09-29"),
            &Value::Null,
            &json!([])
        )
    );
    assert_eq!(
        standing["responsible"],
        json!([
            {"from": "2024-09-23T09:10:00", "who": "受理岗"},
            {"from": "2024-09-23T11:00:00", "who": "招商科"}
        ])
    );
    assert!(
        standing["allowed"]
            .as_array()
            .unwrap()
            .contains(&json!("answered"))
    );
    let refused = standing["refused"].as_array().unwrap();
    let closed = refused.iter().find(|one| one["act"] == "closed").unwrap();
    assert!(closed["why"].as_str().unwrap().contains("还没有答复"));
    let reasoning = standing["reasoning"].as_array().unwrap();
    assert!(
        reasoning
            .iter()
            .all(|line| !line["article"].as_str().unwrap().is_empty())
    );

    let ended = clock(
        folder.path(),
        &story(),
        &[
            "--kind",
            "咨询",
            "--rule",
            "answer=5个工作日",
            "--today",
            "2024-09-30",
        ],
    );
    assert_eq!(ended.code, 0, "{}", ended.err);
    for words in [
        "现由招商科负责；已交李四，尚未签收",
        "答复期限届满日：2024-09-29，已逾期",
        "调休，上班",
        "注意：答复期限已于 2024-09-29 届满",
        "催办：2024-09-29 今天到期，告知科室负责人",
        "今天可以：",
        "不能“办结”：还没有答复",
    ] {
        assert!(ended.out.contains(words), "{words}\n{}", ended.out);
    }
}

#[test]
fn every_clock_is_named_and_a_pause_survives_a_change_of_kind() {
    let folder = tempfile::tempdir().unwrap();
    let events = json!([
        {"on": "2025-03-03", "event": "received", "channel": "hall"},
        {"on": "2025-03-03", "event": "assigned", "to": "甲科"},
        {"on": "2025-03-03", "event": "taken", "by": "甲科"},
        {"on": "2025-03-05", "event": "more_asked"},
        {"on": "2025-03-12", "event": "more_given"},
        {"on": "2025-03-13", "event": "kind_changed", "to": "help"},
        {"on": "2025-03-14", "event": "extended", "days": 2, "approved_by": "王主任"},
        {"on": "2025-03-18", "event": "answered"},
        {"on": "2025-03-19", "event": "rated", "score": 2},
        {"on": "2025-03-25", "event": "redone"}
    ]);
    let asked = [
        "--kind",
        "consultation",
        "--rule",
        "answer=5wd",
        "--rule",
        "help.answer=6wd",
        "--rule",
        "redo=10wd",
        "--today",
        "2025-03-26",
    ];
    let standing = worked_out(folder.path(), &events, &asked);
    for name in [
        "accept",
        "hand_back",
        "answer",
        "redo",
        "rating_window",
        "publish_answer",
        "red_line",
    ] {
        assert!(of_name(&standing, name)["due_on"].is_string(), "{name}");
    }
    let answer = of_name(&standing, "answer");
    assert_eq!(answer["from"], "2025-03-03");
    assert_eq!(answer["excluded"][0]["working_days"], 5);
    // 6 and 2 working days with 5 between that do not count.
    assert_eq!(
        (&answer["due_on"], &answer["met_on"]),
        (&json!("2025-03-20"), &json!("2025-03-18"))
    );
    let redo = of_name(&standing, "redo");
    assert_eq!(
        (&redo["from"], &redo["due_on"]),
        (&json!("2025-03-19"), &json!("2025-04-02"))
    );
    assert_eq!(
        (&redo["met_on"], &standing["kind"]),
        (&json!("2025-03-25"), &json!("help"))
    );
    assert_eq!(standing["state"], "answered");
    assert_eq!(standing["warnings"], json!([]));
}

#[test]
fn what_is_against_the_rules_is_worked_out_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let events = json!([
        {"on": "2025-03-03", "event": "received", "channel": "website"},
        {"on": "2025-03-04", "event": "closed"},
        {"on": "2025-03-20", "event": "extended", "days": 5, "approved_by": "王主任"},
        {"on": "2025-03-21", "event": "answered"}
    ]);
    let standing = worked_out(
        folder.path(),
        &events,
        &["--kind", "help", "--today", "2025-03-21"],
    );
    let warnings = standing["warnings"].to_string();
    for words in ["还没有答复，不能办结", "不能再延长", "逾期办理"] {
        assert!(warnings.contains(words), "{warnings}");
    }
    assert_eq!(
        (&standing["overdue"], &standing["state"]),
        (&json!(true), &json!("answered"))
    );
}

#[test]
fn an_impossible_history_names_the_event_and_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    for (event, words) in [
        (
            json!({"on": "2025-03-04", "event": "redone"}),
            "第 2 个事件（2025-03-04 重办答复）不可能发生",
        ),
        (json!({"on": "2025-03-02", "event": "answered"}), "早于收到之时"),
        (json!({"on": "2125-03-02", "event": "answered"}), "请核对年份"),
    ] {
        let events = json!([{"on": "2025-03-03", "event": "received", "channel": "website"}, event]);
        let ended = clock(
            folder.path(),
            &events,
            &["--kind", "help", "--today", "2025-03-20", "--json"],
        );
        assert_eq!((ended.code, ended.out.as_str()), (1, ""), "{words}");
        assert!(ended.err.contains(words), "{}", ended.err);
    }
}

#[test]
fn a_file_or_a_rule_that_is_none_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let begun = r#"[{"on":"2025-03-03","event":"received","channel":"website"}"#;
    for (events, words) in [
        ("{}".to_owned(), "不是事件的 JSON 数组"),
        (r#"["a"]"#.to_owned(), "第 1 个事件：应当是"),
        (
            format!(r#"{begun},{{"on":"2025-03-04","event":"anserwed"}}]"#),
            "event 为“anserwed”",
        ),
        (
            format!(r#"{begun},{{"on":"2025-03-04","event":"assigned"}}]"#),
            "缺少 to",
        ),
        (
            format!(r#"{begun},{{"on":"2025-03-04","event":"rated","score":6}}]"#),
            "应当是 1 至 5",
        ),
        (
            format!(r#"{begun},{{"on":"2025-03-04","event":"kind_changed","to":"petition"}}]"#),
            "没有“petition”这个类别，应当是 consultation、",
        ),
        (
            format!(r#"{begun},{{"on":"2025-02-30","event":"answered"}}]"#),
            "日期写作",
        ),
        (
            format!(r#"{begun},{{"on":"2025-03-04","event":"answered","by":"甲"}}]"#),
            "没有 by 这一项",
        ),
    ] {
        let ended = written(folder.path(), &events, &["--kind", "help"]);
        assert_eq!(ended.code, 2, "{events}");
        assert!(ended.err.contains(words), "{}", ended.err);
    }
    let good = format!("{begun}]");
    for (asked, words) in [
        (
            ["--kind", "petition", "--rule", "answer=5wd"],
            "没有“petition”这个值",
        ),
        (["--kind", "help", "--rule", "reply=5wd"], "没有“reply”这条规则"),
        (["--kind", "help", "--rule", "answer=soon"], "不是期限"),
        (
            ["--kind", "help", "--rule", "petition.answer=5wd"],
            "没有“petition”这个类别",
        ),
    ] {
        let ended = written(folder.path(), &good, &asked);
        assert_eq!(ended.code, 2, "{asked:?}");
        assert!(ended.err.contains(words), "{}", ended.err);
    }
    assert_eq!(
        run(
            folder.path(),
            &["matter", "clock", "absent.json", "--kind", "help"]
        )
        .code,
        2
    );
    assert!(written(folder.path(), &good, &[]).err.contains("缺少 --kind"));
    let schema = run(folder.path(), &["matter", "schema"]);
    assert!(serde_json::from_str::<Value>(&schema.out).is_ok());
}

#[test]
fn the_rules_are_listed_with_their_sources() {
    let folder = tempfile::tempdir().unwrap();
    let ended = run(folder.path(), &["matter", "rules"]);
    assert_eq!(ended.code, 0);
    for words in [
        "consultation\t咨询",
        "answer\t答复\t*\t5个工作日",
        "安阳市政务服务条例第五十条（参照）",
        "red_line",
    ] {
        assert!(ended.out.contains(words), "{words}\n{}", ended.out);
    }
    let listed: Value =
        serde_json::from_str(&run(folder.path(), &["matter", "rules", "--json"]).out).unwrap();
    assert_eq!(listed["kinds"].as_array().unwrap().len(), 12);
    let row = &listed["rules"][0];
    for field in [
        "code",
        "subject",
        "threshold",
        "unit",
        "early_at",
        "severity",
        "source_document",
        "scope",
        "from",
        "to",
    ] {
        assert!(row.get(field).is_some(), "{field}");
    }
}

#[test]
fn the_example_of_the_readme_is_a_matter() {
    let folder = tempfile::tempdir().unwrap();
    let example = repository("examples/matters/returned-and-redone.json");
    let asked = [
        "matter",
        "clock",
        example.to_str().unwrap(),
        "--kind",
        "firm",
        "--today",
        "2025-03-28",
    ];
    let ended = run(folder.path(), &asked);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("已办结"), "{}", ended.out);
}
