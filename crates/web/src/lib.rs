//! HTTP and HTML: the public site, the staff desk. A handler parses, calls one act or one query of office, renders.
//! No SQL and no rule of law lives here.

mod app;
mod application_fields;
mod assets;
mod cache;
mod cached_pages;
mod client;
mod csrf;
mod desk;
mod display;
mod document_files;
mod download;
mod error_pages;
mod errors;
mod faults;
mod flash;
mod forms;
mod front;
mod headers;
mod ical;
mod known_sites;
mod ledger_files;
mod letter_files;
mod measures;
mod papers;
mod pictures;
mod refusals;
mod report_files;
mod report_parts;
mod router;
mod routes;
mod rss;
mod screenings;
mod security;
mod sent;
mod session;
mod site;
mod unit_answer;
mod when;

pub use app::{App, Clock, Settings, Surface};
pub use front::Front;
pub use ledger_files::ledger_source;
pub use papers::{PrintError, print};
pub use router::{guarded_routes, open_routes, watched};
pub use routes::{GuardedRoute, OpenRoute};
pub use screenings::of_document as screen_document;
