//! Logs to standard error, as text or JSON; metrics for Prometheus.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

use crate::config::Config;

const SECONDS: [f64; 11] = [
    0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];

/// Starts logging as configured.
pub fn start_logs(config: &Config) {
    let filter = EnvFilter::try_new(config.get("log")).unwrap_or_else(|_error| EnvFilter::new("info"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    // A second start, as in tests, changes nothing.
    let _ = if config.get("log_format") == "json" {
        subscriber.json().try_init()
    } else {
        subscriber.try_init()
    };
}

/// Starts measuring; the handle renders what was measured.
pub fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    let name = Matcher::Full("gongkai_http_request_seconds".to_owned());
    Ok(PrometheusBuilder::new()
        .set_buckets_for_metric(name, &SECONDS)?
        .install_recorder()?)
}
