//! What may be set as a chain of documents.

use super::chains::level;
use super::*;
use crate::review::{Does, LevelSetting, Levels, Subject, Who};

fn staff() -> Vec<(i64, Roles)> {
    vec![
        (1, [Role::Editor].into()),
        (2, [Role::Reviewer].into()),
        (3, [Role::Signer].into()),
    ]
}

/// The fields at which something is wrong, once the chain that an organ begins with is changed so.
fn wrong(change: impl FnOnce(&mut Vec<LevelSetting>)) -> Vec<&'static str> {
    let mut levels = Levels::of_documents();
    change(&mut levels.0);
    levels
        .faults(Subject::Document, &staff())
        .into_iter()
        .map(|why| why.field)
        .collect()
}

#[test]
fn an_office_of_three_can_work_with_what_it_begins_with() {
    assert_eq!(Levels::of_documents().faults(Subject::Document, &staff()), []);
}

#[test]
fn fewer_than_three_or_more_than_six_levels_are_no_chain() {
    assert_eq!(
        wrong(|levels| {
            levels.pop();
        }),
        ["levels"]
    );
    let more = |levels: &mut Vec<LevelSetting>| {
        let names = ["四", "五", "六", "七"];
        levels.extend(names.map(|name| level(name, Who::People((10..20).collect()))));
    };
    assert!(wrong(more).contains(&"levels"));
}

#[test]
fn only_the_first_level_may_be_the_writers_own_and_never_the_secrecy_review() {
    assert_eq!(wrong(|levels| levels[2].may_be_writer = true), ["third"]);
    assert_eq!(
        wrong(|levels| {
            levels[0].is_secrecy = true;
            levels[0].who = Who::Role(Role::Reviewer);
        })[0],
        "first"
    );
}

#[test]
fn somebody_reviews_somebody_proofreads_and_somebody_reviews_for_secrets() {
    assert_eq!(wrong(|levels| levels[1].is_secrecy = false), ["levels"]);
    let all =
        |does: Does| move |levels: &mut Vec<LevelSetting>| levels.iter_mut().for_each(|one| one.does = does);
    assert_eq!(wrong(all(Does::Review)), ["levels"]);
    assert_eq!(wrong(all(Does::Proofread)), ["levels"]);
    let apart = |levels: &mut Vec<LevelSetting>| {
        levels[1].does = Does::Review;
        levels[2].does = Does::Proofread;
    };
    assert_eq!(wrong(apart), Vec::<&str>::new());
}

#[test]
fn each_level_has_a_name_of_its_own_and_somebody_left_for_it() {
    assert_eq!(wrong(|levels| levels[1].name = " ".to_owned()), ["second"]);
    assert_eq!(
        wrong(|levels| levels[1].name = "三审三校".to_owned()),
        ["second", "third"]
    );
    assert_eq!(
        wrong(|levels| levels[2].who = Who::People(BTreeSet::new())),
        ["third"]
    );
    // The signer is no reviewer for secrets, and the reviewer has a level already.
    assert_eq!(
        wrong(|levels| levels[1].who = Who::Role(Role::Signer)),
        ["second"]
    );
    assert_eq!(
        wrong(|levels| levels[2].who = Who::People([2].into())),
        ["third"],
        "the same person at two levels"
    );
    // Where the first is not the writer's own, somebody else must write.
    assert_eq!(wrong(|levels| levels[0].may_be_writer = false), ["first"]);
}

#[test]
fn a_chain_is_kept_as_it_is_read() {
    let levels = Levels::of_documents();
    let text = serde_json::to_string(&levels).unwrap();
    assert_eq!(serde_json::from_str::<Levels>(&text).unwrap(), levels);
    let named = r#"[{"name":"一审","who":{"people":[7,8]},"does":"both"}]"#;
    let read: Levels = serde_json::from_str(named).unwrap();
    assert_eq!(read.0[0].who, Who::People([7, 8].into()));
    assert!(!read.0[0].is_secrecy && !read.0[0].may_be_writer);
}
