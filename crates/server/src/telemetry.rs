//! Logs to standard error, as text or JSON. What is measured is in `metrics`.

use std::io::{self, IsTerminal, Write};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// The migration library tells each step at length, and PostgreSQL what was there already; we say it in one line.
const QUIET: &str = "sqlx::postgres::notice=warn";

/// Standard error, of which a line that can't be written is lost and nothing else: whoever reads the log may go away.
struct Lossy(io::Stderr);

impl Write for Lossy {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = self.0.write_all(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = self.0.flush();
        Ok(())
    }
}

/// Starts logging: what passes this level or filter, as JSON or as text.
pub fn start_logs(wanted: &str, is_json: bool) {
    let filter =
        EnvFilter::try_new(format!("{QUIET},{wanted}")).unwrap_or_else(|_error| EnvFilter::new("info"));
    let is_colourful = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(|| Lossy(io::stderr()))
        .log_internal_errors(false)
        .with_target(false);
    // A second start, as in `demo`, changes nothing.
    let _ = if is_json {
        subscriber.json().flatten_event(true).try_init()
    } else {
        subscriber.with_ansi(is_colourful).try_init()
    };
}

/// Panics are told as usual, but for those of the PDF libraries, which are caught and said in our own words.
pub fn tell_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !paper::reports::is_reading_pdf() {
            usual(panic);
        }
    }));
}

/// A panic goes to the log like every other failure, in the request it happened in.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if paper::reports::is_reading_pdf() {
            return;
        }
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = panic.payload_as_str().unwrap_or("unknown");
        tracing::error!(panic = message, place, "the program panicked");
    }));
}

/// Whether this is a level or a filter of tracing. A lone word that is no level would silently filter everything out.
pub fn is_filter(text: &str) -> bool {
    let is_meant =
        |directive: &str| directive.contains(['=', '[']) || directive.trim().parse::<LevelFilter>().is_ok();
    text.split(',').all(is_meant) && EnvFilter::try_new(text).is_ok()
}
