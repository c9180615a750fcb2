//! A fresh store for every story: a SQLite file, and a database of its own on the PostgreSQL that
//! `GONGKAI_TEST_POSTGRES` names (a `postgres://` URL of a role that may create databases).

use std::sync::atomic::{AtomicU32, Ordering};

use futures_util::TryStreamExt;
use jiff::Timestamp;
use jiff::civil::Date;
use law::audit::{Key, Recorded, Subject};
use law::cases::{ApplicationForm, Channel, What};
use law::organs::Level;
use law::review::Verdict;
use law::screening::Screening;
use law::staff::Role;
use office::cases::applicant::Applicant;
use office::cases::{self, Arrival, Receipt, Recording, SentForm};
use office::documents::{self, DocumentForm, Opinion};
use office::files::OpenedFile;
use office::organs::Profile;
use office::staff::NewAccount;
use office::{
    Actor, CaseId, ColumnId, DocumentId, Moment, Office, OfficeError, OrganId, Program, screenings,
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use serde_json::{Map, Value};
use tempfile::TempDir;

const POSTGRES: &str = "GONGKAI_TEST_POSTGRES";
const REQUIRE: &str = "GONGKAI_TEST_REQUIRE_POSTGRES";
/// For the rounds that a story has the program make.
pub const PROGRAM: Program = Program::itself();
pub const PASSWORD: &str = "Mengjin-2024";

/// Each named story as two tests, one per engine.
macro_rules! stories {
    ($($story:ident)+) => { $(
        mod $story {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                crate::harness::on_sqlite(super::$story).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                crate::harness::on_postgres(super::$story).await;
            }
        }
    )+ };
}

pub(crate) use stories;

/// A migrated store with one organ.
pub struct Site {
    pub office: Office,
    pub organ: OrganId,
    pub url: String,
    pub folder: TempDir,
}

pub async fn on_sqlite(story: impl AsyncFnOnce(&Site)) {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite_url(&folder, "gongkai.db");
    let site = open(folder, url).await;
    story(&site).await;
    everything_recorded_is_labelled(&site).await;
}

pub async fn on_postgres(story: impl AsyncFnOnce(&Site)) {
    let Some(postgres) = Postgres::fresh().await else {
        return;
    };
    let site = open(tempfile::tempdir().unwrap(), postgres.url.clone()).await;
    story(&site).await;
    everything_recorded_is_labelled(&site).await;
    site.office.close(Program::itself()).await.unwrap();
    postgres.drop().await;
}

/// After every story: what it left in the audit log is read in Chinese, its acts, its subjects, its keys and its codes.
async fn everything_recorded_is_labelled(site: &Site) {
    let database = site.database().await;
    let sql = "SELECT act, subject, detail FROM audit_entry";
    let rows = database
        .query_all_raw(Statement::from_string(database.get_database_backend(), sql))
        .await
        .unwrap();
    for row in rows {
        let text = |column: &str| row.try_get::<String>("", column).unwrap();
        let (act, subject, detail) = (text("act"), text("subject"), text("detail"));
        assert!(Recorded::from_code(&act).is_some(), "{act} has no label");
        assert!(Subject::read(&subject).is_some(), "{subject} has no label");
        labelled(&serde_json::from_str(&detail).unwrap());
    }
}

fn labelled(detail: &Map<String, Value>) {
    for (code, value) in detail {
        let key = Key::from_code(code).unwrap_or_else(|| panic!("{code} has no label"));
        let values = value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice);
        for text in values.iter().filter_map(Value::as_str) {
            if key == Key::Before && text.starts_with('{') {
                labelled(&serde_json::from_str(text).unwrap());
            } else if CODED.contains(&key) && text.is_ascii() {
                assert!(key.word(text).is_some(), "{code}: {text} has no word");
            }
        }
    }
}

/// The keys whose values are codes, unless they are words already.
const CODED: [Key; 9] = [
    Key::Act,
    Key::Channel,
    Key::Ending,
    Key::Kind,
    Key::Outcome,
    Key::Part,
    Key::Refused,
    Key::Roles,
    Key::Route,
];

pub fn sqlite_url(folder: &TempDir, name: &str) -> String {
    format!("sqlite:{}", folder.path().join(name).display())
}

/// All of a file, as whoever downloads it gets it.
pub async fn whole(file: OpenedFile) -> Vec<u8> {
    let pieces: Vec<_> = file.content.into_stream().try_collect().await.unwrap();
    pieces.concat()
}

/// A new, empty database.
pub struct Postgres {
    admin: DatabaseConnection,
    name: String,
    pub url: String,
}

impl Postgres {
    /// `None`, said aloud, when no PostgreSQL was named and none is required.
    pub async fn fresh() -> Option<Self> {
        let Ok(admin_url) = std::env::var(POSTGRES) else {
            assert!(
                std::env::var(REQUIRE).is_err(),
                "{REQUIRE} is set but {POSTGRES} is not"
            );
            eprintln!("not run on PostgreSQL: set {POSTGRES} to the URL of a role that may create databases");
            return None;
        };
        let admin = Database::connect(&admin_url).await.unwrap();
        let name = format!("office_{:016x}", rand::random::<u64>());
        admin
            .execute_unprepared(&format!(
                "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"
            ))
            .await
            .unwrap();
        let (server, _) = admin_url.rsplit_once('/').unwrap();
        let url = format!("{server}/{name}");
        Some(Self { admin, name, url })
    }

    pub async fn drop(self) {
        let sql = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        self.admin.execute_unprepared(&sql).await.unwrap();
    }
}

async fn open(folder: TempDir, url: String) -> Site {
    let office = Office::open(&url, &folder.path().join("files"))
        .await
        .unwrap()
        .with_keys(office::sealed::Keys::ephemeral())
        .with_mark(folder.path().join("audit.mark"));
    let moment = moment("2024-01-02T09:00");
    office.migrate(Program::itself(), moment).await.unwrap();
    let organ = office::organs::create(&office, Program::itself(), moment, "MJXJ01", &profile())
        .await
        .unwrap();
    Site {
        office,
        organ,
        url,
        folder,
    }
}

pub fn profile() -> Profile {
    Profile {
        name: "示例管理委员会".to_owned(),
        level: Level::ManagementCommittee.code().to_owned(),
        site_name: "示例网站".to_owned(),
        ..Profile::default()
    }
}

/// A moment by the clock in China, such as `2024-05-06T09:30`.
pub fn moment(text: &str) -> Moment {
    let now: Timestamp = format!("{text}:00+08:00").parse().unwrap();
    let today: Date = text[..10].parse().unwrap();
    Moment { now, today }
}

/// Something of that day; where it is done by a letter, by one that was not written here.
pub fn apart(at: Moment, what: What) -> Recording {
    // A number stands for one letter of one case.
    static NUMBER: AtomicU32 = AtomicU32::new(9);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    Recording::today(at, what).with_notice(format!("旧开〔2025〕{number}号，挂号信XA41000000009"))
}

/// That many minutes later; the day goes along.
pub fn later(moment: Moment, minutes: i64) -> Moment {
    let now = moment.now + jiff::SignedDuration::from_mins(minutes);
    let today = (now + jiff::SignedDuration::from_hours(8)).to_string()[..10]
        .parse()
        .unwrap();
    Moment { now, today }
}

impl Site {
    /// An account with these roles that signs in with [`PASSWORD`].
    pub async fn person(&self, login: &str, roles: &[Role]) -> Actor {
        let roles = roles.iter().copied().collect();
        let new = NewAccount {
            login: login.to_owned(),
            name: format!("示例{login}"),
        };
        let at = moment("2024-01-02T09:00");
        let account = office::staff::create_by_operator(
            &self.office,
            Program::itself(),
            self.organ,
            at,
            &new,
            office::staff::OperatorChoice {
                roles: &roles,
                password: PASSWORD,
                is_sample: true,
            },
        )
        .await
        .unwrap();
        Actor {
            account: Some(account),
            organ: self.organ,
            name: new.name,
            roles,
            from: "127.0.0.1".to_owned(),
        }
    }

    /// A connection past the office, as someone with the database's password has it.
    pub async fn database(&self) -> DatabaseConnection {
        Database::connect(&self.url).await.unwrap()
    }
}

impl Site {
    /// A draft in the statutory column, sound enough to go out once it is reviewed.
    pub async fn draft(&self, editor: &Actor, at: Moment, title: &str) -> DocumentId {
        let column = office::columns::by_slug(&self.office, &Actor::system(self.organ, "测试"), "statutory")
            .await
            .unwrap();
        documents::create(&self.office, editor, at, &form(column.unwrap().id, title), false)
            .await
            .unwrap()
    }

    /// The document's version now.
    pub async fn version(&self, actor: &Actor, id: DocumentId) -> i64 {
        documents::get_desk(&self.office, actor, id)
            .await
            .unwrap()
            .version
    }

    /// As if somebody had looked through the document's files and found nothing.
    pub async fn look_through(&self, actor: &Actor, at: Moment, id: DocumentId) {
        while let Some(file) = screenings::next_unscreened(&self.office, actor, id)
            .await
            .unwrap()
        {
            screenings::keep(&self.office, actor, at, id, &file.digest, &Screening::default())
                .await
                .unwrap();
        }
    }

    /// Reviews and publishes the latest edition.
    pub async fn send_out(&self, reviewer: &Actor, signer: &Actor, at: Moment, id: DocumentId) {
        self.pass(reviewer, signer, at, id).await;
        let version = self.version(signer, id).await;
        documents::publish(&self.office, signer, at, id, version)
            .await
            .unwrap();
    }

    /// Hands the latest edition over, as its writer does, who is no hand in it here.
    pub async fn hand_over(&self, at: Moment, id: DocumentId) {
        let writer = Actor::system(self.organ, "测试");
        self.look_through(&writer, at, id).await;
        self.explain(&writer, at, id).await;
        let version = self.version(&writer, id).await;
        documents::submit(&self.office, &writer, at, id, version, "")
            .await
            .unwrap();
    }

    /// Says of everything that proofreading asks about that it is right.
    pub async fn explain(&self, actor: &Actor, at: Moment, id: DocumentId) {
        let gate = documents::at_the_gate(&self.office, actor, at, id).await.unwrap();
        for question in gate.questions.iter().filter(|one| one.explained.is_none()) {
            let given = (question.mark.as_str(), "引用原文如此。");
            documents::explain(&self.office, actor, at, id, given)
                .await
                .unwrap();
        }
    }

    /// Agrees at the level the latest edition waits for.
    pub async fn agree(&self, person: &Actor, at: Moment, id: DocumentId) {
        let version = self.version(person, id).await;
        documents::give_verdict(&self.office, person, at, id, version, AGREED)
            .await
            .unwrap();
    }

    /// Takes the latest edition through the three levels of the chain that an organ begins with.
    pub async fn pass(&self, reviewer: &Actor, signer: &Actor, at: Moment, id: DocumentId) {
        self.hand_over(at, id).await;
        self.agree(reviewer, at, id).await;
        self.agree(signer, at, id).await;
    }
}

/// Somebody agrees, with the grounds of a secrecy review.
pub const AGREED: Opinion<'_> = Opinion {
    verdict: Verdict::Agreed,
    words: "经逐项审查，不涉密，可以公开。",
};

impl Site {
    /// Whoever holds number and query code of the case's application.
    pub async fn applicant_of(&self, clerk: &Actor, at: Moment, case: CaseId) -> Applicant {
        let case = cases::get(&self.office, clerk, at, case).await.unwrap();
        Applicant {
            organ: self.organ,
            application: case.application,
            from: "192.0.2.1".to_owned(),
        }
    }
}

/// A form with everything that publication asks for.
pub fn form(column: ColumnId, title: &str) -> DocumentForm {
    DocumentForm {
        column: Some(column),
        title: title.to_owned(),
        issuer: "示例管理委员会".to_owned(),
        formed_on: "2024-05-06".to_owned(),
        body: format!("{title}的正文。"),
        category: "20-01".to_owned(),
        publicity: "proactive".to_owned(),
        ..DocumentForm::default()
    }
}

impl Site {
    /// An application sent by the public form, each under a ticket of its own.
    pub async fn submit(&self, at: Moment, form: &ApplicationForm) -> Result<Receipt, OfficeError> {
        let ticket = format!("{:016x}", rand::random::<u64>());
        self.submit_under(at, form, &ticket, "").await
    }

    /// The same under that ticket, with the files of that batch.
    pub async fn submit_under(
        &self,
        at: Moment,
        form: &ApplicationForm,
        ticket: &str,
        batch: &str,
    ) -> Result<Receipt, OfficeError> {
        let sent = SentForm { form, ticket, batch };
        cases::submit(&self.office, self.organ, at, &sent, "192.0.2.1").await
    }
}

/// Handed in at the window that day.
pub fn in_person(day: &str) -> Arrival {
    Arrival {
        channel: Channel::InPerson,
        arrived_on: day.parse().unwrap(),
        confirmed_on: None,
        confirmation: law::cases::Confirmation::default(),
    }
}

/// The identity number of whoever applies in the stories: its check digit is right, and it is nobody's.
pub const IDENTITY_NUMBER: &str = "11010519491231002X";

/// What somebody applies for, complete.
pub fn application(name: &str, request: &str) -> ApplicationForm {
    ApplicationForm {
        kind: "natural_person".to_owned(),
        name: name.to_owned(),
        identity_kind: "identity_card".to_owned(),
        identity_number: IDENTITY_NUMBER.to_owned(),
        phone: "13800001234".to_owned(),
        request: request.to_owned(),
        form: "electronic".to_owned(),
        way: "online".to_owned(),
        ..ApplicationForm::default()
    }
}
