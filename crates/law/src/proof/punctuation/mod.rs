//! Marks of punctuation (GB/T 15834-2011).

pub(super) mod pairs;
pub(super) mod width;
