//! What must be found, whatever way it is typed.

use super::*;

#[test]
fn words_of_one_meaning_are_found_for_each_other_and_that_is_said() {
    let found = office().find("社保");
    assert_eq!(titles(&found), ["社会保险费缴纳指南"]);
    assert_eq!(found.also, ["社会保险"]);
    assert_eq!(marked(&found.hits[0].title), "[社会保险]费缴纳指南");
    let exact = Asked {
        is_exact: true,
        ..asked("社保")
    };
    assert_eq!(office().index.find(&exact).unwrap().total, 0);
}

#[test]
fn what_was_repealed_stands_below_what_replaced_it() {
    let office = office();
    let titles = office.titles("技术改造奖补");
    assert!(titles[0].contains("数字化转型"), "{titles:?}");
    assert!(titles[1].contains("实施办法"), "{titles:?}");
}

#[test]
fn a_number_is_found_whole_and_in_part_however_it_is_typed() {
    let office = office();
    for typed in [
        "孟先开〔2026〕12号",
        "孟先开[2026]12号",
        "孟先开(2026)第12号",
        "孟先开2026年12号",
        "MJ01-2026-01-00012",
        "mj01—2026—01—00012",
    ] {
        assert!(office.titles(typed)[0].contains("数字化转型"), "{typed}");
    }
    for part in ["孟先开", "〔2026〕12号", "2026-01-00012", "12号"] {
        let titles = office.titles(part);
        assert!(
            titles.iter().any(|title| title.contains("数字化转型")),
            "{part}: {titles:?}"
        );
    }
    // One that no longer binds is still the one that bears the number.
    assert!(office.titles("孟先开〔2026〕3号")[0].contains("实施办法"));
}

#[test]
fn a_clause_number_a_day_and_one_sign_are_found() {
    let office = office();
    assert!(office.titles("第十二条")[0].contains("数字化转型"));
    assert_eq!(office.titles("第12条"), office.titles("第十二条"));
    assert!(office.titles("2026年11月6日")[0].contains("数字化转型"));
    assert_eq!(office.titles("2025-12-15"), ["2025年度企业项目公示"]);
    assert_eq!(office.titles("税"), ["税务事项公告"]);
    assert_eq!(office.titles("堃"), ["2025年度企业项目公示"]);
}

#[test]
fn traditional_and_wide_characters_are_the_simplified_and_narrow_ones() {
    let office = office();
    assert_eq!(office.titles("台商投资园区"), ["關於開放臺商投資園區的公告"]);
    assert!(office.titles("技術改造獎補")[0].contains("数字化转型"));
    assert_eq!(office.titles("２０２５年度"), ["2025年度企业项目公示"]);
    let found = office.find("开放台商");
    assert_eq!(marked(&found.hits[0].title), "關於[開放臺商]投資園區的公告");
}

#[test]
fn a_sentence_is_answered_by_its_words() {
    let office = office();
    let found = office.find("请问我们企业技术改造的奖补怎么申报呢？");
    assert!(titles(&found)[0].contains("技术改造"), "{found:?}");
    let thirty = "企业技术改造项目按照实际设备投资额给予一次性奖补首次申报的";
    assert!(office.titles(thirty)[0].contains("数字化转型"));
    let some = office.find("社会保险 宇宙飞船 缴纳");
    assert!(some.is_loosened);
    assert_eq!(titles(&some), ["社会保险费缴纳指南"]);
}

#[test]
fn a_phrase_in_quotation_marks_is_found_as_it_stands() {
    let office = office();
    assert_eq!(office.titles("“技术改造奖补实施”").len(), 1);
    assert_eq!(office.find("“奖补技术改造”").total, 0);
}

#[test]
fn a_file_is_found_with_its_name_and_page() {
    let found = office().find("喆堃机械");
    assert_eq!(found.hits[0].file, Some(("名单.pdf".to_owned(), Some(3))));
    assert!(
        marked(&found.hits[0].snippet).contains("[喆堃机械]")
            || marked(&found.hits[0].snippet).contains("喆堃"),
        "{:?}",
        found.hits[0].snippet
    );
    assert_eq!(office().find("名单.pdf").total, 1);
}

#[test]
fn a_slip_is_answered_with_what_may_be_meant() {
    let office = office();
    for (typed, meant) in [("社会保险废缴纳", "社会保险"), ("技术该造", "技术改造")] {
        let found = office.find(typed);
        assert!(
            found.meant.as_deref().is_some_and(|told| told.contains(meant)),
            "{typed}: {:?}",
            found.meant
        );
    }
    assert_eq!(office.find("技术改造").meant, None);
    // What is suggested is found.
    assert!(
        office
            .index
            .suggest("jsgz", "MJ01", 8)
            .unwrap()
            .contains(&"技术改造".to_owned())
    );
    assert!(office.index.suggest("jsgz", "XX99", 8).unwrap().is_empty());
}

#[test]
fn a_choice_narrows_the_hits_and_leaves_the_numbers_of_its_own_dimension() {
    let office = office();
    let all = office.find("企业");
    let columns = all.facets[&Dimension::Column].clone();
    assert_eq!((all.total, columns["policies"], columns["list"]), (4, 4, 1));
    assert_eq!(all.facets[&Dimension::Year]["2025"], 1);
    assert_eq!(all.facets[&Dimension::Validity]["repealed"], 1);
    let filters = Filters::from([(Dimension::Year, "2025".to_owned())]);
    let narrowed = office
        .index
        .find(&Asked {
            filters,
            ..asked("企业")
        })
        .unwrap();
    assert_eq!(titles(&narrowed), ["2025年度企业项目公示"]);
    assert_eq!(narrowed.facets[&Dimension::Year], all.facets[&Dimension::Year]);
    assert_eq!(narrowed.facets[&Dimension::Column]["policies"], 1);
    let nowhere = Filters::from([(Dimension::Year, "1999".to_owned())]);
    let found = office
        .index
        .find(&Asked {
            filters: nowhere,
            ..asked("企业")
        })
        .unwrap();
    assert_eq!((found.total, found.facets[&Dimension::Year].len()), (0, 2));
}

#[test]
fn the_latest_comes_first_where_it_is_asked_for() {
    let office = office();
    let found = office
        .index
        .find(&Asked {
            sort: Sort::Date,
            ..asked("企业")
        })
        .unwrap();
    let days: Vec<_> = found.hits.iter().map(|hit| hit.entry.day).collect();
    assert!(days.is_sorted_by(|one, next| one >= next), "{days:?}");
}

#[test]
fn of_equal_texts_the_fresher_one_comes_first() {
    let mut old = entry(1, "供暖安排", "集中供暖时间安排。");
    old.day = Some(date(2019, 11, 1));
    let mut new = entry(2, "供暖安排", "集中供暖时间安排。");
    new.day = Some(date(2026, 11, 1));
    let found = Shelf::of(vec![old, new]).find("供暖");
    assert_eq!(found.hits[0].entry.day, Some(date(2026, 11, 1)));
}

#[test]
fn words_that_stand_together_are_marked_together() {
    let shelf = Shelf::of(vec![entry(
        1,
        "关于印发技术改造奖补办法的通知",
        "企业的设备投资按百分之十给予奖补。",
    )]);
    let found = shelf.find("技改补贴");
    assert_eq!(marked(&found.hits[0].title), "关于印发[技术改造奖补]办法的通知");
    assert_eq!(found.also, ["技术改造", "奖补", "补助", "奖励资金"]);
}

#[test]
fn an_organs_own_words_are_looked_for_beside_the_shipped_ones() {
    let shelf = Shelf::of(vec![
        entry(1, "标准厂房租赁办法", "租赁办法。"),
        entry(2, "社会保险费缴纳指南", "缴纳指南。"),
    ]);
    assert_eq!(shelf.find("标房").total, 0);
    let own = vec![vec!["标房".to_owned(), "标准厂房".to_owned()]];
    let with = |words: &str| {
        shelf
            .index
            .find(&Asked {
                own: own.clone(),
                ..asked(words)
            })
            .unwrap()
    };
    let found = with("标房租赁");
    assert_eq!(titles(&found), ["标准厂房租赁办法"]);
    assert_eq!(found.also, ["标准厂房"]);
    assert_eq!(
        titles(&with("社保")),
        ["社会保险费缴纳指南"],
        "the shipped ones stay"
    );
    // A line that repeats what is shipped says it once.
    let again = Asked {
        own: vec![vec!["社保".to_owned(), "社会保险".to_owned()]],
        ..asked("社保")
    };
    assert_eq!(shelf.index.find(&again).unwrap().also, ["社会保险"]);
}

/// What a search of a government site must answer: part of a 文号, a clause, a misspelt name, a traditional form, a citizen's word,
/// one character, thirty of them, a sentence.
#[test]
fn searches_that_must_answer_are_answered_by_the_text_that_is_meant() {
    let office = office();
    let (rules, insured) = ("数字化转型", "社会保险费缴纳指南");
    let thirty = "企业技术改造项目按照实际设备投资额给予一次性奖补首次申报的提";
    assert_eq!(thirty.chars().count(), 30);
    let wanted = [
        ("孟先开〔2026〕12", rules),
        ("第十二条", rules),
        ("企业技術改造", rules),
        ("社保", insured),
        ("税", "税务事项公告"),
        (thirty, rules),
        ("我们厂去年买了新设备，技术改造的奖补到哪里申报？", rules),
    ];
    for (typed, meant) in wanted {
        let titles = office.titles(typed);
        assert!(
            titles.first().is_some_and(|title| title.contains(meant)),
            "{typed}: {titles:?}"
        );
    }
    // A misspelt name finds little or nothing, and the right one is offered.
    let found = office.find("社会保险废缴纳");
    let offered = found.meant.unwrap_or_default();
    assert_eq!(office.titles(&offered), [insured], "{offered}");
}
