//! Opening, migrating, and writing against one another.

use std::os::unix::fs::FileExt;

use office::{Office, OfficeError, Program, organs, soundness};
use sea_orm::{ConnectionTrait, Statement};

use crate::harness::{Site, later, moment, profile, stories};

stories! {
    migrating_again_changes_nothing
    servers_that_start_at_once_migrate_once
    acts_at_once_all_happen_and_keep_one_chain
    of_two_who_save_at_once_one_is_told
    a_lease_left_by_a_dead_server_is_taken_over
    a_damaged_page_is_found_before_somebody_needs_it
}

async fn migrating_again_changes_nothing(site: &Site) {
    assert!(site.office.is_migrated().await.unwrap());
    assert!(
        site.office
            .migrate(Program::itself(), moment("2024-03-01T08:00"))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        site.office
            .database_version(Program::itself())
            .await
            .unwrap()
            .contains('.')
    );
}

/// Four servers on one empty store: every step is taken once, and all four come up.
async fn servers_that_start_at_once_migrate_once(site: &Site) {
    let fresh = if site.url.starts_with("sqlite") {
        crate::harness::sqlite_url(&site.folder, "fresh.db")
    } else {
        let name = site.url.rsplit_once('/').unwrap().1;
        let sql = format!("CREATE DATABASE {name}_fresh TEMPLATE template0 ENCODING 'UTF8'");
        site.database().await.execute_unprepared(&sql).await.unwrap();
        format!("{}_fresh", site.url)
    };
    let mut servers = Vec::new();
    for _ in 0..4 {
        let (url, files) = (fresh.clone(), site.folder.path().join("files"));
        servers.push(tokio::spawn(async move {
            let office = Office::open(&url, &files).await.unwrap();
            let taken = office
                .migrate(Program::itself(), moment("2024-03-01T08:00"))
                .await
                .unwrap();
            assert!(office.is_migrated().await.unwrap());
            office.close(Program::itself()).await.unwrap();
            taken
        }));
    }
    let mut taken = Vec::new();
    for server in servers {
        taken.extend(server.await.unwrap());
    }
    let once: std::collections::BTreeSet<&String> = taken.iter().collect();
    assert!(!taken.is_empty() && once.len() == taken.len(), "{taken:?}");
    if !site.url.starts_with("sqlite") {
        let name = site.url.rsplit_once('/').unwrap().1;
        let sql = format!("DROP DATABASE {name}_fresh WITH (FORCE)");
        site.database().await.execute_unprepared(&sql).await.unwrap();
    }
}

/// Two servers, eight writers each: no act is lost, numbers have no gaps, and the audit chain does not fork.
async fn acts_at_once_all_happen_and_keep_one_chain(site: &Site) {
    let editor = site.person("editor", &[law::staff::Role::Editor]).await;
    let other = Office::open(&site.url, &site.folder.path().join("files"))
        .await
        .unwrap()
        .with_keys(site.office.keys().unwrap().clone());
    let before = office::changes::position(&site.office).await.unwrap();
    let mut writers = Vec::new();
    for number in 0..16 {
        let office = if number % 2 == 0 {
            site.office.clone()
        } else {
            other.clone()
        };
        let editor = editor.clone();
        writers.push(tokio::spawn(async move {
            let form = office::columns::ColumnForm {
                name: format!("栏目{number}"),
                slug: format!("lanmu-{number}"),
                kind: law::columns::Kind::News.code().to_owned(),
                ..Default::default()
            };
            let at = later(moment("2024-03-01T08:00"), number);
            office::columns::create(&office, &editor, at, &form)
                .await
                .unwrap();
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let after = office::changes::position(&other).await.unwrap();
    assert_eq!(after - before, 16);
    let verified = office::audit::verify(&site.office, Program::itself())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(verified.entries, 18);
    other.close(Program::itself()).await.unwrap();
}

/// The same version saved twice at the same time: one edition is written, the other person keeps what they typed.
async fn of_two_who_save_at_once_one_is_told(site: &Site) {
    let editor = site.person("editor", &[law::staff::Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    for round in 1..=5 {
        let mut savers = Vec::new();
        for number in 0..4 {
            let (office, editor) = (site.office.clone(), editor.clone());
            savers.push(tokio::spawn(async move {
                let mut profile = profile();
                profile.name = format!("示例机关{number}");
                organs::save_profile(&office, &editor, at, round, &profile).await
            }));
        }
        let mut outcomes = Vec::new();
        for saver in savers {
            outcomes.push(saver.await.unwrap());
        }
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        let others = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
        for error in others {
            assert!(
                matches!(error, OfficeError::Stale { version, .. } if *version == round + 1),
                "{error:?}"
            );
        }
    }
}

async fn a_lease_left_by_a_dead_server_is_taken_over(site: &Site) {
    let at = moment("2024-05-06T08:00");
    let until = at.now.as_millisecond() + 1_000;
    let sql = format!("INSERT INTO lease (name, owner, until_ms) VALUES ('migrations', 'dead', {until})");
    site.database().await.execute_unprepared(&sql).await.unwrap();
    let started = std::time::Instant::now();
    site.office.migrate(Program::itself(), at).await.unwrap();
    assert!(started.elapsed().as_millis() >= 900);
}

/// The root page of a table that is seldom read is overwritten: PostgreSQL's files are not ours to spoil, and there only
/// the sound case is told.
async fn a_damaged_page_is_found_before_somebody_needs_it(site: &Site) {
    assert!(
        soundness::damage(&site.office, Program::itself())
            .await
            .unwrap()
            .is_empty()
    );
    if !site.url.starts_with("sqlite") {
        return;
    }
    let database = site.database().await;
    let asked = |sql: &str| Statement::from_string(database.get_database_backend(), sql);
    let number = async |sql: &str| -> i64 {
        let row = database.query_one_raw(asked(sql)).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    };
    let page = number("SELECT rootpage FROM sqlite_master WHERE name = 'session'").await;
    let bytes = number("PRAGMA page_size").await;
    database
        .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
        .await
        .unwrap();
    let path = site.folder.path().join("gongkai.db");
    let file = std::fs::File::options().write(true).open(path).unwrap();
    let rubbish = vec![0xA5; usize::try_from(bytes).unwrap()];
    let place = u64::try_from((page - 1) * bytes).unwrap();
    file.write_all_at(&rubbish, place).unwrap();
    let damage = soundness::damage(&site.office, Program::itself()).await.unwrap();
    assert!(!damage.is_empty());
}
