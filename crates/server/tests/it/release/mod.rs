//! A database of the release of 2026-11-28, filled before anything later was written: it is brought up to date, shows what
//! it showed, keeps its audit chain, and goes through a backup. See `tests/fixtures/release-2026-11-28/README.md`.

mod browser;
mod facts;
mod intended;
mod record;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::command::{fixture, run};
use browser::Site;
use record::Page;

const RELEASE: &str = "release-2026-11-28";

fn held(name: &str) -> Vec<u8> {
    let bytes = fs::read(fixture(&format!("{RELEASE}/{name}"))).unwrap();
    zstd::decode_all(bytes.as_slice()).unwrap()
}

/// The data folder of the release: SQLite's file, files, keys.
fn data_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let archive = held("data.tar.zst");
    tar::Archive::new(archive.as_slice())
        .unpack(folder.path().join("data"))
        .unwrap();
    folder
}

fn sqlite_url(folder: &Path, data: &str) -> String {
    format!("sqlite:{}", folder.join(data).join("gongkai.db").display())
}

/// Runs the program on the store; it has to succeed.
fn does(folder: &Path, data: &str, url: &str, arguments: &[&str]) -> String {
    let ended = run(
        folder,
        &[arguments, &["--data", data, "--database", url]].concat(),
    );
    assert_eq!(ended.code, 0, "{arguments:?}: {}{}", ended.out, ended.err);
    ended.out
}

/// Every page of the record as the store shows it now, but for what is intended.
async fn shows_the_same(url: &str, data: &Path) {
    let site = Site::open(url, data).await;
    let golden = String::from_utf8(held("shown.txt.zst")).unwrap();
    let store = facts::of_dump(&String::from_utf8(held("postgres.sql.zst")).unwrap());
    let (mut differences, mut facts) = (Vec::new(), 0);
    let mut who = String::new();
    let mut browser = site.enter("-").await;
    for page in record::read(&golden) {
        if page.who != who {
            who.clone_from(&page.who);
            browser = site.enter(&who).await;
        }
        let lines = browser.see(&page.address).await;
        differences.extend(if is_laid_anew(&page) {
            facts += facts::on_page(&store, &page.lines).len();
            lost(&page, &lines, &browser.body, &store)
        } else {
            difference(&page, lines)
        });
    }
    site.close().await;
    assert!(facts > 2_000, "hardly anything of the desk was compared: {facts}");
    assert!(
        differences.is_empty(),
        "{} pages show otherwise than the release did (mend it, or say why in intended.rs):\n{}",
        differences.len(),
        differences
            .iter()
            .take(12)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

/// Whether it is a page of the desk, the application or its progress, or of the reports. What those say of the records is compared, not in which
/// words and where.
fn is_laid_anew(page: &Page) -> bool {
    let is_page = page.lines.first().is_some_and(|status| status == "200");
    let anew = [" /desk", " /apply", " /track/case"];
    let is_of_reports = page.address.starts_with("GET /reports") && !page.address.contains('.');
    is_page && (is_of_reports || anew.iter().any(|place| page.address.contains(place)))
}

/// What a page of the desk said of the records and says no more.
fn lost(page: &Page, now: &[String], body: &str, store: &BTreeSet<String>) -> Option<String> {
    let head = format!("{} {}", page.who, page.address);
    if intended::is_closed(&head) && now.first().is_some_and(|status| status == "403") {
        return None;
    }
    if now.first() != page.lines.first() {
        return Some(format!("== {head}: {now:?}"));
    }
    let lost: Vec<&str> = facts::on_page(store, &page.lines)
        .into_iter()
        .filter(|fact| !facts::is_said(fact, body) && !intended::is_let_go(&head, fact))
        .collect();
    (!lost.is_empty()).then(|| format!("== {head}\n  lost: {}", lost.join(" | ")))
}

fn difference(page: &Page, now: Vec<String>) -> Option<String> {
    let head = format!("{} {}", page.who, page.address);
    if intended::is_gone(&head) {
        let is_there = now.first().is_some_and(|line| !line.starts_with("404"));
        return is_there.then(|| format!("== {head}: still there"));
    }
    let (was, now) = intended::applied(&head, &page.lines, now);
    if was == now {
        return None;
    }
    let at = was
        .iter()
        .zip(&now)
        .take_while(|(one, other)| one == other)
        .count();
    let piece = |lines: &[String]| {
        lines
            .iter()
            .skip(at)
            .take(4)
            .cloned()
            .collect::<Vec<_>>()
            .join(" | ")
    };
    Some(format!(
        "== {head}, line {at}\n  was: {}\n  now: {}",
        piece(&was),
        piece(&now)
    ))
}

/// Brought up to date, looked at, its chain read, backed up and restored, and the release's own backup restored.
async fn lives_on(folder: &Path, url: &str, empty: &str) {
    does(folder, "data", url, &["migrate"]);
    does(folder, "data", url, &["migrate"]);
    assert!(does(folder, "data", url, &["audit", "verify"]).contains("审计日志完整"));
    shows_the_same(url, &folder.join("data")).await;
    // What it kept in the database lies in the file room from here on, and so it does in the backup.
    assert!(Site::open(url, &folder.join("data")).await.moved().await > 0);
    does(folder, "data", url, &["backup", "now.backup"]);
    comes_back(folder, "now.backup", empty, "again").await;
}

/// A backup restored into an empty place shows the same.
async fn comes_back(folder: &Path, backup: &str, url: &str, data: &str) {
    fs::create_dir_all(folder.join(data)).unwrap();
    fs::copy(folder.join("data/keys.toml"), folder.join(data).join("keys.toml")).unwrap();
    does(folder, data, url, &["restore", backup]);
    does(folder, data, url, &["migrate"]);
    assert!(does(folder, data, url, &["audit", "verify"]).contains("审计日志完整"));
    shows_the_same(url, &folder.join(data)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_the_release_lives_on_in_sqlite() {
    let folder = data_folder();
    let folder = folder.path();
    lives_on(folder, &sqlite_url(folder, "data"), &sqlite_url(folder, "again")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_the_release_comes_back_in_sqlite() {
    let folder = data_folder();
    let folder = folder.path();
    fs::copy(
        fixture(&format!("{RELEASE}/release.backup")),
        folder.join("release.backup"),
    )
    .unwrap();
    comes_back(folder, "release.backup", &sqlite_url(folder, "old"), "old").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_the_release_lives_on_in_postgres() {
    let Some((server, admin)) = postgres() else {
        return;
    };
    let folder = data_folder();
    let names: Vec<String> = ["was", "again", "old"]
        .iter()
        .map(|name| format!("release_{name}_{}", std::process::id()))
        .collect();
    for name in &names {
        psql(
            &admin,
            &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"),
        );
    }
    let urls: Vec<String> = names.iter().map(|name| format!("{server}/{name}")).collect();
    psql(&urls[0], &String::from_utf8(held("postgres.sql.zst")).unwrap());
    lives_on(folder.path(), &urls[0], &urls[1]).await;
    fs::copy(
        fixture(&format!("{RELEASE}/release.backup")),
        folder.path().join("release.backup"),
    )
    .unwrap();
    comes_back(folder.path(), "release.backup", &urls[2], "old").await;
    for name in &names {
        psql(&admin, &format!("DROP DATABASE {name} WITH (FORCE)"));
    }
}

/// The server that the environment names, and its administrator's URL; `None`, said aloud, where it names none.
fn postgres() -> Option<(String, String)> {
    let Ok(admin) = std::env::var("GONGKAI_TEST_POSTGRES") else {
        assert!(
            std::env::var("GONGKAI_TEST_REQUIRE_POSTGRES").is_err(),
            "PostgreSQL is required and not named"
        );
        eprintln!(
            "not run on PostgreSQL: set GONGKAI_TEST_POSTGRES to the URL of a role that may create databases"
        );
        return None;
    };
    let (server, _) = admin.rsplit_once('/').unwrap();
    Some((server.to_owned(), admin.clone()))
}

fn psql(url: &str, sql: &str) {
    let mut child = Command::new("psql")
        .args([url, "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), sql.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

/// Writes the record of a new release: `RELEASE_DATA` names its data folder (with `tracks.txt`), `RELEASE_SHOWN` the file.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_release_shows_is_written_down_when_asked_for() {
    let (Ok(data), Ok(out)) = (std::env::var("RELEASE_DATA"), std::env::var("RELEASE_SHOWN")) else {
        return;
    };
    let data = Path::new(&data);
    let known = fs::read_to_string(data.join("tracks.txt")).unwrap();
    let tracks: Vec<_> = known.lines().filter_map(|line| line.split_once('\t')).collect();
    let tracks: Vec<_> = tracks
        .into_iter()
        .filter(|(number, _)| *number != "draft")
        .collect();
    let site = Site::open(&format!("sqlite:{}", data.join("gongkai.db").display()), data).await;
    fs::write(out, record::write(&site, &tracks).await).unwrap();
}
