//! An office in a folder of its own with one organ, one account for each role and a fixed clock, and a browser that
//! keeps cookies.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use jiff::Timestamp;
use jiff::civil::date;
use law::documents::Publicity;
use law::staff::Role;
use office::documents::{self, DocumentForm};
use office::organs::{self, Profile};
use office::staff::{self, NewAccount};
use office::{AccountId, Actor, DocumentId, Moment, Office, OrganId, Program};
use tempfile::TempDir;
use tower::ServiceExt;
use web::{App, Front, Settings, Surface};

pub const PASSWORD: &str = "Gongkai-Test-2026";
/// 2026-03-02 09:30 in China, a Monday.
const START: i64 = 1_772_415_000_000;

const FORM: &str = "application/x-www-form-urlencoded";

/// The world of a test.
pub struct World {
    pub office: Office,
    pub organ: OrganId,
    pub app: App,
    front: Front,
    now: Arc<AtomicI64>,
    folder: TempDir,
}

impl World {
    /// A fresh office with an organ and an account for each role, named by the role's code.
    pub async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    /// The same with other settings.
    pub async fn with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        let office = Office::open(&url, &folder.path().join("files"))
            .await
            .unwrap()
            .with_keys(office::sealed::Keys::ephemeral());
        let now = Arc::new(AtomicI64::new(START));
        let moment = moment_at(START);
        office.migrate(Program::itself(), moment).await.unwrap();
        let profile = Profile {
            name: "某某开发区管委会".into(),
            level: "management_committee".into(),
            site_name: "某某开发区政府信息公开".into(),
            ..Profile::default()
        };
        let organ = organs::create(&office, Program::itself(), moment, "TEST01", &profile)
            .await
            .unwrap();
        for role in Role::ALL {
            let new = NewAccount {
                login: role.code().replace('_', "-"),
                name: role.label().into(),
            };
            staff::create_by_operator(
                &office,
                Program::itself(),
                organ,
                moment,
                &new,
                staff::OperatorChoice {
                    roles: &[*role].into(),
                    password: PASSWORD,
                    is_sample: true,
                },
            )
            .await
            .unwrap();
        }
        let clock = now.clone();
        let clock: web::Clock =
            Arc::new(move || Timestamp::from_millisecond(clock.load(Ordering::SeqCst)).unwrap());
        let app = App::new(office.clone(), clock, settings);
        app.refresh_position().await;
        let front = Front::new(&app, Surface::Both);
        Self {
            office,
            organ,
            app,
            front,
            now,
            folder,
        }
    }

    /// The same office under a program with other settings.
    pub async fn again_with(&self, settings: Settings) -> Self {
        let now = self.now.clone();
        let clock: web::Clock =
            Arc::new(move || Timestamp::from_millisecond(now.load(Ordering::SeqCst)).unwrap());
        let app = App::new(self.office.clone(), clock, settings);
        app.refresh_position().await;
        let front = Front::new(&app, Surface::Both);
        Self {
            office: self.office.clone(),
            organ: self.organ,
            app,
            front,
            now: self.now.clone(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The present moment of this world.
    pub fn moment(&self) -> Moment {
        moment_at(self.now.load(Ordering::SeqCst))
    }

    /// Takes the database away from under the running program.
    pub fn lose_database(&self) {
        std::fs::rename(self.database(), self.folder.path().join("away.db")).unwrap();
    }

    /// Puts it back.
    pub fn restore_database(&self) {
        std::fs::rename(self.folder.path().join("away.db"), self.database()).unwrap();
    }

    /// How many files lie in the store.
    pub fn files_stored(&self) -> usize {
        fn within(folder: &std::path::Path) -> usize {
            let Ok(entries) = std::fs::read_dir(folder) else {
                return 0;
            };
            let paths = entries.map(|entry| entry.unwrap().path());
            paths
                .map(|path| if path.is_dir() { within(&path) } else { 1 })
                .sum()
        }
        within(&self.folder.path().join("files"))
    }

    fn database(&self) -> std::path::PathBuf {
        self.folder.path().join("test.db")
    }

    /// Lets time pass.
    pub fn wait(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// Who holds this role.
    pub async fn actor(&self, role: Role) -> Actor {
        let login = role.code().replace('_', "-");
        let accounts = staff::list(&self.office, &Actor::system(self.organ, "测试"), self.moment())
            .await
            .unwrap();
        let account = accounts
            .into_iter()
            .find(|account| account.login == login)
            .unwrap();
        Actor {
            account: Some(AccountId(account.id.0)),
            organ: self.organ,
            name: account.name,
            roles: account.roles,
            from: "test".into(),
        }
    }

    /// A form that lacks nothing for publication, in the column of this slug.
    pub async fn form(&self, slug: &str, title: &str) -> DocumentForm {
        let column = office::columns::by_slug(&self.office, &Actor::system(self.organ, "测试"), slug)
            .await
            .unwrap()
            .unwrap();
        DocumentForm {
            column: Some(column.id),
            title: title.into(),
            issuer: "某某开发区管委会".into(),
            formed_on: "2026-02-27".into(),
            body: "正文第一段。".into(),
            category: "20-15".into(),
            publicity: Publicity::Proactive.code().into(),
            ..DocumentForm::default()
        }
    }

    /// A document written, reviewed and published by three people.
    pub async fn published(&self, slug: &str, title: &str) -> DocumentId {
        let form = self.form(slug, title).await;
        self.publish(&form).await
    }

    /// The same for any form.
    pub async fn publish(&self, form: &DocumentForm) -> DocumentId {
        let (editor, reviewer, signer) = (
            self.actor(Role::Editor).await,
            self.actor(Role::Reviewer).await,
            self.actor(Role::Signer).await,
        );
        let moment = self.moment();
        let id = documents::create(&self.office, &editor, moment, form, false)
            .await
            .unwrap();
        documents::submit(&self.office, &editor, moment, id, 1, "")
            .await
            .unwrap();
        let agreed = documents::Opinion {
            verdict: law::review::Verdict::Agreed,
            words: "不涉密，可以公开。",
        };
        documents::give_verdict(&self.office, &reviewer, moment, id, 2, agreed)
            .await
            .unwrap();
        documents::agree_and_publish(&self.office, &signer, moment, id, 3, "")
            .await
            .unwrap();
        self.app.refresh_position().await;
        id
    }

    /// A visitor without cookies.
    pub fn visitor(&self) -> Browser {
        Browser {
            front: self.front.clone(),
            cookies: Vec::new(),
            secret: String::new(),
        }
    }

    /// Someone of this role, signed in at the desk.
    pub async fn at_desk(&self, role: Role) -> Browser {
        let mut browser = self.visitor();
        browser.get("/desk/session").await;
        let login = role.code().replace('_', "-");
        let page = browser
            .post("/desk/session", &[("login", &login), ("password", PASSWORD)])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{login} signs in");
        browser.get("/desk").await;
        browser
    }
}

fn moment_at(milliseconds: i64) -> Moment {
    let now = Timestamp::from_millisecond(milliseconds).unwrap();
    let days = i32::try_from((milliseconds + 8 * 3_600_000).div_euclid(86_400_000)).unwrap();
    let today = date(1970, 1, 1).saturating_add(jiff::Span::new().days(days));
    Moment { now, today }
}

/// An answer.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Page {
    /// Whether the text stands on the page.
    pub fn has(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    /// The page's own content, without the frame around it.
    pub fn main(&self) -> &str {
        let (_, main) = self.body.split_once("<main").unwrap();
        main.split("</main>").next().unwrap()
    }

    /// A header's value, empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("")
    }

    /// The value of the first field of this name, as it stands in the page.
    pub fn field(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!(" name=\"{name}\" "))?;
        let (_, rest) = rest.split('>').next()?.split_once("value=\"")?;
        rest.split('"').next()
    }

    /// The content of a `meta` tag.
    pub fn meta(&self, name: &str) -> Option<&str> {
        let (_, rest) = self
            .body
            .split_once(&format!("<meta name=\"{name}\" content=\""))?;
        rest.split('"').next()
    }
}

/// Someone who keeps cookies from page to page.
#[derive(Clone)]
pub struct Browser {
    front: Front,
    cookies: Vec<(String, String)>,
    /// The forms' secret of the last page that had one.
    secret: String,
}

impl Browser {
    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send("GET", path, None, &[]).await
    }

    /// Opens a page with more headers.
    pub async fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Page {
        self.send("GET", path, None, headers).await
    }

    /// Sends a form as it stands, without the page's secret.
    pub async fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_html_form::to_string(fields).unwrap();
        self.send("POST", path, Some((FORM, body.into())), &[]).await
    }

    /// Sends a form of a page that is older than this visit, as a browser does that tells which host it came from.
    pub async fn post_old(&mut self, path: &str, fields: &[(&str, &str)], origin: &str) -> Page {
        let mut all = vec![("csrf", "0123")];
        all.extend_from_slice(fields);
        let body = serde_html_form::to_string(all).unwrap();
        self.send("POST", path, Some((FORM, body.into())), &[("origin", origin)])
            .await
    }

    /// Sends a form of the last page opened.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let secret = self.secret.clone();
        let mut all = vec![("csrf", secret.as_str())];
        all.extend_from_slice(fields);
        self.post_bare(path, &all).await
    }

    /// The same with more headers, as a script of ours sends it.
    pub async fn post_with(&mut self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Page {
        let secret = self.secret.clone();
        let mut all = vec![("csrf", secret.as_str())];
        all.extend_from_slice(fields);
        let body = serde_html_form::to_string(all).unwrap();
        self.send("POST", path, Some((FORM, body.into())), headers).await
    }

    /// Sends a file through a form of the last page opened.
    pub async fn upload(&mut self, path: &str, file_name: &str, bytes: &[u8]) -> Page {
        self.upload_with(path, &[], file_name, bytes).await
    }

    /// The same with other fields before it.
    pub async fn upload_with(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file_name: &str,
        bytes: &[u8],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in [("csrf", self.secret.as_str())].iter().chain(fields) {
            let head =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let kind = "multipart/form-data; boundary=edge";
        self.send("POST", path, Some((kind, body)), &[]).await
    }

    async fn send(
        &mut self,
        method: &str,
        path: &str,
        body: Option<(&str, Vec<u8>)>,
        headers: &[(&str, &str)],
    ) -> Page {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost");
        if let Some((kind, _)) = &body {
            request = request.header(header::CONTENT_TYPE, *kind);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let body = body.map_or_else(Body::empty, |(_, bytes)| Body::from(bytes));
        let response = self
            .front
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(line.to_str().unwrap());
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let page = Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        };
        if let Some(secret) = page.field("csrf") {
            secret.clone_into(&mut self.secret);
        }
        page
    }

    fn keep(&mut self, line: &str) {
        let pair = line.split(';').next().unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        self.cookies.retain(|(known, _)| known != name);
        if !line.contains("Max-Age=0") {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}
