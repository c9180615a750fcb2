//! What every handler may use, and the one router: outer layers, the public site, the desk.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use law::staff::SecondFactorOf;
use office::organs::Organ;
use office::{Moment, Office, OfficeError};
use paper::PaperError;
use tokio::sync::watch;

use crate::cache::PageCache;
use crate::errors::Problem;
use crate::flights::Flights;
use crate::freshness::Freshness;
use crate::known_sites::KnownSites;
use crate::refusals::Refusals;
use crate::searching::Heard;

/// Gives the present instant; the server hands in the only real one, tests a fixed one.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What the operator can set for this crate.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address the public sees, without a slash at its end: canonical links and cookies follow it.
    pub public_url: Option<String>,
    /// The organ whose site is served where the host name names none.
    pub organ_code: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Applications that one organ takes over its site within an hour.
    pub hourly_applications: i64,
    /// Longest body of an ordinary form, in bytes.
    pub form_limit: usize,
    /// Longest upload, in bytes.
    pub upload_limit: usize,
    /// Longest time for one request.
    pub request_timeout: Duration,
    /// Folders with the organ's own type faces, looked at before the system's.
    pub fonts_folders: Vec<PathBuf>,
    /// What converts files of older Word and of WPS, where the machine has it.
    pub converter: Option<paper::documents::Converter>,
    /// Where the index of the search lies.
    pub search_folder: PathBuf,
    /// Memory for finished public pages, in bytes.
    pub cache_bytes: u64,
    /// Who must sign in with a second factor. Samples of the demonstration never need to.
    pub second_factor: SecondFactorOf,
    /// How many sessions an account may have at once, samples apart; `None` for any number.
    pub most_sessions: Option<u32>,
    /// Where mail goes, in words for the desk; `None` where mail is off.
    pub mail_way: Option<String>,
    /// Whether it is the demonstration: every page says so.
    pub is_demonstration: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: None,
            organ_code: None,
            trusted_proxies: Vec::new(),
            hourly_applications: 200,
            form_limit: 2 << 20,
            upload_limit: 50 << 20,
            request_timeout: Duration::from_secs(30),
            fonts_folders: Vec::new(),
            converter: None,
            search_folder: PathBuf::from("search"),
            cache_bytes: 64 << 20,
            second_factor: SecondFactorOf::Administrators,
            most_sessions: Some(3),
            mail_way: None,
            is_demonstration: false,
        }
    }
}

/// Which addresses a listener answers: the desk can listen elsewhere than the public site (外网、内网).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    Both,
    Site,
    Desk,
}

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    office: Office,
    fonts: Arc<Shelf>,
    search: OnceLock<Arc<search::Index>>,
    heard: Heard,
    clock: Clock,
    settings: Settings,
    cache: PageCache,
    freshness: Freshness,
    flights: Flights,
    renderings: AtomicU64,
    known_sites: KnownSites,
    refusals: Refusals,
    position: AtomicI64,
    is_away: watch::Sender<bool>,
    is_damaged: AtomicBool,
    requests: AtomicU64,
}

/// The type faces, looked for when the first document asks for them: where none is installed the site still runs.
struct Shelf {
    folders: Vec<PathBuf>,
    found: OnceLock<paper::Fonts>,
}

impl Shelf {
    fn fonts(&self) -> Result<&paper::Fonts, PaperError> {
        if let Some(fonts) = self.found.get() {
            return Ok(fonts);
        }
        let found = paper::Fonts::scan(&self.folders)?;
        Ok(self.found.get_or_init(|| found))
    }
}

impl App {
    /// Puts the pieces together.
    pub fn new(office: Office, clock: Clock, settings: Settings) -> Self {
        let fonts = Arc::new(Shelf {
            folders: settings.fonts_folders.clone(),
            found: OnceLock::new(),
        });
        let printer = Arc::clone(&fonts);
        // Where there are no faces at all, that is what whoever prints is told, and no character is at fault.
        let office = office.with_printer(move |text| {
            let fonts = printer.fonts();
            fonts.map_or_else(|_| Vec::new(), |fonts| fonts.unprintable(text))
        });
        let office = office.with_screener(paper::screening::screen);
        let cache = PageCache::new(settings.cache_bytes);
        let requests = AtomicU64::new(rand::random());
        Self(Arc::new(Inner {
            office,
            fonts,
            search: OnceLock::new(),
            heard: Heard::default(),
            clock,
            settings,
            cache,
            freshness: Freshness::default(),
            flights: Flights::default(),
            renderings: AtomicU64::new(0),
            known_sites: KnownSites::new(),
            refusals: Refusals::default(),
            position: AtomicI64::new(-1),
            is_away: watch::Sender::new(false),
            is_damaged: AtomicBool::new(false),
            requests,
        }))
    }

    /// The records.
    pub fn office(&self) -> &Office {
        &self.0.office
    }

    /// The type faces for PDF.
    pub fn fonts(&self) -> Result<&paper::Fonts, PaperError> {
        self.0.fonts.fonts()
    }

    /// The index of the search, opened when it is first asked for.
    pub fn search(&self) -> &Arc<search::Index> {
        let open = || Arc::new(search::Index::open(&self.0.settings.search_folder));
        self.0.search.get_or_init(open)
    }

    /// What visitors search for.
    pub fn heard(&self) -> &Heard {
        &self.0.heard
    }

    /// The operator's settings.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn cache(&self) -> &PageCache {
        &self.0.cache
    }

    pub(crate) fn freshness(&self) -> &Freshness {
        &self.0.freshness
    }

    pub(crate) fn flights(&self) -> &Flights {
        &self.0.flights
    }

    pub(crate) fn count_rendering(&self) {
        self.0.renderings.fetch_add(1, Ordering::Relaxed);
    }

    /// How many pages of the kind that is kept were made since the start.
    pub fn renderings(&self) -> u64 {
        self.0.renderings.load(Ordering::Relaxed)
    }

    pub(crate) fn refusals(&self) -> &Refusals {
        &self.0.refusals
    }

    pub(crate) fn known_sites(&self) -> &KnownSites {
        &self.0.known_sites
    }

    /// The instant and the civil day in China (UTC+8, no summer time since 1991).
    pub fn moment(&self) -> Moment {
        let now = (self.0.clock)();
        let today = now.to_zoned_datetime(TimeZone::fixed(Offset::constant(8))).date();
        Moment { now, today }
    }

    /// Whether cookies must only travel over HTTPS.
    pub(crate) fn is_https(&self) -> bool {
        self.0
            .settings
            .public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }

    pub(crate) fn next_request_id(&self) -> u64 {
        self.0.requests.fetch_add(1, Ordering::Relaxed)
    }

    /// The change position that cached pages rest on.
    pub(crate) fn position(&self) -> i64 {
        self.0.position.load(Ordering::Acquire)
    }

    /// Looks whether the database is there, and follows its changes; gives the change position. The server calls it every
    /// second: while the database is away, pages that need it say so at once and wait for nothing.
    pub async fn look_at_store(&self) -> Result<i64, OfficeError> {
        let is_there = self.0.office.is_there().await;
        self.0.is_away.send_replace(!is_there);
        if is_there {
            self.follow_changes().await
        } else {
            Err(OfficeError::Away)
        }
    }

    /// Whether the database was away at the last look.
    pub(crate) fn is_away(&self) -> bool {
        *self.0.is_away.borrow()
    }

    /// Keeps what the last reading of the whole database found: a server with damaged pages is not ready, though it answers.
    pub fn tell_damage(&self, is_damaged: bool) {
        self.0.is_damaged.store(is_damaged, Ordering::Relaxed);
    }

    /// Whether the last reading of the whole database found pages that can't be read.
    pub(crate) fn is_damaged(&self) -> bool {
        self.0.is_damaged.load(Ordering::Relaxed)
    }

    /// Waits until a look finds that the database is away.
    pub(crate) async fn until_away(&self) {
        let mut looks = self.0.is_away.subscribe();
        // The sender lives as long as the application.
        let _seen = looks.wait_for(|is_away| *is_away).await;
    }

    /// Asks the store how far changes have come, so that pages that show what changed are made again; gives the position.
    pub async fn follow_changes(&self) -> Result<i64, OfficeError> {
        let known = self.position();
        let position = office::changes::position(&self.0.office).await?;
        if position == known {
            return Ok(position);
        }
        // What changed is noted before the position moves on: no page is taken for fresh in between.
        let office = &self.0.office;
        let position = self.0.freshness.follow(office, known, position).await?;
        self.0.position.store(position, Ordering::Release);
        Ok(position)
    }

    /// The same after every act of the desk's own; where the store does not answer that is logged.
    pub async fn refresh_position(&self) {
        if let Err(error) = self.follow_changes().await {
            tracing::error!(%error, "the change position could not be read");
        }
    }

    /// The organ whose site this host name shows: the organ of that domain, else the configured one, else the first.
    pub async fn organ(&self, host: &str) -> Result<Organ, Problem> {
        let office = &self.0.office;
        let name = host.split(':').next().unwrap_or(host);
        if let Some(organ) = office::organs::find_by_host(office, name).await? {
            return Ok(organ);
        }
        let configured = match &self.0.settings.organ_code {
            Some(code) => office::organs::find_by_code(office, code).await?,
            None => None,
        };
        match configured {
            Some(organ) => Ok(organ),
            None => office::organs::first(office).await?.ok_or(Problem::NoOrgan),
        }
    }
}
