use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::cases::{Channel, Delivery, Rules, Standing};

fn closed(year: i16, month: i8, day: i8) -> Facts {
    Facts {
        closed_on: Some(date(year, month, day)),
        outcome: Some(TableThreeRow::Granted),
        ..Facts::default()
    }
}

#[test]
fn the_years_run_from_the_day_after_closing() {
    let table = [
        (closed(2014, 3, 31), 10, date(2024, 4, 1)),
        (closed(2016, 2, 29), 5, date(2021, 3, 1)),
        (closed(2019, 12, 31), 5, date(2025, 1, 1)),
    ];
    for (facts, years, due) in table {
        assert_eq!(facts.anonymised_from(years), Ok(due));
    }
}

#[test]
fn they_run_from_the_end_of_its_last_dispute() {
    let disputed = Facts {
        last_dispute_ended_on: Some(date(2016, 5, 20)),
        ..closed(2014, 3, 31)
    };
    assert_eq!(disputed.anonymised_from(10), Ok(date(2026, 5, 21)));
    let earlier = Facts {
        last_dispute_ended_on: Some(date(2014, 1, 2)),
        ..closed(2014, 3, 31)
    };
    assert_eq!(earlier.anonymised_from(10), Ok(date(2024, 4, 1)));
}

#[test]
fn what_is_not_settled_is_kept_with_the_reason() {
    let facts = || closed(2000, 1, 1);
    let unpaid = Some(Fee {
        is_paid: false,
        is_deposited: false,
    });
    let paid = Some(Fee {
        is_paid: true,
        is_deposited: false,
    });
    let table = [
        (Facts::default(), Kept::Open),
        (
            Facts {
                has_open_dispute: true,
                ..facts()
            },
            Kept::Disputed,
        ),
        (
            Facts {
                fee: unpaid,
                ..facts()
            },
            Kept::Unpaid,
        ),
        (Facts { fee: paid, ..facts() }, Kept::Undeposited),
        (
            Facts {
                has_unanswered_message: true,
                ..facts()
            },
            Kept::Unanswered,
        ),
        (
            Facts {
                has_unsent_letter: true,
                ..facts()
            },
            Kept::Unsent,
        ),
    ];
    for (facts, kept) in table {
        assert_eq!(facts.anonymised_from(10), Err(kept), "{}", kept.label());
    }
}

#[test]
fn a_fee_that_nobody_owes_keeps_nothing() {
    let unpaid = Some(Fee {
        is_paid: false,
        is_deposited: false,
    });
    for outcome in [Some(TableThreeRow::OtherwiseUnpaid), None] {
        let facts = Facts {
            fee: unpaid,
            outcome,
            ..closed(2010, 1, 1)
        };
        assert_eq!(facts.anonymised_from(10), Ok(date(2020, 1, 2)), "{outcome:?}");
    }
}

#[test]
fn a_period_shorter_than_suits_may_be_filed_is_refused() {
    let years = |years| Settings { years, is_on: true };
    assert!(
        years(4)
            .fault()
            .is_some_and(|why| why.contains("行政诉讼法第四十六条"))
    );
    assert!(years(31).fault().is_some());
    assert_eq!(years(5).fault(), None);
    assert_eq!(Settings::default().fault(), None);
    assert!(!Settings::default().is_on, "nothing goes unless an organ says so");
    assert!(years(10).goes_further_than(Settings::default()));
    assert!(years(5).goes_further_than(years(10)));
    assert!(!years(10).goes_further_than(years(5)));
    assert!(!Settings::default().goes_further_than(years(5)));
}

#[test]
fn a_text_loses_who_wrote_it() {
    let known = ["张三", "13800001234", "孟津区某街1号", "", "王"];
    let table = [
        (
            "张三申请公开孟津区某街1号的批文",
            "〔已匿名〕申请公开〔已匿名〕的批文",
        ),
        (
            "身份证11010519491231002x，电话+86-139-1234-5678",
            "身份证〔已匿名〕，电话〔已匿名〕",
        ),
        ("发到 li.si@example.com 即可", "发到 〔已匿名〕 即可"),
        (
            "2024年度预算，文号〔2024〕12号，王庄村",
            "2024年度预算，文号〔2024〕12号，王庄村",
        ),
        (
            "项目编号 202411010001，金额 18000000000.5",
            "项目编号 202411010001，金额 18000000000.5",
        ),
    ];
    for (text, clean) in table {
        assert_eq!(scrubbed(text, &known), clean);
    }
}

fn consulted(names: &[u8], answered: &[u8]) -> Vec<Event> {
    let name = |one: &u8| match one % 4 {
        0 => None,
        1 => Some("甲公司".to_owned()),
        2 => Some("乙".to_owned()),
        _ => Some("丙".to_owned()),
    };
    let event = |day: i8, what| Event {
        on: date(2024, 3, day),
        what,
    };
    let mut events = vec![event(
        1,
        What::Received {
            channel: Channel::InPerson,
            arrived_on: None,
            confirmed_on: None,
        },
    )];
    events.extend(names.iter().map(|one| {
        event(
            4,
            What::ConsultationSent {
                party: Party::ThirdParty,
                name: name(one),
                received_on: None,
                number: None,
                content: None,
            },
        )
    }));
    events.extend(answered.iter().map(|one| {
        event(
            8,
            What::ConsultationAnswered {
                party: Party::ThirdParty,
                name: name(one),
                consents: Some(one % 2 == 0),
                number: None,
                is_signed: None,
                consents_to: None,
            },
        )
    }));
    events.push(event(20, What::replied(TableThreeRow::Granted)));
    events.push(event(
        21,
        What::Delivered {
            how: Delivery::Online,
        },
    ));
    events
}

#[test]
fn a_text_names_whoever_is_known_in_every_spelling_and_a_company_without_its_legal_form() {
    let known = [
        "买买提·艾力",
        "洛阳示例精密机械有限公司",
        "王",
        "孟津水务有限公司",
    ];
    for text in [
        "买买提·艾力的合同",
        "买买提•艾力",
        "买 买 提 艾力",
        "洛阳　示例精密机械有限公司",
        "洛阳示例精密机械的报价",
    ] {
        assert!(is_named(text, &known), "{text}");
    }
    // One sign is nobody's name; what is left of a short one may be a town's waterworks.
    for text in [
        "王姓居民的合同",
        "买买提的合同",
        "洛阳精密机械",
        "孟津水务规划",
        "",
    ] {
        assert!(!is_named(text, &known), "{text}");
    }
}

#[test]
fn no_event_of_a_case_keeps_a_third_partys_name_and_answers_still_find_their_letters() {
    let name = || Some("甲公司".to_owned());
    let asking = Event {
        on: date(2024, 3, 5),
        what: What::ConsultationSent {
            party: Party::ThirdParty,
            name: name(),
            received_on: None,
            number: None,
            content: None,
        },
    };
    let lost = What::Undelivered(OnTheWay::of(&asking).unwrap());
    let told = What::OverrideNotified {
        name: name(),
        not_before: None,
        received_on: None,
        content: None,
    };
    let on = date(2024, 3, 20);
    let events = [asking, Event { on, what: lost }, Event { on, what: told }];
    let shown = anonymised(&events);
    let stored = serde_json::to_string(&shown).unwrap();
    assert!(!stored.contains("甲公司"), "{stored}");
    let [
        asked,
        Event {
            what: What::Undelivered(lost),
            ..
        },
        _,
    ] = &shown[..]
    else {
        panic!("{stored}")
    };
    assert_eq!(OnTheWay::of(asked).as_ref(), Some(lost));
}

proptest! {
    #[test]
    fn more_years_never_make_it_go_sooner(
        days in 0_i32..20_000, ended in proptest::option::of(0_i32..20_000), years in 1_u16..30,
    ) {
        let day = |days: i32| date(1990, 1, 1).saturating_add(days.days());
        let facts = Facts { closed_on: Some(day(days)), last_dispute_ended_on: ended.map(day), ..Facts::default() };
        let due = facts.anonymised_from(years).unwrap();
        prop_assert!(due <= facts.anonymised_from(years + 1).unwrap());
        prop_assert!(due > day(days).saturating_add(i32::from(years).years()));
        prop_assert!(ended.is_none_or(|ended| due > day(ended)));
    }

    #[test]
    fn without_names_a_case_stands_where_it_stood(
        names in proptest::collection::vec(0_u8..8, 0..4), answered in proptest::collection::vec(0_u8..8, 0..4),
    ) {
        let events = consulted(&names, &answered);
        let (rules, today) = (Rules::default(), date(2024, 4, 1));
        let Ok(before) = Standing::of(&events, &rules, today) else { return Ok(()) };
        let hidden = anonymised(&events);
        let after = Standing::of(&hidden, &rules, today).unwrap();
        prop_assert_eq!(
            (before.state, before.received_on, before.due_on, before.outcome, before.decided_on, before.overdue),
            (after.state, after.received_on, after.due_on, after.outcome, after.decided_on, after.overdue)
        );
        let spans = |standing: &Standing| -> Vec<_> {
            let spans = standing.clocks.iter().flat_map(|clock| &clock.excluded);
            spans.map(|span| (span.from, span.through, span.working_days)).collect()
        };
        prop_assert_eq!(spans(&before), spans(&after));
        let told = serde_json::to_string(&hidden).unwrap();
        prop_assert!(!told.contains("甲公司") && !told.contains('乙') && !told.contains('丙'));
    }

    #[test]
    fn no_known_word_survives(text in "[张三李四孟津公开0-9a ]{0,40}") {
        let clean = scrubbed(&text, &["张三", "李四孟津"]);
        prop_assert!(!clean.contains("张三") && !clean.contains("李四孟津"));
    }
}
