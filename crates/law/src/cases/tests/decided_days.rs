//! The days of the same list: those nobody published, those on which a period ends, the seventh, the very last.

use super::decided::{clock, consulted, refused_outcome, warns};
use super::*;

#[test]
fn g_nobodys_right_lapses_on_a_day_that_nobody_published() {
    let fee = json!([received("2027-01-11"), {"on": "2027-01-18", "event": "fee_notified"}]);
    for today in ["2027-02-17", "2027-02-19", "2027-02-20"] {
        let waiting = standing_on(today, fee.clone());
        let why = refused_outcome(&waiting, TableThreeRow::OtherwiseUnpaid);
        assert!(why.contains("缴费期限未满"), "{today}: {why}");
        assert_eq!(waiting.state, State::AwaitingFee);
        assert!(!warns(&waiting, "届满"), "{:?}", waiting.warnings);
    }
    let waiting = standing_on("2027-02-20", fee.clone());
    let payment = clock(&waiting, ClockName::Payment);
    assert_eq!((payment.due_on, payment.tentative), (day("2027-02-19"), true));
    assert!(payment.latest_on > payment.due_on && waiting.next_due_on == Some(payment.latest_on));
    assert!(
        refused_outcome(&waiting, TableThreeRow::OtherwiseUnpaid).contains("他人的权利不因暂定的日期丧失")
    );
    // By the later reading it has lapsed.
    let later = Standing::of(
        &events(fee.clone()),
        &Rules::default(),
        payment.latest_on.tomorrow().unwrap(),
    );
    assert_eq!(
        refused_outcome(&later.unwrap(), TableThreeRow::OtherwiseUnpaid),
        ""
    );
    // And on the day after the published one, once the notice is known.
    let notice = crate::calendar::HolidayYear {
        year: 2027,
        off: [
            "2027-01-01",
            "2027-02-05",
            "2027-02-08",
            "2027-02-09",
            "2027-02-10",
            "2027-02-11",
        ]
        .map(|off| (day(off), "放假".to_owned()))
        .into(),
        ..Default::default()
    };
    let rules = Rules {
        calendar: crate::calendar::Calendar::built_in().with([notice]),
        ..Rules::default()
    };
    let of = |today| Standing::of(&events(fee.clone()), &rules, day(today)).unwrap();
    assert!(!refused_outcome(&of("2027-02-22"), TableThreeRow::OtherwiseUnpaid).is_empty());
    assert_eq!(
        refused_outcome(&of("2027-02-23"), TableThreeRow::OtherwiseUnpaid),
        ""
    );
    assert!(!of("2027-02-23").tentative);
}

#[test]
fn g_an_uncorrected_application_and_a_silent_third_party_wait_for_the_published_days() {
    let asked = json!([
        received("2027-01-25"),
        {"on": "2027-01-26", "event": "correction_requested", "respond_by": "2027-02-12"}
    ]);
    let waiting = standing_on("2027-02-13", asked);
    assert!(refused_outcome(&waiting, TableThreeRow::OtherwiseUncorrected).contains("补正期限未满"));
    let third = json!([received("2027-01-11"), consulted("2027-01-18")]);
    let limit = crate::calendar::Calendar::built_in()
        .due(day("2027-01-18"), OPINION_DAYS)
        .on;
    let silent = standing_on(&limit.tomorrow().unwrap().to_string(), third);
    assert_eq!(silent.state, State::Consulting);
    assert!(refused_outcome(&silent, TableThreeRow::RefusedThirdParty).contains("尚在期限内"));
    // The organ's own clock stands still by the earlier day alone.
    assert_eq!(clock(&silent, ClockName::Reply).excluded[0].through, limit);
}

#[test]
fn h_a_period_that_ends_on_a_day_off_rolls_on_and_a_short_one_is_warned_of() {
    // 2025-03-08 is a Saturday.
    let asked = json!([
        received("2025-03-03"),
        {"on": "2025-03-06", "event": "correction_requested", "respond_by": "2025-03-08"}
    ]);
    let monday = standing_on("2025-03-10", asked.clone());
    assert_eq!(clock(&monday, ClockName::Correction).due_on, day("2025-03-10"));
    assert!(!refused_outcome(&monday, TableThreeRow::OtherwiseUncorrected).is_empty());
    assert!(
        warns(&monday, "顺延至 2025-03-10") && warns(&monday, "只有 1 个工作日"),
        "{:?}",
        monday.warnings
    );
    let tuesday = standing_on("2025-03-11", asked);
    assert_eq!(refused_outcome(&tuesday, TableThreeRow::OtherwiseUncorrected), "");
    let fair = json!([
        received("2025-03-03"),
        {"on": "2025-03-06", "event": "correction_requested", "respond_by": "2025-03-11"}
    ]);
    assert!(standing_on("2025-03-07", fair).warnings.is_empty());
}

#[test]
fn h_a_correction_a_payment_and_reasons_that_come_late_are_told_before_they_are_recorded() {
    let paid = json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "fee_notified"}
    ]);
    let asked = json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "reasons_requested", "respond_by": "2025-03-13"}
    ]);
    let corrected = json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "correction_requested", "respond_by": "2025-03-13"}
    ]);
    for (list, act, name, words) in [
        (
            corrected,
            Act::Corrected,
            ClockName::Correction,
            "答复期限自收到补正之日起重新计算",
        ),
        (paid, Act::FeePaid, ClockName::Payment, "答复期限按缴清之日计算"),
        (
            asked,
            Act::ReasonsGiven,
            ClockName::Reasons,
            "理由是否合理由本机关认定",
        ),
    ] {
        let last = clock(&standing_on("2025-03-06", list.clone()), name).last_on();
        let in_time = standing_on(&last.to_string(), list.clone());
        assert_eq!(in_time.late_answer(act, last), None, "{act:?}");
        let late = last.tomorrow().unwrap();
        let told = standing_on(&late.to_string(), list)
            .late_answer(act, late)
            .unwrap();
        assert!(
            told.contains(&format!("期限已于 {last} 届满"))
                && told.contains(words)
                && !told.contains("已如实登记"),
            "{told}"
        );
    }
}

#[test]
fn i_what_goes_out_on_the_very_last_day_counts_and_is_told_before_and_after() {
    let before = standing_on("2025-03-31", json!([received("2025-03-03")]));
    let told = before.cautions_once();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told.iter()
            .all(|one| one.contains("2025-03-31 是“答复”期限的最后一天"))
    );
    assert!(
        before
            .caution(Act::ConsultationSent)
            .unwrap()
            .contains("当日届满")
    );
    assert!(before.caution(Act::FoundClear).is_none());
    let sent = standing_on(
        "2025-04-01",
        json!([received("2025-03-03"), consulted("2025-03-31")]),
    );
    assert!(
        warns(&sent, "2025-03-31“征求意见”：2025-03-31 是“答复”期限的最后一天"),
        "{:?}",
        sent.warnings
    );
    assert_eq!((sent.due_on, sent.overdue), (Some(day("2025-03-31")), true));
    let day_before = json!([received("2025-03-03"), consulted("2025-03-28")]);
    assert!(standing_on("2025-04-01", day_before).due_on > Some(day("2025-04-01")));
    let notice = json!([received("2025-03-03"), {"on": "2025-03-12", "event": "correction_requested"}]);
    assert!(warns(
        &standing_on("2025-03-12", notice),
        "“告知补正”期限的最后一天"
    ));
    assert!(
        standing_on("2025-03-28", json!([received("2025-03-03")]))
            .cautions
            .is_empty()
    );
}

#[test]
fn j_the_seventh_working_day_is_a_clock_from_receipt_on() {
    let notice = |list, today| {
        let standing = standing_on(today, list);
        let clock = clock(&standing, ClockName::CorrectionNotice).clone();
        (clock.due_on, clock.met_on)
    };
    let due_on = day("2025-03-12");
    let list = |more: &[serde_json::Value]| json!([&[received("2025-03-03")], more].concat());
    assert_eq!(notice(list(&[]), "2025-03-11"), (due_on, None));
    for (event, met_on) in [
        (json!({"on": "2025-03-04", "event": "found_clear"}), "2025-03-04"),
        (
            json!({"on": "2025-03-05", "event": "correction_requested"}),
            "2025-03-05",
        ),
        (
            json!({"on": "2025-03-06", "event": "replied", "outcome": "granted"}),
            "2025-03-06",
        ),
        (json!({"on": "2025-03-07", "event": "withdrawn"}), "2025-03-07"),
        // Who asks for an opinion on it, or charges for it, has understood what is asked for.
        (consulted("2025-03-06"), "2025-03-06"),
        (json!({"on": "2025-03-07", "event": "fee_notified"}), "2025-03-07"),
    ] {
        assert_eq!(notice(list(&[event]), "2025-03-11"), (due_on, Some(day(met_on))));
    }
}

#[test]
fn k_excessive_applications_need_reasons_asked_for_and_their_day_passed() {
    let excessive = |list: serde_json::Value, today: &str| {
        refused_outcome(&standing_on(today, list), TableThreeRow::NotProcessedExcessive).to_owned()
    };
    assert!(excessive(json!([received("2025-03-03")]), "2025-03-20").contains("没有要求过申请人说明理由"));
    let asked = json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "reasons_requested", "respond_by": "2025-03-13"}
    ]);
    assert!(excessive(asked.clone(), "2025-03-13").contains("说明理由的期限未满"));
    assert_eq!(
        excessive(asked, "2025-03-14"),
        "",
        "the day of the letter, not that of a correction"
    );
    let given = json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "reasons_requested", "respond_by": "2025-04-13"},
        {"on": "2025-03-06", "event": "reasons_given"}
    ]);
    assert_eq!(excessive(given, "2025-03-06"), "");
    let at_once = standing(json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "replied", "outcome": "not_processed.excessive"}
    ]));
    assert!(warns(&at_once, "没有要求过申请人说明理由"));
}

#[test]
fn l_an_unconfirmed_application_may_be_answered_on_the_spot() {
    let arrived = json!({"on": "2025-03-03", "event": "received", "channel": "online", "confirmed_on": null});
    let before = standing_on("2025-03-04", json!([arrived]));
    assert!(before.allowed.contains(&Act::Replied) && before.state == State::Arrived);
    let answered = standing_on(
        "2025-03-05",
        json!([
            arrived,
            {"on": "2025-03-04", "event": "replied", "outcome": "granted"},
            {"on": "2025-03-04", "event": "delivered", "how": "online"}
        ]),
    );
    assert_eq!(
        (answered.state, answered.received_on),
        (State::Delivered, Some(day("2025-03-04")))
    );
    assert!(
        !answered.overdue && answered.warnings.is_empty(),
        "{:?}",
        answered.warnings
    );
}

#[test]
fn what_happens_after_a_reply_is_kept_and_changes_nothing() {
    let list = json!([
        received("2025-03-03"),
        {"on": "2025-03-05", "event": "correction_requested", "respond_by": "2025-03-20"},
        {"on": "2025-03-21", "event": "replied", "outcome": "otherwise.uncorrected"},
        {"on": "2025-03-24", "event": "corrected"}
    ]);
    let after = standing_on("2025-03-25", list);
    assert_eq!((after.state, after.due_on), (State::Replied, None));
    assert!(warns(&after, "已经作出答复"), "{:?}", after.warnings);
}
