//! What was typed into a form that could not be taken, because of a fault, because the session had ended or because the
//! form's secret was old: it is kept while the form is answered, so that the page that says so can send it once more.
//! Only fields of our own forms come back, never a password, never a file.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body::{Body as HttpBody, Frame};
use office::Fault;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::csrf::{self, Csrf, FIELD, Proof, ProtectedUpload};
use crate::errors::Problem;

/// How much of a body is looked at, in bytes: the fields of an upload come before its files.
const LONGEST: usize = 2 << 20;
/// How long an act is waited for after the database went away.
const GRACE: Duration = Duration::from_secs(5);
/// Where secrets are typed that do not bear the name of a password.
const SECRET_PLACES: [&str; 2] = ["/desk/session", "/desk/account"];

/// A form that can be sent again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SentForm {
    /// Where it goes.
    pub action: String,
    /// Names and values, the form's secret among them.
    pub fields: Vec<(String, String)>,
    /// Whether it takes files.
    pub is_upload: bool,
    /// Whether files came with it; they are not kept.
    pub had_files: bool,
}

/// Answers a page that needs the database: at once where that is known to be away, with what was typed where the answer
/// is a fault.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(kind) = Kind::of(&request) else {
        return answer(&app, request, next).await;
    };
    let (parts, mut body) = request.into_parts();
    let Ok(begun) = Begun::read(&mut body).await else {
        return Problem::Malformed("提交的内容没有完整送达，请重新提交。".to_owned()).into_response();
    };
    let (uri, headers) = (parts.uri.clone(), looked_at(&parts.headers));
    let rest = if begun.is_whole { Body::empty() } else { body };
    let whole = Body::new(Rejoined {
        begun: begun.pieces.clone(),
        rest,
    });
    let mut response = answer(&app, Request::from_parts(parts, whole), next).await;
    let is_stale = match response.extensions().get() {
        Some(Problem::Fault(_)) => false,
        Some(Problem::SignedOut | Problem::StaleForm) => true,
        _ => return response,
    };
    // A fault says nothing against the form's secret; where that, or its session, is over, the browser's word will do.
    let own_page = if is_stale {
        Proof::own_page(&headers, app.settings().public_url.as_deref())
    } else {
        None
    };
    let proof = own_page.unwrap_or(Proof::Secret);
    if let Some(mut form) = begun.form(&app, kind, &uri, headers.clone(), proof).await {
        if is_stale {
            let csrf = Csrf::of(&headers);
            form.seal(&csrf.token);
            if let Some(visit) = csrf.new_visit {
                response.headers_mut().append(header::SET_COOKIE, visit);
            }
        }
        response.extensions_mut().insert(form);
    }
    response
}

impl SentForm {
    /// The secret it holds.
    pub fn secret(&self) -> &str {
        let found = self.fields.iter().find(|(name, _)| name == FIELD);
        found.map_or("", |(_, token)| token)
    }

    /// Puts in the secret by which it is taken when it is sent again.
    pub fn seal(&mut self, token: &str) {
        self.fields.retain(|(name, _)| name != FIELD);
        self.fields.insert(0, (FIELD.to_owned(), token.to_owned()));
    }
}

async fn answer(app: &App, request: Request, next: Next) -> Response {
    if !app.is_away() {
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        return tokio::select! {
            response = next.run(request) => response,
            fault = lost(app, is_read) => Problem::Fault(fault).into_response(),
        };
    }
    // A browser that is cut off while it still sends shows a page of its own.
    let mut body = request.into_body();
    while let Some(Ok(_)) = piece(&mut body).await {}
    Problem::Fault(Fault::Away).into_response()
}

/// Ends the wait for a database that hangs: whoever reads is told at once; an act is given time to fail by itself, which
/// tells more, and then nobody knows what became of it.
async fn lost(app: &App, is_read: bool) -> Fault {
    app.until_away().await;
    if is_read {
        return Fault::Away;
    }
    tokio::time::sleep(GRACE).await;
    Fault::Unsure
}

/// How a form is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Fields,
    Upload,
}

impl Kind {
    fn of(request: &Request) -> Option<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE)?.as_bytes();
        if *request.method() != Method::POST {
            None
        } else if kind.starts_with(b"application/x-www-form-urlencoded") {
            Some(Self::Fields)
        } else if kind.starts_with(b"multipart/form-data") {
            Some(Self::Upload)
        } else {
            None
        }
    }
}

/// The headers that reading a form looks at.
fn looked_at(headers: &HeaderMap) -> HeaderMap {
    let all: [HeaderName; 4] = [header::CONTENT_TYPE, header::COOKIE, header::HOST, header::ORIGIN];
    let found = all
        .into_iter()
        .filter_map(|name| headers.get(&name).map(|value| (name, value.clone())));
    found.collect()
}

/// The beginning of a body, or all of it.
struct Begun {
    pieces: VecDeque<Bytes>,
    is_whole: bool,
}

impl Begun {
    async fn read(body: &mut Body) -> Result<Self, axum::Error> {
        let mut begun = Self {
            pieces: VecDeque::new(),
            is_whole: false,
        };
        let mut length = 0;
        while length < LONGEST {
            let Some(piece) = piece(body).await else {
                begun.is_whole = true;
                break;
            };
            let piece = piece?;
            length += piece.len();
            begun.pieces.push_back(piece);
        }
        Ok(begun)
    }

    /// The form in it; `None` where it is none of ours, is too long, or holds a secret.
    async fn form(
        self,
        app: &App,
        kind: Kind,
        uri: &Uri,
        headers: HeaderMap,
        proof: Proof,
    ) -> Option<SentForm> {
        let is_secret = SECRET_PLACES.iter().any(|place| uri.path().starts_with(place));
        if is_secret || (kind == Kind::Fields && !self.is_whole) {
            return None;
        }
        let mut request = Request::new(Body::new(Rejoined {
            begun: cut(self.pieces),
            rest: Body::empty(),
        }));
        *request.headers_mut() = headers;
        let (fields, had_files) = match kind {
            Kind::Fields => {
                let (_, fields) = csrf::pairs(request, app, proof).await.ok()?;
                (fields, false)
            }
            Kind::Upload => {
                let (upload, cut) = ProtectedUpload::gather_by(request, app, proof).await.ok()?;
                (upload.fields, cut.is_some() || !upload.files.is_empty())
            }
        };
        let has_password = fields.iter().any(|(name, _)| name.contains("password"));
        (!has_password).then(|| SentForm {
            action: uri.path_and_query().map_or_else(String::new, ToString::to_string),
            fields,
            is_upload: kind == Kind::Upload,
            had_files,
        })
    }
}

/// No more than is looked at: the last piece may be a long one.
fn cut(mut pieces: VecDeque<Bytes>) -> VecDeque<Bytes> {
    let mut left = LONGEST;
    for piece in &mut pieces {
        piece.truncate(left);
        left -= piece.len();
    }
    pieces
}

/// The next piece of a body; `None` at its end.
async fn piece(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    loop {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
        match frame.map(Frame::into_data) {
            Ok(Ok(piece)) => return Some(Ok(piece)),
            // What follows a body is none of it.
            Ok(Err(_)) => {}
            Err(error) => return Some(Err(error)),
        }
    }
}

/// A body whose beginning was read already.
struct Rejoined {
    begun: VecDeque<Bytes>,
    rest: Body,
}

impl HttpBody for Rejoined {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match self.begun.pop_front() {
            Some(piece) => Poll::Ready(Some(Ok(Frame::data(piece)))),
            None => Pin::new(&mut self.rest).poll_frame(context),
        }
    }
}
