//! Marks of state and work secrets (保密法第二十二条、第三十一条).

pub(super) mod copy;
pub(super) mod internal;
pub(super) mod level;
mod marks;

pub(super) use marks::marks;
use marks::{marks_of, parted_mark};

const SOURCE: &str = "保密法第二十二条、第三十一条，条例第十四条、第十七条";
