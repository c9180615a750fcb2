//! Review of documents: the levels one after another, nobody twice, everything bound to exactly what was judged; and no door
//! past the gate.

use law::codes::WhyNot;
use law::review::{Level, Standing, Verdict, Why};
use law::staff::{Refusal, Role};
use office::documents::{self, Opinion, State, Upload};
use office::{Actor, DocumentId, Moment, OfficeError};
use sea_orm::ConnectionTrait;

use super::{People, people};
use crate::harness::{AGREED, Site, later, moment, stories};

stories! {
    three_people_answer_for_it_before_it_goes_out
    nobody_takes_two_levels_or_one_of_what_they_wrote
    a_review_holds_for_the_very_text_that_was_reviewed
    a_file_swapped_under_the_same_name_is_judged_anew
    what_goes_back_goes_back_with_a_reason_to_whoever_wrote_it
    whoever_signs_last_agrees_and_publishes_in_one_act
    what_must_not_go_out_is_not_handed_over
    the_only_signer_is_kept_for_the_signature
}

async fn standing(site: &Site, actor: &Actor, id: DocumentId) -> Standing {
    let desk = documents::get_desk(&site.office, actor, id).await.unwrap();
    desk.review.standing
}

async fn fields(site: &Site, actor: &Actor, at: Moment, id: DocumentId) -> Vec<&'static str> {
    let blockers = documents::blockers(&site.office, actor, at, id).await.unwrap();
    blockers.into_iter().map(|WhyNot { field, .. }| field).collect()
}

async fn say(
    site: &Site,
    person: &Actor,
    at: Moment,
    id: DocumentId,
    opinion: Opinion<'_>,
) -> Result<Option<Level>, OfficeError> {
    let version = site.version(person, id).await;
    documents::give_verdict(&site.office, person, at, id, version, opinion).await
}

async fn three_people_answer_for_it_before_it_goes_out(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "关于示例的通知").await;
    assert_eq!(standing(site, &editor, id).await, Standing::Unsubmitted);
    assert_eq!(fields(site, &editor, at, id).await, ["review"]);
    documents::submit(&site.office, &editor, at, id, 1, "请审。")
        .await
        .unwrap();
    assert_eq!(standing(site, &editor, id).await, Standing::At(Level::Second));
    assert_eq!(fields(site, &editor, at, id).await, ["secrecy_review", "review"]);
    let again = documents::submit(&site.office, &editor, at, id, 2, "").await;
    assert!(
        matches!(again, Err(OfficeError::Invalid(_))),
        "it is handed over already"
    );
    let wordless = Opinion { words: " ", ..AGREED };
    let refused = say(site, &reviewer, at, id, wordless).await;
    assert!(
        matches!(refused, Err(OfficeError::Invalid(_))),
        "a secrecy review says on what ground"
    );
    let next = say(site, &reviewer, at, id, AGREED).await.unwrap();
    assert_eq!(next, Some(Level::Third));
    let early = documents::publish(&site.office, &signer, at, id, 3).await;
    let Err(OfficeError::Blocked(blockers)) = early else {
        panic!("published before the last level: {early:?}")
    };
    assert!(blockers[0].message.contains("“三审三校”尚未通过"));
    assert_eq!(say(site, &signer, later(at, 5), id, AGREED).await.unwrap(), None);
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(
        (desk.state, &desk.review.standing),
        (State::Passed, &Standing::Passed)
    );
    let second = desk.review.agreement(Level::Second).unwrap();
    assert_eq!(
        (second.name.as_str(), second.level_name()),
        ("示例reviewer", "二审二校")
    );
    documents::publish(&site.office, &signer, later(at, 6), id, desk.version)
        .await
        .unwrap();
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(desk.state, State::Published);
    let again = documents::publish(&site.office, &signer, at, id, desk.version).await;
    assert!(matches!(again, Err(OfficeError::Invalid(_))));
}

async fn nobody_takes_two_levels_or_one_of_what_they_wrote(site: &Site) {
    let all = [Role::Editor, Role::Reviewer, Role::Signer];
    let writer = site.person("writer", &all).await;
    let other = site.person("other", &all).await;
    let third = site.person("third", &[Role::Reviewer, Role::Signer]).await;
    let fourth = site.person("fourth", &[Role::Reviewer, Role::Signer]).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&writer, at, "几个人办的").await;
    // Another person's small change does not make it someone else's work.
    let upload = Upload {
        name: "a.txt".to_owned(),
        bytes: b"text".to_vec(),
    };
    documents::attach(&site.office, &other, at, id, 1, upload)
        .await
        .unwrap();
    site.look_through(&third, at, id).await;
    site.explain(&third, at, id).await;
    documents::submit(&site.office, &writer, at, id, 2, "")
        .await
        .unwrap();
    for hand in [&writer, &other] {
        let taken = say(site, hand, at, id, AGREED).await;
        assert!(
            matches!(taken, Err(OfficeError::Refused(Refusal::Twice))),
            "{taken:?}"
        );
    }
    say(site, &third, at, id, AGREED).await.unwrap();
    let twice = say(site, &third, at, id, AGREED).await;
    assert!(
        matches!(twice, Err(OfficeError::Refused(Refusal::Twice))),
        "level two is not level three"
    );
    say(site, &fourth, at, id, AGREED).await.unwrap();
    let version = site.version(&writer, id).await;
    for hand in [&writer, &other] {
        let publish = documents::publish(&site.office, hand, at, id, version).await;
        assert!(
            matches!(publish, Err(OfficeError::Refused(Refusal::OwnWork))),
            "{publish:?}"
        );
    }
    let editor = site.person("editor", &[Role::Editor]).await;
    let refused = documents::publish(&site.office, &editor, at, id, version).await;
    assert!(refused.unwrap_err().to_string().contains("签发人"));
    documents::publish(&site.office, &third, at, id, version)
        .await
        .unwrap();
}

async fn a_review_holds_for_the_very_text_that_was_reviewed(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "审查过的稿子").await;
    site.pass(&reviewer, &signer, at, id).await;
    assert_eq!(fields(site, &signer, at, id).await, Vec::<&str>::new());
    // An edit after level three: another edition, which nobody has agreed to.
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let mut edited = desk.latest.form();
    edited.body = "改过的正文。".into();
    documents::save(&site.office, &editor, at, id, desk.version, &edited)
        .await
        .unwrap();
    let version = site.version(&signer, id).await;
    let publish = documents::publish(&site.office, &signer, at, id, version).await;
    let Err(OfficeError::Blocked(blockers)) = publish else {
        panic!("published: {publish:?}")
    };
    assert!(blockers[0].message.contains("尚未送审"));
    assert!(
        documents::queue(&site.office, &reviewer)
            .await
            .unwrap()
            .is_empty()
    );
    site.pass(&reviewer, &signer, at, id).await;
    // No act changes an edition: somebody reached into the store.
    let database = site.database().await;
    let change = |sql: &'static str| database.execute_unprepared(sql);
    change("UPDATE edition SET body = body || '。'").await.unwrap();
    assert_eq!(standing(site, &signer, id).await, Standing::Unsubmitted);
    let version = site.version(&signer, id).await;
    let publish = documents::publish(&site.office, &signer, at, id, version).await;
    assert!(matches!(publish, Err(OfficeError::Blocked(_))), "{publish:?}");
}

async fn a_file_swapped_under_the_same_name_is_judged_anew(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "有附件").await;
    let upload = |text: &str| Upload {
        name: "名单.txt".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let old = documents::attach(&site.office, &editor, at, id, 1, upload("甲"))
        .await
        .unwrap();
    site.pass(&reviewer, &signer, at, id).await;
    let version = site.version(&editor, id).await;
    documents::replace(&site.office, &editor, at, id, version, old, upload("乙"))
        .await
        .unwrap();
    site.look_through(&editor, at, id).await;
    assert_eq!(fields(site, &signer, at, id).await, ["review"]);
    // Swapped beneath the acts, in the edition that was judged.
    let id = site.draft(&editor, at, "附件在库里换过").await;
    documents::attach(&site.office, &editor, at, id, 1, upload("丙"))
        .await
        .unwrap();
    site.pass(&reviewer, &signer, at, id).await;
    let sql = format!("UPDATE attachment SET digest = 'ab' || substr(digest, 3) WHERE document_id = {id}");
    site.database().await.execute_unprepared(&sql).await.unwrap();
    assert!(fields(site, &signer, at, id).await.contains(&"review"));
}

async fn what_goes_back_goes_back_with_a_reason_to_whoever_wrote_it(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "要改的").await;
    site.hand_over(at, id).await;
    let back = |verdict, words| Opinion { verdict, words };
    for verdict in [Verdict::Returned, Verdict::ChangesAsked] {
        for words in ["", " 。。。 "] {
            let refused = say(site, &reviewer, at, id, back(verdict, words)).await;
            assert!(
                matches!(refused, Err(OfficeError::Invalid(_))),
                "without a reason"
            );
        }
    }
    let returned = back(Verdict::Returned, "第二段与原文不一致。");
    assert_eq!(say(site, &reviewer, at, id, returned).await.unwrap(), None);
    let came = documents::came_back(&site.office, &editor).await.unwrap();
    assert_eq!(came.len(), 1);
    assert_eq!(came[0].step.opinion.as_deref(), Some("第二段与原文不一致。"));
    let stranger = site.person("stranger", &[Role::Editor]).await;
    assert!(
        documents::came_back(&site.office, &stranger)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        documents::queue(&site.office, &reviewer)
            .await
            .unwrap()
            .is_empty()
    );
    // It may be explained and handed over again as it is; what was agreed to before does not count.
    site.hand_over(at, id).await;
    assert!(
        documents::came_back(&site.office, &editor)
            .await
            .unwrap()
            .is_empty()
    );
    site.agree(&reviewer, at, id).await;
    let asked = back(Verdict::ChangesAsked, "请补一句旧办法同日废止。");
    say(site, &signer, at, id, asked).await.unwrap();
    let version = site.version(&editor, id).await;
    let same = documents::submit(&site.office, &editor, at, id, version, "").await;
    assert!(same.unwrap_err().to_string().contains("还没有改动"));
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let mut edited = desk.latest.form();
    edited.body = "旧办法同日废止。".into();
    documents::save(&site.office, &editor, at, id, version, &edited)
        .await
        .unwrap();
    site.hand_over(at, id).await;
    assert_eq!(standing(site, &editor, id).await, Standing::At(Level::Second));
}

async fn whoever_signs_last_agrees_and_publishes_in_one_act(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "一次办完").await;
    site.hand_over(at, id).await;
    let early = documents::agree_and_publish(&site.office, &reviewer, at, id, 2, "可以公开").await;
    assert!(
        matches!(early, Err(OfficeError::Refused(Refusal::NotYours(_)))),
        "{early:?}"
    );
    let not_last = documents::agree_and_publish(&site.office, &signer, at, id, 2, "同意").await;
    assert!(not_last.is_err(), "it waits at another level");
    site.agree(&reviewer, at, id).await;
    documents::agree_and_publish(&site.office, &signer, at, id, 3, "同意")
        .await
        .unwrap();
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(desk.state, State::Published);
    assert_eq!(desk.my_level, Err(Why::NotWaiting));
}

async fn what_must_not_go_out_is_not_handed_over(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "有身份证号").await;
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let mut bad = desk.latest.form();
    bad.body = "张三 11010519491231002X。".into();
    documents::save(&site.office, &editor, at, id, 1, &bad)
        .await
        .unwrap();
    let refused = documents::submit(&site.office, &editor, at, id, 2, "").await;
    let Err(OfficeError::Blocked(blockers)) = refused else {
        panic!("handed over: {refused:?}")
    };
    assert!(blockers[0].message.contains("身份证号码"));
    assert!(blockers.iter().all(|why| why.field != "review"));
}

async fn the_only_signer_is_kept_for_the_signature(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let both = site.person("both", &[Role::Reviewer, Role::Signer]).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "人手不够").await;
    let alone = documents::submit(&site.office, &editor, at, id, 1, "").await;
    assert!(
        alone
            .unwrap_err()
            .to_string()
            .contains("没有其他人可以办理“三审三校”"),
        "nobody hands over what nobody could pass"
    );
    let reviewer = site.person("reviewer", &[Role::Reviewer]).await;
    documents::submit(&site.office, &editor, at, id, 1, "")
        .await
        .unwrap();
    let taken = say(site, &both, at, id, AGREED).await;
    assert!(taken.unwrap_err().to_string().contains("三审三校"));
    assert!(documents::queue(&site.office, &both).await.unwrap().is_empty());
    say(site, &reviewer, at, id, AGREED).await.unwrap();
    say(site, &both, at, id, AGREED).await.unwrap();
}
