use jiff::civil::date;

use super::*;
use crate::calendar::Calendar;
use crate::cases::decision::{Decision, Facts, blockers};
use crate::codes::Outcome;

fn not_held() -> UnitAnswer {
    UnitAnswer {
        says: UnitSays::NotHeld,
        by: "钱进".into(),
        search: Search {
            systems: "业务系统、2019年以来纸质档案".into(),
            keywords: "征收补偿、滨河路".into(),
            by: "钱进".into(),
            on: Some(date(2026, 3, 5)),
            result: "没有找到相符的信息".into(),
            files: Vec::new(),
        },
        holding: String::new(),
        reason: String::new(),
    }
}

fn fields(answer: &UnitAnswer) -> Vec<&'static str> {
    let wrong = answer.wrong(date(2026, 3, 2), date(2026, 3, 6));
    wrong.into_iter().map(|why| why.field).collect()
}

#[test]
fn an_answer_of_not_held_is_a_whole_search() {
    assert!(fields(&not_held()).is_empty());
    let mut bare = not_held();
    bare.search = Search::default();
    assert_eq!(
        fields(&bare),
        ["systems", "keywords", "searched_by", "result", "searched_on"]
    );
    for day in [date(2026, 3, 1), date(2026, 3, 7)] {
        let mut early = not_held();
        early.search.on = Some(day);
        assert_eq!(fields(&early), ["searched_on"], "{day}");
    }
}

#[test]
fn what_is_not_to_be_given_has_a_reason_that_says_something() {
    let held = |says, reason: &str| UnitAnswer {
        says,
        holding: "2019年补偿台账，存于档案室".into(),
        reason: reason.into(),
        search: Search::default(),
        ..not_held()
    };
    assert!(fields(&held(UnitSays::Given, "")).is_empty());
    assert_eq!(fields(&held(UnitSays::InPart, "")), ["reason"]);
    assert_eq!(
        fields(&held(UnitSays::Withheld, "内部资料，不宜公开")),
        ["reason"]
    );
    let harm = "台账第三列是被征收人的身份证件号码和银行账号，公开会损害其隐私";
    assert!(fields(&held(UnitSays::InPart, harm)).is_empty());
}

#[test]
fn a_unit_that_holds_nothing_makes_an_entry_of_the_search_log_that_the_decision_rests_on() {
    let entry = not_held().search_entry("档案室").unwrap();
    assert_eq!(entry.by, "档案室 钱进");
    let decision = Decision::of(Outcome::UnavailableNotHeld);
    let mut facts = Facts {
        arrived_on: Some(date(2026, 3, 2)),
        today: Some(date(2026, 3, 9)),
        ..Facts::default()
    };
    assert_eq!(blockers(&decision, &facts).len(), 1, "no search at all");
    facts.unit_searches = vec![entry];
    assert!(blockers(&decision, &facts).is_empty());
    facts.units_holding = vec!["征收科".into()];
    let blocked = blockers(&decision, &facts);
    assert!(blocked.iter().any(|why| why.message.contains("“征收科”答复掌握")));
}

#[test]
fn an_asking_is_due_well_before_the_reply() {
    let calendar = Calendar::built_in();
    let day = |asked, reply| due(asked, Some(reply), &calendar).on;
    // 20 working days are left, 8, 6, 4, 2, and none.
    let reply = date(2026, 3, 30);
    assert_eq!(day(date(2026, 3, 2), reply), date(2026, 3, 9));
    assert_eq!(day(date(2026, 3, 18), reply), date(2026, 3, 23));
    assert_eq!(day(date(2026, 3, 20), reply), date(2026, 3, 23));
    assert_eq!(day(date(2026, 3, 24), reply), date(2026, 3, 26));
    assert_eq!(day(date(2026, 3, 26), reply), date(2026, 3, 27));
    assert_eq!(day(date(2026, 3, 30), reply), date(2026, 3, 30));
    assert_eq!(day(date(2026, 4, 1), reply), date(2026, 4, 1));
    // Spring Festival lies between.
    assert_eq!(day(date(2026, 2, 12), date(2026, 3, 30)), date(2026, 2, 26));
    let told = due(date(2026, 3, 18), Some(reply), &calendar).reason;
    assert!(
        told.contains("还有 8 个工作日") && told.contains("给 3 个工作日，留 5 个工作日"),
        "{told}"
    );
    assert_eq!(due(date(2026, 3, 2), None, &calendar).on, date(2026, 3, 9));
}

#[test]
fn a_day_that_leaves_no_time_for_the_reply_is_refused() {
    let calendar = Calendar::built_in();
    let wrong = |due_on, asked_on| wrong_due(due_on, asked_on, Some(date(2026, 3, 30)), &calendar);
    let asked = date(2026, 3, 18);
    assert!(wrong(date(2026, 3, 23), asked).is_none());
    assert!(wrong(date(2026, 3, 27), asked).is_none());
    assert!(
        wrong(date(2026, 3, 17), asked)
            .unwrap()
            .message
            .contains("已经过去")
    );
    assert!(
        wrong(date(2026, 3, 22), asked)
            .unwrap()
            .message
            .contains("2026-03-20")
    );
    assert!(
        wrong(date(2026, 3, 30), asked)
            .unwrap()
            .message
            .contains("建议 2026-03-23")
    );
    // The reply is due today: the unit answers today.
    assert!(wrong(date(2026, 3, 30), date(2026, 3, 30)).is_none());
}

#[test]
fn a_unit_is_reminded_before_and_after_its_day_and_no_day_off_swallows_it() {
    let calendar = Calendar::built_in();
    // Asked on a Monday, due on the next Monday.
    let days = (date(2026, 3, 2), date(2026, 3, 9));
    let told = |told_on, today| chaser(days, told_on, today, &calendar);
    assert_eq!(told(None, date(2026, 3, 5)), None);
    assert_eq!(told(None, date(2026, 3, 6)), Some(Chaser::Before), "Friday");
    assert_eq!(
        told(None, date(2026, 3, 9)),
        Some(Chaser::Before),
        "Friday's was missed"
    );
    assert_eq!(told(Some(date(2026, 3, 6)), date(2026, 3, 9)), None);
    assert_eq!(
        told(Some(date(2026, 3, 6)), date(2026, 3, 10)),
        Some(Chaser::After)
    );
    assert_eq!(
        told(None, date(2026, 3, 12)),
        Some(Chaser::After),
        "after an outage"
    );
    assert_eq!(told(Some(date(2026, 3, 10)), date(2026, 3, 11)), None);
    assert_eq!(
        told(Some(date(2026, 3, 10)), date(2026, 3, 12)),
        Some(Chaser::After)
    );
    // Asked today and due today: the asking itself is the reminder.
    let today = date(2026, 3, 9);
    assert_eq!(chaser((today, today), None, today, &calendar), None);
}
