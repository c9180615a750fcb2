//! The front door of a listener: a public page that is in the cache goes out at once, everything else goes on to the router.
//! Such a page was made by the router and dressed by its layers; here it is only numbered and measured.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::task::{Context, Poll};
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use axum::response::Response;
use axum::routing::future::RouteFuture;
use tokio_util::either::Either;
use tower::Service;

use crate::app::{App, Surface};
use crate::router::router;
use crate::{cached_pages, headers, site};

/// Answers the requests of a listener. Cheap to clone.
#[derive(Clone)]
pub struct Front {
    /// Whose pages may be in the cache; a listener without public pages has none.
    pages: Option<App>,
    router: Router,
}

impl Front {
    /// Everything the web answers on that surface.
    pub fn new(app: &App, surface: Surface) -> Self {
        Self {
            pages: (surface != Surface::Desk).then(|| app.clone()),
            router: router(app, surface),
        }
    }

    /// The same with more routes beside.
    #[must_use]
    pub fn with(self, more: Router) -> Self {
        Self {
            router: self.router.merge(more),
            ..self
        }
    }

    /// The finished page that answers this request, where one is in the cache.
    pub fn cached<B>(&self, request: &Request<B>) -> Option<Response> {
        let app = self.pages.as_ref().filter(|_| *request.method() == Method::GET)?;
        let started = Instant::now();
        let mut response = cached_pages::find(app, request.uri(), request.headers())?;
        site::note_again(app, request);
        headers::finish_cached(app, request.uri(), &mut response, started);
        Some(response)
    }

    /// The way of a request for which nothing is in the cache.
    pub fn router(&self) -> Router {
        self.router.clone()
    }
}

impl From<Router> for Front {
    /// These routes and nothing else.
    fn from(router: Router) -> Self {
        Self { pages: None, router }
    }
}

impl Service<Request<Body>> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Either<Ready<Result<Response, Infallible>>, RouteFuture<Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        match self.cached(&request) {
            Some(response) => Either::Left(ready(Ok(response))),
            None => Either::Right(self.router.call(request)),
        }
    }
}
