//! What is measured, for Prometheus: requests (counted in web), the page cache, the database, the process. `/metrics`
//! is for the operator alone: on an address of its own, or for this machine, never through the public proxy.

use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics::{Unit, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;
use web::App;

use crate::output::causes;

const SECONDS: [f64; 12] = [
    0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];
/// Prometheus' own media type for this form of text.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Starts measuring; the handle renders what was measured.
pub fn start() -> anyhow::Result<PrometheusHandle> {
    let requests = Matcher::Full("gongkai_http_request_seconds".to_owned());
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(requests, &SECONDS)?
        .install_recorder()?;
    describe_counter!(
        "gongkai_http_requests_total",
        "Answers by surface, route and status"
    );
    describe_histogram!("gongkai_http_request_seconds", Unit::Seconds, "Time to answer");
    describe_counter!(
        "gongkai_page_cache_total",
        "Public pages served from memory or made"
    );
    describe_gauge!("gongkai_connections", "Open connections");
    describe_gauge!("gongkai_database_up", "Whether the database answers");
    describe_gauge!(
        "gongkai_database_seconds",
        Unit::Seconds,
        "Time of the last look at the database"
    );
    describe_gauge!("gongkai_change_position", "How far public changes have come");
    describe_gauge!("gongkai_resident_bytes", Unit::Bytes, "Memory in use");
    describe_gauge!("gongkai_start_seconds", Unit::Seconds, "Time from start to ready");
    describe_gauge!("gongkai_build_info", "The version that runs");
    gauge!("gongkai_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(handle)
}

/// Every second: what other servers changed, how the database answers, how much memory is used.
pub async fn watch(app: App, handle: PrometheusHandle, stop: CancellationToken) {
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut was_up = true;
    while stop.run_until_cancelled(seconds.tick()).await.is_some() {
        let asked = Instant::now();
        let outcome = app.look_at_store().await;
        gauge!("gongkai_database_seconds").set(asked.elapsed().as_secs_f64());
        gauge!("gongkai_database_up").set(if outcome.is_ok() { 1.0 } else { 0.0 });
        match &outcome {
            Ok(_) if !was_up => tracing::info!("the database answers again"),
            Err(error) if was_up => tracing::error!(error = causes(error), "the database does not answer"),
            _ => {}
        }
        was_up = outcome.is_ok();
        if let Ok(position) = outcome {
            gauge!("gongkai_change_position").set(f64::from(u32::try_from(position).unwrap_or(u32::MAX)));
        }
        if let Some(bytes) = resident_bytes() {
            gauge!("gongkai_resident_bytes").set(bytes);
        }
        handle.run_upkeep();
    }
}

/// `/metrics` beside the site: for who asks on this machine, and not through a proxy that stands there.
pub fn beside_the_site(handle: PrometheusHandle) -> Router {
    let answer = move |ConnectInfo(peer): ConnectInfo<SocketAddr>, headers: HeaderMap| async move {
        if is_from_here(peer.ip(), &headers) {
            rendered(&handle)
        } else {
            StatusCode::NOT_FOUND.into_response()
        }
    };
    Router::new().route("/metrics", get(answer))
}

/// `/metrics` on an address of its own, with whether the program is alive and ready: there they answer also when the site is full.
pub fn alone(app: &App, handle: PrometheusHandle) -> Router {
    Router::new()
        .route("/metrics", get(move || async move { rendered(&handle) }))
        .merge(web::watched(app))
}

fn is_from_here(peer: IpAddr, headers: &HeaderMap) -> bool {
    let is_forwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via"]
        .into_iter()
        .any(|name| headers.contains_key(name));
    peer.to_canonical().is_loopback() && !is_forwarded
}

fn rendered(handle: &PrometheusHandle) -> Response {
    ([(header::CONTENT_TYPE, TEXT)], handle.render()).into_response()
}

fn resident_bytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: u32 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(f64::from(kilobytes) * 1024.0)
}

#[cfg(test)]
mod tests;
