//! Open files: each connection needs one, and the soft limit is raised to what the system allows. Threads: as many as
//! the gates of costly work let through (`office::limits`), and some for files and backups.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What the program needs beside connections: the database, files being read, logs.
const OTHERS: u64 = 128;

/// Threads beside those of costly work: files read and written, a backup, a ledger read piece by piece.
const OTHER_THREADS: usize = 32;

/// The most threads for work that blocks.
pub fn blocking_threads() -> usize {
    OTHER_THREADS + 8 * office::limits::cores()
}

/// How many connections may really be open: as many as are wanted, or as the system gives files for.
pub fn connections(wanted: usize) -> usize {
    let needed = u64::try_from(wanted).unwrap_or(u64::MAX).saturating_add(OTHERS);
    let limit = raised(getrlimit(Resource::Nofile), needed);
    let possible = usize::try_from(limit.saturating_sub(OTHERS)).unwrap_or(usize::MAX);
    if possible < wanted {
        tracing::warn!(
            wanted,
            possible,
            "the system allows fewer open files (LimitNOFILE)"
        );
    }
    possible.clamp(16, wanted.max(16))
}

/// How many of them one address may hold where nothing else is set: a house of many people behind one address needs some
/// hundreds, and nobody needs all.
pub const fn of_one_address(most: usize) -> usize {
    let part = most / 4;
    if part < 8 { 8 } else { part }
}

/// The soft limit after trying to raise it.
fn raised(limit: Rlimit, needed: u64) -> u64 {
    let now = limit.current.unwrap_or(u64::MAX);
    if now >= needed {
        return now;
    }
    let most = limit.maximum.unwrap_or(u64::MAX).min(needed);
    let raised = Rlimit {
        current: Some(most),
        ..limit
    };
    match setrlimit(Resource::Nofile, raised) {
        Ok(()) => most,
        Err(error) => {
            tracing::warn!(%error, "the limit of open files could not be raised");
            now
        }
    }
}
