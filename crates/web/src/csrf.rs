//! Forms that only our own pages can send. A form carries a secret made from the session's token (before sign-in: from
//! a visit cookie); a body without it is refused before any handler sees it.

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use law::signs::{is_visible, visible};
use office::documents::Upload;
use serde::de::DeserializeOwned;
use sm3::{Digest, Sm3};

use crate::app::App;
use crate::client;
use crate::errors::{Problem, internal};
use crate::session::SESSION_COOKIE;

/// The cookie that stands in for a session before sign-in, and on the public site.
pub const VISIT_COOKIE: &str = "gongkai_visit";
/// The form field that carries the secret.
pub const FIELD: &str = "csrf";

/// The secret for forms on this page, and the cookie to set where the visitor has none yet.
#[derive(Clone, Debug)]
pub struct Csrf {
    pub token: String,
    pub new_visit: Option<HeaderValue>,
}

impl Csrf {
    /// The secret that belongs to the request's cookies; `None` where it has neither session nor visit.
    pub fn expected(headers: &HeaderMap) -> Option<String> {
        let basis =
            client::cookie(headers, SESSION_COOKIE).or_else(|| client::cookie(headers, VISIT_COOKIE))?;
        Some(secret(basis))
    }

    /// The secret that belongs to a session that begins with this answer.
    pub fn of_session(token: &str) -> String {
        secret(token)
    }

    /// The secret for who sent these headers, with a visit that begins now where there is none.
    pub fn of(headers: &HeaderMap) -> Self {
        if let Some(token) = Self::expected(headers) {
            return Self {
                token,
                new_visit: None,
            };
        }
        let visit = hex::encode(rand::random::<[u8; 32]>());
        let line = format!("{VISIT_COOKIE}={visit}; Path=/; HttpOnly; SameSite=Strict");
        Self {
            token: secret(&visit),
            new_visit: HeaderValue::from_str(&line).ok(),
        }
    }
}

impl FromRequestParts<App> for Csrf {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

/// By what a form is known to be ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// By its secret: the only proof an act takes.
    Secret,
    /// By the browser's word that a page of this very site sent it (`Origin`, which no page can forge): enough to show what
    /// was typed once more, never to act on it.
    OwnPage,
}

impl Proof {
    /// The browser's word, where it gave it; `public_url` is the address of the site where one is set.
    pub fn own_page(headers: &HeaderMap, public_url: Option<&str>) -> Option<Self> {
        let origin = headers.get(header::ORIGIN)?.to_str().ok()?;
        let host = headers.get(header::HOST)?.to_str().ok()?;
        is_own(origin, host, public_url).then_some(Self::OwnPage)
    }
}

/// Whether a page of this origin is ours: of the same scheme, name and port, since another port of the name is another
/// site. A proxy may leave the port out of `Host`; what is set then says it.
fn is_own(origin: &str, host: &str, public_url: Option<&str>) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else {
        return false;
    };
    let authority = without_usual_port(scheme, authority);
    let Some((set_scheme, set)) = public_url.and_then(|url| url.split_once("://")) else {
        return authority.eq_ignore_ascii_case(without_usual_port(scheme, host));
    };
    let set = without_usual_port(set_scheme, set.split('/').next().unwrap_or_default());
    let name = |authority: &str| {
        authority
            .split(':')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    if name(host) == name(set) {
        return scheme == set_scheme && authority.eq_ignore_ascii_case(set);
    }
    // The desk may have an address of its own, within the house without TLS.
    authority.eq_ignore_ascii_case(without_usual_port(scheme, host))
}

fn without_usual_port<'a>(scheme: &str, authority: &'a str) -> &'a str {
    let port = if scheme == "https" { ":443" } else { ":80" };
    authority.strip_suffix(port).unwrap_or(authority)
}

/// The most fields a form may bring: the largest of ours has some hundreds, and what comes as a list of ids goes into one
/// question to a database that takes no more than 32,766 values.
const MOST_FIELDS: usize = 10_000;

fn refuse_many(fields: usize) -> Result<(), Problem> {
    if fields > MOST_FIELDS {
        return Err(Problem::TooLarge);
    }
    Ok(())
}

fn secret(basis: &str) -> String {
    hex::encode(Sm3::digest(format!("gongkai form {basis}")))
}

/// Whether two secrets are the same; how long it takes does not tell where they differ.
pub fn is_same(left: &str, right: &str) -> bool {
    let differences = left
        .bytes()
        .zip(right.bytes())
        .fold(0, |sum, (left, right)| sum | (left ^ right));
    left.len() == right.len() && differences == 0
}

/// A form is ours by its secret, and no browser says that a page elsewhere sent it: a secret rests on a cookie, and one may have
/// been put there by a neighbour of the same domain.
fn verify(app: &App, headers: &HeaderMap, sent: Option<&str>) -> Result<(), Problem> {
    if is_from_elsewhere(headers, app.settings().public_url.as_deref()) {
        return Err(Problem::StaleForm);
    }
    let expected = Csrf::expected(headers).ok_or(Problem::StaleForm)?;
    if sent.is_some_and(|sent| is_same(sent, &expected)) {
        Ok(())
    } else {
        Err(Problem::StaleForm)
    }
}

/// Whether the browser says that a page elsewhere sent this: by its own judgement where it tells that (over TLS, or to this very
/// machine), else by the page's origin. What is no browser says neither.
fn is_from_elsewhere(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    headers.contains_key(header::ORIGIN) && Proof::own_page(headers, public_url).is_none()
}

/// A form of ours: the secret was right, and the fields are a `T`.
pub struct ProtectedForm<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for ProtectedForm<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (body, pairs) = pairs(request, app, Proof::Secret).await?;
        let seen = seen(&pairs).map_err(|error| internal(&error))?;
        serde_html_form::from_bytes(seen.as_ref().map_or(&body[..], String::as_bytes))
            .map(Self)
            .map_err(|_unread| Problem::Malformed(UNREADABLE.to_owned()))
    }
}

/// What is said of a form that is none of ours as it came: what the parser says of it helps nobody.
const UNREADABLE: &str =
    "提交的内容不完整，或者其中的版本号等不是本页给出的值，没有保存。请返回上一页，重新打开后再填写。";

/// The fields without what is not seen, encoded anew; `None` where all of it is seen, which is nearly always. Whatever a form
/// fills in (a decision's facts, a report's paragraphs) leaves such signs here. A password is what was typed.
fn seen(pairs: &[(String, String)]) -> Result<Option<String>, serde_html_form::ser::Error> {
    let is_password = |name: &str| name.contains("password");
    if pairs
        .iter()
        .all(|(name, value)| is_password(name) || is_visible(value))
    {
        return Ok(None);
    }
    let seen: Vec<(&str, String)> = pairs
        .iter()
        .map(|(name, value)| {
            (
                name.as_str(),
                if is_password(name) {
                    value.clone()
                } else {
                    visible(value)
                },
            )
        })
        .collect();
    serde_html_form::to_string(seen).map(Some)
}

/// A form of ours as it was sent, and its fields.
pub async fn pairs(
    request: Request,
    app: &App,
    proof: Proof,
) -> Result<(Bytes, Vec<(String, String)>), Problem> {
    let headers = request.headers().clone();
    let body = Bytes::from_request(request, app)
        .await
        .map_err(|rejection| of_status(rejection.status()))?;
    let pairs: Vec<(String, String)> = serde_html_form::from_bytes(&body)
        .map_err(|error| Problem::Malformed(format!("表单无法识别（{error}）。")))?;
    refuse_many(pairs.len())?;
    if proof == Proof::Secret {
        let sent = pairs.iter().find(|(name, _)| name == FIELD);
        verify(app, &headers, sent.map(|(_, value)| value.as_str()))?;
    }
    Ok((body, pairs))
}

/// One file of an upload.
#[derive(Clone, Debug)]
pub struct UploadedFile {
    /// The field of the form it was chosen in.
    pub field: String,
    pub name: String,
    pub bytes: Bytes,
}

impl From<UploadedFile> for Upload {
    fn from(file: UploadedFile) -> Self {
        Self {
            name: file.name,
            bytes: file.bytes.to_vec(),
        }
    }
}

/// A form of ours that may bring files: its ordinary fields and its files, as an upload or, where there are none, as plain
/// fields. The secret must come before the files.
#[derive(Debug, Default)]
pub struct ProtectedUpload {
    pub fields: Vec<(String, String)>,
    pub files: Vec<UploadedFile>,
}

impl ProtectedUpload {
    /// The first field of that name.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }
}

impl ProtectedUpload {
    /// What tells one opening of its page from the next (`office::once`); empty where its page makes nothing.
    pub fn ticket(&self) -> String {
        self.field("ticket").unwrap_or_default().to_owned()
    }

    /// The names of the files that were chosen in fields of these names.
    pub fn chosen(&self, is_field: impl Fn(&str) -> bool) -> Vec<String> {
        let files = self.files.iter().filter(|file| is_field(&file.field));
        files.map(|file| file.name.clone()).collect()
    }

    /// What came, and what cut it off: after the secret, what is longer than the body may be still gives what came before.
    pub async fn gather(request: Request, app: &App) -> Result<(Self, Option<Problem>), Problem> {
        Self::gather_by(request, app, Proof::Secret).await
    }

    /// The same, where it may be known by another proof.
    pub async fn gather_by(
        request: Request,
        app: &App,
        proof: Proof,
    ) -> Result<(Self, Option<Problem>), Problem> {
        let headers = request.headers().clone();
        let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
        if kind.is_some_and(|kind| kind.starts_with(b"application/x-www-form-urlencoded")) {
            let (_, pairs) = pairs(request, app, proof).await?;
            let fields = pairs
                .into_iter()
                .map(|(name, value)| (name, visible(&value)))
                .collect();
            let files = Vec::new();
            return Ok((Self { fields, files }, None));
        }
        let mut parts = Multipart::from_request(request, app).await.map_err(|rejection| {
            tracing::debug!(%rejection, "an upload was no multipart form");
            Problem::Malformed("请用页面上的按钮选择文件后上传。".to_owned())
        })?;
        let mut upload = Self::default();
        let mut is_ours = proof == Proof::OwnPage;
        loop {
            let part = match parts.next_field().await.map_err(of_part) {
                Ok(Some(part)) => part,
                Ok(None) => break,
                Err(problem) if is_ours => return Ok((upload, Some(problem))),
                Err(problem) => return Err(problem),
            };
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(file_name) if is_ours => {
                    let bytes = match part.bytes().await.map_err(of_part) {
                        Ok(bytes) => bytes,
                        Err(problem) => return Ok((upload, Some(problem))),
                    };
                    if !(file_name.is_empty() && bytes.is_empty()) {
                        upload.files.push(UploadedFile {
                            field: name,
                            name: file_name,
                            bytes,
                        });
                    }
                }
                Some(_) => return Err(Problem::StaleForm),
                None => {
                    let value = visible(&part.text().await.map_err(of_part)?);
                    if name == FIELD && proof == Proof::Secret {
                        verify(app, &headers, Some(&value))?;
                        is_ours = true;
                    }
                    upload.fields.push((name, value));
                    refuse_many(upload.fields.len())?;
                }
            }
        }
        if is_ours {
            Ok((upload, None))
        } else {
            Err(Problem::StaleForm)
        }
    }
}

impl FromRequest<App> for ProtectedUpload {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        match Self::gather(request, app).await? {
            (upload, None) => Ok(upload),
            (_, Some(problem)) => Err(problem),
        }
    }
}

fn of_part(error: MultipartError) -> Problem {
    of_status(error.status())
}

fn of_status(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::TooLarge
    } else {
        Problem::Malformed("提交的内容没有完整送达，请重新提交。".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_says_was_sent_from_elsewhere_is_no_form_of_ours() {
        let said = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("gk.example"));
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            is_from_elsewhere(&headers, Some("https://gk.example"))
        };
        assert!(!said(&[]), "what is no browser");
        assert!(!said(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://gk.example")
        ]));
        assert!(!said(&[("origin", "https://gk.example")]));
        for site in ["cross-site", "same-site", "?"] {
            assert!(
                said(&[("sec-fetch-site", site), ("origin", "https://gk.example")]),
                "{site}"
            );
        }
        for origin in [
            "https://evil.example",
            "http://gk.example",
            "https://a.gk.example",
            "null",
        ] {
            assert!(said(&[("origin", origin)]), "{origin}");
        }
    }

    #[test]
    fn a_page_is_ours_by_scheme_name_and_port() {
        for (origin, host, set, is_ours) in [
            ("http://127.0.0.1:7742", "127.0.0.1:7742", None, true),
            ("https://127.0.0.1:9999", "127.0.0.1:7742", None, false),
            ("http://127.0.0.1:9999", "127.0.0.1:7742", None, false),
            ("http://gk.example", "gk.example", None, true),
            ("http://gk.example", "gk.example:80", None, true),
            ("https://gk.example", "gk.example:8443", None, false),
            (
                "https://gk.example",
                "gk.example",
                Some("https://gk.example/"),
                true,
            ),
            (
                "http://gk.example",
                "gk.example",
                Some("https://gk.example"),
                false,
            ),
            (
                "https://GK.example:8443",
                "gk.example",
                Some("https://gk.example:8443"),
                true,
            ),
            (
                "https://gk.example",
                "gk.example",
                Some("https://gk.example:8443"),
                false,
            ),
            (
                "https://desk.example",
                "desk.example",
                Some("https://gk.example"),
                true,
            ),
            (
                "https://gk.example",
                "desk.example",
                Some("https://gk.example"),
                false,
            ),
            (
                "https://evil.example",
                "gk.example",
                Some("https://gk.example"),
                false,
            ),
            (
                "http://10.0.0.5:8081",
                "10.0.0.5:8081",
                Some("https://gk.example"),
                true,
            ),
            ("null", "gk.example", None, false),
        ] {
            assert_eq!(is_own(origin, host, set), is_ours, "{origin} {host} {set:?}");
        }
    }
}
