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
use axum::http::Request;
use axum::response::Response;
use axum::routing::future::RouteFuture;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use metrics::gauge;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;
use tokio_util::either::Either;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::Service;
use web::Front;

use crate::output::say;

/// How long a client may take to send the head of a request, and how long a connection may stand idle.
const HEAD: Duration = Duration::from_secs(30);
/// How long to wait before the next connection when the system gave none.
const BREATH: Duration = Duration::from_millis(200);

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
    pub fn serve(self, front: Front, seats: Arc<Semaphore>, stop: CancellationToken) -> JoinHandle<()> {
        say!("listening {} http://{}", self.name, self.address);
        tokio::spawn(accept(self.socket, front, seats, stop))
    }
}

async fn accept(socket: TcpListener, front: Front, seats: Arc<Semaphore>, stop: CancellationToken) {
    let connections = TaskTracker::new();
    while let Some((seat, stream, peer)) = stop.run_until_cancelled(next(&socket, &seats)).await.flatten() {
        connections.spawn(converse(stream, peer, front.clone(), stop.clone(), seat));
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
    stream: TcpStream,
    peer: SocketAddr,
    front: Front,
    stop: CancellationToken,
    seat: OwnedSemaphorePermit,
) {
    gauge!("gongkai_connections").increment(1.0);
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY could not be set");
    }
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), Conversation { front, peer });
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
    drop(seat);
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

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        if let Some(response) = self.front.cached(&request) {
            return Either::Left(ready(Ok(response)));
        }
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(self.peer));
        Either::Right(self.front.router().call(request))
    }
}
