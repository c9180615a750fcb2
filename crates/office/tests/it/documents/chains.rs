//! Chains of review as they are set: per column, inherited, and what is under review follows what is set.

use std::collections::BTreeSet;

use law::review::{Does, Level, LevelSetting, Levels, Standing, Who};
use law::staff::{Refusal, Role};
use office::columns::{self, ColumnForm};
use office::documents::{self, State};
use office::{Actor, ColumnId, OfficeError, chains};
use sea_orm::ConnectionTrait;

use super::{People, people};
use crate::harness::{AGREED, Site, form, moment, stories};

stories! {
    a_column_inherits_the_chain_above_it_and_without_one_nothing_goes_out
    what_is_under_review_follows_the_chain_that_is_set
    a_chain_of_named_people_goes_by_them_alone
    only_whoever_answers_for_the_office_sets_a_chain
}

async fn column(site: &Site, editor: &Actor, name: &str, parent: Option<ColumnId>) -> ColumnId {
    let form = ColumnForm {
        name: name.to_owned(),
        slug: name.to_owned(),
        kind: "news".to_owned(),
        parent,
        ..ColumnForm::default()
    };
    let at = moment("2024-05-06T09:00");
    columns::create(&site.office, editor, at, &form).await.unwrap()
}

fn level(name: &str, who: Who, is_secrecy: bool) -> LevelSetting {
    LevelSetting {
        name: name.to_owned(),
        who,
        does: Does::Both,
        is_secrecy,
        may_be_writer: false,
    }
}

fn person(actor: &Actor) -> Who {
    Who::People(BTreeSet::from([actor.account.unwrap().0]))
}

/// Four levels: the writer's own, two of these people, the signer.
pub(super) fn four(one: &Actor, two: &Actor) -> Levels {
    let mut levels = Levels::of_documents();
    levels.0[1] = level("科室负责人", person(one), false);
    levels.0[2] = level("公开办主任", person(two), true);
    levels.0.push(level("主要领导", Who::Role(Role::Signer), false));
    levels
}

async fn a_column_inherits_the_chain_above_it_and_without_one_nothing_goes_out(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let second = site.person("second", &[Role::Reviewer]).await;
    let at = moment("2024-05-07T10:00");
    let parent = column(site, &editor, "动态", None).await;
    let child = column(site, &editor, "图片", Some(parent)).await;
    let levels = four(&reviewer, &second);
    chains::set(&site.office, &signer, at, (Some(parent), 0), &levels)
        .await
        .unwrap();
    let names = async |column| {
        let id = documents::create(&site.office, &editor, at, &form(column, "示例"), false)
            .await
            .unwrap();
        let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
        let levels = desk.review.levels.map(|levels| levels.0.len());
        (levels, desk.review.set_for)
    };
    assert_eq!(
        names(child).await,
        (Some(4), Some(parent)),
        "a new child inherits"
    );
    let other = column(site, &editor, "其他", None).await;
    assert_eq!(names(other).await, (Some(3), None), "the organ's");
    chains::remove(&site.office, &signer, at, parent, 1)
        .await
        .unwrap();
    assert_eq!(names(child).await, (Some(3), None));
    // Without any chain nothing is handed over, and nothing goes out.
    let sql = "DELETE FROM review_chain";
    site.database().await.execute_unprepared(sql).await.unwrap();
    let id = documents::create(&site.office, &editor, at, &form(child, "没有流程"), false)
        .await
        .unwrap();
    for refused in [
        documents::submit(&site.office, &editor, at, id, 1, "").await,
        documents::publish(&site.office, &signer, at, id, 1)
            .await
            .map(|_| ()),
    ] {
        let Err(OfficeError::Blocked(blockers)) = refused else {
            panic!("let through: {refused:?}")
        };
        assert!(blockers[0].message.contains("没有审核流程"), "{blockers:?}");
    }
}

async fn what_is_under_review_follows_the_chain_that_is_set(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let second = site.person("second", &[Role::Reviewer]).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "流程改了").await;
    site.pass(&reviewer, &signer, at, id).await;
    let standing = async || {
        let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
        (desk.state, desk.review.standing)
    };
    assert_eq!(standing().await, (State::Passed, Standing::Passed));
    // A level that became the secrecy review was not passed by what was none; its fourth was never taken.
    chains::set(&site.office, &signer, at, (None, 1), &four(&reviewer, &second))
        .await
        .unwrap();
    assert_eq!(standing().await, (State::InReview, Standing::At(Level::Third)));
    assert_eq!(documents::queue(&site.office, &second).await.unwrap().len(), 1);
    let version = site.version(&signer, id).await;
    let publish = documents::publish(&site.office, &signer, at, id, version).await;
    assert!(matches!(publish, Err(OfficeError::Blocked(_))), "{publish:?}");
    let stale = chains::set(&site.office, &signer, at, (None, 1), &Levels::of_documents()).await;
    assert!(matches!(stale, Err(OfficeError::Stale { version: 2, .. })));
    chains::set(&site.office, &signer, at, (None, 2), &Levels::of_documents())
        .await
        .unwrap();
    assert_eq!(standing().await, (State::Passed, Standing::Passed));
}

async fn a_chain_of_named_people_goes_by_them_alone(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let second = site.person("second", &[Role::Reviewer]).await;
    let at = moment("2024-05-07T10:00");
    chains::set(&site.office, &signer, at, (None, 1), &four(&reviewer, &second))
        .await
        .unwrap();
    let id = site.draft(&editor, at, "按人办").await;
    site.hand_over(at, id).await;
    let version = site.version(&second, id).await;
    let other = documents::give_verdict(&site.office, &second, at, id, version, AGREED).await;
    assert!(
        matches!(other, Err(OfficeError::Refused(Refusal::NotOfLevel(_)))),
        "{other:?}"
    );
    for one in [&reviewer, &second, &signer] {
        site.agree(one, at, id).await;
    }
    let version = site.version(&signer, id).await;
    documents::publish(&site.office, &signer, at, id, version)
        .await
        .unwrap();
}

async fn only_whoever_answers_for_the_office_sets_a_chain(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let levels = Levels::of_documents();
    for actor in [&editor, &reviewer] {
        let refused = chains::set(&site.office, actor, at, (None, 1), &levels).await;
        assert!(matches!(refused, Err(OfficeError::Refused(_))));
    }
    let mut few = levels.clone();
    few.0.pop();
    let refused = chains::set(&site.office, &signer, at, (None, 1), &few).await;
    let Err(OfficeError::Invalid(faults)) = refused else {
        panic!("set: {refused:?}")
    };
    assert_eq!(faults[0].field, "levels");
    // A column goes with its chain.
    let gone = column(site, &editor, "临时", None).await;
    chains::set(&site.office, &signer, at, (Some(gone), 0), &levels)
        .await
        .unwrap();
    columns::remove(&site.office, &editor, at, gone).await.unwrap();
    let left = chains::list(&site.office, &signer).await.unwrap();
    assert_eq!(left.iter().map(|chain| chain.column).collect::<Vec<_>>(), [None]);
}
