//! The catalogue of what is public by the fifteen items, and what of it was handed over, once for each receiver and period.

use office::documents::{self, HandOverForm};
use office::{Actor, OfficeError};

use super::{People, people};
use crate::harness::{Site, moment, stories};

stories! {
    the_catalogue_lists_what_is_public_by_item_and_year
    a_period_is_handed_over_once_as_it_was_and_its_receipt_is_kept
}

async fn out(site: &Site, by: &People, at: &str, title: &str, category: &str) -> documents::CatalogueRow {
    let at = moment(at);
    let id = site.draft(&by.editor, at, title).await;
    let mut form = documents::get_desk(&site.office, &by.editor, id)
        .await
        .unwrap()
        .latest
        .form();
    form.category = category.into();
    form.summary = "概述。".into();
    documents::save(&site.office, &by.editor, at, id, 1, &form)
        .await
        .unwrap();
    site.send_out(&by.reviewer, &by.signer, at, id).await;
    let rows = documents::catalogue(&site.office, &by.editor, None)
        .await
        .unwrap();
    rows.into_iter().find(|row| row.id == id).unwrap()
}

async fn the_catalogue_lists_what_is_public_by_item_and_year(site: &Site) {
    let by = people(site).await;
    let later = out(site, &by, "2024-05-08T10:00", "规划", "20-03").await;
    let first = out(site, &by, "2024-05-07T10:00", "办法", "20-01").await;
    let next = out(site, &by, "2025-01-02T10:00", "预算", "20-07").await;
    site.draft(&by.editor, moment("2024-05-07T10:00"), "草稿").await;
    let of = async |year| {
        let rows = documents::catalogue(&site.office, &by.reviewer, year)
            .await
            .unwrap();
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(of(None).await, [first.id, later.id, next.id]);
    assert_eq!(of(Some(2024)).await, [first.id, later.id]);
    assert_eq!(
        (first.summary.as_deref(), first.column.as_str()),
        (Some("概述。"), "法定主动公开内容")
    );
    assert_eq!(first.published_on.to_string(), "2024-05-07");
}

async fn a_period_is_handed_over_once_as_it_was_and_its_receipt_is_kept(site: &Site) {
    let by = people(site).await;
    out(site, &by, "2024-05-07T10:00", "办法", "20-01").await;
    let at = moment("2024-07-01T10:00");
    let hand = async |actor: &Actor, receiver: &str, name: &str, from: &str, to: &str| {
        let form = HandOverForm {
            receiver: receiver.into(),
            name: name.into(),
            from: from.into(),
            to: to.into(),
        };
        documents::hand_over(&site.office, actor, at, &form, "").await
    };
    let fields = |refused: Result<_, OfficeError>| match refused {
        Err(OfficeError::Invalid(why)) => why.iter().map(|one| one.field).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let bare = hand(&by.editor, "", " ", "", "2025-01-01").await;
    assert_eq!(fields(bare), ["receiver", "name", "from", "to"]);
    let nothing = hand(&by.editor, "archives", "示例档案馆", "2023-01-01", "2023-03-31").await;
    assert_eq!(fields(nothing), ["from"]);
    let id = hand(&by.editor, "archives", "示例档案馆", "2024-04-01", "2024-06-30")
        .await
        .unwrap();
    let again = hand(&by.editor, "archives", "示例档案馆", "2024-06-01", "2024-06-30").await;
    assert_eq!(fields(again), ["from"]);
    hand(&by.editor, "library", "示例图书馆", "2024-06-01", "2024-06-30")
        .await
        .unwrap_err();
    hand(&by.editor, "library", "示例图书馆", "2024-04-01", "2024-06-30")
        .await
        .unwrap();
    let refused = hand(&by.reviewer, "library", "另一图书馆", "2024-04-01", "2024-06-30").await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let receipt = async |day: &str, who: &str| {
        documents::record_hand_over_receipt(&site.office, &by.editor, at, id, (day, who))
            .await
            .map(|()| id)
    };
    assert_eq!(
        fields(receipt("2024-08-01", "").await),
        ["received_on", "received_by"]
    );
    assert_eq!(fields(receipt("2024-06-30", "张馆员").await), ["received_on"]);
    receipt("2024-07-01", "张馆员").await.unwrap();
    assert_eq!(fields(receipt("2024-07-01", "张馆员").await), ["received_on"]);
    let lists = documents::hand_overs(&site.office, &by.reviewer).await.unwrap();
    assert_eq!(lists.len(), 2);
    let one = lists.iter().find(|one| one.id == id).unwrap();
    assert_eq!((one.count, one.digest.len()), (1, 64));
    assert_eq!(one.lines().unwrap()[0][2], "办法");
    assert_eq!(one.receipt.as_ref().unwrap().1, "张馆员");
}
