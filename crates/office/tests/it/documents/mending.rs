//! A suggestion of proofreading taken over: the words change where they stand, as a new edition, and nothing else does.

use law::documents::Mending;
use office::documents;
use office::{Actor, DocumentId, OfficeError};
use prose::Format;

use super::{People, people};
use crate::harness::{Site, moment, stories};

stories! {
    a_suggestion_is_taken_over_where_it_stands
    what_changed_meanwhile_is_not_taken_over
}

async fn offered(site: &Site, actor: &Actor, id: DocumentId) -> Vec<Mending> {
    let gate = documents::at_the_gate(&site.office, actor, moment("2024-05-07T10:00"), id)
        .await
        .unwrap();
    gate.mendings
}

async fn slips(site: &Site, editor: &Actor) -> DocumentId {
    let at = moment("2024-05-07T10:00");
    let id = site.draft(editor, at, "关于示例的通知").await;
    let desk = documents::get_desk(&site.office, editor, id).await.unwrap();
    let mut form = desk.latest.form();
    form.format = Format::Html;
    form.summary = "根据某政发[2024]1号文件制定。".into();
    form.body = "<p>根据某政发[2024]1号和<strong>某政发[2024]2号</strong>的规定办理。</p>".into();
    documents::save(&site.office, editor, at, id, desk.version, &form)
        .await
        .unwrap();
    id
}

async fn a_suggestion_is_taken_over_where_it_stands(site: &Site) {
    let People { editor, reviewer, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = slips(site, &editor).await;
    let listed = offered(site, &editor, id).await;
    let told: Vec<_> = listed
        .iter()
        .map(|one| (one.field, one.wrong.as_str(), one.right.as_str()))
        .collect();
    assert!(
        told.contains(&("summary", "[2024]1号", "〔2024〕1号")),
        "{told:?}"
    );
    let take = async |actor: &Actor, number: usize, mark: &str| {
        let version = site.version(&editor, id).await;
        documents::take_over(&site.office, actor, at, id, version, (number, mark)).await
    };
    let second = listed
        .iter()
        .position(|one| one.field == "body" && one.wrong.contains("2号"))
        .unwrap();
    let mark = listed[second].mark.as_str().to_owned();
    let refused = take(&reviewer, second, &mark).await;
    assert!(
        matches!(refused, Err(OfficeError::Refused(_))),
        "who writes takes over"
    );
    let (edition, done) = take(&editor, second, &mark).await.unwrap();
    assert_eq!((edition, done.right.as_str()), (3, "〔2024〕2号"));
    let latest = documents::get_desk(&site.office, &editor, id)
        .await
        .unwrap()
        .latest;
    assert_eq!(
        latest.body,
        "<p>根据某政发[2024]1号和<strong>某政发〔2024〕2号</strong>的规定办理。</p>"
    );
    assert!(
        latest.summary.unwrap().contains("[2024]"),
        "nothing else has changed"
    );
    let left = offered(site, &editor, id).await;
    assert_eq!(left.len(), listed.len() - 1);
    for _ in 0..left.len() {
        let next = offered(site, &editor, id).await;
        take(&editor, 0, next[0].mark.as_str()).await.unwrap();
    }
    assert!(offered(site, &editor, id).await.is_empty());
    let latest = documents::get_desk(&site.office, &editor, id)
        .await
        .unwrap()
        .latest;
    assert!(!latest.body.contains('[') && latest.summary.unwrap().contains("某政发〔2024〕1号"));
}

async fn what_changed_meanwhile_is_not_taken_over(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = slips(site, &editor).await;
    let listed = offered(site, &editor, id).await;
    let version = site.version(&editor, id).await;
    let take = async |version: i64, number: usize, mark: &str| {
        documents::take_over(&site.office, &editor, at, id, version, (number, mark)).await
    };
    let wrong = take(version, 0, "00").await;
    assert!(matches!(wrong, Err(OfficeError::Invalid(_))), "{wrong:?}");
    let wrong = take(version, 99, listed[0].mark.as_str()).await;
    assert!(matches!(wrong, Err(OfficeError::Invalid(_))), "{wrong:?}");
    let stale = take(version - 1, 0, listed[0].mark.as_str()).await;
    assert!(matches!(stale, Err(OfficeError::Stale { .. })), "{stale:?}");
}
