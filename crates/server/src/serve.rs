//! Serving: opens the store, brings the schema up to date, listens, and stops gracefully.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use ::metrics::gauge;
use anyhow::Context;
use office::{Office, Program};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use web::{App, Front, Surface};

use crate::config::Configuration;
use crate::listen::{Bounds, Listener};
use crate::peers::Peers;
use crate::signals::StopSignals;
use crate::worker::{Lines, Worker};
use crate::{clock, demo, index, limits, metrics, store, telemetry};

/// Connections of what watches over the server.
const WATCHERS: usize = 16;

/// Where it listens.
#[derive(Clone, Copy, Debug)]
pub struct Addresses {
    pub site: SocketAddr,
    /// The same as the site's where the desk has none of its own.
    pub desk: SocketAddr,
}

/// Everything bound and made, before the first answer.
struct Pieces {
    office: Office,
    app: App,
    handle: metrics_exporter_prometheus::PrometheusHandle,
    site: Listener,
    desk: Option<Listener>,
    measures: Option<Listener>,
    worker: Worker,
}

/// Serves until a stop is asked for (SIGTERM, Ctrl-C); a second signal ends it at once.
pub async fn serve(config: &Configuration, announce: impl FnOnce(Addresses)) -> anyhow::Result<()> {
    let started = Instant::now();
    let mut signals = StopSignals::hear()?;
    telemetry::log_panics();
    let bounds = Doors::of(config);
    let pieces = build(config).await?;
    announce(Addresses {
        site: pieces.site.address,
        desk: pieces
            .desk
            .as_ref()
            .map_or(pieces.site.address, |desk| desk.address),
    });
    let engine = pieces.office.engine().name();
    let office = pieces.office.clone();
    let stop = CancellationToken::new();
    let tasks = open_doors(pieces, &bounds, &stop);
    let elapsed = started.elapsed();
    gauge!("gongkai_start_seconds").set(elapsed.as_secs_f64());
    let milliseconds = elapsed.as_millis();
    tracing::info!(
        milliseconds,
        database = engine,
        version = env!("CARGO_PKG_VERSION"),
        "ready"
    );
    let signal = signals.next().await;
    tracing::info!(signal, "stopping: open requests are finished first");
    stop.cancel();
    let last = tokio::time::timeout(config.stop_timeout, async {
        for task in tasks {
            if let Err(error) = task.await {
                tracing::error!(%error, "a task ended badly");
            }
        }
    });
    tokio::select! {
        finished = last => if finished.is_err() {
            tracing::warn!("some requests did not finish in time");
        },
        signal = signals.next() => tracing::warn!(signal, "stopping at once"),
    }
    office.close(Program::itself()).await?;
    tracing::info!("stopped");
    Ok(())
}

async fn build(config: &Configuration) -> anyhow::Result<Pieces> {
    let handle = metrics::start()?;
    let office = store::open(config).await?;
    let settings = web::Settings {
        is_demonstration: demo::is_demonstration(&config.data_folder),
        ..config.web.clone()
    };
    let app = App::new(office.clone(), clock::clock(), settings);
    app.follow_changes().await.context("数据库没有应答")?;
    let site = Listener::bind("site", config.listen).await?;
    let desk = match config.desk_listen {
        Some(address) => Some(Listener::bind("desk", address).await?),
        None => None,
    };
    let measures = match config.metrics_listen {
        Some(address) => Some(Listener::bind("metrics", address).await?),
        None => None,
    };
    let lines = Lines {
        mail: config.mail.line()?,
    };
    let worker = Worker::new(app.clone(), lines, Arc::new(clock::moment));
    Ok(Pieces {
        office,
        app,
        handle,
        site,
        desk,
        measures,
        worker,
    })
}

/// What bounds the connections of each door.
struct Doors {
    site: Bounds,
    /// Where the desk has an address of its own it has seats of its own: a full site keeps nobody from their work.
    desk: Bounds,
    /// What watches must see in when the others are full.
    measures: Bounds,
}

impl Doors {
    fn of(config: &Configuration) -> Self {
        let most = limits::connections(config.connections);
        let bounds = |seats: usize, each: usize| Bounds {
            seats: Arc::new(Semaphore::new(seats)),
            peers: Peers::new(each, &config.web.trusted_proxies),
            unread: config.unread_timeout,
        };
        let each = config
            .address_connections
            .unwrap_or_else(|| limits::of_one_address(most));
        Self {
            site: bounds(most, each),
            desk: bounds(most, each),
            measures: bounds(WATCHERS, WATCHERS),
        }
    }
}

/// Begins to answer everywhere; gives the tasks to wait for at the end.
fn open_doors(pieces: Pieces, doors: &Doors, stop: &CancellationToken) -> Vec<tokio::task::JoinHandle<()>> {
    let Pieces {
        app,
        handle,
        site,
        desk,
        measures,
        worker,
        ..
    } = pieces;
    let surface = if desk.is_some() {
        Surface::Site
    } else {
        Surface::Both
    };
    let mut front = Front::new(&app, surface);
    if measures.is_none() {
        front = front.with(metrics::beside_the_site(handle.clone()));
    }
    let mut tasks = vec![site.serve(front, doors.site.clone(), stop.clone())];
    if let Some(desk) = desk {
        tasks.push(desk.serve(Front::new(&app, Surface::Desk), doors.desk.clone(), stop.clone()));
    }
    if let Some(measures) = measures {
        let alone = metrics::alone(&app, handle.clone());
        tasks.push(measures.serve(alone.into(), doors.measures.clone(), stop.clone()));
    }
    tasks.push(tokio::spawn(metrics::watch(app.clone(), handle, stop.clone())));
    tasks.push(tokio::spawn(index::follow(app.clone(), stop.clone())));
    tasks.push(tokio::spawn(worker.work(stop.clone())));
    tasks
}
