//! The days of services.md §10.4, and what moves them and what does not.

use super::*;

#[test]
fn the_answer_is_due_in_working_days_with_make_up_days_and_holidays() {
    for (on, own, due_on) in [
        ("2024-09-23", "answer=5wd", "2024-09-29"),
        ("2024-09-27", "answer=5wd", "2024-10-10"),
        ("2025-01-24", "answer=5wd", "2025-02-07"),
        ("2025-01-24", "answer=1wd", "2025-01-26"),
        ("2025-04-25", "answer=5wd", "2025-05-06"),
        ("2025-09-26", "answer=3wd", "2025-09-30"),
        ("2025-09-26", "answer=7wd", "2025-10-13"),
        ("2026-02-13", "answer=1wd", "2026-02-14"),
        ("2026-02-13", "answer=5wd", "2026-02-27"),
        ("2026-04-30", "answer=5wd", "2026-05-11"),
    ] {
        let standing = standing(&[received(on)], &[own], on);
        assert_eq!(due(&standing, ClockName::Answer), due_on, "{on} {own}");
        assert!(!standing.overdue);
    }
}

#[test]
fn a_make_up_sunday_is_named_where_the_day_is_told() {
    let standing = standing(&[received("2024-09-23")], &["answer=5wd"], "2024-09-23");
    let told: Vec<&str> = standing.reasoning.iter().map(|line| line.text.as_str()).collect();
    assert!(
        told.iter()
            .any(|line| line.contains("至 2024-09-29") && line.contains("调休，上班")),
        "{told:?}"
    );
}

#[test]
fn without_rules_of_ones_own_a_consultation_has_five_working_days() {
    let standing = standing(&[received("2024-09-23")], &[], "2024-09-23");
    assert_eq!(due(&standing, ClockName::Answer), "2024-09-29");
}

#[test]
fn the_red_line_is_three_months_by_the_calendar_whatever_pauses() {
    let events = [received("2025-11-30"), plain("2025-12-01", "more_asked")];
    let before = standing(&events, &[], "2026-02-28");
    assert_eq!(due(&before, ClockName::RedLine), "2026-02-28");
    assert!(!before.overdue);
    let after = standing(&events, &[], "2026-03-01");
    assert_eq!(due(&after, ClockName::RedLine), "2026-02-28");
    assert!(after.overdue, "while the answer's own clock stands still");
    assert!(
        after.warnings.iter().any(|told| told.contains("单项否决")),
        "{:?}",
        after.warnings
    );
    assert_eq!(
        after.next_due_on,
        after.clock(ClockName::Answer).map(|clock| clock.due_on)
    );
}

#[test]
fn the_red_line_is_no_later_for_falling_on_a_day_off() {
    // 2025-05-31 is a Saturday within 端午.
    let standing = standing(&[received("2025-02-28")], &["red_line=3m"], "2025-03-01");
    assert_eq!(due(&standing, ClockName::RedLine), "2025-05-28");
    let standing = super::standing(&[received("2025-03-31")], &["red_line=2m"], "2025-04-01");
    assert_eq!(due(&standing, ClockName::RedLine), "2025-05-31");
}

#[test]
fn calendar_days_end_on_the_next_working_day() {
    // 2025-04-04 is 清明, a Friday.
    let standing = standing(&[received("2025-03-05")], &["answer=30d"], "2025-03-05");
    assert_eq!(due(&standing, ClockName::Answer), "2025-04-07");
}

#[test]
fn hours_run_from_the_time_of_day_where_it_is_known() {
    for (on, due_on) in [
        ("2025-03-04T17:30", "2025-03-05"),
        ("2025-03-04", "2025-03-05"),
        ("2025-03-07", "2025-03-10"),
    ] {
        let assigned = event(on, "assigned", json!({"to": "甲科"}));
        let standing = standing(
            &[received("2025-03-04"), assigned],
            &["hand_back=24h"],
            "2025-03-20",
        );
        assert_eq!(due(&standing, ClockName::HandBack), due_on, "{on}");
    }
    let assigned = event("2025-03-04T09:00", "assigned", json!({"to": "甲科"}));
    let standing = standing(
        &[received("2025-03-04"), assigned],
        &["hand_back=4h"],
        "2025-03-20",
    );
    assert_eq!(due(&standing, ClockName::HandBack), "2025-03-04");
}

fn paused() -> Vec<Event> {
    vec![
        received("2025-03-03"),
        plain("2025-03-05", "more_asked"),
        plain("2025-03-12", "more_given"),
    ]
}

#[test]
fn waiting_for_the_asker_does_not_count() {
    let standing = standing(&paused(), &["answer=5wd"], "2025-03-12");
    let clock = standing.clock(ClockName::Answer).unwrap();
    // Two days before the pause, three after it.
    assert_eq!(clock.due_on, day("2025-03-17"));
    assert_eq!(clock.excluded.len(), 1);
    assert_eq!(clock.excluded[0].working_days, 5);
    assert!(!clock.excluded[0].is_open);
}

#[test]
fn a_pause_and_the_beginning_survive_a_change_of_kind() {
    let before = standing(&paused(), &["answer=5wd", "complaint.answer=7wd"], "2025-03-12");
    let mut events = paused();
    events.push(event("2025-03-13", "kind_changed", json!({"to": "complaint"})));
    let after = standing(&events, &["answer=5wd", "complaint.answer=7wd"], "2025-03-13");
    assert_eq!(after.kind, "complaint");
    let (before, after) = (before.clock(ClockName::Answer), after.clock(ClockName::Answer));
    let (before, after) = (before.unwrap(), after.unwrap());
    assert_eq!((after.from, &after.excluded), (before.from, &before.excluded));
    assert_eq!(
        after.due_on,
        day("2025-03-19"),
        "two days more, no beginning anew"
    );
}

#[test]
fn while_the_asker_is_waited_for_nothing_becomes_overdue_but_the_red_line() {
    let events = &paused()[..2];
    let rules = ["answer=5wd"];
    for today in ["2025-03-05", "2025-03-20", "2025-05-30"] {
        let standing = standing(events, &rules, today);
        assert_eq!(standing.state, State::AwaitingAsker);
        assert!(!standing.overdue, "{today}");
        assert!(standing.clock(ClockName::Answer).unwrap().is_paused());
        assert!(
            standing.escalations.is_empty(),
            "nobody is pressed for what stands still"
        );
    }
}

#[test]
fn an_extension_counts_once_as_far_as_the_rule_goes_and_in_time() {
    let extended =
        |on: &str, days: u16, by: &str| event(on, "extended", json!({"days": days, "approved_by": by}));
    let rules = ["answer=5wd", "extension=5wd"];
    for (events, due_on, warned) in [
        (vec![extended("2025-03-06", 5, "李某")], "2025-03-17", ""),
        (vec![extended("2025-03-06", 3, "李某")], "2025-03-13", ""),
        (vec![extended("2025-03-06", 8, "李某")], "2025-03-17", "按5计算"),
        (
            vec![extended("2025-03-06", 5, " ")],
            "2025-03-10",
            "没有写明经谁批准",
        ),
        (vec![extended("2025-03-06", 0, "李某")], "2025-03-10", "至少为1"),
        (
            vec![extended("2025-03-11", 5, "李某")],
            "2025-03-10",
            "不能再延长",
        ),
        (
            vec![
                extended("2025-03-06", 5, "李某"),
                extended("2025-03-07", 5, "李某"),
            ],
            "2025-03-17",
            "只能延长一次",
        ),
    ] {
        let events: Vec<Event> = [received("2025-03-03"), plain("2025-03-03", "interim_answered")]
            .into_iter()
            .chain(events)
            .collect();
        let standing = standing(&events, &rules, "2025-03-11");
        assert_eq!(due(&standing, ClockName::Answer), due_on);
        let told = standing.warnings.join("");
        assert!(told.contains(warned), "{told}");
    }
}

#[test]
fn who_handles_it_hears_at_half_time_the_section_on_the_day_and_the_leader_after() {
    let taken = event("2025-03-03", "taken", json!({"by": "张三"}));
    let events = [received("2025-03-03"), taken];
    let standing = standing(&events, &["answer=5wd", "escalation=3wd"], "2025-03-10");
    let told: Vec<(Step, Level, String, bool)> = standing
        .escalations
        .iter()
        .map(|one| (one.step, one.to, one.on.to_string(), one.is_reached))
        .collect();
    assert_eq!(
        told,
        [
            (Step::Half, Level::Handler, "2025-03-06".to_owned(), true),
            (Step::Due, Level::Section, "2025-03-10".to_owned(), true),
            (Step::After, Level::Leader, "2025-03-13".to_owned(), false),
        ]
    );
    let mut answered = events.to_vec();
    answered.push(plain("2025-03-10", "answered"));
    assert!(
        super::standing(&answered, &[], "2025-03-11")
            .escalations
            .is_empty()
    );
}

#[test]
fn a_rule_row_reminds_when_it_says() {
    let row = RuleRow {
        early_at: Some(Threshold::new(4, Unit::WorkingDays)),
        ..typed_rule("answer=5wd").unwrap()
    };
    let rules = Rules {
        book: rule_book().with(row),
        ..Rules::default()
    };
    let standing = Standing::of(&[received("2025-03-03")], "help", &rules, day("2025-03-03")).unwrap();
    assert_eq!(
        standing.clock(ClockName::Answer).unwrap().early_on,
        day("2025-03-07")
    );
}

#[test]
fn a_clock_whose_rule_is_not_set_does_not_run() {
    let events = [received("2025-03-03"), plain("2025-03-04", "answered")];
    let with = standing(&events, &[], "2025-03-04");
    assert_eq!(with.state, State::Answered);
    let without = standing(&events, &["rating_window=none", "accept=不设"], "2025-03-04");
    assert_eq!(without.state, State::ToClose, "nobody is waited for");
    assert!(without.clock(ClockName::RatingWindow).is_none() && without.clock(ClockName::Accept).is_none());
    let unanswered = standing(&events[..1], &["answer=none", "red_line=none"], "2026-03-04");
    assert!(!unanswered.overdue);
}

#[test]
fn a_year_without_a_notice_is_tentative() {
    let standing = standing(&[received("2028-03-01")], &["answer=5wd"], "2028-03-01");
    assert!(standing.tentative);
    assert!(!super::standing(&[received("2025-03-03")], &["answer=5wd"], "2025-03-03").tentative);
}

#[test]
fn only_what_may_be_shown_has_a_day_to_be_shown_by() {
    for kind in kinds() {
        let events = [received("2025-03-03"), plain("2025-03-04", "answered")];
        let standing = Standing::of(&events, &kind.code, &Rules::default(), day("2025-03-04")).unwrap();
        let clock = standing.clock(ClockName::PublishAnswer);
        assert_eq!(clock.is_some(), kind.may_be_published, "{}", kind.code);
    }
}
