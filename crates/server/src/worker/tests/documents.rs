//! Documents whose term runs out are told as 失效 from midnight on.

use office::documents::{self, DocumentForm, Found, LifeForm};
use office::organs::{self, Profile};
use office::{Actor, DocumentId, Program, columns};

use super::Place;

/// A normative document that is out and binds through today.
async fn binding_today(place: &Place) -> (Actor, DocumentId) {
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
    let life = LifeForm {
        norm: "normative_document".to_owned(),
        valid_until: moment.today.to_string(),
        exemption: "试行。".to_owned(),
        ..LifeForm::default()
    };
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
    let (actor, id) = binding_today(&place).await;
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
