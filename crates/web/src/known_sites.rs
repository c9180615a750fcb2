//! The sites that were shown last, by host name: a page asks for organ and columns anew only where one of them changed, and while
//! the database is away the pages that say so keep their head, their navigation and the ways to reach the office.

use std::sync::Arc;

use moka::sync::Cache;
use office::columns::ColumnNode;
use office::organs::Organ;

/// Host names that are remembered; anybody can make up more.
const MOST: u64 = 64;

/// Remembers them.
pub struct KnownSites(Cache<String, Arc<KnownSite>>);

/// What a page of a site needs besides its own content.
pub struct KnownSite {
    /// The change position it was read at.
    pub position: i64,
    pub organ: Organ,
    pub columns: Vec<ColumnNode>,
}

impl KnownSites {
    /// None yet.
    pub fn new() -> Self {
        Self(Cache::new(MOST))
    }

    /// Remembers what a host's site is made of, where it changed since.
    pub fn remember(&self, host: &str, position: i64, organ: &Organ, columns: &[ColumnNode]) {
        if self.of(host).is_some_and(|known| known.position == position) {
            return;
        }
        let known = KnownSite {
            position,
            organ: organ.clone(),
            columns: columns.to_vec(),
        };
        self.0.insert(host.to_owned(), Arc::new(known));
    }

    /// What it was made of when it was last shown.
    pub fn of(&self, host: &str) -> Option<Arc<KnownSite>> {
        self.0.get(host)
    }
}
