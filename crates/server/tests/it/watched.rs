//! What an operator reads of a start that has to wait, and what stands in no log: words that were searched for.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::command::{gongkai, repository};
use crate::serving::{Server, get};

/// Everything the program complains of from now on, as it comes.
fn complaints(child: &mut Child) -> Receiver<String> {
    let stderr = BufReader::new(child.stderr.take().unwrap());
    let (send, lines) = channel();
    std::thread::spawn(move || {
        for line in stderr.lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    lines
}

/// Kills a first start while it takes its steps; gives whether it was still at it.
fn killed_while_migrating(folder: &Path) -> bool {
    let mut first = gongkai(folder)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let has_lease = || {
        let files = ["gongkai.db", "gongkai.db-wal"].map(|name| folder.join("data").join(name));
        files.iter().any(|file| {
            let bytes = std::fs::read(file).unwrap_or_default();
            bytes.windows(10).any(|words| words == b"migrations")
        })
    };
    let begun = Instant::now();
    while !has_lease() && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(5));
    }
    first.kill().unwrap();
    first.wait().unwrap();
    has_lease() && !folder.join("data/search").exists()
}

#[test]
fn a_start_that_waits_for_a_killed_one_says_what_it_waits_for() {
    let folder = tempfile::tempdir().unwrap();
    assert!(killed_while_migrating(folder.path()));
    let mut second = gongkai(folder.path())
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = complaints(&mut second);
    let told = loop {
        match lines.recv_timeout(Duration::from_secs(20)) {
            Ok(line) if line.contains("waiting for another server") => break Some(line),
            Ok(_) => {}
            Err(_) => break None,
        }
    };
    second.kill().unwrap();
    second.wait().unwrap();
    let told = told.expect("the wait is told within seconds");
    assert!(told.contains("up to 30 seconds"), "{told}");
}

#[test]
fn what_was_searched_for_stands_in_no_log_of_ours() {
    const SOUGHT: &str = "王小明";
    const WRITTEN: &str = "%E7%8E%8B%E5%B0%8F%E6%98%8E";
    let folder = tempfile::tempdir().unwrap();
    let mut child = gongkai(folder.path())
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "debug"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = complaints(&mut child);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("listening site ") {
        line.clear();
        assert_ne!(out.read_line(&mut line).unwrap(), 0);
    }
    let address = line
        .trim()
        .trim_start_matches("listening site http://")
        .to_owned();
    let server = Server { child, address };
    for path in [
        "/search",
        "/desk/cases",
        "/desk/search",
        "/desk/audit",
        "/nowhere",
    ] {
        get(&server, &format!("{path}?q={WRITTEN}"));
    }
    drop(server);
    let log: Vec<String> = lines.iter().collect();
    assert!(log.iter().any(|line| line.contains("/desk/search")), "{log:#?}");
    let tells = |line: &&String| line.contains(SOUGHT) || line.to_uppercase().contains(WRITTEN);
    assert_eq!(log.iter().find(tells), None);
}

#[test]
fn the_samples_log_no_words_that_were_searched_for() {
    let sample =
        |name: &str| std::fs::read_to_string(repository(&format!("examples/deploy/{name}"))).unwrap();
    let nginx = sample("nginx.conf");
    let format = nginx
        .lines()
        .find(|line| line.starts_with("log_format gongkai "))
        .unwrap();
    for told in [
        "$request_uri",
        "$request\"",
        "$args",
        "$query_string",
        "$http_referer",
    ] {
        assert!(!format.contains(told), "{format}");
    }
    // Where a server says nothing of its log, nginx writes whole requests.
    let servers = nginx.split("\nserver {").skip(1);
    let is_own = |server: &str| {
        let logs: Vec<&str> = server
            .lines()
            .filter_map(|line| line.trim().strip_prefix("access_log "))
            .collect();
        !logs.is_empty()
            && logs
                .iter()
                .all(|log| *log == "off;" || log.ends_with(" gongkai;"))
    };
    for server in servers {
        assert!(is_own(server), "{server}");
    }
    assert!(sample("Caddyfile").contains("request>uri regexp \"[?].*|"));
}
