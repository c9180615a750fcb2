//! What must hold of every case, however it went: whatever acts are tried on whatever days.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use law::calendar::Calendar;
use law::cases::{Act, Channel, Delivery, Event, Party, ReplyOrder, Rules, Standing, What, counted_in};
use law::codes::{Ending, Route, TableThreeRow};
use proptest::prelude::*;

fn what() -> impl Strategy<Value = What> {
    let party = prop::sample::select(Party::ALL);
    let outcome = prop::sample::select(
        TableThreeRow::leaves()
            .filter(|row| *row != TableThreeRow::OtherwiseMerged)
            .collect::<Vec<_>>(),
    );
    prop_oneof![
        Just(What::Confirmed {}),
        Just(What::CorrectionRequested {
            respond_by: None,
            received_on: None
        }),
        Just(What::Corrected {}),
        party.clone().prop_map(|party| What::ConsultationSent {
            party,
            name: None,
            received_on: None,
            number: None,
            content: None,
        }),
        (party, any::<Option<bool>>()).prop_map(|(party, consents)| What::ConsultationAnswered {
            party,
            name: None,
            consents,
            number: None,
            is_signed: None,
            consents_to: None,
        }),
        (0_u16..25).prop_map(|days| What::Extended {
            days,
            approved_by: "张三".to_owned()
        }),
        Just(What::FeeNotified { received_on: None }),
        Just(What::FeePaid {}),
        Just(What::ReasonsRequested {
            respond_by: None,
            received_on: None
        }),
        Just(What::ReasonsGiven {}),
        outcome.prop_map(What::replied),
        prop::sample::select(Delivery::ALL).prop_map(|how| What::Delivered { how }),
        Just(What::Withdrawn {}),
        prop::option::of(1_u16..30).prop_map(|days| What::ReplyOrdered(ReplyOrder {
            route: Route::Reconsideration,
            ending: Ending::Revoked,
            authority: "某市人民政府".to_owned(),
            number: "某政复决1号".to_owned(),
            dated: date(2019, 12, 2),
            by: None,
            days,
            from: None,
        })),
    ]
}

/// Acts that are tried one after the other, each some days after the one before; those the law refuses do not happen.
fn lived(channel: Channel, from: Date, tried: Vec<(u8, What)>) -> (Vec<Event>, Date) {
    let rules = Rules::default();
    let confirmed_on = channel.needs_confirmation().then_some(None);
    let arrival = What::Received {
        channel,
        arrived_on: None,
        confirmed_on,
    };
    let mut events = vec![Event {
        on: from,
        what: arrival,
    }];
    let mut on = from;
    for (days, what) in tried {
        on = on.saturating_add(i32::from(days).days());
        let event = Event { on, what };
        let is_let_through = Standing::of(&events, &rules, on)
            .is_ok_and(|standing| standing.history.may_take(&event, &rules).is_ok());
        if is_let_through {
            events.push(event);
        }
    }
    (events, on)
}

fn case() -> impl Strategy<Value = (Vec<Event>, Date)> {
    let channel = prop::sample::select(Channel::ALL);
    let tried = prop::collection::vec((0_u8..20, what()), 0..12);
    (channel, 0_i32..1800, tried).prop_map(|(channel, offset, tried)| {
        lived(channel, date(2020, 1, 2).saturating_add(offset.days()), tried)
    })
}

proptest! {
    #[test]
    fn every_due_day_is_a_working_day((events, today) in case()) {
        let standing = Standing::of(&events, &Rules::default(), today).unwrap();
        let calendar = Calendar::built_in();
        for clock in &standing.clocks {
            // A confirmation due on the very day of arrival is the one clock of no working days.
            prop_assert!(clock.working_days == 0 || calendar.is_working_day(clock.due_on), "{clock:?}");
        }
    }

    #[test]
    fn no_acts_leave_a_case_without_a_state_or_a_way_on((events, today) in case()) {
        let standing = Standing::of(&events, &Rules::default(), today).unwrap();
        let named = standing.allowed.len() + standing.refused.len();
        prop_assert_eq!(named, Act::ALL.len() - 1);
        // What is over may be taken up again by a reconsideration, a judgment or the post, which tells what became of letters.
        let by_others = [Act::ReplyOrdered, Act::Undelivered, Act::Reached];
        let mut ways_on = standing.allowed.iter().filter(|act| !by_others.contains(act));
        prop_assert_eq!(standing.state.is_open(), ways_on.next().is_some());
        prop_assert!(!standing.reasoning.is_empty());
        // An open case has a next day, so that no board loses it.
        prop_assert_eq!(standing.state.is_open(), standing.next_due_on.is_some());
    }

    #[test]
    fn every_closed_case_sits_in_exactly_one_row((events, today) in case()) {
        let standing = Standing::of(&events, &Rules::default(), today).unwrap();
        if standing.state.is_open() {
            prop_assert!(standing.outcome.is_none() || matches!(standing.state, law::cases::State::Replied | law::cases::State::CameBack));
        } else {
            let row = standing.outcome.unwrap();
            prop_assert!(row.group().is_some());
            prop_assert!(standing.decided_on.unwrap() <= today);
        }
    }

    #[test]
    fn the_years_of_a_case_balance((events, today) in case()) {
        use TableThreeRow::{BroughtForward, CarriedForward, New, Total};
        let standing = Standing::of(&events, &Rules::default(), today).unwrap();
        for year in 2019..=2028 {
            let rows = counted_in(&standing, year);
            let has = |row: TableThreeRow| usize::from(rows.contains(&row));
            // 新收 + 上年结转 = 总计 + 结转下年度.
            prop_assert_eq!(has(New) + has(BroughtForward), has(Total) + has(CarriedForward));
            prop_assert_eq!(rows.iter().filter(|row| row.group().is_some()).count(), has(Total));
            let next = counted_in(&standing, year + 1);
            prop_assert_eq!(rows.contains(&CarriedForward), next.contains(&BroughtForward));
        }
    }

    #[test]
    fn what_was_let_through_is_a_possible_history((events, _today) in case()) {
        let end = date(2026, 12, 31);
        let once_more = Standing::of(&events, &Rules::default(), end).unwrap();
        prop_assert!(once_more.refused.iter().all(|refused| !refused.why.is_empty()));
    }

    #[test]
    fn a_consultation_never_makes_the_due_day_earlier(
        offset in 0_i32..1500, sent in 0_i32..40, back in 0_i32..40, party in prop::sample::select(Party::ALL),
    ) {
        let from = date(2020, 1, 2).saturating_add(offset.days());
        let received = Event { on: from, what: What::Received { channel: Channel::InPerson, arrived_on: None, confirmed_on: None } };
        let sent_on = from.saturating_add(sent.days());
        let asked = Event { on: sent_on, what: What::ConsultationSent { party, name: None, received_on: None, number: None, content: None } };
        let answered = Event {
            on: sent_on.saturating_add(back.days()),
            what: What::ConsultationAnswered { party, name: None, consents: None, number: None, is_signed: None, consents_to: None },
        };
        let rules = Rules::default();
        let today = date(2026, 12, 31);
        let due = |events: &[Event]| Standing::of(events, &rules, today).unwrap().due_on.unwrap();
        let plain = due(std::slice::from_ref(&received));
        let once = due(&[received.clone(), asked.clone(), answered.clone()]);
        let open = due(&[received.clone(), asked.clone()]);
        let twice = due(&[received, asked.clone(), asked, answered.clone(), answered]);
        prop_assert!(plain <= once);
        prop_assert!(once <= open);
        prop_assert_eq!(once, twice);
    }
}
