//! What stays when a file is replaced or moved, and what is looked at again every year.

use law::documents::Publicity;
use law::staff::Role;
use office::documents::{self, Upload};
use office::{Actor, AttachmentId, DocumentId, Moment, OfficeError};

use super::{People, people};
use crate::harness::{Site, later, moment, stories, whole};

stories! {
    a_replaced_file_is_found_at_the_old_address_once_it_is_out_and_the_editions_before_keep_theirs
    files_stand_in_the_order_they_were_put_in
    what_is_not_published_is_looked_at_again_every_year
}

fn file(name: &str, words: &str) -> Upload {
    Upload {
        name: name.to_owned(),
        bytes: words.as_bytes().to_vec(),
    }
}

async fn attach(site: &Site, editor: &Actor, at: Moment, id: DocumentId, upload: Upload) -> AttachmentId {
    let version = site.version(editor, id).await;
    documents::attach(&site.office, editor, at, id, version, upload)
        .await
        .unwrap()
}

async fn replace(
    site: &Site,
    editor: &Actor,
    at: Moment,
    (id, old): (DocumentId, AttachmentId),
    upload: Upload,
) -> Result<AttachmentId, OfficeError> {
    let version = site.version(editor, id).await;
    documents::replace(&site.office, editor, at, id, version, old, upload).await
}

/// What the public gets at a file's address.
async fn public(site: &Site, file: AttachmentId) -> Option<String> {
    let found = documents::file_for_public(&site.office, site.organ, file).await;
    let bytes = whole(found.ok()?).await;
    Some(String::from_utf8(bytes).unwrap())
}

async fn a_replaced_file_is_found_at_the_old_address_once_it_is_out_and_the_editions_before_keep_theirs(
    site: &Site,
) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "关于示例的通知").await;
    let first = attach(site, &editor, at, id, file("名单.txt", "甲")).await;
    let beside = attach(site, &editor, at, id, file("说明.txt", "说明")).await;
    site.send_out(&reviewer, &signer, at, id).await;
    assert_eq!(public(site, first).await.as_deref(), Some("甲"));
    let same = replace(site, &editor, at, (id, first), file("名单.txt", "甲")).await;
    assert!(matches!(same, Err(OfficeError::Invalid(_))), "nothing changes");
    let second = replace(site, &editor, at, (id, first), file("名单.txt", "乙"))
        .await
        .unwrap();
    let third = replace(site, &editor, at, (id, second), file("名单（更正）.txt", "丙"))
        .await
        .unwrap();
    // Until it is published nothing changes for anybody, and nothing of it can be had.
    assert_eq!(public(site, first).await.as_deref(), Some("甲"));
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let names: Vec<(AttachmentId, &str)> = desk
        .attachments
        .iter()
        .map(|one| (one.address, one.name.as_str()))
        .collect();
    assert_eq!(names, [(first, "名单（更正）.txt"), (beside, "说明.txt")]);
    site.send_out(&reviewer, &signer, later(at, 60), id).await;
    for address in [first, second, third] {
        assert_eq!(public(site, address).await.as_deref(), Some("丙"), "{address}");
    }
    // What stood there before is not lost: its edition has it with its digest.
    let old = documents::file_for_desk(&site.office, &editor, first)
        .await
        .unwrap();
    assert_eq!(whole(old).await, "甲".as_bytes());
    let digests = async |number: i64| {
        let edition = desk.editions.iter().find(|one| one.number == number).unwrap();
        let files = documents::files_of_edition(&site.office, &editor, edition).await;
        files.unwrap().swap_remove(0).1
    };
    assert_ne!(digests(3).await, digests(5).await);
    // A file that is left out is gone from every address it had.
    let version = site.version(&editor, id).await;
    documents::detach(&site.office, &editor, later(at, 70), id, version, third)
        .await
        .unwrap();
    site.send_out(&reviewer, &signer, later(at, 80), id).await;
    for address in [first, second, third] {
        assert_eq!(public(site, address).await, None);
    }
}

async fn files_stand_in_the_order_they_were_put_in(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "关于示例的通知").await;
    let mut files = Vec::new();
    for name in ["一.txt", "二.txt", "三.txt"] {
        files.push(attach(site, &editor, at, id, file(name, name)).await);
    }
    let arrange = async |order: &[AttachmentId]| {
        let version = site.version(&editor, id).await;
        documents::arrange(&site.office, &editor, at, id, version, order).await
    };
    let order = [files[2], files[0], files[1]];
    arrange(&order).await.unwrap();
    let now = async || {
        let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
        let ids: Vec<AttachmentId> = desk.attachments.iter().map(|one| one.id).collect();
        (desk.latest.number, ids)
    };
    assert_eq!(now().await, (5, order.to_vec()), "a new edition in that order");
    for wrong in [
        order.to_vec(),
        vec![files[0], files[1]],
        vec![files[0], files[0], files[1]],
    ] {
        assert!(matches!(arrange(&wrong).await, Err(OfficeError::Invalid(_))));
    }
    // What takes the place of another stands where that stood; what is added stands last.
    let put = replace(site, &editor, at, (id, files[0]), file("一改.txt", "新"))
        .await
        .unwrap();
    let last = attach(site, &editor, at, id, file("四.txt", "四")).await;
    assert_eq!(now().await.1, [files[2], put, files[1], last]);
}

/// A draft that is not published of the organ's own accord.
async fn kept_back(site: &Site, editor: &Actor, at: Moment, publicity: &str) -> DocumentId {
    let id = site.draft(editor, at, "关于内部事项的通知").await;
    mark(site, editor, at, id, publicity).await;
    id
}

async fn mark(site: &Site, editor: &Actor, at: Moment, id: DocumentId, publicity: &str) {
    let desk = documents::get_desk(&site.office, editor, id).await.unwrap();
    let mut written = desk.latest.form();
    publicity.clone_into(&mut written.publicity);
    written.publicity_reason = "内部事务信息（条例第十六条）".into();
    documents::save(&site.office, editor, at, id, desk.version, &written)
        .await
        .unwrap();
}

async fn what_is_not_published_is_looked_at_again_every_year(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let reviewer = site.person("reviewer", &[Role::Reviewer]).await;
    let made = moment("2024-05-07T10:00");
    let id = kept_back(site, &editor, made, "not_public").await;
    let open = site.draft(&editor, made, "关于公开事项的通知").await;
    let due = async |at: Moment| -> Vec<(DocumentId, bool)> {
        let all = documents::to_reassess(&site.office, &editor, at).await.unwrap();
        all.iter()
            .map(|one| (one.document, one.may_be_public()))
            .collect()
    };
    assert_eq!(due(moment("2025-05-06T10:00")).await, []);
    let year = moment("2025-05-07T10:00");
    assert_eq!(due(year).await, [(id, false)]);
    let look = async |actor: &Actor, at: Moment, id: DocumentId, found: (bool, &str)| {
        documents::reassess(&site.office, actor, at, id, found, "").await
    };
    for wordless in ["", "。。。"] {
        assert!(look(&editor, year, id, (false, wordless)).await.is_err());
    }
    assert!(
        look(&reviewer, year, id, (false, "仍属内部事务")).await.is_err(),
        "whoever writes looks at it"
    );
    assert!(
        look(&editor, year, open, (false, "仍属内部事务")).await.is_err(),
        "what is public is not looked at"
    );
    look(&editor, year, id, (false, "仍属内部事务，不宜公开"))
        .await
        .unwrap();
    assert_eq!(due(year).await, []);
    // Another edition with the same mark begins nothing anew; another mark does.
    mark(site, &editor, moment("2025-06-01T10:00"), id, "not_public").await;
    let again = moment("2026-05-07T10:00");
    assert_eq!(due(again).await, [(id, false)]);
    mark(site, &editor, moment("2026-05-08T10:00"), id, "on_request").await;
    assert_eq!(due(moment("2027-05-07T10:00")).await, []);
    let later = moment("2027-05-08T10:00");
    let listed = documents::to_reassess(&site.office, &editor, later)
        .await
        .unwrap();
    assert_eq!(listed[0].publicity, Publicity::OnRequest);
    assert_eq!(
        listed[0].last.as_ref().map(|look| look.may_be_public),
        Some(false)
    );
    // What may be public waits until it is made so, and then is no more work.
    look(&editor, later, id, (true, "事项已经办结，可以公开"))
        .await
        .unwrap();
    assert_eq!(due(later).await, [(id, true)]);
    assert_eq!(due(moment("2029-01-01T10:00")).await, [(id, true)]);
    mark(site, &editor, later, id, "proactive").await;
    assert_eq!(due(later).await, []);
    let looks = documents::reassessments(&site.office, &editor, id).await.unwrap();
    let told: Vec<(bool, &str)> = looks
        .iter()
        .map(|one| (one.may_be_public, one.by.as_str()))
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].0 && !told[1].0);
}
