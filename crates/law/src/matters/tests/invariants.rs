//! The seven invariants of services.md §1.1, each of any matter.

use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

const PEOPLE: [&str; 4] = ["甲科", "乙科", "丙", "丁"];

/// What may be tried, in any order: most of it can't be at its place.
fn tried() -> impl Strategy<Value = What> {
    let who = || prop::sample::select(PEOPLE.to_vec()).prop_map(str::to_owned);
    prop_oneof![
        who().prop_map(|to| What::Assigned { to }),
        who().prop_map(|by| What::Taken { by }),
        who().prop_map(|to| What::HandedOver { to }),
        Just(What::HandedBack {
            reason: "不属于本科".to_owned()
        }),
        Just(What::MoreAsked {}),
        Just(What::MoreGiven {}),
        Just(What::InterimAnswered {}),
        (0u16..9).prop_map(|days| What::Extended {
            days,
            approved_by: "某".to_owned()
        }),
        prop::sample::select(kinds().to_vec()).prop_map(|kind| What::KindChanged { to: kind.code }),
        Just(What::Answered {}),
        Just(What::Published {}),
        (1u8..=5).prop_map(|score| What::Rated { score }),
        Just(What::Redone {}),
        Just(What::Closed {}),
    ]
}

/// A matter: whatever of what was tried can have happened, a day or some hours after the other.
fn matter() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((tried(), 0i64..80), 1..24).prop_map(|tries| {
        let mut at: jiff::civil::DateTime = "2025-03-03T09:00".parse().unwrap();
        let mut events = vec![event(
            "2025-03-03T09:00",
            "received",
            json!({"channel": "website"}),
        )];
        for (what, hours) in tries {
            at = at.saturating_add(hours.hours());
            let on = Moment {
                on: at.date(),
                at: Some(at.time()),
            };
            events.push(Event { on, what });
            if Standing::of(&events, "help", &Rules::default(), on.on).is_err() {
                events.pop();
            }
        }
        events
    })
}

fn now(events: &[Event]) -> Standing {
    let today = events.last().unwrap().on.on;
    Standing::of(events, "help", &Rules::default(), today).unwrap()
}

proptest! {
    // A matter is worked out anew at each of its events: a few dozen of them are enough.
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// 1. Exactly one is responsible from receipt to the end.
    #[test]
    fn one_is_responsible_at_every_moment(events in matter()) {
        let standing = now(&events);
        prop_assert_eq!(standing.responsible[0].from, events[0].on);
        for pair in standing.responsible.windows(2) {
            prop_assert!(pair[0].from <= pair[1].from);
            prop_assert_ne!(&pair[0].who, &pair[1].who);
        }
        let end = standing.history.ended.as_ref().map(|(on, _)| *on);
        let mut at: jiff::civil::DateTime = "2025-03-03T09:00".parse().unwrap();
        let last = events.last().unwrap().on;
        loop {
            let moment = Moment { on: at.date(), at: Some(at.time()) };
            if moment > last { break; }
            let is_over = end.is_some_and(|end| end <= moment);
            prop_assert_eq!(standing.responsible_at(moment).is_some(), !is_over, "{}", moment);
            at = at.saturating_add(7.hours());
        }
        prop_assert_eq!(standing.owner.is_some(), standing.state.is_open());
    }

    /// 1. A hand-over moves only when taken; what is given back goes back to who held it.
    #[test]
    fn who_is_responsible_moves_only_by_taking_or_giving_back(events in matter()) {
        for many in 1..events.len() {
            let (before, after) = (now(&events[..many]), now(&events[..=many]));
            let (was, is) = (before.history.holder(), after.history.holder());
            match &events[many].what {
                What::Taken { by } => prop_assert_eq!(is, by),
                What::HandedBack { .. } if was != is => {
                    prop_assert_eq!(is, before.history.offers.last().unwrap().held_by.as_str());
                }
                _ => prop_assert_eq!(was, is),
            }
        }
    }

    /// 2. The own words stay; the copy is they without the hidden spans, each with its reason.
    #[test]
    fn own_words_stay_and_the_copy_hides_spans_with_reasons(
        text in "[\\PC]{1,60}",
        cuts in prop::collection::vec(any::<Index>(), 0..8),
    ) {
        let words = OwnWords::new(text.clone());
        let mut ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| ends[cut.index(ends.len())]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let hidden: Vec<HiddenSpan> = cuts
            .chunks_exact(2)
            .map(|pair| HiddenSpan { span: pair[0]..pair[1], reason: HideReason::Name })
            .collect();
        let copy = words.redacted(&hidden).unwrap();
        prop_assert_eq!(words.text(), text.as_str());
        prop_assert_eq!(copy.hidden(), hidden.as_slice());
        let mut left = copy.text();
        let mut shown = 0;
        for one in &hidden {
            let before = text.get(shown..one.span.start).unwrap();
            left = left.strip_prefix(before).unwrap().strip_prefix(HIDDEN).unwrap();
            shown = one.span.end;
        }
        prop_assert_eq!(Some(left), text.get(shown..));
        // A span that meets another, or lies outside, is no redaction.
        ends.clear();
        let outside = HiddenSpan { span: text.len()..text.len() + 1, reason: HideReason::Name };
        prop_assert!(words.redacted(&[outside]).is_err());
        let whole = HiddenSpan { span: 0..text.len(), reason: HideReason::Name };
        prop_assert!(words.redacted(&[whole.clone(), whole]).is_err());
    }

    /// 3. The instant is the server's; what is stated is a day before it, with who stated it.
    #[test]
    fn no_instant_comes_from_a_form(second in 1_700_000_000i64..1_800_000_000, back in -3i64..400) {
        let at = Timestamp::from_second(second).unwrap();
        let here = Moment::from(at);
        prop_assert_eq!(Arrival::registered(at).counts_from(), here);
        let on = here.on.saturating_sub(back.days());
        let stated = Arrival::stated(at, Stated { on, by: "收发员".to_owned() });
        prop_assert_eq!(stated.is_ok(), back >= 0);
        if let Ok(arrival) = stated {
            prop_assert_eq!(arrival.registered_at(), here);
            prop_assert!(arrival.counts_from() <= here);
            prop_assert_eq!(arrival.counts_from().on, on);
        }
        let unsaid = Stated { on: here.on, by: " ".to_owned() };
        prop_assert!(Arrival::stated(at, unsaid).is_err());
    }

    /// 4. What happened stays: nothing that follows takes away who was responsible, a kind, a pause, an answer.
    #[test]
    fn nothing_that_follows_unmakes_what_was(events in matter()) {
        let after = now(&events);
        for many in 1..events.len() {
            let before = now(&events[..many]);
            prop_assert!(after.responsible.starts_with(&before.responsible));
            prop_assert!(after.history.answers.starts_with(&before.history.answers));
            prop_assert!(after.history.changes().starts_with(before.history.changes()));
            prop_assert!(after.history.ratings.starts_with(&before.history.ratings));
            prop_assert_eq!(after.received, before.received);
            prop_assert_eq!(&after.history.channel, &before.history.channel);
            prop_assert!(after.history.offers.len() >= before.history.offers.len());
            prop_assert!(after.history.pauses.len() >= before.history.pauses.len());
        }
    }

    /// 5. No case is opened but on the person's yes, and the record says why which day counts.
    #[test]
    fn no_matter_becomes_a_case_silently(told in 0i64..20, answered in prop::option::of((0i64..20, any::<bool>())), from_matter in any::<bool>(), is_petition in any::<bool>()) {
        let matter_on = day("2025-03-03");
        let on = |days: i64| matter_on.saturating_add(days.days());
        let turning = Turning {
            really: if is_petition { Really::Petition } else { Really::Application },
            told_on: on(told),
            answered: answered.map(|(days, is_yes)| (on(days), is_yes)),
        };
        let from = if from_matter { CountedFrom::Matter } else { CountedFrom::Agreed };
        let decided = Decided { from, reason: "本人当日即要求公开信息".to_owned() };
        let opened = turning.received_on(matter_on, &decided);
        let agreed = answered.filter(|(days, is_yes)| *is_yes && *days >= told && !is_petition);
        prop_assert_eq!(opened.is_ok(), agreed.is_some());
        if let (Ok(received_on), Some((days, _))) = (opened, agreed) {
            prop_assert_eq!(received_on, if from_matter { matter_on } else { on(days) });
        }
        let unsaid = Decided { from, reason: " ".to_owned() };
        prop_assert!(turning.received_on(matter_on, &unsaid).is_err());
    }

    /// 6. Before the window closes nothing that is worked out tells which of the satisfied scores was given.
    #[test]
    fn a_score_is_unseen_until_its_window_closes(one in 3u8..=5, other in 3u8..=5, rated in 0i64..5, later in 0i64..40) {
        let standing = |score: u8| {
            let on = day("2025-03-04").saturating_add(rated.days());
            let today = on.saturating_add(later.days());
            let rated = event(&on.to_string(), "rated", json!({"score": score}));
            let events = [received("2025-03-03"), plain("2025-03-04", "answered"), rated];
            let standing = standing(&events, &["rating_window=10wd"], &today.to_string());
            (serde_json::to_value(&standing).unwrap(), standing.score, today)
        };
        let ((first, score, today), (second, ..)) = (standing(one), standing(other));
        let is_open = today <= day("2025-03-18");
        prop_assert_eq!(score, (!is_open).then_some(one));
        prop_assert_eq!(first == second, is_open || one == other);
    }

    /// A pause and the beginning survive whatever changes the kind.
    #[test]
    fn a_change_of_kind_keeps_beginning_and_pauses(events in matter(), to in prop::sample::select(kinds().to_vec())) {
        let before = now(&events);
        prop_assume!(before.state.is_unanswered() && before.kind != to.code);
        let mut changed = events.clone();
        let on = events.last().unwrap().on;
        changed.push(Event { on, what: What::KindChanged { to: to.code } });
        let after = now(&changed);
        prop_assert_eq!(after.received, before.received);
        prop_assert_eq!(&after.history.pauses, &before.history.pauses);
        let (was, is) = (before.clock(ClockName::Answer).unwrap(), after.clock(ClockName::Answer).unwrap());
        prop_assert_eq!(was.from, is.from);
        if was.limit == is.limit {
            prop_assert_eq!((was.due_on, &was.excluded), (is.due_on, &is.excluded));
        }
    }

    /// The day that is due never comes earlier by waiting for the asker, and never moves without an act once nobody is waited for.
    #[test]
    fn a_clock_is_a_function_of_the_events(events in matter(), later in 0i64..200) {
        let today = events.last().unwrap().on.on;
        let then = today.saturating_add(later.days());
        let (now, then) = (now(&events), Standing::of(&events, "help", &Rules::default(), then).unwrap());
        for (was, is) in now.clocks.iter().zip(&then.clocks) {
            prop_assert_eq!((was.name, was.from, was.met_on), (is.name, is.from, is.met_on));
            if was.is_paused() {
                prop_assert!(is.due_on >= was.due_on);
            } else {
                prop_assert_eq!(was.due_on, is.due_on);
            }
        }
    }
}

#[test]
fn any_act_can_be_reached() {
    // What the properties above go through is no empty set.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut reached = std::collections::BTreeSet::new();
    for _ in 0..150 {
        let tree = matter().new_tree(&mut runner).unwrap();
        let events = proptest::strategy::ValueTree::current(&tree);
        let standing = now(&events);
        reached.insert(standing.state.code());
    }
    for state in [
        "assigned",
        "in_progress",
        "handing_over",
        "awaiting_asker",
        "answered",
        "redoing",
        "closed",
    ] {
        assert!(reached.contains(state), "{state} {reached:?}");
    }
}
