//! Whole files in and out: what one part of this crate writes, another must read.

mod reports;
mod round_trip;
