//! The audit log: complete, in order, and nobody alters it unseen.

use law::audit::Exported;
use law::staff::Role;
use office::audit::export::{self, JsonExport};
use office::audit::{self, AuditFilter, BrokenLink, Verified};
use office::{Actor, Office, OfficeError, Program, organs};
use sea_orm::{ConnectionTrait, Statement};

use crate::harness::{Site, later, moment, profile, stories};

stories! {
    an_untouched_log_holds
    a_changed_entry_is_named
    a_moved_entry_is_named
    a_dropped_entry_is_named
    a_cut_tail_is_named
    a_tail_cut_off_with_its_head_rewritten_is_known_by_the_seal
    a_head_without_a_seal_is_a_fault_that_no_later_entry_heals
    an_earlier_state_put_back_with_its_seal_is_known_by_the_mark
    a_log_that_is_gone_altogether_is_named
    a_schema_that_seals_the_head_anew_does_not_hide_the_cut
    without_keys_nothing_is_done_and_a_lost_mark_is_told
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
    let editor = site.person("another", &[Role::Editor]).await;
    site.draft(&editor, moment("2024-05-07T08:00"), "下一份").await;
    let found = audit::verify(&site.office, Program::itself()).await.unwrap();
    assert!(found.is_err(), "what comes after does not heal it");
}

const CUT: [&str; 2] = [
    "DELETE FROM audit_entry WHERE seq > 9",
    "UPDATE audit_head SET seq = 9, hash = (SELECT hash FROM audit_entry WHERE seq = 9), seal = NULL",
];

async fn verified(site: &Site) -> Result<Verified, BrokenLink> {
    audit::verify(&site.office, Program::itself()).await.unwrap()
}

async fn act(site: &Site, login: &str) {
    let editor = site.person(login, &[Role::Editor]).await;
    site.draft(&editor, moment("2024-05-07T09:00"), "下一份").await;
}

async fn execute(site: &Site, sql: &[&str]) {
    let database = site.database().await;
    for sql in sql {
        database.execute_unprepared(sql).await.unwrap();
    }
}

async fn a_head_without_a_seal_is_a_fault_that_no_later_entry_heals(site: &Site) {
    filled(site).await;
    execute(site, &CUT).await;
    let broken = verified(site).await.unwrap_err();
    assert!(broken.seq == 9 && broken.why.contains("没有封印"), "{broken:?}");
    act(site, "another").await;
    let broken = verified(site).await.unwrap_err();
    assert!(broken.why.contains("没有封印"), "{broken:?}");
}

/// The seals of before are known to whoever saw the database then.
async fn an_earlier_state_put_back_with_its_seal_is_known_by_the_mark(site: &Site) {
    filled(site).await;
    let database = site.database().await;
    let query = Statement::from_string(database.get_database_backend(), "SELECT seal FROM audit_head");
    let row = database.query_one_raw(query).await.unwrap().unwrap();
    let seal: String = row.try_get("", "seal").unwrap();
    act(site, "another").await;
    let length = verified(site).await.unwrap().entries;
    let back = format!(
        "UPDATE audit_head SET seq = 12, hash = (SELECT hash FROM audit_entry WHERE seq = 12), seal = '{seal}'"
    );
    execute(site, &["DELETE FROM audit_entry WHERE seq > 12", &back]).await;
    let broken = verified(site).await.unwrap_err();
    assert!(
        broken.seq == 13 && broken.why.contains(&format!("{length} 条")),
        "{broken:?}"
    );
    for login in ["third", "fourth", "fifth"] {
        act(site, login).await;
    }
    let broken = verified(site).await.unwrap_err();
    assert!(
        broken.seq == length && broken.why.contains("旁证"),
        "a log that has grown past the mark is another's still: {broken:?}"
    );
}

async fn a_log_that_is_gone_altogether_is_named(site: &Site) {
    filled(site).await;
    let genesis = format!(
        "UPDATE audit_head SET seq = 0, hash = '{}', seal = NULL",
        law::audit::GENESIS
    );
    execute(site, &["DELETE FROM audit_entry", &genesis]).await;
    assert_eq!(verified(site).await.unwrap_err().why, "全部记录缺失");
}

/// Who takes the schema step back has the next start seal what is left.
async fn a_schema_that_seals_the_head_anew_does_not_hide_the_cut(site: &Site) {
    filled(site).await;
    execute(site, &CUT).await;
    let step = "DELETE FROM schema_step WHERE name = 'm0045_audit_head'";
    execute(site, &[step]).await;
    let at = moment("2024-05-07T08:00");
    let taken = site.office.migrate(Program::itself(), at).await.unwrap();
    assert_eq!(taken, ["m0045_audit_head"]);
    let broken = verified(site).await.unwrap_err();
    assert!(broken.seq == 10 && broken.why.contains("旁证"), "{broken:?}");
}

async fn without_keys_nothing_is_done_and_a_lost_mark_is_told(site: &Site) {
    filled(site).await;
    let keyless = Office::open(&site.url, &site.folder.path().join("files"))
        .await
        .unwrap();
    let at = moment("2024-05-07T08:00");
    let refused = organs::create(&keyless, Program::itself(), at, "B01", &profile()).await;
    assert!(matches!(refused, Err(OfficeError::Keys(_))));
    let unread = audit::verify(&keyless, Program::itself()).await.unwrap().unwrap();
    assert!(unread.seal.caution().unwrap().contains("密钥文件"));
    keyless.close(Program::itself()).await.unwrap();
    let mark = site.folder.path().join("audit.mark");
    std::fs::remove_file(&mark).unwrap();
    let found = verified(site).await.unwrap();
    assert!(found.seal.caution().unwrap().contains("旁证"));
    act(site, "another").await;
    assert_eq!(verified(site).await.unwrap().seal.caution(), None);
    std::fs::write(&mark, "rubbish").unwrap();
    assert!(
        verified(site)
            .await
            .unwrap_err()
            .why
            .contains("旁证文件 audit.mark 损坏")
    );
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
