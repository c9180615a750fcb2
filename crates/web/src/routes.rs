//! Desk routes are declared with the act they need; the guard stands before every one, and the list of all routes with
//! their acts is a golden file. The few that nobody checks are declared as such, and are a golden file of their own.

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

/// A route that nobody checks, as its golden file lists it: signing in and out, and what a secret address opens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenRoute {
    pub path: &'static str,
    pub method: &'static str,
}

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

    /// What answers them.
    pub fn router(self) -> Router<App> {
        self.router
    }
}
