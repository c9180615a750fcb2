//! The law as properties: what must hold for every report, not only for the ones we know.

mod generated;
mod reports;
