//! The program as it runs: the demonstration, its pages, a backup taken meanwhile, a graceful stop.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::command::{ended, gongkai, run};

/// A running server that is killed when the test is over.
pub struct Server {
    pub child: Child,
    pub address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn start(folder: &Path, arguments: &[&str]) -> Server {
    let mut child = gongkai(folder)
        .args(arguments)
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines
        .map_while(Result::ok)
        .find(|line| line.starts_with("listening site "))
        .unwrap();
    let address = line.trim_start_matches("listening site http://").to_owned();
    Server { child, address }
}

/// The status and body of an answer.
pub fn get(server: &Server, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).unwrap().parse().unwrap();
    (status, text)
}

fn ask_to_stop(server: &Server) {
    let id = server.child.id().to_string();
    let status = std::process::Command::new("kill").args(["-TERM", &id]).status();
    assert!(status.unwrap().success());
}

pub fn stop(server: Server) -> Option<i32> {
    ask_to_stop(&server);
    ended_by_itself(server)
}

fn ended_by_itself(mut server: Server) -> Option<i32> {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        if let Some(status) = server.child.try_wait().unwrap() {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    None
}

#[test]
fn the_demonstration_serves_its_real_report_and_stops_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["demo", "--without-cases"]);
    for path in [
        "/",
        "/guide",
        "/reports",
        "/reports/2024",
        "/columns",
        "/feed.xml",
        "/sitemap.xml",
        "/readyz",
    ] {
        assert_eq!(get(&server, path).0, 200, "{path}");
    }
    let (_, page) = get(&server, "/reports/2024");
    assert!(page.contains("孟津区先进制造业开发区管委会2024年政府信息公开工作年度报告"));
    assert!(
        page.to_lowercase()
            .contains("content-security-policy: default-src 'self'")
    );
    assert_eq!(get(&server, "/nowhere").0, 404);
    let (status, metrics) = get(&server, "/metrics");
    assert_eq!(status, 200);
    for name in [
        "gongkai_http_requests_total",
        "gongkai_connections ",
        "gongkai_database_up 1",
        "gongkai_resident_bytes",
        "gongkai_start_seconds",
    ] {
        assert!(metrics.contains(name), "{name} in {metrics}");
    }
    assert_eq!(stop(server), Some(0));
}

/// A request whose end never comes: it is open until somebody gives up.
fn unfinished(server: &Server) -> TcpStream {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Next:").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    stream
}

#[test]
fn a_second_signal_ends_it_without_waiting_for_open_requests() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = start(folder.path(), &["serve", "--stop-seconds", "600"]);
    let _open = unfinished(&server);
    let begun = Instant::now();
    ask_to_stop(&server);
    std::thread::sleep(Duration::from_millis(500));
    assert!(
        server.child.try_wait().unwrap().is_none(),
        "an open request is waited for"
    );
    ask_to_stop(&server);
    assert_eq!(ended_by_itself(server), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn open_requests_are_given_up_when_their_time_is_over() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["serve", "--stop-seconds", "2"]);
    let _open = unfinished(&server);
    let begun = Instant::now();
    assert_eq!(stop(server), Some(0));
    assert!((2..10).contains(&begun.elapsed().as_secs()));
}

#[test]
fn a_connection_beyond_the_limit_waits_until_another_ends() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(
        folder.path(),
        &["serve", "--connections", "16", "--address-connections", "16"],
    );
    let open: Vec<TcpStream> = (0..16)
        .map(|_| TcpStream::connect(&server.address).unwrap())
        .collect();
    let mut waiting = TcpStream::connect(&server.address).unwrap();
    waiting
        .set_read_timeout(Some(Duration::from_millis(700)))
        .unwrap();
    write!(
        waiting,
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    assert!(waiting.read_to_string(&mut answer).is_err() && answer.is_empty());
    drop(open);
    waiting.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    waiting.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn metrics_have_an_address_of_their_own_where_one_is_set() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["serve", "--metrics-listen", "127.0.0.1:0"]);
    assert_eq!(get(&server, "/metrics").0, 404);
}

#[test]
fn what_only_reads_makes_no_new_database() {
    let folder = tempfile::tempdir().unwrap();
    for command in [&["audit", "verify"][..], &["backup", "a.backup"], &["doctor"]] {
        let ended = run(folder.path(), &[command, &["--data", "elsewhere"]].concat());
        assert!(ended.code != 0 || ended.out.contains("还没有"), "{}", ended.out);
        assert!(!folder.path().join("elsewhere").exists(), "{command:?}");
    }
}

#[test]
fn a_second_start_loads_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let count = || {
        let ended = run(folder.path(), &["demo", "--without-cases", "--load-only"]);
        assert_eq!(ended.code, 0, "{}", ended.err);
        run(folder.path(), &["audit", "verify", "--data", ".gongkai/demo"]).out
    };
    let first = count();
    assert!(first.contains("审计日志完整"));
    assert_eq!(count(), first);
}

#[test]
fn a_backup_taken_while_serving_comes_back_with_the_same_pages() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["demo", "--without-cases"]);
    let (_, before) = get(&server, "/documents/MJXJ-2025-15-00001");
    let backup = run(
        folder.path(),
        &["backup", "all.backup", "--data", ".gongkai/demo"],
    );
    assert_eq!(backup.code, 0, "{}", backup.err);
    let mode = folder
        .path()
        .join("all.backup")
        .metadata()
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0, "nobody else may read a backup");
    drop(server);
    let bare = run(folder.path(), &["restore", "all.backup", "--data", "again"]);
    assert!(
        bare.code == 2
            && bare.err.contains("密钥文件 again/keys.toml 不在")
            && !folder.path().join("again").exists(),
        "{}",
        bare.err
    );
    std::fs::create_dir(folder.path().join("again")).unwrap();
    let keys = folder.path().join(".gongkai/demo/keys.toml");
    std::fs::copy(keys, folder.path().join("again/keys.toml")).unwrap();
    let restore = run(folder.path(), &["restore", "all.backup", "--data", "again"]);
    assert_eq!(restore.code, 0, "{}", restore.err);
    let verified = run(folder.path(), &["audit", "verify", "--data", "again"]);
    assert!(
        verified.code == 0 && !verified.out.contains("封印") && !verified.out.contains("旁证"),
        "{}",
        verified.out
    );
    let again = run(folder.path(), &["restore", "all.backup", "--data", "again"]);
    assert_ne!(
        again.code, 0,
        "restoring over a place that is not empty is refused"
    );
    let server = start(folder.path(), &["serve", "--data", "again"]);
    let (status, after) = get(&server, "/documents/MJXJ-2025-15-00001");
    assert_eq!(status, 200);
    let body = |page: &str| page.split_once("<main").unwrap().1.to_owned();
    assert_eq!(body(&before), body(&after));
}

#[test]
fn a_damaged_backup_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        run(folder.path(), &["demo", "--without-cases", "--load-only"]).code,
        0
    );
    assert_eq!(
        run(
            folder.path(),
            &["backup", "all.backup", "--data", ".gongkai/demo"]
        )
        .code,
        0
    );
    let path = folder.path().join("all.backup");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xFF;
    std::fs::write(&path, bytes).unwrap();
    let ended = run(folder.path(), &["restore", "all.backup", "--data", "again"]);
    assert_eq!(ended.code, 2, "{}", ended.out);
    assert!(!folder.path().join("again").exists());
}

#[test]
fn the_doctor_finds_the_demonstration_in_order_and_a_closed_database_not() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        run(folder.path(), &["demo", "--without-cases", "--load-only"]).code,
        0
    );
    let healthy = run(folder.path(), &["doctor", "--json", "--data", ".gongkai/demo"]);
    assert_eq!(healthy.code, 0, "{}", healthy.out);
    let checks: serde_json::Value = serde_json::from_str(&healthy.out).unwrap();
    assert!(
        checks
            .as_array()
            .unwrap()
            .iter()
            .any(|check| check["name"] == "审计日志")
    );
    let closed = [
        "doctor",
        "--database",
        "postgres://nobody:secret@127.0.0.1:1/none",
    ];
    let broken = run(folder.path(), &closed);
    assert_eq!(broken.code, 1);
    assert!(
        broken.out.contains("故障") && !broken.out.contains("secret"),
        "{}",
        broken.out
    );
}

#[test]
fn the_doctor_names_a_file_that_is_gone_and_nothing_starts_where_no_file_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        run(folder.path(), &["demo", "--without-cases", "--load-only"]).code,
        0
    );
    let here = |arguments: &[&str]| run(folder.path(), &[arguments, &["--data", ".gongkai/demo"]].concat());
    let whole = here(&["doctor"]);
    assert!(whole.out.contains("个文件齐全，校验值相符"), "{}", whole.out);
    let files = folder.path().join(".gongkai/demo/files");
    let first = std::fs::read_dir(&files).unwrap().next().unwrap().unwrap().path();
    let inner = std::fs::read_dir(&first).unwrap().next().unwrap().unwrap().path();
    let lost = if inner.is_dir() {
        std::fs::read_dir(&inner).unwrap().next().unwrap().unwrap().path()
    } else {
        inner
    };
    let place = lost.strip_prefix(&files).unwrap().display().to_string();
    std::fs::write(&lost, "other").unwrap();
    let damaged = here(&["doctor"]);
    assert!(damaged.out.contains(&format!("损坏 {place}")), "{}", damaged.out);
    std::fs::remove_file(&lost).unwrap();
    let missing = here(&["doctor"]);
    assert_eq!(missing.code, 1);
    assert!(missing.out.contains(&format!("缺失 {place}")), "{}", missing.out);
    assert!(missing.out.contains("从备份取回"), "{}", missing.out);
    // Whoever runs the tests may write everywhere, but not into what is no folder.
    std::fs::remove_dir_all(&files).unwrap();
    std::fs::write(&files, "").unwrap();
    let refused = here(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(
        refused.code != 0 && refused.err.contains("附件目录"),
        "{}",
        refused.err
    );
    std::fs::remove_file(&files).unwrap();
    std::fs::create_dir(&files).unwrap();
    std::fs::write(files.join("trial"), "").unwrap();
    let refused = here(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(
        refused.code != 0 && refused.err.contains("不能在附件目录"),
        "{}",
        refused.err
    );
}

#[test]
fn the_first_accounts_are_made_by_the_operator_and_administrators_stay_apart() {
    let folder = tempfile::tempdir().unwrap();
    let organ = [
        "organ",
        "create",
        "--code",
        "A1",
        "--name",
        "某某局",
        "--level",
        "department",
    ];
    assert_eq!(run(folder.path(), &organ).code, 0);
    let create = |roles: &[&str]| {
        let mut command = gongkai(folder.path());
        command.args([
            "account", "create", "--organ", "A1", "--login", "admin1", "--name", "张三",
        ]);
        command.args(roles.iter().flat_map(|role| ["--role", role]));
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(b"Mengjin-2024\n").unwrap();
        ended(child.wait_with_output().unwrap())
    };
    let both = create(&["system_administrator", "auditor"]);
    assert!(both.code != 0 && both.err.contains("三员分立"), "{}", both.err);
    assert_eq!(create(&["system_administrator"]).code, 0);
}

#[test]
fn the_key_file_is_made_at_the_first_start_and_kept_out_of_backups() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        run(folder.path(), &["demo", "--without-cases", "--load-only"]).code,
        0
    );
    let keys = folder.path().join(".gongkai/demo/keys.toml");
    let mode = std::fs::metadata(&keys).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let here = |arguments: &[&str]| run(folder.path(), &[arguments, &["--data", ".gongkai/demo"]].concat());
    let list = here(&["keys", "list"]);
    assert_eq!((list.code, list.out.lines().count()), (0, 1), "{}", list.err);
    let rotated = here(&["keys", "rotate"]);
    assert_eq!(rotated.code, 0, "{}", rotated.err);
    assert!(rotated.out.contains("已换用新密钥"), "{}", rotated.out);
    let list = here(&["keys", "list"]).out;
    assert_eq!(list.lines().count(), 2);
    assert!(list.lines().last().unwrap().ends_with("当前使用"));
    let backup = here(&["backup", "all.backup"]);
    assert!(backup.out.contains("备份中没有密钥文件"), "{}", backup.out);
    assert!(here(&["doctor"]).out.contains("[正常] 密钥文件"));
    std::fs::remove_file(&keys).unwrap();
    let without = here(&["keys", "list"]);
    assert!(
        without.code == 2 && without.err.contains("没有密钥文件"),
        "{}",
        without.err
    );
}
