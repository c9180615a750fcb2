//! Serving: opens the store, brings the schema up to date, listens, and stops gracefully.

use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use anyhow::Context;
use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::ListenerExt;
use metrics_exporter_prometheus::PrometheusHandle;
use office::Office;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::{App, Surface};

use crate::clock;
use crate::config::{Config, masked};
use crate::telemetry;

/// How long open requests may take to finish once a stop was asked for.
const LAST_REQUESTS: Duration = Duration::from_secs(20);

/// Opens the configured store with its schema up to date.
pub async fn open(config: &Config) -> anyhow::Result<Office> {
    let url = config.database_url();
    let office = Office::open(&url, &config.files_folder())
        .await
        .with_context(|| format!("无法打开数据库 {}，请用 gongkai doctor 检查", masked(&url)))?;
    let steps = office
        .migrate(clock::moment())
        .await
        .context("数据库结构升级失败")?;
    for step in steps {
        tracing::info!(step, "schema step applied");
    }
    Ok(office)
}

/// Serves until a stop is asked for (SIGTERM, Ctrl-C).
pub async fn serve(config: &Config) -> anyhow::Result<()> {
    let started = Instant::now();
    let metrics = telemetry::start_metrics()?;
    let office = open(config).await?;
    let app = App::new(office.clone(), clock::clock(), config.web()?);
    app.refresh_position().await;
    let stop = CancellationToken::new();
    let desk = config.desk_listen()?;
    let site_surface = if desk.is_some() {
        Surface::Site
    } else {
        Surface::Both
    };
    let own_metrics = config.get("metrics_listen");
    let site = web::router(&app, site_surface);
    let site = if own_metrics.is_empty() {
        site.merge(metrics_here(metrics.clone()))
    } else {
        site
    };
    let mut listeners = vec![listen(config.listen()?, site, "site", &stop).await?];
    if let Some(address) = desk {
        listeners.push(listen(address, web::router(&app, Surface::Desk), "desk", &stop).await?);
    }
    if !own_metrics.is_empty() {
        let address = own_metrics.parse().context("metrics_listen 应为“地址:端口”")?;
        listeners.push(listen(address, metrics_anywhere(metrics.clone()), "metrics", &stop).await?);
    }
    let watcher = tokio::spawn(watch_changes(app, metrics, stop.clone()));
    tracing::info!(
        milliseconds = started.elapsed().as_secs_f64() * 1000.0,
        database = office.engine().name(),
        "ready"
    );
    asked_to_stop().await?;
    tracing::info!("stopping: open requests are finished first");
    stop.cancel();
    for listener in listeners {
        if tokio::time::timeout(LAST_REQUESTS, listener).await.is_err() {
            tracing::warn!("some requests did not finish in time");
        }
    }
    watcher.abort();
    office.close().await?;
    tracing::info!("stopped");
    Ok(())
}

/// Begins to listen; says where in one line that scripts can read.
async fn listen(
    address: SocketAddr,
    router: Router,
    name: &'static str,
    stop: &CancellationToken,
) -> anyhow::Result<tokio::task::JoinHandle<()>> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("无法监听 {address}，端口可能已被占用"))?;
    let bound = listener.local_addr()?;
    println!("listening {name} http://{bound}");
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::warn!(%error, "TCP_NODELAY could not be set");
        }
    });
    let stopped = stop.clone();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    Ok(tokio::spawn(async move {
        let serving = axum::serve(listener, service).with_graceful_shutdown(stopped.cancelled_owned());
        if let Err(error) = serving.await {
            tracing::error!(%error, name, "serving ended");
        }
    }))
}

/// Every second: what other servers changed; now and then: what the histograms hold back.
async fn watch_changes(app: App, metrics: PrometheusHandle, stop: CancellationToken) {
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    while !stop.is_cancelled() {
        seconds.tick().await;
        app.refresh_position().await;
        metrics.run_upkeep();
    }
}

async fn asked_to_stop() -> anyhow::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        result = tokio::signal::ctrl_c() => result?,
    }
    Ok(())
}

/// `/metrics` for this machine only.
fn metrics_here(metrics: PrometheusHandle) -> Router {
    let render =
        move |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { here_only(peer.ip(), &metrics) };
    Router::new().route("/metrics", get(render))
}

fn here_only(peer: IpAddr, metrics: &PrometheusHandle) -> Response {
    if peer.is_loopback() {
        metrics.render().into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

fn metrics_anywhere(metrics: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(move || async move { metrics.render() }))
}
