//! Desk routes are declared with the act they need; the guard stands before every one, and the list of all routes with
//! their acts is a golden file. A route that nobody checks can't be declared here.

use axum::Router;
use axum::handler::Handler;
use axum::middleware;
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

/// Gathers guarded routes.
pub struct DeskRoutes<'a> {
    app: &'a App,
    router: Router<App>,
    list: Vec<GuardedRoute>,
}

impl<'a> DeskRoutes<'a> {
    /// No routes yet.
    pub fn new(app: &'a App) -> Self {
        Self {
            app,
            router: Router::new(),
            list: Vec::new(),
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

    fn add(mut self, path: &'static str, method: &'static str, act: Act, handler: MethodRouter<App>) -> Self {
        let guard = middleware::from_fn_with_state((self.app.clone(), act), session::guard);
        self.router = self.router.route(path, handler.layer(guard));
        self.list.push(GuardedRoute { path, method, act });
        self
    }

    /// The routes and their list.
    pub fn finish(self) -> (Router<App>, Vec<GuardedRoute>) {
        (self.router, self.list)
    }
}
