//! What was decided of histories that are against the rules and happen: each a line of the list, with its own test. What is
//! logically impossible is refused; all else is on record, with a warning, and has an effect or has none.

use super::*;

pub(super) fn extended(on: &str, days: u16) -> serde_json::Value {
    json!({"on": on, "event": "extended", "days": days, "approved_by": "张三"})
}

pub(super) fn consulted(on: &str) -> serde_json::Value {
    json!({"on": on, "event": "consultation_sent", "party": "third_party"})
}

/// Whether one of the warnings holds these words.
pub(super) fn warns(standing: &Standing, words: &str) -> bool {
    standing.warnings.iter().any(|warning| warning.contains(words))
}

fn reasons(standing: &Standing, words: &str) -> bool {
    standing.reasoning.iter().any(|line| line.text.contains(words))
}

pub(super) fn clock(standing: &Standing, name: ClockName) -> &Clock {
    standing.clocks.iter().find(|clock| clock.name == name).unwrap()
}

pub(super) fn refused_outcome(standing: &Standing, outcome: TableThreeRow) -> &str {
    let refused = &standing.refused_outcomes;
    refused
        .iter()
        .find(|one| one.outcome == outcome)
        .map_or("", |one| &one.why)
}

#[test]
fn a_while_somebody_is_consulted_the_period_may_be_extended() {
    let list = json!([
        received("2025-03-03"),
        consulted("2025-03-17"),
        extended("2025-03-20", 20)
    ]);
    let taken = standing_on("2025-03-21", list);
    assert!(taken.warnings.is_empty(), "{:?}", taken.warnings);
    assert_eq!(clock(&taken, ClockName::Reply).working_days, 40);
    let before = standing_on(
        "2025-03-20",
        json!([received("2025-03-03"), consulted("2025-03-17")]),
    );
    assert!(before.allowed.contains(&Act::Extended));
}

#[test]
fn b_an_extension_does_not_survive_a_restart_unless_the_organ_settles_it_so() {
    let paid = json!([
        received("2025-07-28"),
        extended("2025-07-30", 20),
        {"on": "2025-08-04", "event": "fee_notified"},
        {"on": "2025-08-15", "event": "fee_paid"}
    ]);
    let corrected = json!([
        received("2025-03-03"),
        extended("2025-03-04", 20),
        {"on": "2025-03-05", "event": "correction_requested"},
        {"on": "2025-03-10", "event": "corrected"}
    ]);
    let anew = standing_on("2025-08-18", paid.clone());
    assert_eq!(anew.due_on, Some(day("2025-09-12")));
    assert!(reasons(&anew, "此前的延期不再计入"));
    let fresh = standing_on("2025-03-11", corrected.clone());
    assert_eq!(fresh.due_on, Some(day("2025-04-08")));
    assert!(reasons(&fresh, "延期之后收到补正"));
    let mut rules = Rules::default();
    rules.settings.extension_carries_over = true;
    let kept = |list, today| Standing::of(&events(list), &rules, day(today)).unwrap();
    let carried = kept(paid.clone(), "2025-08-18");
    assert_eq!(clock(&carried, ClockName::Reply).working_days, 40);
    assert!(reasons(&carried, "此前的延期继续计入"));
    assert_eq!(
        clock(&kept(corrected, "2025-03-11"), ClockName::Reply).working_days,
        40
    );
    // Where payment only takes the waiting out, nothing begins anew and the extension stays.
    rules.settings = Settings {
        payment_restarts: false,
        ..Settings::default()
    };
    let paused = Standing::of(&events(paid), &rules, day("2025-08-18")).unwrap();
    assert_eq!(clock(&paused, ClockName::Reply).working_days, 40);
}

#[test]
fn b_an_extension_of_the_same_day_as_the_restart_counts_when_it_came_after_it() {
    let list = json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "correction_requested"},
        {"on": "2025-03-10", "event": "corrected"},
        extended("2025-03-10", 20)
    ]);
    assert_eq!(
        clock(&standing_on("2025-03-11", list), ClockName::Reply).working_days,
        40
    );
}

#[test]
fn c_a_late_payment_a_late_correction_and_a_late_delay_are_recorded_and_warned_of() {
    let paid = standing(json!([
        received("2025-07-28"),
        {"on": "2025-08-04", "event": "fee_notified"},
        {"on": "2025-09-02", "event": "fee_paid"}
    ]));
    assert!(warns(&paid, "期限已于 2025-09-01 届满"), "{:?}", paid.warnings);
    assert_eq!(clock(&paid, ClockName::Reply).from, day("2025-09-02"));
    let corrected = standing(json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "correction_requested", "respond_by": "2025-03-20"},
        {"on": "2025-03-21", "event": "corrected"}
    ]));
    assert!(
        warns(&corrected, "期限已于 2025-03-20 届满"),
        "{:?}",
        corrected.warnings
    );
    assert_eq!(clock(&corrected, ClockName::Reply).from, day("2025-03-21"));
    let delayed = standing(json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "reasons_requested"},
        {"on": "2025-03-10", "event": "reasons_given"},
        {"on": "2025-04-01", "event": "delayed", "until": "2025-06-30"}
    ]));
    assert!(
        warns(&delayed, "答复期限已于 2025-03-31 届满"),
        "{:?}",
        delayed.warnings
    );
    assert_eq!(delayed.due_on, Some(day("2025-06-30")));
}

#[test]
fn d_a_late_a_second_and_an_unapproved_extension_and_a_second_notice_have_no_effect() {
    let late = standing_on(
        "2025-04-02",
        json!([received("2025-03-03"), extended("2025-04-01", 20)]),
    );
    assert_eq!((late.due_on, late.overdue), (Some(day("2025-03-31")), true));
    assert!(
        warns(&late, "不能再延长") && warns(&late, "对期限不起作用"),
        "{:?}",
        late.warnings
    );
    let twice = json!([
        received("2025-03-03"),
        extended("2025-03-20", 10),
        extended("2025-04-10", 10)
    ]);
    let twice = standing_on("2025-04-11", twice);
    assert_eq!(twice.due_on, Some(day("2025-04-15")));
    assert!(
        warns(&twice, "2025-04-10“延长答复期限”：答复期限只能延长一次"),
        "{:?}",
        twice.warnings
    );
    let unapproved = json!([received("2025-03-03"), {"on": "2025-03-20", "event": "extended", "days": 20}]);
    let unapproved = standing_on("2025-03-21", unapproved);
    assert_eq!(unapproved.due_on, Some(day("2025-03-31")));
    assert!(warns(&unapproved, "没有载明经政府信息公开工作机构负责人同意"));
    let asked_twice = standing_on(
        "2025-03-13",
        json!([
            received("2025-03-03"),
            {"on": "2025-03-05", "event": "correction_requested", "respond_by": "2025-03-20"},
            {"on": "2025-03-10", "event": "corrected"},
            {"on": "2025-03-12", "event": "correction_requested", "respond_by": "2025-03-28"}
        ]),
    );
    assert_eq!(
        (asked_twice.due_on, asked_twice.state),
        (Some(day("2025-04-08")), State::InProgress)
    );
    assert!(
        warns(&asked_twice, "补正只能一次性告知"),
        "{:?}",
        asked_twice.warnings
    );
}

#[test]
fn d_what_answers_a_notice_without_effect_is_no_answer_to_nothing_and_changes_nothing() {
    let with = |more: &[serde_json::Value]| {
        let mut list = vec![
            received("2025-03-03"),
            json!({"on": "2025-03-05", "event": "correction_requested"}),
            json!({"on": "2025-03-10", "event": "corrected"}),
        ];
        list.extend_from_slice(more);
        json!(list)
    };
    let second = json!({"on": "2025-03-12", "event": "correction_requested"});
    let answer = json!({"on": "2025-03-14", "event": "corrected"});
    let answered = standing_on("2025-03-15", with(&[second.clone(), answer.clone()]));
    assert_eq!(answered.due_on, Some(day("2025-04-08")));
    // What is sent in once more is an addition: it happens, is told, and begins no clock.
    for more in [vec![answer.clone()], vec![second, answer.clone(), answer.clone()]] {
        let added = standing_on("2025-03-15", with(&more));
        assert_eq!(added.due_on, Some(day("2025-04-08")));
        assert!(warns(&added, "补正已经收到"), "{:?}", added.warnings);
    }
    let nothing = json!([received("2025-03-03"), answer]);
    assert!(refusal(nothing).contains("尚未发出补正告知书"));
}

#[test]
fn what_came_in_more_than_once_while_a_signed_reply_waited_counts_once_the_signature_is_taken_back() {
    let asked = [
        ("correction_requested", "corrected", "补正已经收到"),
        ("reasons_requested", "reasons_given", "申请人已经说明理由"),
        ("fee_notified", "fee_paid", "费用已经缴纳"),
    ];
    for (question, answer, told) in asked {
        let asked = json!({"on": "2025-03-05", "event": question});
        let answered = |on: &str| json!({"on": on, "event": answer});
        let without_reply = standing_on(
            "2025-03-24",
            json!([
                received("2025-03-03"),
                asked,
                answered("2025-03-20"),
                answered("2025-03-21")
            ]),
        );
        assert_eq!(without_reply.state, State::InProgress, "{answer}");
        assert!(warns(&without_reply, told), "{:?}", without_reply.warnings);
        let once = standing_on(
            "2025-03-24",
            json!([received("2025-03-03"), asked, answered("2025-03-20")]),
        );
        assert_eq!(without_reply.due_on, once.due_on, "{answer}");
    }
}

#[test]
fn e_an_extension_of_more_than_twenty_days_counts_as_twenty() {
    let long = standing_on(
        "2025-03-21",
        json!([received("2025-03-03"), extended("2025-03-20", 30)]),
    );
    assert_eq!(clock(&long, ClockName::Reply).working_days, 40);
    assert!(
        warns(&long, "最长不得超过20个工作日，现为30个，按20个计算"),
        "{:?}",
        long.warnings
    );
    let none = standing_on(
        "2025-03-21",
        json!([received("2025-03-03"), extended("2025-03-20", 0)]),
    );
    assert_eq!(clock(&none, ClockName::Reply).working_days, 20);
    let both = json!([received("2025-03-03"), extended("2025-04-01", 30)]);
    let both = standing_on("2025-04-02", both);
    assert!(
        warns(&both, "不能再延长") && warns(&both, "现为30个"),
        "each reason is named"
    );
}

#[test]
fn f_what_is_logically_impossible_is_refused() {
    let online = |arrived: &str, confirmed: serde_json::Value| json!({"on": "2026-12-31", "event": "received", "channel": "online", "arrived_on": arrived, "confirmed_on": confirmed});
    let unconfirmed = online("2026-12-31", json!(null));
    for (list, words) in [
        (
            json!([received("2025-03-03"), {"on": "2025-03-10", "event": "corrected"}]),
            "尚未发出补正告知书",
        ),
        (
            json!([received("2025-03-03"), {"on": "2025-03-02", "event": "reasons_requested"}]),
            "早于申请到达之日（2025-03-03）",
        ),
        (
            json!([unconfirmed, {"on": "2026-12-30", "event": "confirmed"}]),
            "确认之日早于申请到达之日（2026-12-31）",
        ),
        (
            json!([online("2026-12-31", json!("2026-12-30"))]),
            "确认之日早于申请到达之日（2026-12-31）",
        ),
        (
            json!([online("2027-01-02", json!("2027-01-04"))]),
            "申请到达之日（2027-01-02）晚于登记收到之日（2026-12-31）",
        ),
        (
            json!([received("2025-03-03"), {"on": "2025-03-05", "event": "withdrawn"}, extended("2025-03-06", 5)]),
            "申请人已经撤回申请",
        ),
    ] {
        let error = Standing::of(&events(list), &Rules::default(), day("2027-01-10"));
        let why = error.unwrap_err().to_string();
        assert!(why.contains(words) && why.contains("不可能发生"), "{why}");
    }
}

#[test]
fn f_only_the_letter_that_ends_it_follows_on_a_withdrawal() {
    let withdrawn = || {
        vec![
            received("2025-03-03"),
            json!({"on": "2025-03-05", "event": "withdrawn"}),
            json!({"on": "2025-03-07", "event": "replied", "outcome": "otherwise.other"}),
            json!({"on": "2025-04-09", "event": "delivered", "how": "post"}),
        ]
    };
    let ended = standing(json!(withdrawn()));
    assert_eq!(
        (ended.state, ended.decided_on),
        (State::Withdrawn, Some(day("2025-03-05")))
    );
    assert!(!ended.overdue, "the withdrawal ended the clock");
    assert_eq!(
        ended.allowed,
        [Act::Undelivered, Act::Reached],
        "what became of the letter that was posted"
    );
    assert!(ended.warnings.is_empty(), "{:?}", ended.warnings);
    let mut granted = withdrawn();
    granted[2]["outcome"] = json!("granted");
    assert!(refusal(json!(granted)).contains("申请人已经撤回申请"));
    let twice = [withdrawn(), withdrawn().split_off(2)].concat();
    assert!(refusal(json!(twice)).contains("申请人已经撤回申请"));
}
