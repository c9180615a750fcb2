//! What somebody is writing and has not saved: theirs alone, gone with saving, and not for ever.

use law::staff::Role;
use office::documents::{self, DRAFT_DAYS};
use office::{Actor, DocumentId, OfficeError};
use prose::Format;

use super::{People, people};
use crate::harness::{Site, later, moment};

const DAY: i64 = 24 * 60;

async fn keep(site: &Site, person: &Actor, id: Option<DocumentId>, title: &str, minutes: i64) {
    let form = documents::DocumentForm {
        title: title.to_owned(),
        body: "<p>写了一半</p>".to_owned(),
        format: Format::Html,
        ..documents::DocumentForm::default()
    };
    let at = later(moment("2024-05-07T10:00"), minutes);
    documents::keep_draft(&site.office, person, at, id, 1, &form)
        .await
        .unwrap();
}

async fn kept(site: &Site, person: &Actor, id: Option<DocumentId>, minutes: i64) -> Option<String> {
    let at = later(moment("2024-05-07T10:00"), minutes);
    let kept = documents::kept_draft(&site.office, person, at, id).await.unwrap();
    kept.map(|kept| kept.form.title)
}

pub async fn what_is_being_written_is_its_writers_alone_and_goes_with_saving(site: &Site) {
    let People { editor, reviewer, .. } = people(site).await;
    let other = site.person("other", &[Role::Editor]).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "关于示例的通知").await;
    keep(site, &editor, Some(id), "甲", 0).await;
    keep(site, &editor, Some(id), "乙", 1).await;
    keep(site, &other, Some(id), "丙", 1).await;
    keep(site, &editor, None, "丁", 1).await;
    assert_eq!(
        kept(site, &editor, Some(id), 2).await.as_deref(),
        Some("乙"),
        "one for each"
    );
    assert_eq!(kept(site, &other, Some(id), 2).await.as_deref(), Some("丙"));
    let refused = documents::kept_draft(&site.office, &reviewer, at, Some(id)).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))), "{refused:?}");

    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(desk.editions.len(), 1, "keeping makes no edition");
    documents::save(
        &site.office,
        &editor,
        later(at, 3),
        id,
        desk.version,
        &desk.latest.form(),
    )
    .await
    .unwrap();
    assert_eq!(kept(site, &editor, Some(id), 4).await, None, "saved");
    assert_eq!(
        kept(site, &other, Some(id), 4).await.as_deref(),
        Some("丙"),
        "what another writes stays"
    );
    assert_eq!(kept(site, &editor, None, 4).await.as_deref(), Some("丁"));
    site.draft(&editor, later(at, 5), "另一个通知").await;
    assert_eq!(
        kept(site, &editor, None, 6).await,
        None,
        "a new document was made of it"
    );
    documents::drop_draft(&site.office, &other, Some(id))
        .await
        .unwrap();
    assert_eq!(kept(site, &other, Some(id), 6).await, None, "dropped");
}

pub async fn what_was_not_gone_on_with_for_a_month_is_gone(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "关于示例的通知").await;
    keep(site, &editor, Some(id), "甲", 0).await;
    assert!(
        kept(site, &editor, Some(id), DRAFT_DAYS * DAY - 1)
            .await
            .is_some()
    );
    assert!(kept(site, &editor, Some(id), DRAFT_DAYS * DAY).await.is_none());
    let blank = documents::DocumentForm::default();
    let stranger = DocumentId(1);
    let refused = documents::keep_draft(&site.office, &editor, at, Some(stranger), 1, &blank).await;
    assert!(matches!(refused, Err(OfficeError::Missing)), "{refused:?}");
}
