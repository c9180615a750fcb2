//! What may follow on what: impossible, without effect, against the rules.

use super::*;

fn refused(events: &[Event], today: &str) -> HistoryError {
    Standing::of(events, "help", &Rules::default(), day(today)).unwrap_err()
}

fn to(on: &str, name: &str, who: &str) -> Event {
    event(on, name, json!({"to": who}))
}

fn taken(on: &str, who: &str) -> Event {
    event(on, "taken", json!({"by": who}))
}

fn back(on: &str) -> Event {
    event(on, "handed_back", json!({"reason": "不属于本科职责"}))
}

#[test]
fn a_history_begins_with_the_receipt_and_of_a_kind_that_there_is() {
    let rules = Rules::default();
    let today = day("2025-03-10");
    assert_eq!(Standing::of(&[], "help", &rules, today), Err(HistoryError::Empty));
    let unknown = Standing::of(&[received("2025-03-03")], "petition", &rules, today);
    assert_eq!(unknown, Err(HistoryError::UnknownKind("petition".to_owned())));
    let without = refused(&[plain("2025-03-03", "answered")], "2025-03-10");
    assert!(matches!(without, HistoryError::NoReceipt { position: 1, .. }));
    let early = refused(
        &[received("2025-03-03"), plain("2025-03-02", "answered")],
        "2025-03-10",
    );
    assert!(early.to_string().contains("早于收到之时"), "{early}");
    let times = [
        event("2025-03-03T10:00", "received", json!({"channel": "hall"})),
        plain("2025-03-03T09:00", "answered"),
    ];
    assert!(refused(&times, "2025-03-10").to_string().contains("早于收到之时"));
}

#[test]
fn what_cannot_have_happened_is_refused_with_its_place() {
    let begun = || vec![received("2025-03-03")];
    for (more, words) in [
        (vec![received("2025-03-04")], "已经收到"),
        (vec![back("2025-03-04")], "没有交办过"),
        (vec![plain("2025-03-04", "redone")], "无从重办"),
        (
            vec![event("2025-03-04", "rated", json!({"score": 5}))],
            "无从评价",
        ),
        (vec![plain("2025-03-04", "published")], "不能公开答复"),
        (
            vec![taken("2025-03-04", "甲"), taken("2025-03-05", "乙")],
            "现由甲负责",
        ),
        (
            vec![plain("2025-03-04", "answered"), plain("2025-03-05", "answered")],
            "redone",
        ),
        (
            vec![plain("2025-03-04", "answered"), plain("2025-03-05", "more_asked")],
            "已经答复",
        ),
        (
            vec![plain("2025-03-04", "withdrawn"), plain("2025-03-05", "answered")],
            "本人已经撤回",
        ),
        (vec![to("2025-03-04", "assigned", " ")], "没有写明交给"),
        (
            vec![to("2025-03-04", "kind_changed", "petition")],
            "没有“petition”这个类别",
        ),
        (
            vec![
                to("2025-03-04", "assigned", "甲科"),
                back("2025-03-04"),
                back("2025-03-04"),
            ],
            "甲科已经退回",
        ),
    ] {
        let mut events = begun();
        let position = more.len() + 1;
        events.extend(more);
        let error = refused(&events, "2025-03-20");
        let told = error.to_string();
        assert!(told.contains(words), "{told}");
        assert!(told.contains(&format!("第 {position} 个事件")), "{told}");
    }
}

#[test]
fn what_is_against_the_rules_and_has_no_effect_is_warned_of() {
    let taken_by_a = || {
        vec![
            received("2025-03-03"),
            to("2025-03-03", "assigned", "甲科"),
            taken("2025-03-03", "甲科"),
        ]
    };
    for (more, words) in [
        (back("2025-03-06"), "不得再推诿，仍由甲科负责"),
        (plain("2025-03-06", "closed"), "还没有答复，不能办结"),
        (to("2025-03-06", "kind_changed", "help"), "本来就是“求助”"),
    ] {
        let mut events = taken_by_a();
        events.push(more);
        let standing = Standing::of(&events, "help", &Rules::default(), day("2025-03-07")).unwrap();
        let told = standing.warnings.join("");
        assert!(told.contains(words) && told.contains("不起作用"), "{told}");
        assert_eq!(standing.state, State::InProgress);
        assert_eq!(standing.owner.as_deref(), Some("甲科"));
    }
}

#[test]
fn what_was_given_back_in_time_is_the_dispatchers_again() {
    let events = [
        received("2025-03-03"),
        to("2025-03-03", "assigned", "甲科"),
        taken("2025-03-03", "甲科"),
        back("2025-03-04"),
    ];
    let standing = Standing::of(&events, "help", &Rules::default(), day("2025-03-04")).unwrap();
    assert_eq!(
        (standing.state, standing.owner.as_deref()),
        (State::Returned, Some(INTAKE))
    );
    assert!(standing.warnings.is_empty(), "{:?}", standing.warnings);
}

#[test]
fn a_unit_that_takes_nothing_is_told_of_and_is_no_error() {
    let events = [received("2025-03-03"), to("2025-03-03", "assigned", "无人科")];
    let standing = Standing::of(&events, "help", &Rules::default(), day("2025-03-06")).unwrap();
    assert_eq!(standing.owner.as_deref(), Some(INTAKE));
    assert_eq!(standing.offered_to.as_deref(), Some("无人科"));
    assert!(
        standing.warnings.iter().any(|told| told.contains("一直没有签收")),
        "{:?}",
        standing.warnings
    );
}

#[test]
fn a_rating_counts_once_and_within_its_window() {
    let answered = || vec![received("2025-03-03"), plain("2025-03-04", "answered")];
    let rated = |on: &str, score: u8| event(on, "rated", json!({"score": score}));
    let mut events = answered();
    events.extend([rated("2025-03-05", 5), rated("2025-03-06", 1)]);
    let twice = standing(&events, &["rating_window=5wd"], "2025-03-12");
    assert_eq!((twice.score, twice.state), (Some(5), State::ToClose));
    assert!(twice.warnings.join("").contains("评价一次有效"));
    let mut events = answered();
    events.push(rated("2025-03-12", 1));
    let late = standing(&events, &["rating_window=5wd"], "2025-03-12");
    assert_eq!((late.score, late.state), (None, State::ToClose));
    assert!(late.warnings.join("").contains("按未评价计"));
}

#[test]
fn who_is_not_satisfied_after_it_was_closed_has_it_open_again() {
    let events = [
        received("2025-03-03"),
        plain("2025-03-04", "answered"),
        plain("2025-03-05", "closed"),
        event("2025-03-06", "rated", json!({"score": 1})),
    ];
    let closed = standing(&events[..3], &[], "2025-03-05");
    assert_eq!((closed.state, closed.owner), (State::Closed, None));
    assert!(closed.warnings.join("").contains("本人尚未评价"));
    let again = standing(&events, &["redo=15wd"], "2025-03-06");
    assert_eq!(again.state, State::Redoing);
    assert_eq!(due(&again, ClockName::Redo), "2025-03-27");
    assert!(again.owner.is_some());
}

#[test]
fn every_act_is_allowed_or_refused_with_a_reason() {
    let standing = standing(&[received("2025-03-03")], &[], "2025-03-03");
    assert_eq!(
        standing.allowed.len() + standing.refused.len(),
        Act::ALL.len() - 1
    );
    assert!(standing.refused.iter().all(|one| one.why.ends_with('。')));
    for act in [
        Act::Assigned,
        Act::Taken,
        Act::Answered,
        Act::Declined,
        Act::Withdrawn,
    ] {
        assert!(standing.allowed.contains(&act), "{}", act.code());
    }
    for act in [
        Act::HandedBack,
        Act::Rated,
        Act::Redone,
        Act::Closed,
        Act::Published,
    ] {
        assert!(!standing.allowed.contains(&act), "{}", act.code());
    }
}

#[test]
fn whoever_is_turned_away_is_told_where_to() {
    for ground in Ground::ALL {
        assert!(
            ground.route().starts_with('请') || ground.route().starts_with('对'),
            "{}",
            ground.code()
        );
        let events = [
            received("2025-03-03"),
            event("2025-03-03", "declined", json!({"ground": ground.code()})),
        ];
        let standing = standing(&events, &[], "2025-03-10");
        assert_eq!(standing.state, State::Declined);
        assert!(!standing.overdue);
        let told = standing
            .reasoning
            .last()
            .map(|line| line.text.clone())
            .unwrap_or_default();
        assert!(
            told.contains(ground.label()) && told.contains(ground.route()),
            "{told}"
        );
    }
    let blank = [
        received("2025-03-03"),
        event("2025-03-03", "declined", json!({"ground": ""})),
    ];
    assert!(
        standing(&blank, &[], "2025-03-10")
            .warnings
            .join("")
            .contains("应当说明理由")
    );
}

#[test]
fn the_schema_knows_every_event_with_its_fields() {
    let schema: Value = serde_json::from_str(EVENTS_SCHEMA).unwrap();
    let known = schema["items"]["oneOf"].as_array().unwrap();
    assert_eq!(known.len(), Act::ALL.len());
    for (act, event) in Act::ALL.iter().zip(known) {
        let properties = event["properties"].as_object().unwrap();
        assert_eq!(properties["event"]["const"], act.code());
        let fields = properties.keys().map(String::as_str);
        let mut fields: Vec<&str> = fields.filter(|field| !["on", "event"].contains(field)).collect();
        let mut own = act.fields().to_vec();
        fields.sort_unstable();
        own.sort_unstable();
        assert_eq!(fields, own, "{}", act.code());
    }
    let grounds = schema.to_string();
    assert!(Ground::ALL.iter().all(|ground| grounds.contains(ground.code())));
}

#[test]
fn a_slip_of_the_year_is_told() {
    for (on, is_meant) in [
        ("2025-03-03", true),
        ("1925-03-03", false),
        ("2125-03-03", false),
        ("2000-01-01", true),
    ] {
        assert_eq!(
            received(on).unmeant(day("2025-03-03")).is_none(),
            is_meant,
            "{on}"
        );
    }
}

#[test]
fn what_has_a_time_is_taken_in_its_order_and_what_has_none_where_it_stands() {
    let at = |on: &str, name: &str, fields: Value| event(on, name, fields);
    let begun = at("2025-03-03T09:00", "received", json!({"channel": "hall"}));
    let assigned = |on: &str| at(on, "assigned", json!({"to": "甲科"}));
    let taken = |on: &str| at(on, "taken", json!({"by": "乙"}));
    for events in [
        [
            begun.clone(),
            taken("2025-03-03T11:00"),
            assigned("2025-03-03T10:00"),
        ],
        [begun.clone(), assigned("2025-03-03"), taken("2025-03-03T10:00")],
        [
            taken("2025-03-03T11:00"),
            begun.clone(),
            assigned("2025-03-03T10:00"),
        ],
    ] {
        let standing = standing(&events, &[], "2025-03-03");
        assert_eq!(standing.owner.as_deref(), Some("乙"));
        assert_eq!(standing.history.offers.len(), 1);
        assert!(standing.history.offers[0].taken_on.is_some());
    }
}
