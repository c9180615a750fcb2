//! What a crowd or a stranger with many connections may hold of the running program: seats, memory, another's page.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::serving::{Server, start};

/// What is answered to these bytes, until the server ends the connection.
fn said(server: &Server, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(bytes).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// A connection that asks for much and reads nothing of it.
fn who_does_not_read(server: &Server, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream
        .set_write_timeout(Some(Duration::from_millis(500)))
        .unwrap();
    let asked = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(2000);
    // The server takes no more questions while nobody takes its answers.
    let _ = stream.write_all(asked.as_bytes());
    stream
}

#[test]
fn who_reads_nothing_keeps_no_seat() {
    let folder = tempfile::tempdir().unwrap();
    let bounds = [
        "--connections",
        "16",
        "--address-connections",
        "16",
        "--unread-seconds",
        "2",
    ];
    let server = start(
        folder.path(),
        &[&["demo", "--without-cases"][..], &bounds].concat(),
    );
    let unread: Vec<TcpStream> = (0..16)
        .map(|_| who_does_not_read(&server, "/reports/2024"))
        .collect();
    let begun = Instant::now();
    let answer = said(
        &server,
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    );
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    drop(unread);
}

#[test]
fn one_address_holds_a_part_of_the_seats() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["serve", "--connections", "16"]);
    let open: Vec<TcpStream> = (0..8)
        .map(|_| TcpStream::connect(&server.address).unwrap())
        .collect();
    std::thread::sleep(Duration::from_millis(300));
    let mut one_more = TcpStream::connect(&server.address).unwrap();
    one_more.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut answer = Vec::new();
    // It is closed at once: the other half of the seats is somebody else's.
    assert!(
        !matches!(one_more.read_to_end(&mut answer), Ok(1..)),
        "{answer:?}"
    );
    drop(open);
    std::thread::sleep(Duration::from_millis(300));
    let answer = said(
        &server,
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    );
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn a_request_that_names_no_host_or_two_is_for_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["serve"]);
    let asked = |lines: &str| {
        let answer = said(
            &server,
            format!("GET /healthz HTTP/1.1\r\n{lines}Connection: close\r\n\r\n").as_bytes(),
        );
        answer.split(' ').nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(asked("Host: localhost\r\n"), "200");
    assert_eq!(asked("Host: 127.0.0.1:8080\r\n"), "200");
    for lines in [
        "",
        "Host:\r\n",
        "Host: localhost\r\nHost: localhost\r\n",
        "Host: site/columns/statutory\r\n",
        "Host: <script>\r\n",
        "Host: u@a\r\n",
        "Host: a:99999\r\n",
    ] {
        assert_eq!(asked(lines), "400", "{lines:?}");
    }
    let old = said(&server, b"GET /healthz HTTP/1.0\r\n\r\n");
    assert!(
        old.starts_with("HTTP/1.0 200"),
        "a watch of HTTP/1.0 names none: {old}"
    );
}

#[test]
fn a_body_comes_with_its_length_and_what_names_two_ends_the_connection() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["serve"]);
    // What is smuggled stands behind the body, for a reader who goes by the other of the two.
    let smuggled = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let bodies = [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 0\r\n\r\n",
        "Content-Length: 0\r\nTransfer-Encoding: identity\r\n\r\n",
    ];
    for body in bodies {
        let asked = format!("POST /desk/session HTTP/1.1\r\nHost: localhost\r\n{body}{smuggled}");
        let answer = said(&server, asked.as_bytes());
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{body:?}: {answer}");
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(matches!(status, "400" | "411"), "{body:?}: {answer}");
    }
    let form = "Content-Length: 7\r\nConnection: close\r\n\r\nlogin=a";
    let asked = format!("POST /desk/session HTTP/1.1\r\nHost: localhost\r\n{form}");
    let answer = said(&server, asked.as_bytes());
    assert!(!answer.starts_with("HTTP/1.1 411"), "{answer}");
}

fn resident_megabytes(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    let kilobytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kilobytes / 1024
}

/// What stands between two marks.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap();
    rest.split_once(after).unwrap().0
}

#[test]
fn what_a_crowd_at_the_sign_in_took_of_memory_is_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["demo", "--without-cases"]);
    let page = said(
        &server,
        b"GET /desk/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    );
    let visit = between(&page, "gongkai_visit=", ";");
    let csrf = between(&page, "name=\"csrf\" value=\"", "\"");
    let before = resident_megabytes(&server);
    for round in 0..2 {
        std::thread::scope(|scope| {
            for at in 0..60 {
                let server = &server;
                let body = format!("csrf={csrf}&login=nobody{round}{at}&password=Wrong-{at}-word");
                scope.spawn(move || {
                    let asked = format!(
                        "POST /desk/session HTTP/1.1\r\nHost: localhost\r\nCookie: gongkai_visit={visit}\r\n\
                         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\
                         Connection: close\r\n\r\n{body}",
                        body.len()
                    );
                    let answer = said(server, asked.as_bytes());
                    let status = answer.split(' ').nth(1).unwrap_or_default();
                    assert!(["422", "503", "429"].contains(&status), "{answer}");
                });
            }
        });
    }
    std::thread::sleep(Duration::from_secs(1));
    let after = resident_megabytes(&server);
    // With the allocator of the C library some 420 MB are kept.
    assert!(after < before + 250, "{before} MB before, {after} MB after");
}
