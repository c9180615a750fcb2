//! Whole files in and out: what one part of this crate writes, another must read.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that can't go on has failed"
)]

mod reports;
mod round_trip;
mod shapes;
mod strangers;
