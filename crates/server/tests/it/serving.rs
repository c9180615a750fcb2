//! The program as it runs: the demonstration, its pages, a backup taken meanwhile, a graceful stop.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::{FileExt, PermissionsExt};
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
    let server = start(folder.path(), &["demo"]);
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

/// Every file and folder that lies there, with its mode.
fn modes(folder: &Path) -> Vec<(std::path::PathBuf, u32)> {
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let mut all = vec![(folder.to_owned(), mode(folder))];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(modes(&path));
        } else {
            all.push((path.clone(), mode(&path)));
        }
    }
    all
}

#[test]
fn nobody_else_may_read_what_the_program_keeps_and_the_doctor_says_who_may() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["demo"]);
    let data = folder.path().join(".gongkai/demo");
    for (path, mode) in modes(&data) {
        assert_eq!(mode & 0o077, 0, "{} {mode:o}", path.display());
    }
    drop(server);
    let here = |arguments: &[&str]| run(folder.path(), &[arguments, &["--data", ".gongkai/demo"]].concat());
    assert!(here(&["doctor"]).out.contains("[正常] 文件权限"));
    std::fs::set_permissions(&data, PermissionsExt::from_mode(0o755)).unwrap();
    std::fs::set_permissions(data.join("gongkai.db"), PermissionsExt::from_mode(0o644)).unwrap();
    let open = here(&["doctor"]);
    let warned = open.out.contains("[注意] 文件权限")
        && open.out.contains("chmod -R go-rwx .gongkai/demo .gongkai/demo/gongkai.db");
    assert!(open.code == 0 && warned, "{}", open.out);
}

#[test]
fn a_second_start_loads_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let count = || {
        let ended = run(folder.path(), &["demo", "--load-only"]);
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
    let server = start(folder.path(), &["demo"]);
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
    let restore = run(folder.path(), &["restore", "all.backup", "--data", "again"]);
    assert_eq!(restore.code, 0, "{}", restore.err);
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
    assert_eq!(run(folder.path(), &["demo", "--load-only"]).code, 0);
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
fn a_refused_restoration_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| run(folder.path(), arguments);
    std::fs::write(folder.path().join("rubbish"), [0x5A; 1000]).unwrap();
    let refused = here(&["restore", "rubbish", "--data", "again"]);
    assert_eq!(refused.code, 2, "{}", refused.out);
    assert!(!folder.path().join("again").exists());
    // A whole backup into a place with files in the way: what was there stays, and no database is made beside it.
    assert_eq!(here(&["demo", "--load-only"]).code, 0);
    assert_eq!(here(&["backup", "all.backup", "--data", ".gongkai/demo"]).code, 0);
    std::fs::create_dir_all(folder.path().join("full/files")).unwrap();
    std::fs::write(folder.path().join("full/files/kept"), "kept").unwrap();
    let refused = here(&["restore", "all.backup", "--data", "full"]);
    assert!(refused.code == 2 && refused.err.contains("不是空的"), "{}", refused.err);
    let left: Vec<_> = std::fs::read_dir(folder.path().join("full")).unwrap().collect();
    assert!(left.len() == 1 && folder.path().join("full/files/kept").exists());
}

#[test]
fn the_doctor_finds_the_demonstration_in_order_and_a_closed_database_not() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["demo", "--load-only"]).code, 0);
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
    assert_eq!(run(folder.path(), &["demo", "--load-only"]).code, 0);
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
fn levels_and_roles_are_listed_and_taken_in_chinese() {
    let folder = tempfile::tempdir().unwrap();
    let organ = |level: &str| {
        let words = ["organ", "create", "--code", "A1", "--name", "某某局", "--level", level];
        run(folder.path(), &words)
    };
    let refused = organ("部门");
    assert!(
        refused.code == 2 && refused.err.contains("国务院部门、") && refused.err.contains("地方人民政府部门"),
        "{}",
        refused.err
    );
    assert_eq!(organ("地方人民政府部门").code, 0);
    let account = |role: &str| {
        let mut command = gongkai(folder.path());
        command.args(["account", "create", "--organ", "A1", "--login", "admin1"]);
        command.args(["--name", "张三", "--role", role]);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        // Who is refused has not read it.
        let _ = child.stdin.take().unwrap().write_all(b"Mengjin-2024\n");
        ended(child.wait_with_output().unwrap())
    };
    let refused = account("管理员");
    assert!(
        refused.code == 2 && refused.err.contains("系统管理员、安全管理员、审计管理员"),
        "{}",
        refused.err
    );
    assert_eq!(account("系统管理员").code, 0);
    for (command, word) in [("organ", "地方人民政府部门（department）"), ("account", "系统管理员（system_administrator）")] {
        let help = run(folder.path(), &[command, "create", "--help"]).out;
        assert!(help.contains(word), "{help}");
    }
}

/// Types each answer at a terminal once its question has appeared; gives all that was to be seen there.
fn at_a_terminal(folder: &Path, arguments: &str, answers: &[(&str, &str)]) -> (i32, String) {
    let program = format!("{} {arguments}", env!("CARGO_BIN_EXE_gongkai"));
    let mut child = std::process::Command::new("script")
        .args(["-qec", &program, "/dev/null"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut keys, mut screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut seen = Vec::new();
    let mut next = [0; 256];
    for (question, answer) in answers {
        while !String::from_utf8_lossy(&seen).contains(question) {
            let length = screen.read(&mut next).unwrap();
            assert!(length > 0, "{}", String::from_utf8_lossy(&seen));
            seen.extend_from_slice(&next[..length]);
        }
        keys.write_all(format!("{answer}\n").as_bytes()).unwrap();
    }
    // A terminal whose program has ended is an error to read from, as its end is.
    let _ = screen.read_to_end(&mut seen);
    let code = child.wait().unwrap().code().unwrap();
    (code, String::from_utf8_lossy(&seen).into_owned())
}

#[test]
fn a_password_is_typed_twice_at_a_terminal_and_not_seen() {
    let folder = tempfile::tempdir().unwrap();
    let organ = ["organ", "create", "--code", "A1", "--name", "某某局", "--level", "department"];
    assert_eq!(run(folder.path(), &organ).code, 0);
    let create = "account create --organ A1 --login admin1 --name 张三 --role auditor";
    let (once, again) = ("请输入初始密码：", "请再输入一遍：");
    let answers = [(once, "Mengjin-2024"), (again, "Mengjin-2025")];
    let (code, seen) = at_a_terminal(folder.path(), create, &answers);
    assert!(code == 2 && seen.contains("两次输入的密码不一样"), "{seen}");
    assert!(!seen.contains("Mengjin"), "{seen}");
    let answers = [(once, "Mengjin-2024"), (again, "Mengjin-2024")];
    let (code, seen) = at_a_terminal(folder.path(), create, &answers);
    assert!(code == 0 && seen.contains("已开通账号 admin1"), "{seen}");
    assert!(!seen.contains("Mengjin"), "{seen}");
}

#[test]
fn the_key_file_is_made_at_the_first_start_and_kept_out_of_backups() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["demo", "--load-only"]).code, 0);
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

/// Overwrites the last page of the database that holds rows.
fn spoil_a_page(database: &Path) {
    const SIZE: usize = 4096;
    const LEAF_OF_A_TABLE: u8 = 0x0D;
    let bytes = std::fs::read(database).unwrap();
    let page = bytes
        .chunks(SIZE)
        .rposition(|page| page[0] == LEAF_OF_A_TABLE)
        .unwrap();
    let file = std::fs::File::options().write(true).open(database).unwrap();
    let place = u64::try_from(page * SIZE).unwrap();
    file.write_all_at(&[0xA5; SIZE], place).unwrap();
}

#[test]
fn the_doctor_and_the_readiness_find_damaged_pages() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["demo", "--load-only"]).code, 0);
    let here = |arguments: &[&str]| run(folder.path(), &[arguments, &["--data", ".gongkai/demo"]].concat());
    assert!(here(&["doctor"]).out.contains("[正常] 数据页"));
    spoil_a_page(&folder.path().join(".gongkai/demo/gongkai.db"));
    let damaged = here(&["doctor"]);
    assert!(
        damaged.code == 1 && damaged.out.contains("[故障] 数据页") && damaged.out.contains("从最近一份完好的备份恢复"),
        "{}",
        damaged.out
    );
    let server = start(folder.path(), &["serve", "--data", ".gongkai/demo"]);
    let asked = Instant::now();
    while get(&server, "/readyz").0 != 503 {
        assert!(asked.elapsed() < Duration::from_secs(20), "ready with a damaged page");
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(get(&server, "/healthz").0, 200);
}
