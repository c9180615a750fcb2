//! The paper of what was frozen is a job like any other.

use office::organs::{self, Profile};
use office::papers::{self, Printable};
use office::reports::{self, Freeze};
use office::{Actor, Program};
use tokio_util::sync::CancellationToken;

use super::Place;

/// A report that is frozen, and asks for its paper.
async fn frozen(place: &Place) -> Printable {
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
    let operator = Actor::system(organ, "测试");
    reports::start(&place.office, &operator, moment, 2025)
        .await
        .unwrap();
    let freeze = Freeze {
        version: 1,
        exception: "试点".to_owned(),
        ..Freeze::default()
    };
    reports::freeze_and_publish(&place.office, &operator, moment, 2025, &freeze)
        .await
        .unwrap();
    let published = reports::published(&place.office, organ, 2025).await.unwrap();
    Printable::Report(Box::new(published.unwrap()))
}

#[tokio::test]
async fn the_paper_of_what_was_frozen_is_printed_without_a_line() {
    let place = Place::new().await;
    let report = frozen(&place).await;
    let worker = place.worker(None);
    worker.chores().await.unwrap();
    worker.carry_out_due(&CancellationToken::new()).await.unwrap();
    let paper = papers::kept(&place.office, &report).await.unwrap().unwrap();
    assert!(!paper.is_made_later);
    let bytes = papers::bytes(&place.office, &report).await.unwrap().unwrap();
    assert!(bytes.starts_with(b"%PDF"));
}
