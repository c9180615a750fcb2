//! Chains that are data: five that offices really have, gone through by every assignment of people; inheritance by column.

use super::*;
use crate::review::{ChainSetting, Does, LevelSetting, Levels, Standing, Who, Why, chain_for, level_times};

pub(super) fn level(name: &str, who: Who) -> LevelSetting {
    LevelSetting {
        name: name.to_owned(),
        who,
        does: Does::Both,
        is_secrecy: false,
        may_be_writer: false,
    }
}

fn secrecy(level: LevelSetting) -> LevelSetting {
    LevelSetting {
        is_secrecy: true,
        ..level
    }
}

fn writers(level: LevelSetting) -> LevelSetting {
    LevelSetting {
        may_be_writer: true,
        ..level
    }
}

/// What five offices wrote into their rules: 綦江区审计局 (2024), 墨江县茶特中心 (2023), 扬子洲镇 (2023), 廊坊 (2021), 立山区 (2017).
fn real() -> Vec<(&'static str, Levels)> {
    let any = |name| level(name, Who::Role(Role::Reviewer));
    vec![
        (
            "綦江区审计局",
            Levels(vec![
                writers(any("工作人员")),
                secrecy(any("科室负责人")),
                any("分管领导"),
            ]),
        ),
        (
            "墨江县茶特中心",
            Levels(vec![
                writers(any("拟稿人")),
                secrecy(any("分管领导")),
                any("主要领导"),
            ]),
        ),
        (
            "扬子洲镇",
            Levels(vec![
                any("部门负责人"),
                any("分管领导"),
                secrecy(any("分管政务信息和保密的领导")),
            ]),
        ),
        (
            "廊坊市",
            Levels(vec![
                writers(any("报送人")),
                any("科室负责人"),
                secrecy(any("主管领导")),
            ]),
        ),
        (
            "立山区",
            Levels(vec![
                writers(any("采集人")),
                any("负责人"),
                any("分管领导"),
                secrecy(any("公开办主任")),
                any("主要领导"),
            ]),
        ),
    ]
}

/// A step taken at a level as it is set now.
pub(super) fn taken(levels: &Levels, at: Level, hash: &str, person: i64) -> Step {
    let setting = levels.at(at).unwrap();
    Step {
        taken_as: Some(LevelTaken {
            name: setting.name.clone(),
            does: setting.does,
            is_secrecy: setting.is_secrecy,
        }),
        ..step(at, 1, hash, person)
    }
}

/// Handed over by the writer, then the levels by these people in this order, as far as it goes.
fn gone_through(levels: &Levels, writer: i64, people: &[i64], staff: &[(i64, Roles)]) -> usize {
    let now = judged("a", 1);
    let mut steps = vec![
        step(Level::Writing, 1, "", writer),
        step(Level::Submission, 1, "a", writer),
    ];
    for (passed, person) in people.iter().enumerate() {
        let roles = staff.iter().find(|one| one.0 == *person).map(|one| &one.1);
        let may = levels.may_take(&now, &steps, (roles.unwrap(), Some(*person)), staff);
        let Ok(at) = may else { return passed };
        steps.push(taken(levels, at, "a", *person));
    }
    assert_eq!(levels.standing(&now, &steps), Standing::Passed);
    people.len()
}

/// Every sequence of so many of these people, the same one several times among them.
fn sequences(length: usize, people: i64) -> Vec<Vec<i64>> {
    let longer = |all: Vec<Vec<i64>>| {
        let more = all.into_iter().flat_map(|one| {
            (1..=people).map(move |person| one.iter().copied().chain([person]).collect::<Vec<i64>>())
        });
        more.collect::<Vec<_>>()
    };
    (0..length).fold(vec![Vec::new()], |all, _| longer(all))
}

#[test]
fn of_every_assignment_of_people_those_go_through_in_which_nobody_after_the_first_wrote_it_or_acts_twice() {
    for (office, levels) in real() {
        let count = levels.0.len();
        let staff: Vec<(i64, Roles)> = (1..=6).map(|id| (id, Roles::from([Role::Reviewer]))).collect();
        assert_eq!(
            levels.faults(Subject::Document, &with_writer(&staff)),
            [],
            "{office}"
        );
        let mut let_through = 0;
        for people in sequences(count, 6) {
            let writer = 1;
            let are_different = people.iter().collect::<BTreeSet<_>>().len() == count;
            let later_are_others = !people.iter().skip(1).any(|person| *person == writer);
            let first_may = people.first() != Some(&writer) || levels.0.first().unwrap().may_be_writer;
            let is_right = are_different && later_are_others && first_may;
            let went = gone_through(&levels, writer, &people, &staff) == count;
            assert_eq!(went, is_right, "{office}: {people:?}");
            let_through += usize::from(went);
        }
        assert!(let_through > 0, "{office}");
    }
}

fn with_writer(staff: &[(i64, Roles)]) -> Vec<(i64, Roles)> {
    let writer = (99, Roles::from([Role::Editor]));
    staff.iter().cloned().chain([writer]).collect()
}

#[test]
fn where_each_level_is_one_post_only_the_intended_sequence_goes_through() {
    for (office, mut levels) in real() {
        let count = levels.0.len();
        for (setting, post) in levels.0.iter_mut().zip(1..) {
            setting.who = Who::People([post].into());
        }
        let staff: Vec<(i64, Roles)> = (1..=5).map(|id| (id, Roles::from([Role::Reviewer]))).collect();
        let first_writes = levels.0.first().unwrap().may_be_writer;
        let writer = if first_writes { 1 } else { 9 };
        let intended: Vec<i64> = (1..).take(count).collect();
        for people in sequences(count, 5) {
            let went = gone_through(&levels, writer, &people, &staff);
            assert_eq!(went == count, people == intended, "{office}: {people:?}");
        }
    }
}

#[test]
fn nobody_takes_a_level_who_alone_is_left_for_a_later_one() {
    let levels = Levels::of_documents();
    let staff: Vec<(i64, Roles)> = vec![
        (1, [Role::Editor].into()),
        (2, [Role::Reviewer].into()),
        (3, [Role::Reviewer, Role::Signer].into()),
    ];
    let now = judged("a", 1);
    let steps = [
        step(Level::Writing, 1, "", 1),
        taken(&levels, Level::First, "a", 1),
    ];
    let may = |person: i64| {
        let roles = &staff.iter().find(|one| one.0 == person).unwrap().1;
        levels.may_take(&now, &steps, (roles, Some(person)), &staff)
    };
    assert_eq!(may(3), Err(Why::NobodyLeft(Level::Third)), "the only signer");
    assert_eq!(may(2), Ok(Level::Second));
    assert!(matches!(may(1), Err(Why::Refused(_))));
}

#[test]
fn what_was_changed_or_went_back_begins_anew_and_nothing_is_reset() {
    let levels = Levels::of_documents();
    let mut steps = vec![step(Level::Writing, 1, "", 1)];
    let standing = |hash: &str, steps: &[Step]| levels.standing(&judged(hash, 1), steps);
    assert_eq!(standing("a", &steps), Standing::Unsubmitted);
    steps.push(taken(&levels, Level::First, "a", 1));
    steps.push(taken(&levels, Level::Second, "a", 2));
    assert_eq!(standing("a", &steps), Standing::At(Level::Third));
    assert_eq!(standing("b", &steps), Standing::Unsubmitted, "it was changed");
    let back = Step {
        verdict: Verdict::Returned,
        ..taken(&levels, Level::Third, "a", 3)
    };
    steps.push(back.clone());
    assert_eq!(standing("a", &steps), Standing::Back(Box::new(back)));
    steps.push(taken(&levels, Level::First, "a", 1));
    assert_eq!(
        standing("a", &steps),
        Standing::At(Level::Second),
        "what was agreed to before it went back does not count"
    );
    let staff: Vec<(i64, Roles)> = vec![
        (1, [Role::Editor].into()),
        (2, [Role::Reviewer].into()),
        (3, [Role::Signer].into()),
    ];
    let reviewer = (&Roles::from([Role::Reviewer]), Some(2));
    assert_eq!(
        levels.may_take(&judged("a", 1), &steps, reviewer, &staff),
        Ok(Level::Second),
        "whoever took it before may take it again"
    );
}

#[test]
fn a_level_that_became_the_secrecy_review_was_not_passed_by_what_was_none() {
    let before = Levels::of_documents();
    let mut after = before.clone();
    after.0[1].is_secrecy = false;
    after.0[2].is_secrecy = true;
    let steps = [Level::First, Level::Second, Level::Third].map(|at| taken(&before, at, "a", 1));
    assert_eq!(before.standing(&judged("a", 1), &steps), Standing::Passed);
    assert_eq!(
        after.standing(&judged("a", 1), &steps),
        Standing::At(Level::Third)
    );
    let mut proofread = before.clone();
    proofread.0[2].does = Does::Review;
    let steps = [Level::First, Level::Second, Level::Third].map(|at| taken(&proofread, at, "a", 1));
    assert_eq!(
        before.standing(&judged("a", 1), &steps),
        Standing::At(Level::Third)
    );
}

#[test]
fn the_old_pair_of_verdicts_is_history_and_no_level() {
    let levels = Levels::of_documents();
    let steps = [step(Level::Writing, 1, "", 1), step(Level::Secrecy, 1, "a", 2)];
    assert_eq!(levels.standing(&judged("a", 1), &steps), Standing::Unsubmitted);
}

#[test]
fn a_column_inherits_from_above_and_without_a_chain_there_is_none() {
    let chain = |column, outlet: Option<&str>, name: &str| ChainSetting {
        subject: Subject::Document,
        outlet: outlet.map(str::to_owned),
        column,
        levels: Levels(vec![level(name, Who::Role(Role::Editor))]),
    };
    let settings = [
        chain(None, None, "机关"),
        chain(Some(2), None, "二"),
        chain(Some(2), Some("wechat"), "二、公众号"),
        chain(Some(3), None, "三"),
    ];
    let found = |outlet, columns: &[i64]| {
        chain_for(&settings, Subject::Document, outlet, columns).map(|one| one.levels.0[0].name.as_str())
    };
    assert_eq!(found("website", &[4]), Some("机关"));
    assert_eq!(
        found("website", &[4, 2]),
        Some("二"),
        "a new child column inherits"
    );
    assert_eq!(found("wechat", &[4, 2]), Some("二、公众号"));
    assert_eq!(found("wechat", &[3, 2]), Some("三"), "the nearest column first");
    assert_eq!(chain_for(&settings, Subject::Report, "website", &[2]), None);
    assert_eq!(
        chain_for(&settings[1..], Subject::Document, "website", &[4]),
        None
    );
}

#[test]
fn what_is_referred_waits_where_it_is_and_whoever_referred_it_decides_later() {
    let levels = Levels::of_documents();
    let mut steps = vec![
        step(Level::Writing, 1, "", 1),
        taken(&levels, Level::First, "a", 1),
    ];
    let referred = Step {
        verdict: Verdict::Referred,
        ..taken(&levels, Level::Second, "a", 2)
    };
    steps.push(referred.clone());
    let now = judged("a", 1);
    assert_eq!(levels.standing(&now, &steps), Standing::At(Level::Second));
    assert_eq!(levels.referral(&now, &steps, Level::Second), Some(&referred));
    assert_eq!(levels.referral(&judged("b", 1), &steps, Level::Second), None);
    let staff: Vec<(i64, Roles)> = vec![(2, [Role::Reviewer].into()), (3, [Role::Signer].into())];
    let reviewer = (&staff[0].1, Some(2));
    assert_eq!(levels.may_take(&now, &steps, reviewer, &staff), Ok(Level::Second));
    steps.push(taken(&levels, Level::Second, "a", 2));
    assert_eq!(levels.referral(&now, &steps, Level::Second), None);
}

#[test]
fn how_long_a_level_takes_is_counted_from_when_it_came_to_it() {
    let levels = Levels::of_documents();
    let at = |level, hours: i64, verdict| Step {
        verdict,
        taken_at: Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(hours),
        ..taken(&levels, level, "a", 1)
    };
    let agreed = Verdict::Agreed;
    let one = vec![
        at(Level::First, 0, agreed),
        at(Level::Second, 4, Verdict::Returned),
        // It came back a day later; the writer's day is nobody's level.
        at(Level::First, 28, agreed),
        at(Level::Second, 30, agreed),
        at(Level::Third, 40, agreed),
    ];
    let two = vec![at(Level::First, 0, agreed), at(Level::Second, 1, agreed)];
    let times = level_times([one.as_slice(), two.as_slice()]);
    let told = times.iter().map(|time| {
        let hours = |time: jiff::SignedDuration| time.as_hours();
        (
            time.name.as_str(),
            time.count,
            hours(time.median),
            hours(time.longest),
        )
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [("二审二校", 3, 2, 4), ("三审三校", 1, 10, 10)]
    );
    assert_eq!(level_times([]), []);
}
