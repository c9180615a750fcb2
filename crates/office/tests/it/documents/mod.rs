//! Documents: editions stay, the gate holds, what is public is exactly what was published.

mod again;
mod catalogue;
mod chains;
mod contract;
mod drafts;
mod explanations;
mod life;
mod mending;
pub mod pictures;
mod reading;
mod review;
mod scheduled;
mod shown;
mod unpublished;
mod urgent;
mod withdrawn;

use law::codes::WhyNot;
use law::staff::Role;
use office::documents::{self, DocumentForm, Found, State, Upload, WithdrawalForm};
use office::{Actor, DocumentId, OfficeError, changes, columns};

use self::drafts::{
    what_is_being_written_is_its_writers_alone_and_goes_with_saving,
    what_was_not_gone_on_with_for_a_month_is_gone,
};
use self::pictures::{
    a_picture_is_public_while_an_edition_that_shows_it_is_out,
    a_picture_that_no_edition_shows_is_thrown_away_in_time, a_text_shows_no_picture_that_nobody_put_in,
};
use crate::harness::{AGREED, Site, form, later, moment, stories, whole};

stories! {
    a_document_goes_out_is_changed_and_is_withdrawn
    the_gate_names_everything_in_the_way
    a_stale_save_changes_nothing
    the_public_sees_a_move_only_when_it_is_published
    index_numbers_run_by_category_and_year
    files_belong_to_editions
    a_picture_is_public_while_an_edition_that_shows_it_is_out
    a_text_shows_no_picture_that_nobody_put_in
    a_picture_that_no_edition_shows_is_thrown_away_in_time
    what_is_being_written_is_its_writers_alone_and_goes_with_saving
    what_was_not_gone_on_with_for_a_month_is_gone
}

struct People {
    editor: Actor,
    reviewer: Actor,
    signer: Actor,
}

async fn people(site: &Site) -> People {
    People {
        editor: site.person("editor", &[Role::Editor]).await,
        reviewer: site.person("reviewer", &[Role::Reviewer]).await,
        signer: site.person("signer", &[Role::Signer]).await,
    }
}

async fn index_number(site: &Site, actor: &Actor, id: DocumentId) -> String {
    documents::get_desk(&site.office, actor, id)
        .await
        .unwrap()
        .index_number
}

async fn a_document_goes_out_is_changed_and_is_withdrawn(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "关于示例的通知").await;
    let number = index_number(site, &editor, id).await;
    let find = async || {
        documents::published(&site.office, site.organ, &number)
            .await
            .unwrap()
    };
    assert!(find().await.is_none());
    let before = changes::position(&site.office).await.unwrap();
    site.send_out(&reviewer, &signer, at, id).await;
    assert_eq!(changes::position(&site.office).await.unwrap(), before + 1);
    // A new edition is written; the published one stays as it is, its dates too.
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let mut second = desk.latest.form();
    second.title = "关于示例的通知（修订）".into();
    documents::save(&site.office, &editor, later(at, 60), id, desk.version, &second)
        .await
        .unwrap();
    let Some(Found::Published(page)) = find().await else {
        panic!()
    };
    assert_eq!(
        (page.edition.title.as_str(), page.edition.number),
        ("关于示例的通知", 1)
    );
    assert_eq!((page.published_at, page.changed_at), (at.now, at.now));
    assert_eq!(changes::position(&site.office).await.unwrap(), before + 1);
    site.send_out(&reviewer, &signer, later(at, 120), id).await;
    let Some(Found::Published(page)) = find().await else {
        panic!()
    };
    assert_eq!(
        (page.edition.title.as_str(), page.edition.number),
        ("关于示例的通知（修订）", 2)
    );
    assert_eq!((page.published_at, page.changed_at), (at.now, later(at, 120).now));
    // Withdrawn with a reason that the public reads.
    let version = site.version(&signer, id).await;
    let blank = documents::withdraw(
        &site.office,
        &signer,
        later(at, 180),
        id,
        version,
        &WithdrawalForm::correction("  "),
    )
    .await;
    assert!(matches!(blank, Err(OfficeError::Invalid(_))));
    documents::withdraw(
        &site.office,
        &signer,
        later(at, 180),
        id,
        version,
        &WithdrawalForm::correction("数据有误"),
    )
    .await
    .unwrap();
    let Some(Found::Withdrawn { title, reason, .. }) = find().await else {
        panic!()
    };
    assert_eq!(
        (title.as_str(), reason.as_str()),
        ("关于示例的通知（修订）", "数据有误")
    );
    assert!(
        documents::latest(&site.office, site.organ, &[], 10)
            .await
            .unwrap()
            .is_empty()
    );
    let history = documents::publications(&site.office, &editor, id).await.unwrap();
    assert_eq!(history.iter().map(|out| out.edition).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(history[0].withdrawal_reason.as_deref(), Some("数据有误"));
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!((desk.state, desk.editions.len()), (State::Withdrawn, 2));
}

async fn the_gate_names_everything_in_the_way(site: &Site) {
    let People { editor, signer, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let column = columns::by_slug(&site.office, &Actor::system(site.organ, "测试"), "statutory")
        .await
        .unwrap()
        .unwrap()
        .id;
    let mut bare = form(column, "缺项");
    bare.body = String::new();
    bare.formed_on = "2024-12-31".into();
    bare.publicity = String::new();
    bare.issuer = String::new();
    let id = documents::create(&site.office, &editor, at, &bare, false)
        .await
        .unwrap();
    let blockers = documents::blockers(&site.office, &editor, at, id).await.unwrap();
    let fields: Vec<&str> = blockers.iter().map(|WhyNot { field, .. }| *field).collect();
    assert_eq!(fields, ["body", "issuer", "formed_on", "publicity", "review"]);
    let refused = documents::publish(&site.office, &signer, at, id, 1).await;
    assert!(matches!(refused, Err(OfficeError::Blocked(same)) if same == blockers));
    let wrong = documents::create(&site.office, &editor, at, &DocumentForm::default(), false).await;
    let Err(OfficeError::Invalid(fields)) = wrong else {
        panic!()
    };
    let fields: Vec<&str> = fields.iter().map(|wrong| wrong.field).collect();
    assert_eq!(fields, ["title", "column", "category"]);
}

async fn a_stale_save_changes_nothing(site: &Site) {
    let People { editor, reviewer, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "第一稿").await;
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    documents::save(&site.office, &editor, at, id, 1, &desk.latest.form())
        .await
        .unwrap();
    let stale = documents::save(&site.office, &editor, at, id, 1, &desk.latest.form()).await;
    assert!(matches!(stale, Err(OfficeError::Stale { version: 2, .. })));
    let stale = documents::give_verdict(&site.office, &reviewer, at, id, 1, AGREED).await;
    assert!(matches!(stale, Err(OfficeError::Stale { version: 2, .. })));
    assert_eq!(
        documents::get_desk(&site.office, &editor, id)
            .await
            .unwrap()
            .editions
            .len(),
        2
    );
}

async fn the_public_sees_a_move_only_when_it_is_published(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "将移动").await;
    site.send_out(&reviewer, &signer, at, id).await;
    let rules = columns::by_slug(&site.office, &Actor::system(site.organ, "测试"), "rules")
        .await
        .unwrap()
        .unwrap()
        .id;
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let old = desk.column;
    let mut moved = desk.latest.form();
    moved.column = Some(rules);
    documents::save(&site.office, &editor, at, id, desk.version, &moved)
        .await
        .unwrap();
    let total = async |column| {
        documents::published_list(&site.office, &[column], None, 1)
            .await
            .unwrap()
            .total
    };
    assert_eq!((total(old).await, total(rules).await), (1, 0));
    assert_eq!(
        documents::get_desk(&site.office, &editor, id)
            .await
            .unwrap()
            .column,
        rules
    );
    site.send_out(&reviewer, &signer, at, id).await;
    assert_eq!((total(old).await, total(rules).await), (0, 1));
}

async fn index_numbers_run_by_category_and_year(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let first = site.draft(&editor, at, "一").await;
    let second = site.draft(&editor, at, "二").await;
    assert_eq!(index_number(site, &editor, first).await, "MJXJ01-2024-01-00001");
    assert_eq!(index_number(site, &editor, second).await, "MJXJ01-2024-01-00002");
    let mut other = documents::get_desk(&site.office, &editor, first)
        .await
        .unwrap()
        .latest
        .form();
    other.category = "20-07".into();
    other.formed_on = "2023-02-01".into();
    let third = documents::create(&site.office, &editor, at, &other, false)
        .await
        .unwrap();
    assert_eq!(index_number(site, &editor, third).await, "MJXJ01-2023-07-00001");
    // It stays when the category changes.
    documents::save(&site.office, &editor, at, first, 1, &other)
        .await
        .unwrap();
    assert_eq!(index_number(site, &editor, first).await, "MJXJ01-2024-01-00001");
}

async fn files_belong_to_editions(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "有附件").await;
    let pdf = |text: &str| Upload {
        name: "../附件.pdf".to_owned(),
        bytes: format!("%PDF-1.7 {text}").into_bytes(),
    };
    let bad = Upload {
        name: "附件.pdf".to_owned(),
        bytes: b"MZ\x90".to_vec(),
    };
    assert!(
        documents::attach(&site.office, &editor, at, id, 1, bad)
            .await
            .is_err()
    );
    let one = documents::attach(&site.office, &editor, at, id, 1, pdf("one"))
        .await
        .unwrap();
    let two = documents::attach(&site.office, &editor, at, id, 2, pdf("two"))
        .await
        .unwrap();
    let public = async |file| documents::file_for_public(&site.office, site.organ, file).await;
    assert!(matches!(public(one).await, Err(OfficeError::Missing)));
    site.send_out(&reviewer, &signer, at, id).await;
    let file = public(one).await.unwrap();
    assert_eq!(
        (file.name.as_str(), file.media_type.as_str(), file.length),
        ("附件.pdf", "application/pdf", 12)
    );
    assert_eq!(whole(file).await, b"%PDF-1.7 one");
    // Left out of the next edition: still public until that one is published.
    let version = site.version(&editor, id).await;
    documents::detach(&site.office, &editor, at, id, version, one)
        .await
        .unwrap();
    let twice = documents::detach(&site.office, &editor, at, id, version + 1, one).await;
    assert!(matches!(twice, Err(OfficeError::Missing)));
    assert!(public(one).await.is_ok());
    site.send_out(&reviewer, &signer, at, id).await;
    assert!(matches!(public(one).await, Err(OfficeError::Missing)));
    assert!(public(two).await.is_ok());
    assert!(documents::file_for_desk(&site.office, &editor, one).await.is_ok());
}
