//! What every desk page shares: who is signed in, the menu of what they may see, the form secret, a message left by the
//! page before. Answers to an act are a redirect (303), or the same page again (422) with all that was typed.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use law::staff::{Act, may};
use office::organs::{self, Organ};
use office::staff::Session;
use office::{Actor, Moment, Office};

use super::came_from::CameFrom;
use super::menu::{MenuGroup, MenuItem, Section, at_hand, menu};
use super::waiting::Waiting;
use crate::app::App;
use crate::assets::asset;
use crate::client;
use crate::csrf::Csrf;
use crate::display::Display;
use crate::errors::Problem;
use crate::flash::{self, Flash, redirect_with};
use crate::forms::{refused, ticket};
use crate::session::{Signed, is_second_factor_required};

/// A request by a signed-in member of staff.
pub struct Desk {
    pub app: App,
    pub actor: Actor,
    pub session: Session,
    pub organ: Organ,
    pub moment: Moment,
    csrf: Csrf,
    flash: Option<String>,
    display: Display,
    /// Where this page is found again: its own address; that of an act leads to the page of its form (`routes`).
    path: String,
    /// Whether it is a page that was asked for, and no answer to a form.
    is_page: bool,
    /// The list whose row led here.
    came_from: CameFrom,
    /// The site's address: the one that is set, else the one this request came to.
    pub origin: String,
    is_second_factor_required: bool,
    waiting: Waiting,
}

impl FromRequestParts<App> for Desk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let signed = Signed::from_request_parts(parts, app).await?;
        let Ok(csrf) = Csrf::from_request_parts(parts, app).await;
        let Flash(flash) = Flash::from_headers(&parts.headers);
        let organ = organs::own(app.office(), &signed.actor).await?;
        let moment = app.moment();
        Ok(Self {
            is_second_factor_required: is_second_factor_required(app, &signed),
            waiting: Waiting::of_person(app.office(), &signed.actor, moment).await?,
            app: app.clone(),
            actor: signed.actor,
            session: signed.session,
            organ,
            moment,
            csrf,
            flash,
            display: Display::of(&parts.headers),
            path: own_path(parts),
            is_page: parts.method == Method::GET,
            came_from: CameFrom::of(&parts.uri, parts.method == Method::GET),
            origin: client::origin(app, &parts.headers),
        })
    }
}

/// Where the page is found again.
fn own_path(parts: &Parts) -> String {
    let path = parts.uri.path_and_query();
    path.map_or_else(|| Section::Today.href().to_owned(), ToString::to_string)
}

/// The frame around a page's own content.
pub struct Frame {
    pub title: String,
    pub organ_name: String,
    /// The person's name, and their roles in words.
    pub person: String,
    pub roles: String,
    pub menu: Vec<MenuGroup>,
    /// The places at the foot of a phone.
    pub at_hand: Vec<MenuItem>,
    /// How the reader wants the page, and where it is found again once that has changed.
    pub display: Display,
    /// Whether all of it is a demonstration.
    pub is_demonstration: bool,
    pub path: String,
    /// Whether it answers a form: what was typed stands on it, and only a script changes its look without losing that.
    pub is_answer: bool,
    pub crumbs: Vec<Crumb>,
    /// The list whose row led here, with its address; none where the page was opened by its own.
    pub list: Option<Crumb>,
    pub csrf: String,
    /// Tells one opening of a form that makes something from the next (`office::once`).
    pub ticket: String,
    pub flash: Option<String>,
    pub style: String,
    pub script: String,
}

/// A step of the way to this page; the last is the page itself.
pub struct Crumb {
    pub name: String,
    pub href: String,
}

impl Desk {
    /// The records.
    pub fn office(&self) -> &Office {
        self.app.office()
    }

    /// Whether the person may do this.
    pub fn may(&self, act: Act) -> bool {
        may(&self.actor.roles, act).is_ok()
    }

    /// Whether this installation requires a second factor of the person.
    pub fn is_second_factor_required(&self) -> bool {
        self.is_second_factor_required
    }

    /// The frame of a page of that section, with the steps between the section's first page and this one.
    pub fn frame(&self, title: &str, section: Section, steps: &[(&str, &str)]) -> Frame {
        let first = (section != Section::Today).then_some((section.label(), section.href()));
        let crumbs = first.iter().chain(steps).map(|(name, href)| Crumb {
            name: (*name).to_owned(),
            href: (*href).to_owned(),
        });
        // A page is no step of the way to itself.
        let here = self.path.split('?').next().filter(|_| self.is_page);
        let roles: Vec<&str> = self.actor.roles.iter().map(|role| role.label()).collect();
        Frame {
            title: title.to_owned(),
            organ_name: self.organ.name.clone(),
            person: self.actor.name.clone(),
            roles: roles.join("、"),
            menu: menu(&self.actor.roles, section, &self.waiting),
            at_hand: at_hand(&self.actor.roles, section, &self.waiting),
            display: self.display,
            is_demonstration: self.app.settings().is_demonstration,
            path: self.path.clone(),
            is_answer: !self.is_page,
            crumbs: crumbs
                .filter(|crumb| crumb.name != title && Some(crumb.href.as_str()) != here)
                .collect(),
            list: self.came_from.list().map(|(href, name)| Crumb {
                name: name.to_owned(),
                href: href.to_owned(),
            }),
            csrf: self.csrf.token.clone(),
            ticket: ticket(),
            flash: self.flash.clone(),
            style: asset("desk.css"),
            script: asset("desk.js"),
        }
    }

    /// A page; the message left for it is taken away.
    pub fn page(&self, template: &impl Template) -> Result<Response, Problem> {
        Ok(self.answer(self.came_from.carried(template.render()?)))
    }

    /// What was done with a record of this name: the list it was opened from again, else this page of it, with its message.
    pub fn done(&self, name: &str, page: &str, message: &str) -> Response {
        match self.came_from.list() {
            Some((list, _)) => redirect_with(list, &format!("{name}：{message}")),
            None => redirect_with(page, message),
        }
    }

    fn answer(&self, html: String) -> Response {
        let mut response = Html(html).into_response();
        if self.flash.is_some() {
            response.headers_mut().append(header::SET_COOKIE, flash::taken());
        }
        response
    }

    /// The same page again, with what was typed and what is wrong with it (422).
    pub fn again(&self, template: &impl Template) -> Result<Response, Problem> {
        let mut response = self.answer(refused(self.came_from.carried(template.render()?)));
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        Ok(response)
    }
}

impl Frame {
    /// The page belongs to none of the menu's sections.
    pub fn leave_menu(&mut self) {
        let groups = self.menu.iter_mut().flat_map(|group| &mut group.items);
        for item in groups.chain(&mut self.at_hand) {
            item.is_here = false;
        }
    }
}

/// Whether the request came from a script of ours that takes only the part that changes.
pub fn wants_part(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}

#[cfg(test)]
impl Frame {
    /// A frame without a person in it, for tests of a page's own content.
    pub fn bare(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            organ_name: String::new(),
            person: String::new(),
            roles: String::new(),
            menu: Vec::new(),
            at_hand: Vec::new(),
            display: Display::default(),
            is_demonstration: false,
            path: String::new(),
            is_answer: false,
            crumbs: Vec::new(),
            list: None,
            csrf: String::new(),
            ticket: String::new(),
            flash: None,
            style: String::new(),
            script: String::new(),
        }
    }
}
