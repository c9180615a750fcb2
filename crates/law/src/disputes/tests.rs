//! Answer clocks of disputes, what can't be so, and where each counts in table 四.

use jiff::civil::date;

use super::*;

fn dispute(route: Route, procedure: Option<Procedure>, received_on: Date) -> Dispute {
    Dispute {
        route,
        procedure,
        received_on,
        answered_on: None,
        ended: None,
    }
}

#[test]
fn a_reconsideration_is_answered_in_ten_working_days_or_five_in_the_simple_procedure() {
    let calendar = Calendar::built_in();
    let due = |procedure| {
        dispute(Route::Reconsideration, Some(procedure), date(2025, 9, 25))
            .answer_clock(&calendar)
            .due_on
    };
    // 国庆、中秋 2025-10-01 to 10-08 off; Sunday 09-28 and Saturday 10-11 made up.
    assert_eq!(due(Procedure::Simple), date(2025, 10, 9));
    assert_eq!(due(Procedure::Ordinary), date(2025, 10, 15));
}

#[test]
fn a_suit_is_answered_in_fifteen_days_and_never_on_a_day_off() {
    let calendar = Calendar::built_in();
    let due = |on| {
        dispute(Route::LitigationDirect, None, on)
            .answer_clock(&calendar)
            .due_on
    };
    assert_eq!(due(date(2025, 3, 3)), date(2025, 3, 18));
    // The fifteenth day is 2025-10-02, in the holidays.
    assert_eq!(due(date(2025, 9, 17)), date(2025, 10, 9));
}

#[test]
fn an_ending_counts_from_its_day_on_and_as_the_organ_settled_it() {
    let mut one = dispute(Route::Reconsideration, Some(Procedure::Simple), date(2025, 11, 3));
    one.ended = Some((Ending::Settled, date(2026, 1, 8)));
    let usual = Settings::default();
    assert_eq!(one.verdict_at(date(2025, 12, 31), &usual), Verdict::Pending);
    assert_eq!(one.verdict_at(date(2026, 12, 31), &usual), Verdict::Other);
    let own = Settings {
        verdicts: [
            ("settled".to_owned(), Verdict::Corrected),
            ("upheld".to_owned(), Verdict::Pending),
        ]
        .into(),
        ..Settings::default()
    };
    assert_eq!(one.verdict_at(date(2026, 12, 31), &own), Verdict::Corrected);
    assert_eq!(own.verdict(Ending::Upheld), Verdict::Upheld);
    assert_eq!(Settings::default().footnote(), None);
    let told = own.footnote().unwrap_or_default();
    assert!(told.starts_with("注：表四") && told.contains("计入“"), "{told}");
    assert_eq!(Settings::columns().count(), 3);
}

#[test]
fn a_dispute_counts_in_every_year_it_was_open_in_and_where_only_new_ones_count_in_the_first() {
    let mut one = dispute(Route::LitigationDirect, None, date(2024, 11, 3));
    one.ended = Some((Ending::ClaimRejected, date(2026, 1, 8)));
    let all = Settings::default();
    let counted =
        |settings: &Settings| [2023, 2024, 2025, 2026, 2027].map(|year| one.counted_in(year, settings));
    let (pending, upheld) = (Some(Verdict::Pending), Some(Verdict::Upheld));
    assert_eq!(counted(&all), [None, pending, pending, upheld, None]);
    let only_new = Settings {
        counts_only_new: true,
        ..Settings::default()
    };
    assert_eq!(counted(&only_new), [None, pending, None, None, None]);
}

#[test]
fn what_can_not_be_so_is_told_at_its_field() {
    let today = date(2025, 6, 30);
    let fields = |one: &Dispute, before: Option<&Dispute>| -> Vec<&str> {
        one.faults(before, today)
            .iter()
            .map(|fault| fault.field)
            .collect()
    };
    let mut reconsidered = dispute(Route::Reconsideration, Some(Procedure::Simple), date(2025, 3, 3));
    assert!(fields(&reconsidered, None).is_empty());
    let sued = dispute(Route::LitigationAfterReconsideration, None, date(2025, 5, 6));
    assert_eq!(fields(&sued, Some(&reconsidered)), ["parent"]);
    reconsidered.answered_on = Some(date(2025, 3, 7));
    reconsidered.ended = Some((Ending::Upheld, date(2025, 4, 1)));
    assert!(fields(&reconsidered, None).is_empty() && fields(&sued, Some(&reconsidered)).is_empty());
    assert_eq!(fields(&sued, Some(&sued)), ["parent"]);
    reconsidered.answered_on = Some(date(2025, 4, 7));
    assert_eq!(fields(&reconsidered, None), ["answered_on"]);
    reconsidered.answered_on = Some(date(2025, 3, 2));
    reconsidered.ended = Some((Ending::Upheld, date(2025, 7, 1)));
    assert_eq!(fields(&reconsidered, None), ["answered_on", "ended_on"]);
    let mixed = dispute(Route::LitigationDirect, Some(Procedure::Simple), today);
    assert_eq!(fields(&mixed, None), ["procedure"]);
    assert_eq!(
        fields(&dispute(Route::Reconsideration, None, today), None),
        ["procedure"]
    );
    let ahead = dispute(Route::LitigationDirect, None, date(2025, 7, 1));
    assert_eq!(fields(&ahead, None), ["received_on"]);
}

#[test]
fn an_answer_is_late_after_its_day() {
    let clock = dispute(Route::LitigationDirect, None, date(2025, 3, 3)).answer_clock(&Calendar::built_in());
    assert!(!clock.is_late(None, date(2025, 3, 18)) && clock.is_late(None, date(2025, 3, 19)));
    assert!(!clock.is_late(Some(date(2025, 3, 18)), date(2025, 6, 1)));
}

#[test]
fn every_ending_counts_in_one_column_that_holds_results() {
    for ending in Ending::ALL {
        assert!(matches!(
            ending.usual_verdict(),
            Verdict::Upheld | Verdict::Corrected | Verdict::Other
        ));
    }
}

#[test]
fn a_result_that_may_order_a_reply_says_whether_it_did_and_by_which_paper() {
    let today = date(2025, 6, 30);
    let dated = date(2025, 6, 5);
    let one = dispute(Route::Reconsideration, Some(Procedure::Simple), date(2025, 5, 6));
    let fields = |ending, ordered: Option<&Ordered>, has_case| -> Vec<&str> {
        one.order_faults((ending, dated), ordered, has_case, today)
            .iter()
            .map(|fault| fault.field)
            .collect()
    };
    let new = NewReply {
        number: "某政复决〔2025〕3号".into(),
        received_on: date(2025, 6, 9),
        by: None,
        days: Some(20),
        from: None,
    };
    let reply = Ordered::Reply(new.clone());
    for ending in Ending::ALL.iter().copied() {
        let may = ending.may_order_reply();
        assert_eq!(fields(ending, None, true).is_empty(), !may, "{ending:?}");
        assert_eq!(fields(ending, Some(&reply), true).is_empty(), may, "{ending:?}");
        assert!(fields(ending, Some(&Ordered::Nothing), true).is_empty());
        assert!(!may || ending.usual_verdict() == Verdict::Corrected, "{ending:?}");
    }
    assert_eq!(
        fields(Ending::Revoked, Some(&reply), false),
        ["ordered"],
        "no case to answer"
    );
    let ill = Ordered::Reply(NewReply {
        number: String::new(),
        received_on: date(2025, 7, 1),
        by: Some(date(2025, 7, 31)),
        ..new
    });
    assert_eq!(
        fields(Ending::OrderedToAct, Some(&ill), true),
        ["order_received_on", "order_number", "order_days"]
    );
}

#[test]
fn a_dispute_is_no_older_than_the_law_it_is_about() {
    let today = date(2026, 11, 29);
    let faults = |on| {
        let one = dispute(Route::Reconsideration, Some(Procedure::Simple), on);
        one.faults(None, today)
    };
    for slip in [date(1900, 1, 1), date(1926, 11, 2), date(2008, 4, 30)] {
        let told = faults(slip);
        assert_eq!(told[0].field, "received_on");
        assert!(told[0].message.contains("请核对年份"));
    }
    assert!(faults(date(2008, 5, 1)).is_empty());
}

#[test]
fn a_suit_follows_a_reconsideration_of_the_same_case_alone() {
    let (ours, theirs) = (Some(1), Some(2));
    assert_eq!(follows_another_case(ours, ours), None);
    assert_eq!(
        follows_another_case(None, theirs),
        None,
        "it takes that case over"
    );
    assert_eq!(follows_another_case::<i32>(None, None), None);
    for before in [theirs, None] {
        let why = follows_another_case(ours, before).unwrap();
        assert_eq!(why.field, "parent");
    }
}

#[test]
fn an_open_dispute_of_somebody_else_is_told_before_a_reply_leaves() {
    let received_on = date(2028, 10, 25);
    let open = Dispute {
        route: Route::Reconsideration,
        procedure: Some(Procedure::Ordinary),
        received_on,
        answered_on: None,
        ended: None,
    };
    let told = open.holds_back("洛政复受〔2028〕3号", "未公司", "张三").unwrap();
    assert!(
        told.contains("未公司") && told.contains("停止执行") && told.contains("写明理由"),
        "{told}"
    );
    assert_eq!(
        open.holds_back("洛政复受〔2028〕3号", "张三", " 张三 "),
        None,
        "the applicant's own"
    );
    let ended = Dispute {
        ended: Some((Ending::Upheld, received_on)),
        ..open
    };
    assert_eq!(ended.holds_back("洛政复受〔2028〕3号", "未公司", "张三"), None);
    // What is upheld sets nothing aside, and what was decided after that is decided anew.
    let whose = ("未公司", "张三");
    let sets_aside = |ending, signed_on| {
        let ended = Dispute {
            ended: Some((ending, received_on)),
            ..ended
        };
        ended.sets_aside("洛政复受〔2028〕3号", whose, signed_on)
    };
    assert_eq!(sets_aside(Ending::Upheld, received_on), None);
    let told = sets_aside(Ending::Revoked, received_on).unwrap();
    assert!(told.contains("撤销") && told.contains("撤回签发"), "{told}");
    assert_eq!(sets_aside(Ending::Revoked, received_on.tomorrow().unwrap()), None);
    let own = Dispute {
        ended: Some((Ending::Revoked, received_on)),
        ..ended
    };
    assert_eq!(
        own.sets_aside("洛政复受〔2028〕3号", ("张三", "张三"), received_on),
        None
    );
}

#[test]
fn what_was_never_decided_is_neither_revoked_nor_changed() {
    for ending in [Ending::Revoked, Ending::Changed] {
        let why = takes_back_nothing(ending, false).unwrap();
        assert!(
            why.field == "ending" && why.message.contains("责令履行"),
            "{why:?}"
        );
        assert_eq!(takes_back_nothing(ending, true), None);
    }
    for ending in [Ending::OrderedToAct, Ending::FoundUnlawful, Ending::Upheld] {
        assert_eq!(takes_back_nothing(ending, false), None, "{ending:?}");
    }
}
