//! Mail as the program sends it: a server that refuses, a kill in between, and what the operator is told meanwhile.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::command::{ended, gongkai, run};
use crate::serving::{get, start, stop};

/// A mail server that puts everything off until it is told to accept.
struct Post {
    address: String,
    accepts: Arc<AtomicBool>,
    taken: Arc<Mutex<Vec<String>>>,
}

impl Post {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let post = Self {
            address: listener.local_addr().unwrap().to_string(),
            accepts: Arc::default(),
            taken: Arc::default(),
        };
        let (accepts, taken) = (post.accepts.clone(), post.taken.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (accepts, taken) = (accepts.clone(), taken.clone());
                std::thread::spawn(move || speak(stream, &accepts, &taken));
            }
        });
        post
    }

    fn taken(&self) -> usize {
        self.taken.lock().unwrap().len()
    }

    fn options(&self) -> [&str; 7] {
        [
            "--mail-server",
            &self.address,
            "--mail-security",
            "none",
            "--mail-from",
            "gongkai@example.gov.cn",
            "--data=data",
        ]
    }
}

fn speak(stream: TcpStream, accepts: &AtomicBool, taken: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut answers = stream.try_clone()?;
    let mut lines = BufReader::new(stream);
    answers.write_all(b"220 test\r\n")?;
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        let said = line.to_lowercase();
        let answer: &[u8] = if said.starts_with("data") {
            answers.write_all(b"354 go on\r\n")?;
            let mut whole = String::new();
            while !whole.ends_with("\r\n.\r\n") {
                lines.read_line(&mut whole)?;
            }
            taken.lock().unwrap().push(whole);
            b"250 taken\r\n"
        } else if said.starts_with("rcpt") && !accepts.load(Ordering::SeqCst) {
            b"451 4.3.2 not now\r\n"
        } else {
            b"250 fine\r\n"
        };
        answers.write_all(answer)?;
        line.clear();
    }
    Ok(())
}

/// Asks until the answer is yes, for twenty seconds at most.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn jobs(folder: &Path) -> String {
    run(folder, &["jobs", "list", "--data=data"]).out
}

#[test]
fn a_refused_mail_outlives_a_kill_and_goes_out_once() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::open();
    let options = post.options();
    // The demonstration registers a clerk's address, which is told to that address, and publishes a report, whose PDF is
    // kept by a second job.
    assert_eq!(
        run(
            folder.path(),
            &["demo", "--without-cases", "--load-only", "--data=data"]
        )
        .code,
        0
    );
    let at_first = jobs(folder.path());
    assert!(at_first.contains("待办 2 件"), "{at_first}");
    let serving: Vec<&str> = ["serve"].iter().chain(&options).copied().collect();
    let server = start(folder.path(), &serving);
    until("it is tried", || {
        jobs(folder.path()).contains("暂时不能接收（451）")
    });
    // A job that is cut short by the kill below would be taken again only when its time is over.
    until("the report's PDF is kept", || {
        !jobs(folder.path()).contains("文件制作")
    });
    let told = jobs(folder.path());
    assert!(
        told.contains("j***@example.com") && !told.contains("jingban@"),
        "{told}"
    );
    let checks: Vec<&str> = ["doctor"].iter().chain(&options).copied().collect();
    let doctor = run(folder.path(), &checks);
    assert!(
        doctor.out.contains(&format!("邮件服务器 {}", post.address)),
        "{}",
        doctor.out
    );
    assert!(doctor.out.contains("其中失败后重试 1 件"), "{}", doctor.out);
    drop(server);
    assert_eq!(post.taken(), 0);
    post.accepts.store(true, Ordering::SeqCst);
    let server = start(folder.path(), &serving);
    let line = told.lines().find(|line| line.contains("451")).unwrap();
    let id = line.split(' ').next().unwrap();
    let retried = run(folder.path(), &["jobs", "retry", id, "--data=data"]);
    assert_eq!(retried.code, 0, "{}", retried.err);
    until("it is sent", || post.taken() == 1);
    until("it is known", || jobs(folder.path()).contains("待办 0 件"));
    let metrics = get(&server, "/metrics").1;
    assert!(
        metrics.contains("gongkai_jobs_total{kind=\"mail\",outcome=\"done\"} 1"),
        "{metrics}"
    );
    assert_eq!(stop(server), Some(0));
    assert_eq!(post.taken(), 1);
    let again = run(folder.path(), &["jobs", "retry", id, "--data=data"]);
    assert!(again.code == 2 && again.err.contains("已经完成"), "{}", again.err);
}

#[test]
fn the_demonstration_writes_its_mails_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["demo", "--without-cases"]);
    let mail = folder.path().join(".gongkai/demo/mail/000001.eml");
    until("the mail is written", || mail.is_file());
    let text = std::fs::read_to_string(mail).unwrap();
    assert!(text.contains("To: jingban@example.com"), "{text}");
    assert_eq!(stop(server), Some(0));
}

#[test]
fn without_mail_the_operator_is_told() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        run(
            folder.path(),
            &["demo", "--without-cases", "--load-only", "--data=data"]
        )
        .code,
        0
    );
    assert!(jobs(folder.path()).contains("邮件没有设置"));
    // A demonstration has its folder for mail; the records of an office have none until one is set.
    std::fs::remove_file(folder.path().join("data/.demo")).unwrap();
    let doctor = run(folder.path(), &["doctor", "--data=data"]);
    assert!(doctor.out.contains("[注意] 邮件：没有设置"), "{}", doctor.out);
    let mut shown = gongkai(folder.path());
    shown.args(["config"]).env("GONGKAI_MAIL_PASSWORD", "s3cret");
    let shown = ended(shown.output().unwrap());
    assert!(
        shown.out.contains("mail_password") && !shown.out.contains("s3cret"),
        "{}",
        shown.out
    );
}
