//! The law as properties: what must hold for every report, not only for the ones we know.

mod cases;
mod generated;
mod reports;
