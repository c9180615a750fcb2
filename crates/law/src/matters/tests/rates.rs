//! The rates with their denominators, and the real tables of services.md §10.4.

use proptest::prelude::*;

use super::*;

fn tally(events: &[Event], today: &str) -> Tally {
    let rules = rules(&["answer=5wd", "accept=1wd", "rating_window=5wd"]);
    let today = day(today);
    Standing::of(events, "help", &rules, today)
        .unwrap()
        .tally(&rules, today)
}

fn rated(on: &str, score: u8) -> Event {
    event(on, "rated", json!({"score": score}))
}

fn answered(received_on: &str, answered_on: &str) -> Vec<Event> {
    vec![received(received_on), plain(answered_on, "answered")]
}

#[test]
fn a_real_month_adds_up_both_ways_and_gives_its_rate() {
    let units = [("部门", 1904), ("区县", 1155)];
    let kinds = [("咨询", 1160), ("投诉", 1859), ("建言", 40)];
    let of = |parts: &[(&str, usize)]| -> Vec<String> {
        let names = parts
            .iter()
            .flat_map(|(name, count)| std::iter::repeat_n(*name, *count));
        names.map(str::to_owned).collect()
    };
    let done = tally(&answered("2025-03-03", "2025-03-04"), "2025-03-31");
    let open = tally(&[received("2025-03-31")], "2025-03-31");
    let matters: Vec<Counted> = (0..)
        .zip(of(&units).into_iter().zip(of(&kinds)))
        .map(|(number, (unit, kind))| Counted {
            unit,
            kind,
            tally: if number < 4 { open } else { done },
        })
        .collect();
    let table = Table::of(&matters);
    assert_eq!(table.sums(), "3059=部门1904+区县1155=咨询1160+投诉1859+建言40");
    assert_eq!((table.answered, table.open), (3055, 4));
    let rate = Rate::of(RateName::Answered, matters.iter().map(|matter| &matter.tally));
    assert_eq!(rate.to_string(), "办结率99.87%（3055÷3059）");
}

#[test]
fn rates_are_rounded_as_the_tables_print_them() {
    let rate = |numerator, denominator| Rate {
        name: RateName::Answered,
        numerator,
        denominator,
    };
    let percent = |rate: Rate, places| rate.percent(places).unwrap().to_string();
    assert_eq!(percent(rate(3055, 3059), 2), "99.87");
    assert_eq!(percent(rate(156, 162), 1), "96.3");
    assert_eq!(percent(rate(80, 83), 0), "96");
    assert_eq!(rate(0, 0).percent(2), None);
    assert_eq!(rate(0, 0).to_string(), "办结率—（0÷0）");
}

#[test]
fn the_mean_of_days_has_one_place() {
    assert_eq!(average_days([1, 1, 2, 5, 5, 11]).unwrap().to_string(), "4.2");
    assert_eq!(average_days([]), None);
    let days = tally(&answered("2025-03-03", "2025-03-10"), "2025-03-31").days;
    assert_eq!(days, Some(7));
}

#[test]
fn each_rate_is_told_with_its_definition() {
    for name in RateName::ALL {
        let told = Rate::of(*name, []).told();
        assert!(
            told.starts_with(name.label()) && told.contains("除以") && told.ends_with('。'),
            "{told}"
        );
    }
}

#[test]
fn who_did_not_rate_is_neither_good_nor_bad() {
    let mut good = answered("2025-03-03", "2025-03-04");
    let mut bad = good.clone();
    let unrated = good.clone();
    good.push(rated("2025-03-05", 4));
    bad.push(rated("2025-03-05", 2));
    let tallies: Vec<Tally> = [&good, &bad, &unrated, &unrated]
        .into_iter()
        .map(|events| tally(events, "2025-03-31"))
        .collect();
    let rate = |name| Rate::of(name, &tallies).to_string();
    assert_eq!(rate(RateName::Satisfaction), "满意率50%（1÷2）");
    assert_eq!(rate(RateName::Resolution), "解决率75%（3÷4）");
    assert_eq!(rate(RateName::Response), "响应率100%（4÷4）");
    assert_eq!(rate(RateName::OnTime), "按时办结率100%（4÷4）");
}

#[test]
fn what_is_not_due_yet_and_what_is_none_of_ours_is_not_divided_by() {
    let open = tally(&[received("2025-03-03")], "2025-03-03");
    let late = tally(&[received("2025-03-03")], "2025-03-11");
    let withdrawn = tally(
        &[received("2025-03-03"), plain("2025-03-04", "withdrawn")],
        "2025-03-31",
    );
    let declined = event("2025-03-04", "declined", json!({"ground": "outside_powers"}));
    let declined = tally(&[received("2025-03-03"), declined], "2025-03-31");
    let all = [open, late, withdrawn, declined];
    let rate = |name| {
        let rate = Rate::of(name, &all);
        (rate.numerator, rate.denominator)
    };
    assert_eq!(
        rate(RateName::Response),
        (1, 2),
        "the late one, and the one that was declined in time"
    );
    assert_eq!(rate(RateName::OnTime), (0, 1));
    assert_eq!(rate(RateName::Resolution), (0, 1));
    assert_eq!(rate(RateName::Answered), (0, 2));
    assert_eq!(rate(RateName::Satisfaction), (0, 0));
}

/// The rates at each step of the story: numerator and denominator of 响应率, 解决率, 满意率.
#[test]
fn the_three_rates_hold_at_each_step_of_a_matter() {
    let rules = rules(&super::story::RULES);
    let events = super::story::events();
    let table = [
        [(0, 0), (0, 0), (0, 0)],
        [(1, 1), (0, 0), (0, 0)],
        [(1, 1), (0, 0), (0, 0)],
        [(1, 1), (0, 0), (0, 0)],
        [(1, 1), (0, 0), (0, 0)],
        [(1, 1), (0, 0), (0, 0)],
        [(1, 1), (0, 0), (0, 0)],
        [(1, 1), (0, 0), (0, 0)],
        [(1, 1), (0, 0), (0, 0)],
        [(1, 1), (1, 1), (0, 0)],
        [(1, 1), (0, 1), (0, 1)],
        [(1, 1), (1, 1), (0, 1)],
        // The score is not seen before its window closes.
        [(1, 1), (1, 1), (0, 0)],
        [(1, 1), (1, 1), (0, 0)],
        [(1, 1), (1, 1), (1, 1)],
    ];
    for (step, expected) in (1..).zip(table) {
        let told = &events[..step];
        let today = told[step - 1].on.on;
        let tally = Standing::of(told, "firm", &rules, today)
            .unwrap()
            .tally(&rules, today);
        let rates = [RateName::Response, RateName::Resolution, RateName::Satisfaction].map(|name| {
            let rate = Rate::of(name, [&tally]);
            (rate.numerator, rate.denominator)
        });
        assert_eq!(rates, expected, "step {step} on {today}");
    }
}

proptest! {
    /// 7. Three numbers, each within its denominator; whoever did not rate moves no share of satisfaction.
    #[test]
    fn a_rate_is_a_share_of_what_is_counted(marks in prop::collection::vec(any::<(Option<bool>, bool, bool, Option<bool>, bool, Option<bool>)>(), 0..40)) {
        let tallies: Vec<Tally> = marks
            .into_iter()
            .map(|(accepted_in_time, is_to_answer, is_answered, answered_in_time, is_to_redo, is_satisfied)| Tally {
                accepted_in_time, is_to_answer, is_answered, answered_in_time, is_to_redo, is_satisfied, days: None,
            })
            .collect();
        for name in RateName::ALL {
            let rate = Rate::of(*name, &tallies);
            prop_assert!(rate.numerator <= rate.denominator);
            prop_assert!(usize::try_from(rate.denominator).unwrap() <= tallies.len());
            prop_assert_eq!(rate.percent(2).is_none(), rate.denominator == 0);
        }
        let satisfaction = Rate::of(RateName::Satisfaction, &tallies);
        let unrated = Tally { is_satisfied: None, ..Tally::default() };
        let with = Rate::of(RateName::Satisfaction, tallies.iter().chain([&unrated, &unrated]));
        prop_assert_eq!(satisfaction, with);
    }
}
