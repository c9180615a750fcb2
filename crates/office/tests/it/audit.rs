//! The audit log: complete, in order, and nobody alters it unseen.

use law::audit::Exported;
use law::staff::Role;
use office::audit::export::{self, JsonExport};
use office::audit::{self, AuditFilter, BrokenLink};
use office::{Actor, OfficeError, Program, organs};
use sea_orm::ConnectionTrait;

use crate::harness::{Site, later, moment, profile, stories};

stories! {
    an_untouched_log_holds
    a_changed_entry_is_named
    a_moved_entry_is_named
    a_dropped_entry_is_named
    a_cut_tail_is_named
    a_tail_cut_off_with_its_head_rewritten_is_known_by_the_seal
    a_forged_first_and_last_entry_is_named
    an_entry_hidden_in_another_organ_is_named
    the_log_is_searched_page_by_page
    an_exported_log_is_verified_alone_and_shows_no_other_organs_entries
}

async fn filled(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    for number in 0..10 {
        let at = later(moment("2024-05-06T08:00"), number);
        site.draft(&editor, at, &format!("第{number}份 100%")).await;
    }
}

/// What verification finds after someone with the database's password did this.
async fn after(site: &Site, sql: &[&str]) -> Result<i64, BrokenLink> {
    filled(site).await;
    let database = site.database().await;
    for sql in sql {
        assert_eq!(
            database.execute_unprepared(sql).await.unwrap().rows_affected(),
            1,
            "{sql}"
        );
    }
    audit::verify(&site.office, Program::itself())
        .await
        .unwrap()
        .map(|verified| verified.entries)
}

async fn an_untouched_log_holds(site: &Site) {
    assert_eq!(after(site, &[]).await, Ok(12));
}

async fn a_changed_entry_is_named(site: &Site) {
    let broken = after(site, &["UPDATE audit_entry SET actor = '别人' WHERE seq = 5"])
        .await
        .unwrap_err();
    assert_eq!(broken.seq, 5);
    assert!(broken.why.contains("改动"), "{}", broken.why);
}

async fn a_moved_entry_is_named(site: &Site) {
    let moves = [
        "UPDATE audit_entry SET seq = 999 WHERE seq = 4",
        "UPDATE audit_entry SET seq = 4 WHERE seq = 6",
        "UPDATE audit_entry SET seq = 6 WHERE seq = 999",
    ];
    assert_eq!(after(site, &moves).await.unwrap_err().seq, 4);
}

async fn a_dropped_entry_is_named(site: &Site) {
    let broken = after(site, &["DELETE FROM audit_entry WHERE seq = 7"])
        .await
        .unwrap_err();
    assert_eq!((broken.seq, broken.why.as_str()), (7, "这一条缺失"));
}

async fn a_cut_tail_is_named(site: &Site) {
    let broken = after(site, &["DELETE FROM audit_entry WHERE seq = 12"])
        .await
        .unwrap_err();
    assert_eq!((broken.seq, broken.why.as_str()), (12, "末尾的记录缺失"));
}

async fn a_tail_cut_off_with_its_head_rewritten_is_known_by_the_seal(site: &Site) {
    let cut = [
        "DELETE FROM audit_entry WHERE seq = 12",
        "UPDATE audit_head SET seq = 11, hash = (SELECT hash FROM audit_entry WHERE seq = 11)",
    ];
    let broken = after(site, &cut).await.unwrap_err();
    assert!(broken.seq == 11 && broken.why.contains("封印"), "{broken:?}");
    let database = site.database().await;
    let editor = site.person("another", &[Role::Editor]).await;
    site.draft(&editor, moment("2024-05-07T08:00"), "下一份").await;
    let found = audit::verify(&site.office, Program::itself()).await.unwrap();
    assert!(found.is_err(), "what comes after does not heal it");
    let taken = "UPDATE audit_head SET seal = NULL";
    database.execute_unprepared(taken).await.unwrap();
    let found = audit::verify(&site.office, Program::itself())
        .await
        .unwrap()
        .unwrap();
    assert!(
        found.seal.caution().unwrap().contains("封印"),
        "a head without a seal is told"
    );
    site.draft(&editor, moment("2024-05-07T09:00"), "再下一份").await;
    let found = audit::verify(&site.office, Program::itself())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.seal.caution(), None, "the next entry seals anew");
}

async fn a_forged_first_and_last_entry_is_named(site: &Site) {
    let copy = |seq: i64| {
        format!(
            "INSERT INTO audit_entry SELECT {seq}, at, organ_id, account_id, actor, act, subject, detail, address, hash \
             FROM audit_entry WHERE seq = 1"
        )
    };
    assert_eq!(after(site, &[&copy(0)]).await.unwrap_err().seq, 0);
    let database = site.database().await;
    database
        .execute_unprepared("DELETE FROM audit_entry WHERE seq = 0")
        .await
        .unwrap();
    database.execute_unprepared(&copy(13)).await.unwrap();
    assert_eq!(
        audit::verify(&site.office, Program::itself())
            .await
            .unwrap()
            .unwrap_err()
            .seq,
        13
    );
}

async fn an_entry_hidden_in_another_organ_is_named(site: &Site) {
    let broken = after(site, &["UPDATE audit_entry SET organ_id = 1 WHERE seq = 3"])
        .await
        .unwrap_err();
    assert_eq!(broken.seq, 3);
}

async fn the_log_is_searched_page_by_page(site: &Site) {
    filled(site).await;
    let find = async |filter: AuditFilter| {
        audit::search(&site.office, &Actor::system(site.organ, "测试"), &filter, 4)
            .await
            .unwrap()
    };
    let mut filter = AuditFilter {
        act: "documents.".to_owned(),
        ..AuditFilter::default()
    };
    let mut seen = Vec::new();
    loop {
        let page = find(filter.clone()).await;
        seen.extend(page.entries.iter().map(|entry| entry.seq));
        filter.before = page.next_before;
        if page.next_before.is_none() {
            break;
        }
    }
    assert_eq!(seen, (3..=12).rev().collect::<Vec<_>>());
    let text = |text: &str| AuditFilter {
        text: text.to_owned(),
        ..AuditFilter::default()
    };
    assert_eq!(find(text("第7份")).await.entries.len(), 1);
    assert_eq!(find(text("100%")).await.entries.len(), 4);
    assert!(find(text("1_0%")).await.entries.is_empty());
    let until = moment("2024-05-06T08:02").now;
    let early = AuditFilter {
        until: Some(until),
        act: "documents.create".to_owned(),
        ..AuditFilter::default()
    };
    let page = find(early).await;
    assert_eq!(page.entries.len(), 2);
    assert_eq!(
        (page.entries[0].actor.as_str(), page.entries[0].address.as_str()),
        ("示例editor", "127.0.0.1")
    );
}

async fn read(mut export: JsonExport) -> Exported {
    let mut text = String::new();
    while let Some(piece) = export.next().await.unwrap() {
        text.push_str(&piece);
    }
    serde_json::from_str(&text).unwrap()
}

/// What the file says is exactly what the chain was made of: it holds without the database, and tells nothing of others.
async fn an_exported_log_is_verified_alone_and_shows_no_other_organs_entries(site: &Site) {
    filled(site).await;
    let at = moment("2024-05-07T08:00");
    let other = organs::create(&site.office, Program::itself(), at, "B01", &profile())
        .await
        .unwrap();
    let auditor = site.person("auditor", &[Role::Auditor]).await;
    let own = read(export::json(&site.office, &auditor, at, "示例").await.unwrap()).await;
    let verified = own.verify().unwrap();
    assert_eq!(verified.sealed, 1, "the other organ's registration");
    let chain = audit::verify(&site.office, Program::itself())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((own.head.seq, &verified.hash), (chain.entries, &chain.hash));
    let mut said = own.entries.iter().filter_map(|line| line.said.as_ref());
    assert!(said.clone().all(|said| said.organ != other.0.to_string()));
    assert_eq!(
        said.next_back().unwrap().act,
        "audit.export",
        "the export is on record"
    );
    let all = export::json_of_all(&site.office, Program::itself(), at, site.organ)
        .await
        .unwrap();
    assert_eq!(read(all).await.verify().unwrap().sealed, 0);
    let (lines, has_older) = export::sheet(&site.office, &auditor, at).await.unwrap();
    assert!(!has_older && lines.iter().all(|line| !line.sentence.is_empty()));
    let editor = site.person("another", &[Role::Editor]).await;
    let refused = export::json(&site.office, &editor, at, "示例").await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
}
