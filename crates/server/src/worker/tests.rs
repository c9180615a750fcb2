//! Jobs carried out against a little mail server that can be told to refuse, and a clock that is moved by hand.

mod documents;
mod files;
mod papers;

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU16, Ordering};

use channels::mail::{Security, Sender, Server};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use law::cases::{ApplicationForm, Channel, What};
use office::Actor;
use office::cases::{Arrival, Recording};
use office::jobs::{Mail, Queue};
use office::organs::{self, Profile};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::*;

const PROGRAM: Program = Program::itself();
/// 2026-03-02 07:00 in China, a Monday.
const START: i64 = 1_772_406_000_000;

/// A mail server: what it took, and with which code it meets a recipient.
struct Post {
    port: u16,
    taken: Arc<Mutex<Vec<String>>>,
    code: Arc<AtomicU16>,
}

impl Post {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let post = Self {
            port: listener.local_addr().unwrap().port(),
            taken: Arc::default(),
            code: Arc::new(AtomicU16::new(250)),
        };
        let (taken, code) = (post.taken.clone(), post.code.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(speak(stream, taken.clone(), code.clone()));
            }
        });
        post
    }

    fn taken(&self) -> usize {
        self.taken.lock().unwrap().len()
    }

    fn line(&self) -> MailLine {
        let sender = Sender {
            address: "gongkai@example.com".to_owned(),
            name: String::new(),
        };
        let server = Server {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            security: Security::None,
            credentials: None,
        };
        MailLine::smtp(sender, &server).unwrap()
    }
}

async fn speak(
    stream: TcpStream,
    taken: Arc<Mutex<Vec<String>>>,
    code: Arc<AtomicU16>,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let said = line.to_lowercase();
        let answer = if said.starts_with("data") {
            stream.write_all(b"354 go on\r\n").await?;
            let mut whole = String::new();
            while !whole.ends_with("\r\n.\r\n") {
                stream.read_line(&mut whole).await?;
            }
            taken.lock().unwrap().push(whole);
            "250 taken\r\n".to_owned()
        } else if said.starts_with("rcpt") {
            format!("{} as told\r\n", code.load(Ordering::SeqCst))
        } else if said.starts_with("quit") {
            return stream.write_all(b"221 bye\r\n").await;
        } else {
            "250 fine\r\n".to_owned()
        };
        stream.write_all(answer.as_bytes()).await?;
        line.clear();
    }
    Ok(())
}

/// An office with a clock of its own.
struct Place {
    office: Office,
    now: Arc<AtomicI64>,
    clock: Now,
    _folder: TempDir,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("a.db").display());
        let office = Office::open(&url, &folder.path().join("files")).await.unwrap();
        let office = office.with_keys(::office::sealed::Keys::ephemeral());
        let now = Arc::new(AtomicI64::new(START));
        let read = now.clone();
        let clock: Now = Arc::new(move || moment(read.load(Ordering::SeqCst)));
        office.migrate(PROGRAM, clock()).await.unwrap();
        Self {
            office,
            now,
            clock,
            _folder: folder,
        }
    }

    fn worker(&self, mail: Option<MailLine>) -> Worker {
        let clock = self.clock.clone();
        let clock: web::Clock = Arc::new(move || clock().now);
        let app = App::new(self.office.clone(), clock, web::Settings::default());
        Worker::new(app, Lines { mail }, self.clock.clone())
    }

    fn wait(&self, minutes: i64) {
        self.now.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    async fn submit(&self, to: &str) {
        let mail = Job::Mail(Mail {
            to: to.to_owned(),
            subject: "提醒".to_owned(),
            text: "正文\n".to_owned(),
        });
        let at = (self.clock)();
        jobs::submit(&self.office, PROGRAM, at, None, &mail, at.now, None)
            .await
            .unwrap();
    }

    async fn queue(&self) -> Queue {
        jobs::queue(&self.office, PROGRAM, (self.clock)()).await.unwrap()
    }
}

fn moment(milliseconds: i64) -> Moment {
    let now = Timestamp::from_millisecond(milliseconds).unwrap();
    let today = now.to_zoned_datetime(TimeZone::fixed(Offset::constant(8))).date();
    Moment { now, today }
}

#[tokio::test]
async fn what_a_server_refuses_for_now_goes_out_once_it_accepts() {
    let (place, post) = (Place::new().await, Post::open().await);
    let worker = place.worker(Some(post.line()));
    let stop = CancellationToken::new();
    for number in 0..7 {
        place.submit(&format!("a{number}@example.com")).await;
    }
    post.code.store(451, Ordering::SeqCst);
    worker.carry_out_due(&stop).await.unwrap();
    assert_eq!((post.taken(), place.queue().await.failing), (0, 7));
    // Not before its pause is over, and with a longer one after each failure.
    post.code.store(250, Ordering::SeqCst);
    worker.carry_out_due(&stop).await.unwrap();
    assert_eq!(post.taken(), 0);
    place.wait(1);
    worker.carry_out_due(&stop).await.unwrap();
    let queue = place.queue().await;
    assert_eq!((post.taken(), queue.waiting, queue.gave_up), (7, 0, 0));
    worker.carry_out_due(&stop).await.unwrap();
    assert_eq!(post.taken(), 7, "each once");
}

#[tokio::test]
async fn a_server_that_is_down_loses_nothing_over_a_restart() {
    let place = Place::new().await;
    let closed = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let down = Post {
        port: closed.port(),
        taken: Arc::default(),
        code: Arc::default(),
    };
    place.submit("a@example.com").await;
    let stop = CancellationToken::new();
    place
        .worker(Some(down.line()))
        .carry_out_due(&stop)
        .await
        .unwrap();
    assert_eq!(place.queue().await.failing, 1);
    let why = jobs::open(&place.office, PROGRAM, (place.clock)(), 1)
        .await
        .unwrap()
        .remove(0);
    assert_eq!(why.error, "邮件服务器连接不上");
    let post = Post::open().await;
    place.wait(1);
    place
        .worker(Some(post.line()))
        .carry_out_due(&stop)
        .await
        .unwrap();
    assert_eq!((post.taken(), place.queue().await.waiting), (1, 0));
}

#[tokio::test]
async fn what_is_refused_for_good_is_given_up_at_once() {
    let (place, post) = (Place::new().await, Post::open().await);
    place.submit("a@example.com").await;
    post.code.store(550, Ordering::SeqCst);
    let stop = CancellationToken::new();
    place
        .worker(Some(post.line()))
        .carry_out_due(&stop)
        .await
        .unwrap();
    let given_up = jobs::gave_up(&place.office, PROGRAM, 1).await.unwrap().remove(0);
    assert_eq!(given_up.error, "邮件服务器拒绝（550）");
}

#[tokio::test]
async fn two_workers_send_each_mail_once() {
    let (place, post) = (Place::new().await, Post::open().await);
    for number in 0..20 {
        place.submit(&format!("a{number}@example.com")).await;
    }
    let (one, other) = (place.worker(Some(post.line())), place.worker(Some(post.line())));
    let stop = CancellationToken::new();
    let (first, second) = tokio::join!(one.carry_out_due(&stop), other.carry_out_due(&stop));
    first.unwrap();
    second.unwrap();
    assert_eq!((post.taken(), place.queue().await.waiting), (20, 0));
}

#[tokio::test]
async fn without_a_line_its_jobs_wait_and_no_digest_is_made() {
    let place = Place::new().await;
    let profile = Profile {
        name: "示例管理委员会".to_owned(),
        level: "management_committee".to_owned(),
        site_name: "示例网站".to_owned(),
        ..Profile::default()
    };
    organs::create(&place.office, PROGRAM, (place.clock)(), "A1", &profile)
        .await
        .unwrap();
    place.submit("a@example.com").await;
    place.wait(120);
    let off = place.worker(None);
    off.chores().await.unwrap();
    off.carry_out_due(&CancellationToken::new()).await.unwrap();
    assert_eq!(place.queue().await.waiting, 1);
    let post = Post::open().await;
    place.worker(Some(post.line())).chores().await.unwrap();
    let made = reminders::run_due(&place.office, PROGRAM, (place.clock)())
        .await
        .unwrap();
    assert_eq!(made.organs, 0, "the worker with a line has made it");
}

#[tokio::test]
async fn a_worker_stops_when_asked_and_begins_nothing_more() {
    let (place, post) = (Place::new().await, Post::open().await);
    let stop = CancellationToken::new();
    let working = tokio::spawn(place.worker(Some(post.line())).work(stop.clone()));
    place.submit("a@example.com").await;
    let sent = async {
        while post.taken() == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), sent).await.unwrap();
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(5), working)
        .await
        .unwrap()
        .unwrap();
    place.submit("b@example.com").await;
    place
        .worker(Some(post.line()))
        .carry_out_due(&stop)
        .await
        .unwrap();
    assert_eq!(post.taken(), 1);
}

/// An organ whose case was received and withdrawn twelve years ago; gives the number.
async fn old_case(place: &Place) -> String {
    let years_ago = moment(START - 12 * 366 * 86_400_000);
    let profile = Profile {
        name: "示例管理委员会".to_owned(),
        level: "management_committee".to_owned(),
        site_name: "示例网站".to_owned(),
        ..Profile::default()
    };
    let organ = organs::create(&place.office, PROGRAM, years_ago, "A1", &profile)
        .await
        .unwrap();
    let operator = Actor::system(organ, "测试");
    let form = ApplicationForm {
        kind: "natural_person".to_owned(),
        name: "赵无极".to_owned(),
        identity_kind: "identity_card".to_owned(),
        identity_number: "11010519491231002X".to_owned(),
        phone: "13800001234".to_owned(),
        request: "2014年度部门预算".to_owned(),
        form: "electronic".to_owned(),
        way: "online".to_owned(),
        ..ApplicationForm::default()
    };
    let arrival = Arrival {
        channel: Channel::InPerson,
        arrived_on: years_ago.today,
        confirmed_on: None,
        confirmation: law::cases::Confirmation::default(),
    };
    let receipt = cases::register(&place.office, &operator, years_ago, &form, &arrival, false)
        .await
        .unwrap();
    let withdrawn = Recording::today(years_ago, What::Withdrawn {}).with_note("书面撤回".to_owned());
    cases::record(&place.office, &operator, years_ago, receipt.case, 1, &withdrawn)
        .await
        .unwrap();
    let on = law::cases::retention::Settings {
        years: 10,
        is_on: true,
    };
    retention::settle(&place.office, &operator, (place.clock)(), on, true)
        .await
        .unwrap();
    receipt.number
}

#[tokio::test]
async fn once_a_day_it_lets_go_of_what_is_past_its_time() {
    let place = Place::new().await;
    let number = old_case(&place).await;
    let organ = organs::first(&place.office).await.unwrap().unwrap().id;
    let upload = office::documents::Upload {
        name: "甲.pdf".to_owned(),
        bytes: b"%PDF-1.7".to_vec(),
    };
    cases::keep_files(&place.office, organ, (place.clock)(), "batch", vec![upload])
        .await
        .unwrap();
    let worker = place.worker(None);
    worker.chores().await.unwrap();
    let operator = Actor::system(organ, "测试");
    let lines = cases::list(&place.office, &operator, &cases::CaseFilter::default())
        .await
        .unwrap()
        .items;
    assert_eq!(
        (lines[0].number.clone(), lines[0].applicant_name.as_str()),
        (number, "〔已匿名〕")
    );
    assert_eq!(
        *worker.rounded.lock().unwrap(),
        Some((place.clock)().today),
        "nothing more today"
    );
    place.wait(25 * 60);
    worker.chores().await.unwrap();
    assert_eq!(
        cases::drop_unsent(&place.office, PROGRAM, (place.clock)())
            .await
            .unwrap(),
        0,
        "the worker has done it"
    );
}

#[test]
fn without_mail_a_worker_takes_every_kind_that_needs_no_mail_and_with_it_all() {
    let alone = Lines::default().kinds();
    let needless: Vec<JobKind> = JobKind::ALL
        .into_iter()
        .filter(|kind| kind.line().is_none())
        .collect();
    assert_eq!(alone, needless);
    let sender = Sender {
        address: "gongkai@example.com".to_owned(),
        name: String::new(),
    };
    let mail = MailLine::Folder(sender, std::env::temp_dir());
    assert_eq!(Lines { mail: Some(mail) }.kinds(), JobKind::ALL);
}
