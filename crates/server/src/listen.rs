//! One listener: takes connections, bounds them in number and in time, hands their requests to the front door, and on a stop
//! lets open requests finish. HTTP/1.1 only; TLS is the reverse proxy's (docs/running.md).

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::uri::Authority;
use axum::http::{HeaderValue, Request, StatusCode, Version, header};
use axum::response::Response;
use axum::routing::future::RouteFuture;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use metrics::gauge;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;
use tokio_io_timeout::TimeoutStream;
use tokio_util::either::Either;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::Service;
use web::Front;

use crate::output::say;
use crate::peers::{Peers, Place};

/// How long a client may take to send the head of a request, and how long a connection may stand idle.
const HEAD: Duration = Duration::from_secs(30);
/// How long to wait before the next connection when the system gave none.
const BREATH: Duration = Duration::from_millis(200);

/// What a listener's connections are bounded by.
#[derive(Clone)]
pub struct Bounds {
    /// How many may be open.
    pub seats: Arc<Semaphore>,
    /// How many of them one address may hold.
    pub peers: Peers,
    /// How long a client may leave an answer unread.
    pub unread: Duration,
}

/// A bound address that does not answer yet.
pub struct Listener {
    name: &'static str,
    socket: TcpListener,
    pub address: SocketAddr,
}

impl Listener {
    /// Binds the address.
    pub async fn bind(name: &'static str, address: SocketAddr) -> anyhow::Result<Self> {
        let socket = TcpListener::bind(address)
            .await
            .with_context(|| format!("无法监听 {address}，端口可能已被占用，请用 --listen 换一个"))?;
        let address = socket.local_addr()?;
        Ok(Self {
            name,
            socket,
            address,
        })
    }

    /// Says in one line that scripts can read where it listens, and answers until a stop.
    pub fn serve(self, front: Front, bounds: Bounds, stop: CancellationToken) -> JoinHandle<()> {
        say!("listening {} http://{}", self.name, self.address);
        tokio::spawn(accept(self.socket, front, bounds, stop))
    }
}

async fn accept(socket: TcpListener, front: Front, bounds: Bounds, stop: CancellationToken) {
    let connections = TaskTracker::new();
    while let Some((seat, stream, peer)) = stop
        .run_until_cancelled(next(&socket, &bounds.seats))
        .await
        .flatten()
    {
        let Some(place) = bounds.peers.place(peer.ip()) else {
            tracing::debug!(%peer, "one address has all the connections it may have");
            continue;
        };
        let held = (seat, place);
        let stream = TimeoutStream::new(stream);
        connections.spawn(converse(
            stream,
            peer,
            front.clone(),
            bounds.unread,
            stop.clone(),
            held,
        ));
    }
    drop(socket);
    connections.close();
    connections.wait().await;
}

/// A seat and the next connection to sit in it. `None` only where there are no seats any more: never.
async fn next(
    socket: &TcpListener,
    seats: &Arc<Semaphore>,
) -> Option<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let seat = seats.clone().acquire_owned().await.ok()?;
    loop {
        match socket.accept().await {
            Ok((stream, peer)) => return Some((seat, stream, peer)),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

/// All requests of one connection.
async fn converse(
    mut stream: TimeoutStream<TcpStream>,
    peer: SocketAddr,
    front: Front,
    unread: Duration,
    stop: CancellationToken,
    held: (OwnedSemaphorePermit, Place),
) {
    gauge!("gongkai_connections").increment(1.0);
    // Whoever takes nothing of an answer for that long will not be waited for: a seat is somebody's turn.
    stream.set_write_timeout(Some(unread));
    if let Err(error) = stream.get_ref().set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY could not be set");
    }
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(Box::pin(stream)), Conversation { front, peer });
    let mut connection = pin!(connection);
    let outcome = tokio::select! {
        outcome = connection.as_mut() => outcome,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = outcome {
        tracing::debug!(%error, %peer, "a connection ended early");
    }
    gauge!("gongkai_connections").decrement(1.0);
    drop(held);
}

/// Whether a request says once, and in the form of `host[:port]`, whom it is for: sites, pages in memory and the addresses on
/// them are told apart by that (RFC 9112 3.2). HTTP/1.0 may leave it out.
fn names_one_host<B>(request: &Request<B>) -> bool {
    let mut lines = request.headers().get_all(header::HOST).iter();
    match (lines.next(), lines.next()) {
        (None, _) => request.version() == Version::HTTP_10,
        (Some(line), None) => line.to_str().is_ok_and(is_host),
        (Some(_), Some(_)) => false,
    }
}

fn is_host(text: &str) -> bool {
    let Ok(authority) = text.parse::<Authority>() else {
        return false;
    };
    let port = text.strip_prefix(authority.host()).unwrap_or_default();
    let is_port = port.is_empty()
        || port
            .strip_prefix(':')
            .is_some_and(|port| port.parse::<u16>().is_ok());
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "-._:[]".contains(sign);
    is_port && !authority.host().is_empty() && text.chars().all(is_plain)
}

/// Whether a request's body comes with its length, or not at all. One that comes in pieces may name a length beside them,
/// which is dropped before we see it, and whoever stands between goes by the other of the two (RFC 9112 6.1, 6.3); browsers
/// and proxies that hold a form until it is whole name the length.
fn has_one_length<B>(request: &Request<B>) -> bool {
    !request.headers().contains_key(header::TRANSFER_ENCODING)
}

/// The answer to a request that nobody looks at; the connection ends with it.
fn refused(status: StatusCode, why: &'static str) -> Response {
    let mut response = Response::new(Body::from(why));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    response
}

/// One connection's requests, each with the address it came from.
struct Conversation {
    front: Front,
    peer: SocketAddr,
}

impl hyper::service::Service<Request<Incoming>> for Conversation {
    type Response = Response;
    type Error = Infallible;
    type Future = Either<Ready<Result<Response, Infallible>>, RouteFuture<Infallible>>;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        if !names_one_host(&request) {
            let why = "400 Bad Request: Host\n";
            return Either::Left(ready(Ok(refused(StatusCode::BAD_REQUEST, why))));
        }
        if !has_one_length(&request) {
            let why = "411 Length Required\n";
            return Either::Left(ready(Ok(refused(StatusCode::LENGTH_REQUIRED, why))));
        }
        request.extensions_mut().insert(ConnectInfo(self.peer));
        if let Some(response) = self.front.cached(&request) {
            return Either::Left(ready(Ok(response)));
        }
        Either::Right(self.front.router().call(request.map(Body::new)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address_with_a_port_or_without() {
        for host in [
            "gk.example.gov.cn",
            "localhost:8080",
            "127.0.0.1",
            "[::1]:8080",
            "xn--fiqs8s",
        ] {
            assert!(is_host(host), "{host}");
        }
        for host in [
            "",
            "site/columns/statutory",
            "localhost/columns",
            "a b",
            "<script>",
            "u@a",
            "a:99999",
            "a:b",
            "a,b",
            "a?b",
        ] {
            assert!(!is_host(host), "{host}");
        }
    }
}
