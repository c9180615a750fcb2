//! Somebody who looks at the pages of a store at a fixed instant, and what they see: words, values of fields, files.

use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use jiff::Timestamp;
use jiff::civil::Date;
use office::files::{self, Moving};
use office::sealed::Keys;
use office::{Moment, Office, Program};
use sm3::{Digest, Sm3};
use tower::ServiceExt;
use web::{App, Front, Settings, Surface};

/// 2026-11-28 10:00 in China: when the release was looked at.
const NOW: &str = "2026-11-28T10:00:00+08:00";
const PASSWORD: &str = "Gongkai-Demo-2026";

/// An open store with its pages.
pub struct Site {
    office: Office,
    front: Front,
}

/// Someone with cookies and the secret of the last form.
pub struct Browser {
    front: Front,
    cookies: Vec<(String, String)>,
    secret: String,
    /// The last page's own words, markup and all.
    pub body: String,
}

/// An answer.
struct Answer {
    status: u16,
    kind: String,
    location: String,
    bytes: Vec<u8>,
}

impl Site {
    /// Opens the store as it stands; it has been migrated.
    pub async fn open(url: &str, data: &Path) -> Self {
        let keys = Keys::read(&data.join("keys.toml")).unwrap().unwrap();
        let office = Office::open(url, &data.join("files"))
            .await
            .unwrap()
            .with_keys(keys);
        let clock: web::Clock = Arc::new(|| NOW.parse::<Timestamp>().unwrap());
        let app = App::new(office.clone(), clock, Settings::default());
        app.refresh_position().await;
        let front = Front::new(&app, Surface::Both);
        Self { office, front }
    }

    /// Moves what the release kept in the database into the file room, as the worker does; gives how many files are there
    /// more, all of them whole.
    pub async fn moved(self) -> u64 {
        let before = files::examine(&self.office, Program::itself())
            .await
            .unwrap()
            .whole;
        let now = NOW.parse::<Timestamp>().unwrap();
        let moment = Moment {
            now,
            today: Date::constant(2026, 11, 28),
        };
        let mut so_far = Some(Moving::from_the_beginning());
        while let Some(reached) = so_far {
            so_far = files::move_contents(&self.office, Program::itself(), moment, reached)
                .await
                .unwrap();
        }
        let found = files::examine(&self.office, Program::itself()).await.unwrap();
        assert!(found.missing.is_empty() && found.damaged.is_empty(), "{found:?}");
        self.close().await;
        found.whole - before
    }

    pub async fn close(self) {
        self.office.close(Program::itself()).await.unwrap();
    }

    /// Who a line of the record names: `-` a visitor, `track NUMBER CODE` an applicant, else a login.
    pub async fn enter(&self, who: &str) -> Browser {
        let mut browser = Browser {
            front: self.front.clone(),
            cookies: Vec::new(),
            secret: String::new(),
            body: String::new(),
        };
        if let Some(pass) = who.strip_prefix("track ") {
            let (number, code) = pass.split_once(' ').unwrap();
            browser.see("GET /track").await;
            browser
                .post("/track", &[("number", number), ("code", code)])
                .await;
        } else if who != "-" {
            browser.see("GET /desk/session").await;
            browser
                .post("/desk/session", &[("login", who), ("password", PASSWORD)])
                .await;
        }
        browser
    }
}

impl Browser {
    /// What an address (`GET /desk`, `POST /desk/cases/1/files/2`) shows, line by line.
    pub async fn see(&mut self, address: &str) -> Vec<String> {
        let (method, path) = address.split_once(' ').unwrap();
        let answer = if method == "POST" {
            self.post(path, &[]).await
        } else {
            self.send("GET", path, None).await
        };
        let status = answer.status.to_string();
        if answer.kind.starts_with("text/html") {
            self.body = String::from_utf8(answer.bytes).unwrap();
            if let Some(secret) = attribute_of(&self.body, " name=\"csrf\" ", "value") {
                self.secret = secret;
            }
            let mut lines = vec![status];
            let main = self.body.split_once("<main");
            let main = main.map_or(self.body.as_str(), |(_, main)| main);
            // What frames the desk's pages is no content of theirs.
            let is_desk = self.body.contains("<body class=\"desk\">");
            let main = main
                .split_once("</main>")
                .filter(|_| is_desk)
                .map_or(main, |(main, _)| main);
            lines.extend(words(main));
            return lines;
        }
        self.body.clear();
        if !answer.location.is_empty() {
            return vec![format!("{status} {}", answer.location)];
        }
        let is_text = ["text/", "application/json", "application/rss", "application/xml"]
            .iter()
            .any(|kind| answer.kind.starts_with(kind));
        let held = if is_text {
            String::from_utf8_lossy(&answer.bytes).into_owned()
        } else {
            hash(&parts(&answer.bytes).unwrap_or(answer.bytes))
        };
        let mut lines = vec![format!("{status} {}", answer.kind)];
        lines.extend(held.lines().map(str::to_owned));
        lines
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.secret.clone();
        let plain: Vec<String> = [("csrf", csrf.as_str())]
            .iter()
            .chain(fields)
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        self.send("POST", path, Some(plain.join("&"))).await
    }

    async fn send(&mut self, method: &str, path: &str, form: Option<String>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost");
        if form.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let body = form.map_or_else(Body::empty, Body::from);
        let response = self
            .front
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        let text = |name| {
            parts
                .headers
                .get(name)
                .map_or("", |value| value.to_str().unwrap())
                .to_owned()
        };
        Answer {
            status: parts.status.as_u16(),
            kind: text(header::CONTENT_TYPE),
            location: text(header::LOCATION),
            bytes: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }
}

/// The value of an attribute in the first tag that holds a text.
fn attribute_of(body: &str, mark: &str, name: &str) -> Option<String> {
    let (before, rest) = body.split_once(mark)?;
    let tag = format!("{}{mark}{}", before.rsplit('<').next()?, rest.split('>').next()?);
    attribute(&tag, name)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(str::to_owned)
}

/// The words of a page, a line for each run of text between tags that end one, and for what stands in a field.
fn words(page: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut hidden = None;
    for piece in page.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next();
        let name = name.unwrap_or("");
        if let Some(mark) = hidden {
            if tag.strip_prefix('/') != Some(mark) {
                continue;
            }
            hidden = None;
        }
        hidden = hidden.or(HIDDEN
            .into_iter()
            .find(|mark| tag.split(' ').next() == Some(mark)));
        if hidden.is_some() {
            continue;
        }
        if !INLINE.contains(&name) {
            lines.push(std::mem::take(&mut line));
        }
        lines.extend(field(name, tag));
        line.push_str(text);
    }
    lines.push(line);
    let tidy = |line: String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines
        .into_iter()
        .map(tidy)
        .filter(|line| !line.is_empty())
        .collect()
}

/// Tags that do not end a run of text, and those whose content is no text.
const INLINE: [&str; 10] = [
    "a", "b", "em", "strong", "span", "time", "abbr", "small", "wbr", "mark",
];
const HIDDEN: [&str; 3] = ["script", "style", "svg"];

/// What stands in a field, and whether it is chosen.
fn field(name: &str, tag: &str) -> Option<String> {
    let is_shown = attribute(tag, "type").is_none_or(|kind| kind != "hidden");
    let chosen = if tag.contains(" checked") { "✓" } else { "" };
    match name {
        "input" | "button" if is_shown => {
            Some(format!("{chosen}{}", attribute(tag, "value").unwrap_or_default()))
        }
        "option" if tag.contains(" selected") => Some("✓".to_owned()),
        _ => None,
    }
}

/// An office file by its parts: how they are packed says nothing.
fn parts(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut all = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        // Holds when it was written.
        if part.name().ok()?.ends_with("core.xml") {
            continue;
        }
        all.extend_from_slice(part.name().ok()?.as_bytes());
        part.read_to_end(&mut all).ok()?;
    }
    Some(all)
}

fn hash(bytes: &[u8]) -> String {
    hex::encode(Sm3::digest(bytes))
}
