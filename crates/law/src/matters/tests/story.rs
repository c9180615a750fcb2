//! One matter from the door to the end (services.md §8): a wrong office gives it back, one extension, answered, not satisfied, made
//! anew. State, who is responsible, and the day that is due at each step; nobody responsible never occurs.

use super::*;

pub(super) const RULES: [&str; 7] = [
    "accept=1wd",
    "hand_back=1wd",
    "answer=5wd",
    "extension=5wd",
    "redo=5wd",
    "rating_window=5wd",
    "publish_answer=10wd",
];

pub(super) fn events() -> Vec<Event> {
    vec![
        event(
            "2025-03-03T09:10",
            "received",
            json!({"channel": "official_account"}),
        ),
        event("2025-03-03T10:00", "assigned", json!({"to": "招商科"})),
        event(
            "2025-03-04T09:00",
            "handed_back",
            json!({"reason": "属于经济运行科职责"}),
        ),
        event("2025-03-04T09:30", "assigned", json!({"to": "经济运行科"})),
        event("2025-03-04T14:00", "taken", json!({"by": "经济运行科"})),
        event("2025-03-06", "interim_answered", json!({})),
        event(
            "2025-03-07",
            "extended",
            json!({"days": 3, "approved_by": "分管副主任"}),
        ),
        event("2025-03-10", "handed_over", json!({"to": "李四"})),
        event("2025-03-11", "taken", json!({"by": "李四"})),
        event("2025-03-13", "answered", json!({})),
        event("2025-03-14", "rated", json!({"score": 1})),
        event("2025-03-20", "redone", json!({})),
        event("2025-03-21", "rated", json!({"score": 4})),
        event("2025-03-24", "published", json!({})),
        event("2025-03-28", "closed", json!({})),
    ]
}

#[test]
fn a_firms_matter_holds_its_table_of_days_and_owners_at_each_step() {
    let rules = rules(&RULES);
    let table = [
        ("received", "受理岗", "2025-03-04"),
        ("assigned", "受理岗", "2025-03-04"),
        ("returned", "受理岗", "2025-03-10"),
        ("assigned", "受理岗", "2025-03-05"),
        ("in_progress", "经济运行科", "2025-03-10"),
        ("in_progress", "经济运行科", "2025-03-10"),
        ("in_progress", "经济运行科", "2025-03-13"),
        ("handing_over", "经济运行科", "2025-03-11"),
        ("in_progress", "李四", "2025-03-13"),
        ("answered", "李四", "2025-03-20"),
        ("redoing", "李四", "2025-03-21"),
        ("answered", "李四", "2025-03-27"),
        ("to_close", "李四", "2025-03-27"),
        ("to_close", "李四", ""),
        ("closed", "", ""),
    ];
    let events = events();
    assert_eq!(events.len(), table.len());
    for (step, (state, owner, due_on)) in (1..).zip(table) {
        let told = &events[..step];
        let today = told[step - 1].on.on;
        let standing = Standing::of(told, "firm", &rules, today).unwrap();
        let due = standing.next_due_on.map(|on| on.to_string()).unwrap_or_default();
        assert_eq!(
            (
                standing.state.code(),
                standing.owner.as_deref().unwrap_or(""),
                due.as_str()
            ),
            (state, owner, due_on),
            "step {step} on {today}"
        );
        assert!(
            standing.warnings.is_empty(),
            "step {step}: {:?}",
            standing.warnings
        );
        assert!(!standing.overdue, "step {step}");
    }
}

#[test]
fn whoever_was_responsible_is_known_of_every_moment() {
    let standing = Standing::of(&events(), "firm", &rules(&RULES), day("2025-04-01")).unwrap();
    let told: Vec<(String, &str)> = standing
        .responsible
        .iter()
        .map(|holder| (holder.from.to_string(), holder.who.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("2025-03-03T09:10:00".to_owned(), "受理岗"),
            ("2025-03-04T14:00:00".to_owned(), "经济运行科"),
            ("2025-03-11".to_owned(), "李四"),
        ]
    );
    for (moment, who) in [
        ("2025-03-03T09:00", None),
        ("2025-03-04T13:59", Some("受理岗")),
        ("2025-03-04T14:00", Some("经济运行科")),
        ("2025-03-10", Some("经济运行科")),
        ("2025-03-27", Some("李四")),
        ("2025-03-28", None),
    ] {
        assert_eq!(
            standing.responsible_at(Moment::read(moment).unwrap()),
            who,
            "{moment}"
        );
    }
}
