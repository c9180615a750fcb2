//! Documents whose term runs out are told as 失效 from midnight on; those that are public until a time are taken down then.

use office::documents::{self, DocumentForm, Found, LifeForm};
use office::organs::{self, Profile};
use office::{Actor, DocumentId, Program, columns};

use super::Place;

/// A document that is out, of which this is said.
async fn out(place: &Place, life: LifeForm) -> (Actor, DocumentId) {
    let moment = (place.clock)();
    let profile = Profile {
        name: "示例管委会".to_owned(),
        level: "management_committee".to_owned(),
        site_name: "示例网站".to_owned(),
        ..Profile::default()
    };
    let organ = organs::create(&place.office, Program::itself(), moment, "A1", &profile)
        .await
        .unwrap();
    let writer = Actor::system(organ, "测试");
    let column = columns::by_slug(&place.office, &writer, "statutory")
        .await
        .unwrap()
        .unwrap();
    let form = DocumentForm {
        column: Some(column.id),
        title: "试行办法".to_owned(),
        issuer: "示例管委会".to_owned(),
        formed_on: "2026-02-27".to_owned(),
        body: "正文。".to_owned(),
        category: "20-01".to_owned(),
        publicity: "proactive".to_owned(),
        ..DocumentForm::default()
    };
    let id = documents::create(&place.office, &writer, moment, &form, false)
        .await
        .unwrap();
    documents::settle_life(&place.office, &writer, moment, id, 1, &life)
        .await
        .unwrap();
    documents::publish_in_emergency(&place.office, &writer, moment, id, 2, "试行，须立即发布。")
        .await
        .unwrap();
    (writer, id)
}

#[tokio::test]
async fn a_term_runs_out_with_the_first_chores_after_midnight() {
    let place = Place::new().await;
    let life = LifeForm {
        norm: "normative_document".to_owned(),
        valid_until: (place.clock)().today.to_string(),
        exemption: "试行。".to_owned(),
        ..LifeForm::default()
    };
    let (actor, id) = out(&place, life).await;
    let worker = place.worker(None);
    let number = documents::get_desk(&place.office, &actor, id)
        .await
        .unwrap()
        .index_number;
    let validity = async || match documents::published(&place.office, actor.organ, &number).await {
        Ok(Some(Found::Published(page))) => page.validity.label(),
        other => panic!("{other:?}"),
    };
    // 07:00; a minute to midnight; midnight.
    place.wait(16 * 60 + 59);
    worker.chores().await.unwrap();
    assert_eq!(validity().await, "有效");
    place.wait(1);
    worker.chores().await.unwrap();
    assert_eq!(validity().await, "失效");
}

#[tokio::test]
async fn what_is_public_until_a_time_is_taken_down_by_the_chores_of_that_minute() {
    let place = Place::new().await;
    let life = LifeForm {
        take_down_at: format!("{}T08:00", (place.clock)().today),
        ..LifeForm::default()
    };
    let (actor, id) = out(&place, life).await;
    let worker = place.worker(None);
    let is_out = async || {
        let desk = documents::get_desk(&place.office, &actor, id).await.unwrap();
        desk.published_edition.is_some()
    };
    // 07:00; a minute to eight; eight.
    place.wait(59);
    worker.chores().await.unwrap();
    assert!(is_out().await);
    place.wait(1);
    worker.chores().await.unwrap();
    assert!(!is_out().await);
}
