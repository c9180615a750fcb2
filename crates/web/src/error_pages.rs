//! The layer that turns a problem into a page, by the renderer of the half it was asked of: each half names its own where its
//! routes are put together (`router`).

use std::pin::Pin;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use office::Fault;

use crate::app::App;
use crate::display::Display;
use crate::errors::{AsItIs, Problem};
use crate::sent::SentForm;
use crate::{client, faults};

/// What an error page needs to know of the request it answers.
pub struct FailedRequest {
    pub path: String,
    /// The path with its query.
    pub address: String,
    /// Whether a form was sent.
    pub is_form: bool,
    /// The form, where it can be sent again.
    pub sent: Option<SentForm>,
    pub headers: HeaderMap,
}

impl FailedRequest {
    fn before(request: &Request) -> Self {
        let address = request.uri().path_and_query();
        Self {
            path: request.uri().path().to_owned(),
            address: address.map_or_else(String::new, ToString::to_string),
            is_form: *request.method() == Method::POST,
            sent: None,
            headers: keep(request.headers()),
        }
    }
}

/// How a half of the house renders a problem.
pub type ErrorPage =
    for<'a> fn(&'a App, &'a FailedRequest, &'a Problem) -> Pin<Box<dyn Future<Output = String> + Send + 'a>>;

/// Turns a `Problem`, or a bare error status of the router itself, into a page.
pub async fn render(
    State((app, page_of)): State<(App, ErrorPage)>,
    request: Request,
    next: Next,
) -> Response {
    // Before the request is given away: the page of a failure speaks of it.
    let mut failed = FailedRequest::before(&request);
    let is_get = request.method() == Method::GET;
    let mut response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None if response.extensions().get::<AsItIs>().is_some() => return response,
        None if response.headers().get(header::CONTENT_TYPE).is_some_and(is_page) => return response,
        // An address that can't be one, such as /desk/documents/abc.
        None if is_get && status == StatusCode::BAD_REQUEST => {
            *response.status_mut() = StatusCode::NOT_FOUND;
            Problem::Missing
        }
        None => Problem::of_status(status),
    };
    // Whoever had to wait for a database that is away is told so.
    let problem = match problem {
        Problem::Fault(Fault::Busy) if app.is_away() => Problem::Fault(Fault::Away),
        problem => problem,
    };
    failed.sent = response.extensions_mut().remove();
    let page = page_of(&app, &failed, &problem).await;
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    let html = Html(page).into_response();
    parts.headers.extend(html.headers().clone());
    if let Problem::Fault(fault) = problem {
        parts
            .headers
            .insert(header::RETRY_AFTER, faults::retry_after(fault));
        let no_store = HeaderValue::from_static("no-store");
        parts.headers.insert(header::CACHE_CONTROL, no_store);
    }
    Response::from_parts(parts, Body::new(html.into_body()))
}

fn is_page(kind: &HeaderValue) -> bool {
    kind.to_str()
        .is_ok_and(|kind| kind.starts_with("text/html") || kind.starts_with("application/json"))
}

/// The headers an error page looks at.
fn keep(headers: &HeaderMap) -> HeaderMap {
    let names = [header::HOST, header::COOKIE];
    names
        .into_iter()
        .filter_map(|name| headers.get(&name).map(|value| (name, value.clone())))
        .collect()
}

impl FailedRequest {
    /// How its reader wants pages.
    pub fn display(&self) -> Display {
        Display::of(&self.headers)
    }

    /// What happened and what to do.
    pub fn explain(&self, problem: &Problem) -> String {
        if matches!(problem, Problem::StaleForm) && self.sent.is_some() {
            return "这个页面打开的时间较长，或者您重新登录过，刚才提交的内容没有办理。请核对后按“再次提交”。"
                .to_owned();
        }
        problem.explanation(self.is_form)
    }

    /// The host name failed.
    pub fn host(&self) -> &str {
        client::host(&self.headers)
    }
}

/// What an error page offers besides its words.
#[derive(Clone, Debug, Default)]
pub struct WayOn {
    /// What to do, a sentence each.
    pub advice: Vec<&'static str>,
    /// What was typed, to be sent once more.
    pub form: Option<SentForm>,
    /// The page itself, to be opened once more.
    pub again: Option<String>,
}

impl WayOn {
    /// Besides the words of this problem; nothing where it is no fault and nothing was typed.
    pub fn of(problem: &Problem, failed: &FailedRequest) -> Self {
        let Problem::Fault(fault) = problem else {
            return failed.sent.as_ref().map_or_else(Self::default, Self::of_stale);
        };
        if !failed.is_form {
            return Self {
                again: Some(failed.address.clone()),
                ..Self::default()
            };
        }
        let is_application = failed.path.starts_with("/apply");
        let mut advice = match (fault, is_application) {
            (Fault::Unsure, true) => vec!["再次提交内容相同的申请，不会重复受理，编号也不会变。"],
            (Fault::Unsure, false) => vec!["请先打开原来的页面核对是否已经办好；没有办好的，再提交一次。"],
            _ => Vec::new(),
        };
        advice.push(match &failed.sent {
            Some(form) if form.had_files => {
                "您填写的内容都在本页，请不要关闭，过几分钟按“再次提交”。所选的文件没有保存，需要重新选择。"
            }
            Some(_) => "您填写的内容都在本页，请不要关闭，过几分钟按“再次提交”。",
            None => "请过几分钟返回上一页，重新提交。",
        });
        if is_application {
            advice.push("急需办理的，可以当面提交或者邮寄。");
        }
        Self {
            advice,
            form: failed.sent.clone(),
            again: None,
        }
    }

    /// Where the session or the form's secret was over.
    pub fn of_stale(form: &SentForm) -> Self {
        let mut advice = vec!["您填写的内容没有丢失，都在本页，请不要关闭。"];
        if form.had_files {
            advice.push("所选的文件没有保存，需要重新选择。");
        }
        Self {
            advice,
            form: Some(form.clone()),
            again: None,
        }
    }
}
