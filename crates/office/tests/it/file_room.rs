//! The file room: nothing of an applicant's file can be read in database, folder or backup; contents of earlier releases
//! move into it; backups carry it, and the operator learns what is missing. Every story on both engines.

use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use law::staff::Role;
use office::backup::{self, Stage};
use office::cases::{self, Receipt};
use office::documents::Upload;
use office::files::{self, Moving};
use office::{Actor, ApplicationFileId, Office, OfficeError, sealed};
use sea_orm::{ConnectionTrait, Statement};

use crate::harness::{PROGRAM, Site, application, moment, sqlite_url, stories, whole};

stories! {
    nothing_of_a_file_can_be_read_in_database_folder_or_backup
    contents_of_earlier_releases_move_into_the_room
    contents_that_do_not_open_stay_where_they_are
    a_backup_carries_the_room_and_brings_it_back
    what_is_let_go_of_while_a_backup_runs_is_still_in_it
    the_operator_learns_which_file_is_missing_or_damaged
    what_nobody_claimed_is_gone_after_a_day
}

const AT: &str = "2026-03-02T09:00";
const NEXT_DAY: &str = "2026-03-03T10:00";
const AFTER_THAT: &str = "2026-03-04T11:00";
const PDF: &[u8] = b"%PDF-1.7 a copy of the card of Zhang San";

fn upload(name: &str) -> Upload {
    Upload {
        name: name.to_owned(),
        bytes: PDF.to_vec(),
    }
}

fn clerk(site: &Site) -> Actor {
    Actor {
        roles: [Role::RequestClerk].into_iter().collect(),
        ..Actor::system(site.organ, "测试")
    }
}

/// An application with two files.
async fn with_files(site: &Site) -> (Receipt, Vec<ApplicationFileId>) {
    let batch = "0123456789abcdef0123456789abcdef";
    let uploads = vec![upload("身份证.pdf"), upload("证明.pdf")];
    cases::keep_files(&site.office, site.organ, moment(AT), batch, uploads)
        .await
        .unwrap();
    let form = application("张三", "2024年度部门预算");
    let receipt = site
        .submit_under(moment(AT), &form, "ticket", batch)
        .await
        .unwrap();
    let files = cases::files(&site.office, &clerk(site), receipt.case)
        .await
        .unwrap();
    (receipt, files.iter().map(|file| file.id).collect())
}

async fn opened(
    office: &Office,
    who: &Actor,
    receipt: &Receipt,
    file: ApplicationFileId,
) -> Result<Vec<u8>, OfficeError> {
    let file = cases::open_file(office, who, moment(AT), receipt.case, file).await?;
    Ok(whole(file).await)
}

/// Where the files of the room lie, in the order of their ids.
fn places(site: &Site) -> Vec<PathBuf> {
    let Ok(folders) = std::fs::read_dir(site.folder.path().join("files/stored")) else {
        return Vec::new();
    };
    let files = folders.flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap());
    let mut places: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    places.sort_by_key(|place| place.file_name().map(ToOwned::to_owned));
    places
}

/// What lies in the file room.
pub fn stored(site: &Site) -> Vec<Vec<u8>> {
    places(site)
        .iter()
        .map(|place| std::fs::read(place).unwrap())
        .collect()
}

async fn backed_up(office: &Office) -> (Vec<u8>, backup::Contents) {
    let (sink, contents) = backup::write(office, PROGRAM, moment(AT), Cursor::new(Vec::new()), |_| ())
        .await
        .unwrap();
    (sink.into_inner(), contents)
}

async fn restored(site: &Site, name: &str, archive: &[u8]) -> Result<Office, OfficeError> {
    let url = sqlite_url(&site.folder, &format!("{name}.db"));
    let office = Office::open(&url, &site.folder.path().join(name)).await.unwrap();
    let office = office.with_keys(site.office.keys().unwrap().clone());
    backup::restore(
        &office,
        PROGRAM,
        moment(AT),
        Cursor::new(archive.to_vec()),
        |_| (),
    )
    .await?;
    Ok(office)
}

async fn number(site: &Site, sql: &str) -> i64 {
    let database = site.database().await;
    let query = Statement::from_string(database.get_database_backend(), sql);
    let row = database.query_one_raw(query).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// How many files records hold.
pub async fn held(site: &Site) -> i64 {
    number(
        site,
        "SELECT count(*) FROM stored_file WHERE unclaimed_since IS NULL",
    )
    .await
}

fn holds(bytes: &[u8], some: &[u8]) -> bool {
    bytes.windows(some.len()).any(|window| window == some)
}

async fn nothing_of_a_file_can_be_read_in_database_folder_or_backup(site: &Site) {
    let (receipt, files) = with_files(site).await;
    cases::add_files(
        &site.office,
        &clerk(site),
        moment(AT),
        receipt.case,
        vec![upload("扫描.pdf")],
    )
    .await
    .unwrap();
    assert_eq!(
        opened(&site.office, &clerk(site), &receipt, files[0])
            .await
            .unwrap(),
        PDF
    );
    // The archive holds every table of either engine as text.
    let (archive, _) = backed_up(&site.office).await;
    let mut places = vec![("backup".into(), zstd::decode_all(archive.as_slice()).unwrap())];
    let mut folders = vec![site.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for item in std::fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let mut bytes = Vec::new();
                std::fs::File::open(&path)
                    .unwrap()
                    .read_to_end(&mut bytes)
                    .unwrap();
                places.push((path, bytes));
            }
        }
    }
    assert!(places.len() > 3, "{places:?}");
    let coded = BASE64_STANDARD_NO_PAD.encode(PDF);
    for (path, bytes) in &places {
        assert!(!holds(bytes, &PDF[9..]), "{}", path.display());
        assert!(!holds(bytes, &coded.as_bytes()[..40]), "{}", path.display());
    }
}

/// Puts the content of a row back into the table where earlier releases kept it, sealed, or as it is given.
pub async fn as_before(site: &Site, owner: &str, table: &str, id: i64, plain: &[u8], content: Option<&str>) {
    let mut columns = sealed::SEALED.iter();
    let place = columns.find(|column| column.table == table).unwrap().of_row(id);
    let coded = BASE64_STANDARD_NO_PAD.encode(plain);
    let sealed = site.office.keys().unwrap().seal(place, &coded).unwrap();
    let content = content.unwrap_or(&sealed);
    let sql = format!(
        "UPDATE stored_file SET unclaimed_since = 0 WHERE id = (SELECT stored_id FROM {owner} WHERE id = {id}); \
         UPDATE {owner} SET stored_id = NULL WHERE id = {id}; \
         INSERT INTO {table} (id, content) VALUES ({id}, '{content}')"
    );
    site.database().await.execute_unprepared(&sql).await.unwrap();
}

async fn file_as_before(site: &Site, file: ApplicationFileId, content: Option<&str>) {
    let table = "application_file_content";
    as_before(site, "application_file", table, file.0, PDF, content).await;
}

pub async fn move_all(office: &Office) {
    let mut so_far = Moving::from_the_beginning();
    while let Some(reached) = files::move_contents(office, PROGRAM, moment(AT), so_far)
        .await
        .unwrap()
    {
        assert_ne!(reached, so_far);
        so_far = reached;
    }
}

async fn contents_of_earlier_releases_move_into_the_room(site: &Site) {
    let (receipt, list) = with_files(site).await;
    for file in &list {
        file_as_before(site, *file, None).await;
    }
    let clerk = clerk(site);
    let open = async |office: &Office, place: usize| opened(office, &clerk, &receipt, list[place]).await;
    let (archive, _) = backed_up(&site.office).await;
    assert_eq!(open(&site.office, 0).await.unwrap(), PDF, "before");
    // Two servers at once: each content is moved by one of them, and the other's copy is nobody's.
    tokio::join!(move_all(&site.office), move_all(&site.office));
    let contents = "SELECT count(*) FROM application_file_content";
    assert_eq!(number(site, contents).await, 0);
    assert_eq!(held(site).await, 2);
    assert_eq!(open(&site.office, 0).await.unwrap(), PDF, "after");
    // What was cut off half-way goes on: one is in the room, the other where it was.
    file_as_before(site, list[1], None).await;
    assert_eq!(open(&site.office, 1).await.unwrap(), PDF, "during");
    move_all(&site.office).await;
    assert_eq!((number(site, contents).await, held(site).await), (0, 2));
    let rotated = sealed::rotate(&site.office, PROGRAM, moment(AT), sealed::SEALED, |_| {})
        .await
        .unwrap();
    assert!(rotated.damaged.is_empty() && rotated.values >= 2, "{rotated:?}");
    assert_eq!(open(&site.office, 0).await.unwrap(), PDF);
    assert_eq!(open(&site.office, 1).await.unwrap(), PDF);
    // A backup of before gives the same, before and after they move there too.
    let again = restored(site, "again", &archive).await.unwrap();
    assert_eq!(open(&again, 1).await.unwrap(), PDF);
    move_all(&again).await;
    assert_eq!(open(&again, 1).await.unwrap(), PDF);
}

async fn contents_that_do_not_open_stay_where_they_are(site: &Site) {
    let (receipt, list) = with_files(site).await;
    file_as_before(site, list[0], Some("v1:00000000:AAAA")).await;
    file_as_before(site, list[1], None).await;
    move_all(&site.office).await;
    assert_eq!(
        number(site, "SELECT count(*) FROM application_file_content").await,
        1
    );
    let clerk = clerk(site);
    assert!(opened(&site.office, &clerk, &receipt, list[0]).await.is_err());
    assert_eq!(
        opened(&site.office, &clerk, &receipt, list[1]).await.unwrap(),
        PDF
    );
}

async fn a_backup_carries_the_room_and_brings_it_back(site: &Site) {
    let (receipt, list) = with_files(site).await;
    let (archive, contents) = backed_up(&site.office).await;
    assert_eq!((contents.files, contents.damaged_files.len()), (2, 0));
    let again = restored(site, "again", &archive).await.unwrap();
    let clerk = clerk(site);
    assert_eq!(opened(&again, &clerk, &receipt, list[1]).await.unwrap(), PDF);
    let examined = files::examine(&again, PROGRAM).await.unwrap();
    assert_eq!(
        (examined.whole, examined.missing.len() + examined.damaged.len()),
        (2, 0)
    );
    // What was damaged before is left out and said, and the rest comes back.
    let place = places(site).remove(0);
    let mut bytes = std::fs::read(&place).unwrap();
    bytes[3] ^= 1;
    std::fs::write(&place, bytes).unwrap();
    let (archive, contents) = backed_up(&site.office).await;
    assert_eq!((contents.files, contents.damaged_files.len()), (1, 1));
    assert!(place.ends_with(&contents.damaged_files[0]), "{contents:?}");
    restored(site, "without", &archive).await.unwrap();
}

/// A scan is taken away and thrown away between the reading of the records and of the files, and another comes.
async fn what_is_let_go_of_while_a_backup_runs_is_still_in_it(site: &Site) {
    let (receipt, list) = with_files(site).await;
    let (office, clerk) = (&site.office, clerk(site));
    let scans = || vec![upload("扫描.pdf")];
    cases::add_files(office, &clerk, moment(AT), receipt.case, scans())
        .await
        .unwrap();
    let all = cases::files(office, &clerk, receipt.case).await.unwrap();
    let scan = all.iter().find(|file| !list.contains(&file.id)).unwrap().id;
    let changed = async || {
        cases::drop_scan(office, &clerk, moment(AT), receipt.case, scan, "传错了件")
            .await
            .unwrap();
        files::sweep(office, PROGRAM, moment(AT)).await.unwrap();
        cases::add_files(office, &clerk, moment(AT), receipt.case, scans())
            .await
            .unwrap();
    };
    let mut is_changed = false;
    let runtime = tokio::runtime::Handle::current();
    let progress = |progress: backup::Progress| {
        if progress.stage == Stage::Files && !is_changed {
            is_changed = true;
            tokio::task::block_in_place(|| runtime.block_on(changed()));
        }
    };
    let (sink, contents) = backup::write(office, PROGRAM, moment(AT), Cursor::new(Vec::new()), progress)
        .await
        .unwrap();
    assert_eq!((contents.files, contents.damaged_files.len()), (3, 0));
    let again = restored(site, "again", &sink.into_inner()).await.unwrap();
    assert_eq!(opened(&again, &clerk, &receipt, scan).await.unwrap(), PDF);
    assert!(
        opened(office, &clerk, &receipt, scan).await.is_err(),
        "here it is gone"
    );
    assert_eq!(cases::files(&again, &clerk, receipt.case).await.unwrap(), all);
}

async fn the_operator_learns_which_file_is_missing_or_damaged(site: &Site) {
    let (receipt, list) = with_files(site).await;
    assert_eq!(files::examine(&site.office, PROGRAM).await.unwrap().whole, 2);
    let places = places(site);
    let mut bytes = std::fs::read(&places[0]).unwrap();
    bytes[3] ^= 1;
    std::fs::write(&places[0], bytes).unwrap();
    std::fs::remove_file(&places[1]).unwrap();
    let found = files::examine(&site.office, PROGRAM).await.unwrap();
    assert!(places[0].ends_with(&found.damaged[0]), "{found:?}");
    assert!(places[1].ends_with(&found.missing[0]), "{found:?}");
    assert_eq!((found.whole, found.damaged.len(), found.missing.len()), (0, 1, 1));
    for file in list {
        let refused = opened(&site.office, &clerk(site), &receipt, file)
            .await
            .unwrap_err();
        assert!(matches!(refused, OfficeError::Damaged(_)), "{refused:?}");
    }
    files::try_to_write(&site.office, PROGRAM).await.unwrap();
    assert!(
        !site
            .folder
            .path()
            .join("files/trial")
            .read_dir()
            .unwrap()
            .any(|_| true)
    );
}

async fn what_nobody_claimed_is_gone_after_a_day(site: &Site) {
    let uploads = (0..5).map(|_| upload("1.pdf")).collect();
    cases::keep_files(&site.office, site.organ, moment(AT), "a batch", uploads)
        .await
        .unwrap();
    // One is as if the server had died between putting it in and the act that claims it.
    let database = site.database().await;
    let some = "(SELECT max(stored_id) FROM application_file)";
    for sql in [
        format!(
            "UPDATE stored_file SET unclaimed_since = {} WHERE id = {some}",
            moment(AT).now.as_millisecond()
        ),
        format!("DELETE FROM application_file WHERE stored_id = {some}"),
    ] {
        database.execute_unprepared(&sql).await.unwrap();
    }
    let sweep = async |at: &str| files::sweep(&site.office, PROGRAM, moment(at)).await.unwrap();
    assert_eq!(sweep("2026-03-03T08:59").await, 0);
    assert_eq!(sweep(NEXT_DAY).await, 1);
    assert_eq!(stored(site).len(), 4);
    // What is let go of can't be read from then on, and is gone a day after the sweep that saw it.
    cases::drop_unsent(&site.office, PROGRAM, moment(NEXT_DAY))
        .await
        .unwrap();
    let readable = "SELECT count(*) FROM stored_file WHERE sealed_key IS NOT NULL";
    assert_eq!(number(site, readable).await, 0);
    assert_eq!(sweep(NEXT_DAY).await, 0);
    assert_eq!(sweep(AFTER_THAT).await, 4);
    assert_eq!(stored(site).len(), 0);
    assert_eq!(number(site, "SELECT count(*) FROM stored_file").await, 0);
}
