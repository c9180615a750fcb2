//! Desk routes are declared with the act they need; the guard stands before every one, and the list of all routes with
//! their acts is a golden file. The few that nobody checks are declared as such, and are a golden file of their own.

use std::collections::BTreeSet;

use axum::Router;
use axum::handler::Handler;
use axum::http::Uri;
use axum::middleware;
use axum::response::Redirect;
use axum::routing::{MethodRouter, get, post};
use law::staff::Act;

use crate::app::App;
use crate::session;

/// One guarded route, as the golden file lists it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GuardedRoute {
    pub path: &'static str,
    pub method: &'static str,
    pub act: Act,
}

/// A route that nobody checks, as its golden file lists it: signing in and out, and what a secret address opens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenRoute {
    pub path: &'static str,
    pub method: &'static str,
}

/// How addresses end that give a file.
const FILES: [&str; 4] = ["/{file}", "/scan", "/{extension}", "/{format}"];
/// Acts whose form does not stand on the nearest page above them.
const ELSEWHERE: [(&str, &str); 6] = [
    ("/desk/columns/{id}/position", "/desk/columns"),
    ("/desk/people/{id}/closure/removal", "/desk/people/{id}"),
    ("/desk/people/{id}/password/refusal", "/desk/people/{id}"),
    ("/desk/documents/preview", "/desk/documents/new"),
    ("/desk/holidays/preview", "/desk/holidays/new"),
    ("/desk/session/end", "/desk"),
];

/// Gathers the desk's routes.
pub struct DeskRoutes<'a> {
    app: &'a App,
    router: Router<App>,
    list: Vec<GuardedRoute>,
    open: Vec<OpenRoute>,
}

impl<'a> DeskRoutes<'a> {
    /// No routes yet.
    pub fn new(app: &'a App) -> Self {
        Self {
            app,
            router: Router::new(),
            list: Vec::new(),
            open: Vec::new(),
        }
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, act: Act, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(path, "GET", act, get(handler))
    }

    /// An act.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, act: Act, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(path, "POST", act, post(handler))
    }

    /// An act that takes a file: its body may be as long as uploads may.
    #[must_use]
    pub fn upload<H, T>(self, path: &'static str, act: Act, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        // Beside the file a body holds the other fields and the lines between its parts.
        let longest = self.app.settings().upload_limit.saturating_add(1 << 20);
        let limit = axum::extract::DefaultBodyLimit::max(longest);
        self.add(path, "POST", act, post(handler).layer(limit))
    }

    /// A page that is shown to everybody.
    #[must_use]
    pub fn open_get<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add_open(path, "GET", get(handler))
    }

    /// An act that everybody may send. Signing in may carry a form that waits for it, which takes more than its own room.
    #[must_use]
    pub fn open_post<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let longest = self.app.settings().form_limit.saturating_mul(2);
        let limit = axum::extract::DefaultBodyLimit::max(longest);
        self.add_open(path, "POST", post(handler).layer(limit))
    }

    fn add_open(mut self, path: &'static str, method: &'static str, handler: MethodRouter<App>) -> Self {
        self.router = self.router.route(path, handler);
        self.open.push(OpenRoute { path, method });
        self
    }

    fn add(mut self, path: &'static str, method: &'static str, act: Act, handler: MethodRouter<App>) -> Self {
        let guard = middleware::from_fn_with_state((self.app.clone(), act), session::guard);
        self.router = self.router.route(path, handler.layer(guard));
        self.list.push(GuardedRoute { path, method, act });
        self
    }

    /// The guarded ones, in order.
    pub fn guarded(self) -> Vec<GuardedRoute> {
        let mut list = self.list;
        list.sort();
        list
    }

    /// Those that nobody checks.
    pub fn open(self) -> Vec<OpenRoute> {
        self.open
    }

    /// What answers them. The address of an act stands in the bar after its form came back refused: opened again it leads to
    /// the page that holds the form, which asks for the permission itself.
    pub fn router(self) -> Router<App> {
        let acts: Vec<&'static str> = self.acts().collect();
        let pages = self.pages();
        let back = |router: Router<App>, act: &'static str| match page_of(act, &pages) {
            Some(page) => {
                let lead = move |uri: Uri| async move { Redirect::to(&in_its_place(page, &uri)) };
                router.route(act, get(lead))
            }
            None => router,
        };
        acts.into_iter().fold(self.router, back)
    }

    /// The addresses that have an act and no page.
    fn acts(&self) -> impl Iterator<Item = &'static str> {
        let pages: Vec<&str> = self
            .declared()
            .filter(|(method, _)| *method == "GET")
            .map(|(_, path)| path)
            .collect();
        let acts: BTreeSet<&'static str> = self
            .declared()
            .filter(|(method, path)| *method == "POST" && !pages.contains(path))
            .map(|(_, path)| path)
            .collect();
        acts.into_iter()
    }

    /// The addresses of pages; what gives a file is none.
    fn pages(&self) -> Vec<&'static str> {
        let is_page = |path: &str| !FILES.iter().any(|ending| path.ends_with(ending));
        self.declared()
            .filter(|(method, path)| *method == "GET" && is_page(path))
            .map(|(_, path)| path)
            .collect()
    }

    fn declared(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let guarded = self.list.iter().map(|route| (route.method, route.path));
        guarded.chain(self.open.iter().map(|route| (route.method, route.path)))
    }
}

/// The page that holds the form of an act: the nearest one above it.
fn page_of(act: &'static str, pages: &[&'static str]) -> Option<&'static str> {
    if let Some((_, page)) = ELSEWHERE.iter().find(|(known, _)| *known == act) {
        return Some(page);
    }
    let above = std::iter::successors(act.rsplit_once('/'), |(above, _)| above.rsplit_once('/'));
    above
        .filter_map(|(above, _)| pages.iter().find(|page| **page == above))
        .copied()
        .next()
}

/// The address of a page above this one, with what stands in its places.
fn in_its_place(page: &str, act: &Uri) -> String {
    let segments = page.split('/').zip(act.path().split('/'));
    let filled: Vec<&str> = segments
        .map(|(named, given)| if named.starts_with('{') { given } else { named })
        .collect();
    let query = act.query().map(|query| format!("?{query}"));
    filled.join("/") + &query.unwrap_or_default()
}
