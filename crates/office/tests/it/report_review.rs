//! The review of annual reports, where an organ set a chain for them; and levels that are a post's.

use law::reports::Reading;
use law::review::{Levels, Post, Standing, Verdict, Who, Why};
use law::staff::{Refusal, Role};
use office::chains::{self, SetFor};
use office::documents::Opinion;
use office::reports::{self, Freeze};
use office::{Actor, OfficeError, staff};

use crate::harness::{Site, moment, stories};
use crate::reports::{freeze, nil};

stories! {
    where_a_chain_is_set_a_report_goes_out_by_it_alone
    a_level_is_taken_by_whoever_holds_its_post
}

fn agreed(words: &str) -> Opinion<'_> {
    Opinion {
        verdict: Verdict::Agreed,
        words,
    }
}

async fn version_of(site: &Site, year: i16) -> i64 {
    let system = Actor::system(site.organ, "测试");
    let draft = reports::draft(&site.office, &system, year).await.unwrap();
    draft.unwrap().version
}

async fn out(site: &Site, signer: &Actor) -> Result<i64, OfficeError> {
    let now = Freeze {
        version: version_of(site, 2023).await,
        exception: "示例".to_owned(),
        ..Freeze::default()
    };
    freeze(site, signer, 2023, &now).await
}

async fn refused_unreviewed(site: &Site, signer: &Actor, words: &str) {
    let Err(OfficeError::Blocked(why)) = out(site, signer).await else {
        panic!("went out without {words}")
    };
    assert!(why[0].message.contains(words), "{why:?}");
}

/// The chain of documents set for reports: the writer's own level, the secrecy review, the signer.
async fn chain_of_reports(site: &Site, signer: &Actor, levels: &Levels) {
    let at = moment("2024-01-09T09:00");
    chains::set(&site.office, signer, at, (SetFor::Reports, 0), levels)
        .await
        .unwrap();
}

async fn where_a_chain_is_set_a_report_goes_out_by_it_alone(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let reviewer = site.person("reviewer", &[Role::Reviewer]).await;
    let signer = site.person("signer", &[Role::Signer]).await;
    let (office, at) = (&site.office, moment("2024-01-10T09:00"));
    reports::start(office, &editor, at, 2023).await.unwrap();
    reports::save_draft(office, &editor, at, 1, &nil(2023))
        .await
        .unwrap();
    // Without a chain nothing is handed over: the signer freezes it.
    let none = reports::submit(office, &editor, at, (2023, 2), "").await;
    assert!(matches!(none, Err(OfficeError::Invalid(_))), "{none:?}");
    assert!(reports::review(office, &editor, 2023).await.unwrap().is_none());
    chain_of_reports(site, &signer, &Levels::of_documents()).await;
    refused_unreviewed(site, &signer, "尚未送审").await;
    let submit = async || {
        let of = (2023, version_of(site, 2023).await);
        reports::submit(office, &editor, at, of, "").await
    };
    let judge = async |person: &Actor, opinion: Opinion<'_>| {
        let of = (2023, version_of(site, 2023).await);
        reports::give_verdict(office, person, at, of, opinion).await
    };
    submit().await.unwrap();
    assert!(matches!(submit().await, Err(OfficeError::Invalid(_))), "twice");
    refused_unreviewed(site, &signer, "二审二校").await;
    // Nobody takes the level of another, and the secrecy review says on what ground.
    for (person, words) in [(&signer, "同意"), (&editor, "同意"), (&reviewer, "")] {
        assert!(judge(person, agreed(words)).await.is_err(), "{person:?}");
    }
    let back = Opinion {
        verdict: Verdict::Returned,
        words: "表三合计有误",
    };
    assert!(matches!(judge(&reviewer, back).await.unwrap(), Standing::Back(_)));
    refused_unreviewed(site, &signer, "退回").await;
    submit().await.unwrap();
    judge(&reviewer, agreed("不涉密，可以公开")).await.unwrap();
    refused_unreviewed(site, &signer, "三审三校").await;
    assert_eq!(judge(&signer, agreed("")).await.unwrap(), Standing::Passed);
    // An edit after the last level, and a file read in after it, are judged anew.
    let mut changed = nil(2023);
    changed.sections.set(6, "本年度未收取信息处理费。");
    let version = version_of(site, 2023).await;
    reports::save_draft(office, &editor, at, version, &changed)
        .await
        .unwrap();
    refused_unreviewed(site, &signer, "送审后有改动").await;
    submit().await.unwrap();
    judge(&reviewer, agreed("不涉密，可以公开")).await.unwrap();
    judge(&signer, agreed("")).await.unwrap();
    let mut read = nil(2023);
    read.sections.set(6, "无。");
    let reading = Reading {
        report: read,
        ..Reading::default()
    };
    reports::import(office, &editor, at, &reading, "报告.docx", None)
        .await
        .unwrap();
    refused_unreviewed(site, &signer, "各级审核通过后才能公布").await;
    // The very text that every level agreed to before is agreed to still: verdicts name what was judged.
    reports::save_draft(office, &editor, at, version_of(site, 2023).await, &changed)
        .await
        .unwrap();
    assert_eq!(out(site, &signer).await.unwrap(), 1);
    // Taken away, it is as it was before there was one.
    chains::remove(office, &signer, at, SetFor::Reports, 1)
        .await
        .unwrap();
    assert!(chains::of_reports(office, &signer).await.unwrap().is_none());
    let gone = chains::remove(office, &signer, at, SetFor::Organ, 1).await;
    assert!(gone.is_err(), "the organ's own chain stays");
}

async fn a_level_is_taken_by_whoever_holds_its_post(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let one = site.person("one", &[Role::Reviewer]).await;
    let other = site.person("other", &[Role::Reviewer]).await;
    let signer = site.person("signer", &[Role::Signer]).await;
    let keeper = site.person("keeper", &[Role::SecurityAdministrator]).await;
    let (office, at) = (&site.office, moment("2024-01-10T09:00"));
    let mut levels = Levels::of_documents();
    levels.0[1].who = Who::Post(Post {
        name: "保密审查员".to_owned(),
        ..Post::default()
    });
    let set = async || chains::set(office, &signer, at, (SetFor::Reports, 0), &levels).await;
    assert!(set().await.is_err(), "a post that nobody holds leaves nobody");
    let give = async |by: &Actor, to: &Actor, names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        staff::assign_posts(office, by, at, to.account.unwrap(), &names).await
    };
    assert!(
        give(&signer, &other, &["保密审查员"]).await.is_err(),
        "who gives roles"
    );
    assert!(
        give(&keeper, &keeper, &["保密审查员"]).await.is_err(),
        "not to oneself"
    );
    give(&keeper, &other, &["保密审查员", "办公室主任", " 保密审查员 "])
        .await
        .unwrap();
    let posts = staff::posts(office, &signer).await.unwrap();
    assert_eq!(posts.keys().collect::<Vec<_>>(), ["保密审查员", "办公室主任"]);
    set().await.unwrap();
    reports::start(office, &editor, at, 2023).await.unwrap();
    reports::submit(office, &editor, at, (2023, 1), "").await.unwrap();
    let mine = async |person: &Actor| {
        let review = reports::review(office, person, 2023).await.unwrap().unwrap();
        review.my_level
    };
    let not_theirs = mine(&one).await;
    assert!(
        matches!(not_theirs, Err(Why::Refused(Refusal::NotOfLevel(_)))),
        "{not_theirs:?}"
    );
    assert!(mine(&other).await.is_ok());
    // The post goes on, and with it the level.
    give(&keeper, &other, &[]).await.unwrap();
    give(&keeper, &one, &["保密审查员"]).await.unwrap();
    assert!(mine(&other).await.is_err());
    let of = (2023, version_of(site, 2023).await);
    reports::give_verdict(office, &one, at, of, agreed("不涉密，可以公开"))
        .await
        .unwrap();
}
