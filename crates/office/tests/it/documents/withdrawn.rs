//! Taken back by kind, and changed by degree: what the address says, what lists and feeds follow.

use law::documents::{Change, WithdrawalKind};
use law::staff::Role;
use office::audit::{self, AuditFilter};
use office::documents::{self, Found, WithdrawalForm};
use office::{Actor, DocumentId, Moment, OfficeError};

use super::{People, index_number, people};
use crate::harness::{Site, later, moment, stories};

stories! {
    a_withdrawal_says_what_kind_it_is
    what_went_into_another_leads_there
    of_what_is_secret_or_private_nothing_stays_public
    only_a_major_change_moves_the_date
    a_major_change_says_what_it_is_and_an_edition_begins_without_one
}

fn typed(kind: &str, reason: &str, into: &str) -> WithdrawalForm {
    WithdrawalForm {
        kind: kind.into(),
        reason: reason.into(),
        into: into.into(),
    }
}

async fn withdraw(
    site: &Site,
    signer: &Actor,
    at: Moment,
    id: DocumentId,
    form: &WithdrawalForm,
) -> Result<(), OfficeError> {
    let version = site.version(signer, id).await;
    documents::withdraw(&site.office, signer, at, id, version, form).await
}

async fn found(site: &Site, number: &str) -> Option<Found> {
    documents::published(&site.office, site.organ, number)
        .await
        .unwrap()
}

async fn a_withdrawal_says_what_kind_it_is(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "发错的").await;
    site.send_out(&reviewer, &signer, at, id).await;
    for (form, fields) in [
        (typed("", "发错了", ""), vec!["kind"]),
        (typed("term_over", "发错了", ""), vec!["kind"]),
        (typed("mistake", "。", ""), vec!["reason"]),
        (typed("merged", "内容重复", ""), vec!["into"]),
        (typed("merged", "内容重复", "没有-2024-01-00001"), vec!["into"]),
        (
            typed("merged", "内容重复", &index_number(site, &editor, id).await),
            vec!["into"],
        ),
    ] {
        let Err(OfficeError::Invalid(why)) = withdraw(site, &signer, at, id, &form).await else {
            panic!("{form:?}")
        };
        assert_eq!(why.iter().map(|one| one.field).collect::<Vec<_>>(), fields);
    }
    withdraw(site, &signer, at, id, &typed("mistake", "发错了栏目", ""))
        .await
        .unwrap();
    let number = index_number(site, &editor, id).await;
    assert!(
        matches!(found(site, &number).await, Some(Found::Withdrawn { reason, .. }) if reason == "发错了栏目")
    );
    let outs = documents::publications(&site.office, &editor, id).await.unwrap();
    assert_eq!(outs[0].withdrawal_kind.map(WithdrawalKind::label), Some("误发"));
}

async fn what_went_into_another_leads_there(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let one = site.draft(&editor, at, "办事指南（一）").await;
    let whole = site.draft(&editor, at, "办事指南").await;
    let (from, into) = (
        index_number(site, &editor, one).await,
        index_number(site, &editor, whole).await,
    );
    site.send_out(&reviewer, &signer, at, one).await;
    let early = withdraw(site, &signer, at, one, &typed("merged", "内容合并", &into)).await;
    assert!(
        matches!(early, Err(OfficeError::Invalid(_))),
        "the other is not out"
    );
    site.send_out(&reviewer, &signer, at, whole).await;
    withdraw(site, &signer, at, one, &typed("merged", "内容合并", &into))
        .await
        .unwrap();
    assert!(matches!(found(site, &from).await, Some(Found::Merged { into: to }) if to == into));
    // As it is, it does not go out a second time beside the one it went into.
    let version = site.version(&signer, one).await;
    let same = documents::publish(&site.office, &signer, later(at, 30), one, version).await;
    let Err(OfficeError::Blocked(why)) = same else {
        panic!("{same:?}")
    };
    assert!(
        why[0].field == "taken_back" && why[0].message.contains("编写新版本"),
        "{why:?}"
    );
    // Where the other is gone, the address says what is left to say.
    withdraw(site, &signer, at, whole, &typed("mistake", "整体有误", ""))
        .await
        .unwrap();
    assert!(matches!(found(site, &from).await, Some(Found::Withdrawn { .. })));
    // Out again, it leads nowhere but to itself.
    again(site, (&editor, &reviewer, &signer), later(at, 60), one).await;
    assert!(matches!(found(site, &from).await, Some(Found::Published(_))));
}

async fn of_what_is_secret_or_private_nothing_stays_public(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "写了隐私的").await;
    site.send_out(&reviewer, &signer, at, id).await;
    withdraw(
        site,
        &signer,
        later(at, 60),
        id,
        &typed("sealed", "含有个人隐私", ""),
    )
    .await
    .unwrap();
    let number = index_number(site, &editor, id).await;
    assert!(matches!(found(site, &number).await, Some(Found::Gone)));
    let auditor = site.person("auditor", &[Role::Auditor]).await;
    let filter = AuditFilter {
        act: "documents.withdraw".into(),
        ..AuditFilter::default()
    };
    let entries = audit::search(&site.office, &auditor, &filter, 50).await.unwrap();
    let words = format!("{entries:?}");
    assert!(
        words.contains("涉及国家秘密") && words.contains("含有个人隐私"),
        "who took it back and why is recorded: {words}"
    );
    // The very text does not come back.
    let version = site.version(&signer, id).await;
    let same = documents::publish(&site.office, &signer, later(at, 61), id, version).await;
    let Err(OfficeError::Blocked(why)) = same else {
        panic!("{same:?}")
    };
    assert_eq!(why[0].field, "taken_back");
    // Corrected and out again, its history says nothing of what was taken back.
    again(site, (&editor, &reviewer, &signer), later(at, 120), id).await;
    let Some(Found::Published(page)) = found(site, &number).await else {
        panic!()
    };
    let days: Vec<_> = page.revisions.iter().map(|one| (one.on, one.is_first)).collect();
    assert_eq!(days, [(later(at, 120).now, true)]);
}

/// A new edition, reviewed and out.
async fn again(site: &Site, by: (&Actor, &Actor, &Actor), at: Moment, id: DocumentId) {
    change(site, by, at, id, ("", "")).await;
}

async fn change(site: &Site, by: (&Actor, &Actor, &Actor), at: Moment, id: DocumentId, how: (&str, &str)) {
    let (editor, reviewer, signer) = by;
    let desk = documents::get_desk(&site.office, editor, id).await.unwrap();
    let mut form = desk.latest.form();
    (form.change, form.change_note) = (how.0.into(), how.1.into());
    documents::save(&site.office, editor, at, id, desk.version, &form)
        .await
        .unwrap();
    site.send_out(reviewer, signer, at, id).await;
}

async fn only_a_major_change_moves_the_date(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-12-28T10:00");
    let (first, second) = (
        site.draft(&editor, at, "先发的").await,
        site.draft(&editor, at, "后发的").await,
    );
    site.send_out(&reviewer, &signer, at, first).await;
    site.send_out(&reviewer, &signer, later(at, 60), second).await;
    let listed = async || {
        let rows = documents::latest(&site.office, site.organ, &[], 9).await.unwrap();
        rows.into_iter()
            .map(|row| (row.id, row.published_at))
            .collect::<Vec<_>>()
    };
    let feed = async || {
        let feed = documents::feed(&site.office, site.organ, &[], 9).await.unwrap();
        feed.into_iter()
            .map(|one| (one.id, one.listed_at))
            .collect::<Vec<_>>()
    };
    let before = [(second, later(at, 60).now), (first, at.now)];
    assert_eq!(listed().await, before);
    let by = (&editor, &reviewer, &signer);
    let minor = moment("2025-01-08T10:00");
    change(site, by, minor, first, ("minor", "改正错字")).await;
    assert_eq!((listed().await, feed().await), (before.to_vec(), before.to_vec()));
    let major = moment("2025-01-09T10:00");
    change(site, by, major, first, ("major", "申报截止日期改为2月底")).await;
    let after = vec![(first, major.now), (second, later(at, 60).now)];
    assert_eq!((listed().await, feed().await), (after.clone(), after));
    let column = documents::get_desk(&site.office, &editor, first)
        .await
        .unwrap()
        .column;
    let years = documents::years(&site.office, &[column]).await.unwrap();
    assert_eq!(years, [(2025, 1), (2024, 1)]);
    let number = index_number(site, &editor, first).await;
    let Some(Found::Published(page)) = found(site, &number).await else {
        panic!()
    };
    assert_eq!((page.published_at, page.changed_at), (at.now, major.now));
    let told: Vec<_> = page
        .revisions
        .iter()
        .map(|one| (one.on, one.change, one.note.as_deref(), one.is_first))
        .collect();
    assert_eq!(
        told,
        [
            (
                major.now,
                Some(Change::Major),
                Some("申报截止日期改为2月底"),
                false
            ),
            (minor.now, Some(Change::Minor), Some("改正错字"), false),
            (at.now, None, None, true),
        ]
    );
}

async fn a_major_change_says_what_it_is_and_an_edition_begins_without_one(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "示例").await;
    site.send_out(&reviewer, &signer, at, id).await;
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    for (how, note, field) in [("major", "", "change_note"), ("other", "改", "change")] {
        let mut form = desk.latest.form();
        (form.change, form.change_note) = (how.into(), note.into());
        let saved = documents::save(&site.office, &editor, at, id, desk.version, &form).await;
        let Err(OfficeError::Invalid(why)) = saved else {
            panic!("{how}")
        };
        assert_eq!(why[0].field, field);
    }
    change(site, (&editor, &reviewer, &signer), at, id, ("major", "改了条件")).await;
    // A file that is added beside what is out says nothing of the change before.
    let version = site.version(&editor, id).await;
    let upload = documents::Upload {
        name: "名单.txt".into(),
        bytes: "名单".as_bytes().to_vec(),
    };
    documents::attach(&site.office, &editor, at, id, version, upload)
        .await
        .unwrap();
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!((desk.latest.change, desk.latest.change_note), (None, None));
}
