//! A visitor of the pages that are made for one person alone: they carry the forms' secret, are kept nowhere, and tell no
//! search engine of themselves where they say so.

use askama::Template;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use office::{Moment, Office};

use super::layout::{Crumb, Frame, Site, home_crumb, meta};
use crate::app::App;
use crate::client::ClientAddress;
use crate::csrf::Csrf;
use crate::errors::Problem;
use crate::forms::refused;

/// A request for a page of one's own.
pub struct Visitor {
    pub app: App,
    pub site: Site,
    pub moment: Moment,
    /// The address it comes from.
    pub address: String,
    csrf: Csrf,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Ok(csrf) = Csrf::from_request_parts(parts, app).await;
        let Ok(ClientAddress(address)) = ClientAddress::from_request_parts(parts, app).await;
        Ok(Self {
            app: app.clone(),
            site: Site::from_request_parts(parts, app).await?,
            moment: app.moment(),
            address,
            csrf,
        })
    }
}

/// A line of the organ's contacts.
pub struct Contact {
    pub label: &'static str,
    pub value: String,
    /// Where a press on it leads: a call or a mail.
    pub href: Option<String>,
}

impl Contact {
    /// A line, by its name in the guide; a telephone is called and a mail address written to.
    pub fn of(name: &str, label: &'static str, value: &str) -> Self {
        let value = value.trim();
        let digits = |text: &str| -> String {
            text.chars()
                .filter(|sign| sign.is_ascii_digit() || "+-".contains(*sign))
                .collect()
        };
        // Two numbers in one line are told, not called.
        let is_one = value
            .chars()
            .all(|sign| sign.is_ascii_digit() || "+-() （）".contains(sign));
        Self {
            label,
            href: match name {
                "phone" | "supervision_phone" if is_one && !value.is_empty() => {
                    Some(format!("tel:{}", digits(value)))
                }
                "email" if value.contains('@') => Some(format!("mailto:{value}")),
                _ => None,
            },
            value: value.to_owned(),
        }
    }
}

impl Visitor {
    /// The records.
    pub fn office(&self) -> &Office {
        self.app.office()
    }

    /// The forms' secret.
    pub fn secret(&self) -> String {
        self.csrf.token.clone()
    }

    /// The frame of a page under the steps that lead to it.
    pub fn frame(&self, name: &str, steps: &[(&str, &str)]) -> Frame {
        let step = |(name, href): &(&str, &str)| Crumb {
            name: (*name).to_owned(),
            href: Some((*href).to_owned()),
        };
        let here = Crumb {
            name: name.to_owned(),
            href: None,
        };
        let crumbs = std::iter::once(home_crumb())
            .chain(steps.iter().map(step))
            .chain([here]);
        self.site.frame(name, None, crumbs.collect())
    }

    /// The frame of a page that is nobody else's business.
    pub fn private_frame(&self, name: &str, steps: &[(&str, &str)]) -> Frame {
        let mut frame = self.frame(name, steps);
        frame.canonical = String::new();
        frame.metas.push(meta("robots", "noindex"));
        frame
    }

    /// How to reach the office that takes applications.
    pub fn contacts(&self) -> Vec<Contact> {
        let fields = self.site.organ.guide.fields().into_iter().skip(3);
        fields
            .map(|(name, label, value)| Contact::of(name, label, value))
            .filter(|contact| !contact.value.is_empty())
            .collect()
    }

    /// A page.
    pub fn page(&self, template: &impl Template) -> Result<Response, Problem> {
        Ok(self.answer(template.render()?))
    }

    fn answer(&self, html: String) -> Response {
        let mut response = Html(html).into_response();
        if let Some(cookie) = &self.csrf.new_visit {
            response.headers_mut().append(header::SET_COOKIE, cookie.clone());
        }
        response
    }

    /// The same page again, with what was typed and what is wrong with it (422).
    pub fn again(&self, template: &impl Template) -> Result<Response, Problem> {
        let mut response = self.answer(refused(template.render()?));
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        Ok(response)
    }

    /// The same page again, to be tried later (429).
    pub fn later(&self, template: &impl Template, seconds: i64) -> Result<Response, Problem> {
        let mut response = self.page(template)?;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
        Ok(response)
    }

    /// Seconds from now until then.
    pub fn seconds_until(&self, then: jiff::Timestamp) -> i64 {
        then.as_second() - self.moment.now.as_second()
    }
}

/// Neither our own page cache nor anybody on the way keeps these answers.
pub async fn never_kept(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // An address may be a secret (a unit's link): no request tells it on, not even one for a style sheet of ours. The origin
    // stays, by which our own forms are known.
    response
        .headers_mut()
        .insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    response
}
