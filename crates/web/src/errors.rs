//! What can go wrong with a request, in the visitor's words. Handlers return a `Problem`; a layer (`error_pages`) renders it as
//! a page of the half it was asked of. A failure is logged once, here.

use std::any::Any;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use law::staff::Refusal;
use office::{Fault, OfficeError};

use crate::faults;

/// Why a request is not answered as asked.
#[derive(Clone, Debug)]
pub enum Problem {
    /// No such page.
    Missing,
    /// Withdrawn, with the reason given to the public.
    Withdrawn {
        title: String,
        reason: String,
        /// The day, in words; empty where it is not on record.
        on: String,
    },
    /// Taken back, and nothing of it stays public.
    Gone,
    /// Not signed in, or the session ended, on a request that can't be repeated after signing in.
    SignedOut,
    /// Signed in, but not trusted with this.
    Refused(Refusal),
    /// Signed in, but trusted with nothing yet.
    NoRole,
    /// The first password must be changed before anything else.
    PasswordDue,
    /// A second factor is required of this account, and it has none yet.
    SecondFactorDue,
    /// The form's secret is missing or old.
    StaleForm,
    /// The request can't be understood; the message says what to do.
    Malformed(String),
    TooLarge,
    /// Another person changed it meanwhile.
    Conflict(String),
    /// The database holds no organ yet.
    NoOrgan,
    TimedOut,
    NotAllowed,
    /// The store can't do its part now; what was asked may be asked again.
    Fault(Fault),
    /// Our fault; the log has the rest.
    Internal,
}

impl Problem {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Withdrawn { .. } | Self::Gone => StatusCode::GONE,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Refused(_) | Self::NoRole | Self::PasswordDue | Self::SecondFactorDue | Self::StaleForm => {
                StatusCode::FORBIDDEN
            }
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::NoOrgan | Self::TimedOut | Self::Fault(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The page's heading.
    pub fn heading(&self) -> &str {
        match self {
            Self::Missing => "没有找到您要的页面",
            Self::Withdrawn { title, .. } => title,
            Self::Gone => "本信息已删除",
            Self::SignedOut => "登录已失效",
            Self::Refused(_) => "没有权限",
            Self::NoRole => "账号尚未分配角色",
            Self::PasswordDue => "请先修改密码",
            Self::SecondFactorDue => "请先启用动态口令",
            Self::StaleForm => "页面已过期",
            Self::Malformed(_) => "提交的内容无法识别",
            Self::TooLarge => "提交的内容过大",
            Self::Conflict(_) => "内容已被他人修改",
            Self::NoOrgan => "网站尚未启用",
            Self::TimedOut => "服务繁忙",
            Self::NotAllowed => "不支持这种访问方式",
            Self::Fault(fault) => faults::heading(*fault),
            Self::Internal => "服务暂时出现故障",
        }
    }

    /// What happened and what to do, in a sentence or two, for who sent a form or opened a page.
    pub fn explanation(&self, is_form: bool) -> String {
        match self {
            Self::Missing => "网址可能有误，或者页面已经移走。您可以返回首页，或者从栏目中查找。".to_owned(),
            Self::Withdrawn { reason, on, .. } => {
                let reason = reason.trim_end_matches('。');
                let on = if on.is_empty() {
                    String::new()
                } else {
                    format!("于{on}")
                };
                format!("本信息已{on}撤回。撤回原因：{reason}。")
            }
            Self::Gone => "原来在这里的信息已经删除，不再公开。".to_owned(),
            Self::SignedOut => "请重新登录后再办理。".to_owned(),
            Self::Refused(refusal) => refusal.to_string(),
            Self::NoRole => "您的账号已开通，但还没有分配角色，请联系安全管理员。".to_owned(),
            Self::PasswordDue => "您使用的是一次性密码，修改后才能办理其他事项。".to_owned(),
            Self::SecondFactorDue => {
                "您的账号须启用动态口令（第二因素），启用后才能办理其他事项。".to_owned()
            }
            Self::StaleForm => "请返回上一页，刷新后重新提交；您填写的内容仍在上一页中。".to_owned(),
            Self::Malformed(message) | Self::Conflict(message) => message.clone(),
            Self::TooLarge => "文件或内容超过了允许的大小，请压缩或者拆分后再提交。".to_owned(),
            Self::NoOrgan => {
                "还没有登记机关。请管理员先运行 gongkai organ create，或者用 gongkai demo 查看演示。"
                    .to_owned()
            }
            Self::TimedOut => "处理时间过长，请稍后再试。".to_owned(),
            Self::NotAllowed => "请从页面上的链接或者按钮进入。".to_owned(),
            Self::Fault(fault) => faults::explanation(*fault, is_form).to_owned(),
            Self::Internal => "故障已经记录，请稍后再试。如持续出现，请联系网站管理员。".to_owned(),
        }
    }

    /// What a bare error status of the router itself says.
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::Missing,
            StatusCode::METHOD_NOT_ALLOWED => Self::NotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => Self::TimedOut,
            status if status.is_client_error() => {
                Self::Malformed("请返回上一页，核对后重新提交。".to_owned())
            }
            _ => Self::Internal,
        }
    }
}

impl From<OfficeError> for Problem {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Refused(refusal) => Self::Refused(refusal),
            OfficeError::Missing => Self::Missing,
            error @ OfficeError::Stale { .. } => Self::Conflict(error.to_string()),
            OfficeError::Invalid(fields) => {
                let messages: Vec<String> = fields.into_iter().map(|field| field.message).collect();
                Self::Malformed(messages.join(""))
            }
            OfficeError::Blocked(blockers) => {
                let messages: Vec<String> = blockers.into_iter().map(|blocker| blocker.message).collect();
                Self::Malformed(messages.join(""))
            }
            error => match error.fault() {
                // It was said where it began.
                Some(Fault::Busy) => Self::Fault(Fault::Busy),
                Some(fault) => {
                    tracing::error!(error = causes(&error), "the store failed");
                    Self::Fault(fault)
                }
                None => internal(&error),
            },
        }
    }
}

/// Logs a failure that is ours and gives the page that says so.
pub fn internal(error: &(dyn std::error::Error + 'static)) -> Problem {
    tracing::error!(error = causes(error), "request failed");
    Problem::Internal
}

/// An error with what caused it.
fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut causes = vec![error.to_string()];
    let mut source = error.source();
    while let Some(cause) = source {
        causes.push(cause.to_string());
        source = cause.source();
    }
    causes.join(": ")
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Self {
        internal(&error)
    }
}

impl From<paper::PaperError> for Problem {
    fn from(error: paper::PaperError) -> Self {
        internal(&error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What a handler panicking gives.
pub fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let message = panic.downcast_ref::<String>().map(String::as_str);
    let message = message
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    tracing::error!(panic = message, "a handler panicked");
    Problem::Internal.into_response()
}

/// Marks an answer for machines, which is no page however it ends.
#[derive(Clone, Copy, Debug)]
pub struct AsItIs;
