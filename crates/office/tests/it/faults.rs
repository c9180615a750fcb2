//! The database goes away under a running office, and comes back: acts fail within seconds, nothing of them is stored, and
//! nothing needs to be started again.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use office::{Fault, Office, OfficeError, Program, cases};

use crate::harness::{Site, application, moment, on_postgres, on_sqlite, stories};

stories! {
    a_database_that_was_away_is_used_again_when_it_is_back
}

async fn a_database_that_was_away_is_used_again_when_it_is_back(site: &Site) {
    let line = Line::to(site);
    let office = line.office(site).await;
    let first = apply(&office, site, "第一件").await.unwrap();
    assert!(office.is_there().await);

    line.cut();
    let started = Instant::now();
    let lost = apply(&office, site, "第二件").await.unwrap_err();
    assert!(
        matches!(lost.fault(), Some(Fault::Away | Fault::Busy)),
        "{lost:?}"
    );
    assert!(!office.is_there().await);
    assert!(
        started.elapsed() < Duration::from_secs(9),
        "{:?}",
        started.elapsed()
    );

    line.mend();
    assert!(office.is_there().await);
    let second = apply(&office, site, "第三件").await.unwrap();
    assert_ne!(first.number, second.number);
    assert_eq!(applications(site).await, 2);
    // Every link holds, and so does the seal at its end.
    let found = office::audit::verify(&site.office, Program::itself())
        .await
        .unwrap();
    assert_eq!(found.unwrap().seal.caution(), None);
    office.close(Program::itself()).await.unwrap();
}

/// Connections that are opened while the file is away find none, and make none.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_empty_database_takes_the_place_of_one_that_was_moved() {
    on_sqlite(async |site| {
        let line = Line::to(site);
        line.cut();
        let mut readers = Vec::new();
        for _ in 0..40 {
            let office = site.office.clone();
            readers.push(tokio::spawn(async move { office::organs::first(&office).await }));
        }
        for reader in readers {
            match reader.await.unwrap() {
                Ok(organ) => assert!(organ.is_some(), "an open connection still reads"),
                Err(error) => assert_eq!(error.fault(), Some(Fault::Away), "{error:?}"),
            }
        }
        assert!(!line.file.as_ref().unwrap().exists());
        line.mend();
        apply(&site.office, site, "第一件").await.unwrap();
    })
    .await;
}

/// The line breaks with the commit on its way: whether it was stored nobody knows, and nobody says that it was not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_act_whose_commit_is_cut_off_is_not_called_failed() {
    on_postgres(async |site| {
        let line = Line::to(site);
        let office = line.office(site).await;
        apply(&office, site, "第一件").await.unwrap();
        line.ends_at_commit.store(true, Ordering::SeqCst);
        let told = apply(&office, site, "第二件").await.unwrap_err();
        assert_eq!(told.fault(), Some(Fault::Unsure), "{told:?}");
        line.mend();
        apply(&office, site, "第二件").await.unwrap();
        assert_eq!(applications(site).await, 2);
        office.close(Program::itself()).await.unwrap();
    })
    .await;
}

async fn apply(office: &Office, site: &Site, request: &str) -> Result<cases::Receipt, OfficeError> {
    let at = moment("2024-05-06T09:00");
    let form = application("张三", &format!("2024年度部门预算，{request}"));
    let sent = cases::SentForm {
        form: &form,
        ticket: request,
        batch: "",
    };
    cases::submit(office, site.organ, at, &sent, "127.0.0.1").await
}

async fn applications(site: &Site) -> u64 {
    use sea_orm::{ConnectionTrait, Statement};
    let database = site.database().await;
    let sql = "SELECT COUNT(*) AS found FROM application";
    let query = Statement::from_string(database.get_database_backend(), sql);
    let row = database.query_one_raw(query).await.unwrap().unwrap();
    let found: i64 = row.try_get("", "found").unwrap();
    database.close().await.unwrap();
    u64::try_from(found).unwrap()
}

/// What lies between the office and its database, and can be cut: for PostgreSQL a line, for SQLite the file's name.
struct Line {
    url: String,
    file: Option<PathBuf>,
    open: Arc<Mutex<Vec<TcpStream>>>,
    is_cut: Arc<AtomicBool>,
    /// A commit does not reach the database.
    ends_at_commit: Arc<AtomicBool>,
}

impl Line {
    fn to(site: &Site) -> Self {
        let mut line = Self {
            url: site.url.clone(),
            file: site.url.strip_prefix("sqlite:").map(PathBuf::from),
            open: Arc::default(),
            is_cut: Arc::default(),
            ends_at_commit: Arc::default(),
        };
        if line.file.is_none() {
            let (who, rest) = site.url.split_once('@').unwrap();
            let (server, name) = rest.split_once('/').unwrap();
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            line.url = format!("{who}@{}/{name}", listener.local_addr().unwrap());
            line.listen(listener, server.to_owned());
        }
        line
    }

    async fn office(&self, site: &Site) -> Office {
        Office::open(&self.url, &site.folder.path().join("files"))
            .await
            .unwrap()
            .with_keys(site.office.keys().unwrap().clone())
    }

    fn listen(&self, listener: TcpListener, server: String) {
        let (open, is_cut, ends) = (
            self.open.clone(),
            self.is_cut.clone(),
            self.ends_at_commit.clone(),
        );
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                if is_cut.load(Ordering::SeqCst) {
                    continue;
                }
                let far = TcpStream::connect(&server).unwrap();
                for end in [&near, &far] {
                    open.lock().unwrap().push(end.try_clone().unwrap());
                }
                let (back, forth) = (far.try_clone().unwrap(), near.try_clone().unwrap());
                std::thread::spawn(move || carry(&back, &forth, &AtomicBool::new(false)));
                let ends = ends.clone();
                std::thread::spawn(move || carry(&near, &far, &ends));
            }
        });
    }

    fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
        for end in self.open.lock().unwrap().drain(..) {
            let _ = end.shutdown(Shutdown::Both);
        }
        if let Some(file) = &self.file {
            std::fs::rename(file, file.with_extension("away")).unwrap();
        }
    }

    fn mend(&self) {
        self.is_cut.store(false, Ordering::SeqCst);
        self.ends_at_commit.store(false, Ordering::SeqCst);
        if let Some(file) = &self.file {
            std::fs::rename(file.with_extension("away"), file).unwrap();
        }
    }
}

/// Carries what comes from one end to the other, until either is closed or a commit is not to pass.
fn carry(mut from: &TcpStream, mut to: &TcpStream, ends_at_commit: &AtomicBool) {
    let mut piece = [0; 1 << 14];
    while let Ok(length @ 1..) = from.read(&mut piece) {
        let is_commit = piece[..length].windows(6).any(|word| word == b"COMMIT");
        if is_commit && ends_at_commit.load(Ordering::SeqCst) || to.write_all(&piece[..length]).is_err() {
            break;
        }
    }
    for end in [from, to] {
        let _ = end.shutdown(Shutdown::Both);
    }
}
