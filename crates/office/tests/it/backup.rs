//! Backups: everything comes back, on the same engine and on the other; nothing comes back by halves.

use std::io::{Cursor, Read as _};

use law::staff::Role;
use office::backup::{self, Contents, Restored, Stage};
use office::documents::{self, Found, Upload};
use office::{Actor, Office, OfficeError, Program, calendar, reports, staff};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use sm3::{Digest, Sm3};

use crate::documents::pictures::{picture, shows};
use crate::harness::{PASSWORD, Postgres, Site, moment, sqlite_url, stories, whole};

stories! {
    everything_comes_back_on_either_engine
    nothing_is_restored_over_what_is_there
    a_damaged_archive_restores_nothing
    a_backup_taken_while_others_write_is_of_one_instant
    a_file_that_is_missing_is_named
    an_archive_that_lacks_a_sealed_file_or_holds_another_is_refused_by_name
    every_table_is_in_a_backup
}

const PDF: &[u8] = b"%PDF-1.7 sample";

/// A site with a bit of everything; gives its people and the published document's index number.
async fn lived_in(site: &Site) -> (Actor, String) {
    let at = moment("2024-05-07T10:00");
    let editor = site.person("editor", &[Role::Editor]).await;
    let reviewer = site.person("reviewer", &[Role::Reviewer]).await;
    let signer = site.person("signer", &[Role::Signer]).await;
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    let id = site.draft(&editor, at, "关于示例的通知").await;
    let upload = Upload {
        name: "附件1.pdf".to_owned(),
        bytes: PDF.to_vec(),
    };
    let version = site.version(&editor, id).await;
    documents::attach(&site.office, &editor, at, id, version, upload)
        .await
        .unwrap();
    let name = documents::keep_picture(&site.office, &editor, at, picture(b"wide"))
        .await
        .unwrap();
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let mut form = desk.latest.form();
    (form.body, form.format) = (shows(&name), prose::Format::Html);
    documents::save(&site.office, &editor, at, id, desk.version, &form)
        .await
        .unwrap();
    site.send_out(&reviewer, &signer, at, id).await;
    reports::start(&site.office, &clerk, at, 2023).await.unwrap();
    let year = law::calendar::Calendar::built_in().year(2024).unwrap().clone();
    calendar::import_year(&site.office, &clerk, at, &year)
        .await
        .unwrap();
    // A column below one that is younger than itself.
    let columns = office::columns::list(&site.office, &Actor::system(site.organ, "测试"))
        .await
        .unwrap();
    let new = |name: &str, slug: &str, parent| office::columns::ColumnForm {
        name: name.to_owned(),
        slug: slug.to_owned(),
        kind: "news".to_owned(),
        parent,
        ..Default::default()
    };
    let old = office::columns::create(&site.office, &editor, at, &new("旧", "jiu", None))
        .await
        .unwrap();
    let young = office::columns::create(&site.office, &editor, at, &new("新", "xin", Some(columns[0].id)))
        .await
        .unwrap();
    office::columns::save(&site.office, &editor, at, old, 1, &new("旧", "jiu", Some(young)))
        .await
        .unwrap();
    let index_number = documents::get_desk(&site.office, &editor, id)
        .await
        .unwrap()
        .index_number;
    (editor, index_number)
}

async fn backed_up(site: &Site) -> (Vec<u8>, Contents) {
    let sink = Cursor::new(Vec::new());
    let (sink, contents) = backup::write(
        &site.office,
        Program::itself(),
        moment("2024-06-01T22:00"),
        sink,
        |_| (),
    )
    .await
    .unwrap();
    (sink.into_inner(), contents)
}

async fn restored(office: &Office, archive: &[u8]) -> Result<Restored, OfficeError> {
    let source = Cursor::new(archive.to_vec());
    backup::restore(
        office,
        Program::itself(),
        moment("2024-06-02T08:00"),
        source,
        |_| (),
    )
    .await
}

/// An empty place of the given engine, in the site's folder.
async fn place(site: &Site, url: &str, name: &str) -> Office {
    Office::open(url, &site.folder.path().join(name))
        .await
        .unwrap()
        .with_keys(site.office.keys().unwrap().clone())
}

async fn everything_comes_back_on_either_engine(site: &Site) {
    let (editor, index_number) = lived_in(site).await;
    let (archive, contents) = backed_up(site).await;
    assert_eq!(
        contents.files, 4,
        "the attachment, and the picture in three widths"
    );
    assert!(contents.damaged_files.is_empty());
    assert_eq!(backup::check(Cursor::new(&archive)).unwrap(), contents);
    let here = place(site, &sqlite_url(&site.folder, "again.db"), "again").await;
    same_again(site, &here, &archive, &editor, &index_number).await;
    if let Some(postgres) = Postgres::fresh().await {
        let there = place(site, &postgres.url, "there").await;
        same_again(site, &there, &archive, &editor, &index_number).await;
        there.close(Program::itself()).await.unwrap();
        postgres.drop().await;
    }
}

async fn same_again(site: &Site, office: &Office, archive: &[u8], editor: &Actor, index_number: &str) {
    let mut stages = Vec::new();
    let source = Cursor::new(archive.to_vec());
    let at = moment("2024-06-02T08:00");
    let restored = backup::restore(office, Program::itself(), at, source, |progress| {
        stages.push(progress.stage);
    })
    .await
    .unwrap();
    stages.dedup();
    assert_eq!(stages, [Stage::Checking, Stage::Records, Stage::Files]);
    assert_eq!(restored.chain.unwrap().entries, restored.contents.audit_entries);
    let columns = |office: Office| async move {
        office::columns::tree(&office, &Actor::system(site.organ, "测试"))
            .await
            .unwrap()
    };
    assert_eq!(columns(office.clone()).await, columns(site.office.clone()).await);
    let found = documents::published(office, site.organ, index_number)
        .await
        .unwrap();
    let Some(Found::Published(document)) = found else {
        panic!("not published: {found:?}")
    };
    let file = documents::file_for_public(office, site.organ, document.attachments[0].id)
        .await
        .unwrap();
    assert_eq!(whole(file).await, PDF);
    let shown = prose::pictures_of_html(&document.edition.body)
        .remove(0)
        .file
        .unwrap();
    let file = documents::picture_for_public(office, site.organ, &shown)
        .await
        .unwrap();
    assert_eq!(whole(file).await, b"wide");
    assert!(
        reports::draft(office, &Actor::system(site.organ, "测试"), 2023)
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        calendar::list(office, &Actor::system(site.organ, "测试"))
            .await
            .unwrap()
            .iter()
            .any(|year| year.is_imported)
    );
    let signed = staff::sign_in(office, at, "editor", PASSWORD, staff::Entrance::default())
        .await
        .unwrap();
    assert!(matches!(signed, staff::SignIn::Done { .. }));
    // Life goes on: the next number is the next one, and the chain grows from its head.
    let column = document.column.id;
    let form = crate::harness::form(column, "第二份");
    let next = documents::create(office, editor, at, &form, false).await.unwrap();
    let next = documents::get_desk(office, editor, next)
        .await
        .unwrap()
        .index_number;
    assert_eq!(next, format!("{}00002", &index_number[..index_number.len() - 5]));
    assert!(
        office::audit::verify(office, Program::itself())
            .await
            .unwrap()
            .is_ok()
    );
}

async fn nothing_is_restored_over_what_is_there(site: &Site) {
    let (archive, _) = backed_up(site).await;
    let refused = restored(&site.office, &archive).await.unwrap_err().to_string();
    assert!(refused.contains("数据库里已有数据"), "{refused}");
    let url = sqlite_url(&site.folder, "fresh.db");
    std::fs::create_dir_all(site.folder.path().join("full/ab")).unwrap();
    std::fs::write(site.folder.path().join("full/ab/abc"), "kept").unwrap();
    let full = place(site, &url, "full").await;
    let refused = restored(&full, &archive).await.unwrap_err().to_string();
    assert!(refused.contains("附件目录"), "{refused}");
    assert_eq!(
        std::fs::read(site.folder.path().join("full/ab/abc")).unwrap(),
        b"kept"
    );
}

async fn a_damaged_archive_restores_nothing(site: &Site) {
    lived_in(site).await;
    let (archive, _) = backed_up(site).await;
    let fresh = place(site, &sqlite_url(&site.folder, "fresh.db"), "fresh").await;
    let mut flipped = archive.clone();
    // Within what is packed, and more than one: a single one may point at another place that holds the same.
    let held = flipped
        .windows(200)
        .rposition(|bytes| !bytes.contains(&0))
        .unwrap();
    for byte in &mut flipped[held + 50..held + 150] {
        *byte ^= 0x20;
    }
    let cut = archive[..archive.len() - 7].to_vec();
    let half = archive[..archive.len() / 2].to_vec();
    for broken in [flipped, cut, half, b"not an archive at all".to_vec(), Vec::new()] {
        let refused = restored(&fresh, &broken).await.unwrap_err();
        assert!(matches!(refused, OfficeError::Backup(_)), "{refused:?}");
    }
    assert!(!fresh.is_migrated().await.unwrap());
    restored(&fresh, &archive).await.unwrap();
}

async fn a_backup_taken_while_others_write_is_of_one_instant(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let (office, organ) = (site.office.clone(), site.organ);
    let writer = tokio::spawn(async move {
        let column = office::columns::by_slug(&office, &Actor::system(organ, "测试"), "statutory")
            .await
            .unwrap()
            .unwrap();
        for number in 0..60 {
            let form = crate::harness::form(column.id, &format!("第{number}份"));
            documents::create(&office, &editor, moment("2024-05-06T08:00"), &form, false)
                .await
                .unwrap();
        }
    });
    while office::audit::verify(&site.office, Program::itself())
        .await
        .unwrap()
        .unwrap()
        .entries
        < 10
    {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let (archive, contents) = backed_up(site).await;
    writer.await.unwrap();
    let fresh = place(site, &sqlite_url(&site.folder, "fresh.db"), "fresh").await;
    let restored = restored(&fresh, &archive).await.unwrap();
    assert_eq!(restored.chain.unwrap().hash, contents.audit_hash);
    assert_eq!(contents.tables["document"], contents.tables["edition"]);
    assert_eq!(
        i64::try_from(contents.tables["audit_entry"]).unwrap(),
        contents.audit_entries
    );
}

async fn a_file_that_is_missing_is_named(site: &Site) {
    lived_in(site).await;
    std::fs::remove_dir_all(site.office.files_folder()).unwrap();
    std::fs::create_dir_all(site.office.files_folder()).unwrap();
    let (archive, contents) = backed_up(site).await;
    assert_eq!((contents.files, contents.damaged_files.len()), (0, 4));
    let fresh = place(site, &sqlite_url(&site.folder, "fresh.db"), "fresh").await;
    restored(&fresh, &archive).await.unwrap();
}

/// The archive with each file as it is to be, and a manifest that says it is right.
fn altered(archive: &[u8], file: impl Fn(Vec<u8>) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut source = tar::Archive::new(zstd::Decoder::new(archive).unwrap());
    let mut changed = tar::Builder::new(Vec::new());
    let mut entries = Vec::new();
    for entry in source.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().display().to_string();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name.starts_with("files/") {
            let Some(other) = file(bytes) else { continue };
            bytes = other;
        }
        if name == "manifest.json" {
            let mut manifest: Value = serde_json::from_slice(&bytes).unwrap();
            manifest["entries"] = Value::Array(std::mem::take(&mut entries));
            bytes = serde_json::to_vec(&manifest).unwrap();
        } else {
            let sm3 = hex::encode(Sm3::digest(&bytes));
            entries.push(json!({ "name": name, "bytes": bytes.len(), "sm3": sm3 }));
        }
        let mut header = tar::Header::new_ustar();
        header.set_size(u64::try_from(bytes.len()).unwrap());
        header.set_mode(0o600);
        changed.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    zstd::encode_all(changed.into_inner().unwrap().as_slice(), 1).unwrap()
}

async fn an_archive_that_lacks_a_sealed_file_or_holds_another_is_refused_by_name(site: &Site) {
    let upload = Upload {
        name: "身份证.pdf".to_owned(),
        bytes: PDF.to_vec(),
    };
    let at = moment("2024-06-01T10:00");
    office::cases::keep_files(&site.office, site.organ, at, "batch", vec![upload])
        .await
        .unwrap();
    let (archive, _) = backed_up(site).await;
    let fresh = place(site, &sqlite_url(&site.folder, "fresh.db"), "fresh").await;
    let lacking = restored(&fresh, &altered(&archive, |_| None)).await.unwrap_err();
    assert!(lacking.to_string().contains("缺少 files/stored/"), "{lacking}");
    let flipped = altered(&archive, |mut bytes| {
        bytes[0] ^= 1;
        Some(bytes)
    });
    let other = restored(&fresh, &flipped).await.unwrap_err().to_string();
    assert!(
        other.contains("files/stored/") && other.contains("不是备份的内容"),
        "{other}"
    );
    restored(&fresh, &altered(&archive, Some)).await.unwrap();
}

/// A table that a later step adds must be taken into the backup, or named here.
async fn every_table_is_in_a_backup(site: &Site) {
    let left_out = ["lease", "schema_step", "session"];
    let (_, contents) = backed_up(site).await;
    let sql = if site.url.starts_with("sqlite") {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    } else {
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    };
    let database = site.database().await;
    let query = sea_orm::Statement::from_string(database.get_database_backend(), sql);
    let rows = database.query_all_raw(query).await.unwrap();
    let mut names: Vec<String> = rows.iter().map(|row| row.try_get("", "name").unwrap()).collect();
    names.retain(|name| !left_out.contains(&name.as_str()));
    names.sort();
    assert_eq!(names, contents.tables.keys().cloned().collect::<Vec<_>>());
}
