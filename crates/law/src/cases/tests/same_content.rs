//! One party asked several times, and several words of it (条例第十五条、第三十二条、第三十三条第三款): the last word on the same content
//! decides, what is asked again takes nothing more from the reply period, and a notice covers what it names.

use serde_json::Value;

use super::decided::warns;
use super::*;
use crate::cases::decision::Facts;

fn asking(on: &str, number: &str, content: Option<&str>) -> Value {
    json!({"on": on, "event": "consultation_sent", "party": "third_party", "name": "甲公司", "received_on": on, "number": number, "content": content})
}

fn saying(on: &str, number: &str, consents: bool) -> Value {
    json!({"on": on, "event": "consultation_answered", "party": "third_party", "name": "甲公司", "number": number, "consents": consents, "is_signed": true})
}

fn opinions(standing: &Standing, today: &str) -> Vec<Option<bool>> {
    let facts = Facts::of(&standing.history, &Rules::default(), day(today));
    facts.third_parties.iter().map(|one| one.consents).collect()
}

fn told(standing: &Standing) -> String {
    standing.reasoning.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn of_a_third_partys_written_words_on_the_same_content_the_last_decides() {
    let twice = |content: Option<&str>, first: bool, then: bool| {
        standing_on(
            "2025-03-20",
            json!([
                received("2025-03-03"),
                asking("2025-03-05", "1号", content),
                saying("2025-03-07", "1号", first),
                asking("2025-03-10", "2号", content),
                saying("2025-03-12", "2号", then),
            ]),
        )
    };
    for content in [Some("申报材料"), None] {
        for (first, then) in [(false, true), (true, false)] {
            let standing = twice(content, first, then);
            assert_eq!(opinions(&standing, "2025-03-20"), [Some(then)], "{content:?}");
            assert!(warns(&standing, "以后一书面意见为准"), "{:?}", standing.warnings);
            assert!(told(&standing).contains("以后一意见为准"), "{}", told(&standing));
            let refused = standing.refused_outcomes.iter();
            let may_refuse = !refused
                .clone()
                .any(|one| one.outcome == TableThreeRow::RefusedThirdParty);
            let may_grant = !refused.clone().any(|one| one.outcome == TableThreeRow::Granted);
            assert_eq!((may_refuse, may_grant), (!then, then), "{content:?}");
        }
    }
}

#[test]
fn whoever_has_answered_may_write_once_more_to_the_same_letter_and_moves_no_period() {
    let asked = || {
        vec![
            received("2025-03-03"),
            asking("2025-03-05", "1号", Some("申报材料")),
            saying("2025-03-07", "1号", false),
        ]
    };
    let first = standing_on("2025-03-20", asked().into());
    let later = |word: Value| standing_on("2025-03-20", [asked(), vec![word]].concat().into());
    let consents = later(saying("2025-03-12", "1号", true));
    assert_eq!(opinions(&consents, "2025-03-20"), [Some(true)]);
    assert_eq!(consents.due_on, first.due_on, "the waiting ended with the first");
    assert!(
        warns(&consents, "不同意公开：对同一内容，以后一书面意见为准"),
        "{:?}",
        consents.warnings
    );
    let mut unsigned = saying("2025-03-12", "1号", true);
    unsigned["is_signed"] = json!(false);
    assert_eq!(
        opinions(&later(unsigned), "2025-03-20"),
        [Some(false)],
        "nobody signed it"
    );
    let again = later(saying("2025-03-12", "1号", false));
    assert!(warns(&again, "已经登记过"), "{:?}", again.warnings);
}

#[test]
fn each_letter_keeps_what_was_written_to_it_and_the_time_left_out_ends_with_its_own_answer() {
    let asked = |number: &str| {
        vec![
            received("2025-03-03"),
            asking("2025-03-05", "1号", Some("申报材料")),
            saying("2025-03-07", "1号", false),
            asking("2025-03-10", "2号", Some("申报材料")),
            saying("2025-03-12", number, true),
        ]
    };
    let said = |standing: &Standing| -> Vec<Vec<String>> {
        let all = standing.history.consultations.iter();
        let words = |word: &crate::cases::Word| format!("{} {}", word.on, word.said());
        all.map(|one| one.words().iter().map(words).collect()).collect()
    };
    let once = standing_on(
        "2025-03-20",
        json!([
            received("2025-03-03"),
            asking("2025-03-05", "1号", Some("申报材料")),
            saying("2025-03-07", "1号", false),
        ]),
    );
    let own = standing_on("2025-03-20", asked("2号").into());
    assert_eq!(said(&own), [["2025-03-07 不同意公开"], ["2025-03-12 同意公开"]]);
    let to_the_first = standing_on("2025-03-20", asked("1号").into());
    assert_eq!(
        said(&to_the_first),
        [vec!["2025-03-07 不同意公开", "2025-03-12 同意公开"], vec![]]
    );
    for standing in [&own, &to_the_first] {
        assert_eq!(standing.due_on, once.due_on);
        assert_eq!(opinions(standing, "2025-03-20"), [Some(true)]);
        let past = crate::cases::letters::Past::of(&standing.history, &Rules::default());
        assert_eq!(past.consultations[0].answered_on, Some(day("2025-03-07")));
        assert!(
            told(standing).contains("2025-03-07 收到意见：不同意公开"),
            "{}",
            told(standing)
        );
    }
    let account = told(&to_the_first);
    assert!(
        account.contains("2025-03-12 又收到书面意见：同意公开，以后一意见为准"),
        "{account}"
    );
    assert!(
        account.contains("没有另行答复；2025-03-12 就同一内容提出了书面意见"),
        "{account}"
    );
    assert!(!account.contains("仍未提出意见"), "{account}");
}

#[test]
fn nobody_waits_for_a_letter_whose_party_wrote_on_the_same_by_the_next() {
    let asked = |answered: bool| {
        let mut all = vec![
            received("2025-03-03"),
            asking("2025-03-05", "1号", Some("申报材料")),
            asking("2025-03-10", "2号", Some("申报材料")),
        ];
        all.extend(answered.then(|| saying("2025-03-12", "2号", false)));
        standing_on("2025-03-14", all.into())
    };
    let span = |standing: &Standing| {
        let clocks = standing.clocks.iter();
        let reply = clocks
            .clone()
            .find(|clock| clock.name == ClockName::Reply)
            .unwrap();
        reply.excluded[0].through
    };
    assert_eq!(span(&asked(true)), day("2025-03-12"));
    assert!(span(&asked(false)) > day("2025-03-12"));
    let past = crate::cases::letters::Past::of(&asked(true).history, &Rules::default());
    assert_eq!(past.consultations[0].answered_on, Some(day("2025-03-12")));
}

#[test]
fn refusing_the_whole_while_a_third_party_consents_is_warned_of() {
    let case = |first: bool, outcome: &str| {
        let asked = |name: &str, number: &str, content: &str| {
            let mut asked = asking("2025-03-05", number, Some(content));
            asked["name"] = json!(name);
            asked
        };
        let said = |name: &str, number: &str, consents: bool| {
            let mut said = saying("2025-03-07", number, consents);
            said["name"] = json!(name);
            said
        };
        standing_on(
            "2025-03-20",
            json!([
                received("2025-03-03"),
                asked("甲公司", "1号", "监理合同"),
                asked("乙公司", "2号", "施工合同"),
                said("甲公司", "1号", first),
                said("乙公司", "2号", false),
                {"on": "2025-03-19", "event": "replied", "outcome": outcome},
            ]),
        )
    };
    let over = case(true, "refused.third_party");
    assert!(
        warns(
            &over,
            "第三方（甲公司）（监理合同）同意公开：第三方同意公开的内容，不能"
        ),
        "{:?}",
        over.warnings
    );
    assert!(!warns(
        &case(false, "refused.third_party"),
        "第三方同意公开的内容，不能"
    ));
    assert!(!warns(
        &case(true, "refused.safety"),
        "第三方同意公开的内容，不能"
    ));
}

#[test]
fn a_consent_to_something_else_takes_no_objection_back_and_one_to_a_part_that_part() {
    let of = |first: &str, then: &str| {
        standing_on(
            "2025-03-20",
            json!([
                received("2025-03-03"),
                asking("2025-03-05", "1号", Some(first)),
                saying("2025-03-07", "1号", false),
                asking("2025-03-10", "2号", Some(then)),
                saying("2025-03-12", "2号", true),
            ]),
        )
    };
    let other = of("投标报价明细", "招标公告");
    assert_eq!(opinions(&other, "2025-03-20"), [Some(false), Some(true)]);
    assert!(!warns(&other, "以后一书面意见为准"));
    let part = of("投标报价明细、项目经理证书", "项目经理证书");
    assert_eq!(opinions(&part, "2025-03-20"), [Some(false), Some(true)]);
    let facts = Facts::of(&part.history, &Rules::default(), day("2025-03-20"));
    assert_eq!(facts.third_parties[0].consents_to, "项目经理证书");
    let wider = of("投标报价明细", "投标报价明细和施工合同");
    assert_eq!(opinions(&wider, "2025-03-20"), [Some(true)]);
    assert_eq!(
        opinions(&of("2024年报价", "2025年报价"), "2025-03-20"),
        [Some(false), Some(true)],
        "another year is another thing"
    );
}

#[test]
fn asking_the_same_party_again_about_the_same_takes_nothing_more_from_the_reply_period() {
    let asked = |contents: &[Option<&str>]| {
        let days = ["2025-03-10", "2025-04-02", "2025-04-28", "2025-05-22"];
        let letters = days.iter().zip(contents).enumerate();
        let letters = letters.map(|(at, (on, content))| asking(on, &format!("{}号", at + 1), *content));
        let all: Vec<Value> = [received("2025-03-03")].into_iter().chain(letters).collect();
        standing_on("2025-06-13", all.into())
    };
    for content in [Some("申报材料"), None] {
        let (once, again) = (asked(&[content]), asked(&[content; 4]));
        assert_eq!(again.due_on, once.due_on, "{content:?}");
        assert!(again.overdue);
        assert!(
            warns(&again, "已就同一内容征求过第三方（甲公司）意见"),
            "{:?}",
            again.warnings
        );
        assert!(
            told(&again).contains("这一次的时间不从答复期限中扣除"),
            "{}",
            told(&again)
        );
        assert!(!told(&once).contains("不从答复期限中扣除"));
    }
    let (once, other) = (
        asked(&[Some("申报材料")]),
        asked(&[Some("申报材料"), Some("财务报表")]),
    );
    assert!(other.due_on > once.due_on, "another content takes its own time");
    assert!(!warns(&other, "已就同一内容征求过"), "{:?}", other.warnings);
}

#[test]
fn a_letter_that_came_back_asked_nobody_and_is_sent_once_more_with_its_time() {
    let back = json!({
        "on": "2025-03-14", "event": "undelivered", "letter": "consultation_sent", "sent_on": "2025-03-05",
        "party": "third_party", "name": "甲公司", "number": "1号"
    });
    let mut sent = asking("2025-03-05", "1号", Some("申报材料"));
    sent.as_object_mut().unwrap().remove("received_on");
    let again = asking("2025-03-17", "1号", Some("申报材料"));
    let standing = standing_on("2025-03-20", json!([received("2025-03-03"), sent, back, again]));
    assert_eq!(standing.state, State::Consulting);
    assert!(!warns(&standing, "已就同一内容征求过"), "{:?}", standing.warnings);
    let reply = standing
        .clocks
        .iter()
        .find(|clock| clock.name == ClockName::Reply)
        .unwrap();
    assert!(reply.excluded.iter().any(|span| span.from == day("2025-03-17")));
}

#[test]
fn what_is_asked_again_waits_for_nobody_and_hides_no_reply_clock() {
    let standing = standing_on(
        "2025-04-10",
        json!([
            received("2025-03-03"),
            asking("2025-03-05", "1号", Some("申报材料")),
            saying("2025-03-07", "1号", false),
            asking("2025-04-08", "2号", Some("申报材料")),
        ]),
    );
    assert_eq!(standing.state, State::InProgress);
    assert_eq!(standing.next_due_on, standing.due_on);
    assert_eq!(
        opinions(&standing, "2025-04-10"),
        [Some(false)],
        "it has said what it says"
    );
}

#[test]
fn a_notice_covers_what_it_names_and_two_objections_on_different_contents_need_their_own() {
    let reply = |contents: [Option<&str>; 2], notices: &[Option<&str>]| {
        let told = |content: Option<&str>| json!({"on": "2025-03-12", "event": "override_notified", "name": "甲公司", "content": content});
        let mut all = vec![
            received("2025-03-03"),
            asking("2025-03-05", "1号", contents[0]),
            saying("2025-03-07", "1号", false),
            asking("2025-03-05", "2号", contents[1]),
            saying("2025-03-07", "2号", false),
        ];
        all.extend(notices.iter().copied().map(told));
        all.push(json!({"on": "2025-03-20", "event": "replied", "outcome": "granted"}));
        warns(&standing_on("2025-03-20", all.into()), "没有登记已经书面告知")
    };
    for contents in [[Some("施工合同"), Some("投标报价明细")], [None, None]] {
        assert!(reply(contents, &[Some("施工合同")]), "{contents:?}");
        assert!(
            !reply(contents, &[Some("施工合同"), Some("投标报价明细")]),
            "{contents:?}"
        );
        assert!(
            !reply(contents, &[None]),
            "what it tells is not on record: {contents:?}"
        );
    }
    let contents = [Some("施工合同"), Some("投标报价明细")];
    assert!(
        !reply(contents, &[Some("施工合同、投标报价明细")]),
        "one that names both"
    );
    assert!(
        reply(contents, &[Some("施工合同"), Some("施工合同")]),
        "twice the same"
    );
}

#[test]
fn a_notice_that_came_back_after_the_reply_went_out_is_asked_for_again_and_told_once() {
    let told =
        |on: &str| json!({"on": on, "event": "override_notified", "name": "甲公司", "content": "施工合同"});
    let so_far = || {
        vec![
            received("2025-03-03"),
            asking("2025-03-05", "1号", Some("施工合同")),
            saying("2025-03-07", "1号", false),
            told("2025-03-10"),
            json!({"on": "2025-03-12", "event": "replied", "outcome": "granted"}),
            json!({"on": "2025-03-13", "event": "delivered", "how": "in_person"}),
            json!({"on": "2025-03-17", "event": "undelivered", "letter": "override_notified", "sent_on": "2025-03-10", "name": "甲公司"}),
        ]
    };
    let back = standing_on("2025-03-18", so_far().into());
    assert_eq!(back.state, State::Delivered, "the reply stays what it is");
    assert_eq!(back.history.to_be_sent_again().len(), 1);
    assert!(!warns(&back, "已如实登记，对期限不起作用"), "{:?}", back.warnings);
    assert!(warns(&back, "请立即重新送达"), "{:?}", back.warnings);
    let again = standing_on("2025-03-18", [so_far(), vec![told("2025-03-18")]].concat().into());
    assert!(again.history.to_be_sent_again().is_empty());
    assert!(!again.history.overrides.is_empty());
    assert!(
        !again.warnings.iter().any(|line| line.starts_with("2025-03-18")),
        "{:?}",
        again.warnings
    );
}

#[test]
fn a_delay_to_a_day_before_the_due_day_is_none_and_a_far_one_is_warned_of() {
    let until = |day: &str| {
        standing_on(
            "2025-03-20",
            json!([
                received("2025-03-03"),
                {"on": "2025-03-10", "event": "reasons_requested", "respond_by": "2025-03-18"},
                {"on": "2025-03-14", "event": "reasons_given"},
                {"on": "2025-03-17", "event": "delayed", "until": day}
            ]),
        )
    };
    for early in ["2025-03-20", "2025-03-31"] {
        let none = until(early);
        assert_eq!(none.due_on, Some(day("2025-03-31")), "{early}");
        assert!(warns(&none, "不是延迟"), "{:?}", none.warnings);
        assert!(!told(&none).contains("已确定延迟"), "{}", told(&none));
    }
    let near = until("2025-04-30");
    assert_eq!(near.due_on, Some(day("2025-04-30")));
    assert!(!warns(&near, "应当合理"), "{:?}", near.warnings);
    assert!(!warns(&near, "该日是休息日"), "{:?}", near.warnings);
    let holiday = until("2025-05-31");
    assert_eq!(
        holiday.due_on,
        Some(day("2025-05-31")),
        "the organ's own day is kept"
    );
    assert!(warns(&holiday, "该日是休息日"), "{:?}", holiday.warnings);
    let far = until("2025-12-31");
    assert_eq!(far.due_on, Some(day("2025-12-31")));
    assert!(warns(&far, "延迟的期限应当合理"), "{:?}", far.warnings);
}
