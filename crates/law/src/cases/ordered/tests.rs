//! A case answered, disputed, and answered anew.

use jiff::civil::{Date, date};

use super::*;
use crate::cases::{
    Act, Channel, Delivery, Event, HistoryError, Party, Rules, Settings, Standing, State, What, counted_in,
};
use crate::codes::TableThreeRow::{self, Granted, PartlyGranted, RefusedProcessInformation};
use crate::codes::{Ending, Route};

fn rules() -> Rules {
    Rules {
        calendar: Calendar::built_in(),
        settings: Settings::default(),
    }
}

fn order(dated: Date) -> ReplyOrder {
    ReplyOrder {
        route: Route::Reconsideration,
        ending: Ending::Revoked,
        authority: "某市人民政府".into(),
        number: "某政复决〔2025〕3号".into(),
        dated,
        by: None,
        days: None,
        from: None,
    }
}

fn on(day: Date, what: What) -> Event {
    Event { on: day, what }
}

fn received(day: Date) -> Event {
    on(
        day,
        What::Received {
            channel: Channel::InPerson,
            arrived_on: None,
            confirmed_on: None,
        },
    )
}

fn replied(day: Date, outcome: TableThreeRow) -> Event {
    on(day, What::replied(outcome))
}

fn delivered(day: Date) -> Event {
    let how = Delivery::InPerson;
    on(day, What::Delivered { how })
}

/// Received on 2025-03-03, refused and delivered on 03-20.
fn refused() -> Vec<Event> {
    vec![
        received(date(2025, 3, 3)),
        replied(date(2025, 3, 20), RefusedProcessInformation),
        delivered(date(2025, 3, 20)),
    ]
}

/// The same revoked on 2025-06-05, received on 06-09.
fn reopened(order: ReplyOrder) -> Vec<Event> {
    let mut events = refused();
    events.push(on(date(2025, 6, 9), What::ReplyOrdered(order)));
    events
}

fn standing(events: &[Event], today: Date) -> Standing {
    Standing::of(events, &rules(), today).unwrap()
}

fn ordered_clock(standing: &Standing) -> &Clock {
    let mut clocks = standing.clocks.iter();
    clocks
        .find(|clock| clock.name == ClockName::OrderedReply)
        .unwrap()
}

#[test]
fn a_register_tells_the_reply_that_was_set_aside_and_a_late_one_by_how_many_days() {
    let mut events = reopened(order(date(2025, 6, 5)));
    let before = vec![(date(2025, 3, 20), RefusedProcessInformation)];
    assert_eq!(replies_set_aside(&refused()), Vec::new(), "it stands");
    assert_eq!(replies_set_aside(&events), before);
    // Due on Monday 07-07, posted on Thursday.
    events.extend([replied(date(2025, 7, 7), Granted), delivered(date(2025, 7, 10))]);
    assert_eq!(
        replies_set_aside(&events),
        before,
        "the one that stands is told apart"
    );
    let calendar = Calendar::built_in();
    let late = standing(&events, date(2025, 8, 1)).late_replies(&calendar);
    assert_eq!(
        late,
        [
            "答复逾期 3 个工作日：责令答复的期限 2025-07-07 届满，答复 2025-07-10 发出（行政复议法第六十四条、第七十七条）。"
        ]
    );
    let in_time = standing(&refused(), date(2025, 8, 1));
    assert!(in_time.late_replies(&calendar).is_empty());
}

#[test]
fn a_revoked_reply_is_made_anew_within_what_the_decision_names_or_the_statutes_twenty_working_days() {
    let dated = date(2025, 6, 5);
    let due = |order| {
        let standing = standing(&reopened(order), date(2025, 6, 9));
        assert_eq!(standing.state, State::Reopened);
        assert_eq!(standing.due_on, standing.next_due_on);
        let clock = ordered_clock(&standing);
        assert_eq!(clock.article, "行政复议法第六十四条、第七十七条");
        assert_eq!(standing.awaited_clock(), Some(clock));
        standing.due_on.unwrap()
    };
    // 20 working days after Monday 06-09: no holiday between.
    assert_eq!(due(order(dated)), date(2025, 7, 7));
    assert_eq!(
        due(ReplyOrder {
            days: Some(15),
            ..order(dated)
        }),
        date(2025, 6, 30)
    );
    let from_its_day = ReplyOrder {
        days: Some(15),
        from: Some(dated),
        ..order(dated)
    };
    assert_eq!(due(from_its_day), date(2025, 6, 26));
    // A day the decision names rolls on where it is a Sunday; the earlier one is told as the safe reading.
    let sunday = date(2025, 6, 29);
    assert_eq!(
        due(ReplyOrder {
            by: Some(sunday),
            ..order(dated)
        }),
        date(2025, 6, 30)
    );
}

#[test]
fn an_order_sets_a_day_of_its_own_beside_the_statutes() {
    let days = |events: &[Event]| -> Vec<(&'static str, String)> {
        let days = standing(events, date(2025, 6, 9)).reply_days();
        days.iter().map(|day| (day.label(), day.to_string())).collect()
    };
    let statutory = ("答复期限", "2025-03-31".to_owned());
    assert_eq!(days(&refused()), std::slice::from_ref(&statutory));
    let ordered = ("责令答复期限", "2025-07-07".to_owned());
    assert_eq!(days(&reopened(order(date(2025, 6, 5)))), [statutory, ordered]);
}

#[test]
fn a_reopened_case_is_undecided_and_asks_for_a_reply_and_its_delivery_and_is_over_with_that() {
    let mut events = reopened(order(date(2025, 6, 5)));
    let one = standing(&events, date(2025, 6, 10));
    assert_eq!((one.outcome, one.decided_on, one.overdue), (None, None, false));
    assert!(one.state.is_open() && one.may(Act::Replied).is_ok() && one.may(Act::Delivered).is_err());
    assert!(one.may(Act::ConsultationSent).is_ok() && one.may(Act::Withdrawn).is_ok());
    assert!(
        one.may_split().is_err(),
        "what was answered as one is not divided"
    );
    events.push(replied(date(2025, 6, 20), PartlyGranted));
    let one = standing(&events, date(2025, 6, 20));
    assert_eq!((one.state, one.outcome), (State::Replied, Some(PartlyGranted)));
    assert_eq!(one.next_due_on, Some(date(2025, 7, 7)));
    events.push(delivered(date(2025, 6, 23)));
    let one = standing(&events, date(2025, 8, 1));
    assert_eq!((one.state, one.next_due_on), (State::Delivered, None));
    assert_eq!(ordered_clock(&one).met_on, Some(date(2025, 6, 23)));
    assert!(!one.overdue && one.warnings.is_empty(), "{:?}", one.warnings);
    assert!(one.may(Act::Replied).is_err() && one.may(Act::Delivered).is_err());
    let texts: Vec<&str> = one.reasoning.iter().map(|line| line.text.as_str()).collect();
    assert!(
        texts
            .iter()
            .any(|text| text.contains("2025-06-09 收到某市人民政府行政复议决定")),
        "{texts:?}"
    );
    assert_eq!(texts.iter().filter(|text| text.contains("作出答复：")).count(), 2);
}

#[test]
fn an_ordered_reply_that_does_not_go_out_in_time_is_late_though_the_first_was_not() {
    let events = reopened(order(date(2025, 6, 5)));
    let one = standing(&events, date(2025, 7, 8));
    assert!(
        one.overdue
            && one
                .warnings
                .iter()
                .any(|text| text.contains("责令答复的期限已于 2025-07-07 届满"))
    );
    let clocks: Vec<_> = one
        .clocks
        .iter()
        .filter(|clock| clock.is_running() && clock.is_missed(date(2025, 7, 8)))
        .collect();
    assert_eq!(
        clocks.iter().map(|clock| clock.name).collect::<Vec<_>>(),
        [ClockName::OrderedReply]
    );
    let last = standing(&events, date(2025, 7, 7));
    assert!(
        last.caution(Act::Replied)
            .is_some_and(|why| why.contains("责令答复"))
    );
    let step = one.next_step(date(2025, 7, 8));
    assert!(step.is_late && step.text.contains("某政复决〔2025〕3号") && step.text.contains("2025年7月7日"));
}

#[test]
fn the_ordered_period_is_neither_extended_nor_stopped_by_a_consultation() {
    let mut events = reopened(order(date(2025, 6, 5)));
    for (act, what) in [
        (
            Act::Extended,
            What::Extended {
                days: 20,
                approved_by: "王某".into(),
            },
        ),
        (
            Act::CorrectionRequested,
            What::CorrectionRequested {
                respond_by: None,
                received_on: None,
            },
        ),
        (Act::FeeNotified, What::FeeNotified { received_on: None }),
        (
            Act::ReasonsRequested,
            What::ReasonsRequested {
                respond_by: None,
                received_on: None,
            },
        ),
    ] {
        let one = standing(&events, date(2025, 6, 10));
        assert!(
            one.may(act).is_err_and(|why| why.contains("期限由其确定")),
            "{act:?}"
        );
        events.push(on(date(2025, 6, 10), what));
    }
    events.push(on(
        date(2025, 6, 11),
        What::ConsultationSent {
            party: Party::ThirdParty,
            name: None,
            received_on: None,
            number: None,
            content: None,
        },
    ));
    let one = standing(&events, date(2025, 6, 12));
    assert_eq!((one.state, one.due_on), (State::Reopened, Some(date(2025, 7, 7))));
    assert_eq!(one.noted.len(), 4, "{:?}", one.noted);
    let reply = one
        .clocks
        .iter()
        .find(|clock| clock.name == ClockName::Reply)
        .unwrap();
    assert_eq!(
        (reply.due_on, reply.met_on),
        (date(2025, 3, 31), Some(date(2025, 3, 20)))
    );
    assert!(reply.excluded.is_empty());
}

#[test]
fn what_nobody_answered_at_all_may_be_ordered_and_stays_late_by_the_statute() {
    let performed = ReplyOrder {
        route: Route::LitigationDirect,
        ending: Ending::OrderedToAct,
        days: Some(15),
        ..order(date(2025, 6, 5))
    };
    let mut events = vec![received(date(2025, 3, 3))];
    events.push(on(date(2025, 6, 9), What::ReplyOrdered(performed)));
    let one = standing(&events, date(2025, 6, 10));
    assert_eq!(
        (one.state, one.next_due_on),
        (State::Reopened, Some(date(2025, 6, 30)))
    );
    assert!(one.overdue);
    assert_eq!(ordered_clock(&one).article, "行政诉讼法第七十二条");
    events.extend([replied(date(2025, 6, 12), Granted), delivered(date(2025, 6, 12))]);
    let one = standing(&events, date(2025, 7, 12));
    assert_eq!(one.state, State::Delivered);
    assert!(ordered_clock(&one).met_on.is_some());
}

#[test]
fn what_lapsed_or_was_waited_for_does_not_stand_in_the_way_of_an_ordered_reply() {
    let day = date(2025, 3, 5);
    let asked = What::CorrectionRequested {
        respond_by: Some(date(2025, 12, 31)),
        received_on: None,
    };
    let events = vec![
        received(date(2025, 3, 3)),
        on(day, asked),
        on(date(2025, 6, 9), What::ReplyOrdered(order(date(2025, 6, 5)))),
    ];
    let one = standing(&events, date(2025, 6, 10));
    assert_eq!(one.state, State::Reopened);
    assert!(one.may(Act::Replied).is_ok());
}

#[test]
fn a_second_reply_may_be_disputed_and_ordered_anew_as_well() {
    let mut events = reopened(order(date(2025, 6, 5)));
    events.extend([
        replied(date(2025, 6, 20), PartlyGranted),
        delivered(date(2025, 6, 20)),
    ]);
    let judged = ReplyOrder {
        route: Route::LitigationAfterReconsideration,
        by: Some(date(2025, 11, 28)),
        ..order(date(2025, 10, 31))
    };
    events.push(on(date(2025, 11, 3), What::ReplyOrdered(judged)));
    let one = standing(&events, date(2025, 11, 4));
    assert_eq!(
        (one.state, one.due_on),
        (State::Reopened, Some(date(2025, 11, 28)))
    );
    assert_eq!(one.history.replies_before.len(), 2);
    events.extend([replied(date(2025, 11, 5), Granted), delivered(date(2025, 11, 6))]);
    let one = standing(&events, date(2025, 12, 1));
    assert_eq!((one.state, one.outcome), (State::Delivered, Some(Granted)));
    assert_eq!(
        one.history
            .orders
            .iter()
            .filter(|one| one.met_on.is_none())
            .count(),
        0
    );
}

#[test]
fn a_case_that_is_answered_twice_counts_once_in_table_three() {
    use TableThreeRow::{New, Total};
    // Within the year the last decision counts, …
    let mut events = reopened(order(date(2025, 6, 5)));
    let rows = |events: &[Event]| {
        let standing = standing(events, date(2027, 6, 1));
        [2025, 2026].map(|year| counted_in(&standing, year))
    };
    assert_eq!(
        rows(&events),
        [vec![New, RefusedProcessInformation, Total], vec![]]
    );
    events.extend([
        replied(date(2025, 6, 20), PartlyGranted),
        delivered(date(2025, 6, 20)),
    ]);
    assert_eq!(rows(&events), [vec![New, PartlyGranted, Total], vec![]]);
    // … and a decision of a later year changes nothing of what the report of the first has told.
    let mut later = reopened(order(date(2025, 6, 5)));
    later.extend([replied(date(2026, 1, 20), Granted), delivered(date(2026, 1, 20))]);
    assert_eq!(
        rows(&later),
        [vec![New, RefusedProcessInformation, Total], vec![]]
    );
    let one = standing(&later, date(2026, 6, 1));
    assert_eq!(
        (one.outcome, one.decided_on),
        (Some(Granted), Some(date(2026, 1, 20)))
    );
}

#[test]
fn an_order_that_cannot_be_is_refused_with_its_reason() {
    let dated = date(2025, 6, 5);
    let fields =
        |order: &ReplyOrder, day| -> Vec<&str> { order.faults(day).iter().map(|one| one.field).collect() };
    let today = date(2025, 6, 9);
    assert!(fields(&order(dated), today).is_empty());
    assert_eq!(fields(&order(dated), date(2025, 6, 4)), ["on"]);
    assert_eq!(
        fields(
            &ReplyOrder {
                ending: Ending::Upheld,
                ..order(dated)
            },
            today
        ),
        ["ending"]
    );
    let blank = ReplyOrder {
        authority: " ".into(),
        number: String::new(),
        ..order(dated)
    };
    assert_eq!(fields(&blank, today), ["authority", "number"]);
    let early = ReplyOrder {
        by: Some(date(2025, 6, 1)),
        ..order(dated)
    };
    assert_eq!(fields(&early, today), ["by"]);
    let both = ReplyOrder {
        by: Some(date(2025, 6, 30)),
        days: Some(20),
        ..order(dated)
    };
    assert_eq!(fields(&both, today), ["days"]);
    assert_eq!(
        fields(
            &ReplyOrder {
                days: Some(0),
                ..order(dated)
            },
            today
        ),
        ["days"]
    );
    let impossible = Standing::of(
        &reopened(ReplyOrder {
            ending: Ending::Upheld,
            ..order(dated)
        }),
        &rules(),
        today,
    );
    assert!(matches!(impossible, Err(HistoryError::Impossible { .. })));
    let withdrawn = vec![
        received(date(2025, 3, 3)),
        on(date(2025, 3, 4), What::Withdrawn {}),
        on(today, What::ReplyOrdered(order(dated))),
    ];
    assert!(
        Standing::of(&withdrawn, &rules(), today).is_err(),
        "nothing follows on a withdrawal"
    );
}

#[test]
fn an_order_is_written_as_an_event_like_any_other() {
    let event = on(date(2025, 6, 9), What::ReplyOrdered(order(date(2025, 6, 5))));
    let text = serde_json::to_string(&event).unwrap();
    assert_eq!(
        text,
        r#"{"on":"2025-06-09","event":"reply_ordered","route":"reconsideration","ending":"revoked","authority":"某市人民政府","number":"某政复决〔2025〕3号","dated":"2025-06-05"}"#
    );
    assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
}

/// 行政复议法第八十八条、民事诉讼法第八十五条第三款: 2025-05-31 is a Saturday, and 06-02 the holiday.
#[test]
fn an_ordered_day_that_is_a_day_off_rolls_on_and_the_safe_reading_is_told() {
    let named = ReplyOrder {
        by: Some(date(2025, 5, 31)),
        ..order(date(2025, 5, 8))
    };
    let mut events = refused();
    events.push(on(date(2025, 5, 9), What::ReplyOrdered(named)));
    let waiting = standing(&events, date(2025, 6, 3));
    assert_eq!(waiting.due_on, Some(date(2025, 6, 3)));
    assert!(!waiting.overdue);
    let told: String = waiting.reasoning.iter().map(|line| line.text.as_str()).collect();
    assert!(
        told.contains("载明于 2025-05-31 前答复，该日是休息日，顺延"),
        "{told}"
    );
    assert!(
        told.contains("稳妥的，在 2025-05-31 以前送出") && told.contains("至 2025-06-03 届满"),
        "{told}"
    );
    assert!(standing(&events, date(2025, 6, 4)).overdue);
}
