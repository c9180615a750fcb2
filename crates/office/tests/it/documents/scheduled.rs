//! The clock: what states a time goes out then, through the same gate; a moved time is judged anew; what did not go out says why.

use law::documents::RelationKind;
use office::documents::{self, Found, GoesOut, LifeForm, RelationForm, State};
use office::{Actor, DocumentId, Moment, OfficeError, Program, chains, changes};

use super::{People, index_number, people};
use crate::harness::{Site, later, moment, stories};

stories! {
    what_states_a_time_goes_out_then_and_not_before
    a_moved_time_is_judged_anew
    what_nobody_confirmed_does_not_go_out_and_says_so
    what_comes_to_stand_in_the_way_is_told_at_the_time_and_not_tried_again
    nobody_confirms_what_they_wrote
    a_time_is_not_carried_past_the_publication
    an_interpretation_goes_out_by_the_clock_with_its_file
    what_is_public_until_a_time_is_taken_down_then
    a_time_that_has_passed_is_not_taken_in
}

const NINE: &str = "2024-05-08T09:00";

async fn state_times(
    site: &Site,
    editor: &Actor,
    at: Moment,
    id: DocumentId,
    planned_at: &str,
    take_down_at: &str,
) -> Result<i64, OfficeError> {
    let desk = documents::get_desk(&site.office, editor, id).await.unwrap();
    let form = LifeForm {
        planned_at: planned_at.into(),
        take_down_at: take_down_at.into(),
        ..desk.latest.life.form()
    };
    documents::settle_life(&site.office, editor, at, id, desk.version, &form).await
}

async fn publish(site: &Site, signer: &Actor, at: Moment, id: DocumentId) -> Result<GoesOut, OfficeError> {
    let version = site.version(signer, id).await;
    documents::publish(&site.office, signer, at, id, version).await
}

async fn tick(site: &Site, at: &str) -> u64 {
    documents::publish_planned(&site.office, Program::itself(), moment(at))
        .await
        .unwrap()
}

async fn is_public(site: &Site, actor: &Actor, id: DocumentId) -> bool {
    let number = index_number(site, actor, id).await;
    let found = documents::published(&site.office, site.organ, &number)
        .await
        .unwrap();
    matches!(found, Some(Found::Published(_)))
}

async fn what_states_a_time_goes_out_then_and_not_before(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "定时的通知").await;
    state_times(site, &editor, at, id, NINE, "").await.unwrap();
    site.pass(&reviewer, &signer, at, id).await;
    let before = changes::position(&site.office).await.unwrap();
    assert_eq!(
        publish(site, &signer, at, id).await.unwrap(),
        GoesOut::At(moment(NINE).now)
    );
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!((desk.state, desk.plan_failed), (State::Scheduled, None));
    let waiting = documents::waiting(&site.office, &signer).await.unwrap();
    assert_eq!(waiting.for_publication, 0, "nothing is left to do");
    assert!(publish(site, &signer, at, id).await.is_err(), "confirmed once");
    assert_eq!(tick(site, "2024-05-08T08:59").await, 0);
    assert!(!is_public(site, &editor, id).await);
    assert_eq!(changes::position(&site.office).await.unwrap(), before);
    assert_eq!(tick(site, NINE).await, 1);
    assert_eq!(tick(site, "2024-05-08T09:01").await, 0, "once");
    assert!(is_public(site, &editor, id).await);
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(desk.state, State::Published);
    assert_eq!(desk.published_at, Some(moment(NINE).now));
    let outs = documents::publications(&site.office, &editor, id).await.unwrap();
    assert_eq!(outs[0].publisher, "系统（定时发布）");
}

async fn a_moved_time_is_judged_anew(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "改了时间的通知").await;
    state_times(site, &editor, at, id, NINE, "").await.unwrap();
    site.pass(&reviewer, &signer, at, id).await;
    publish(site, &signer, at, id).await.unwrap();
    let judged = documents::get_desk(&site.office, &editor, id).await.unwrap();
    state_times(site, &editor, later(at, 60), id, "2024-05-08T08:00", "")
        .await
        .unwrap();
    let moved = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_ne!(judged.review.hash(), moved.review.hash());
    assert_eq!(moved.state, State::Draft);
    let refused = publish(site, &signer, later(at, 61), id).await;
    assert!(matches!(refused, Err(OfficeError::Blocked(_))), "{refused:?}");
    assert_eq!(tick(site, "2024-05-08T09:00").await, 0);
    assert!(!is_public(site, &editor, id).await);
    // Back to the first time: the verdicts were on that, and on another edition.
    state_times(site, &editor, later(at, 62), id, NINE, "")
        .await
        .unwrap();
    let refused = publish(site, &signer, later(at, 63), id).await;
    assert!(matches!(refused, Err(OfficeError::Blocked(_))), "{refused:?}");
}

async fn what_nobody_confirmed_does_not_go_out_and_says_so(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let unread = site.draft(&editor, at, "没有审完的").await;
    let unconfirmed = site.draft(&editor, at, "没有确认的").await;
    for id in [unread, unconfirmed] {
        state_times(site, &editor, at, id, NINE, "").await.unwrap();
    }
    site.pass(&reviewer, &signer, at, unconfirmed).await;
    assert_eq!(tick(site, NINE).await, 0);
    let missed = documents::missed(&site.office, &editor).await.unwrap();
    let told: Vec<_> = missed.iter().map(|one| (one.id, one.why.as_str())).collect();
    assert_eq!(told.len(), 2);
    assert!(
        told.iter()
            .any(|(id, why)| *id == unread && why.contains("尚未送审")),
        "{told:?}"
    );
    assert!(
        told.iter()
            .any(|(id, why)| *id == unconfirmed && why.contains("没有确认")),
        "{told:?}"
    );
    let desk = documents::get_desk(&site.office, &editor, unconfirmed)
        .await
        .unwrap();
    assert_eq!(desk.state, State::Passed, "it waits for the signer as before");
    // Who is late publishes by hand.
    let late = later(moment(NINE), 60);
    assert_eq!(
        publish(site, &signer, late, unconfirmed).await.unwrap(),
        GoesOut::Now
    );
    let missed = documents::missed(&site.office, &editor).await.unwrap();
    assert_eq!(missed.iter().map(|one| one.id).collect::<Vec<_>>(), [unread]);
    // A new time is a new beginning.
    state_times(site, &editor, late, unread, "2024-05-09T09:00", "")
        .await
        .unwrap();
    assert!(documents::missed(&site.office, &editor).await.unwrap().is_empty());
}

async fn what_comes_to_stand_in_the_way_is_told_at_the_time_and_not_tried_again(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "栏目停用了的").await;
    state_times(site, &editor, at, id, NINE, "").await.unwrap();
    site.pass(&reviewer, &signer, at, id).await;
    publish(site, &signer, at, id).await.unwrap();
    // A level more: what had passed waits at it.
    let second = site.person("second", &[law::staff::Role::Reviewer]).await;
    let levels = super::chains::four(&reviewer, &second);
    chains::set(&site.office, &signer, later(at, 1), (None, 1), &levels)
        .await
        .unwrap();
    assert_eq!(tick(site, NINE).await, 0);
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let why = desk.plan_failed.unwrap();
    assert!(!why.is_empty() && desk.published_at.is_none());
    let before = changes::position(&site.office).await.unwrap();
    assert_eq!(tick(site, "2024-05-08T09:05").await, 0);
    assert_eq!(changes::position(&site.office).await.unwrap(), before);
}

async fn nobody_confirms_what_they_wrote(site: &Site) {
    let People { reviewer, signer, .. } = people(site).await;
    let both = site
        .person("both", &[law::staff::Role::Editor, law::staff::Role::Signer])
        .await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&both, at, "自己写的").await;
    state_times(site, &both, at, id, NINE, "").await.unwrap();
    site.pass(&reviewer, &signer, at, id).await;
    let refused = publish(site, &both, at, id).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))), "{refused:?}");
    assert_eq!(tick(site, NINE).await, 0);
    assert!(!is_public(site, &both, id).await);
}

async fn a_time_is_not_carried_past_the_publication(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "定时后又改的").await;
    state_times(site, &editor, at, id, NINE, "2024-06-30T18:00")
        .await
        .unwrap();
    site.pass(&reviewer, &signer, at, id).await;
    publish(site, &signer, at, id).await.unwrap();
    tick(site, NINE).await;
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let after = later(moment(NINE), 3_600);
    documents::save(
        &site.office,
        &editor,
        after,
        id,
        desk.version,
        &desk.latest.form(),
    )
    .await
    .unwrap();
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(desk.planned_at, None);
    assert_eq!(desk.latest.life.schedule.planned_at, None);
    assert!(desk.latest.life.schedule.take_down_at.is_some());
    assert_eq!(desk.take_down_at, Some(moment("2024-06-30T18:00").now));
    site.pass(&reviewer, &signer, after, id).await;
    assert_eq!(publish(site, &signer, after, id).await.unwrap(), GoesOut::Now);
}

async fn an_interpretation_goes_out_by_the_clock_with_its_file(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let file = site.draft(&editor, at, "示例管理办法").await;
    let norm = LifeForm {
        norm: "normative_document".into(),
        planned_at: NINE.into(),
        ..LifeForm::default()
    };
    let version = site.version(&editor, file).await;
    documents::settle_life(&site.office, &editor, at, file, version, &norm)
        .await
        .unwrap();
    let reading = site.draft(&editor, at, "一图读懂示例管理办法").await;
    let form = RelationForm {
        kind: RelationKind::Interprets.code().into(),
        other: index_number(site, &editor, file).await,
        form: "text".into(),
        maker: "示例科".into(),
        ..RelationForm::default()
    };
    let version = site.version(&editor, reading).await;
    documents::relate(&site.office, &editor, at, reading, version, &form)
        .await
        .unwrap();
    state_times(site, &editor, at, reading, "2024-05-08T10:00", "")
        .await
        .unwrap();
    for id in [reading, file] {
        site.pass(&reviewer, &signer, at, id).await;
    }
    let Err(OfficeError::Invalid(why)) = publish(site, &signer, at, file).await else {
        panic!("its 解读 would be late")
    };
    assert!(why[0].message.contains("统一时间"), "{why:?}");
    state_times(site, &editor, at, reading, "", "").await.unwrap();
    site.pass(&reviewer, &signer, at, reading).await;
    publish(site, &signer, at, file).await.unwrap();
    assert_eq!(tick(site, NINE).await, 1);
    assert!(is_public(site, &editor, file).await && is_public(site, &editor, reading).await);
}

async fn what_is_public_until_a_time_is_taken_down_then(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "招聘公示").await;
    state_times(site, &editor, at, id, "", "2024-05-14T18:00")
        .await
        .unwrap();
    site.send_out(&reviewer, &signer, at, id).await;
    let down = async |at: &str| {
        documents::take_down_due(&site.office, Program::itself(), moment(at))
            .await
            .unwrap()
    };
    assert_eq!(down("2024-05-14T17:59").await, 0);
    assert!(is_public(site, &editor, id).await);
    let before = changes::position(&site.office).await.unwrap();
    assert_eq!(down("2024-05-14T18:00").await, 1);
    assert_eq!(down("2024-05-14T18:01").await, 0);
    assert_eq!(changes::position(&site.office).await.unwrap(), before + 1);
    let number = index_number(site, &editor, id).await;
    let found = documents::published(&site.office, site.organ, &number)
        .await
        .unwrap();
    let Some(Found::Withdrawn { reason, .. }) = found else {
        panic!("{found:?}")
    };
    assert!(reason.contains("2024-05-14 18:00"), "{reason}");
    assert!(
        documents::latest(&site.office, site.organ, &[], 9)
            .await
            .unwrap()
            .is_empty()
    );
    // A norm stays where everybody can read that it no longer binds.
    let norm = site.draft(&editor, at, "示例办法").await;
    let form = LifeForm {
        norm: "normative_document".into(),
        exemption: "仅作文字调整。".into(),
        take_down_at: "2024-05-20T18:00".into(),
        ..LifeForm::default()
    };
    let version = site.version(&editor, norm).await;
    documents::settle_life(&site.office, &editor, at, norm, version, &form)
        .await
        .unwrap();
    let blockers = documents::blockers(&site.office, &editor, at, norm)
        .await
        .unwrap();
    assert!(
        blockers.iter().any(|why| why.field == "take_down_at"),
        "{blockers:?}"
    );
}

async fn a_time_that_has_passed_is_not_taken_in(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "过去的时间").await;
    for (planned_at, take_down_at, field) in [
        ("2024-05-07T10:00", "", "planned_at"),
        ("2024-05-07", "", "planned_at"),
        ("", "2024-05-07T09:00", "take_down_at"),
        (NINE, NINE, "take_down_at"),
    ] {
        let refused = state_times(site, &editor, at, id, planned_at, take_down_at).await;
        let Err(OfficeError::Invalid(why)) = refused else {
            panic!("{planned_at} {take_down_at}")
        };
        assert_eq!(why[0].field, field, "{planned_at} {take_down_at}");
    }
}
